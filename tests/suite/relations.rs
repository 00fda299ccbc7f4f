//! Places that speak of the same thing lead to each other.

use crate::golden::site;

/// A relation of two items, with what `fields` add.
fn pages(fields: &str) -> (String, String) {
    let toml = format!(
        r#"
        [[relation]]
        key = "same"
        kind = "same-programme"
        {fields}
        from = {{ of = "item:1-1", document = "forest-r5", place = "3ページ", printed = "苗木を配る" }}
        to = {{ of = "item:2-1", document = "forest-r5", place = "9ページ" }}
        "#
    );
    let run = site("plan")
        .with("content/forest/relation.toml", toml)
        .run();
    let faults: Vec<_> = run.faults();
    assert!(faults.is_empty(), "{faults:?}");
    let page = |path: &str| {
        let bytes = run.files.get(path).expect("the page");
        String::from_utf8_lossy(bytes).into_owned()
    };
    (page("plan/forest/1-1.html"), page("plan/forest/2-1.html"))
}

#[test]
fn each_end_leads_to_the_other() {
    let (from, to) = pages("");
    for (page, other) in [(&from, "2-1.html"), (&to, "1-1.html")] {
        let at = page.find("id=\"relation-same\"").expect("the relation");
        let section = &page[at..at + page[at..].find("</li>").expect("its end")];
        assert!(section.contains(&format!("href=\"{other}\"")), "{section}");
        assert!(section.contains("同じ事業・取組"));
        assert!(section.contains("「苗木を配る」"));
        assert!(
            !section.contains("「」"),
            "nothing is quoted where nothing is"
        );
        assert!(!section.contains("おそらく"));
    }
}

#[test]
fn what_is_not_sure_says_so_and_a_reason_is_shown() {
    let (from, _) = pages("strength = \"likely\"\n        note = \"どちらも苗木を配ります。\"");
    assert!(from.contains("おそらく同じ"));
    assert!(from.contains("どちらも苗木を配ります。"));
}
