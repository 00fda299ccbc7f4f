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
}

/// The bytes of one file of the site.
#[derive(Clone, Copy, Debug)]
pub enum Body<'a> {
    /// These.
    Bytes(&'a [u8]),
    /// These, one behind the other.
    Parts(&'a [&'a [u8]]),
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
