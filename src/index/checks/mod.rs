//! Figures held against each other, and what a declared contradiction still needs.
//!
//! Every rule is one function from the [`Ground`] to its checks and faults; `RULES` is the list
//! of them. A check that fails is answered by mending the data or by a declared contradiction.

mod answers;
mod bounds;
mod check;
mod course;
mod parts;
mod shares;
mod statistics;
mod sums;
mod tallies;
mod targets;
pub(in crate::index) mod tied;

use crate::base::diag::{Checked, Diags};

use super::ground::Ground;

pub use check::{Check, Rule, Stated, Table, Working};
pub use statistics::REST;

/// A rule: all checks that it makes, and the faults of those that nothing answers.
type Make = fn(&Ground<'_>) -> Checked<Vec<Check>>;

/// Every rule, in the order of the data file.
const RULES: &[Make] = &[
    sums::over_years,
    sums::of_parts,
    statistics::sums::of_rows,
    statistics::sums::of_measures,
    sums::running,
    shares::stated,
    statistics::shares::stated,
    statistics::shares::whole,
    tallies::tied,
    parts::within_wholes,
    statistics::parts::within_wholes,
    shares::at_most_all,
    statistics::shares::at_most_all,
    course::falls,
    course::jumps,
    targets::against_grades,
];

/// Makes every check.
pub fn run(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for make in RULES {
        checks.extend(diags.take(make(ground)));
    }
    answers::stale(ground, &checks, &mut diags);
    Checked::new(checks, diags)
}
