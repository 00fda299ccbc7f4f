//! Facts by what they are about. Positions are those in the model's own lists.

use std::collections::BTreeMap;

use crate::base::key::Id;
use crate::model::Model;
use crate::model::discrepancy::{Discrepancy, Side};
use crate::model::document::{Citation, Document};
use crate::model::fact::{Evaluation, Measurement, Target};
use crate::model::indicator::Indicator;
use crate::model::organization::Subject;

/// The facts of one subject, each list in the order of period, kind and printing.
#[derive(Clone, Default, Debug)]
pub struct Of {
    /// Positions in `model.evaluations`, the newest period first.
    pub evaluations: Vec<usize>,
    /// Positions in `model.targets`.
    pub targets: Vec<usize>,
    /// Positions in `model.reports`.
    pub reports: Vec<usize>,
    /// Its series.
    pub indicators: Vec<Id<Indicator>>,
    /// Positions in `model.involvements`.
    pub involvements: Vec<usize>,
    /// Positions in `model.mentions`.
    pub mentions: Vec<usize>,
    /// Contradictions that touch it.
    pub discrepancies: Vec<Id<Discrepancy>>,
    /// Position of its newest lead in `model.leads`.
    pub lead: Option<usize>,
}

/// Facts by subject.
#[derive(Clone, Default, Debug)]
pub struct Facts {
    by: BTreeMap<Subject, Of>,
    none: Of,
    measurements: BTreeMap<String, usize>,
    targets: BTreeMap<String, usize>,
}

impl Facts {
    /// Sorts every fact to its subject.
    pub fn build(model: &Model) -> Self {
        let mut facts = Self::default();
        let ids = model.measurements.iter().enumerate();
        facts.measurements = ids.map(|(i, m)| (m.id.clone(), i)).collect();
        let ids = model.targets.iter().enumerate();
        facts.targets = ids.map(|(i, t)| (t.id.clone(), i)).collect();
        for (i, fact) in model.evaluations.iter().enumerate() {
            facts.at(fact.subject).evaluations.push(i);
        }
        for (i, fact) in model.targets.iter().enumerate() {
            facts.at(fact.subject).targets.push(i);
        }
        for (i, fact) in model.reports.iter().enumerate() {
            facts.at(fact.subject).reports.push(i);
        }
        for (id, indicator) in model.indicators.iter() {
            facts.at(indicator.subject).indicators.push(id);
        }
        for (i, fact) in model.involvements.iter().enumerate() {
            facts.at(fact.subject).involvements.push(i);
        }
        for (i, fact) in model.mentions.iter().enumerate() {
            facts.at(fact.subject).mentions.push(i);
        }
        for (id, discrepancy) in model.discrepancies.iter() {
            for subject in &discrepancy.subjects {
                facts.at(*subject).discrepancies.push(id);
            }
        }
        for (i, lead) in model.leads.iter().enumerate() {
            let newest = facts.at(lead.subject);
            let newer = |old: usize| model.leads[old].period <= lead.period;
            if newest.lead.is_none_or(newer) {
                newest.lead = Some(i);
            }
        }
        for of in facts.by.values_mut() {
            of.evaluations
                .sort_by_key(|i| std::cmp::Reverse(model.evaluations[*i].period));
            of.targets.sort_by_key(|i| model.targets[*i].period);
            of.reports.sort_by(|a, b| {
                let key = |i: usize| {
                    let r = &model.reports[i];
                    (r.kind, r.period, r.seq)
                };
                key(*a).cmp(&key(*b))
            });
        }
        facts
    }

    fn at(&mut self, subject: Subject) -> &mut Of {
        self.by.entry(subject).or_default()
    }

    /// The figure with this id.
    pub fn measurement<'a>(&self, model: &'a Model, id: &str) -> Option<&'a Measurement> {
        self.measurements.get(id).map(|i| &model.measurements[*i])
    }

    /// The target with this id.
    pub fn target<'a>(&self, model: &'a Model, id: &str) -> Option<&'a Target> {
        self.targets.get(id).map(|i| &model.targets[*i])
    }

    /// The facts of a subject.
    pub fn of(&self, subject: Subject) -> &Of {
        self.by.get(&subject).unwrap_or(&self.none)
    }

    /// The evaluation that a page shows first: the newest one on the level's own scale, or else
    /// the newest of all.
    pub fn evaluation<'a>(&self, model: &'a Model, subject: Subject) -> Option<&'a Evaluation> {
        let all = &self.of(subject).evaluations;
        let own = match subject {
            Subject::Item(id) => {
                let item = &model.items[id];
                model.frameworks[item.framework].levels[item.level].scale
            }
            _ => None,
        };
        let own = all
            .iter()
            .find(|i| Some(model.evaluations[**i].scale) == own);
        own.or_else(|| all.first()).map(|i| &model.evaluations[*i])
    }
}

/// Ids of all facts that stand at a place that a contradiction names.
pub fn records_at(model: &Model, discrepancy: &Discrepancy) -> Vec<String> {
    let sides: Vec<&Citation> = discrepancy
        .places
        .iter()
        .filter_map(|side| match side {
            Side::Printed(cites) => Some(cites),
            Side::Computed(_) | Side::Span(..) => None,
        })
        .collect();
    let hit = |c: &Citation| {
        let same = |s: &&Citation| {
            s.document == c.document && s.place == c.place && s.printed == c.printed
        };
        !c.printed.is_empty() && sides.iter().any(same)
    };
    let evaluations = model
        .evaluations
        .iter()
        .filter(|e| hit(&e.cites))
        .map(|e| e.id.clone());
    let measurements = model
        .measurements
        .iter()
        .filter(|m| hit(&m.cites))
        .map(|m| m.id.clone());
    let targets = model
        .targets
        .iter()
        .filter(|t| hit(&t.cites))
        .map(|t| t.id.clone());
    evaluations.chain(measurements).chain(targets).collect()
}

/// Whether a fact was taken from a document.
pub fn is_from(cites: &Citation, document: Id<Document>) -> bool {
    cites.document == document
}
