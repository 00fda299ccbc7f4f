//! Where the facts of a page were taken from, and where the sources contradict each other.

use std::collections::BTreeSet;

use crate::base::key::Id;
use crate::model::document::{Citation, Document};
use crate::model::entity::Entity;
use crate::model::organization::Subject;

use super::common::{DiscrepancyView, SourceNote};
use super::here::Here;

/// Contradictions that touch a page.
pub fn discrepancies(here: &mut Here<'_>, entity: Option<Entity>) -> Vec<DiscrepancyView> {
    let index = here.world.index;
    let mut ids = match entity {
        Some(Entity::Item(id)) => index.facts.of(Subject::Item(id)).discrepancies.clone(),
        Some(Entity::Framework(id)) => index.facts.of(Subject::Framework(id)).discrepancies.clone(),
        Some(Entity::Indicator(id)) => index
            .facts
            .of(here.world.model.indicators[id].subject)
            .discrepancies
            .clone(),
        _ => Vec::new(),
    };
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| here.discrepancy(id)).collect()
}

/// Every place that the page's facts were taken from, each once, in the order of the facts.
pub fn sources(here: &Here<'_>, entity: Option<Entity>) -> Vec<SourceNote> {
    let (model, index) = (here.world.model, here.world.index);
    let mut cites: Vec<&Citation> = Vec::new();
    let mut of_subject = |subject: Subject| {
        let of = index.facts.of(subject);
        cites.extend(of.evaluations.iter().map(|i| &model.evaluations[*i].cites));
        cites.extend(of.targets.iter().map(|i| &model.targets[*i].cites));
        cites.extend(of.reports.iter().map(|i| &model.reports[*i].cites));
        cites.extend(
            of.involvements
                .iter()
                .map(|i| &model.involvements[*i].cites),
        );
        cites.extend(of.mentions.iter().map(|i| &model.mentions[*i].cites));
        let indicators = of.indicators.iter().flat_map(|i| index.series.of(*i));
        cites.extend(
            indicators
                .flat_map(|(_, p)| p.iter())
                .map(|i| &model.measurements[*i].cites),
        );
    };
    match entity {
        Some(Entity::Item(id)) => of_subject(Subject::Item(id)),
        Some(Entity::Framework(id)) => of_subject(Subject::Framework(id)),
        Some(Entity::Indicator(id)) => {
            let points = index.series.of(id).flat_map(|(_, p)| p.iter());
            cites.extend(points.map(|i| &model.measurements[*i].cites));
        }
        _ => {}
    }
    let mut seen: BTreeSet<(Id<Document>, &str)> = BTreeSet::new();
    let mut notes = Vec::new();
    for c in cites {
        if seen.insert((c.document, &c.place)) {
            notes.push(here.source(c));
        }
    }
    notes
}
