//! What is said about the sources: relations and declared contradictions.

use crate::base::key::Key;
use crate::model::build::Builder;
use crate::model::discrepancy::{Discrepancy, DiscrepancyKind, Side};
use crate::model::document::Citation;
use crate::model::entity::Entity;
use crate::model::errors;
use crate::model::fields::Record;
use crate::model::relation::Relation;
use crate::model::resolve::{Found, Scope};

use super::citation::citation;
use super::insert;
use super::reference::{answer, one_subject};

/// Reads a link between two cited places.
pub(super) fn relation(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let from = end(b, r, scope, "from");
    let to = end(b, r, scope, "to");
    let kind = r.required_or_empty("kind");
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
    insert(r, &mut b.model.relations, &key, row, |row| row.span);
}

fn end(
    b: &Builder,
    r: &mut Record<'_>,
    scope: Scope,
    field: &'static str,
) -> Option<(Entity, Citation)> {
    let Some(mut end) = r.table(field) else {
        r.expect_own(field);
        return None;
    };
    let text = end.required("of");
    let printed = end.text_or_empty("printed");
    let cites = citation(b, &mut end, &printed);
    let found = text.and_then(|text| {
        let found = match b.model.wiki(scope, &text) {
            Found::One(entity, _) => Some(entity),
            _ => None,
        };
        let names = || b.model.wiki_candidates(scope);
        let names = found.is_none().then(names).unwrap_or_default();
        answer(found, "kind-subject", &text, names, &mut end.diags)
    });
    r.diags.extend(end.finish().0);
    Some((found?, cites?))
}

/// Reads a declared contradiction.
pub(super) fn discrepancy(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let kind = r.required_choice("kind", &DiscrepancyKind::CHOICES);
    let texts = r.texts("subjects");
    let mut subjects = Vec::new();
    for text in &texts {
        subjects.extend(one_subject(b, r, scope, text));
    }
    let note = r.prose("note");
    // The file's document is for facts; the sides of a contradiction each name their own.
    r.value("document");
    let mut places = Vec::new();
    for mut place in r.tables("places") {
        places.extend(side(b, &mut place));
        r.diags.extend(place.finish().0);
    }
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
    insert(r, &mut b.model.discrepancies, &key, row, |row| row.span);
}

fn side(b: &Builder, place: &mut Record<'_>) -> Option<Side> {
    if let Some(computed) = place.text("computed") {
        return Some(Side::Computed(computed.value));
    }
    let printed = place.text_or_empty("printed");
    if let Some(text) = place.text("framework") {
        let keys = b.model.frameworks.keys().map(Key::as_str);
        let found = b.model.frameworks.id(&text);
        let found = answer(found, "kind-framework", &text, keys, &mut place.diags);
        place.text("place");
        return found.map(|id| Side::Span(id, printed));
    }
    citation(b, place, &printed).map(Side::Printed)
}
