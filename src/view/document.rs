//! A framework in one document, for print: its page, followed by all of its items in full.
//!
//! It is made of the views of the pages themselves, so that nothing is said twice in two ways. What
//! differs is where a text stands: ids carry the item they belong to, links between items stay in
//! the document, and headings lie below the heading of their item.

use serde::Serialize;

use crate::base::key::Id;
use crate::model::Model;
use crate::model::entity::Entity;
use crate::model::framework::Framework;
use crate::model::item::Item;
use crate::model::organization::Subject;
use crate::site::route::{Route, print_path, route};

use super::common::Link;
use super::framework;
use super::here::Here;
use super::item::{self, ItemView};
use super::marks::{TermsView, marks};
use super::page::Body;

/// The deepest heading that HTML has.
const DEEPEST: u8 = 6;

/// An item in a document, with those below it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct PartView {
    /// Its place in the document.
    pub id: String,
    /// Level of its heading.
    pub heading: u8,
    /// Level of the headings below it.
    pub below: u8,
    /// Its page, with code and title.
    pub link: Link,
    /// Its answer in one sentence, as markup; may be empty.
    pub lead: String,
    /// All that its page says of it.
    pub item: ItemView,
    /// The items below it.
    pub parts: Vec<PartView>,
}

/// Where in a document of many items a text stands.
#[derive(Clone, Debug)]
pub struct Within {
    /// Whose document it is.
    framework: Id<Framework>,
    /// The place of the item that is spoken of; `None` before the first.
    item: Option<String>,
    /// Level of the heading that the text stands below.
    heading: u8,
}

impl Within {
    /// The place of a thing, if the document holds it.
    pub fn place(&self, model: &Model, entity: Entity) -> Option<String> {
        match entity {
            Entity::Item(id) if model.items[id].framework == self.framework => {
                Some(place(model, id))
            }
            _ => None,
        }
    }
}

impl Here<'_> {
    /// An id of a place on an item's page, as it is in this document.
    pub fn place_id(&self, id: &str) -> String {
        match self.within.as_ref().and_then(|w| w.item.as_ref()) {
            Some(item) => format!("{item}.{id}"),
            None => id.to_owned(),
        }
    }

    /// The level of a heading that was written for a page whose own heading is the first, and the
    /// only one of its level.
    pub fn heading_level(&self, level: u8) -> u8 {
        let below = self.within.as_ref().map_or(1, |w| w.heading);
        (level.max(2) + below - 1).min(DEEPEST)
    }
}

/// The place of an item in a document. Keys hold no full stop, so it is like no other id.
fn place(model: &Model, id: Id<Item>) -> String {
    format!("item.{}", model.items[id].key)
}

/// The link to the document of a framework, where there is one.
pub fn link(here: &Here<'_>, id: Id<Framework>) -> Option<Link> {
    let route = Route::page(print_path(here.world.model, id));
    let made = here.world.model.settings.output.print && here.path != route.path;
    made.then(|| Link {
        html: here.word("print-link"),
        href: here.href(&route),
    })
}

/// The body of a framework's document.
pub fn body(here: &mut Here<'_>, id: Id<Framework>) -> Body {
    here.within = Some(Within {
        framework: id,
        item: None,
        heading: 1,
    });
    let mut view = framework::view(here, id);
    let roots = here.world.index.tree.roots(id).iter();
    view.parts = roots.map(|item| part(here, *item, 2)).collect();
    stand(here, None, 1);
    let scales = here.scales.borrow().keys().copied().collect::<Vec<_>>();
    view.key = Some(TermsView {
        scales: scales.into_iter().map(|s| here.scale(s)).collect(),
        marks: marks(here),
    });
    Body::Framework(Box::new(view))
}

fn part(here: &mut Here<'_>, id: Id<Item>, heading: u8) -> PartView {
    let model = here.world.model;
    let own = place(model, id);
    stand(here, Some(own.clone()), heading);
    let lead = here.lead(Subject::Item(id));
    let item = item::view(here, id);
    let below = here.world.index.tree.children(id).iter();
    let next = (heading + 1).min(DEEPEST);
    PartView {
        id: own,
        heading,
        below: next,
        link: Link {
            href: here.href(&route(model, Entity::Item(id))),
            ..here.link(Entity::Item(id))
        },
        lead,
        item,
        parts: below.map(|child| part(here, *child, next)).collect(),
    }
}

/// Moves to a place in the document.
fn stand(here: &mut Here<'_>, item: Option<String>, heading: u8) {
    if let Some(within) = &mut here.within {
        within.item = item;
        within.heading = heading;
    }
}
