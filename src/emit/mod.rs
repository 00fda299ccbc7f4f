//! Floor 8: bytes to a place. Sees `base` only.
//!
//! Whatever makes bodies hands each to a [`Sink`] and drops it. A build hands them to
//! [`disk::DiskSink`], which makes a whole new tree beside the output folder and exchanges the two
//! only when it is told to; `serve` keeps them in [`memory::MemorySink`]; `check` drops them into
//! [`memory::NullSink`].
//!
//! Whatever happens before [`disk::DiskSink::commit`], the output folder is as it was.

pub mod disk;
pub mod errors;
mod exchange;
mod foreign;
pub mod manifest;
pub mod memory;
mod place;
mod work;

use std::path::Path;

/// Takes bodies by their path in the site; may be called from many threads.
///
/// A fault is kept and comes out at the end: whoever makes bodies has no use for it.
pub trait Sink: Sync {
    /// Takes the body at `path`: relative, with `/`, below the site's root.
    fn put(&self, path: &str, body: Body<'_>);

    /// Begins the body at `path`, whose bytes come piece by piece; it is taken when it ends.
    fn open(&self, path: &str) -> Box<dyn Pieces + '_>;
}

/// A body that comes piece by piece, since it is too large to be held whole.
pub trait Pieces: Send {
    /// Takes the next bytes.
    fn add(&mut self, bytes: &[u8]);
    /// Ends the body: it is all there.
    fn end(self: Box<Self>);
}

/// The bytes of one file of the site.
#[derive(Clone, Copy, Debug)]
pub enum Body<'a> {
    /// These.
    Bytes(&'a [u8]),
    /// Those of this file, which are copied.
    File(&'a Path),
}

/// Whether a path stays below the folder it is joined to, on every system: no `..`, nothing
/// absolute, no drive and no backslash.
pub fn is_safe(path: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part != "." && part != "..";
    path.split('/').all(part) && !path.contains(['\\', ':', '\0'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_below_the_root_are_safe() {
        for good in ["index.html", "plan/wip2/4-1.html", "assets/図.png", "a..b"] {
            assert!(is_safe(good), "{good}");
        }
        for bad in [
            "", "/a", "../a", "a/../b", "a//b", "a/", "./a", "C:a", "a\\b", "a\0",
        ] {
            assert!(!is_safe(bad), "{bad:?}");
        }
    }
}
