//! Statistics: small tables of categories and measures.

use crate::base::key::{Id, Key};
use crate::base::span::Span;

use super::area::Area;
use super::document::{Citation, Reading};
use super::fact::Figure;
use super::period::Period;

/// One table.
#[derive(Clone, Debug)]
pub struct Statistic {
    /// Its key, unique in the site.
    pub key: Key,
    /// Its name.
    pub name: String,
    /// The city in whose papers it stands.
    pub city: Option<Id<Area>>,
    /// What is counted in its columns.
    pub measures: Vec<Measure>,
    /// Its rows in printed order.
    pub rows: Vec<StatisticRow>,
    /// Whether its parts make the whole, so that shares add up to a hundred.
    pub complete: bool,
    /// How a damaged table was read.
    pub note: Option<crate::parse::prose::Prose>,
    /// Where it is printed.
    pub cites: Citation,
    /// Where it is written.
    pub span: Span,
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
}

/// A row of a statistic.
#[derive(Clone, Debug)]
pub struct StatisticRow {
    /// Its label as printed; empty where the row is told apart by its area or period.
    pub category: String,
    /// The area it counts, where the rows are areas.
    pub area: Option<Id<Area>>,
    /// The period it counts.
    pub period: Period,
    /// Its cells, one for each measure; `None` where nothing is printed.
    pub cells: Vec<Option<StatisticCell>>,
}

/// A cell of a statistic.
#[derive(Clone, Debug)]
pub struct StatisticCell {
    /// Its figure.
    pub figure: Figure,
    /// Its place in an order of such figures.
    pub rank: Option<u32>,
    /// Among how many.
    pub rank_of: Option<u32>,
    /// How well it was read.
    pub reading: Reading,
    /// How it is printed.
    pub printed: String,
    /// Where it is written.
    pub span: Span,
}
