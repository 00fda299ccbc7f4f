//! Functions over a series of figures: value, sum, extremes, first, latest, difference, target.

use rust_decimal::Decimal;

use crate::base::key::Id;
use crate::model::amount;
use crate::model::fact::{Figure, Measurement};
use crate::model::indicator::{Indicator, Nature};
use crate::model::period::{Period, Unit};
use crate::parse::prose::{Argument, Expr};

use super::super::errors;
use super::super::series::SeriesKey;
use super::{Call, Context, Derived, Fault, Outcome, derived, written};

impl Context<'_> {
    /// Evaluates a function of a series.
    pub(super) fn of_series(&self, call: &Call<'_>) -> Result<Derived, Fault> {
        let Some(first) = call.args.iter().find(|a| a.key.is_none()) else {
            let at = call.written.span;
            return Err(Box::new(errors::unknown_series(
                at,
                "",
                self.series_words(),
            )));
        };
        let key = self.series_of(first)?;
        let periods = self.periods(call, first)?;
        match call.function {
            "value" => self.value(call, key, &periods),
            "sum" => self.sum(call, key, &periods),
            "difference" => self.difference(call, key, &periods),
            "target" => self.target(call, key),
            _ => self.chosen(call, key, &periods),
        }
    }

    /// The series that an argument names: a breakdown or an indicator of the page's own subject,
    /// or `indicator` or `indicator.breakdown` by key.
    pub(super) fn series_of(&self, argument: &Argument) -> Result<SeriesKey, Fault> {
        let text = written(&argument.value);
        let plain = |indicator, breakdown| SeriesKey {
            indicator,
            breakdown,
            area: None,
            organization: None,
        };
        for id in self.own_indicators() {
            let indicator = &self.model.indicators[id];
            if let Some(b) = indicator.breakdowns.iter().position(|b| b.name == text) {
                return Ok(plain(id, Some(b)));
            }
            if indicator.name == text {
                return Ok(plain(id, None));
            }
        }
        let (indicator, breakdown) = match text.split_once('.') {
            Some((indicator, breakdown)) => (indicator, Some(breakdown)),
            None => (text.as_str(), None),
        };
        let unknown = || {
            let at = argument.value.span;
            Box::new(errors::unknown_series(at, &text, self.series_words()))
        };
        let id = self
            .model
            .indicator(self.scope, indicator)
            .ok_or_else(unknown)?;
        let all = &self.model.indicators[id].breakdowns;
        let breakdown = match breakdown {
            None => None,
            Some(word) => {
                let named = |b: &crate::model::indicator::Breakdown| {
                    b.key.as_str() == word || b.name == word
                };
                Some(all.iter().position(named).ok_or_else(unknown)?)
            }
        };
        Ok(plain(id, breakdown))
    }

    fn own_indicators(&self) -> Vec<Id<Indicator>> {
        self.scope
            .subject
            .map(|s| self.facts.of(s).indicators.clone())
            .unwrap_or_default()
    }

    /// What could have been meant: the page's own series first, then all keys.
    fn series_words(&self) -> Vec<String> {
        let mut words = Vec::new();
        for id in self.own_indicators() {
            let indicator = &self.model.indicators[id];
            words.push(indicator.name.clone());
            words.extend(indicator.breakdowns.iter().map(|b| b.name.clone()));
        }
        if words.is_empty() {
            words.extend(self.model.indicators.keys().map(ToString::to_string));
        }
        words
    }

    /// The periods among the arguments, in order.
    fn periods(&self, call: &Call<'_>, series: &Argument) -> Result<Vec<Period>, Fault> {
        let mut periods = Vec::new();
        for argument in call.args.iter().filter(|a| !std::ptr::eq(*a, series)) {
            let wanted = match &argument.key {
                None => true,
                Some(key) => self.word("filters", key) == Some("period"),
            };
            let text = match &argument.value.value {
                Expr::Name(text) | Expr::Number(text) => text.as_str(),
                Expr::Call { .. } => "",
            };
            match Period::parse(text, None) {
                Ok(read) if wanted => periods.push(read.period),
                _ => return Err(self.bad_argument(call, argument, Vec::new())),
            }
        }
        Ok(periods)
    }

    /// The figures that may go in: inside the period that the formula names, or else those that
    /// are no later than the text it stands in, so that next year's figures do not change this
    /// year's sentences.
    fn usable(&self, key: SeriesKey, periods: &[Period]) -> Vec<&Measurement> {
        let all = self.series.usable(self.model, key).into_iter();
        all.filter(|m| self.inside(periods, m)).collect()
    }

    fn inside(&self, periods: &[Period], m: &Measurement) -> bool {
        match periods.first() {
            Some(period) => period.contains(&m.period),
            None => {
                let end = self.scope.period.last_day();
                end.is_none_or(|end| m.period.last_day().is_none_or(|day| day <= end))
            }
        }
    }

    fn value(&self, call: &Call<'_>, key: SeriesKey, periods: &[Period]) -> Result<Derived, Fault> {
        let formula = self.text(call, key, periods);
        let wanted = periods.first().copied().unwrap_or_default();
        let found = self
            .series
            .points(key)
            .iter()
            .map(|i| &self.model.measurements[*i])
            .find(|m| m.period == wanted && m.reading.counts() && m.figure.value.is_some());
        match found {
            Some(m) => Ok(derived(
                Outcome::Figure(m.figure.clone()),
                formula,
                vec![m.id.clone()],
            )),
            None => Err(Box::new(errors::no_figure(call.span, &formula))),
        }
    }

    fn sum(&self, call: &Call<'_>, key: SeriesKey, periods: &[Period]) -> Result<Derived, Fault> {
        let indicator = &self.model.indicators[key.indicator];
        if indicator.nature != Some(Nature::Flow) {
            let nature = match indicator.nature {
                Some(Nature::Stock) => "nature-stock",
                Some(Nature::Cumulative) => "nature-cumulative",
                Some(Nature::Rate) => "nature-rate",
                _ => "nature-unknown",
            };
            let fault = errors::not_summable(call.span, &indicator.name, nature, indicator.span);
            return Err(Box::new(fault));
        }
        let formula = self.text(call, key, periods);
        let parts = self.usable(key, periods);
        if parts.is_empty() {
            return Err(Box::new(errors::no_figure(call.span, &formula)));
        }
        if let Some(other) = parts.iter().find(|m| m.figure.unit != parts[0].figure.unit) {
            let (a, b) = (&parts[0].cites.printed, &other.cites.printed);
            return Err(Box::new(errors::mixed_units(
                call.span,
                a,
                b,
                indicator.span,
            )));
        }
        let terms: Vec<Decimal> = parts.iter().filter_map(|m| m.figure.value).collect();
        let figure = Figure {
            value: amount::sum(terms.iter().copied()),
            value_to: None,
            unit: parts[0].figure.unit.clone(),
            qualifiers: inherited(&parts),
        };
        let ids = parts.iter().map(|m| m.id.clone()).collect();
        let numerator = figure.value;
        Ok(Derived {
            numerator,
            left_out: self.left_out(key, periods, &parts),
            terms,
            ..derived(Outcome::Figure(figure), formula, ids)
        })
    }

    /// Rows of the series that did not go in, and years that are not printed: those between the
    /// figures, and those at the edges of the years that are known to be meant.
    fn left_out(&self, key: SeriesKey, periods: &[Period], parts: &[&Measurement]) -> Vec<String> {
        let all = self
            .series
            .points(key)
            .iter()
            .map(|i| &self.model.measurements[*i]);
        let inside = |m: &&Measurement| self.inside(periods, m);
        let mut out: Vec<String> = all
            .filter(inside)
            .filter(|m| !m.period.is_range() && parts.iter().all(|p| p.id != m.id))
            .map(|m| m.id.clone())
            .collect();
        let years: Vec<i32> = parts
            .iter()
            .filter_map(|m| m.period.single_year())
            .collect();
        if let (Some(first), Some(last)) = (years.iter().min(), years.iter().max()) {
            let (from, until) = self.edges(key, periods);
            let wanted = from.unwrap_or(*first).min(*first)..=until.unwrap_or(*last).max(*last);
            let out_of = |year: &i32| {
                let id = Period::year(*year);
                !years.contains(year) && !out.iter().any(|m| self.is_of(m, id))
            };
            let missing: Vec<String> = wanted
                .filter(out_of)
                .map(|y| Period::year(y).id())
                .collect();
            out.extend(missing);
        }
        out
    }

    /// Whether a row is of a period.
    fn is_of(&self, id: &str, period: Period) -> bool {
        let row = self.facts.measurement(self.model, id);
        row.is_some_and(|m| m.period == period)
    }

    /// The first and last year that a sum is of, where they are known: those of the period that
    /// the formula names, or else of the plan, as far as the text's period or the site's day goes.
    fn edges(&self, key: SeriesKey, periods: &[Period]) -> (Option<i32>, Option<i32>) {
        let year = |unit: Option<Unit>| unit.and_then(|unit| Period::of(unit).single_year());
        if let Some(period) = periods.first() {
            return (year(period.start), year(period.end));
        }
        let Some(plan) = self
            .model
            .years_of(self.model.indicators[key.indicator].subject)
        else {
            return (None, None);
        };
        let (from, until) = (year(plan.start), year(plan.end));
        let end = self.scope.period.last_day().or(self.model.settings.as_of);
        let over = |year: &i32| end.is_some_and(|day| Period::year(*year).last_day() <= Some(day));
        let until = until.and_then(|last| (from.unwrap_or(last)..=last).rev().find(over));
        (from, until)
    }

    fn difference(
        &self,
        call: &Call<'_>,
        key: SeriesKey,
        periods: &[Period],
    ) -> Result<Derived, Fault> {
        let formula = self.text(call, key, periods);
        let at = |period: Option<&Period>| {
            let wanted = period.copied().unwrap_or_default();
            self.series
                .usable(self.model, key)
                .into_iter()
                .find(|m| m.period == wanted)
        };
        let (earlier, later) = (at(periods.first()), at(periods.get(1)));
        let (Some(earlier), Some(later)) = (earlier, later) else {
            return Err(Box::new(errors::no_figure(call.span, &formula)));
        };
        let (Some(a), Some(b)) = (earlier.figure.value, later.figure.value) else {
            return Err(Box::new(errors::no_figure(call.span, &formula)));
        };
        let Some(difference) = amount::difference(a, b) else {
            return Err(Box::new(errors::no_figure(call.span, &formula)));
        };
        let hedges = inherited(&[earlier, later]);
        let result = Outcome::Difference(difference, later.figure.unit.clone(), hedges);
        Ok(Derived {
            terms: vec![b, -a],
            ..derived(result, formula, vec![later.id.clone(), earlier.id.clone()])
        })
    }

    /// First, latest, largest, smallest, and the years of the extremes.
    fn chosen(
        &self,
        call: &Call<'_>,
        key: SeriesKey,
        periods: &[Period],
    ) -> Result<Derived, Fault> {
        let formula = self.text(call, key, periods);
        let all = self.usable(key, periods);
        let value = |m: &&&Measurement| m.figure.value;
        let best = match call.function {
            "first" => all.first(),
            "latest" => all.last(),
            "max" | "max-year" => all.iter().max_by_key(value),
            _ => all.iter().min_by_key(value),
        };
        let Some(best) = best else {
            return Err(Box::new(errors::no_figure(call.span, &formula)));
        };
        let equal: Vec<&&Measurement> = match call.function {
            "first" | "latest" => vec![best],
            _ => all
                .iter()
                .filter(|m| m.figure.value == best.figure.value)
                .collect(),
        };
        let result = match call.function {
            "max-year" | "min-year" => Outcome::Periods(equal.iter().map(|m| m.period).collect()),
            _ => Outcome::Figure(self.plainest(&equal, best)),
        };
        Ok(derived(
            result,
            formula,
            all.iter().map(|m| m.id.clone()).collect(),
        ))
    }

    /// Of figures with one value, the one that is hedged least: a maximum that a final figure
    /// reaches is no mere expectation.
    fn plainest(&self, equal: &[&&Measurement], best: &Measurement) -> Figure {
        let plain = equal.iter().min_by_key(|m| m.figure.qualifiers.len());
        plain.map_or_else(|| best.figure.clone(), |m| m.figure.clone())
    }

    fn target(&self, call: &Call<'_>, key: SeriesKey) -> Result<Derived, Fault> {
        let formula = self.text(call, key, &[]);
        let found: Vec<_> = self
            .model
            .targets
            .iter()
            .filter(|t| t.indicator == Some(key.indicator) && t.figure.value.is_some())
            .filter(|t| t.breakdown == key.breakdown || t.breakdown.is_none())
            .collect();
        match found.as_slice() {
            [t] => Ok(derived(
                Outcome::Printed(t.cites.printed.clone(), t.figure.clone()),
                formula,
                vec![t.id.clone()],
            )),
            _ => Err(Box::new(errors::no_figure(call.span, &formula))),
        }
    }

    fn text(&self, call: &Call<'_>, key: SeriesKey, periods: &[Period]) -> String {
        let indicator = &self.model.indicators[key.indicator];
        let breakdown = key
            .breakdown
            .map(|b| format!(".{}", indicator.breakdowns[b].key));
        let series = format!("{}{}", indicator.key, breakdown.unwrap_or_default());
        let periods: String = periods.iter().map(|p| format!(", {}", p.id())).collect();
        format!("{}({series}{periods})", call.function)
    }
}

/// A derived figure inherits every hedge of what went in, each once.
fn inherited(parts: &[&Measurement]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in parts.iter().flat_map(|m| &m.figure.qualifiers) {
        if !words.contains(word) {
            words.push(word.clone());
        }
    }
    words
}
