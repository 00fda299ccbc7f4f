//! Statistics: rows that are totals of others, measures that are shares of others, and the parts
//! of one whole.

pub(super) mod parts;
pub(super) mod shares;
pub(super) mod sums;

use rust_decimal::Decimal;

use crate::base::diag::Diagnostic;
use crate::base::key::Id;
use crate::base::span::Spanned;
use crate::model::statistic::{Statistic, StatisticCell};

use super::super::errors;
use super::super::ground::Ground;
use super::check::{Finding, Part, Rule, Stated, Table};
use super::tied::is_rough;

/// The word in `left_out` for the parts of a whole that the source does not print.
pub const REST: &str = "rest";

/// One statistic.
#[derive(Clone, Copy)]
pub(super) struct Sheet<'a> {
    id: Id<Statistic>,
    own: &'a Statistic,
}

/// A cell with a value that can be computed with.
#[derive(Clone, Copy)]
pub(super) struct Figure<'a> {
    row: usize,
    measure: usize,
    cell: &'a StatisticCell,
    value: Decimal,
}

/// Every statistic.
fn sheets<'a>(ground: &Ground<'a>) -> impl Iterator<Item = Sheet<'a>> + use<'a> {
    let all = ground.model.statistics.iter();
    all.map(|(id, own)| Sheet { id, own })
}

impl<'a> Sheet<'a> {
    /// The figure of a cell, where it was read and is one value.
    fn figure(self, row: usize, measure: usize) -> Option<Figure<'a>> {
        let cell = self.own.cell(row, measure)?;
        let whole = cell.reading.counts() && cell.figure.value_to.is_none();
        let value = cell.figure.value.filter(|_| whole)?;
        Some(Figure {
            row,
            measure,
            cell,
            value,
        })
    }

    /// All figures of a measure, row by row.
    fn column(self, measure: usize) -> impl Iterator<Item = Figure<'a>> {
        (0..self.own.rows.len()).filter_map(move |row| self.figure(row, measure))
    }

    /// The row that a declaration names.
    fn row(self, text: &Spanned<String>) -> Result<usize, Diagnostic> {
        let rows = &self.own.rows;
        let named = rows.iter().position(|r| r.name == text.value);
        let found = named.or_else(|| rows.iter().position(|r| r.id == text.value));
        found.ok_or_else(|| {
            let names = rows.iter().map(|r| r.name.clone());
            errors::unknown_series(text.span, text, names.collect())
        })
    }

    /// The measure that a declaration names.
    fn measure(self, text: &Spanned<String>) -> Result<usize, Diagnostic> {
        let measures = &self.own.measures;
        let found = measures.iter().position(|m| m.key.as_str() == text.value);
        found.ok_or_else(|| {
            let keys = measures.iter().map(|m| m.key.to_string());
            errors::unknown_series(text.span, text, keys.collect())
        })
    }

    /// The id of a cell, also where nothing is printed there.
    fn cell_id(self, row: usize, measure: usize) -> String {
        let own = self.own;
        let (row, measure) = (&own.rows[row].id, &own.measures[measure].key);
        format!("{}.{row}.{measure}", own.key)
    }

    /// What a rule found about a figure.
    fn finding(self, rule: Rule, figure: Figure<'a>) -> Finding<'a> {
        let stated = Stated::Cell(self.id, figure.row, figure.measure);
        Finding::about(rule, stated, Table::Statistic(self.id), figure.value)
    }

    /// The figures that went into a check.
    fn parts(self, figures: &[Figure<'a>]) -> Vec<Part<'a>> {
        let all = figures.iter();
        all.map(|f| Part::cell(self.id, f.cell)).collect()
    }

    /// The counter of a figure.
    fn unit(self, figure: &Figure<'a>) -> &'a str {
        self.own.unit(figure.cell, figure.measure)
    }
}

impl Figure<'_> {
    fn is_rough(&self) -> bool {
        is_rough(&self.cell.figure)
    }
}
