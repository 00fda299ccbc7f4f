//! Source texts, and the set of them that a report prints from.

use std::collections::{BTreeMap, BTreeSet};
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
    /// The text as it was read; offsets of spans count its bytes. Empty after [`Self::let_go`].
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

    /// Forgets the texts of these files, but not that they are ours.
    pub fn let_go(&mut self, files: &[SourceFile]) {
        let gone: BTreeSet<FileId> = files.iter().map(|file| file.id).collect();
        let known = self.files.iter_mut();
        known
            .filter(|file| gone.contains(&file.id))
            .for_each(SourceFile::let_go);
    }

    /// Takes texts that were let go from `others`, where a file is still what it was. Of another
    /// only the path is known: a line of what it is now would be the wrong one.
    pub fn restore(&mut self, others: &Self) {
        for file in self.files.iter_mut().filter(|file| file.text.is_empty()) {
            let other = others.get(file.id);
            if let Some(other) = other.filter(|other| other.fingerprint == file.fingerprint) {
                file.text = Arc::clone(&other.text);
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_were_let_go_come_back_if_they_are_what_they_were() {
        let [kept, same, other, gone] =
            ["kept", "same", "other", "gone"].map(|name| SourceFile::new(name, "before"));
        let ours = [same.clone(), other.clone(), gone.clone()];
        let mut sources = Sources::new([kept.clone(), same.clone(), other, gone]);
        sources.let_go(&ours);
        let now = SourceFile::new("other", "after");
        sources.restore(&Sources::new([kept, same, now]));
        let texts = ["kept", "same", "other", "gone"].map(|name| {
            let file = sources.get(FileId::of(name));
            file.map(|file| file.text.to_string())
        });
        assert_eq!(
            texts,
            ["before", "before", "", ""].map(|t| Some(t.to_owned()))
        );
    }
}
