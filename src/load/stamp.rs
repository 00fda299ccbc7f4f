//! What tells that a file is as it was, without reading it. Never part of a key or of a byte.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How old a time must be before it tells two states apart: file systems keep times coarsely, and
/// a file may be written twice within one tick.
const SETTLED: Duration = Duration::from_secs(2);

/// Size, times and identity of a file or folder.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    /// Where the system has them: device, inode, and when either was last changed.
    identity: [i64; 4],
}

impl Stamp {
    /// The stamp in what the system says of a file.
    pub fn of(meta: &Metadata) -> Self {
        Self {
            size: meta.len(),
            modified: meta.modified().ok(),
            identity: identity(meta),
        }
    }

    /// Which file or folder it is, whatever is in it: device and inode, where the system has them.
    pub fn place(&self) -> [i64; 2] {
        [self.identity[0], self.identity[1]]
    }

    /// Whether its times are old enough, at `moment`, to be different after the next change.
    pub fn is_settled(&self, moment: SystemTime) -> bool {
        let seconds = u64::try_from(self.identity[2]).unwrap_or_default();
        let changed = UNIX_EPOCH + Duration::from_secs(seconds);
        [self.modified, Some(changed)].into_iter().all(|time| {
            let age = time.and_then(|time| moment.duration_since(time).ok());
            age.is_some_and(|age| age > SETTLED)
        })
    }
}

#[cfg(unix)]
fn identity(meta: &Metadata) -> [i64; 4] {
    use std::os::unix::fs::MetadataExt;
    let number = |n: u64| i64::from_ne_bytes(n.to_ne_bytes());
    [
        number(meta.dev()),
        number(meta.ino()),
        meta.ctime(),
        meta.ctime_nsec(),
    ]
}

#[cfg(not(unix))]
fn identity(_meta: &Metadata) -> [i64; 4] {
    [0; 4]
}
