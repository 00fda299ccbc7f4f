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
    /// Where it stands on the schematic map of what it is part of.
    pub at: Option<Spot>,
    /// The areas it borders on, each of which names it too.
    pub neighbours: Vec<Id<Area>>,
    /// The municipal code as published, with leading zeros.
    pub code: String,
    /// What it is, in our words.
    pub description: Option<Box<Prose>>,
    /// Where it is defined.
    pub span: Span,
}

/// A place on a schematic map: rows from the north, and half cells from the west, so that a row
/// may be shifted against the one above as bricks are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Spot {
    /// Half cells from the west.
    pub x: u32,
    /// Rows from the north.
    pub y: u32,
}

impl Spot {
    /// How many half cells an area is wide.
    pub const WIDTH: u32 = 2;
    /// The largest position: with more cells in a row, names would no longer fit a narrow phone.
    pub const MAX: u32 = 14;

    /// Whether two areas would cover each other.
    pub fn covers(self, other: Spot) -> bool {
        self.y == other.y && self.x.abs_diff(other.x) < Self::WIDTH
    }
}
