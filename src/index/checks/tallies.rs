//! Figures that a declared formula must give: a stated tally against the count of what it counts.

use crate::base::diag::{Checked, Diags};
use crate::model::resolve::Scope;

use super::super::errors;
use super::super::formula;
use super::super::ground::Ground;
use super::check::{Check, Finding, Rule, Working};
use super::tied::{figures, is_rough, owners};

/// Every figure of a series with a formula against what the formula gives.
pub(super) fn tied(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for owner in owners(ground) {
        let Some(declared) = &owner.ties.formula else {
            continue;
        };
        let whole = Scope::of(ground.model, owner.indicator.subject);
        // What a faulty record left incomplete cannot be held against anything.
        if formula::is_poisoned(ground, whole, declared) {
            continue;
        }
        if let Err(fault) = formula::one(ground, whole, declared) {
            diags.push(*fault);
            continue;
        }
        for (position, m, found) in figures(ground, owner.series) {
            // A figure is held against its own years: next year's grades do not change it.
            let scope = Scope {
                period: m.period,
                ..whole
            };
            let Ok(derived) = formula::one(ground, scope, declared) else {
                continue;
            };
            let Some(computed) = derived.result.value() else {
                diags.push(errors::no_figure(declared.span, &derived.formula));
                continue;
            };
            // A share is stated to as many decimals as are printed.
            let expected = match (derived.numerator, derived.denominator) {
                (Some(part), Some(whole)) if derived.result.unit() == "%" => {
                    crate::model::amount::share(part, whole, found.scale()).unwrap_or(computed)
                }
                _ => computed,
            };
            let agrees = expected == found;
            let finding = Finding {
                working: Working::Formula(derived.formula.clone(), declared.expr.to_string()),
                inputs: derived.inputs.clone(),
                left_out: derived.left_out.clone(),
                expected,
                holds: (agrees || !is_rough(&m.figure)).then_some(agrees),
                ..Finding::new(Rule::Formula, position, m, found)
            };
            checks.push(finding.check(ground, &mut diags, |_| {
                let computed = format!("{expected}{}", derived.result.unit());
                errors::stated_mismatch(m.span, &m.cites.printed, &computed, &derived.formula)
                    .label(declared.span, "formula")
            }));
        }
    }
    Checked::new(checks, diags)
}
