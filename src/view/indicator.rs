//! The page of an indicator: its figures, the proof of its totals, where it is used.

use serde::Serialize;

use crate::base::key::Id;
use crate::index::checks::{Check, Table};
use crate::model::entity::Entity;
use crate::model::indicator::{Direction, Indicator, Nature};

use super::chart::FigureBlock;
use super::common::{CheckView, Link, Related, Status, TargetView};
use super::here::Here;
use super::page::Body;

/// A series of figures.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct IndicatorView {
    /// What it measures something of.
    pub subject: Link,
    /// Unit, nature, direction, in words.
    pub facts: Vec<Status>,
    /// The figures: pictures, sentences, the table.
    pub figures: Option<FigureBlock>,
    /// Stated totals that were recomputed.
    pub checks: Vec<CheckView>,
    /// Promises held against it.
    pub targets: Vec<TargetView>,
    /// Pages that use it.
    pub used_on: Vec<Related>,
}

/// The body of an indicator's page.
pub fn body(here: &mut Here<'_>, id: Id<Indicator>) -> Body {
    let (model, index) = (here.world.model, here.world.index);
    let indicator = &model.indicators[id];
    let own = |c: &&Check| matches!(c.of, Table::Series(own, _) if own == id) && c.is_shown();
    let targets = index.kin.targets(id).iter().map(|i| &model.targets[*i]);
    let targets: Vec<_> = targets.collect();
    let figures = here.figure_block(id);
    Body::Indicator(Box::new(IndicatorView {
        subject: here.link(indicator.subject.into()),
        facts: facts(here, indicator),
        figures,
        checks: index
            .checks
            .iter()
            .filter(own)
            .map(|c| here.check(c))
            .collect(),
        targets: targets.into_iter().map(|t| here.target(t)).collect(),
        used_on: used_on(here, id),
    }))
}

fn facts(here: &Here<'_>, indicator: &Indicator) -> Vec<Status> {
    let words = here.world.words;
    let nature = match indicator.nature {
        Some(Nature::Flow) => "nature-flow",
        Some(Nature::Stock) => "nature-stock",
        Some(Nature::Cumulative) => "nature-cumulative",
        Some(Nature::Rate) => "nature-rate",
        None => "nature-unknown",
    };
    let direction = match indicator.direction {
        Some(Direction::HigherIsBetter) => "direction-higher",
        Some(Direction::LowerIsBetter) => "direction-lower",
        None => "direction-unknown",
    };
    let unit = match indicator.unit.is_empty() {
        true => here.word("no-unit"),
        false => indicator.unit.clone(),
    };
    let line = |kind: &str, label: &str, text: String| Status {
        kind: kind.to_owned(),
        label: here.word(label),
        text,
    };
    vec![
        line("unit", "label-unit", unit),
        line(
            "nature",
            "label-nature",
            words.text("words", nature).to_owned(),
        ),
        line("direction", "label-direction", here.word(direction)),
    ]
}

/// The pages that show or cite the indicator.
fn used_on(here: &Here<'_>, id: Id<Indicator>) -> Vec<Related> {
    let (model, index) = (here.world.model, here.world.index);
    let subject: Entity = model.indicators[id].subject.into();
    let mut all = vec![Related {
        link: here.link(subject),
        why: here.word("why-subject"),
        badge: here.badge_of(subject),
    }];
    let mut seen = vec![subject];
    for (from, _) in index.links.to(Entity::Indicator(id)) {
        if !seen.contains(&from) {
            seen.push(from);
            all.push(Related {
                link: here.link(from),
                why: here.word("why-linked"),
                badge: here.badge_of(from),
            });
        }
    }
    all
}
