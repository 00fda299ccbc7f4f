//! Periods and changes for readers of English; [`super::format`] is for readers of Japanese.

use rust_decimal::Decimal;

use crate::model::period::{Date, Half, Period, Unit};

use super::format::number;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A period: `FY2017`, `FY2017 to FY2021`, `October 2025`, `14 February 2022`.
pub fn period(period: &Period) -> String {
    match (period.start, period.end) {
        (None, None) => String::new(),
        (Some(start), Some(end)) if start == end => unit(start),
        (Some(start), Some(end)) => format!("{} to {}", unit(start), unit(end)),
        (Some(start), None) => format!("from {}", unit(start)),
        (None, Some(end)) => format!("until {}", unit(end)),
    }
}

fn unit(unit: Unit) -> String {
    match unit {
        Unit::Year(year) => format!("FY{year}"),
        Unit::Half(year, Half::First) => format!("first half of FY{year}"),
        Unit::Half(year, Half::Second) => format!("second half of FY{year}"),
        Unit::Month(year, month) => format!("{} {year}", month_name(month)),
        Unit::Day(date) => day(date),
    }
}

/// A date: `14 February 2022`.
pub fn day(date: Date) -> String {
    format!(
        "{} {} {}",
        date.day(),
        month_name(date.month()),
        date.year()
    )
}

fn month_name(month: u8) -> &'static str {
    MONTHS[usize::from(month.clamp(1, 12)) - 1]
}

/// A change: `up 114`, `down 14`, `no change`.
pub fn difference(change: &Decimal) -> String {
    let size = number(&change.abs());
    if change.is_zero() {
        "no change".to_owned()
    } else if change.is_sign_negative() {
        format!("down {size}")
    } else {
        format!("up {size}")
    }
}
