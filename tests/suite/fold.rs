//! The folding of search, held against the table that the browser's folding is held against too.

use mieruka::view::search::fold::{fold, years};

#[test]
fn the_program_folds_as_the_browser_does() {
    let text = include_str!("../browser/fold.json");
    let all: Vec<(String, String, Vec<i32>)> = serde_json::from_str(text).expect("a table");
    assert!(all.len() > 40);
    for (text, folded, named) in all {
        let own = fold(&text);
        assert_eq!(own.chars.iter().collect::<String>(), folded, "{text:?}");
        let own: Vec<i32> = years(&own.chars).iter().map(|year| year.year).collect();
        assert_eq!(own, named, "{text:?}");
    }
}
