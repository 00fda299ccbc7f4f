//! What refers to a thing: parts in it, places that print its name, pages whose prose links to it.

use std::collections::BTreeMap;

use crate::base::key::Id;
use crate::index::references::{Group, Reference};
use crate::model::area::Area;
use crate::model::document::Citation;
use crate::model::entity::Entity;
use crate::model::fact::ReportKind;
use crate::model::item::Item;
use crate::model::organization::Subject;
use crate::site::paging::{page_of_reference, part_path, references_on};
use crate::site::route::{Route, route};

use super::common::{Jump, ReferenceGroup, ReferenceRow, ReportView, Status};
use super::here::Here;
use super::markup::references;

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

/// The references to a thing that stand on one page of it, group by group.
pub fn groups(here: &Here<'_>, entity: Entity, part: usize) -> Vec<ReferenceGroup> {
    let model = here.world.model;
    let all = here.world.index.references.of(model, entity);
    let mut counts = BTreeMap::new();
    for reference in &all {
        *counts.entry(reference.group).or_insert(0) += 1;
    }
    let shown = references_on(model, entity, part);
    let shown = &all[shown.start.min(all.len())..shown.end.min(all.len())];
    let groups = shown.chunk_by(|a, b| a.group == b.group);
    groups
        .map(|own| ReferenceGroup {
            id: own[0].group.id().to_owned(),
            label: label(here, own[0].group),
            count: counts[&own[0].group],
            rows: references(here, own.iter().map(|reference| row_of(here, reference))),
        })
        .collect()
}

/// The way from the first page of a thing to each group of its references, and how many those are.
pub fn jumps(here: &Here<'_>, entity: Entity) -> Vec<(Group, Jump)> {
    let model = here.world.model;
    let all = here.world.index.references.of(model, entity);
    let first = route(model, entity).path;
    let mut jumps = Vec::new();
    let mut at = 0;
    for own in all.chunk_by(|a, b| a.group == b.group) {
        let page = part_path(&first, page_of_reference(model, entity, at));
        let jump = Jump {
            href: here.href(&Route::place(page, own[0].group.id())),
            label: label(here, own[0].group),
            count: own.len(),
        };
        jumps.push((own[0].group, jump));
        at += own.len();
    }
    jumps
}

/// What the references of a group have in common, in words.
pub fn label(here: &Here<'_>, group: Group) -> String {
    match group {
        Group::Framework => here.word("section-plans"),
        Group::Statistic => here.word("section-statistics"),
        Group::Role(role) => here.world.words.text("roles", role.word()).to_owned(),
        Group::Named => here.word("group-named"),
        Group::Linked => here.word("group-linked"),
    }
}

fn row_of(here: &Here<'_>, reference: &Reference<'_>) -> ReferenceRow {
    let Reference { group, from, .. } = *reference;
    let mut view = row(here, from, reference.cites, reference.others);
    if let (Group::Role(_), Entity::Item(id)) = (group, from) {
        // A part in an item is told with what the item belongs to and how far it is.
        if let Some(above) = here.world.model.items[id].parent {
            let above = here.short_link(Entity::Item(above)).html;
            view.link.html = format!("{above} {}", view.link.html);
        }
        view.state = state(here, id);
    }
    view
}

/// The latest state of an item that is not graded: what stands below it, and its figures.
fn state(here: &Here<'_>, id: Id<Item>) -> String {
    let (model, index) = (here.world.model, here.world.index);
    let mut below = vec![id];
    let mut at = 0;
    while at < below.len() {
        below.extend(index.tree.children(below[at]));
        at += 1;
    }
    let series = below
        .iter()
        .map(|i| &index.facts.of(Subject::Item(*i)).indicators);
    let series: usize = series.map(Vec::len).sum();
    let count =
        |word: &str, n: usize| (n > 0).then(|| here.fill(word, &[("count", n.to_string())]));
    let children = index.tree.children(id);
    let level = children.first().map(|c| {
        let item = &model.items[*c];
        model.frameworks[item.framework].levels[item.level]
            .name
            .clone()
    });
    let efforts = level.map(|level| {
        let args = [("level", level), ("count", children.len().to_string())];
        here.fill("state-below", &args)
    });
    let texts: Vec<String> = efforts
        .into_iter()
        .chain(count("state-indicators", series))
        .collect();
    here.list(&texts)
}

/// One page that refers to a thing, and where that is printed.
pub fn row(here: &Here<'_>, from: Entity, cites: Option<&Citation>, others: bool) -> ReferenceRow {
    ReferenceRow {
        id: String::new(),
        link: here.link(from),
        context: here.context(from),
        badge: here.badge_of(from),
        printed: cites.map(|c| c.printed.clone()).unwrap_or_default(),
        source: cites.map(|c| here.source(c)),
        others,
        state: String::new(),
    }
}

/// Rows as a group; none if there are no rows.
pub fn group(
    here: &Here<'_>,
    id: &str,
    label: String,
    rows: Vec<ReferenceRow>,
) -> Option<ReferenceGroup> {
    (!rows.is_empty()).then(|| ReferenceGroup {
        id: id.to_owned(),
        label,
        count: rows.len(),
        rows: references(here, rows.into_iter()),
    })
}
