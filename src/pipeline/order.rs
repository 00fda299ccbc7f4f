//! In which order pages are made. It changes no byte of them.

use foldhash::HashMap;

use crate::model::Model;
use crate::model::entity::Entity;
use crate::site::SiteMap;
use crate::site::page::{Page, PageKind};

/// The places of all pages, those of an indicator right behind the page of what it measures: both
/// show the same pictures, which then need not be kept for long.
pub(super) fn order(model: &Model, sitemap: &SiteMap) -> Vec<usize> {
    let pages = sitemap.pages.iter().enumerate();
    let things = pages.clone().filter_map(|(at, page)| match page.kind {
        PageKind::Of(entity) => Some((entity, at)),
        _ => None,
    });
    let places: HashMap<Entity, usize> = things.collect();
    let behind = |page: &Page| match page.kind.entity() {
        Some(Entity::Indicator(id)) => places.get(&model.indicators[id].subject.into()).copied(),
        _ => None,
    };
    let mut order: Vec<(usize, usize)> = pages
        .map(|(at, page)| (behind(page).unwrap_or(at), at))
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, at)| at).collect()
}
