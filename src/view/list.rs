//! The index of a section.

use std::collections::BTreeMap;

use crate::base::key::Id;
use crate::index::series::SeriesKey;
use crate::model::area::Area;
use crate::model::document::Document;
use crate::model::entity::Entity;
use crate::model::organization::Organization;
use crate::model::vocabulary::Kind;
use crate::parse::japanese::title_html;
use crate::site::nav::Section;
use crate::site::route::Route;

use super::common::{CellView, GroupView, HeadView, RowView, TableView};
use super::here::Here;
use super::page::{Body, ListEntry, ListGroup, ListView};
use super::prose::{escape, plain};

/// The body of an index page.
pub fn body(here: &mut Here<'_>, section: Section) -> Body {
    let (mut groups, mut tables) = (Vec::new(), Vec::new());
    match section {
        Section::Plans => groups = plans(here),
        Section::Figures => tables = figures(here),
        Section::Areas => groups = areas(here),
        Section::Bodies => groups = bodies(here),
        Section::Topics => groups = topics(here),
        Section::Documents => groups = documents(here),
        Section::Meetings => groups = meetings(here),
        Section::Statistics => groups = statistics(here),
        Section::Data => {}
    }
    Body::List(ListView { groups, tables })
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
        let lead = here
            .world
            .index
            .facts
            .of(crate::model::organization::Subject::Framework(id))
            .lead;
        let note = lead
            .map(|l| plain(here.world, &model.leads[l].text))
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

fn bodies(here: &Here<'_>) -> Vec<ListGroup> {
    let model = here.world.model;
    let mut groups: BTreeMap<Id<Area>, Vec<ListEntry>> = BTreeMap::new();
    for (id, organization) in model.organizations.iter() {
        if organization.parent.is_none() {
            groups
                .entry(organization.city)
                .or_default()
                .push(organization_entry(here, id));
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

fn topics(here: &Here<'_>) -> Vec<ListGroup> {
    let model = here.world.model;
    let mut groups: BTreeMap<Option<Id<Kind>>, Vec<ListEntry>> = BTreeMap::new();
    for (id, topic) in model.topics.iter() {
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

/// All figures: one table a framework, a row a series, with its first and its latest figure.
fn figures(here: &mut Here<'_>) -> Vec<TableView> {
    let model = here.world.model;
    let mut by: BTreeMap<Option<Id<crate::model::framework::Framework>>, Vec<GroupView>> =
        BTreeMap::new();
    for (id, indicator) in model.indicators.iter() {
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
                html: title_html(&indicator.name),
                sub: String::new(),
                href: Some(here.href_to(Entity::Indicator(id))),
            }),
            rows,
        };
        by.entry(model.framework_of(indicator.subject))
            .or_default()
            .push(group);
    }
    let columns = ["column-first", "column-latest", "column-subject"];
    let columns: Vec<HeadView> = columns.iter().map(|word| head(here, word)).collect();
    let all = by.into_iter().enumerate();
    all.map(|(n, (framework, groups))| TableView {
        id: format!("figures-{}", n + 1),
        caption: framework.map_or_else(
            || here.word("section-figures"),
            |f| model.frameworks[f].title.clone(),
        ),
        corner: vec![here.word("column-indicator"), here.word("column-breakdown")],
        columns: columns.clone(),
        groups,
        csv: Some(here.href(&Route::page("data/measurements.csv"))),
        notes: Vec::new(),
    })
    .collect()
}

fn head(here: &Here<'_>, word: &str) -> HeadView {
    HeadView {
        html: escape(here.world.words.text("page", word)),
        sub: String::new(),
        href: None,
    }
}

fn series_row(here: &Here<'_>, key: SeriesKey) -> RowView {
    let (model, index) = (here.world.model, here.world.index);
    let indicator = &model.indicators[key.indicator];
    let usable = index.series.usable(model, key);
    let mut all = index
        .series
        .points(key)
        .iter()
        .map(|i| &model.measurements[*i]);
    let stated = all.next_back();
    let cell = |m: Option<&crate::model::fact::Measurement>| {
        let mut cell = here.figure_cell(m.or(stated));
        if let Some(m) = m.or(stated) {
            let f = &m.figure;
            if f.value.is_some() && m.reading.counts() {
                cell.html = escape(&super::format::amount(
                    f.value,
                    f.value_to,
                    &f.unit,
                    &f.qualifiers,
                ));
            }
            cell.sub = here.period(m.period);
        }
        cell
    };
    let name = match indicator.breakdown_name(key.breakdown) {
        "" => here.word("whole"),
        name => name.replace(';', " "),
    };
    let breakdown = key
        .breakdown
        .map(|b| indicator.breakdowns[b].key.to_string());
    let extra = key.area.map(|a| model.areas[a].id.to_string());
    let body = key
        .organization
        .map(|o| model.organizations[o].id.to_string());
    let parts = [Some(indicator.key.to_string()), breakdown, extra, body];
    let subject: Entity = indicator.subject.into();
    RowView {
        id: parts.into_iter().flatten().collect::<Vec<_>>().join("."),
        head: HeadView {
            html: title_html(&name),
            sub: String::new(),
            href: None,
        },
        badge: None,
        cells: vec![
            cell(usable.first().copied()),
            cell(usable.last().copied()),
            CellView {
                html: here.short_link(subject).html,
                sub: String::new(),
                kind: "text".to_owned(),
                badge: None,
                href: Some(here.href_to(subject)),
            },
        ],
        total: false,
    }
}
