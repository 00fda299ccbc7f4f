//! How search folds written Japanese, so that one word has one form however it is typed: widths,
//! case, circled numbers (NFKC), hiragana and katakana, small and large kana, the long vowel mark,
//! dashes, spaces, commas in numbers; and which years a text speaks of, in either reckoning.
//!
//! The script in the browser folds with the same tables: they are published with the index.
//! A test in `tests/browser/` holds the two against each other.

use unicode_normalization::UnicodeNormalization;

use crate::model::period::{CALENDAR_YEAR, FIRST_YEAR, FISCAL_YEAR, eras};
use crate::parse::japanese::half;

/// Small kana, each followed by the large one it is folded to.
pub const SMALL: &str = "ぁあぃいぅうぇえぉおっつゃやゅゆょよゎわゕかゖけ";
/// Marks that are all read as a dash.
pub const DASHES: &str = "‐‑‒–—―−─━﹣";
/// Marks that are all read as a wave.
pub const WAVES: &str = "〜∼";
/// The mark of a long vowel.
pub const LONG: char = 'ー';
/// Marks that do not end a number of four digits, so that it is no year.
pub const AFTER_YEAR: &str = "~-/()、・,.\n ";

/// The number of an era's first year.
pub const FIRST: &str = FIRST_YEAR;
/// What may stand behind the number of a year, the longest first.
pub const ENDINGS: [&str; 2] = [FISCAL_YEAR, CALENDAR_YEAR];

/// The first era whose letter is read.
const LETTERS_FROM: i32 = 1926;

/// Every era: its name, its letter as folded, the western year of its year 1. The letters of the
/// first eras are not read: `m2` is an area far more often than a year.
pub fn eras_of_search() -> impl Iterator<Item = (&'static str, char, i32)> {
    eras().map(|(name, letter, first)| match first {
        LETTERS_FROM.. => (name, letter.to_ascii_lowercase(), first),
        _ => (name, '\0', first),
    })
}

/// A text in its folded form.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Folded {
    /// Its characters. A line feed parts what no match may span.
    pub chars: Vec<char>,
    /// For each character, the byte of the text that it comes from.
    pub at: Vec<u32>,
}

/// Folds a text.
pub fn fold(text: &str) -> Folded {
    let mut out = Folded::default();
    fold_into(text, &mut out);
    out
}

/// Folds a text behind others, the last of which ends with a line feed.
pub fn fold_into(text: &str, out: &mut Folded) {
    out.chars.reserve(text.len() / 3);
    out.at.reserve(text.len() / 3);
    let mut folder = Folder { out, space: None };
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        // What most texts are made of takes the shortest way.
        if is_han(c) {
            folder.put(c, at);
            continue;
        }
        let marked = chars.peek().is_some_and(|(_, next)| is_mark(*next));
        match c {
            '\0'..='\u{7f}' if !marked => folder.push(c.to_ascii_lowercase(), at),
            '\u{3041}'..='\u{30fe}' if !marked => folder.push(c, at),
            // Marks of Japanese writing are composed already; full-width forms stand in one row.
            '\u{3001}'..='\u{301b}' if !marked => folder.put(c, at),
            '\u{ff01}'..='\u{ff5e}' if !marked => folder.push(half(c).to_ascii_lowercase(), at),
            _ if is_dropped(c) => {}
            _ => {
                let mut cluster = String::from(c);
                while let Some((_, mark)) = chars.next_if(|(_, next)| is_mark(*next)) {
                    cluster.push(mark);
                }
                for c in cluster.nfkc().flat_map(char::to_lowercase) {
                    folder.push(c, at);
                }
            }
        }
    }
}

/// Whether a character joins the one before it: accents, and the voicing marks of kana.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{ff9e}' | '\u{ff9f}'
    )
}

/// Characters that nobody sees.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

struct Folder<'a> {
    out: &'a mut Folded,
    /// Where a space is waiting: it stays only between Latin letters and digits.
    space: Option<u32>,
}

impl Folder<'_> {
    fn push(&mut self, c: char, at: u32) {
        match c {
            '!'..='~' => self.put(c, at),
            '\n' => {
                self.space = None;
                self.put('\n', at);
            }
            '\0'..=' '
            | '\u{7f}'..='\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{2028}'
            | '\u{2029}' => self.space = self.space.or(Some(at)),
            LONG if self
                .out
                .chars
                .last()
                .is_none_or(|last| *last == '\n' || is_kana(*last)) => {}
            LONG => self.put('-', at),
            'ァ'..='ヶ' | 'ヽ' | 'ヾ' => self.kana(c, at),
            'ぁ'..='ゖ' => self.kana(c, at),
            _ if DASHES.contains(c) => self.put('-', at),
            _ if WAVES.contains(c) => self.put('~', at),
            _ => self.put(c, at),
        }
    }

    fn kana(&mut self, c: char, at: u32) {
        let hiragana = match c {
            '\u{30a1}'.. => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
            _ => c,
        };
        self.put(large(hiragana), at);
    }

    fn put(&mut self, c: char, at: u32) {
        let (chars, places) = (&mut self.out.chars, &mut self.out.at);
        if let Some(space) = self.space.take()
            && c.is_ascii_alphanumeric()
            && chars.last().is_some_and(char::is_ascii_alphanumeric)
        {
            chars.push(' ');
            places.push(space);
        }
        // 5,035 is 5035.
        if let [.., before, ','] = chars.as_slice()
            && before.is_ascii_digit()
            && c.is_ascii_digit()
        {
            chars.pop();
            places.pop();
        }
        chars.push(c);
        places.push(at);
    }
}

/// The large kana of a small one.
fn large(c: char) -> char {
    match c {
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ' =>
        {
            let mut small = SMALL.chars();
            let found = small.position(|s| s == c);
            found.and_then(|_| small.next()).unwrap_or(c)
        }
        _ => c,
    }
}

fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゟ')
}

/// A year that a text speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Year {
    /// Where it begins in the folded text.
    pub at: usize,
    /// How many characters it takes.
    pub len: usize,
    /// The western year, or that in which the fiscal year begins.
    pub year: i32,
}

/// The years that a folded text speaks of, in either reckoning.
pub fn years(chars: &[char]) -> Vec<Year> {
    let mut begins = vec![false; 0x1_0000];
    let initials =
        eras_of_search().flat_map(|(name, letter, _)| name.chars().take(1).chain([letter]));
    for c in ('0'..='9').chain(['f']).chain(initials) {
        if let Some(slot) = begins.get_mut(c as usize) {
            *slot = true;
        }
    }
    let may_begin = |c: char| begins.get(c as usize).copied().unwrap_or(false);
    let mut all = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !may_begin(chars[at]) {
            at += 1;
            continue;
        }
        match western(chars, at).or_else(|| of_era(chars, at)) {
            Some(year) => {
                at += year.len;
                all.push(year);
            }
            None => at += 1,
        }
    }
    all
}

/// How many digits stand at a place, and what they say.
fn digits(chars: &[char], at: usize) -> (usize, i32) {
    let run = chars[at..].iter().map_while(|c| c.to_digit(10));
    run.fold((0, 0), |(n, value), digit| {
        let digit = i32::try_from(digit).unwrap_or(0);
        (n + 1, value.saturating_mul(10).saturating_add(digit))
    })
}

/// How many characters behind a number say that it is a year.
fn ending(chars: &[char], at: usize) -> usize {
    let stands = |word: &str| {
        word.chars()
            .eq(chars[at..].iter().copied().take(word.chars().count()))
    };
    ENDINGS
        .into_iter()
        .find(|word| stands(word))
        .map_or(0, |word| word.chars().count())
}

fn before(chars: &[char], at: usize) -> char {
    at.checked_sub(1).map_or('\n', |i| chars[i])
}

/// A year of four digits: marked as one, or not followed by what it could count.
fn western(chars: &[char], at: usize) -> Option<Year> {
    let marked = chars[at..].starts_with(&['f', 'y']);
    let number = if marked { at + 2 } else { at };
    if before(chars, at).is_ascii_alphanumeric() || !chars.get(number)?.is_ascii_digit() {
        return None;
    }
    let (len, year) = digits(chars, number);
    if len != 4 || !(1868..=2100).contains(&year) {
        return None;
    }
    let end = number + len;
    let ending = ending(chars, end);
    let open = chars.get(end).is_none_or(|c| AFTER_YEAR.contains(*c));
    (marked || ending > 0 || open).then_some(Year {
        at,
        len: end + ending - at,
        year,
    })
}

/// A year of an era: by its name, its first character, or its letter.
fn of_era(chars: &[char], at: usize) -> Option<Year> {
    let first = chars[at];
    let second = chars.get(at + 1).copied();
    for (name, letter, first_year) in eras_of_search() {
        let named = name.starts_with(first);
        let (number, spelled) = if named && second.is_some_and(|c| name.ends_with(c)) {
            (at + 2, true)
        } else if named && !is_han(before(chars, at)) {
            (at + 1, true)
        } else if letter == first && !before(chars, at).is_ascii_alphanumeric() {
            (at + 1, false)
        } else {
            continue;
        };
        let next = chars.get(number)?;
        let (len, year) = match FIRST.starts_with(*next) && spelled {
            true => (1, 1),
            false => digits(chars, number),
        };
        let end = number + len;
        let cut = !spelled && chars.get(end).is_some_and(char::is_ascii_alphabetic);
        if !(1..=2).contains(&len) || year == 0 || cut {
            return None;
        }
        return Some(Year {
            at,
            len: end + ending(chars, end) - at,
            year: first_year + year - 1,
        });
    }
    None
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        fold(text).chars.into_iter().collect()
    }

    #[test]
    fn one_word_has_one_form() {
        let same = [
            ("ウエルテック", "ウェルテック"),
            ("６－①", "6-1"),
            ("6-①", "6-1"),
            ("ｶﾞｲﾄﾞ", "がいど"),
            ("サーバー", "サーバ"),
            ("1ヶ月", "1ケ月"),
            ("KIS 認証", "ｋｉｓ認証"),
            ("5,035名", "5035名"),
            ("か\u{3099}", "が"),
            ("㈱", "(株)"),
            ("平成29〜令和3", "平成29～令和3"),
            ("2017ー2021", "2017-2021"),
        ];
        for (a, b) in same {
            assert_eq!(folded(a), folded(b), "{a} {b}");
        }
        assert_eq!(folded("Nursing  Care"), "nursing care");
        assert_ne!(folded("保護"), folded("保険"));
    }

    #[test]
    fn every_character_knows_where_it_comes_from() {
        let text = "４-①　ｶﾞ";
        let folded = fold(text);
        assert_eq!(
            folded.chars,
            ['4', '-', '1', 'か'].map(|c| if c == 'か' { 'が' } else { c })
        );
        let places: Vec<&str> = folded.at.iter().map(|at| &text[*at as usize..]).collect();
        assert_eq!(places[3], "ｶﾞ");
    }

    #[test]
    fn years_are_told_in_either_reckoning() {
        let all = |text: &str| -> Vec<i32> {
            years(&fold(text).chars)
                .into_iter()
                .map(|y| y.year)
                .collect()
        };
        for text in [
            "H29",
            "平成29年度",
            "2017年度",
            "FY2017",
            "平29",
            "Ｈ２９",
            "2017",
            "㍻29年",
        ] {
            assert_eq!(all(text), [2017], "{text}");
        }
        assert_eq!(all("平成29〜令和3年度"), [2017, 2021]);
        assert_eq!(all("令和元年度"), [2019]);
        for text in ["2017人", "水平29", "R2D2", "12017", "平成"] {
            assert!(all(text).is_empty(), "{text}");
        }
    }
}
