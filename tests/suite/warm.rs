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

/// What is done to a text, one after the other: the first three of a round with what the site's own
/// texts hold. Some are faults, and some are mended by the next.
fn rewritten(original: &str, others: &str) -> Vec<String> {
    let part = |open: &str, close: &str| {
        let found = others.split_once(open).and_then(|(_, rest)| {
            let (inner, _) = rest.split_once(close)?;
            Some(format!("{open}{inner}{close}"))
        });
        found.unwrap_or_default()
    };
    let link = part("[[", "]]");
    let formula = part("{=", "}");
    let body = original
        .match_indices("+++\n")
        .nth(1)
        .map_or(0, |(at, _)| at + 4);
    let (front, text) = original.split_at(body);
    let add = |end: &str| format!("{original}\n{end}\n");
    let unlinked = text.replace("[[", "").replace("]]", "");
    vec![
        add(&format!("参照は{link}です。")),
        add(&format!("計算では{formula}です。")),
        add(&format!("{link}と{formula}と{link}は7倍です。")),
        add("7倍です。"),
        add("8倍です。\n\n> # 引いた見出し\n"),
        format!("{front}\n\n{text}"),
        format!("{front}{unlinked}"),
        add("[[どこにもない名前]]"),
        add("やはり。"),
        add("[図](missing.png)"),
        add("[中](#s1)"),
        add("# 見出し\n\n文。"),
        add("### 見出し\n\n文。"),
        format!("{front}"),
        add("{=なにか(x)}"),
        add("[[閉じていない"),
        add("**終わりです。**"),
        original.to_owned(),
    ]
}

#[test]
fn a_text_that_is_written_anew_again_and_again() {
    let mut report = String::new();
    let (mut reused, mut all) = (0, 0);
    for (name, _) in SITES {
        let original = site(name);
        let texts = |path: &&String| path.ends_with(".md");
        let paths: Vec<&String> = original.files.keys().filter(texts).collect();
        let read = |path: &String| String::from_utf8_lossy(&original.files[path]).into_owned();
        let others: String = paths.iter().map(|path| read(path)).collect();
        let mut pipeline = Pipeline::default();
        original.run_in(&mut pipeline);
        for path in &paths {
            for (round, text) in rewritten(&read(path), &others).into_iter().enumerate() {
                let changed = original.clone().with(path, text);
                let warm = changed.run_in(&mut pipeline);
                let what = format!("{name}: {path}, text {round}");
                compare(&mut report, &what, &warm, &changed.run());
                reused += usize::from(warm.reused);
                all += 1;
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
    assert!(
        reused * 3 > all,
        "only {reused} of {all} runs used the last one"
    );
}

/// A file about the item `1-1` of the small plan, with a text.
fn about(n: usize, text: &str) -> (String, String) {
    let front = format!(
        "subject = \"1-1\"\ncites = {{ document = \"forest-r5\", place = \"{n}ページ\" }}\nperiod = \"R5\""
    );
    let text = format!("+++\n{front}\n+++\n\n## 課題\n\n{text}\n");
    (format!("content/forest/text-{n}.md"), text)
}

#[test]
fn texts_about_one_thing_keep_the_order_of_their_links() {
    let of = |texts: [&str; 3]| {
        let files = texts.iter().enumerate().map(|(n, text)| about(n, text));
        files.fold(site("plan"), |site, (path, text)| site.with(&path, text))
    };
    let mut pipeline = Pipeline::default();
    let before = of(["[[1-2]]", "[[2-1]]", "[[2]]"]);
    let after = of(["なし", "[[2-1]]", "[[1-2]]と[[2]]"]);
    assert!(before.run_in(&mut pipeline).faults().is_empty());
    let warm = after.run_in(&mut pipeline);
    assert!(warm.reused && warm.faults().is_empty());
    let mut report = String::new();
    compare(&mut report, "two texts of three", &warm, &after.run());
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn what_was_mended_is_known_again() {
    let of = |text: &str| {
        let (path, text) = about(1, text);
        site("plan").with(&path, text)
    };
    let mut pipeline = Pipeline::default();
    let mut run = |text: &str| of(text).run_in(&mut pipeline);
    assert!(!run("文です。").reused);
    assert!(!run("[[どこにもない名前]]").faults().is_empty());
    assert!(run("文です。").reused);
    assert!(run("別の文です。").reused);
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
