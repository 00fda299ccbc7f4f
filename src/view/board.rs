//! The items of a framework that report month by month, each with its newest month.

use serde::Serialize;

use crate::base::key::Id;
use crate::index::pivot::Grid;
use crate::model::Model;
use crate::model::entity::Entity;
use crate::model::fact::ReportKind;
use crate::model::framework::Framework;
use crate::model::organization::Subject;
use crate::model::table::CellKind;
use crate::site::route::{Route, route};

use super::common::{Badge, Link};
use super::here::Here;

/// An item that reports month by month.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct BoardRow {
    /// Its page, with code and title.
    pub link: Link,
    /// Its grade.
    pub badge: Option<Badge>,
    /// Its answer in one sentence, as markup; may be empty.
    pub lead: String,
    /// The newest month that it reports of, and whether that can be read.
    pub month: Link,
}

/// Every item that reports month by month, in printed order: nothing is ranked that the source
/// does not rank.
pub fn board(here: &mut Here<'_>, id: Id<Framework>) -> Vec<BoardRow> {
    let (model, index) = (here.world.model, here.world.index);
    let mut rows = Vec::new();
    if !index.grids.iter().any(|g| is_board(model, g, id)) {
        return rows;
    }
    for item in index.tree.printed(id) {
        let subject = Subject::Item(*item);
        let reports = index.facts.of(subject).reports.iter();
        let reports = reports.map(|r| &model.reports[*r]);
        let newest = reports
            .filter(|r| r.kind == ReportKind::Progress && !r.period.is_absent())
            .max_by_key(|r| r.period);
        let Some(newest) = newest else { continue };
        let month = here.period(newest.period);
        let month = match newest.reading.counts() {
            true => month,
            false => {
                let args = [("period", month), ("reading", here.word("unreadable"))];
                here.fill("month-unread", &args)
            }
        };
        let page = route(model, Entity::Item(*item)).path;
        rows.push(BoardRow {
            link: here.link(Entity::Item(*item)),
            badge: here.badge_of(Entity::Item(*item)),
            lead: here.lead(subject),
            month: Link {
                html: month,
                href: here.href(&Route::place(page, newest.period.id())),
            },
        });
    }
    rows
}

/// Whether a table shows what a framework reports month by month.
fn is_board(model: &Model, grid: &Grid, id: Id<Framework>) -> bool {
    let table = &model.tables[grid.table];
    table.framework == Some(id) && table.cell == CellKind::Report
}
