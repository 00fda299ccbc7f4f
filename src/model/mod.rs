//! Floor 3: the domain. Trees become typed, resolved tables.
//!
//! Things in trees, classified on axes, with dated facts:
//!
//! - vocabulary: [`vocabulary::Kind`], [`vocabulary::Scale`], [`vocabulary::Axis`]
//! - things: [`framework::Framework`], [`item::Item`], [`indicator::Indicator`],
//!   [`organization::Organization`], [`area::Area`], [`topic::Topic`], [`document::Document`],
//!   [`article::Article`]
//! - facts, each about a [`organization::Subject`] and a [`period::Period`]:
//!   [`fact::Evaluation`], [`fact::Measurement`], [`fact::Target`], [`fact::Report`]
//! - about the sources: [`document::Citation`], [`discrepancy::Discrepancy`],
//!   [`relation::Relation`], [`topic::Mention`]
//!
//! Every reference is an [`Id`]. Nothing here is `Serialize`: what leaves
//! the program is a view.

pub mod activity;
pub mod amount;
pub mod area;
pub mod article;
mod build;
pub mod discrepancy;
pub mod document;
pub mod entity;
pub mod errors;
pub mod fact;
mod fields;
pub mod framework;
pub mod indicator;
pub mod item;
pub mod meeting;
pub mod names;
pub mod organization;
pub mod period;
mod read;
pub mod relation;
pub mod resolve;
pub mod reword;
pub mod settings;
pub mod statistic;
pub mod table;
pub mod ties;
pub mod topic;
pub mod update;
pub mod vocabulary;

pub use build::build;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::key::{Id, Table};
use crate::base::rows::Rows;

use self::settings::Settings;

/// Everything that the content says, resolved. A copy shares its rows, and costs next to nothing.
#[derive(Clone, Debug)]
pub struct Model {
    /// `site.toml`.
    pub settings: Settings,
    /// Kinds of things.
    pub kinds: Table<vocabulary::Kind>,
    /// Rating scales.
    pub scales: Table<vocabulary::Scale>,
    /// Axes.
    pub axes: Table<vocabulary::Axis>,
    /// Words that mean nearly the same, for search: each group in the author's order.
    pub related_words: Vec<Vec<String>>,
    /// Categories of all axes.
    pub categories: Table<vocabulary::Category>,
    /// Published originals.
    pub documents: Table<document::Document>,
    /// Cities and their parts.
    pub areas: Table<area::Area>,
    /// Bodies.
    pub organizations: Table<organization::Organization>,
    /// Programmes, facilities and the like.
    pub topics: Table<topic::Topic>,
    /// Plans, visions, sheets.
    pub frameworks: Table<framework::Framework>,
    /// Nodes of frameworks, in printed order.
    pub items: Table<item::Item>,
    /// Things done in areas.
    pub activities: Table<activity::Activity>,
    /// Meetings.
    pub meetings: Table<meeting::Meeting>,
    /// Tables of categories and measures.
    pub statistics: Table<statistic::Statistic>,
    /// Series of figures.
    pub indicators: Table<indicator::Indicator>,
    /// Grades given.
    pub evaluations: Rows<fact::Evaluation>,
    /// Figures printed.
    pub measurements: Rows<fact::Measurement>,
    /// Promises.
    pub targets: Rows<fact::Target>,
    /// Statements.
    pub reports: Rows<Arc<fact::Report>>,
    /// Answers in one sentence.
    pub leads: Rows<fact::Lead>,
    /// Who has which part in what.
    pub involvements: Rows<organization::Involvement>,
    /// Names printed.
    pub mentions: Rows<topic::Mention>,
    /// Links between documents.
    pub relations: Table<relation::Relation>,
    /// Declared contradictions.
    pub discrepancies: Table<discrepancy::Discrepancy>,
    /// Declared summary tables.
    pub tables: Table<table::SummaryTable>,
    /// What changed on the site.
    pub updates: Table<update::Update>,
    /// Free pages.
    pub articles: Table<article::Article>,
    /// Printed names and what they stand for.
    pub names: Arc<names::Names>,
    /// What lacks records because of faults.
    pub poisoned: Poisoned,
}

/// Where records were left out because of faults: figures computed from what is left would only
/// repeat those faults.
#[derive(Clone, Default, Debug)]
pub struct Poisoned {
    /// Series that lack figures.
    pub indicators: BTreeSet<Id<indicator::Indicator>>,
    /// Frameworks that lack items, evaluations or names.
    pub frameworks: BTreeSet<Id<framework::Framework>>,
    /// Statistics that lack rows or cells.
    pub statistics: BTreeSet<Id<statistic::Statistic>>,
}
