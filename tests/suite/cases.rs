//! Runs `tests/cases/*.md`: each case explains a rule, shows the smallest wrong content and marks
//! the places. The format is in `tests/cases/README.md`.

mod read;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use mieruka::base::diag::{Arg, Code, Diagnostic};
use mieruka::base::i18n::{Catalog, Lang};
use mieruka::base::report::{Format, Report};
use mieruka::{emit, index, load, model, parse, render, site};

use self::read::{Case, bytes, cases, marked};
use crate::project::Run;

/// The codes of every floor.
const FLOORS: [&[Code]; 7] = [
    load::errors::CODES,
    parse::errors::CODES,
    model::errors::CODES,
    index::errors::CODES,
    site::errors::CODES,
    render::errors::CODES,
    emit::errors::CODES,
];

/// Codes that need more than files in memory: the reason, and the test that makes the fault.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("file-too-large", "a case of 8 MiB", "suite/disk.rs"),
    ("cannot-read", "a link that leads nowhere", "suite/disk.rs"),
    ("symlink-outside", "a link on a disk", "suite/disk.rs"),
    (
        "bad-file-name",
        "a name that is no Unicode",
        "suite/disk.rs",
    ),
    (
        "same-file-name",
        "two names that look the same",
        "suite/disk.rs",
    ),
    ("output-not-ours", "an output folder", "suite/cli.rs"),
    ("output-inside-source", "an output folder", "suite/cli.rs"),
    (
        "output-busy",
        "a second run at the same moment",
        "suite/disk.rs",
    ),
    (
        "foreign-file-in-the-way",
        "an output folder",
        "suite/disk.rs",
    ),
    (
        "cannot-write",
        "an output folder that cannot be made",
        "suite/disk.rs",
    ),
    (
        "asset-lost",
        "a file that goes away during a run",
        "suite/disk.rs",
    ),
    (
        "bad-output-path",
        "no content can ask for such a path",
        "suite/disk.rs",
    ),
    (
        "duplicate-output",
        "no content can ask for one path twice",
        "suite/disk.rs",
    ),
];

#[test]
fn every_case_has_the_faults_that_it_marks_and_no_other() {
    let mut report = String::new();
    for case in cases() {
        if let Err(problem) = check(&case) {
            let _ = writeln!(report, "{}\n{problem}", case.name);
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_code_has_a_case() {
    let cases = cases();
    let shown: BTreeSet<&str> = cases
        .iter()
        .flat_map(|c| &c.expected)
        .filter_map(|f| f.rsplit(' ').next())
        .collect();
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().map(|(code, ..)| *code).collect();
    let all: BTreeSet<&str> = FLOORS
        .iter()
        .flat_map(|codes| codes.iter())
        .map(|c| c.name)
        .collect();
    let missing: Vec<_> = all
        .iter()
        .filter(|c| !shown.contains(*c) && !elsewhere.contains(*c))
        .collect();
    assert!(
        missing.is_empty(),
        "codes without a case in tests/cases/: {missing:?}"
    );
    let stale: Vec<_> = elsewhere
        .iter()
        .filter(|c| shown.contains(*c) || !all.contains(*c))
        .collect();
    assert!(
        stale.is_empty(),
        "codes in ELSEWHERE that have a case, or do not exist: {stale:?}"
    );
    for (code, _, test) in ELSEWHERE {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests")
            .join(test);
        let text = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            text.contains(&format!("\"{code}\"")),
            "{test} does not name {code}"
        );
    }
}

#[test]
fn every_word_of_an_argument_is_in_both_catalogues() {
    let mut missing = BTreeSet::new();
    for run in cases().iter().map(|case| case.project.run()) {
        for (_, arg) in run.diagnostics.iter().flat_map(|fault| &fault.args) {
            let Arg::Word(word) = arg else { continue };
            for lang in [Lang::Ja, Lang::En] {
                if Catalog::load(lang).find("words", word).is_none() {
                    missing.insert(format!("{} {word}", lang.tag()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "no such words: {missing:?}");
}

/// Runs one case; says what differs.
fn check(case: &Case) -> Result<(), String> {
    if case.prose == 0 || case.blocks == 0 {
        return Err("  a case explains its rule and has a file\n".to_owned());
    }
    let run = case.project.run();
    let found = run.faults();
    let mut problems = String::new();
    for fault in &found {
        if !case.expected.contains(fault) {
            let _ = writeln!(problems, "  not marked: {fault}");
        }
    }
    for fault in &case.expected {
        match found.iter().filter(|f| *f == fault).count() {
            0 => drop(writeln!(problems, "  not found:  {fault}")),
            1 => {}
            n => drop(writeln!(problems, "  {n} times:    {fault}")),
        }
    }
    for (fault, word) in &case.helps {
        let faults = run.diagnostics.iter();
        let said = faults.filter(|d| run.short(d) == *fault);
        if !said.flat_map(|d| &d.help).any(|help| help == word) {
            let _ = writeln!(problems, "  without help-{word}: {fault}");
        }
    }
    for lang in [Lang::Ja, Lang::En] {
        for fault in &run.diagnostics {
            for problem in report_problems(&run, fault, lang) {
                let _ = writeln!(problems, "  {} {}: {problem}", lang.tag(), fault.code.name);
            }
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

/// What is wrong with the printed form of a fault.
fn report_problems(run: &Run, fault: &Diagnostic, lang: Lang) -> Vec<String> {
    let catalog = Catalog::load(lang);
    let report = Report {
        sources: &run.sources,
        catalog: &catalog,
        format: Format::Human,
        colour: false,
        cap: usize::MAX,
    };
    let printed = report.render(std::slice::from_ref(fault));
    let mut problems = Vec::new();
    if let Some(at) = fault.span.and_then(|span| run.sources.place(span)) {
        let empty = fault
            .span
            .and_then(|s| run.sources.get(s.file))
            .is_some_and(|f| f.text.is_empty());
        let place = match empty {
            true => at.path.to_owned(),
            false => format!("{}:{}:{}", at.path, at.line, at.column),
        };
        if !printed.contains(&place) {
            problems.push(format!("does not print {place}"));
        }
    }
    let code = fault.code.name;
    for line in printed.lines().filter(|line| !is_source(line)) {
        if let Some(hole) = hole(line) {
            problems.push(format!("has an unfilled {hole}: {line}"));
        }
        let texts = ["help", "label"].into_iter().flat_map(|kind| {
            let words = fault
                .help
                .iter()
                .copied()
                .chain(fault.labels.iter().map(|l| l.word));
            words
                .filter(|w| !w.is_empty())
                .map(move |word| format!("{kind}-{word}"))
        });
        let bare = texts
            .chain([format!("]: {code}")])
            .find(|text| line.ends_with(text.as_str()));
        if let Some(bare) = bare {
            problems.push(format!("has a name in place of a text ({bare}): {line}"));
        }
    }
    problems
}

/// Whether a line of a report shows the source: a number before the bar.
fn is_source(line: &str) -> bool {
    let gutter = line.split('|').next().unwrap_or_default().trim();
    line.contains('|') && !gutter.is_empty() && gutter.bytes().all(|b| b.is_ascii_digit())
}

/// The first `{name}` in a line.
fn hole(line: &str) -> Option<&str> {
    line.match_indices('{').find_map(|(at, _)| {
        let rest = &line[at..];
        let end = rest.find('}')?;
        let name = &rest[1..end];
        let letters = |b: u8| b.is_ascii_lowercase() || b == b'-' || b == b'_';
        (!name.is_empty() && name.bytes().all(letters)).then(|| &rest[..=end])
    })
}

#[test]
fn marks_are_read_and_taken_away() {
    assert_eq!(
        marked("a = 1   #! x-y@3 z@1"),
        ("a = 1", vec![("x-y", 3), ("z", 1)])
    );
    assert_eq!(marked("# a remark"), ("# a remark", vec![]));
    assert_eq!(bytes("a\\x95b"), b"a\x95b");
    assert_eq!(hole("label {found} {x}"), Some("{found}"));
    assert_eq!(hole("{=値(a)} {} [ ] {#id}"), None);
    assert!(is_source(" 12 | a = {b}") && !is_source("    |  ^^ {b}"));
}
