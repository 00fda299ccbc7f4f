//! Rows and measures that are part of others: none is larger.

use crate::base::diag::{Checked, Diags};

use super::super::super::errors;
use super::super::super::ground::Ground;
use super::super::check::{Check, Finding, Rule, Working};
use super::sums::not_itself;
use super::{Figure, Sheet, sheets};

/// A row that divides another one further, and every row and measure declared as part of another.
pub(in crate::index::checks) fn within_wholes(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for sheet in sheets(ground) {
        for (n, measure) in sheet.own.measures.iter().enumerate() {
            for own in sheet.column(n) {
                let mut wholes: Vec<(usize, usize)> = Vec::new();
                if sheet.own.adds_up(measure) {
                    wholes.extend(whole_row(sheet, own.row).map(|row| (row, n)));
                }
                wholes.extend(whole_measure(sheet, n).map(|whole| (own.row, whole)));
                let figures = wholes.iter().filter_map(|(row, n)| sheet.figure(*row, *n));
                let same = figures.filter(|f| sheet.unit(f) == sheet.unit(&own));
                for (at, whole) in same.enumerate() {
                    checks.push(held(ground, sheet, own, whole, at, &mut diags));
                }
            }
        }
        diags.extend(unresolved(sheet));
    }
    Checked::new(checks, diags)
}

/// The row that a row is part of: the declared one, or the one that it divides further.
fn whole_row(sheet: Sheet<'_>, own: usize) -> Option<usize> {
    let row = &sheet.own.rows[own];
    if let Some(name) = &row.ties.part_of {
        return sheet.row(name).ok().filter(|whole| *whole != own);
    }
    let outer = row.outer().filter(|_| row.ties.total.is_none())?;
    sheet.own.rows.iter().position(|r| r.name == outer)
}

fn whole_measure(sheet: Sheet<'_>, own: usize) -> Option<usize> {
    let name = sheet.own.measures[own].ties.part_of.as_ref()?;
    sheet.measure(name).ok().filter(|whole| *whole != own)
}

/// The faults of declarations that name nothing, or the row or measure itself.
fn unresolved(sheet: Sheet<'_>) -> Diags {
    let rows = sheet.own.rows.iter().enumerate().filter_map(|(n, row)| {
        let name = row.ties.part_of.as_ref()?;
        not_itself(name, n, sheet.row(name)).err()
    });
    let measures = sheet.own.measures.iter().enumerate().filter_map(|(n, m)| {
        let name = m.ties.part_of.as_ref()?;
        not_itself(name, n, sheet.measure(name)).err()
    });
    rows.chain(measures).collect()
}

fn held<'a>(
    ground: &Ground<'_>,
    sheet: Sheet<'a>,
    own: Figure<'a>,
    whole: Figure<'a>,
    at: usize,
    diags: &mut Diags,
) -> Check {
    let rough = own.is_rough() || whole.is_rough();
    let within = own.value <= whole.value;
    let finding = Finding {
        tail: match at {
            0 => String::new(),
            n => format!(".{}", n + 1),
        },
        working: Working::Bound(vec![own.value], "<="),
        parts: sheet.parts(&[whole]),
        expected: whole.value,
        holds: (within || !rough).then_some(within),
        ..sheet.finding(Rule::Part, own)
    };
    finding.check(ground, diags, |_| {
        let printed = (&*own.cell.cites.printed, &*whole.cell.cites.printed);
        errors::part_exceeds_whole(own.cell.span, printed.0, printed.1, whole.cell.span)
    })
}
