//! How each kind of record is read. One function a kind; the order is the order of references.

mod activity;
mod area;
mod cell;
mod citation;
mod evaluation;
mod figures;
mod framework;
mod indicator;
mod meeting;
mod mention;
mod page;
mod reference;
mod report;
mod sources;
mod statistic;
mod table;
mod target;
mod things;
mod ties;
mod update;
mod vocabulary;

pub(super) use page::{article_path, page};
pub(super) use reference::answer;

use crate::base::key::{Id, Key, Table};
use crate::base::span::Span;

use super::build::RecordKind;
use super::errors;
use super::fields::Record;

/// Every kind that a file may hold, in the order in which they are read.
pub(super) const KINDS: &[RecordKind] = &[
    RecordKind {
        name: "kind",
        read: vocabulary::kind,
        after: None,
    },
    RecordKind {
        name: "area",
        read: area::area,
        after: Some(area::tie_areas),
    },
    RecordKind {
        name: "document",
        read: things::document,
        after: None,
    },
    RecordKind {
        name: "scale",
        read: vocabulary::scale,
        after: None,
    },
    RecordKind {
        name: "axis",
        read: vocabulary::axis,
        after: None,
    },
    RecordKind {
        name: "organization",
        read: things::organization,
        after: Some(things::tie_organizations),
    },
    RecordKind {
        name: "topic",
        read: things::topic,
        after: None,
    },
    RecordKind {
        name: "framework",
        read: framework::framework,
        after: None,
    },
    RecordKind {
        name: "item",
        read: framework::item,
        after: Some(framework::tie_items),
    },
    RecordKind {
        name: "activity",
        read: activity::activity,
        after: Some(activity::number),
    },
    RecordKind {
        name: "meeting",
        read: meeting::meeting,
        after: None,
    },
    RecordKind {
        name: "meeting_topic",
        read: meeting::topic,
        after: None,
    },
    RecordKind {
        name: "survey",
        read: meeting::survey,
        after: None,
    },
    RecordKind {
        name: "statistic",
        read: statistic::statistic,
        after: None,
    },
    // Before the facts, because it may answer that one lies outside the years of its framework.
    RecordKind {
        name: "discrepancy",
        read: sources::discrepancy,
        after: None,
    },
    RecordKind {
        name: "indicator",
        read: indicator::indicator,
        after: None,
    },
    RecordKind {
        name: "figures",
        read: figures::figures,
        after: None,
    },
    RecordKind {
        name: "measurement",
        read: figures::measurement,
        after: None,
    },
    RecordKind {
        name: "target",
        read: target::target,
        after: None,
    },
    RecordKind {
        name: "evaluation",
        read: evaluation::evaluation,
        after: None,
    },
    RecordKind {
        name: "report",
        read: report::report,
        after: None,
    },
    RecordKind {
        name: "involvement",
        read: mention::involvement,
        after: None,
    },
    RecordKind {
        name: "mention",
        read: mention::mention,
        after: None,
    },
    RecordKind {
        name: "relation",
        read: sources::relation,
        after: None,
    },
    RecordKind {
        name: "related_words",
        read: vocabulary::related_words,
        after: None,
    },
    RecordKind {
        name: "update",
        read: update::update,
        after: None,
    },
    RecordKind {
        name: "table",
        read: table::table,
        after: None,
    },
];

/// Adds a row under its key. A key that is taken is a fault, which also shows where it was taken.
fn insert<T: Clone>(
    r: &mut Record<'_>,
    table: &mut Table<T>,
    key: &Key,
    row: T,
    place: fn(&T) -> Span,
) -> Option<Id<T>> {
    let own = place(&row);
    match table.insert(key.clone(), row) {
        Ok(id) => Some(id),
        Err(first) => {
            let first = place(&table[first]);
            let fault = errors::duplicate_record(own, r.kind, key.as_str(), first);
            r.diags.push(fault);
            None
        }
    }
}
