//! The cells of a summary table: what each shows and what its CSV holds, from the same facts.

use std::sync::Arc;

use crate::index::pivot::{Fact, Grid, Member};
use crate::model::document::Reading;
use crate::model::entity::Entity;
use crate::model::fact::{Measurement, Report};
use crate::model::organization::Subject;
use crate::model::period::{Period, Unit};
use crate::model::table::{CellKind, SummaryTable};
use crate::parse::japanese::escape;
use crate::site::route::{Route, route};
use crate::view::common::{Badge, CellView};
use crate::view::here::Here;

use super::{percent, share_cell};

/// What one cell shows and what its CSV holds.
pub(super) struct Shown {
    pub(super) view: CellView,
    pub(super) value: String,
    pub(super) unit: String,
    pub(super) share: Option<Share>,
}

/// A part of a whole, in percent.
pub(super) struct Share {
    pub(super) percent: String,
    pub(super) part: usize,
    pub(super) whole: usize,
}

impl Here<'_> {
    /// The cell where a row meets a column.
    pub(super) fn shown(
        &self,
        grid: &Grid,
        table: &SummaryTable,
        row: Member,
        column: Member,
    ) -> Shown {
        let facts = grid.cell(row, column);
        match table.cell {
            CellKind::Count | CellKind::Activities | CellKind::Indicators => {
                self.shown_count(grid, table, row, facts.len())
            }
            CellKind::Grade => self.shown_grade(facts),
            CellKind::Report => self.shown_reports(grid, row, column, facts),
            CellKind::Value => self.shown_value(facts),
        }
    }

    fn shown_count(&self, grid: &Grid, table: &SummaryTable, row: Member, n: usize) -> Shown {
        let whole = grid.row_total(row);
        let percent = percent(table, n, whole);
        Shown {
            view: share_cell(n, percent.clone()),
            value: n.to_string(),
            unit: table.unit.clone(),
            share: percent.map(|percent| Share {
                percent,
                part: n,
                whole,
            }),
        }
    }

    fn shown_grade(&self, facts: &[Fact]) -> Shown {
        let model = self.world.model;
        let found = facts.iter().find_map(|f| match f {
            Fact::Evaluation(i) => Some(&model.evaluations[*i]),
            _ => None,
        });
        let Some(evaluation) = found else {
            return text_shown(self.missing("missing"), "");
        };
        let badge: Badge = self.evaluation_badge(evaluation);
        let value = badge.symbol.clone();
        let view = CellView {
            badge: Some(badge.clone()),
            ..CellView::plain("grade", escape(&badge.label))
        };
        text_shown(view, &value)
    }

    fn shown_value(&self, facts: &[Fact]) -> Shown {
        let model = self.world.model;
        let all: Vec<&Measurement> = facts
            .iter()
            .filter_map(|f| match f {
                Fact::Measurement(i) => Some(&model.measurements[*i]),
                _ => None,
            })
            .collect();
        let best = all
            .iter()
            .find(|m| m.reading.counts())
            .or_else(|| all.first())
            .copied();
        Shown {
            view: self.figure_cell(best),
            value: best
                .and_then(|m| m.figure.value)
                .map(|v| v.to_string())
                .unwrap_or_default(),
            unit: best.map(|m| m.figure.unit.clone()).unwrap_or_default(),
            share: None,
        }
    }

    /// A month of a row: words, figures, damage; a month after the last reported one is to come.
    fn shown_reports(&self, grid: &Grid, row: Member, column: Member, facts: &[Fact]) -> Shown {
        let model = self.world.model;
        let reports: Vec<&Arc<Report>> = facts
            .iter()
            .filter_map(|f| match f {
                Fact::Report(i) => Some(&model.reports[*i]),
                _ => None,
            })
            .collect();
        let last = grid
            .columns
            .iter()
            .rev()
            .find(|c| grid.column_total(**c) > 0);
        let to_come = last.is_some_and(|last| column > *last);
        let worst = reports
            .iter()
            .map(|r| r.reading)
            .max_by_key(|r| r.word() != "ok");
        let figures = self.figures_in(row, column);
        let word = match (reports.is_empty(), worst) {
            (true, _) if to_come => return text_shown(self.missing("to-come"), ""),
            (true, _) => return text_shown(self.missing("missing"), ""),
            (_, Some(Reading::Lost)) => "board-lost",
            (_, Some(Reading::Damaged)) => "board-damaged",
            _ if figures > 0 => "board-figures",
            _ => "board-text",
        };
        let anchor = match (row, column) {
            (Member::Item(id), Member::Month(y, m)) => {
                let page = route(model, Entity::Item(id));
                Some(self.href(&Route::place(page.path, format!("{y:04}-{m:02}"))))
            }
            _ => None,
        };
        let unread = word == "board-lost" || word == "board-damaged";
        let kind = if unread { "unread" } else { "text" };
        let view = CellView {
            href: anchor,
            ..CellView::plain(kind, self.word(word))
        };
        // The file holds how many figures the month has; words are in the reports.
        text_shown(view, &figures.to_string())
    }

    /// How many figures a row has in a month.
    fn figures_in(&self, row: Member, column: Member) -> usize {
        let (Member::Item(id), Member::Month(y, m)) = (row, column) else {
            return 0;
        };
        let month = Period::of(Unit::Month(y, m));
        let subject = Subject::Item(id);
        let (model, index) = (self.world.model, self.world.index);
        let indicators = index.facts.of(subject).indicators.iter();
        let points = indicators
            .flat_map(|i| index.series.of(*i))
            .flat_map(|(_, p)| p.iter());
        points
            .filter(|p| model.measurements[**p].period == month)
            .count()
    }
}

fn text_shown(view: CellView, value: &str) -> Shown {
    Shown {
        view,
        value: value.to_owned(),
        unit: String::new(),
        share: None,
    }
}
