//! Digits inside names, and inside what a source prints and our text quotes.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::Model;
use crate::model::names::fold;

/// Names that hold digits, and printed forms of figures and labels.
pub(super) struct Names {
    names: BTreeSet<String>,
    printed: BTreeSet<String>,
}

impl Names {
    /// The names of a model.
    pub(super) fn new(model: &Model) -> Self {
        let digits = |text: &&str| text.contains(|c: char| c.is_numeric());
        let named = named(model);
        Self {
            names: named
                .iter()
                .map(String::as_str)
                .filter(digits)
                .map(str::to_owned)
                .collect(),
            printed: printed(model).filter(digits).map(fold).collect(),
        }
    }

    /// Whether a number stands inside a name, or inside quotation marks around what is printed.
    pub(super) fn covers(&self, text: &str, run: &Range<usize>) -> bool {
        let inside = |name: &String| {
            let all = text.match_indices(name.as_str());
            let mut ranges = all.map(|(at, name)| at..at + name.len());
            ranges.any(|found| found.start <= run.start && run.end <= found.end)
        };
        self.names.iter().any(inside) || self.quoted(text, run)
    }

    fn quoted(&self, text: &str, run: &Range<usize>) -> bool {
        const OPEN: [char; 2] = ['\u{300c}', '\u{300e}'];
        const CLOSE: [char; 2] = ['\u{300d}', '\u{300f}'];
        let open = text[..run.start]
            .char_indices()
            .rev()
            .find(|(_, c)| OPEN.contains(c) || CLOSE.contains(c));
        let Some((open, _)) = open.filter(|(_, c)| OPEN.contains(c)) else {
            return false;
        };
        let Some(close) = text[run.end..].find(CLOSE) else {
            return false;
        };
        let start = open + OPEN[0].len_utf8();
        let quote = fold(&text[start..run.end + close]);
        let number = fold(&text[run.clone()]);
        // More of the source may be quoted than the figure itself.
        let holds =
            |printed: &String| quote.contains(printed.as_str()) && printed.contains(&number);
        self.printed.contains(&quote) || self.printed.iter().any(holds)
    }
}

/// Names of everything that has one.
fn named(model: &Model) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for o in model.organizations.rows() {
        all.push(o.name.clone());
        all.extend(o.aliases.iter().cloned());
    }
    for t in model.topics.rows() {
        all.push(t.name.clone());
        all.extend(t.aliases.iter().cloned());
    }
    for a in model.areas.rows() {
        all.push(a.name.clone());
        all.extend(a.aliases.iter().cloned());
    }
    for f in model.frameworks.rows() {
        all.extend([f.title.clone(), f.short.clone()]);
        all.extend(f.stages.iter().map(|s| s.title.clone()));
    }
    for i in model.items.rows() {
        all.push(i.title.clone());
        all.push(format!("{} {}", i.code, i.title));
    }
    for s in model.scales.rows() {
        let grades = s.grades.iter();
        all.extend(grades.map(|g| format!("{} {}", g.symbol, g.label)));
        all.push(s.name.clone());
    }
    for i in model.indicators.rows() {
        all.push(i.name.clone());
        all.extend(
            i.breakdowns
                .iter()
                .flat_map(|b| b.name.split(';'))
                .map(str::to_owned),
        );
    }
    all.extend(model.documents.rows().iter().map(|d| d.title.clone()));
    all.extend(model.categories.rows().iter().map(|c| c.name.clone()));
    // A single digit is no name: it would explain every figure that holds it.
    all.retain(|name| name.chars().any(|c| !c.is_numeric()));
    all
}

/// What sources print, as records keep it.
fn printed(model: &Model) -> impl Iterator<Item = &str> {
    let grades = model.evaluations.iter().map(|e| &e.cites);
    let figures = model.measurements.iter().map(|m| &m.cites);
    let targets = model.targets.iter().map(|t| &t.cites);
    let statistics = model.statistics.rows().iter();
    let cells = statistics.flat_map(|s| s.cells().map(|cell| &cell.cites));
    let all = grades
        .chain(figures)
        .chain(targets)
        .chain(cells)
        .map(|c| c.printed.as_str());
    let sides = model
        .discrepancies
        .rows()
        .iter()
        .flat_map(|d| &d.places)
        .map(|s| s.printed());
    let symbols = model
        .scales
        .rows()
        .iter()
        .flat_map(|s| &s.grades)
        .map(|g| g.symbol.as_str());
    let bases = model.measurements.iter().map(|m| m.basis.as_str());
    all.chain(sides).chain(symbols).chain(bases)
}
