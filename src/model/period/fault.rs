//! Why a text is no period, as data for a message.

use super::words::{CALENDAR, DAY, FIRST_YEAR, FISCAL, MONTH};
use super::{Date, Period, era};

/// Something the reader of a period should know.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum PeriodNote {
    /// The era had ended by then: Heisei 37 is read as the year that it means.
    EraPastItsEnd {
        /// The era as printed.
        era: &'static str,
        /// The number as printed.
        number: i32,
        /// The western year it means, fiscal if the text is about fiscal years.
        year: i32,
    },
}

/// Why a text is no period.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum PeriodFault {
    /// This part is not understood.
    Unreadable {
        /// The part, in half-width characters.
        rest: String,
    },
    /// There is no such day or month, or no such year of an era.
    NoSuchDate {
        /// The year as it was meant.
        year: i32,
        /// The month, where the text has one.
        month: Option<u32>,
        /// The day, where the text has one.
        day: Option<u32>,
    },
    /// The day or month lies before the era began.
    EraDate {
        /// The era as printed.
        era: &'static str,
        /// The first day of what was meant.
        date: Date,
        /// Whether the text names a day, not a month.
        is_day: bool,
    },
    /// The western year or the weekday in brackets is not that of the date.
    Disagrees {
        /// What the bracket ought to hold.
        expected: String,
    },
    /// Several years or months in one cell.
    Merged,
    /// A number that a spreadsheet made of a date.
    ExcelSerial {
        /// The number.
        serial: u32,
        /// The day that it stands for.
        date: Date,
    },
    /// The digits of a day without anything between them: `20230401`.
    Joined {
        /// The day.
        date: Date,
    },
    /// A calendar year, or a year that does not say which.
    CalendarYear {
        /// The year.
        year: i32,
    },
    /// A month, half or word without a year, and no year around it.
    NeedsYear,
    /// The end lies before the start.
    Reversed {
        /// The two the other way round.
        turned: Period,
    },
    /// A year outside 1868..=2200, thus also a number without an era.
    OutOfRange {
        /// The year.
        year: i32,
    },
}

impl PeriodFault {
    /// The word of the help text that fits: `help-<word>`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "unreadable",
            Self::NoSuchDate { .. } => "no-such-date",
            Self::EraDate { .. } => "era-date",
            Self::Disagrees { .. } => "disagrees",
            Self::Merged => "merged",
            Self::ExcelSerial { .. } => "excel-serial",
            Self::Joined { .. } => "joined",
            Self::CalendarYear { .. } => "calendar-year",
            Self::NeedsYear => "needs-year",
            Self::Reversed { .. } => "reversed",
            Self::OutOfRange { .. } => "out-of-range",
        }
    }

    /// What was probably meant, in a form that can be read; for [`Self::Unreadable`] the part
    /// that was not understood, for [`Self::Disagrees`] what the bracket ought to hold.
    pub fn meant(&self) -> Option<String> {
        match self {
            Self::Unreadable { rest } => Some(rest.clone()),
            Self::Disagrees { expected } => Some(expected.clone()),
            Self::EraDate { date, is_day, .. } => Some(in_its_era(*date, *is_day)),
            Self::ExcelSerial { date, .. } | Self::Joined { date } => Some(date.to_string()),
            Self::CalendarYear { year } => Some(format!("{year}{FISCAL}")),
            Self::Reversed { turned } => Some(turned.id()),
            Self::NoSuchDate { .. } | Self::Merged | Self::NeedsYear | Self::OutOfRange { .. } => {
                None
            }
        }
    }
}

/// A day or its month with the era that it lies in.
fn in_its_era(date: Date, is_day: bool) -> String {
    let era = era::of(date);
    let year = match date.year() - era.first_year + 1 {
        1 => FIRST_YEAR.to_owned(),
        number => number.to_string(),
    };
    let month = format!("{}{year}{CALENDAR}{}{MONTH}", era.name, date.month());
    if is_day {
        format!("{month}{}{DAY}", date.day())
    } else {
        month
    }
}
