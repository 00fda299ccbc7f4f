//! Golden sites: `tests/sites/<name>/` is built and compared with its `expected/`, byte for byte.
//!
//! `expected/` holds the data files that have rows, and a few pages. What is there and is not made
//! fails too, so that no old file stays. `UPDATE=1` rewrites it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::project::{Project, read_tree};

/// The sites, and of each the pages that are kept to be read.
pub(crate) const SITES: &[(&str, &[&str])] = &[
    (
        "accounts",
        &[
            "plan/accounts-r3/town.html",
            "indicator/change.html",
            "print/accounts-r3.html",
            "about/terms.html",
            "about/updates.html",
            "sitemap.xml",
            "feed.xml",
            "robots.txt",
        ],
    ),
    (
        "plan",
        &[
            "plan/forest/index.html",
            "plan/forest/1-1.html",
            "indicator/seedlings.html",
        ],
    ),
    (
        "vision",
        &[
            "plan/sea/index.html",
            "plan/sea/a2.html",
            "plan/coast/index.html",
            "axis/field/index.html",
            "axis/field/walk.html",
            "org/minato-shi/harbour.html",
        ],
    ),
    (
        "monthly",
        &["plan/sheet-r6/index.html", "plan/sheet-r6/01.html"],
    ),
    (
        "district",
        &[
            "area/index.html",
            "area/kawara/index.html",
            "area/kawara/north.html",
            "area/kawara/south.html",
            "axis/theme/meet.html",
            "statistic/people.html",
            "statistic/tea-guests.html",
            "statistic/tea-places.html",
        ],
    ),
    (
        "meeting",
        &[
            "index.html",
            "meeting/first.html",
            "topic/first-meeting.html",
        ],
    ),
];

/// The files of a site.
pub(crate) fn site(name: &str) -> Project {
    Project::folder(&format!("tests/sites/{name}"))
}

#[test]
fn every_golden_site_is_made_as_expected() {
    let update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    let mut report = String::new();
    for (name, pages) in SITES {
        let run = site(name).run();
        for fault in run.faults() {
            let _ = writeln!(report, "{name}: {fault}");
        }
        let kept = kept(&run.files, pages);
        let expected = folder(name);
        if update {
            rewrite(&expected, &kept);
        } else {
            differences(&mut report, name, &kept, &read_tree(&expected));
        }
    }
    assert!(report.is_empty(), "UPDATE=1 rewrites expected/\n{report}");
}

#[test]
fn every_folder_of_sites_is_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let entries = fs::read_dir(root).expect("tests/sites").flatten();
    for name in entries.map(|entry| entry.file_name().to_string_lossy().into_owned()) {
        assert!(
            SITES.iter().any(|(site, _)| *site == name),
            "tests/sites/{name} is not built"
        );
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/sites")
        .join(name)
        .join("expected")
}

/// The files that `expected/` holds: data with rows, and the chosen pages.
fn kept(files: &BTreeMap<String, Vec<u8>>, pages: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let has_rows = |bytes: &[u8]| bytes.iter().filter(|b| **b == b'\n').count() > 1;
    let keep = |path: &str, bytes: &[u8]| {
        let is_data = path.starts_with("data/") && path.ends_with(".csv");
        pages.contains(&path) || is_data && has_rows(bytes)
    };
    let kept = files.iter().filter(|(path, bytes)| keep(path, bytes));
    kept.map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect()
}

fn rewrite(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("the old files go");
    }
    for (path, bytes) in files {
        let target = folder.join(path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::write(target, bytes).expect("a written file");
    }
}

fn differences(
    report: &mut String,
    name: &str,
    made: &BTreeMap<String, Vec<u8>>,
    expected: &BTreeMap<String, Vec<u8>>,
) {
    for path in expected.keys().filter(|path| !made.contains_key(*path)) {
        let _ = writeln!(report, "{name}/expected/{path}: nothing makes this file");
    }
    for (path, bytes) in made {
        match expected.get(path) {
            None => drop(writeln!(report, "{name}/expected/{path}: missing")),
            Some(old) if old != bytes => drop(writeln!(
                report,
                "{name}/expected/{path}: {}",
                first(old, bytes)
            )),
            Some(_) => {}
        }
    }
}

/// The first line in which two texts differ.
fn first(old: &[u8], new: &[u8]) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let count = old.lines().count().max(new.lines().count());
    let at = (0..count)
        .find(|n| old.lines().nth(*n) != new.lines().nth(*n))
        .unwrap_or(count);
    let line = |text: &str| text.lines().nth(at).unwrap_or("(no such line)").to_owned();
    format!(
        "line {}\n  expected: {}\n  made:     {}",
        at + 1,
        line(&old),
        line(&new)
    )
}
