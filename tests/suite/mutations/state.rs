//! What a run publishes, as far as figures go, each with the place it was written at.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use mieruka::base::span::{FileId, Span};
use mieruka::index::checks::{Stated, Table};
use mieruka::index::formula::Outcome;
use mieruka::index::pivot::{Fact, Grid};
use mieruka::model::Model;
use mieruka::model::fact::Figure;
use mieruka::model::organization::Subject;
use mieruka::model::table::CellKind;
use mieruka::pipeline::Built;
use mieruka::view::data::{count, file};

/// The text that was edited: of some files all, or a range of one.
#[derive(Clone, Debug)]
pub(crate) struct Region {
    pub(crate) files: BTreeSet<FileId>,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Region {
    fn holds(&self, span: Span) -> bool {
        let range = span.range();
        self.files.contains(&span.file) && range.start < self.end && range.end >= self.start
    }
}

/// A figure or grade that a source prints.
#[derive(Clone, Debug)]
struct Printed {
    what: String,
    span: Span,
}

/// A figure that the program computes, or a check that it makes.
#[derive(Clone, Debug)]
struct Computed {
    /// What it is: the same in two runs, whatever it comes to.
    key: String,
    /// Whether only one may have this key; a formula may be asked for in many places.
    is_once: bool,
    what: String,
    /// Where it is asked for.
    asked: Vec<Span>,
    /// Ids of what went in.
    inputs: BTreeSet<String>,
}

/// Two are the same if they come to the same; where they are asked for takes no part in it.
impl Ord for Computed {
    fn cmp(&self, other: &Self) -> Ordering {
        self.what.cmp(&other.what)
    }
}

impl PartialOrd for Computed {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Computed {
    fn eq(&self, other: &Self) -> bool {
        self.what == other.what
    }
}

impl Eq for Computed {}

/// Rows of one data file.
type Rows = Vec<Vec<String>>;

/// All that is held against another run.
#[derive(Debug)]
pub(crate) struct State {
    rows: BTreeMap<String, Rows>,
    printed: Vec<Printed>,
    computed: Vec<Computed>,
}

impl State {
    pub(crate) fn of(built: &Built) -> Self {
        let mut rows: BTreeMap<String, Rows> = (0..count(built.world()))
            .map(|place| file(built.world(), place))
            .map(|file| (file.name, file.rows.collect()))
            .collect();
        let mut computed = checks(built, &rows.remove("checks").unwrap_or_default());
        computed.extend(tables(built, &mut rows));
        computed.extend(formulas(built));
        rows.remove("pages");
        Self {
            rows,
            printed: printed(&built.model),
            computed,
        }
    }

    /// What differs from a run before the edit, without the edit being the reason. The regions are
    /// the edited text before and after.
    pub(crate) fn unexplained(&self, before: &State, regions: &[Region; 2]) -> Vec<String> {
        let mut faults = Vec::new();
        let (old, new) = (before.elsewhere(&regions[0]), self.elsewhere(&regions[1]));
        let (gone, come) = differences(&old, &new);
        faults.extend(gone.iter().map(|f| format!("figure elsewhere gone: {f}")));
        faults.extend(come.iter().map(|f| format!("figure elsewhere new: {f}")));
        let changed = self.changed_ids(before);
        let mut inputs: BTreeMap<&str, bool> = BTreeMap::new();
        for one in before.computed.iter().chain(&self.computed) {
            *inputs.entry(&one.key).or_default() |=
                one.inputs.iter().any(|id| changed.contains(id));
        }
        faults.extend(self.twice().map(|key| format!("stands twice: {key}")));
        let (gone, come) = differences(&before.computed, &self.computed);
        for (all, region) in [(gone, &regions[0]), (come, &regions[1])] {
            for one in all {
                let asked = one.asked.iter().any(|span| region.holds(*span));
                if !asked && !inputs[one.key.as_str()] {
                    faults.push(format!("computed from nothing that changed: {}", one.what));
                }
            }
        }
        faults
    }

    /// Checks and cells of tables that stand there more than once.
    fn twice(&self) -> impl Iterator<Item = &str> {
        let mut seen = BTreeSet::new();
        let once = self.computed.iter().filter(|c| c.is_once);
        once.map(|c| c.key.as_str())
            .filter(move |key| !seen.insert(*key))
    }

    /// Whether nothing of it differs.
    pub(crate) fn same(&self, before: &State) -> bool {
        self.rows == before.rows && self.computed == before.computed
    }

    fn elsewhere(&self, region: &Region) -> Vec<&str> {
        let outside = self.printed.iter().filter(|p| !region.holds(p.span));
        outside.map(|p| p.what.as_str()).collect()
    }

    /// Ids of the rows that differ, of what they are about, and of what hangs below an item that
    /// was moved or classed anew.
    fn changed_ids(&self, before: &State) -> BTreeSet<String> {
        let mut ids = BTreeSet::new();
        let none = Rows::new();
        for (name, old) in &before.rows {
            let (gone, come) = differences(old, self.rows.get(name).unwrap_or(&none));
            let about = match name.as_str() {
                "evaluations" | "targets" | "reports" | "scales" => [0, 1],
                "mentions" => [3, 3],
                "statistics" => [0, 18],
                _ => [0, 0],
            };
            for row in gone.into_iter().chain(come) {
                ids.extend(about.map(|column| row[column].clone()));
            }
        }
        let parents = [before, self].map(State::parents);
        let (gone, come) = differences(&parents[0], &parents[1]);
        let mut moved: BTreeSet<&str> = gone.iter().chain(&come).map(|pair| pair.0).collect();
        let mut known = 0;
        while moved.len() > known {
            known = moved.len();
            let below = parents.iter().flatten();
            let below: Vec<_> = below.filter(|pair| moved.contains(pair.1)).collect();
            moved.extend(below.iter().map(|pair| pair.0));
        }
        ids.extend(moved.iter().map(|id| (*id).to_owned()));
        ids
    }

    /// Every item, what it hangs below, and its classes, which what is below it shares.
    fn parents(&self) -> Vec<(&str, &str, &str)> {
        let items = self.rows.get("items").into_iter().flatten();
        items
            .map(|row| (row[0].as_str(), row[5].as_str(), row[6].as_str()))
            .collect()
    }
}

/// What is only in the first list and what is only in the second, as often as it is.
fn differences<'a, T: Ord>(old: &'a [T], new: &'a [T]) -> (Vec<&'a T>, Vec<&'a T>) {
    let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[same..], &new[same..]);
    let pairs = old.iter().rev().zip(new.iter().rev());
    let same = pairs.take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - same], &new[..new.len() - same]);
    let mut counts: BTreeMap<&T, i32> = BTreeMap::new();
    old.iter()
        .for_each(|row| *counts.entry(row).or_default() += 1);
    new.iter()
        .for_each(|row| *counts.entry(row).or_default() -= 1);
    let gone = counts.iter().filter(|(_, n)| **n > 0).map(|(row, _)| *row);
    let come = counts.iter().filter(|(_, n)| **n < 0).map(|(row, _)| *row);
    (gone.collect(), come.collect())
}

fn value(figure: &Figure) -> String {
    let number =
        |n: Option<_>| n.map_or_else(|| "?".to_owned(), |n: rust_decimal::Decimal| n.to_string());
    let (from, to) = (number(figure.value), number(figure.value_to));
    format!("{from}..{to} {}", figure.qualifiers.join(";"))
}

fn printed(model: &Model) -> Vec<Printed> {
    let mut all = Vec::new();
    let mut add = |what: String, span: Span| all.push(Printed { what, span });
    for m in &model.measurements {
        add(
            format!("measurement {} {}", value(&m.figure), m.cites.printed),
            m.span,
        );
    }
    for t in &model.targets {
        add(
            format!("target {} {}", value(&t.figure), t.cites.printed),
            t.span,
        );
    }
    for e in &model.evaluations {
        let grade = e
            .grade
            .map(|g| model.scales[e.scale].grades[g].symbol.clone());
        add(format!("grade {}", grade.unwrap_or_default()), e.span);
    }
    let cells = model.statistics.rows().iter().flat_map(|s| &s.rows);
    for cell in cells.flat_map(|row| row.cells.iter().flatten()) {
        let rank = [cell.rank, cell.rank_of];
        let (value, printed) = (value(&cell.figure), &cell.cites.printed);
        add(format!("statistic {value} {rank:?} {printed}"), cell.span);
    }
    for meeting in model.meetings.rows() {
        add(
            format!("meeting {}", value(&meeting.participants)),
            meeting.span,
        );
        for question in &meeting.survey {
            add(format!("survey {}", value(&question.n)), question.span);
            for answer in &question.answers {
                add(format!("answer {:?}", answer.count), question.span);
            }
        }
    }
    all
}

fn checks(built: &Built, rows: &[Vec<String>]) -> Vec<Computed> {
    let model = &built.model;
    let all = built.index.checks.iter().zip(rows).map(|(check, row)| {
        let (id, span) = match check.stated {
            Stated::Measurement(i) => (&model.measurements[i].id, model.measurements[i].span),
            Stated::Target(i) => (&model.targets[i].id, model.targets[i].span),
            Stated::Cell(id, row, measure) => {
                let cell = model.statistics[id].cell(row, measure).expect("a cell");
                (&cell.id, cell.span)
            }
        };
        let (key, declared) = match check.of {
            Table::Series(id, _) => (&model.indicators[id].key, model.indicators[id].span),
            Table::Statistic(id) => (&model.statistics[id].key, model.statistics[id].span),
        };
        let known = [id.clone(), key.to_string(), row[2].clone(), row[9].clone()];
        Computed {
            key: row[0].clone(),
            is_once: true,
            what: format!("check {}", row.join("|")),
            asked: vec![span, declared],
            inputs: check
                .inputs
                .iter()
                .cloned()
                .chain(known)
                .filter(|id| !id.is_empty())
                .collect(),
        }
    });
    all.collect()
}

/// Takes the rows of summary tables out of the data files.
fn tables(built: &Built, rows: &mut BTreeMap<String, Rows>) -> Vec<Computed> {
    let mut all = Vec::new();
    for grid in &built.index.grids {
        let table = &built.model.tables[grid.table];
        let name = format!("tables/{}", table.key);
        let mut inputs = facts(&built.model, grid);
        // A month of a board says how many figures it has.
        if table.cell == CellKind::Report {
            inputs.extend(built.model.measurements.iter().map(|m| m.id.clone()));
        }
        for row in rows.remove(&name).unwrap_or_default() {
            let mut inputs = inputs.clone();
            inputs.extend([row[0].clone(), row[2].clone()]);
            all.push(Computed {
                key: format!("{name} {} {} {}", row[0], row[2], row[4]),
                is_once: true,
                // Names of rows and columns are labels; what a cell holds is told by the ids.
                what: format!("{name} {} {} {}", row[0], row[2], row[4..].join("|")),
                asked: vec![table.span],
                inputs,
            });
        }
    }
    all
}

fn facts(model: &Model, grid: &Grid) -> BTreeSet<String> {
    let pairs = grid
        .rows
        .iter()
        .flat_map(|r| grid.columns.iter().map(move |c| (*r, *c)));
    let facts = pairs.flat_map(|(row, column)| grid.cell(row, column));
    let ids = facts.flat_map(|fact| match fact {
        Fact::Item(id) => vec![model.items[*id].id.to_string()],
        Fact::Evaluation(i) => vec![model.evaluations[*i].id.clone()],
        Fact::Measurement(i) => vec![model.measurements[*i].id.clone()],
        Fact::Report(i) => vec![model.reports[*i].id.clone()],
        Fact::Activity(id) => vec![model.activities[*id].key.to_string()],
        Fact::Indicator(id) => {
            let indicator = &model.indicators[*id];
            let mut ids = vec![indicator.key.to_string()];
            if let Subject::Item(item) = indicator.subject {
                ids.push(model.items[item].id.to_string());
            }
            ids
        }
    });
    ids.collect()
}

fn formulas(built: &Built) -> Vec<Computed> {
    let all = built.index.figures.iter().map(|(span, d)| {
        let result = match &d.result {
            Outcome::Figure(f) => format!("{} {}", value(f), f.unit),
            Outcome::Printed(text, f) => format!("{text} {}", value(f)),
            Outcome::Grade(symbol, label) => format!("{symbol} {label}"),
            Outcome::Difference(n, unit, words) => format!("{n} {unit} {words:?}"),
            Outcome::Periods(periods) => format!("{periods:?}"),
        };
        Computed {
            key: d.formula.clone(),
            is_once: false,
            what: format!(
                "formula {} = {result} {:?} {:?} {:?} {:?}",
                d.formula, d.stated, d.numerator, d.denominator, d.left_out
            ),
            asked: vec![*span],
            inputs: d.inputs.iter().cloned().collect(),
        }
    });
    all.collect()
}
