//! What refers to a thing, place by place, in the order in which its pages list it.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

use crate::base::key::Id;
use crate::model::Model;
use crate::model::document::Citation;
use crate::model::entity::Entity;
use crate::model::organization::{Organization, Role, Subject};
use crate::model::statistic::Statistic;

use super::facts::Facts;
use super::links::{Links, Reason};
use super::tree::Tree;

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

/// A reference by the position of its fact in the model.
#[derive(Clone, Copy, Debug)]
struct Row {
    group: Group,
    from: Entity,
    fact: Fact,
}

/// Where a reference is printed.
#[derive(Clone, Copy, Debug)]
enum Fact {
    Nowhere,
    Statistic(Id<Statistic>),
    Involvement(usize),
    Mention(usize),
}

/// All references to each body with its sub-units, each topic and each area, group by group: what
/// the pages of these list, of which each asks again.
#[derive(Clone, Default, Debug)]
pub struct References {
    rows: BTreeMap<Entity, Vec<Row>>,
}

impl References {
    /// Collects the references to everything that has a list of them.
    pub fn build(model: &Model, tree: &Tree, facts: &Facts, links: &Links) -> Self {
        let turned = Turned::new(model, tree, facts, links);
        let bodies = model.organizations.iter();
        let bodies = bodies.map(|(id, _)| Entity::Organization(id));
        let topics = model.topics.iter().map(|(id, _)| Entity::Topic(id));
        let areas = model.areas.iter().map(|(id, _)| Entity::Area(id));
        let all: Vec<Entity> = bodies.chain(topics).chain(areas).collect();
        let rows = all.into_par_iter().map(|e| (e, turned.rows_of(e)));
        Self {
            rows: rows.collect::<Vec<_>>().into_iter().collect(),
        }
    }

    /// How many references to a thing there are.
    pub fn count(&self, entity: Entity) -> usize {
        self.rows.get(&entity).map_or(0, Vec::len)
    }

    /// Everything that refers to a thing, group by group; nothing where its pages have no such
    /// list.
    pub fn of<'a>(&self, model: &'a Model, entity: Entity) -> Vec<Reference<'a>> {
        let rows = self.rows.get(&entity).into_iter().flatten();
        let all = rows.map(|row| {
            let (cites, others) = match row.fact {
                Fact::Nowhere => (None, false),
                Fact::Statistic(id) => (Some(&model.statistics[id].cites), false),
                Fact::Involvement(at) => {
                    let part = &model.involvements[at];
                    (Some(&part.cites), part.others)
                }
                Fact::Mention(at) => (Some(&model.mentions[at].cites), false),
            };
            Reference {
                group: row.group,
                from: row.from,
                cites,
                others,
            }
        });
        all.collect()
    }
}

/// What collecting asks, with parts and mentions turned around.
struct Turned<'a> {
    model: &'a Model,
    tree: &'a Tree,
    facts: &'a Facts,
    links: &'a Links,
    /// Positions in `model.involvements`.
    parts: BTreeMap<Id<Organization>, Vec<usize>>,
    /// Positions in `model.mentions`.
    named: BTreeMap<Entity, Vec<usize>>,
}

/// All positions that some keys have, in the order of the content.
fn merged<K: Ord>(by: &BTreeMap<K, Vec<usize>>, keys: &[K]) -> Vec<usize> {
    let own = keys.iter().filter_map(|key| by.get(key));
    let mut all: Vec<usize> = own.flatten().copied().collect();
    all.sort_unstable();
    all
}

impl<'a> Turned<'a> {
    fn new(model: &'a Model, tree: &'a Tree, facts: &'a Facts, links: &'a Links) -> Self {
        let mut all = Self {
            model,
            tree,
            facts,
            links,
            parts: BTreeMap::new(),
            named: BTreeMap::new(),
        };
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

    fn rows_of(&self, entity: Entity) -> Vec<Row> {
        let mut all = Vec::new();
        match entity {
            Entity::Organization(id) => {
                let whole = self.tree.body_subtree(id);
                self.roles(&whole, &mut all);
                let bodies = whole.iter().map(|body| Entity::Organization(*body));
                self.named_and_linked(&bodies.collect::<Vec<_>>(), &mut all);
            }
            Entity::Topic(id) => self.about(Subject::Topic(id), &mut all),
            Entity::Area(id) => {
                let own = self.model.frameworks.iter().filter(|(_, f)| f.city == id);
                all.extend(own.map(|(framework, _)| Row {
                    group: Group::Framework,
                    from: Entity::Framework(framework),
                    fact: Fact::Nowhere,
                }));
                self.about(Subject::Area(id), &mut all);
            }
            _ => {}
        }
        all
    }

    /// The rows of each role, as the data file holds them: as many, in the same order.
    fn roles(&self, whole: &[Id<Organization>], all: &mut Vec<Row>) {
        let parts = merged(&self.parts, whole);
        for (_, role) in Role::CHOICES {
            let own = parts.iter().map(|at| (*at, &self.model.involvements[*at]));
            let own = own.filter(|(_, part)| part.role == role);
            all.extend(own.map(|(at, part)| Row {
                group: Group::Role(role),
                from: part.subject.into(),
                fact: Fact::Involvement(at),
            }));
        }
    }

    /// Statistics about a topic or area, and what names it.
    fn about(&self, subject: Subject, all: &mut Vec<Row>) {
        let statistics = self.facts.of(subject).statistics.iter();
        all.extend(statistics.map(|id| Row {
            group: Group::Statistic,
            from: Entity::Statistic(*id),
            fact: Fact::Statistic(*id),
        }));
        self.named_and_linked(&[subject.into()], all);
    }

    /// Places that print the name, each once, and pages whose prose links here.
    fn named_and_linked(&self, things: &[Entity], all: &mut Vec<Row>) {
        let mut seen = HashSet::new();
        for at in merged(&self.named, things) {
            let mention = &self.model.mentions[at];
            let (from, cites) = (Entity::from(mention.subject), &mention.cites);
            if seen.insert((from, cites.document, &cites.place, &cites.printed)) {
                all.push(Row {
                    group: Group::Named,
                    from,
                    fact: Fact::Mention(at),
                });
            }
        }
        let linked = things.iter().flat_map(|thing| self.links.to(*thing));
        let linked = linked.filter(|(_, why)| matches!(why, Reason::Linked | Reason::Runs));
        let mut linked: Vec<Entity> = linked.map(|(from, _)| from).collect();
        linked.sort_unstable();
        linked.dedup();
        all.extend(linked.into_iter().map(|from| Row {
            group: Group::Linked,
            from,
            fact: Fact::Nowhere,
        }));
    }
}
