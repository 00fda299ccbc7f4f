//! Reports written as records: what a source says in words, for one period or for several.

use std::sync::Arc;

use crate::base::span::Spanned;
use crate::model::build::Builder;
use crate::model::fact::{Report, ReportKind, numbered};
use crate::model::fields::Record;
use crate::model::period::Period;

use super::citation::{check_span, citation};
use super::reference::subject;

/// Reads a report: one period, or the same words for several.
pub(super) fn report(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let subject = subject(b, r, scope, "subject");
    let kind = r.required_choice("kind", &ReportKind::CHOICES);
    let text = r.prose_or_empty("text");
    let text = Arc::new(text);
    let year = r.year();
    let several = r.texts("periods");
    let one = r.text("period");
    let said = r.text("qualifier").map(|q| q.value);
    let reading = r.reading();
    let note = r.prose("note");
    let seq = r.number("seq");
    let printed = r.text_or_empty("printed");
    let cites = citation(b, r, &printed);
    let texts = if several.is_empty() {
        one.into_iter().collect()
    } else {
        several
    };
    let mut periods = Vec::new();
    for text in &texts {
        periods.extend(r.read_period(text, year));
    }
    if texts.is_empty() {
        periods.push((Spanned::new(Period::default(), r.span), None));
    }
    let (Some(subject), Some(kind), Some(cites)) = (subject, kind, cites) else {
        return;
    };
    for (period, qualifier) in periods {
        check_span(b, r, subject, period, cites.document);
        let tail = format!("{}.{}", kind.value.word(), period.id());
        let (id, number) = numbered(b.model.subject_id(subject), &tail, &mut b.numbers);
        b.model.reports.push(Arc::new(Report {
            id,
            subject,
            kind: kind.value,
            heading: String::new(),
            period: period.value,
            qualifier: said.clone().or(qualifier).unwrap_or_default(),
            seq: seq.unwrap_or(number),
            text: text.clone(),
            block: false,
            reading,
            note: note.clone(),
            cites: cites.clone(),
            span: r.span,
        }));
    }
}
