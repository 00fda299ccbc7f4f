//! Statistics.

use crate::base::key::Id;
use crate::base::span::Spanned;
use crate::model::area::Area;
use crate::model::build::Builder;
use crate::model::errors;
use crate::model::fields::{Record, type_word};
use crate::model::period::Period;
use crate::model::resolve::Scope;
use crate::model::statistic::{Measure, Statistic, StatisticCell, StatisticRow};
use crate::parse::toml::Value;

use super::cell::{Cell, figure};
use super::citation::citation;
use super::insert;
use super::reference::area_by_name;

/// What the first cell of each row is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Category,
    Area,
    Period,
}

const BY: [(&str, By); 3] = [
    ("category", By::Category),
    ("area", By::Area),
    ("period", By::Period),
];

/// What all rows of a statistic share.
struct Common {
    by: By,
    scope: Scope,
    area: Option<Id<Area>>,
    period: Period,
    year: Option<i32>,
    cell: Cell,
}

/// Reads a statistic: a row a category, a column a measure.
pub(super) fn statistic(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let name = r.required_or_empty("name");
    let period = r.period("period").map(|(p, _)| p.value).unwrap_or_default();
    let year = r.year();
    let area = r
        .text("area")
        .and_then(|text| area_by_name(b, r, scope, &text));
    let complete = r.flag("complete").unwrap_or(false);
    let by = r.choice("by", &BY).map_or(By::Category, |c| c.value);
    let cell = Cell::read(r);
    let mut measures = Vec::new();
    for mut m in r.tables("measures") {
        let name = m.required_or_empty("name");
        let unit = m.text_or_empty("unit");
        measures.extend(m.key().map(|k| Measure {
            key: k.value,
            name,
            unit,
        }));
        r.diags.extend(m.finish().0);
    }
    if measures.is_empty() {
        r.diags
            .push(errors::missing_field(r.span, r.kind, "measures"));
    }
    let common = Common {
        by,
        scope,
        area,
        period,
        year,
        cell,
    };
    let mut rows = Vec::new();
    for row in r.values("rows") {
        rows.extend(row_of(b, r, row, &measures, &common));
    }
    let cites = citation(b, r, "");
    let (Some(key), Some(cites)) = (r.key(), cites) else {
        return;
    };
    let row = Statistic {
        key: key.value.clone(),
        name,
        city: scope.city,
        measures,
        rows,
        complete,
        note: common.cell.note,
        cites,
        span: key.span,
    };
    insert(r, &mut b.model.statistics, &key, row, |row| row.span);
}

fn row_of(
    b: &Builder,
    r: &mut Record<'_>,
    row: &Spanned<Value>,
    measures: &[Measure],
    common: &Common,
) -> Option<StatisticRow> {
    let Value::Array(cells) = &row.value else {
        r.diags.push(errors::wrong_type(
            row.span,
            "rows",
            "list",
            type_word(&row.value),
        ));
        return None;
    };
    if cells.len() != measures.len() + 1 {
        r.diags.push(errors::wrong_cell_count(
            row.span,
            cells.len(),
            measures.len() + 1,
        ));
        return None;
    }
    let Value::Text(first) = &cells[0].value else {
        let found = type_word(&cells[0].value);
        r.diags
            .push(errors::wrong_type(cells[0].span, "rows", "text", found));
        return None;
    };
    let first = Spanned::new(first.clone(), cells[0].span);
    let mut made = StatisticRow {
        category: String::new(),
        area: common.area,
        period: common.period,
        cells: Vec::new(),
    };
    match common.by {
        By::Category => made.category.clone_from(&first.value),
        By::Area => {
            made.area = Some(area_by_name(b, r, common.scope, &first)?);
            made.category.clone_from(&first.value);
        }
        By::Period => made.period = r.read_period(&first, common.year)?.0.value,
    }
    for (cell, measure) in cells[1..].iter().zip(measures) {
        made.cells.push(cell_of(r, cell, measure, &common.cell));
    }
    Some(made)
}

fn cell_of(
    r: &mut Record<'_>,
    cell: &Spanned<Value>,
    measure: &Measure,
    common: &Cell,
) -> Option<StatisticCell> {
    let (printed, spec, rank, rank_of) = match &cell.value {
        Value::Text(text) if text.is_empty() => return None,
        Value::Text(text) => (
            Spanned::new(text.clone(), cell.span),
            common.clone(),
            None,
            None,
        ),
        Value::Table(table) => {
            let mut own = Record::inner("rows", table, cell.span);
            let printed = own.text("printed");
            let printed = printed.unwrap_or_else(|| Spanned::new(String::new(), cell.span));
            let (rank, rank_of) = (own.number("rank"), own.number("rank_of"));
            let spec = Cell::read(&mut own).over(common);
            r.diags.extend(own.finish().0);
            (printed, spec, rank, rank_of)
        }
        other => {
            r.diags.push(errors::wrong_type(
                cell.span,
                "rows",
                "text",
                type_word(other),
            ));
            return None;
        }
    };
    let reading = spec.reading.unwrap_or_default();
    let figure = figure(r, &printed, &spec, reading)?;
    if !measure.unit.is_empty() && !figure.unit.is_empty() && figure.unit != measure.unit {
        let fault = errors::unit_mismatch(
            printed.span,
            &figure.unit,
            &measure.unit,
            &measure.name,
            cell.span,
        );
        r.diags.push(fault);
    }
    Some(StatisticCell {
        figure,
        rank,
        rank_of,
        reading,
        printed: printed.value,
        span: cell.span,
    })
}
