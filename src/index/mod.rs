//! Floor 4: questions asked of the model, answered once.
//!
//! Trees downward, facts by subject, series by period, who refers to whom, computed figures,
//! summary tables, checks of the figures against each other.

pub mod bare;
pub mod checks;
pub mod classes;
pub mod errors;
pub mod facts;
pub mod filters;
pub mod formula;
pub mod ground;
pub mod kin;
pub mod links;
pub mod newest;
pub mod pivot;
pub mod proses;
pub mod references;
mod reword;
pub mod series;
pub mod taken;
pub mod tree;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diag::{Checked, Diags};
use crate::base::i18n::Catalog;
use crate::base::rows::Rows;
use crate::base::span::Span;
use crate::model::Model;

use self::references::References;

/// Everything that can be asked of the model. A copy shares the answers.
#[derive(Clone, Debug)]
pub struct Index {
    /// Children, order, ancestors.
    pub tree: Arc<tree::Tree>,
    /// Facts by what they are about.
    pub facts: Arc<facts::Facts>,
    /// Figures by series and period.
    pub series: Arc<series::SeriesIndex>,
    /// Which series belong together.
    pub kin: Arc<kin::Kin>,
    /// As of when each framework is known.
    pub newest: Arc<newest::Newest>,
    /// What refers to bodies, topics and areas.
    pub references: Arc<references::References>,
    /// Items by the classes that they belong to.
    pub classes: Arc<classes::Classes>,
    /// Facts by the document that they were taken from.
    pub sources: Arc<taken::Sources>,
    /// What each link means, and who refers to whom.
    pub links: links::Links,
    /// What readers may narrow down to.
    pub filters: Arc<filters::Filters>,
    /// Computed figures in prose, by the place of the formula.
    pub figures: Arc<BTreeMap<Span, Arc<formula::Derived>>>,
    /// Names that hold digits.
    names: Arc<bare::Names>,
    /// Checks made, also those that hold.
    pub checks: Rows<checks::Check>,
    /// Summary tables, in the order of their declarations.
    pub grids: Rows<pivot::Grid>,
}

impl Index {
    /// Answers everything that pages and data ask.
    pub fn build(model: &Model) -> Checked<Self> {
        let mut diags = Diags::default();
        let words = Catalog::load(model.settings.lang);
        let tree = tree::Tree::build(model);
        let facts = facts::Facts::build(model);
        let series = series::SeriesIndex::build(model);
        let ground = ground::Ground {
            model,
            tree: &tree,
            facts: &facts,
            series: &series,
            words: &words,
        };
        // Two halves of about the same size; neither needs an answer of the other.
        let ((bare, names), (links, figures, checks, kin, grids, filters, newest)) = rayon::join(
            || {
                let names = bare::Names::new(model);
                (bare::faults(&ground, &names, &model.proses()), names)
            },
            || {
                let links = links::Links::build(model);
                let figures = formula::evaluate(&ground, &model.proses());
                let checks = checks::run(&ground);
                let kin = kin::Kin::build(&ground);
                let grids = pivot::grids(model, &tree, &facts, &series);
                let filters = filters::Filters::build(model, &facts);
                let newest = newest::Newest::build(model, &words);
                (links, figures, checks, kin, grids, filters, newest)
            },
        );
        let links = diags.take(links);
        let figures = diags.take(figures);
        let checks = diags.take(checks);
        let kin = diags.take(kin);
        diags.extend(bare);
        let grids = diags.take(grids);
        let index = Self {
            references: References::build(model, &tree, &facts, &links).into(),
            classes: classes::Classes::build(model, &tree).into(),
            sources: taken::Sources::build(model).into(),
            newest: newest.into(),
            tree: tree.into(),
            facts: facts.into(),
            series: series.into(),
            kin: kin.into(),
            links,
            filters: filters.into(),
            figures: figures.into(),
            names: names.into(),
            checks: checks.into(),
            grids: grids.into(),
        };
        Checked::new(index, diags)
    }
}
