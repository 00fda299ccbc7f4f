//! In which order pages are made. It changes no byte of them.

use foldhash::HashMap;
use rayon::prelude::*;

use crate::model::Model;
use crate::model::entity::Entity;
use crate::site::SiteMap;
use crate::site::page::{Page, PageKind};

/// The places of all pages, those of indicators right behind the page of what they measure: both
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
    let mut order: Vec<(usize, bool, usize)> = pages
        .map(|(at, page)| match behind(page) {
            Some(subject) => (subject, true, at),
            None => (at, false, at),
        })
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(.., at)| at).collect()
}

/// Makes something of every page, of several at once and in this order; what is made comes in the
/// order of their places.
pub(super) fn each<T: Send>(order: Vec<usize>, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let made = order.into_par_iter().map(|at| (at, make(at)));
    let mut made: Vec<(usize, T)> = made.collect();
    made.sort_unstable_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::files::DiskFiles;
    use crate::load::load;
    use crate::pipeline::Pipeline;

    #[test]
    fn every_page_is_made_once_and_figures_behind_what_they_measure() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sites/plan");
        let mut snapshot = load(&DiskFiles::new(root.as_ref())).value.0;
        let built = Pipeline::once(&mut snapshot);
        let pages = &built.sitemap.pages;
        let order = order(&built.model, &built.sitemap);
        let mut all = order.clone();
        all.sort_unstable();
        assert!(all.into_iter().eq(0..pages.len()));
        let measured = |at: usize| match pages[at].kind.entity() {
            Some(Entity::Indicator(id)) => Some(built.model.indicators[id].subject),
            _ => None,
        };
        let mut seen = 0;
        for pair in order.windows(2) {
            let Some(subject) = measured(pair[1]) else {
                continue;
            };
            let page = pages[pair[0]].kind.entity();
            let is_subject = page == Some(subject.into());
            assert!(is_subject || measured(pair[0]) == Some(subject), "{page:?}");
            seen += 1;
        }
        assert!(seen > 1, "the site has {seen} indicators");
    }
}
