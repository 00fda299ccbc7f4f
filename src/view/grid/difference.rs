//! The last column that a row of figures closes with: later minus earlier, in words.

use rust_decimal::Decimal;

use crate::index::pivot::{Fact, Grid, Member};
use crate::model::amount::difference;
use crate::model::fact::Measurement;
use crate::parse::japanese::escape;
use crate::view::common::CellView;
use crate::view::here::Here;

impl Here<'_> {
    /// The figure of the last column minus that of the first; `None` where the two cannot be
    /// compared: one is missing or damaged, or they are not counted in the same way.
    pub(super) fn row_difference(&self, grid: &Grid, row: Member) -> Option<(Decimal, String)> {
        let (first, last) = (grid.columns.first()?, grid.columns.last()?);
        if first == last {
            return None;
        }
        let (a, b) = (
            self.comparable(grid, row, *first)?,
            self.comparable(grid, row, *last)?,
        );
        let alike = a.figure.unit == b.figure.unit && a.basis == b.basis;
        if !alike || a.figure.value_to.is_some() || b.figure.value_to.is_some() {
            return None;
        }
        let change = difference(a.figure.value?, b.figure.value?)?;
        Some((change, b.figure.unit.clone()))
    }

    /// The same as a cell, in words.
    pub(super) fn difference_cell(&self, grid: &Grid, row: Member) -> CellView {
        match self.row_difference(grid, row) {
            Some((change, _)) => CellView::plain("number", escape(&self.difference(&change))),
            None => self.missing("not-comparable"),
        }
    }

    /// How many rows rose, fell, stayed the same, and cannot be compared.
    pub(super) fn row_changes(&self, grid: &Grid, rows: &[Member]) -> [usize; 4] {
        let mut counts = [0; 4];
        for row in rows {
            let at = match self.row_difference(grid, *row) {
                None => 3,
                Some((change, _)) if change.is_zero() => 2,
                Some((change, _)) if change.is_sign_negative() => 1,
                Some(_) => 0,
            };
            counts[at] += 1;
        }
        counts
    }

    pub(super) fn comparable(
        &self,
        grid: &Grid,
        row: Member,
        column: Member,
    ) -> Option<&Measurement> {
        let facts = grid.cell(row, column).iter();
        let mut figures = facts.filter_map(|fact| match fact {
            Fact::Measurement(i) => Some(&self.world.model.measurements[*i]),
            _ => None,
        });
        figures.find(|m| m.reading.counts() && m.figure.value.is_some())
    }
}
