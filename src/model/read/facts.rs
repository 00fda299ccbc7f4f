//! Evaluations, reports, involvements, mentions; and what all facts share.

use unicode_normalization::UnicodeNormalization;

use crate::base::key::{Id, Key};
use crate::base::span::Spanned;
use crate::base::words::closest;
use crate::model::build::Builder;
use crate::model::document::{Citation, Document, Reading};
use crate::model::errors;
use crate::model::fact::{Evaluation, Report, ReportKind, numbered};
use crate::model::fields::Record;
use crate::model::names::fold;
use crate::model::organization::{Involvement, Organization, Role, Subject};
use crate::model::period::Period;
use crate::model::resolve::Scope;
use crate::model::topic::{Mention, Named};
use crate::model::vocabulary::Scale;
use crate::parse::prose::Prose;

use super::framework::{document_of, scale_of};
use super::unknown;

/// The subject that a field names.
pub(super) fn subject(
    b: &Builder,
    r: &mut Record<'_>,
    scope: Scope,
    field: &'static str,
) -> Option<Subject> {
    let text = r.required(field)?;
    one_subject(b, r, scope, &text)
}

/// The subject that a text names.
pub(super) fn one_subject(
    b: &Builder,
    r: &mut Record<'_>,
    scope: Scope,
    text: &Spanned<String>,
) -> Option<Subject> {
    let found = b.model.subject(scope, text);
    if found.is_none() {
        let items = b.model.items.rows().iter();
        let items = items
            .filter(|i| Some(i.framework) == scope.framework)
            .map(|i| i.key.as_str());
        let keys: Vec<&str> = items
            .chain(b.model.frameworks.keys().map(Key::as_str))
            .collect();
        r.diags.push(unknown("kind-subject", text, &keys));
    }
    found
}

/// The document and place of a fact; both must be there.
pub(super) fn citation(b: &Builder, r: &mut Record<'_>, printed: &str) -> Option<Citation> {
    let place = r.text("place").map(|p| p.value).unwrap_or_default();
    let has_document = r.value("document").is_some();
    let document = document_of(b, r);
    if !has_document {
        r.diags
            .push(errors::missing_source(r.span, r.kind, "document"));
    } else if place.is_empty() {
        r.diags
            .push(errors::missing_source(r.span, r.kind, "place"));
    }
    Some(Citation {
        document: document?,
        place,
        printed: printed.to_owned(),
    })
}

/// A fact must lie in the years in which its subject runs, unless another document than the
/// framework's own speaks of it.
pub(super) fn check_span(
    b: &Builder,
    r: &mut Record<'_>,
    subject: Subject,
    period: Spanned<Period>,
    document: Id<Document>,
) {
    let Some(framework) = b.model.framework_of(subject) else {
        return;
    };
    let framework = &b.model.frameworks[framework];
    if framework.document.is_some_and(|own| own != document) {
        return;
    }
    let (name, allowed) = match subject {
        Subject::Item(id) => {
            let item = &b.model.items[id];
            (&item.title, framework.levels[item.level].period)
        }
        _ => (&framework.title, framework.period),
    };
    let dated = !allowed.is_absent() && !period.is_absent();
    if dated && !allowed.overlaps(&period) {
        r.diags.push(errors::period_outside(
            period.span,
            period.value,
            name,
            allowed.value,
            allowed.span,
        ));
    }
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
    let grade = r
        .value("grade")
        .is_some()
        .then(|| r.text("grade"))
        .flatten();
    let scale = scale_of(b, r, "scale");
    let period = r.period("period").map(|(p, _)| p);
    let by = r.text_or_empty("by");
    let comment = r.prose("comment");
    let note = r.prose("note");
    let reading = r
        .choice("reading", &Reading::CHOICES)
        .map_or(Reading::Ok, |c| c.value);
    let printed = r.text_or_empty("printed");
    let cites = citation(b, r, &printed);
    let Some(grade) = grade else {
        if !r.has("grade") {
            r.diags.push(errors::missing_field(r.span, r.kind, "grade"));
        }
        return;
    };
    let Some(period) = period else {
        if !r.has("period") {
            r.diags
                .push(errors::missing_field(r.span, r.kind, "period"));
        }
        return;
    };
    for text in &subjects {
        let Some(subject) = one_subject(b, r, scope, text) else {
            continue;
        };
        let Some(scale) = scale_for(b, r, subject, text, scale) else {
            continue;
        };
        let position = grade_in(b, r, scale, &grade, reading);
        let Some(mut cites) = cites.clone() else {
            continue;
        };
        check_span(b, r, subject, period, cites.document);
        if (position.is_none() && reading.counts()) || !is_evaluable(b, r, subject, text) {
            continue;
        }
        if cites.printed.is_empty() {
            cites.printed.clone_from(&grade.value);
        }
        let id = format!(
            "{}.{}.{}",
            b.model.subject_id(subject),
            b.model.scales[scale].key,
            period.id()
        );
        if !b.once(id.clone(), text.span) {
            continue;
        }
        b.model.evaluations.push(Evaluation {
            id,
            subject,
            period: period.value,
            scale,
            grade: position,
            by: by.clone(),
            comment: comment.clone(),
            note: note.clone(),
            reading,
            cites,
            span: grade.span,
        });
    }
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

/// Reads a report: one period, or the same words for several.
pub(super) fn report(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let subject = subject(b, r, scope, "subject");
    let kind = r.choice("kind", &ReportKind::CHOICES);
    if kind.is_none() && !r.has("kind") {
        r.diags.push(errors::missing_field(r.span, r.kind, "kind"));
    }
    let text = r.prose("text").unwrap_or_else(|| Prose::empty(r.span));
    let year = r.year();
    let several = r.texts("periods");
    let one = r.text("period");
    let said = r.text("qualifier").map(|q| q.value);
    let reading = r
        .choice("reading", &Reading::CHOICES)
        .map_or(Reading::Ok, |c| c.value);
    let note = r.prose("note");
    let seq = r.number("seq");
    let printed = r.text_or_empty("printed");
    let cites = citation(b, r, &printed);
    let texts = if several.is_empty() {
        one.into_iter().collect()
    } else {
        several
    };
    let mut periods = Vec::new();
    for text in &texts {
        periods.extend(r.read_period(text, year));
    }
    if texts.is_empty() {
        periods.push((Spanned::new(Period::default(), r.span), None));
    }
    let (Some(subject), Some(kind), Some(cites)) = (subject, kind, cites) else {
        return;
    };
    for (period, qualifier) in periods {
        check_span(b, r, subject, period, cites.document);
        let tail = format!("{}.{}", kind.value.word(), period.id());
        let (id, number) = numbered(b.model.subject_id(subject), &tail, &mut b.numbers);
        b.model.reports.push(Report {
            id,
            subject,
            kind: kind.value,
            heading: String::new(),
            period: period.value,
            qualifier: said.clone().or(qualifier).unwrap_or_default(),
            seq: seq.unwrap_or(number),
            text: text.clone(),
            block: false,
            reading,
            note: note.clone(),
            cites: cites.clone(),
            span: r.span,
        });
    }
}

/// The organisation that a field names by key.
pub(super) fn organization(
    b: &Builder,
    r: &mut Record<'_>,
    scope: Scope,
    field: &'static str,
) -> Option<Id<Organization>> {
    let text = r.text(field)?;
    let found = b.model.organization(scope, &text);
    if found.is_none() {
        let all = b.model.organizations.rows();
        let elsewhere = all.iter().find(|o| o.key.as_str() == text.value);
        let qualified = elsewhere.map(|o| format!("{}/{}", b.model.areas[o.city].key, o.key));
        let near = closest(&text, all.iter().map(|o| o.key.as_str()));
        r.diags.push(errors::unknown_reference(
            text.span,
            "kind-organization",
            &text,
            near,
            qualified,
        ));
    }
    found
}

/// Reads who has a part in something; the names stand as the source prints them.
pub(super) fn involvement(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let subject = subject(b, r, scope, "subject");
    let role = r.choice("role", &Role::CHOICES);
    if role.is_none() && !r.has("role") {
        r.diags.push(errors::missing_field(r.span, r.kind, "role"));
    }
    let names = r.texts("names");
    if names.is_empty() {
        r.diags.push(errors::missing_field(r.span, r.kind, "names"));
    }
    let others = r.flag("others").unwrap_or(false);
    let reading = r
        .choice("reading", &Reading::CHOICES)
        .map_or(Reading::Ok, |c| c.value);
    let note = r.prose("note");
    let meant = organization(b, r, scope, "organization");
    let cites = citation(b, r, "");
    let (Some(subject), Some(role), Some(cites)) = (subject, role, cites) else {
        return;
    };
    for name in &names {
        let organization = match b.model.names.find(scope.city, name) {
            Some(Named::Organization(id)) => Some(id),
            _ if meant.is_some() => meant,
            // A scrap of a name says that there is one, and no more.
            _ if !reading.counts() => None,
            _ => {
                let near = nearest_name(b, scope, name);
                r.diags.push(errors::unknown_name(name.span, name, near));
                continue;
            }
        };
        b.model.involvements.push(Involvement {
            subject,
            role: role.value,
            organization,
            others,
            reading,
            note: note.clone(),
            cites: Citation {
                printed: name.value.clone(),
                ..cites.clone()
            },
        });
    }
}

/// Reads the names that a source prints at a place.
pub(super) fn mention(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let subject = subject(b, r, scope, "subject");
    let names = r.texts("names");
    if names.is_empty() {
        r.diags.push(errors::missing_field(r.span, r.kind, "names"));
    }
    let reading = r
        .choice("reading", &Reading::CHOICES)
        .map_or(Reading::Ok, |c| c.value);
    let cites = citation(b, r, "");
    for name in &names {
        let Some(named) = b.model.names.find(scope.city, name) else {
            let near = nearest_name(b, scope, name);
            r.diags.push(errors::unknown_name(name.span, name, near));
            continue;
        };
        let (Some(subject), Some(cites)) = (subject, cites.clone()) else {
            continue;
        };
        b.model.mentions.push(Mention {
            named,
            subject,
            reading,
            cites: Citation {
                printed: name.value.clone(),
                ..cites
            },
        });
    }
}

/// The registered name nearest to a printed one.
pub(super) fn nearest_name(b: &Builder, scope: Scope, name: &str) -> Option<String> {
    closest(&fold(name), b.model.names.of(scope.city))
}
