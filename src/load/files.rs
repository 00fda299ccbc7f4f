//! Where files come from: a folder on disk, or memory in tests.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::SITE_FILE;
use super::snapshot::Origin;
use super::stamp::Stamp;

/// The files of a site. Paths are relative to its root, with `/` on every system.
pub trait Files: Sync {
    /// How the person named the root.
    fn root(&self) -> String;
    /// Whether the root is there.
    fn exists(&self) -> bool;
    /// The folders right below the root that are sites themselves, sorted.
    fn sites_below(&self) -> Vec<String>;
    /// All files below the folder `under`, or the file `under` itself, sorted by path; nothing if
    /// it does not exist. Files that editors and systems leave behind are passed over.
    fn list(&self, under: &str) -> Listing;
    /// The bytes of a file.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
    /// Where the bytes of a file are, for those that are copied without being read.
    fn origin(&self, path: &str) -> Origin;
}

/// What a folder holds.
#[derive(Default, Debug)]
pub struct Listing {
    /// Its files.
    pub entries: Vec<Entry>,
    /// What could not be listed, with its path.
    pub refused: Vec<(String, Refusal)>,
}

/// One file of a listing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Path from the root, as the file system spells it.
    pub path: Arc<str>,
    /// How many bytes it has.
    pub size: u64,
    /// What tells that it is as it was, where that is known.
    pub stamp: Option<Stamp>,
}

/// Why something was not listed.
#[derive(Debug)]
pub enum Refusal {
    /// It is a link to a place outside the root.
    Outside,
    /// Its name is no Unicode text.
    Name,
    /// The system refused.
    Unreadable(io::Error),
}

/// Whether a name is one of those that systems, editors and office programs leave behind.
pub fn passed_over(name: &str) -> bool {
    let left_behind = ["Thumbs.db", "desktop.ini"];
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || left_behind
            .iter()
            .any(|left| name.eq_ignore_ascii_case(left))
}

/// The files below a folder on disk.
#[derive(Clone, Debug)]
pub struct DiskFiles {
    root: PathBuf,
    /// The root without links; `None` if it does not exist.
    real: Option<PathBuf>,
}

impl DiskFiles {
    /// The files below `root`.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            real: root.canonicalize().ok(),
        }
    }

    /// Where the system finds a path.
    pub(super) fn place(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The paths of all files below `under`, as the file system spells them; `None` if there is a
    /// link or something that cannot be listed.
    pub(super) fn names(&self, under: &str) -> Option<Vec<Arc<str>>> {
        let mut plain = true;
        let (files, listing) = self.entries(under, &mut |entry| plain &= !entry.path_is_symlink());
        plain &= listing.refused.is_empty() && !files.iter().any(DirEntry::path_is_symlink);
        let names = files.iter();
        let names = names.map(|entry| self.relative(entry.path()).into());
        plain.then(|| names.collect())
    }

    /// A path from the root, with `/`.
    pub(super) fn relative(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        match below.to_str() {
            // On the other systems `\\` parts names too.
            Some(path) if cfg!(unix) => path.to_owned(),
            _ => {
                let parts: Vec<_> = below.iter().map(OsStr::to_string_lossy).collect();
                parts.join("/")
            }
        }
    }

    /// Whether an entry is a link whose target is not below the root.
    fn leaves(&self, entry: &DirEntry) -> bool {
        let below = |target: PathBuf| {
            self.real
                .as_ref()
                .is_some_and(|real| target.starts_with(real))
        };
        entry.path_is_symlink() && !entry.path().canonicalize().is_ok_and(below)
    }
}

impl Files for DiskFiles {
    fn root(&self) -> String {
        self.root.display().to_string()
    }

    fn exists(&self) -> bool {
        self.root.is_dir()
    }

    fn sites_below(&self) -> Vec<String> {
        let folders = self.root.read_dir().into_iter().flatten().flatten();
        let sites = folders.filter(|folder| folder.path().join(SITE_FILE).is_file());
        let mut names: Vec<_> = sites
            .map(|folder| folder.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn list(&self, under: &str) -> Listing {
        self.walk(under, &mut |_| {})
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.place(path))
    }

    fn origin(&self, path: &str) -> Origin {
        Origin::Disk(self.place(path))
    }
}

impl DiskFiles {
    /// All files below `under`; `seen` is told of every entry that is not passed over.
    pub(super) fn walk(&self, under: &str, seen: &mut dyn FnMut(&DirEntry)) -> Listing {
        let (files, mut listing) = self.entries(under, seen);
        self.stat(&files, &mut listing, seen);
        listing.entries.sort_by(|a, b| a.path.cmp(&b.path));
        listing
    }

    /// All files below `under` that are not passed over, and a listing of what was refused; `seen`
    /// is told of every folder.
    fn entries(&self, under: &str, seen: &mut dyn FnMut(&DirEntry)) -> (Vec<DirEntry>, Listing) {
        let mut listing = Listing::default();
        let mut files = Vec::new();
        let start = self.root.join(under);
        if start
            .symlink_metadata()
            .is_err_and(|e| e.kind() == io::ErrorKind::NotFound)
        {
            return (files, listing);
        }
        let mut walk = WalkDir::new(start)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter();
        while let Some(found) = walk.next() {
            let entry = match found {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().map(|path| self.relative(path));
                    let path = path.unwrap_or_else(|| under.to_owned());
                    if !path.split('/').any(passed_over) {
                        let refusal = Refusal::Unreadable(error.into());
                        listing.refused.push((path, refusal));
                    }
                    continue;
                }
            };
            let is_folder = entry.file_type().is_dir();
            let refusal = match entry.file_name().to_str() {
                Some(name) if passed_over(name) => None,
                None => Some(Refusal::Name),
                Some(_) if self.leaves(&entry) => Some(Refusal::Outside),
                Some(_) => {
                    if is_folder {
                        seen(&entry);
                    } else {
                        files.push(entry);
                    }
                    continue;
                }
            };
            let path = self.relative(entry.path());
            listing
                .refused
                .extend(refusal.map(|refusal| (path, refusal)));
            if is_folder {
                walk.skip_current_dir();
            }
        }
        (files, listing)
    }

    /// Lists files with what the system says of them. The walk itself asks it of folders alone; of
    /// files it is asked on all cores.
    fn stat(&self, files: &[DirEntry], listing: &mut Listing, seen: &mut dyn FnMut(&DirEntry)) {
        let metas: Vec<_> = files.par_iter().map(DirEntry::metadata).collect();
        for (entry, meta) in files.iter().zip(metas) {
            let path = self.relative(entry.path());
            match meta {
                Ok(meta) => {
                    seen(entry);
                    listing.entries.push(Entry {
                        path: path.into(),
                        size: meta.len(),
                        stamp: Some(Stamp::of(&meta)),
                    });
                }
                Err(error) => {
                    let refusal = Refusal::Unreadable(error.into());
                    listing.refused.push((path, refusal));
                }
            }
        }
    }
}

/// Files in memory, by path.
#[derive(Clone, Default, Debug)]
pub struct MemoryFiles(pub BTreeMap<String, Vec<u8>>);

impl<P: Into<String>, B: Into<Vec<u8>>> FromIterator<(P, B)> for MemoryFiles {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Self {
        Self(
            files
                .into_iter()
                .map(|(path, bytes)| (path.into(), bytes.into()))
                .collect(),
        )
    }
}

impl Files for MemoryFiles {
    fn root(&self) -> String {
        ".".to_owned()
    }

    fn exists(&self) -> bool {
        true
    }

    fn sites_below(&self) -> Vec<String> {
        let folders = self
            .0
            .keys()
            .filter_map(|path| path.strip_suffix(SITE_FILE)?.strip_suffix('/'));
        folders
            .filter(|folder| !folder.contains('/'))
            .map(str::to_owned)
            .collect()
    }

    fn list(&self, under: &str) -> Listing {
        let below = |path: &str| {
            path.strip_prefix(under)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let files = self
            .0
            .iter()
            .filter(|(path, _)| below(path) && !path.split('/').any(passed_over));
        let entries = files.map(|(path, bytes)| Entry {
            path: path.as_str().into(),
            size: bytes.len() as u64,
            stamp: None,
        });
        Listing {
            entries: entries.collect(),
            refused: Vec::new(),
        }
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0
            .get(path)
            .cloned()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn origin(&self, path: &str) -> Origin {
        Origin::Bytes(
            self.0
                .get(path)
                .map_or_else(|| Arc::from([]), |bytes| bytes.as_slice().into()),
        )
    }
}
