//! When: fiscal years, halves, months, days, and ranges of them, open or closed.
//!
//! Everything compares by days, so that a month lies in a year whatever either was printed as.
//! [`Period::parse`] reads what authors and sources write, with eras; [`Period::id`] is the form of
//! the open data. The Japanese words that are read stand in `words` below, nowhere else.

mod era;
mod fault;
mod read;
mod scan;
mod unit;

use std::cmp::Ordering;
use std::fmt;

pub use self::era::{era_year, eras};
pub use self::fault::{PeriodFault, PeriodNote};
pub use self::read::ReadPeriod;
pub use self::unit::{Date, Half, Unit};
pub use self::words::{CALENDAR as CALENDAR_YEAR, FIRST_YEAR, FISCAL as FISCAL_YEAR, WEEKDAYS};

/// A stretch of time: from the first day of `start` to the last day of `end`.
///
/// A single unit has `start == end`. An end that is `None` is open; if both are, the source gives
/// no period, and the period is absent.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Period {
    /// Where it begins; `None` if that is open.
    pub start: Option<Unit>,
    /// Where it ends, inclusive; `None` if that is open.
    pub end: Option<Unit>,
}

impl Period {
    /// No period given.
    pub const ABSENT: Self = Self {
        start: None,
        end: None,
    };

    /// Reads a period as authors and sources write it: `H29..R3`, `平成29年度`, `2025-04`, `12月頃`.
    ///
    /// `year` is the fiscal year that texts without a year belong to. Empty text is absent.
    ///
    /// # Errors
    /// What keeps the text from being a period; every fault says how it could be written.
    pub fn parse(text: &str, year: Option<i32>) -> Result<ReadPeriod, PeriodFault> {
        read::read(text, year)
    }

    /// A single unit.
    pub const fn of(unit: Unit) -> Self {
        Self {
            start: Some(unit),
            end: Some(unit),
        }
    }

    /// A fiscal year.
    pub const fn year(year: i32) -> Self {
        Self::of(Unit::Year(year))
    }

    /// Fiscal years, both included.
    pub const fn range(first: i32, last: i32) -> Self {
        Self {
            start: Some(Unit::Year(first)),
            end: Some(Unit::Year(last)),
        }
    }

    /// The form of the open data: `FY2017`, `2025-04`, `FY2017..FY2021`, `FY2025..`, or empty.
    pub fn id(&self) -> String {
        self.to_string()
    }

    /// Its part of an address or of a record's id, where an empty one would not do: the form of
    /// the open data, or `undated`.
    pub fn slug(&self) -> String {
        match self.is_absent() {
            true => "undated".to_owned(),
            false => self.id(),
        }
    }

    /// Whether the source gives no period.
    pub fn is_absent(&self) -> bool {
        *self == Self::ABSENT
    }

    /// Whether it is more than one unit, or open at an end.
    pub fn is_range(&self) -> bool {
        self.start != self.end
    }

    /// Its first day; `None` if that is open or absent.
    pub fn first_day(&self) -> Option<Date> {
        self.start.map(Unit::first_day)
    }

    /// Its last day; `None` if that is open or absent.
    pub fn last_day(&self) -> Option<Date> {
        self.end.map(Unit::last_day)
    }

    /// Whether every day of `other` is a day of this one. Open ends reach beyond everything;
    /// an absent period contains nothing and is in nothing.
    pub fn contains(&self, other: &Self) -> bool {
        let (low, high) = self.bounds();
        let (other_low, other_high) = other.bounds();
        let present = !self.is_absent() && !other.is_absent();
        present && low <= other_low && other_high <= high
    }

    /// Whether a day is a day of both. An absent period overlaps nothing.
    pub fn overlaps(&self, other: &Self) -> bool {
        let (low, high) = self.bounds();
        let (other_low, other_high) = other.bounds();
        let present = !self.is_absent() && !other.is_absent();
        present && low <= other_high && other_low <= high
    }

    /// The fiscal year, if it is exactly one, however it was written.
    pub fn single_year(&self) -> Option<i32> {
        let year = self.fiscal_year()?;
        let whole = Self::year(year);
        (self.bounds() == whole.bounds()).then_some(year)
    }

    /// The fiscal year that it lies in, if it leaves none.
    pub fn fiscal_year(&self) -> Option<i32> {
        let first = self.first_day()?.fiscal_year();
        let last = self.last_day()?.fiscal_year();
        (first == last).then_some(first)
    }

    /// The fiscal years that it touches, in order; none if it is open or absent.
    pub fn years(&self) -> impl Iterator<Item = i32> + use<> {
        let first = self.first_day().map(Date::fiscal_year);
        let last = self.last_day().map(Date::fiscal_year);
        first
            .zip(last)
            .into_iter()
            .flat_map(|(first, last)| first..=last)
    }

    /// The ends as days in an order in which open ends are the extremes.
    fn bounds(&self) -> (Bound, Bound) {
        let low = self.first_day().map_or(Bound::Before, Bound::Day);
        let high = self.last_day().map_or(Bound::After, Bound::Day);
        (low, high)
    }
}

/// A day, or beyond all days.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bound {
    Before,
    Day(Date),
    After,
}

/// By first day, then by last day; absent first, units of the same days by their kind.
impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |p: &Self| (!p.is_absent(), p.bounds(), p.start, p.end);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.start, self.end) {
            (None, None) => Ok(()),
            (Some(start), Some(end)) if start == end => start.fmt(f),
            (Some(start), Some(end)) => write!(f, "{start}..{end}"),
            (Some(start), None) => write!(f, "{start}.."),
            (None, Some(end)) => write!(f, "..{end}"),
        }
    }
}

/// The words that periods are read with. A longer word stands before its own beginning.
mod words {
    use super::era::Era;
    use super::unit::Half;

    pub(super) static ERAS: [Era; 5] = [
        era("明治", 'M', "meiji", 1868),
        era("大正", 'T', "taisho", 1912),
        era("昭和", 'S', "showa", 1926),
        era("平成", 'H', "heisei", 1989),
        era("令和", 'R', "reiwa", 2019),
    ];

    /// Days of the week, Monday first.
    pub const WEEKDAYS: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];

    /// The number of an era's first year.
    pub const FIRST_YEAR: &str = "元";
    /// Behind the number of a fiscal year.
    pub const FISCAL: &str = "年度";
    /// Behind the number of a calendar year.
    pub const CALENDAR: &str = "年";
    /// Behind a number of years.
    pub(super) const SPAN: &str = "間";
    pub(super) const MONTH: &str = "月";
    pub(super) const DAY: &str = "日";
    /// Between the ends of a range, or after an end that is open.
    pub(super) const RANGE: &[&str] = &["..", "~", "-", "ー", "から"];
    /// After the first unit of what has no end.
    pub(super) const SINCE: &[&str] = &["以降", "以後"];
    /// After the last unit.
    pub(super) const UNTIL: &[&str] = &["まで", "以前"];
    /// Between several years in one cell.
    pub(super) const AND: &[&str] = &[
        "・",
        ",",
        "、",
        "/",
        "&",
        "および",
        "及び",
        "ならびに",
        "と",
        ";",
    ];
    pub(super) const HALVES: &[(&str, Half)] = &[
        ("上半期", Half::First),
        ("上期", Half::First),
        ("下半期", Half::Second),
        ("下期", Half::Second),
    ];
    /// Before a unit: kept as qualifiers.
    pub(super) const BEFORE: &[&str] = &["概ね", "おおむね", "約"];
    /// After a unit: kept as qualifiers.
    pub(super) const AFTER: &[&str] = &[
        "頃",
        "ころ",
        "ごろ",
        "上旬",
        "初旬",
        "中旬",
        "下旬",
        "初め",
        "半ば",
        "末",
        "中",
        "内",
        "予定",
        "見込み",
        "見込",
        "随時",
        "通年",
        "適宜",
        "毎月",
    ];
    /// After a unit: they add nothing to it.
    pub(super) const SKIPPED: &[&str] = &["末時点", "末現在", "時点", "現在"];
    /// For the whole fiscal year: kept as qualifiers.
    pub(super) const WHOLE: &[&str] = &[
        "通年",
        "随時",
        "適宜",
        "毎月",
        "各月",
        "隔月",
        "年間",
        "年度内",
        "年度中",
        "年度末",
    ];
    /// Marks of the same meaning, read as the one that [`RANGE`] holds.
    pub(super) const SAME: &[(char, char)] = &[
        ('〜', '~'),
        ('∼', '~'),
        ('‐', '-'),
        ('‒', '-'),
        ('–', '-'),
        ('—', '-'),
        ('―', '-'),
        ('−', '-'),
    ];

    const fn era(name: &'static str, letter: char, code: &'static str, first_year: i32) -> Era {
        Era {
            name,
            letter,
            code,
            first_year,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
