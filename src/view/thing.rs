//! Organisations, topics, areas and documents: what they are, and everything that names them.

use serde::Serialize;

use crate::base::key::Id;
use crate::index::links::Reason;
use crate::index::taken;
use crate::model::area::Area;
use crate::model::document::{Citation, Document};
use crate::model::entity::Entity;
use crate::model::fact::ReportKind;
use crate::model::organization::{Organization, Role, Subject};
use crate::model::topic::Topic;

use crate::site::page::ROWS;

use super::common::{Link, ReferenceGroup, ReferenceRow, ReportView, Status, TableView};
use super::here::Here;
use super::page::Body;

/// An organisation, topic, area or document: what it is, and everything that names it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ThingView {
    /// Which of them: `organization`, `topic`, `area`, `document`.
    pub sort: String,
    /// What it is, as markup; may be empty.
    pub description: String,
    /// Kind, publisher, date and the like.
    pub facts: Vec<Status>,
    /// Other spellings that the sources print.
    pub aliases: Vec<String>,
    /// What it is part of.
    pub parent: Option<Link>,
    /// What took over from it.
    pub successor: Option<Link>,
    /// What is part of it.
    pub children: Vec<Link>,
    /// What names it, group by group.
    pub references: Vec<ReferenceGroup>,
    /// Tables about it.
    pub tables: Vec<TableView>,
    /// What sources say of it in words.
    pub reports: Vec<ReportView>,
    /// What was done there, newest first.
    pub activities: Vec<super::activity::ActivityGroup>,
    /// What is done in all areas of its sort.
    pub common: Option<super::activity::CommonView>,
}

/// The body of an organisation's page: its own references and those of its sub-units.
pub fn organization(here: &mut Here<'_>, id: Id<Organization>) -> Body {
    let (model, index) = (here.world.model, here.world.index);
    let body = &model.organizations[id];
    let whole = index.tree.body_subtree(id);
    let entities: Vec<Entity> = whole.iter().map(|o| Entity::Organization(*o)).collect();
    let mut references = Vec::new();
    for (word, role) in Role::CHOICES {
        let rows = model.involvements.iter();
        let rows =
            rows.filter(|i| i.role == role && i.organization.is_some_and(|o| whole.contains(&o)));
        let rows: Vec<ReferenceRow> = rows
            .map(|i| row(here, i.subject.into(), Some(&i.cites), i.others))
            .collect();
        let label = here.world.words.text("roles", word).to_owned();
        push(&mut references, word, label, rows);
    }
    references.extend(named_and_linked(here, &entities));
    let kind = body.kind.map(|k| model.kinds[k].name.clone());
    let children = index
        .tree
        .bodies(id)
        .iter()
        .map(|o| here.link(Entity::Organization(*o)));
    Body::Thing(Box::new(ThingView {
        sort: "organization".to_owned(),
        facts: facts(here, kind, Some(body.city)),
        aliases: body.aliases.clone(),
        parent: body.parent.map(|p| here.link(Entity::Organization(p))),
        successor: body.successor.map(|s| here.link(Entity::Organization(s))),
        children: children.collect(),
        references,
        tables: Vec::new(),
        reports: Vec::new(),
        activities: Vec::new(),
        common: None,
        description: here.prose_or_empty(body.description.as_ref()),
    }))
}

/// The body of a topic's page.
pub fn topic(here: &mut Here<'_>, id: Id<Topic>) -> Body {
    let model = here.world.model;
    let topic = &model.topics[id];
    let kind = topic.kind.map(|k| model.kinds[k].name.clone());
    let tables = figures(here, Subject::Topic(id));
    Body::Thing(Box::new(ThingView {
        sort: "topic".to_owned(),
        facts: facts(here, kind, topic.city),
        aliases: topic.aliases.clone(),
        parent: topic
            .organization
            .map(|o| here.link(Entity::Organization(o))),
        successor: None,
        children: Vec::new(),
        references: about(here, Subject::Topic(id)),
        tables,
        reports: statements(here, Subject::Topic(id)),
        activities: Vec::new(),
        common: None,
        description: here.prose_or_empty(topic.description.as_ref()),
    }))
}

/// The body of an area's page; a city's shows its frameworks too.
pub fn area(here: &mut Here<'_>, id: Id<Area>) -> Body {
    let (model, index) = (here.world.model, here.world.index);
    let area = &model.areas[id];
    let mut references = Vec::new();
    let own = model.frameworks.iter().filter(|(_, f)| f.city == id);
    let rows: Vec<ReferenceRow> = own
        .map(|(f, _)| row(here, Entity::Framework(f), None, false))
        .collect();
    push(
        &mut references,
        "frameworks",
        here.word("section-plans"),
        rows,
    );
    references.extend(about(here, Subject::Area(id)));
    let kind = area.level.map(|k| model.kinds[k].name.clone());
    let children = index
        .tree
        .parts(id)
        .iter()
        .map(|a| here.link(Entity::Area(*a)))
        .collect();
    let mut tables: Vec<TableView> = super::activity::table(here, id).into_iter().collect();
    tables.extend(figures(here, Subject::Area(id)));
    if area.parent.is_none() {
        tables.extend(city_tables(here, id));
    }
    Body::Thing(Box::new(ThingView {
        sort: "area".to_owned(),
        facts: facts(here, kind, None),
        aliases: area.aliases.clone(),
        parent: area.parent.map(|p| here.link(Entity::Area(p))),
        successor: None,
        children,
        references,
        tables,
        reports: statements(here, Subject::Area(id)),
        activities: super::activity::groups(here, id),
        common: super::activity::common(here, id),
        description: here.prose_or_empty(area.description.as_ref()),
    }))
}

/// The body of one page of a document's list: what was taken from it, place by place.
pub fn document(here: &mut Here<'_>, id: Id<Document>, part: usize) -> Body {
    let document = &here.world.model.documents[id];
    let references = taken_from(here, id, part);
    let mut lines = Vec::new();
    let mut line = |kind: &str, label: &str, text: String| {
        if !text.is_empty() {
            let label = here.word(label);
            lines.push(Status {
                kind: kind.to_owned(),
                label,
                text,
            });
        }
    };
    line("publisher", "label-publisher", document.publisher.clone());
    line("date", "label-date", here.period(document.date));
    let description = here.prose_or_empty(document.description.as_ref());
    Body::Thing(Box::new(ThingView {
        sort: "document".to_owned(),
        description,
        facts: lines,
        aliases: Vec::new(),
        parent: document.city.map(|c| here.link(Entity::Area(c))),
        successor: None,
        children: Vec::new(),
        references,
        tables: Vec::new(),
        reports: Vec::new(),
        activities: Vec::new(),
        common: None,
    }))
}

/// The rows of one page of a document's list, in groups.
fn taken_from(here: &Here<'_>, id: Id<Document>, part: usize) -> Vec<ReferenceGroup> {
    let all = taken::from(here.world.model, id);
    let own = all.chunks(ROWS).nth(part - 1).unwrap_or_default();
    let mut groups: Vec<ReferenceGroup> = Vec::new();
    for taken in own {
        let next = row(here, taken.shown, Some(taken.cites), false);
        match groups.last_mut().filter(|g| g.id == taken.group) {
            Some(group) => group.rows.push(next),
            None => push(&mut groups, taken.group, here.word(taken.group), vec![next]),
        }
    }
    groups
}

fn facts(here: &Here<'_>, kind: Option<String>, city: Option<Id<Area>>) -> Vec<Status> {
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
fn about(here: &Here<'_>, subject: Subject) -> Vec<ReferenceGroup> {
    let (model, index) = (here.world.model, here.world.index);
    let statistics = index.facts.of(subject).statistics.iter();
    let rows = statistics.map(|id| {
        let cites = &model.statistics[*id].cites;
        row(here, Entity::Statistic(*id), Some(cites), false)
    });
    let mut groups = Vec::new();
    push(
        &mut groups,
        "statistics",
        here.word("section-statistics"),
        rows.collect(),
    );
    groups.extend(named_and_linked(here, &[subject.into()]));
    groups
}

/// Places that print the name, and pages whose prose links here.
fn named_and_linked(here: &Here<'_>, entities: &[Entity]) -> Vec<ReferenceGroup> {
    let (model, index) = (here.world.model, here.world.index);
    let mut groups = Vec::new();
    let named = model
        .mentions
        .iter()
        .filter(|m| entities.contains(&m.named.into()));
    let mut rows: Vec<ReferenceRow> = Vec::new();
    for mention in named {
        let next = row(here, mention.subject.into(), Some(&mention.cites), false);
        if !rows.contains(&next) {
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

fn row(here: &Here<'_>, from: Entity, cites: Option<&Citation>, others: bool) -> ReferenceRow {
    ReferenceRow {
        link: here.link(from),
        context: here.context(from),
        badge: here.badge_of(from),
        printed: cites.map(|c| c.printed.clone()).unwrap_or_default(),
        source: cites.map(|c| here.source(c)),
        others,
    }
}

fn push(groups: &mut Vec<ReferenceGroup>, id: &str, label: String, rows: Vec<ReferenceRow>) {
    if !rows.is_empty() {
        groups.push(ReferenceGroup {
            id: id.to_owned(),
            label,
            rows,
        });
    }
}

/// What sources say of a subject in words.
fn statements(here: &mut Here<'_>, subject: Subject) -> Vec<ReportView> {
    let kinds = ReportKind::CHOICES.map(|(_, kind)| kind);
    here.reports(subject, &kinds)
}

/// The figures of a subject, series by series.
fn figures(here: &mut Here<'_>, subject: Subject) -> Vec<TableView> {
    let indicators = here.world.index.facts.of(subject).indicators.clone();
    let tables = indicators
        .into_iter()
        .filter_map(|id| here.figures_table(id));
    tables.collect()
}

/// The tables that are declared over a city's areas.
fn city_tables(here: &mut Here<'_>, city: Id<Area>) -> Vec<TableView> {
    let (model, index) = (here.world.model, here.world.index);
    let own = index
        .grids
        .iter()
        .filter(|g| model.tables[g.table].area == Some(city));
    own.map(|grid| here.summary_table(grid)).collect()
}
