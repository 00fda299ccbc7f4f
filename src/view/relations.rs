//! What two places in the sources have in common, seen from the page of one of them.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::entity::Entity;
use crate::model::relation::Relation;

use super::common::{Link, SideView};
use super::here::Here;
use super::sources::subjects;

/// A link between two places that speak of the same thing.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct RelationView {
    /// Its anchor.
    pub id: String,
    /// What both have in common, in words.
    pub kind: String,
    /// How sure that is, in words; empty where it is plain.
    pub strength: String,
    /// The thing at the other end; `None` where both places speak of the thing of this page.
    pub other: Option<Link>,
    /// Where that belongs, in a few words; may be empty.
    pub context: String,
    /// Both places, the one of this page first.
    pub sides: Vec<SideView>,
    /// Why, as markup; may be empty.
    pub html: String,
}

/// The relations of what a page is about and of the items that stand on it. A document of many
/// items has none: it would repeat those of all its pages.
pub fn relations(here: &mut Here<'_>, entity: Option<Entity>) -> Vec<RelationView> {
    if here.within.is_some() {
        return Vec::new();
    }
    let (model, index) = (here.world.model, here.world.index);
    let on_page: BTreeSet<Entity> = subjects(here, entity)
        .into_iter()
        .map(Entity::from)
        .chain(entity)
        .collect();
    let ids = on_page.iter().flat_map(|e| index.links.relations(*e));
    let ids: BTreeSet<_> = ids.copied().collect();
    ids.into_iter()
        .map(|id| here.relation(&model.relations[id], &on_page))
        .collect()
}

impl Here<'_> {
    fn relation(&mut self, relation: &Relation, on_page: &BTreeSet<Entity>) -> RelationView {
        let turned = !on_page.contains(&relation.from.0);
        let (own, other) = match turned {
            true => (&relation.to, &relation.from),
            false => (&relation.from, &relation.to),
        };
        let elsewhere = !on_page.contains(&other.0);
        let words = self.world.words;
        RelationView {
            id: format!("relation-{}", relation.key),
            kind: words.text("relation-kinds", &relation.kind).to_owned(),
            strength: words
                .text("relation-strengths", &relation.strength)
                .to_owned(),
            other: elsewhere.then(|| self.link(other.0)),
            context: match elsewhere {
                true => self.context(other.0),
                false => String::new(),
            },
            sides: vec![self.place_side(&own.1), self.place_side(&other.1)],
            html: self.prose_or_empty(relation.note.as_deref()),
        }
    }
}
