//! What many pages show alike: made when the first of them asks for it.

use std::sync::{Arc, OnceLock};

use crate::base::key::Id;
use crate::model::Model;
use crate::model::indicator::Indicator;

use super::chart::choice::Told;

/// Parts of pages that depend on nothing but the content.
#[derive(Debug)]
pub struct Shared {
    told: Vec<OnceLock<Arc<Told>>>,
}

impl Shared {
    /// Nothing is made yet.
    pub fn new(model: &Model) -> Self {
        let told = model.indicators.iter().map(|_| OnceLock::new());
        Self {
            told: told.collect(),
        }
    }

    /// The pictures and sentences of an indicator.
    pub fn told(&self, id: Id<Indicator>, make: impl FnOnce() -> Told) -> Arc<Told> {
        Arc::clone(self.told[id.index()].get_or_init(|| Arc::new(make())))
    }
}
