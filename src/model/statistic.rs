//! Statistics: small tables of categories and measures.

use crate::base::key::{Id, Key};
use crate::base::span::{Span, Spanned};
use crate::parse::prose::Prose;

use super::area::Area;
use super::document::{Citation, Reading};
use super::fact::Figure;
use super::indicator::Nature;
use super::organization::Subject;
use super::period::Period;
use super::ties::Ties;

/// One table.
#[derive(Clone, Debug)]
pub struct Statistic {
    /// Its key, unique in the site.
    pub key: Key,
    /// Its name.
    pub name: String,
    /// The city in whose papers it stands.
    pub city: Option<Id<Area>>,
    /// What it is about; the areas of its rows are not repeated here.
    pub subjects: Vec<Subject>,
    /// What is counted in its columns.
    pub measures: Vec<Measure>,
    /// Its rows in printed order.
    pub rows: Vec<StatisticRow>,
    /// Whether its rows are the parts of one whole, and all of them; `None` where they are not
    /// parts of one whole.
    pub complete: Option<Spanned<bool>>,
    /// How a damaged table was read.
    pub note: Option<Box<Prose>>,
    /// Where it is printed.
    pub cites: Citation,
    /// Where it is written.
    pub span: Span,
}

impl Statistic {
    /// The cell of a row and a measure.
    pub fn cell(&self, row: usize, measure: usize) -> Option<&StatisticCell> {
        self.rows.get(row)?.cells.get(measure)?.as_ref()
    }

    /// All printed figures, row by row.
    pub fn cells(&self) -> impl Iterator<Item = &StatisticCell> {
        self.rows.iter().flat_map(|row| row.cells.iter().flatten())
    }

    /// The rows that the whole is divided into: no totals, and no parts of other rows.
    pub fn parts(&self) -> impl Iterator<Item = usize> + use<'_> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| row.outer().is_none() && row.ties.total.is_none())
            .map(|(n, _)| n)
    }

    /// Whether the rows of a measure may be added up. Rates and ranks may not, and a share of
    /// another measure in its own row is a rate.
    pub fn adds_up(&self, measure: &Measure) -> bool {
        let in_row = |whole: &str| self.measures.iter().any(|m| m.key.as_str() == whole);
        let share = measure.ties.share.as_ref();
        let rate = measure.nature == Some(Nature::Rate) || measure.rank;
        !rate && !share.is_some_and(|share| in_row(&share.whole))
    }

    /// All that it is about: its subjects and the areas of its rows, each once.
    pub fn about(&self) -> Vec<Subject> {
        let mut all = self.subjects.clone();
        let areas = self.rows.iter().filter_map(|row| row.area);
        for subject in areas.map(Subject::Area) {
            if !all.contains(&subject) {
                all.push(subject);
            }
        }
        all
    }

    /// The counter of a cell: its own, or else that of its measure.
    pub fn unit<'a>(&'a self, cell: &'a StatisticCell, measure: usize) -> &'a str {
        match cell.figure.unit.as_str() {
            "" => &self.measures[measure].unit,
            unit => unit,
        }
    }
}

/// A column of a statistic.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: String,
    /// Its counter.
    pub unit: String,
    /// Whether rows may be added up: rates may not. `None` where nothing is said.
    pub nature: Option<Nature>,
    /// Whether its figures are places in an order.
    pub rank: bool,
    /// How it relates to other measures.
    pub ties: Ties,
    /// Where it is written.
    pub span: Span,
}

/// A row of a statistic.
#[derive(Clone, Debug)]
pub struct StatisticRow {
    /// What tells it from other rows in ids: its key, area or period, or else its number.
    pub id: String,
    /// What the other rows call it: its label as written, with its breakdown behind `;`.
    pub name: String,
    /// Its label as printed; empty where the row is told apart by its period.
    pub category: String,
    /// The part of that label that it counts, as printed; outermost first, separated by `;`.
    pub breakdown: String,
    /// The area it counts, where the rows are areas.
    pub area: Option<Id<Area>>,
    /// The period it counts.
    pub period: Period,
    /// How it relates to other rows.
    pub ties: Ties,
    /// Its cells, one for each measure; `None` where nothing is printed.
    pub cells: Vec<Option<StatisticCell>>,
    /// Where it is written.
    pub span: Span,
}

impl StatisticRow {
    /// The name of the row that it divides further: `採択` for `採択;中止`.
    pub fn outer(&self) -> Option<&str> {
        self.name.rsplit_once(';').map(|(outer, _)| outer)
    }
}

/// A cell of a statistic.
#[derive(Clone, Debug)]
pub struct StatisticCell {
    /// `<statistic>.<row>.<measure>`.
    pub id: String,
    /// Its figure.
    pub figure: Figure,
    /// Its place in an order of such figures.
    pub rank: Option<u32>,
    /// Among how many.
    pub rank_of: Option<u32>,
    /// How well it was read.
    pub reading: Reading,
    /// A note on the reading.
    pub note: Option<Box<Prose>>,
    /// Where it is printed, and how.
    pub cites: Citation,
    /// Where it is written.
    pub span: Span,
}
