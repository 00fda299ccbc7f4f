//! Sentences generated from a series: latest value, run or extremes. Only what is true; no cause,
//! no adjective, and no better or worse.

use rust_decimal::Decimal;

use crate::index::series::SeriesKey;
use crate::model::fact::Measurement;

use super::format;
use super::here::Here;

impl Here<'_> {
    /// One sentence about a series; `None` if fewer than two of its figures can be compared.
    pub fn series_sentence(&self, key: SeriesKey) -> Option<String> {
        let (model, index) = (self.world.model, self.world.index);
        let points = index.series.usable(model, key);
        let indicator = &model.indicators[key.indicator];
        let name = match indicator.breakdown_name(key.breakdown) {
            "" => indicator.name.clone(),
            name => name.replace(';', " "),
        };
        // A change of definition breaks the series: only its last part is compared.
        let basis = &points.last()?.basis;
        let start = points
            .iter()
            .rposition(|m| m.basis != *basis)
            .map_or(0, |i| i + 1);
        let points = &points[start..];
        let dated = points.iter().all(|m| !m.period.is_absent());
        if points.len() < 2 || !dated || points.iter().any(|m| m.figure.value_to.is_some()) {
            return None;
        }
        let (first, last) = (points.first()?, points.last()?);
        let steps = steps(points);
        let args = |rest: Vec<(&'static str, String)>| {
            let mut all = vec![
                ("name", name.clone()),
                ("first", self.amount(first)),
                ("first-period", self.period(first.period)),
                ("last", self.amount(last)),
                ("last-period", self.period(last.period)),
                ("steps", steps.len().to_string()),
            ];
            all.extend(rest);
            all
        };
        let word = if steps.iter().all(|s| s.is_zero()) {
            "sentence-same"
        } else if steps.len() > 1 && steps.iter().all(|s| s.is_sign_positive() && !s.is_zero()) {
            "sentence-rising"
        } else if steps.len() > 1 && steps.iter().all(|s| s.is_sign_negative()) {
            "sentence-falling"
        } else if points.len() == 2 {
            let word = if steps[0].is_sign_positive() {
                "sentence-more"
            } else {
                "sentence-less"
            };
            let change = self.difference(&steps[0]);
            return Some(self.fill(word, &args(vec![("change", change)])));
        } else {
            let (most, least) = (self.extreme(points, true)?, self.extreme(points, false)?);
            let rest = vec![
                ("most", most.1),
                ("most-periods", most.0),
                ("least", least.1),
                ("least-periods", least.0),
            ];
            return Some(self.fill("sentence-extremes", &args(rest)));
        };
        Some(self.fill(word, &args(Vec::new())))
    }

    fn amount(&self, m: &Measurement) -> String {
        format::figure(&m.figure)
    }

    /// The periods of the largest or smallest figure, ties named, and the figure.
    fn extreme(&self, points: &[&Measurement], largest: bool) -> Option<(String, String)> {
        let values = points.iter().filter_map(|m| m.figure.value);
        let wanted = if largest { values.max() } else { values.min() }?;
        let hits: Vec<&&Measurement> = points
            .iter()
            .filter(|m| m.figure.value == Some(wanted))
            .collect();
        let periods: Vec<String> = hits.iter().map(|m| self.period(m.period)).collect();
        let plain = hits.iter().min_by_key(|m| m.figure.qualifiers.len())?;
        Some((self.list(&periods), self.amount(plain)))
    }
}

fn steps(points: &[&Measurement]) -> Vec<Decimal> {
    let values: Vec<Decimal> = points.iter().filter_map(|m| m.figure.value).collect();
    values.windows(2).map(|w| w[1] - w[0]).collect()
}
