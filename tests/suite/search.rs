//! What the files of search are made of. How they are read is tried in a browser
//! (`tests/browser/search.test.mjs`).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::golden::site;

/// The value that a file of the index hands to the script.
fn value(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Value {
    let text = String::from_utf8_lossy(&files[&format!("search/{name}.js")]).into_owned();
    let inner = text.strip_prefix(&format!("mierukaSearch(\"{name}\","));
    let inner = inner.and_then(|text| text.strip_suffix(");\n"));
    serde_json::from_str(inner.expect("a call")).expect("JSON")
}

#[test]
fn related_words_reach_the_browser_as_they_are_written() {
    let words = "[[related_words]]\nwords = [\"苗木\", \"苗\"]\n\n[[related_words]]\nwords = [\"森\", \"林\", \"山\"]\n";
    let plain = site("plan").run();
    assert_eq!(value(&plain.files, "map")["related"], serde_json::json!([]));
    let run = site("plan").with("content/related.toml", words).run();
    assert!(run.diagnostics.is_empty(), "{:?}", run.diagnostics);
    let expected = serde_json::json!([["苗木", "苗"], ["森", "林", "山"]]);
    assert_eq!(value(&run.files, "map")["related"], expected);
}

#[test]
fn what_many_pages_say_stands_in_the_index_once() {
    let shared = "この文は二つのページに同じように書かれていて、検索のための文の中には一度だけ入ります。\
        どのページにあるかは、別のファイルに書かれます。";
    let page = |own: &str| format!("+++\ntitle = \"{own}\"\n+++\n\n{own}の文です。\n\n{shared}\n");
    let project = site("plan").with("content/pages/q/first.md", page("一つめ"));
    let run = project
        .with("content/pages/q/second.md", page("二つめ"))
        .run();
    assert!(run.diagnostics.is_empty(), "{:?}", run.diagnostics);
    // Who holds a text: a page, or, as one page more, all that share it.
    let holders = |text: &str| -> BTreeSet<u64> {
        let names = run
            .files
            .keys()
            .filter_map(|path| path.strip_prefix("search/"));
        let names = names.filter_map(|name| name.strip_suffix(".js"));
        let leaves = names.filter(|name| name.starts_with("t/"));
        let pieces = leaves.flat_map(|name| value(&run.files, name).as_array().cloned());
        let holding = pieces
            .flatten()
            .filter(|piece| piece[2].as_str().is_some_and(|own| own.contains(text)));
        holding.filter_map(|piece| piece[0].as_u64()).collect()
    };
    let (first, second) = (holders("一つめの文です"), holders("二つめの文です"));
    assert_eq!((first.len(), second.len()), (1, 1));
    let all = holders("一度だけ入ります");
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all > first && all > second);
    assert!(run.files.contains_key("search/p/0.js"));
}
