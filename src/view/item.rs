//! The page of an item: what was promised, what came of it, why, and what next.

use crate::base::key::Id;
use crate::index::checks::Check;
use crate::index::tree::{ancestors, is_below};
use crate::model::entity::Entity;
use crate::model::fact::{Evaluation, ReportKind};
use crate::model::item::Item;
use crate::model::organization::Subject;
use crate::model::vocabulary::Tone;

use super::common::{CheckView, Link};
use super::here::Here;
use super::page::{Body, ChildView, ItemView, OtherScaleView};

/// The body of an item's page.
pub fn body(here: &mut Here<'_>, id: Id<Item>) -> Body {
    let (model, index) = (here.world.model, here.world.index);
    let subject = Subject::Item(id);
    let item = &model.items[id];
    let framework = &model.frameworks[item.framework];
    let level = &framework.levels[item.level];
    let of = index.facts.of(subject);
    let evaluation = index.facts.evaluation(model, subject);
    let children = index.tree.children(id);
    let reasons = here.reports(subject, &[ReportKind::Reason]);
    let missed = evaluation.is_some_and(|e| met(here, e) == Some(false));
    let targets = of
        .targets
        .iter()
        .map(|t| here.target(&model.targets[*t]))
        .collect();
    let bodies = of
        .involvements
        .iter()
        .map(|i| here.body(&model.involvements[*i]))
        .collect();
    let mut figures = Vec::new();
    for indicator in &of.indicators {
        figures.extend(here.figures_table(*indicator));
    }
    let badge_note = evaluation.and_then(|e| e.note.as_ref());
    let badge_note = here.prose_or_empty(badge_note);
    let mut mentions: Vec<Entity> = of
        .mentions
        .iter()
        .map(|m| model.mentions[*m].named.into())
        .collect();
    mentions.sort_unstable();
    mentions.dedup();
    let child_level = children
        .first()
        .map(|c| framework.levels[model.items[*c].level].name.clone());
    Body::Item(Box::new(ItemView {
        level: level.name.clone(),
        code: item.code.clone(),
        evaluated: level.may_evaluate,
        badge: evaluation.map(|e| here.evaluation_badge(e)),
        badge_source: evaluation.map(|e| here.source(&e.cites)),
        badge_note,
        scale: evaluation
            .map(|e| here.scale(e.scale))
            .or_else(|| level.scale.map(|s| here.scale(s))),
        targets,
        outline: here.reports(subject, &[ReportKind::Outline]),
        results: here.reports(subject, &[ReportKind::Result]),
        reason_absent: missed && reasons.is_empty(),
        reasons,
        directions: here.reports(subject, &[ReportKind::Direction]),
        others: here.reports(
            subject,
            &[
                ReportKind::Goal,
                ReportKind::Schedule,
                ReportKind::Challenge,
            ],
        ),
        progress: progress(here, subject),
        bodies,
        path: ancestors(model, id)
            .into_iter()
            .map(|a| here.link(Entity::Item(a)))
            .collect(),
        children: children.iter().map(|c| child(here, *c)).collect(),
        child_level: child_level.unwrap_or_default(),
        child_counts: child_counts(here, id),
        tension: tension(here, id, evaluation),
        figures,
        checks: checks_below(here, id),
        other_scales: other_scales(here, subject),
        mentions: mentions
            .into_iter()
            .map(|m| here.link(m))
            .collect::<Vec<Link>>(),
    }))
}

/// Month by month; the anchor is the month, and the second of one month is numbered.
fn progress(here: &mut Here<'_>, subject: Subject) -> Vec<super::common::ReportView> {
    let (model, index) = (here.world.model, here.world.index);
    let all = index
        .facts
        .of(subject)
        .reports
        .iter()
        .map(|i| &model.reports[*i]);
    let wanted: Vec<_> = all.filter(|r| r.kind == ReportKind::Progress).collect();
    let mut views: Vec<super::common::ReportView> = Vec::new();
    for report in wanted {
        let period = report.period.id();
        let n = views
            .iter()
            .filter(|v| v.id == period || v.id.starts_with(&format!("{period}-p")))
            .count();
        let id = match (period.is_empty(), n) {
            (true, n) => format!("progress-{}", n + 1),
            (false, 0) => period,
            (false, n) => format!("{period}-p{}", n + 1),
        };
        views.push(here.report(report, id));
    }
    views
}

fn met(here: &Here<'_>, e: &Evaluation) -> Option<bool> {
    let tone = e
        .grade
        .map(|g| here.world.model.scales[e.scale].grades[g].tone);
    tone.and_then(Tone::met)
}

fn child(here: &mut Here<'_>, id: Id<Item>) -> ChildView {
    let (model, index) = (here.world.model, here.world.index);
    let of = index.facts.of(Subject::Item(id));
    let target = of
        .targets
        .iter()
        .map(|t| &model.targets[*t])
        .find(|t| t.figure.value.is_some());
    ChildView {
        link: here.link(Entity::Item(id)),
        id: format!("i-{}", model.items[id].key),
        badge: here.badge_of(Entity::Item(id)),
        lead: here.prose_or_empty(of.lead.map(|l| &model.leads[l].text)),
        target: target.map(|t| t.cites.printed.clone()).unwrap_or_default(),
    }
}

/// The grades of the items below, on the scale of their level.
fn child_counts(here: &Here<'_>, id: Id<Item>) -> Vec<super::common::CountView> {
    let (model, index) = (here.world.model, here.world.index);
    let children = index.tree.children(id);
    let scale = children.first().and_then(|c| {
        let child = &model.items[*c];
        model.frameworks[child.framework].levels[child.level].scale
    });
    let evaluations: Vec<&Evaluation> = children
        .iter()
        .filter_map(|c| index.facts.evaluation(model, Subject::Item(*c)))
        .collect();
    match scale {
        Some(scale) if !evaluations.is_empty() => here.counts(scale, &evaluations),
        _ => Vec::new(),
    }
}

/// A sentence where an item below lies on the other side of "met" than the item itself.
fn tension(here: &Here<'_>, id: Id<Item>, own: Option<&Evaluation>) -> String {
    let (model, index) = (here.world.model, here.world.index);
    let Some(own) = own else { return String::new() };
    let Some(side) = met(here, own) else {
        return String::new();
    };
    let children = index.tree.children(id);
    let other = children.iter().filter(|c| {
        let e = index.facts.evaluation(model, Subject::Item(**c));
        e.and_then(|e| met(here, e)) == Some(!side)
    });
    let n = other.count();
    if n == 0 {
        return String::new();
    }
    let first = &model.items[children[0]];
    let badge = here.evaluation_badge(own);
    let args = [
        ("all", children.len().to_string()),
        (
            "level",
            model.frameworks[first.framework].levels[first.level]
                .name
                .clone(),
        ),
        ("count", n.to_string()),
        ("grade", format!("{} {}", badge.symbol, badge.label)),
    ];
    here.fill(
        if side {
            "tension-missed"
        } else {
            "tension-met"
        },
        &args,
    )
}

/// Checks of the item's own series and of those of the items below it.
fn checks_below(here: &Here<'_>, id: Id<Item>) -> Vec<CheckView> {
    let (model, index) = (here.world.model, here.world.index);
    let below = |check: &&Check| match check.subject {
        Subject::Item(other) => is_below(model, other, id),
        _ => false,
    };
    index
        .checks
        .iter()
        .filter(below)
        .filter(|c| c.is_shown())
        .map(|c| here.check(c))
        .collect()
}

/// Evaluations of a subject on other scales than its level's own.
fn other_scales(here: &mut Here<'_>, subject: Subject) -> Vec<OtherScaleView> {
    let (model, index) = (here.world.model, here.world.index);
    let shown = index.facts.evaluation(model, subject).map(|e| e.id.clone());
    let shown_scale = index.facts.evaluation(model, subject).map(|e| e.scale);
    let all = index
        .facts
        .of(subject)
        .evaluations
        .iter()
        .map(|i| &model.evaluations[*i]);
    let others: Vec<&Evaluation> = all.filter(|e| Some(&e.id) != shown.as_ref()).collect();
    others
        .into_iter()
        .map(|e| OtherScaleView {
            scale: here.scale(e.scale),
            comparable: shown_scale == Some(e.scale),
            period: here.period(e.period),
            level: String::new(),
            counts: here
                .counts(e.scale, &[e])
                .into_iter()
                .filter(|c| c.count > 0)
                .collect(),
            note: here.prose_or_empty(e.note.as_ref()),
            source: here.source(&e.cites),
        })
        .collect()
}
