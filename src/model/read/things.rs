//! Documents, organisations, topics.

use std::sync::Arc;

use crate::base::key::{Id, Key};
use crate::base::span::{Span, Spanned};
use crate::model::area::Area;
use crate::model::build::Builder;
use crate::model::document::Document;
use crate::model::errors;
use crate::model::fields::Record;
use crate::model::organization::Organization;
use crate::model::resolve::Scope;
use crate::model::topic::{Named, Topic};
use crate::model::vocabulary::KindOf;

use super::insert;
use super::reference::{answer, area_by_name};
use super::vocabulary::kind_of;

/// Reads a published original.
pub(super) fn document(b: &mut Builder, r: &mut Record<'_>) {
    let city = r.text("city");
    let city = b.city(city, &mut r.diags);
    let title = r.required_or_empty("title");
    let short = r.text("short").map_or_else(|| title.clone(), |t| t.value);
    let publisher = r.text_or_empty("publisher");
    let date = r.period("date").map(|(p, _)| p.value).unwrap_or_default();
    let description = r.prose("description");
    let Some(key) = r.key() else { return };
    let row = Document {
        key: key.value.clone(),
        city,
        title,
        short,
        publisher,
        date,
        description,
        span: key.span,
    };
    insert(r, &mut b.model.documents, &key, row, |row| row.span);
}

/// Reads an organisation.
pub(super) fn organization(b: &mut Builder, r: &mut Record<'_>) {
    let city_text = r.required("city");
    let city = b.city(city_text.clone(), &mut r.diags);
    let name = r.required_or_empty("name");
    let kind = kind_of(b, r, "kind", KindOf::Organization);
    let scope = Scope {
        city,
        ..Scope::default()
    };
    let area = r
        .own_value("area")
        .is_some()
        .then(|| r.text("area"))
        .flatten();
    let area = area.and_then(|text| area_by_name(b, r, scope, &text));
    let common_to = kind_of(b, r, "common_to", KindOf::Area);
    let aliases = r.texts("aliases");
    let parent = r.text("parent");
    let successor = r.text("successor");
    let description = r.prose("description");
    let (Some(key), Some(city)) = (r.key(), city) else {
        return;
    };
    let id = b.model.areas[city].key.join(&key.value);
    let names = names(&name, aliases.iter().map(|a| &a.value));
    let row = Organization {
        key: key.value.clone(),
        id: id.clone(),
        city,
        name,
        aliases: aliases.into_iter().map(|a| a.value).collect(),
        kind,
        parent: None,
        successor: None,
        area,
        common_to,
        description,
        span: key.span,
    };
    let Some(new) = insert(r, &mut b.model.organizations, &id, row, |row| row.span) else {
        return;
    };
    know(b, Some(city), &names, Named::Organization(new), key.span);
    let prefix = |p: Spanned<String>| p.map(|p| format!("{}-{p}", b.model.areas[city].key));
    let parent = parent.map(prefix);
    let successor = successor.map(prefix).map(|s| s.map(|s| format!(">{s}")));
    let ties = parent.into_iter().chain(successor);
    b.parents.extend(ties.map(|other| (id.clone(), other)));
}

/// Ties organisations to the bodies they are part of, and to their successors.
pub(super) fn tie_organizations(b: &mut Builder) {
    for (child, other) in std::mem::take(&mut b.parents) {
        let Some(child) = b.model.organizations.id(child.as_str()) else {
            continue;
        };
        let (successor, key) = match other.value.strip_prefix('>') {
            Some(key) => (true, key),
            None => (false, other.value.as_str()),
        };
        match b.model.organizations.id(key) {
            Some(id) if successor => b.model.organizations.get_mut(child).successor = Some(id),
            Some(id) if !reaches(id, child, |id| b.model.organizations[id].parent) => {
                b.model.organizations.get_mut(child).parent = Some(id);
            }
            Some(_) => b.diags.push(errors::cycle(other.span, key)),
            None => {
                let keys = b.model.organizations.keys().map(Key::as_str);
                let text = Spanned::new(key.to_owned(), other.span);
                let none = None::<Id<Organization>>;
                answer(none, "kind-organization", &text, keys, &mut b.diags);
            }
        }
    }
}

/// Reads a topic.
pub(super) fn topic(b: &mut Builder, r: &mut Record<'_>) {
    // Frameworks are read later; a topic belongs to its city only.
    r.text("framework");
    let city = r.text("city");
    let scope = Scope {
        city: b.city(city, &mut r.diags),
        ..Scope::default()
    };
    let name = r.required_or_empty("name");
    let kind = kind_of(b, r, "kind", KindOf::Topic);
    let common_to = kind_of(b, r, "common_to", KindOf::Area);
    let aliases = r.texts("aliases");
    let organization = r.text("organization").and_then(|text| {
        let all = b.model.organizations.rows().iter();
        let found = b.model.organization(scope, &text);
        let keys = all.map(|o| o.key.as_str());
        answer(found, "kind-organization", &text, keys, &mut r.diags)
    });
    let description = r.prose("description");
    let Some(key) = r.key() else { return };
    let names = names(&name, aliases.iter().map(|a| &a.value));
    let row = Topic {
        key: key.value.clone(),
        city: scope.city,
        name,
        aliases: aliases.into_iter().map(|a| a.value).collect(),
        kind,
        organization,
        common_to,
        description,
        span: key.span,
    };
    if let Some(id) = insert(r, &mut b.model.topics, &key, row, |row| row.span) {
        know(b, scope.city, &names, Named::Topic(id), key.span);
    }
}

/// Whether `wanted` is `from` or lies above it.
pub(super) fn reaches<T>(
    from: Id<T>,
    wanted: Id<T>,
    parent: impl Fn(Id<T>) -> Option<Id<T>>,
) -> bool {
    std::iter::successors(Some(from), |id| parent(*id)).any(|id| id == wanted)
}

pub(super) fn names<'a>(name: &str, aliases: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    std::iter::once(name.to_owned())
        .chain(aliases.into_iter().cloned())
        .collect()
}

pub(super) fn know(
    b: &mut Builder,
    city: Option<Id<Area>>,
    names: &[String],
    named: Named,
    span: Span,
) {
    for name in names.iter().filter(|n| !n.is_empty()) {
        if let Some(first) = Arc::make_mut(&mut b.model.names).insert(city, name, named, span) {
            b.diags.push(errors::duplicate_name(span, name, first));
        }
    }
}
