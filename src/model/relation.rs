//! Two cited places that speak of the same thing.

use crate::base::key::Key;
use crate::base::span::Span;
use crate::parse::prose::Prose;

use super::document::Citation;
use super::entity::Entity;

/// A link between two documents, with both places.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Its key.
    pub key: Key,
    /// One end.
    pub from: (Entity, Citation),
    /// The other end.
    pub to: (Entity, Citation),
    /// What the two have in common, as a word of the content.
    pub kind: String,
    /// How sure the link is, as a word of the content.
    pub strength: String,
    /// Why, in our words.
    pub note: Option<Box<Prose>>,
    /// Where it is declared.
    pub span: Span,
}
