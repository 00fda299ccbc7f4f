//! Who refers to whom: links in prose resolved, and every reference turned around.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diag::{Checked, Diags};
use crate::base::key::Id;
use crate::base::rows::replaced;
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
    pub resolved: Arc<BTreeMap<Span, Meant>>,
    turned: Arc<Turned>,
}

/// What a link means, and whether it was found by its printed name.
type Meant = (Entity, bool);

/// References by both of their ends.
#[derive(Clone, Default, Debug)]
struct Turned {
    back: BTreeMap<Entity, BTreeSet<(Entity, Reason)>>,
    out: BTreeMap<Entity, Vec<Entity>>,
    relations: BTreeMap<Entity, Vec<Id<Relation>>>,
}

impl Links {
    /// Resolves every link and turns every reference around.
    pub fn build(model: &Model) -> Checked<Self> {
        let mut diags = Diags::default();
        let mut links = Turned::default();
        let mut resolved = BTreeMap::new();
        for place in model.proses() {
            for link in &place.prose.links {
                if let Some(meant) = meant(model, &place, link, &mut diags) {
                    resolved.insert(link.span, meant);
                    links.follow(&place, meant.0);
                }
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
        let links = Self {
            resolved: Arc::new(resolved),
            turned: Arc::new(links),
        };
        Checked::new(links, diags)
    }

    /// The links of a model in which the texts `was` became `is`, and whether all lead where they
    /// led before, so that nothing else is referred to in another way. `None` if one is broken.
    pub(super) fn reworded(
        &self,
        model: &Model,
        was: &[ProsePlace<'_>],
        is: &[ProsePlace<'_>],
    ) -> Option<(Self, bool)> {
        let mut diags = Diags::default();
        let mut fresh = BTreeMap::new();
        // Text by text: other texts about the same thing may stand between two of these.
        let (mut led, mut lead) = (Vec::new(), Vec::new());
        for (at, _, link) in all(was) {
            let known = self.resolved.get(&link.span);
            led.extend(known.map(|(to, _)| (at, *to)));
        }
        for (at, place, link) in all(is) {
            if let Some(meant) = meant(model, place, link, &mut diags) {
                fresh.insert(link.span, meant);
                lead.push((at, meant.0));
            }
        }
        if !diags.is_empty() || was.len() != is.len() {
            return None;
        }
        if led != lead {
            let Checked { value, diags } = Self::build(model);
            return diags.is_empty().then_some((value, false));
        }
        let gone = all(was).map(|(_, _, link)| link.span);
        let resolved = replaced(&self.resolved, gone, fresh);
        let turned = Arc::clone(&self.turned);
        Some((Self { resolved, turned }, true))
    }

    /// What the prose about a thing links to, in the order of the prose.
    pub fn from(&self, entity: Entity) -> &[Entity] {
        self.turned.out.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// The declared relations of a thing, in the order of their declarations.
    pub fn relations(&self, entity: Entity) -> &[Id<Relation>] {
        let relations = self.turned.relations.get(&entity);
        relations.map_or(&[], Vec::as_slice)
    }

    /// What refers to a thing, and why; sorted.
    pub fn to(&self, entity: Entity) -> impl Iterator<Item = (Entity, Reason)> + '_ {
        self.turned.back.get(&entity).into_iter().flatten().copied()
    }
}

impl Turned {
    fn add(&mut self, to: Entity, from: Entity, reason: Reason) {
        if to != from {
            self.back.entry(to).or_default().insert((from, reason));
        }
    }

    fn follow(&mut self, place: &ProsePlace<'_>, to: Entity) {
        if let Some(from) = place.from {
            self.out.entry(from).or_default().push(to);
            self.add(to, from, Reason::Linked);
        }
    }
}

/// All links of some prose, each with its text and the position of that.
fn all<'a>(
    places: &'a [ProsePlace<'a>],
) -> impl Iterator<Item = (usize, &'a ProsePlace<'a>, &'a Link)> {
    places.iter().enumerate().flat_map(|(at, place)| {
        let links = place.prose.links.iter();
        links.map(move |link| (at, place, link))
    })
}

/// What a link means; nothing, with a fault, if no single thing. Links to files are none of ours.
fn meant(model: &Model, place: &ProsePlace<'_>, link: &Link, diags: &mut Diags) -> Option<Meant> {
    let Target::Wiki(text) = &link.target else {
        return None;
    };
    match model.wiki(place.scope, text) {
        Found::One(entity, by_name) => return Some((entity, by_name)),
        Found::Several(forms) => diags.push(errors::ambiguous_link(link.span, text, forms)),
        Found::Nothing => {
            let near = closest(text, model.wiki_candidates(place.scope));
            diags.push(errors::broken_link(link.span, text, near));
        }
    }
    None
}
