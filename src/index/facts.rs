//! Facts by what they are about. Positions are those in the model's own lists.

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::base::key::Id;
use crate::model::Model;
use crate::model::discrepancy::{Discrepancy, Side};
use crate::model::document::{Citation, Document};
use crate::model::fact::{Evaluation, Lead, Measurement, Target};
use crate::model::indicator::Indicator;
use crate::model::organization::Subject;
use crate::model::statistic::Statistic;

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
    /// Statistics about it.
    pub statistics: Vec<Id<Statistic>>,
    /// Contradictions that touch it.
    pub discrepancies: Vec<Id<Discrepancy>>,
    /// Positions in `model.leads`, the newest period first.
    pub leads: Vec<usize>,
}

/// Facts by subject.
#[derive(Clone, Default, Debug)]
pub struct Facts {
    by: BTreeMap<Subject, Of>,
    none: Of,
    measurements: HashMap<String, usize>,
    targets: HashMap<String, usize>,
    evaluations: HashMap<String, usize>,
}

impl Facts {
    /// Sorts every fact to its subject.
    pub fn build(model: &Model) -> Self {
        let mut facts = Self::default();
        let ids = model.measurements.iter().enumerate();
        facts.measurements = ids.map(|(i, m)| (m.id.clone(), i)).collect();
        let ids = model.targets.iter().enumerate();
        facts.targets = ids.map(|(i, t)| (t.id.clone(), i)).collect();
        let ids = model.evaluations.iter().enumerate();
        facts.evaluations = ids.map(|(i, e)| (e.id.clone(), i)).collect();
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
        for (id, statistic) in model.statistics.iter() {
            for subject in statistic.about() {
                facts.at(subject).statistics.push(id);
            }
        }
        for (id, discrepancy) in model.discrepancies.iter() {
            for subject in &discrepancy.subjects {
                facts.at(*subject).discrepancies.push(id);
            }
        }
        for (i, lead) in model.leads.iter().enumerate() {
            facts.at(lead.subject).leads.push(i);
        }
        for of in facts.by.values_mut() {
            of.evaluations
                .sort_by_key(|i| std::cmp::Reverse(model.evaluations[*i].period));
            // Of one period, what was written last is the newest.
            of.leads
                .sort_by_key(|i| std::cmp::Reverse((model.leads[*i].period, *i)));
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

    /// The newest answer about a subject in one sentence.
    pub fn lead<'a>(&self, model: &'a Model, subject: Subject) -> Option<&'a Lead> {
        let newest = self.of(subject).leads.first();
        newest.map(|i| &model.leads[*i])
    }

    /// The target with this id.
    pub fn target<'a>(&self, model: &'a Model, id: &str) -> Option<&'a Target> {
        self.targets.get(id).map(|i| &model.targets[*i])
    }

    /// The evaluation with this id.
    pub fn evaluation_of_id<'a>(&self, model: &'a Model, id: &str) -> Option<&'a Evaluation> {
        self.evaluations.get(id).map(|i| &model.evaluations[*i])
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
    let hit = |c: &Citation| !c.printed.is_empty() && sides.iter().any(|side| side.same(c));
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
    let cells = model.statistics.rows().iter().flat_map(Statistic::cells);
    let cells = cells.filter(|c| hit(&c.cites)).map(|c| c.id.clone());
    let facts = evaluations.chain(measurements).chain(targets);
    facts.chain(cells).collect()
}

/// Whether a fact was taken from a document.
pub fn is_from(cites: &Citation, document: Id<Document>) -> bool {
    cites.document == document
}
