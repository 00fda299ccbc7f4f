//! Printed figures as checks see them: the one that is held to a rule, and those that went in.

use crate::base::key::Id;
use crate::model::Model;
use crate::model::document::Citation;
use crate::model::fact::Measurement;
use crate::model::indicator::Indicator;
use crate::model::organization::Subject;
use crate::model::statistic::{Statistic, StatisticCell};

/// The printed figure that a check is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stated {
    /// Position in `model.measurements`.
    Measurement(usize),
    /// Position in `model.targets`.
    Target(usize),
    /// A statistic, and the positions of row and measure in it.
    Cell(Id<Statistic>, usize, usize),
}

impl Stated {
    /// Where it is printed, and how.
    pub fn cites(self, model: &Model) -> &Citation {
        match self {
            Stated::Measurement(i) => &model.measurements[i].cites,
            Stated::Target(i) => &model.targets[i].cites,
            Stated::Cell(id, row, measure) => {
                let statistic = &model.statistics[id];
                let cell = statistic.cell(row, measure);
                cell.map_or(&statistic.cites, |cell| &cell.cites)
            }
        }
    }

    /// Its counter; empty where none is printed.
    pub fn unit(self, model: &Model) -> &str {
        match self {
            Stated::Measurement(i) => &model.measurements[i].figure.unit,
            Stated::Target(i) => &model.targets[i].figure.unit,
            Stated::Cell(id, row, measure) => {
                let statistic = &model.statistics[id];
                let cell = statistic.cell(row, measure);
                cell.map_or("", |cell| statistic.unit(cell, measure))
            }
        }
    }

    /// What it is about, the nearest first.
    pub(in crate::index::checks) fn subjects(self, model: &Model) -> Vec<Subject> {
        match self {
            Stated::Measurement(i) => {
                vec![model.indicators[model.measurements[i].indicator].subject]
            }
            Stated::Target(i) => vec![model.targets[i].subject],
            Stated::Cell(id, row, _) => {
                let statistic = &model.statistics[id];
                let area = statistic.rows.get(row).and_then(|row| row.area);
                let areas = area.into_iter().chain(statistic.city);
                let own = statistic.subjects.iter().copied();
                own.chain(areas.map(Subject::Area)).collect()
            }
        }
    }

    pub(super) fn id(self, model: &Model) -> &str {
        match self {
            Stated::Measurement(i) => &model.measurements[i].id,
            Stated::Target(i) => &model.targets[i].id,
            Stated::Cell(id, row, measure) => {
                let cell = model.statistics[id].cell(row, measure);
                cell.map_or("", |cell| &cell.id)
            }
        }
    }
}

/// Where a figure stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Table {
    /// In a series: an indicator, and its breakdown.
    Series(Id<Indicator>, Option<usize>),
    /// In a statistic.
    Statistic(Id<Statistic>),
}

impl Table {
    /// Whether it lacks figures because of faults.
    pub(super) fn is_poisoned(&self, model: &Model) -> bool {
        match self {
            Table::Series(id, _) => model.poisoned.indicators.contains(id),
            Table::Statistic(id) => model.poisoned.statistics.contains(id),
        }
    }
}

/// A figure that went into a check.
#[derive(Clone, Copy, Debug)]
pub(in crate::index::checks) struct Part<'a> {
    pub(in crate::index::checks) id: &'a str,
    pub(in crate::index::checks) cites: &'a Citation,
    pub(in crate::index::checks) of: Table,
}

impl<'a> From<&'a Measurement> for Part<'a> {
    fn from(m: &'a Measurement) -> Self {
        Self {
            id: &m.id,
            cites: &m.cites,
            of: Table::Series(m.indicator, m.breakdown),
        }
    }
}

impl<'a> Part<'a> {
    /// A cell of a statistic.
    pub(in crate::index::checks) fn cell(id: Id<Statistic>, cell: &'a StatisticCell) -> Self {
        Self {
            id: &cell.id,
            cites: &cell.cites,
            of: Table::Statistic(id),
        }
    }
}
