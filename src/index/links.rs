//! Who refers to whom: links in prose resolved, and every reference turned around.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::{Checked, Diags};
use crate::base::key::Id;
use crate::base::span::Span;
use crate::base::words::closest;
use crate::model::Model;
use crate::model::entity::Entity;
use crate::model::organization::Role;
use crate::model::relation::Relation;
use crate::model::resolve::Found;
use crate::parse::prose::{Link, Target};

use super::errors;
use super::proses::ProsePlace;

/// Why something refers to something.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reason {
    /// A body has a part in it.
    Role(Role),
    /// The source prints its name there.
    Named,
    /// Our prose links to it.
    Linked,
    /// It runs the thing.
    Runs,
}

impl Reason {
    /// The catalogue's word for it.
    pub fn word(self) -> &'static str {
        match self {
            Reason::Role(role) => role.word(),
            Reason::Named => "named",
            Reason::Linked => "linked",
            Reason::Runs => "runs",
        }
    }
}

/// Links and their reverse.
#[derive(Clone, Default, Debug)]
pub struct Links {
    /// What each wiki link in prose means, and whether it was found by its printed name.
    pub resolved: BTreeMap<Span, (Entity, bool)>,
    back: BTreeMap<Entity, BTreeSet<(Entity, Reason)>>,
    out: BTreeMap<Entity, Vec<Entity>>,
    relations: BTreeMap<Entity, Vec<Id<Relation>>>,
}

impl Links {
    /// Resolves every link and turns every reference around.
    pub fn build(model: &Model) -> Checked<Self> {
        let mut diags = Diags::default();
        let mut links = Self::default();
        for place in model.proses() {
            for link in &place.prose.links {
                links.resolve(model, &place, link, &mut diags);
            }
        }
        for i in &model.involvements {
            if let Some(id) = i.organization {
                links.add(
                    Entity::Organization(id),
                    i.subject.into(),
                    Reason::Role(i.role),
                );
            }
        }
        for m in &model.mentions {
            links.add(m.named.into(), m.subject.into(), Reason::Named);
        }
        for (id, topic) in model.topics.iter() {
            if let Some(body) = topic.organization {
                links.add(Entity::Organization(body), Entity::Topic(id), Reason::Runs);
            }
        }
        for (id, relation) in model.relations.iter() {
            for end in BTreeSet::from([relation.from.0, relation.to.0]) {
                links.relations.entry(end).or_default().push(id);
            }
        }
        Checked::new(links, diags)
    }

    fn add(&mut self, to: Entity, from: Entity, reason: Reason) {
        if to != from {
            self.back.entry(to).or_default().insert((from, reason));
        }
    }

    fn resolve(&mut self, model: &Model, place: &ProsePlace<'_>, link: &Link, diags: &mut Diags) {
        let Target::Wiki(text) = &link.target else {
            return;
        };
        match model.wiki(place.scope, text) {
            Found::One(entity, by_name) => {
                self.resolved.insert(link.span, (entity, by_name));
                if let Some(from) = place.from {
                    self.out.entry(from).or_default().push(entity);
                    self.add(entity, from, Reason::Linked);
                }
            }
            Found::Several(forms) => diags.push(errors::ambiguous_link(link.span, text, forms)),
            Found::Nothing => {
                let near = closest(text, model.wiki_candidates(place.scope));
                diags.push(errors::broken_link(link.span, text, near));
            }
        }
    }

    /// What the prose about a thing links to, in the order of the prose.
    pub fn from(&self, entity: Entity) -> &[Entity] {
        self.out.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// The declared relations of a thing, in the order of their declarations.
    pub fn relations(&self, entity: Entity) -> &[Id<Relation>] {
        self.relations.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// What refers to a thing, and why; sorted.
    pub fn to(&self, entity: Entity) -> impl Iterator<Item = (Entity, Reason)> + '_ {
        self.back.get(&entity).into_iter().flatten().copied()
    }
}
