//! The tables of a framework: which stand on its first page, and those on pages of their own.

use serde::Serialize;

use crate::base::key::Id;
use crate::index::checks::Check;
use crate::index::pivot::{Grid, Member};
use crate::model::framework::Framework;
use crate::model::organization::Subject;
use crate::parse::japanese::escape;
use crate::site::paging::{self, Piece, Placed, part_path};
use crate::site::route::{Route, tables_path};

use super::common::{CheckView, Link, TableView};
use super::here::Here;
use super::page::Body;

/// A page of a framework's longer tables.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct TablesView {
    /// The tables, or some of the rows of one.
    pub tables: Vec<TableView>,
    /// Figures stated of the whole; on the first page only.
    pub figures: Vec<TableView>,
    /// Stated totals that were recomputed; on the first page only.
    pub checks: Vec<CheckView>,
    /// The other pages.
    pub pages: Vec<Link>,
}

/// The tables on a framework's first page.
pub fn first(here: &mut Here<'_>, placed: &Placed) -> Vec<TableView> {
    let grids = &here.world.index.grids;
    let own = placed.first.iter().filter_map(|at| grids.get(*at));
    own.map(|grid| here.summary_table(grid)).collect()
}

/// The body of one page of tables.
pub fn body(here: &mut Here<'_>, id: Id<Framework>, part: usize) -> Body {
    let placed = paging::tables(here.world.model, here.world.index, id);
    let pieces = placed.pages.get(part - 1).map_or(&[][..], Vec::as_slice);
    let tables = pieces.iter().filter_map(|piece| piece_of(here, piece));
    let tables = tables.collect();
    let (figures, checks) = match part {
        1 => (
            here.figures_tables(Subject::Framework(id)),
            checks(here, id),
        ),
        _ => (Vec::new(), Vec::new()),
    };
    Body::Tables(Box::new(TablesView {
        tables,
        figures,
        checks,
        pages: links(here, id, &placed, part),
    }))
}

/// Some rows of a declared table; the file holds all of them.
fn piece_of(here: &mut Here<'_>, piece: &Piece) -> Option<TableView> {
    let grid: &Grid = here.world.index.grids.get(piece.grid)?;
    let rows: &[Member] = grid.rows.get(piece.rows.clone())?;
    let whole = rows.len() == grid.rows.len();
    if whole {
        return Some(here.summary_table(grid));
    }
    let mut table = here.summary_table(&grid.only(|row| rows.contains(&row)));
    let args = [
        ("name", table.caption.clone()),
        ("from", (piece.rows.start + 1).to_string()),
        ("to", piece.rows.end.to_string()),
        ("all", grid.rows.len().to_string()),
    ];
    table.caption = here.fill("caption-part", &args);
    Some(table)
}

/// Links to the pages of tables but one, each named by the tables on it.
pub fn links(here: &Here<'_>, id: Id<Framework>, placed: &Placed, without: usize) -> Vec<Link> {
    let (model, index) = (here.world.model, here.world.index);
    let first = tables_path(model, id);
    let pages = placed.pages.iter().zip(1usize..);
    let pages = pages.filter(|(_, n)| *n != without);
    pages
        .map(|(pieces, n)| {
            let grids = pieces.iter().filter_map(|p| index.grids.get(p.grid));
            let mut names: Vec<String> =
                grids.map(|g| model.tables[g.table].title.clone()).collect();
            if n == 1 && !checks(here, id).is_empty() {
                names.push(here.word("tables-checks"));
            }
            let args = [("part", n.to_string()), ("names", here.list(&names))];
            Link {
                html: escape(&here.fill("tables-link", &args)),
                href: here.href(&Route::page(part_path(&first, n))),
            }
        })
        .collect()
}

/// Stated totals of a framework that were recomputed.
pub fn checks(here: &Here<'_>, id: Id<Framework>) -> Vec<CheckView> {
    let model = here.world.model;
    let own = |c: &&Check| c.subject.and_then(|s| model.framework_of(s)) == Some(id);
    let own = here.world.index.checks.iter().filter(own);
    let shown = own.filter(|c| c.is_shown());
    shown.map(|c| here.check(c)).collect()
}
