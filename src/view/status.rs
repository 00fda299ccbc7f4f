//! Period, state and as-of: the lines at the head of a page and of a card.

use crate::base::key::Id;
use crate::index::newest::AsOf;
use crate::model::entity::Entity;
use crate::model::framework::Framework;
use crate::model::organization::Subject;
use crate::model::period::{Period, Unit};

use super::common::Status;
use super::here::Here;

/// The lines of a page.
pub fn of_page(here: &Here<'_>, entity: Option<Entity>) -> Vec<Status> {
    let model = here.world.model;
    match entity {
        Some(Entity::Framework(id)) => {
            let f = &model.frameworks[id];
            let level = f.levels.iter().find(|l| l.may_evaluate);
            let (period, printed) = match level {
                Some(level) => (level.period.value, level.period_printed.as_str()),
                None => (f.period.value, f.period_printed.as_str()),
            };
            let mut all = of_framework(here, id, period, printed);
            all.extend(whole(here, f, period));
            if here.world.index.newest.is_provisional(id) {
                all.push(provisional_line(here));
            }
            all
        }
        Some(Entity::Item(id)) => {
            let item = &model.items[id];
            let levels = &model.frameworks[item.framework].levels;
            let level = &levels[item.level];
            // What is not evaluated itself is as far as what is evaluated below it.
            if !level.may_evaluate && levels.iter().any(|l| l.may_evaluate) {
                return of_page(here, Some(Entity::Framework(item.framework)));
            }
            let mut all = of_framework(
                here,
                item.framework,
                level.period.value,
                &level.period_printed,
            );
            if provisional(here, Subject::Item(id)) {
                all.push(provisional_line(here));
            }
            all
        }
        Some(Entity::Indicator(id)) => match model.indicators[id].subject {
            Subject::Item(item) => of_page(here, Some(Entity::Item(item))),
            Subject::Framework(framework) => of_page(here, Some(Entity::Framework(framework))),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// How long the whole runs, where what is evaluated ends before it does.
fn whole(here: &Here<'_>, f: &Framework, evaluated: Period) -> Option<Status> {
    let period = f.period.value;
    if period == evaluated || period.is_absent() {
        return None;
    }
    let printed = match f.period_printed.is_empty() {
        true => String::new(),
        false => here.fill("as-printed", &[("printed", f.period_printed.clone())]),
    };
    let args = [("period", here.period(period)), ("printed", printed)];
    Some(Status {
        kind: "whole".to_owned(),
        label: String::new(),
        text: here.fill("status-whole", &args),
    })
}

fn provisional_line(here: &Here<'_>) -> Status {
    Status {
        kind: "provisional".to_owned(),
        label: String::new(),
        text: here.word("includes-provisional"),
    }
}

/// Whether a subject has figures with the hedge that marks them as not final.
fn provisional(here: &Here<'_>, subject: Subject) -> bool {
    let (model, index) = (here.world.model, here.world.index);
    index.facts.of(subject).indicators.iter().any(|i| {
        let mut points = index.series.of(*i).flat_map(|(_, p)| p.iter());
        points.any(|p| here.is_expected(&model.measurements[*p]))
    })
}

/// Period and state of a framework, for cards and for the head of pages.
pub fn of_framework(
    here: &Here<'_>,
    id: Id<Framework>,
    period: Period,
    printed: &str,
) -> Vec<Status> {
    let model = here.world.model;
    let mut all = Vec::new();
    let text = match printed.is_empty() {
        true => here.period(period),
        false => format!(
            "{}{}",
            here.period(period),
            here.fill("as-printed", &[("printed", printed.to_owned())])
        ),
    };
    let line = |kind: &str, label: &str, text: String| Status {
        kind: kind.to_owned(),
        label: here.word(label),
        text,
    };
    if !text.is_empty() {
        all.push(line("period", "status-period", text));
    }
    if let Some(as_of) = model.settings.as_of {
        let ended = period.last_day().is_some_and(|last| last < as_of);
        let word = if ended {
            "state-ended"
        } else {
            "state-running"
        };
        all.push(line("state", "status-state", here.word(word)));
    }
    if let Some(text) = as_of(here, id) {
        all.push(line("as-of", "status-as-of", text));
    }
    all
}

/// The same in the fewest words, for the cards of the first page: western years only.
pub fn of_card(here: &Here<'_>, id: Id<Framework>, period: Period) -> Vec<Status> {
    let mut all = of_framework(here, id, period, "");
    for line in &mut all {
        match line.kind.as_str() {
            "period" => line.text = years(here, period).unwrap_or(std::mem::take(&mut line.text)),
            "as-of" => {
                let world = here.world;
                if let Some(AsOf::Year(year)) = world.index.newest.as_of(world.model, id) {
                    let last = years(here, year).unwrap_or_default();
                    line.text = here.fill("as-of-year", &[("period", last)]);
                }
            }
            _ => {}
        }
    }
    all
}

/// Fiscal years by their western numbers: `2017〜2021年度`; `None` for other periods.
fn years(here: &Here<'_>, period: Period) -> Option<String> {
    let year = |unit: Option<Unit>| match unit {
        Some(Unit::Year(year)) => Some(year.to_string()),
        _ => None,
    };
    let (first, last) = (year(period.start), year(period.end));
    let (word, first, last) = match (first, last) {
        (Some(first), Some(last)) if first == last => ("card-year", first, last),
        (Some(first), Some(last)) => ("card-years", first, last),
        (Some(first), None) if period.end.is_none() => ("card-years-from", first, String::new()),
        _ => return None,
    };
    Some(here.fill(word, &[("first", first), ("last", last)]))
}

/// As of when a framework is known, in words.
fn as_of(here: &Here<'_>, id: Id<Framework>) -> Option<String> {
    let world = here.world;
    let (word, period) = match world.index.newest.as_of(world.model, id)? {
        AsOf::Published(day) => ("as-of-document", month_of(day)),
        AsOf::Month(month) => ("as-of", month),
        AsOf::Year(year) => ("as-of-year", year),
    };
    Some(here.fill(word, &[("period", here.period(period))]))
}

/// The month of a day: a card needs no more.
fn month_of(period: Period) -> Period {
    match period.start {
        Some(Unit::Day(date)) => Period::of(Unit::Month(date.year(), date.month())),
        _ => period,
    }
}
