//! Evaluations: grades on a scale, each for a subject and its years.

use unicode_normalization::UnicodeNormalization;

use crate::base::key::Id;
use crate::base::span::Spanned;
use crate::model::build::Builder;
use crate::model::document::{Citation, Reading};
use crate::model::errors;
use crate::model::fact::Evaluation;
use crate::model::fields::Record;
use crate::model::organization::Subject;
use crate::model::period::Period;
use crate::model::resolve::Scope;
use crate::model::vocabulary::Scale;
use crate::parse::prose::Prose;

use super::citation::{check_span, citation};
use super::reference::{self, one_subject};

/// What the subjects of one record share: the same grade, printed at one place.
struct Verdict {
    grade: Spanned<String>,
    scale: Option<Id<Scale>>,
    period: Spanned<Period>,
    by: String,
    comment: Option<Box<Prose>>,
    note: Option<Box<Prose>>,
    reading: Reading,
    cites: Option<Citation>,
}

/// Reads an evaluation: one subject, or one grade for several.
pub(super) fn evaluation(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let mut subjects = r.texts("subjects");
    if subjects.is_empty() {
        subjects.extend(r.required("subject"));
    } else {
        r.own_value("subject");
    }
    let Some(verdict) = verdict(b, r) else { return };
    for text in &subjects {
        evaluate(b, r, scope, text, &verdict);
    }
}

fn verdict(b: &Builder, r: &mut Record<'_>) -> Option<Verdict> {
    let grade = r
        .value("grade")
        .is_some()
        .then(|| r.text("grade"))
        .flatten();
    let scale = reference::scale(b, r, "scale");
    let period = r.period("period").map(|(p, _)| p);
    let by = r.text_or_empty("by");
    let comment = r.prose("comment");
    let note = r.prose("note");
    let reading = r.reading();
    let printed = r.text_or_empty("printed");
    let cites = citation(b, r, &printed);
    let Some(grade) = grade else {
        r.expect_own("grade");
        return None;
    };
    let Some(period) = period else {
        r.expect_own("period");
        return None;
    };
    Some(Verdict {
        grade,
        scale,
        period,
        by,
        comment,
        note,
        reading,
        cites,
    })
}

/// Gives the grade to one subject.
fn evaluate(
    b: &mut Builder,
    r: &mut Record<'_>,
    scope: Scope,
    text: &Spanned<String>,
    verdict: &Verdict,
) {
    let Some(subject) = one_subject(b, r, scope, text) else {
        return;
    };
    let Some(scale) = scale_for(b, r, subject, text, verdict.scale) else {
        return;
    };
    let grade = grade_in(b, r, scale, &verdict.grade, verdict.reading);
    let Some(mut cites) = verdict.cites.clone() else {
        return;
    };
    check_span(b, r, subject, verdict.period, cites.document);
    let unknown = grade.is_none() && verdict.reading.counts();
    if unknown || !is_evaluable(b, r, subject, text) {
        return;
    }
    if cites.printed.is_empty() {
        cites.printed.clone_from(&verdict.grade.value);
    }
    let (of, on) = (b.model.subject_id(subject), &b.model.scales[scale].key);
    let id = format!("{of}.{on}.{}", verdict.period.id());
    if !b.once(id.clone(), text.span) {
        return;
    }
    b.model.evaluations.push(Evaluation {
        id,
        subject,
        period: verdict.period.value,
        scale,
        grade,
        by: verdict.by.clone(),
        comment: verdict.comment.clone(),
        note: verdict.note.clone(),
        reading: verdict.reading,
        cites,
        span: verdict.grade.span,
    });
}

/// The scale of an evaluation: its own, or that of its subject's level.
fn scale_for(
    b: &Builder,
    r: &mut Record<'_>,
    subject: Subject,
    text: &Spanned<String>,
    own: Option<Id<Scale>>,
) -> Option<Id<Scale>> {
    let of_level = match subject {
        Subject::Item(id) => {
            let item = &b.model.items[id];
            b.model.frameworks[item.framework].levels[item.level].scale
        }
        _ => None,
    };
    let found = own.or(of_level);
    if found.is_none() && is_evaluable(b, r, subject, text) {
        r.diags.push(errors::no_scale(text.span, text));
    }
    found
}

fn is_evaluable(b: &Builder, r: &mut Record<'_>, subject: Subject, text: &Spanned<String>) -> bool {
    let Subject::Item(id) = subject else {
        return true;
    };
    let item = &b.model.items[id];
    let level = &b.model.frameworks[item.framework].levels[item.level];
    if !level.may_evaluate {
        r.diags.push(errors::not_evaluable(
            text.span,
            text,
            &level.name,
            level.span,
        ));
    }
    level.may_evaluate
}

/// The position of a grade in its scale. An empty grade says that none could be read.
fn grade_in(
    b: &Builder,
    r: &mut Record<'_>,
    scale: Id<Scale>,
    grade: &Spanned<String>,
    reading: Reading,
) -> Option<usize> {
    let scale = &b.model.scales[scale];
    let found = scale.grades.iter().position(|g| g.symbol == grade.value);
    if found.is_none() && (reading.counts() || !grade.is_empty()) {
        let folded: String = grade.nfkc().collect::<String>().trim().to_owned();
        let meant = scale.grade(&folded).map(|g| g.symbol.clone());
        let symbols: Vec<String> = scale.grades.iter().map(|g| g.symbol.clone()).collect();
        r.diags.push(errors::unknown_grade(
            grade.span,
            grade,
            &scale.name,
            symbols,
            scale.span,
            meant,
        ));
    }
    found
}
