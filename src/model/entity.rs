//! Anything that has an address: what links and routes speak of.

use crate::base::key::{Id, Key};

use super::Model;
use super::activity::Activity;
use super::area::Area;
use super::article::Article;
use super::discrepancy::Discrepancy;
use super::document::Document;
use super::framework::Framework;
use super::indicator::Indicator;
use super::item::Item;
use super::meeting::Meeting;
use super::organization::{Organization, Subject};
use super::period::Period;
use super::statistic::Statistic;
use super::topic::{Named, Topic};
use super::vocabulary::{Axis, Category};

/// Any addressable thing. Adding a variant makes the compiler list what is left to do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Entity {
    /// A plan, vision or sheet.
    Framework(Id<Framework>),
    /// A node of one.
    Item(Id<Item>),
    /// A series of figures.
    Indicator(Id<Indicator>),
    /// A body.
    Organization(Id<Organization>),
    /// A city or a part of one.
    Area(Id<Area>),
    /// A programme, facility or the like.
    Topic(Id<Topic>),
    /// A published original.
    Document(Id<Document>),
    /// A declared contradiction.
    Discrepancy(Id<Discrepancy>),
    /// Something done in an area.
    Activity(Id<Activity>),
    /// A meeting.
    Meeting(Id<Meeting>),
    /// A table of categories and measures.
    Statistic(Id<Statistic>),
    /// A free page.
    Article(Id<Article>),
    /// A way to classify.
    Axis(Id<Axis>),
    /// One class of it.
    Category(Id<Category>),
}

impl From<Subject> for Entity {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::Framework(id) => Entity::Framework(id),
            Subject::Item(id) => Entity::Item(id),
            Subject::Area(id) => Entity::Area(id),
            Subject::Topic(id) => Entity::Topic(id),
            Subject::Activity(id) => Entity::Activity(id),
            Subject::Meeting(id) => Entity::Meeting(id),
        }
    }
}

impl From<Named> for Entity {
    fn from(named: Named) -> Self {
        match named {
            Named::Topic(id) => Entity::Topic(id),
            Named::Organization(id) => Entity::Organization(id),
            Named::Area(id) => Entity::Area(id),
        }
    }
}

impl Model {
    /// The full key of a subject, as data files hold it.
    pub fn subject_id(&self, subject: Subject) -> &Key {
        match subject {
            Subject::Framework(id) => &self.frameworks[id].key,
            Subject::Item(id) => &self.items[id].id,
            Subject::Area(id) => &self.areas[id].id,
            Subject::Topic(id) => &self.topics[id].key,
            Subject::Activity(id) => &self.activities[id].key,
            Subject::Meeting(id) => &self.meetings[id].id,
        }
    }

    /// The framework that a subject is or belongs to.
    pub fn framework_of(&self, subject: Subject) -> Option<Id<Framework>> {
        match subject {
            Subject::Framework(id) => Some(id),
            Subject::Item(id) => Some(self.items[id].framework),
            Subject::Area(_) | Subject::Topic(_) | Subject::Activity(_) | Subject::Meeting(_) => {
                None
            }
        }
    }

    /// The years in which a subject runs, where it has some.
    pub fn years_of(&self, subject: Subject) -> Option<Period> {
        let framework = &self.frameworks[self.framework_of(subject)?];
        let period = match subject {
            Subject::Item(id) => framework.levels[self.items[id].level].period.value,
            _ => framework.period.value,
        };
        (!period.is_absent()).then_some(period)
    }

    /// The city that a subject belongs to.
    pub fn city_of(&self, subject: Subject) -> Option<Id<Area>> {
        match subject {
            Subject::Area(id) => Some(self.root_area(id)),
            Subject::Topic(id) => self.topics[id].city,
            Subject::Activity(id) => Some(self.root_area(self.activities[id].area)),
            Subject::Meeting(id) => Some(self.meetings[id].city),
            _ => self.framework_of(subject).map(|f| self.frameworks[f].city),
        }
    }

    /// The city that an area is part of.
    pub fn root_area(&self, id: Id<Area>) -> Id<Area> {
        let mut at = id;
        while let Some(parent) = self.areas[at].parent {
            at = parent;
        }
        at
    }
}
