//! Who may use whom: one straight line of stages, each on the ones below it.

use super::lexer::{Token, starts_with};
use super::{Breach, Source, example, expect_none, sources};

/// Each floor with the floors that it may use; its own is always allowed.
const FLOORS: &[(&str, &str)] = &[
    ("base", ""),
    ("load", "base"),
    ("parse", "base"),
    ("model", "parse base"),
    // Formulas and links are syntax trees of `parse`; what they mean is known only here.
    ("index", "model parse base"),
    ("site", "index model parse base"),
    ("view", "site index model parse base"),
    ("render", "view base"),
    ("emit", "base"),
    (
        "pipeline",
        "emit render view site index model parse load base",
    ),
    (
        "serve",
        "pipeline emit render view site index model parse load base",
    ),
    (
        "cli",
        "serve pipeline emit render view site index model parse load base",
    ),
];

/// The files that only put the floors together.
const OUTSIDE: &[&str] = &["lib", "main"];

#[test]
fn floors_use_only_what_is_below_them() {
    expect_none(sources().iter().flat_map(breaches).collect());
}

fn breaches(source: &Source) -> Vec<Breach> {
    let floor = source.floor();
    if OUTSIDE.contains(&floor) {
        return Vec::new();
    }
    let Some((_, allowed)) = FLOORS.iter().find(|(name, _)| *name == floor) else {
        return vec![Breach::new(
            source,
            1,
            format!("`{floor}` is no floor; the table is in tests/suite/house/floors.rs"),
        )];
    };
    uses(source)
        .into_iter()
        .filter(|(used, _)| *used != floor && FLOORS.iter().any(|(name, _)| name == used))
        .filter(|(used, _)| !allowed.split(' ').any(|name| name == *used))
        .map(|(used, line)| Breach::new(source, line, format!("`{floor}` must not use `{used}`")))
        .collect()
}

/// Every name that a path takes right below the crate's root, with its line.
fn uses(source: &Source) -> Vec<(&str, usize)> {
    let tokens = &source.tokens;
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let path = &tokens[at..];
        if let Some(rest) = root_path(path, source, at > 0 && tokens[at - 1].is(":")) {
            first_names(rest, &mut found);
        }
    }
    found
}

/// What follows `crate::`, or a chain of `super::` that is long enough to reach the root.
fn root_path<'a>(path: &'a [Token], source: &Source, continued: bool) -> Option<&'a [Token]> {
    if starts_with(path, "crate : :") {
        return Some(&path[3..]);
    }
    let mut rest = path;
    let mut supers = 0;
    while starts_with(rest, "super : :") && !continued {
        rest = &rest[3..];
        supers += 1;
    }
    (supers > 0 && supers >= depth(source)).then_some(rest)
}

/// How many modules deep a file is: 1 for `model/mod.rs`, 2 for `model/item.rs`.
fn depth(source: &Source) -> usize {
    let path = source.below_src();
    let parts = path.split('/').count();
    if path.ends_with("/mod.rs") {
        parts - 1
    } else {
        parts
    }
}

/// The name at the start of a path, or the names that a group `{a::…, b::{…}}` starts its paths with.
fn first_names<'a>(tokens: &'a [Token], found: &mut Vec<(&'a str, usize)>) {
    let Some(first) = tokens.first() else { return };
    if let Some(word) = first.word() {
        found.push((word, first.line));
    }
    if !first.is("{") {
        return;
    }
    let mut depth = 0usize;
    let mut starts = false;
    for token in tokens {
        if depth == 1 && starts && token.word().is_some() {
            found.extend(token.word().map(|word| (word, token.line)));
        }
        depth += usize::from(token.is("{"));
        depth = depth.saturating_sub(usize::from(token.is("}")));
        starts = depth == 1 && (token.is("{") || token.is(","));
        if depth == 0 {
            return;
        }
    }
}

#[test]
fn uses_are_found_in_every_form() {
    let text = "use crate::view::A;\nuse crate::{base::b, model::{c, d}, site};\nfn f() { crate::index::g(); super::super::load::h(); super::own(); }";
    let source = example("src/render/theme.rs", text);
    let found: Vec<_> = uses(&source)
        .into_iter()
        .map(|(name, line)| format!("{name}:{line}"))
        .collect();
    assert_eq!(
        found,
        ["view:1", "base:2", "model:2", "site:2", "index:3", "load:3"]
    );
    let problems: Vec<_> = breaches(&source)
        .into_iter()
        .map(|breach| breach.problem)
        .collect();
    let wanted =
        ["model", "site", "index", "load"].map(|name| format!("`render` must not use `{name}`"));
    assert_eq!(problems, wanted);
}
