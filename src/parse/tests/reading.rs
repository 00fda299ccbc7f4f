//! What people need who hear a page: tables with headings, words of links and images.
#![cfg(test)]

use super::{body, doc, faults};

/// The begin of a table with a row of headings.
const HEAD: &str = "<table \"\">\n<thead>\n<tr>\n";

#[test]
fn tables_hold_links_with_bars() {
    let text = "||件|\n|---|--:|\n|[[4-1|取組4-①]]と[[a\\|b]]|漢字《かんじ》|\n";
    assert_eq!(
        body(text),
        format!(
            "{HEAD}<td></td>\n<th scope=\"col\" class=\"m-right\">件</th>\n</tr>\n</thead>\n\
             <tbody>\n<tr>\n<th scope=\"row\">[Wiki(\"4-1\"):取組4-①]と[Wiki(\"a\"):b]</th>\n<td class=\"m-right\">⟨漢字/かんじ⟩</td>\n</tr>\n</tbody>\n</table>\n</div>\n"
        )
    );
    let doc = doc(text);
    assert_eq!(
        doc.sections[0].prose.plain_as_written(),
        "件\n取組4-①とb 漢字"
    );
    let link = &doc.sections[0].prose.links[0];
    assert_eq!(&text[link.span.range()], "[[4-1|取組4-①]]");
}

#[test]
fn words_of_their_own_are_headings_of_rows() {
    let heads =
        |rows: &str| body(&format!("|年度|件|\n|---|---|\n{rows}")).contains("scope=\"row\"");
    for rows in [
        "|令和元年度|2件|\n|令和2年度|3件|",
        "|[[4-1]]|1|\n|[[4-2]]|1|",
        "|`a`|1|",
        "|**a**b|1|\n|**a**c|1|",
    ] {
        assert!(heads(rows), "{rows}");
    }
    for rows in [
        "|北区|1|\n|北区|2|",
        "|2|3|\n|4|5|",
        "|{=値(a)}|3|",
        "|北区|1|\n||2|",
        "",
    ] {
        assert!(!heads(rows), "{rows}");
    }
    assert!(!body("|名|\n|---|\n|北区|").contains("scope=\"row\""));
    // Below an empty corner even numbers are headings; an empty cell is none.
    let html = body("||件|\n|---|---|\n|1|2|\n||3|");
    assert!(
        html.contains("<th scope=\"row\">1</th>") && html.contains("<tr>\n<td></td>\n<td>3</td>")
    );
}

#[test]
fn a_line_before_a_table_may_be_its_title() {
    let table = "|a|b|\n|---|---|\n|c|1|\n";
    let start = |text: &str| {
        let html = body(&format!("{text}{table}"));
        let end = html.find("<thead>").unwrap_or_default();
        html[..end].to_owned()
    };
    for (text, expected) in [
        (
            "表：**市**の数\n\n",
            "<table><caption><strong>市</strong>の数</span></caption>\n",
        ),
        ("表: 数\n", "<table><caption>数</span></caption>\n"),
        (
            "Table:  Numbers\n\n",
            "<table><caption>Numbers</span></caption>\n",
        ),
        (
            "表１：数\n\n",
            "<table><caption>表１：数</span></caption>\n",
        ),
        (
            "前\n\n表：{=値(a)}\n\n",
            "<p>前</p>\n<table><caption>{=値(a)}</span></caption>\n",
        ),
        ("次の表：数\n\n", "<p>次の表：数</p>\n<table \"\">\n"),
        ("表：\n\n", "<p>表：</p>\n<table \"\">\n"),
        (
            "表：数\n\n後\n\n",
            "<p>表：数</p>\n<p>後</p>\n<table \"\">\n",
        ),
    ] {
        assert_eq!(start(text), expected, "{text}");
    }
    let text = format!("## *木*の数\n\n{table}");
    assert!(body(&text).starts_with("<table \"木の数\">"));
    assert_eq!(
        doc(&format!("表：数\n\n{table}")).sections[0]
            .prose
            .plain_as_written(),
        "数\na b\nc 1"
    );
}

#[test]
fn columns_need_headings() {
    assert_eq!(faults("a.md", "|a||\n|---|---|\n|b|c|"), ["empty-head @|"],);
    assert_eq!(
        faults("a.md", "| | |\n|---|---|\n|b|c|"),
        ["empty-head all @| | |"],
    );
}

#[test]
fn headings_go_down_one_by_one() {
    let skips = |text: &str| faults("a.md", text);
    assert_eq!(skips("## a\n\n#### b"), ["heading-skips @#### b"]);
    assert_eq!(skips("### a"), ["heading-skips @### a"]);
    assert_eq!(
        skips("# a\n\n### b\n\n## c\n\n### d\n\n#### e\n\n## f"),
        [""; 0]
    );
}

#[test]
fn links_name_what_they_lead_to() {
    for text in [
        "[こちら](b.md)",
        "[「詳しくは　こちら」](b.md)",
        "[**ｺﾁﾗ**](b.md)",
        "[[4-1|ここ]]",
        "[Click here!](b.md)",
        "[](b.md)",
        "[https://example.jp/a](https://example.jp/a)",
        "<https://example.jp/>",
    ] {
        let found = faults("a.md", text);
        assert!(
            found.len() == 1 && found[0].starts_with("vague-link"),
            "{text} {found:?}"
        );
    }
    for text in [
        "[申請はこちら](b.md)",
        "[ここから始める人へ](b.md)",
        "[[4-1]]",
        "[{=値(a)}](b.md)",
        "<a@example.jp>",
        "[044-200-2111](tel:044-200-2111)",
        "[www.example.jp の使い方](https://www.example.jp/)",
        "こちら",
    ] {
        assert_eq!(faults("a.md", text), [""; 0], "{text}");
    }
}

#[test]
fn links_to_files_elsewhere_name_the_format() {
    for text in [
        "[報告書](https://example.jp/a.PDF)",
        "[報告書](https://example.jp/a.xlsx?b=1#c)",
        "[words of a documentary](https://example.jp/a.doc)",
    ] {
        let found = faults("a.md", text);
        assert!(
            found.len() == 1 && found[0].starts_with("unnamed-format"),
            "{text} {found:?}"
        );
    }
    for text in [
        "[報告書（ＰＤＦ、1.2MB）](https://example.jp/a.pdf)",
        "[エクセルの表](https://example.jp/a.xlsx)",
        "[report PDF](https://example.jp/a.pdf)",
        "[報告書](https://example.jp/a.pdf/)",
        "[報告書](../assets/a.pdf)",
        "[報告書](https://example.jp/a.html)",
        "[報告書](https://pdf.example.jp/)",
    ] {
        assert_eq!(faults("a.md", text), [""; 0], "{text}");
    }
}

#[test]
fn words_of_images_say_what_is_shown() {
    let table = [
        ("![画像](a.png)", "vague-image"),
        ("![図１](a.png)", "vague-image"),
        ("![Image](a.png)", "vague-image"),
        ("![tree.PNG](a.png)", "vague-image"),
        ("![IMG 0123](IMG_0123.jpg)", "vague-image"),
        ("![木](a.png)木。", "vague-image beside"),
        ("![木](a.png)\n\n「木」", "vague-image beside"),
        ("木\n\n![木](a.png)", "vague-image beside"),
        ("[![庁舎](a.png)庁舎](b.md)", "vague-image beside"),
    ];
    for (text, code) in table {
        let found = faults("a.md", text);
        assert!(
            found.len() == 1 && found[0].starts_with(code),
            "{text} {found:?}"
        );
    }
    for text in [
        "![木](tree.png)",
        "![図書館](a.png)",
        "![庁舎](庁舎.png)",
        "![Imagery of trees](a.png)",
        "![木](a.png)木が増えた。",
        "木が\n\n増えた\n\n木\n\n- 草\n\n![木](a.png)",
        "木{=値(a)}![木](a.png)",
    ] {
        assert_eq!(faults("a.md", text), [""; 0], "{text}");
    }
}
