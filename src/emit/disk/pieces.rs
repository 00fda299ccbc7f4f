//! Bodies that are written as they come: how many bytes they have, and whether they are as they
//! were, is known at their end.

use std::fs::{self, File};
use std::io::{self, Write};

use super::super::manifest::Digest;
use super::super::{Pieces, errors};
use super::{DiskSink, Written};
use crate::base::fingerprint::Fingerprint;

/// A body that is written as it comes.
pub(super) struct Piecewise<'a> {
    sink: &'a DiskSink,
    path: String,
    /// The file of the new tree, or why there is none; nothing where the body is not admitted.
    file: Option<io::Result<File>>,
    digest: Digest,
    size: u64,
}

impl<'a> Piecewise<'a> {
    pub(super) fn new(sink: &'a DiskSink, path: &str) -> Self {
        let create = || {
            sink.make_folder(path)?;
            File::create_new(sink.new.join(path))
        };
        Self {
            sink,
            path: path.to_owned(),
            file: sink.admits(path).then(create),
            digest: Digest::default(),
            size: 0,
        }
    }

    /// Puts the published file, which has the same bytes, in the place of ours.
    fn link(&self) -> io::Result<()> {
        let Self { sink, path, .. } = self;
        // In this run's own folder, beside the new tree, where no body stands; under a name of its
        // own, since bodies end at the same time.
        let name = Fingerprint::of(path.as_bytes()).to_string();
        let link = sink.new.with_file_name(name);
        fs::hard_link(sink.out.join(path), &link)?;
        fs::rename(link, sink.new.join(path))
    }
}

impl Pieces for Piecewise<'_> {
    fn add(&mut self, bytes: &[u8]) {
        let Some(Ok(file)) = &mut self.file else {
            return;
        };
        self.digest.add(bytes);
        self.size += bytes.len() as u64;
        if let Err(error) = file.write_all(bytes) {
            self.file = Some(Err(error));
        }
    }

    fn end(mut self: Box<Self>) {
        let Some(file) = self.file.take() else { return };
        let hash = std::mem::take(&mut self.digest).end().to_string();
        let written = file.map(|_| Written {
            same: self.sink.is_as_before(&self.path, &hash) && self.link().is_ok(),
            size: self.size,
            hash,
        });
        let fault = |error: &io::Error| errors::cannot_write(&self.path, error);
        self.sink.took(&self.path, written, fault);
    }
}

/// One that does not end is no body.
impl Drop for Piecewise<'_> {
    fn drop(&mut self) {
        if matches!(self.file, Some(Ok(_))) {
            // What cannot be removed now is in nobody's manifest.
            let _ = fs::remove_file(self.sink.new.join(&self.path));
        }
    }
}
