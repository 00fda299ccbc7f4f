//! What must be true of every golden site, whatever its pages look like.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::golden::{SITES, site};
use crate::project::Run;

/// A row of a data file by the names of its columns.
type Row = BTreeMap<String, String>;

fn rows(run: &Run, name: &str) -> Vec<Row> {
    let bytes = run
        .files
        .get(&format!("data/{name}.csv"))
        .expect("a data file");
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    reader
        .deserialize()
        .map(|row| row.expect("a readable row"))
        .collect()
}

/// The text of every page without its tags and blanks, by path.
fn pages(run: &Run) -> BTreeMap<&str, String> {
    let pages = run.files.iter().filter(|(path, _)| path.ends_with(".html"));
    pages
        .map(|(path, bytes)| (path.as_str(), plain(&String::from_utf8_lossy(bytes))))
        .collect()
}

fn plain(html: &str) -> String {
    let parts = html
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let text: String = parts.collect();
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'");
    text.replace("&amp;", "&")
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect()
}

/// The words up to the first full stop: lists and tables after it are set apart on a page.
fn first_sentence(text: &str) -> String {
    let end = text.find(['。', '\n']).unwrap_or(text.len());
    text[..end].chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_statement_stands_on_a_page() {
    let mut report = String::new();
    for (name, _) in SITES {
        let run = site(name).run();
        let pages = pages(&run);
        for row in ["reports", "targets"]
            .iter()
            .flat_map(|file| rows(&run, file))
        {
            let words = first_sentence(&row["text"]);
            if !pages.values().any(|page| page.contains(&words)) {
                let _ = writeln!(report, "{name}: {}: {}", row["subject_id"], row["text"]);
            }
        }
    }
    assert!(report.is_empty(), "on no page:\n{report}");
}

#[test]
fn a_computed_figure_inherits_what_is_provisional() {
    let run = site("plan").run();
    let hedges: BTreeMap<String, String> = rows(&run, "measurements")
        .iter()
        .map(|m| (m["measurement_id"].clone(), m["qualifier"].clone()))
        .collect();
    let mut seen = 0;
    for row in rows(&run, "derived") {
        let inputs = row["inputs"].split(';').filter_map(|id| hedges.get(id));
        let provisional = inputs.filter(|hedge| hedge.contains("見込")).count();
        seen += provisional;
        let inherits = row["qualifier"].contains("見込");
        assert!(
            provisional == 0 || inherits,
            "{} at {} hides 見込",
            row["formula"],
            row["figure_id"]
        );
    }
    assert!(seen > 0, "no provisional figure in the site");
}

#[test]
fn grades_of_one_scale_are_not_said_to_differ_in_meaning() {
    let run = site("plan").run();
    let page = pages(&run)["plan/forest/1-1.html"].clone();
    assert!(
        page.contains("おくれている"),
        "the grade of the year before is on the page"
    );
    assert!(
        !page.contains("並べて比べることはできません"),
        "the two grades are of one scale"
    );
}

#[test]
fn an_english_site_has_no_japanese_dates() {
    let run = site("meeting").run();
    for (path, page) in pages(&run) {
        let digits = page
            .char_indices()
            .filter(|(at, c)| *c == '年' && page[..*at].ends_with(|d: char| d.is_ascii_digit()));
        assert_eq!(digits.count(), 0, "{path} has a date in Japanese");
    }
}

#[test]
fn every_link_of_every_page_arrives() {
    for (name, _) in SITES {
        let run = site(name).run();
        for (path, bytes) in run.files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let html = String::from_utf8_lossy(bytes);
            for link in html
                .split("href=\"")
                .skip(1)
                .chain(html.split("src=\"").skip(1))
            {
                let link = link.split('"').next().unwrap_or_default();
                let Some((target, fragment)) = resolved(path, link) else {
                    continue;
                };
                let found = run.files.get(&target);
                assert!(
                    found.is_some(),
                    "{name}: {path} links to {link}, which is not published"
                );
                let has_id = |bytes: &Vec<u8>| {
                    String::from_utf8_lossy(bytes).contains(&format!("id=\"{fragment}\""))
                };
                let arrives = fragment.is_empty() || found.is_some_and(has_id);
                assert!(
                    arrives,
                    "{name}: {path} links to {link}, and no such place is there"
                );
            }
        }
    }
}

/// The file and place that a relative link means; `None` for links out of the site.
fn resolved(from: &str, link: &str) -> Option<(String, String)> {
    if link.split(['/', '#', '?']).next()?.contains(':') {
        return None;
    }
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    let mut parts: Vec<&str> = from.split('/').collect();
    if !path.is_empty() {
        parts.pop();
        for part in path.split('/') {
            match part {
                ".." => drop(parts.pop()?),
                "." => {}
                part => parts.push(part),
            }
        }
    }
    Some((parts.join("/"), fragment.to_owned()))
}
