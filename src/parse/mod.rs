//! Floor 2: text to trees.
//!
//! Finds syntax errors and nothing else: no word of a file means anything here. Every part of a
//! tree knows its place in the file. One file at a time and nothing but the file, so that a result
//! may be kept as long as the file stays the same.

use std::sync::Arc;

use crate::base::diag::{Checked, Diags};
use crate::base::source::SourceFile;
use crate::base::span::{FileId, Span};

pub mod errors;
pub mod formula;
pub mod japanese;
pub mod lint;
pub mod markdown;
pub mod prose;
pub mod reword;
pub mod toml;

mod bytes;
mod chunk;
mod damage;
mod digits;
mod emphasis;
mod expression;
mod front;
mod headings;
mod origin;
mod run;
mod scan;
mod target;
mod walk;
mod writer;

pub use markdown::{Doc, Heading, Section};
pub use prose::{Argument, Chunk, Expr, Formula, Image, Link, Prose, Target, inline};
pub use toml::{TomlTable, Value};

/// A file as a tree.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Parsed {
    /// The file.
    pub file: FileId,
    /// Its path from the site's root.
    pub path: Arc<str>,
    /// What is in it.
    pub tree: Tree,
    /// Whether syntax errors keep some or all of it out of the tree.
    pub broken: bool,
}

/// What a file holds.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Tree {
    /// A `.toml` file. If it is broken, records with errors are left out.
    Toml(TomlTable),
    /// A `.md` file.
    Markdown(Doc),
    /// A file of which nothing can be trusted.
    Broken,
}

/// The byte order mark that some editors put before a text.
const MARK: char = '\u{feff}';

/// Parses one file: Markdown if its name ends in `.md`, else TOML.
pub fn parse(file: &SourceFile) -> Checked<Parsed> {
    let start = if file.text.starts_with(MARK) {
        MARK.len_utf8()
    } else {
        0
    };
    let text = &file.text[start..];
    let span = Span::new(file.id, start..file.text.len());
    let markdown = file
        .path
        .rsplit_once('.')
        .is_some_and(|(_, end)| end.eq_ignore_ascii_case("md"));
    let Checked {
        value: (tree, broken),
        diags,
    } = if let Some(at) = lone_return(text) {
        // Everything would be one line: no fence and no heading would be found.
        let place = span.part(at..at + 1);
        let fault = errors::toml_syntax(place, errors::TomlProblem::LoneReturn);
        Checked::new((Tree::Broken, true), Diags::from_iter([fault]))
    } else if markdown {
        front::read(text, span)
    } else {
        records(text, span)
    };
    let parsed = Parsed {
        file: file.id,
        path: file.path.clone(),
        tree,
        broken,
    };
    Checked::new(parsed, diags)
}

/// Where a line ends in a carriage return alone, as on systems of before 2001.
fn lone_return(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let alone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    memchr::memchr_iter(b'\r', bytes).find(alone)
}

/// A TOML file, and whether it is broken.
fn records(text: &str, span: Span) -> Checked<(Tree, bool)> {
    let Checked { value, diags } = toml::read(text, span);
    let broken = !diags.is_empty();
    Checked::new((value.map_or(Tree::Broken, Tree::Toml), broken), diags)
}

/// Prose as a test reads it: escaped, links and formulas in short.
#[cfg(test)]
pub(crate) fn show(prose: &Prose) -> String {
    let escape = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let mut out = String::new();
    for chunk in prose.chunks() {
        out += &match chunk {
            Chunk::Html(html) => html.to_owned(),
            Chunk::Text(text) => escape(text),
            Chunk::Ruby { base, reading } => format!("⟨{base}/{reading}⟩"),
            Chunk::Word(word) => format!("⟨{word}⟩"),
            Chunk::LinkStart(n) => format!("[{:?}:", prose.links[n as usize].target),
            Chunk::LinkEnd => "]".to_owned(),
            Chunk::LinkAuto(n) => format!("[{:?}]", prose.links[n as usize].target),
            Chunk::Formula(n) => prose.formulas[n as usize].to_string(),
            Chunk::Image(n) => format!("⟨{}⟩", prose.images[n as usize].path),
            Chunk::HeadingStart { level, anchor } => {
                format!("<h{level} id={}>", prose.anchors[anchor as usize].value)
            }
            Chunk::HeadingEnd(level) => format!("</h{level}>\n"),
            Chunk::Table { untitled } => match untitled {
                Some(name) => format!("<table {name:?}>\n"),
                None => "<table><caption>".to_owned(),
            },
            Chunk::Mention { note, time } => format!("[^{note}.{time}]"),
            Chunk::Note(note) => format!("<note {note:?}>\n"),
        };
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what must be there")]
mod tests;
