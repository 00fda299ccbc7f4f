//! What many pages show alike: made when one of them asks for it.

use std::sync::{Arc, OnceLock};

use crate::base::key::Id;
use crate::base::recent::Recent;
use crate::model::Model;
use crate::model::indicator::Indicator;
use crate::model::vocabulary::Scale;

use super::chart::choice::Told;
use super::common::{ScaleView, TableRows};

/// Of how many indicators pictures and rows are kept, and up to twice as many: those of a large site
/// take more memory than its texts, and the pages that show them are made one after another.
const ROOM: usize = 512;

/// Parts of pages that depend on nothing but the content and the language.
#[derive(Debug)]
pub struct Shared {
    told: Recent<Id<Indicator>, Arc<Told>>,
    rows: Recent<Id<Indicator>, TableRows>,
    scales: Vec<OnceLock<Arc<ScaleView>>>,
}

impl Shared {
    /// Nothing is made yet.
    pub fn new(model: &Model) -> Self {
        let scales = model.scales.iter().map(|_| OnceLock::new());
        Self {
            told: Recent::new(ROOM),
            rows: Recent::new(ROOM),
            scales: scales.collect(),
        }
    }

    /// The pictures and sentences of an indicator.
    pub fn told(&self, id: Id<Indicator>, make: impl FnOnce() -> Told) -> Arc<Told> {
        self.told.get(id, || Arc::new(make()))
    }

    /// The rows of the table of an indicator's figures.
    pub fn figure_rows(&self, id: Id<Indicator>, make: impl FnOnce() -> TableRows) -> TableRows {
        self.rows.get(id, make)
    }

    /// A scale, to explain its grades.
    pub fn scale(&self, id: Id<Scale>, make: impl FnOnce() -> ScaleView) -> Arc<ScaleView> {
        Arc::clone(self.scales[id.index()].get_or_init(|| Arc::new(make())))
    }
}
