//! What the other records speak in: kinds of things, rating scales, axes of categories.

use crate::base::key::{Id, Key};
use crate::base::span::Span;

use super::document::Document;

/// A kind of organisation, topic, framework or area, with the name that readers see.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Its key, as records name it.
    pub key: Key,
    /// What it is a kind of.
    pub of: KindOf,
    /// The name that readers see.
    pub name: String,
}

/// Which records a [`Kind`] is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum KindOf {
    /// Bureaus, universities, companies ...
    Organization,
    /// Programmes, facilities, laws ...
    Topic,
    /// Plans, visions, sheets ...
    Framework,
    /// Cities, wards, districts ...
    Area,
}

impl KindOf {
    /// The words authors write.
    pub const CHOICES: [(&'static str, KindOf); 4] = [
        ("organization", KindOf::Organization),
        ("topic", KindOf::Topic),
        ("framework", KindOf::Framework),
        ("area", KindOf::Area),
    ];
}

/// A rating scale. Grades compare only inside one scale.
#[derive(Clone, Debug)]
pub struct Scale {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: String,
    /// How to read it, such as which end is best.
    pub note: String,
    /// Where the scale was published.
    pub document: Option<Id<Document>>,
    /// Its grades in the order of the source.
    pub grades: Vec<Grade>,
    /// Where it is defined.
    pub span: Span,
}

impl Scale {
    /// The grade with this printed symbol.
    pub fn grade(&self, symbol: &str) -> Option<&Grade> {
        self.grades.iter().find(|g| g.symbol == symbol)
    }
}

/// One grade of a scale.
#[derive(Clone, Debug)]
pub struct Grade {
    /// The symbol as printed.
    pub symbol: String,
    /// What it means, as printed.
    pub label: String,
    /// Place in the order, 1 for the best; `None` stands outside any order and any mean.
    pub rank: Option<u32>,
    /// Its role in pictures.
    pub tone: Tone,
}

/// The role that a grade plays in pictures; shape and colour are the theme's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tone {
    /// Better than the target.
    Above,
    /// The target is met.
    Met,
    /// On the way, or to be watched.
    Watch,
    /// Below the target.
    Below,
    /// Far below the target.
    FarBelow,
    /// Says nothing about a target.
    None,
}

impl Tone {
    /// The words authors write and themes use.
    pub const CHOICES: [(&'static str, Tone); 6] = [
        ("above", Tone::Above),
        ("met", Tone::Met),
        ("watch", Tone::Watch),
        ("below", Tone::Below),
        ("far-below", Tone::FarBelow),
        ("none", Tone::None),
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        Self::CHOICES
            .iter()
            .find(|(_, t)| *t == self)
            .map_or("none", |(w, _)| *w)
    }

    /// Which side of the target this is; `None` where the grade does not say.
    pub fn met(self) -> Option<bool> {
        match self {
            Tone::Above | Tone::Met => Some(true),
            Tone::Below | Tone::FarBelow => Some(false),
            Tone::Watch | Tone::None => None,
        }
    }
}

/// A way to classify: viewpoints, measure areas, themes.
#[derive(Clone, Debug)]
pub struct Axis {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: String,
    /// Where it is defined.
    pub span: Span,
}

/// One class of an [`Axis`].
#[derive(Clone, Debug)]
pub struct Category {
    /// Its axis.
    pub axis: Id<Axis>,
    /// Its key, without the axis.
    pub key: Key,
    /// Its name.
    pub name: String,
    /// The wider category.
    pub parent: Option<Id<Category>>,
    /// Where it is defined.
    pub span: Span,
}
