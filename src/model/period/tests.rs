//! What authors and sources write, and what must hold for every period.

use proptest::prelude::*;

use super::*;

fn id(text: &str) -> String {
    id_in(text, None)
}

fn id_in(text: &str, year: Option<i32>) -> String {
    match Period::parse(text, year) {
        Ok(read) => read.period.id(),
        Err(fault) => format!("{} {}", fault.word(), fault.meant().unwrap_or_default()),
    }
}

#[test]
fn fiscal_years_as_people_write_them() {
    for text in [
        "H29",
        "h29",
        "Ｈ２９",
        "平成29",
        "平成29年度",
        "㍻29年度",
        "平成２９年度",
        "FY2017",
        "fy2017",
        "2017年度",
        "2017(平成29)年度",
        "平成29(2017)年度",
        "平成29（2017）年度",
        "平成29年度(2017年度)",
        " 平成 29 年度 ",
        "H29..H29",
    ] {
        assert_eq!(id(text), "FY2017", "{text}");
    }
    for text in [
        "令和元年度",
        "R1",
        "R元",
        "平成31年度",
        "H31",
        "令和1年度",
        "㋿元年度",
    ] {
        assert_eq!(id(text), "FY2019", "{text}");
    }
    assert_eq!(id("S60"), "FY1985");
    assert_eq!(id("大正15年度"), "FY1926");
    assert_eq!(id("昭和元年度"), "FY1926");
    assert_eq!(id("明治元年度"), "FY1868");
    assert_eq!(id(""), "");
}

#[test]
fn ranges() {
    for text in [
        "H29..R3",
        "H29～R3",
        "H29〜R3",
        "H29~R3",
        "H29-R3",
        "H29－R3",
        "H29からR3",
        "H29からR3まで",
        "平成29～令和3年度",
        "平成29年度～令和3年度",
        "平成29〜令和3年度（2017〜2021）",
        "FY2017..FY2021",
        "FY2017〜2021",
        "2017～2021年度",
        "2017年度から2021年度まで",
        "平成29（2017）～令和3（2021）年度",
    ] {
        assert_eq!(id(text), "FY2017..FY2021", "{text}");
    }
    assert_eq!(id("平成27～29年度"), "FY2015..FY2017");
    assert_eq!(id("H27-29"), "FY2015..FY2017");
    assert_eq!(id("平成30～37年度"), "FY2018..FY2025");
    for text in [
        "FY2025..",
        "平成37年度以降",
        "令和7年度から",
        "R7～",
        "R7..",
    ] {
        assert_eq!(id(text), "FY2025..", "{text}");
    }
    for text in [
        "..FY2017",
        "～H29",
        "平成29年度まで",
        "平成29年度以前",
        "～平成29年度まで",
    ] {
        assert_eq!(id(text), "..FY2017", "{text}");
    }
    assert_eq!(id("R5..R3"), "reversed FY2021..FY2023");
}

#[test]
fn halves_months_and_days() {
    for text in [
        "R7-H1",
        "FY2025-H1",
        "令和7年度上半期",
        "R7上期",
        "令和7（2025）年度上半期",
    ] {
        assert_eq!(id(text), "FY2025-H1", "{text}");
    }
    assert_eq!(id("R7-H1..R7-H2"), "FY2025-H1..FY2025-H2");
    assert_eq!(id("令和7年度上半期～下半期"), "FY2025-H1..FY2025-H2");
    for text in [
        "2021-08",
        "2021年8月",
        "令和3年8月",
        "R3.8",
        "R3/8",
        "2021/8",
        "令和3（2021）年8月",
    ] {
        assert_eq!(id(text), "2021-08", "{text}");
    }
    assert_eq!(id("令和7年度3月"), "2026-03");
    for text in [
        "2022-02-14",
        "令和4年2月14日",
        "令和4年2月14日（月）",
        "2022/2/14",
        "R4.2.14",
    ] {
        assert_eq!(id(text), "2022-02-14", "{text}");
    }
    assert_eq!(id("2025年4～9月"), "2025-04..2025-09");
    assert_eq!(id("令和3年10月～3月"), "2021-10..2022-03");
    assert_eq!(id("令和7年度4～9月"), "2025-04..2025-09");
    assert_eq!(id("2024年8月30日～9月1日（日）"), "2024-08-30..2024-09-01");
    assert_eq!(id("2024年8月30日～31日"), "2024-08-30..2024-08-31");
    assert_eq!(id("2024年8月30～31日"), "2024-08-30..2024-08-31");
    assert_eq!(id("2025-04〜2025-09"), "2025-04..2025-09");
}

#[test]
fn texts_inside_a_fiscal_year() {
    let in_r7 = |text| {
        let read = Period::parse(text, Some(2025)).unwrap();
        (read.period.id(), read.qualifier.unwrap_or_default())
    };
    let pair = |id: &str, qualifier: &str| (id.to_owned(), qualifier.to_owned());
    assert_eq!(in_r7("12月頃"), pair("2025-12", "頃"));
    assert_eq!(in_r7("3月"), pair("2026-03", ""));
    assert_eq!(in_r7("10月～12月"), pair("2025-10..2025-12", ""));
    assert_eq!(in_r7("７月～３月"), pair("2025-07..2026-03", ""));
    assert_eq!(in_r7("4～9月"), pair("2025-04..2025-09", ""));
    assert_eq!(in_r7("4月～"), pair("2025-04..", ""));
    assert_eq!(in_r7("4月頃から"), pair("2025-04..", "頃"));
    assert_eq!(in_r7("通年"), pair("FY2025", "通年"));
    assert_eq!(in_r7("随時"), pair("FY2025", "随時"));
    assert_eq!(in_r7("上半期"), pair("FY2025-H1", ""));
    assert_eq!(in_r7("4月末時点"), pair("2025-04", ""));
    assert_eq!(in_r7("12月中旬"), pair("2025-12", "中旬"));
    assert_eq!(in_r7("2月14日"), pair("2026-02-14", ""));
    assert_eq!(in_r7("R6"), pair("FY2024", ""));
    assert_eq!(in_r7("H29から概ね10年"), pair("FY2017..", "概ね10年"));
    assert_eq!(in_r7("概ね令和8年度末"), pair("FY2026", "概ね;末"));
    for text in ["12月頃", "10月～12月", "通年", "随時", "上半期", "4～9月"] {
        assert_eq!(
            Period::parse(text, None),
            Err(PeriodFault::NeedsYear),
            "{text}"
        );
    }
}

#[test]
fn an_era_may_run_past_its_end_but_not_begin_early() {
    let note = |text| Period::parse(text, None).unwrap().note;
    let past = |era, number, year| Some(PeriodNote::EraPastItsEnd { era, number, year });
    assert_eq!(note("平成37年度"), past("平成", 37, 2025));
    assert_eq!(note("平成30～37年度"), past("平成", 37, 2025));
    assert_eq!(note("平成32年3月"), past("平成", 32, 2020));
    assert_eq!(note("平成31年5月1日"), past("平成", 31, 2019));
    assert_eq!(note("昭和64年度"), past("昭和", 64, 1989));
    for text in [
        "平成31年度",
        "平成31年4月30日",
        "令和元年度",
        "令和元年5月1日",
        "昭和63年度",
        "昭和64年1月",
    ] {
        assert_eq!(note(text), None, "{text}");
    }
    assert_eq!(id("令和元年4月1日"), "era-date 平成31年4月1日");
    assert_eq!(id("令和元年4月"), "era-date 平成31年4月");
    assert_eq!(id("平成元年1月7日"), "era-date 昭和64年1月7日");
    assert_eq!(id("平成元年1月"), "1989-01");
}

#[test]
fn what_is_no_period_says_why() {
    for (text, fault) in [
        ("2025/4/31", "no-such-date "),
        ("2025-13", "no-such-date "),
        ("平成0年度", "no-such-date "),
        ("H29・30", "merged "),
        ("H29,30", "merged "),
        ("H29/30", "merged "),
        ("平成29、30年度", "merged "),
        ("令和元年度、令和2年度", "merged "),
        ("45761", "excel-serial 2025-04-14"),
        ("45761.0", "excel-serial 2025-04-14"),
        ("2017", "calendar-year 2017年度"),
        ("平成29年", "calendar-year 2017年度"),
        ("2017年～2021年", "calendar-year 2017年度"),
        ("平成29(2018)年度", "disagrees 2017"),
        ("2018(平成29)年度", "disagrees 平成30"),
        ("平成29〜令和3年度（2017〜2020）", "disagrees 2017~2021"),
        ("令和4年2月14日（火）", "disagrees 月"),
        ("29年度", "out-of-range "),
        ("FY1800", "out-of-range "),
        ("平成29年度頃まで実施", "unreadable 実施"),
        ("2025年4", "unreadable 4"),
        ("H29及び実施", "unreadable 及び実施"),
        ("第2期", "unreadable 第2期"),
        ("H29～実施", "unreadable 実施"),
        ("H", "unreadable H"),
        ("20250401", "joined 2025-04-01"),
        ("20251301", "unreadable 20251301"),
        ("..", "unreadable "),
    ] {
        assert_eq!(id(text), fault, "{text}");
    }
    assert_eq!(id_in("4月31日", Some(2025)), "no-such-date ");
}

#[test]
fn years_of_a_period() {
    let of = |text| Period::parse(text, Some(2025)).unwrap().period;
    assert_eq!(of("H29").single_year(), Some(2017));
    assert_eq!(of("4月～3月").single_year(), Some(2025));
    assert_eq!(of("H29..R3").single_year(), None);
    assert_eq!(of("4月").single_year(), None);
    assert_eq!(of("3月").fiscal_year(), Some(2025));
    assert_eq!(of("4月～").fiscal_year(), None);
    assert_eq!(
        of("H29..R1").years().collect::<Vec<_>>(),
        [2017, 2018, 2019]
    );
    assert_eq!(of("H29..").years().count(), 0);
    assert!(of("H29..").is_range() && !of("H29").is_range() && !Period::ABSENT.is_range());
    assert_eq!(of("H29..").last_day(), None);
}

#[test]
fn order_and_containment_go_by_days() {
    let of = |text| Period::parse(text, Some(2025)).unwrap().period;
    let ordered = [
        "",
        "..H29",
        "H29..R3",
        "H29..",
        "4月",
        "上半期",
        "R7",
        "R7..",
        "9月",
        "R8",
    ];
    assert!(ordered.map(of).is_sorted());
    assert!(of("R7").contains(&of("3月")) && of("R7").contains(&of("4月～3月")));
    assert!(!of("R7").contains(&of("4月～")) && of("H29..").contains(&of("4月～")));
    assert!(!of("H29..R3").contains(&of("R4")));
    assert!(of("..R7").overlaps(&of("R7..")) && !of("..R6").overlaps(&of("R7..")));
    assert!(!Period::ABSENT.contains(&of("R7")) && !of("H29..").contains(&Period::ABSENT));
}

fn unit() -> impl Strategy<Value = Unit> {
    let half = prop_oneof![Just(Half::First), Just(Half::Second)];
    prop_oneof![
        (1868..2100).prop_map(Unit::Year),
        (1868..2100, half).prop_map(|(year, half)| Unit::Half(year, half)),
        (1868..2100, 1..=12u8).prop_map(|(year, month)| Unit::Month(year, month)),
        (1868..2100, 1..=12u8, 1..=31u8)
            .prop_filter_map("no such day", |(y, m, d)| Date::new(y, m, d).map(Unit::Day)),
    ]
}

fn period() -> impl Strategy<Value = Period> {
    let ends = (proptest::option::of(unit()), proptest::option::of(unit()));
    ends.prop_map(|(a, b)| match (a, b) {
        (Some(a), Some(b)) if b.last_day() < a.first_day() => Period {
            start: Some(b),
            end: Some(a),
        },
        (start, end) => Period { start, end },
    })
}

proptest! {
    #[test]
    fn an_id_is_read_back(period in period()) {
        let read = Period::parse(&period.id(), None).unwrap();
        prop_assert_eq!(read, ReadPeriod { period, qualifier: None, note: None });
    }

    #[test]
    fn every_year_of_every_era_is_read_back(year in 1868..=2200) {
        let (era, number) = era_year(year);
        let read = Period::parse(&format!("{era}{number}年度"), None).unwrap();
        prop_assert_eq!(read.period, Period::year(year));
        prop_assert_eq!(read.note, None);
    }

    #[test]
    fn order_is_by_days(a in period(), b in period()) {
        if a.first_day().zip(b.first_day()).is_some_and(|(a, b)| a < b) {
            prop_assert!(a < b);
        }
        prop_assert_eq!(a.cmp(&b) == Ordering::Equal, a == b);
        prop_assert!(a.is_absent() || Period::ABSENT < a);
    }

    #[test]
    fn what_contains_overlaps(a in period(), b in period()) {
        prop_assert_eq!(a.contains(&a), !a.is_absent());
        prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
        prop_assert!(!a.contains(&b) || a.overlaps(&b));
    }

    #[test]
    fn no_text_panics(text in "[H平成令和元年度月日頃0-9.~・/()通年から-]{0,12}") {
        let _ = Period::parse(&text, Some(2025));
        let _ = Period::parse(&text, None);
    }
}
