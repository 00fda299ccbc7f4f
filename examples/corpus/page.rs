//! The Markdown of one file, as the site has it.

use super::node::{Node, key};
use super::words::{Words, fill};

/// Front matter and text.
pub(crate) fn page(words: &Words, node: &Node) -> String {
    let place = place(words, node);
    let year = node.years.last().copied().unwrap_or_default();
    let mut text = format!(
        "+++\nsubject = \"{}\"\nperiod  = \"FY{year}\"\ncites   = {{ document = \"{}\", place = \"{place}\" }}\n+++\n\n",
        node.key(),
        node.plan(),
    );
    if !node.is_leaf() {
        text += &format!("## {}\n\n", words.site.outline);
    }
    for line in node.body.lines() {
        text += &match line.strip_prefix("## ") {
            Some(heading) => match words.headings.get(heading) {
                Some(kind) => format!("{line} {{kind=\"{kind}\"}}"),
                None => line.to_owned(),
            },
            None if line.starts_with("| ") => cells(line),
            None => links(line),
        };
        text.push('\n');
    }
    text
}

/// Where the facts of a file are printed.
pub(crate) fn place(words: &Words, node: &Node) -> String {
    let holes = [("code", node.code.as_str()), ("title", &node.title)];
    fill(&words.site.place, &holes)
}

/// A row of a table with its figures as code.
fn cells(line: &str) -> String {
    let cell = |cell: &str| match cell.trim() {
        figure if figure.parse::<u64>().is_ok() => format!(" `{figure}` "),
        _ => cell.to_owned(),
    };
    line.split('|').map(cell).collect::<Vec<_>>().join("|")
}

/// A line whose links `[label](/plan/…/key.md)` become `[[plan/key]]`, which is named as its
/// target names itself.
fn links(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](/") {
        let Some((path, behind)) = after.split_once(".md)") else {
            break;
        };
        let label = before.rfind('[').unwrap_or(before.len());
        let path = path.strip_suffix("/_index").unwrap_or(path);
        let plan = path.split('/').next().unwrap_or_default();
        out += &format!("{}[[{plan}/{}]]", &before[..label], key(path));
        rest = behind;
    }
    out + rest
}
