//! How each kind of record is read. One function a kind; the order is the order of references.

mod activity;
mod facts;
mod figures;
mod framework;
mod meeting;
mod page;
mod sources;
mod statistic;
mod things;
mod vocabulary;

pub(super) use page::page;

use crate::base::diag::Diagnostic;
use crate::base::span::Spanned;
use crate::base::words::closest;

use super::build::RecordKind;
use super::errors;

/// Every kind that a file may hold, in the order in which they are read.
pub(super) const KINDS: &[RecordKind] = &[
    RecordKind {
        name: "kind",
        read: vocabulary::kind,
        after: None,
    },
    RecordKind {
        name: "area",
        read: things::area,
        after: Some(things::tie_areas),
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
        after: None,
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
    RecordKind {
        name: "indicator",
        read: figures::indicator,
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
        read: figures::target,
        after: None,
    },
    RecordKind {
        name: "evaluation",
        read: facts::evaluation,
        after: None,
    },
    RecordKind {
        name: "report",
        read: facts::report,
        after: None,
    },
    RecordKind {
        name: "involvement",
        read: facts::involvement,
        after: None,
    },
    RecordKind {
        name: "mention",
        read: facts::mention,
        after: None,
    },
    RecordKind {
        name: "relation",
        read: sources::relation,
        after: None,
    },
    RecordKind {
        name: "discrepancy",
        read: sources::discrepancy,
        after: None,
    },
    RecordKind {
        name: "table",
        read: framework::table,
        after: None,
    },
];

/// A reference that nothing answers, with the nearest candidate.
pub(super) fn unknown(
    kind: &'static str,
    found: &Spanned<String>,
    candidates: &[&str],
) -> Diagnostic {
    let near = closest(found, candidates.iter().copied());
    errors::unknown_reference(found.span, kind, found, near, None)
}
