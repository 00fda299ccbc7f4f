//! What many pages show alike: made when the first of them asks for it.

use std::sync::{Arc, OnceLock};

use crate::base::key::Id;
use crate::model::Model;
use crate::model::indicator::Indicator;
use crate::model::vocabulary::Scale;

use super::chart::choice::Told;
use super::common::{ScaleView, TableRows};

/// Parts of pages that depend on nothing but the content and the language.
#[derive(Debug)]
pub struct Shared {
    indicators: Vec<OfIndicator>,
    scales: Vec<OnceLock<Arc<ScaleView>>>,
}

#[derive(Default, Debug)]
struct OfIndicator {
    told: OnceLock<Arc<Told>>,
    rows: OnceLock<TableRows>,
}

impl Shared {
    /// Nothing is made yet.
    pub fn new(model: &Model) -> Self {
        let indicators = model.indicators.iter().map(|_| OfIndicator::default());
        let scales = model.scales.iter().map(|_| OnceLock::new());
        Self {
            indicators: indicators.collect(),
            scales: scales.collect(),
        }
    }

    /// The pictures and sentences of an indicator.
    pub fn told(&self, id: Id<Indicator>, make: impl FnOnce() -> Told) -> Arc<Told> {
        let of = &self.indicators[id.index()];
        Arc::clone(of.told.get_or_init(|| Arc::new(make())))
    }

    /// The rows of the table of an indicator's figures.
    pub fn figure_rows(&self, id: Id<Indicator>, make: impl FnOnce() -> TableRows) -> TableRows {
        let of = &self.indicators[id.index()];
        of.rows.get_or_init(make).clone()
    }

    /// A scale, to explain its grades.
    pub fn scale(&self, id: Id<Scale>, make: impl FnOnce() -> ScaleView) -> Arc<ScaleView> {
        Arc::clone(self.scales[id.index()].get_or_init(|| Arc::new(make())))
    }
}
