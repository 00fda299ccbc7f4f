//! Plans, visions and sheets: levels with the city's own names, years, stages.

use crate::base::key::{Id, Key};
use crate::base::span::{Span, Spanned};
use crate::parse::prose::Prose;

use super::area::Area;
use super::document::Document;
use super::period::Period;
use super::vocabulary::{Axis, Kind, Scale};

/// A plan, vision or sheet: a tree of items on named levels.
#[derive(Clone, Debug)]
pub struct Framework {
    /// Its key, unique in the site.
    pub key: Key,
    /// The city whose plan it is.
    pub city: Id<Area>,
    /// Its official name.
    pub title: String,
    /// A short name for trails and cards.
    pub short: String,
    /// What sort of publication it is.
    pub kind: Option<Id<Kind>>,
    /// The document it was mainly taken from.
    pub document: Option<Id<Document>>,
    /// The years it runs for; may be open.
    pub period: Spanned<Period>,
    /// The years as printed, where they are approximate.
    pub period_printed: String,
    /// What it is, in our words.
    pub description: Option<Box<Prose>>,
    /// Its levels, the widest first.
    pub levels: Vec<Level>,
    /// The axes it is classified on.
    pub axes: Vec<Id<Axis>>,
    /// Its stages as printed; they may overlap.
    pub stages: Vec<Stage>,
    /// Where it is defined.
    pub span: Span,
}

impl Framework {
    /// The position of the level with this key.
    pub fn level(&self, key: &str) -> Option<usize> {
        self.levels.iter().position(|l| l.key.as_str() == key)
    }
}

/// One level of a framework.
#[derive(Clone, Debug)]
pub struct Level {
    /// Its key.
    pub key: Key,
    /// The city's own name for it.
    pub name: String,
    /// The scale its items are rated on.
    pub scale: Option<Id<Scale>>,
    /// Whether its items have pages of their own; else each is a place on its parent's page.
    pub page: bool,
    /// Whether its items may be evaluated at all.
    pub may_evaluate: bool,
    /// The years its items run for.
    pub period: Spanned<Period>,
    /// The years as printed, where they are approximate.
    pub period_printed: String,
    /// Where it is defined.
    pub span: Span,
}

/// A stage of a framework, as printed.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its key.
    pub key: Key,
    /// Its title.
    pub title: String,
    /// Its years; stages may overlap or be open.
    pub period: Period,
    /// Its years as printed; may be empty.
    pub printed: String,
}
