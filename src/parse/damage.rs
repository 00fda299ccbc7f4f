//! What is wrong with a TOML file that does not parse, in our own words, once per mistake.

use std::ops::Range;

use crate::base::diag::{Diagnostic, Diags};
use crate::base::lines::floor_char_boundary;
use crate::base::span::Span;

use super::errors::{self, TomlProblem};
use super::japanese::{half, half_or_quote, is_invisible};
use super::scan::{self, Block};
use super::toml;

/// What [`find`] found.
pub(super) struct Damage {
    /// One fault for each mistake.
    pub(super) diags: Diags,
    /// The text with blanks where damaged records were, byte for byte as long; none if other
    /// records depend on what is damaged.
    pub(super) rest: Option<String>,
}

/// How many faults a single block may have; more would not help anyone.
const FAULTS_PER_BLOCK: usize = 5;

/// Finds the mistakes in a text that stands in its file at `span` and does not parse.
pub(super) fn find(text: &str, span: Span) -> Damage {
    let mut diags = Diags::default();
    let mut rest = text.to_owned();
    let mut safe = true;
    for block in scan::blocks(text) {
        let faults = faults(text, span, &block);
        if !faults.is_empty() {
            safe &= block.is_record;
            rest = blank(&rest, block.range);
            faults.into_iter().for_each(|fault| diags.push(fault));
        }
    }
    if diags.is_empty() {
        // Each record is sound, but they do not go together.
        safe = false;
        let all = Block {
            range: 0..text.len(),
            is_record: false,
            problems: Vec::new(),
            wide: Vec::new(),
            statements: Vec::new(),
        };
        for (message, at) in toml::errors(text).into_iter().take(FAULTS_PER_BLOCK) {
            diags.push(classify(text, span, &all, &message, at));
        }
    }
    Damage {
        diags,
        rest: safe.then_some(rest),
    }
}

/// `text` with blanks for the bytes of `range`; lines stay lines.
fn blank(text: &str, range: Range<usize>) -> String {
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..range.start]);
    for c in text[range.clone()].chars() {
        match c {
            '\n' => out.push('\n'),
            _ => out.extend(std::iter::repeat_n(' ', c.len_utf8())),
        }
    }
    out.push_str(&text[range.end..]);
    out
}

fn faults(text: &str, span: Span, block: &Block) -> Vec<Diagnostic> {
    let strings = |(problem, _): &&(TomlProblem, _)| *problem == TomlProblem::UnclosedString;
    // A quote that does not close takes the brackets after it along.
    let mut own: Vec<_> = block
        .problems
        .iter()
        .filter(strings)
        .take(FAULTS_PER_BLOCK)
        .collect();
    if own.is_empty()
        && let Some(first) = block.problems.first()
    {
        // A slip before it may be why it seems open.
        let mut before = parsed(text, span, &until(block, first.1.start));
        before.truncate(1);
        if !before.is_empty() {
            return before;
        }
        own.push(first);
    }
    if own.is_empty() {
        return parsed(text, span, block);
    }
    own.into_iter()
        .map(|(problem, range)| errors::toml_syntax(span.part(range.clone()), *problem))
        .collect()
}

/// The statements of a block that end before `at`.
fn until(block: &Block, at: usize) -> Block {
    let starts = block.statements.iter().copied();
    let end = starts
        .take_while(|start| *start <= at)
        .last()
        .unwrap_or(block.range.start);
    Block {
        range: block.range.start..end,
        is_record: block.is_record,
        problems: Vec::new(),
        wide: block.wide.clone(),
        statements: block.statements.clone(),
    }
}

/// The faults of a block whose strings and brackets close. After the first one its line is left
/// out and the rest read again, for as long as each line is a statement by itself.
fn parsed(text: &str, span: Span, block: &Block) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut left = text[block.range.clone()].to_owned();
    while faults.len() < FAULTS_PER_BLOCK {
        let Some((message, at)) = toml::errors(&left).into_iter().next() else {
            break;
        };
        let at = block.range.start + at.start..block.range.start + at.end;
        let line = line(text, at.start, block);
        let repeats = message.starts_with("duplicate key");
        // A lost header joins two records; one fault says so.
        if !repeats || faults.is_empty() {
            faults.push(classify(text, span, block, &message, at));
        }
        let next = text[line.end..block.range.end]
            .lines()
            .find(|l| !l.trim().is_empty());
        let whole = block.statements.contains(&line.start)
            && (line.end == block.range.end || block.statements.contains(&line.end))
            && next.is_none_or(is_statement)
            && !repeats;
        if !whole || line.start == block.range.start && block.is_record {
            break;
        }
        left = blank(
            &left,
            line.start - block.range.start..line.end - block.range.start,
        );
    }
    faults
}

/// Whether a line looks like `name = …` or a remark, not like the inside of a list.
fn is_statement(line: &str) -> bool {
    let name = !line
        .trim_start()
        .starts_with(['{', '[', '"', '\'', ']', '}']);
    line.starts_with('#') || name && line.contains(['=', '\u{ff1d}'])
}

/// The line that holds `at`, within its block.
fn line(text: &str, at: usize, block: &Block) -> Range<usize> {
    let at = floor_char_boundary(text, at.clamp(block.range.start, block.range.end));
    let start = text[block.range.start..at]
        .rfind('\n')
        .map_or(block.range.start, |n| block.range.start + n + 1);
    let end = text[at..block.range.end]
        .find('\n')
        .map_or(block.range.end, |n| at + n + 1);
    start..end
}

/// One error of the parser as a fault of ours.
fn classify(text: &str, span: Span, block: &Block, message: &str, at: Range<usize>) -> Diagnostic {
    let line = line(text, at.start, block);
    if message.starts_with("duplicate key") {
        return duplicate(text, span, block, at);
    }
    if let Some(fault) = key_fault(text, span, block, &line) {
        return fault;
    }
    let found = text.get(at.clone()).unwrap_or_default();
    let unquoted = message.starts_with("string values must be quoted") && !found.is_empty();
    let wide = match unquoted {
        true => wide_value(found, at.start),
        false => block.wide.iter().copied().find(|(at, _)| line.contains(at)),
    };
    if let Some((at, c)) = wide {
        let place = span.part(at..at + c.len_utf8());
        return errors::toml_full_width(place, c, half_or_quote(c));
    }
    errors::toml_syntax(span.part(visible(text, at, &line)), problem(message, found))
}

/// The character of an unquoted value that should have been a half-width one.
fn wide_value(value: &str, at: usize) -> Option<(usize, char)> {
    let first = value.chars().next()?;
    let is_quote = !first.is_ascii() && matches!(half_or_quote(first), '"' | '\'');
    let is_twin = value.chars().all(|c| half(c).is_ascii());
    let wide = value.char_indices().find(|(_, c)| !c.is_ascii())?;
    (is_quote || is_twin).then_some((at + wide.0, wide.1))
}

/// A range that can be seen: an empty one becomes the character before it on its line, or else
/// the one after it.
fn visible(text: &str, at: Range<usize>, line: &Range<usize>) -> Range<usize> {
    let start = floor_char_boundary(text, at.start);
    let end = floor_char_boundary(text, at.end);
    if start < end {
        return start..end;
    }
    let before = text[line.start.min(start)..start].trim_end();
    match before.chars().next_back() {
        Some(c) => {
            let end = line.start.min(start) + before.len();
            end - c.len_utf8()..end
        }
        None => start..start + text[start..].chars().next().map_or(0, char::len_utf8),
    }
}

/// What is wrong with the key or header at the start of a line, if it is its letters.
fn key_fault(text: &str, span: Span, block: &Block, line: &Range<usize>) -> Option<Diagnostic> {
    if !block.statements.contains(&line.start) {
        return None;
    }
    let written = &text[line.clone()];
    let blank = |c: char| c.is_ascii_whitespace() || c == '[';
    let start = line.start + (written.len() - written.trim_start_matches(blank).len());
    let rest = &text[start..line.end];
    let end = rest.find(['=', ']', '\u{ff1d}', ' ', '\t', '\r', '\n', '#', '"', '\'']);
    let key = &rest[..end.unwrap_or(rest.len())];
    let (at, c) = key.char_indices().find(|(_, c)| !c.is_ascii())?;
    if half(c) != c {
        let place = span.part(start + at..start + at + c.len_utf8());
        return Some(errors::toml_full_width(place, c, half(c)));
    }
    if is_invisible(c) {
        let place = span.part(start + at..start + at + c.len_utf8());
        return Some(errors::toml_syntax(place, TomlProblem::BadCharacter));
    }
    let place = span.part(start..start + key.len());
    c.is_alphabetic()
        .then(|| errors::toml_japanese_key(place, key))
}

fn duplicate(text: &str, span: Span, block: &Block, at: Range<usize>) -> Diagnostic {
    let key = text.get(at.clone()).unwrap_or_default();
    let before = &text[block.range.start..at.start.max(block.range.start)];
    let ends = |c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c));
    let first = before.match_indices(key).find(|(found, _)| {
        let after = before[found + key.len()..].trim_start();
        let alone = before[..*found].chars().next_back().is_none_or(ends);
        !key.is_empty() && alone && after.starts_with(['=', ']', '.'])
    });
    let first = first.map(|(found, _)| {
        let start = block.range.start + found;
        span.part(start..start + key.len())
    });
    errors::duplicate_key(span.part(at), key.trim_matches(['"', '\'']), first)
}

/// The class of a message of the parser; `found` is what it points at.
fn problem(message: &str, found: &str) -> TomlProblem {
    use TomlProblem as P;
    let message = message.split(", expected").next().unwrap_or_default();
    let control = found.chars().any(|c| c.is_control() && !c.is_whitespace());
    match message {
        _ if control => P::BadCharacter,
        "string values must be quoted" if found.is_empty() => P::MissingValue,
        "string values must be quoted" => P::UnquotedText,
        "missing value" => P::MissingValue,
        "key with no value" | "missing value for key" => P::MissingEquals,
        "missing assignment between key-value pairs" => P::MissingEquals,
        "missing comma between array elements" | "missing comma between key-value pairs" => {
            P::MissingComma
        }
        "extra comma in array" | "extra comma in inline table" => P::ExtraComma,
        "extra `=`" | "extra assignment between key-value pairs" | "unexpected `=` in array" => {
            P::ExtraEquals
        }
        "unexpected key or value"
        | "unexpected content"
        | "missing array opening"
        | "missing inline table opening" => P::ExtraText,
        "unclosed array" => P::UnclosedArray,
        "unclosed inline table" => P::UnclosedTable,
        "unclosed table" | "unclosed array table" => P::UnclosedHeader,
        "invalid unquoted key" | "unquoted keys cannot be empty" | "invalid key-value pair" => {
            P::BadKey
        }
        "missing key for inline table element"
        | "invalid inline table element"
        | "missing table open" => P::BadKey,
        "missing escaped value" | "too few unicode value digits" => P::BadEscape,
        "carriage return must be followed by newline" | "invalid comment character" => {
            P::BadCharacter
        }
        "cannot recurse further; max recursion depth met" | "recursion limit" => P::TooDeep,
        _ if message.starts_with("keys cannot be") => P::BadKey,
        _ if message.starts_with("cannot extend value") => P::TableConflict,
        _ if message.contains("multi-line") && message.starts_with("invalid") => {
            P::UnclosedMultiline
        }
        _ if message.contains(" string") && message.starts_with("invalid") => P::UnclosedString,
        _ if message.contains("date") || message.contains("time") => P::BadDate,
        "invalid boolean" | "invalid value" => P::UnquotedText,
        _ if found.starts_with(|c: char| c.is_ascii_digit() || "+-._".contains(c)) => P::BadNumber,
        _ => P::Other,
    }
}
