//! Everything that was read of a site, at one moment.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::fingerprint::Fingerprint;
use crate::base::rows::Rows;
use crate::base::source::SourceFile;
use crate::base::span::FileId;

use super::stamp::Stamp;

/// All inputs of a run, each list sorted by path.
#[derive(Clone, Default, Debug)]
pub struct Snapshot {
    /// `site.toml`, then `content/**/*.{toml,md}`.
    pub sources: Rows<SourceFile>,
    /// The text files of the site's own themes, at `themes/<name>/…`.
    pub themes: Vec<SourceFile>,
    /// The other files of the site's own themes (fonts, pictures), at `themes/<name>/…`.
    pub theme_assets: Vec<Asset>,
    /// Files that could not be read: what they hold is not known, and may be referred to.
    pub unread: Vec<FileId>,
    /// The files of `assets/`, which are copied as they are.
    pub assets: Vec<Asset>,
}

impl Snapshot {
    /// The fingerprint of every byte of every file, and of where they are; an error if one of
    /// them can no longer be read.
    pub fn fingerprint(&self) -> io::Result<Fingerprint> {
        let texts = self.sources.iter().chain(&self.themes);
        let mut all: Vec<Fingerprint> = texts.map(|file| file.fingerprint).collect();
        let files: Vec<&Asset> = self.theme_assets.iter().chain(&self.assets).collect();
        let files: io::Result<Vec<Fingerprint>> =
            files.par_iter().map(|a| a.fingerprint()).collect();
        all.extend(files?);
        Ok(fingerprint_of(&all))
    }
}

/// The fingerprint of a site by those of its files: texts, then what is copied as it is.
pub(super) fn fingerprint_of(files: &[Fingerprint]) -> Fingerprint {
    let parts: Vec<&[u8]> = files.iter().map(Fingerprint::bytes).collect();
    Fingerprint::of_parts(&parts)
}

/// A file that is published as it is; its bytes are not read here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asset {
    /// Path from the site's root with `/`, in Unicode's composed form (NFC).
    pub path: String,
    /// Where its bytes are.
    pub origin: Origin,
    /// How many bytes it has.
    pub size: u64,
    /// What tells that it is as it was, where that is known.
    pub stamp: Option<Stamp>,
}

impl Asset {
    fn fingerprint(&self) -> io::Result<Fingerprint> {
        Self::fingerprint_of(&self.path, &self.origin)
    }

    /// The fingerprint of a file at `path` with the bytes of `origin`.
    pub(super) fn fingerprint_of(path: &str, origin: &Origin) -> io::Result<Fingerprint> {
        let bytes = match origin {
            Origin::Disk(file) => Fingerprint::of_file(file)?,
            Origin::Bytes(bytes) => Fingerprint::of(bytes),
        };
        Ok(Fingerprint::of_parts(&[path.as_bytes(), bytes.bytes()]))
    }
}

/// Where the bytes of an asset are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// In this file.
    Disk(PathBuf),
    /// In memory.
    Bytes(Arc<[u8]>),
}
