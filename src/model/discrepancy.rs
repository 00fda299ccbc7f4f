//! Contradictions in the sources, declared instead of hidden, and links between two places.

use crate::base::key::{Id, Key};
use crate::base::span::Span;
use crate::parse::prose::Prose;

use super::document::{Citation, Document};
use super::framework::Framework;
use super::organization::Subject;

/// A declared contradiction.
#[derive(Clone, Debug)]
pub struct Discrepancy {
    /// Its key.
    pub key: Key,
    /// What contradicts what.
    pub kind: DiscrepancyKind,
    /// What it concerns.
    pub subjects: Vec<Subject>,
    /// What differs, in our words, without a verdict.
    pub note: Option<Box<Prose>>,
    /// The places, at least two.
    pub places: Vec<Side>,
    /// Where it is declared.
    pub span: Span,
}

impl Discrepancy {
    /// Whether it declares that a document says something of a subject for years in which its
    /// framework does not run.
    pub fn answers_span(
        &self,
        framework: Id<Framework>,
        subject: Subject,
        document: Id<Document>,
    ) -> bool {
        let span = |side: &Side| matches!(side, Side::Span(id, _) if *id == framework);
        let printed = |side: &Side| matches!(side, Side::Printed(c) if c.document == document);
        let year = self.kind == DiscrepancyKind::Year && self.subjects.contains(&subject);
        year && self.places.iter().any(span) && self.places.iter().any(printed)
    }
}

/// One side of a contradiction.
#[derive(Clone, Debug)]
pub enum Side {
    /// What a document prints.
    Printed(Citation),
    /// What a rule gives.
    Computed(String),
    /// What a framework's span says.
    Span(Id<Framework>, String),
}

impl Side {
    /// What stands on this side.
    pub fn printed(&self) -> &str {
        match self {
            Side::Printed(cites) => &cites.printed,
            Side::Computed(text) | Side::Span(_, text) => text,
        }
    }
}

/// What sort of contradiction it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DiscrepancyKind {
    /// Two figures, or two hedges of one.
    Figure,
    /// A sum that its parts do not give.
    Sum,
    /// Years.
    Year,
    /// Names of a plan or unit.
    Name,
}

impl DiscrepancyKind {
    /// The words authors write and data files hold.
    pub const CHOICES: [(&'static str, DiscrepancyKind); 4] = [
        ("figure", DiscrepancyKind::Figure),
        ("sum", DiscrepancyKind::Sum),
        ("year", DiscrepancyKind::Year),
        ("name", DiscrepancyKind::Name),
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        Self::CHOICES
            .iter()
            .find(|(_, k)| *k == self)
            .map_or("", |(w, _)| *w)
    }
}
