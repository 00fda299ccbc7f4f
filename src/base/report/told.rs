//! Faults in words, for whoever lays them out otherwise than a terminal does.

use std::collections::BTreeMap;

use super::{Report, severity_word};
use crate::base::diag::{Diagnostic, Severity};
use crate::base::lines::{LineIndex, floor_char_boundary};
use crate::base::span::{FileId, Span};

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
        let mut lines = BTreeMap::new();
        let told = faults.iter().map(|fault| self.told(fault, &mut lines));
        told.collect()
    }

    fn told(&self, fault: &Diagnostic, lines: &mut Lines) -> Told {
        let helps = fault.help.iter();
        let place = fault.span.and_then(|span| self.place(span, lines));
        let others = fault.labels.iter().filter_map(|label| {
            let text = self.text(fault, "label", label.word).unwrap_or_default();
            Some((self.place(label.span, lines)?, text))
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
            place,
            others: others.collect(),
        }
    }

    fn place(&self, span: Span, lines: &mut Lines) -> Option<ToldPlace> {
        let file = self.sources.get(span.file)?;
        let text = &file.text;
        let lines = lines.entry(file.id).or_insert_with(|| LineIndex::new(text));
        let (line, column) = lines.position(text, span.start as usize);
        let start = lines.start(line - 1).unwrap_or_default();
        let rest = &text[start..];
        let end = start + rest.find(['\n', '\r']).unwrap_or(rest.len());
        let from = floor_char_boundary(text, span.start as usize).clamp(start, end);
        let to = floor_char_boundary(text, span.end as usize).clamp(from, end);
        Some(ToldPlace {
            path: file.path.to_string(),
            line,
            column,
            text: [&text[start..from], &text[from..to], &text[to..end]].map(str::to_owned),
        })
    }
}

/// The lines of the files that were looked at so far.
type Lines = BTreeMap<FileId, LineIndex>;
