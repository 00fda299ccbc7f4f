//! Source texts, and the set of them that a report prints from.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

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
            fingerprint: Self::fingerprint_of(path, text.as_bytes()),
        }
    }

    /// Forgets the text, but not which text it was.
    pub fn let_go(&mut self) {
        self.text = Arc::default();
    }

    /// The fingerprint of a file at `path` that holds these bytes.
    pub fn fingerprint_of(path: &str, bytes: &[u8]) -> Fingerprint {
        Fingerprint::of_parts(&[bytes, path.as_bytes()])
    }
}

/// All source files by id: what turns a [`Span`] into a printed line.
#[derive(Clone, Default, Debug)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// Places in `files` by id. Only reports need them, and most runs have nothing to report.
    places: OnceLock<BTreeMap<FileId, usize>>,
}

impl Sources {
    /// The set of these files; of two with the same id, the later one.
    pub fn new(files: impl IntoIterator<Item = SourceFile>) -> Self {
        Self {
            files: files.into_iter().collect(),
            places: OnceLock::new(),
        }
    }

    /// The file with this id, if it is one of ours.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        let files = self.files.iter().enumerate();
        let places = self
            .places
            .get_or_init(|| files.map(|(place, file)| (file.id, place)).collect());
        self.files.get(*places.get(&id)?)
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
