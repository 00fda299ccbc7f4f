//! Tints behind the numbers of a grid of counts, in three steps: where much stands and where
//! little. The number says it, the tint helps the eye.

use crate::index::pivot::{Grid, Member};
use crate::model::table::CellKind;
use crate::view::World;
use crate::view::common::CellView;

/// The largest count of a grid; `None` where tints would say nothing: one column, or grades, that
/// have looks of their own.
pub(super) fn peak(world: World<'_>, grid: &Grid) -> Option<usize> {
    let counted = matches!(
        world.model.tables[grid.table].cell,
        CellKind::Count | CellKind::Activities
    );
    let graded = matches!(grid.columns.first(), Some(Member::Grade(..)));
    if !counted || graded || grid.columns.len() < 2 {
        return None;
    }
    let rows = grid.rows.iter();
    let cells = rows.flat_map(|r| grid.columns.iter().map(|c| grid.cell(*r, *c).len()));
    cells.max().filter(|peak| *peak > 1)
}

/// Tints the cells of one row.
pub(super) fn tint(grid: &Grid, row: Member, peak: usize, cells: &mut [CellView]) {
    for (column, cell) in grid.columns.iter().zip(cells) {
        cell.heat = match grid.cell(row, *column).len() {
            0 => 0,
            n if n * 3 <= peak => 1,
            n if n * 3 <= peak * 2 => 2,
            _ => 3,
        };
    }
}
