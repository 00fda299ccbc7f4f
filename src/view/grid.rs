//! A summary table as people see it and as its CSV holds it: both from the same cells.

use rust_decimal::Decimal;

use crate::index::pivot::{Fact, Grid, Member};
use crate::index::series::SeriesKey;
use crate::model::amount::share;
use crate::model::document::Reading;
use crate::model::entity::Entity;
use crate::model::fact::{Measurement, Report};
use crate::model::period::{Period, Unit};
use crate::model::table::{CellKind, SummaryTable};
use crate::parse::japanese::title_html;
use crate::site::route::Route;

use super::common::{Badge, CellView, GroupView, HeadView, RowView, TableView};
use super::format;
use super::here::Here;
use super::prose::escape;

/// One row of `data/tables/<key>.csv`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct TableRow(pub [String; 9]);

/// What one cell shows and what its CSV holds.
struct Shown {
    view: CellView,
    value: String,
    unit: String,
    share: Option<(String, usize, usize)>,
}

impl Here<'_> {
    /// A declared table.
    pub fn summary_table(&mut self, grid: &Grid) -> TableView {
        let table = &self.world.model.tables[grid.table];
        let mut columns: Vec<HeadView> =
            grid.columns.iter().map(|c| self.column_head(*c)).collect();
        let totals = table.totals && matches!(table.cell, CellKind::Count | CellKind::Activities);
        if totals {
            columns.push(self.plain_head("total"));
        }
        let mut groups: Vec<GroupView> = Vec::new();
        let mut last: Option<Entity> = None;
        for row in &grid.rows {
            let parent = self.parent_of(*row);
            if groups.is_empty() || parent != last {
                let head = parent.map(|p| HeadView {
                    html: self.short_link(p).html,
                    sub: String::new(),
                    href: Some(self.href_to(p)),
                });
                groups.push(GroupView {
                    head,
                    rows: Vec::new(),
                });
                last = parent;
            }
            let view = self.row_view(grid, table, *row, totals);
            if let Some(group) = groups.last_mut() {
                group.rows.push(view);
            }
        }
        if totals {
            let row = self.total_row(grid, table);
            groups.push(GroupView {
                head: None,
                rows: vec![row],
            });
        }
        // A column of group headers stands only where every group has one.
        let headed = groups.iter().filter(|g| g.head.is_some()).count();
        let grouped = headed > 1;
        if !grouped {
            groups.iter_mut().for_each(|g| g.head = None);
        }
        let mut corner = vec![self.row_word(table)];
        if grouped {
            corner.insert(0, self.word("column-group"));
        }
        TableView {
            id: format!("table-{}", table.key),
            caption: self.table_caption(table),
            corner,
            columns,
            groups,
            csv: Some(self.href(&Route::page(format!("data/tables/{}.csv", table.key)))),
            notes: Vec::new(),
        }
    }

    fn table_caption(&self, table: &SummaryTable) -> String {
        let args = [("name", table.title.clone()), ("unit", table.unit.clone())];
        match table.unit.is_empty() {
            true => table.title.clone(),
            false => self.fill("caption-figures-unit", &args),
        }
    }

    fn row_word(&self, table: &SummaryTable) -> String {
        use crate::model::table::Dimension;
        let model = self.world.model;
        match table.rows {
            Dimension::Area => self.word("column-area"),
            Dimension::Level(level) => {
                let framework = table.framework.map(|f| &model.frameworks[f]);
                framework
                    .map(|f| f.levels[level].name.clone())
                    .unwrap_or_default()
            }
            Dimension::Organization(..) => self.word("sort-organization"),
            Dimension::Indicator => self.word("column-indicator"),
            Dimension::Grade => self.word("column-grade"),
            Dimension::Year | Dimension::Month => self.word("column-period"),
            Dimension::Axis(axis) => self.world.model.axes[axis].name.clone(),
            Dimension::All => self.word("total"),
        }
    }

    fn row_view(&self, grid: &Grid, table: &SummaryTable, row: Member, totals: bool) -> RowView {
        let mut cells: Vec<CellView> = grid
            .columns
            .iter()
            .map(|c| self.shown(grid, table, row, *c).view)
            .collect();
        if totals {
            cells.push(number_cell(grid.row_total(row), None));
        }
        RowView {
            id: format!("{}-{}", table.key, self.member_id(row)),
            head: self.row_head(row),
            badge: self.row_badge(row),
            cells,
            total: false,
        }
    }

    fn total_row(&self, grid: &Grid, table: &SummaryTable) -> RowView {
        let all = grid.total();
        let mut cells: Vec<CellView> = grid
            .columns
            .iter()
            .map(|c| {
                let n = grid.column_total(*c);
                number_cell(n, table.shares.then(|| percent(n, all)).flatten())
            })
            .collect();
        cells.push(number_cell(all, None));
        RowView {
            id: format!("{}-total", table.key),
            head: self.plain_head("total"),
            badge: None,
            cells,
            total: true,
        }
    }

    /// The rows of the table's CSV file.
    pub fn table_rows(&self, grid: &Grid) -> Vec<TableRow> {
        let table = &self.world.model.tables[grid.table];
        let mut out = Vec::new();
        let totals = table.totals && matches!(table.cell, CellKind::Count | CellKind::Activities);
        for row in &grid.rows {
            let (row_id, label) = (self.member_id(*row), self.member_name(*row));
            let mut add = |column_id: &str,
                           column: &str,
                           cell: &str,
                           value: &str,
                           unit: &str,
                           n: &str,
                           d: &str| {
                let fields = [&row_id, &label, column_id, column, cell, value, unit, n, d];
                out.push(TableRow(fields.map(str::to_owned)));
            };
            for column in &grid.columns {
                let shown = self.shown(grid, table, *row, *column);
                let (id, name) = (self.member_id(*column), self.member_name(*column));
                add(&id, &name, "value", &shown.value, &shown.unit, "", "");
                if let Some((value, n, d)) = shown.share {
                    add(
                        &id,
                        &name,
                        "share",
                        &value,
                        "%",
                        &n.to_string(),
                        &d.to_string(),
                    );
                }
            }
            if totals {
                let n = grid.row_total(*row).to_string();
                add(
                    "total",
                    &self.word("total"),
                    "total",
                    &n,
                    &table.unit,
                    "",
                    "",
                );
            }
        }
        if totals {
            self.total_rows(grid, table, &mut out);
        }
        out
    }

    fn total_rows(&self, grid: &Grid, table: &SummaryTable, out: &mut Vec<TableRow>) {
        let (word, all) = (self.word("total"), grid.total());
        for column in &grid.columns {
            let (id, name) = (self.member_id(*column), self.member_name(*column));
            let n = grid.column_total(*column);
            let fields = [
                "total",
                &word,
                &id,
                &name,
                "total",
                &n.to_string(),
                &table.unit,
                "",
                "",
            ];
            out.push(TableRow(fields.map(str::to_owned)));
            if let Some(share) = table.shares.then(|| percent(n, all)).flatten() {
                let (n, d) = (n.to_string(), all.to_string());
                let fields = ["total", &word, &id, &name, "share", &share, "%", &n, &d];
                out.push(TableRow(fields.map(str::to_owned)));
            }
        }
        let all = all.to_string();
        let fields = [
            "total",
            &word,
            "total",
            &word,
            "total",
            &all,
            &table.unit,
            "",
            "",
        ];
        out.push(TableRow(fields.map(str::to_owned)));
    }

    fn shown(&self, grid: &Grid, table: &SummaryTable, row: Member, column: Member) -> Shown {
        let facts = grid.cell(row, column);
        match table.cell {
            CellKind::Count | CellKind::Activities => {
                self.shown_count(grid, table, row, facts.len())
            }
            CellKind::Grade => self.shown_grade(facts),
            CellKind::Report => self.shown_reports(grid, row, column, facts),
            CellKind::Value => self.shown_value(row, column, facts),
        }
    }

    fn shown_count(&self, grid: &Grid, table: &SummaryTable, row: Member, n: usize) -> Shown {
        let all = grid.row_total(row);
        let share = table.shares.then(|| percent(n, all)).flatten();
        Shown {
            view: number_cell(n, share.clone()),
            value: n.to_string(),
            unit: table.unit.clone(),
            share: share.map(|s| (s, n, all)),
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
            html: escape(&badge.label),
            sub: String::new(),
            kind: "grade".to_owned(),
            badge: Some(badge),
            href: None,
        };
        text_shown(view, &value)
    }

    fn shown_value(&self, _row: Member, _column: Member, facts: &[Fact]) -> Shown {
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
        let reports: Vec<&Report> = facts
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
                let page = crate::site::route::route(model, Entity::Item(id));
                Some(self.href(&Route::place(page.path, format!("{y:04}-{m:02}"))))
            }
            _ => None,
        };
        let unread = word == "board-lost" || word == "board-damaged";
        let view = CellView {
            html: self.world.words.text("page", word).to_owned(),
            sub: String::new(),
            kind: if unread { "unread" } else { "text" }.to_owned(),
            badge: None,
            href: anchor,
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
        let subject = crate::model::organization::Subject::Item(id);
        let (model, index) = (self.world.model, self.world.index);
        let indicators = index.facts.of(subject).indicators.iter();
        let points = indicators
            .flat_map(|i| index.series.of(*i))
            .flat_map(|(_, p)| p.iter());
        points
            .filter(|p| model.measurements[**p].period == month)
            .count()
    }

    fn parent_of(&self, row: Member) -> Option<Entity> {
        match row {
            Member::Item(id) => self.world.model.items[id].parent.map(Entity::Item),
            Member::Series(key) => Some(self.world.model.indicators[key.indicator].subject.into()),
            _ => None,
        }
    }

    fn row_badge(&self, row: Member) -> Option<Badge> {
        match row {
            Member::Item(id) => self.badge_of(Entity::Item(id)),
            _ => None,
        }
    }

    fn row_head(&self, member: Member) -> HeadView {
        let href = match member {
            Member::Item(id) => Some(self.href_to(Entity::Item(id))),
            Member::Organization(id) => Some(self.href_to(Entity::Organization(id))),
            Member::Series(key) => Some(self.href_to(Entity::Indicator(key.indicator))),
            Member::Area(id) => Some(self.href_to(Entity::Area(id))),
            _ => None,
        };
        HeadView {
            html: title_html(&self.member_name(member)),
            sub: String::new(),
            href,
        }
    }

    fn column_head(&self, member: Member) -> HeadView {
        let mut head = self.row_head(member);
        match member {
            Member::Year(year) => {
                let (era, western) = self.year_head(year);
                head.html = escape(&era);
                head.sub = western;
            }
            Member::Month(_, month) => {
                head.html = escape(&self.fill("month-head", &[("month", month.to_string())]));
            }
            Member::All => head = self.plain_head("count"),
            _ => {}
        }
        head
    }

    fn plain_head(&self, word: &str) -> HeadView {
        HeadView {
            html: escape(self.world.words.text("page", word)),
            sub: String::new(),
            href: None,
        }
    }

    /// The id of a row or column in data files.
    fn member_id(&self, member: Member) -> String {
        let model = self.world.model;
        match member {
            Member::Item(id) => model.items[id].id.to_string(),
            Member::Grade(scale, grade) => model.scales[scale].grades[grade].symbol.clone(),
            Member::NoGrade | Member::NoOrganization => "none".to_owned(),
            Member::Year(year) => Period::year(year).id(),
            Member::Month(y, m) => format!("{y:04}-{m:02}"),
            Member::Organization(id) => model.organizations[id].id.to_string(),
            Member::Series(key) => self.series_id(key),
            Member::Category(id) => model.categories[id].key.to_string(),
            Member::Area(id) => model.areas[id].id.to_string(),
            Member::All => "all".to_owned(),
        }
    }

    fn series_id(&self, key: SeriesKey) -> String {
        let model = self.world.model;
        let indicator = &model.indicators[key.indicator];
        let mut parts = vec![indicator.key.to_string()];
        parts.extend(
            key.breakdown
                .map(|b| indicator.breakdowns[b].key.to_string()),
        );
        parts.extend(key.area.map(|a| model.areas[a].id.to_string()));
        parts.extend(
            key.organization
                .map(|o| model.organizations[o].id.to_string()),
        );
        parts.join(".")
    }

    /// The name of a row or column.
    fn member_name(&self, member: Member) -> String {
        let model = self.world.model;
        match member {
            Member::Item(id) => self.label(Entity::Item(id)),
            Member::Grade(scale, grade) => {
                let grade = &model.scales[scale].grades[grade];
                format!("{} {}", grade.symbol, grade.label)
            }
            Member::NoGrade => self.word("grade-unread"),
            Member::NoOrganization => self.word("body-unread"),
            Member::Year(year) => self.period_text(&Period::year(year)),
            Member::Month(y, m) => self.period_text(&Period::of(Unit::Month(y, m))),
            Member::Organization(id) => self.label(Entity::Organization(id)),
            Member::Series(key) => self.series_name(key),
            Member::Category(id) => model.categories[id].name.clone(),
            Member::Area(id) => model.areas[id].name.clone(),
            Member::All => self.word("count"),
        }
    }

    fn series_name(&self, key: SeriesKey) -> String {
        let indicator = &self.world.model.indicators[key.indicator];
        let breakdown = indicator.breakdown_name(key.breakdown).replace(';', " ");
        let unit = indicator.unit_of(key.breakdown);
        let name = match breakdown.is_empty() {
            true => indicator.name.clone(),
            false => format!("{} {breakdown}", indicator.name),
        };
        match unit.is_empty() {
            true => name,
            false => self.fill(
                "caption-figures-unit",
                &[("name", name), ("unit", unit.to_owned())],
            ),
        }
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

fn number_cell(n: usize, share: Option<String>) -> CellView {
    CellView {
        html: format::number(&Decimal::from(n)),
        sub: share.map(|s| format!("{s}%")).unwrap_or_default(),
        kind: "number".to_owned(),
        badge: None,
        href: None,
    }
}

fn percent(n: usize, all: usize) -> Option<String> {
    share(Decimal::from(n), Decimal::from(all), 1).map(|s| s.to_string())
}
