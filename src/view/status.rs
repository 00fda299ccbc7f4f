//! Period, state and as-of: the lines at the head of a page and of a card.

use crate::base::key::Id;
use crate::model::entity::Entity;
use crate::model::fact::ReportKind;
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
            of_framework(here, id, period, printed)
        }
        Some(Entity::Item(id)) => {
            let item = &model.items[id];
            let level = &model.frameworks[item.framework].levels[item.level];
            let mut all = of_framework(
                here,
                item.framework,
                level.period.value,
                &level.period_printed,
            );
            if provisional(here, Subject::Item(id)) {
                all.push(Status {
                    kind: "provisional".to_owned(),
                    label: String::new(),
                    text: here.word("includes-provisional"),
                });
            }
            all
        }
        _ => Vec::new(),
    }
}

/// Whether a subject has figures with the hedge that marks them as not final.
fn provisional(here: &Here<'_>, subject: Subject) -> bool {
    let (model, index) = (here.world.model, here.world.index);
    let words = here.world.words.text("page", "provisional-words");
    let hedged = |q: &String| words.split('|').any(|w| w == q);
    index.facts.of(subject).indicators.iter().any(|i| {
        let mut points = index.series.of(*i).flat_map(|(_, p)| p.iter());
        points.any(|p| model.measurements[*p].figure.qualifiers.iter().any(hedged))
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
    let newest = newest(here, id);
    if let Some(newest) = newest {
        all.push(line("as-of", "status-as-of", newest));
    }
    all
}

/// The newest month that a framework's facts speak of, where it reports month by month.
fn newest(here: &Here<'_>, id: Id<Framework>) -> Option<String> {
    let model = here.world.model;
    let own = |s: Subject| model.framework_of(s) == Some(id);
    let reports = model
        .reports
        .iter()
        .filter(|r| own(r.subject) && r.kind == ReportKind::Progress);
    let months = reports
        .filter(|r| matches!(r.period.end, Some(Unit::Month(..))))
        .map(|r| r.period);
    let newest = months.max()?;
    Some(here.fill("as-of", &[("period", here.period(newest))]))
}
