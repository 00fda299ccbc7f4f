//! Bureaus, sections, partner bodies; and who has which part in what.

use crate::base::key::{Id, Key};
use crate::base::span::Span;
use crate::parse::prose::Prose;

use super::area::Area;
use super::document::{Citation, Reading};
use super::framework::Framework;
use super::item::Item;
use super::vocabulary::Kind;

/// A body that acts: a bureau, a section, a university, a collective such as "all bureaus".
#[derive(Clone, Debug)]
pub struct Organization {
    /// Key inside its city.
    pub key: Key,
    /// Full key: `<city>-<key>`.
    pub id: Key,
    /// The city in whose papers it stands.
    pub city: Id<Area>,
    /// Its name.
    pub name: String,
    /// Other spellings that sources print.
    pub aliases: Vec<String>,
    /// What sort of body it is.
    pub kind: Option<Id<Kind>>,
    /// The body it is part of.
    pub parent: Option<Id<Organization>>,
    /// The body that took over from it.
    pub successor: Option<Id<Organization>>,
    /// The area that it serves, where that is a part of its city.
    pub area: Option<Id<Area>>,
    /// What each has one of, or is meant with: every part of its city that is of this kind.
    pub common_to: Option<Id<Kind>>,
    /// What it is, in our words.
    pub description: Option<Box<Prose>>,
    /// Where it is defined.
    pub span: Span,
}

/// A body's part in something.
#[derive(Clone, Debug)]
pub struct Involvement {
    /// What it takes part in.
    pub subject: Subject,
    /// Its part.
    pub role: Role,
    /// The body; `None` where its name is damaged.
    pub organization: Option<Id<Organization>>,
    /// Whether the source's list ends in "and others".
    pub others: bool,
    /// How well the name was read.
    pub reading: Reading,
    /// How a damaged name was read.
    pub note: Option<Box<Prose>>,
    /// Where it is printed, and how.
    pub cites: Citation,
}

/// The part that a body has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// Leads the others.
    Lead,
    /// Answers for it.
    Responsible,
    /// Takes part.
    Partner,
    /// Answers for it together with others.
    Joint,
}

impl Role {
    /// The words authors write and data files hold.
    pub const CHOICES: [(&'static str, Role); 4] = [
        ("lead", Role::Lead),
        ("responsible", Role::Responsible),
        ("partner", Role::Partner),
        ("joint", Role::Joint),
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        Self::CHOICES
            .iter()
            .find(|(_, r)| *r == self)
            .map_or("partner", |(w, _)| *w)
    }
}

/// What a fact is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Subject {
    /// A whole plan, vision or sheet.
    Framework(Id<Framework>),
    /// A node of one.
    Item(Id<Item>),
    /// A city or a part of one.
    Area(Id<Area>),
    /// A programme, facility or the like.
    Topic(Id<super::topic::Topic>),
    /// Something done in an area.
    Activity(Id<super::activity::Activity>),
    /// A meeting.
    Meeting(Id<super::meeting::Meeting>),
}
