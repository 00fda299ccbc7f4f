//! Targets by comparator against results and grade.
//!
//! A missed target is news, not a fault. What cannot be is a grade that says "met" where no result
//! reaches the target, or "missed" where every result does. A target that is only about something
//! is compared, never failed.

use rust_decimal::Decimal;

use crate::base::diag::{Checked, Diags};
use crate::model::amount;
use crate::model::fact::{Comparator, Each, Evaluation, Figure, Measurement, Target};
use crate::model::indicator::Nature;
use crate::model::period::{Period, Unit};

use super::super::errors;
use super::super::ground::Ground;
use super::super::series::SeriesKey;
use super::check::{Check, Finding, Part, Rule, Stated, Table, Working};

/// A result, or a sum of results, to hold against a target.
struct Result<'a> {
    from: Vec<&'a Measurement>,
    value: Decimal,
    value_to: Option<Decimal>,
    period: Period,
}

/// Every target with a figure, a comparator and results, against each grade of its subject.
pub(super) fn against_grades(ground: &Ground<'_>) -> Checked<Vec<Check>> {
    let mut diags = Diags::default();
    let mut checks = Vec::new();
    for (position, target) in ground.model.targets.iter().enumerate() {
        let Some(comparator) = target.comparator.filter(|_| target.reading.counts()) else {
            continue;
        };
        let Some(wanted) = target.figure.value else {
            continue;
        };
        let results = results(ground, target);
        let graded = graded(ground, target);
        let without = graded.is_empty().then_some(None);
        for grade in graded.into_iter().map(Some).chain(without) {
            let inside = |r: &&Result<'_>| {
                grade.is_none_or(|(e, _)| e.period.is_absent() || e.period.overlaps(&r.period))
            };
            let results: Vec<&Result<'_>> = results.iter().filter(inside).collect();
            let Some(decisive) = decisive(comparator, &results, grade.map(|(_, met)| met)) else {
                continue;
            };
            let reached = all_reached(comparator, &target.figure, &results);
            let holds = grade.zip(reached).map(|((_, met), reached)| match met {
                true => reached.contains(&true),
                false => reached.contains(&false),
            });
            let finding = Finding {
                rule: Rule::Target,
                stated: Stated::Target(position),
                tail: grade.map(|(e, _)| format!(".{}", e.id)).unwrap_or_default(),
                working: Working::Bound(
                    results.iter().map(|r| r.value).collect(),
                    comparator.word(),
                ),
                parts: results
                    .iter()
                    .flat_map(|r| r.from.iter().map(|m| Part::from(*m)))
                    .collect(),
                inputs: grade.map(|(e, _)| e.id.clone()).into_iter().collect(),
                expected: wanted,
                holds,
                of: Table::Series(decisive.from[0].indicator, decisive.from[0].breakdown),
                left_out: Vec::new(),
                found: decisive.value,
            };
            checks.push(finding.check(ground, &mut diags, |_| {
                let values = results.iter().map(|r| r.value.to_string()).collect();
                let (span, met) = grade.map_or((target.span, true), |(e, met)| (e.span, met));
                let symbol = grade
                    .map(|(e, _)| e.cites.printed.as_str())
                    .unwrap_or_default();
                let printed = &target.cites.printed;
                errors::grade_against_target(span, symbol, printed, values, met, target.span)
            }));
        }
    }
    Checked::new(checks, diags)
}

/// The evaluations of a target's subject whose grades say on which side of the target they are.
fn graded<'a>(ground: &Ground<'a>, target: &Target) -> Vec<(&'a Evaluation, bool)> {
    let model = ground.model;
    let all = ground
        .facts
        .of(target.subject)
        .evaluations
        .iter()
        .map(|i| &model.evaluations[*i]);
    let in_time = all.filter(|e| {
        let open = target.period.is_absent() || e.period.is_absent();
        e.reading.counts() && (open || target.period.overlaps(&e.period))
    });
    let sided = in_time.filter_map(|e| {
        let met = model.scales[e.scale].grades[e.grade?].tone.met()?;
        Some((e, met))
    });
    sided.collect()
}

/// Which results reach the target; `None` where they can only be compared.
fn all_reached(
    comparator: Comparator,
    target: &Figure,
    results: &[&Result<'_>],
) -> Option<Vec<bool>> {
    let from = target.value?;
    let to = target.value_to.unwrap_or(from);
    let reaches = |value: Decimal| match comparator {
        Comparator::Equal => Some(from <= value && value <= to),
        Comparator::AtLeast => Some(value >= from),
        Comparator::AtMost => Some(value <= to),
        Comparator::About => None,
    };
    let one = |r: &&Result<'_>| {
        let low = reaches(r.value)?;
        let high = r.value_to.map_or(Some(low), reaches)?;
        // A result between two values that reaches it at one end only says nothing.
        (low == high).then_some(low)
    };
    results.iter().map(one).collect()
}

/// The result that decides: the best for a grade that says "met", the worst for one that says
/// "missed", else the last.
fn decisive<'r, 'a>(
    comparator: Comparator,
    results: &[&'r Result<'a>],
    met: Option<bool>,
) -> Option<&'r Result<'a>> {
    let largest = met.map(|met| met != (comparator == Comparator::AtMost));
    match largest {
        Some(true) => results.iter().copied().max_by_key(|r| r.value),
        Some(false) => results.iter().copied().min_by_key(|r| r.value),
        None => results.last().copied(),
    }
}

/// The results that a target is to be held against, by period.
fn results<'a>(ground: &Ground<'a>, target: &Target) -> Vec<Result<'a>> {
    let Some(indicator) = target.indicator else {
        return Vec::new();
    };
    let key = SeriesKey {
        indicator,
        breakdown: target.breakdown,
        area: None,
        organization: None,
    };
    let inside = |m: &&Measurement| target.period.is_absent() || target.period.contains(&m.period);
    let usable: Vec<&Measurement> = ground.series.usable(ground.model, key);
    let usable: Vec<&Measurement> = usable.into_iter().filter(inside).collect();
    let fits = |m: &&&Measurement| match (target.each, m.period.start) {
        (Some(Each::Year), _) => m.period.single_year().is_some(),
        (Some(Each::Half), Some(Unit::Half(..))) | (Some(Each::Month), Some(Unit::Month(..))) => {
            true
        }
        _ => false,
    };
    if target.each.is_some() {
        return usable
            .iter()
            .filter(fits)
            .filter_map(|m| single(m))
            .collect();
    }
    let all = ground
        .series
        .points(key)
        .iter()
        .map(|i| &ground.model.measurements[*i]);
    let exact = all
        .filter(|m| m.period == target.period && m.reading.counts())
        .find_map(single);
    let flow = ground.model.indicators[indicator].nature == Some(Nature::Flow);
    let found = exact.or_else(|| match flow && target.period.is_range() {
        true => summed(target, &usable),
        false => usable.last().copied().and_then(single),
    });
    found.into_iter().collect()
}

fn single(m: &Measurement) -> Option<Result<'_>> {
    Some(Result {
        from: vec![m],
        value: m.figure.value?,
        value_to: m.figure.value_to,
        period: m.period,
    })
}

/// The years of a promise for several of them together; only where every year is printed.
fn summed<'a>(target: &Target, usable: &[&'a Measurement]) -> Option<Result<'a>> {
    let of = |year: i32| {
        usable
            .iter()
            .copied()
            .find(|m| m.period.single_year() == Some(year))
    };
    let years: Option<Vec<&Measurement>> = target.period.years().map(of).collect();
    let from = years.filter(|y| !y.is_empty())?;
    let values: Option<Vec<Decimal>> = from.iter().map(|m| super::tied::value(m)).collect();
    Some(Result {
        value: amount::sum(values?)?,
        value_to: None,
        period: target.period,
        from,
    })
}
