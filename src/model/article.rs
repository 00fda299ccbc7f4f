//! Free pages: Markdown with a title.

use crate::base::key::Id;
use crate::base::span::Span;
use crate::parse::markdown::Section;
use crate::parse::prose::Prose;

use super::area::Area;

/// A free page. Its address is its path below `content/pages/`.
#[derive(Clone, Debug)]
pub struct Article {
    /// Path below `content/pages/`, without the ending: `about/site`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The question that it answers, as people ask it; a page with one is offered to them.
    pub question: Option<String>,
    /// The city in whose papers its names are looked up.
    pub city: Option<Id<Area>>,
    /// The answer in one sentence.
    pub lead: Option<Box<Prose>>,
    /// Its text.
    pub sections: Vec<Section>,
    /// Where its title is written.
    pub span: Span,
}

impl Article {
    /// All that its sections say, in reading order: the words of each heading, and the text below.
    pub fn texts(&self) -> impl Iterator<Item = &Prose> {
        self.sections.iter().flat_map(|section| {
            let heading = section.heading.as_ref().map(|heading| &heading.prose);
            heading.into_iter().chain([&*section.prose])
        })
    }
}
