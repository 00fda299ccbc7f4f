//! Summary tables: one pivot for all of them.

mod order;

use std::collections::BTreeMap;

use crate::base::diag::{Checked, Diags};
use crate::base::key::Id;
use crate::model::Model;
use crate::model::activity::Activity;
use crate::model::area::Area;
use crate::model::fact::ReportKind;
use crate::model::indicator::Indicator;
use crate::model::item::Item;
use crate::model::organization::{Organization, Role, Subject};
use crate::model::period::{Period, Unit};
use crate::model::table::{CellKind, Dimension, SummaryTable};
use crate::model::topic::Named;
use crate::model::vocabulary::{Category, Kind, Scale};

use super::errors;
use super::facts::Facts;
use super::series::{SeriesIndex, SeriesKey, key_of};
use super::tree::{Tree, at_level, themes_of};

/// A row or column of a table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Member {
    /// An item.
    Item(Id<Item>),
    /// A grade by its position in a scale.
    Grade(Id<Scale>, usize),
    /// No readable grade.
    NoGrade,
    /// A fiscal year.
    Year(i32),
    /// A month: year and month of the calendar.
    Month(i32, u8),
    /// An organisation.
    Organization(Id<Organization>),
    /// No readable organisation.
    NoOrganization,
    /// A series of figures.
    Series(SeriesKey),
    /// A category of an axis.
    Category(Id<Category>),
    /// An area.
    Area(Id<Area>),
    /// Everything.
    All,
}

/// What a cell was made of. Positions are those in the model's own lists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fact {
    /// An item that is counted.
    Item(Id<Item>),
    /// A grade.
    Evaluation(usize),
    /// A figure.
    Measurement(usize),
    /// A statement.
    Report(usize),
    /// Something done in an area.
    Activity(Id<Activity>),
    /// A series of figures that is counted.
    Indicator(Id<Indicator>),
}

/// The result of a pivot: members and, for each pair, the facts that meet there.
#[derive(Clone, Debug)]
pub struct Grid {
    /// The declaration.
    pub table: Id<SummaryTable>,
    /// Rows in the order of the source.
    pub rows: Vec<Member>,
    /// Columns in the order of the source.
    pub columns: Vec<Member>,
    cells: BTreeMap<(Member, Member), Vec<Fact>>,
}

impl Grid {
    /// The facts of one cell.
    pub fn cell(&self, row: Member, column: Member) -> &[Fact] {
        self.cells.get(&(row, column)).map_or(&[], Vec::as_slice)
    }

    /// How many different facts a row holds: one that stands in two columns counts once.
    pub fn row_total(&self, row: Member) -> usize {
        self.distinct(|(r, _)| *r == row)
    }

    /// How many different facts a column holds.
    pub fn column_total(&self, column: Member) -> usize {
        self.distinct(|(_, c)| *c == column)
    }

    /// How many different facts the table holds.
    pub fn total(&self) -> usize {
        self.distinct(|_| true)
    }

    /// The same table with only some of its rows.
    pub fn only(&self, keep: impl Fn(Member) -> bool) -> Grid {
        let cells = self.cells.iter().filter(|((row, _), _)| keep(*row));
        Grid {
            table: self.table,
            rows: self.rows.iter().copied().filter(|row| keep(*row)).collect(),
            columns: self.columns.clone(),
            cells: cells.map(|(at, facts)| (*at, facts.clone())).collect(),
        }
    }

    fn distinct(&self, wanted: impl Fn(&(Member, Member)) -> bool) -> usize {
        let mut all: Vec<Fact> = self
            .cells
            .iter()
            .filter(|(k, _)| wanted(k))
            .flat_map(|(_, f)| f.iter().copied())
            .collect();
        all.sort_unstable();
        all.dedup();
        all.len()
    }
}

/// Computes every declared table.
pub fn grids(
    model: &Model,
    tree: &Tree,
    facts: &Facts,
    series: &SeriesIndex,
) -> Checked<Vec<Grid>> {
    let mut diags = Diags::default();
    let mut all = Vec::new();
    for (id, table) in model.tables.iter() {
        let pivot = Pivot {
            model,
            tree,
            facts,
            table,
        };
        let grid = pivot.run(id, series);
        if grid.rows.is_empty() || grid.columns.is_empty() {
            diags.push(errors::empty_table(table.span, table.key.as_str()));
        }
        all.push(grid);
    }
    Checked::new(all, diags)
}

struct Pivot<'a> {
    model: &'a Model,
    tree: &'a Tree,
    facts: &'a Facts,
    table: &'a SummaryTable,
}

impl Pivot<'_> {
    fn run(&self, id: Id<SummaryTable>, series: &SeriesIndex) -> Grid {
        let mut cells: BTreeMap<(Member, Member), Vec<Fact>> = BTreeMap::new();
        for fact in self.all_facts() {
            for row in self.members(fact, self.table.rows) {
                for column in self.members(fact, self.table.columns) {
                    cells.entry((row, column)).or_default().push(fact);
                }
            }
        }
        let rows = cells.keys().map(|(r, _)| *r).collect();
        let columns = cells.keys().map(|(_, c)| *c).collect();
        Grid {
            table: id,
            rows: self.ordered(self.table.rows, rows, series),
            columns: self.ordered(self.table.columns, columns, series),
            cells,
        }
    }

    /// All items of the framework in printed order; none for a table over areas.
    fn printed(&self) -> &[Id<Item>] {
        self.table.framework.map_or(&[], |f| self.tree.printed(f))
    }

    /// The items whose facts count.
    fn items(&self) -> Vec<Id<Item>> {
        let all = self.printed().iter().copied();
        all.filter(|i| {
            self.table
                .of
                .is_none_or(|level| self.model.items[*i].level == level)
        })
        .collect()
    }

    fn all_facts(&self) -> Vec<Fact> {
        let in_time =
            |p: &Period| self.table.period == Period::default() || self.table.period == *p;
        let of_items = |list: fn(&super::facts::Of) -> &Vec<usize>| -> Vec<usize> {
            let subjects = self.items().into_iter().map(Subject::Item);
            subjects
                .flat_map(|s| list(self.facts.of(s)).clone())
                .collect()
        };
        let within = Some(self.table.period).filter(|p| !p.is_absent());
        match self.table.cell {
            CellKind::Activities => self.activities(),
            CellKind::Indicators => self.indicators(),
            CellKind::Count => self.items().into_iter().map(Fact::Item).collect(),
            CellKind::Grade => of_items(|o| &o.evaluations)
                .into_iter()
                .filter(|e| in_time(&self.model.evaluations[*e].period))
                .filter(|e| {
                    self.table
                        .scale
                        .is_none_or(|s| self.model.evaluations[*e].scale == s)
                })
                .map(Fact::Evaluation)
                .collect(),
            CellKind::Report => of_items(|o| &o.reports)
                .into_iter()
                .filter(|r| self.model.reports[*r].kind == ReportKind::Progress)
                .map(Fact::Report)
                .collect(),
            CellKind::Value => self
                .model
                .measurements
                .iter()
                .enumerate()
                .filter(|(_, m)| self.counts(self.model.indicators[m.indicator].subject))
                .filter(|(_, m)| within.is_none_or(|p| p.contains(&m.period)))
                .map(|(i, _)| Fact::Measurement(i))
                .collect(),
        }
    }

    /// The activities of the area and of its parts.
    fn activities(&self) -> Vec<Fact> {
        let within = |area: Id<Area>| {
            std::iter::successors(Some(area), |a| self.model.areas[*a].parent)
                .any(|a| Some(a) == self.table.area)
        };
        let all = self.model.activities.iter().filter(|(_, a)| within(a.area));
        all.map(|(id, _)| Fact::Activity(id)).collect()
    }

    fn indicators(&self) -> Vec<Fact> {
        let all = self.model.indicators.iter();
        let own = all.filter(|(_, indicator)| self.counts(indicator.subject));
        own.map(|(id, _)| Fact::Indicator(id)).collect()
    }

    fn counts(&self, subject: Subject) -> bool {
        self.table.framework.is_some()
            && self.model.framework_of(subject) == self.table.framework
            && match (subject, self.table.of) {
                (_, None) => true,
                (Subject::Item(id), Some(level)) => self.model.items[id].level == level,
                _ => false,
            }
    }

    fn item_of(&self, fact: Fact) -> Option<Id<Item>> {
        let subject = match fact {
            Fact::Item(id) => return Some(id),
            Fact::Evaluation(i) => self.model.evaluations[i].subject,
            Fact::Measurement(i) => {
                self.model.indicators[self.model.measurements[i].indicator].subject
            }
            Fact::Report(i) => self.model.reports[i].subject,
            Fact::Indicator(id) => self.model.indicators[id].subject,
            Fact::Activity(_) => return None,
        };
        match subject {
            Subject::Item(id) => Some(id),
            _ => None,
        }
    }

    fn period_of(&self, fact: Fact) -> Option<Period> {
        match fact {
            Fact::Item(_) | Fact::Indicator(_) => None,
            Fact::Evaluation(i) => Some(self.model.evaluations[i].period),
            Fact::Measurement(i) => Some(self.model.measurements[i].period),
            Fact::Report(i) => Some(self.model.reports[i].period),
            Fact::Activity(id) => Some(self.model.activities[id].period),
        }
    }

    fn members(&self, fact: Fact, dimension: Dimension) -> Vec<Member> {
        let item = self.item_of(fact);
        match dimension {
            Dimension::All => vec![Member::All],
            Dimension::Level(level) => {
                let above = item.and_then(|id| at_level(self.model, id, level));
                above.map(Member::Item).into_iter().collect()
            }
            Dimension::Grade => item.map(|id| self.grade_of(id)).into_iter().collect(),
            Dimension::Year => {
                let year = self.period_of(fact).and_then(|p| p.single_year());
                year.map(Member::Year).into_iter().collect()
            }
            Dimension::Month => match self.period_of(fact).map(|p| (p.start, p.end)) {
                Some((Some(Unit::Month(y, m)), Some(Unit::Month(y2, m2))))
                    if (y, m) == (y2, m2) =>
                {
                    vec![Member::Month(y, m)]
                }
                _ => Vec::new(),
            },
            Dimension::Organization(role, kind) => item
                .map(|id| self.bodies_of(id, role, kind))
                .unwrap_or_default(),
            Dimension::Indicator => match fact {
                Fact::Measurement(i) => vec![Member::Series(key_of(&self.model.measurements[i]))],
                _ => Vec::new(),
            },
            Dimension::Area(kind) => match fact {
                Fact::Activity(id) => self.area_of(self.model.activities[id].area, kind),
                _ => Vec::new(),
            },
            Dimension::Axis(axis) => {
                let themes: &[Id<Category>] = match (fact, item) {
                    (Fact::Activity(id), _) => &self.model.activities[id].themes,
                    (_, Some(id)) => themes_of(self.model, id),
                    _ => &[],
                };
                let on_axis = |c: &&Id<Category>| self.model.categories[**c].axis == axis;
                themes
                    .iter()
                    .filter(on_axis)
                    .map(|c| Member::Category(*c))
                    .collect()
            }
        }
    }

    /// Where an activity is counted: at its own area, or at that of one kind in which it lies.
    fn area_of(&self, area: Id<Area>, kind: Option<Id<Kind>>) -> Vec<Member> {
        let mut up = std::iter::successors(Some(area), |a| self.model.areas[*a].parent);
        let found = match kind {
            None => Some(area),
            Some(_) => up.find(|a| self.model.areas[*a].level == kind),
        };
        found.map(Member::Area).into_iter().collect()
    }

    fn grade_of(&self, id: Id<Item>) -> Member {
        let all = self.facts.of(Subject::Item(id)).evaluations.iter();
        let mut all = all.map(|i| &self.model.evaluations[*i]);
        let found = match self.table.scale {
            Some(scale) => all.find(|e| e.scale == scale),
            None => self.facts.evaluation(self.model, Subject::Item(id)),
        };
        match found.and_then(|e| Some((e.scale, e.grade?))) {
            Some((scale, grade)) => Member::Grade(scale, grade),
            None => Member::NoGrade,
        }
    }

    /// The bodies of an item. Without a role, being named counts too; with one, an item of which
    /// no such body can be read stands in a row of its own, so that the column still adds up.
    fn bodies_of(&self, id: Id<Item>, role: Option<Role>, kind: Option<Id<Kind>>) -> Vec<Member> {
        let of = self.facts.of(Subject::Item(id));
        let involved = of.involvements.iter().map(|i| &self.model.involvements[*i]);
        let involved = involved.filter(|i| role.is_none_or(|role| i.role == role));
        let named = of
            .mentions
            .iter()
            .filter_map(|m| match self.model.mentions[*m].named {
                Named::Organization(body) if role.is_none() => Some(body),
                _ => None,
            });
        let of_kind = |body: &Id<Organization>| {
            kind.is_none() || self.model.organizations[*body].kind == kind
        };
        let bodies = involved
            .filter_map(|i| i.organization)
            .chain(named)
            .filter(of_kind);
        let mut all: Vec<Member> = bodies.map(Member::Organization).collect();
        all.sort_unstable();
        all.dedup();
        if all.is_empty() && role.is_some() {
            all.push(Member::NoOrganization);
        }
        all
    }
}
