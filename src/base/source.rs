//! Source texts, and the set of them that a report prints from.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fingerprint::Fingerprint;
use super::lines::LineIndex;
use super::span::{FileId, Span};

/// One text file of the site.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its id, made of `path`.
    pub id: FileId,
    /// Path from the site's root, with `/` on every system.
    pub path: Arc<str>,
    /// The text as it was read; offsets of spans count its bytes.
    pub text: Arc<str>,
    /// Hash of path and text.
    pub fingerprint: Fingerprint,
}

impl SourceFile {
    /// A file at `path` that holds `text`.
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            id: FileId::of(path),
            path: path.into(),
            text: text.into(),
            fingerprint: Fingerprint::of_parts(&[path.as_bytes(), text.as_bytes()]),
        }
    }
}

/// All source files by id: what turns a [`Span`] into a printed line.
#[derive(Clone, Default, Debug)]
pub struct Sources {
    files: BTreeMap<FileId, SourceFile>,
}

impl Sources {
    /// The set of these files.
    pub fn new(files: impl IntoIterator<Item = SourceFile>) -> Self {
        Self {
            files: files.into_iter().map(|f| (f.id, f)).collect(),
        }
    }

    /// The file with this id, if it is one of ours.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(&id)
    }

    /// Path, line and column (both from 1, columns in characters) of the first byte of `span`.
    pub fn place(&self, span: Span) -> Option<Place<'_>> {
        let file = self.get(span.file)?;
        let (line, column) = LineIndex::new(&file.text).position(&file.text, span.start as usize);
        Some(Place {
            path: &file.path,
            line,
            column,
        })
    }
}

/// A place as people write it: `path:line:column`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place<'a> {
    /// Path from the site's root.
    pub path: &'a str,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}
