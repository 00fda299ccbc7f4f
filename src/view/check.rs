//! Checks of printed figures as pages show them.

use rust_decimal::Decimal;

use crate::index::checks::{Check, REST, Rule, Stated, Table, Working};
use crate::model::entity::Entity;
use crate::model::period::Period;
use crate::parse::japanese::title_html;
use crate::site::route::{Route, route};

use super::common::{CheckView, Link};
use super::format;
use super::here::Here;
use super::statistic::row_anchor;

impl Here<'_> {
    /// A check with its figures in words.
    pub fn check(&self, check: &Check) -> CheckView {
        let model = self.world.model;
        let cites = check.stated.cites(model);
        let unit = check.stated.unit(model);
        let left_out = check.left_out.iter();
        CheckView {
            id: check.id.replace("..", "-").replace('.', "-"),
            link: self.checked(check),
            working: working(check, unit),
            printed: match check.rule {
                // A hundred percent is printed nowhere: it is what all parts are.
                Rule::Whole => String::new(),
                _ => cites.printed.clone(),
            },
            holds: check.holds == Some(true),
            rounded: check.holds == Some(true) && check.expected != check.found,
            judged: check.holds.is_some(),
            left_out: left_out
                .filter_map(|id| self.left_out_of(check, id))
                .collect(),
            source: self.source(cites),
        }
    }

    /// What a check is about: a series, or a row or measure of a statistic.
    fn checked(&self, check: &Check) -> Link {
        let model = self.world.model;
        let (entity, name, part) = match check.of {
            Table::Series(id, breakdown) => {
                let indicator = &model.indicators[id];
                let part = indicator.breakdown_name(breakdown).replace(';', " ");
                (Entity::Indicator(id), indicator.name.clone(), part)
            }
            Table::Statistic(id) => {
                let statistic = &model.statistics[id];
                let part = self.cell_name(check.stated, check.rule == Rule::Whole);
                (Entity::Statistic(id), statistic.name.clone(), part)
            }
        };
        let label = match part.is_empty() {
            true => name,
            false => self.fill("check-name", &[("name", name), ("breakdown", part)]),
        };
        let href = match check.stated {
            Stated::Cell(id, row, _) => {
                let row = row_anchor(&model.statistics[id], row);
                self.href(&Route::place(route(model, entity).path, row))
            }
            Stated::Measurement(_) | Stated::Target(_) => self.href_to(entity),
        };
        Link {
            html: title_html(&label),
            href,
        }
    }

    /// What did not go into a check: a period, a breakdown, a row, or what is not printed at all.
    fn left_out_of(&self, check: &Check, id: &str) -> Option<String> {
        if id == REST {
            return Some(self.word("not-printed-rest"));
        }
        let model = self.world.model;
        if let Table::Statistic(statistic) = check.of {
            return self.cell_named(statistic, id);
        }
        if let Ok(read) = Period::parse(id, None) {
            return Some(self.period(read.period));
        }
        let (indicator, breakdown) = id.split_once('.')?;
        let indicator = &model.indicators[model.indicators.id(indicator)?];
        let found = indicator
            .breakdowns
            .iter()
            .find(|b| b.key.as_str() == breakdown)?;
        Some(found.name.replace(';', " "))
    }
}

/// How a check comes to what it expects: `16+13+23 = 52件`.
fn working(check: &Check, unit: &str) -> String {
    let join = |values: &[Decimal], sign: &str| {
        let all: Vec<String> = values.iter().map(format::number).collect();
        all.join(sign)
    };
    let figure = |value: &Decimal| format!("{}{unit}", format::number(value));
    let expected = figure(&check.expected);
    match &check.working {
        Working::Sum(terms) if check.rule == Rule::Whole => {
            format::sum(terms, &figure(&check.found))
        }
        Working::Sum(terms) => format::sum(terms, &expected),
        Working::Share(part, whole) => format::quotient(part, whole, &expected),
        Working::Formula(_, written) => format!("{written} = {expected}"),
        Working::Bound(values, sign) => format!("{} {sign} {expected}", join(values, ", ")),
    }
}
