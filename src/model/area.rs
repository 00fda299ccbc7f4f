//! Cities, wards, districts.

use crate::base::key::{Id, Key};
use crate::base::span::Span;
use crate::parse::prose::Prose;

use super::vocabulary::Kind;

/// A place that people administer: a city, or a part of one.
#[derive(Clone, Debug)]
pub struct Area {
    /// Key inside its city; for a city, its own key.
    pub key: Key,
    /// Full key: `<city>-<key>`, or the city's own key.
    pub id: Key,
    /// Its name.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// What sort of area it is.
    pub level: Option<Id<Kind>>,
    /// The area it is part of; a city has none.
    pub parent: Option<Id<Area>>,
    /// The municipal code as published, with leading zeros.
    pub code: String,
    /// What it is, in our words.
    pub description: Option<Prose>,
    /// Where it is defined.
    pub span: Span,
}
