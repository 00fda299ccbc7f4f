//! What refers to a thing: places that print its name, pages whose prose links to it.

use std::collections::HashSet;

use crate::base::key::Id;
use crate::index::links::Reason;
use crate::model::area::Area;
use crate::model::document::Citation;
use crate::model::entity::Entity;
use crate::model::fact::ReportKind;
use crate::model::organization::Subject;

use super::common::{ReferenceGroup, ReferenceRow, ReportView, Status};
use super::here::Here;

impl Here<'_> {
    /// What sources say of a subject in words.
    pub fn statements(&mut self, subject: Subject) -> Vec<ReportView> {
        let kinds = ReportKind::CHOICES.map(|(_, kind)| kind);
        self.reports(subject, &kinds)
    }
}

/// Kind and city of a thing.
pub fn facts(here: &Here<'_>, kind: Option<String>, city: Option<Id<Area>>) -> Vec<Status> {
    let word = |name: &str| here.word(name);
    let mut lines = Vec::new();
    if let Some(text) = kind {
        lines.push(Status {
            kind: "kind".to_owned(),
            label: word("label-kind"),
            text,
        });
    }
    if let Some(city) = city {
        let text = here.world.model.areas[city].name.clone();
        lines.push(Status {
            kind: "city".to_owned(),
            label: word("label-city"),
            text,
        });
    }
    lines
}

/// Statistics about a topic or area, and what names it.
pub fn about(here: &Here<'_>, subject: Subject) -> Vec<ReferenceGroup> {
    let (model, index) = (here.world.model, here.world.index);
    let statistics = index.facts.of(subject).statistics.iter();
    let rows = statistics.map(|id| {
        let cites = &model.statistics[*id].cites;
        row(here, Entity::Statistic(*id), Some(cites), false)
    });
    let mut groups = Vec::new();
    let label = here.word("section-statistics");
    push(&mut groups, "statistics", label, rows.collect());
    groups.extend(named_and_linked(here, &[subject.into()]));
    groups
}

/// Places that print the name, and pages whose prose links here.
pub fn named_and_linked(here: &Here<'_>, entities: &[Entity]) -> Vec<ReferenceGroup> {
    let (model, index) = (here.world.model, here.world.index);
    let mut groups = Vec::new();
    let named = model
        .mentions
        .iter()
        .filter(|m| entities.contains(&m.named.into()));
    let mut rows: Vec<ReferenceRow> = Vec::new();
    let mut seen: HashSet<ReferenceRow> = HashSet::new();
    for mention in named {
        let next = row(here, mention.subject.into(), Some(&mention.cites), false);
        if seen.insert(next.clone()) {
            rows.push(next);
        }
    }
    push(&mut groups, "named", here.word("group-named"), rows);
    let mut linked: Vec<Entity> = entities
        .iter()
        .flat_map(|e| index.links.to(*e))
        .filter(|(_, reason)| matches!(reason, Reason::Linked | Reason::Runs))
        .map(|(from, _)| from)
        .collect();
    linked.sort_unstable();
    linked.dedup();
    let rows = linked
        .into_iter()
        .map(|from| row(here, from, None, false))
        .collect();
    push(&mut groups, "linked", here.word("group-linked"), rows);
    groups
}

/// One page that refers to a thing, and where that is printed.
pub fn row(here: &Here<'_>, from: Entity, cites: Option<&Citation>, others: bool) -> ReferenceRow {
    ReferenceRow {
        link: here.link(from),
        context: here.context(from),
        badge: here.badge_of(from),
        printed: cites.map(|c| c.printed.clone()).unwrap_or_default(),
        source: cites.map(|c| here.source(c)),
        others,
        state: String::new(),
    }
}

/// Adds a group, unless nothing is in it.
pub fn push(groups: &mut Vec<ReferenceGroup>, id: &str, label: String, rows: Vec<ReferenceRow>) {
    if !rows.is_empty() {
        groups.push(ReferenceGroup {
            id: id.to_owned(),
            label,
            rows,
        });
    }
}
