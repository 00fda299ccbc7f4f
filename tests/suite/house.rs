//! House rules as tests. Each reads `src/` as text and prints `file:line: problem` for every breach.
//!
//! The rules are in `ARCHITECTURE.md`; the tables here are their only other copy.

mod catalogue;
mod contrast;
mod floors;
mod lengths;
mod lexer;
mod style;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use lexer::Token;

/// A Rust file under `src/`, cut into tokens.
struct Source {
    /// Path from the root of the repository, with `/`.
    path: String,
    text: String,
    tokens: Vec<Token>,
}

impl Source {
    /// The path below `src/`, such as `model/item.rs`.
    fn below_src(&self) -> &str {
        self.path.strip_prefix("src/").unwrap_or(&self.path)
    }

    /// The floor a file is on: its first folder, or its own name for files right in `src/`.
    fn floor(&self) -> &str {
        let first = self.below_src().split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }
}

/// A breach of a rule.
struct Breach {
    path: String,
    line: usize,
    problem: String,
}

impl Breach {
    fn new(source: &Source, line: usize, problem: impl Into<String>) -> Self {
        Self {
            path: source.path.clone(),
            line,
            problem: problem.into(),
        }
    }
}

/// Fails with all breaches, one a line, if there are any.
fn expect_none(mut breaches: Vec<Breach>) {
    breaches.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    let mut report = String::new();
    for Breach {
        path,
        line,
        problem,
    } in &breaches
    {
        let _ = writeln!(report, "{path}:{line}: {problem}");
    }
    assert!(
        breaches.is_empty(),
        "{} breaches of a house rule\n{report}",
        breaches.len()
    );
}

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every `src/**/*.rs`, sorted by path.
fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    collect(&root().join("src"), &mut paths);
    paths.sort();
    assert!(
        !paths.is_empty(),
        "no source files below {}",
        root().display()
    );
    paths.iter().map(|path| read(path)).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            paths.push(path);
        }
    }
}

fn read(path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap_or_default();
    let below = path.strip_prefix(root()).unwrap_or(path);
    let path = below.to_string_lossy().replace('\\', "/");
    let mut tokens = lexer::tokens(&text);
    if path.ends_with("/tests.rs") || path.contains("/tests/") {
        tokens.iter_mut().for_each(|token| token.in_test = true);
    }
    Source { path, text, tokens }
}

/// A source made of text, for the tests of the rules themselves.
fn example(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
        tokens: lexer::tokens(text),
    }
}
