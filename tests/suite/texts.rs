//! What the texts of authors become on a page, next to other texts.

use std::collections::BTreeSet;

use crate::project::{Project, Run};

fn base() -> Project {
    Project::folder("tests/cases/base")
}

/// A free page with a text.
fn article(text: &str) -> String {
    format!("+++\ntitle = \"あ\"\n+++\n\n{text}\n")
}

fn html(run: &Run, path: &str) -> String {
    let bytes = run.files.get(path).expect("a page");
    String::from_utf8_lossy(bytes).into_owned()
}

/// What stands between `before` and the next quotation mark, each time.
fn values<'a>(html: &'a str, before: &str) -> Vec<&'a str> {
    let parts = html.split(before).skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

#[test]
fn footnotes_and_tables_of_two_texts_have_places_of_their_own() {
    let text = |year: &str| {
        format!(
            "+++\nsubject = \"1-1\"\nperiod  = \"{year}\"\ncites   = {{ document = \"report\", place = \"2ページ\" }}\n+++\n\n\
             ## 結果\n\n木[^a]と草[^b]と木[^a]。\n\n|区|木|\n|---|---|\n|北|ある|\n\n表：草\n\n|区|草|\n|---|---|\n|北|ある|\n\n\
             ## 理由\n\n土[^b]。\n\n[^a]: 高い木。\n[^b]: 低い草。\n"
        )
    };
    let run = base()
        .with("content/plan/first.md", text("R4"))
        .with("content/plan/second.md", text("R5"))
        .run();
    assert_eq!(run.faults(), [""; 0]);
    let mut with_both = 0;
    for (path, _) in run.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = html(&run, path);
        let ids = values(&page, " id=\"");
        let places: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), places.len(), "{path} gives an id twice: {ids:?}");
        let mut links = values(&page, "href=\"#").into_iter();
        assert!(links.all(|id| places.contains(id)), "{path}");
        let mut names = values(&page, "aria-labelledby=\"").into_iter();
        assert!(names.all(|id| places.contains(id)), "{path}");
        let notes = page.matches("class=\"m-footnote\"").count();
        if notes == 4 {
            with_both += 1;
            assert_eq!(page.matches("class=\"m-mention\"").count(), 8, "{path}");
            let captions: Vec<_> = page.split("<caption").skip(1).collect();
            let hidden = |name: &str| {
                let end = format!(">{name}</caption>");
                captions
                    .iter()
                    .any(|c| c.contains("m-hidden") && c.contains(&end))
            };
            assert!(hidden("結果") && hidden("結果（2）"), "{path}");
            let said = captions.iter().filter(|c| c.contains("<span>草</span>"));
            assert_eq!(said.count(), 2, "{path}");
        }
    }
    assert!(with_both > 0, "no page shows both texts");
}

#[test]
fn a_link_to_a_file_says_what_opens() {
    let megabytes = vec![b'x'; 1_258_291];
    let text = "[様式](../assets/form.pdf)、[様式（PDF）](form.pdf)、[様式(1.2ＭＢ)](form.pdf)、\
                [様式（ＰＤＦ、1.2MB）](form.pdf)、[名簿](list.xlsx)、[木](tree.svg)";
    let run = base()
        .with("assets/form.pdf", megabytes)
        .with("assets/list.xlsx", "x")
        .with("assets/tree.svg", "x")
        .with("content/pages/a.md", article(text))
        .run();
    assert_eq!(run.faults(), [""; 0]);
    let page = html(&run, "a.html");
    for label in [
        "様式（PDF、1.2MB）",
        "様式（PDF）（1.2MB）",
        "様式(1.2ＭＢ)（PDF）",
        "様式（ＰＤＦ、1.2MB）",
        "名簿（Excel、1KB）",
        "木",
    ] {
        assert!(page.contains(&format!(">{label}</a>")), "{label}");
    }
}

#[test]
fn a_page_has_one_heading_of_its_level() {
    let run = base()
        .with("content/pages/a.md", article("# 一\n\n> # 二\n\n## 三"))
        .run();
    let page = html(&run, "a.html");
    assert_eq!(page.matches("<h1").count(), 1);
    assert_eq!(page.matches("<h2 id=\"s").count(), 3);
}
