//! Indicators: what is counted, in which unit, in which breakdowns.

use crate::model::build::Builder;
use crate::model::errors;
use crate::model::fields::Record;
use crate::model::indicator::{Breakdown, Direction, Indicator, Nature};

use super::insert;
use super::reference::subject;
use super::ties::ties;

/// Reads an indicator.
pub(super) fn indicator(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let subject = subject(b, r, scope, "subject");
    let name = r.required_or_empty("name");
    let unit = r.text_or_empty("unit");
    let nature = r.choice("nature", &Nature::CHOICES).map(|n| n.value);
    let direction = r.choice("direction", &Direction::CHOICES).map(|d| d.value);
    let description = r.prose("description");
    let stopped = r.period("stopped").map(|(p, _)| p.value);
    let ties = ties(r);
    let breakdowns = breakdowns(r);
    let (Some(key), Some(subject)) = (r.key(), subject) else {
        return;
    };
    let row = Indicator {
        key: key.value.clone(),
        subject,
        name,
        unit,
        nature,
        direction,
        stopped,
        breakdowns,
        ties,
        description,
        span: key.span,
    };
    insert(r, &mut b.model.indicators, &key, row, |row| row.span);
}

fn breakdowns(r: &mut Record<'_>) -> Vec<Breakdown> {
    let mut all: Vec<Breakdown> = Vec::new();
    for mut d in r.tables("breakdowns") {
        let name = d.required_or_empty("name");
        let unit = d.text("unit").map(|u| u.value);
        let ties = ties(&mut d);
        if let Some(key) = d.key() {
            match all.iter().find(|b| b.key == key.value) {
                Some(first) => d.diags.push(errors::duplicate_record(
                    key.span,
                    d.kind,
                    key.value.as_str(),
                    first.span,
                )),
                None => all.push(Breakdown {
                    key: key.value,
                    name,
                    unit,
                    ties,
                    span: key.span,
                }),
            }
        }
        r.diags.extend(d.finish().0);
    }
    all
}
