//! A pipeline that has run before gives the same bytes and the same faults as one that has not,
//! whatever was done to a file in between.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use mieruka::pipeline::Pipeline;

use crate::golden::{SITES, site};
use crate::project::{Project, Run};

/// What is done to one file.
const EDITS: &[(&str, Edit)] = &[
    ("touch", |_, _| {}),
    ("harmless", |project, path| {
        let end = if path.ends_with(".md") {
            "\n\n"
        } else {
            "\n# x\n"
        };
        append(project, path, end);
    }),
    ("break", |project, path| {
        append(project, path, "\n+++\n\"\"\"\n[[x\n");
    }),
    ("shift", |project, path| {
        if let Some(bytes) = project.files.get_mut(path) {
            bytes.insert(0, b'\n');
        }
    }),
    ("reword", |project, path| {
        let text = String::from_utf8_lossy(&project.files[path]).replace("令和5年度", "令和９年度");
        project
            .files
            .insert(path.to_owned(), text.replace("The", "Those").into_bytes());
    }),
    ("delete", |project, path| {
        project.files.remove(path);
    }),
    ("rename", |project, path| {
        let bytes = project.files.remove(path).unwrap_or_default();
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |(f, n)| (f, n));
        project.files.insert(
            format!("{folder}/zz-{name}")
                .trim_start_matches('/')
                .to_owned(),
            bytes,
        );
    }),
    ("split", |project, path| {
        let copy = project.files[path].clone();
        let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
        project.files.insert(format!("{stem}-again.{ending}"), copy);
    }),
];

type Edit = fn(&mut Project, &str);

fn append(project: &mut Project, path: &str, end: &str) {
    project
        .files
        .entry(path.to_owned())
        .or_default()
        .extend(end.as_bytes());
}

#[test]
fn a_warm_run_is_a_cold_run() {
    let mut report = String::new();
    for (name, _) in SITES {
        let original = site(name);
        let mut pipeline = Pipeline::default();
        let first = original.run_in(&mut pipeline);
        for path in original.files.keys() {
            for (edit, change) in EDITS {
                let mut changed = original.clone();
                change(&mut changed, path);
                let warm = changed.run_in(&mut pipeline);
                compare(
                    &mut report,
                    &format!("{name}: {edit} {path}"),
                    &warm,
                    &changed.run(),
                );
                let back = original.run_in(&mut pipeline);
                compare(
                    &mut report,
                    &format!("{name}: {edit} {path} and back"),
                    &back,
                    &first,
                );
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn edits_change_something() {
    let original = site("plan");
    let before = original.run();
    let mut seen: BTreeMap<&str, bool> = BTreeMap::new();
    for path in original.files.keys() {
        for (edit, change) in EDITS {
            let mut changed = original.clone();
            change(&mut changed, path);
            let after = changed.run();
            let differs = after.files != before.files || after.faults() != before.faults();
            *seen.entry(edit).or_default() |= differs;
        }
    }
    let silent: Vec<_> = seen
        .iter()
        .filter(|(_, differs)| !**differs)
        .map(|(edit, _)| *edit)
        .collect();
    assert_eq!(silent, ["harmless", "touch"]);
}

/// Says how two runs differ, if they do.
pub(crate) fn compare(report: &mut String, what: &str, found: &Run, expected: &Run) {
    if found.diagnostics != expected.diagnostics {
        let (found, expected) = (found.faults(), expected.faults());
        let _ = writeln!(report, "{what}: faults {found:?}, not {expected:?}");
    }
    let paths = found.files.keys().chain(expected.files.keys());
    let differs = |path: &&String| found.files.get(*path) != expected.files.get(*path);
    let mut differing: Vec<_> = paths.filter(differs).collect();
    differing.sort();
    differing.dedup();
    if !differing.is_empty() {
        let _ = writeln!(report, "{what}: other bytes in {differing:?}");
    }
}
