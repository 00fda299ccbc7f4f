//! What was taken from a document, fact by fact.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::key::Id;
use crate::model::Model;
use crate::model::activity::Activity;
use crate::model::document::{Citation, Document};
use crate::model::entity::Entity;
use crate::model::statistic::Statistic;

/// A fact that cites a document.
#[derive(Clone, Copy, Debug)]
pub struct Taken<'a> {
    /// What sort of fact it is: the catalogue's name of its group.
    pub group: &'static str,
    /// Where the fact is shown.
    pub shown: Entity,
    /// The place, and what is printed there.
    pub cites: &'a Citation,
    /// The position of the figure, where the fact is one of an indicator: its page shows many.
    pub figure: Option<usize>,
}

/// A fact by its position in the model.
#[derive(Clone, Copy, Debug)]
enum Fact {
    Evaluation(usize),
    Measurement(usize),
    Target(usize),
    Report(usize),
    Activity(Id<Activity>),
    Statistic(Id<Statistic>),
    /// A cell of a statistic that is printed elsewhere than the statistic itself.
    Cell(Id<Statistic>, usize),
    Involvement(usize),
    Mention(usize),
}

/// Facts by the document that they were taken from.
#[derive(Clone, Default, Debug)]
pub struct Sources {
    by: BTreeMap<Id<Document>, Vec<Fact>>,
}

impl Sources {
    /// Sorts every fact to its document: sort by sort, in the order of the content.
    pub fn build(model: &Model) -> Self {
        let mut sources = Self::default();
        let mut add = |fact, cites: &Citation| {
            sources.by.entry(cites.document).or_default().push(fact);
        };
        for (i, fact) in model.evaluations.iter().enumerate() {
            add(Fact::Evaluation(i), &fact.cites);
        }
        for (i, fact) in model.measurements.iter().enumerate() {
            add(Fact::Measurement(i), &fact.cites);
        }
        for (i, fact) in model.targets.iter().enumerate() {
            add(Fact::Target(i), &fact.cites);
        }
        for (i, fact) in model.reports.iter().enumerate() {
            add(Fact::Report(i), &fact.cites);
        }
        for (id, activity) in model.activities.iter() {
            add(Fact::Activity(id), &activity.cites);
        }
        for (id, statistic) in model.statistics.iter() {
            add(Fact::Statistic(id), &statistic.cites);
            let place = |cites: &Citation| (cites.document, cites.place.clone());
            let mut places = BTreeSet::from([place(&statistic.cites)]);
            for (n, cell) in statistic.cells().enumerate() {
                if places.insert(place(&cell.cites)) {
                    add(Fact::Cell(id, n), &cell.cites);
                }
            }
        }
        for (i, part) in model.involvements.iter().enumerate() {
            if part.organization.is_some() {
                add(Fact::Involvement(i), &part.cites);
            }
        }
        for (i, mention) in model.mentions.iter().enumerate() {
            add(Fact::Mention(i), &mention.cites);
        }
        sources
    }

    /// How many facts were taken from a document.
    pub fn count(&self, document: Id<Document>) -> usize {
        self.by.get(&document).map_or(0, Vec::len)
    }

    /// Everything that was taken from a document, in order.
    pub fn of<'a>(
        &'a self,
        model: &'a Model,
        document: Id<Document>,
    ) -> impl Iterator<Item = Taken<'a>> {
        let all = self.by.get(&document).into_iter().flatten();
        all.filter_map(|fact| taken(model, *fact))
    }
}

fn taken(model: &Model, fact: Fact) -> Option<Taken<'_>> {
    let (group, shown, cites): (_, Entity, _) = match fact {
        Fact::Evaluation(i) => {
            let fact = &model.evaluations[i];
            ("taken-evaluations", fact.subject.into(), &fact.cites)
        }
        Fact::Measurement(i) => {
            let fact = &model.measurements[i];
            let shown = Entity::Indicator(fact.indicator);
            ("taken-figures", shown, &fact.cites)
        }
        Fact::Target(i) => {
            let fact = &model.targets[i];
            ("taken-targets", fact.subject.into(), &fact.cites)
        }
        Fact::Report(i) => {
            let fact = &model.reports[i];
            ("taken-reports", fact.subject.into(), &fact.cites)
        }
        Fact::Activity(id) => {
            let cites = &model.activities[id].cites;
            ("taken-activities", Entity::Activity(id), cites)
        }
        Fact::Statistic(id) => {
            let cites = &model.statistics[id].cites;
            ("taken-statistics", Entity::Statistic(id), cites)
        }
        Fact::Cell(id, n) => {
            let cell = model.statistics[id].cells().nth(n)?;
            ("taken-statistics", Entity::Statistic(id), &cell.cites)
        }
        Fact::Involvement(i) => {
            let fact = &model.involvements[i];
            let shown = Entity::Organization(fact.organization?);
            ("taken-roles", shown, &fact.cites)
        }
        Fact::Mention(i) => {
            let fact = &model.mentions[i];
            ("taken-names", fact.named.into(), &fact.cites)
        }
    };
    let figure = match fact {
        Fact::Measurement(i) => Some(i),
        _ => None,
    };
    Some(Taken {
        group,
        shown,
        cites,
        figure,
    })
}
