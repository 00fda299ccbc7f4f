//! Markdown files: front matter, then sections under headings.

use std::sync::Arc;

use pulldown_cmark::Parser;

use crate::base::diag::{Checked, Diags};
use crate::base::span::{Span, Spanned};

use super::emphasis::Prepared;
use super::origin::Origin;
use super::prose::Prose;
use super::toml::TomlTable;
use super::{headings, walk};

/// A Markdown file.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Doc {
    /// The fields between the two `+++`; empty if there are none.
    pub front: TomlTable,
    /// All of the text below them.
    pub body: Span,
    /// The text, parted before each heading of level 1 or 2. What stands before the first of
    /// them is a section without a heading, and is there only if it is not empty.
    pub sections: Vec<Section>,
}

/// A heading with the text under it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Section {
    /// The heading of level 1 or 2; none before the first.
    pub heading: Option<Heading>,
    /// The text; deeper headings are part of it.
    pub prose: Arc<Prose>,
}

/// The heading of a section.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Heading {
    /// 1 or 2.
    pub level: u8,
    /// Its words without markup and ruby; links and formulas as written.
    pub plain: String,
    /// Its words.
    pub prose: Prose,
    /// Its id: `{#id}`, else `s` and its number among all headings of the file.
    pub id: Spanned<String>,
    /// Further attributes in order: `{place="…" period="…"}`.
    pub attributes: Vec<(Spanned<String>, Spanned<String>)>,
    /// All of it.
    pub span: Span,
}

impl Heading {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&Spanned<String>> {
        let found = self.attributes.iter().find(|(n, _)| n.value == name);
        found.map(|(_, value)| value)
    }
}

/// The sections of a Markdown text that stands in its file at `span`.
pub(super) fn sections(text: &str, span: Span) -> Checked<Vec<Section>> {
    let prepared = Prepared::blocks(text);
    let origin = Origin::verbatim(span);
    let events: Vec<_> = Parser::new_ext(&prepared.text, walk::BLOCKS)
        .into_offset_iter()
        .collect();
    let mut diags = Diags::default();
    let heads = headings::find(&events, &prepared, &origin, &mut diags);
    let value = diags.take(walk::sections(&prepared, origin, &events, heads));
    Checked::new(value, diags)
}
