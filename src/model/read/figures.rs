//! Figures of indicators, read from what the source prints.

use crate::base::key::Id;
use crate::base::span::Spanned;
use crate::model::area::Area;
use crate::model::build::Builder;
use crate::model::document::Citation;
use crate::model::errors;
use crate::model::fact::{Figure, Measurement};
use crate::model::fields::{Record, type_word};
use crate::model::indicator::Indicator;
use crate::model::organization::Organization;
use crate::model::period::Period;
use crate::parse::toml::Value;

use super::cell::{Cell, figure};
use super::citation::{check_span, citation};
use super::reference;

/// What all figures of a record share.
struct Series {
    indicator: Id<Indicator>,
    cites: Option<Citation>,
    area: Option<Id<Area>>,
    organization: Option<Id<Organization>>,
    year: Option<i32>,
    common: Cell,
}

fn series(b: &mut Builder, r: &mut Record<'_>) -> Option<Series> {
    let scope = b.scope(r);
    let text = r.required("indicator");
    let cites = citation(b, r, "");
    let area = r
        .text("area")
        .and_then(|a| reference::area(b, r, scope, &a));
    let organization = reference::organization(b, r, scope, "organization");
    let year = r.year();
    let common = Cell::read(r);
    let indicator = reference::indicator(b, r, scope, &text?)?;
    Some(Series {
        indicator,
        cites,
        area,
        organization,
        year,
        common,
    })
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
            .map(|c| reference::breakdown(b, r, series.indicator, c))
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
        let period = Spanned::new(period.to_string(), cells[0].span);
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
            let printed = Spanned::new(text.to_string(), cell.span);
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
            let found = type_word(other);
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
        Some(text) => match reference::breakdown(b, r, series.indicator, &text) {
            None => return,
            found => found,
        },
        None => None,
    };
    let Some(period) = period else {
        r.expect_own("period");
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
    parts.push(period.slug());
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
