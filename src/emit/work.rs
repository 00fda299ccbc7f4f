//! The folder beside the output in which a run makes its new tree, and the lock that lets only one
//! run at a time do so.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::manifest::NAME;
use crate::base::fingerprint::Fingerprint;

/// The new tree inside a run's folder.
const NEW: &str = "new";
/// The old tree, while it is out of the way between two renames.
const OLD: &str = "old";

/// A run's own folder. Dropping it removes it with all that is in it.
#[derive(Debug)]
pub(super) struct Work {
    folder: TempDir,
    _lock: Option<Lock>,
}

/// Why a run cannot begin.
#[derive(Debug)]
pub(super) enum Refused {
    /// Another run is writing to the same output folder.
    Busy,
    /// The system refused.
    System(io::Error),
}

impl Work {
    /// A fresh folder beside `out`, or among the system's temporary files where that is not
    /// possible. What earlier runs left behind when they were interrupted is cleared away first.
    pub(super) fn begin(out: &Path) -> Result<Self, Refused> {
        let hash = Fingerprint::of(out.as_os_str().as_encoded_bytes()).to_string();
        let stem = format!(".mieruka-{}", &hash[..16]);
        let beside = out
            .parent()
            .map(|parent| Self::begin_in(parent, &stem, Some(out)));
        match beside {
            Some(Err(Refused::System(_))) | None if out.is_dir() => {
                Self::begin_in(&std::env::temp_dir(), &stem, None)
            }
            Some(other) => other,
            None => Err(Refused::System(io::ErrorKind::NotFound.into())),
        }
    }

    fn begin_in(place: &Path, stem: &str, out: Option<&Path>) -> Result<Self, Refused> {
        fs::create_dir_all(place).map_err(Refused::System)?;
        let lock = Lock::take(place.join(format!("{stem}.lock")))?;
        let prefix = format!("{stem}-");
        if let (Some(out), true) = (out, lock.is_some()) {
            clear(place, &prefix, out);
        }
        let folder = tempfile::Builder::new().prefix(&prefix).tempdir_in(place);
        let folder = folder.map_err(Refused::System)?;
        fs::create_dir(folder.path().join(NEW)).map_err(Refused::System)?;
        Ok(Self {
            folder,
            _lock: lock,
        })
    }

    /// The new tree.
    pub(super) fn new_tree(&self) -> PathBuf {
        self.folder.path().join(NEW)
    }

    /// Where the old tree may be put.
    pub(super) fn old_tree(&self) -> PathBuf {
        self.folder.path().join(OLD)
    }

    /// Keeps the folder on disk: the next run finds the old tree in it.
    pub(super) fn leave(mut self) {
        self.folder.disable_cleanup(true);
    }
}

/// Removes the folders of runs that were interrupted. We hold the lock, so none of them lives.
/// A tree that was moved away and never replaced is put back.
fn clear(place: &Path, prefix: &str, out: &Path) {
    let entries = place.read_dir().into_iter().flatten().flatten();
    let ours = |name: &OsStr| name.as_encoded_bytes().starts_with(prefix.as_bytes());
    for entry in entries.filter(|entry| ours(&entry.file_name())) {
        let old = entry.path().join(OLD);
        if old.is_dir() && out.symlink_metadata().is_err() {
            let _ = fs::rename(&old, out);
        }
        // An old tree that nothing has replaced may hold files of other people.
        if old.is_dir() && !out.join(NAME).is_file() {
            continue;
        }
        // What cannot be removed now is tried again by the next run.
        let _ = fs::remove_dir_all(entry.path());
    }
}

/// A locked file. The system drops the lock when the process ends, however it ends.
#[derive(Debug)]
struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock; `None` on a file system that has no locks.
    fn take(path: PathBuf) -> Result<Option<Self>, Refused> {
        loop {
            let open = OpenOptions::new()
                .create(true)
                .write(true)
                .truncate(false)
                .open(&path);
            let file = open.map_err(Refused::System)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Refused::Busy),
                Err(TryLockError::Error(_)) => {
                    let _ = fs::remove_file(&path);
                    return Ok(None);
                }
            }
            // Between opening and locking, the run before us may have removed the file; a lock on
            // a file that nobody else can find locks nothing.
            if is_at(&file, &path) {
                return Ok(Some(Self { file, path }));
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), path.metadata()) {
        (Ok(a), Ok(b)) => (a.dev(), a.ino()) == (b.dev(), b.ino()),
        _ => false,
    }
}

/// Other systems do not remove a file that is open.
#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> bool {
    true
}
