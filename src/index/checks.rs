//! Figures held against each other: stated totals over years, and what a declared contradiction
//! still needs.

use rust_decimal::Decimal;

use crate::base::diag::{Checked, Diags};
use crate::base::key::Id;
use crate::model::Model;
use crate::model::discrepancy::{Discrepancy, DiscrepancyKind};
use crate::model::fact::Measurement;
use crate::model::indicator::Nature;
use crate::model::names::fold;
use crate::model::organization::Subject;

use super::errors;
use super::series::{SeriesIndex, key_of};

/// One check, also one that holds.
#[derive(Clone, Debug)]
pub struct Check {
    /// `<rule>.<record>`.
    pub id: String,
    /// What was held against what.
    pub rule: &'static str,
    /// What the figures are about.
    pub subject: Subject,
    /// The computation with its figures: `16+13+23+20+7`.
    pub formula: String,
    /// Positions in `model.measurements` of the figures that went in.
    pub inputs: Vec<usize>,
    /// Periods that are not printed.
    pub left_out: Vec<String>,
    /// What the rule gives.
    pub expected: Decimal,
    /// Position in `model.measurements` of the printed figure.
    pub stated: usize,
    /// What is printed.
    pub found: Decimal,
    /// Whether they agree; `None` where a rule can only compare.
    pub holds: Option<bool>,
    /// The declaration that answers a disagreement.
    pub discrepancy: Option<Id<Discrepancy>>,
}

/// Makes every check.
pub fn run(model: &Model, series: &SeriesIndex) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for (position, m) in model.measurements.iter().enumerate() {
        checks.extend(total_over_years(model, series, position, m, &mut diags));
    }
    stale(model, &mut diags);
    Checked::new(checks, diags)
}

/// A total stated for several years against the years themselves.
///
/// Only flows add up. Years that are not printed are left out and do not fail the sum.
fn total_over_years(
    model: &Model,
    series: &SeriesIndex,
    position: usize,
    stated: &Measurement,
    diags: &mut Diags,
) -> Option<Check> {
    let indicator = &model.indicators[stated.indicator];
    let found = stated
        .figure
        .value
        .filter(|_| stated.figure.value_to.is_none())?;
    if !stated.period.is_range()
        || !stated.reading.counts()
        || indicator.nature != Some(Nature::Flow)
    {
        return None;
    }
    let years: Vec<i32> = stated.period.years().collect();
    let parts: Vec<(usize, i32, Decimal)> = series
        .points(key_of(stated))
        .iter()
        .filter_map(|i| {
            let m = &model.measurements[*i];
            let year = m.period.single_year().filter(|y| years.contains(y))?;
            let usable = m.reading.counts() && m.seq == 1 && m.figure.value_to.is_none();
            usable.then_some((*i, year, m.figure.value?))
        })
        .collect();
    if parts.is_empty() {
        return None;
    }
    let expected: Decimal = parts.iter().map(|(.., value)| *value).sum();
    let left_out: Vec<String> = years
        .iter()
        .filter(|year| parts.iter().all(|(_, y, _)| y != *year))
        .map(|year| crate::model::period::Period::year(*year).id())
        .collect();
    let holds = expected == found;
    let discrepancy = declared(model, stated);
    let terms: Vec<String> = parts.iter().map(|(.., value)| value.to_string()).collect();
    let formula = terms.join("+");
    if !holds && discrepancy.is_none() {
        let printed = &stated.cites.printed;
        diags.push(errors::sum_mismatch(
            stated.span,
            printed,
            &formula,
            &expected.to_string(),
        ));
    }
    Some(Check {
        id: format!("sum.{}", stated.id),
        rule: "sum",
        subject: indicator.subject,
        formula,
        inputs: parts.iter().map(|(i, ..)| *i).collect(),
        left_out,
        expected,
        stated: position,
        found,
        holds: Some(holds),
        discrepancy: if holds { None } else { discrepancy },
    })
}

/// The declaration that names the place of a figure.
fn declared(model: &Model, m: &Measurement) -> Option<Id<Discrepancy>> {
    let found = model.discrepancies.iter().find(|(_, d)| {
        let kind = matches!(d.kind, DiscrepancyKind::Sum | DiscrepancyKind::Figure);
        kind && d.places.iter().any(|side| match side {
            crate::model::discrepancy::Side::Printed(c) => {
                c.document == m.cites.document
                    && c.place == m.cites.place
                    && c.printed == m.cites.printed
            }
            _ => false,
        })
    });
    found.map(|(id, _)| id)
}

/// A declaration between places is needed while what they print differs.
fn stale(model: &Model, diags: &mut Diags) {
    for d in model.discrepancies.rows() {
        let mut printed: Vec<String> = d.places.iter().map(|side| fold(side.printed())).collect();
        printed.sort();
        printed.dedup();
        if d.places.len() > 1 && printed.len() < 2 {
            diags.push(errors::stale_discrepancy(d.span, d.key.as_str()));
        }
    }
}
