//! The texts that a report prints lines of, in the form that codespan asks for.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use codespan_reporting::files::{Error, Files, Location};

use super::diag::Diagnostic;
use super::lines::{LineIndex, floor_char_boundary};
use super::source::{Place, Sources};
use super::span::{FileId, Span};

/// The files that some faults name, with their lines found once.
pub struct Snippets<'a> {
    files: BTreeMap<FileId, Snippet<'a>>,
}

struct Snippet<'a> {
    path: &'a str,
    text: Cow<'a, str>,
    lines: LineIndex,
}

impl<'a> Snippets<'a> {
    /// The files of `sources` that `faults` name.
    pub fn of(sources: &'a Sources, faults: &[Diagnostic]) -> Self {
        let spans = faults.iter().flat_map(|fault| {
            fault
                .span
                .into_iter()
                .chain(fault.labels.iter().map(|l| l.span))
        });
        let mut files = BTreeMap::new();
        for id in spans.map(|span| span.file) {
            if let Some(file) = sources.get(id) {
                files.entry(id).or_insert_with(|| Snippet {
                    path: &file.path,
                    text: printable(&file.text),
                    lines: LineIndex::new(&file.text),
                });
            }
        }
        Self { files }
    }

    /// The bytes of `span` that exist, on character boundaries and without a line break at their
    /// end; `None` if the file is unknown or has no text to show.
    pub fn fit(&self, span: Span) -> Option<(FileId, Range<usize>)> {
        let text = &self.files.get(&span.file)?.text;
        let start = floor_char_boundary(text, span.start as usize);
        let end = floor_char_boundary(text, span.end as usize).max(start);
        let shown = text[start..end].trim_end_matches(['\n', '\r']).len();
        (!text.is_empty()).then_some((span.file, start..start + shown))
    }

    /// The path of a file without text, such as one that could not be read.
    pub fn bare_path(&self, span: Span) -> Option<&str> {
        let file = self.files.get(&span.file)?;
        file.text.is_empty().then_some(file.path)
    }

    /// Path, line and column of the first byte of `span`.
    pub fn place(&self, span: Span) -> Option<Place<'_>> {
        let file = self.files.get(&span.file)?;
        let (line, column) = file.lines.position(&file.text, span.start as usize);
        Some(Place {
            path: file.path,
            line,
            column,
        })
    }

    fn file(&self, id: FileId) -> Result<&Snippet<'a>, Error> {
        self.files.get(&id).ok_or(Error::FileMissing)
    }
}

impl<'f> Files<'f> for Snippets<'_> {
    type FileId = FileId;
    type Name = &'f str;
    type Source = &'f str;

    fn name(&'f self, id: FileId) -> Result<&'f str, Error> {
        Ok(self.file(id)?.path)
    }

    fn source(&'f self, id: FileId) -> Result<&'f str, Error> {
        Ok(&self.file(id)?.text)
    }

    fn line_index(&'f self, id: FileId, byte_index: usize) -> Result<usize, Error> {
        Ok(self.file(id)?.lines.line(byte_index))
    }

    fn line_range(&'f self, id: FileId, line_index: usize) -> Result<Range<usize>, Error> {
        let file = self.file(id)?;
        let start = file.lines.start(line_index).ok_or(Error::LineTooLarge {
            given: line_index,
            max: file.lines.count() - 1,
        })?;
        let end = file.lines.start(line_index + 1);
        Ok(start..end.unwrap_or(file.text.len()))
    }

    fn location(&'f self, id: FileId, byte_index: usize) -> Result<Location, Error> {
        let file = self.file(id)?;
        let (line_number, column_number) = file.lines.position(&file.text, byte_index);
        Ok(Location {
            line_number,
            column_number,
        })
    }
}

/// The text without bytes that would steer a terminal; every other byte keeps its offset.
fn printable(text: &str) -> Cow<'_, str> {
    let steers = |c: char| c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.contains(steers) {
        Cow::Owned(text.replace(steers, " "))
    } else {
        Cow::Borrowed(text)
    }
}
