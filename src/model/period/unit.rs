//! Days, months, halves and fiscal years, each on its own. A fiscal year runs from April to March.

use std::fmt;

use icu_calendar::types::RataDie;
use icu_calendar::{Date as IcuDate, Iso};

/// A day that exists in the western calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, if there is one: `None` for 31 April.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let known = IcuDate::try_new_iso(year, month, day).is_ok();
        known.then_some(Self { year, month, day })
    }

    /// Reads `2022-02-14`, and nothing else.
    pub fn from_iso(text: &str) -> Option<Self> {
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let shape = (year.len(), month.len(), day.len()) == (4, 2, 2);
        if !shape || !digits(year) || !digits(month) || !digits(day) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The day that a spreadsheet means by a serial number (1 is 31 December 1899).
    pub(super) fn from_serial(serial: u32) -> Self {
        const DAY_ZERO: i64 = 693_594; // 1899-12-30, counted from 0001-01-01 as day 1.
        let date = IcuDate::from_rata_die(RataDie::new(DAY_ZERO + i64::from(serial)), Iso);
        Self {
            year: date.year().extended_year(),
            month: date.month().number(),
            day: date.day_of_month().0,
        }
    }

    /// The last day of a month; months beyond 12 count as December.
    pub fn last_of_month(year: i32, month: u8) -> Self {
        let month = month.clamp(1, 12);
        let day = match month {
            4 | 6 | 9 | 11 => 30,
            2 if Self::new(year, 2, 29).is_some() => 29,
            2 => 28,
            _ => 31,
        };
        Self { year, month, day }
    }

    /// The western year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, from 1.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The day of the week: 0 is Monday, 6 Sunday; an index into [`super::WEEKDAYS`].
    pub fn weekday(self) -> usize {
        IcuDate::try_new_iso(self.year, self.month, self.day)
            .map_or(0, |date| date.weekday() as usize - 1)
    }

    /// The fiscal year it lies in: January to March belong to the year before.
    pub fn fiscal_year(self) -> i32 {
        if self.month < 4 {
            self.year - 1
        } else {
            self.year
        }
    }
}

/// `2022-02-14`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A half of a fiscal year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Half {
    /// April to September.
    First,
    /// October to March.
    Second,
}

/// One stretch of the calendar that has a name of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Unit {
    /// A fiscal year, by the western year in which it begins.
    Year(i32),
    /// A half of a fiscal year.
    Half(i32, Half),
    /// A month of a western year, 1 to 12. Other numbers count as the nearest month.
    Month(i32, u8),
    /// A day.
    Day(Date),
}

impl Unit {
    /// Its first day.
    pub fn first_day(self) -> Date {
        let first = |year, month| Date {
            year,
            month,
            day: 1,
        };
        match self {
            Self::Year(year) | Self::Half(year, Half::First) => first(year, 4),
            Self::Half(year, Half::Second) => first(year, 10),
            Self::Month(year, month) => first(year, month.clamp(1, 12)),
            Self::Day(date) => date,
        }
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(year) | Self::Half(year, Half::Second) => Date::last_of_month(year + 1, 3),
            Self::Half(year, Half::First) => Date::last_of_month(year, 9),
            Self::Month(year, month) => Date::last_of_month(year, month),
            Self::Day(date) => date,
        }
    }

    /// The fiscal year it lies in. Every unit lies in one.
    pub fn fiscal_year(self) -> i32 {
        self.first_day().fiscal_year()
    }
}

/// The form of the open data: `FY2017`, `FY2025-H1`, `2025-04`, `2022-02-14`.
impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "FY{year:04}"),
            Self::Half(year, Half::First) => write!(f, "FY{year:04}-H1"),
            Self::Half(year, Half::Second) => write!(f, "FY{year:04}-H2"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(date) => date.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist() {
        assert!(Date::new(2025, 4, 31).is_none());
        assert!(Date::new(2100, 2, 29).is_none());
        assert_eq!(Date::last_of_month(2024, 2).to_string(), "2024-02-29");
        assert_eq!(Date::last_of_month(2100, 2).to_string(), "2100-02-28");
        assert!(Date::from_iso("2025-4-30").is_none());
        assert_eq!(Date::from_iso("2022-02-14"), Date::new(2022, 2, 14));
    }

    #[test]
    fn weekdays_and_serials() {
        assert_eq!(Date::new(2022, 2, 14).map(Date::weekday), Some(0));
        assert_eq!(Date::new(2024, 3, 31).map(Date::weekday), Some(6));
        assert_eq!(Date::from_serial(45_761).to_string(), "2025-04-14");
    }

    #[test]
    fn a_fiscal_year_ends_in_march() {
        assert_eq!(Unit::Year(2023).last_day().to_string(), "2024-03-31");
        assert_eq!(
            Unit::Half(2025, Half::Second).first_day().to_string(),
            "2025-10-01"
        );
        assert_eq!(Unit::Month(2026, 3).fiscal_year(), 2025);
        assert_eq!(Unit::Month(2026, 4).fiscal_year(), 2026);
    }
}
