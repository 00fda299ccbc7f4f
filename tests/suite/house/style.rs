//! What files open with, what attributes and imports are banned, and where words may not stand.

use super::lexer::{behind_bracket, starts_with};
use super::{Breach, Source, example, expect_none, sources};

/// The files that hold the grammar of written Japanese; no other file has literals beyond ASCII.
const GRAMMAR: &[&str] = &[
    "src/parse/japanese.rs",
    "src/model/period.rs",
    "src/model/amount.rs",
    "src/view/format.rs",
    "src/view/search/fold.rs",
];

/// Floors whose types never leave the program as they are; only views and data rows are written out.
const NEVER_WRITTEN: &[&str] = &["model", "index", "site"];

#[test]
fn files_open_with_their_purpose() {
    let silent = |source: &Source| {
        (!opens_with_purpose(&source.text))
            .then(|| Breach::new(source, 1, "does not open with `//!`"))
    };
    expect_none(sources().iter().filter_map(silent).collect());
}

fn opens_with_purpose(text: &str) -> bool {
    text.strip_prefix("//!").is_some_and(|rest| {
        rest.lines()
            .next()
            .is_some_and(|line| !line.trim().is_empty())
    })
}

#[test]
fn imports_name_what_they_take() {
    expect_none(sources().iter().flat_map(imports).collect());
}

/// `use super::*` and re-exports by `pub use crate::` hide where a name comes from.
fn imports(source: &Source) -> Vec<Breach> {
    let mut found = Vec::new();
    for (at, token) in source
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| !token.in_test && token.is("use"))
    {
        let rest = &source.tokens[at + 1..];
        let glob = rest
            .iter()
            .take_while(|each| !each.is(";"))
            .any(|each| each.is("*"));
        if glob && rest.first().is_some_and(|first| first.is("super")) {
            found.push(Breach::new(
                source,
                token.line,
                "`use super::*` outside tests",
            ));
        }
        let before = &source.tokens[..at];
        let public = before
            .last()
            .is_some_and(|last| last.is("pub") || last.is(")") && restricted(before));
        if public && starts_with(rest, "crate : :") {
            found.push(Breach::new(
                source,
                token.line,
                "`pub use crate::` outside tests",
            ));
        }
    }
    found
}

/// Whether the tokens end in `pub(…)`.
fn restricted(before: &[super::Token]) -> bool {
    before
        .iter()
        .rposition(|token| token.is("("))
        .is_some_and(|open| open > 0 && before[open - 1].is("pub"))
}

#[test]
fn serde_attributes_keep_spans() {
    expect_none(sources().iter().flat_map(banned_attributes).collect());
}

/// `untagged` and `flatten` buffer values and lose the places they were written at.
fn banned_attributes(source: &Source) -> Vec<Breach> {
    let mut found = Vec::new();
    for at in 0..source.tokens.len() {
        if !starts_with(&source.tokens[at..], "serde (") {
            continue;
        }
        let end = behind_bracket(&source.tokens, at + 1);
        for token in &source.tokens[at..end] {
            if token.is("untagged") || token.is("flatten") {
                let word = token.word().unwrap_or_default();
                found.push(Breach::new(
                    source,
                    token.line,
                    format!("`#[serde({word})]` loses spans"),
                ));
            }
        }
    }
    found
}

#[test]
fn domain_types_are_never_serialised() {
    let lower = sources()
        .into_iter()
        .filter(|source| NEVER_WRITTEN.contains(&source.floor()));
    expect_none(lower.flat_map(|source| serialised(&source)).collect());
}

fn serialised(source: &Source) -> Vec<Breach> {
    let named = source.tokens.iter().filter(|token| token.is("Serialize"));
    named
        .map(|token| Breach::new(source, token.line, "`Serialize` below the views"))
        .collect()
}

#[test]
fn words_stand_in_the_catalogues() {
    let others = sources()
        .into_iter()
        .filter(|source| !GRAMMAR.contains(&source.path.as_str()));
    expect_none(
        others
            .flat_map(|source| foreign_literals(&source))
            .collect(),
    );
}

fn foreign_literals(source: &Source) -> Vec<Breach> {
    let outside = source.tokens.iter().filter(|token| !token.in_test);
    outside
        .filter_map(|token| Some((token.line, token.text()?)))
        .filter(|(_, text)| !text.is_ascii())
        .map(|(line, text)| {
            Breach::new(
                source,
                line,
                format!("literal beyond ASCII: {text:?}; words belong into i18n/"),
            )
        })
        .collect()
}

#[test]
fn the_rules_catch_what_they_name() {
    let bad = "use super::*;\npub use crate::a::B;\npub(crate) use crate::c;\n#[serde(flatten)]\nstruct S;\n#[derive(Clone, Serialize)]\nstruct T(&'static str);\nconst W: &str = \"件\";\n#[cfg(test)] mod tests { use super::*; const W: char = '件'; }\n";
    let source = example("src/model/x.rs", bad);
    let lines = |breaches: Vec<Breach>| {
        breaches
            .into_iter()
            .map(|breach| breach.line)
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(imports(&source)), [1, 2, 3]);
    assert_eq!(lines(banned_attributes(&source)), [4]);
    assert_eq!(lines(serialised(&source)), [6]);
    assert_eq!(lines(foreign_literals(&source)), [8]);
    assert!(!opens_with_purpose("//!\nuse a;"));
    let good = "//! Why.\nuse super::a::{b, c};\npub use self::d::E;\n// 件\n#[serde(rename = \"x\")]\nlet x = a * b;";
    let source = example("src/view/x.rs", good);
    assert!(
        imports(&source).is_empty()
            && banned_attributes(&source).is_empty()
            && foreign_literals(&source).is_empty()
    );
    assert!(opens_with_purpose(good));
}
