//! Formulas that stand alone in a field, outside prose.

use std::ops::Range;

use crate::base::diag::{Checked, Diags};
use crate::base::span::Span;

use super::errors;
use super::formula::{self, Formula};
use super::origin::Origin;

/// A formula that stands alone in a text field of TOML, without its braces.
///
/// `span` is the place that [`super::toml`] gives to the string.
pub fn expression(text: &str, span: Span) -> Checked<Option<Formula>> {
    let origin = Origin::literal(text, span);
    let braced = format!("{{={text}}}");
    // The two bytes before the text are ours.
    let place = |range: Range<usize>| {
        let inside = |at: usize| at.saturating_sub(2).min(text.len());
        origin.span(inside(range.start)..inside(range.end))
    };
    let mut diags = Diags::default();
    let formula = match formula::read(&braced, &place) {
        Some(Ok((formula, length))) if length == braced.len() => Some(formula),
        Some(Err((problem, range))) => {
            diags.push(errors::formula_syntax(place(range), problem));
            None
        }
        _ => {
            diags.push(errors::formula_syntax(span, formula::Problem::Rest));
            None
        }
    };
    Checked::new(formula, diags)
}
