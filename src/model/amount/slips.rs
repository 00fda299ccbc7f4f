//! Slips of hand and of office software in a printed figure, each told apart from what is merely
//! not understood, so that its mend can be said.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::parse::japanese::is_invisible;

use super::AmountFault;
use super::words::{CIRCLES, VOWEL_MARK};

/// The slip in a text, if it is one of those that have a name.
pub(super) fn named(printed: &str) -> Option<AmountFault> {
    let glyphs: Vec<(Range<usize>, char)> = printed
        .char_indices()
        .filter(|(_, c)| !c.is_whitespace())
        .map(|(at, c)| (at..at + c.len_utf8(), plain(c)))
        .collect();
    let all = glyphs.first()?.0.start..glyphs.last()?.0.end;
    let is = |at: usize, fits: fn(char) -> bool| glyphs.get(at).is_some_and(|(_, c)| fits(*c));
    let digit: fn(char) -> bool = |c| c.is_ascii_digit();
    let find = |fits: fn(char) -> bool| glyphs.iter().position(|(_, c)| fits(*c));
    if let Some(at) = find(is_invisible) {
        return Some(AmountFault::Invisible(glyphs[at].0.clone()));
    }
    if is(0, |c| c == VOWEL_MARK) && is(1, digit) {
        return Some(AmountFault::VowelMark(glyphs[0].0.clone()));
    }
    let circle: fn(char) -> bool = |c| CIRCLES.contains(&c);
    let between = |at: usize| is(at + 1, digit) || (at > 0 && is(at - 1, digit));
    if let Some(at) = find(circle)
        && (between(at) || (at == 0 && find(digit).is_none()))
    {
        return Some(AmountFault::Circle(glyphs[at].0.clone()));
    }
    let text: String = glyphs.iter().map(|(_, c)| c).collect();
    if is_bracketed(&text) {
        return Some(AmountFault::Bracketed(all));
    }
    let number = text.find(digit).map(|start| run(&text[start..]))?;
    points(number).then_some(AmountFault::PointThousands(all))
}

/// Full-width forms as half-width ones.
fn plain(c: char) -> char {
    match c {
        '\u{FF00}'..='\u{FFEF}' => std::iter::once(c).nfkc().next().unwrap_or(c),
        _ => c,
    }
}

/// Digits with the commas and points between them, at the start of a text.
fn run(text: &str) -> &str {
    let within = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let end = text.find(|c| !within(c)).unwrap_or(text.len());
    text[..end].trim_end_matches([',', '.'])
}

/// Whether the whole text is one number in brackets, with its sign or counter inside.
fn is_bracketed(text: &str) -> bool {
    let inside = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    inside.is_some_and(|inside| {
        let number = run(inside.trim_start_matches(['\u{a5}', '$']));
        let rest = inside.len() - number.len();
        !number.is_empty() && number.starts_with(|c: char| c.is_ascii_digit()) && rest <= 12
    })
}

/// Whether points may part thousands: groups of three digits behind a head of one to three that
/// is no zero, and no comma.
fn points(number: &str) -> bool {
    let mut groups = number.split('.');
    let head = groups.next().unwrap_or_default();
    let mut tail = groups.peekable();
    let whole = (1..=3).contains(&head.len()) && !head.starts_with('0');
    tail.peek().is_some() && whole && !number.contains(',') && tail.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_have_names() {
        let word = |text: &str| named(text).map_or("", |fault| fault.word());
        for (text, wanted) in [
            ("(1,234)", "bracketed"),
            ("（１２３円）", "bracketed"),
            ("ー5件", "vowel-mark"),
            ("ｰ5", "vowel-mark"),
            ("1.234", "point-thousands"),
            ("12.345.678円", "point-thousands"),
            ("〇", "circle"),
            ("〇本", "circle"),
            ("1〇件", "circle"),
            ("○5", "circle"),
            ("1\u{200b}2件", "invisible"),
        ] {
            assert_eq!(word(text), wanted, "{text}");
        }
        for text in [
            "1,234",
            "0.234",
            "12.34",
            "1,234.567",
            "2件(見込)",
            "データー5件",
            "",
            "5",
        ] {
            assert_eq!(word(text), "", "{text}");
        }
    }
}
