//! A class of an axis across everything that is classified on it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::key::Id;
use crate::index::pivot::{Grid, Member};
use crate::index::tree::themes_of;
use crate::model::activity::Activity;
use crate::model::area::Area;
use crate::model::document::Reading;
use crate::model::entity::Entity;
use crate::model::fact::ReportKind;
use crate::model::item::Item;
use crate::model::organization::Subject;
use crate::model::table::Dimension;
use crate::model::vocabulary::Category;
use crate::site::paging::{TOLD, classified_on};

use super::common::{
    Badge, BodyView, CellView, HeadView, Link, ReferenceGroup, ReportView, RowView, TableRows,
    TableView,
};
use super::here::Here;
use super::item::child_level;
use super::page::Body;
use super::references::{group, row};

/// One class across everything that is classified.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize)]
pub struct CategoryView {
    /// Its axis.
    pub axis: Link,
    /// All classes of the axis, to go from one to the next.
    pub siblings: Vec<SiblingView>,
    /// Narrower classes.
    pub children: Vec<Link>,
    /// Items of each framework.
    pub frameworks: Vec<ClassifiedView>,
    /// Figures that are compared in declared tables: the sentence and the rows of this class.
    pub changes: Vec<ChangesView>,
    /// Activities by area and year; `None` without any.
    pub counts: Option<TableView>,
    /// Activities, area by area.
    pub activities: Vec<DoneView>,
    /// Whether an editor judged some of them to belong here.
    pub inferred: bool,
}

/// Another class of the same axis.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct SiblingView {
    /// Its page.
    pub link: Link,
    /// Whether it is this page.
    pub current: bool,
}

/// The items of one framework that belong to the class.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ClassifiedView {
    /// The framework.
    pub framework: Link,
    /// Anchor of the group.
    pub id: String,
    /// How many items it has, on all pages of the class.
    pub count: usize,
    /// The items, where the class has few.
    pub items: Vec<ClassifiedItem>,
    /// Those of this page as a list, where it has many.
    pub rows: Option<ReferenceGroup>,
}

/// An item that belongs to the class.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ClassifiedItem {
    /// What it belongs to, with code and title; `None` for a root.
    pub above: Option<Link>,
    /// Its page.
    pub link: Link,
    /// Its grade.
    pub badge: Option<Badge>,
    /// Its answer in one sentence, as markup; may be empty.
    pub lead: String,
    /// Who has a part in it.
    pub bodies: Vec<BodyView>,
    /// What is difficult, and what comes next.
    pub reports: Vec<ReportView>,
    /// Name of the level below.
    pub below: String,
    /// The items below it.
    pub children: Vec<Link>,
}

/// Rows of a declared table, and how many went up or down.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ChangesView {
    /// How many went up, down, stayed or cannot be compared.
    pub sentence: String,
    /// The rows.
    pub table: TableView,
}

/// The activities of one area that belong to the class.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct DoneView {
    /// The area.
    pub area: Link,
    /// Anchor of the group.
    pub id: String,
    /// Its activities, newest first.
    pub rows: Vec<DoneRow>,
}

/// One activity in a list.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct DoneRow {
    /// Its place on the area's page.
    pub link: Link,
    /// When; may be empty.
    pub period: String,
    /// Whether an editor judged that it belongs here.
    pub inferred: bool,
    /// What it is common to, in words; may be empty.
    pub common: String,
}

/// The body of a page of a class.
pub fn body(here: &mut Here<'_>, id: Id<Category>, part: usize) -> Body {
    let model = here.world.model;
    let own = &model.categories[id];
    if part > 1 {
        return Body::Category(Box::new(CategoryView {
            axis: here.link(Entity::Axis(own.axis)),
            frameworks: frameworks(here, id, part),
            ..CategoryView::default()
        }));
    }
    let beside = model.categories.iter();
    let beside = beside.filter(|(_, c)| c.axis == own.axis && c.parent == own.parent);
    let siblings = beside.map(|(c, _)| SiblingView {
        link: here.link(Entity::Category(c)),
        current: c == id,
    });
    let narrower = model
        .categories
        .iter()
        .filter(|(_, c)| c.parent == Some(id));
    let done: Vec<(Id<Activity>, &Activity)> = model
        .activities
        .iter()
        .filter(|(_, a)| a.themes.contains(&id))
        .collect();
    Body::Category(Box::new(CategoryView {
        axis: here.link(Entity::Axis(own.axis)),
        siblings: siblings.collect(),
        children: narrower
            .map(|(c, _)| here.link(Entity::Category(c)))
            .collect(),
        frameworks: frameworks(here, id, 1),
        changes: changes(here, |item| themes_of(model, item).contains(&id)),
        counts: counts(here, &done),
        activities: activities(here, &done),
        inferred: done
            .iter()
            .any(|(_, a)| a.theme_reading == Reading::Inferred),
    }))
}

/// The widest items that belong to a class, framework by framework in printed order: with all that
/// they say where they are few, else those of one page as a list.
fn frameworks(here: &mut Here<'_>, id: Id<Category>, part: usize) -> Vec<ClassifiedView> {
    let (model, index) = (here.world.model, here.world.index);
    let all = index.classes.widest(id);
    let framework = |item: &Id<Item>| model.items[*item].framework;
    let shown = classified_on(index, id, part);
    let groups = shown.chunk_by(|a, b| framework(a) == framework(b));
    groups
        .map(|own| {
            let of = framework(&own[0]);
            let (mut items, mut rows) = (Vec::new(), None);
            if all.len() <= TOLD {
                items.extend(own.iter().map(|item| classified(here, *item)));
            } else {
                let links = own.iter();
                let links = links.map(|item| row(here, Entity::Item(*item), None, false));
                rows = group(here, "", String::new(), links.collect());
            }
            ClassifiedView {
                framework: here.link(Entity::Framework(of)),
                id: format!("in-{}", model.frameworks[of].key),
                count: all.iter().filter(|item| framework(item) == of).count(),
                items,
                rows,
            }
        })
        .collect()
}

fn classified(here: &mut Here<'_>, id: Id<Item>) -> ClassifiedItem {
    let (model, index) = (here.world.model, here.world.index);
    let subject = Subject::Item(id);
    let item = &model.items[id];
    let children = index.tree.children(id);
    let involved = index.facts.of(subject).involvements.iter();
    let bodies = involved
        .map(|i| here.body(&model.involvements[*i]))
        .collect();
    ClassifiedItem {
        above: item.parent.map(|p| here.link(Entity::Item(p))),
        link: here.link(Entity::Item(id)),
        badge: here.badge_of(Entity::Item(id)),
        lead: here.lead(subject),
        bodies,
        reports: here.reports(subject, &[ReportKind::Challenge, ReportKind::Direction]),
        below: child_level(here, id),
        children: children
            .iter()
            .map(|c| here.link(Entity::Item(*c)))
            .collect(),
    }
}

/// The rows of declared tables of differences whose series belong to some items.
pub fn changes(here: &mut Here<'_>, belongs: impl Fn(Id<Item>) -> bool) -> Vec<ChangesView> {
    let (model, index) = (here.world.model, here.world.index);
    let compared = |grid: &&Grid| {
        let table = &model.tables[grid.table];
        table.difference && table.rows == Dimension::Indicator
    };
    let mut all = Vec::new();
    for grid in index.grids.iter().filter(compared) {
        let part = grid.only(|row| match row {
            Member::Series(key) => match model.indicators[key.indicator].subject {
                Subject::Item(item) => belongs(item),
                _ => false,
            },
            _ => false,
        });
        if !part.rows.is_empty() {
            all.push(ChangesView {
                sentence: here.change_sentence(&part, &part.rows).unwrap_or_default(),
                table: here.summary_table(&part),
            });
        }
    }
    all
}

/// How many activities which area has in which year.
fn counts(here: &Here<'_>, done: &[(Id<Activity>, &Activity)]) -> Option<TableView> {
    let model = here.world.model;
    let mut by: BTreeMap<Id<Area>, Vec<&Activity>> = BTreeMap::new();
    let own = done.iter().filter(|(_, a)| a.common_to.is_none());
    for (_, activity) in own {
        by.entry(activity.area).or_default().push(activity);
    }
    let all = by.values().flatten();
    let mut periods: Vec<_> = all.map(|a| a.period).collect();
    periods.sort_unstable();
    periods.dedup();
    if by.is_empty() {
        return None;
    }
    let columns = periods.iter().map(|period| here.period_column(*period));
    let rows = by.iter().map(|(area, own)| RowView {
        id: format!("by-{}", model.areas[*area].id),
        head: HeadView {
            href: Some(format!("#in-{}", model.areas[*area].id)),
            ..HeadView::plain(here.link(Entity::Area(*area)).html)
        },
        badge: None,
        cells: periods
            .iter()
            .map(|period| CellView::count(own.iter().filter(|a| a.period == *period).count()))
            .collect(),
        total: false,
    });
    Some(TableView {
        id: "areas".to_owned(),
        caption: here.word("caption-areas"),
        rows: TableRows::plain(columns, rows.collect()),
        csv: here.data_file("activities"),
        notes: Vec::new(),
    })
}

/// The activities area by area; what is common to many stands first, at the area they lie in.
fn activities(here: &Here<'_>, done: &[(Id<Activity>, &Activity)]) -> Vec<DoneView> {
    let model = here.world.model;
    let mut by: BTreeMap<Id<Area>, Vec<(Id<Activity>, &Activity)>> = BTreeMap::new();
    for (id, activity) in done {
        by.entry(activity.area).or_default().push((*id, activity));
    }
    let mut groups = Vec::new();
    for (area, mut own) in by {
        own.sort_by_key(|(_, a)| std::cmp::Reverse(a.period));
        let rows = own.iter().map(|(id, a)| DoneRow {
            link: here.link(Entity::Activity(*id)),
            period: here.period(a.period),
            inferred: a.theme_reading == Reading::Inferred,
            common: a.common_to.map_or_else(String::new, |kind| {
                here.fill("common-to", &[("kind", model.kinds[kind].name.clone())])
            }),
        });
        groups.push(DoneView {
            area: here.link(Entity::Area(area)),
            id: format!("in-{}", model.areas[area].id),
            rows: rows.collect(),
        });
    }
    groups
}
