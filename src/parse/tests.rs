//! Whole files through [`super::parse`].
#![cfg(test)]

use proptest::prelude::*;

use super::*;
use crate::base::source::SourceFile;

mod reading;

fn run(path: &str, text: &str) -> Checked<Parsed> {
    parse(&SourceFile::new(path, text))
}

/// Code and marked text of each fault.
fn faults(path: &str, text: &str) -> Vec<String> {
    let checked = run(path, text);
    let shown = checked.diags.iter().map(|fault| {
        let range = fault.span.unwrap().range();
        let help = fault
            .help
            .iter()
            .map(|h| format!(" {h}"))
            .collect::<String>();
        format!("{}{} @{}", fault.code.name, help.trim_end(), &text[range])
    });
    shown.collect()
}

fn doc(text: &str) -> Doc {
    match run("a.md", text).value.tree {
        Tree::Markdown(doc) => doc,
        other => panic!("{other:?}"),
    }
}

fn body(text: &str) -> String {
    doc(text)
        .sections
        .iter()
        .map(|section| show(&section.prose))
        .collect()
}

fn all_become(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(body(text), *expected, "{text}");
        assert_eq!(faults("a.md", text), [""; 0], "{text}");
    }
}

#[test]
fn notations_of_markdown() {
    all_become(&[
        ("a\n\nb", "<p>a</p>\n<p>b</p>\n"),
        ("市は\n計画を\nABC", "<p>市は計画を ABC</p>\n"),
        (
            "[[市]]の[[4-1|**取組**4]]だ",
            "<p>[Wiki(\"市\")]の[Wiki(\"4-1\"):<strong>取組</strong>4]だ</p>\n",
        ),
        (
            "**[[a|「b」]]**の",
            "<p><strong>[Wiki(\"a\"):「b」]</strong>の</p>\n",
        ),
        (
            "[[a｜漢字《かんじ》]]",
            "<p>[Wiki(\"a\"):⟨漢字/かんじ⟩]</p>\n",
        ),
        ("[[a|｜ABC《えー》]]", "<p>[Wiki(\"a\"):⟨ABC/えー⟩]</p>\n"),
        ("[[a|]]", "<p>[Wiki(\"a\")]</p>\n"),
        (
            "[市](b.md#s1)",
            "<p>[File { path: \"b.md\", fragment: Some(\"s1\") }:市]</p>\n",
        ),
        (
            "`[[a]]` `{=値(a)}` `は**「x」**`",
            "<p><code>[[a]]</code> <code>{=値(a)}</code> <code>は**「x」**</code></p>\n",
        ),
        ("\\[[a]] \\{=値(a)}", "<p>[[a]] {=値(a)}</p>\n"),
        (
            "{36件=件数(a, 評価=3)}{=値(a)}",
            "<p>{36件=件数(a, 評価=3)}{=値(a)}</p>\n",
        ),
        ("集合{a, b}は", "<p>集合{a, b}は</p>\n"),
        ("![木](a/b.png)", "<p>⟨a/b.png⟩</p>\n"),
        ("a\\\nb", "<p>a<br>\nb</p>\n"),
    ]);
}

#[test]
fn blocks_of_markdown() {
    all_become(&[
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a", "<ol start=\"3\">\n<li>a</li>\n</ol>\n"),
        (
            "用語\n: 定義",
            "<dl>\n<dt>用語</dt>\n<dd>定義</dd>\n</dl>\n",
        ),
        (
            "> [!NOTE]\n> a",
            "<div class=\"m-alert m-alert-note\" role=\"note\">\n<p class=\"m-alert-title\">⟨alert-note⟩</p>\n<p>a</p>\n</div>\n",
        ),
        (
            "```sh\na **b**\n```",
            "<pre class=\"m-code\"><code>a **b**\n</code></pre>\n",
        ),
        ("## a\n### 深い {#x}\na", "<h3 id=x>深い</h3>\n<p>a</p>\n"),
        (
            "a[^n]。[^n]\n\n[^n]: b",
            "<p>a[^1.1]。[^1.2]</p>\n<note Some(1)>\n<p>b</p>\n</div>\n",
        ),
    ]);
}

#[test]
fn sections_begin_at_headings() {
    let text = "前\n\n## 結果 *よい* {place=\"3 総括\" period=\"H29..R3\"}\n\n本文\n\n### 細目\n\n> ## 引用\n\n## 理由 {#why}\n\n後";
    let doc = doc(text);
    let heads: Vec<_> = doc.sections.iter().map(|s| s.heading.as_ref()).collect();
    assert!(heads[0].is_none());
    let (first, second) = (heads[1].unwrap(), heads[2].unwrap());
    assert_eq!(
        (first.plain.as_str(), first.id.as_str()),
        ("結果 よい", "s1")
    );
    assert_eq!(show(&first.prose), "結果 <em>よい</em>");
    assert_eq!(first.attribute("place").unwrap().value, "3 総括");
    assert_eq!(
        &text[first.attribute("period").unwrap().span.range()],
        "H29..R3"
    );
    assert_eq!((second.plain.as_str(), second.id.as_str()), ("理由", "why"));
    assert_eq!(&text[second.id.span.range()], "why");
    let anchors: Vec<_> = doc.sections[1]
        .prose
        .anchors
        .iter()
        .map(|a| a.as_str())
        .collect();
    assert_eq!(anchors, ["s2", "s3"]);
    assert_eq!(&text[second.span.range()], "## 理由 {#why}");
}

#[test]
fn faults_of_markdown() {
    for (text, expected) in [
        ("a\n\n市は**「強」**と[[ウェル", "unclosed-link @[["),
        ("[[a|**b]]**", "unclosed-link @[["),
        ("[[ |b]]", "empty-link @[[ |"),
        ("[a]()", "empty-link @[a]()"),
        (
            "は**「強」**と[a](javascript:x)",
            "bad-link-scheme @[a](javascript:x)",
        ),
        (
            "![a](https://b.jp/c.png)",
            "bad-link-scheme image @![a](https://b.jp/c.png)",
        ),
        ("![](c.png)", "image-without-alt @![](c.png)"),
        (
            "は**「強」**と{=値(申請, H29}。",
            "formula-syntax no-bracket @(申請, H29",
        ),
        ("{=値(申請)", "formula-syntax unclosed @{=値(申請)"),
        ("は**「強」**と<b>a", "raw-html @<b>"),
        ("\n<div>\na\n</div>\n", "raw-html @<div>"),
        ("## a {place=3}", "heading-attributes @{place=3}"),
        ("## a {#あ}", "heading-attributes id @{#あ}"),
        (
            "## c\n\n### a {place=\"b\"}",
            "heading-attributes deep @place",
        ),
        ("## a {#b}\n## c {#b}", "duplicate-heading-id @b"),
    ] {
        assert_eq!(faults("a.md", text), [expected], "{text}");
    }
    assert_eq!(
        body("a <b>c</b>\n\n<div>\nx"),
        "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n<p>&lt;div&gt;\nx</p>\n"
    );
}

#[test]
fn faults_of_toml() {
    for (text, expected) in [
        ("a = \"x\nb = 1\n", "toml-syntax unclosed-string @\"x"),
        ("a = \nb = 2", "toml-syntax missing-value @="),
        ("a \nb = 1", "toml-syntax missing-equals @a"),
        ("a = x y\n", "toml-syntax unquoted-text @x y"),
        (
            "a = 市の計画（案）\n",
            "toml-syntax unquoted-text @市の計画（案）",
        ),
        ("a = \"x\"y\"\n", "toml-syntax unclosed-string @\""),
        ("a = \"x\" y\n", "toml-syntax extra-text @\""),
        ("題名 = 1", "toml-japanese-key @題名"),
        ("[[取組]]\n", "toml-japanese-key @取組"),
        ("a ＝ \"x\"", "toml-full-width @＝"),
        ("a = “x y”", "toml-full-width @“"),
        ("a = 「x」", "toml-full-width @「"),
        ("a = １", "toml-full-width @１"),
        ("a　= 1", "toml-full-width @　"),
        ("ａ = 1", "toml-full-width @ａ"),
        ("a = [\"x\"、\"y\"]", "toml-full-width @、"),
        ("a = {b：1}", "toml-full-width @："),
        ("[[a］］\n", "toml-full-width @］"),
        ("a = 1\na = 2", "duplicate-key @a"),
        ("[a]\n[a]", "duplicate-key @a"),
        ("[a\nb = 1", "toml-syntax unclosed-header @a"),
        ("a = 1979-13-01\n", "toml-syntax bad-date @1979-13-01"),
        ("a = 01", "toml-syntax bad-number @0"),
        (
            "a = {b = 1\n\n[[c]]\nd = 1",
            "toml-syntax unclosed-table @{",
        ),
        ("a = \"\\q\"", "toml-syntax bad-escape @\\"),
        (
            "a = [1\n[[b]]\nc = 1\n[[b]]\nc = 2",
            "toml-syntax unclosed-array @[",
        ),
        ("a = [[1\n]\nb = 2\n", "toml-syntax unclosed-array @["),
        ("a = [1,,2]", "toml-syntax extra-comma @,"),
        ("a = [\"x\" \"y\"]", "toml-syntax missing-comma @\""),
        ("a == 1", "toml-syntax extra-equals @="),
        ("a = 1\na.b = 2", "toml-syntax table-conflict @a"),
        (
            "a = \"\"\"x\n[[b]]\nc = \"\"\"y\"\"\"\n",
            "toml-syntax unclosed-multiline @\"\"\"",
        ),
    ] {
        let found = faults("a.toml", text);
        let found: Vec<_> = found.iter().map(|f| f.trim_end().to_owned()).collect();
        assert_eq!(found, [expected.trim_end()], "{text}");
    }
}

#[test]
fn a_duplicate_key_shows_both_places() {
    let text = "[[r]]\nab = 1\na = 1\n[[r]]\nba = 3\na = 2\nb = { a = 1 }\na = 3\n";
    let checked = run("a.toml", text);
    let fault = checked.diags.iter().next().unwrap();
    assert_eq!(
        fault.labels[0].span.range(),
        text.rfind("a = 2").unwrap()..text.rfind("a = 2").unwrap() + 1
    );
}

const SOUND: &str = "\u{feff}# 記録\r\n[defaults]\r\nplace = \"行動計画4\"\r\n\r\n[[target]]\r\nsubject = \"1-1\"\r\ntext = \"市は「計画」を{=値(a)}だ。\"\r\nrows = [\r\n  [\"令和元年度\", \"各1回\"],\r\n]\r\n\r\n[[target]]\r\ntext = \"\"\"\r\n長い文。\r\n[[リンク]]\r\n\"\"\"\r\ncites = { document = 'a', place = \"b\" }\r\n\r\n[[target]]\r\ntext = \"\"\r\n";

#[test]
fn marks_and_line_ends_of_windows_are_read() {
    let checked = run("a.toml", SOUND);
    assert!(checked.diags.is_empty());
    let Tree::Toml(table) = &checked.value.tree else {
        panic!()
    };
    let Value::Array(targets) = &table.get("target").unwrap().value else {
        panic!()
    };
    let Value::Table(second) = &targets[1].value else {
        panic!()
    };
    assert_eq!(
        second.get("text").unwrap().value,
        Value::Text("長い文。\n[[リンク]]\n".into())
    );
    let text = "\u{feff}+++\r\nsubject = \"4-1\"\r\n+++\r\n\r\n## 結果\r\n\r\n一\r\n二[[三\r\n";
    assert_eq!(faults("a.md", text), ["unclosed-link @[["]);
    assert_eq!(body(text), "<p>一二[[三</p>\n");
}

#[test]
fn sound_records_of_a_broken_file_are_kept() {
    let text = "[defaults]\na = 1\n[[r]]\nb = 1\n[[r]]\nb = \"\n[r.c]\nd = 1\n[[r]]\nb = 3\n";
    let parsed = run("a.toml", text).value;
    let Tree::Toml(table) = &parsed.tree else {
        panic!()
    };
    let Value::Array(records) = &table.get("r").unwrap().value else {
        panic!()
    };
    assert!(parsed.broken);
    assert_eq!(records.len(), 2);
    assert_eq!(
        run("a.toml", "[defaults]\na =\n[[r]]\nb = 1\n").value.tree,
        Tree::Broken
    );
}

#[test]
fn mistakes_on_lines_of_their_own_are_all_reported() {
    let text = "[[r]]\na = x\nb = 1\nc = \n題 = 1\n[[r]]\nd = “e”\n";
    assert_eq!(faults("a.toml", text).len(), 4);
}

/// What the places of the links in field `a` point at.
fn link_places(source: &str) -> Vec<String> {
    let Tree::Toml(table) = run("a.toml", source).value.tree else {
        panic!("{source}")
    };
    let value = table.get("a").unwrap();
    let Value::Text(text) = &value.value else {
        panic!()
    };
    let links = inline(text, value.span).value.links;
    links
        .iter()
        .map(|link| source[link.span.range()].to_owned())
        .collect()
}

#[test]
fn links_of_strings_have_places() {
    for source in [
        "a = \"市の[[b]]と[[c|d]]\"",
        "a = \"\"\"\r\n市の\r\n[[b]]と\r\n[[c|d]]\r\n\"\"\"",
        "a = \"\"\"市の\n[[b]]と[[c|d]]\"\"\"",
        "a = \"\\\"市\\\"\\n[[b]]と\\\\n[[c|d]]\"",
    ] {
        assert_eq!(link_places(source), ["[[b]]", "[[c|d]]"], "{source}");
    }
    let whole = link_places("a = \"\\u3042\\t[[b]]\"");
    assert_eq!(whole, ["\"\\u3042\\t[[b]]\""]);
}

proptest! {
    #[test]
    fn places_in_strings_are_right_or_whole(inside in "(\\[\\[b\\]\\]|\\\\[nt\"\\\\]|\\\\u3042|[a漢\n]|\r\n|\"a){0,8}") {
        let source = format!("a = \"\"\"{inside}\"\"\"\n");
        if run("a.toml", &source).diags.is_empty() {
            for place in link_places(&source) {
                prop_assert!(place == "[[b]]" || place.len() >= inside.len(), "{source:?} {place:?}");
            }
        }
    }

    #[test]
    fn a_stray_quote_is_one_or_two_faults(at in 0..SOUND.chars().count(), quote in "[\"']") {
        let mut text: Vec<char> = SOUND.chars().collect();
        text.insert(at, quote.chars().next().unwrap());
        let text: String = text.into_iter().collect();
        prop_assert!(faults("a.toml", &text).len() <= 2, "{:?}\n{}", faults("a.toml", &text), text);
    }

    #[test]
    fn a_lost_character_is_one_or_two_faults(at in 0..SOUND.chars().count()) {
        let mut text: Vec<char> = SOUND.chars().collect();
        text.remove(at);
        let text: String = text.into_iter().collect();
        prop_assert!(faults("a.toml", &text).len() <= 2, "{:?}\n{}", faults("a.toml", &text), text);
    }

    #[test]
    fn markdown_never_panics(text in "(\\+\\+\\+\n|## |\\{#a\\}|\\[\\[|\\]\\]|\\[\\^1\\]|[a1*~_`「」。漢かｱ｜《》|\u{200b}<>!&:;#()={}\\\\\r\n -]){0,40}") {
        let checked = run("a.md", &text);
        for fault in checked.diags.iter().filter_map(|d| d.span) {
            prop_assert!(text.get(fault.range()).is_some(), "{:?}", fault.range());
        }
        if let Tree::Markdown(doc) = &checked.value.tree {
            for section in &doc.sections {
                prop_assert!(text.get(section.prose.span.range()).is_some());
                for link in &section.prose.links {
                    prop_assert!(text.get(link.span.range()).is_some());
                }
                // Links begin and end in turn.
                let mut open = false;
                for chunk in section.prose.chunks() {
                    match chunk {
                        Chunk::LinkStart(_) => { prop_assert!(!open); open = true; }
                        Chunk::LinkEnd => { prop_assert!(open); open = false; }
                        _ => {}
                    }
                }
                prop_assert!(!open);
            }
        }
    }
}
