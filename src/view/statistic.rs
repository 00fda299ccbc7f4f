//! The page of a statistic: one table, and a picture where its figures are shares of one whole.

use serde::Serialize;

use crate::base::key::Id;
use crate::index::checks::{Check, Stated, Table};
use crate::model::document::Reading;
use crate::model::entity::Entity;
use crate::model::period::{Period, Unit};
use crate::model::statistic::{Measure, Statistic, StatisticCell, StatisticRow};
use crate::parse::japanese::{escape, title_html};

use super::chart::FigureBlock;
use super::common::{
    CellView, CheckView, HeadView, Related, RowView, SourceNote, TableRows, TableView,
};
use super::format;
use super::here::Here;
use super::page::Body;

/// A statistic.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct StatisticView {
    /// Its table, and the pictures of shares of one whole.
    pub figures: FigureBlock,
    /// Whether its parts make the whole, in words; empty where they are not parts of one.
    pub complete: String,
    /// Stated totals and shares that were recomputed.
    pub checks: Vec<CheckView>,
    /// What it is about, and the pages that link to it.
    pub about: Vec<Related>,
    /// A note on the reading, as markup; may be empty.
    pub note: String,
    /// Where it is printed.
    pub source: SourceNote,
}

/// The body of a statistic's page.
pub fn body(here: &mut Here<'_>, id: Id<Statistic>) -> Body {
    let (model, index) = (here.world.model, here.world.index);
    let statistic = &model.statistics[id];
    let complete = match statistic.complete.as_ref().map(|c| c.value) {
        Some(true) => here.word("statistic-complete"),
        Some(false) => here.word("statistic-partial"),
        None => String::new(),
    };
    let own = |c: &&Check| c.of == Table::Statistic(id) && c.is_shown();
    let checks = index.checks.iter().filter(own);
    Body::Statistic(Box::new(StatisticView {
        figures: FigureBlock {
            charts: here.share_charts(id),
            sentences: Vec::new(),
            table: here.statistic_table(id),
        },
        complete,
        checks: checks.map(|c| here.check(c)).collect(),
        about: about(here, id),
        note: here.prose_or_empty(statistic.note.as_deref()),
        source: here.source(&statistic.cites),
    }))
}

/// The anchor of a row on the page of its statistic.
pub fn row_anchor(statistic: &Statistic, row: usize) -> String {
    format!("{}-{}", statistic.key, row + 1)
}

/// The pages of what it is about, and those that link to it.
fn about(here: &Here<'_>, id: Id<Statistic>) -> Vec<Related> {
    let (model, index) = (here.world.model, here.world.index);
    let subjects = model.statistics[id].about().into_iter();
    let mut all: Vec<(Entity, &str)> = subjects.map(|s| (s.into(), "why-subject")).collect();
    for (from, _) in index.links.to(Entity::Statistic(id)) {
        if all.iter().all(|(known, _)| *known != from) {
            all.push((from, "why-linked"));
        }
    }
    let all = all.into_iter().map(|(entity, why)| Related {
        link: here.link(entity),
        why: here.word(why),
        badge: here.badge_of(entity),
    });
    all.collect()
}

impl Here<'_> {
    /// The table of a statistic.
    pub fn statistic_table(&mut self, id: Id<Statistic>) -> TableView {
        let statistic = &self.world.model.statistics[id];
        let notes = self.cell_notes(id);
        let columns = statistic.measures.iter().map(|m| HeadView {
            html: title_html(&m.name),
            sub: m.unit.clone(),
            href: None,
        });
        let rows = statistic.rows.iter().enumerate().map(|(n, row)| RowView {
            id: row_anchor(statistic, n),
            head: self.statistic_head(statistic, row),
            badge: None,
            cells: row
                .cells
                .iter()
                .zip(&statistic.measures)
                .map(|(c, measure)| self.statistic_cell(c.as_ref(), measure))
                .collect(),
            total: row.ties.total.is_some(),
        });
        TableView {
            id: format!("statistic-{}", statistic.key),
            caption: statistic.name.clone(),
            rows: TableRows::plain(columns, rows.collect()),
            csv: self.data_file("statistics"),
            notes,
        }
    }

    /// What a row counts, in words.
    pub fn row_name(&self, row: &StatisticRow) -> String {
        let label = match row.category.is_empty() {
            true => self.period_name(row.period),
            false => row.category.clone(),
        };
        let inner = row.breakdown.replace(';', " ");
        format!("{label} {inner}").trim().to_owned()
    }

    fn statistic_head(&self, statistic: &Statistic, row: &StatisticRow) -> HeadView {
        // A row that is printed elsewhere than its table says where.
        let mut places: Vec<&str> = Vec::new();
        for cell in row.cells.iter().flatten() {
            let place = cell.cites.place.as_str();
            if place != statistic.cites.place && !places.contains(&place) {
                places.push(place);
            }
        }
        HeadView {
            href: row.area.map(|a| self.href_to(Entity::Area(a))),
            sub: places.join(" "),
            ..HeadView::plain(title_html(&self.row_name(row)))
        }
    }

    /// The notes on single figures, each with the row that it is about.
    fn cell_notes(&mut self, id: Id<Statistic>) -> Vec<String> {
        let statistic = &self.world.model.statistics[id];
        let mut notes = Vec::new();
        for row in &statistic.rows {
            let head = title_html(&self.row_name(row));
            for (cell, measure) in row.cells.iter().zip(&statistic.measures) {
                if let Some(note) = cell.as_ref().and_then(|cell| cell.note.as_ref()) {
                    let name = title_html(&measure.name);
                    let args = [("name", head.clone()), ("breakdown", name)];
                    let label = self.fill("check-name", &args);
                    notes.push(format!("{label} {}", self.prose(note)));
                }
            }
        }
        notes
    }

    /// What a figure of a statistic counts: its row and measure, or its measure alone.
    pub fn cell_name(&self, stated: Stated, measure_only: bool) -> String {
        let Stated::Cell(id, row, measure) = stated else {
            return String::new();
        };
        let statistic = &self.world.model.statistics[id];
        let name = &statistic.measures[measure].name;
        match statistic.rows.get(row) {
            Some(row) if !measure_only => format!("{} {name}", self.row_name(row)),
            _ => name.clone(),
        }
    }

    /// The same for the id of a cell, also of one that is not printed.
    pub fn cell_named(&self, id: Id<Statistic>, cell: &str) -> Option<String> {
        let statistic = &self.world.model.statistics[id];
        let inner = cell
            .strip_prefix(statistic.key.as_str())?
            .strip_prefix('.')?;
        let (row, measure) = inner.rsplit_once('.')?;
        let row = statistic.rows.iter().find(|r| r.id == row)?;
        let measure = statistic
            .measures
            .iter()
            .find(|m| m.key.as_str() == measure)?;
        Some(format!("{} {}", self.row_name(row), measure.name))
    }

    fn period_name(&self, period: Period) -> String {
        match (period.start, period.end) {
            (Some(Unit::Year(year)), Some(Unit::Year(end))) if year == end => {
                self.period_text(&Period::year(year))
            }
            _ => self.period(period),
        }
    }

    fn statistic_cell(&self, cell: Option<&StatisticCell>, measure: &Measure) -> CellView {
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
            // In a column of ranks the figure says it.
            (Some(_), None) if measure.rank => String::new(),
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
        let kind = if unread { "unread" } else { "number" };
        CellView {
            sub: sub.join(" "),
            ..CellView::plain(kind, escape(&html))
        }
    }
}
