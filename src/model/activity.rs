//! What was done in an area in a year: one bullet of a district's report.

use crate::base::key::{Id, Key};
use crate::base::span::Span;
use crate::parse::prose::Prose;

use super::Model;
use super::area::Area;
use super::document::{Citation, Reading};
use super::item::Item;
use super::organization::Organization;
use super::period::Period;
use super::vocabulary::{Category, Kind};

/// One activity of an area.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Its key, unique in the site.
    pub key: Key,
    /// Where it took place.
    pub area: Id<Area>,
    /// The sort of part to all of which it is common: printed once, done in each of them.
    pub common_to: Option<Id<Kind>>,
    /// Its place among the activities of its area, the newest first; common ones come after all.
    pub nth: usize,
    /// When.
    pub period: Period,
    /// Its name as printed, or a few words of ours where the source gives it none.
    pub title: String,
    /// What it is about.
    pub themes: Vec<Id<Category>>,
    /// How the themes were found: printed, or judged by an editor.
    pub theme_reading: Reading,
    /// What was done, in our words.
    pub text: Option<Box<Prose>>,
    /// Bodies that act or take part.
    pub organizations: Vec<Id<Organization>>,
    /// Items of frameworks that it serves.
    pub items: Vec<Id<Item>>,
    /// How well the place was read.
    pub reading: Reading,
    /// How a damaged place was read.
    pub note: Option<Box<Prose>>,
    /// Where it is printed.
    pub cites: Citation,
    /// Where it is written.
    pub span: Span,
}

impl Model {
    /// The activities of an area, the newest first, without those that it shares with others.
    pub fn activities_in(&self, area: Id<Area>) -> impl Iterator<Item = (Id<Activity>, &Activity)> {
        let own = move |a: &Activity| a.area == area && a.common_to.is_none();
        let mut all: Vec<_> = self.activities.iter().filter(|(_, a)| own(a)).collect();
        all.sort_by_key(|(id, a)| (std::cmp::Reverse(a.period), *id));
        all.into_iter()
    }
}
