//! One slip of the keyboard is not a thousand faults.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use mieruka::pipeline::Pipeline;

use crate::golden::{SITES, site};
use crate::project::{Fault, Project};

/// The most that one slip may print.
const MOST: usize = 3;

#[test]
fn a_lost_quote_prints_at_most_three_faults_in_a_site_full_of_references() {
    let mut topics = String::new();
    let mut links = String::new();
    for n in 0..300 {
        let _ = writeln!(
            topics,
            "[[topic]]\nkey = \"t{n}\"\nname = \"木の広場{n}\"\n"
        );
        let _ = writeln!(
            links,
            "[[mention]]\nsubject = \"1-1\"\nnames = [\"木の広場{n}\"]\n"
        );
        let _ = writeln!(
            links,
            "[[report]]\nsubject = \"1-1\"\nkind = \"result\"\nperiod = \"R5\"\ntext = \"[[木の広場{n}]]です。\"\n"
        );
    }
    let whole = Project::folder("tests/cases/base")
        .with("content/topics.toml", topics.as_str())
        .with("content/plan/links.toml", links);
    assert_eq!(whole.run().faults(), Vec::<String>::new());
    let lines: Vec<&str> = topics.lines().collect();
    for at in [1, 2, 601, lines.len() - 1] {
        for damaged in slips(lines.get(at).copied().unwrap_or_default()) {
            let mut lines = lines.clone();
            if let Some(line) = lines.get_mut(at) {
                *line = &damaged;
            }
            let faults = whole
                .clone()
                .with("content/topics.toml", lines.join("\n"))
                .run()
                .faults();
            assert!(
                faults.len() <= MOST,
                "{damaged}: {} faults, {:?}",
                faults.len(),
                &faults[..5]
            );
        }
    }
}

#[test]
fn a_lost_quote_anywhere_in_a_golden_site_prints_at_most_three_faults() {
    let mut slipped: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (name, _) in SITES {
        let original = site(name);
        let mut pipeline = Pipeline::default();
        for (path, bytes) in original
            .files
            .iter()
            .filter(|(path, _)| path.ends_with(".toml"))
        {
            let text = String::from_utf8_lossy(bytes);
            let lines: Vec<&str> = text.lines().collect();
            for at in 0..lines.len() {
                for damaged in slips(lines[at]) {
                    let mut lines = lines.clone();
                    lines[at] = &damaged;
                    let damaged_site = original.clone().with(path, lines.join("\n"));
                    let faults = damaged_site.faults_in(&mut pipeline);
                    // Before `#` a lost quote makes a remark of the rest, which is sound TOML.
                    let is_sound = faults.is_empty() && damaged.contains('#');
                    if faults.len() > MOST || faults.is_empty() && !is_sound {
                        let first = || format!("{name}/{path}:{}: {damaged}", at + 1);
                        slipped
                            .entry(short(&faults))
                            .or_insert_with(|| (0, first()))
                            .0 += 1;
                    }
                }
            }
        }
    }
    let report = slipped
        .iter()
        .map(|(faults, (count, first))| format!("{count} slips like {first}\n  {faults}\n"));
    assert!(slipped.is_empty(), "\n{}", report.collect::<String>());
}

/// How many faults of each code there are.
fn short(faults: &[Fault]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for fault in faults {
        let code = fault.rsplit_once(": ").map_or("", |(_, code)| code);
        *counts.entry(code).or_default() += 1;
    }
    let counts = counts.iter().map(|(code, count)| format!("{count} {code}"));
    counts.collect::<Vec<_>>().join(", ")
}

/// The line without its first quote, and without its last.
fn slips(line: &str) -> Vec<String> {
    let mut slips = Vec::new();
    if line.trim_start().starts_with('#') {
        return slips;
    }
    for at in [line.find('"'), line.rfind('"')].into_iter().flatten() {
        slips.push(format!("{}{}", &line[..at], &line[at + 1..]));
    }
    slips
}
