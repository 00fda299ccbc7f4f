//! Who refers to whom: links in prose resolved, and every reference turned around.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::{Checked, Diags};
use crate::base::span::Span;
use crate::base::words::closest;
use crate::model::Model;
use crate::model::entity::Entity;
use crate::model::organization::{Role, Subject};
use crate::model::period::Period;
use crate::model::resolve::{Found, Scope};
use crate::parse::prose::{Link, Prose, Target};

use super::errors;

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

    /// What refers to a thing, and why; sorted.
    pub fn to(&self, entity: Entity) -> impl Iterator<Item = (Entity, Reason)> + '_ {
        self.back.get(&entity).into_iter().flatten().copied()
    }
}

/// A piece of prose with where it stands.
pub struct ProsePlace<'a> {
    /// The prose.
    pub prose: &'a Prose,
    /// How its references resolve.
    pub scope: Scope,
    /// What it is said of, for backlinks.
    pub from: Option<Entity>,
}

impl Model {
    /// Every piece of prose, with its scope: what links and formulas are collected from.
    pub fn proses(&self) -> Vec<ProsePlace<'_>> {
        let mut all = Vec::new();
        for e in &self.evaluations {
            all.extend(
                e.comment
                    .as_ref()
                    .and_then(|c| prose_in(self, e.subject, e.period, c)),
            );
            all.extend(prose_at(self, e.subject, e.note.as_ref()));
        }
        for m in &self.measurements {
            all.extend(prose_at(
                self,
                self.indicators[m.indicator].subject,
                m.note.as_ref(),
            ));
        }
        for t in &self.targets {
            all.extend(prose_in(self, t.subject, t.period, &t.text));
            all.extend(prose_at(self, t.subject, t.note.as_ref()));
        }
        for r in &self.reports {
            all.extend(prose_in(self, r.subject, r.period, &r.text));
            all.extend(prose_at(self, r.subject, r.note.as_ref()));
        }
        for i in &self.involvements {
            all.extend(prose_at(self, i.subject, i.note.as_ref()));
        }
        for l in &self.leads {
            all.extend(prose_in(self, l.subject, l.period, &l.text));
        }
        for i in self.indicators.rows() {
            all.extend(prose_at(self, i.subject, i.description.as_ref()));
        }
        self.descriptions(&mut all);
        self.more_descriptions(&mut all);
        all
    }

    fn descriptions<'a>(&'a self, all: &mut Vec<ProsePlace<'a>>) {
        let mut add = |prose: Option<&'a Prose>, scope: Scope, from: Option<Entity>| {
            all.extend(prose.map(|prose| ProsePlace { prose, scope, from }));
        };
        let city = |city| Scope {
            city,
            ..Scope::default()
        };
        for (id, o) in self.organizations.iter() {
            add(
                o.description.as_ref(),
                city(Some(o.city)),
                Some(Entity::Organization(id)),
            );
        }
        for (id, a) in self.areas.iter() {
            add(
                a.description.as_ref(),
                city(Some(self.root_area(id))),
                Some(Entity::Area(id)),
            );
        }
        for (id, t) in self.topics.iter() {
            add(
                t.description.as_ref(),
                city(t.city),
                Some(Entity::Topic(id)),
            );
        }
        for (id, d) in self.documents.iter() {
            add(
                d.description.as_ref(),
                city(d.city),
                Some(Entity::Document(id)),
            );
        }
        for (id, f) in self.frameworks.iter() {
            let scope = Scope::of(self, Subject::Framework(id));
            add(f.description.as_ref(), scope, Some(Entity::Framework(id)));
        }
        for d in self.discrepancies.rows() {
            let scope = d
                .subjects
                .first()
                .map(|s| Scope::of(self, *s))
                .unwrap_or_default();
            add(
                d.note.as_ref(),
                scope,
                d.subjects.first().map(|s| (*s).into()),
            );
        }
        for r in self.relations.rows() {
            let document = &self.documents[r.from.1.document];
            add(r.note.as_ref(), city(document.city), None);
        }
        for (id, a) in self.articles.iter() {
            let scope = city(a.city);
            add(a.lead.as_ref(), scope, Some(Entity::Article(id)));
            for s in &a.sections {
                let heading = s.heading.as_ref().map(|h| &h.prose);
                add(heading, scope, Some(Entity::Article(id)));
                add(Some(&s.prose), scope, Some(Entity::Article(id)));
            }
        }
    }

    /// Prose of activities, meetings and statistics.
    fn more_descriptions<'a>(&'a self, all: &mut Vec<ProsePlace<'a>>) {
        for (id, a) in self.activities.iter() {
            let subject = Subject::Activity(id);
            all.extend(prose_at(self, subject, a.text.as_ref()));
            all.extend(prose_at(self, subject, a.note.as_ref()));
        }
        for (id, m) in self.meetings.iter() {
            let subject = Subject::Meeting(id);
            all.extend(prose_at(self, subject, m.text.as_ref()));
            for opinion in m.topics.iter().flat_map(|t| &t.opinions) {
                all.extend(prose_at(self, subject, Some(opinion)));
            }
        }
        for (id, s) in self.statistics.iter() {
            all.extend(s.note.as_ref().map(|prose| ProsePlace {
                prose,
                scope: Scope {
                    city: s.city,
                    ..Scope::default()
                },
                from: Some(Entity::Statistic(id)),
            }));
        }
    }
}

fn prose_at<'a>(
    model: &Model,
    subject: Subject,
    prose: Option<&'a Prose>,
) -> Option<ProsePlace<'a>> {
    prose.map(|prose| ProsePlace {
        prose,
        scope: Scope::of(model, subject),
        from: Some(subject.into()),
    })
}

/// Prose that speaks of a period.
fn prose_in<'a>(
    model: &Model,
    subject: Subject,
    period: Period,
    prose: &'a Prose,
) -> Option<ProsePlace<'a>> {
    let mut place = prose_at(model, subject, Some(prose))?;
    place.scope.period = period;
    Some(place)
}
