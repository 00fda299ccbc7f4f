//! Series as declarations name them, and the figures in them that may be computed with.

use rust_decimal::Decimal;

use crate::base::diag::Diagnostic;
use crate::base::key::Id;
use crate::base::span::Spanned;
use crate::model::fact::{Figure, Measurement};
use crate::model::indicator::Indicator;
use crate::model::resolve::Scope;
use crate::model::ties::Ties;

use super::super::errors;
use super::super::ground::Ground;
use super::super::series::SeriesKey;

/// A series as such, whatever area or body it was counted for.
pub(in crate::index) type Series = (Id<Indicator>, Option<usize>);

/// A series with what is declared of it.
#[derive(Clone, Copy)]
pub(in crate::index) struct Owner<'a> {
    pub(in crate::index) series: Series,
    pub(in crate::index) indicator: &'a Indicator,
    pub(in crate::index) ties: &'a Ties,
}

/// Every series, each indicator's whole before its breakdowns.
pub(in crate::index) fn owners<'a>(
    ground: &Ground<'a>,
) -> impl Iterator<Item = Owner<'a>> + use<'a> {
    ground.model.indicators.iter().flat_map(|(id, indicator)| {
        let whole = Owner {
            series: (id, None),
            indicator,
            ties: &indicator.ties,
        };
        let all = indicator.breakdowns.iter().enumerate();
        let sides = all.map(move |(b, breakdown)| Owner {
            series: (id, Some(b)),
            indicator,
            ties: &breakdown.ties,
        });
        std::iter::once(whole).chain(sides)
    })
}

/// The value of a figure that can be computed with: read, and one value, not a range of values.
pub(super) fn value(m: &Measurement) -> Option<Decimal> {
    m.figure
        .value
        .filter(|_| m.reading.counts() && m.figure.value_to.is_none())
}

/// Whether a figure says that it is not exact.
pub(super) fn is_rough(figure: &Figure) -> bool {
    figure
        .qualifiers
        .iter()
        .any(|word| crate::model::amount::is_rough(word))
}

/// The keys of a series, one for each area and body that it was counted for.
pub(super) fn keys<'a>(ground: &Ground<'a>, series: Series) -> Vec<SeriesKey> {
    let all = ground.series.of(series.0).map(|(key, _)| key);
    all.filter(|key| key.breakdown == series.1).collect()
}

/// The figures of a series that can be computed with, each with its position and value.
pub(super) fn figures<'a>(
    ground: &Ground<'a>,
    series: Series,
) -> Vec<(usize, &'a Measurement, Decimal)> {
    let all = keys(ground, series)
        .into_iter()
        .flat_map(|key| ground.series.points(key));
    let with_value = all.filter_map(|i| {
        let m = &ground.model.measurements[*i];
        Some((*i, m, value(m)?))
    });
    with_value.collect()
}

/// The figure of a series for the same period, area and body as another one.
pub(super) fn beside<'a>(
    ground: &Ground<'a>,
    m: &Measurement,
    series: Series,
) -> Option<(&'a Measurement, Decimal)> {
    let key = SeriesKey {
        indicator: series.0,
        breakdown: series.1,
        area: m.area,
        organization: m.organization,
    };
    let all = ground
        .series
        .points(key)
        .iter()
        .map(|i| &ground.model.measurements[*i]);
    let found = all.filter(|other| other.period == m.period && other.basis == m.basis);
    found
        .filter_map(|other| Some((other, value(other)?)))
        .next()
}

/// The series that a declaration names.
pub(in crate::index) fn series_of(
    ground: &Ground<'_>,
    own: Series,
    text: &Spanned<String>,
) -> Result<Series, Diagnostic> {
    let model = ground.model;
    let indicator = &model.indicators[own.0];
    let side = |i: &Indicator, word: &str| {
        i.breakdowns
            .iter()
            .position(|b| b.key.as_str() == word || b.name == word)
    };
    let found = match side(indicator, text) {
        Some(b) => Some((own.0, Some(b))),
        None => {
            let scope = Scope::of(model, indicator.subject);
            let (key, word) = text
                .split_once('.')
                .map_or((text.as_str(), None), |(k, w)| (k, Some(w)));
            model.indicator(scope, key).and_then(|id| match word {
                None => Some((id, None)),
                Some(word) => side(&model.indicators[id], word).map(|b| (id, Some(b))),
            })
        }
    };
    match found {
        Some(series) if series == own => Err(errors::bad_tie(text.span, text, "itself")),
        Some(series) => Ok(series),
        None => {
            let own = indicator.breakdowns.iter().map(|b| b.key.to_string());
            Err(errors::unknown_series(text.span, text, own.collect()))
        }
    }
}
