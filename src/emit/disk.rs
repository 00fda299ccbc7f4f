//! A site on disk: a new tree beside the output folder, exchanged with it at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::exchange::publish;
use super::manifest::{Manifest, NAME, digest, digest_of};
use super::work::{Refused, Work};
use super::{Body, Pieces, Sink, errors, foreign, is_safe, place};
use crate::base::diag::{Diagnostic, Diags};

mod pieces;

use self::pieces::Piecewise;

pub use super::exchange::Exchange;

/// Writes each body into a new tree. Dropped without [`DiskSink::commit`], it leaves nothing.
#[derive(Debug)]
pub struct DiskSink {
    /// The output folder as the person named it.
    shown: String,
    out: PathBuf,
    old: Manifest,
    tool: String,
    /// What the manifest is to say of what the tree was made of.
    inputs: String,
    work: Work,
    new: PathBuf,
    state: Mutex<State>,
}

#[derive(Default, Debug)]
struct State {
    /// Fingerprints and sizes.
    files: BTreeMap<String, (String, u64)>,
    /// Folders of the new tree that are there.
    folders: BTreeSet<String>,
    unchanged: usize,
    faults: Diags,
    /// Whether the disk has failed us; more of the same would only repeat the message.
    failed: bool,
}

/// What a run did to the output folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Changes {
    /// Files that are new or differ from before.
    pub written: usize,
    /// Files that are as they were.
    pub unchanged: usize,
    /// Files of ours that no longer exist.
    pub removed: usize,
    /// Files of other people that were kept.
    pub kept_foreign: usize,
    /// How the new tree came to its place.
    pub exchanged_how: Exchange,
}

impl DiskSink {
    /// Begins a new tree for `out`, the output folder of the site at `root`. `tool` names what
    /// writes it and is kept in the manifest: name and version, or their fingerprint.
    ///
    /// Refused if `out` is not ours (neither absent nor empty nor with our manifest), lies in or
    /// around what people wrote, is being written by another run, or cannot be written.
    pub fn begin(out: &Path, root: &Path, tool: &str) -> Result<Self, Diagnostic> {
        let shown = out.display().to_string();
        let out = place::resolve(out, root)?;
        // Asked before anything is made, so that a refusal leaves no trace.
        place::adopt(&out, &shown)?;
        let work = Work::begin(&out).map_err(|refused| match refused {
            Refused::Busy => errors::output_busy(&shown),
            Refused::System(error) => errors::cannot_write(&shown, &error),
        })?;
        // Asked again under the lock: another run may have ended, or one that was cut short may
        // have been put right, in between.
        let old = place::adopt(&out, &shown)?;
        let new = work.new_tree();
        Ok(Self {
            shown,
            out,
            old,
            tool: tool.to_owned(),
            inputs: String::new(),
            work,
            new,
            state: Mutex::default(),
        })
    }

    /// Whether there is a list of what is ours in `out`, whatever it says.
    pub fn is_marked(out: &Path) -> bool {
        out.join(NAME).is_file()
    }

    /// What `tool` made the tree in `out` of, and how many files that are, if nobody took or cut
    /// one of them since. Nothing is written, and no file is read but the manifest.
    pub fn whole(out: &Path, root: &Path, tool: &str) -> Option<(String, usize)> {
        let out = place::resolve(out, root).ok()?;
        let manifest = Manifest::read(&out).ok()??;
        let known = manifest.tool == tool && !manifest.inputs.is_empty();
        let files = manifest.files.len();
        (known && manifest.is_whole(&out)).then_some((manifest.inputs, files))
    }

    /// Lets the manifest say of what the tree is made; see [`DiskSink::whole`].
    pub fn made_of(&mut self, inputs: String) {
        self.inputs = inputs;
    }

    /// Puts the new tree in the place of the old one. Nothing is touched if any body could not be
    /// written, or if someone else's file is in the way.
    pub fn commit(self) -> Result<Changes, Diags> {
        let state = self
            .state
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        if !state.faults.is_empty() {
            return Err(state.faults);
        }
        let sizes = state.files.values().map(|(_, size)| *size).collect();
        let files = state.files.into_iter();
        let new = Manifest {
            tool: self.tool,
            inputs: self.inputs,
            files: files.map(|(path, (hash, _))| (path, hash)).collect(),
            sizes,
        };
        let gone = |path: &&String| !new.files.contains_key(*path);
        let mut changes = Changes {
            written: new.files.len() - state.unchanged,
            unchanged: state.unchanged,
            removed: self.old.files.keys().filter(gone).count(),
            kept_foreign: foreign::keep(&self.out, &self.old, &self.new)?,
            exchanged_how: Exchange::Untouched,
        };
        if changes.written > 0 || new != self.old {
            let how = publish(self.work, &self.out, &self.old, &new);
            changes.exchanged_how =
                how.map_err(|error| Diags::from_iter([errors::cannot_write(&self.shown, &error)]))?;
        }
        Ok(changes)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a body may be written here: not after the disk has failed, and not outside.
    fn admits(&self, path: &str) -> bool {
        let mut state = self.state();
        let fits = is_safe(path) && path != NAME;
        if !fits && !state.failed {
            state.faults.push(errors::bad_output_path(path));
        }
        fits && !state.failed
    }

    /// Remembers what became of a body; `fault` says what it means that the system refused.
    fn took(
        &self,
        path: &str,
        written: io::Result<Written>,
        fault: impl Fn(&io::Error) -> Diagnostic,
    ) {
        let mut state = self.state();
        match written {
            Ok(Written { hash, size, same }) => {
                state.unchanged += usize::from(same);
                state.files.insert(path.to_owned(), (hash, size));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                state.faults.push(errors::duplicate_output(path));
            }
            Err(error) => {
                state.failed = true;
                state.faults.push(fault(&error));
            }
        }
    }

    /// Writes one body.
    fn write(&self, path: &str, body: Body<'_>) -> io::Result<Written> {
        let target = self.new.join(path);
        self.make_folder(path)?;
        let (hash, size) = match body {
            Body::Bytes(bytes) => (digest_of(bytes), bytes.len() as u64),
            Body::File(file) => (digest(File::open(file)?)?, file.metadata()?.len()),
        };
        let hash = hash.to_string();
        if self.is_as_before(path, &hash) && fs::hard_link(self.out.join(path), &target).is_ok() {
            let same = true;
            return Ok(Written { hash, size, same });
        }
        let mut to = File::create_new(target)?;
        match body {
            Body::Bytes(bytes) => to.write_all(bytes)?,
            Body::File(file) => drop(io::copy(&mut File::open(file)?, &mut to)?),
        }
        let same = false;
        Ok(Written { hash, size, same })
    }

    /// Makes the folder of a file in the new tree, once.
    fn make_folder(&self, path: &str) -> io::Result<()> {
        let Some((folder, _)) = path.rsplit_once('/') else {
            return Ok(());
        };
        if self.state().folders.contains(folder) {
            return Ok(());
        }
        fs::create_dir_all(self.new.join(folder))?;
        self.state().folders.insert(folder.to_owned());
        Ok(())
    }

    /// Whether the published file at `path` has these very bytes, and not only the name of them:
    /// someone may have edited it.
    fn is_as_before(&self, path: &str, hash: &String) -> bool {
        let published = || {
            let path = self.out.join(path);
            let plain = path.symlink_metadata().is_ok_and(|meta| meta.is_file());
            plain
                .then(|| File::open(path).and_then(digest).ok())
                .flatten()
        };
        self.old.files.get(path) == Some(hash)
            && published().is_some_and(|published| published.to_string() == *hash)
    }
}

/// A body in the new tree.
struct Written {
    /// Its fingerprint.
    hash: String,
    /// Its size in bytes.
    size: u64,
    /// Whether it is as it was.
    same: bool,
}

impl Sink for DiskSink {
    fn put(&self, path: &str, body: Body<'_>) {
        if self.admits(path) {
            self.took(path, self.write(path, body), |error| match body {
                Body::File(from) if !from.is_file() => errors::asset_lost(path, error),
                _ => errors::cannot_write(path, error),
            });
        }
    }

    fn open(&self, path: &str) -> Box<dyn Pieces + '_> {
        Box::new(Piecewise::new(self, path))
    }
}

#[cfg(test)]
mod tests;
