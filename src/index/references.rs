//! What refers to a thing, place by place, in the order in which its pages list it.

use std::collections::{BTreeMap, HashSet};

use crate::base::key::Id;
use crate::model::Model;
use crate::model::document::Citation;
use crate::model::entity::Entity;
use crate::model::organization::{Organization, Role, Subject};

use super::Index;
use super::links::Reason;

/// What references have in common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    /// It is a framework of the city.
    Framework,
    /// It is a statistic about the thing.
    Statistic,
    /// The body has this part in it.
    Role(Role),
    /// A source prints the name there.
    Named,
    /// Our prose links from there.
    Linked,
}

impl Group {
    /// The anchor of the group on a page.
    pub fn id(self) -> &'static str {
        match self {
            Group::Framework => "frameworks",
            Group::Statistic => "statistics",
            Group::Role(role) => role.word(),
            Group::Named => "named",
            Group::Linked => "linked",
        }
    }
}

/// One place that refers to a thing.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    /// What it has in common with others.
    pub group: Group,
    /// What refers to the thing.
    pub from: Entity,
    /// Where that is printed; `None` for our own prose.
    pub cites: Option<&'a Citation>,
    /// Whether the source's list ends in "and others".
    pub others: bool,
}

/// Facts by the body or thing that they name.
#[derive(Clone, Default, Debug)]
pub struct References {
    /// Positions in `model.involvements`.
    parts: BTreeMap<Id<Organization>, Vec<usize>>,
    /// Positions in `model.mentions`.
    named: BTreeMap<Entity, Vec<usize>>,
}

impl References {
    /// Turns parts and mentions around.
    pub fn build(model: &Model) -> Self {
        let mut all = Self::default();
        for (at, part) in model.involvements.iter().enumerate() {
            if let Some(id) = part.organization {
                all.parts.entry(id).or_default().push(at);
            }
        }
        for (at, mention) in model.mentions.iter().enumerate() {
            all.named.entry(mention.named.into()).or_default().push(at);
        }
        all
    }

    /// The parts of some bodies, in the order of the content.
    fn parts(&self, bodies: &[Id<Organization>]) -> Vec<usize> {
        let own = bodies.iter().filter_map(|body| self.parts.get(body));
        let mut all: Vec<usize> = own.flatten().copied().collect();
        all.sort_unstable();
        all
    }

    /// The mentions of some things, in the order of the content.
    fn named(&self, things: &[Entity]) -> Vec<usize> {
        let own = things.iter().filter_map(|thing| self.named.get(thing));
        let mut all: Vec<usize> = own.flatten().copied().collect();
        all.sort_unstable();
        all
    }
}

impl Index {
    /// Everything that refers to a body with its sub-units, a topic or an area, group by group;
    /// nothing for things whose pages have no such list.
    pub fn references<'a>(&self, model: &'a Model, entity: Entity) -> Vec<Reference<'a>> {
        let mut all = Vec::new();
        match entity {
            Entity::Organization(id) => {
                let whole = self.tree.body_subtree(id);
                self.roles(model, &whole, &mut all);
                let bodies = whole.iter().map(|body| Entity::Organization(*body));
                self.named_and_linked(model, &bodies.collect::<Vec<_>>(), &mut all);
            }
            Entity::Topic(id) => self.about(model, Subject::Topic(id), &mut all),
            Entity::Area(id) => {
                let own = model.frameworks.iter().filter(|(_, f)| f.city == id);
                all.extend(own.map(|(framework, _)| Reference {
                    group: Group::Framework,
                    from: Entity::Framework(framework),
                    cites: None,
                    others: false,
                }));
                self.about(model, Subject::Area(id), &mut all);
            }
            _ => {}
        }
        all
    }

    /// The rows of each role, as the data file holds them: as many, in the same order.
    fn roles<'a>(
        &self,
        model: &'a Model,
        whole: &[Id<Organization>],
        all: &mut Vec<Reference<'a>>,
    ) {
        let parts = self.references.parts(whole);
        for (_, role) in Role::CHOICES {
            let own = parts.iter().map(|at| &model.involvements[*at]);
            let own = own.filter(|part| part.role == role);
            all.extend(own.map(|part| Reference {
                group: Group::Role(role),
                from: part.subject.into(),
                cites: Some(&part.cites),
                others: part.others,
            }));
        }
    }

    /// Statistics about a topic or area, and what names it.
    fn about<'a>(&self, model: &'a Model, subject: Subject, all: &mut Vec<Reference<'a>>) {
        let statistics = self.facts.of(subject).statistics.iter();
        all.extend(statistics.map(|id| Reference {
            group: Group::Statistic,
            from: Entity::Statistic(*id),
            cites: Some(&model.statistics[*id].cites),
            others: false,
        }));
        self.named_and_linked(model, &[subject.into()], all);
    }

    /// Places that print the name, each once, and pages whose prose links here.
    fn named_and_linked<'a>(
        &self,
        model: &'a Model,
        things: &[Entity],
        all: &mut Vec<Reference<'a>>,
    ) {
        let mut seen = HashSet::new();
        for at in self.references.named(things) {
            let mention = &model.mentions[at];
            let (from, cites) = (Entity::from(mention.subject), &mention.cites);
            if seen.insert((from, cites.document, &cites.place, &cites.printed)) {
                all.push(Reference {
                    group: Group::Named,
                    from,
                    cites: Some(cites),
                    others: false,
                });
            }
        }
        let linked = things.iter().flat_map(|thing| self.links.to(*thing));
        let linked = linked.filter(|(_, why)| matches!(why, Reason::Linked | Reason::Runs));
        let mut linked: Vec<Entity> = linked.map(|(from, _)| from).collect();
        linked.sort_unstable();
        linked.dedup();
        all.extend(linked.into_iter().map(|from| Reference {
            group: Group::Linked,
            from,
            cites: None,
            others: false,
        }));
    }
}
