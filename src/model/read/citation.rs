//! What all facts share: where they are printed, and that they lie in the years of their subject.

use crate::base::key::Id;
use crate::base::span::Spanned;
use crate::model::build::Builder;
use crate::model::discrepancy::Discrepancy;
use crate::model::document::{Citation, Document};
use crate::model::errors;
use crate::model::fields::Record;
use crate::model::organization::Subject;
use crate::model::period::Period;

use super::reference::document;

/// The document and place of a fact; both must be there.
pub(super) fn citation(b: &Builder, r: &mut Record<'_>, printed: &str) -> Option<Citation> {
    let place = r.text("place").map(|p| p.value).unwrap_or_default();
    let has_document = r.value("document").is_some();
    let document = document(b, r);
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
/// framework's own speaks of it, or a discrepancy declares it.
pub(super) fn check_span(
    b: &Builder,
    r: &mut Record<'_>,
    subject: Subject,
    period: Spanned<Period>,
    document: Id<Document>,
) {
    let Some(id) = b.model.framework_of(subject) else {
        return;
    };
    let framework = &b.model.frameworks[id];
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
    let declared = |d: &Discrepancy| d.answers_span(id, subject, document);
    let answered = || b.model.discrepancies.rows().iter().any(declared);
    if dated && !allowed.overlaps(&period) && !answered() {
        r.diags.push(errors::period_outside(
            period.span,
            period.value,
            name,
            allowed.value,
            allowed.span,
        ));
    }
}
