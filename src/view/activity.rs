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
use crate::model::vocabulary::Category;
use crate::parse::japanese::{escape, title_html};

use super::common::{CellView, GroupView, HeadView, Link, RowView, SourceNote, TableView};
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

/// Activities printed once for all areas of a sort.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct CommonView {
    /// The sort.
    pub kind: String,
    /// How many they are.
    pub count: usize,
    /// The activities, theme by theme.
    pub groups: Vec<CommonGroup>,
}

/// Activities of one theme that are common to all areas of a sort.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct CommonGroup {
    /// What they are about.
    pub themes: Vec<String>,
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
    pub themes: Vec<String>,
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

/// The activities of an area, newest period first.
pub fn groups(here: &mut Here<'_>, area: Id<Area>) -> Vec<ActivityGroup> {
    let model = here.world.model;
    let mut by: BTreeMap<Period, Vec<Id<Activity>>> = BTreeMap::new();
    for (id, activity) in model.activities.iter().filter(|(_, a)| a.area == area) {
        by.entry(activity.period).or_default().push(id);
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

fn one(here: &mut Here<'_>, id: Id<Activity>) -> ActivityView {
    let model = here.world.model;
    let activity = &model.activities[id];
    let subject = Subject::Activity(id);
    let figures = here.figures_tables(subject);
    ActivityView {
        id: anchor(activity),
        title: title_html(&activity.title),
        html: here.prose_or_empty(activity.text.as_ref()),
        common_to: activity
            .common_to
            .map(|kind| model.kinds[kind].name.clone())
            .unwrap_or_default(),
        themes: activity
            .themes
            .iter()
            .map(|t| model.categories[*t].name.clone())
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
        note: here.prose_or_empty(activity.note.as_ref()),
        source: here.source(&activity.cites),
    }
}

/// Activities printed once for all areas of this sort; their rows stand on the page of the area
/// around them.
pub fn common(here: &Here<'_>, area: Id<Area>) -> Option<CommonView> {
    let model = here.world.model;
    let level = model.areas[area].level?;
    let around: Vec<Id<Area>> =
        std::iter::successors(model.areas[area].parent, |a| model.areas[*a].parent).collect();
    let mut by: BTreeMap<&[Id<Category>], Vec<Link>> = BTreeMap::new();
    for (id, activity) in model.activities.iter() {
        if activity.common_to == Some(level) && around.contains(&activity.area) {
            let link = here.link(Entity::Activity(id));
            by.entry(&activity.themes).or_default().push(link);
        }
    }
    let count = by.values().map(Vec::len).sum();
    let groups = by.into_iter().map(|(themes, links)| CommonGroup {
        themes: themes
            .iter()
            .map(|t| model.categories[*t].name.clone())
            .collect(),
        links,
    });
    (count > 0).then(|| CommonView {
        kind: model.kinds[level].name.clone(),
        count,
        groups: groups.collect(),
    })
}

/// The anchor of an activity on its area's page.
pub fn anchor(activity: &Activity) -> String {
    format!("a-{}", activity.key)
}

/// How many activities an area has of which theme in which year; `None` if it has none.
pub fn table(here: &Here<'_>, area: Id<Area>) -> Option<TableView> {
    let model = here.world.model;
    let own: Vec<&Activity> = model
        .activities
        .rows()
        .iter()
        .filter(|a| a.area == area)
        .collect();
    let years: BTreeSet<Period> = own
        .iter()
        .map(|a| a.period)
        .filter(|p| !p.is_absent())
        .collect();
    let themes: BTreeSet<Id<Category>> =
        own.iter().flat_map(|a| a.themes.iter().copied()).collect();
    if years.is_empty() || themes.is_empty() {
        return None;
    }
    let count = |theme: Id<Category>, year: Period| {
        own.iter()
            .filter(|a| a.period == year && a.themes.contains(&theme))
            .count()
    };
    let rows = themes.iter().map(|theme| RowView {
        id: format!("theme-{}", model.categories[*theme].key),
        head: HeadView::plain(title_html(&model.categories[*theme].name)),
        badge: None,
        cells: years
            .iter()
            .map(|year| CellView {
                href: Some(format!("#{}", year.id())),
                ..CellView::count(count(*theme, *year))
            })
            .collect(),
        total: false,
    });
    let columns = years
        .iter()
        .map(|year| HeadView::plain(escape(&here.period(*year))));
    Some(TableView {
        id: "themes".to_owned(),
        caption: here.word("caption-themes"),
        corner: vec![here.word("column-theme")],
        columns: columns.collect(),
        groups: vec![GroupView {
            head: None,
            rows: rows.collect(),
        }],
        csv: here.data_file("activities"),
        notes: Vec::new(),
    })
}
