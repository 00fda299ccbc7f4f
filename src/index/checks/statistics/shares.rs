//! Shares of a statistic: of part and whole, of all parts together, and none over 100.

use rust_decimal::Decimal;

use crate::base::diag::{Checked, Diagnostic, Diags};
use crate::model::amount;
use crate::model::ties::Share;

use super::super::super::errors;
use super::super::super::ground::Ground;
use super::super::check::{Check, Finding, Rule, Working};
use super::super::sums::Sum;
use super::sums::rounding;
use super::{Figure, REST, Sheet, sheets};

/// Where the whole of a share stands.
#[derive(Clone, Copy)]
enum Whole {
    /// In this measure of the same row.
    Measure(usize),
    /// In this row of the part's measure.
    Row(usize),
}

/// A stated share against part and whole, to as many decimals as are printed.
pub(in crate::index::checks) fn stated(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for sheet in sheets(ground) {
        for (n, measure) in sheet.own.measures.iter().enumerate() {
            let Some(share) = &measure.ties.share else {
                continue;
            };
            let (part, whole) = match resolve(sheet, n, share) {
                Ok(found) => found,
                Err(faults) => {
                    faults.into_iter().for_each(|fault| diags.push(fault));
                    continue;
                }
            };
            for found in sheet.column(n) {
                let of = match whole {
                    Whole::Measure(whole) => sheet.figure(found.row, whole),
                    Whole::Row(row) => sheet.figure(row, part),
                };
                let own = sheet.figure(found.row, part);
                if let (Some(part), Some(whole)) = (own, of) {
                    checks.extend(held(ground, sheet, found, [part, whole], &mut diags));
                }
            }
        }
    }
    Checked::new(checks, diags)
}

fn resolve(sheet: Sheet<'_>, own: usize, share: &Share) -> Result<(usize, Whole), Vec<Diagnostic>> {
    let part = sheet.measure(&share.part);
    let part = super::sums::not_itself(&share.part, own, part);
    let whole = match sheet.measure(&share.whole) {
        Ok(whole) => super::sums::not_itself(&share.whole, own, Ok(whole)).map(Whole::Measure),
        Err(_) => sheet.row(&share.whole).map(Whole::Row),
    };
    match (part, whole) {
        (Ok(part), Ok(whole)) => Ok((part, whole)),
        (part, whole) => Err([part.err(), whole.err()].into_iter().flatten().collect()),
    }
}

fn held<'a>(
    ground: &Ground<'_>,
    sheet: Sheet<'a>,
    found: Figure<'a>,
    [part, whole]: [Figure<'a>; 2],
    diags: &mut Diags,
) -> Option<Check> {
    let expected = amount::share(part.value, whole.value, found.value.scale())?;
    let rough = [found, part, whole].iter().any(Figure::is_rough);
    let agrees = expected == found.value;
    let finding = Finding {
        working: Working::Share(part.value, whole.value),
        parts: sheet.parts(&[part, whole]),
        expected,
        holds: (agrees || !rough).then_some(agrees),
        ..sheet.finding(Rule::Share, found)
    };
    let formula = format!("{}/{}", part.value, whole.value);
    Some(finding.check(ground, diags, |_| {
        let (span, printed) = (found.cell.span, &found.cell.cites.printed);
        errors::share_mismatch(span, printed, &formula, &expected.to_string())
    }))
}

/// The shares of rows that are the parts of one whole make 100, as far as rounding lets them.
/// Where some parts are not printed, they only may not make more.
pub(in crate::index::checks) fn whole(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for sheet in sheets(ground) {
        let Some(complete) = &sheet.own.complete else {
            continue;
        };
        for (n, measure) in sheet.own.measures.iter().enumerate() {
            let parts: Vec<usize> = sheet.own.parts().collect();
            let figures: Vec<Figure<'_>> =
                parts.iter().filter_map(|r| sheet.figure(*r, n)).collect();
            let percent = figures.iter().all(|f| sheet.unit(f) == "%");
            if !percent || !sheet.own.adds_up(measure) || measure.ties.over_100 {
                continue;
            }
            let missing = parts.iter().filter(|row| sheet.figure(**row, n).is_none());
            let mut left_out: Vec<String> = missing.map(|r| sheet.cell_id(*r, n)).collect();
            left_out.extend((!complete.value).then(|| REST.to_owned()));
            checks.extend(all_of_it(ground, sheet, &figures, left_out, &mut diags));
        }
    }
    Checked::new(checks, diags)
}

/// Holds shares together against 100. The first of them stands for all.
fn all_of_it<'a>(
    ground: &Ground<'_>,
    sheet: Sheet<'a>,
    figures: &[Figure<'a>],
    left_out: Vec<String>,
    diags: &mut Diags,
) -> Option<Check> {
    let first = *figures.first()?;
    let terms: Vec<Decimal> = figures.iter().map(|f| f.value).collect();
    let sum = Sum {
        rough: figures.iter().any(Figure::is_rough),
        partial: !left_out.is_empty(),
        slack: rounding(terms.iter().copied()),
    };
    let (found, holds) = sum.of(&terms, Decimal::ONE_HUNDRED)?;
    let formula = amount::terms(&terms);
    let finding = Finding {
        working: Working::Sum(terms),
        parts: sheet.parts(figures),
        left_out,
        expected: Decimal::ONE_HUNDRED,
        found,
        holds,
        ..sheet.finding(Rule::Whole, first)
    };
    let measure = sheet.own.measures[first.measure].span;
    Some(finding.check(ground, diags, |f| {
        errors::parts_not_whole(first.cell.span, &formula, &f.found.to_string(), measure)
    }))
}

/// No percentage is over 100, unless its measure says that it may be.
pub(in crate::index::checks) fn at_most_all(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for sheet in sheets(ground) {
        let measures = sheet.own.measures.iter().enumerate();
        for (n, measure) in measures.filter(|(_, m)| !m.ties.over_100) {
            for figure in sheet.column(n).filter(|f| sheet.unit(f) == "%") {
                let finding = Finding {
                    working: Working::Bound(vec![figure.value], "<="),
                    expected: Decimal::ONE_HUNDRED,
                    holds: Some(figure.value <= Decimal::ONE_HUNDRED),
                    ..sheet.finding(Rule::Percent, figure)
                };
                checks.push(finding.check(ground, &mut diags, |_| {
                    let (span, printed) = (figure.cell.span, &figure.cell.cites.printed);
                    errors::over_100(span, printed, &measure.name, measure.span)
                }));
            }
        }
    }
    Checked::new(checks, diags)
}
