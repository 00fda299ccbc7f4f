//! A series over time: cumulative figures do not fall, others change only within their bound.

use rust_decimal::Decimal;

use crate::base::diag::{Checked, Diags};
use crate::model::fact::Measurement;
use crate::model::indicator::Nature;

use super::super::errors;
use super::super::ground::Ground;
use super::bounds::Bound;
use super::check::{Check, Finding, Rule, Working};
use super::tied::{Series, is_rough, keys, owners, value};

/// A figure and the one before it, with their values.
type Step<'a> = (
    (&'a Measurement, Decimal),
    (usize, &'a Measurement, Decimal),
);

/// Figures counted since a beginning never become smaller.
pub(super) fn falls(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for owner in owners(ground) {
        let running = owner.ties.running_total_of.is_some();
        let cumulative = owner.indicator.nature == Some(Nature::Cumulative);
        if !running && !cumulative {
            continue;
        }
        let yearly = owner.ties.restarts_yearly || owner.indicator.ties.restarts_yearly;
        for ((before, expected), (position, m, found)) in steps(ground, owner.series) {
            if yearly && before.period.fiscal_year() != m.period.fiscal_year() {
                continue;
            }
            let rough = is_rough(&before.figure) || is_rough(&m.figure);
            let rises = found >= expected;
            let finding = Finding {
                working: Working::Bound(vec![found], ">="),
                parts: vec![before.into()],
                expected,
                holds: (rises || !rough).then_some(rises),
                ..Finding::new(Rule::Fall, position, m, found)
            };
            checks.push(finding.check(ground, &mut diags, |_| {
                let printed = (&*before.cites.printed, &*m.cites.printed);
                errors::cumulative_falls(m.span, printed.0, printed.1, before.span)
            }));
        }
    }
    Checked::new(checks, diags)
}

/// Figures with a declared bound change by no more than it from one to the next.
pub(super) fn jumps(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for owner in owners(ground) {
        let whole = &owner.indicator.ties.max_change;
        let Some(text) = owner.ties.max_change.as_ref().or(whole.as_ref()) else {
            continue;
        };
        let Some(bound) = Bound::read(text, ground.words) else {
            // Said once, though every breakdown takes it over.
            if owner.ties.max_change.is_some() {
                diags.push(errors::bad_tie(text.span, text, "bound"));
            }
            continue;
        };
        for ((before, earlier), (position, m, found)) in steps(ground, owner.series) {
            let Some((expected, sign)) = bound.limit(earlier, found) else {
                continue;
            };
            let within = if sign == "<=" {
                found <= expected
            } else {
                found >= expected
            };
            let finding = Finding {
                working: Working::Bound(vec![found], sign),
                parts: vec![before.into()],
                expected: expected.normalize(),
                holds: Some(within),
                ..Finding::new(Rule::Jump, position, m, found)
            };
            checks.push(finding.check(ground, &mut diags, |_| {
                let printed = (&*before.cites.printed, &*m.cites.printed);
                errors::beyond_bound(m.span, printed.0, printed.1, text, before.span)
            }));
        }
    }
    Checked::new(checks, diags)
}

/// Each figure of a series with the one before it. A change of basis breaks a series, and units of
/// different length (a year, a month) are not one series.
fn steps<'a>(ground: &Ground<'a>, series: Series) -> Vec<Step<'a>> {
    let mut steps = Vec::new();
    for key in keys(ground, series) {
        let all = ground.series.points(key).iter().filter_map(|i| {
            let m = &ground.model.measurements[*i];
            let single = m.seq == 1 && !m.period.is_range();
            value(m).filter(|_| single).map(|v| (*i, m, v))
        });
        let mut last: Option<(&Measurement, Decimal)> = None;
        for (position, m, found) in all {
            let length = |p: &Measurement| p.period.start.map(|unit| std::mem::discriminant(&unit));
            if let Some((before, earlier)) = last
                && before.basis == m.basis
                && length(before) == length(m)
            {
                steps.push(((before, earlier), (position, m, found)));
            }
            last = Some((m, found));
        }
    }
    steps
}
