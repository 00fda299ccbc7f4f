//! Parts against wholes of the same period: no part is larger.

use crate::base::diag::{Checked, Diags};

use super::super::errors;
use super::super::ground::Ground;
use super::check::{Check, Finding, Rule, Working};
use super::tied::{Owner, Series, beside, figures, is_rough, owners, series_of};

/// A breakdown of a breakdown, and every series declared as part of another, against its whole.
pub(super) fn within_wholes(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for owner in owners(ground) {
        let mut wholes: Vec<Series> = outer(owner).into_iter().collect();
        if let Some(name) = &owner.ties.part_of {
            match series_of(ground, owner.series, name) {
                Ok(series) if !wholes.contains(&series) => wholes.push(series),
                Ok(_) => {}
                Err(fault) => diags.push(fault),
            }
        }
        for (n, whole) in wholes.into_iter().enumerate() {
            for (position, m, found) in figures(ground, owner.series) {
                let Some((whole, expected)) = beside(ground, m, whole) else {
                    continue;
                };
                let rough = is_rough(&m.figure) || is_rough(&whole.figure);
                let within = found <= expected;
                let finding = Finding {
                    tail: if n == 0 {
                        String::new()
                    } else {
                        format!(".{}", n + 1)
                    },
                    working: Working::Bound(vec![found], "<="),
                    parts: vec![whole.into()],
                    expected,
                    holds: (within || !rough).then_some(within),
                    ..Finding::new(Rule::Part, position, m, found)
                };
                checks.push(finding.check(ground, &mut diags, |_| {
                    let printed = (&*m.cites.printed, &*whole.cites.printed);
                    errors::part_exceeds_whole(m.span, printed.0, printed.1, whole.span)
                }));
            }
        }
    }
    Checked::new(checks, diags)
}

/// The breakdown that a breakdown divides further: `採択` for `採択;中止`. Totals divide nothing.
fn outer(owner: Owner<'_>) -> Option<Series> {
    let (id, own) = owner.series;
    let sum = owner.ties.total.is_some() || owner.ties.running_total_of.is_some();
    let name = &owner.indicator.breakdowns[own?].name;
    let (outer, _) = name.rsplit_once(';').filter(|_| !sum)?;
    let found = owner
        .indicator
        .breakdowns
        .iter()
        .position(|b| b.name == outer)?;
    let same = owner.indicator.unit_of(Some(found)) == owner.indicator.unit_of(own);
    same.then_some((id, Some(found)))
}
