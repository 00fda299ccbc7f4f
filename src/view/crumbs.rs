//! The way to a page and on from it: the trail, its neighbours, pages that have to do with it.

use std::collections::BTreeSet;

use crate::model::entity::Entity;
use crate::model::organization::Subject;
use crate::parse::japanese::escape;
use crate::site::nav::{Section, neighbours, trail};
use crate::site::page::PageKind;
use crate::site::paging::{part_path, parts, tables};
use crate::site::route::{Route, SEARCH, route, tables_path};

use super::common::{Crumb, Link, Related};
use super::filter;
use super::here::Here;

/// The trail from home to a page with this heading.
pub fn crumbs(here: &Here<'_>, kind: PageKind, heading: &str) -> Vec<Crumb> {
    let crumb = |html: String, href: Option<String>| Crumb {
        html: escape(&html),
        href,
        badge: None,
    };
    let mut all = Vec::new();
    if matches!(kind, PageKind::Home | PageKind::NotFound) {
        return all;
    }
    all.push(crumb(
        here.word("home"),
        Some(here.href(&Route::page("index.html"))),
    ));
    let section = match kind {
        PageKind::Of(entity) | PageKind::Part(entity, _) => Section::of(entity),
        PageKind::Tables(id, _) => Section::of(Entity::Framework(id)),
        PageKind::IndexPart(section, _) => Some(section),
        PageKind::Discrepancies => Some(Section::Data),
        _ => None,
    };
    if let Some(section) = section.filter(|s| s.exists(here.world.model)) {
        all.push(crumb(
            here.word(section.word()),
            Some(here.href(&Route::page(section.index()))),
        ));
    }
    if matches!(kind, PageKind::Filter(..) | PageKind::Facet(..)) {
        let search = Some(here.href(&Route::page(SEARCH)));
        all.push(crumb(here.word("search"), search));
    }
    let above = match kind {
        PageKind::Of(entity) => trail(here.world.model, entity),
        PageKind::Part(entity, _) => {
            let mut up = trail(here.world.model, entity);
            up.push(entity);
            up
        }
        PageKind::Tables(id, _) => vec![Entity::Framework(id)],
        _ => Vec::new(),
    };
    for above in above {
        let link = here.short_link(above);
        all.push(Crumb {
            html: link.html,
            href: Some(link.href),
            badge: here.badge_of(above),
        });
    }
    if let PageKind::Of(entity) = kind {
        all.push(Crumb {
            html: here.short_link(entity).html,
            href: None,
            badge: None,
        });
    } else {
        all.push(crumb(heading.to_owned(), None));
    }
    all
}

/// The items before and after one in printed order, or the pages of a long list.
pub fn neighbour_links(here: &Here<'_>, kind: PageKind) -> (Option<Link>, Option<Link>) {
    let (model, index) = (here.world.model, here.world.index);
    if let PageKind::Filter(filter, part) = kind {
        return filter::neighbours(here, filter, part);
    }
    if let Some(Entity::Item(id)) = kind.entity() {
        let (before, after) = neighbours(model, index, id);
        let link = |id| here.link(Entity::Item(id));
        return (before.map(link), after.map(link));
    }
    let (first, all) = match kind {
        PageKind::Of(entity) | PageKind::Part(entity, _) => {
            (route(model, entity).path, parts(model, index, entity))
        }
        PageKind::Index(section) | PageKind::IndexPart(section, _) => {
            let pages = here.world.sitemap.section_pages(section).len();
            (section.index().to_owned(), pages)
        }
        PageKind::Tables(id, _) => (tables_path(model, id), tables(model, index, id).pages.len()),
        _ => return (None, None),
    };
    let part = kind.part();
    let link = |n: usize| Link {
        html: here.fill(
            "part-link",
            &[("part", n.to_string()), ("all", all.to_string())],
        ),
        href: here.href(&Route::page(part_path(&first, n))),
    };
    let next = (part < all).then(|| link(part + 1));
    ((part > 1).then(|| link(part - 1)), next)
}

/// Items that link here or that this item links to, and siblings by their bodies.
pub fn related(here: &Here<'_>, entity: Entity) -> Vec<Related> {
    if !matches!(entity, Entity::Item(_) | Entity::Framework(_)) {
        return Vec::new();
    }
    let index = here.world.index;
    let mut all = Vec::new();
    let mut seen: BTreeSet<Entity> = BTreeSet::new();
    let mut add = |other: Entity, why: &str| {
        let fits = matches!(
            other,
            Entity::Item(_) | Entity::Framework(_) | Entity::Indicator(_)
        );
        if fits && other != entity && seen.insert(other) {
            all.push(Related {
                link: here.link(other),
                why: here.word(why),
                badge: here.badge_of(other),
            });
        }
    };
    for other in index.links.from(entity) {
        add(*other, "why-links-to");
    }
    for (from, _) in index.links.to(entity) {
        add(from, "why-linked");
    }
    let subject = match entity {
        Entity::Item(id) => Subject::Item(id),
        Entity::Framework(id) => Subject::Framework(id),
        _ => return all,
    };
    let statistics = index.facts.of(subject).statistics.iter();
    all.extend(statistics.map(|id| Related {
        link: here.link(Entity::Statistic(*id)),
        why: here.word("sort-statistic"),
        badge: None,
    }));
    all
}
