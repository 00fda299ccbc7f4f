//! From a printed text to a figure: words before it, digits, unit, words behind it.

use std::ops::Range;

use rust_decimal::Decimal;

use super::glyphs::{Glyph, glyphs};
use super::words::{
    FIRST_OF_QUALIFIERS, HIRAGANA, KANA_UNITS, MINUS, NTH, ORDINAL, PLACEHOLDERS, QUALIFIERS,
    RANGE, SCALES, SKIPPED, SQUARED, UNIT_SIGNS,
};
use super::{Amount, AmountFault, Place};

/// Reads one figure, or a range of two.
pub(super) fn read(printed: &str) -> Result<Amount, AmountFault> {
    let mut scan = Scan::new(printed);
    scan.any_digits()?;
    let mut first = scan.figure()?;
    if scan.range_ahead() {
        scan.word(RANGE);
        let from = scan.here();
        let second = scan.figure()?;
        let blame = from.start..scan.here().start;
        join(&mut first, second).map_err(|fault| fault(blame))?;
    }
    scan.finish(&first)?;
    Ok(Amount {
        printed: printed.to_owned(),
        ..first
    })
}

/// Puts the second end of a range into the first: one unit, every qualifier once.
fn join(first: &mut Amount, second: Amount) -> Result<(), fn(Range<usize>) -> AmountFault> {
    if second.value < first.value {
        return Err(AmountFault::Reversed);
    }
    let scaled = SCALES.contains(&first.unit.as_str()) && second.unit.starts_with(&first.unit);
    if first.unit.is_empty() || scaled {
        first.unit = second.unit;
    } else if !second.unit.is_empty() && second.unit != first.unit {
        return Err(AmountFault::TwoFigures);
    }
    first.value_to = second.value;
    for word in second.qualifiers {
        if !first.qualifiers.contains(&word) {
            first.qualifiers.push(word);
        }
    }
    Ok(())
}

/// The text with a position in it.
struct Scan {
    glyphs: Vec<Glyph>,
    next: usize,
    end: usize,
}

impl Scan {
    fn new(printed: &str) -> Self {
        Self {
            glyphs: glyphs(printed),
            next: 0,
            end: printed.len(),
        }
    }

    /// There is a text, and it has digits.
    fn any_digits(&self) -> Result<(), AmountFault> {
        if self.glyphs.iter().any(|g| g.c.is_ascii_digit()) {
            return Ok(());
        }
        let text: String = self.glyphs.iter().map(|g| g.c).collect();
        let fault = match text.as_str() {
            "" => AmountFault::Empty,
            text if PLACEHOLDERS.contains(&text) => AmountFault::Placeholder,
            _ => AmountFault::NoDigits,
        };
        Err(fault(0..self.end))
    }

    /// Words, number, unit, words.
    fn figure(&mut self) -> Result<Amount, AmountFault> {
        let mut amount = Amount::default();
        self.words_before(&mut amount.qualifiers);
        let from = self.next;
        if self.word(&[ORDINAL]).is_some() && self.digit_ahead() {
            self.skip_while(|c| c.is_ascii_digit());
            return Err(AmountFault::Ordinal(self.blame(from)));
        }
        self.next = from;
        amount.value = Some(self.number()?);
        let from = self.next;
        amount.unit = self.unit();
        if amount.unit.ends_with(NTH) {
            return Err(AmountFault::Ordinal(self.blame(from)));
        }
        self.words_behind(&mut amount.qualifiers);
        Ok(amount)
    }

    fn words_before(&mut self, into: &mut Vec<String>) {
        loop {
            if self.word(SKIPPED).is_some() {
                continue;
            }
            match self.qualifier(|place| place != Place::After) {
                Some(word) => into.push(word.to_owned()),
                None => break,
            }
        }
    }

    fn words_behind(&mut self, into: &mut Vec<String>) {
        while let Some(word) = self.qualifier(|place| place != Place::Before) {
            into.push(word.to_owned());
        }
        let before = self.next;
        if self.char(&['(']) {
            let mut inside = Vec::new();
            while let Some(word) = self.qualifier(|_| true) {
                inside.push(word.to_owned());
            }
            if !inside.is_empty() && self.char(&[')']) {
                into.append(&mut inside);
                return self.words_behind(into);
            }
            self.next = before;
        }
    }

    /// A sign, digits, commas at thousands, a point.
    fn number(&mut self) -> Result<Decimal, AmountFault> {
        let from = self.next;
        let negative = self.char(MINUS);
        if !negative {
            self.char(&['+']);
        }
        if !self.digit_ahead() {
            self.skip_while(|c| !c.is_ascii_digit());
            return Err(AmountFault::TrailingText(self.blame(from)));
        }
        let digits = self.digits();
        let blame = self.blame(from);
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        if !thousands(whole) || fraction.contains([',', '.']) {
            return Err(AmountFault::BadThousands(blame));
        }
        let plain = digits.replace(',', "");
        let length = plain.find('.').unwrap_or(plain.len());
        let value = Decimal::from_str_exact(&plain)
            .ok()
            .filter(|_| length <= 15 && fraction.len() <= 9)
            .ok_or(AmountFault::TooManyDigits(blame))?;
        let negative = negative && !value.is_zero();
        Ok(if negative { -value } else { value })
    }

    /// Digits with the commas and points between them.
    fn digits(&mut self) -> String {
        let mut digits = String::new();
        while let Some(glyph) = self.glyphs.get(self.next) {
            let between = matches!(glyph.c, ',' | '.') && self.digit_at(self.next + 1);
            let apart = glyph.gap && !digits.is_empty();
            if apart || !(glyph.c.is_ascii_digit() || between) {
                break;
            }
            digits.push(glyph.c);
            self.next += 1;
        }
        digits
    }

    /// Letters and signs up to a qualifier, a bracket, a range or a digit.
    fn unit(&mut self) -> String {
        let mut unit = String::new();
        while let Some(c) = self.char_at(self.next) {
            let counts = unit.is_empty() || SCALES.contains(&unit.as_str());
            if let Some(word) = counts.then(|| self.word(KANA_UNITS)).flatten() {
                unit.push_str(word);
            } else if !(unit_char(c) || self.hyphen(&unit))
                || self.qualifier_ahead()
                || self.range_ahead()
            {
                break;
            } else {
                unit.push(c);
                self.next += 1;
                if c == '/' {
                    unit.push_str(&self.base());
                } else if c.is_ascii_alphabetic() {
                    unit.extend(self.index());
                }
            }
        }
        unit
    }

    /// Whether a hyphen between two Latin letters is next: `t-CO2`.
    fn hyphen(&self, unit: &str) -> bool {
        let latin = |c: char| c.is_ascii_alphabetic();
        let between = unit.ends_with(latin) && self.char_at(self.next + 1).is_some_and(latin);
        between && self.char_at(self.next) == Some('-')
    }

    /// The single digit in `CO2`, `m3`, `km2`.
    fn index(&mut self) -> Option<char> {
        let digit = self.char_at(self.next).filter(|c| ('2'..='9').contains(c));
        let digit = digit.filter(|_| !self.digit_at(self.next + 1))?;
        self.next += 1;
        Some(digit)
    }

    /// What a rate is counted by, behind its slash: the `1,000` of `3.8/1,000人`. Only round
    /// numbers with a counter are; `15/39` is two figures.
    fn base(&mut self) -> String {
        let before = self.next;
        let base = self.digits();
        let round = base.replace(',', "").trim_end_matches('0') == "1";
        if round && self.char_at(self.next).is_some_and(unit_char) {
            return base;
        }
        self.next = before;
        String::new()
    }

    /// Whether a qualifier is next. Words of one character (`弱`) also begin counters, so that
    /// nothing but another word, a bracket, a range or the end may follow them.
    fn qualifier_ahead(&mut self) -> bool {
        let before = self.next;
        let word = self.qualifier(|place| place != Place::Before);
        let mut long = word.is_some_and(|word| word.chars().count() > 1);
        if word.is_some() && !long {
            let bracket = matches!(self.char_at(self.next), None | Some('('));
            long = bracket || self.range_ahead() || self.qualifier_ahead();
        }
        self.next = before;
        long
    }

    /// Whether a range goes on here: its sign, words, and a number.
    fn range_ahead(&mut self) -> bool {
        let before = self.next;
        let found = self.word(RANGE).is_some() && {
            self.words_before(&mut Vec::new());
            self.char(MINUS);
            self.digit_ahead()
        };
        self.next = before;
        found
    }

    /// Nothing may be left; what is left tells which fault it is.
    fn finish(&mut self, read: &Amount) -> Result<(), AmountFault> {
        let from = self.next;
        let Some(first) = self.char_at(from) else {
            return Ok(());
        };
        let scaled = SCALES.contains(&read.unit.as_str());
        let digit = (from..self.glyphs.len()).find(|at| self.digit_at(*at));
        let Some(digit) = digit else {
            self.next = self.glyphs.len();
            return Err(AmountFault::TrailingText(self.blame(from)));
        };
        self.next = digit;
        self.digits();
        if scaled && first.is_ascii_digit() {
            Err(AmountFault::MixedScale(self.blame(digit)))
        } else {
            Err(AmountFault::TwoFigures(self.blame(digit)))
        }
    }

    /// Goes past the first of `words` that is next; none begins with a digit.
    fn word(&mut self, words: &[&'static str]) -> Option<&'static str> {
        let first = self.char_at(self.next).filter(|c| !c.is_ascii_digit())?;
        let mut near = words.iter().filter(|word| word.starts_with(first));
        near.find(|word| self.eat(word)).copied()
    }

    /// Goes past a qualifier of a place that `fits`.
    fn qualifier(&mut self, fits: impl Fn(Place) -> bool) -> Option<&'static str> {
        let first = self.char_at(self.next)?;
        FIRST_OF_QUALIFIERS.binary_search(&first).ok()?;
        QUALIFIERS
            .iter()
            .filter(|(word, place)| word.starts_with(first) && fits(*place))
            .map(|(word, _)| *word)
            .find(|word| self.eat(word))
    }

    fn eat(&mut self, word: &str) -> bool {
        let mut at = self.next;
        for c in word.chars() {
            if self.char_at(at) != Some(c) {
                return false;
            }
            at += 1;
        }
        self.next = at;
        true
    }

    fn char(&mut self, signs: &[char]) -> bool {
        let found = self.char_at(self.next).is_some_and(|c| signs.contains(&c));
        self.next += usize::from(found);
        found
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.glyphs.get(at).map(|g| g.c)
    }

    fn digit_at(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(|c| c.is_ascii_digit())
    }

    fn digit_ahead(&self) -> bool {
        self.digit_at(self.next)
    }

    fn skip_while(&mut self, fits: impl Fn(char) -> bool) {
        while self.char_at(self.next).is_some_and(&fits) {
            self.next += 1;
        }
    }

    /// The bytes from here to the end.
    fn here(&self) -> Range<usize> {
        self.glyphs.get(self.next).map_or(self.end, |g| g.at.start)..self.end
    }

    /// The bytes of the glyphs from `from` to here, at least one.
    fn blame(&self, from: usize) -> Range<usize> {
        let last = self.next.max(from + 1) - 1;
        let start = self.glyphs.get(from).map_or(self.end, |g| g.at.start);
        start..self.glyphs.get(last).map_or(self.end, |g| g.at.end)
    }
}

fn unit_char(c: char) -> bool {
    let letter = c.is_alphabetic() && !HIRAGANA.contains(&c);
    letter || UNIT_SIGNS.contains(&c) || SQUARED.contains(&c)
}

/// Whether commas part thousands and nothing else; no comma is fine.
fn thousands(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let head = groups.next().map_or(0, str::len);
    let mut tail = groups.peekable();
    tail.peek().is_none() || ((1..=3).contains(&head) && tail.all(|group| group.len() == 3))
}
