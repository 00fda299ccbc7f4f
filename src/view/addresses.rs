//! Whole addresses, which only a site with a public address has.

use crate::site::page::PageKind;
use crate::site::route::Route;

use super::World;

/// The whole address of a place; `None` where the site has no public address.
pub fn absolute(world: World<'_>, to: &Route) -> Option<String> {
    let root = world.model.settings.url.as_ref()?.trim_end_matches('/');
    let place = to.fragment.iter().map(|f| format!("#{f}"));
    Some(format!("{root}/{}{}", to.path, place.collect::<String>()))
}

/// The addresses of all pages that are worth finding, in the order of their paths: not what
/// repeats other pages, nor what has nothing of its own.
pub fn all(world: World<'_>) -> Vec<String> {
    let pages = world.sitemap.pages.iter();
    let found = pages.filter(|page| {
        !page.kind.repeats() && !matches!(page.kind, PageKind::NotFound | PageKind::Search)
    });
    found
        .filter_map(|page| absolute(world, &Route::page(page.path.as_str())))
        .collect()
}
