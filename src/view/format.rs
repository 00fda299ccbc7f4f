//! Numbers and periods as text for people: pure functions, the only place where their Japanese
//! form is made. What a source printed is never shown from here; it is kept and shown as it is.

use rust_decimal::Decimal;

use crate::model::amount::Place;
use crate::model::fact::Figure;
use crate::model::period::{Date, Half, Period, Unit, WEEKDAYS, era_year};

/// A number: commas at thousands, decimals as they are, U+2212 as minus.
pub fn number(value: &Decimal) -> String {
    let plain = value.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        text.push('\u{2212}');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A figure with its own counter: `約1,800件`, `31件（見込）`, `20〜30件`. Empty where there is no value.
pub fn figure(figure: &Figure) -> String {
    amount(
        figure.value,
        figure.value_to,
        &figure.unit,
        &figure.qualifiers,
    )
}

/// A figure with a given counter, which may be empty where a header says it.
pub fn amount(
    value: Option<Decimal>,
    value_to: Option<Decimal>,
    unit: &str,
    qualifiers: &[String],
) -> String {
    let Some(value) = value else {
        return String::new();
    };
    let words = |place| qualifiers.iter().filter(move |q| Place::of(q) == place);
    let mut text: String = words(Place::Before).map(String::as_str).collect();
    text.push_str(&number(&value));
    if let Some(value_to) = value_to {
        text.push('〜');
        text.push_str(&number(&value_to));
    }
    text.push_str(unit);
    text.extend(words(Place::After).map(String::as_str));
    text.push_str(&qualified(qualifiers));
    text
}

/// The hedges of a figure that stand behind it in brackets: `（見込）`.
pub fn qualified(qualifiers: &[String]) -> String {
    let bracketed = qualifiers
        .iter()
        .filter(|q| Place::of(q) == Place::Bracketed);
    bracketed.map(|word| format!("（{word}）")).collect()
}

/// A sum with its terms: `16+13−2 = 27件`.
pub fn sum(terms: &[Decimal], result: &str) -> String {
    let mut text = String::new();
    for (at, term) in terms.iter().enumerate() {
        let sign = if term.is_sign_negative() {
            "\u{2212}"
        } else {
            "+"
        };
        match at {
            0 => text.push_str(&number(term)),
            _ => text.push_str(&format!("{sign}{}", number(&term.abs()))),
        }
    }
    format!("{text} = {result}")
}

/// A quotient: `3 ÷ 4 = 75.0%`.
pub fn quotient(numerator: &Decimal, denominator: &Decimal, result: &str) -> String {
    let (top, bottom) = (number(numerator), number(denominator));
    format!("{top} ÷ {bottom} = {result}")
}

/// A change: `114増`, `14減`, `同じ`.
pub fn difference(change: &Decimal) -> String {
    let size = number(&change.abs());
    if change.is_zero() {
        "同じ".to_owned()
    } else if change.is_sign_negative() {
        format!("{size}減")
    } else {
        format!("{size}増")
    }
}

/// A period in running text: `平成29（2017）年度`, `平成29〜令和3年度（2017〜2021）`. Empty if absent.
pub fn period(period: &Period) -> String {
    match (period.start, period.end) {
        (None, None) => String::new(),
        (Some(start), Some(end)) if start == end => unit(start),
        (Some(start), Some(end)) => range(start, end),
        (Some(start), None) => format!("{}から", unit(start)),
        (None, Some(end)) => format!("{}まで", unit(end)),
    }
}

/// A fiscal year on the axis of a chart: `平29`, `令元`.
pub fn year_short(fiscal_year: i32) -> String {
    let (era, number) = era_year(fiscal_year);
    let initial: String = era.chars().take(1).collect();
    format!("{initial}{}", ordinal(number))
}

/// A fiscal year at the head of a column, in two lines: `平成29` and `2017`.
pub fn year_head(fiscal_year: i32) -> (String, String) {
    (era_text(fiscal_year), fiscal_year.to_string())
}

/// A day without its weekday: `2022年2月14日`.
pub fn day(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `平成29`, `令和元`.
fn era_text(fiscal_year: i32) -> String {
    let (era, number) = era_year(fiscal_year);
    format!("{era}{}", ordinal(number))
}

/// The first year of an era has a word of its own.
fn ordinal(number: i32) -> String {
    match number {
        1 => "元".to_owned(),
        _ => number.to_string(),
    }
}

fn unit(unit: Unit) -> String {
    match unit {
        Unit::Year(year) => format!("{}（{year}）年度", era_text(year)),
        Unit::Half(year, half) => format!("{}{}", self::unit(Unit::Year(year)), half_word(half)),
        Unit::Month(year, month) => format!("{year}年{month}月"),
        Unit::Day(date) => format!("{}{}", day(date), weekday(date)),
    }
}

/// Two units, with what they have in common said once.
fn range(start: Unit, end: Unit) -> String {
    let second = match (start, end) {
        (Unit::Year(first), Unit::Year(last)) => return years(first, last),
        (Unit::Half(a, _), Unit::Half(b, half)) if a == b => half_word(half).to_owned(),
        (Unit::Month(a, _), Unit::Month(b, month)) if a == b => format!("{month}月"),
        (Unit::Day(a), Unit::Day(b)) if a.year() == b.year() => {
            format!("{}月{}日{}", b.month(), b.day(), weekday(b))
        }
        _ => unit(end),
    };
    format!("{}〜{second}", unit(start))
}

/// Fiscal years: eras first, western years behind; one era stands once.
fn years(first: i32, last: i32) -> String {
    let (first_era, last_era) = (era_year(first), era_year(last));
    let end = if first_era.0 == last_era.0 {
        ordinal(last_era.1)
    } else {
        era_text(last)
    };
    format!("{}〜{end}年度（{first}〜{last}）", era_text(first))
}

fn half_word(half: Half) -> &'static str {
    match half {
        Half::First => "上半期",
        Half::Second => "下半期",
    }
}

fn weekday(date: Date) -> String {
    format!("（{}）", WEEKDAYS[date.weekday()])
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::amount::{Amount, decimal};

    fn printed(text: &str) -> String {
        let read = Amount::read(text).unwrap();
        amount(read.value, read.value_to, &read.unit, &read.qualifiers)
    }

    fn said(text: &str) -> String {
        period(&Period::parse(text, None).unwrap().period)
    }

    #[test]
    fn numbers() {
        let text = |plain| number(&decimal(plain).unwrap());
        assert_eq!(text("331111"), "331,111");
        assert_eq!(text("-37015700"), "−37,015,700");
        assert_eq!(text("999"), "999");
        assert_eq!(text("1000.50"), "1,000.50");
        assert_eq!(text("0.0"), "0.0");
    }

    #[test]
    fn figures() {
        assert_eq!(printed("31件(見込)"), "31件（見込）");
        assert_eq!(printed("約1800件"), "約1,800件");
        assert_eq!(printed("年間5件程度"), "5件程度");
        assert_eq!(printed("年間約20件から30件"), "約20〜30件");
        assert_eq!(printed("80%を超え"), "80%を超え");
        assert_eq!(printed("25人（延べ）"), "延べ25人");
        assert_eq!(amount(None, None, "件", &[]), "");
    }

    #[test]
    fn differences() {
        let text = |plain| difference(&decimal(plain).unwrap());
        assert_eq!(text("114"), "114増");
        assert_eq!(text("-1400"), "1,400減");
        assert_eq!(text("0.0"), "同じ");
    }

    #[test]
    fn periods() {
        for (text, expected) in [
            ("H29", "平成29（2017）年度"),
            ("R1", "令和元（2019）年度"),
            ("H29..R3", "平成29〜令和3年度（2017〜2021）"),
            ("H29..R1", "平成29〜令和元年度（2017〜2019）"),
            ("H27..H29", "平成27〜29年度（2015〜2017）"),
            ("R1..R3", "令和元〜3年度（2019〜2021）"),
            ("H29..", "平成29（2017）年度から"),
            ("..R3", "令和3（2021）年度まで"),
            ("R7-H1", "令和7（2025）年度上半期"),
            ("R7-H1..R7-H2", "令和7（2025）年度上半期〜下半期"),
            ("2025-10", "2025年10月"),
            ("2025-10..2025-12", "2025年10月〜12月"),
            ("2025-07..2026-03", "2025年7月〜2026年3月"),
            ("2025-04..", "2025年4月から"),
            ("2022-02-14", "2022年2月14日（月）"),
            (
                "2024-08-30..2024-09-01",
                "2024年8月30日（金）〜9月1日（日）",
            ),
            ("", ""),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn years_at_axes_and_heads() {
        assert_eq!([2017, 2019, 2021].map(year_short), ["平29", "令元", "令3"]);
        assert_eq!(year_head(2017), ("平成29".to_owned(), "2017".to_owned()));
    }

    fn some_unit() -> impl Strategy<Value = Unit> {
        prop_oneof![
            (1868..2100).prop_map(Unit::Year),
            (1868..2100).prop_map(|year| Unit::Half(year, Half::Second)),
            (1868..2100, 1..=12u8).prop_map(|(year, month)| Unit::Month(year, month)),
            (1868..2100, 1..=12u8, 1..=28u8)
                .prop_filter_map("day", |(y, m, d)| Date::new(y, m, d).map(Unit::Day)),
        ]
    }

    fn words() -> impl Strategy<Value = Vec<String>> {
        let known = vec!["約", "累計", "程度", "以上", "弱", "見込", "速報値"];
        proptest::sample::subsequence(known, 0..=7)
            .prop_map(|words| words.into_iter().map(str::to_owned).collect())
    }

    proptest! {
        #[test]
        fn a_period_that_is_said_is_read_back(a in some_unit(), b in some_unit()) {
            let (start, end) = if b.first_day() < a.first_day() { (b, a) } else { (a, b) };
            for p in [
                Period { start: Some(start), end: Some(end) },
                Period { start: Some(start), end: None },
                Period { start: None, end: Some(end) },
                Period::of(start),
            ] {
                let text = period(&p);
                let read = Period::parse(&text, None);
                prop_assert_eq!(read.map(|r| r.period), Ok(p), "{}", text);
            }
        }

        #[test]
        fn a_figure_that_is_said_is_read_back(
            mantissa in -10_i64.pow(12)..10_i64.pow(12),
            more in proptest::option::of(0..10_i64.pow(12)),
            scale in 0..=3u32,
            unit in proptest::sample::select(vec!["", "件", "%", "か所", "万部", "千円", "㎡", "/1,000人"]),
            qualifiers in words(),
        ) {
            let value = Decimal::new(mantissa, scale);
            let value_to = more.map(|more| Decimal::new(mantissa + more, scale));
            let printed = amount(Some(value), value_to, unit, &qualifiers);
            let read = Amount::read(&printed);
            let (value, unit) = (Some(value), unit.to_owned());
            let expected = Amount { value, value_to, unit, qualifiers, printed };
            let scale_of = |a: &Amount| a.value.map(|v| v.scale());
            prop_assert_eq!(read.as_ref().map(scale_of), Ok(scale_of(&expected)));
            prop_assert_eq!(read, Ok(expected));
        }
    }
}
