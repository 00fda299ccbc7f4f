//! The page of an item: what was promised, what came of it, why, and what next.

use serde::Serialize;

use crate::base::key::Id;
use crate::index::checks::Check;
use crate::index::tree::{ancestors, is_below};
use crate::model::entity::Entity;
use crate::model::fact::{Evaluation, ReportKind};
use crate::model::item::Item;
use crate::model::organization::Subject;
use crate::model::vocabulary::Scale;
use crate::site::route::{anchor, has_page};

use super::chart::FigureBlock;
use super::common::{
    Badge, BodyView, CheckView, CountView, Link, ReportView, ScaleView, SourceNote, TableView,
    TargetView,
};
use super::here::Here;
use super::page::Body;
use super::scales::{self, OtherScaleView};

/// A policy, action, effort or row.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ItemView {
    /// Name of its level.
    pub level: String,
    /// Its code.
    pub code: String,
    /// Whether its level is evaluated.
    pub evaluated: bool,
    /// Its grade; `None` if it was not evaluated.
    pub badge: Option<Badge>,
    /// Where the grade is printed.
    pub badge_source: Option<SourceNote>,
    /// A note on how the grade was read, as markup; may be empty.
    pub badge_note: String,
    /// The scale.
    pub scale: Option<ScaleView>,
    /// Promises.
    pub targets: Vec<TargetView>,
    /// What it is and what it is for.
    pub outline: Vec<ReportView>,
    /// What came out.
    pub results: Vec<ReportView>,
    /// Why a target was missed.
    pub reasons: Vec<ReportView>,
    /// Whether a target was missed and the source gives no reason.
    pub reason_absent: bool,
    /// What comes next.
    pub directions: Vec<ReportView>,
    /// Everything else: goals, schedule, challenges.
    pub others: Vec<ReportView>,
    /// Month by month, where the source reports so.
    pub progress: Vec<ReportView>,
    /// Who has a part in it.
    pub bodies: Vec<BodyView>,
    /// The path of wider items, exactly as printed.
    pub path: Vec<Link>,
    /// The items right below, with grade and answer.
    pub children: Vec<ChildView>,
    /// Name of the level below; empty if there is none.
    pub child_level: String,
    /// How many of the items below have which grade.
    pub child_counts: Vec<CountView>,
    /// The scale of the items below.
    pub child_scale: Option<ScaleView>,
    /// One sentence where a child lies on the other side of "met"; may be empty.
    pub tension: String,
    /// Its figures, series by series: pictures, sentences, tables.
    pub figures: Vec<FigureBlock>,
    /// What changed in the series of the items below: pictures, sentences, tables.
    pub changes: Vec<FigureBlock>,
    /// Figures of the items right below that are worth a picture.
    pub shown: Vec<FigureBlock>,
    /// Stated totals that were recomputed, of the item and of the items below.
    pub checks: Vec<CheckView>,
    /// Evaluations on other scales.
    pub other_scales: Vec<OtherScaleView>,
    /// Names that the source prints here.
    pub mentions: Vec<Link>,
}

/// An item below another.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ChildView {
    /// Its page, with code and title.
    pub link: Link,
    /// Its anchor on this page.
    pub id: String,
    /// Its grade.
    pub badge: Option<Badge>,
    /// Its answer in one sentence, as markup; may be empty.
    pub lead: String,
    /// Its target with a figure, as printed; may be empty.
    pub target: String,
    /// All that is said of it, where it has no page of its own.
    pub whole: Option<Box<WholeView>>,
}

/// An item that is a place on the page of what it belongs to.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct WholeView {
    /// Promises.
    pub targets: Vec<TargetView>,
    /// What the source says of it in words.
    pub reports: Vec<ReportView>,
    /// Its figures.
    pub figures: Vec<TableView>,
    /// Who has a part in it.
    pub bodies: Vec<BodyView>,
    /// Names that the source prints.
    pub mentions: Vec<Link>,
    /// Statistics about it.
    pub statistics: Vec<Link>,
    /// Items below it.
    pub children: Vec<ChildView>,
}

/// The body of an item's page.
pub fn body(here: &mut Here<'_>, id: Id<Item>) -> Body {
    let (model, index) = (here.world.model, here.world.index);
    let subject = Subject::Item(id);
    let item = &model.items[id];
    let level = &model.frameworks[item.framework].levels[item.level];
    let evaluation = index.facts.evaluation(model, subject);
    let scale = evaluation.map(|e| e.scale).or(level.scale);
    let above = ancestors(model, id).into_iter();
    let children = index.tree.children(id);
    // Computed figures are numbered as they are printed, so prose is made in the order of the page.
    let reasons = here.reports(subject, &[ReportKind::Reason]);
    let missed = evaluation.is_some_and(|e| here.met(e) == Some(false));
    let targets = here.targets(subject);
    let bodies = bodies(here, subject);
    let figures = here.figure_blocks(subject);
    Body::Item(Box::new(ItemView {
        level: level.name.clone(),
        code: item.code.clone(),
        evaluated: level.may_evaluate,
        badge: evaluation.map(|e| here.evaluation_badge(e)),
        badge_source: evaluation.map(|e| here.source(&e.cites)),
        badge_note: here.prose_or_empty(evaluation.and_then(|e| e.note.as_ref())),
        scale: scale.map(|s| here.scale(s)),
        targets,
        outline: here.reports(subject, &[ReportKind::Outline]),
        results: here.reports(subject, &[ReportKind::Result]),
        reason_absent: missed && reasons.is_empty(),
        reasons,
        directions: here.reports(subject, &[ReportKind::Direction]),
        others: here.reports(subject, &OTHERS),
        progress: progress(here, subject),
        bodies,
        path: above.map(|a| here.link(Entity::Item(a))).collect(),
        children: children.iter().map(|c| child(here, *c)).collect(),
        child_level: child_level(here, id),
        child_counts: child_counts(here, id),
        child_scale: graded_below(here, id).map(|scale| here.scale(scale)),
        tension: tension(here, id, evaluation),
        figures,
        changes: changes(here, id),
        shown: shown(here, id),
        checks: checks_below(here, id),
        other_scales: scales::of_subject(here, subject),
        mentions: here.named_at(subject),
    }))
}

/// What changed in the series below an item whose children have pages of their own.
fn changes(here: &mut Here<'_>, id: Id<Item>) -> Vec<FigureBlock> {
    let children = here.world.index.tree.children(id);
    let apart = children.iter().any(|c| has_page(here.world.model, *c));
    if apart {
        here.changes_below(id)
    } else {
        Vec::new()
    }
}

/// How many pictures of the items below a page shows.
const SHOWN: usize = 2;

/// The first few figures of the items right below that are worth a picture, each with its main
/// picture; those with a target first.
fn shown(here: &mut Here<'_>, id: Id<Item>) -> Vec<FigureBlock> {
    let (model, index) = (here.world.model, here.world.index);
    let children = index.tree.children(id).iter();
    let children = children.filter(|c| has_page(model, **c));
    let of = |c: &Id<Item>| index.facts.of(Subject::Item(*c)).indicators.clone();
    let mut all: Vec<_> = children
        .flat_map(of)
        .filter(|i| here.is_drawn(*i))
        .collect();
    all.sort_by_key(|i| index.kin.targets(*i).is_empty());
    all.truncate(SHOWN);
    let mut blocks: Vec<FigureBlock> = all
        .into_iter()
        .filter_map(|i| here.figure_block(i))
        .collect();
    for block in &mut blocks {
        block.charts.truncate(1);
    }
    blocks
}

/// What stands together at the end.
const OTHERS: [ReportKind; 3] = [
    ReportKind::Goal,
    ReportKind::Schedule,
    ReportKind::Challenge,
];

fn bodies(here: &mut Here<'_>, subject: Subject) -> Vec<BodyView> {
    let (model, index) = (here.world.model, here.world.index);
    let all = index.facts.of(subject).involvements.iter();
    all.map(|i| here.body(&model.involvements[*i])).collect()
}

fn child_level(here: &Here<'_>, id: Id<Item>) -> String {
    let (model, index) = (here.world.model, here.world.index);
    let first = index.tree.children(id).first().map(|c| &model.items[*c]);
    first
        .map(|c| model.frameworks[c.framework].levels[c.level].name.clone())
        .unwrap_or_default()
}

/// Month by month; the anchor is the month, and the second of one month is numbered.
fn progress(here: &mut Here<'_>, subject: Subject) -> Vec<ReportView> {
    let (model, index) = (here.world.model, here.world.index);
    let all = index
        .facts
        .of(subject)
        .reports
        .iter()
        .map(|i| &model.reports[*i]);
    let wanted: Vec<_> = all.filter(|r| r.kind == ReportKind::Progress).collect();
    let mut views: Vec<ReportView> = Vec::new();
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

fn child(here: &mut Here<'_>, id: Id<Item>) -> ChildView {
    let (model, index) = (here.world.model, here.world.index);
    let of = index.facts.of(Subject::Item(id));
    let target = of
        .targets
        .iter()
        .map(|t| &model.targets[*t])
        .find(|t| t.figure.value.is_some());
    let own_page = has_page(model, id);
    ChildView {
        link: here.link(Entity::Item(id)),
        id: match own_page {
            true => format!("i-{}", model.items[id].key),
            false => anchor(model, id),
        },
        badge: here.badge_of(Entity::Item(id)),
        lead: here.lead(Subject::Item(id)),
        target: target.map(|t| t.cites.printed.clone()).unwrap_or_default(),
        whole: (!own_page).then(|| Box::new(whole(here, id))),
    }
}

/// All that is said of an item without a page of its own.
fn whole(here: &mut Here<'_>, id: Id<Item>) -> WholeView {
    let (model, index) = (here.world.model, here.world.index);
    let subject = Subject::Item(id);
    let of = index.facts.of(subject);
    let bodies = of.involvements.iter();
    WholeView {
        targets: here.targets(subject),
        reports: here.anchored_reports(subject, &anchor(model, id)),
        figures: here.figures_tables(subject),
        bodies: bodies.map(|i| here.body(&model.involvements[*i])).collect(),
        mentions: here.named_at(subject),
        statistics: of
            .statistics
            .iter()
            .map(|id| here.link(Entity::Statistic(*id)))
            .collect(),
        children: index
            .tree
            .children(id)
            .iter()
            .map(|c| child(here, *c))
            .collect(),
    }
}

/// The scale on which the items below are graded, if any of them is.
fn graded_below(here: &Here<'_>, id: Id<Item>) -> Option<Id<Scale>> {
    let (model, index) = (here.world.model, here.world.index);
    let children = index.tree.children(id);
    let first = &model.items[*children.first()?];
    let scale = model.frameworks[first.framework].levels[first.level].scale?;
    let graded = |c: &Id<Item>| index.facts.evaluation(model, Subject::Item(*c)).is_some();
    children.iter().any(graded).then_some(scale)
}

/// The grades of the items below, on the scale of their level.
fn child_counts(here: &Here<'_>, id: Id<Item>) -> Vec<CountView> {
    let (model, index) = (here.world.model, here.world.index);
    let Some(scale) = graded_below(here, id) else {
        return Vec::new();
    };
    let children = index.tree.children(id).iter();
    let evaluations: Vec<&Evaluation> = children
        .filter_map(|c| index.facts.evaluation(model, Subject::Item(*c)))
        .collect();
    here.counts(scale, &evaluations)
}

/// A sentence where an item below lies on the other side of "met" than the item itself.
fn tension(here: &Here<'_>, id: Id<Item>, own: Option<&Evaluation>) -> String {
    let (model, index) = (here.world.model, here.world.index);
    let Some(own) = own else { return String::new() };
    let Some(side) = here.met(own) else {
        return String::new();
    };
    let children = index.tree.children(id);
    let graded = children
        .iter()
        .filter_map(|c| index.facts.evaluation(model, Subject::Item(*c)));
    let others: Vec<&Evaluation> = graded.filter(|e| here.met(e) == Some(!side)).collect();
    let Some(first_other) = others.first() else {
        return String::new();
    };
    let words = |badge: &Badge| format!("{} {}", badge.symbol, badge.label);
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
        ("count", others.len().to_string()),
        ("grade", words(&badge)),
        ("other", words(&here.evaluation_badge(first_other))),
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
        Some(Subject::Item(other)) => is_below(model, other, id),
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
