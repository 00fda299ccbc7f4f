//! What a text refers to. Where nothing answers, a fault names the nearest candidate.

use crate::base::diag::Diags;
use crate::base::key::{Id, Key};
use crate::base::span::Spanned;
use crate::base::words::closest;
use crate::model::area::Area;
use crate::model::build::Builder;
use crate::model::document::Document;
use crate::model::errors;
use crate::model::fields::Record;
use crate::model::framework::Framework;
use crate::model::indicator::Indicator;
use crate::model::names::fold;
use crate::model::organization::{Organization, Subject};
use crate::model::resolve::Scope;
use crate::model::topic::Named;
use crate::model::vocabulary::{Axis, Category, Scale};

/// Passes on what was found; where nothing was, a fault names the nearest candidate.
pub(in crate::model) fn answer<T>(
    found: Option<T>,
    kind: &'static str,
    text: &Spanned<String>,
    candidates: impl IntoIterator<Item: AsRef<str>>,
    diags: &mut Diags,
) -> Option<T> {
    if found.is_none() {
        let all: Vec<_> = candidates.into_iter().collect();
        let near = closest(text, all.iter().map(AsRef::as_ref));
        diags.push(errors::unknown_reference(text.span, kind, text, near, None));
    }
    found
}

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
    let own = |framework: Id<Framework>| Some(framework) == scope.framework;
    let items = b.model.items.rows().iter().filter(|i| own(i.framework));
    let keys = items.map(|i| i.key.as_str());
    let keys = keys.chain(b.model.frameworks.keys().map(Key::as_str));
    let found = b.model.subject(scope, text);
    answer(found, "kind-subject", text, keys, &mut r.diags)
}

/// The document that the field `document` names.
pub(super) fn document(b: &Builder, r: &mut Record<'_>) -> Option<Id<Document>> {
    let text = r.text("document")?;
    one_document(b, &text, &mut r.diags)
}

/// The document that a text names.
pub(super) fn one_document(
    b: &Builder,
    text: &Spanned<String>,
    diags: &mut Diags,
) -> Option<Id<Document>> {
    let keys = b.model.documents.keys().map(Key::as_str);
    answer(b.model.document(text), "kind-document", text, keys, diags)
}

/// The scale that a field names.
pub(super) fn scale(b: &Builder, r: &mut Record<'_>, field: &'static str) -> Option<Id<Scale>> {
    let text = r.text(field)?;
    let keys = b.model.scales.keys().map(Key::as_str);
    let found = b.model.scales.id(&text);
    answer(found, "kind-scale", &text, keys, &mut r.diags)
}

/// The axis that a text names.
pub(super) fn axis(b: &Builder, text: &Spanned<String>, diags: &mut Diags) -> Option<Id<Axis>> {
    let keys = b.model.axes.keys().map(Key::as_str);
    answer(b.model.axes.id(text), "kind-axis", text, keys, diags)
}

/// The category written as `axis/category`.
pub(super) fn category(
    b: &Builder,
    text: &Spanned<String>,
    diags: &mut Diags,
) -> Option<Id<Category>> {
    let all = b.model.categories.rows().iter();
    let known = all.map(|c| format!("{}/{}", b.model.axes[c.axis].key, c.key));
    let found = b.model.categories.id(&text.replace('/', "-"));
    answer(found, "kind-category", text, known, diags)
}

/// The level of a framework that a text names, by key or by the city's own name for it.
pub(super) fn level(
    b: &Builder,
    framework: Id<Framework>,
    text: &Spanned<String>,
    diags: &mut Diags,
) -> Option<usize> {
    let levels = &b.model.frameworks[framework].levels;
    let found = levels
        .iter()
        .position(|l| l.key.as_str() == text.value || l.name == text.value);
    if found.is_none() {
        let keys: Vec<&str> = levels.iter().map(|l| l.key.as_str()).collect();
        diags.push(errors::unknown_choice(text.span, "level", text, keys));
    }
    found
}

/// The area that a text names by its key.
pub(super) fn area(
    b: &Builder,
    r: &mut Record<'_>,
    scope: Scope,
    text: &Spanned<String>,
) -> Option<Id<Area>> {
    let found = b.model.area(scope, text);
    let keys = b.model.areas.rows().iter().map(|a| a.key.as_str());
    answer(found, "kind-area", text, keys, &mut r.diags)
}

/// The area that a text means: by its printed name or by its key.
pub(super) fn area_by_name(
    b: &Builder,
    r: &mut Record<'_>,
    scope: Scope,
    text: &Spanned<String>,
) -> Option<Id<Area>> {
    match b.model.names.find(scope.city, text) {
        Some(Named::Area(id)) => Some(id),
        _ => area(b, r, scope, text),
    }
}

/// The organisation that a field names by key; one of another city is offered with its city.
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

/// The indicator that a text names.
pub(super) fn indicator(
    b: &Builder,
    r: &mut Record<'_>,
    scope: Scope,
    text: &Spanned<String>,
) -> Option<Id<Indicator>> {
    let found = b.model.indicator(scope, text);
    let keys = b.model.indicators.keys().map(Key::as_str);
    answer(found, "kind-indicator", text, keys, &mut r.diags)
}

/// The position of the breakdown that a text names.
pub(super) fn breakdown(
    b: &Builder,
    r: &mut Record<'_>,
    indicator: Id<Indicator>,
    text: &Spanned<String>,
) -> Option<usize> {
    let all = &b.model.indicators[indicator].breakdowns;
    let found = all.iter().position(|d| d.key.as_str() == text.value);
    let keys = all.iter().map(|d| d.key.as_str());
    answer(found, "kind-breakdown", text, keys, &mut r.diags)
}

/// What a printed name stands for.
pub(super) fn name(
    b: &Builder,
    r: &mut Record<'_>,
    scope: Scope,
    name: &Spanned<String>,
) -> Option<Named> {
    let found = b.model.names.find(scope.city, name);
    if found.is_none() {
        unknown_name(b, r, scope, name);
    }
    found
}

/// A printed name that nothing has; the nearest registered one is offered.
pub(super) fn unknown_name(b: &Builder, r: &mut Record<'_>, scope: Scope, name: &Spanned<String>) {
    let near = closest(&fold(name), b.model.names.of(scope.city));
    r.diags.push(errors::unknown_name(name.span, name, near));
}
