//! Where the facts of a page were taken from, and where the sources contradict each other.

use std::collections::BTreeSet;

use crate::base::key::Id;
use crate::model::discrepancy::{Discrepancy, Side};
use crate::model::document::{Citation, Document};
use crate::model::entity::Entity;
use crate::model::organization::Subject;
use crate::model::statistic::Statistic;
use crate::site::route::has_page;

use super::common::{DiscrepancyView, SourceNote};
use super::here::Here;

/// What the facts on a page are about: its own subject, and the items that stand on it.
pub(super) fn subjects(here: &Here<'_>, entity: Option<Entity>) -> Vec<Subject> {
    match entity {
        Some(Entity::Item(id)) => {
            let mut all = vec![Subject::Item(id)];
            let below = here.world.index.tree.children(id).iter();
            let placed = below.filter(|c| !has_page(here.world.model, **c));
            all.extend(placed.map(|c| Subject::Item(*c)));
            all
        }
        Some(Entity::Framework(id)) if here.within.is_some() => {
            let items = here.world.index.tree.printed(id).iter();
            let items = items.map(|i| Subject::Item(*i));
            std::iter::once(Subject::Framework(id))
                .chain(items)
                .collect()
        }
        Some(Entity::Framework(id)) => vec![Subject::Framework(id)],
        Some(Entity::Area(id)) => vec![Subject::Area(id)],
        Some(Entity::Topic(id)) => vec![Subject::Topic(id)],
        Some(Entity::Meeting(id)) => vec![Subject::Meeting(id)],
        _ => Vec::new(),
    }
}

/// Contradictions that touch a page.
pub fn discrepancies(here: &mut Here<'_>, entity: Option<Entity>) -> Vec<DiscrepancyView> {
    let index = here.world.index;
    let mut about = subjects(here, entity);
    if let Some(Entity::Indicator(id)) = entity {
        about.push(here.world.model.indicators[id].subject);
    }
    let all = about
        .into_iter()
        .flat_map(|s| index.facts.of(s).discrepancies.iter().copied());
    let mut ids: BTreeSet<_> = all.collect();
    if let Some(Entity::Statistic(id)) = entity {
        ids.extend(of_figures(here, id));
    }
    ids.into_iter().map(|id| here.discrepancy(id)).collect()
}

/// Contradictions that name a figure of a statistic. What it is about may have many others.
fn of_figures(here: &Here<'_>, id: Id<Statistic>) -> Vec<Id<Discrepancy>> {
    let model = here.world.model;
    let cells: Vec<&Citation> = model.statistics[id].cells().map(|c| &c.cites).collect();
    let printed = |side: &Side| match side {
        Side::Printed(cites) => cells.iter().any(|cell| cell.same(cites)),
        Side::Computed(_) | Side::Span(..) => false,
    };
    let all = model.discrepancies.iter();
    all.filter(|(_, d)| d.places.iter().any(printed))
        .map(|(id, _)| id)
        .collect()
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
    subjects(here, entity).into_iter().for_each(&mut of_subject);
    if let Some(Entity::Indicator(id)) = entity {
        let points = index.series.of(id).flat_map(|(_, p)| p.iter());
        cites.extend(points.map(|i| &model.measurements[*i].cites));
    }
    if let Some(Entity::Statistic(id)) = entity {
        let statistic = &model.statistics[id];
        cites.push(&statistic.cites);
        cites.extend(statistic.cells().map(|cell| &cell.cites));
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
