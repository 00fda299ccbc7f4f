//! Targets: what was promised, in words or as a figure.

use crate::model::build::Builder;
use crate::model::fact::{Comparator, Each, Figure, Target, numbered};
use crate::model::fields::Record;

use super::cell::{Cell, figure};
use super::citation::citation;
use super::reference;

/// Reads a target.
pub(super) fn target(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let subject = reference::subject(b, r, scope, "subject");
    let text = r.prose_or_empty("text");
    let indicator = r
        .text("indicator")
        .and_then(|t| reference::indicator(b, r, scope, &t));
    let breakdown = r.text("breakdown");
    let breakdown = match (indicator, breakdown) {
        (Some(i), Some(text)) => reference::breakdown(b, r, i, &text),
        _ => None,
    };
    let printed = r.quoted("printed");
    let cell = Cell::read(r);
    let reading = cell.reading.unwrap_or_default();
    let comparator = r
        .choice("comparator", &Comparator::CHOICES)
        .map(|c| c.value);
    let each = r.choice("each", &Each::CHOICES).map(|e| e.value);
    let period = r.period_or_absent("period");
    let cites = citation(b, r, printed.as_ref().map_or("", |p| p.value.as_str()));
    let figure = match &printed {
        Some(printed) => figure(r, printed, &cell, reading).unwrap_or_default(),
        None => Figure::default(),
    };
    let (Some(subject), Some(cites)) = (subject, cites) else {
        return;
    };
    let tail = format!("target.{}", period.id());
    let (id, _) = numbered(b.model.subject_id(subject), &tail, &mut b.numbers);
    b.model.targets.push(Target {
        id,
        subject,
        indicator,
        breakdown,
        period: period.value,
        comparator,
        figure,
        each,
        text,
        reading,
        note: cell.note,
        cites,
        span: r.span,
    });
}
