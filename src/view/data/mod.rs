//! Open data: the rows of every file under `data/`, a stable, documented contract.
//!
//! Columns are those of the data contract, in its order. A kind without rows still has its header.

mod facts;
mod more;
mod sources;
mod things;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::index::pivot::Grid;
use crate::model::document::Citation;
use crate::model::period::{Date, Period};
use crate::parse::prose::Prose;
use crate::site::route::Route;

use super::World;
use super::common::FigureView;
use super::here::Here;
use super::page::Body;
use super::prose::plain;

/// All data files.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct DataView {
    /// The files of the data contract.
    pub files: Vec<DataFileView>,
    /// The summary tables.
    pub tables: Vec<DataFileView>,
}

/// One data file.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct DataFileView {
    /// Where it is.
    pub href: String,
    /// Its name.
    pub name: String,
    /// What it holds.
    pub title: String,
    /// How many rows it has; `None` where it is known only after all pages are made.
    pub rows: Option<usize>,
}

/// Rows of a data file, each made when it is asked for.
pub type Rows<'a> = Box<dyn Iterator<Item = Vec<String>> + 'a>;

/// One data file.
pub struct DataFile<'a> {
    /// Its name without `.csv`; `tables/<key>` for a summary table.
    pub name: String,
    /// Its columns.
    pub columns: &'static [&'static str],
    /// Its rows, each as long as `columns`.
    pub rows: Rows<'a>,
}

/// A kind of data file: its name, its columns, how its rows are made.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [&'static str],
    /// How many rows there are, where that is known without making them.
    pub(crate) count: Option<fn(World<'_>) -> usize>,
    pub(crate) rows: for<'a> fn(World<'a>) -> Rows<'a>,
}

/// The files of the contract, in its order.
const KINDS: &[Kind] = &[
    things::FRAMEWORKS,
    things::LEVELS,
    things::SCALES,
    things::STAGES,
    things::CATEGORIES,
    things::ITEMS,
    facts::INVOLVEMENTS,
    facts::EVALUATIONS,
    things::INDICATORS,
    facts::MEASUREMENTS,
    facts::TARGETS,
    facts::REPORTS,
    things::ORGANIZATIONS,
    things::AREAS,
    things::TOPICS,
    facts::MENTIONS,
    more::ACTIVITIES,
    more::MEETINGS,
    more::MEETING_TOPICS,
    more::SURVEYS,
    more::STATISTICS,
    things::DOCUMENTS,
    sources::RELATIONS,
    sources::DISCREPANCIES,
    sources::DISCREPANCY_PLACES,
    sources::CHECKS,
    sources::PAGES,
];

/// Columns of `derived.csv`, whose rows are known when all pages are made.
const DERIVED: &[&str] = &[
    "figure_id",
    "page",
    "value",
    "unit",
    "qualifier",
    "formula",
    "numerator",
    "denominator",
    "left_out",
    "inputs",
];

/// Columns of every `tables/<key>.csv`.
const TABLE: &[&str] = &[
    "row_id",
    "row",
    "column_id",
    "column",
    "cell",
    "value",
    "unit",
    "numerator",
    "denominator",
];

/// How many data files there are without `derived.csv`.
pub fn count(world: World<'_>) -> usize {
    KINDS.len() + world.index.grids.len()
}

/// One data file by its place among all of them, summary tables last.
pub fn file(world: World<'_>, place: usize) -> DataFile<'_> {
    match KINDS.get(place) {
        Some(kind) => DataFile {
            name: kind.name.to_owned(),
            columns: kind.columns,
            rows: (kind.rows)(world),
        },
        None => table(world, &world.index.grids[place - KINDS.len()]),
    }
}

fn table<'a>(world: World<'a>, grid: &Grid) -> DataFile<'a> {
    let here = Here::new(world, "");
    let rows = here.table_rows(grid).into_iter().map(|row| row.0.to_vec());
    DataFile {
        name: format!("tables/{}", world.model.tables[grid.table].key),
        columns: TABLE,
        rows: Box::new(rows),
    }
}

/// `derived.csv`: one row a page and figure, from the figures that the pages printed.
pub fn derived<'a>(pages: impl Iterator<Item = (&'a str, &'a [FigureView])> + 'a) -> DataFile<'a> {
    let figures = pages.flat_map(|(page, all)| all.iter().map(move |figure| (page, figure)));
    let rows = figures.map(|(page, figure)| {
        let r = figure.row.clone();
        vec![
            format!("{page}#{}", figure.id),
            page.to_owned(),
            r.value,
            r.unit,
            r.qualifier,
            r.formula,
            r.numerator,
            r.denominator,
            r.left_out,
            r.inputs,
        ]
    });
    DataFile {
        name: "derived".to_owned(),
        columns: DERIVED,
        rows: Box::new(rows),
    }
}

/// The body of the page of all data files.
pub fn body(here: &mut Here<'_>) -> Body {
    let world = here.world;
    let describe = |name: &str, title: String, rows: Option<usize>| DataFileView {
        href: here.href(&Route::page(format!("data/{name}.csv"))),
        name: format!("{name}.csv"),
        title,
        rows,
    };
    let mut files: Vec<DataFileView> = KINDS
        .iter()
        .map(|kind| {
            let title = world.words.text("data-files", kind.name).to_owned();
            let rows = kind
                .count
                .map_or_else(|| (kind.rows)(world).count(), |count| count(world));
            describe(kind.name, title, Some(rows))
        })
        .collect();
    files.push(describe(
        "derived",
        world.words.text("data-files", "derived").to_owned(),
        None,
    ));
    files.push(DataFileView {
        href: here.href(&Route::page("data/site.json")),
        name: "site.json".to_owned(),
        title: world.words.text("data-files", "site").to_owned(),
        rows: None,
    });
    let tables = world.index.grids.iter().map(|grid| {
        let table = &world.model.tables[grid.table];
        let rows = here.table_rows(grid).len();
        describe(
            &format!("tables/{}", table.key),
            table.title.clone(),
            Some(rows),
        )
    });
    let tables = tables.collect();
    Body::Data(DataView { files, tables })
}

/// A yes or no as data files hold it.
pub(crate) fn flag(value: bool) -> String {
    value.to_string()
}

/// Several values in one cell.
pub(crate) fn join(values: impl IntoIterator<Item = String>) -> String {
    values.into_iter().collect::<Vec<_>>().join(";")
}

/// A period as data files hold it: its id, its first day, its last day.
pub(crate) fn period(period: Period) -> [String; 3] {
    let day = |day: Option<Date>| day.map(|d| d.to_string()).unwrap_or_default();
    [period.id(), day(period.first_day()), day(period.last_day())]
}

/// The document and the place of a fact.
pub(crate) fn source(world: World<'_>, cites: &Citation) -> [String; 2] {
    let document = &world.model.documents[cites.document];
    [document.key.to_string(), cites.place.clone()]
}

/// Prose as one line: a cell of a data file holds no line break.
pub(crate) fn line(world: World<'_>, prose: Option<&Prose>) -> String {
    let text = prose.map(|p| plain(world, p)).unwrap_or_default();
    text.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A figure's value, digits only; empty if there is none.
pub(crate) fn number(value: Option<Decimal>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}
