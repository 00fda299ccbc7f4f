//! What happens to an output folder, whatever happens.

use super::*;

type Tested = Result<(), Box<dyn std::error::Error>>;

/// A site's root in a folder of its own, with an output folder `public`.
struct Site {
    dir: tempfile::TempDir,
}

impl Site {
    fn new() -> io::Result<Self> {
        let dir = tempfile::tempdir()?;
        for folder in ["content", "assets", "themes"] {
            fs::create_dir(dir.path().join(folder))?;
        }
        Ok(Self { dir })
    }

    fn root(&self) -> &Path {
        self.dir.path()
    }

    fn out(&self) -> PathBuf {
        self.root().join("public")
    }

    fn begin(&self) -> Result<DiskSink, Diagnostic> {
        DiskSink::begin(&self.out(), self.root(), "test 1")
    }

    fn build(&self, files: &[(&str, &str)]) -> Result<Changes, Vec<&'static str>> {
        let sink = self.begin().map_err(|fault| vec![fault.code.name])?;
        for (path, text) in files {
            sink.put(path, Body::Bytes(text.as_bytes()));
        }
        sink.commit()
            .map_err(|faults| faults.iter().map(|fault| fault.code.name).collect())
    }

    /// The output: paths and texts, without the manifest.
    fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        for entry in walkdir::WalkDir::new(self.out())
            .sort_by_file_name()
            .into_iter()
            .flatten()
        {
            let path = entry
                .path()
                .strip_prefix(self.out())
                .unwrap_or(entry.path());
            let path = path.to_string_lossy().into_owned();
            if !entry.file_type().is_dir() && path != NAME {
                files.push((path, fs::read_to_string(entry.path()).unwrap_or_default()));
            }
        }
        files
    }

    /// What lies beside the output, our own leftovers included.
    fn beside(&self) -> Vec<String> {
        let entries = self.root().read_dir().into_iter().flatten().flatten();
        let mut names: Vec<_> = entries
            .map(|e| e.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

fn failed(result: Result<Changes, Vec<&'static str>>) -> Vec<&'static str> {
    result.err().unwrap_or_default()
}

const FIRST: &[(&str, &str)] = &[
    ("index.html", "1"),
    ("plan/a.html", "a"),
    ("plan/old.html", "o"),
];
const SECOND: &[(&str, &str)] = &[
    ("index.html", "2"),
    ("plan/a.html", "a"),
    ("new/b.html", "b"),
];
const CLEAN: &[&str] = &["assets", "content", "public", "themes"];

#[test]
fn builds_replace_each_other_and_leave_nothing_beside() -> Tested {
    let site = Site::new()?;
    let changes = site.build(FIRST).map_err(|e| format!("{e:?}"))?;
    assert_eq!(
        (changes.written, changes.exchanged_how),
        (3, Exchange::Created)
    );
    let changes = site.build(SECOND).map_err(|e| format!("{e:?}"))?;
    assert_eq!(
        (changes.written, changes.unchanged, changes.removed),
        (2, 1, 1)
    );
    assert_ne!(changes.exchanged_how, Exchange::Copied);
    let mut expected = owned(SECOND);
    expected.sort();
    assert_eq!(site.files(), expected);
    assert_eq!(site.beside(), CLEAN);
    Ok(())
}

#[cfg(unix)]
#[test]
fn nothing_new_touches_nothing() -> Tested {
    use std::os::unix::fs::MetadataExt;
    let site = Site::new()?;
    let inode = || fs::metadata(site.out()).map(|meta| meta.ino());
    site.build(FIRST).map_err(|e| format!("{e:?}"))?;
    let before = inode()?;
    let changes = site.build(FIRST).map_err(|e| format!("{e:?}"))?;
    assert_eq!((changes.written, changes.unchanged), (0, 3));
    assert_eq!(
        (changes.exchanged_how, inode()?),
        (Exchange::Untouched, before)
    );
    fs::write(site.out().join("index.html"), "edited")?;
    let changes = site.build(FIRST).map_err(|e| format!("{e:?}"))?;
    assert_eq!(changes.written, 1);
    assert_eq!(site.files(), owned(FIRST));
    Ok(())
}

#[test]
fn a_run_that_is_dropped_changes_nothing() -> Tested {
    let site = Site::new()?;
    site.build(FIRST).map_err(|e| format!("{e:?}"))?;
    let sink = site.begin().map_err(|e| format!("{e:?}"))?;
    sink.put("index.html", Body::Bytes(b"2"));
    drop(sink);
    assert_eq!(site.files(), owned(FIRST));
    assert_eq!(site.beside(), CLEAN);
    Ok(())
}

#[test]
fn other_peoples_files_and_folders_stay() -> Tested {
    let site = Site::new()?;
    site.build(FIRST).map_err(|e| format!("{e:?}"))?;
    fs::create_dir_all(site.out().join("empty/folder"))?;
    fs::create_dir_all(site.out().join(".git/objects"))?;
    fs::write(site.out().join(".git/objects/x"), "x")?;
    fs::write(site.out().join("plan/theirs.html"), "t")?;
    let changes = site.build(SECOND).map_err(|e| format!("{e:?}"))?;
    assert_eq!(changes.kept_foreign, 2);
    let mut expected = owned(SECOND);
    expected.extend(owned(&[(".git/objects/x", "x"), ("plan/theirs.html", "t")]));
    expected.sort();
    assert_eq!(site.files(), expected);
    assert!(site.out().join("empty/folder").is_dir());
    Ok(())
}

#[test]
fn other_peoples_files_in_the_way_stop_the_build() -> Tested {
    let site = Site::new()?;
    site.build(&[("index.html", "1")])
        .map_err(|e| format!("{e:?}"))?;
    fs::write(site.out().join("b.html"), "theirs")?;
    fs::write(site.out().join("plan"), "theirs")?;
    fs::create_dir(site.out().join("c.html"))?;
    let wanted = [
        ("index.html", "2"),
        ("b.html", "b"),
        ("plan/a.html", "a"),
        ("c.html", "c"),
    ];
    assert_eq!(failed(site.build(&wanted)), ["foreign-file-in-the-way"; 3]);
    let expected = owned(&[
        ("b.html", "theirs"),
        ("index.html", "1"),
        ("plan", "theirs"),
    ]);
    assert_eq!(site.files(), expected);
    assert_eq!(site.beside(), CLEAN);
    Ok(())
}

#[test]
fn a_folder_that_is_not_ours_is_refused_until_it_is_handed_over() -> Tested {
    let site = Site::new()?;
    fs::create_dir(site.out())?;
    fs::write(site.out().join(".gitkeep"), "")?;
    site.build(FIRST)
        .map_err(|e| format!("an empty folder is ours: {e:?}"))?;
    fs::remove_file(site.out().join(NAME))?;
    assert_eq!(failed(site.build(SECOND)), ["output-not-ours"]);
    fs::write(site.out().join(NAME), "not json")?;
    assert_eq!(failed(site.build(SECOND)), ["output-not-ours"]);
    fs::write(site.out().join(NAME), "")?;
    assert_eq!(failed(site.build(SECOND)), ["foreign-file-in-the-way"; 2]);
    fs::remove_dir_all(site.out())?;
    fs::write(site.out(), "a file")?;
    assert_eq!(failed(site.build(SECOND)), ["output-not-ours"]);
    assert_eq!(site.beside(), CLEAN);
    Ok(())
}

#[test]
fn outputs_in_or_around_the_sources_are_refused() -> Tested {
    let site = Site::new()?;
    let root = site.root();
    let outside = root.parent().ok_or("a temporary folder has a parent")?;
    let outs = [
        root.join("content/x/y"),
        root.join("assets"),
        root.join("a/../themes/t"),
        root.to_owned(),
        outside.to_owned(),
    ];
    fs::create_dir(root.join("a"))?;
    for out in outs {
        let code = DiskSink::begin(&out, root, "test")
            .err()
            .map(|fault| fault.code.name);
        assert_eq!(code, Some("output-inside-source"), "{}", out.display());
    }
    assert!(!root.join("content/x").exists());
    Ok(())
}

#[test]
fn paths_cannot_leave_the_output_and_are_written_once() -> Tested {
    let site = Site::new()?;
    let codes = failed(site.build(&[
        ("../evil", ""),
        ("/evil", ""),
        (NAME, ""),
        ("a", "1"),
        ("a", "2"),
    ]));
    let bad = "bad-output-path";
    assert_eq!(codes, [bad, bad, bad, "duplicate-output"]);
    assert_eq!(site.beside(), ["assets", "content", "themes"]);
    Ok(())
}

#[test]
fn one_run_at_a_time() -> Tested {
    let site = Site::new()?;
    let first = site.begin().map_err(|e| format!("{e:?}"))?;
    first.put("index.html", Body::Bytes(b"1"));
    assert_eq!(failed(site.build(FIRST)), ["output-busy"]);
    first.commit().map_err(|e| format!("{e:?}"))?;
    site.build(FIRST).map_err(|e| format!("{e:?}"))?;
    Ok(())
}

#[test]
fn many_runs_at_once_leave_one_whole_site() -> Tested {
    let site = Site::new()?;
    site.build(FIRST).map_err(|e| format!("{e:?}"))?;
    std::thread::scope(|scope| {
        for n in 0..8 {
            let site = &site;
            scope.spawn(move || {
                for _ in 0..20 {
                    let text = n.to_string();
                    let _ =
                        site.build(&[("a.html", &text), ("b.html", &text), ("c/d.html", &text)]);
                }
            });
        }
    });
    let files = site.files();
    assert_eq!(files.len(), 3, "{files:?}");
    assert!(
        files.iter().all(|(_, text)| *text == files[0].1),
        "{files:?}"
    );
    assert_eq!(site.beside(), CLEAN);
    Ok(())
}

#[test]
fn what_an_interrupted_run_left_is_cleared_and_put_right() -> Tested {
    let site = Site::new()?;
    site.build(FIRST).map_err(|e| format!("{e:?}"))?;
    let sink = site.begin().map_err(|e| format!("{e:?}"))?;
    let left = sink
        .new
        .parent()
        .ok_or("the new tree has a parent")?
        .to_owned();
    drop(sink);
    // As if the power had failed between the two renames.
    fs::create_dir_all(left.join("new"))?;
    fs::rename(site.out(), left.join("old"))?;
    drop(site.begin().map_err(|e| format!("{e:?}"))?);
    assert_eq!(site.files(), owned(FIRST));
    assert_eq!(site.beside(), CLEAN);
    Ok(())
}

#[test]
fn bodies_come_from_files_and_many_threads() -> Tested {
    let site = Site::new()?;
    let asset = site.root().join("assets/a.txt");
    fs::write(&asset, "asset")?;
    let sink = site.begin().map_err(|e| format!("{e:?}"))?;
    std::thread::scope(|scope| {
        for n in 0..4 {
            let (sink, asset) = (&sink, &asset);
            scope.spawn(move || {
                for m in 0..50 {
                    sink.put(&format!("{n}/{m}.txt"), Body::File(asset));
                }
            });
        }
    });
    assert_eq!(sink.commit().map_err(|e| format!("{e:?}"))?.written, 200);
    fs::write(&asset, "changed")?;
    assert!(site.files().iter().all(|(_, text)| text == "asset"));
    let sink = site.begin().map_err(|e| format!("{e:?}"))?;
    sink.put("a.txt", Body::File(&site.root().join("assets/gone.txt")));
    let faults = sink.commit().err().ok_or("a lost asset is a fault")?;
    assert!(faults.iter().all(|fault| fault.code.name == "asset-lost"));
    assert_eq!(site.files().len(), 200);
    Ok(())
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_is_a_link_is_followed() -> Tested {
    let site = Site::new()?;
    let target = tempfile::tempdir()?;
    let real = target.path().join("www");
    fs::create_dir(&real)?;
    std::os::unix::fs::symlink(&real, site.out())?;
    site.build(FIRST).map_err(|e| format!("{e:?}"))?;
    assert!(site.out().is_symlink());
    assert_eq!(fs::read_to_string(real.join("index.html"))?, "1");
    fs::remove_dir_all(&real)?;
    assert_eq!(failed(site.build(FIRST)), ["cannot-write"]);
    Ok(())
}

#[test]
fn bodies_in_pieces_are_written_once_and_known_again() -> Tested {
    let site = Site::new()?;
    let build = |text: &str| {
        let sink = site.begin().map_err(|fault| fault.code.name)?;
        std::thread::scope(|scope| {
            for n in 0..8 {
                let mut pieces = sink.open(&format!("data/{n}.csv"));
                scope.spawn(move || {
                    pieces.add(text.as_bytes());
                    pieces.add(b"end");
                    pieces.end();
                });
            }
        });
        // One that does not end is no body.
        sink.open("data/cut.csv").add(b"a");
        sink.commit().map_err(|_| "commit")
    };
    assert_eq!(build("a")?.written, 8);
    let again = build("a")?;
    assert_eq!((again.written, again.unchanged), (0, 8));
    assert_eq!(build("b")?.written, 8);
    assert_eq!(fs::read_to_string(site.out().join("data/7.csv"))?, "bend");
    Ok(())
}

#[test]
fn a_body_in_pieces_is_refused_like_any_other() -> Tested {
    let site = Site::new()?;
    for (path, code) in [("../a", "bad-output-path"), ("a.csv", "duplicate-output")] {
        let sink = site.begin().map_err(|fault| fault.code.name)?;
        sink.put("a.csv", Body::Bytes(b"a"));
        let mut pieces = sink.open(path);
        pieces.add(b"b");
        pieces.end();
        let faults = sink.commit().err().unwrap_or_default();
        let codes: Vec<_> = faults.iter().map(|fault| fault.code.name).collect();
        assert_eq!(codes, [code]);
    }
    Ok(())
}
