//! Functions that fit a screen, files that hold one idea.

use super::lexer::{Kind, Token, behind_bracket};
use super::{Breach, Source, example, expect_none, sources};

/// The longest function, from its `fn` to its closing brace.
const FUNCTION: usize = 60;
/// The longest file.
const FILE: usize = 400;

/// File, function (empty for the file itself), and why it may be longer.
const EXCEPTIONS: &[(&str, &str, &str)] = &[];

#[test]
fn functions_and_files_are_short() {
    let sources = sources();
    let long: Vec<_> = sources.iter().flat_map(long_parts).collect();
    let excused = |path: &str, name: &str| {
        EXCEPTIONS
            .iter()
            .any(|(file, function, _)| (*file, *function) == (path, name))
    };
    let needed = |path: &str, name: &str| {
        long.iter()
            .any(|(source, part, _)| source.path == path && part.name == name)
    };
    let stale = EXCEPTIONS
        .iter()
        .filter(|(path, name, _)| !needed(path, name));
    let mut breaches: Vec<_> = stale
        .map(|(path, name, _)| Breach {
            path: (*path).to_owned(),
            line: 1,
            problem: format!("the exception for `{name}` is no longer needed"),
        })
        .collect();
    breaches.extend(
        long.iter()
            .filter(|(source, part, _)| !excused(&source.path, &part.name))
            .map(|(source, part, most)| {
                let what = if part.name.is_empty() {
                    "the file".to_owned()
                } else {
                    format!("`{}`", part.name)
                };
                Breach::new(
                    source,
                    part.line,
                    format!(
                        "{what} has {} lines, at most {most} are allowed",
                        part.lines
                    ),
                )
            }),
    );
    expect_none(breaches);
}

/// A file or function with its length.
struct Part {
    name: String,
    line: usize,
    lines: usize,
}

/// The parts of a file that are too long, with what is allowed.
fn long_parts(source: &Source) -> Vec<(&Source, Part, usize)> {
    let file = Part {
        name: String::new(),
        line: 1,
        lines: source.text.lines().count(),
    };
    let mut found: Vec<_> = functions(&source.tokens)
        .into_iter()
        .map(|part| (source, part, FUNCTION))
        .collect();
    found.push((source, file, FILE));
    found.retain(|(_, part, most)| part.lines > *most);
    found
}

/// Every function with a body.
fn functions(tokens: &[Token]) -> Vec<Part> {
    let mut found = Vec::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        let [keyword, name] = pair else { continue };
        let (true, Some(name)) = (keyword.is("fn"), name.word()) else {
            continue;
        };
        let Some(open) = body_of(tokens, at) else {
            continue;
        };
        let close = behind_bracket(tokens, open) - 1;
        let lines = tokens[close].line - keyword.line + 1;
        found.push(Part {
            name: name.to_owned(),
            line: keyword.line,
            lines,
        });
    }
    found
}

/// Where the body of the function at `at` opens; `None` for a declaration that ends in `;`.
fn body_of(tokens: &[Token], mut at: usize) -> Option<usize> {
    loop {
        match tokens.get(at)?.kind {
            Kind::Mark('{') => return Some(at),
            Kind::Mark(';') => return None,
            Kind::Mark('(' | '[') => at = behind_bracket(tokens, at),
            _ => at += 1,
        }
    }
}

#[test]
fn lengths_are_counted_from_fn_to_brace() {
    let long = format!(
        "trait T {{ fn short(a: [u8; 3]); }}\nfn long(f: fn(u8)) {{\n{}}}\n",
        "x;\n".repeat(FUNCTION)
    );
    let source = example("src/x.rs", &long);
    let found: Vec<_> = long_parts(&source)
        .into_iter()
        .map(|(_, part, _)| (part.name, part.line, part.lines))
        .collect();
    assert_eq!(found, [("long".to_owned(), 2, FUNCTION + 2)]);
    let source = example("src/x.rs", &"// line\n".repeat(FILE + 1));
    assert_eq!(long_parts(&source).len(), 1);
}
