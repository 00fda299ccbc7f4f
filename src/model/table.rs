//! Summary tables, declared by authors: rows, columns, what a cell holds.

use crate::base::key::{Id, Key};
use crate::base::span::{Span, Spanned};

use super::area::Area;
use super::framework::Framework;
use super::organization::Role;
use super::period::Period;
use super::vocabulary::{Axis, Kind, Scale};

/// A declared summary table. [`crate::index::pivot`] computes it.
#[derive(Clone, Debug)]
pub struct SummaryTable {
    /// Its key: `data/tables/<key>.csv`.
    pub key: Key,
    /// Its caption.
    pub title: String,
    /// The framework it summarises; `None` for a table over areas.
    pub framework: Option<Id<Framework>>,
    /// The area whose parts it summarises; `None` for a table over a framework.
    pub area: Option<Id<Area>>,
    /// The level whose items are counted or whose facts are shown; `None` for all.
    pub of: Option<usize>,
    /// What the rows are.
    pub rows: Dimension,
    /// What the columns are.
    pub columns: Dimension,
    /// What a cell holds.
    pub cell: CellKind,
    /// Counter of counts, printed in the caption.
    pub unit: String,
    /// The scale whose grades count, where the level has been rated on several.
    pub scale: Option<Id<Scale>>,
    /// Only facts of this period; absent for all.
    pub period: Period,
    /// Whether sums stand at the end of rows and columns.
    pub totals: bool,
    /// Whether the last column minus the first stands beside them, in words.
    pub difference: bool,
    /// Whether shares of the row's total stand beside counts.
    pub shares: bool,
    /// Where it is declared.
    pub span: Span,
}

/// What the rows or columns of a table are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dimension {
    /// The items of a level, in printed order.
    Level(usize),
    /// The grades of the scale.
    Grade,
    /// Fiscal years.
    Year,
    /// Months.
    Month,
    /// Organisations with a part in it or named there; or only those with one role, and of one
    /// kind.
    Organization(Option<Role>, Option<Id<Kind>>),
    /// Series of figures.
    Indicator,
    /// Categories of an axis.
    Axis(Id<Axis>),
    /// The parts of an area; or what lies in it and is of one kind.
    Area(Option<Id<Kind>>),
    /// One row or column for everything.
    All,
}

/// What a cell of a table holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CellKind {
    /// How many items.
    Count,
    /// The printed figure.
    Value,
    /// The grade.
    Grade,
    /// Whether there is a report, and of what sort.
    Report,
    /// How many activities.
    Activities,
    /// How many indicators.
    Indicators,
}

impl CellKind {
    /// The words authors write.
    pub const CHOICES: [(&'static str, CellKind); 6] = [
        ("activities", CellKind::Activities),
        ("count", CellKind::Count),
        ("indicators", CellKind::Indicators),
        ("value", CellKind::Value),
        ("grade", CellKind::Grade),
        ("report", CellKind::Report),
    ];
}

/// The words for [`Dimension`]s without an argument.
pub const DIMENSIONS: [(&str, Dimension); 7] = [
    ("area", Dimension::Area(None)),
    ("grade", Dimension::Grade),
    ("year", Dimension::Year),
    ("month", Dimension::Month),
    ("organization", Dimension::Organization(None, None)),
    ("indicator", Dimension::Indicator),
    ("all", Dimension::All),
];

/// A dimension as it was written: a word, or a word with an argument after a colon.
pub fn split_dimension(text: &Spanned<String>) -> (&str, Option<&str>) {
    match text.split_once(':') {
        Some((word, argument)) => (word, Some(argument)),
        None => (text, None),
    }
}
