//! The way to a page and on from it: the trail, its neighbours, pages that have to do with it.

use std::collections::BTreeSet;

use crate::model::entity::Entity;
use crate::model::organization::Subject;
use crate::parse::japanese::escape;
use crate::site::nav::{Section, neighbours, trail};
use crate::site::page::{PageKind, part_path, parts};
use crate::site::route::{Route, SEARCH};

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
    if let PageKind::Of(entity) = kind {
        for above in trail(here.world.model, entity) {
            let link = here.short_link(above);
            all.push(Crumb {
                html: link.html,
                href: Some(link.href),
                badge: here.badge_of(above),
            });
        }
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
    let model = here.world.model;
    if let PageKind::Filter(filter, part) = kind {
        return filter::neighbours(here, filter, part);
    }
    match kind.entity() {
        Some(Entity::Item(id)) => {
            let (before, after) = neighbours(model, here.world.index, id);
            let link = |id| here.link(Entity::Item(id));
            (before.map(link), after.map(link))
        }
        Some(entity) => {
            let (part, all) = (kind.part(), parts(model, entity));
            let link = |n: usize| Link {
                html: here.fill(
                    "part-link",
                    &[("part", n.to_string()), ("all", all.to_string())],
                ),
                href: here.href(&Route::page(part_path(model, entity, n))),
            };
            let next = (part < all).then(|| link(part + 1));
            ((part > 1).then(|| link(part - 1)), next)
        }
        None => (None, None),
    }
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
