//! What was read before, and whether it need be read again.

use std::sync::Arc;
use std::time::SystemTime;

use foldhash::{HashMap, HashSet};

use super::snapshot::Snapshot;
use super::stamp::Stamp;
use crate::base::source::SourceFile;

/// Texts of files that were sound, with the state in which they were read.
#[derive(Default, Debug)]
pub struct Texts {
    known: HashMap<Arc<str>, Known>,
}

#[derive(Debug)]
struct Known {
    stamp: Stamp,
    file: SourceFile,
}

impl Texts {
    /// The text of the file at `path`, if it is known and was read in this state.
    pub(super) fn get(&self, path: &str, stamp: Option<Stamp>) -> Option<SourceFile> {
        let known = self.known.get(path)?;
        (Some(known.stamp) == stamp).then(|| known.file.clone())
    }

    /// Remembers a text that was read at the moment `read`. One whose time is too young to differ
    /// after the next change is not trusted; nor is one without a state.
    pub(super) fn add(
        &mut self,
        file: &SourceFile,
        stamp: Option<Stamp>,
        read: Option<SystemTime>,
    ) {
        let Some(read) = read else { return };
        let settled = stamp.filter(|stamp| stamp.is_settled(read));
        match settled {
            Some(stamp) => {
                let file = file.clone();
                self.known
                    .insert(Arc::clone(&file.path), Known { stamp, file });
            }
            None => {
                self.known.remove(&file.path);
            }
        }
    }

    /// Forgets other files than these, once there are more than these are.
    pub(super) fn keep(&mut self, snapshot: &Snapshot) {
        let (sources, themes) = (&snapshot.sources, &snapshot.themes);
        if self.known.len() > sources.len() + themes.len() {
            let files = sources.iter().chain(themes);
            let paths: HashSet<&str> = files.map(|file| &*file.path).collect();
            self.known.retain(|path, _| paths.contains(&**path));
        }
    }
}
