//! A folder that is listed again gives what a new listing gives, whatever was done to it.

use std::fs::{self, File};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use super::*;
use crate::load::snapshot::Snapshot;
use crate::load::texts::Texts;
use crate::load::{load, load_again};

/// Files that count what is read of them.
struct Counted<'a>(&'a WarmFiles, AtomicUsize);

impl Files for Counted<'_> {
    fn root(&self) -> String {
        self.0.root()
    }
    fn exists(&self) -> bool {
        self.0.exists()
    }
    fn sites_below(&self) -> Vec<String> {
        self.0.sites_below()
    }
    fn list(&self, under: &str) -> Listing {
        self.0.list(under)
    }
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.read(path)
    }
    fn origin(&self, path: &str) -> Origin {
        self.0.origin(path)
    }
}

/// A site on disk that is read again and again.
struct Site {
    dir: tempfile::TempDir,
    files: WarmFiles,
    texts: Texts,
}

impl Site {
    fn new() -> io::Result<Self> {
        let dir = tempfile::tempdir()?;
        let site = Self {
            files: WarmFiles::new(dir.path()),
            dir,
            texts: Texts::default(),
        };
        site.write("site.toml", "s")?;
        for name in ["a", "b/c", "b/d", "b/e/f"] {
            site.write(&format!("content/{name}.md"), name)?;
        }
        site.write("assets/x.txt", "x")?;
        Ok(site)
    }

    fn write(&self, path: &str, text: &str) -> io::Result<()> {
        let path = self.dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(self.dir.path()))?;
        fs::write(path, text)
    }

    /// Reads again; the same as reading for the first time. Says how many files were read.
    fn read(&mut self, what: &str) -> usize {
        self.files = self.files.again(Told::Anything);
        let counted = Counted(&self.files, AtomicUsize::default());
        let warm = load_again(&counted, &mut self.texts);
        let cold = load(&DiskFiles::new(self.dir.path()));
        let shown = |snapshot: &Snapshot| {
            let texts = snapshot
                .sources
                .iter()
                .map(|f| (f.path.clone(), f.text.clone()));
            let assets = snapshot.assets.clone();
            (texts.collect::<Vec<_>>(), assets, snapshot.unread.clone())
        };
        assert_eq!(shown(&warm.value.0), shown(&cold.value.0), "{what}");
        let faults = |diags: &crate::base::diag::Diags| diags.iter().cloned().collect::<Vec<_>>();
        assert_eq!(faults(&warm.diags), faults(&cold.diags), "{what}");
        counted.1.into_inner()
    }
}

#[test]
fn only_what_changed_is_read_again() -> io::Result<()> {
    let mut site = Site::new()?;
    assert_eq!(site.read("first"), 5);
    // What was just written may be written again within the same tick.
    assert_eq!(site.read("too young"), 5);
    thread::sleep(Duration::from_millis(3100));
    assert_eq!(site.read("old enough"), 5);
    assert_eq!(site.read("nothing"), 0);
    site.write("content/b/c.md", "C")?;
    assert_eq!(site.read("an edit"), 1);
    // The same size and the same time: the system still knows that it was changed.
    let path = site.dir.path().join("content/a.md");
    let time = fs::metadata(&path)?.modified()?;
    site.write("content/a.md", "A")?;
    File::options()
        .write(true)
        .open(&path)?
        .set_modified(time)?;
    assert_eq!(site.read("a hidden edit"), if cfg!(unix) { 2 } else { 1 });
    site.write("content/b/new.md", "new")?;
    site.read("a new file");
    fs::rename(
        site.dir.path().join("content/b/d.md"),
        site.dir.path().join("content/b/g.md"),
    )?;
    site.read("a renamed file");
    fs::remove_file(site.dir.path().join("content/b/g.md"))?;
    site.read("a removed file");
    fs::rename(
        site.dir.path().join("content/b/e"),
        site.dir.path().join("content/h"),
    )?;
    site.read("a moved folder");
    site.write("content/b/k/l/m.md", "deep")?;
    site.read("new folders");
    site.write("content/b/k/l/~$m.md", "left behind")?;
    site.write("content/b/strange.xlsx", "strange")?;
    site.read("files of other programs");
    fs::remove_dir_all(site.dir.path().join("content/b"))?;
    site.read("a removed folder");
    fs::remove_dir_all(site.dir.path().join("content"))?;
    site.read("no content");
    site.write("content/n.md", "n")?;
    site.read("content again");
    fs::remove_file(site.dir.path().join("site.toml"))?;
    site.read("no site");
    Ok(())
}

#[cfg(unix)]
#[test]
fn links_are_looked_at_each_time() -> io::Result<()> {
    use std::os::unix::fs::symlink;
    let mut site = Site::new()?;
    let outside = tempfile::tempdir()?;
    fs::write(outside.path().join("secret.md"), "secret")?;
    site.read("plain");
    let link = site.dir.path().join("content/link.md");
    symlink(site.dir.path().join("content/a.md"), &link)?;
    site.read("a link inside");
    fs::remove_file(&link)?;
    symlink(outside.path().join("secret.md"), &link)?;
    site.read("a link outside");
    fs::remove_file(&link)?;
    symlink(outside.path(), &link)?;
    site.read("a folder outside");
    // What was a file is a link now, and nothing else in its folder changed.
    let file = site.dir.path().join("content/b/c.md");
    fs::remove_file(&file)?;
    symlink(outside.path().join("secret.md"), &file)?;
    site.read("a file became a link");
    Ok(())
}

#[test]
fn a_walk_behind_finds_what_a_listing_missed() -> io::Result<()> {
    let mut site = Site::new()?;
    site.read("first");
    assert!(!site.files.forget_if_stale("content"));
    let lists = || site.files.lock();
    if let Some(known) = lists().get_mut("content") {
        // A listing that missed a file, and trusts its folder.
        let stamp = Stamp::of(&fs::metadata(site.dir.path().join("content/b"))?);
        known.folders.insert("content/b".to_owned(), Some(stamp));
        known.files.insert("content/b".to_owned(), Vec::new());
    }
    assert!(site.files.forget_if_stale("content"));
    site.read("after it was forgotten");
    assert!(!Stamp::of(&fs::metadata(site.dir.path())?).is_settled(SystemTime::now()));
    Ok(())
}

#[test]
fn what_is_told_is_looked_at_and_the_rest_is_as_it_was() -> io::Result<()> {
    let mut site = Site::new()?;
    site.read("first");
    let told = |names: &[&str]| Told::Only(names.iter().map(|name| (*name).to_owned()).collect());
    let sizes = |site: &mut Site, told: Told| -> Vec<(String, u64)> {
        site.files = site.files.again(told);
        let entries = site.files.list("content").entries.into_iter();
        entries.map(|e| (e.path.to_string(), e.size)).collect()
    };
    let before = sizes(&mut site, Told::Anything);
    site.write("content/b/c.md", "longer")?;
    site.write("content/b/d.md", "longer")?;
    let one = sizes(&mut site, told(&["content/b/c.md"]));
    let differ = |a: &[(String, u64)], b: &[(String, u64)]| {
        let pairs = a.iter().zip(b).filter(|(a, b)| a != b);
        pairs.map(|(a, _)| a.0.clone()).collect::<Vec<_>>()
    };
    assert_eq!(differ(&before, &one), ["content/b/c.md"]);
    // Others are found by the next look at everything, and what editors leave behind is nothing.
    let same = sizes(&mut site, told(&["content/b/.d.md.swp", "site.toml"]));
    assert_eq!(differ(&one, &same), Vec::<String>::new());
    let all = sizes(&mut site, Told::Anything);
    assert_eq!(differ(&before, &all), ["content/b/c.md", "content/b/d.md"]);
    // A name that is new, gone or of a folder: everything is looked at.
    site.write("content/new.md", "new")?;
    assert_eq!(sizes(&mut site, told(&["content/new.md"])).len(), 5);
    site.write("content/b/new.md", "new")?;
    assert_eq!(sizes(&mut site, told(&["content/b"])).len(), 6);
    fs::remove_file(site.dir.path().join("content/new.md"))?;
    assert_eq!(sizes(&mut site, told(&["content/new.md"])).len(), 5);
    Ok(())
}

#[test]
fn what_was_told_while_there_was_no_site_is_not_lost() -> io::Result<()> {
    let mut site = Site::new()?;
    thread::sleep(Duration::from_millis(3100));
    site.read("first");
    let home = site.dir.path().join("site.toml");
    let away = site.dir.path().join("site.away");
    let read = |site: &mut Site, name: &str| {
        site.files = site.files.again(Told::Only([name.to_owned()].into()));
        load_again(&site.files, &mut site.texts).value.0
    };
    fs::rename(&home, &away)?;
    site.write("content/a.md", "other")?;
    assert!(read(&mut site, "content/a.md").sources.is_empty());
    fs::rename(&away, &home)?;
    let snapshot = read(&mut site, "site.toml");
    let mut texts = snapshot.sources.iter();
    let text = texts.find(|file| &*file.path == "content/a.md");
    assert_eq!(text.map(|file| &*file.text), Some("other"));
    Ok(())
}
