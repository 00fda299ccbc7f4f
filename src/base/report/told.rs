//! Faults in words, for whoever lays them out otherwise than a terminal does.

use super::{Report, severity_word};
use crate::base::diag::{Diagnostic, Severity};
use crate::base::lines::{LineIndex, floor_char_boundary};
use crate::base::source::Place;

/// One fault in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// How grave it is.
    pub severity: Severity,
    /// The word for that.
    pub word: String,
    /// The name of its kind.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What is to be said of its place; may be empty.
    pub label: String,
    /// How to mend it.
    pub helps: Vec<String>,
    /// Where it is.
    pub place: Option<ToldPlace>,
    /// Further places, each with what is to be said of it.
    pub others: Vec<(ToldPlace, String)>,
}

/// A place with its line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToldPlace {
    /// Path from the site's root.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The line before what is meant, that itself, and the line after it.
    pub text: [String; 3],
}

impl Report<'_> {
    /// The faults in the order given.
    pub fn tell(&self, faults: &[Diagnostic]) -> Vec<Told> {
        faults.iter().map(|fault| self.told(fault)).collect()
    }

    fn told(&self, fault: &Diagnostic) -> Told {
        let helps = fault.help.iter();
        let others = fault.labels.iter().filter_map(|label| {
            let text = self.text(fault, "label", label.word).unwrap_or_default();
            Some((self.place(label.span)?, text))
        });
        Told {
            severity: fault.code.severity,
            word: self.catalog.text("report", severity_word(fault)).to_owned(),
            code: fault.code.name,
            message: self.message(fault),
            label: self.text(fault, "label", "").unwrap_or_default(),
            helps: helps
                .filter_map(|word| self.text(fault, "help", word))
                .collect(),
            place: fault.span.and_then(|span| self.place(span)),
            others: others.collect(),
        }
    }

    fn place(&self, span: crate::base::span::Span) -> Option<ToldPlace> {
        let text = &self.sources.get(span.file)?.text;
        let Place { path, line, column } = self.sources.place(span)?;
        let lines = LineIndex::new(text);
        let start = lines.start(line - 1).unwrap_or_default();
        let rest = &text[start..];
        let end = start + rest.find(['\n', '\r']).unwrap_or(rest.len());
        let from = floor_char_boundary(text, span.start as usize).clamp(start, end);
        let to = floor_char_boundary(text, span.end as usize).clamp(from, end);
        Some(ToldPlace {
            path: path.to_owned(),
            line,
            column,
            text: [&text[start..from], &text[from..to], &text[to..end]].map(str::to_owned),
        })
    }
}
