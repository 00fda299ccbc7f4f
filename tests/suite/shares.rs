//! What a picture of shares of one whole shows and says, seen from outside: one table for each rule.

use crate::golden::site;

/// The page of a statistic with these fields and rows.
fn page(fields: &str, rows: &str) -> String {
    let toml = format!(
        r#"
        [[statistic]]
        key = "ways"
        name = "来た人の行きかた"
        subject = "area:north"
        period = "R5"
        place = "6ページ"
        {fields}
        rows = [{rows}]
        "#
    );
    let run = site("district").with("content/r5/ways.toml", toml).run();
    let faults: Vec<_> = run.faults();
    assert!(faults.is_empty(), "{faults:?}");
    let bytes = run.files.get("statistic/ways.html").expect("the page");
    String::from_utf8_lossy(bytes).into_owned()
}

const SHARE: &str = r#"measures = [{ key = "share", name = "割合", unit = "%" }]"#;
const SOME: &str = r#"complete = false
measures = [{ key = "share", name = "割合", unit = "%" }]"#;
const ALL: &str = r#"complete = true
measures = [{ key = "share", name = "割合", unit = "%" }]"#;

/// Every text that stands in the picture with this role.
fn texts<'a>(page: &'a str, role: &str) -> Vec<&'a str> {
    let open = format!("<text class=\"m-c-{role}\"");
    let parts = page.split(open.as_str()).skip(1);
    parts
        .filter_map(|part| Some(part.split_once('>')?.1.split_once('<')?.0))
        .collect()
}

/// The widths of the bars with this mark, in the order drawn.
fn widths(page: &str, mark: &str) -> Vec<i32> {
    let picture = page.split_once("<svg class=\"m-chart-svg\"");
    let picture = picture.map_or("", |(_, rest)| rest.split("</svg>").next().unwrap_or(""));
    let open = format!("<rect class=\"m-c-{mark}\"");
    let bars = picture.split(open.as_str()).skip(1);
    bars.filter_map(|bar| {
        bar.split_once("width=\"")?
            .1
            .split('"')
            .next()?
            .parse()
            .ok()
    })
    .collect()
}

fn is_drawn(page: &str) -> bool {
    page.contains("data-chart=\"bars\"")
}

#[test]
fn what_the_printed_shares_leave_out_is_the_last_bar_and_says_so() {
    let page = page(
        SOME,
        r#"["バス", "21.7%"], ["徒歩", "29.4%"], ["自転車", "22.3%"]"#,
    );
    // The largest first, and last what is not printed: it is computed, and drawn in another way.
    assert_eq!(
        texts(&page, "axis"),
        ["徒歩", "自転車", "バス", "資料に印字がない割合"]
    );
    assert_eq!(
        texts(&page, "value"),
        ["29.4%", "22.3%", "21.7%", "26.6% 計算"]
    );
    let (bars, rest) = (widths(&page, "fill"), widths(&page, "rest"));
    assert_eq!((bars.len(), rest.len()), (3, 1));
    assert!(bars.is_sorted_by(|a, b| a >= b), "{bars:?}");
    assert!(rest[0] < bars[0] && rest[0] > bars[1], "{bars:?} {rest:?}");
    assert!(page.contains("<h3>最も大きいのは徒歩の29.4%</h3>"));
    let told = "最も大きいのは徒歩の29.4%、最も小さいのはバスの21.7%です。\
                印字された割合を合わせると73.4%です。残りの26.6%は、資料に印字がありません。";
    assert!(page.contains(&format!("<p class=\"m-chart-text\">{told}</p>")));
    assert!(page.contains("来た人の行きかた 割合（%）令和5（2023）年度"));
    assert!(page.contains("印字された割合を100%から引いた残り（このサイトの計算）"));
    // The table holds what is printed, in the order printed, and nothing else.
    let table = page.split_once("<tbody>").expect("the table").1;
    let table = table.split("</tbody>").next().expect("its end");
    assert!(!table.contains("26.6") && !table.contains("印字がない"));
    let order = ["バス", "徒歩", "自転車"].map(|name| table.find(name));
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn shares_that_make_the_whole_leave_nothing() {
    let rows = r#"["徒歩", "50.5%"], ["バス", "30.0%"], ["自転車", "19.5%"]"#;
    let page = page(ALL, rows);
    assert_eq!(texts(&page, "axis"), ["徒歩", "バス", "自転車"]);
    assert!(widths(&page, "rest").is_empty() && !page.contains("印字がない"));
    assert!(!page.contains("m-marks"));
}

#[test]
fn what_rounding_leaves_is_nothing() {
    let rows = r#"["徒歩", "33.4%"], ["バス", "33.3%"], ["自転車", "33.2%"]"#;
    let page = page(SOME, rows);
    assert!(is_drawn(&page) && widths(&page, "rest").is_empty());
}

#[test]
fn a_share_that_is_not_printed_is_not_told_by_what_is_left() {
    let rows = r#"["徒歩", "50.0%"], ["バス", "10.0%"], ["自転車", ""], ["車", "20.0%"]"#;
    for fields in [SOME, ALL] {
        let page = page(fields, rows);
        assert_eq!(texts(&page, "axis"), ["徒歩", "車", "バス", "自転車"]);
        assert_eq!(texts(&page, "value"), ["50.0%", "20.0%", "10.0%"]);
        assert_eq!(texts(&page, "word"), ["記載なし"]);
        assert!(widths(&page, "rest").is_empty());
        assert!(page.contains("自転車の割合は、資料に書かれていません。"));
    }
}

#[test]
fn a_damaged_share_is_a_dotted_slot_and_no_bar() {
    let rows = r#"["徒歩", "50.0%"], ["バス", "10.0%"], ["車", "20.0%"],
        ["自転車", { printed = "1?.0%", reading = "damaged", note = "字が欠けています。" }]"#;
    let page = page(SOME, rows);
    assert_eq!(texts(&page, "word"), ["読取不可"]);
    assert_eq!(widths(&page, "unread").len(), 1);
    assert!(widths(&page, "rest").is_empty());
    assert!(page.contains("自転車の割合は、印字が崩れていて読み取れません。"));
    assert!(page.contains("印字が崩れていて読み取れない"));
}

#[test]
fn several_answers_may_make_more_than_all() {
    let rows = r#"["徒歩", "80.0%"], ["バス", "45.0%"], ["自転車", "30.5%"]"#;
    let page = page(SHARE, rows);
    assert_eq!(texts(&page, "axis"), ["徒歩", "バス", "自転車"]);
    assert!(widths(&page, "rest").is_empty() && !page.contains("印字がない"));
    assert!(page.contains("割合を合わせると155.5%で、100%を超えます。"));
}

#[test]
fn a_hedged_share_leaves_no_exact_rest() {
    let rows = r#"["徒歩", "約30%"], ["バス", "20%"], ["自転車", "10%"]"#;
    let page = page(SOME, rows);
    assert_eq!(texts(&page, "value"), ["約30%", "20%", "10%"]);
    assert!(widths(&page, "rest").is_empty());
}

#[test]
fn what_is_no_share_of_one_whole_is_not_drawn() {
    // Two figures, one value, years, rates, other counters, totals alone.
    let kinds = |rows: &str| page(SOME, rows);
    assert!(!is_drawn(&kinds(r#"["徒歩", "62.5%"], ["バス", "20.0%"]"#)));
    assert!(!is_drawn(&kinds(
        r#"["徒歩", "20%"], ["バス", "20%"], ["車", "20%"]"#
    )));
    assert!(!is_drawn(&kinds(
        r#"["徒歩", "20%"], ["バス", ""], ["車", ""], ["船", "30%"], ["馬", "10%"]"#
    )));
    let years = format!("by = \"period\"\n{SHARE}");
    let rows = r#"["R3", "20%"], ["R4", "25%"], ["R5", "30%"]"#;
    assert!(!is_drawn(&page(&years, rows)));
    let rates = SHARE.replace("unit = \"%\"", "unit = \"%\", nature = \"rate\"");
    let rows = r#"["徒歩", "20%"], ["バス", "25%"], ["車", "30%"]"#;
    assert!(is_drawn(&page(SHARE, rows)) && !is_drawn(&page(&rates, rows)));
    let people = SHARE.replace('%', "人");
    let rows = r#"["徒歩", "20人"], ["バス", "25人"], ["車", "30人"]"#;
    assert!(!is_drawn(&page(&people, rows)));
}
