//! Cities, wards, districts: where they lie, what was done there, who and what has to do with them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::key::Id;
use crate::model::area::Area;
use crate::model::entity::Entity;
use crate::model::organization::{Role, Subject};
use crate::model::period::{Period, Unit};
use crate::model::topic::Named;
use crate::model::vocabulary::Kind;

use super::activity::{self, ActivityGroup, ActivityView, CommonGroup};
use super::common::{Link, ReferenceGroup, ReportView, Status, TableView};
use super::here::Here;
use super::map::{MapView, map, neighbours};
use super::page::Body;
use super::references::{facts, group, groups, row};

/// A city, a ward, a district.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize)]
pub struct AreaView {
    /// What it is, as markup; may be empty.
    pub description: String,
    /// How much there is and up to when, as plain sentences; empty where nothing was done.
    pub as_of: String,
    /// Its parts, or those of what it is part of, with itself marked.
    pub map: Option<MapView>,
    /// The sentence on its neighbours, as markup; may be empty.
    pub neighbours: String,
    /// Kind and the like.
    pub facts: Vec<Status>,
    /// Other spellings that the sources print.
    pub aliases: Vec<String>,
    /// What it is part of.
    pub parent: Option<Link>,
    /// What is part of it.
    pub children: Vec<Link>,
    /// Activities by theme and year, figures, declared tables.
    pub tables: Vec<TableView>,
    /// What sources say of it in words.
    pub reports: Vec<ReportView>,
    /// What was done there, newest first.
    pub activities: Vec<ActivityGroup>,
    /// What is common to all areas of its kind, or of kinds inside it.
    pub common: Vec<CommonView>,
    /// Items in which bodies of the area have a part.
    pub items: Vec<ReferenceGroup>,
    /// Figures that are counted for the area.
    pub indicators: Vec<Link>,
    /// Programmes, facilities and the like that its activities name.
    pub topics: Vec<Link>,
    /// What names it, group by group.
    pub references: Vec<ReferenceGroup>,
}

/// What is common to all areas of a kind.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct CommonView {
    /// What it says, with their number.
    pub label: String,
    /// Common activities, on the page of the area around them.
    pub activities: Vec<ActivityView>,
    /// Links to them, on the page of an area of the kind.
    pub links: Vec<CommonGroup>,
    /// How many they are.
    pub count: usize,
    /// Items in which all of them have a part.
    pub items: Option<ReferenceGroup>,
    /// What each of them has one of.
    pub topics: Vec<Link>,
}

/// The body of an area's page; a city's shows its frameworks too.
pub fn body(here: &mut Here<'_>, id: Id<Area>, part: usize) -> Body {
    let (model, index) = (here.world.model, here.world.index);
    let area = &model.areas[id];
    if part > 1 {
        return Body::Area(Box::new(AreaView {
            as_of: as_of(here, id),
            parent: Some(here.link(Entity::Area(id))),
            activities: activity::groups(here, id, part),
            references: groups(here, Entity::Area(id), part),
            ..AreaView::default()
        }));
    }
    let kind = area.level.map(|k| model.kinds[k].name.clone());
    let parts = index.tree.parts(id);
    let children = parts.iter().map(|a| here.link(Entity::Area(*a))).collect();
    let own_map = map(here, id, None);
    let map = own_map.or_else(|| map(here, area.parent?, Some(id)));
    let mut tables: Vec<TableView> = activity::table(here, id).into_iter().collect();
    tables.extend(here.figures_tables(Subject::Area(id)));
    if area.parent.is_none() {
        tables.extend(city_tables(here, id));
    }
    Body::Area(Box::new(AreaView {
        description: here.prose_or_empty(area.description.as_deref()),
        as_of: as_of(here, id),
        map,
        neighbours: neighbours(here, id),
        facts: facts(here, kind, None),
        aliases: area.aliases.clone(),
        parent: area.parent.map(|p| here.link(Entity::Area(p))),
        children,
        tables,
        reports: here.statements(Subject::Area(id)),
        activities: activity::groups(here, id, 1),
        common: common(here, id),
        items: items(here, id),
        indicators: indicators(here, id),
        topics: topics(here, id),
        references: groups(here, Entity::Area(id), 1),
    }))
}

/// How many activities there are in which year, and up to when the documents go.
pub fn as_of(here: &Here<'_>, id: Id<Area>) -> String {
    let model = here.world.model;
    let own = || model.activities.rows().iter().filter(|a| a.area == id);
    let mut by = BTreeMap::new();
    for activity in own().filter(|a| a.common_to.is_none() && !a.period.is_absent()) {
        *by.entry(activity.period).or_insert(0usize) += 1;
    }
    let counts: Vec<String> = by
        .iter()
        .map(|(period, n)| {
            let args = [("period", here.period(*period)), ("count", n.to_string())];
            here.fill("activities-of-period", &args)
        })
        .collect();
    let newest = own().map(|a| model.documents[a.cites.document].date).max();
    let Some(newest) = newest.filter(|_| !counts.is_empty()) else {
        return String::new();
    };
    let args = [
        ("counts", here.list(&counts)),
        ("date", month_of(here, newest)),
    ];
    here.fill("activities-as-of", &args)
}

/// The month of a day; any other period as it is.
fn month_of(here: &Here<'_>, date: Period) -> String {
    match date.end {
        Some(Unit::Day(day)) => here.period(Period::of(Unit::Month(day.year(), day.month()))),
        _ => here.period(date),
    }
}

/// What is common to all areas of its kind in its city, and what is common to kinds inside it.
fn common(here: &mut Here<'_>, id: Id<Area>) -> Vec<CommonView> {
    let model = here.world.model;
    let inside = model.activities.rows().iter();
    let inside: BTreeSet<Id<Kind>> = inside
        .filter(|a| a.area == id)
        .filter_map(|a| a.common_to)
        .collect();
    let own = model.areas[id]
        .level
        .filter(|_| model.areas[id].parent.is_some());
    let mut all: Vec<CommonView> = own
        .into_iter()
        .filter_map(|k| shared(here, id, k))
        .collect();
    for kind in inside {
        let activities = activity::common(here, &[id], kind);
        all.push(CommonView {
            label: common_label(here, id, kind),
            count: activities.len(),
            activities,
            links: Vec::new(),
            items: None,
            topics: Vec::new(),
        });
    }
    all
}

/// What is common to all areas of one kind in the city of an area.
fn shared(here: &mut Here<'_>, id: Id<Area>, level: Id<Kind>) -> Option<CommonView> {
    let model = here.world.model;
    let city = model.root_area(id);
    let above = std::iter::successors(model.areas[id].parent, |a| model.areas[*a].parent);
    let above: Vec<Id<Area>> = above.collect();
    let links = activity::common_links(here, &above, level);
    let topics = model
        .topics
        .iter()
        .filter(|(_, t)| t.common_to == Some(level) && t.city.is_none_or(|c| c == city));
    let topics: Vec<Link> = topics.map(|(t, _)| here.link(Entity::Topic(t))).collect();
    let shared = |o| {
        let body = &model.organizations[o];
        body.common_to == Some(level) && body.city == city
    };
    let parts = model.involvements.iter();
    let parts = parts.filter(|i| i.organization.is_some_and(shared));
    let rows = parts.map(|i| row(here, i.subject.into(), Some(&i.cites), i.others));
    let items = group(here, "", String::new(), rows.collect());
    let nothing = links.is_empty() && topics.is_empty() && items.is_none();
    (!nothing).then(|| CommonView {
        label: common_label(here, city, level),
        activities: Vec::new(),
        count: links.iter().map(|group| group.links.len()).sum(),
        links,
        items,
        topics,
    })
}

/// How many areas of a kind there are in a whole, and that something is common to them.
fn common_label(here: &Here<'_>, whole: Id<Area>, level: Id<Kind>) -> String {
    let model = here.world.model;
    let inside = |a: Id<Area>| {
        std::iter::successors(Some(a), |a| model.areas[*a].parent).any(|a| a == whole)
    };
    let alike = model.areas.iter();
    let alike = alike.filter(|(a, area)| area.level == Some(level) && inside(*a));
    let args = [
        ("city", model.areas[whole].name.clone()),
        ("kind", model.kinds[level].name.clone()),
        ("count", alike.count().to_string()),
    ];
    here.fill("common-to-all", &args)
}

/// Items in which bodies that serve the area have a part, role by role.
fn items(here: &Here<'_>, id: Id<Area>) -> Vec<ReferenceGroup> {
    let (model, index) = (here.world.model, here.world.index);
    let serving = model
        .organizations
        .iter()
        .filter(|(_, o)| o.area == Some(id));
    let bodies: BTreeSet<_> = serving
        .flat_map(|(o, _)| index.tree.body_subtree(o))
        .collect();
    let mut groups = Vec::new();
    for (word, role) in Role::CHOICES {
        let own = model.involvements.iter().filter(|i| i.role == role);
        let own = own.filter(|i| i.organization.is_some_and(|o| bodies.contains(&o)));
        let rows = own.map(|i| row(here, i.subject.into(), Some(&i.cites), i.others));
        let label = here.world.words.text("roles", word).to_owned();
        groups.extend(group(here, &format!("items-{word}"), label, rows.collect()));
    }
    groups
}

/// Figures that are counted for the area.
fn indicators(here: &Here<'_>, id: Id<Area>) -> Vec<Link> {
    let model = here.world.model;
    let counted = model.measurements.iter().filter(|m| m.area == Some(id));
    let of_activities = model.indicators.iter().filter(|(_, i)| match i.subject {
        Subject::Activity(a) => model.activities[a].area == id,
        Subject::Area(a) => a == id,
        _ => false,
    });
    let all: BTreeSet<_> = counted
        .map(|m| m.indicator)
        .chain(of_activities.map(|(i, _)| i))
        .collect();
    all.into_iter()
        .map(|i| here.link(Entity::Indicator(i)))
        .collect()
}

/// Programmes, facilities and the like that the area's activities name.
fn topics(here: &Here<'_>, id: Id<Area>) -> Vec<Link> {
    let model = here.world.model;
    let all: BTreeSet<_> = model
        .mentions
        .iter()
        .filter_map(|m| match (m.subject, m.named) {
            (Subject::Activity(a), Named::Topic(t)) => {
                let activity = &model.activities[a];
                let own = activity.area == id && activity.common_to.is_none();
                own.then_some(t)
            }
            _ => None,
        })
        .collect();
    all.into_iter()
        .map(|t| here.link(Entity::Topic(t)))
        .collect()
}

/// The tables that are declared over a city's areas.
fn city_tables(here: &mut Here<'_>, city: Id<Area>) -> Vec<TableView> {
    let (model, index) = (here.world.model, here.world.index);
    let own = index.grids.iter();
    let own = own.filter(|g| model.tables[g.table].area == Some(city));
    own.map(|grid| here.summary_table(grid)).collect()
}
