//! What computed figures and checks are worked out from: the model and the answers about it so far.

use crate::base::i18n::Catalog;
use crate::model::Model;

use super::facts::Facts;
use super::series::SeriesIndex;
use super::tree::Tree;

/// The values that formulas and checks read.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// What the content says.
    pub model: &'a Model,
    /// Children, order, ancestors.
    pub tree: &'a Tree,
    /// Facts by what they are about.
    pub facts: &'a Facts,
    /// Figures by series and period.
    pub series: &'a SeriesIndex,
    /// Words of the site's language.
    pub words: &'a Catalog,
}
