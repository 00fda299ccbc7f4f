//! Statistics.

mod cell;

use crate::base::key::{Id, Key};
use crate::base::span::Spanned;
use crate::model::area::Area;
use crate::model::build::Builder;
use crate::model::document::Citation;
use crate::model::errors;
use crate::model::fields::{Record, type_word};
use crate::model::indicator::Nature;
use crate::model::organization::Subject;
use crate::model::period::Period;
use crate::model::resolve::Scope;
use crate::model::statistic::{Measure, Statistic, StatisticRow};
use crate::model::ties::Ties;
use crate::parse::toml::Value;

use super::cell::Cell;
use super::citation::citation;
use super::insert;
use super::reference::{area_by_name, one_subject};
use super::ties::{measure_ties, row_ties};

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
    cites: Option<Citation>,
}

/// The first cell of a row: its label, and what is said of the whole row.
struct Label {
    text: Spanned<String>,
    key: Option<Spanned<Key>>,
    breakdown: String,
    ties: Ties,
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
    let complete = r
        .flag("complete")
        .map(|flag| Spanned::new(flag, r.value("complete").map_or(r.span, |v| v.span)));
    let by = r.choice("by", &BY).map_or(By::Category, |c| c.value);
    let subjects = subjects(b, r, scope);
    let cell = Cell::read(r);
    let measures = measures(r);
    let cites = citation(b, r, "");
    let common = Common {
        by,
        scope,
        area,
        period,
        year,
        cell,
        cites: cites.clone(),
    };
    let key = r.key();
    let mut rows: Vec<StatisticRow> = Vec::new();
    for row in r.values("rows") {
        let own = key.as_ref().map_or("", |key| key.as_str());
        let next = row_of(b, r, row, &measures, &common, (own, rows.len() + 1));
        rows.extend(next.filter(|row| is_new(r, &rows, row)));
    }
    let (Some(key), Some(cites)) = (key, cites) else {
        return;
    };
    let row = Statistic {
        key: key.value.clone(),
        name,
        city: scope.city,
        subjects,
        measures,
        rows,
        complete,
        note: common.cell.note,
        cites,
        span: key.span,
    };
    let faulty = r.diags.has_errors();
    let id = insert(r, &mut b.model.statistics, &key, row, |row| row.span);
    if faulty {
        b.model.poisoned.statistics.extend(id);
    }
}

/// What a statistic is about: a list of subjects, or one.
fn subjects(b: &Builder, r: &mut Record<'_>, scope: Scope) -> Vec<Subject> {
    let mut texts = r.texts("subjects");
    let one = r.text("subject");
    if texts.is_empty() {
        texts.extend(one);
    }
    let all = texts.iter();
    all.filter_map(|text| one_subject(b, r, scope, text))
        .collect()
}

fn measures(r: &mut Record<'_>) -> Vec<Measure> {
    let mut measures: Vec<Measure> = Vec::new();
    for mut m in r.tables("measures") {
        let name = m.required_or_empty("name");
        let unit = m.text_or_empty("unit");
        let nature = m.choice("nature", &Nature::CHOICES).map(|n| n.value);
        let rank = m.flag("rank").unwrap_or(false);
        let ties = measure_ties(&mut m);
        let key = m.key();
        if let Some(key) = &key
            && let Some(first) = measures.iter().find(|m| m.key == key.value)
        {
            m.diags.push(errors::duplicate_record(
                key.span,
                m.kind,
                key.as_str(),
                first.span,
            ));
        } else {
            measures.extend(key.map(|k| Measure {
                key: k.value,
                name,
                unit,
                nature,
                rank,
                ties,
                span: k.span,
            }));
        }
        r.diags.extend(m.finish().0);
    }
    if measures.is_empty() {
        r.diags
            .push(errors::missing_field(r.span, r.kind, "measures"));
    }
    measures
}

/// Whether no row before it has its name or id; a second one is a fault.
fn is_new(r: &mut Record<'_>, rows: &[StatisticRow], row: &StatisticRow) -> bool {
    let same = |other: &&StatisticRow| other.name == row.name || other.id == row.id;
    match rows.iter().find(same) {
        None => true,
        Some(first) => {
            let fault = errors::duplicate_record(row.span, "rows", &row.name, first.span);
            r.diags.push(fault);
            false
        }
    }
}

fn row_of(
    b: &Builder,
    r: &mut Record<'_>,
    row: &Spanned<Value>,
    measures: &[Measure],
    common: &Common,
    (statistic, number): (&str, usize),
) -> Option<StatisticRow> {
    let cells = cells_of(r, row, measures.len() + 1)?;
    let label = label(r, &cells[0])?;
    let mut made = StatisticRow {
        id: number.to_string(),
        name: match label.breakdown.as_str() {
            "" => label.text.value.clone(),
            breakdown => format!("{};{breakdown}", label.text.value),
        },
        category: String::new(),
        breakdown: label.breakdown,
        area: common.area,
        period: common.period,
        ties: label.ties,
        cells: Vec::new(),
        span: cells[0].span,
    };
    match common.by {
        By::Category => made.category = label.text.value,
        By::Area => {
            let area = area_by_name(b, r, common.scope, &label.text)?;
            made.area = Some(area);
            made.category = label.text.value;
            made.id = b.model.areas[area].key.to_string();
        }
        By::Period => {
            made.period = r.read_period(&label.text, common.year)?.0.value;
            made.id = made.period.slug();
        }
    }
    // Two parts of one area or period are told apart by their numbers.
    if !made.breakdown.is_empty() {
        made.id = number.to_string();
    }
    if let Some(key) = label.key {
        made.id = key.value.to_string();
    }
    for (cell, measure) in cells[1..].iter().zip(measures) {
        let id = format!("{statistic}.{}.{}", made.id, measure.key);
        made.cells.push(cell::cell_of(r, cell, measure, common, id));
    }
    Some(made)
}

/// The cells of a row, if they are as many as there should be.
fn cells_of<'a>(
    r: &mut Record<'_>,
    row: &'a Spanned<Value>,
    wanted: usize,
) -> Option<&'a [Spanned<Value>]> {
    let fault = match &row.value {
        Value::Array(cells) if cells.len() == wanted => return Some(cells),
        Value::Array(cells) => errors::wrong_cell_count(row.span, cells.len(), wanted),
        other => errors::wrong_type(row.span, "rows", "list", type_word(other)),
    };
    r.diags.push(fault);
    None
}

/// The first cell of a row: a text, or a table of the text and how the row relates to others.
fn label(r: &mut Record<'_>, cell: &Spanned<Value>) -> Option<Label> {
    let parts = |text: &str| match text.split_once(';') {
        Some((outer, inner)) => (outer.to_owned(), inner.to_owned()),
        None => (text.to_owned(), String::new()),
    };
    match &cell.value {
        Value::Text(text) => {
            let (text, breakdown) = parts(text);
            Some(Label {
                text: Spanned::new(text, cell.span),
                key: None,
                breakdown,
                ties: Ties::default(),
            })
        }
        Value::Table(table) => {
            let mut own = Record::inner("rows", table, cell.span);
            let text = own.required("label");
            let key = own.has("key").then(|| own.key()).flatten();
            own.own_value("key");
            let breakdown = own.text_or_empty("breakdown");
            let ties = row_ties(&mut own);
            r.diags.extend(own.finish().0);
            let written = text?;
            let (text, inner) = parts(&written);
            let breakdown = match breakdown.is_empty() {
                true => inner,
                false => breakdown,
            };
            Some(Label {
                text: Spanned::new(text, written.span),
                key,
                breakdown,
                ties,
            })
        }
        other => {
            let found = type_word(other);
            r.diags
                .push(errors::wrong_type(cell.span, "rows", "text", found));
            None
        }
    }
}
