//! Tells that something below the site's root changed, by the system's events and by looking.
//!
//! Events come at once, but not from every file system and not after a folder was replaced. So the
//! folders themselves are looked at several times a second, and whoever acts on the signal also
//! looks at all files now and then (`engine.rs`).

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use notify::event::ModifyKind;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::signal::Signal;
use crate::load::SITE_FILE;
use crate::load::stamp::Stamp;
use crate::load::warm::Told;

/// How often the folders are looked at.
const HEARTBEAT: Duration = Duration::from_millis(200);

/// What is watched below the root: nothing else there is ours to read.
const WATCHED: [&str; 4] = [SITE_FILE, "content", "themes", "assets"];

/// Watches the site at `root` as long as the program runs, and raises `signal`.
pub(super) fn start(root: PathBuf, signal: Arc<Signal>) {
    thread::spawn(move || {
        let lost = Arc::new(AtomicBool::new(true));
        let mut seen = Vec::new();
        let mut watcher = None;
        loop {
            let now = identities(&root);
            if lost.swap(false, Ordering::Relaxed) || now != seen {
                seen = now;
                // The watcher of a folder that is gone says nothing of one that took its place.
                drop(watcher.take());
                watcher = arm(&root, &signal, &lost);
                // Whatever happened before it was armed is found by looking.
                signal.raise(Told::Anything);
            }
            thread::sleep(HEARTBEAT);
        }
    });
}

/// Which folder each watched name is, if any. A file is another one each time that it is saved by
/// renaming; its name is watched, in the root.
fn identities(root: &Path) -> Vec<Option<[i64; 2]>> {
    let place = |path: &PathBuf| {
        let meta = path.metadata().ok().filter(std::fs::Metadata::is_dir)?;
        Some(Stamp::of(&meta).place())
    };
    watched(root).iter().map(place).collect()
}

/// The root and all that is watched below it.
fn watched(root: &Path) -> Vec<PathBuf> {
    let below = WATCHED.iter().map(|name| root.join(name));
    std::iter::once(root.to_owned()).chain(below).collect()
}

/// A watcher of what is there now; `None` if the system has none, or none left. It says when a
/// watched folder is `lost`: what takes its place may look like it in every way.
fn arm(root: &Path, signal: &Arc<Signal>, lost: &Arc<AtomicBool>) -> Option<RecommendedWatcher> {
    let (signal, lost) = (Arc::clone(signal), Arc::clone(lost));
    let (home, folders) = (root.to_owned(), watched(root));
    let tell = move |event: notify::Result<Event>| {
        // Such as a new folder that the system has no room left to watch.
        let Ok(event) = event else {
            return signal.raise(Told::Anything);
        };
        let moved = matches!(
            event.kind,
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        );
        if moved && event.paths.iter().any(|path| folders.contains(path)) {
            lost.store(true, Ordering::Relaxed);
        }
        if matters(&event, &home) {
            signal.raise(told(&event, &home));
        }
    };
    let mut watcher = notify::recommended_watcher(tell).ok()?;
    // The root itself for `site.toml`, which editors replace; not what is below its other folders.
    watcher.watch(root, RecursiveMode::NonRecursive).ok()?;
    for name in WATCHED.iter().skip(1) {
        let folder = root.join(name);
        if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive).ok()?;
        }
    }
    Some(watcher)
}

/// Whether an event may mean a change of the site. Reading is no change: else every run would
/// start the next one.
fn matters(event: &Event, root: &Path) -> bool {
    if matches!(event.kind, EventKind::Access(_)) {
        return false;
    }
    let ours = |path: &PathBuf| match path.strip_prefix(root) {
        Ok(below) => below
            .iter()
            .next()
            .is_none_or(|name| WATCHED.iter().any(|watched| name == *watched)),
        Err(_) => true,
    };
    event.need_rescan() || event.paths.is_empty() || event.paths.iter().any(ours)
}

/// Which files an event is about. Whether they are files of the site is for others to find out.
fn told(event: &Event, root: &Path) -> Told {
    let relative = |path: &PathBuf| {
        let below = path.strip_prefix(root).ok()?;
        let names: Option<Vec<&str>> = below.iter().map(OsStr::to_str).collect();
        Some(names?.join("/"))
    };
    let paths: Option<BTreeSet<String>> = event.paths.iter().map(relative).collect();
    match paths {
        Some(paths) if !paths.is_empty() && !event.need_rescan() => Told::Only(paths),
        _ => Told::Anything,
    }
}

/// Whether the file system of `root` is one that gives no events for what others change: shared
/// over a network, or with another system.
pub(super) fn is_remote(root: &Path) -> bool {
    remote(root).unwrap_or(false)
}

#[cfg(target_os = "linux")]
fn remote(root: &Path) -> Option<bool> {
    /// NFS, SMB, SMB 2, CIFS, 9P (as in WSL), FUSE, VirtualBox, AFS, Coda, NCP.
    const REMOTE: [u64; 10] = [
        0x6969,
        0x517b,
        0xfe53_4d42,
        0xff53_4d42,
        0x0102_1997,
        0x6573_5546,
        0x786f_4256,
        0x5346_414f,
        0x7375_7245,
        0x564c,
    ];
    let folder = root.ancestors().find(|path| path.exists())?;
    let kind = rustix::fs::statfs(folder).ok()?.f_type;
    let kind = u64::try_from(kind).ok()? & 0xffff_ffff;
    Some(REMOTE.contains(&kind))
}

#[cfg(not(target_os = "linux"))]
fn remote(_root: &Path) -> Option<bool> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, CreateKind};

    #[test]
    fn only_changes_of_the_site_matter() {
        let root = Path::new("/site");
        let event = |kind, path: &str| matters(&Event::new(kind).add_path(path.into()), root);
        let create = EventKind::Create(CreateKind::File);
        assert!(event(create, "/site/content/a.toml"));
        assert!(event(create, "/site/site.toml"));
        assert!(event(EventKind::Any, "/site"));
        assert!(!event(create, "/site/public/index.html"));
        let read = EventKind::Access(AccessKind::Read);
        assert!(!event(read, "/site/content/a.toml"));
    }

    #[test]
    fn an_event_names_files_or_anything() {
        let of = |path: &str| {
            let event = Event::new(EventKind::Any).add_path(path.into());
            told(&event, Path::new("/site"))
        };
        let file = "content/a.md".to_owned();
        assert_eq!(of("/site/content/a.md"), Told::Only([file].into()));
        assert_eq!(of("/elsewhere/a.md"), Told::Anything);
        let nothing = Event::new(EventKind::Any);
        assert_eq!(told(&nothing, Path::new("/site")), Told::Anything);
    }
}
