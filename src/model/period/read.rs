//! From the parts of a text to a period: eras become years, one end completes the other, and the
//! fiscal year around the text completes both.

use std::ops::RangeInclusive;

use super::scan::{End, Mark, Shape, fold, scan};
use super::unit::{Date, Half, Unit};
use super::words::{ERAS, WEEKDAYS};
use super::{Period, PeriodFault, PeriodNote, era};

/// The years in which anything can be reported.
const YEARS: RangeInclusive<i32> = 1868..=2200;
/// The numbers that spreadsheets give to the days from 1982 to 2064.
const SERIALS: RangeInclusive<u32> = 30_000..=60_000;

/// A period with what was printed around it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReadPeriod {
    /// The period.
    pub period: Period,
    /// Words such as 頃, 随時, 通年, 概ね, as printed, several joined by `;`.
    pub qualifier: Option<String>,
    /// What the reader should know.
    pub note: Option<PeriodNote>,
}

/// Reads a period; `year` is the fiscal year around the text.
pub(super) fn read(text: &str, year: Option<i32>) -> Result<ReadPeriod, PeriodFault> {
    let folded = fold(text);
    if let Some(fault) = serial(&folded).or_else(|| joined(&folded)) {
        return Err(fault);
    }
    let written = scan(&folded)?;
    let mut reader = Reader { year, note: None };
    let period = reader.period(&written.shape)?;
    brackets(written.years, period)?;
    Ok(ReadPeriod {
        period,
        qualifier: (!written.qualifiers.is_empty()).then(|| written.qualifiers.join(";")),
        note: reader.note,
    })
}

/// A number that once was a date in a spreadsheet.
fn serial(folded: &str) -> Option<PeriodFault> {
    let (whole, fraction) = folded.split_once('.').unwrap_or((folded, ""));
    let number = fraction
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then_some(whole)?;
    let serial = number.parse().ok().filter(|n| SERIALS.contains(n))?;
    Some(PeriodFault::ExcelSerial {
        serial,
        date: Date::from_serial(serial),
    })
}

/// A day whose digits stand together.
fn joined(folded: &str) -> Option<PeriodFault> {
    let digits = folded.len() == 8 && folded.bytes().all(|b| b.is_ascii_digit());
    let year = folded.get(0..4)?.parse().ok();
    let year = year.filter(|y| digits && YEARS.contains(y))?;
    let month = folded.get(4..6)?.parse().ok()?;
    let date = Date::new(year, month, folded.get(6..8)?.parse().ok()?)?;
    Some(PeriodFault::Joined { date })
}

/// Western years behind a range must be its own.
fn brackets(years: Option<(i32, i32)>, period: Period) -> Result<(), PeriodFault> {
    let ends = period
        .start
        .zip(period.end)
        .map(|(start, end)| (start.fiscal_year(), end.fiscal_year()));
    match (years, ends) {
        (Some(years), Some((first, last))) if years != (first, last) => {
            Err(PeriodFault::Disagrees {
                expected: format!("{first}~{last}"),
            })
        }
        _ => Ok(()),
    }
}

/// The year around the text, and what was noticed on the way.
struct Reader {
    year: Option<i32>,
    note: Option<PeriodNote>,
}

impl Reader {
    fn period(&mut self, shape: &Shape) -> Result<Period, PeriodFault> {
        let period = match *shape {
            Shape::Absent => Period::ABSENT,
            Shape::Whole => Period::year(self.year.ok_or(PeriodFault::NeedsYear)?),
            Shape::Single(end) => Period::of(self.unit(end, None)?),
            Shape::Since(end) => Period {
                start: Some(self.unit(end, None)?),
                end: None,
            },
            Shape::Until(end) => Period {
                start: None,
                end: Some(self.unit(end, None)?),
            },
            Shape::Range(first, second) => self.range(first, second)?,
        };
        Ok(period)
    }

    fn range(&mut self, mut first: End, mut second: End) -> Result<Period, PeriodFault> {
        complete(&mut first, &mut second);
        let start = self.unit(first, None)?;
        let end = self.unit(second, Some(start))?;
        let (start, end) = (Some(start), Some(end));
        let period = Period { start, end };
        if period.last_day() < period.first_day() {
            let turned = Period {
                start: end,
                end: start,
            };
            return Err(PeriodFault::Reversed { turned });
        }
        Ok(period)
    }

    /// The unit that an end means; one without a year follows `after`, or lies in the year around.
    fn unit(&mut self, end: End, after: Option<Unit>) -> Result<Unit, PeriodFault> {
        if end.loose {
            let rest = end.day.or(end.month).unwrap_or_default().to_string();
            return Err(PeriodFault::Unreadable { rest });
        }
        let year = western(&end)?;
        match (end.half, end.month, end.day) {
            (Some(half), ..) => self.half(&end, half, year, after),
            (None, None, None) => self.fiscal(&end, year),
            (None, month, day) => self.dated(&end, year, (month, day), after),
        }
    }

    fn fiscal(&mut self, end: &End, year: Option<i32>) -> Result<Unit, PeriodFault> {
        let year = year.ok_or(PeriodFault::NeedsYear)?;
        if end.mark == Mark::Calendar || (end.mark == Mark::None && end.era.is_none()) {
            return Err(PeriodFault::CalendarYear { year });
        }
        self.note_fiscal(end, year);
        Ok(Unit::Year(year))
    }

    fn half(
        &mut self,
        end: &End,
        half: Half,
        year: Option<i32>,
        after: Option<Unit>,
    ) -> Result<Unit, PeriodFault> {
        match year {
            Some(_) => {
                let whole = self.fiscal(end, year)?;
                Ok(Unit::Half(whole.fiscal_year(), half))
            }
            None => {
                let around = after.map(Unit::fiscal_year).or(self.year);
                Ok(Unit::Half(around.ok_or(PeriodFault::NeedsYear)?, half))
            }
        }
    }

    /// A month or a day.
    fn dated(
        &mut self,
        end: &End,
        year: Option<i32>,
        (month, day): (Option<u32>, Option<u32>),
        after: Option<Unit>,
    ) -> Result<Unit, PeriodFault> {
        let follows = after.map(Unit::last_day);
        let month = month.or(follows.map(|d| u32::from(d.month())));
        let month = month.ok_or(PeriodFault::NeedsYear)?;
        let turned = |around: i32| if month < 4 { around + 1 } else { around };
        let western = match (year, follows, self.year) {
            (Some(year), ..) if end.mark == Mark::Fiscal => turned(year),
            (Some(year), ..) => year,
            (None, Some(date), _) if month < u32::from(date.month()) => date.year() + 1,
            (None, Some(date), _) => date.year(),
            (None, None, Some(around)) => turned(around),
            (None, None, None) => return Err(PeriodFault::NeedsYear),
        };
        let unit = calendar(western, month, day)?;
        self.check_weekday(end, unit)?;
        match year {
            Some(year) if end.mark == Mark::Fiscal => self.note_fiscal(end, year),
            _ => self.check_era(end, unit)?,
        }
        Ok(unit)
    }

    /// A fiscal year that began after its era had ended is noted.
    fn note_fiscal(&mut self, end: &End, year: i32) {
        let begins = Unit::Year(year).first_day();
        if end.era.is_some_and(|era| era::era_at(begins) > era) {
            self.note_era(end, year);
        }
    }

    /// A date before its era is a fault; one after it is what people wrote before the era changed.
    fn check_era(&mut self, end: &End, unit: Unit) -> Result<(), PeriodFault> {
        let Some(index) = end.era else { return Ok(()) };
        let date = unit.first_day();
        if era::era_at(unit.last_day()) < index {
            return Err(PeriodFault::EraDate {
                era: ERAS[index].name,
                date,
                is_day: matches!(unit, Unit::Day(_)),
            });
        }
        if era::era_at(date) > index {
            self.note_era(end, date.year());
        }
        Ok(())
    }

    fn check_weekday(&self, end: &End, unit: Unit) -> Result<(), PeriodFault> {
        let day = unit.last_day().weekday();
        match end.weekday {
            Some(printed) if printed != day => Err(PeriodFault::Disagrees {
                expected: WEEKDAYS[day].to_owned(),
            }),
            _ => Ok(()),
        }
    }

    fn note_era(&mut self, end: &End, year: i32) {
        if let (Some(index), Some(number), None) = (end.era, end.number, &self.note) {
            let era = ERAS[index].name;
            self.note = Some(PeriodNote::EraPastItsEnd { era, number, year });
        }
    }
}

/// What each end of a range takes from the other: `平成27~29年度`, `FY2017~2021`, `4~9月`.
fn complete(first: &mut End, second: &mut End) {
    let bare = |end: &End| {
        let inside = (end.half, end.month, end.day);
        end.era.is_none() && end.mark == Mark::None && inside == (None, None, None)
    };
    if bare(first) && second.number.is_none() && second.month.is_some() {
        first.month = first.number.take().and_then(|n| u32::try_from(n).ok());
    }
    let fiscal_only = |end: &End| end.mark == Mark::Fiscal && end.month.is_none();
    if bare(first) && fiscal_only(second) {
        first.mark = Mark::Fiscal;
    }
    if second.era.is_none() && second.number.is_some_and(|n| n < 100) {
        second.era = first.era;
    }
    if bare(second) && fiscal_only(first) {
        second.mark = Mark::Fiscal;
    }
    if first.loose && !second.loose {
        let same_kind = match first.day {
            Some(_) => second.day.is_some() && second.month.is_none(),
            None => second.month.is_some() && second.number.is_none(),
        };
        first.loose = !same_kind;
    }
}

/// The western year of an end, if it has a year.
fn western(end: &End) -> Result<Option<i32>, PeriodFault> {
    let Some(number) = end.number else {
        return Ok(None);
    };
    let year = year_of(end.era, number)?;
    match end.also {
        Some((era, number)) if year_of(era, number)? != year => {
            let expected = match era {
                Some(_) => {
                    let (name, number) = era::era_year(year);
                    format!("{name}{number}")
                }
                None => year.to_string(),
            };
            Err(PeriodFault::Disagrees { expected })
        }
        _ => Ok(Some(year)),
    }
}

fn year_of(era: Option<usize>, number: i32) -> Result<i32, PeriodFault> {
    let year = era.map_or(number, |index| ERAS[index].first_year + number - 1);
    if era.is_some() && number < 1 {
        let (month, day) = (None, None);
        return Err(PeriodFault::NoSuchDate { year, month, day });
    }
    if YEARS.contains(&year) {
        Ok(year)
    } else {
        Err(PeriodFault::OutOfRange { year })
    }
}

/// The month or the day, if there is one.
fn calendar(year: i32, month: u32, day: Option<u32>) -> Result<Unit, PeriodFault> {
    let narrow = |n: u32| u8::try_from(n).ok();
    let unit = narrow(month)
        .filter(|m| (1..=12).contains(m))
        .and_then(|m| match day {
            None => Some(Unit::Month(year, m)),
            Some(day) => Some(Unit::Day(Date::new(year, m, narrow(day)?)?)),
        });
    unit.ok_or(PeriodFault::NoSuchDate {
        year,
        month: Some(month),
        day,
    })
}
