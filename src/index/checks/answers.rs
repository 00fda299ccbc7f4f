//! Declared contradictions: which one answers a failed check, and which one nothing needs any more.

use rust_decimal::Decimal;

use crate::base::diag::Diags;
use crate::base::key::Id;
use crate::model::Model;
use crate::model::amount;
use crate::model::discrepancy::{Discrepancy, DiscrepancyKind, Side};
use crate::model::document::Citation;
use crate::model::framework::Framework;
use crate::model::names::fold;
use crate::model::period::Period;
use crate::parse::prose::digit_runs;

use super::super::errors;
use super::super::ground::Ground;
use super::check::{Check, Finding};

/// The declaration that answers a failed check: one side is the stated figure, another one prints
/// or computes what the rule gives, or is a figure that went in.
pub(super) fn answer(model: &Model, found: &Finding<'_>) -> Option<Id<Discrepancy>> {
    let stated = found.stated.cites(model);
    let subjects = found.stated.subjects(model);
    let answers = |d: &Discrepancy| {
        let kind = matches!(d.kind, DiscrepancyKind::Sum | DiscrepancyKind::Figure);
        let concerned = d.subjects.is_empty() || d.subjects.iter().any(|s| subjects.contains(s));
        let own = d.places.iter().position(|side| prints(side, stated));
        let other = |(at, side): (usize, &Side)| {
            let input = found.parts.iter().any(|part| prints(side, part.cites));
            Some(at) != own && (input || holds_number(side.printed(), found.expected))
        };
        kind && concerned && own.is_some() && d.places.iter().enumerate().any(other)
    };
    model
        .discrepancies
        .iter()
        .find(|(_, d)| answers(d))
        .map(|(id, _)| id)
}

/// Whether a side is this printed figure.
fn prints(side: &Side, cites: &Citation) -> bool {
    match side {
        Side::Printed(own) => own.same(cites),
        Side::Computed(_) | Side::Span(..) => false,
    }
}

/// Whether a text names a number: `52件` names 52.
fn holds_number(text: &str, wanted: Decimal) -> bool {
    let folded = fold(text);
    digit_runs(&folded).any(|range| {
        let digits = folded[range].replace(',', "");
        amount::decimal(&digits).is_some_and(|number| number == wanted || -number == wanted)
    })
}

/// Every declaration must still be needed: between places, while what they print differs; against
/// a rule, while that rule fails; against a span, while something stands outside it.
pub(super) fn stale(ground: &Ground<'_>, checks: &[Check], diags: &mut Diags) {
    let model = ground.model;
    for (id, d) in model.discrepancies.iter() {
        let computed = d.places.iter().find_map(|side| match side {
            Side::Computed(text) => Some(text.as_str()),
            _ => None,
        });
        let span = d.places.iter().find_map(|side| match side {
            Side::Span(framework, _) => Some(*framework),
            _ => None,
        });
        let (needed, help) = match (computed, span) {
            (Some(text), _) => (fails(model, id, text, checks), "computed"),
            (None, Some(framework)) => (outside(model, d, framework), "span"),
            (None, None) => (differ(d), ""),
        };
        if !needed {
            diags.push(errors::stale_discrepancy(d.span, d.key.as_str(), help));
        }
    }
}

/// Whether a rule still gives something else than what is printed. Where no rule computes one of
/// the printed figures, the declaration itself says so.
fn fails(model: &Model, id: Id<Discrepancy>, computed: &str, checks: &[Check]) -> bool {
    let d = &model.discrepancies[id];
    let about = |c: &&Check| {
        let cites = c.stated.cites(model);
        c.rule.recomputes() && d.places.iter().any(|side| prints(side, cites))
    };
    let answered = checks.iter().any(|c| c.discrepancy == Some(id));
    let ruled = checks.iter().any(|c| about(&c));
    let apart = d
        .places
        .iter()
        .filter_map(cites)
        .any(|c| fold(&c.printed) != fold(computed));
    answered || (!ruled && apart)
}

/// Whether the sides print different things.
fn differ(d: &Discrepancy) -> bool {
    let mut printed: Vec<String> = d.places.iter().map(|side| fold(side.printed())).collect();
    printed.sort();
    printed.dedup();
    printed.len() > 1 || d.places.len() < 2
}

/// Whether a side, or a fact printed there, speaks of years in which a framework does not run.
fn outside(model: &Model, d: &Discrepancy, framework: Id<Framework>) -> bool {
    let span = model.frameworks[framework].period.value;
    let beyond = |period: Period| !period.is_absent() && !span.contains(&period);
    let sides: Vec<&Citation> = d.places.iter().filter_map(cites).collect();
    let here = |cites: &Citation| sides.iter().any(|side| side.same(cites));
    let read = sides
        .iter()
        .filter_map(|c| Period::parse(&c.printed, None).ok());
    let figures = model
        .measurements
        .iter()
        .filter(|m| here(&m.cites))
        .map(|m| m.period);
    let targets = model
        .targets
        .iter()
        .filter(|t| here(&t.cites))
        .map(|t| t.period);
    let grades = model
        .evaluations
        .iter()
        .filter(|e| here(&e.cites))
        .map(|e| e.period);
    let facts = figures.chain(targets).chain(grades);
    read.map(|r| r.period).chain(facts).any(beyond)
}

fn cites(side: &Side) -> Option<&Citation> {
    match side {
        Side::Printed(cites) => Some(cites),
        Side::Computed(_) | Side::Span(..) => None,
    }
}
