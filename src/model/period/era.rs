//! Japanese eras: from an era's year to the western one and back. Their limits come from ICU.

use icu_calendar::Date as IcuDate;
use icu_calendar::cal::Japanese;

use super::Date;
use super::words::ERAS;

/// One era.
pub(super) struct Era {
    /// Its name.
    pub name: &'static str,
    /// The letter that stands for it: H for Heisei.
    pub letter: char,
    /// Its name in ICU.
    pub code: &'static str,
    /// The western year of its year 1.
    pub first_year: i32,
}

/// The era and the number of a fiscal year, as years are printed: FY2019 is Reiwa 1.
///
/// It is the era in force on the last day of December, thus the one that the calendar year ends in.
/// A fiscal year during which the era changed is named by the new one (FY1989 Heisei 1, FY2019
/// Reiwa 1) unless the change came after the turn of the year (FY1988 is Showa 63).
pub fn era_year(fiscal_year: i32) -> (&'static str, i32) {
    let era = of(Date::last_of_month(fiscal_year, 12));
    (era.name, fiscal_year - era.first_year + 1)
}

/// Every era: its name, the letter that stands for it, the western year of its year 1.
pub fn eras() -> impl Iterator<Item = (&'static str, char, i32)> {
    ERAS.iter()
        .map(|era| (era.name, era.letter, era.first_year))
}

/// The era of a day.
pub(super) fn of(date: Date) -> &'static Era {
    &ERAS[era_at(date)]
}

/// The position in [`ERAS`] of the era of a day.
///
/// Days before 1873, when Japan took over the western calendar, count as Meiji.
pub(super) fn era_at(date: Date) -> usize {
    IcuDate::try_new_iso(date.year(), date.month(), date.day())
        .ok()
        .map(|iso| iso.to_calendar(Japanese::new()).era_year().era)
        .and_then(|code| ERAS.iter().position(|era| era.code == code.as_str()))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_named_by_the_era_in_which_the_calendar_year_ends() {
        assert_eq!(era_year(2019), ("令和", 1));
        assert_eq!(era_year(2018), ("平成", 30));
        assert_eq!(era_year(1989), ("平成", 1));
        assert_eq!(era_year(1988), ("昭和", 63));
        assert_eq!(era_year(1926), ("昭和", 1));
        assert_eq!(era_year(1912), ("大正", 1));
        assert_eq!(era_year(1868), ("明治", 1));
        assert_eq!(era_year(2025), ("令和", 7));
    }

    #[test]
    fn the_first_years_agree_with_the_calendar() {
        for (index, era) in ERAS.iter().enumerate().skip(1) {
            let ends = |year| era_at(Date::last_of_month(year, 12));
            assert_eq!(ends(era.first_year), index);
            assert_eq!(ends(era.first_year - 1), index - 1);
        }
    }
}
