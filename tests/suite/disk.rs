//! Faults that only a disk can have: each code of `ELSEWHERE` in `cases.rs` that the program does
//! not show by itself is made here.

use std::fs::{self, File};
use std::path::Path;

use mieruka::emit::disk::DiskSink;
use mieruka::emit::{Body, Sink};
use mieruka::load::files::DiskFiles;
use mieruka::load::{LARGEST, load};

use crate::project::{Disk, Project};

fn disk() -> Disk {
    Project::folder("tests/cases/base").on_disk()
}

/// The codes that reading the site gives, each with the path it names.
fn codes(disk: &Disk) -> Vec<(&'static str, String)> {
    let loaded = load(&DiskFiles::new(&disk.path().join("site")));
    let faults = loaded.diags.sorted(&loaded.value.1);
    let path = |fault: &mieruka::base::diag::Diagnostic| {
        fault
            .span
            .and_then(|span| loaded.value.1.place(span))
            .map(|at| at.path.to_owned())
    };
    faults
        .iter()
        .map(|fault| (fault.code.name, path(fault).unwrap_or_default()))
        .collect()
}

fn owned(code: &'static str, path: &str) -> (&'static str, String) {
    (code, path.to_owned())
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let disk = disk();
    let file = File::create(disk.path().join("site/content/large.toml")).expect("a file");
    file.set_len(LARGEST + 1).expect("a large file");
    assert_eq!(
        codes(&disk),
        [owned("file-too-large", "content/large.toml")]
    );
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_site_only() {
    use std::os::unix::fs::symlink;
    let disk = disk();
    disk.write("secret.toml", "");
    let content = disk.path().join("site/content");
    symlink("nowhere.toml", content.join("lost.toml")).expect("a link");
    symlink("../../secret.toml", content.join("out.toml")).expect("a link");
    let expected = [
        owned("cannot-read", "content/lost.toml"),
        owned("symlink-outside", "content/out.toml"),
    ];
    assert_eq!(codes(&disk), expected);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_unicode_is_named_as_well_as_it_can_be() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let disk = disk();
    fs::write(
        disk.path()
            .join("site/content")
            .join(OsStr::from_bytes(b"\x95\x5d.toml")),
        "",
    )
    .expect("a file");
    assert_eq!(
        codes(&disk),
        [owned("bad-file-name", "content/\u{fffd}].toml")]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn two_names_that_look_the_same_are_one_too_many() {
    let disk = disk();
    disk.write("site/content/か\u{3099}.toml", "");
    disk.write("site/content/が.toml", "");
    assert_eq!(codes(&disk), [owned("same-file-name", "content/が.toml")]);
}

/// A new tree for `site/public`.
fn begin(disk: &Disk) -> Result<DiskSink, &'static str> {
    let root = disk.path().join("site");
    DiskSink::begin(&root.join("public"), &root, "test").map_err(|fault| fault.code.name)
}

/// What `commit` refuses a tree for that holds these bodies.
fn refusals(disk: &Disk, bodies: &[(&str, Body<'_>)]) -> Vec<&'static str> {
    let sink = begin(disk).expect("a new tree");
    for (path, body) in bodies {
        sink.put(path, *body);
    }
    match sink.commit() {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(|fault| fault.code.name).collect(),
    }
}

#[test]
fn only_one_run_writes_at_a_time() {
    let disk = disk();
    let first = begin(&disk).expect("the first run");
    assert_eq!(begin(&disk).err(), Some("output-busy"));
    drop(first);
    assert!(begin(&disk).is_ok());
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let disk = disk();
    disk.write("site/file", "");
    let root = disk.path().join("site");
    let refused = DiskSink::begin(&root.join("file/public"), &root, "test").err();
    assert_eq!(refused.map(|fault| fault.code.name), Some("cannot-write"));
}

#[test]
fn what_cannot_be_published_stops_the_exchange() {
    let disk = disk();
    let page = Body::Bytes(b"page");
    assert_eq!(refusals(&disk, &[("index.html", page)]), Vec::<&str>::new());
    let before = disk.tree("site/public");
    let lost = disk.path().join("site/assets/gone.png");
    assert_eq!(
        refusals(&disk, &[("assets/gone.png", Body::File(Path::new(&lost)))]),
        ["asset-lost"]
    );
    assert_eq!(
        refusals(&disk, &[("../index.html", page)]),
        ["bad-output-path"]
    );
    assert_eq!(
        refusals(&disk, &[("a.html", page), ("a.html", page)]),
        ["duplicate-output"]
    );
    assert_eq!(disk.tree("site/public"), before);
    disk.write("site/public/mine.txt", "mine");
    assert_eq!(
        refusals(&disk, &[("mine.txt", page)]),
        ["foreign-file-in-the-way"]
    );
    assert_eq!(disk.tree("site/public")["mine.txt"], b"mine");
}
