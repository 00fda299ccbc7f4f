//! From a written reference to the thing it means, inside its city and framework.

use crate::base::key::Id;

use super::Model;
use super::activity::Activity;
use super::area::Area;
use super::document::Document;
use super::entity::Entity;
use super::framework::Framework;
use super::indicator::Indicator;
use super::item::Item;
use super::meeting::Meeting;
use super::organization::{Organization, Subject};
use super::period::Period;
use super::topic::Topic;

/// Where a reference stands: keys resolve inside the city and the framework unless qualified.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Scope {
    /// The city in whose papers the reference stands.
    pub city: Option<Id<Area>>,
    /// The framework it speaks of.
    pub framework: Option<Id<Framework>>,
    /// The subject it speaks of, for names of its own series.
    pub subject: Option<Subject>,
    /// The period it speaks of: figures of other years do not enter its sums.
    pub period: Period,
}

impl Scope {
    /// The scope of statements about a subject.
    pub fn of(model: &Model, subject: Subject) -> Self {
        Self {
            city: model.city_of(subject),
            framework: model.framework_of(subject),
            subject: Some(subject),
            period: Period::default(),
        }
    }
}

/// What a link target may turn out to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    /// Exactly one thing, and whether it was found by its printed name.
    One(Entity, bool),
    /// Several kinds of things have the key; the qualified forms.
    Several(Vec<String>),
    /// Nothing has it.
    Nothing,
}

/// The kinds that a link may name before a colon: `topic:kis`.
const PREFIXES: [&str; 10] = [
    "item",
    "framework",
    "indicator",
    "org",
    "topic",
    "area",
    "document",
    "activity",
    "meeting",
    "statistic",
];

impl Model {
    /// The organisation that `text` means: `key`, or `city/key` for another city's.
    pub fn organization(&self, scope: Scope, text: &str) -> Option<Id<Organization>> {
        self.organizations.id(&self.city_key(scope, text)?)
    }

    /// The area that `text` means: `key`, a city's own key, or `city/key`.
    pub fn area(&self, scope: Scope, text: &str) -> Option<Id<Area>> {
        let inside = self
            .city_key(scope, text)
            .and_then(|key| self.areas.id(&key));
        inside.or_else(|| self.city(text))
    }

    /// The city with this key.
    pub fn city(&self, text: &str) -> Option<Id<Area>> {
        self.areas
            .id(text)
            .filter(|id| self.areas[*id].parent.is_none())
    }

    /// The topic that `text` means; another city's only as `city/key`.
    pub fn topic(&self, scope: Scope, text: &str) -> Option<Id<Topic>> {
        let (city, key) = match text.split_once('/') {
            Some((city, key)) => (Some(self.city(city)?), key),
            None => (scope.city, text),
        };
        let id = self.topics.id(key)?;
        let home = self.topics[id].city;
        (home.is_none() || city.is_none() || home == city).then_some(id)
    }

    /// The item that `text` means: `key`, or `framework/key`.
    pub fn item(&self, scope: Scope, text: &str) -> Option<Id<Item>> {
        let (framework, key) = match text.split_once('/') {
            Some((framework, key)) => (self.frameworks.id(framework)?, key),
            None => (scope.framework?, text),
        };
        self.items
            .id(&format!("{}-{key}", self.frameworks[framework].key))
    }

    /// The subject that `text` means: an item's key, a framework's, or `topic:` or `area:` and one.
    pub fn subject(&self, scope: Scope, text: &str) -> Option<Subject> {
        match text.split_once(':') {
            Some(("topic", key)) => self.topic(scope, key).map(Subject::Topic),
            Some(("area", key)) => self.area(scope, key).map(Subject::Area),
            Some(("activity", key)) => self.activity(scope, key).map(Subject::Activity),
            Some(("meeting", key)) => self.meeting(scope, key).map(Subject::Meeting),
            Some(_) => None,
            None => {
                let item = self.item(scope, text).map(Subject::Item);
                item.or_else(|| self.frameworks.id(text).map(Subject::Framework))
            }
        }
    }

    /// The activity with this key, if it belongs to the scope's city.
    pub fn activity(&self, scope: Scope, text: &str) -> Option<Id<Activity>> {
        let id = self.activities.id(text)?;
        let home = self.root_area(self.activities[id].area);
        scope.city.is_none_or(|city| city == home).then_some(id)
    }

    /// The meeting that `text` means: `key`, or `city/key` for another city's.
    pub fn meeting(&self, scope: Scope, text: &str) -> Option<Id<Meeting>> {
        self.meetings.id(&self.city_key(scope, text)?)
    }

    /// The document with this key.
    pub fn document(&self, text: &str) -> Option<Id<Document>> {
        self.documents.id(text)
    }

    /// The indicator with this key, if it belongs to the scope's city.
    pub fn indicator(&self, scope: Scope, text: &str) -> Option<Id<Indicator>> {
        let (city, key) = match text.split_once('/') {
            Some((city, key)) => (Some(self.city(city)?), key),
            None => (scope.city, text),
        };
        let id = self.indicators.id(key)?;
        let home = self.city_of(self.indicators[id].subject);
        (home.is_none() || city.is_none() || home == city).then_some(id)
    }

    /// What a wiki link means: a printed name, a key, or a key after its kind and a colon.
    pub fn wiki(&self, scope: Scope, text: &str) -> Found {
        let text = text.trim();
        if let Some(named) = self.names.find(scope.city, text) {
            return Found::One(named.into(), true);
        }
        if let Some((prefix, key)) = text.split_once(':') {
            let found = self.by_prefix(scope, prefix, key);
            return found.map_or(Found::Nothing, |entity| Found::One(entity, false));
        }
        let found: Vec<(&str, Entity)> = PREFIXES
            .iter()
            .filter_map(|prefix| Some((*prefix, self.by_prefix(scope, prefix, text)?)))
            .collect();
        match found.as_slice() {
            [] => Found::Nothing,
            [(_, entity)] => Found::One(*entity, false),
            // An item's key is short and local: inside its own framework it is what is meant.
            [("item", entity), ..] => Found::One(*entity, false),
            several => Found::Several(several.iter().map(|(p, _)| format!("{p}:{text}")).collect()),
        }
    }

    /// All texts that a wiki link in this scope could hold, to find the nearest.
    pub fn wiki_candidates(&self, scope: Scope) -> Vec<&str> {
        let prefix = scope.framework.map(|f| self.frameworks[f].key.as_str());
        let items = self.items.rows().iter().filter_map(|item| {
            let own = prefix == Some(self.frameworks[item.framework].key.as_str());
            own.then_some(item.key.as_str())
        });
        let keys = self.topics.keys().chain(self.indicators.keys());
        let bodies = self.organizations.rows().iter().map(|o| &o.key);
        self.names
            .of(scope.city)
            .chain(items)
            .chain(keys.chain(bodies).map(|k| k.as_str()))
            .collect()
    }

    fn by_prefix(&self, scope: Scope, prefix: &str, key: &str) -> Option<Entity> {
        match prefix {
            "item" => self.item(scope, key).map(Entity::Item),
            "framework" => self.frameworks.id(key).map(Entity::Framework),
            "indicator" => self.indicator(scope, key).map(Entity::Indicator),
            "org" => self.organization(scope, key).map(Entity::Organization),
            "topic" => self.topic(scope, key).map(Entity::Topic),
            "area" => self.area(scope, key).map(Entity::Area),
            "document" => self.document(key).map(Entity::Document),
            "activity" => self.activity(scope, key).map(Entity::Activity),
            "meeting" => self.meeting(scope, key).map(Entity::Meeting),
            "axis" => self.axes.id(key).map(Entity::Axis),
            "category" => {
                let id = self.categories.id(&key.replace('/', "-"));
                id.map(Entity::Category)
            }
            "statistic" => self.statistics.id(key).map(Entity::Statistic),
            _ => None,
        }
    }

    fn city_key(&self, scope: Scope, text: &str) -> Option<String> {
        let (city, key) = match text.split_once('/') {
            Some((city, key)) => (self.city(city)?, key),
            None => (scope.city?, text),
        };
        Some(format!("{}-{key}", self.areas[city].key))
    }
}
