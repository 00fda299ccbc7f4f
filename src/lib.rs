//! Mieruka (見える化, making visible): a static site generator for public reporting.
//!
//! Plans, visions and activities, written as Markdown and TOML, become a cross-linked site with
//! computed tables. One straight line of stages, each a function from a value to a value with its
//! faults; [`pipeline`] is the line itself.
//!
//! | stage | from | to |
//! |---|---|---|
//! | [`load`] | a folder | [`load::snapshot::Snapshot`]: everything read, once |
//! | [`parse`] | one file | [`parse::Parsed`]: trees with places; knows no domain |
//! | [`model`] | trees | [`model::Model`]: the domain, typed and resolved |
//! | [`index`] | the model | [`index::Index`]: series, backlinks, tables, checks |
//! | [`site`] | model and index | [`site::SiteMap`]: pages, addresses, links |
//! | [`view`] | all of these | [`view::page::View`]: one plain value a page |
//! | [`render`] | views | bytes |
//! | [`emit`] | bytes | a folder, memory, or nothing |
//!
//! `serve` runs the same line in a loop and keeps what it makes in memory.
//!
//! What each floor may use, and why, is in `ARCHITECTURE.md`; the house tests keep it so.

pub mod base;
pub mod cli;
pub mod emit;
pub mod index;
pub mod load;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod render;
#[cfg(feature = "serve")]
pub mod serve;
pub mod site;
pub mod view;
