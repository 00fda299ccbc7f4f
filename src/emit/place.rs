//! Which folder the output folder really is, and whether we may write there.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::errors;
use super::manifest::{Manifest, NAME};
use crate::base::diag::Diagnostic;

/// The folders of a site that hold what people wrote.
const WRITTEN_BY_PEOPLE: &[&str] = &["content", "themes", "assets"];

/// Files that systems leave in a folder nobody uses yet.
const NOTHING: &[&str] = &[".DS_Store", ".gitkeep", "Thumbs.db", "desktop.ini"];

/// The output folder without links, even if it does not exist yet; refused where it would lie in,
/// or around, what people wrote below `root`.
pub(super) fn resolve(out: &Path, root: &Path) -> Result<PathBuf, Diagnostic> {
    let shown = out.display().to_string();
    let real = follow(out).map_err(|error| errors::cannot_write(&shown, &error))?;
    let root = follow(root).map_err(|error| errors::cannot_write(&shown, &error))?;
    let inside = WRITTEN_BY_PEOPLE.iter().find(|folder| {
        let folder = root.join(folder);
        real.starts_with(folder.canonicalize().unwrap_or(folder))
    });
    match inside {
        Some(folder) => Err(errors::output_inside_source(&shown, folder)),
        None if root.starts_with(&real) => Err(errors::output_around_source(&shown)),
        None => Ok(real),
    }
}

/// The path without links; parts that do not exist yet are kept as they are written.
fn follow(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut existing = absolute.as_path();
    let mut missing: Vec<OsString> = Vec::new();
    loop {
        match existing.canonicalize() {
            Ok(real) => {
                return Ok(missing
                    .into_iter()
                    .rev()
                    .fold(real, |path, part| path.join(part)));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        // A link to nowhere must not be taken for a folder that is not there yet.
        let (false, Some(name), Some(parent)) = (
            existing.is_symlink(),
            existing.file_name(),
            existing.parent(),
        ) else {
            return Err(io::ErrorKind::NotFound.into());
        };
        missing.push(name.to_owned());
        existing = parent;
    }
}

/// What is ours in the output folder: nothing if it is absent or empty. A folder with anything
/// else in it is not ours.
pub(super) fn adopt(out: &Path, shown: &str) -> Result<Manifest, Diagnostic> {
    let cannot = |error: io::Error| errors::cannot_write(shown, &error);
    match out.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Manifest::default()),
        Err(error) => return Err(cannot(error)),
        Ok(meta) if !meta.is_dir() => return Err(errors::output_is_a_file(shown)),
        Ok(_) => {}
    }
    match Manifest::read(out) {
        Ok(Some(manifest)) => return Ok(manifest),
        Ok(None) => {}
        Err(_) => return Err(errors::manifest_damaged(shown, NAME)),
    }
    let mut names = Vec::new();
    for entry in out.read_dir().map_err(cannot)? {
        names.push(
            entry
                .map_err(cannot)?
                .file_name()
                .to_string_lossy()
                .into_owned(),
        );
    }
    names.sort();
    match names
        .into_iter()
        .find(|name| !NOTHING.contains(&name.as_str()))
    {
        Some(found) => Err(errors::output_not_ours(shown, &found, NAME)),
        None => Ok(Manifest::default()),
    }
}
