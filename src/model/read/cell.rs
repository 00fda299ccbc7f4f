//! One printed figure: what its digits say, and what the author says of them.

use std::str::FromStr;

use rust_decimal::Decimal;

use crate::base::span::Spanned;
use crate::model::amount::Amount;
use crate::model::document::Reading;
use crate::model::errors;
use crate::model::fact::Figure;
use crate::model::fields::Record;
use crate::parse::prose::Prose;

/// What may be said of one figure beside its printed form.
#[derive(Clone, Default)]
pub(super) struct Cell {
    value: Option<Spanned<String>>,
    value_to: Option<Spanned<String>>,
    unit: Option<Spanned<String>>,
    qualifier: Option<Spanned<String>>,
    pub(super) reading: Option<Reading>,
    pub(super) basis: Option<String>,
    pub(super) seq: Option<u32>,
    pub(super) note: Option<Box<Prose>>,
    /// A figure from before or after the years in which its subject runs, cited for comparison.
    pub(super) baseline: bool,
}

impl Cell {
    /// Reads the fields of a record or cell that are about its figure.
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
    let read = match spec.value {
        // Who says what the digits are also says what a point in them is.
        Some(_) => Amount::read_decimal(printed),
        None => Amount::read(printed),
    };
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
