//! Topics and documents: what they are, and everything that names them.

use serde::Serialize;

use crate::base::key::Id;
use crate::index::series::key_of;
use crate::index::taken::Taken;
use crate::model::document::Document;
use crate::model::entity::Entity;
use crate::model::organization::Subject;
use crate::model::topic::Topic;

use crate::site::paging::ROWS;

use super::common::{Jump, Link, ReferenceGroup, ReferenceRow, ReportView, Status, TableView};
use super::here::Here;
use super::page::Body;
use super::references::{facts, group, groups, jumps, row};

/// A topic or document: what it is, and everything that names it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize)]
pub struct ThingView {
    /// Which of them: `topic`, `document`; `references` on further pages of a list.
    pub sort: String,
    /// What it is, as markup; may be empty.
    pub description: String,
    /// Kind, publisher, date and the like.
    pub facts: Vec<Status>,
    /// Other spellings that the sources print.
    pub aliases: Vec<String>,
    /// What it is part of.
    pub parent: Option<Link>,
    /// The way to each group of what names it.
    pub jumps: Vec<Jump>,
    /// What names it, group by group.
    pub references: Vec<ReferenceGroup>,
    /// Tables about it.
    pub tables: Vec<TableView>,
    /// What sources say of it in words.
    pub reports: Vec<ReportView>,
}

/// The body of a further page of the references to a body, a topic or an area.
pub fn references(here: &Here<'_>, entity: Entity, part: usize) -> Body {
    Body::Thing(Box::new(ThingView {
        sort: "references".to_owned(),
        references: groups(here, entity, part),
        ..ThingView::default()
    }))
}

/// The body of a topic's page.
pub fn topic(here: &mut Here<'_>, id: Id<Topic>) -> Body {
    let model = here.world.model;
    let topic = &model.topics[id];
    let kind = topic.kind.map(|k| model.kinds[k].name.clone());
    let tables = here.figures_tables(Subject::Topic(id));
    Body::Thing(Box::new(ThingView {
        sort: "topic".to_owned(),
        facts: facts(here, kind, topic.city),
        aliases: topic.aliases.clone(),
        parent: topic
            .organization
            .map(|o| here.link(Entity::Organization(o))),
        jumps: jumps(here, Entity::Topic(id))
            .into_iter()
            .map(|(_, jump)| jump)
            .collect(),
        references: groups(here, Entity::Topic(id), 1),
        tables,
        reports: here.statements(Subject::Topic(id)),
        description: here.prose_or_empty(topic.description.as_deref()),
    }))
}

/// The body of one page of a document's list: what was taken from it, place by place.
pub fn document(here: &mut Here<'_>, id: Id<Document>, part: usize) -> Body {
    let document = &here.world.model.documents[id];
    let (jumps, references) = taken_from(here, id, part);
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
    let description = here.prose_or_empty(document.description.as_deref());
    Body::Thing(Box::new(ThingView {
        sort: "document".to_owned(),
        description,
        facts: lines,
        aliases: Vec::new(),
        parent: document.city.map(|c| here.link(Entity::Area(c))),
        jumps,
        references,
        tables: Vec::new(),
        reports: Vec::new(),
    }))
}

/// The rows of one page of a document's list, in groups, and the way to each.
fn taken_from(here: &Here<'_>, id: Id<Document>, part: usize) -> (Vec<Jump>, Vec<ReferenceGroup>) {
    let all = here.world.index.sources.of(here.world.model, id);
    let own: Vec<Taken<'_>> = all.skip((part - 1) * ROWS).take(ROWS).collect();
    let groups = own.chunk_by(|a, b| a.group == b.group).filter_map(|own| {
        let rows = own.iter().map(|taken| taken_row(here, taken));
        group(here, own[0].group, here.word(own[0].group), rows.collect())
    });
    let groups: Vec<ReferenceGroup> = groups.collect();
    let jumps = groups.iter().map(|group| Jump {
        href: format!("#{}", group.id),
        label: group.label.clone(),
        count: group.count,
    });
    (jumps.collect(), groups)
}

/// A fact that was taken: where it is shown, and which of many there it is.
fn taken_row(here: &Here<'_>, taken: &Taken<'_>) -> ReferenceRow {
    let figure = taken.figure.map(|at| figure_name(here, at));
    ReferenceRow {
        state: figure.unwrap_or_default(),
        ..row(here, taken.shown, Some(taken.cites), false)
    }
}

/// Which figure of its indicator a figure is: its side, and its period.
fn figure_name(here: &Here<'_>, at: usize) -> String {
    let model = here.world.model;
    let m = &model.measurements[at];
    let side = here.series_name(key_of(m));
    let period = here.period(m.period);
    match side == model.indicators[m.indicator].name {
        true => period,
        false => format!("{side} {period}").trim().to_owned(),
    }
}
