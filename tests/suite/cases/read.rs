//! Cases as they stand in `tests/cases/*.md`: files of a site, and the faults that are marked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::project::{Fault, Project};

/// One case: a section of a file.
pub(super) struct Case {
    /// `model.md:12 An unknown key`.
    pub(super) name: String,
    pub(super) project: Project,
    pub(super) expected: BTreeSet<Fault>,
    /// Faults that say how to mend them by this help.
    pub(super) helps: Vec<(Fault, String)>,
    /// Lines of explanation.
    pub(super) prose: usize,
    /// Fenced blocks.
    pub(super) blocks: usize,
}

/// Every case of every file.
pub(super) fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = fs::read_dir(&folder)
        .expect("tests/cases")
        .flatten()
        .map(|entry| entry.path());
    let mut files: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    files.sort();
    let base = Project::folder("tests/cases/base");
    let mut cases = Vec::new();
    for path in files.iter().filter(|path| !path.ends_with("README.md")) {
        let name = path.file_name().expect("a file").to_string_lossy();
        cases.extend(read(
            &name,
            &fs::read_to_string(path).expect("a case file"),
            &base,
        ));
    }
    assert!(!cases.is_empty(), "no cases");
    cases
}

/// The cases of one file: its `##` sections.
fn read(file: &str, text: &str, base: &Project) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case {
                name: format!("tests/cases/{file}:{}: {title}", number + 1),
                project: base.clone(),
                expected: BTreeSet::new(),
                helps: Vec::new(),
                prose: 0,
                blocks: 0,
            });
            continue;
        }
        let Some(case) = cases.last_mut() else {
            continue;
        };
        let Some(info) = line.strip_prefix("```") else {
            case.prose += usize::from(!line.trim().is_empty());
            continue;
        };
        let rest = info.trim_start_matches('`');
        let fence = "`".repeat(3 + info.len() - rest.len());
        let body: Vec<&str> = lines
            .by_ref()
            .map(|(_, line)| line)
            .take_while(|l| *l != fence)
            .collect();
        block(case, rest, &body);
    }
    cases
}

/// One fenced block: a file, files that are left out, or faults that no line can show.
fn block(case: &mut Case, info: &str, body: &[&str]) {
    case.blocks += 1;
    let (language, path) = info.split_once(' ').unwrap_or((info, ""));
    match language {
        "faults" => body.iter().for_each(|line| {
            let (place, code) = line.rsplit_once(' ').unwrap_or(("", line));
            let (code, help) = helped(code);
            let fault = format!("{place} {code}");
            case.helps
                .extend(help.map(|word| (fault.clone(), word.to_owned())));
            case.expected.insert(fault);
        }),
        "without" => case.project = std::mem::take(&mut case.project).without(path),
        "bytes" => {
            case.project = std::mem::take(&mut case.project).with(path, bytes(&body.join("\n")));
        }
        _ => {
            let mut places = BTreeMap::new();
            let mut text = String::new();
            for (number, line) in body.iter().enumerate() {
                let (plain, marks) = marked(line);
                places.insert(number + 1, marks);
                text.push_str(plain);
                text.push('\n');
            }
            case.project = std::mem::take(&mut case.project).with(path, text);
            case.expect(path, &places);
        }
    }
}

impl Case {
    /// Adds the marks of a file.
    fn expect(&mut self, path: &str, places: &BTreeMap<usize, Vec<(&str, usize)>>) {
        for (line, marks) in places {
            for (code, column) in marks {
                let (code, help) = helped(code);
                let fault = format!("{path}:{line}:{column}: {code}");
                self.helps
                    .extend(help.map(|word| (fault.clone(), word.to_owned())));
                let new = self.expected.insert(fault);
                assert!(new, "{}: {code} is marked twice", self.name);
            }
        }
    }
}

/// A code, and the help that it must say: `bad-amount/circle`.
fn helped(code: &str) -> (&str, Option<&str>) {
    code.split_once('/')
        .map_or((code, None), |(code, help)| (code, Some(help)))
}

/// A line without its marks, and the codes and columns that it is marked with.
pub(super) fn marked(line: &str) -> (&str, Vec<(&str, usize)>) {
    let Some((plain, marks)) = line.rsplit_once("#! ") else {
        return (line, Vec::new());
    };
    let marks = marks.split_whitespace().map(|mark| {
        let (code, column) = mark.rsplit_once('@').expect("a mark is code@column");
        (code, column.parse().expect("a column is a number"))
    });
    (plain.trim_end(), marks.collect())
}

/// Text in which `\xNN` stands for a byte.
pub(super) fn bytes(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits after \\x"));
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}
