//! Published originals, and places in them.

use crate::base::key::{Id, Key};
use crate::base::span::Span;
use crate::parse::prose::Prose;

use super::area::Area;
use super::period::Period;

/// A published original.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its key.
    pub key: Key,
    /// The city it belongs to.
    pub city: Option<Id<Area>>,
    /// Its title as printed.
    pub title: String,
    /// A short title for notes on sources.
    pub short: String,
    /// Who published it, as printed.
    pub publisher: String,
    /// Day or month of publication; absent where the document prints none.
    pub date: Period,
    /// What it is, in our words.
    pub description: Option<Box<Prose>>,
    /// Where it is defined.
    pub span: Span,
}

/// A place in a document, with what is printed there.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The document.
    pub document: Id<Document>,
    /// The place, in the document's own headings.
    pub place: String,
    /// The figure, label or name that is printed; never a sentence.
    pub printed: String,
}

impl Citation {
    /// Whether another one is the same print at the same place.
    pub fn same(&self, other: &Self) -> bool {
        (self.document, &self.place, &self.printed)
            == (other.document, &other.place, &other.printed)
    }
}

/// How well a place could be read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Reading {
    /// As printed.
    #[default]
    Ok,
    /// Taken from the surroundings; a note says how.
    Inferred,
    /// The digits cannot be right or cannot be told.
    Damaged,
    /// Known to be missing.
    Lost,
}

impl Reading {
    /// The words authors write and data files hold.
    pub const CHOICES: [(&'static str, Reading); 4] = [
        ("ok", Reading::Ok),
        ("inferred", Reading::Inferred),
        ("damaged", Reading::Damaged),
        ("lost", Reading::Lost),
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        Self::CHOICES
            .iter()
            .find(|(_, r)| *r == self)
            .map_or("ok", |(w, _)| *w)
    }

    /// Whether figures read so may enter sums, charts and "latest".
    pub fn counts(self) -> bool {
        matches!(self, Reading::Ok | Reading::Inferred)
    }
}
