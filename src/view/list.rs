//! The index of a section.

mod figures;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::key::Id;
use crate::model::area::Area;
use crate::model::document::Document;
use crate::model::entity::Entity;
use crate::model::organization::{Organization, Subject};
use crate::model::vocabulary::Kind;
use crate::parse::japanese::title_html;
use crate::site::nav::Section;
use crate::site::paging::part_path;
use crate::site::route::Route;

use super::common::{Link, TableView};
use super::here::Here;
use super::map::{MapView, map};
use super::page::Body;
use super::prose::plain;

/// The index of a section.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ListView {
    /// Groups of entries.
    pub groups: Vec<ListGroup>,
    /// Tables, such as all figures.
    pub tables: Vec<TableView>,
    /// Maps of what is listed.
    pub maps: Vec<MapView>,
    /// Where on the pages of a long index each group begins.
    pub pages: Vec<Link>,
}

/// A group of entries.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ListGroup {
    /// Its anchor.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its entries.
    pub entries: Vec<ListEntry>,
}

/// An entry of an index.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ListEntry {
    /// The page.
    pub link: Link,
    /// A line about it, plain; may be empty.
    pub note: String,
    /// How many pages name it, or what else is counted.
    pub count: Option<usize>,
    /// Entries below it.
    pub children: Vec<ListEntry>,
}

/// The body of one page of an index.
pub fn body(here: &mut Here<'_>, section: Section, part: usize) -> Body {
    let (model, sitemap) = (here.world.model, here.world.sitemap);
    let pages = sitemap.section_pages(section);
    let shown: &[Entity] = pages.get(part - 1).map_or(&[], Vec::as_slice);
    let (mut groups, mut tables) = (Vec::new(), Vec::new());
    match section {
        Section::Plans => groups = plans(here),
        Section::Figures => tables = figures::tables(here, shown),
        Section::Areas => groups = areas(here),
        Section::Bodies => groups = bodies(here, shown),
        Section::Topics => groups = topics(here, shown),
        Section::Documents => groups = documents(here),
        Section::Meetings => groups = meetings(here),
        Section::Statistics => groups = statistics(here),
        Section::Data => {}
    }
    let cities = model.areas.iter().filter(|(_, a)| a.parent.is_none());
    let maps = cities.filter(|_| section == Section::Areas);
    Body::List(ListView {
        groups,
        tables,
        maps: maps.filter_map(|(id, _)| map(here, id, None)).collect(),
        pages: page_links(here, section, pages, part),
    })
}

/// The pages of a long index, each by the first thing on it; none where there is only one.
fn page_links(here: &Here<'_>, section: Section, pages: &[Vec<Entity>], part: usize) -> Vec<Link> {
    if pages.len() < 2 {
        return Vec::new();
    }
    let all = pages.iter().zip(1..).filter(|(_, n)| *n != part);
    all.map(|(entries, n)| {
        let first = entries.first().map(|e| here.label(*e)).unwrap_or_default();
        let args = [("part", n.to_string()), ("first", title_html(&first))];
        Link {
            html: here.fill("page-from", &args),
            href: here.href(&Route::page(part_path(section.index(), n))),
        }
    })
    .collect()
}

fn entry(here: &Here<'_>, entity: Entity, note: String, children: Vec<ListEntry>) -> ListEntry {
    let mut from: Vec<Entity> = here
        .world
        .index
        .links
        .to(entity)
        .map(|(from, _)| from)
        .collect();
    from.dedup();
    ListEntry {
        link: here.link(entity),
        note,
        count: Some(from.len()).filter(|n| *n > 0),
        children,
    }
}

fn plans(here: &Here<'_>) -> Vec<ListGroup> {
    let model = here.world.model;
    let mut groups: BTreeMap<Id<Area>, Vec<ListEntry>> = BTreeMap::new();
    for (id, framework) in model.frameworks.iter() {
        let facts = &here.world.index.facts;
        let lead = facts.lead(model, Subject::Framework(id));
        let note = lead
            .map(|lead| plain(here.world, &lead.text))
            .unwrap_or_default();
        let children = here.world.index.tree.roots(id).iter();
        let children = children
            .map(|i| entry(here, Entity::Item(*i), String::new(), Vec::new()))
            .collect();
        let mut entry = entry(here, Entity::Framework(id), note, children);
        entry.count = None;
        entry.children.iter_mut().for_each(|c| c.count = None);
        groups.entry(framework.city).or_default().push(entry);
    }
    by_city(here, groups)
}

fn by_city(here: &Here<'_>, groups: BTreeMap<Id<Area>, Vec<ListEntry>>) -> Vec<ListGroup> {
    let model = here.world.model;
    let all = groups.into_iter();
    all.map(|(city, entries)| ListGroup {
        id: model.areas[city].id.to_string(),
        label: model.areas[city].name.clone(),
        entries,
    })
    .collect()
}

fn areas(here: &Here<'_>) -> Vec<ListGroup> {
    let model = here.world.model;
    let cities = model.areas.iter().filter(|(_, a)| a.parent.is_none());
    let groups = cities.map(|(id, _)| (id, vec![area(here, id)])).collect();
    by_city(here, groups)
}

fn area(here: &Here<'_>, id: Id<Area>) -> ListEntry {
    let parts = here.world.index.tree.parts(id).iter();
    entry(
        here,
        Entity::Area(id),
        String::new(),
        parts.map(|p| area(here, *p)).collect(),
    )
}

fn bodies(here: &Here<'_>, shown: &[Entity]) -> Vec<ListGroup> {
    let model = here.world.model;
    let mut groups: BTreeMap<Id<Area>, Vec<ListEntry>> = BTreeMap::new();
    for entity in shown {
        if let Entity::Organization(id) = entity {
            let city = groups.entry(model.organizations[*id].city).or_default();
            city.push(organization_entry(here, *id));
        }
    }
    by_city(here, groups)
}

fn organization_entry(here: &Here<'_>, id: Id<Organization>) -> ListEntry {
    let model = here.world.model;
    let kind = model.organizations[id]
        .kind
        .map(|k| model.kinds[k].name.clone());
    let children = here
        .world
        .index
        .tree
        .bodies(id)
        .iter()
        .map(|b| organization_entry(here, *b))
        .collect();
    entry(
        here,
        Entity::Organization(id),
        kind.unwrap_or_default(),
        children,
    )
}

fn topics(here: &Here<'_>, shown: &[Entity]) -> Vec<ListGroup> {
    let model = here.world.model;
    let mut groups: BTreeMap<Option<Id<Kind>>, Vec<ListEntry>> = BTreeMap::new();
    for entity in shown {
        let Entity::Topic(id) = *entity else { continue };
        let topic = &model.topics[id];
        let city = topic
            .city
            .map(|c| model.areas[c].name.clone())
            .unwrap_or_default();
        let several = model
            .areas
            .rows()
            .iter()
            .filter(|a| a.parent.is_none())
            .count()
            > 1;
        let note = if several { city } else { String::new() };
        groups.entry(topic.kind).or_default().push(entry(
            here,
            Entity::Topic(id),
            note,
            Vec::new(),
        ));
    }
    let all = groups.into_iter();
    all.map(|(kind, entries)| ListGroup {
        id: kind.map_or_else(|| "other".to_owned(), |k| model.kinds[k].key.to_string()),
        label: kind.map_or_else(|| here.word("other"), |k| model.kinds[k].name.clone()),
        entries,
    })
    .collect()
}

fn documents(here: &Here<'_>) -> Vec<ListGroup> {
    let model = here.world.model;
    let all = model.documents.iter().map(|(id, d)| {
        let date = here.period(d.date);
        let note = [d.publisher.as_str(), date.as_str()]
            .join(" ")
            .trim()
            .to_owned();
        let mut entry = entry(here, Entity::Document(id), note, Vec::new());
        entry.count = None;
        entry
    });
    vec![ListGroup {
        id: "documents".to_owned(),
        label: here.word("section-documents"),
        entries: all.collect(),
    }]
}

fn meetings(here: &Here<'_>) -> Vec<ListGroup> {
    let model = here.world.model;
    let mut groups: BTreeMap<Id<Area>, Vec<ListEntry>> = BTreeMap::new();
    for (id, meeting) in model.meetings.iter() {
        let note = here.period(meeting.date);
        groups.entry(meeting.city).or_default().push(entry(
            here,
            Entity::Meeting(id),
            note,
            Vec::new(),
        ));
    }
    by_city(here, groups)
}

fn statistics(here: &Here<'_>) -> Vec<ListGroup> {
    let model = here.world.model;
    let mut groups: BTreeMap<Id<Document>, Vec<ListEntry>> = BTreeMap::new();
    for (id, statistic) in model.statistics.iter() {
        let note = statistic.cites.place.clone();
        let entry = entry(here, Entity::Statistic(id), note, Vec::new());
        groups
            .entry(statistic.cites.document)
            .or_default()
            .push(entry);
    }
    let all = groups.into_iter();
    all.map(|(id, entries)| ListGroup {
        id: model.documents[id].key.to_string(),
        label: model.documents[id].title.clone(),
        entries,
    })
    .collect()
}
