//! The page of a statistic: one table.

use serde::Serialize;

use crate::base::key::Id;
use crate::model::document::Reading;
use crate::model::entity::Entity;
use crate::model::period::{Period, Unit};
use crate::model::statistic::{Statistic, StatisticCell, StatisticRow};
use crate::parse::japanese::{escape, title_html};

use super::common::{CellView, GroupView, HeadView, RowView, SourceNote, TableView};
use super::format;
use super::here::Here;
use super::page::Body;

/// A statistic.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct StatisticView {
    /// Its table.
    pub table: TableView,
    /// Whether its parts make the whole, in words; empty where the source does not say.
    pub complete: String,
    /// A note on the reading, as markup; may be empty.
    pub note: String,
    /// Where it is printed.
    pub source: SourceNote,
}

/// The body of a statistic's page.
pub fn body(here: &mut Here<'_>, id: Id<Statistic>) -> Body {
    let statistic = &here.world.model.statistics[id];
    let complete = if statistic.complete {
        here.word("statistic-complete")
    } else {
        String::new()
    };
    Body::Statistic(Box::new(StatisticView {
        table: here.statistic_table(id),
        complete,
        note: here.prose_or_empty(statistic.note.as_ref()),
        source: here.source(&statistic.cites),
    }))
}

impl Here<'_> {
    /// The table of a statistic.
    pub fn statistic_table(&self, id: Id<Statistic>) -> TableView {
        let statistic = &self.world.model.statistics[id];
        let columns = statistic.measures.iter().map(|m| HeadView {
            html: title_html(&m.name),
            sub: m.unit.clone(),
            href: None,
        });
        let rows = statistic.rows.iter().enumerate().map(|(n, row)| RowView {
            id: format!("{}-{}", statistic.key, n + 1),
            head: self.statistic_head(row),
            badge: None,
            cells: row
                .cells
                .iter()
                .map(|c| self.statistic_cell(c.as_ref()))
                .collect(),
            total: false,
        });
        TableView {
            id: format!("statistic-{}", statistic.key),
            caption: statistic.name.clone(),
            corner: vec![self.word("column-category")],
            columns: columns.collect(),
            groups: vec![GroupView {
                head: None,
                rows: rows.collect(),
            }],
            csv: self.data_file("statistics"),
            notes: Vec::new(),
        }
    }

    fn statistic_head(&self, row: &StatisticRow) -> HeadView {
        let mut parts: Vec<String> = Vec::new();
        if !row.category.is_empty() {
            parts.push(row.category.clone());
        } else if let Some(area) = row.area {
            parts.push(self.label(Entity::Area(area)));
        } else {
            parts.push(self.period_name(row.period));
        }
        HeadView {
            href: row.area.map(|a| self.href_to(Entity::Area(a))),
            ..HeadView::plain(title_html(&parts.join(" ")))
        }
    }

    fn period_name(&self, period: Period) -> String {
        match (period.start, period.end) {
            (Some(Unit::Year(year)), Some(Unit::Year(end))) if year == end => {
                self.period_text(&Period::year(year))
            }
            _ => self.period(period),
        }
    }

    fn statistic_cell(&self, cell: Option<&StatisticCell>) -> CellView {
        let Some(cell) = cell else {
            return self.missing("missing");
        };
        let f = &cell.figure;
        let unread = !cell.reading.counts() || f.value.is_none();
        let html = match f.value {
            Some(_) => format::figure(f),
            None => self.word("unreadable"),
        };
        let rank = match (cell.rank, cell.rank_of) {
            (Some(rank), Some(of)) => self.fill(
                "rank-of",
                &[("rank", rank.to_string()), ("of", of.to_string())],
            ),
            (Some(rank), None) => self.fill("rank", &[("rank", rank.to_string())]),
            _ => String::new(),
        };
        let reading = match cell.reading {
            Reading::Inferred => self.word("reading-inferred"),
            Reading::Damaged if f.value.is_some() => self.word("reading-damaged"),
            _ => String::new(),
        };
        let sub: Vec<String> = [rank, reading]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect();
        CellView {
            html: escape(&html),
            sub: sub.join(" "),
            kind: if unread { "unread" } else { "number" }.to_owned(),
            badge: None,
            href: None,
        }
    }
}
