//! Which series are drawn, and how: after what they are, not after what looks well.
//!
//! Nothing is drawn of fewer than three figures, of figures that are all the same, or where more
//! than a third is missing. Then the sentence and the table say it.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::key::Id;
use crate::index::series::SeriesKey;
use crate::model::fact::{Each, Target};
use crate::model::indicator::{Indicator, Nature};
use crate::model::organization::Subject;
use crate::view::World;
use crate::view::here::Here;

use super::columns::{self, Column, Goal};
use super::slots::{self, Slots, State, Step};
use super::{ChartView, FigureBlock, Picture, line};

/// The fewest figures that are drawn.
const FEWEST: usize = 3;

/// A series that is drawn, with a part of it, and the promises about it.
struct Drawn<'a, 's> {
    main: &'s Slots<'a>,
    part: Option<&'s Slots<'a>>,
    targets: Vec<&'a Target>,
    columns: Vec<Column>,
    goals: Vec<Goal>,
}

/// What is drawn and said of an indicator, besides its table.
#[derive(Debug)]
pub struct Told {
    charts: Vec<Arc<ChartView>>,
    /// What the series that are not drawn say, plain.
    sentences: Vec<String>,
    /// Whether any series is worth a picture.
    drawable: bool,
}

impl<'a> Here<'a> {
    /// The figures of all indicators of a subject, with pictures.
    pub fn figure_blocks(&mut self, subject: Subject) -> Vec<FigureBlock> {
        let indicators = self.world.index.facts.of(subject).indicators.iter();
        indicators.filter_map(|i| self.figure_block(*i)).collect()
    }

    /// The figures of an indicator, with pictures; `None` if it has no figures.
    pub fn figure_block(&mut self, id: Id<Indicator>) -> Option<FigureBlock> {
        let table = self.figures_table(id)?;
        let told = self.told(id);
        Some(FigureBlock {
            charts: told.charts.clone(),
            sentences: told.sentences.clone(),
            table,
        })
    }

    /// Whether a picture is made of any series of an indicator.
    pub fn is_drawn(&self, id: Id<Indicator>) -> bool {
        self.told(id).drawable
    }

    /// What is drawn and said of an indicator. It is the same on every page.
    fn told(&self, id: Id<Indicator>) -> Arc<Told> {
        self.world.shared.told(id, || {
            let all = slots::of_indicator(self.world, id);
            let (charts, told) = self.charts(&all);
            let rest = all.iter().filter(|s| !told.contains(&s.key));
            let named = all.len() > 1;
            Told {
                charts: charts.into_iter().map(Arc::new).collect(),
                sentences: rest.filter_map(|s| self.named_sentence(s, named)).collect(),
                drawable: all.iter().any(is_drawable),
            }
        })
    }

    /// The pictures of an indicator, those with a target first, and the series that they tell of.
    fn charts(&self, all: &[Slots<'a>]) -> (Vec<ChartView>, BTreeSet<SeriesKey>) {
        let mut drawn: Vec<Drawn<'a, '_>> = Vec::new();
        for main in all.iter().filter(|s| self.whole_among(s, all).is_none()) {
            let part = all
                .iter()
                .find(|s| self.whole_among(s, all).is_some_and(|w| w.key == main.key));
            if is_drawable(main) || part.is_some_and(is_drawable) {
                drawn.push(self.prepare(main, part));
            }
        }
        drawn.sort_by_key(|d| d.goals.is_empty());
        let mut told = BTreeSet::new();
        let mut charts = Vec::new();
        for one in &drawn {
            let Some((kind, picture)) = picture(one, &reach(self.world, one, &drawn)) else {
                continue;
            };
            let Some(telling) = self.telling(one.part.unwrap_or(one.main), &one.targets) else {
                continue;
            };
            told.insert(one.main.key);
            told.extend(one.part.map(|p| p.key));
            let id = format!("c-{}", self.series_id(one.main.key).replace('.', "-"));
            charts.push(ChartView {
                kind: kind.to_owned(),
                name: self.chart_name(one.main, one.part),
                finding: telling.finding,
                sentence: telling.sentence,
                picture: picture.drawn(&id),
                id,
                legend: self.chart_legend(one.main, one.part, &one.goals),
            });
        }
        (charts, told)
    }

    /// The series among `all` that a series is a part of, counted for the same area and body.
    fn whole_among<'s>(&self, part: &Slots<'a>, all: &'s [Slots<'a>]) -> Option<&'s Slots<'a>> {
        let key = part.key;
        let whole = self
            .world
            .index
            .kin
            .whole_of((key.indicator, key.breakdown))?;
        all.iter().find(|s| {
            s.key
                == SeriesKey {
                    breakdown: whole.1,
                    ..key
                }
        })
    }

    fn prepare<'s>(&self, main: &'s Slots<'a>, part: Option<&'s Slots<'a>>) -> Drawn<'a, 's> {
        let targets = self.series_targets(main);
        let goals = targets.iter().filter_map(|t| self.goal(t)).collect();
        Drawn {
            main,
            part,
            columns: self.columns(main, part),
            targets,
            goals,
        }
    }

    /// The promises with a figure that hold for each slot of a series.
    fn series_targets(&self, slots: &Slots<'a>) -> Vec<&'a Target> {
        let (model, kin) = (self.world.model, &self.world.index.kin);
        let indicator = &model.indicators[slots.key.indicator];
        let each = match slots.step {
            Step::Year => Each::Year,
            Step::Month => Each::Month,
        };
        let unit = slots.own().next().map(|m| m.figure.unit.as_str());
        let targets = kin.targets(slots.key.indicator).iter();
        let all = targets.map(|i| &model.targets[*i]);
        all.filter(|t| {
            let lasting = t.each.is_none() && indicator.nature.is_some_and(|n| n != Nature::Flow);
            t.breakdown == slots.key.breakdown
                && t.reading.counts()
                && t.figure.value.is_some()
                && Some(t.figure.unit.as_str()) == unit
                && (t.each == Some(each) || lasting)
        })
        .collect()
    }
}

/// Whether a series is worth a picture.
pub fn is_drawable(slots: &Slots<'_>) -> bool {
    let own: Vec<_> = slots.own().collect();
    let values: Vec<Option<Decimal>> = own.iter().map(|m| m.figure.value).collect();
    let same = values.windows(2).all(|w| w[0] == w[1]);
    let alike = own.windows(2).all(|w| w[0].figure.unit == w[1].figure.unit);
    let ranges = own.iter().any(|m| m.figure.value_to.is_some());
    own.len() >= FEWEST && !same && alike && !ranges && slots.gaps() * 3 <= slots.all.len()
}

/// The values of all pictures with the same unit: they share one scale.
fn reach(world: World<'_>, one: &Drawn<'_, '_>, all: &[Drawn<'_, '_>]) -> Vec<Decimal> {
    let unit = |d: &Drawn<'_, '_>| {
        let key = d.main.key;
        world.model.indicators[key.indicator]
            .unit_of(key.breakdown)
            .to_owned()
    };
    let own = unit(one);
    let alike = all.iter().filter(|d| unit(d) == own);
    alike
        .flat_map(|d| columns::reach(&d.columns, &d.goals))
        .collect()
}

fn picture(one: &Drawn<'_, '_>, reach: &[Decimal]) -> Option<(&'static str, Picture)> {
    match one.main.step {
        Step::Month => line::draw(&one.columns, &one.goals, reach).map(|p| ("line", p)),
        Step::Year => {
            let upright = columns::draw(&one.columns, &one.goals, reach);
            let upright = upright.map(|p| ("columns", p));
            upright.or_else(|| super::bars::draw(&one.columns, reach).map(|p| ("bars", p)))
        }
    }
}

/// Whether something of a series stands in another document.
pub(super) fn elsewhere(slots: &Slots<'_>) -> bool {
    slots
        .all
        .iter()
        .any(|s| matches!(s.state, State::Elsewhere(_)))
}
