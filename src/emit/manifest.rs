//! The list of what is ours in an output folder, kept in the folder itself.
//!
//! It holds no time and no path of the machine: the same site gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::is_safe;
use crate::base::fingerprint::Fingerprint;

/// The file that marks an output folder as ours.
pub const NAME: &str = ".mieruka-manifest.json";

/// Bytes that are hashed at a time; part of what a fingerprint means.
const CHUNK: u64 = 1 << 20;

/// What is ours in an output folder.
///
/// An empty file, or `{}`, is a manifest too: with it a person hands a folder over to us, and all
/// that is in it stays theirs.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Manifest {
    /// What wrote it: name and version, or whatever else tells two tools apart.
    pub tool: String,
    /// The fingerprint of everything that it was made of; empty where that run had something to
    /// say of its site, which the next one has to say again.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub inputs: String,
    /// The fingerprint of each file's bytes.
    pub files: BTreeMap<String, String>,
    /// The sizes of these files, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sizes: Vec<u64>,
}

impl Manifest {
    /// The manifest in `folder`: `None` if there is none, an error if it cannot be understood.
    pub fn read(folder: &Path) -> io::Result<Option<Self>> {
        let text = match std::fs::read_to_string(folder.join(NAME)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if text.trim().is_empty() {
            return Ok(Some(Self::default()));
        }
        let mut manifest: Self = serde_json::from_str(&text)?;
        let all = manifest.files.len();
        manifest.files.retain(|path, _| is_safe(path));
        if manifest.files.len() != all || manifest.sizes.len() != all {
            manifest.sizes.clear();
        }
        Ok(Some(manifest))
    }

    /// Writes the manifest into `folder`.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        let path = folder.join(NAME);
        // Never through a hard link into the tree that is still published.
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => std::fs::write(path, text),
        }
    }

    /// Whether every file is in `folder` with the size that it was written with.
    pub fn is_whole(&self, folder: &Path) -> bool {
        let files = self.files.keys().zip(&self.sizes).map(|(path, size)| {
            let (below, name) = path.rsplit_once('/').unwrap_or(("", path));
            (below, name, *size)
        });
        let files: Vec<_> = files.collect();
        let mut folders: Vec<_> = files.chunk_by(|a, b| a.0 == b.0).collect();
        // The largest first, so that none of them is what is waited for at the end.
        folders.sort_by_key(|files| std::cmp::Reverse(files.len()));
        let there = |files: &[(&str, &str, u64)]| {
            let below = files.first().map_or("", |file| file.0);
            holds(
                &folder.join(below),
                files.iter().map(|file| (file.1, file.2)),
            )
        };
        files.len() == self.files.len() && folders.into_par_iter().all(there)
    }

    /// The folders that our files are in.
    pub fn folders(&self) -> BTreeSet<&str> {
        let mut folders = BTreeSet::new();
        for path in self.files.keys() {
            let mut rest = path.as_str();
            while let Some((folder, _)) = rest.rsplit_once('/') {
                if !folders.insert(folder) {
                    break;
                }
                rest = folder;
            }
        }
        folders
    }
}

/// Whether a folder has files with these names and sizes. The system looks for the folder once, and
/// then for names in it.
#[cfg(unix)]
fn holds<'a>(folder: &Path, mut files: impl Iterator<Item = (&'a str, u64)>) -> bool {
    use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, openat, statat};
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let Ok(folder) = openat(CWD, folder, flags, Mode::empty()) else {
        return false;
    };
    files.all(|(name, size)| {
        let stat = statat(&folder, name, AtFlags::SYMLINK_NOFOLLOW);
        stat.is_ok_and(|stat| {
            FileType::from_raw_mode(stat.st_mode).is_file()
                && u64::try_from(stat.st_size).is_ok_and(|found| found == size)
        })
    })
}

#[cfg(not(unix))]
fn holds<'a>(folder: &Path, mut files: impl Iterator<Item = (&'a str, u64)>) -> bool {
    files.all(|(name, size)| {
        let meta = folder.join(name).symlink_metadata();
        meta.is_ok_and(|meta| meta.is_file() && meta.len() == size)
    })
}

/// The fingerprint of all bytes that `from` gives, without holding more than a chunk of them.
pub fn digest(mut from: impl Read) -> io::Result<Fingerprint> {
    let mut whole: Vec<Fingerprint> = Vec::new();
    let mut chunk = Vec::new();
    loop {
        chunk.clear();
        from.by_ref().take(CHUNK).read_to_end(&mut chunk)?;
        if chunk.is_empty() {
            return Ok(joined(&whole));
        }
        whole.push(Fingerprint::of(&chunk));
    }
}

/// The same fingerprint for bytes that come piece by piece, wherever they are parted.
#[derive(Default, Debug)]
pub struct Digest {
    whole: Vec<Fingerprint>,
    chunk: Vec<u8>,
}

impl Digest {
    /// Takes the next bytes.
    pub fn add(&mut self, mut bytes: &[u8]) {
        const CHUNK: usize = self::CHUNK as usize;
        while !bytes.is_empty() {
            let room = CHUNK - self.chunk.len();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.chunk.extend_from_slice(now);
            bytes = later;
            if self.chunk.len() == CHUNK {
                self.whole.push(Fingerprint::of(&self.chunk));
                self.chunk.clear();
            }
        }
    }

    /// The fingerprint of all of them.
    pub fn end(mut self) -> Fingerprint {
        if !self.chunk.is_empty() {
            self.whole.push(Fingerprint::of(&self.chunk));
        }
        joined(&self.whole)
    }
}

/// The same fingerprint for bytes in memory.
pub fn digest_of(bytes: &[u8]) -> Fingerprint {
    let chunks = bytes.chunks(CHUNK as usize).map(Fingerprint::of);
    joined(&chunks.collect::<Vec<_>>())
}

/// The fingerprint of a whole from those of its chunks.
fn joined(chunks: &[Fingerprint]) -> Fingerprint {
    let parts: Vec<_> = chunks.iter().map(Fingerprint::bytes).collect();
    Fingerprint::of_parts(&parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_comes_back_and_cannot_point_outside() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        assert_eq!(Manifest::read(dir.path())?, None);
        std::fs::write(dir.path().join(NAME), "")?;
        assert_eq!(Manifest::read(dir.path())?, Some(Manifest::default()));
        let mut manifest = Manifest::default();
        manifest
            .files
            .insert("a/b/c.html".to_owned(), "00".to_owned());
        manifest.files.insert("../x".to_owned(), "00".to_owned());
        manifest.write(dir.path())?;
        manifest.files.remove("../x");
        assert_eq!(manifest.folders(), BTreeSet::from(["a", "a/b"]));
        assert_eq!(Manifest::read(dir.path())?, Some(manifest));
        std::fs::write(dir.path().join(NAME), "[")?;
        assert!(Manifest::read(dir.path()).is_err());
        Ok(())
    }

    #[test]
    fn digests_see_every_byte() -> io::Result<()> {
        let mut bytes = vec![7; (CHUNK as usize) + 1];
        let first = digest(bytes.as_slice())?;
        bytes[CHUNK as usize] = 8;
        assert_ne!(first, digest(bytes.as_slice())?);
        assert_ne!(digest(b"".as_slice())?, digest(b"\0".as_slice())?);
        let whole = digest(bytes.as_slice())?;
        assert_eq!(digest_of(&bytes), whole);
        for cut in [0, 1, 9, CHUNK as usize, bytes.len()] {
            let (a, b) = bytes.split_at(cut);
            let mut pieces = Digest::default();
            [a, b"", b].iter().for_each(|piece| pieces.add(piece));
            assert_eq!(pieces.end(), whole);
        }
        assert_eq!(digest_of(b""), digest(b"".as_slice())?);
        assert_eq!(Digest::default().end(), digest(b"".as_slice())?);
        Ok(())
    }
}
