//! What changed, newest first: the list, the newest on the first page, and the feed.

use std::cmp::Reverse;

use serde::Serialize;

use crate::model::period::Date;
use crate::model::update::Update;
use crate::parse::japanese::{title_html, title_plain};
use crate::site::route::{Route, UPDATES, route};

use super::World;
use super::addresses::absolute;
use super::common::Link;
use super::here::Here;
use super::page::Body;

/// The page of all changes.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct UpdatesView {
    /// All of them, newest first.
    pub updates: Vec<UpdateView>,
}

/// A change.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct UpdateView {
    /// Its place on the page of all changes.
    pub id: String,
    /// When, in words.
    pub date: String,
    /// The last day of that, as `2026-11-21`.
    pub day: String,
    /// What changed, and where to read it; without an address where it is nowhere in particular.
    pub link: Link,
}

/// The feed of changes: texts are plain, addresses are whole.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Feed {
    /// Name of the site.
    pub title: String,
    /// Language of its texts.
    pub lang: String,
    /// Address of the page of changes.
    pub page: String,
    /// Address of the feed itself.
    pub address: String,
    /// The newest day.
    pub day: String,
    /// The changes, newest first.
    pub entries: Vec<FeedEntry>,
}

/// A change in the feed.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FeedEntry {
    /// What it is known by: its place on the page of changes.
    pub id: String,
    /// What changed.
    pub title: String,
    /// When.
    pub day: String,
    /// Where to read it.
    pub address: String,
}

/// How many changes the first page shows.
pub const NEWEST: usize = 3;

/// The path of the feed.
pub const FEED: &str = "feed.xml";

/// Changes with their last days, newest first; of one day, in the order of their keys.
fn sorted(world: World<'_>) -> Vec<(Date, &Update)> {
    let all = world.model.updates.rows().iter();
    let dated = all.filter_map(|u| Some((u.date.last_day()?, u)));
    let mut all: Vec<(Date, &Update)> = dated.collect();
    all.sort_by_key(|(day, u)| (Reverse(*day), u.key.clone()));
    all
}

/// The newest changes.
pub fn newest(here: &Here<'_>, count: usize) -> Vec<UpdateView> {
    let all = sorted(here.world).into_iter().take(count);
    let view = |(day, update): (Date, &Update)| UpdateView {
        id: update.key.to_string(),
        date: here.period(update.date),
        day: day.to_string(),
        link: Link {
            html: title_html(&update.title),
            href: update.about.map(|e| here.href_to(e)).unwrap_or_default(),
        },
    };
    all.map(view).collect()
}

/// The body of the page of all changes.
pub fn body(here: &Here<'_>) -> Body {
    Body::Updates(UpdatesView {
        updates: newest(here, usize::MAX),
    })
}

/// The feed; `None` without a public address or without changes.
pub fn feed(world: World<'_>) -> Option<Feed> {
    let all = sorted(world);
    let (newest, _) = all.first()?;
    let own = |update: &Update| absolute(world, &Route::place(UPDATES, update.key.as_str()));
    let entry = |(day, update): &(Date, &Update)| {
        let about = update.about.map(|e| route(world.model, e));
        Some(FeedEntry {
            id: own(update)?,
            title: title_plain(&update.title),
            day: day.to_string(),
            address: match about {
                Some(route) => absolute(world, &route)?,
                None => own(update)?,
            },
        })
    };
    Some(Feed {
        title: world.model.settings.title.clone(),
        lang: world.model.settings.lang.tag().to_owned(),
        page: absolute(world, &Route::page(UPDATES))?,
        address: absolute(world, &Route::page(FEED))?,
        day: newest.to_string(),
        entries: all.iter().filter_map(entry).collect(),
    })
}
