//! The texts themselves, for lines of context: cut by place, so that a place tells the file.

use std::ops::Range;

use super::document::Document;
use super::row::Row;
use super::write_json;
use crate::view::search::fold::{Folded, fold};

/// How much text before and behind its places a file holds of a text that it cuts.
const OVERLAP: usize = 40;

/// The texts at some places, page by page, and what is shown of pages that begin there. Texts
/// that pages share come as those of one page more.
pub(super) fn leaf(row: &Row, documents: &[&Document], places: Range<usize>) -> String {
    let mut out = String::from("[");
    let mut at = row
        .starts
        .partition_point(|start| *start as usize <= places.start)
        - 1;
    let mut page = row.pages.partition_point(|first| *first <= at) - 1;
    while at < row.order.len() && (row.starts[at] as usize) < places.end {
        let first = row.pages[page];
        let end = row.pages.get(page + 1).copied().unwrap_or(row.order.len());
        let start = row.starts[first] as usize;
        let mut text = String::new();
        let mut from = None;
        while at < end && (row.starts[at] as usize) < places.end {
            let begins = piece(row, at, &places, &mut text);
            from = from.or(Some(begins - start));
            at += 1;
        }
        if out.len() > 1 {
            out.push(',');
        }
        out += &format!("[{page},{},", from.unwrap_or(0));
        write_json(&mut out, &text);
        match documents.get(page) {
            Some(document) if start >= places.start => {
                out.push(',');
                write_json(&mut out, &document.shown());
            }
            _ => {}
        }
        out.push(']');
        page += 1;
    }
    out.push(']');
    out
}

/// Adds a text, or what of it is near some places; gives the place where that begins.
fn piece(row: &Row, at: usize, places: &Range<usize>, out: &mut String) -> usize {
    let (start, end) = (row.starts[at] as usize, row.starts[at + 1] as usize);
    let text = row.text(at);
    let from = places.start.saturating_sub(OVERLAP).max(start) - start;
    let to = (places.end + OVERLAP).min(end) - start;
    if from == 0 && to == end - start {
        out.push_str(text);
        out.push('\n');
        return start;
    }
    let folded = fold(text);
    let from = before(&folded, from);
    let byte = |place: usize| folded.at.get(place).map_or(text.len(), |at| *at as usize);
    out.push_str(&text[byte(from)..byte(behind(&folded, to))]);
    if to == end - start {
        out.push('\n');
    }
    start + from
}

/// The last place not behind `place` from which the text folds as it does in the whole: what a
/// dash or a space becomes depends on what stands before it, and a character may become several.
fn before(folded: &Folded, place: usize) -> usize {
    let parts = |at: usize| {
        at == 0 || (folded.at[at] != folded.at[at - 1] && !matches!(folded.chars[at], ' ' | '-'))
    };
    let end = place.min(folded.chars.len().saturating_sub(1));
    (0..=end).rev().find(|at| parts(*at)).unwrap_or(0)
}

/// The first place not before `place` up to which the text folds as it does in the whole: a comma
/// between digits and a space between words are only told by what follows.
fn behind(folded: &Folded, place: usize) -> usize {
    let chars = &folded.chars;
    let parts = |at: usize| {
        let digits = chars[at - 1].is_ascii_digit() && chars[at].is_ascii_digit();
        folded.at[at] != folded.at[at - 1] && chars[at - 1] != ' ' && !digits
    };
    let mut all = place.max(1)..chars.len();
    all.find(|at| parts(*at)).unwrap_or(chars.len())
}
