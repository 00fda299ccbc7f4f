//! What changed on the site, as its authors say.

use crate::base::key::Key;
use crate::base::span::Span;

use super::entity::Entity;
use super::period::Period;

/// A change that readers are told of: an entry of the list of changes and of the feed.
///
/// Its day is written, never taken from a clock, so that the same content gives the same feed.
#[derive(Clone, Debug)]
pub struct Update {
    /// Its key: what readers' programs know it by.
    pub key: Key,
    /// The day, month or year.
    pub date: Period,
    /// What changed, in one line.
    pub title: String,
    /// Where to read it.
    pub about: Option<Entity>,
    /// Where it is written.
    pub span: Span,
}
