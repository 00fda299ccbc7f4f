//! From text to the parts of a period, before anything is known about the other end or the year
//! around it. What the parts mean together is said in [`super::read`].

use unicode_normalization::UnicodeNormalization;

use super::PeriodFault;
use super::unit::Half;
use super::words::{
    AFTER, AND, BEFORE, CALENDAR, DAY, ERAS, FIRST_YEAR, FISCAL, HALVES, MONTH, RANGE, SAME, SINCE,
    SKIPPED, SPAN, UNTIL, WEEKDAYS, WHOLE,
};

/// A text taken apart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Written {
    pub shape: Shape,
    /// Western years in brackets behind a range.
    pub years: Option<(i32, i32)>,
    /// Words such as "around", in the order printed.
    pub qualifiers: Vec<String>,
}

/// How many ends a text has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) enum Shape {
    #[default]
    Absent,
    /// A word for the whole fiscal year.
    Whole,
    Single(End),
    Since(End),
    Until(End),
    Range(End, End),
}

/// What a year number was followed by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Mark {
    /// Nothing.
    #[default]
    None,
    /// Fiscal year.
    Fiscal,
    /// Calendar year.
    Calendar,
}

/// One end of a period as written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct End {
    /// Position of the era in [`ERAS`].
    pub era: Option<usize>,
    /// The year: within the era, or western, or a number that the other end explains.
    pub number: Option<i32>,
    /// The same year in the other reckoning, from brackets: era and number.
    pub also: Option<(Option<usize>, i32)>,
    pub mark: Mark,
    pub half: Option<Half>,
    pub month: Option<u32>,
    pub day: Option<u32>,
    pub weekday: Option<usize>,
    /// The last number has no counter: `4` in `4~9月`.
    pub loose: bool,
}

/// Half-width, without spaces, with one sign for every dash and every wave.
pub(super) fn fold(text: &str) -> String {
    let same = |c: char| SAME.iter().find(|(from, _)| *from == c).map_or(c, |s| s.1);
    if text.is_ascii() && !text.contains(|c: char| c.is_whitespace()) {
        // Most periods are written in ASCII.
        return text.chars().map(|c| same(c).to_ascii_uppercase()).collect();
    }
    text.nfkc()
        .filter(|c| !c.is_whitespace())
        .map(|c| same(c).to_ascii_uppercase())
        .collect()
}

/// Takes a folded text apart.
pub(super) fn scan(folded: &str) -> Result<Written, PeriodFault> {
    let mut c = Cursor { rest: folded };
    let mut written = Written::default();
    if c.rest.is_empty() {
        return Ok(written);
    }
    if let Some(word) = WHOLE.iter().find(|word| **word == folded) {
        written.shape = Shape::Whole;
        written.qualifiers.push((*word).to_owned());
        return Ok(written);
    }
    while let Some(word) = c.word(BEFORE) {
        written.qualifiers.push(word.to_owned());
    }
    written.shape = shape(&mut c, &mut written.qualifiers)?;
    written.years = c.years();
    if c.rest.is_empty() {
        Ok(written)
    } else if c.another_ahead() {
        Err(PeriodFault::Merged)
    } else {
        Err(c.unreadable())
    }
}

/// One end, or two with a sign between them, or one and a word that leaves the other open.
fn shape(c: &mut Cursor<'_>, qualifiers: &mut Vec<String>) -> Result<Shape, PeriodFault> {
    if c.word(RANGE).is_some() {
        let end = end(c)?;
        c.qualifiers(qualifiers);
        c.word(UNTIL);
        return Ok(Shape::Until(end));
    }
    let first = end(c)?;
    c.qualifiers(qualifiers);
    if c.word(SINCE).is_some() {
        c.qualifiers(qualifiers);
        return Ok(Shape::Since(first));
    }
    if c.word(UNTIL).is_some() {
        return Ok(Shape::Until(first));
    }
    if c.word(RANGE).is_none() {
        return Ok(Shape::Single(first));
    }
    if let Some(duration) = c.duration() {
        qualifiers.push(duration.to_owned());
    }
    c.qualifiers(qualifiers);
    if c.rest.is_empty() {
        return Ok(Shape::Since(first));
    }
    let second = end(c)?;
    c.qualifiers(qualifiers);
    c.word(UNTIL);
    Ok(Shape::Range(first, second))
}

/// One end: a year, then what is in it; or only that.
fn end(c: &mut Cursor<'_>) -> Result<End, PeriodFault> {
    let before = c.rest;
    let mut end = End::default();
    if c.eat("FY") {
        end.number = Some(c.number().ok_or_else(|| c.unreadable())?);
        c.eat(FISCAL);
        end.mark = Mark::Fiscal;
    } else if let Some((era, number)) = c.era_year() {
        end.era = Some(era);
        end.number = Some(number);
        year_mark(c, &mut end);
    } else if let Some(number) = c.number() {
        if c.eat(MONTH) {
            end.month = u32::try_from(number).ok();
            day(c, &mut end);
            return Ok(end);
        }
        if c.eat(DAY) {
            end.day = u32::try_from(number).ok();
            end.weekday = c.weekday();
            return Ok(end);
        }
        end.number = Some(number);
        year_mark(c, &mut end);
    }
    within_year(c, &mut end)?;
    if c.rest.len() == before.len() {
        return Err(c.unreadable());
    }
    Ok(end)
}

/// The word behind a year, and the same year in brackets on either side of it.
fn year_mark(c: &mut Cursor<'_>, end: &mut End) {
    end.also = c.bracketed_year();
    end.mark = c.mark();
    end.also = end.also.or_else(|| c.bracketed_year());
}

/// A half, a month or a day after a year.
fn within_year(c: &mut Cursor<'_>, end: &mut End) -> Result<(), PeriodFault> {
    if let Some(half) = c.half() {
        end.half = Some(half);
    } else if end.mark == Mark::None {
        return parts(c, end);
    } else if let Some(number) = c.number() {
        end.month = u32::try_from(number).ok();
        if c.eat(MONTH) {
            day(c, end);
        } else {
            end.loose = true;
        }
    }
    Ok(())
}

/// The day after a month.
fn day(c: &mut Cursor<'_>, end: &mut End) {
    if let Some(number) = c.number() {
        end.day = u32::try_from(number).ok();
        end.loose = !c.eat(DAY);
        end.weekday = c.weekday();
    }
}

/// Month and day behind a bare year: `2025-04`, `2025/4/30`, `R3.8`.
///
/// A hyphen does so only behind a western year: `H29-30` is a range.
fn parts(c: &mut Cursor<'_>, end: &mut End) -> Result<(), PeriodFault> {
    let western = end.era.is_none() && end.number.is_some_and(|n| n >= 1000);
    for sign in ["-", "/", "."] {
        let applies = western || (end.era.is_some() && sign != "-");
        if let Some(month) = applies.then(|| c.part(sign)).flatten() {
            let day = c.part(sign);
            if end.era.is_some() && month > 12 && day.is_none() {
                return Err(PeriodFault::Merged);
            }
            (end.month, end.day) = (Some(month), day);
            end.weekday = c.weekday();
            return Ok(());
        }
    }
    Ok(())
}

/// The text that is still to be read.
struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    /// Goes past `word`, if it is next.
    fn eat(&mut self, word: &str) -> bool {
        let rest = self.rest.strip_prefix(word);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Goes past the first of `words` that is next.
    fn word(&mut self, words: &[&'static str]) -> Option<&'static str> {
        words.iter().copied().find(|word| self.eat(word))
    }

    /// Whatever `read` finds; where it finds nothing, nothing is passed.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.rest;
        let found = read(self);
        if found.is_none() {
            self.rest = before;
        }
        found
    }

    /// Whether `・30` or `、令和2年度` is next.
    fn another_ahead(&self) -> bool {
        let mut c = Cursor { rest: self.rest };
        c.word(AND).is_some() && (c.era_year().is_some() || c.number().is_some())
    }

    /// A number of one to four digits.
    fn number(&mut self) -> Option<i32> {
        let other = |c: char| !c.is_ascii_digit();
        let length = self.rest.find(other).unwrap_or(self.rest.len());
        let number = self.rest[..length].parse().ok().filter(|_| length <= 4)?;
        self.rest = &self.rest[length..];
        Some(number)
    }

    /// A sign and a number of at most two digits.
    fn part(&mut self, sign: &str) -> Option<u32> {
        self.attempt(|c| {
            let number = if c.eat(sign) { c.number() } else { None };
            u32::try_from(number?).ok().filter(|n| *n < 100)
        })
    }

    /// An era and the number of its year.
    fn era_year(&mut self) -> Option<(usize, i32)> {
        self.attempt(|c| {
            let era = ERAS
                .iter()
                .position(|era| c.eat(era.name) || c.eat(era.letter.encode_utf8(&mut [0; 4])))?;
            let number = if c.eat(FIRST_YEAR) {
                Some(1)
            } else {
                c.number()
            };
            Some((era, number?))
        })
    }

    fn mark(&mut self) -> Mark {
        if self.eat(FISCAL) {
            Mark::Fiscal
        } else if self.eat(CALENDAR) {
            Mark::Calendar
        } else {
            Mark::None
        }
    }

    /// `(2017)`, `(平成29)`, `(2017年度)`: an era's position, if it has one, and a number.
    fn bracketed_year(&mut self) -> Option<(Option<usize>, i32)> {
        self.attempt(|c| {
            if !c.eat("(") {
                return None;
            }
            let year = match c.era_year() {
                Some((era, number)) => (Some(era), number),
                None => (None, c.number().filter(|n| *n >= 1000)?),
            };
            c.mark();
            c.eat(")").then_some(year)
        })
    }

    /// `(2015~2017)` behind a range.
    fn years(&mut self) -> Option<(i32, i32)> {
        self.attempt(|c| {
            let first = if c.eat("(") { c.number() } else { None };
            let first = if c.eat("~") { first } else { None };
            let last = c.number();
            c.mark();
            if c.eat(")") { first.zip(last) } else { None }
        })
    }

    /// `-H1`, or its words. `S63-H1` is thus a half, and a range is written `S63..H1`.
    fn half(&mut self) -> Option<Half> {
        for (sign, half) in [("-H1", Half::First), ("-H2", Half::Second)] {
            let after = self.rest.strip_prefix(sign);
            if after.is_some_and(|a| !a.starts_with(|c: char| c.is_ascii_digit())) {
                self.eat(sign);
                return Some(half);
            }
        }
        HALVES
            .iter()
            .find_map(|(word, half)| self.eat(word).then_some(*half))
    }

    /// `(月)`, `(月曜日)`, `(月・祝)`: a position in [`WEEKDAYS`].
    fn weekday(&mut self) -> Option<usize> {
        self.attempt(|c| {
            let named = c.eat("(");
            let weekday = WEEKDAYS.iter().position(|day| named && c.eat(day))?;
            let (_, after) = c.rest.split_once(')')?;
            c.rest = after;
            Some(weekday)
        })
    }

    /// `概ね10年` behind an open start: all that is left, if it is a hedged number of years.
    fn duration(&mut self) -> Option<&'a str> {
        let before = self.rest;
        self.attempt(|c| {
            c.word(BEFORE)?;
            c.number()?;
            let whole = c.eat(CALENDAR) && (c.rest.is_empty() || c.rest == SPAN);
            c.rest = "";
            whole.then_some(before)
        })
    }

    /// Words behind a unit.
    fn qualifiers(&mut self, into: &mut Vec<String>) {
        loop {
            if self.word(SKIPPED).is_some() {
                continue;
            }
            match self.word(AFTER) {
                Some(word) => into.push(word.to_owned()),
                None => break,
            }
        }
    }

    fn unreadable(&self) -> PeriodFault {
        PeriodFault::Unreadable {
            rest: self.rest.to_owned(),
        }
    }
}
