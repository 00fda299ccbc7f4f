//! What a picture of a series shows and says, seen from outside: one small series for each rule.

use crate::golden::site;

/// The page of the indicator `trees`, with these fields and figures; `rest` are further records.
fn page(fields: &str, rows: &str, rest: &str) -> String {
    let toml = format!(
        r#"
        [[indicator]]
        key = "trees"
        subject = "2-1"
        name = "植えた木"
        unit = "本"
        nature = "flow"
        {fields}

        [[figures]]
        indicator = "trees"
        document = "forest-r5"
        place = "9ページ"
        {rows}
        {rest}
        "#
    );
    let run = site("plan").with("content/forest/trees.toml", toml).run();
    let faults: Vec<_> = run.faults();
    assert!(faults.is_empty(), "{faults:?}");
    let bytes = run.files.get("indicator/trees.html").expect("the page");
    String::from_utf8_lossy(bytes).into_owned()
}

fn count(page: &str, text: &str) -> usize {
    page.matches(text).count()
}

/// Every text that stands in a picture with this role.
fn texts<'a>(page: &'a str, role: &str) -> Vec<&'a str> {
    let open = format!("<text class=\"m-c-{role}\"");
    let parts = page.split(open.as_str()).skip(1);
    parts
        .filter_map(|part| Some(part.split_once('>')?.1.split_once('<')?.0))
        .collect()
}

#[test]
fn a_run_is_told_with_its_first_and_last_figure() {
    let rows = r#"rows = [["R4", "10本"], ["R5", "12本"], ["R6", "15本"], ["R7", "20本(見込)"]]"#;
    let page = page("", rows, "");
    let told = "令和4（2022）年度の10本から3年続けて増え、令和7（2025）年度は20本（見込）です。";
    assert!(page.contains(&format!("<p class=\"m-chart-text\">{told}</p>")));
    assert!(page.contains("<h3>3年続けて増え、令和7（2025）年度は20本（見込）</h3>"));
    assert_eq!(texts(&page, "value"), ["10", "12", "15", "20", "（見込）"]);
    assert_eq!(texts(&page, "axis"), ["令4", "令5", "令6", "令7"]);
    // What is expected is hatched, with a dashed top, and the legend says so; nothing else is in it.
    assert_eq!(count(&page, "<pattern id=\"c-trees-hatch\""), 1);
    assert_eq!(count(&page, "<line class=\"m-c-top\" x1"), 2);
    assert!(page.contains("見込み（確定していない数）"));
    assert!(!page.contains("m-c-target") && !page.contains("m-c-unread"));
}

#[test]
fn a_year_that_is_not_printed_is_an_empty_slot_with_its_word() {
    let rows = r#"rows = [["R4", "5本"], ["R6", "7本"], ["R7", "6本"]]"#;
    let page = page("", rows, "");
    assert_eq!(texts(&page, "value"), ["5", "7", "6"]);
    assert_eq!(texts(&page, "word").concat(), "記載なし");
    assert!(page.contains("令和5（2023）年度の数は、資料に書かれていません。"));
    assert!(page.contains("最も多いのは令和6（2024）年度の7本"));
}

#[test]
fn an_unreadable_figure_is_a_dotted_slot_and_no_figure() {
    let rows = r#"rows = [["R4", "5本"], ["R5", "7本"], ["R6", "8本"],
        ["R7", { printed = "9?本", reading = "damaged", note = "字が欠けています。" }]]"#;
    let page = page("", rows, "");
    assert_eq!(texts(&page, "value"), ["5", "7", "8"]);
    assert_eq!(texts(&page, "word").concat(), "読取不可");
    assert_eq!(
        count(&page, "<rect class=\"m-c-unread\" x=\"5\""),
        1,
        "the legend"
    );
    assert!(page.contains("令和7（2025）年度の数は、印字が崩れていて読み取れません。"));
}

#[test]
fn a_target_is_a_line_in_its_own_words() {
    let target = r#"
        [[target]]
        subject = "2-1"
        indicator = "trees"
        printed = "年間5本"
        comparator = ">="
        each = "year"
        text = "木を年に{=目標(trees)}植える。"
        document = "forest-r5"
        place = "9ページ"
    "#;
    let rows = r#"rows = [["R6", "2本"], ["R7", "1本"], ["R8", "2本"]]"#;
    let page = page("", rows, target);
    assert_eq!(texts(&page, "label"), ["目標 年間5本"]);
    assert!(page.contains("目標の年間5本に届いた年はありません。"));
    assert!(page.contains("最も多いのは令和6（2024）年度、令和8（2026）年度の2本"));
}

#[test]
fn another_way_of_counting_breaks_the_picture_and_the_sentence() {
    let rows = r#"rows = [["R4", "3本"], ["R5", "4本"],
        ["R6", { printed = "9本", basis = "市の全部" }], ["R7", { printed = "8本", basis = "市の全部" }]]"#;
    let page = page("", rows, "");
    assert_eq!(texts(&page, "label"), ["集計：市の全部"]);
    assert!(
        count(&page, "<line class=\"m-c-break\"") >= 2,
        "picture and legend"
    );
    assert!(page.contains("令和6（2024）年度から集計が「市の全部」に変わり"));
    assert!(!page.contains("3年続けて"));
}

#[test]
fn what_was_stopped_is_neither_zero_nor_missing() {
    let rows = r#"rows = [["R4", "1本"], ["R5", "2本"], ["R6", "3本"]]"#;
    let page = page("stopped = \"R7\"", rows, "");
    assert_eq!(texts(&page, "word"), ["廃止"]);
    assert!(page.contains("令和7（2025）年度に廃止されました。"));
    assert!(!page.contains("記載なし"));
}

#[test]
fn a_part_is_filled_inside_the_outline_of_its_whole() {
    let fields = r#"breakdowns = [
        { key = "all", name = "植えた" },
        { key = "alive", name = "根づいた", part_of = "all" },
    ]"#;
    let rows = r#"columns = ["all", "alive"]
        rows = [["R4", "9本", "4本"], ["R5", "8本", "6本"], ["R6", "7本", "7本"]]"#;
    let page = page(fields, rows, "");
    assert_eq!(count(&page, "data-chart=\"columns\""), 1);
    assert_eq!(
        count(&page, "<rect class=\"m-c-outline\""),
        4,
        "three and the legend"
    );
    assert_eq!(
        count(&page, "<rect class=\"m-c-fill\""),
        4,
        "three and the legend"
    );
    assert_eq!(texts(&page, "value")[..2], ["植えた9", "根づいた4"]);
}

#[test]
fn another_document_adds_a_hollow_column_and_a_sentence() {
    let other = r#"
        [[indicator]]
        key = "trees-before"
        subject = "2-1"
        name = "植えた木（前の資料）"
        unit = "本"
        nature = "flow"
        same_as = "trees"

        [[figures]]
        indicator = "trees-before"
        document = "forest-r4"
        place = "3ページ"
        rows = [["R4", "7本"], ["R5", "1本"]]
    "#;
    let rows = r#"rows = [["R5", "1本"], ["R6", "2本"], ["R7", "4本"]]"#;
    let page = page("", rows, other);
    assert_eq!(texts(&page, "value"), ["7", "1", "2", "4"]);
    assert_eq!(
        count(&page, "<rect class=\"m-c-elsewhere\""),
        2,
        "one and the legend"
    );
    assert!(page.contains("令和4（2022）年度の7本は、別の資料"));
    assert!(
        page.contains("2年続けて増え"),
        "the run is that of the own document"
    );
}

#[test]
fn nothing_is_drawn_where_a_sentence_says_more() {
    for rows in [
        r#"rows = [["R4", "2本"], ["R5", "2本"], ["R6", "2本"]]"#,
        r#"rows = [["R4", "2本"], ["R5", "3本"]]"#,
        r#"rows = [["R4", "2本"], ["R7", "3本"], ["R8", "4本"]]"#,
    ] {
        let page = page("", rows, "");
        assert_eq!(count(&page, "<svg"), 0, "{rows}");
        assert_eq!(count(&page, "class=\"m-told\""), 1, "{rows}");
    }
}
