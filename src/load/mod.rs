//! Floor 1: the only reader of the disk.
//!
//! Everything is read once, at one moment, into a [`Snapshot`]; no later stage touches a file. A
//! file that cannot be taken is a fault with its place, and the others are read all the same.

pub mod errors;
pub mod files;
pub mod print;
pub mod snapshot;
pub mod stamp;
pub mod texts;
pub mod warm;

use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::base::diag::{Checked, Diagnostic, Diags};
use crate::base::source::{SourceFile, Sources};
use crate::base::span::{FileId, Span};

use files::{Entry, Files, Listing, Refusal};
use snapshot::{Asset, Snapshot};
use texts::Texts;

/// The settings of a site, at its root: what makes a folder a site.
pub const SITE_FILE: &str = "site.toml";

/// The largest source file, in bytes. The largest we know of is under 1 MiB.
pub const LARGEST: u64 = 8 << 20;

/// Endings of the files under `content/`.
const CONTENT: &[&str] = &["toml", "md"];

/// Endings of the files of a theme that are text; all others are copied as they are.
const THEME: &[&str] = &["html", "css", "js", "svg", "toml", "txt", "xml", "json"];

/// Reads a whole site. The sources are what a report prints from: all texts, themes included, and
/// of files that are no text as much as could be read.
pub fn load(files: &dyn Files) -> Checked<(Snapshot, Sources)> {
    load_again(files, &mut Texts::default())
}

/// Reads a site that was read before: a file that is as it was is not read again. `known` is what
/// was read then, and afterwards what was read now.
pub fn load_again(files: &dyn Files, known: &mut Texts) -> Checked<(Snapshot, Sources)> {
    let mut reader = Reader {
        files,
        known,
        diags: Diags::default(),
        partly: Vec::new(),
    };
    let mut snapshot = Snapshot::default();
    let site = reader.list(SITE_FILE);
    if site.iter().any(|(path, _)| &**path == SITE_FILE) {
        let (content, strange) = split(reader.list("content"), CONTENT);
        let (themes, theme_assets) = split(reader.list("themes"), THEME);
        strange.iter().for_each(|(path, _)| reader.unknown(path));
        snapshot.sources = reader.read(site.into_iter().chain(content)).into();
        snapshot.themes = reader.read(themes.into_iter());
        snapshot.theme_assets = reader.assets(theme_assets);
        let assets = reader.list("assets");
        snapshot.assets = reader.assets(assets);
    } else if reader.diags.is_empty() {
        let (exists, below) = (files.exists(), files.sites_below());
        let fault = errors::no_site(&files.root(), exists, below.into_iter().next());
        reader.diags.push(fault);
    }
    let lost = reader.diags.iter().filter(|d| errors::is_unread(d.code));
    snapshot.unread = lost.filter_map(|d| d.span).map(|span| span.file).collect();
    let (partly, diags) = (reader.partly, reader.diags);
    let texts = snapshot.sources.iter().chain(&snapshot.themes);
    known.keep(&snapshot);
    let sources = Sources::new(partly.into_iter().chain(texts.cloned()));
    Checked::new((snapshot, sources), diags)
}

/// Files with their paths in NFC, in order of these.
type Named<T> = Vec<(Arc<str>, T)>;

/// A path in NFC, which is what names are compared by.
fn composed(path: &Arc<str>) -> Arc<str> {
    match path.is_ascii() {
        true => Arc::clone(path),
        false => path.nfc().collect::<String>().into(),
    }
}

/// The files whose names end in one of `endings`, and the others.
fn split<T>(files: Named<T>, endings: &[&str]) -> (Named<T>, Named<T>) {
    let ends = |path: &str| {
        path.rsplit_once('.')
            .is_some_and(|(_, end)| endings.contains(&end))
    };
    files.into_iter().partition(|(path, _)| ends(path))
}

struct Reader<'a> {
    files: &'a dyn Files,
    /// What was read before.
    known: &'a mut Texts,
    diags: Diags,
    /// Files with a fault, with as much of their text as could be read.
    partly: Vec<SourceFile>,
}

impl Reader<'_> {
    fn list(&mut self, under: &str) -> Named<Entry> {
        let Listing { entries, refused } = self.files.list(under);
        for (path, refusal) in refused {
            let span = self.nothing_of(&path.nfc().collect::<String>());
            self.diags.push(match refusal {
                Refusal::Outside => errors::symlink_outside(span, &path),
                Refusal::Name => errors::bad_file_name(span, &path),
                Refusal::Unreadable(error) => errors::cannot_read(span, &path, &error),
            });
        }
        let named = entries.into_iter();
        let named = named.map(|entry| (composed(&entry.path), entry));
        let mut found: Named<Entry> = named.collect();
        found.sort_by(|a, b| a.0.cmp(&b.0));
        // Of several that are spelt in different ways, the last one is taken.
        found.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                let span = self.nothing_of(&next.0);
                self.diags.push(errors::same_file_name(span, &next.0));
                std::mem::swap(next, kept);
            }
            same
        });
        found
    }

    fn unknown(&mut self, path: &str) {
        let span = self.nothing_of(path);
        self.diags.push(errors::unknown_file(span, path, CONTENT));
    }

    /// The place of a file that has no text to show.
    fn nothing_of(&mut self, path: &str) -> Span {
        self.partly.push(SourceFile::new(path, ""));
        Span::new(FileId::of(path), 0..0)
    }

    fn read(&mut self, entries: impl Iterator<Item = (Arc<str>, Entry)>) -> Vec<SourceFile> {
        let (files, known) = (self.files, &*self.known);
        let entries: Vec<_> = entries.collect();
        let read: Vec<_> = entries
            .par_iter()
            .map(|(path, entry)| match known.get(path, entry.stamp) {
                Some(file) => Ok((file, None)),
                None => {
                    let now = SystemTime::now();
                    read_text(files, path, entry).map(|file| (file, Some(now)))
                }
            })
            .collect();
        let mut texts = Vec::new();
        for (file, (_, entry)) in read.into_iter().zip(&entries) {
            match file {
                Ok((file, read)) => {
                    self.known.add(&file, entry.stamp, read);
                    texts.push(file);
                }
                Err((file, fault)) => {
                    self.partly.push(file);
                    self.diags.push(*fault);
                }
            }
        }
        texts
    }

    fn assets(&self, entries: Named<Entry>) -> Vec<Asset> {
        let assets = entries.into_iter().map(|(path, entry)| Asset {
            path: path.to_string(),
            origin: self.files.origin(&entry.path),
            size: entry.size,
            stamp: entry.stamp,
        });
        assets.collect()
    }
}

/// A file's text; or the text before what is wrong, with the fault.
fn read_text(
    files: &dyn Files,
    path: &str,
    entry: &Entry,
) -> Result<SourceFile, (SourceFile, Box<Diagnostic>)> {
    let nothing = Span::new(FileId::of(path), 0..0);
    let fail = |text: &str, fault| Err((SourceFile::new(path, text), Box::new(fault)));
    if entry.size > LARGEST {
        return fail(
            "",
            errors::file_too_large(nothing, path, entry.size, LARGEST),
        );
    }
    let bytes = match files.read(&entry.path) {
        Ok(bytes) => bytes,
        Err(error) => return fail("", errors::cannot_read(nothing, path, &error)),
    };
    match simdutf8::compat::from_utf8(&bytes) {
        Ok(text) => Ok(SourceFile::new(path, text)),
        Err(error) => {
            let at = error.valid_up_to();
            let before = String::from_utf8_lossy(&bytes[..at]);
            let span = Span::new(FileId::of(path), at..at);
            fail(&before, errors::not_utf8(span, at, &bytes))
        }
    }
}

#[cfg(test)]
mod tests;
