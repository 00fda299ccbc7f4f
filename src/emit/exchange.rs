//! Puts a new tree in the place of the old one, in as few steps as the system allows.

use std::fs;
use std::io;
use std::path::Path;

use super::manifest::Manifest;
use super::work::Work;

/// How the new tree came to its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exchange {
    /// Nothing had changed, so nothing was touched.
    Untouched,
    /// There was no output folder before.
    Created,
    /// In one step: at no moment was there anything but a whole site.
    Swapped,
    /// In two steps: for a moment there was no site.
    Renamed,
    /// File by file: for a while there was a mixture of the old site and the new one.
    Copied,
}

/// Exchanges the new tree in `work` with `out`. On an error the old tree is as it was, unless it
/// was the copy that failed, which the next run completes.
pub(super) fn publish(
    work: Work,
    out: &Path,
    old: &Manifest,
    new: &Manifest,
) -> io::Result<Exchange> {
    let tree = work.new_tree();
    new.write(&tree)?;
    if !out.exists() {
        return match fs::rename(&tree, out) {
            Ok(()) => Ok(Exchange::Created),
            Err(_) => copy(&tree, out, old, new),
        };
    }
    // The folder itself stays as open or closed as it was.
    let _ = out
        .metadata()
        .and_then(|meta| fs::set_permissions(&tree, meta.permissions()));
    if swap(&tree, out).is_ok() {
        return Ok(Exchange::Swapped);
    }
    match rename_twice(&tree, out, &work.old_tree()) {
        Ok(true) => Ok(Exchange::Renamed),
        Ok(false) => copy(&tree, out, old, new),
        Err(error) => {
            work.leave();
            Err(error)
        }
    }
}

/// Both at once (`renameat2` with `RENAME_EXCHANGE`, `renamex_np` with `RENAME_SWAP`).
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn swap(tree: &Path, out: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, tree, CWD, out, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn swap(_tree: &Path, _out: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Moves `out` to `aside` and `tree` to `out`; `false` if the system does not move them and all is
/// as before. An error means that the old tree is aside and could not be put back.
fn rename_twice(tree: &Path, out: &Path, aside: &Path) -> io::Result<bool> {
    if fs::rename(out, aside).is_err() {
        return Ok(false);
    }
    if fs::rename(tree, out).is_ok() {
        return Ok(true);
    }
    fs::rename(aside, out).map(|()| false)
}

/// Makes `out` into a copy of `tree`, leaving what is not ours where it is.
///
/// The manifest is written first with everything that is or will be ours, so that a run that ends
/// in between leaves nothing that the next run would take for someone else's, and last as it is.
fn copy(tree: &Path, out: &Path, old: &Manifest, new: &Manifest) -> io::Result<Exchange> {
    fs::create_dir_all(out)?;
    let mut both = new.clone();
    both.files.extend(old.files.clone());
    both.write(out)?;
    for path in old
        .files
        .keys()
        .filter(|path| !new.files.contains_key(*path))
    {
        remove(out, path)?;
    }
    let changed = new
        .files
        .iter()
        .filter(|(path, hash)| old.files.get(*path) != Some(*hash) || !out.join(path).is_file());
    for (path, _) in changed {
        let target = out.join(path);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        // Never through a hard link.
        if target.symlink_metadata().is_ok() {
            fs::remove_file(&target)?;
        }
        fs::copy(tree.join(path), target)?;
    }
    new.write(out)?;
    Ok(Exchange::Copied)
}

/// Removes a file of ours and the folders that are empty without it.
fn remove(out: &Path, path: &str) -> io::Result<()> {
    match fs::remove_file(out.join(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut rest = path;
    while let Some((folder, _)) = rest.rsplit_once('/') {
        if fs::remove_dir(out.join(folder)).is_err() {
            break;
        }
        rest = folder;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(folder: &Path, files: &[(&str, &str)]) -> io::Result<Manifest> {
        let mut manifest = Manifest::default();
        for (path, text) in files {
            let target = folder.join(path);
            fs::create_dir_all(target.parent().unwrap_or(folder))?;
            fs::write(target, text)?;
            manifest
                .files
                .insert((*path).to_owned(), (*text).to_owned());
        }
        manifest.write(folder)?;
        Ok(manifest)
    }

    #[test]
    fn a_copy_replaces_what_is_ours_and_nothing_else() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let (new, out) = (dir.path().join("new"), dir.path().join("out"));
        let before = tree(
            &out,
            &[("a", "1"), ("same", "s"), ("gone/x", "x"), ("b/c", "1")],
        )?;
        let after = tree(
            &new,
            &[("a", "2"), ("same", "s"), ("b", "now a file"), ("d/e", "1")],
        )?;
        fs::write(out.join("theirs"), "t")?;
        assert_eq!(copy(&new, &out, &before, &after)?, Exchange::Copied);
        assert_eq!(Manifest::read(&out)?, Some(after));
        assert_eq!(fs::read_to_string(out.join("a"))?, "2");
        assert_eq!(fs::read_to_string(out.join("b"))?, "now a file");
        assert_eq!(fs::read_to_string(out.join("theirs"))?, "t");
        assert!(!out.join("gone").exists() && out.join("d/e").exists());
        Ok(())
    }

    #[test]
    fn two_renames_move_both_trees_or_none() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let at = |name: &str| dir.path().join(name);
        tree(&at("out"), &[("a", "old")])?;
        tree(&at("new"), &[("a", "new")])?;
        assert!(!rename_twice(&at("missing"), &at("out"), &at("aside"))?);
        assert_eq!(fs::read_to_string(at("out").join("a"))?, "old");
        assert!(rename_twice(&at("new"), &at("out"), &at("aside"))?);
        assert_eq!(fs::read_to_string(at("out").join("a"))?, "new");
        assert_eq!(fs::read_to_string(at("aside").join("a"))?, "old");
        Ok(())
    }
}
