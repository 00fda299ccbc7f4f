//! A summary table as rows of its CSV file.

use crate::index::pivot::{Grid, Member};
use crate::model::table::SummaryTable;
use crate::view::here::Here;

use super::cells::Share;
use super::{has_difference, has_totals, percent};

/// One row of `data/tables/<key>.csv`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct TableRow(pub [String; 9]);

/// A row or a column, as the file names it.
struct Named {
    id: String,
    name: String,
}

impl Here<'_> {
    /// The rows of the table's CSV file.
    pub fn table_rows(&self, grid: &Grid) -> Vec<TableRow> {
        let table = &self.world.model.tables[grid.table];
        let totals = has_totals(table);
        let mut out = Vec::new();
        for member in &grid.rows {
            let row = self.named(*member);
            for other in &grid.columns {
                let column = self.named(*other);
                let shown = self.shown(grid, table, *member, *other);
                out.push(cell(&row, &column, "value", &shown.value, &shown.unit));
                out.extend(shown.share.map(|s| share(&row, &column, &s)));
            }
            if has_difference(table) {
                let column = Named {
                    id: "difference".to_owned(),
                    name: self.word("column-difference"),
                };
                let change = self.row_difference(grid, *member);
                let (value, unit) = change.map(|(v, u)| (v.to_string(), u)).unwrap_or_default();
                out.push(cell(&row, &column, "value", &value, &unit));
            }
            if totals {
                let n = grid.row_total(*member).to_string();
                out.push(cell(&row, &self.named_total(), "total", &n, &table.unit));
            }
        }
        if totals {
            self.total_rows(grid, table, &mut out);
        }
        out
    }

    fn total_rows(&self, grid: &Grid, table: &SummaryTable, out: &mut Vec<TableRow>) {
        let (total, whole) = (self.named_total(), grid.total());
        for member in &grid.columns {
            let column = self.named(*member);
            let part = grid.column_total(*member);
            let n = part.to_string();
            out.push(cell(&total, &column, "total", &n, &table.unit));
            let percent = percent(table, part, whole);
            out.extend(percent.map(|percent| {
                let s = Share {
                    percent,
                    part,
                    whole,
                };
                share(&total, &column, &s)
            }));
        }
        let n = whole.to_string();
        out.push(cell(&total, &total, "total", &n, &table.unit));
    }

    fn named(&self, member: Member) -> Named {
        Named {
            id: self.member_id(member),
            name: self.member_name(member),
        }
    }

    fn named_total(&self) -> Named {
        Named {
            id: "total".to_owned(),
            name: self.word("total"),
        }
    }
}

fn cell(row: &Named, column: &Named, sort: &str, value: &str, unit: &str) -> TableRow {
    let [a, b] = [row, column];
    let fields = [&a.id, &a.name, &b.id, &b.name, sort, value, unit, "", ""];
    TableRow(fields.map(str::to_owned))
}

fn share(row: &Named, column: &Named, share: &Share) -> TableRow {
    let mut made = cell(row, column, "share", &share.percent, "%");
    made.0[7] = share.part.to_string();
    made.0[8] = share.whole.to_string();
    made
}
