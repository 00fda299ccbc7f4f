//! The index of all figures: series by series, each with its first and its latest figure.

use std::collections::BTreeMap;

use crate::base::key::Id;
use crate::index::series::SeriesKey;
use crate::model::entity::Entity;
use crate::model::fact::Measurement;
use crate::model::framework::Framework;
use crate::parse::japanese::{escape, title_html};
use crate::view::common::{CellView, GroupView, HeadView, RowView, TableRows, TableView};
use crate::view::format;
use crate::view::here::Here;

/// One table a framework, a row a series.
pub(super) fn tables(here: &mut Here<'_>, shown: &[Entity]) -> Vec<TableView> {
    let model = here.world.model;
    let mut by: BTreeMap<Option<Id<Framework>>, Vec<GroupView>> = BTreeMap::new();
    for entity in shown {
        let Entity::Indicator(id) = *entity else {
            continue;
        };
        let indicator = &model.indicators[id];
        let rows: Vec<RowView> = here
            .world
            .index
            .series
            .of(id)
            .map(|(key, _)| series_row(here, key))
            .collect();
        if rows.is_empty() {
            continue;
        }
        let group = GroupView {
            head: Some(HeadView {
                href: Some(here.href_to(Entity::Indicator(id))),
                ..HeadView::plain(title_html(&indicator.name))
            }),
            rows,
        };
        by.entry(model.framework_of(indicator.subject))
            .or_default()
            .push(group);
    }
    let columns = ["column-first", "column-latest", "column-subject"];
    let columns = columns.map(|word| here.word_head(word)).to_vec();
    let all = by.into_iter().enumerate();
    all.map(|(n, (framework, groups))| TableView {
        id: format!("figures-{}", n + 1),
        caption: framework.map_or_else(
            || here.word("section-figures"),
            |f| model.frameworks[f].title.clone(),
        ),
        rows: TableRows::new(columns.clone(), &groups),
        csv: here.data_file("measurements"),
        notes: Vec::new(),
    })
    .collect()
}

fn series_row(here: &Here<'_>, key: SeriesKey) -> RowView {
    let (model, index) = (here.world.model, here.world.index);
    let indicator = &model.indicators[key.indicator];
    let usable = index.series.usable(model, key);
    // A series without any readable figure shows the last that is stated.
    let stated = index.series.points(key).last();
    let stated = stated.map(|i| &model.measurements[*i]);
    let side = here.series_name(key);
    let name = match side == indicator.name {
        true => here.word("whole"),
        false => side,
    };
    let subject: Entity = indicator.subject.into();
    RowView {
        id: here.series_id(key),
        head: HeadView::plain(title_html(&name)),
        badge: None,
        cells: vec![
            dated_cell(here, usable.first().copied().or(stated)),
            dated_cell(here, usable.last().copied().or(stated)),
            CellView {
                href: Some(here.href_to(subject)),
                ..CellView::plain("text", here.short_link(subject).html)
            },
        ],
        total: false,
    }
}

/// A figure with its unit, and its period below it.
fn dated_cell(here: &Here<'_>, m: Option<&Measurement>) -> CellView {
    let mut cell = here.figure_cell(m);
    if let Some(m) = m {
        let f = &m.figure;
        if f.value.is_some() && m.reading.counts() {
            cell.html = escape(&format::figure(f));
        }
        cell.sub = here.period(m.period);
    }
    cell
}
