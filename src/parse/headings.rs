//! Ids and attributes of headings: `## 理由 {#why place="3 総括" period="H29..R3"}`.
//!
//! A heading without an id of its own is called `s` and its number among the headings of the file,
//! so that a title may be reworded without breaking a link.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use crate::base::diag::Diags;
use crate::base::span::{Span, Spanned};

use super::emphasis::Prepared;
use super::errors;
use super::japanese::half;
use super::origin::Origin;

/// What a heading says besides its words.
#[derive(Debug)]
pub(super) struct Head {
    /// 1 to 6.
    pub(super) level: u8,
    /// Its id, unique in the file unless a fault says otherwise.
    pub(super) id: Spanned<String>,
    /// Names and values in order.
    pub(super) attributes: Vec<(Spanned<String>, Spanned<String>)>,
    /// Where its words end in the source, if attributes follow them.
    pub(super) cut: Option<usize>,
    /// The whole heading.
    pub(super) span: Span,
}

/// What is wrong with a `{…}` after a heading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum AttributeProblem {
    /// Not `{#id}` or `{name="value"}`.
    Shape,
    /// An id of other letters than ASCII ones, digits, `-`, `_` and `.`.
    Id,
    /// Attributes where the heading begins no section.
    Deep,
}

type Ranged = (String, Range<usize>);

/// An attribute block, with offsets into the words of its heading.
#[derive(Default, Debug)]
struct Block {
    at: usize,
    id: Option<Ranged>,
    attributes: Vec<(Ranged, Ranged)>,
}

/// All headings of a text in order.
pub(super) fn find(
    events: &[(Event<'_>, Range<usize>)],
    prepared: &Prepared<'_>,
    origin: &Origin,
    diags: &mut Diags,
) -> Vec<Head> {
    let mut heads = Vec::new();
    let mut named = Vec::new();
    for (index, (event, range)) in events.iter().enumerate() {
        if let Event::Start(Tag::Heading { level, .. }) = event {
            let inside = events[index + 1..]
                .iter()
                .take_while(|(e, _)| !matches!(e, Event::End(TagEnd::Heading(_))));
            let mut inside = inside.map(|(_, range)| range);
            let first = inside.next().cloned().unwrap_or(range.start..range.start);
            let end = inside.fold(first.end, |end, range| end.max(range.end));
            let words = prepared.range(first.start..end);
            let (head, has_id) = head(
                *level,
                words,
                prepared.range(range.clone()),
                prepared,
                origin,
                diags,
            );
            heads.push(head);
            named.push(has_id);
        }
    }
    number(&mut heads, &named, diags);
    order(&heads, diags);
    heads
}

/// Reports headings that skip a level. The page's title is of level 1, and sections are of level 2
/// however they were written.
fn order(heads: &[Head], diags: &mut Diags) {
    let mut above = 1;
    for head in heads {
        let level = head.level.max(2);
        if level > above + 1 {
            diags.push(errors::heading_skips(head.span, level, above + 1));
        }
        above = level;
    }
}

/// One heading; whether it has an id of its own.
fn head(
    level: HeadingLevel,
    words: Range<usize>,
    whole: Range<usize>,
    prepared: &Prepared<'_>,
    origin: &Origin,
    diags: &mut Diags,
) -> (Head, bool) {
    let base = words.start;
    let place = |range: &Range<usize>| origin.span(base + range.start..base + range.end);
    let text = prepared.source.get(words).unwrap_or_default();
    // A block that cannot be read is no part of the heading's words either: one mistake, one fault.
    let mut unread = None;
    let block = block(text).unwrap_or_else(|(problem, range)| {
        diags.push(errors::heading_attributes(place(&range), problem));
        unread = text.rfind('{');
        None
    });
    let whole_text = prepared.source.get(whole.clone()).unwrap_or_default();
    let span = origin.span(whole.start..whole.start + whole_text.trim_end().len());
    let mut head = Head {
        level: level as u8,
        id: Spanned::new(String::new(), span),
        attributes: Vec::new(),
        cut: block
            .as_ref()
            .map(|block| block.at)
            .or(unread)
            .map(|at| base + at),
        span,
    };
    let spanned = |(text, range): Ranged| {
        let span = place(&range);
        Spanned::new(text, span)
    };
    let mut has_id = false;
    if let Some(block) = block {
        if let Some(id) = block.id {
            head.id = spanned(id);
            has_id = true;
        }
        head.attributes = block
            .attributes
            .into_iter()
            .map(|(name, value)| (spanned(name), spanned(value)))
            .collect();
    }
    (head, has_id)
}

/// Numbers the headings without an id, and reports ids that are taken.
fn number(heads: &mut [Head], named: &[bool], diags: &mut Diags) {
    let mut taken: BTreeMap<String, Span> = BTreeMap::new();
    for (head, _) in heads.iter().zip(named).filter(|(_, named)| **named) {
        match taken.get(&head.id.value) {
            Some(first) => diags.push(errors::duplicate_heading_id(head.id.span, &head.id, *first)),
            None => {
                taken.insert(head.id.value.clone(), head.id.span);
            }
        }
    }
    let unnamed = heads.iter_mut().zip(named).enumerate();
    for (index, (head, _)) in unnamed.filter(|(_, (_, named))| !**named) {
        let mut id = format!("s{}", index + 1);
        while taken.contains_key(&id) {
            id.push('a');
        }
        taken.insert(id.clone(), head.id.span);
        head.id.value = id;
    }
}

/// The attribute block at the end of a heading's words.
fn block(text: &str) -> Result<Option<Block>, (AttributeProblem, Range<usize>)> {
    let end = text.trim_end().len();
    let Some(inner_end) = text[..end].strip_suffix('}').map(str::len) else {
        return Ok(None);
    };
    let mut problem = None;
    for (at, _) in text[..inner_end].match_indices('{') {
        match Reader::new(text, at + 1..inner_end).block(at) {
            Ok(block) => return Ok(Some(block)),
            Err(fault) if meant(&text[at + 1..inner_end]) => problem = Some((fault, at..end)),
            Err(_) => {}
        }
    }
    problem.map_or(Ok(None), Err)
}

/// Whether someone who wrote this in braces meant attributes, not a formula or words.
fn meant(inner: &str) -> bool {
    let inner = inner.trim_start();
    if inner.starts_with('#') {
        return true;
    }
    let name = inner.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let begins = inner.starts_with(|c: char| c.is_ascii_alphabetic());
    let equals = name
        .trim_start()
        .chars()
        .next()
        .is_some_and(|c| half(c) == '=');
    begins && equals && !name.contains(|c| half(c) == '(')
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, range: Range<usize>) -> Self {
        Self {
            text,
            at: range.start,
            end: range.end,
        }
    }

    fn block(mut self, at: usize) -> Result<Block, AttributeProblem> {
        let mut block = Block {
            at,
            ..Block::default()
        };
        loop {
            self.take(char::is_whitespace);
            match self.rest().chars().next() {
                None if block.id.is_none() && block.attributes.is_empty() => {
                    return Err(AttributeProblem::Shape);
                }
                None => return Ok(block),
                Some('#') if block.id.is_none() => {
                    self.at += 1;
                    let id = self.take(|c| !c.is_whitespace());
                    if id.0.is_empty() || !id.0.chars().all(in_id) {
                        return Err(AttributeProblem::Id);
                    }
                    block.id = Some(id);
                }
                Some(_) => {
                    let attribute = self.attribute().ok_or(AttributeProblem::Shape)?;
                    block.attributes.push(attribute);
                }
            }
        }
    }

    fn attribute(&mut self) -> Option<(Ranged, Ranged)> {
        let name = self.take(|c| c.is_ascii_alphanumeric() || c == '-');
        if !name.0.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        self.take(char::is_whitespace);
        self.sign('=')?;
        self.take(char::is_whitespace);
        self.sign('"')?;
        let value = self.take(|c| half(c) != '"');
        self.sign('"')?;
        Some((name, value))
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..self.end]
    }

    fn take(&mut self, keep: impl Fn(char) -> bool) -> Ranged {
        let rest = self.rest();
        let length = rest.find(|c| !keep(c)).unwrap_or(rest.len());
        let range = self.at..self.at + length;
        self.at = range.end;
        (rest[..length].to_owned(), range)
    }

    /// Skips `sign` or its full-width twin.
    fn sign(&mut self, sign: char) -> Option<()> {
        let next = self.rest().chars().next().filter(|c| half(*c) == sign)?;
        self.at += next.len_utf8();
        Some(())
    }
}

fn in_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_told_from_other_braces() {
        let read = |text: &str| {
            let block = block(text).ok().flatten()?;
            let attributes: Vec<_> = block
                .attributes
                .iter()
                .map(|((name, _), (value, range))| {
                    assert_eq!(&text[range.clone()], value);
                    format!("{name}={value}")
                })
                .collect();
            let id = block.id.map_or_else(String::new, |(id, _)| id);
            Some(format!(
                "{}|{id}|{}",
                &text[..block.at],
                attributes.join(",")
            ))
        };
        for (text, expected) in [
            ("理由 {#why}", "理由 |why|"),
            (
                "理由 {place=\"3 総括\" period=\"H29..R3\"}",
                "理由 ||place=3 総括,period=H29..R3",
            ),
            ("理由 { #a place = “x {y}” } ", "理由 |a|place=x {y}"),
            ("{a}{#b}", "{a}|b|"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected));
        }
        for text in [
            "結果",
            "結果 {=最大(申請)}",
            "結果 {3件=件数(a)}",
            "集合 {a}",
            "{}",
        ] {
            assert!(matches!(block(text), Ok(None)), "{text}");
        }
        for text in [
            "理由 {place=3}",
            "理由 {place=\"3}",
            "理由 {#}",
            "理由 {#理由}",
            "理由 {#a b}",
        ] {
            assert!(block(text).is_err(), "{text}");
        }
    }
}
