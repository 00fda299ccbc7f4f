//! Addresses: explicit files, lower-case ASCII, at most three folders, from keys.

use crate::base::key::Id;
use crate::model::Model;
use crate::model::entity::Entity;
use crate::model::framework::Framework;
use crate::model::item::Item;

use super::paging::{ACTIVITIES, part_path};

/// The address of a page or of a place on one, relative to the site's root.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Route {
    /// Path of the file: `plan/wip2/4-1.html`.
    pub path: String,
    /// The place on the page.
    pub fragment: Option<String>,
}

impl Route {
    /// A whole page.
    pub fn page(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            fragment: None,
        }
    }

    /// A place on a page.
    pub fn place(path: impl Into<String>, fragment: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            fragment: Some(fragment.into()),
        }
    }
}

/// The page of all declared contradictions.
pub const DISCREPANCIES: &str = "about/discrepancies.html";
/// The page of all data files.
pub const DATA: &str = "data/index.html";

/// The page of words and marks.
pub const TERMS: &str = "about/terms.html";

/// The page of all changes.
pub const UPDATES: &str = "about/updates.html";

/// The page of search.
pub const SEARCH: &str = "search.html";

/// The page for print of a framework: all of it in one document.
pub fn print_path(model: &Model, id: Id<Framework>) -> String {
    format!("print/{}.html", model.frameworks[id].key)
}

/// The address of a thing. Adding a kind of thing makes the compiler ask for its address here.
pub fn route(model: &Model, entity: Entity) -> Route {
    match entity {
        Entity::Framework(id) => {
            Route::page(format!("plan/{}/index.html", model.frameworks[id].key))
        }
        Entity::Item(id) => item(model, id),
        Entity::Indicator(id) => {
            Route::page(format!("indicator/{}.html", model.indicators[id].key))
        }
        Entity::Organization(id) => {
            let body = &model.organizations[id];
            Route::page(format!(
                "org/{}/{}.html",
                model.areas[body.city].key, body.key
            ))
        }
        Entity::Area(id) => {
            let root = model.root_area(id);
            let city = &model.areas[root].key;
            if root == id {
                Route::page(format!("area/{city}/index.html"))
            } else {
                Route::page(format!("area/{city}/{}.html", model.areas[id].key))
            }
        }
        Entity::Topic(id) => Route::page(format!("topic/{}.html", model.topics[id].key)),
        Entity::Document(id) => Route::page(format!("document/{}.html", model.documents[id].key)),
        Entity::Discrepancy(id) => {
            Route::place(DISCREPANCIES, model.discrepancies[id].key.as_str())
        }
        Entity::Activity(id) => {
            let activity = &model.activities[id];
            let first = route(model, Entity::Area(activity.area)).path;
            let page = part_path(&first, activity.nth / ACTIVITIES + 1);
            Route::place(page, format!("a-{}", activity.key))
        }
        Entity::Meeting(id) => {
            let meeting = &model.meetings[id];
            Route::page(format!(
                "meeting/{}/{}.html",
                model.areas[meeting.city].key, meeting.key
            ))
        }
        Entity::Statistic(id) => {
            Route::page(format!("statistic/{}.html", model.statistics[id].key))
        }
        Entity::Article(id) => Route::page(format!("{}.html", model.articles[id].path)),
        Entity::Axis(id) => Route::page(format!("axis/{}/index.html", model.axes[id].key)),
        Entity::Category(id) => {
            let category = &model.categories[id];
            let axis = &model.axes[category.axis].key;
            Route::page(format!("axis/{axis}/{}.html", category.key))
        }
    }
}

/// The first page of a framework's longer tables.
pub fn tables_path(model: &Model, id: Id<Framework>) -> String {
    format!("plan/{}/tables.html", model.frameworks[id].key)
}

/// An item's own page, or its place on the page of what it belongs to.
fn item(model: &Model, id: Id<Item>) -> Route {
    let item = &model.items[id];
    let framework = &model.frameworks[item.framework];
    match item.parent.filter(|_| !has_page(model, id)) {
        Some(parent) => Route::place(self::item(model, parent).path, anchor(model, id)),
        None => Route::page(format!("plan/{}/{}.html", framework.key, item.key)),
    }
}

/// Whether an item has a page of its own.
pub fn has_page(model: &Model, id: Id<Item>) -> bool {
    let item = &model.items[id];
    item.parent.is_none() || model.frameworks[item.framework].levels[item.level].page
}

/// The anchor of an item on the page of what it belongs to: its key without its parent's.
pub fn anchor(model: &Model, id: Id<Item>) -> String {
    let item = &model.items[id];
    let parent = item.parent.map(|p| format!("{}-", model.items[p].key));
    let own = parent.and_then(|prefix| item.key.as_str().strip_prefix(&prefix).map(str::to_owned));
    own.unwrap_or_else(|| item.key.to_string())
}

/// A link from one page to another: relative, so that the site works in any folder and from disk.
pub fn relative(from: &str, to: &Route) -> String {
    let fragment = to
        .fragment
        .as_ref()
        .map(|f| format!("#{f}"))
        .unwrap_or_default();
    if from == to.path && !fragment.is_empty() {
        return fragment;
    }
    // What both have in common, up to the last folder that they share.
    let common = from.bytes().zip(to.path.bytes());
    let common = common.take_while(|(a, b)| a == b).count();
    let shared = from.as_bytes()[..common].iter().rposition(|b| *b == b'/');
    let shared = shared.map_or(0, |slash| slash + 1);
    let up = from[shared..].matches('/').count();
    let rest = &to.path[shared..];
    let mut way = String::with_capacity(3 * up + rest.len() + fragment.len());
    (0..up).for_each(|_| way.push_str("../"));
    way.push_str(rest);
    way.push_str(&fragment);
    way
}

/// The way from a page up to the root.
pub fn root(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_never_start_with_a_slash() {
        let cases = [
            ("index.html", "index.html", None, "index.html"),
            ("index.html", "plan/a/1.html", None, "plan/a/1.html"),
            ("plan/a/1.html", "plan/a/2.html", None, "2.html"),
            ("plan/a/1.html", "plan/b/1.html", None, "../b/1.html"),
            ("plan/a/1.html", "index.html", None, "../../index.html"),
            ("plan/a/1.html", "plan/a/1.html", Some("f1"), "#f1"),
            ("a.html", "plan/a/1.html", Some("x"), "plan/a/1.html#x"),
        ];
        for (from, to, fragment, expected) in cases {
            let to = Route {
                path: to.to_owned(),
                fragment: fragment.map(str::to_owned),
            };
            assert_eq!(relative(from, &to), expected);
        }
    }
}
