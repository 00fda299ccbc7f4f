//! What was taken from a document, fact by fact.

use crate::base::key::Id;
use crate::model::Model;
use crate::model::document::{Citation, Document};
use crate::model::entity::Entity;

/// A fact that cites a document.
#[derive(Clone, Copy, Debug)]
pub struct Taken<'a> {
    /// What sort of fact it is: the catalogue's name of its group.
    pub group: &'static str,
    /// Where the fact is shown.
    pub shown: Entity,
    /// The place, and what is printed there.
    pub cites: &'a Citation,
}

/// Everything that was taken from a document: sort by sort, in the order of the content.
pub fn from(model: &Model, document: Id<Document>) -> Vec<Taken<'_>> {
    let taken = |group, shown, cites| Taken {
        group,
        shown,
        cites,
    };
    let evaluations = model.evaluations.iter();
    let evaluations = evaluations.map(|e| taken("taken-evaluations", e.subject.into(), &e.cites));
    let figures = model.measurements.iter();
    let figures = figures.map(|m| taken("taken-figures", Entity::Indicator(m.indicator), &m.cites));
    let targets = model.targets.iter();
    let targets = targets.map(|t| taken("taken-targets", t.subject.into(), &t.cites));
    let reports = model.reports.iter();
    let reports = reports.map(|r| taken("taken-reports", r.subject.into(), &r.cites));
    let activities = model.activities.iter();
    let activities =
        activities.map(|(id, a)| taken("taken-activities", Entity::Activity(id), &a.cites));
    let statistics = model.statistics.iter();
    let statistics = statistics.flat_map(|(id, s)| {
        let mut places = vec![&s.cites];
        for cites in s.cells().map(|cell| &cell.cites) {
            let same = |known: &&Citation| {
                (known.document, &known.place) == (cites.document, &cites.place)
            };
            if !places.iter().any(same) {
                places.push(cites);
            }
        }
        let all = places.into_iter();
        all.map(move |cites| taken("taken-statistics", Entity::Statistic(id), cites))
    });
    let roles = model.involvements.iter().filter_map(|i| {
        let body = Entity::Organization(i.organization?);
        Some(taken("taken-roles", body, &i.cites))
    });
    let names = model.mentions.iter();
    let names = names.map(|m| taken("taken-names", m.named.into(), &m.cites));
    let all = evaluations.chain(figures).chain(targets).chain(reports);
    let all = all
        .chain(activities)
        .chain(statistics)
        .chain(roles)
        .chain(names);
    all.filter(|t| t.cites.document == document).collect()
}
