//! Files and folders of other people in our output folder: they stay.

use std::fs;
use std::io;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::errors;
use super::manifest::{Manifest, NAME};
use crate::base::diag::{Diagnostic, Diags};

/// Brings all that is not ours from `out` into the tree `new`, by hard links where the system has
/// them. Returns how many files that were.
pub(super) fn keep(out: &Path, old: &Manifest, new: &Path) -> Result<usize, Diags> {
    if !out.is_dir() {
        return Ok(0);
    }
    let folders = old.folders();
    let mut kept = 0;
    let mut faults = Diags::default();
    let mut walk = WalkDir::new(out)
        .min_depth(1)
        .sort_by_file_name()
        .into_iter();
    while let Some(found) = walk.next() {
        let entry = match found {
            Ok(entry) => entry,
            Err(error) => {
                let path = error
                    .path()
                    .map(|path| relative(out, path))
                    .unwrap_or_default();
                faults.push(errors::cannot_write(&path, &error.into()));
                continue;
            }
        };
        let path = relative(out, entry.path());
        let is_folder = entry.file_type().is_dir();
        let ours = if is_folder {
            folders.contains(path.as_str())
        } else {
            path == NAME || old.files.contains_key(&path)
        };
        if ours {
            continue;
        }
        match bring(&entry, &path, new) {
            Ok(()) => kept += usize::from(!is_folder),
            Err(fault) => {
                faults.push(fault);
                if is_folder {
                    walk.skip_current_dir();
                }
            }
        }
    }
    if faults.is_empty() {
        Ok(kept)
    } else {
        Err(faults)
    }
}

fn relative(out: &Path, path: &Path) -> String {
    let below = path.strip_prefix(out).unwrap_or(path);
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Brings one entry; a fault if something of ours has taken its place, or a place above it.
fn bring(entry: &DirEntry, path: &str, new: &Path) -> Result<(), Diagnostic> {
    let above = Path::new(path)
        .ancestors()
        .skip(1)
        .map(|folder| new.join(folder));
    let blocked = above.into_iter().any(|folder| folder.is_file());
    // A name that is no Unicode text is shown by `path`, but kept as it is.
    let target = match entry.path().file_name() {
        Some(name) => new.join(path).with_file_name(name),
        None => new.join(path),
    };
    let taken = match target.symlink_metadata() {
        Ok(meta) => !(meta.is_dir() && entry.file_type().is_dir()),
        Err(_) => false,
    };
    if blocked || taken {
        return Err(errors::foreign_file_in_the_way(path));
    }
    place(entry, &target).map_err(|error| errors::cannot_write(path, &error))
}

fn place(entry: &DirEntry, target: &Path) -> io::Result<()> {
    if entry.file_type().is_dir() {
        fs::create_dir_all(target)?;
        // Best effort: a folder with other permissions is still the folder.
        let _ = fs::set_permissions(target, entry.metadata()?.permissions());
        return Ok(());
    }
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent)?;
    }
    match fs::hard_link(entry.path(), target) {
        Ok(()) => Ok(()),
        Err(_) if entry.path_is_symlink() => copy_link(entry.path(), target),
        Err(_) => fs::copy(entry.path(), target).map(drop),
    }
}

#[cfg(unix)]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

/// Elsewhere a link is one to a file or to a folder, and making either needs a privilege.
#[cfg(not(unix))]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to).map(drop)
}
