//! Digits that are no figures by what stands around them: dates, orders, references.

use std::ops::Range;

use crate::model::Model;
use crate::model::period::{Period, PeriodFault};

use super::super::ground::Ground;

/// How far around a number its date is looked for, in characters.
const BEFORE: usize = 8;
const AFTER: usize = 12;

/// The words around digits that are no figures.
pub(super) struct Grammar {
    /// Directly before a number that counts nothing: `第`, `No.`, and the names of levels.
    before: Vec<String>,
    /// Directly behind one.
    after: Vec<String>,
    /// Behind a number and its counter, where they tell a place in an order.
    nth: Vec<String>,
    /// What makes another word of it.
    not_nth: Vec<String>,
    /// Behind a day or year, where it is a length of time.
    span: Vec<String>,
    /// Between two numbers of one sort.
    joints: Vec<String>,
}

impl Grammar {
    /// The words of the site's language, and the model's own names of levels.
    pub(super) fn new(ground: &Ground<'_>) -> Self {
        let words = |name: &str| -> Vec<String> {
            let text = ground.words.find("prose", name).unwrap_or_default();
            let all = text.split('|').filter(|word| !word.is_empty());
            all.map(str::to_owned).collect()
        };
        let mut before = words("before");
        before.extend(levels(ground.model));
        Self {
            before,
            after: words("after"),
            nth: words("nth"),
            not_nth: words("not-nth"),
            span: words("span"),
            joints: words("joints"),
        }
    }

    /// For each number of a text, whether what stands around it explains it.
    pub(super) fn plain(&self, text: &str, runs: &[Range<usize>]) -> Vec<bool> {
        let mut plain: Vec<bool> = runs.iter().map(|run| self.alone(text, run)).collect();
        let between = |n: usize| text[runs[n].end..runs[n + 1].start].trim();
        let joined = |n: usize| self.joints.iter().any(|joint| joint == between(n));
        // `28年度と29年度`: the same word behind both.
        let alike = |n: usize| {
            let all = self.joints.iter();
            let mut words = all.filter_map(|joint| between(n).strip_suffix(joint.as_str()));
            words.any(|word| !word.is_empty() && text[runs[n + 1].end..].starts_with(word))
        };
        for n in 1..runs.len() {
            // A number with a counter of its own is a figure, whatever stands before it.
            let counter = text[runs[n].end..].chars().next().is_some_and(is_letter);
            plain[n] |= plain[n - 1] && (alike(n - 1) || (joined(n - 1) && !counter));
        }
        for n in (1..runs.len()).rev() {
            plain[n - 1] |= plain[n] && joined(n - 1);
        }
        plain
    }

    fn alone(&self, text: &str, run: &Range<usize>) -> bool {
        let (before, after) = (&text[..run.start], &text[run.end..]);
        let starts =
            |words: &[String], text: &str| words.iter().any(|w| text.starts_with(w.as_str()));
        let behind = before.trim_end();
        self.before
            .iter()
            .any(|word| behind.ends_with(word.as_str()))
            || before.ends_with(|c: char| c.is_ascii_alphabetic())
            || starts(&self.after, after)
            || is_code(after)
            || self.is_nth(after)
            || self.is_date(text, run)
    }

    /// `2地区目`, but not `2つの目標`.
    fn is_nth(&self, after: &str) -> bool {
        let counter = after
            .chars()
            .take(3)
            .take_while(|c| is_letter(*c) || *c == '\u{3064}');
        let mut at = 0;
        for c in counter {
            let rest = &after[at..];
            let nth = self.nth.iter().find(|word| rest.starts_with(word.as_str()));
            if let Some(word) = nth {
                let rest = &rest[word.len()..];
                return at > 0 && !self.not_nth.iter().any(|w| rest.starts_with(w.as_str()));
            }
            at += c.len_utf8();
        }
        let rest = &after[at..];
        let word = self.nth.iter().find(|word| rest.starts_with(word.as_str()));
        word.is_some_and(|word| {
            let rest = &rest[word.len()..];
            at > 0 && !self.not_nth.iter().any(|w| rest.starts_with(w.as_str()))
        })
    }

    /// Whether the longest stretch around a number that reads as a period holds more than it.
    fn is_date(&self, text: &str, run: &Range<usize>) -> bool {
        let edge = |c: char| matches!(c, '\n' | super::HOLE | '\u{3002}' | '\u{300c}' | '\u{300d}');
        let back = text[..run.start].char_indices().rev();
        let back = back
            .take(BEFORE)
            .take_while(|(_, c)| !edge(*c))
            .map(|(at, _)| at);
        let mut starts: Vec<usize> = back.collect();
        starts.reverse();
        starts.push(run.start);
        let forward = text[run.end..]
            .char_indices()
            .take(AFTER)
            .take_while(|(_, c)| !edge(*c));
        let mut ends: Vec<usize> = forward.map(|(at, c)| run.end + at + c.len_utf8()).collect();
        ends.insert(0, run.end);
        let reads = |start: usize, end: usize| {
            let stretch = &text[start..end];
            let rest = &text[end..];
            let longer = end - start > run.len();
            longer && whole(text, start, end) && self.reads(stretch, rest)
        };
        starts
            .iter()
            .any(|start| ends.iter().rev().any(|end| reads(*start, *end)))
    }

    /// Whether a stretch is a period, or a day or calendar year that belongs to one.
    fn reads(&self, stretch: &str, rest: &str) -> bool {
        const ANY_YEAR: i32 = 2020;
        let length = self.span.iter().any(|word| rest.starts_with(word.as_str()));
        match Period::parse(stretch, Some(ANY_YEAR)) {
            Ok(_) => true,
            Err(PeriodFault::CalendarYear { .. } | PeriodFault::NeedsYear) => !length,
            Err(_) => false,
        }
    }
}

/// Whether a stretch cuts no number and no Latin word in two, and begins with no particle.
fn whole(text: &str, start: usize, end: usize) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric();
    let inside = |left: Option<char>, right: Option<char>| {
        left.zip(right).is_some_and(|(l, r)| part(l) && part(r))
    };
    let before = text[..start].chars().next_back();
    let first = text[start..].chars().next();
    let last = text[..end].chars().next_back();
    let after = text[end..].chars().next();
    let begins = first.is_some_and(|c| is_letter(c) || c.is_ascii_digit() || c.is_numeric());
    begins && !inside(before, first) && !inside(last, after)
}

/// `4-①`: the number of an item, and a circled one behind it.
fn is_code(after: &str) -> bool {
    let mut chars = after.chars();
    let dash = chars
        .next()
        .is_some_and(|c| matches!(c, '-' | '\u{2212}' | '\u{ff0d}'));
    dash && chars
        .next()
        .is_some_and(|c| ('\u{2460}'..='\u{2473}').contains(&c))
}

/// Letters that a counter may hold: none of the hiragana that go on with the sentence.
pub(super) fn is_letter(c: char) -> bool {
    let hiragana = ('\u{3041}'..='\u{309f}').contains(&c);
    (c.is_alphabetic() && !hiragana) || matches!(c, '%' | '\u{ff05}')
}

/// The cities' own names of levels: `行動計画` before `4` makes the code of an item.
fn levels(model: &Model) -> impl Iterator<Item = String> {
    let all = model.frameworks.rows().iter().flat_map(|f| &f.levels);
    all.map(|level| level.name.clone())
        .filter(|name| !name.is_empty())
}
