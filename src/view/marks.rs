//! The words that stand with figures and texts, and what they mean.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::model::amount::is_rough;

use super::common::ScaleView;
use super::here::Here;

/// A word that marks how something is to be taken.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct MarkView {
    /// The word.
    pub mark: String,
    /// What it means.
    pub meaning: String,
}

/// Words and marks with their meanings: a page of them, and what a document explains at its end.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct TermsView {
    /// Scales with their grades.
    pub scales: Vec<Arc<ScaleView>>,
    /// Words that mark how a figure or text is to be taken.
    pub marks: Vec<MarkView>,
}

/// All scales of the site, and all marks.
pub fn explained(here: &Here<'_>) -> TermsView {
    TermsView {
        scales: here
            .world
            .model
            .scales
            .ids()
            .map(|id| here.scale(id))
            .collect(),
        marks: marks(here),
    }
}

/// Words of our own, and the names of what they mean, in the order in which they are explained.
const OWN: [(&str, &str); 8] = [
    ("missing", "means-missing"),
    ("unreadable", "means-unreadable"),
    ("reading-inferred", "means-inferred"),
    ("reading-damaged", "means-damaged"),
    ("not-comparable", "means-not-comparable"),
    ("to-come", "means-to-come"),
    ("not-evaluated", "means-not-evaluated"),
    ("includes-provisional", "means-includes-provisional"),
];

/// What the sources print with their figures, then the words of the site itself.
pub fn marks(here: &Here<'_>) -> Vec<MarkView> {
    let model = here.world.model;
    let measured = model.measurements.iter().map(|m| &m.figure);
    let promised = model.targets.iter().map(|t| &t.figure);
    let printed: BTreeSet<&str> = measured
        .chain(promised)
        .flat_map(|f| f.qualifiers.iter().map(String::as_str))
        .collect();
    let provisional = here.word("provisional-words");
    let mut all: Vec<MarkView> = Vec::new();
    for word in printed {
        let means = match word {
            _ if provisional.split('|').any(|w| w == word) => "means-provisional",
            _ if is_rough(word) => "means-rough",
            _ => "means-printed",
        };
        all.push(MarkView {
            mark: word.to_owned(),
            meaning: here.word(means),
        });
    }
    let own = OWN.iter().map(|(mark, means)| MarkView {
        mark: here.word(mark),
        meaning: here.word(means),
    });
    all.extend(own);
    all
}
