//! Figures in our own prose that are neither computed nor stated.
//!
//! Every digit that an author types is a figure that nothing holds against the model, unless it
//! is part of a date, a name, an order (the first, item 4) or an article of a law. The words that
//! tell these apart are data of the site's language (`[prose]` in `i18n/`), names are the model's.

mod grammar;
mod names;

use std::ops::Range;

use crate::base::diag::Diags;
use crate::base::span::Span;
use crate::parse::prose::{Chunk, Prose, Target, digit_runs};

use self::grammar::Grammar;
pub(super) use self::names::Names;

use super::errors;
use super::ground::Ground;
use super::proses::ProsePlace;

/// What stands in a text for something that is no text of its author: a formula, a link by name.
const HOLE: char = '\u{fffc}';

/// A warning for every bare figure in some prose.
pub(super) fn faults(ground: &Ground<'_>, names: &Names, proses: &[ProsePlace<'_>]) -> Diags {
    let all = bare_figures(ground, names, proses).into_iter();
    all.map(|(span, text)| errors::bare_figure(span, &text))
        .collect()
}

/// Every bare figure in some prose, with its place and the words behind it.
fn bare_figures(
    ground: &Ground<'_>,
    names: &Names,
    proses: &[ProsePlace<'_>],
) -> Vec<(Span, String)> {
    let grammar = Grammar::new(ground);
    let mut found = Vec::new();
    for place in proses {
        if place.prose.numbers.is_empty() {
            continue;
        }
        let (text, runs) = read(place.prose);
        let plain = grammar.plain(
            &text,
            &runs
                .iter()
                .map(|(range, _)| range.clone())
                .collect::<Vec<_>>(),
        );
        for ((range, span), explained) in runs.into_iter().zip(plain) {
            if !explained && !names.covers(&text, &range) {
                found.push((span, shown(&text, range)));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The text of a piece of prose, with every run of digits in it and its place.
fn read(prose: &Prose) -> (String, Vec<(Range<usize>, Span)>) {
    let mut text = String::new();
    let mut runs = Vec::new();
    let mut seen = 0;
    let mut code = false;
    let mut phone = false;
    for chunk in prose.chunks() {
        match chunk {
            Chunk::Text(own) | Chunk::Ruby { base: own, .. } => {
                let start = text.len();
                text.push_str(own);
                for digits in digit_runs(own) {
                    if !code && !phone {
                        runs.push((start + digits.start..start + digits.end, seen));
                    }
                    seen += 1;
                }
            }
            Chunk::Html(html) => {
                code = html
                    .rfind("<code")
                    .is_some_and(|at| !html[at..].contains("</code"))
                    || (code && !html.contains("</code"));
                if html.contains('\n') {
                    text.push('\n');
                }
            }
            Chunk::HeadingStart { .. }
            | Chunk::HeadingEnd(_)
            | Chunk::Table { .. }
            | Chunk::Note(_) => text.push('\n'),
            Chunk::LinkStart(index) => phone = is_phone(prose, index),
            Chunk::LinkEnd => phone = false,
            Chunk::Mention { .. } => {}
            Chunk::LinkAuto(_) | Chunk::Formula(_) | Chunk::Image(_) | Chunk::Word(_) => {
                text.push(HOLE);
            }
        }
    }
    // Where the two countings differ, each figure is somewhere in the whole text.
    let exact = seen == prose.numbers.len();
    let place = |n: usize| match prose.numbers.get(n) {
        Some(span) if exact => *span,
        _ => prose.span,
    };
    let runs = runs
        .into_iter()
        .map(|(range, n)| (range, place(n)))
        .collect();
    (text, runs)
}

/// Whether a link leads to a telephone, so that the digits in its words count nothing.
fn is_phone(prose: &Prose, index: u32) -> bool {
    let link = prose.links.get(index as usize);
    link.is_some_and(|link| matches!(&link.target, Target::Url(url) if url.starts_with("tel:")))
}

/// A figure with its counter, for the message.
fn shown(text: &str, range: Range<usize>) -> String {
    let counter = text[range.end..].chars().take(4);
    let counter: String = counter
        .take_while(|c| grammar::is_letter(*c) || *c == '\u{3064}')
        .collect();
    format!("{}{counter}", &text[range])
}
