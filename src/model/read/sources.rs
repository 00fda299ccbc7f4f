//! What is said about the sources: relations and declared contradictions.

use crate::base::key::{Id, Key};
use crate::model::build::Builder;
use crate::model::discrepancy::{Discrepancy, DiscrepancyKind, Side};
use crate::model::document::Citation;
use crate::model::entity::Entity;
use crate::model::errors;
use crate::model::fields::Record;
use crate::model::framework::Framework;
use crate::model::relation::Relation;
use crate::model::resolve::{Found, Scope};

use super::facts::{citation, one_subject};
use super::unknown;

/// Reads a link between two cited places.
pub(super) fn relation(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let from = end(b, r, scope, "from");
    let to = end(b, r, scope, "to");
    let kind = r.required("kind").map(|t| t.value).unwrap_or_default();
    let strength = r.text_or_empty("strength");
    let note = r.prose("note");
    let (Some(key), Some(from), Some(to)) = (r.key(), from, to) else {
        return;
    };
    let row = Relation {
        key: key.value.clone(),
        from,
        to,
        kind,
        strength,
        note,
        span: key.span,
    };
    if let Err(first) = b.model.relations.insert(key.value.clone(), row) {
        let first = b.model.relations[first].span;
        r.diags.push(errors::duplicate_record(
            key.span,
            r.kind,
            key.value.as_str(),
            first,
        ));
    }
}

fn end(
    b: &Builder,
    r: &mut Record<'_>,
    scope: Scope,
    field: &'static str,
) -> Option<(Entity, Citation)> {
    let Some(mut end) = r.table(field) else {
        if !r.has(field) {
            r.diags.push(errors::missing_field(r.span, r.kind, field));
        }
        return None;
    };
    let text = end.required("of");
    let printed = end.text_or_empty("printed");
    let cites = citation(b, &mut end, &printed);
    let found = text.and_then(|text| match b.model.wiki(scope, &text) {
        Found::One(entity, _) => Some(entity),
        _ => {
            end.diags.push(unknown(
                "kind-subject",
                &text,
                &b.model.wiki_candidates(scope),
            ));
            None
        }
    });
    r.diags.extend(end.finish().0);
    Some((found?, cites?))
}

/// Reads a declared contradiction.
pub(super) fn discrepancy(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let kind = r.choice("kind", &DiscrepancyKind::CHOICES);
    if kind.is_none() && !r.has("kind") {
        r.diags.push(errors::missing_field(r.span, r.kind, "kind"));
    }
    let texts = r.texts("subjects");
    let mut subjects = Vec::new();
    for text in &texts {
        subjects.extend(one_subject(b, r, scope, text));
    }
    let note = r.prose("note");
    let document = r.value("document").is_some();
    let mut places = Vec::new();
    for mut place in r.tables("places") {
        places.extend(side(b, &mut place));
        r.diags.extend(place.finish().0);
    }
    // The file's document is for facts; the sides of a contradiction each name their own.
    let _ = document;
    if places.len() < 2 {
        r.diags
            .push(errors::missing_field(r.span, r.kind, "places"));
    }
    let (Some(key), Some(kind)) = (r.key(), kind) else {
        return;
    };
    let row = Discrepancy {
        key: key.value.clone(),
        kind: kind.value,
        subjects,
        note,
        places,
        span: key.span,
    };
    if let Err(first) = b.model.discrepancies.insert(key.value.clone(), row) {
        let first = b.model.discrepancies[first].span;
        r.diags.push(errors::duplicate_record(
            key.span,
            r.kind,
            key.value.as_str(),
            first,
        ));
    }
}

fn side(b: &Builder, place: &mut Record<'_>) -> Option<Side> {
    if let Some(computed) = place.text("computed") {
        return Some(Side::Computed(computed.value));
    }
    let printed = place.text_or_empty("printed");
    if let Some(text) = place.text("framework") {
        let found: Option<Id<Framework>> = b.model.frameworks.id(&text);
        if found.is_none() {
            let keys: Vec<&str> = b.model.frameworks.keys().map(Key::as_str).collect();
            place.diags.push(unknown("kind-framework", &text, &keys));
        }
        place.text("place");
        return found.map(|id| Side::Span(id, printed));
    }
    citation(b, place, &printed).map(Side::Printed)
}
