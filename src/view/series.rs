//! The figures of an indicator as a table: a row a period, a column a breakdown.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::key::Id;
use crate::index::series::SeriesKey;
use crate::model::fact::Measurement;
use crate::model::indicator::Indicator;
use crate::model::organization::Subject;
use crate::model::period::{Period, Unit};
use crate::parse::japanese::{escape, title_html};

use super::common::{HeadView, RowView, TableRows, TableView};
use super::here::Here;

/// A row: a period, and which printing of it.
type RowKey = (bool, Period, u32);

impl Here<'_> {
    /// The tables of all indicators of a subject.
    pub fn figures_tables(&mut self, subject: Subject) -> Vec<TableView> {
        let indicators = self.world.index.facts.of(subject).indicators.iter();
        indicators.filter_map(|i| self.figures_table(*i)).collect()
    }

    /// The table of an indicator; `None` if it has no figures.
    pub fn figures_table(&mut self, id: Id<Indicator>) -> Option<TableView> {
        let (model, index) = (self.world.model, self.world.index);
        let indicator = &model.indicators[id];
        index.series.of(id).next()?;
        let args = [
            ("name", indicator.name.clone()),
            ("unit", indicator.unit.clone()),
        ];
        let caption = match indicator.unit.is_empty() {
            true => self.fill("caption-figures", &args),
            false => self.fill("caption-figures-unit", &args),
        };
        let points = index.series.of(id).flat_map(|(_, p)| p.iter().copied());
        Some(TableView {
            id: format!("t-{}", indicator.key),
            caption,
            rows: self.world.shared.figure_rows(id, || self.figure_rows(id)),
            csv: self.data_file("measurements"),
            notes: self.measurement_notes(points),
        })
    }

    /// The rows of an indicator's table. They are the same on every page.
    fn figure_rows(&self, id: Id<Indicator>) -> TableRows {
        let (model, index) = (self.world.model, self.world.index);
        let indicator = &model.indicators[id];
        let series: Vec<(SeriesKey, &[usize])> = index.series.of(id).collect();
        let mut rows: BTreeSet<RowKey> = BTreeSet::new();
        let mut cells: BTreeMap<(RowKey, SeriesKey), &Measurement> = BTreeMap::new();
        for (key, points) in &series {
            for m in points.iter().map(|i| &model.measurements[*i]) {
                let row = (m.period.is_range(), m.period, m.seq);
                rows.insert(row);
                cells.insert((row, *key), m);
            }
        }
        let columns = series
            .iter()
            .map(|(key, _)| self.series_head(indicator, *key));
        let mut views = Vec::new();
        for row in &rows {
            let values = series
                .iter()
                .map(|(key, _)| self.figure_cell(cells.get(&(*row, *key)).copied()));
            views.push(RowView {
                id: row_id(&indicator.key, row),
                head: self.period_head(row),
                badge: None,
                cells: values.collect(),
                total: row.0,
            });
        }
        TableRows::plain(columns, views)
    }

    /// The name of one series: the side that is counted, and for which area and body.
    pub fn series_name(&self, key: SeriesKey) -> String {
        let model = self.world.model;
        let indicator = &model.indicators[key.indicator];
        let side = indicator.breakdown_name(key.breakdown);
        let mut parts: Vec<&str> = side.split(';').filter(|p| !p.is_empty()).collect();
        parts.extend(key.area.map(|a| model.areas[a].name.as_str()));
        parts.extend(
            key.organization
                .map(|o| model.organizations[o].name.as_str()),
        );
        match parts.is_empty() {
            true => indicator.name.clone(),
            false => parts.join(" "),
        }
    }

    /// The name of one series of an indicator, as a column header.
    fn series_head(&self, indicator: &Indicator, key: SeriesKey) -> HeadView {
        let own = key
            .breakdown
            .and_then(|b| indicator.breakdowns[b].unit.clone());
        HeadView {
            html: title_html(&self.series_name(key)),
            sub: own.unwrap_or_default(),
            href: None,
        }
    }

    /// The id of a series in data files and anchors.
    pub fn series_id(&self, key: SeriesKey) -> String {
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

    fn period_head(&self, row: &RowKey) -> HeadView {
        let (_, period, seq) = row;
        let (mut html, sub) = match (period.start, period.end) {
            (None, None) => (self.word("no-period"), String::new()),
            (Some(Unit::Year(year)), Some(Unit::Year(end))) if year == end => {
                let (era, western) = self.year_head(year);
                (self.fill("year-head", &[("year", era)]), western)
            }
            _ => (self.period_text(period), String::new()),
        };
        if *seq > 1 {
            html.push_str(&self.fill("printing", &[("seq", seq.to_string())]));
        }
        HeadView {
            html: escape(&html),
            sub,
            href: None,
        }
    }

    /// Notes on the reading of single figures, each once.
    pub fn measurement_notes(&mut self, positions: impl Iterator<Item = usize>) -> Vec<String> {
        let model = self.world.model;
        let mut notes: Vec<String> = Vec::new();
        for m in positions.map(|i| &model.measurements[i]) {
            if let Some(note) = &m.note {
                let when = self.period(m.period);
                let text = format!(
                    "{} {}: {}",
                    escape(&when),
                    escape(&m.cites.printed),
                    self.prose(note)
                );
                let text = text.trim().to_owned();
                if !notes.contains(&text) {
                    notes.push(text);
                }
            }
        }
        notes
    }
}

fn row_id(indicator: &crate::base::key::Key, (_, period, seq): &RowKey) -> String {
    let period = period.slug();
    match seq {
        1 => format!("{indicator}.{period}"),
        n => format!("{indicator}.{period}.{n}"),
    }
}
