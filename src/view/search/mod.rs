//! What search knows of a page besides its text: what sort of thing it is, what it is called and
//! what else it is called, its grade, its plan and years.

pub mod facets;
pub mod fold;

use serde::Serialize;

use crate::base::key::Id;
use crate::index::filters::Filter;
use crate::model::area::Area;
use crate::model::entity::Entity;
use crate::model::vocabulary::Kind;
use crate::parse::japanese::title_plain;
use crate::site::nav::Section;
use crate::site::page::{Page, PageKind};
use crate::site::route::Route;

use super::World;
use super::common::{Badge, Link};
use super::frame;
use super::here::Here;
use super::page::Body;

use self::facets::Facets;

/// A page that can be found.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Entry {
    /// Its path from the site's root.
    pub path: String,
    /// What sort of thing it shows.
    pub sort: String,
    /// Its code as printed; may be empty.
    pub code: String,
    /// Its title without the code.
    pub title: String,
    /// Its plan and years, or where else it belongs; may be empty.
    pub context: String,
    /// Its grade.
    pub badge: Option<Badge>,
    /// Other spellings of its name.
    pub aliases: Vec<String>,
    /// Words that readers look for it by.
    pub words: Vec<String>,
    /// The numbers of the filters that it is in.
    pub filters: Vec<usize>,
    /// How much of a find it is among equals: things before lists of things.
    pub weight: u32,
}

/// The page of search.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct SearchView {
    /// Where to go on where nothing is found.
    pub doors: Vec<Door>,
}

/// Pages of one sort to go on to.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct Door {
    /// What they are.
    pub label: String,
    /// The pages.
    pub links: Vec<DoorLink>,
    /// Where the rest of a long row stands.
    pub more: Option<Link>,
}

/// A page to go on to.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct DoorLink {
    /// The page.
    pub link: Link,
    /// How many things it lists.
    pub count: Option<usize>,
}

/// What plans hold, other things, parts of long lists, lists.
const ITEM: u32 = 6;
const THING: u32 = 3;
const PART: u32 = 1;
const LIST: u32 = 0;

/// What search knows of a page; `None` for pages that are not found.
pub fn entry(world: World<'_>, facets: &Facets, page: &Page) -> Option<Entry> {
    let here = Here::new(world, &page.path);
    let mut entry = match page.kind {
        PageKind::NotFound | PageKind::Search | PageKind::Facet(..) => return None,
        // All of it is found where it stands first.
        kind if kind.repeats() => return None,
        // What has a page of its own is found by that; years and grades have only their lists.
        PageKind::Filter(filter, part) => {
            if part > 1 || !matches!(filter, Filter::Year(_) | Filter::Grade(..)) {
                return None;
            }
            Entry {
                title: title_plain(&here.filter_heading(filter)),
                sort: here.word("sort-list"),
                weight: LIST,
                ..Entry::default()
            }
        }
        PageKind::Of(entity) => of(&here, entity),
        PageKind::Part(entity, _) => Entry {
            weight: PART,
            ..of(&here, entity)
        },
        kind => Entry {
            title: title_plain(&frame::heading(&here, kind)),
            sort: here.word("sort-list"),
            weight: LIST,
            ..Entry::default()
        },
    };
    entry.path.clone_from(&page.path);
    entry.filters = facets.of(world, page.kind);
    Some(entry)
}

fn of(here: &Here<'_>, entity: Entity) -> Entry {
    let mut entry = Entry {
        title: title_plain(&here.label(entity)),
        badge: here.badge_of(entity),
        weight: THING,
        ..Entry::default()
    };
    match entity {
        Entity::Framework(_) | Entity::Item(_) | Entity::Indicator(_) => {
            planned(here, entity, &mut entry);
        }
        Entity::Organization(_) | Entity::Area(_) | Entity::Topic(_) => {
            named(here, entity, &mut entry);
        }
        _ => told(here, entity, &mut entry),
    }
    let title = entry.title.clone();
    entry.aliases.retain(|alias| *alias != title);
    entry
}

/// What plans hold: level, code, plan and years.
fn planned(here: &Here<'_>, entity: Entity, entry: &mut Entry) {
    let model = here.world.model;
    match entity {
        Entity::Framework(id) => {
            let framework = &model.frameworks[id];
            entry.sort = kind(here, framework.kind, "sort-framework");
            entry.context = join(
                &city(here, Some(framework.city)),
                &here.period(*framework.period),
            );
            entry.aliases.push(framework.short.clone());
        }
        Entity::Item(id) => {
            let item = &model.items[id];
            let framework = &model.frameworks[item.framework];
            let level = &framework.levels[item.level];
            entry.sort.clone_from(&level.name);
            entry.weight = ITEM;
            entry.words.clone_from(&item.search_words);
            entry.code.clone_from(&item.code);
            entry.title = title_plain(&item.title);
            entry.context = join(&framework.short, &here.period(*level.period));
        }
        Entity::Indicator(id) => {
            entry.sort = here.word("sort-indicator");
            entry.context = here.context(model.indicators[id].subject.into());
        }
        _ => {}
    }
}

/// What has other spellings.
fn named(here: &Here<'_>, entity: Entity, entry: &mut Entry) {
    let model = here.world.model;
    match entity {
        Entity::Organization(id) => {
            let body = &model.organizations[id];
            entry.sort = kind(here, body.kind, "sort-organization");
            entry.context = city(here, Some(body.city));
            entry.aliases.clone_from(&body.aliases);
        }
        Entity::Area(id) => {
            let area = &model.areas[id];
            entry.sort = kind(here, area.level, "sort-area");
            entry.context = city(here, area.parent);
            entry.aliases.clone_from(&area.aliases);
        }
        Entity::Topic(id) => {
            let topic = &model.topics[id];
            entry.sort = kind(here, topic.kind, "sort-topic");
            entry.context = city(here, topic.city);
            entry.aliases.clone_from(&topic.aliases);
        }
        _ => {}
    }
}

/// What tells of the rest: documents, meetings, statistics, pages, classes.
fn told(here: &Here<'_>, entity: Entity, entry: &mut Entry) {
    let model = here.world.model;
    match entity {
        Entity::Document(id) => {
            entry.sort = here.word("sort-document");
            entry.context = here.period(model.documents[id].date);
            entry.weight = PART;
        }
        Entity::Meeting(id) => {
            entry.sort = here.word("sort-meeting");
            entry.context = here.period(model.meetings[id].date);
        }
        Entity::Statistic(id) => {
            entry.sort = here.word("sort-statistic");
            entry.context = city(here, model.statistics[id].city);
        }
        Entity::Article(_) => entry.sort = here.word("sort-article"),
        Entity::Axis(_) => {
            entry.sort = here.word("sort-list");
            entry.weight = LIST;
        }
        Entity::Category(id) => entry
            .sort
            .clone_from(&model.axes[model.categories[id].axis].name),
        _ => {}
    }
}

/// The name of a kind, or a word where there is none.
fn kind(here: &Here<'_>, kind: Option<Id<Kind>>, word: &str) -> String {
    let kinds = &here.world.model.kinds;
    kind.map_or_else(|| here.word(word), |k| kinds[k].name.clone())
}

/// The name of an area; empty where there is none.
fn city(here: &Here<'_>, area: Option<Id<Area>>) -> String {
    let areas = &here.world.model.areas;
    area.map(|a| areas[a].name.clone()).unwrap_or_default()
}

fn join(a: &str, b: &str) -> String {
    [a, b].join(" ").trim().to_owned()
}

/// The body of the page of search: doors to everything, for readers without script too.
pub fn body(here: &mut Here<'_>) -> Body {
    let model = here.world.model;
    let mut doors = facets::doors(here);
    let mut door = |label: &str, links: Vec<Link>| {
        if !links.is_empty() {
            let plain = |link| DoorLink { link, count: None };
            doors.push(Door {
                label: here.word(label),
                links: links.into_iter().map(plain).collect(),
                more: None,
            });
        }
    };
    let cities = model.areas.iter().filter(|(_, a)| a.parent.is_none());
    let parts = cities.flat_map(|(id, _)| here.world.index.tree.parts(id));
    let areas = parts.map(|id| here.link(Entity::Area(*id)));
    door("section-areas", areas.collect());
    let plans = model.frameworks.iter();
    let plans = plans.map(|(id, _)| here.link(Entity::Framework(id)));
    door("section-plans", plans.collect());
    let lists = Section::ALL.into_iter().filter(|s| s.exists(model));
    let lists = lists.map(|section| Link {
        html: here.word(section.word()),
        href: here.href(&Route::page(section.index())),
    });
    door("sort-list", lists.collect());
    Body::Search(SearchView { doors })
}
