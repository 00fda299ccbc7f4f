//! The nodes of a framework: policies, actions, efforts, rows.

use crate::base::key::{Id, Key};
use crate::base::span::Span;

use super::framework::Framework;
use super::vocabulary::Category;

/// One node of a framework.
#[derive(Clone, Debug)]
pub struct Item {
    /// Key inside its framework.
    pub key: Key,
    /// Full key: `<framework>-<key>`.
    pub id: Key,
    /// Its framework.
    pub framework: Id<Framework>,
    /// Position of its level in the framework.
    pub level: usize,
    /// Its code as printed.
    pub code: String,
    /// Its title as printed, without the code.
    pub title: String,
    /// A short title for trails.
    pub short: String,
    /// The item it belongs to.
    pub parent: Option<Id<Item>>,
    /// The categories it is tagged with.
    pub themes: Vec<Id<Category>>,
    /// Words that readers look for it by.
    pub search_words: Vec<String>,
    /// Further parents under which the source prints it again.
    pub also_in: Vec<Id<Item>>,
    /// Where it is defined.
    pub span: Span,
}
