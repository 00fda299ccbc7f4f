//! What was done in an area: activities by year, and how many of which theme.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::key::Id;
use crate::model::activity::Activity;
use crate::model::area::Area;
use crate::model::document::Reading;
use crate::model::entity::Entity;
use crate::model::organization::Subject;
use crate::model::period::Period;
use crate::model::vocabulary::{Category, Kind};
use crate::parse::japanese::title_html;
use crate::site::paging::ACTIVITIES;

use super::common::{CellView, HeadView, Link, RowView, SourceNote, TableRows, TableView};
use super::here::Here;

/// The activities of one period.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ActivityGroup {
    /// Its anchor.
    pub id: String,
    /// The period in words.
    pub label: String,
    /// The activities.
    pub rows: Vec<ActivityView>,
}

/// Activities of one theme that are common to all areas of a kind.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct CommonGroup {
    /// What they are about.
    pub themes: Vec<Link>,
    /// The activities.
    pub links: Vec<Link>,
}

/// One activity.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ActivityView {
    /// Its anchor.
    pub id: String,
    /// Its name, as markup.
    pub title: String,
    /// What was done, as markup; may be empty.
    pub html: String,
    /// The sort of part to all of which it is common; empty if it is the area's own.
    pub common_to: String,
    /// What it is about.
    pub themes: Vec<Link>,
    /// Whether the themes are an editor's judgement.
    pub themes_inferred: bool,
    /// What it names: programmes, places, bodies.
    pub mentions: Vec<Link>,
    /// Items that it serves.
    pub items: Vec<Link>,
    /// Its figures.
    pub figures: Vec<TableView>,
    /// How it was read.
    pub reading: String,
    /// A note on the reading, as markup; may be empty.
    pub note: String,
    /// Where it is printed.
    pub source: SourceNote,
}

/// The activities of an area, newest period first. A year in which others of its kind have some
/// has a group too, without any.
pub fn groups(here: &mut Here<'_>, area: Id<Area>, part: usize) -> Vec<ActivityGroup> {
    let model = here.world.model;
    let mut by: BTreeMap<Period, Vec<Id<Activity>>> = BTreeMap::new();
    let all: Vec<_> = model.activities_in(area).collect();
    let shown = all.iter().skip((part - 1) * ACTIVITIES).take(ACTIVITIES);
    for (id, activity) in shown {
        by.entry(activity.period).or_default().push(*id);
    }
    if part == 1 && !by.is_empty() {
        for period in years_beside(here, area) {
            if all.iter().all(|(_, a)| a.period != period) {
                by.entry(period).or_default();
            }
        }
    }
    let mut groups = Vec::new();
    for (period, ids) in by.into_iter().rev() {
        let label = match period.is_absent() {
            true => here.word("no-period"),
            false => here.period(period),
        };
        let rows = ids.into_iter().map(|id| one(here, id)).collect();
        groups.push(ActivityGroup {
            id: period.slug(),
            label,
            rows,
        });
    }
    groups
}

/// The periods in which areas of the same kind, in the same whole, have activities.
fn years_beside(here: &Here<'_>, area: Id<Area>) -> BTreeSet<Period> {
    let model = here.world.model;
    let own = &model.areas[area];
    let beside = |other: &Area| other.level == own.level && other.parent == own.parent;
    let all = model.activities.rows().iter();
    all.filter(|a| a.common_to.is_none() && beside(&model.areas[a.area]))
        .map(|a| a.period)
        .filter(|p| !p.is_absent())
        .collect()
}

/// The activities of some areas that are common to all areas of a kind inside them.
pub fn common(here: &mut Here<'_>, areas: &[Id<Area>], kind: Id<Kind>) -> Vec<ActivityView> {
    let all = here.world.model.activities.iter();
    let shared = all.filter(|(_, a)| a.common_to == Some(kind) && areas.contains(&a.area));
    shared.map(|(id, _)| one(here, id)).collect()
}

fn one(here: &mut Here<'_>, id: Id<Activity>) -> ActivityView {
    let model = here.world.model;
    let activity = &model.activities[id];
    let subject = Subject::Activity(id);
    let figures = here.figures_tables(subject);
    ActivityView {
        id: anchor(activity),
        title: title_html(&activity.title),
        html: here.prose_or_empty(activity.text.as_deref()),
        common_to: activity
            .common_to
            .map(|kind| model.kinds[kind].name.clone())
            .unwrap_or_default(),
        themes: activity
            .themes
            .iter()
            .map(|t| here.link(Entity::Category(*t)))
            .collect(),
        themes_inferred: activity.theme_reading == Reading::Inferred,
        mentions: here.named_at(subject),
        items: activity
            .items
            .iter()
            .map(|i| here.link(Entity::Item(*i)))
            .collect(),
        figures,
        reading: activity.reading.word().to_owned(),
        note: here.prose_or_empty(activity.note.as_deref()),
        source: here.source(&activity.cites),
    }
}

/// The same as links, theme by theme; their cards stand on the page of the area around them.
pub fn common_links(here: &Here<'_>, areas: &[Id<Area>], kind: Id<Kind>) -> Vec<CommonGroup> {
    let model = here.world.model;
    let mut by: BTreeMap<&[Id<Category>], Vec<Link>> = BTreeMap::new();
    for (id, activity) in model.activities.iter() {
        if activity.common_to == Some(kind) && areas.contains(&activity.area) {
            let link = here.link(Entity::Activity(id));
            by.entry(&activity.themes).or_default().push(link);
        }
    }
    let groups = by.into_iter().map(|(themes, links)| CommonGroup {
        themes: themes
            .iter()
            .map(|t| here.link(Entity::Category(*t)))
            .collect(),
        links,
    });
    groups.collect()
}

/// The anchor of an activity on its area's page.
pub fn anchor(activity: &Activity) -> String {
    format!("a-{}", activity.key)
}

/// How many activities an area has of which theme in which year, each number a link to the first
/// of them; `None` if it has none.
pub fn table(here: &Here<'_>, area: Id<Area>) -> Option<TableView> {
    let model = here.world.model;
    let own: Vec<(Id<Activity>, &Activity)> = model.activities_in(area).collect();
    let mut years: BTreeSet<Period> = own.iter().map(|(_, a)| a.period).collect();
    if years.iter().all(|year| year.is_absent()) {
        return None;
    }
    years.extend(years_beside(here, area));
    let used = own.iter().flat_map(|(_, a)| a.themes.iter());
    let axes: BTreeSet<_> = used.map(|t| model.categories[*t].axis).collect();
    let themes = model.categories.iter();
    let themes = themes.filter(|(_, c)| axes.contains(&c.axis));
    let rows: Vec<RowView> = themes
        .map(|(theme, category)| RowView {
            id: format!("theme-{}", category.key),
            head: HeadView {
                href: Some(here.href_to(Entity::Category(theme))),
                ..HeadView::plain(title_html(&category.name))
            },
            badge: None,
            cells: years.iter().map(|y| cell(here, &own, theme, *y)).collect(),
            total: false,
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let inferred = own
        .iter()
        .any(|(_, a)| a.theme_reading == Reading::Inferred);
    let columns = years.iter().map(|year| here.period_column(*year));
    Some(TableView {
        id: "themes".to_owned(),
        caption: here.word(match inferred {
            true => "caption-themes-inferred",
            false => "caption-themes",
        }),
        rows: TableRows::plain(columns, rows),
        csv: here.data_file("activities"),
        notes: Vec::new(),
    })
}

/// How many activities have a theme in a year.
fn cell(
    here: &Here<'_>,
    own: &[(Id<Activity>, &Activity)],
    theme: Id<Category>,
    year: Period,
) -> CellView {
    let hits = own.iter();
    let hits = hits.filter(|(_, a)| a.period == year && a.themes.contains(&theme));
    let hits: Vec<_> = hits.collect();
    let first = hits
        .first()
        .map(|(id, _)| here.href_to(Entity::Activity(*id)));
    CellView {
        href: first,
        ..CellView::count(hits.len())
    }
}
