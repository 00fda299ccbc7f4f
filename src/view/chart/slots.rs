//! A series laid out on its time axis: a slot for every year or month, also where nothing stands.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::base::key::Id;
use crate::index::series::SeriesKey;
use crate::model::fact::Measurement;
use crate::model::indicator::Indicator;
use crate::model::period::{Period, Unit};
use crate::view::World;

/// More slots than this are no picture for a phone.
const MOST: usize = 24;

/// The rhythm of a series.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Step {
    /// Fiscal years.
    Year,
    /// Months.
    Month,
}

/// What stands in a slot.
#[derive(Clone, Copy, Debug)]
pub enum State<'a> {
    /// A figure.
    Value(&'a Measurement),
    /// A figure of the same measure that another document prints, where the own ones print none.
    Elsewhere(&'a Measurement),
    /// Something that could not be read.
    Unread,
    /// Nothing: the source prints no figure.
    Missing,
    /// Nothing, because what was counted had been stopped.
    Stopped,
}

/// One year or month of a series.
#[derive(Clone, Copy, Debug)]
pub struct Slot<'a> {
    /// When.
    pub period: Period,
    /// What stands there.
    pub state: State<'a>,
}

/// A series on its axis.
#[derive(Clone, Debug)]
pub struct Slots<'a> {
    /// Which series.
    pub key: SeriesKey,
    /// Its rhythm.
    pub step: Step,
    /// Every year or month from the first to the last, in order.
    pub all: Vec<Slot<'a>>,
}

impl<'a> Slot<'a> {
    /// The figure, whichever document prints it.
    pub fn figure(&self) -> Option<&'a Measurement> {
        match self.state {
            State::Value(m) | State::Elsewhere(m) => Some(m),
            _ => None,
        }
    }

    /// The figure of the series' own documents.
    pub fn own(&self) -> Option<&'a Measurement> {
        match self.state {
            State::Value(m) => Some(m),
            _ => None,
        }
    }

    /// The value of the figure.
    pub fn value(&self) -> Option<Decimal> {
        self.figure().and_then(|m| m.figure.value)
    }
}

impl<'a> Slots<'a> {
    /// The figures of the own documents, in order.
    pub fn own(&self) -> impl Iterator<Item = &'a Measurement> + '_ {
        self.all.iter().filter_map(Slot::own)
    }

    /// Positions before which the way of counting changes.
    pub fn breaks(&self) -> Vec<usize> {
        let mut last: Option<&Measurement> = None;
        let mut all = Vec::new();
        for (at, slot) in self.all.iter().enumerate() {
            if let Some(m) = slot.own() {
                if last.is_some_and(|l| l.basis != m.basis) {
                    all.push(at);
                }
                last = Some(m);
            }
        }
        all
    }

    /// How many slots hold nothing that can be drawn.
    pub fn gaps(&self) -> usize {
        let gap = |s: &&Slot<'_>| matches!(s.state, State::Missing | State::Unread);
        self.all.iter().filter(gap).count()
    }
}

/// A place on an axis: a fiscal year, or a month of a calendar year.
type Place = (i32, u8);

/// Every series of an indicator on one axis, in the order of its breakdowns. Empty if none has
/// figures by year or month, or if there are too many of them for a picture.
pub fn of_indicator<'a>(world: World<'a>, id: Id<Indicator>) -> Vec<Slots<'a>> {
    let (model, index) = (world.model, world.index);
    let series: Vec<(SeriesKey, &[usize])> = index.series.of(id).collect();
    let mut keys: Vec<SeriesKey> = series.iter().map(|(key, _)| *key).collect();
    keys.dedup();
    let points = series.iter().flat_map(|(_, points)| points.iter());
    let own: Vec<Period> = points.map(|i| model.measurements[*i].period).collect();
    let stopped = model.indicators[id].stopped;
    let Some((step, axis)) = axis(&own, stopped) else {
        return Vec::new();
    };
    // Another document may reach further: then the axis of the series that it adds to does too.
    let more = |key: SeriesKey| {
        let same = parts(world, key, &keys).into_iter().chain([key]);
        let same = same.flat_map(|key| elsewhere(world, key));
        let all: Vec<Period> = own.iter().copied().chain(same.map(|m| m.period)).collect();
        let longer = self::axis(&all, stopped).filter(|(found, _)| *found == step);
        longer.map_or_else(|| axis.clone(), |(_, axis)| axis)
    };
    let all = keys.iter().map(|key| Slots {
        key: *key,
        step,
        all: fill(world, *key, step, &more(whole(world, *key)), stopped),
    });
    all.collect()
}

/// The series that a series is drawn inside of, or itself.
fn whole(world: World<'_>, key: SeriesKey) -> SeriesKey {
    let whole = world.index.kin.whole_of((key.indicator, key.breakdown));
    SeriesKey {
        breakdown: whole.map_or(key.breakdown, |whole| whole.1),
        ..key
    }
}

/// The series among `keys` that are part of a series.
fn parts(world: World<'_>, key: SeriesKey, keys: &[SeriesKey]) -> Vec<SeriesKey> {
    let all = keys
        .iter()
        .filter(|k| **k != key && whole(world, **k) == key);
    all.copied().collect()
}

/// Every place from the first to the last, in the rhythm that most periods have.
fn axis(periods: &[Period], stopped: Option<Period>) -> Option<(Step, Vec<Place>)> {
    let of = |step| -> BTreeSet<Place> { periods.iter().filter_map(|p| place(*p, step)).collect() };
    let (years, months) = (of(Step::Year), of(Step::Month));
    let (step, mut found) = match months.len() > years.len() {
        true => (Step::Month, months),
        false => (Step::Year, years),
    };
    found.extend(stopped.and_then(|p| place(p, step)));
    let (first, last) = (*found.first()?, *found.last()?);
    let mut axis = vec![first];
    while *axis.last()? < last {
        if axis.len() == MOST {
            return None;
        }
        axis.push(next(*axis.last()?, step));
    }
    Some((step, axis))
}

fn next((year, month): Place, step: Step) -> Place {
    match step {
        Step::Year => (year + 1, 0),
        Step::Month if month == 12 => (year + 1, 1),
        Step::Month => (year, month + 1),
    }
}

fn place(period: Period, step: Step) -> Option<Place> {
    match (step, period.start) {
        (Step::Month, Some(Unit::Month(year, month))) if !period.is_range() => Some((year, month)),
        (Step::Year, Some(Unit::Year(year))) if !period.is_range() => Some((year, 0)),
        _ => None,
    }
}

/// What another document prints of the same measure.
fn elsewhere<'a>(world: World<'a>, key: SeriesKey) -> Vec<&'a Measurement> {
    let mut all = Vec::new();
    if key.area.is_some() || key.organization.is_some() {
        return all;
    }
    for (indicator, breakdown) in world.index.kin.same_as((key.indicator, key.breakdown)) {
        let key = SeriesKey {
            indicator: *indicator,
            breakdown: *breakdown,
            ..key
        };
        all.extend(world.index.series.usable(world.model, key));
    }
    all
}

fn fill<'a>(
    world: World<'a>,
    key: SeriesKey,
    step: Step,
    axis: &[Place],
    stopped: Option<Period>,
) -> Vec<Slot<'a>> {
    let model = world.model;
    let mut found: BTreeMap<Place, State<'a>> = BTreeMap::new();
    // What counts least comes first: the last one that is put in stays.
    for m in elsewhere(world, key) {
        if let Some(at) = place(m.period, step) {
            found.insert(at, State::Elsewhere(m));
        }
    }
    for m in world.index.series.points(key).iter().rev() {
        let m = &model.measurements[*m];
        let Some(at) = place(m.period, step) else {
            continue;
        };
        if m.reading.counts() && m.figure.value.is_some() {
            found.insert(at, State::Value(m));
        } else if !matches!(found.get(&at), Some(State::Value(_))) {
            found.insert(at, State::Unread);
        }
    }
    let end = stopped.and_then(|p| place(p, step));
    let slot = |at: &Place| Slot {
        period: match step {
            Step::Year => Period::year(at.0),
            Step::Month => Period::of(Unit::Month(at.0, at.1)),
        },
        state: match found.get(at) {
            Some(state) => *state,
            None if end.is_some_and(|end| *at >= end) => State::Stopped,
            None => State::Missing,
        },
    };
    axis.iter().map(slot).collect()
}
