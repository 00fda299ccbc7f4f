//! A folder on disk that is listed again and again: what did not change is only looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use rayon::prelude::*;

use super::files::{DiskFiles, Entry, Files, Listing, passed_over};
use super::snapshot::Origin;
use super::stamp::Stamp;

/// What somebody says has changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// Anything may have.
    Anything,
    /// These files and nothing else, by their paths from the root, as the file system spells them.
    Only(BTreeSet<String>),
}

impl Told {
    /// More files than these are all looked at.
    const MANY: usize = 64;

    /// Both of what was told.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Only(mut all), Self::Only(more)) if all.len() + more.len() <= Self::MANY => {
                all.extend(more);
                Self::Only(all)
            }
            _ => Self::Anything,
        }
    }
}

/// The files below a folder, with what the last listing found. Lists what [`DiskFiles`] lists.
#[derive(Debug)]
pub struct WarmFiles {
    disk: DiskFiles,
    root: PathBuf,
    told: Told,
    lists: Mutex<BTreeMap<String, Remembered>>,
}

/// What a listing found, where that was plain: folders and files, no links, nothing refused.
#[derive(Debug)]
struct Remembered {
    /// Each folder with its state, where that can be trusted.
    folders: BTreeMap<String, Option<Stamp>>,
    /// The files of each folder, by their paths.
    files: BTreeMap<String, Vec<Arc<str>>>,
    /// All files, sorted by path.
    entries: Vec<Entry>,
    /// Whether it was looked at since it was told what changed.
    looked: bool,
}

impl WarmFiles {
    /// The files below `root`, with nothing known of them yet.
    pub fn new(root: &Path) -> Self {
        Self {
            disk: DiskFiles::new(root),
            root: root.to_owned(),
            told: Told::Anything,
            lists: Mutex::default(),
        }
    }

    /// The same files, with the root looked at anew: it may be another folder than before. What is
    /// not `told` is taken to be as it was found last, where that was plain.
    pub fn again(&self, told: Told) -> Self {
        let mut lists = std::mem::take(&mut *self.lock());
        // What nobody looked at may lack what was told.
        lists.retain(|_, known| std::mem::take(&mut known.looked));
        Self {
            disk: DiskFiles::new(&self.root),
            root: self.root.clone(),
            told,
            lists: Mutex::new(lists),
        }
    }

    /// Whether a full walk finds other names below `under` than the last listing did. If so, what
    /// is remembered of them is forgotten.
    pub fn forget_if_stale(&self, under: &str) -> bool {
        let names = |listing: Listing| -> Vec<Arc<str>> {
            listing
                .entries
                .into_iter()
                .map(|entry| entry.path)
                .collect()
        };
        let walked = names(self.disk.list(under));
        let mut lists = self.lock();
        let Some(known) = lists.get(under) else {
            return false;
        };
        let mut listed: Vec<_> = known.files.values().flatten().cloned().collect();
        listed.sort();
        let stale = listed != walked;
        if stale {
            lists.remove(under);
        }
        stale
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Remembered>> {
        self.lists.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Walks everything below `under`, and remembers it if it is plain.
    fn walk(&self, under: &str) -> (Listing, Option<Remembered>) {
        let began = SystemTime::now();
        let mut plain = true;
        let mut known = Remembered {
            folders: BTreeMap::new(),
            files: BTreeMap::new(),
            entries: Vec::new(),
            looked: true,
        };
        let listing = self.disk.walk(under, &mut |entry| {
            plain &= !entry.path_is_symlink();
            if entry.file_type().is_dir() {
                let stamp = entry.metadata().ok().map(|meta| Stamp::of(&meta));
                let stamp = stamp.filter(|stamp| stamp.is_settled(began));
                known
                    .folders
                    .insert(self.disk.relative(entry.path()), stamp);
            }
        });
        plain &= listing.refused.is_empty() && !known.folders.is_empty();
        for entry in &listing.entries {
            let folder = folder_of(&entry.path).to_owned();
            known
                .files
                .entry(folder)
                .or_default()
                .push(Arc::clone(&entry.path));
        }
        known.entries.clone_from(&listing.entries);
        (listing, plain.then_some(known))
    }

    /// The listing as it is now, found by looking at what was told, or else at what is known and
    /// at folders that changed; `None` if that is not enough to be sure.
    fn look(&self, known: &mut Remembered, under: &str) -> Option<Listing> {
        if self.look_at_told(known, under).is_none() {
            self.look_at_all(known)?;
        }
        known.looked = true;
        Some(Listing {
            entries: known.entries.clone(),
            refused: Vec::new(),
        })
    }

    /// Looks at the files that were told; `None` if they are not all known files.
    fn look_at_told(&self, known: &mut Remembered, under: &str) -> Option<()> {
        let Told::Only(paths) = &self.told else {
            return None;
        };
        let below = |path: &&String| {
            let rest = path.strip_prefix(under);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                && !path.split('/').any(passed_over)
        };
        for path in paths.iter().filter(below) {
            let entries = &mut known.entries;
            let found = entries.binary_search_by(|entry| (*entry.path).cmp(path));
            let at = found.ok()?;
            entries[at] = self.entry(&entries[at].path)?;
        }
        Some(())
    }

    /// A file as it is now.
    fn entry(&self, path: &Arc<str>) -> Option<Entry> {
        let meta = self.disk.place(path).symlink_metadata().ok()?;
        meta.is_file().then(|| Entry {
            path: Arc::clone(path),
            size: meta.len(),
            stamp: Some(Stamp::of(&meta)),
        })
    }

    fn look_at_all(&self, known: &mut Remembered) -> Option<()> {
        let changed: Vec<(String, Stamp, SystemTime)> = known
            .folders
            .par_iter()
            .map(|(folder, stamp)| {
                let now = SystemTime::now();
                let meta = self.disk.place(folder).symlink_metadata().ok()?;
                let found = Stamp::of(&meta);
                meta.is_dir()
                    .then(|| (Some(found) != *stamp).then(|| (folder.clone(), found, now)))
            })
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .flatten()
            .collect();
        for (folder, stamp, looked) in changed {
            let files = self.children(&folder, known)?;
            known.files.insert(folder.clone(), files);
            let settled = stamp.is_settled(looked).then_some(stamp);
            known.folders.insert(folder, settled);
        }
        let paths: Vec<&Arc<str>> = known.files.values().flatten().collect();
        let entries = paths.par_iter().map(|path| self.entry(path));
        let mut entries = entries.collect::<Option<Vec<_>>>()?;
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        known.entries = entries;
        Some(())
    }

    /// The files right in a folder; `None` if it holds a link, a name that is no text, or another
    /// set of folders than before.
    fn children(&self, folder: &str, known: &Remembered) -> Option<Vec<Arc<str>>> {
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(self.disk.place(folder)).ok()? {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok()?;
            if passed_over(&name) {
                continue;
            }
            let path = format!("{folder}/{name}");
            let kind = entry.file_type().ok()?;
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                files.push(path.into());
            } else {
                return None;
            }
        }
        files.sort();
        folders.sort();
        let before = known.folders.keys();
        let before: Vec<_> = before.filter(|path| folder_of(path) == folder).collect();
        folders.iter().eq(before).then_some(files)
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

impl Files for WarmFiles {
    fn root(&self) -> String {
        self.disk.root()
    }

    fn exists(&self) -> bool {
        self.disk.exists()
    }

    fn sites_below(&self) -> Vec<String> {
        self.disk.sites_below()
    }

    fn list(&self, under: &str) -> Listing {
        let known = self.lock().remove(under);
        let looked = known.and_then(|mut known| Some((self.look(&mut known, under)?, Some(known))));
        let (listing, known) = looked.unwrap_or_else(|| self.walk(under));
        if let Some(known) = known {
            self.lock().insert(under.to_owned(), known);
        }
        listing
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.disk.read(path)
    }

    fn origin(&self, path: &str) -> Origin {
        self.disk.origin(path)
    }
}

#[cfg(test)]
mod tests;
