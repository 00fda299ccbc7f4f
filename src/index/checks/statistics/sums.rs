//! Rows that are the total of other rows, and measures that are the total of other measures.

use rust_decimal::Decimal;

use crate::base::diag::{Checked, Diagnostic, Diags};
use crate::base::span::Spanned;
use crate::model::amount;
use crate::model::ties::Parts;

use super::super::super::errors;
use super::super::super::ground::Ground;
use super::super::check::{Check, Finding, Rule, Working};
use super::super::sums::{Sum, mismatch};
use super::{Figure, REST, Sheet, sheets};

/// A row that is the total of other rows, measure by measure.
pub(in crate::index::checks) fn of_rows(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for sheet in sheets(ground) {
        let totals = sheet.own.rows.iter().enumerate();
        for (row, declared) in totals.filter_map(|(n, r)| Some((n, r.ties.total.as_ref()?))) {
            let parts = match part_rows(sheet, row, declared) {
                Ok(parts) => parts,
                Err(fault) => {
                    diags.push(fault);
                    continue;
                }
            };
            let all = sheet.own.complete.as_ref().is_some_and(|c| !c.value);
            let rest = all && matches!(declared.value, Parts::Siblings);
            for (n, measure) in sheet.own.measures.iter().enumerate() {
                // A share of the total is held against the figures themselves.
                if !sheet.own.adds_up(measure) || measure.ties.share.is_some() {
                    continue;
                }
                let Some(total) = sheet.figure(row, n) else {
                    continue;
                };
                let cells: Vec<(usize, usize)> = parts.iter().map(|part| (*part, n)).collect();
                checks.extend(held(ground, sheet, total, &cells, rest, "", &mut diags));
            }
        }
    }
    Checked::new(checks, diags)
}

/// A measure that is the total of other measures, row by row.
pub(in crate::index::checks) fn of_measures(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for sheet in sheets(ground) {
        let totals = sheet.own.measures.iter().enumerate();
        for (n, declared) in totals.filter_map(|(n, m)| Some((n, m.ties.total.as_ref()?))) {
            let parts = match part_measures(sheet, n, declared) {
                Ok(parts) => parts,
                Err(fault) => {
                    diags.push(fault);
                    continue;
                }
            };
            for total in sheet.column(n) {
                let cells: Vec<(usize, usize)> =
                    parts.iter().map(|part| (total.row, *part)).collect();
                // The grand total is held against its row and its column.
                let tail = match sheet.own.rows[total.row].ties.total {
                    Some(_) => ".2",
                    None => "",
                };
                checks.extend(held(ground, sheet, total, &cells, false, tail, &mut diags));
            }
        }
    }
    Checked::new(checks, diags)
}

/// The rows that a row is the total of.
fn part_rows(
    sheet: Sheet<'_>,
    own: usize,
    declared: &Spanned<Parts>,
) -> Result<Vec<usize>, Diagnostic> {
    let rows = &sheet.own.rows;
    let found: Vec<usize> = match &declared.value {
        Parts::These(names) => {
            let all = names
                .iter()
                .map(|name| not_itself(name, own, sheet.row(name)));
            all.collect::<Result<_, _>>()?
        }
        Parts::Siblings => {
            let outer = rows[own].outer();
            let all = rows.iter().enumerate();
            all.filter(|(n, row)| *n != own && row.outer() == outer && row.ties.total.is_none())
                .map(|(n, _)| n)
                .collect()
        }
    };
    some(found, declared, &rows[own].name)
}

/// The measures that a measure is the total of.
fn part_measures(
    sheet: Sheet<'_>,
    own: usize,
    declared: &Spanned<Parts>,
) -> Result<Vec<usize>, Diagnostic> {
    let measures = &sheet.own.measures;
    let found: Vec<usize> = match &declared.value {
        Parts::These(names) => {
            let all = names
                .iter()
                .map(|name| not_itself(name, own, sheet.measure(name)));
            all.collect::<Result<_, _>>()?
        }
        Parts::Siblings => {
            let all = measures.iter().enumerate();
            all.filter(|(n, m)| *n != own && m.unit == measures[own].unit && sheet.own.adds_up(m))
                .filter(|(_, m)| m.ties.total.is_none() && m.ties.share.is_none())
                .map(|(n, _)| n)
                .collect()
        }
    };
    some(found, declared, measures[own].key.as_str())
}

/// A part that is its own total says nothing.
pub(super) fn not_itself(
    name: &Spanned<String>,
    own: usize,
    found: Result<usize, Diagnostic>,
) -> Result<usize, Diagnostic> {
    match found {
        Ok(part) if part == own => Err(errors::bad_tie(name.span, name, "itself")),
        found => found,
    }
}

fn some(
    found: Vec<usize>,
    declared: &Spanned<Parts>,
    name: &str,
) -> Result<Vec<usize>, Diagnostic> {
    match found.is_empty() {
        true => Err(errors::bad_tie(declared.span, name, "no-parts")),
        false => Ok(found),
    }
}

/// Holds a stated total against the sum of the figures at these rows and measures.
fn held(
    ground: &Ground<'_>,
    sheet: Sheet<'_>,
    total: Figure<'_>,
    cells: &[(usize, usize)],
    rest: bool,
    tail: &str,
    diags: &mut Diags,
) -> Option<Check> {
    let mut parts: Vec<Figure<'_>> = Vec::new();
    let mut left_out = Vec::new();
    for (row, measure) in cells {
        match sheet.figure(*row, *measure) {
            Some(figure) => parts.push(figure),
            None => left_out.push(sheet.cell_id(*row, *measure)),
        }
    }
    left_out.extend(rest.then(|| REST.to_owned()));
    let unit = sheet.unit(&total);
    let differs = |f: &&Figure<'_>| sheet.unit(f) != unit;
    if let Some(other) = parts.iter().find(differs) {
        let (span, other) = (total.cell.span, sheet.unit(other));
        let measure = sheet.own.measures[total.measure].span;
        diags.push(errors::mixed_units(span, unit, other, measure));
        return None;
    }
    let terms: Vec<Decimal> = parts.iter().map(|f| f.value).collect();
    let sum = Sum {
        rough: total.is_rough() || parts.iter().any(Figure::is_rough),
        partial: !left_out.is_empty(),
        slack: match unit {
            "%" => rounding(terms.iter().copied().chain([total.value])),
            _ => Decimal::ZERO,
        },
    };
    let (expected, holds) = sum.of(&terms, total.value)?;
    let finding = Finding {
        tail: tail.to_owned(),
        working: Working::Sum(terms),
        parts: sheet.parts(&parts),
        left_out,
        expected,
        holds,
        ..sheet.finding(Rule::Total, total)
    };
    let (span, printed) = (total.cell.span, &total.cell.cites.printed);
    Some(finding.check(ground, diags, |f| mismatch(f, span, printed)))
}

/// How far a sum of percentages may be off because each was rounded.
pub(super) fn rounding(values: impl IntoIterator<Item = Decimal>) -> Decimal {
    let steps = values.into_iter().map(amount::half_step);
    amount::sum(steps).unwrap_or_default()
}
