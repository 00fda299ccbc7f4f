//! The page of an item: what was promised, what came of it, why, and what next.

mod children;

use std::sync::Arc;

use serde::Serialize;

use crate::base::key::Id;
use crate::index::checks::Check;
use crate::index::tree::{ancestors, is_below};
use crate::model::entity::Entity;
use crate::model::fact::ReportKind;
use crate::model::item::Item;
use crate::model::organization::Subject;

pub use self::children::{ChildView, WholeView, child_level};
use self::children::{changes, child, child_counts, graded_below, shown, tension};
use super::chart::FigureBlock;
use super::common::{
    Badge, BodyView, CheckView, CountView, Link, ReportView, ScaleView, SourceNote, TargetView,
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
    pub scale: Option<Arc<ScaleView>>,
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
    /// The classes it belongs to.
    pub themes: Vec<Link>,
    /// The items right below, with grade and answer.
    pub children: Vec<ChildView>,
    /// Name of the level below; empty if there is none.
    pub child_level: String,
    /// How many of the items below have which grade.
    pub child_counts: Vec<CountView>,
    /// The scale of the items below.
    pub child_scale: Option<Arc<ScaleView>>,
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

/// The body of an item's page.
pub fn body(here: &mut Here<'_>, id: Id<Item>) -> Body {
    // Computed figures are numbered as they are printed: what lies below stands first.
    let children = here.world.index.tree.children(id).iter();
    let children = children.map(|c| child(here, *c)).collect();
    let own = view(here, id);
    Body::Item(Box::new(ItemView {
        children,
        changes: changes(here, id),
        shown: shown(here, id),
        checks: checks_below(here, id),
        ..own
    }))
}

/// What is said of an item wherever it stands; what lies below it is left to the caller.
pub fn view(here: &mut Here<'_>, id: Id<Item>) -> ItemView {
    let (model, index) = (here.world.model, here.world.index);
    let subject = Subject::Item(id);
    let item = &model.items[id];
    let level = &model.frameworks[item.framework].levels[item.level];
    let evaluation = index.facts.evaluation(model, subject);
    let scale = evaluation.map(|e| e.scale).or(level.scale);
    let above = ancestors(model, id).into_iter();
    // Computed figures are numbered as they are printed, so prose is made in the order of the page.
    let reasons = here.reports(subject, &[ReportKind::Reason]);
    let missed = evaluation.is_some_and(|e| here.met(e) == Some(false));
    let targets = here.targets(subject);
    let bodies = bodies(here, subject);
    let figures = here.figure_blocks(subject);
    ItemView {
        level: level.name.clone(),
        code: item.code.clone(),
        evaluated: level.may_evaluate,
        badge: evaluation.map(|e| here.evaluation_badge(e)),
        badge_source: evaluation.map(|e| here.source(&e.cites)),
        badge_note: here.prose_or_empty(evaluation.and_then(|e| e.note.as_deref())),
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
        themes: item
            .themes
            .iter()
            .map(|t| here.link(Entity::Category(*t)))
            .collect(),
        path: above.map(|a| here.link(Entity::Item(a))).collect(),
        children: Vec::new(),
        child_level: child_level(here, id),
        child_counts: child_counts(here, id),
        child_scale: graded_below(here, id).map(|scale| here.scale(scale)),
        tension: tension(here, id, evaluation),
        figures,
        changes: Vec::new(),
        shown: Vec::new(),
        checks: Vec::new(),
        other_scales: scales::of_subject(here, subject),
        mentions: here.named_at(subject),
    }
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
    for view in &mut views {
        view.id = here.place_id(&view.id);
    }
    views
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
