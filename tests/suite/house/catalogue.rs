//! The words of diagnostics: every code has its texts in both languages, and both say the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::lexer::{Token, behind_bracket, starts_with};
use super::{Breach, Source, example, expect_none, root, sources};

/// The catalogues, in the order in which they are compared.
const FILES: [&str; 2] = ["i18n/ja.toml", "i18n/en.toml"];
/// What every code must have.
const TEXTS: [&str; 3] = ["summary", "message", "label"];

/// A declared code.
struct Declared {
    /// The constant's name.
    constant: String,
    /// The kebab-case name.
    name: String,
    line: usize,
}

/// All texts of a catalogue by their full key.
type Catalogue = BTreeMap<String, String>;

#[test]
fn every_code_has_its_words() {
    let catalogues = FILES.map(|file| (file, catalogue(file)));
    let mut breaches = Vec::new();
    let mut known = BTreeSet::new();
    for source in &sources() {
        for code in declared(source) {
            for (file, texts) in &catalogues {
                let has =
                    |text: &&str| texts.contains_key(&format!("diagnostics.{}.{text}", code.name));
                let missing: Vec<_> = TEXTS.into_iter().filter(|text| !has(text)).collect();
                if !missing.is_empty() {
                    let problem =
                        format!("{file} has no {} for `{}`", missing.join(", "), code.name);
                    breaches.push(Breach::new(source, code.line, problem));
                }
            }
            if !known.insert(code.name.clone()) {
                breaches.push(Breach::new(
                    source,
                    code.line,
                    format!("`{}` is declared twice", code.name),
                ));
            }
        }
    }
    for (file, texts) in &catalogues {
        let unused: BTreeSet<_> = texts
            .keys()
            .filter_map(|key| code_of(key))
            .filter(|code| !known.contains(*code))
            .collect();
        breaches.extend(unused.into_iter().map(|code| {
            in_file(
                file,
                &format!("words for `{code}`, which no floor declares"),
            )
        }));
    }
    expect_none(breaches);
}

#[test]
fn both_languages_say_the_same() {
    let [ja, en] = FILES.map(catalogue);
    let mut breaches = Vec::new();
    for (key, text) in &ja {
        match en.get(key) {
            None => breaches.push(in_file(FILES[1], &format!("`{key}` is missing"))),
            Some(other) if holes(text) != holes(other) => {
                let problem = format!(
                    "`{key}` has the arguments {:?} in one language and {:?} in the other",
                    holes(text),
                    holes(other)
                );
                breaches.push(in_file(FILES[0], &problem));
            }
            Some(_) => {}
        }
    }
    breaches.extend(
        en.keys()
            .filter(|key| !ja.contains_key(*key))
            .map(|key| in_file(FILES[0], &format!("`{key}` is missing"))),
    );
    expect_none(breaches);
}

#[test]
fn codes_are_declared_and_listed_in_errors_rs() {
    expect_none(sources().iter().flat_map(unlisted).collect());
}

/// Codes declared elsewhere, and codes that `CODES` does not list.
fn unlisted(source: &Source) -> Vec<Breach> {
    let codes = declared(source);
    if !source.path.ends_with("/errors.rs") {
        let stray = codes.iter().map(|code| {
            Breach::new(
                source,
                code.line,
                format!("`{}` is declared outside errors.rs", code.name),
            )
        });
        return stray.collect();
    }
    let listed = listed(&source.tokens);
    let lost = codes
        .iter()
        .filter(|code| !listed.contains(&code.constant.as_str()));
    lost.map(|code| {
        Breach::new(
            source,
            code.line,
            format!("`{}` is not in CODES", code.constant),
        )
    })
    .collect()
}

#[test]
fn messages_use_only_arguments_they_are_given() {
    let japanese = catalogue(FILES[0]);
    let mut breaches = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| source.path.ends_with("/errors.rs"))
    {
        for code in declared(source) {
            let Some(given) = arguments(&source.tokens, &code.constant) else {
                continue;
            };
            let prefix = format!("diagnostics.{}.", code.name);
            let texts = japanese
                .iter()
                .filter(|(key, _)| key.starts_with(&prefix) && !key.ends_with(".summary"));
            for (key, hole) in
                texts.flat_map(|(key, text)| holes(text).into_iter().map(move |hole| (key, hole)))
            {
                if !given.contains(hole) {
                    breaches.push(Breach::new(
                        source,
                        code.line,
                        format!("{key} uses {{{hole}}}, which no constructor gives"),
                    ));
                }
            }
        }
    }
    expect_none(breaches);
}

/// The constants `NAME: Code = Code::error("name")` of a file, outside tests.
fn declared(source: &Source) -> Vec<Declared> {
    let mut found = Vec::new();
    for (at, window) in source.tokens.windows(6).enumerate() {
        let call = ["error", "warning", "note"]
            .iter()
            .any(|word| starts_with(window, &format!("Code : : {word} (")));
        if window[0].in_test || !call {
            continue;
        }
        let Some(name) = window[5].text() else {
            continue;
        };
        let before = &source.tokens[..at];
        let constant = before
            .iter()
            .rev()
            .skip_while(|token| !token.is(":"))
            .nth(1)
            .and_then(Token::word);
        found.push(Declared {
            constant: constant.unwrap_or_default().to_owned(),
            name: name.to_owned(),
            line: window[5].line,
        });
    }
    found
}

/// The words in the brackets of `CODES: &[Code] = &[…]`.
fn listed(tokens: &[Token]) -> Vec<&str> {
    let Some(start) = tokens.iter().position(|token| token.is("CODES")) else {
        return Vec::new();
    };
    let Some(sign) = tokens.iter().skip(start).position(|token| token.is("=")) else {
        return Vec::new();
    };
    let open = start + sign + 2;
    tokens[open..behind_bracket(tokens, open)]
        .iter()
        .filter_map(Token::word)
        .collect()
}

/// The names given by `.arg("…", …)` in any function that makes a fault of this code; `None` if a
/// name is not a literal, or if no function makes one.
fn arguments<'a>(tokens: &'a [Token], constant: &str) -> Option<BTreeSet<&'a str>> {
    let starts: Vec<_> = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.is("fn"))
        .map(|(at, _)| at)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
    let mut given = BTreeSet::new();
    let mut made = false;
    for body in starts
        .iter()
        .zip(ends)
        .map(|(start, end)| &tokens[*start..end])
    {
        if !body
            .windows(2)
            .any(|pair| pair[0].is("(") && pair[1].is(constant))
        {
            continue;
        }
        made = true;
        for call in body.windows(4) {
            if starts_with(call, ". nearest (") {
                given.insert("nearest");
            } else if starts_with(call, ". arg (") {
                given.insert(call[3].text()?);
            }
        }
    }
    made.then_some(given)
}

/// The code that a key of the catalogue belongs to.
fn code_of(key: &str) -> Option<&str> {
    key.strip_prefix("diagnostics.")?.split('.').next()
}

/// The `{names}` of a text, each once, in order. Braces around anything but a name are an example
/// of what authors write.
fn holes(text: &str) -> BTreeSet<&str> {
    let is_name =
        |name: &&str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let inner = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'));
    inner.map(|(name, _)| name).filter(is_name).collect()
}

/// A catalogue as a flat map; a file that does not parse is itself a breach.
fn catalogue(file: &str) -> Catalogue {
    let text = fs::read_to_string(root().join(file)).unwrap_or_default();
    let mut texts = Catalogue::new();
    match text.parse::<toml::Table>() {
        Ok(table) => flatten("", &table, &mut texts),
        Err(error) => expect_none(vec![in_file(file, &error.to_string())]),
    }
    texts
}

fn flatten(path: &str, table: &toml::Table, texts: &mut Catalogue) {
    for (name, value) in table {
        let key = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, texts),
            value => {
                texts.insert(key, value.as_str().unwrap_or_default().to_owned());
            }
        }
    }
}

fn in_file(file: &str, problem: &str) -> Breach {
    Breach {
        path: file.to_owned(),
        line: 1,
        problem: problem.to_owned(),
    }
}

#[test]
fn codes_are_read_from_constants() {
    let text = "pub static CODES: &[Code] = &[A];\nconst A: Code = Code::error(\"a-b\");\nconst B: Code = Code::note(\"b\");\nfn a() { Diagnostic::new(A, s).arg(\"x\", 1).nearest(n) }\nfn b() { Diagnostic::new(B, s).arg(\"y\", 1) }";
    let source = example("src/model/errors.rs", text);
    let codes = declared(&source);
    assert_eq!(
        codes
            .iter()
            .map(|code| code.name.as_str())
            .collect::<Vec<_>>(),
        ["a-b", "b"]
    );
    assert_eq!(unlisted(&source).len(), 1);
    assert_eq!(unlisted(&example("src/model/x.rs", text)).len(), 2);
    assert_eq!(
        arguments(&source.tokens, "A"),
        Some(BTreeSet::from(["nearest", "x"]))
    );
    assert_eq!(arguments(&source.tokens, "C"), None);
    assert_eq!(
        holes("「{found}」と{found}、{kind}"),
        BTreeSet::from(["found", "kind"])
    );
}
