//! A summary table as people see it and as its CSV holds it: both from the same cells.

mod cells;
mod change;
mod difference;
mod heat;
mod members;
mod rows;

use crate::base::key::Id;
use crate::index::pivot::{Grid, Member};
use crate::model::amount::share;
use crate::model::entity::Entity;
use crate::model::item::Item;
use crate::model::table::{CellKind, SummaryTable};
use crate::parse::japanese::escape;

use super::common::{CellView, GroupView, HeadView, RowView, TableRows, TableView};
use super::here::Here;

impl Here<'_> {
    /// A declared table.
    pub fn summary_table(&mut self, grid: &Grid) -> TableView {
        self.table_of(grid, &grid.rows, None)
    }

    /// Those rows of a declared table that lie below an item; `None` if there are none.
    pub fn table_below(&mut self, grid: &Grid, item: Id<Item>) -> Option<TableView> {
        let rows = self.rows_below(grid, item);
        (!rows.is_empty()).then(|| self.table_of(grid, &rows, Some(item)))
    }

    fn table_of(&mut self, grid: &Grid, rows: &[Member], below: Option<Id<Item>>) -> TableView {
        let table = &self.world.model.tables[grid.table];
        let columns = grid.columns.iter().map(|c| self.column_head(*c));
        let total = has_totals(table).then(|| self.word_head("total"));
        let difference = has_difference(table).then(|| self.word_head("column-difference"));
        let groups = self.table_groups(grid, table, rows, below);
        TableView {
            id: format!("table-{}", table.key),
            caption: self.table_caption(table),
            rows: TableRows::new(columns.chain(total).chain(difference), &groups),
            csv: self.data_file(&format!("tables/{}", table.key)),
            notes: self.board_notes(&groups),
        }
    }

    /// What the short words of a board mean, those that it uses.
    fn board_notes(&self, groups: &[GroupView]) -> Vec<String> {
        const SHORT: [(&str, &str); 4] = [
            ("board-text", "board-text-legend"),
            ("board-figures", "board-figures-legend"),
            ("board-damaged", "board-damaged-legend"),
            ("board-lost", "board-lost-legend"),
        ];
        let used = |word: &str| {
            let word = self.word(word);
            let rows = groups.iter().flat_map(|g| &g.rows);
            rows.flat_map(|r| &r.cells).any(|c| c.html == word)
        };
        let all = SHORT.into_iter().filter(|(word, _)| used(word));
        let texts: Vec<String> = all.map(|(_, legend)| self.word(legend)).collect();
        match texts.is_empty() {
            true => Vec::new(),
            false => vec![escape(&self.list(&texts))],
        }
    }

    /// The rows in groups by what they are part of, and the sums below them.
    fn table_groups(
        &self,
        grid: &Grid,
        table: &SummaryTable,
        rows: &[Member],
        below: Option<Id<Item>>,
    ) -> Vec<GroupView> {
        let mut groups: Vec<GroupView> = Vec::new();
        let mut last: Option<Entity> = None;
        let peak = heat::peak(self.world, grid);
        for row in rows {
            let parent = self.parent_of(*row, below);
            let mut view = self.row_view(grid, table, *row);
            if let Some(peak) = peak {
                heat::tint(grid, *row, peak, &mut view.cells);
            }
            match groups.last_mut() {
                Some(group) if parent == last => group.rows.push(view),
                _ => groups.push(GroupView {
                    head: parent.map(|p| self.group_head(p)),
                    rows: vec![view],
                }),
            }
            last = parent;
        }
        // A column of group headers tells nothing where there is only one of them.
        if groups.iter().filter(|g| g.head.is_some()).count() < 2 {
            groups.iter_mut().for_each(|g| g.head = None);
        }
        if has_totals(table) {
            groups.push(GroupView {
                head: None,
                rows: vec![self.total_row(grid, table)],
            });
        }
        groups
    }

    fn group_head(&self, parent: Entity) -> HeadView {
        HeadView {
            href: Some(self.href_to(parent)),
            ..HeadView::plain(self.short_link(parent).html)
        }
    }

    fn table_caption(&self, table: &SummaryTable) -> String {
        let args = [("name", table.title.clone()), ("unit", table.unit.clone())];
        match table.unit.is_empty() {
            true => table.title.clone(),
            false => self.fill("caption-figures-unit", &args),
        }
    }

    fn row_view(&self, grid: &Grid, table: &SummaryTable, row: Member) -> RowView {
        let mut cells: Vec<CellView> = grid
            .columns
            .iter()
            .map(|c| self.shown(grid, table, row, *c).view)
            .collect();
        if has_totals(table) {
            cells.push(CellView::count(grid.row_total(row)));
        }
        if has_difference(table) {
            cells.push(self.difference_cell(grid, row));
        }
        RowView {
            id: format!("{}-{}", table.key, self.member_id(row)),
            head: self.row_head(row),
            badge: self.row_badge(row),
            cells,
            total: false,
        }
    }

    fn total_row(&self, grid: &Grid, table: &SummaryTable) -> RowView {
        let all = grid.total();
        let mut cells: Vec<CellView> = grid
            .columns
            .iter()
            .map(|c| {
                let n = grid.column_total(*c);
                share_cell(n, percent(table, n, all))
            })
            .collect();
        cells.push(CellView::count(all));
        RowView {
            id: format!("{}-total", table.key),
            head: self.word_head("total"),
            badge: None,
            cells,
            total: true,
        }
    }
}

/// Whether the last column minus the first stands beside the figures.
fn has_difference(table: &SummaryTable) -> bool {
    table.difference && table.cell == CellKind::Value
}

fn has_totals(table: &SummaryTable) -> bool {
    table.totals
        && matches!(
            table.cell,
            CellKind::Count | CellKind::Activities | CellKind::Indicators
        )
}

/// The share of a number in percent, where the table shows shares.
fn percent(table: &SummaryTable, n: usize, all: usize) -> Option<String> {
    let share = table.shares.then(|| share(n.into(), all.into(), 1))?;
    share.map(|share| share.to_string())
}

fn share_cell(n: usize, share: Option<String>) -> CellView {
    CellView {
        sub: share.map(|s| format!("{s}%")).unwrap_or_default(),
        ..CellView::count(n)
    }
}
