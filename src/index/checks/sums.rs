//! Stated totals: over years, of the parts of a breakdown, and since a beginning.

use rust_decimal::Decimal;

use crate::base::diag::{Checked, Diagnostic, Diags};
use crate::base::span::{Span, Spanned};
use crate::model::amount;
use crate::model::fact::Measurement;
use crate::model::indicator::Nature;
use crate::model::period::{Period, Unit};
use crate::model::ties::Parts;

use super::super::errors;
use super::super::ground::Ground;
use super::super::series::key_of;
use super::check::{Check, Finding, Part, Rule, Working};
use super::tied::{Owner, Series, beside, figures, is_rough, keys, owners, series_of, value};

/// A total stated for several years against the years themselves. Only flows add up.
pub(super) fn over_years(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for (position, m) in ground.model.measurements.iter().enumerate() {
        let flow = ground.model.indicators[m.indicator].nature == Some(Nature::Flow);
        let Some(found) = value(m).filter(|_| flow && m.period.is_range()) else {
            continue;
        };
        let years: Vec<i32> = m.period.years().collect();
        let all = ground
            .series
            .points(key_of(m))
            .iter()
            .map(|i| &ground.model.measurements[*i]);
        let of_year = |p: &&Measurement| {
            let year = p.period.single_year().is_some_and(|y| years.contains(&y));
            year && p.seq == 1 && value(p).is_some()
        };
        let parts: Vec<&Measurement> = all.filter(of_year).collect();
        let printed = |year: &i32| parts.iter().any(|p| p.period.single_year() == Some(*year));
        let missing = years
            .iter()
            .filter(|y| !printed(y))
            .map(|y| Period::year(*y).id());
        let left_out = missing.collect();
        checks.extend(held(
            ground,
            Rule::Sum,
            (position, m, found),
            parts,
            left_out,
            &mut diags,
        ));
    }
    Checked::new(checks, diags)
}

/// A total of a breakdown against its parts of the same period.
pub(super) fn of_parts(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for owner in owners(ground) {
        let Some(declared) = &owner.ties.total else {
            continue;
        };
        let series = match parts_of(ground, owner, declared) {
            Ok(series) => series,
            Err(fault) => {
                diags.push(fault);
                continue;
            }
        };
        for total in figures(ground, owner.series) {
            let mut parts = Vec::new();
            let mut left_out = Vec::new();
            for part in &series {
                match beside(ground, total.1, *part) {
                    Some((m, _)) => parts.push(m),
                    None => left_out.push(name_of(ground, *part)),
                }
            }
            checks.extend(held(
                ground,
                Rule::Total,
                total,
                parts,
                left_out,
                &mut diags,
            ));
        }
    }
    Checked::new(checks, diags)
}

/// The series that a total adds up.
fn parts_of(
    ground: &Ground<'_>,
    owner: Owner<'_>,
    declared: &Spanned<Parts>,
) -> Result<Vec<Series>, Diagnostic> {
    let (id, own) = owner.series;
    let series: Vec<Series> = match &declared.value {
        Parts::These(names) => {
            let all = names
                .iter()
                .map(|name| series_of(ground, owner.series, name));
            all.collect::<Result<_, _>>()?
        }
        Parts::Siblings => {
            let all = owner.indicator.breakdowns.iter().enumerate();
            let outer = |name: &str| name.rsplit_once(';').map(|(outer, _)| outer.to_owned());
            let wanted = own.and_then(|b| outer(&owner.indicator.breakdowns[b].name));
            let unit = owner.indicator.unit_of(own);
            all.filter(|(b, d)| Some(*b) != own && outer(&d.name) == wanted)
                .filter(|(_, d)| d.ties.total.is_none() && d.ties.running_total_of.is_none())
                .filter(|(b, _)| owner.indicator.unit_of(Some(*b)) == unit)
                .map(|(b, _)| (id, Some(b)))
                .collect()
        }
    };
    match series.is_empty() {
        true => Err(errors::bad_tie(
            declared.span,
            &name_of(ground, owner.series),
            "no-parts",
        )),
        false => Ok(series),
    }
}

/// A running total against the single figures since its beginning.
pub(super) fn running(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for owner in owners(ground) {
        let Some(name) = &owner.ties.running_total_of else {
            continue;
        };
        let series = match series_of(ground, owner.series, name) {
            Ok(series) => series,
            Err(fault) => {
                diags.push(fault);
                continue;
            }
        };
        for total in figures(ground, owner.series) {
            let parts = so_far(ground, total.1, series, owner.ties.restarts_yearly);
            let begins = begins(ground, owner, &parts);
            let left_out = missing(&parts, total.1, begins);
            checks.extend(held(
                ground,
                Rule::Running,
                total,
                parts,
                left_out,
                &mut diags,
            ));
        }
    }
    Checked::new(checks, diags)
}

/// The figures of a series up to the end of a period, since the beginning or since April.
fn so_far<'a>(
    ground: &Ground<'a>,
    total: &Measurement,
    series: Series,
    yearly: bool,
) -> Vec<&'a Measurement> {
    let same = |m: &Measurement| (m.area, m.organization) == (total.area, total.organization);
    let own = keys(ground, series)
        .into_iter()
        .flat_map(|key| ground.series.usable(ground.model, key));
    let until = total.period.last_day();
    let begun = |m: &Measurement| m.period.last_day().is_some_and(|day| Some(day) <= until);
    own.filter(|m| same(m) && begun(m) && m.figure.value_to.is_none())
        .filter(|m| !yearly || m.period.fiscal_year() == total.period.fiscal_year())
        .collect()
}

/// When a running total begins, where that is known: with the plan, or with the fiscal year in
/// which it begins anew. `None` where the first figure is no later.
fn begins(ground: &Ground<'_>, owner: Owner<'_>, parts: &[&Measurement]) -> Option<Unit> {
    let first = parts.first()?.period.start?;
    let year = match owner.ties.restarts_yearly {
        true => first.fiscal_year(),
        false => {
            let plan = ground.model.years_of(owner.indicator.subject)?;
            Period::of(plan.start?).single_year()?
        }
    };
    let begin = match first {
        Unit::Year(_) => Unit::Year(year),
        Unit::Month(..) => Unit::Month(year, 4),
        Unit::Half(..) | Unit::Day(_) => return None,
    };
    (begin.first_day() < first.first_day()).then_some(begin)
}

/// The years or months from the beginning, or the first part, to the end of a running total that
/// are not printed.
fn missing(parts: &[&Measurement], total: &Measurement, begins: Option<Unit>) -> Vec<String> {
    let first = begins.or_else(|| parts.first().and_then(|m| m.period.start));
    let step = |unit: Unit| match unit {
        Unit::Year(year) => Some(Unit::Year(year + 1)),
        Unit::Month(year, 12) => Some(Unit::Month(year + 1, 1)),
        Unit::Month(year, month) => Some(Unit::Month(year, month + 1)),
        Unit::Half(..) | Unit::Day(_) => None,
    };
    let until = total.period.last_day();
    std::iter::successors(first, |unit| step(*unit))
        .take_while(|unit| Some(unit.last_day()) <= until)
        .map(Period::of)
        .filter(|period| parts.iter().all(|m| m.period != *period))
        .map(|period| period.id())
        .collect()
}

/// Holds a stated total against the sum of its parts.
fn held<'a>(
    ground: &Ground<'a>,
    rule: Rule,
    (position, total, found): (usize, &Measurement, Decimal),
    parts: Vec<&'a Measurement>,
    left_out: Vec<String>,
    diags: &mut Diags,
) -> Option<Check> {
    let unit = &total.figure.unit;
    let differs = |m: &&&Measurement| {
        let other = &m.figure.unit;
        !unit.is_empty() && !other.is_empty() && unit != other
    };
    let other = parts.iter().find(differs);
    if let Some(other) = other {
        let series = ground.model.indicators[total.indicator].span;
        diags.push(errors::mixed_units(
            total.span,
            unit,
            &other.figure.unit,
            series,
        ));
        return None;
    }
    let terms: Vec<Decimal> = parts.iter().filter_map(|m| value(m)).collect();
    let rough = is_rough(&total.figure) || parts.iter().any(|m| is_rough(&m.figure));
    let sum = Sum {
        rough,
        partial: !left_out.is_empty(),
        slack: Decimal::ZERO,
    };
    let (expected, holds) = sum.of(&terms, found)?;
    let finding = Finding {
        working: Working::Sum(terms),
        parts: parts.into_iter().map(Part::from).collect(),
        left_out,
        expected,
        holds,
        ..Finding::new(rule, position, total, found)
    };
    Some(finding.check(ground, diags, |f| {
        mismatch(f, total.span, &total.cites.printed)
    }))
}

/// What is known of a sum beside its terms.
pub(super) struct Sum {
    /// Whether a figure in it says that it is not exact.
    pub(super) rough: bool,
    /// Whether a part of it is not printed.
    pub(super) partial: bool,
    /// How far the figures may be off because each was rounded.
    pub(super) slack: Decimal,
}

impl Sum {
    /// The sum, and whether it is the stated total; `None` where that cannot be told.
    pub(super) fn of(&self, terms: &[Decimal], found: Decimal) -> Option<(Decimal, Option<bool>)> {
        let sum = amount::sum(terms.iter().copied()).filter(|_| !terms.is_empty())?;
        let agrees = amount::difference(found, sum)?.abs() <= self.slack;
        // What is not printed may be the rest, unless the parts are already too much.
        let positive = terms.iter().all(|t| !t.is_sign_negative());
        let too_much = positive && sum > found;
        let open = self.rough || (self.partial && !too_much);
        let holds = if agrees && !(self.partial && sum != found) {
            Some(true)
        } else {
            (!open && !agrees).then_some(false)
        };
        Some((sum, holds))
    }
}

/// The fault of a stated total that its parts do not give.
pub(super) fn mismatch(f: &Finding<'_>, span: Span, printed: &str) -> Diagnostic {
    let terms = match &f.working {
        Working::Sum(terms) => amount::terms(terms),
        _ => String::new(),
    };
    errors::sum_mismatch(span, printed, &terms, &f.expected.to_string())
}

/// `indicator.breakdown`.
fn name_of(ground: &Ground<'_>, (id, breakdown): Series) -> String {
    let indicator = &ground.model.indicators[id];
    let side = breakdown.map(|b| format!(".{}", indicator.breakdowns[b].key));
    format!("{}{}", indicator.key, side.unwrap_or_default())
}
