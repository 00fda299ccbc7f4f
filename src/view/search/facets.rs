//! What readers may narrow a search down to: names for the script in the browser, and lists with
//! counts for the page itself.

use std::collections::BTreeMap;

use crate::index::filters::{Facet, Filter};
use crate::model::entity::Entity;
use crate::parse::japanese::title_plain;
use crate::site::filter::{facet_path, filter_path};
use crate::site::page::PageKind;
use crate::site::route::Route;
use crate::view::World;
use crate::view::common::Link;
use crate::view::here::Here;

use super::{Door, DoorLink};

/// How many lists of one sort the page of search offers; the rest stand on a page of their own.
const OFFERED: usize = 40;

/// All filters, numbered in the order in which they are offered.
#[derive(Clone, Debug, Default)]
pub struct Facets {
    /// Each sort: its name, and of each of its filters the address and the name.
    pub names: Vec<(String, Vec<(String, String)>)>,
    numbers: BTreeMap<Filter, usize>,
}

impl Facets {
    /// Numbers all filters of a site.
    pub fn new(world: World<'_>) -> Self {
        let here = Here::new(world, "");
        let mut all = Self::default();
        for facet in Facet::ALL {
            let mut own = Vec::new();
            for (filter, _) in world.index.filters.of_facet(facet) {
                all.numbers.insert(filter, all.numbers.len());
                let path = filter_path(world.model, filter, 1);
                let id = path.trim_start_matches("list/").trim_end_matches(".html");
                own.push((id.to_owned(), title_plain(&here.filter_name(filter))));
            }
            all.names.push((here.facet_name(facet), own));
        }
        all
    }

    /// The filters that a page is in, with those of the things that are places on it.
    pub(super) fn of(&self, world: World<'_>, kind: PageKind) -> Vec<usize> {
        let Some(entity) = kind.entity() else {
            return Vec::new();
        };
        let things = places(world, entity);
        let filters = things.iter().flat_map(|e| world.index.filters.of(*e));
        let mut all: Vec<usize> = filters
            .filter_map(|f| self.numbers.get(&f).copied())
            .collect();
        // An area and a body are found by their own lists.
        let own = match entity {
            Entity::Area(id) => Some(Filter::Area(id)),
            Entity::Organization(id) => Some(Filter::Organization(id)),
            _ => None,
        };
        all.extend(own.and_then(|f| self.numbers.get(&f).copied()));
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// A thing and all that is a place on its page.
fn places(world: World<'_>, entity: Entity) -> Vec<Entity> {
    let model = world.model;
    let mut all = vec![entity];
    match entity {
        Entity::Area(id) => {
            let own = model.activities.iter().filter(|(_, a)| a.area == id);
            all.extend(own.map(|(id, _)| Entity::Activity(id)));
        }
        Entity::Item(id) => {
            for child in world.index.tree.children(id) {
                if !crate::site::route::has_page(model, *child) {
                    all.extend(places(world, Entity::Item(*child)));
                }
            }
        }
        _ => {}
    }
    all
}

/// The lists of every sort, with counts.
pub(super) fn doors(here: &Here<'_>) -> Vec<Door> {
    let mut doors = Vec::new();
    for facet in Facet::ALL {
        let all: Vec<(Filter, usize)> = here.world.index.filters.of_facet(facet).collect();
        if all.is_empty() {
            continue;
        }
        // The fullest, in their own order.
        let mut counts: Vec<usize> = all.iter().map(|(_, count)| *count).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let least = counts.get(OFFERED - 1).copied().unwrap_or(0);
        let offered = all
            .iter()
            .filter(|(_, count)| *count >= least)
            .take(OFFERED);
        let links = offered.map(|(filter, count)| DoorLink {
            link: here.filter_link(*filter),
            count: Some(*count),
        });
        doors.push(Door {
            links: links.collect(),
            more: (all.len() > OFFERED).then(|| Link {
                html: here.facet_heading(facet),
                href: here.href(&Route::page(facet_path(facet, 1))),
            }),
            label: here.facet_name(facet),
        });
    }
    doors
}
