//! Two years of many series: how many rose and fell, and a picture where units are alike.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::key::Id;
use crate::index::pivot::{Grid, Member};
use crate::index::tree::is_below;
use crate::model::entity::Entity;
use crate::model::indicator::Indicator;
use crate::model::item::Item;
use crate::model::organization::Subject;
use crate::model::table::Dimension;
use crate::view::chart::dumbbell::{self, Pair};
use crate::view::chart::{ChartView, FigureBlock, LegendView};
use crate::view::common::TableView;
use crate::view::format;
use crate::view::here::Here;

use super::has_difference;

/// The fewest series of one unit that are drawn side by side.
const FEWEST: usize = 4;
/// More are a table.
const MOST: usize = 16;

/// A series with both of its figures.
struct Change {
    pair: Pair,
    by: Decimal,
}

impl Here<'_> {
    /// What changed below an item, after the tables that its framework declares.
    pub fn changes_below(&mut self, id: Id<Item>) -> Vec<FigureBlock> {
        let (model, index) = (self.world.model, self.world.index);
        let framework = model.items[id].framework;
        let mut blocks = Vec::new();
        for grid in &index.grids {
            let table = &model.tables[grid.table];
            let wanted = table.framework == Some(framework)
                && table.rows == Dimension::Indicator
                && has_difference(table);
            if !wanted {
                continue;
            }
            if let Some(view) = self.table_below(grid, id) {
                let rows = self.rows_below(grid, id);
                blocks.push(FigureBlock {
                    charts: self.change_charts(grid, &rows),
                    sentences: self.change_sentence(grid, &rows).into_iter().collect(),
                    table: view,
                });
            }
        }
        blocks
    }

    /// The figures of one item: after the table of two years that its framework declares, as far
    /// as that shows all of them; the others year by year.
    pub fn compact_figures(&mut self, id: Id<Item>) -> Vec<TableView> {
        let (model, index) = (self.world.model, self.world.index);
        let framework = model.items[id].framework;
        let mut tables = Vec::new();
        let mut covered: BTreeSet<Id<Indicator>> = BTreeSet::new();
        for grid in &index.grids {
            let table = &model.tables[grid.table];
            if table.framework != Some(framework) || !has_difference(table) {
                continue;
            }
            let own = |row: &Member| match row {
                Member::Series(key) => {
                    let own = model.indicators[key.indicator].subject == Subject::Item(id);
                    (own && self.shows_all(grid, key.indicator)).then_some(key.indicator)
                }
                _ => None,
            };
            let found: BTreeSet<Id<Indicator>> = grid.rows.iter().filter_map(own).collect();
            if let Some(mut view) = self.table_below(grid, id).filter(|_| !found.is_empty()) {
                view.id = format!("{}-{}", view.id, model.items[id].key);
                // One page shows the table of several items: each caption says of which.
                let item = self.short(Entity::Item(id));
                let names = [("name", view.caption), ("breakdown", item)];
                view.caption = self.fill("check-name", &names);
                let points = found.iter().flat_map(|i| index.series.of(*i));
                view.notes = self.measurement_notes(points.flat_map(|(_, p)| p.iter().copied()));
                tables.push(view);
                covered.extend(found);
            }
        }
        let rest = index.facts.of(Subject::Item(id)).indicators.iter();
        let rest = rest.filter(|i| !covered.contains(i));
        tables.extend(rest.filter_map(|i| self.figures_table(*i)));
        tables
    }

    /// Whether every figure of an indicator stands in a column of a table.
    fn shows_all(&self, grid: &Grid, id: Id<Indicator>) -> bool {
        let model = self.world.model;
        let mut points = self.world.index.series.of(id).flat_map(|(_, p)| p.iter());
        points.all(|p| {
            let m = &model.measurements[*p];
            let year = m.period.single_year();
            m.seq == 1 && year.is_some_and(|y| grid.columns.contains(&Member::Year(y)))
        })
    }

    /// The rows of a table that lie below an item.
    pub(super) fn rows_below(&self, grid: &Grid, id: Id<Item>) -> Vec<Member> {
        let model = self.world.model;
        let below = |row: &&Member| match row {
            Member::Series(key) => match model.indicators[key.indicator].subject {
                Subject::Item(own) => is_below(model, own, id),
                _ => false,
            },
            Member::Item(own) => is_below(model, *own, id),
            _ => false,
        };
        grid.rows.iter().filter(below).copied().collect()
    }

    /// How many rows rose, fell, stayed the same, and cannot be compared, in a sentence.
    pub fn change_sentence(&self, grid: &Grid, rows: &[Member]) -> Option<String> {
        let table = &self.world.model.tables[grid.table];
        if !has_difference(table) || rows.is_empty() {
            return None;
        }
        let counts = self.row_changes(grid, rows);
        let (first, last) = (grid.columns.first()?, grid.columns.last()?);
        let args = [
            ("count", rows.len().to_string()),
            ("first-period", self.member_name(*first)),
            ("last-period", self.member_name(*last)),
            ("more", counts[0].to_string()),
            ("less", counts[1].to_string()),
            ("same", counts[2].to_string()),
            ("apart", counts[3].to_string()),
        ];
        Some(self.fill("change-counts", &args))
    }

    /// Before and after, for each unit that enough series share, in the order of the later figure.
    fn change_charts(&self, grid: &Grid, rows: &[Member]) -> Vec<Arc<ChartView>> {
        let (Some(first), Some(last)) = (grid.columns.first(), grid.columns.last()) else {
            return Vec::new();
        };
        let mut units: BTreeMap<String, Vec<Change>> = BTreeMap::new();
        for row in rows {
            let change = self.row_difference(grid, *row);
            let pair = self.pair(grid, *row, (*first, *last));
            if let (Some((by, unit)), Some(pair)) = (change, pair) {
                units.entry(unit).or_default().push(Change { pair, by });
            }
        }
        units.retain(|unit, all| !unit.is_empty() && (FEWEST..=MOST).contains(&all.len()));
        let mut charts = Vec::new();
        for (unit, mut all) in units {
            all.sort_by_key(|change| Reverse(change.pair.after.0));
            let key = &self.world.model.tables[grid.table].key;
            let id = format!("c-{key}-{}", charts.len() + 1);
            charts.extend(
                self.change_chart(grid, id, &unit, &all, (*first, *last))
                    .map(Arc::new),
            );
        }
        charts
    }

    fn pair(&self, grid: &Grid, row: Member, (first, last): (Member, Member)) -> Option<Pair> {
        let figure = |column| {
            let m = self.comparable(grid, row, column)?;
            let words = format::amount(m.figure.value, None, "", &m.figure.qualifiers);
            Some((m.figure.value?, words))
        };
        let Member::Series(key) = row else {
            return None;
        };
        let indicator = &self.world.model.indicators[key.indicator];
        let side = self.series_name(key);
        let name = match side == indicator.name {
            true => side,
            false => format!("{} {side}", indicator.name),
        };
        Some(Pair {
            name,
            before: figure(first)?,
            after: figure(last)?,
        })
    }

    fn change_chart(
        &self,
        grid: &Grid,
        id: String,
        unit: &str,
        all: &[Change],
        (first, last): (Member, Member),
    ) -> Option<ChartView> {
        let table = &self.world.model.tables[grid.table];
        let pairs: Vec<Pair> = all.iter().map(|c| c.pair.clone()).collect();
        let picture = dumbbell::draw(&pairs)?;
        let names = [("name", table.title.clone()), ("unit", unit.to_owned())];
        let mark = |mark: &str, member| LegendView {
            mark: mark.to_owned(),
            text: self.member_name(member),
        };
        Some(ChartView {
            kind: "dumbbell".to_owned(),
            name: self.fill("caption-figures-unit", &names),
            finding: self.change_finding(unit, all),
            sentence: self.largest_changes(unit, all),
            picture: picture.drawn(&id),
            id,
            legend: vec![mark("before", first), mark("after", last)],
        })
    }

    /// How many of some series rose, fell, and stayed the same.
    fn change_finding(&self, unit: &str, all: &[Change]) -> String {
        let count = |wanted: Ordering| {
            let hits = all.iter().filter(|c| c.by.cmp(&Decimal::ZERO) == wanted);
            hits.count().to_string()
        };
        let args = [
            ("unit", unit.to_owned()),
            ("count", all.len().to_string()),
            ("more", count(Ordering::Greater)),
            ("less", count(Ordering::Less)),
            ("same", count(Ordering::Equal)),
        ];
        self.fill("finding-change-counts", &args)
    }

    /// The series that rose most, and the one that fell most.
    fn largest_changes(&self, unit: &str, all: &[Change]) -> String {
        let most = all.iter().max_by_key(|c| c.by);
        let least = all.iter().min_by_key(|c| c.by);
        let found = [
            ("change-most", most.filter(|c| c.by > Decimal::ZERO)),
            ("change-least", least.filter(|c| c.by < Decimal::ZERO)),
        ];
        let tell = |(word, change): (&str, Option<&Change>)| {
            let change = change?;
            let args = [
                ("name", change.pair.name.clone()),
                ("before", format!("{}{unit}", change.pair.before.1)),
                ("after", format!("{}{unit}", change.pair.after.1)),
                ("change", self.difference(&change.by)),
            ];
            Some(self.fill(word, &args))
        };
        found.into_iter().filter_map(tell).collect()
    }
}
