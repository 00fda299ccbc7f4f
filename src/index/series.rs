//! Figures by series and period.

use std::collections::BTreeMap;

use crate::base::key::Id;
use crate::model::Model;
use crate::model::area::Area;
use crate::model::fact::Measurement;
use crate::model::indicator::Indicator;
use crate::model::organization::Organization;
use crate::model::period::Period;

/// What tells one series of an indicator from another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SeriesKey {
    /// The indicator.
    pub indicator: Id<Indicator>,
    /// Position of the breakdown; `None` for the whole.
    pub breakdown: Option<usize>,
    /// The area it was counted in.
    pub area: Option<Id<Area>>,
    /// The body it was counted for.
    pub organization: Option<Id<Organization>>,
}

/// All figures, each series sorted by period and printing.
#[derive(Clone, Default, Debug)]
pub struct SeriesIndex {
    by: BTreeMap<SeriesKey, Vec<usize>>,
}

impl SeriesIndex {
    /// Sorts every figure to its series.
    pub fn build(model: &Model) -> Self {
        let mut by: BTreeMap<SeriesKey, Vec<usize>> = BTreeMap::new();
        for (i, m) in model.measurements.iter().enumerate() {
            by.entry(key_of(m)).or_default().push(i);
        }
        for points in by.values_mut() {
            points.sort_by_key(|i| (model.measurements[*i].period, model.measurements[*i].seq));
        }
        Self { by }
    }

    /// Positions of the figures of one series, by period.
    pub fn points(&self, key: SeriesKey) -> &[usize] {
        self.by.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The series of one indicator, in the order of its breakdowns.
    pub fn of(&self, indicator: Id<Indicator>) -> impl Iterator<Item = (SeriesKey, &[usize])> {
        let from = SeriesKey {
            indicator,
            breakdown: None,
            area: None,
            organization: None,
        };
        self.by
            .range(from..)
            .take_while(move |(key, _)| key.indicator == indicator)
            .map(|(key, points)| (*key, points.as_slice()))
    }

    /// The figures of a series that may enter sums, charts and "latest": readable, one a period.
    ///
    /// Ranges of years are left out: a stated total is no year.
    pub fn usable<'a>(&'a self, model: &'a Model, key: SeriesKey) -> Vec<&'a Measurement> {
        let mut seen: Vec<Period> = Vec::new();
        let all = self.points(key).iter().map(|i| &model.measurements[*i]);
        all.filter(|m| m.reading.counts() && m.figure.value.is_some() && !m.period.is_range())
            .filter(|m| {
                let new = !seen.contains(&m.period);
                seen.push(m.period);
                new
            })
            .collect()
    }
}

/// The series that a figure belongs to.
pub fn key_of(m: &Measurement) -> SeriesKey {
    SeriesKey {
        indicator: m.indicator,
        breakdown: m.breakdown,
        area: m.area,
        organization: m.organization,
    }
}
