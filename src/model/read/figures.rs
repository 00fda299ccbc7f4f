//! Indicators and their figures, read from what the source prints.

use std::str::FromStr;

use rust_decimal::Decimal;

use crate::base::key::{Id, Key};
use crate::base::span::{Span, Spanned};
use crate::model::amount::Amount;
use crate::model::build::Builder;
use crate::model::document::{Citation, Reading};
use crate::model::errors;
use crate::model::fact::{Comparator, Each, Figure, Measurement, Target, numbered};
use crate::model::fields::Record;
use crate::model::indicator::{Breakdown, Direction, Indicator, Nature};
use crate::model::period::Period;
use crate::model::resolve::Scope;
use crate::parse::prose::Prose;
use crate::parse::toml::Value;

use super::facts::{check_span, citation, subject};
use super::unknown;

/// Reads an indicator.
pub(super) fn indicator(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let subject = subject(b, r, scope, "subject");
    let name = r.required("name").map(|t| t.value).unwrap_or_default();
    let unit = r.text_or_empty("unit");
    let nature = r.choice("nature", &Nature::CHOICES).map(|n| n.value);
    let direction = r.choice("direction", &Direction::CHOICES).map(|d| d.value);
    let description = r.prose("description");
    let mut breakdowns: Vec<Breakdown> = Vec::new();
    for mut d in r.tables("breakdowns") {
        let name = d.required("name").map(|t| t.value).unwrap_or_default();
        let unit = d.text("unit").map(|u| u.value);
        if let Some(key) = d.key() {
            if let Some(first) = breakdowns.iter().find(|b| b.key == key.value) {
                d.diags.push(errors::duplicate_record(
                    key.span,
                    d.kind,
                    key.value.as_str(),
                    first.span,
                ));
            } else {
                breakdowns.push(Breakdown {
                    key: key.value,
                    name,
                    unit,
                    span: key.span,
                });
            }
        }
        r.diags.extend(d.finish().0);
    }
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
        breakdowns,
        description,
        span: key.span,
    };
    if let Err(first) = b.model.indicators.insert(key.value.clone(), row) {
        let first = b.model.indicators[first].span;
        r.diags.push(errors::duplicate_record(
            key.span,
            r.kind,
            key.value.as_str(),
            first,
        ));
    }
}

/// What all figures of a record share.
struct Series {
    indicator: Id<Indicator>,
    cites: Option<Citation>,
    area: Option<Id<crate::model::area::Area>>,
    organization: Option<Id<crate::model::organization::Organization>>,
    year: Option<i32>,
    common: Cell,
}

/// What may be said of one figure beside its printed form.
#[derive(Clone, Default)]
pub(super) struct Cell {
    value: Option<Spanned<String>>,
    value_to: Option<Spanned<String>>,
    unit: Option<Spanned<String>>,
    qualifier: Option<Spanned<String>>,
    pub(super) reading: Option<Reading>,
    basis: Option<String>,
    seq: Option<u32>,
    pub(super) note: Option<Prose>,
    /// A figure from before or after the years in which its subject runs, cited for comparison.
    baseline: bool,
}

impl Cell {
    pub(super) fn read(r: &mut Record<'_>) -> Self {
        Self {
            value: r.text("value"),
            value_to: r.text("value_to"),
            unit: r.text("unit"),
            qualifier: r.text("qualifier"),
            reading: r.choice("reading", &Reading::CHOICES).map(|c| c.value),
            basis: r.text("basis").map(|b| b.value),
            seq: r.number("seq"),
            note: r.prose("note"),
            baseline: r.flag("baseline").unwrap_or(false),
        }
    }

    /// This cell's own words, and the record's where it says nothing.
    pub(super) fn over(self, common: &Cell) -> Cell {
        Cell {
            value: self.value,
            value_to: self.value_to,
            unit: self.unit.or_else(|| common.unit.clone()),
            qualifier: self.qualifier.or_else(|| common.qualifier.clone()),
            reading: self.reading.or(common.reading),
            basis: self.basis.or_else(|| common.basis.clone()),
            seq: self.seq.or(common.seq),
            note: self.note.or_else(|| common.note.clone()),
            baseline: self.baseline || common.baseline,
        }
    }
}

fn series(b: &mut Builder, r: &mut Record<'_>) -> Option<Series> {
    let scope = b.scope(r);
    let text = r.required("indicator");
    let cites = citation(b, r, "");
    let area = r.text("area").and_then(|a| {
        let found = b.model.area(scope, &a);
        if found.is_none() {
            let keys: Vec<&str> = b
                .model
                .areas
                .rows()
                .iter()
                .map(|a| a.key.as_str())
                .collect();
            r.diags.push(unknown("kind-area", &a, &keys));
        }
        found
    });
    let organization = super::facts::organization(b, r, scope, "organization");
    let year = r.year();
    let common = Cell::read(r);
    let indicator = indicator_of(b, r, scope, &text?)?;
    Some(Series {
        indicator,
        cites,
        area,
        organization,
        year,
        common,
    })
}

fn indicator_of(
    b: &Builder,
    r: &mut Record<'_>,
    scope: Scope,
    text: &Spanned<String>,
) -> Option<Id<Indicator>> {
    let found = b.model.indicator(scope, text);
    if found.is_none() {
        let keys: Vec<&str> = b.model.indicators.keys().map(Key::as_str).collect();
        r.diags.push(unknown("kind-indicator", text, &keys));
    }
    found
}

fn breakdown_of(
    b: &Builder,
    r: &mut Record<'_>,
    indicator: Id<Indicator>,
    text: &Spanned<String>,
) -> Option<usize> {
    let all = &b.model.indicators[indicator].breakdowns;
    let found = all.iter().position(|d| d.key.as_str() == text.value);
    if found.is_none() {
        let keys: Vec<&str> = all.iter().map(|d| d.key.as_str()).collect();
        r.diags.push(unknown("kind-breakdown", text, &keys));
    }
    found
}

/// Reads a block of figures: a row a period, a column a breakdown.
pub(super) fn figures(b: &mut Builder, r: &mut Record<'_>) {
    let rows = r.values("rows");
    if rows.is_empty() {
        r.diags.push(errors::missing_field(r.span, r.kind, "rows"));
    }
    let columns = r.texts("columns");
    let Some(series) = series(b, r) else { return };
    let columns: Vec<Option<usize>> = if columns.is_empty() {
        vec![None]
    } else {
        columns
            .iter()
            .map(|c| breakdown_of(b, r, series.indicator, c))
            .collect()
    };
    for row in rows {
        let Value::Array(cells) = &row.value else {
            r.diags
                .push(errors::wrong_type(row.span, "rows", "list", "type-text"));
            continue;
        };
        if cells.len() != columns.len() + 1 {
            r.diags.push(errors::wrong_cell_count(
                row.span,
                cells.len(),
                columns.len() + 1,
            ));
            continue;
        }
        let Value::Text(period) = &cells[0].value else {
            r.diags.push(errors::wrong_type(
                cells[0].span,
                "rows",
                "text",
                "type-number",
            ));
            continue;
        };
        let period = Spanned::new(period.clone(), cells[0].span);
        let Some((period, _)) = r.read_period(&period, series.year) else {
            continue;
        };
        for (column, cell) in columns.iter().zip(&cells[1..]) {
            one_cell(b, r, &series, *column, period, cell);
        }
    }
}

fn one_cell(
    b: &mut Builder,
    r: &mut Record<'_>,
    series: &Series,
    column: Option<usize>,
    period: Spanned<Period>,
    cell: &Spanned<Value>,
) {
    match &cell.value {
        // An empty cell is a figure that is not printed: there is no row for it.
        Value::Text(text) if text.is_empty() => {}
        Value::Text(text) => {
            let printed = Spanned::new(text.clone(), cell.span);
            add(
                b,
                r,
                series,
                column,
                period,
                &printed,
                series.common.clone(),
                None,
            );
        }
        Value::Table(table) => {
            let mut own = Record::inner("figures", table, cell.span);
            let printed = own.quoted("printed");
            let printed = printed.unwrap_or_else(|| Spanned::new(String::new(), cell.span));
            let place = own.text("place").map(|p| p.value);
            let spec = Cell::read(&mut own).over(&series.common);
            r.diags.extend(own.finish().0);
            add(b, r, series, column, period, &printed, spec, place);
        }
        other => {
            let found = crate::model::fields::type_word(other);
            r.diags
                .push(errors::wrong_type(cell.span, "rows", "text", found));
        }
    }
}

/// Reads a single figure.
pub(super) fn measurement(b: &mut Builder, r: &mut Record<'_>) {
    let printed = r.quoted("printed");
    let printed = printed.unwrap_or_else(|| Spanned::new(String::new(), r.span));
    let breakdown = r.text("breakdown");
    let period = r.period("period").map(|(p, _)| p);
    let Some(series) = series(b, r) else { return };
    let breakdown = match breakdown {
        Some(text) => match breakdown_of(b, r, series.indicator, &text) {
            None => return,
            found => found,
        },
        None => None,
    };
    let Some(period) = period else {
        if !r.has("period") {
            r.diags
                .push(errors::missing_field(r.span, r.kind, "period"));
        }
        return;
    };
    let spec = series.common.clone();
    add(b, r, &series, breakdown, period, &printed, spec, None);
}

#[expect(
    clippy::too_many_arguments,
    reason = "the parts of one figure, each from another place"
)]
fn add(
    b: &mut Builder,
    r: &mut Record<'_>,
    series: &Series,
    breakdown: Option<usize>,
    period: Spanned<Period>,
    printed: &Spanned<String>,
    spec: Cell,
    place: Option<String>,
) {
    let reading = spec.reading.unwrap_or_default();
    let Some(figure) = figure(r, printed, &spec, reading) else {
        return;
    };
    let Some(mut cites) = series.cites.clone() else {
        return;
    };
    cites.place = place.unwrap_or(cites.place);
    cites.printed.clone_from(&printed.value);
    check_unit(b, r, series.indicator, breakdown, printed, &figure);
    let subject = b.model.indicators[series.indicator].subject;
    if !spec.baseline {
        check_span(b, r, subject, period, cites.document);
    }
    let seq = spec.seq.unwrap_or(1).max(1);
    let id = measurement_id(b, series, breakdown, period.value, seq);
    if !b.once(id.clone(), printed.span) {
        return;
    }
    b.model.measurements.push(Measurement {
        id,
        indicator: series.indicator,
        breakdown,
        area: series.area,
        organization: series.organization,
        period: period.value,
        figure,
        basis: spec.basis.unwrap_or_default(),
        seq,
        reading,
        note: spec.note,
        cites,
        span: printed.span,
    });
}

fn measurement_id(
    b: &Builder,
    series: &Series,
    breakdown: Option<usize>,
    period: Period,
    seq: u32,
) -> String {
    let indicator = &b.model.indicators[series.indicator];
    let mut parts = vec![indicator.key.to_string()];
    parts.extend(breakdown.map(|d| indicator.breakdowns[d].key.to_string()));
    let period = period.id();
    parts.push(if period.is_empty() {
        "undated".to_owned()
    } else {
        period
    });
    parts.extend(series.area.map(|a| b.model.areas[a].id.to_string()));
    parts.extend(
        series
            .organization
            .map(|o| b.model.organizations[o].id.to_string()),
    );
    if seq > 1 {
        parts.push(seq.to_string());
    }
    parts.join(".")
}

/// The figure that a printed form gives, mended by what the author says of it.
pub(super) fn figure(
    r: &mut Record<'_>,
    printed: &Spanned<String>,
    spec: &Cell,
    reading: Reading,
) -> Option<Figure> {
    let emptied = spec.value.as_ref().is_some_and(|v| v.is_empty());
    if printed.is_empty() || emptied {
        return Some(Figure {
            unit: spec
                .unit
                .as_ref()
                .map(|u| u.value.clone())
                .unwrap_or_default(),
            value: (!emptied).then(|| number(r, spec.value.as_ref())).flatten(),
            value_to: number(r, spec.value_to.as_ref()),
            qualifiers: words(spec.qualifier.as_ref()),
        });
    }
    let read = Amount::read(printed);
    let said_all = spec.value.is_some() && spec.unit.is_some();
    let read = match read {
        Ok(read) => read,
        // The author says what the digits are, because the printed form is not to be read.
        Err(_) if said_all => Amount::default(),
        // Broken digits are published as they stand, without a value.
        Err(_) if !reading.counts() => Amount::default(),
        Err(fault) => {
            r.diags
                .push(errors::bad_amount(printed.span, printed, &fault));
            return None;
        }
    };
    let said = number(r, spec.value.as_ref());
    if let (Some(said), Some(found), Some(at)) = (said, read.value, &spec.value)
        && said != found
        && reading == Reading::Ok
    {
        let found = found.to_string();
        r.diags.push(errors::printed_mismatch(
            at.span, "value", &at.value, printed, &found,
        ));
    }
    Some(Figure {
        value: said.or(read.value),
        value_to: number(r, spec.value_to.as_ref()).or(read.value_to),
        unit: spec.unit.as_ref().map_or(read.unit, |u| u.value.clone()),
        qualifiers: match &spec.qualifier {
            Some(_) => words(spec.qualifier.as_ref()),
            None => read.qualifiers,
        },
    })
}

fn words(text: Option<&Spanned<String>>) -> Vec<String> {
    let text = text.map(|t| t.value.as_str()).unwrap_or_default();
    text.split(';')
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

fn number(r: &mut Record<'_>, text: Option<&Spanned<String>>) -> Option<Decimal> {
    let text = text.filter(|t| !t.is_empty())?;
    if let Ok(value) = Decimal::from_str(text) {
        return Some(value);
    }
    match Amount::read(text) {
        Ok(amount) if amount.unit.is_empty() => amount.value,
        Ok(_) => {
            r.diags.push(errors::wrong_type(
                text.span,
                "value",
                "number",
                "type-text",
            ));
            None
        }
        Err(fault) => {
            r.diags.push(errors::bad_amount(text.span, text, &fault));
            None
        }
    }
}

fn check_unit(
    b: &Builder,
    r: &mut Record<'_>,
    indicator: Id<Indicator>,
    breakdown: Option<usize>,
    printed: &Spanned<String>,
    figure: &Figure,
) {
    let series = &b.model.indicators[indicator];
    let unit = series.unit_of(breakdown);
    if !unit.is_empty() && !figure.unit.is_empty() && figure.unit != unit {
        let fault =
            errors::unit_mismatch(printed.span, &figure.unit, unit, &series.name, series.span);
        r.diags.push(fault);
    }
}

/// Reads a target.
pub(super) fn target(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let subject = subject(b, r, scope, "subject");
    let text = r.prose("text").unwrap_or_else(|| Prose::empty(r.span));
    let indicator = r
        .text("indicator")
        .and_then(|t| indicator_of(b, r, scope, &t));
    let breakdown = r.text("breakdown");
    let breakdown = match (indicator, breakdown) {
        (Some(i), Some(text)) => breakdown_of(b, r, i, &text),
        _ => None,
    };
    let printed = r.quoted("printed");
    let cell = Cell::read(r);
    let reading = cell.reading.unwrap_or_default();
    let comparator = r
        .choice("comparator", &Comparator::CHOICES)
        .map(|c| c.value);
    let each = r.choice("each", &Each::CHOICES).map(|e| e.value);
    let period = r.period("period").map(|(p, _)| p);
    let period = period.unwrap_or_else(|| Spanned::new(Period::default(), r.span));
    let cites = citation(b, r, printed.as_ref().map_or("", |p| p.value.as_str()));
    let figure = match &printed {
        Some(printed) => figure(r, printed, &cell, reading).unwrap_or_default(),
        None => Figure::default(),
    };
    let span: Span = r.span;
    let (Some(subject), Some(cites)) = (subject, cites) else {
        return;
    };
    let tail = format!("target.{}", period.id());
    let (id, _) = numbered(b.model.subject_id(subject), &tail, &mut b.numbers);
    b.model.targets.push(Target {
        id,
        subject,
        indicator,
        breakdown,
        period: period.value,
        comparator,
        figure,
        each,
        text,
        reading,
        note: cell.note,
        cites,
        span,
    });
}
