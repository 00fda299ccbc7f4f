//! Programmes, products, facilities, events, laws: whatever else the sources name.

use crate::base::key::{Id, Key};
use crate::base::span::Span;
use crate::parse::prose::Prose;

use super::area::Area;
use super::document::{Citation, Reading};
use super::organization::{Organization, Subject};
use super::vocabulary::Kind;

/// Something that the sources name and that is none of the other kinds.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Its key, unique in the site.
    pub key: Key,
    /// The city in whose papers it stands; `None` for what every city may name.
    pub city: Option<Id<Area>>,
    /// Its name.
    pub name: String,
    /// Other spellings that sources print.
    pub aliases: Vec<String>,
    /// What sort of thing it is.
    pub kind: Option<Id<Kind>>,
    /// The body that runs it, where the source says so.
    pub organization: Option<Id<Organization>>,
    /// What each has one of: every part of its city that is of this kind.
    pub common_to: Option<Id<Kind>>,
    /// What it is, in our words.
    pub description: Option<Box<Prose>>,
    /// Where it is defined.
    pub span: Span,
}

/// A name that a source prints where it speaks of a subject.
#[derive(Clone, Debug)]
pub struct Mention {
    /// What is named.
    pub named: Named,
    /// What the source speaks of there.
    pub subject: Subject,
    /// How well the name was read.
    pub reading: Reading,
    /// The place, and the name as printed.
    pub cites: Citation,
}

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Named {
    /// A topic.
    Topic(Id<Topic>),
    /// An organisation.
    Organization(Id<Organization>),
    /// An area.
    Area(Id<Area>),
}
