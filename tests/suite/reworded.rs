//! This repository's own texts, written anew at random places with links and formulas that they
//! hold: what is kept from one run to the next gives what a run gives that remembers nothing.

use mieruka::base::diag::Severity;
use mieruka::pipeline::Pipeline;

use crate::project::Project;
use crate::warm::compare;

/// How often texts are changed: a run of the whole site each time, and two to compare.
const ROUNDS: usize = if cfg!(debug_assertions) { 1 } else { 10 };

/// A sequence that looks random and is the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides.max(1)
    }
}

/// What people write; documents for print and the search index hold the same texts again.
fn content() -> Project {
    let mut site = Project::folder(".");
    let ours = |path: &String| ["content/", "assets/"].iter().any(|f| path.starts_with(f));
    site.files
        .retain(|path, _| path == "site.toml" || ours(path));
    let mut settings = site.files["site.toml"].clone();
    settings.extend(b"\n[output]\nsearch = false\nprint = false\n");
    site.with("site.toml", settings)
}

fn read(site: &Project, path: &str) -> String {
    String::from_utf8_lossy(&site.files[path]).into_owned()
}

/// Every link by name and every formula of a text.
fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for (open, close) in [("[[", "]]"), ("{=", "}")] {
        for (at, _) in text.match_indices(open) {
            let end = text[at..].find(close);
            parts.extend(end.map(|end| text[at..at + end + close.len()].to_owned()));
        }
    }
    parts
}

/// One change below the fields of a file.
fn change(text: &str, dice: &mut Dice, parts: &[String]) -> String {
    let fences = text.match_indices("+++\n");
    let body = fences.map(|(at, fence)| at + fence.len()).nth(1);
    let (front, body) = text.split_at(body.unwrap_or(0));
    let mut lines: Vec<String> = body.lines().map(str::to_owned).collect();
    let at = dice.roll(lines.len());
    match dice.roll(6) {
        0 if lines.get(at).is_some_and(|line| !line.starts_with('#')) => {
            lines.remove(at);
        }
        1 => lines.push(format!("\n{}のことです。", parts[dice.roll(parts.len())])),
        2 => lines.push(format!("\n{}件です。", dice.roll(90) + 10)),
        3 => lines.insert(at, String::new()),
        4 => lines
            .iter_mut()
            .skip(at)
            .take(1)
            .for_each(|line| *line = line.replace("[[", "").replace("]]", "")),
        _ => lines.push("\n加えた文です。".to_owned()),
    }
    format!("{front}{}\n", lines.join("\n"))
}

#[test]
fn the_texts_of_this_repository_are_never_out_of_date() {
    let original = content();
    let texts = original.files.keys().filter(|path| path.ends_with(".md"));
    let paths: Vec<String> = texts.cloned().collect();
    let all: String = paths.iter().map(|path| read(&original, path)).collect();
    let parts = parts(&all);
    let mut dice = Dice(7);
    let mut pipeline = Pipeline::default();
    let mut now = original.clone();
    now.run_in(&mut pipeline);
    let mut report = String::new();
    let mut reused = 0;
    for round in 0..ROUNDS {
        for _ in 0..=dice.roll(3) {
            let path = &paths[dice.roll(paths.len())];
            let text = change(&read(&now, path), &mut dice, &parts);
            now.files.insert(path.clone(), text.into_bytes());
        }
        let warm = now.run_in(&mut pipeline);
        compare(&mut report, &format!("round {round}"), &warm, &now.run());
        reused += usize::from(warm.reused);
        let mut faults = warm.diagnostics.iter();
        if faults.any(|fault| fault.code.severity == Severity::Error) {
            now = original.clone();
        }
    }
    assert!(report.is_empty(), "\n{report}");
    assert!(
        reused * 2 > ROUNDS,
        "only {reused} of {ROUNDS} runs used the last one"
    );
}
