//! One cell of a statistic: a printed figure, and what is said of it.

use rust_decimal::prelude::ToPrimitive;

use crate::base::span::Spanned;
use crate::model::errors;
use crate::model::fact::Figure;
use crate::model::fields::{Record, type_word};
use crate::model::statistic::{Measure, StatisticCell};
use crate::parse::toml::Value;

use super::super::cell::{Cell, figure};
use super::Common;

/// What a table in place of a cell says beside the figure.
#[derive(Default)]
struct Aside {
    rank: Option<u32>,
    rank_of: Option<u32>,
    place: Option<String>,
}

/// Reads a cell; `None` where nothing is printed.
pub(super) fn cell_of(
    r: &mut Record<'_>,
    cell: &Spanned<Value>,
    measure: &Measure,
    common: &Common,
    id: String,
) -> Option<StatisticCell> {
    // A note on the whole table stands below it once, not beside each cell.
    let mut shared = common.cell.clone();
    shared.note = None;
    let (printed, spec, aside) = match &cell.value {
        Value::Text(text) if text.is_empty() => return None,
        Value::Text(text) => {
            let printed = Spanned::new(text.to_string(), cell.span);
            (printed, shared, Aside::default())
        }
        Value::Table(table) => {
            let mut own = Record::inner("rows", table, cell.span);
            let printed = own.quoted("printed");
            let printed = printed.unwrap_or_else(|| Spanned::new(String::new(), cell.span));
            let aside = Aside {
                rank: own.number("rank"),
                rank_of: own.number("rank_of"),
                place: own.text("place").map(|place| place.value),
            };
            let spec = Cell::read(&mut own).over(&shared);
            r.diags.extend(own.finish().0);
            (printed, spec, aside)
        }
        other => {
            let found = type_word(other);
            r.diags
                .push(errors::wrong_type(cell.span, "rows", "text", found));
            return None;
        }
    };
    let reading = spec.reading.unwrap_or_default();
    let figure = figure(r, &printed, &spec, reading)?;
    check_unit(r, &printed, measure, &figure);
    let rank = rank(r, &aside, &printed, measure, &figure);
    let mut cites = common.cites.clone()?;
    cites.place = aside.place.unwrap_or(cites.place);
    cites.printed = printed.value;
    Some(StatisticCell {
        id,
        figure,
        rank,
        rank_of: aside.rank_of,
        reading,
        note: spec.note,
        cites,
        span: cell.span,
    })
}

fn check_unit(r: &mut Record<'_>, printed: &Spanned<String>, measure: &Measure, figure: &Figure) {
    if !measure.unit.is_empty() && !figure.unit.is_empty() && figure.unit != measure.unit {
        let fault = errors::unit_mismatch(
            printed.span,
            &figure.unit,
            &measure.unit,
            &measure.name,
            measure.span,
        );
        r.diags.push(fault);
    }
}

/// The rank of a figure, which is not beyond the last. In a column of ranks the figure is the
/// rank, and nobody types it twice.
fn rank(
    r: &mut Record<'_>,
    aside: &Aside,
    printed: &Spanned<String>,
    measure: &Measure,
    figure: &Figure,
) -> Option<u32> {
    let read = figure.value.and_then(|value| value.to_u32());
    let rank = read.filter(|_| measure.rank).or(aside.rank);
    let said = [
        ("rank", aside.rank.filter(|said| Some(*said) != rank)),
        ("rank_of", aside.rank_of.filter(|of| rank > Some(*of))),
    ];
    for (field, said) in said {
        if let (Some(said), Some(rank)) = (said, rank) {
            let (said, rank) = (said.to_string(), rank.to_string());
            let fault = errors::printed_mismatch(printed.span, field, &said, printed, &rank);
            r.diags.push(fault);
        }
    }
    rank
}
