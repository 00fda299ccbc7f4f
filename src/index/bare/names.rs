//! Digits inside names, and inside what a source prints and our text quotes.

use std::collections::BTreeSet;
use std::ops::Range;

use foldhash::HashSet;

use crate::model::Model;
use crate::model::names::fold;

/// Names that hold digits, and printed forms of figures and labels.
#[derive(Debug)]
pub(in crate::index) struct Names {
    /// In order, each once.
    names: Vec<String>,
    /// Bytes of the longest name.
    longest: usize,
    printed: BTreeSet<String>,
}

impl Names {
    /// The names of a model.
    pub(in crate::index) fn new(model: &Model) -> Self {
        let digits = |text: &str| text.contains(|c: char| c.is_numeric());
        let mut names = named(model);
        names.retain(|name| digits(name));
        // Many figures are printed alike.
        let printed: HashSet<&str> = printed(model).filter(|p| digits(p)).collect();
        Self::of(names, printed.into_iter().map(fold).collect())
    }

    fn of(mut names: Vec<String>, printed: BTreeSet<String>) -> Self {
        names.sort_unstable();
        names.dedup();
        Self {
            longest: names.iter().map(String::len).max().unwrap_or(0),
            names,
            printed,
        }
    }

    /// Whether a number stands inside a name, or inside quotation marks around what is printed.
    pub(super) fn covers(&self, text: &str, run: &Range<usize>) -> bool {
        let first = run.end.saturating_sub(self.longest);
        let before = text[..run.start].char_indices().rev().map(|(at, _)| at);
        let mut starts = std::iter::once(run.start).chain(before.take_while(|at| *at >= first));
        let inside = |at: usize| at + self.longest_at(&text[at..]) >= run.end;
        starts.any(inside) || self.quoted(text, run)
    }

    /// How many bytes the longest name takes with which a text begins; 0 if there is none.
    fn longest_at(&self, text: &str) -> usize {
        let mut text = text;
        loop {
            // Of all names up to the text in order, the last shares the longest beginning with it.
            let upto = self.names.partition_point(|name| name.as_str() <= text);
            let Some(name) = upto.checked_sub(1).map(|at| &self.names[at]) else {
                return 0;
            };
            let same = text.chars().zip(name.chars()).take_while(|(a, b)| a == b);
            let shared: usize = same.map(|(c, _)| c.len_utf8()).sum();
            if shared == name.len() || shared == 0 {
                return shared;
            }
            text = &text[..shared];
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_inside_the_longest_name_around_it() {
        let names = ["3-4 計画", "3-4", "3", "第2期計画", "第2"].map(str::to_owned);
        let names = Names::of(names.to_vec(), BTreeSet::new());
        let covered = |text: &str, number: &str| {
            let at = text.rfind(number).unwrap_or_default();
            names.covers(text, &(at..at + number.len()))
        };
        assert!(covered("a3-4 計画b", "4"));
        assert!(covered("３、3-4。", "4"));
        assert!(covered("第2期間", "2"));
        assert!(!covered("3-5", "5"), "only the 3 is a name");
        assert!(!covered("第25期計画", "25"));
        assert!(!covered("12期計画", "12"));
        assert!(!covered("３件", "３"), "full width is another number here");
    }
}
