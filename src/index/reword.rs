//! The same answers where only the words of texts changed.

use std::sync::Arc;

use crate::base::diag::{Checked, Diags};
use crate::base::i18n::Catalog;
use crate::base::rows::replaced;
use crate::model::Model;
use crate::model::reword::Texts;

use super::ground::Ground;
use super::references::References;
use super::{Index, bare, formula};

impl Index {
    /// What [`Index::build`] gives for `model`, if this is what it gave for `before`, and the two
    /// differ in the words of `texts` only: of all answers, links and computed figures alone are
    /// about words. With the warnings about these texts, and whether all links lead where they led
    /// before. `None` if there is an error in them.
    pub fn reworded(
        &self,
        before: &Model,
        model: &Model,
        texts: &Texts,
        words: &Catalog,
    ) -> Option<Checked<(Self, bool)>> {
        let (was, is) = (before.texts(texts), model.texts(texts));
        let (links, same) = self.links.reworded(model, &was, &is)?;
        let mut diags = Diags::default();
        let ground = Ground {
            model,
            tree: &self.tree,
            facts: &self.facts,
            series: &self.series,
            words,
        };
        let fresh = diags.take(formula::evaluate(&ground, &is));
        let gone = was.iter().flat_map(|place| &place.prose.formulas);
        let figures = replaced(&self.figures, gone.map(|formula| formula.span), fresh);
        diags.extend(bare::faults(&ground, &self.names, &is));
        let mut index = Self {
            links,
            figures,
            ..self.clone()
        };
        if !same {
            let references = References::build(model, &self.tree, &self.facts, &index.links);
            index.references = Arc::new(references);
        }
        (!diags.has_errors()).then(|| Checked::new((index, same), diags))
    }
}
