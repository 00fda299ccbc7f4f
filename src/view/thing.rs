//! Topics and documents: what they are, and everything that names them.

use serde::Serialize;

use crate::base::key::Id;
use crate::model::document::Document;
use crate::model::entity::Entity;
use crate::model::organization::Subject;
use crate::model::topic::Topic;

use crate::site::paging::ROWS;

use super::common::{Link, ReferenceGroup, ReportView, Status, TableView};
use super::here::Here;
use super::page::Body;
use super::references::{about, facts, push, row};

/// A topic or document: what it is, and everything that names it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ThingView {
    /// Which of them: `topic`, `document`.
    pub sort: String,
    /// What it is, as markup; may be empty.
    pub description: String,
    /// Kind, publisher, date and the like.
    pub facts: Vec<Status>,
    /// Other spellings that the sources print.
    pub aliases: Vec<String>,
    /// What it is part of.
    pub parent: Option<Link>,
    /// What names it, group by group.
    pub references: Vec<ReferenceGroup>,
    /// Tables about it.
    pub tables: Vec<TableView>,
    /// What sources say of it in words.
    pub reports: Vec<ReportView>,
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
        references: about(here, Subject::Topic(id)),
        tables,
        reports: here.statements(Subject::Topic(id)),
        description: here.prose_or_empty(topic.description.as_ref()),
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
        references,
        tables: Vec::new(),
        reports: Vec::new(),
    }))
}

/// The rows of one page of a document's list, in groups.
fn taken_from(here: &Here<'_>, id: Id<Document>, part: usize) -> Vec<ReferenceGroup> {
    let all = here.world.index.sources.of(here.world.model, id);
    let own = all.skip((part - 1) * ROWS).take(ROWS);
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
