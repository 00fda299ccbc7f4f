//! Texts written anew with links and formulas that others hold: what is kept from one run to the
//! next gives what a run gives that remembers nothing.

use mieruka::base::diag::Severity;
use mieruka::pipeline::Pipeline;

use crate::dice::Dice;
use crate::golden::{SITES, site};
use crate::project::Project;
use crate::warm::compare;

/// How often texts are changed: a run of the whole site each time, and two to compare.
const ROUNDS: usize = if cfg!(debug_assertions) { 1 } else { 10 };

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

/// A file parted behind its fields.
fn fields_and_text(file: &str) -> (&str, &str) {
    let fences = file.match_indices("+++\n");
    let text = fences.map(|(at, fence)| at + fence.len()).nth(1);
    file.split_at(text.unwrap_or(0))
}

/// One change below the fields of a file.
fn change(text: &str, dice: &mut Dice, parts: &[String]) -> String {
    let (front, body) = fields_and_text(text);
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

/// What is done to a text, one after the other: the first three of a round with what the site's own
/// texts hold. Some are faults, and some are mended by the next.
fn rewritten(original: &str, others: &str) -> Vec<String> {
    let parts = parts(others);
    let part = |open: &str| parts.iter().find(|part| part.starts_with(open));
    let link = part("[[").cloned().unwrap_or_default();
    let formula = part("{=").cloned().unwrap_or_default();
    let (front, text) = fields_and_text(original);
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
        front.to_owned(),
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
        let others: String = paths.iter().map(|path| read(&original, path)).collect();
        let mut pipeline = Pipeline::default();
        original.run_in(&mut pipeline);
        for path in &paths {
            for (round, text) in rewritten(&read(&original, path), &others)
                .into_iter()
                .enumerate()
            {
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
