//! Percentages: stated shares of part and whole, and none over 100.

use rust_decimal::Decimal;

use crate::base::diag::{Checked, Diags};
use crate::model::amount;
use crate::model::indicator::Nature;

use super::super::errors;
use super::super::ground::Ground;
use super::check::{Check, Finding, Rule, Working};
use super::tied::{beside, figures, is_rough, owners, series_of};

/// A stated share against part and whole of the same period, to as many decimals as are printed.
pub(super) fn stated(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for owner in owners(ground) {
        let Some(share) = &owner.ties.share else {
            continue;
        };
        let part = series_of(ground, owner.series, &share.part);
        let whole = series_of(ground, owner.series, &share.whole);
        let (part, whole) = match (part, whole) {
            (Ok(part), Ok(whole)) => (part, whole),
            (part, whole) => {
                [part.err(), whole.err()]
                    .into_iter()
                    .flatten()
                    .for_each(|fault| diags.push(fault));
                continue;
            }
        };
        for (position, m, found) in figures(ground, owner.series) {
            let Some((part, p)) = beside(ground, m, part) else {
                continue;
            };
            let Some((whole, w)) = beside(ground, m, whole) else {
                continue;
            };
            let Some(expected) = amount::share(p, w, found.scale()) else {
                continue;
            };
            let rough = [m, part, whole].into_iter().any(|m| is_rough(&m.figure));
            let agrees = expected == found;
            let finding = Finding {
                working: Working::Share(p, w),
                parts: vec![part.into(), whole.into()],
                expected,
                holds: (agrees || !rough).then_some(agrees),
                ..Finding::new(Rule::Share, position, m, found)
            };
            checks.push(finding.check(ground, &mut diags, |_| {
                let formula = format!("{p}/{w}");
                errors::share_mismatch(m.span, &m.cites.printed, &formula, &expected.to_string())
            }));
        }
    }
    Checked::new(checks, diags)
}

/// No percentage is over 100, unless its series says that it may be.
pub(super) fn at_most_all(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for (position, m) in ground.model.measurements.iter().enumerate() {
        let indicator = &ground.model.indicators[m.indicator];
        let free = m
            .breakdown
            .is_some_and(|b| indicator.breakdowns[b].ties.over_100);
        let unit = match m.figure.unit.as_str() {
            "" => indicator.unit_of(m.breakdown),
            unit => unit,
        };
        // A rate may be counted by other wholes: per thousand, per head.
        let percent = unit == "%" || (unit.is_empty() && indicator.nature == Some(Nature::Rate));
        if !percent || free || indicator.ties.over_100 || !m.reading.counts() {
            continue;
        }
        let Some(found) = m.figure.value_to.or(m.figure.value) else {
            continue;
        };
        let finding = Finding {
            working: Working::Bound(vec![found], "<="),
            expected: Decimal::ONE_HUNDRED,
            holds: Some(found <= Decimal::ONE_HUNDRED),
            ..Finding::new(Rule::Percent, position, m, found)
        };
        checks.push(finding.check(ground, &mut diags, |_| {
            errors::over_100(m.span, &m.cites.printed, &indicator.name, indicator.span)
        }));
    }
    Checked::new(checks, diags)
}
