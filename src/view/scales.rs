//! Evaluations on other scales than the one that a page shows first, such as a mid-term one.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::base::key::Id;
use crate::model::fact::Evaluation;
use crate::model::framework::Framework;
use crate::model::organization::Subject;
use crate::model::period::Period;
use crate::model::vocabulary::Scale;

use super::common::{CountView, ScaleView, SourceNote};
use super::here::Here;

/// Evaluations on a scale of their own.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct OtherScaleView {
    /// The scale.
    pub scale: Arc<ScaleView>,
    /// Whether it is the scale of the level itself: then the grades compare.
    pub comparable: bool,
    /// For which years, in words.
    pub period: String,
    /// Name of the level.
    pub level: String,
    /// How many items have which grade.
    pub counts: Vec<CountView>,
    /// How the grades were read, as markup; may be empty.
    pub note: String,
    /// Where it is printed.
    pub source: SourceNote,
}

/// Evaluations on scales that are no level's own, scale by scale and period by period.
pub fn of_framework(here: &mut Here<'_>, id: Id<Framework>) -> Vec<OtherScaleView> {
    let (model, index) = (here.world.model, here.world.index);
    let mut found: BTreeMap<(Id<Scale>, Period, usize), Vec<&Evaluation>> = BTreeMap::new();
    for item in index.tree.printed(id) {
        let level = model.items[*item].level;
        let own = model.frameworks[id].levels[level].scale;
        for e in &index.facts.of(Subject::Item(*item)).evaluations {
            let e = &model.evaluations[*e];
            if Some(e.scale) != own {
                found.entry((e.scale, e.period, level)).or_default().push(e);
            }
        }
    }
    let all = found.into_iter();
    all.map(|((scale, period, level), evaluations)| OtherScaleView {
        scale: here.scale(scale),
        comparable: false,
        period: here.period(period),
        level: model.frameworks[id].levels[level].name.clone(),
        counts: here.counts(scale, &evaluations),
        note: here.prose_or_empty(evaluations[0].note.as_deref()),
        source: here.source(&evaluations[0].cites),
    })
    .collect()
}

/// Evaluations of a subject on other scales than its level's own.
pub fn of_subject(here: &mut Here<'_>, subject: Subject) -> Vec<OtherScaleView> {
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
            note: here.prose_or_empty(e.note.as_deref()),
            source: here.source(&e.cites),
        })
        .collect()
}
