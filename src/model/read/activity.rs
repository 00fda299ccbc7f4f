//! Activities of areas.

use crate::base::key::Id;
use crate::base::span::Spanned;
use crate::model::activity::Activity;
use crate::model::area::Area;
use crate::model::build::Builder;
use crate::model::document::{Citation, Reading};
use crate::model::errors;
use crate::model::fields::Record;
use crate::model::item::Item;
use crate::model::organization::Subject;
use crate::model::resolve::Scope;
use crate::model::topic::{Mention, Named};
use crate::model::vocabulary::Category;

use super::facts::{citation, nearest_name};
use super::framework::category_of;
use super::unknown;

/// Reads an activity.
pub(super) fn activity(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let area = r.required("area").and_then(|text| area_of(b, r, scope, &text));
    let title = r.required("title").map(|t| t.value).unwrap_or_default();
    let period = r.period("period").map(|(p, _)| p.value).unwrap_or_default();
    let themes = r.texts("themes");
    let themes: Vec<Id<Category>> =
        themes.iter().filter_map(|t| category_of(b, t, &mut r.diags)).collect();
    let theme_reading = r.choice("theme_reading", &Reading::CHOICES).map_or(Reading::Ok, |c| c.value);
    let text = r.prose("text");
    let names = r.texts("names");
    let bodies = r.texts("organizations");
    let items = items(b, r, scope);
    let reading = r.choice("reading", &Reading::CHOICES).map_or(Reading::Ok, |c| c.value);
    let note = r.prose("note");
    let cites = citation(b, r, "");
    let (Some(key), Some(area), Some(cites)) = (r.key(), area, cites) else { return };
    let named = named(b, r, scope, &names);
    let acting = named_bodies(b, r, scope, &bodies);
    let organizations = acting.iter().filter_map(|(named, _)| match named {
        Named::Organization(id) => Some(*id),
        _ => None,
    });
    let row = Activity {
        key: key.value.clone(),
        area,
        period,
        title,
        themes,
        theme_reading,
        text,
        organizations: organizations.collect(),
        items,
        reading,
        note,
        cites: cites.clone(),
        span: key.span,
    };
    match b.model.activities.insert(key.value.clone(), row) {
        Ok(id) => {
            for (named, printed) in named.into_iter().chain(acting) {
                b.model.mentions.push(Mention {
                    named,
                    subject: Subject::Activity(id),
                    reading,
                    cites: Citation { printed, ..cites.clone() },
                });
            }
        }
        Err(first) => {
            let first = b.model.activities[first].span;
            r.diags.push(errors::duplicate_record(key.span, r.kind, key.value.as_str(), first));
        }
    }
}

/// The area that a text means: by its printed name or by its key.
pub(super) fn area_of(
    b: &Builder,
    r: &mut Record<'_>,
    scope: Scope,
    text: &Spanned<String>,
) -> Option<Id<Area>> {
    let named = match b.model.names.find(scope.city, text) {
        Some(Named::Area(id)) => Some(id),
        _ => None,
    };
    let found = named.or_else(|| b.model.area(scope, text));
    if found.is_none() {
        let keys: Vec<&str> = b.model.areas.rows().iter().map(|a| a.key.as_str()).collect();
        r.diags.push(unknown("kind-area", text, &keys));
    }
    found
}

fn items(b: &Builder, r: &mut Record<'_>, scope: Scope) -> Vec<Id<Item>> {
    let mut found = Vec::new();
    for text in r.texts("items") {
        match b.model.item(scope, &text) {
            Some(id) => found.push(id),
            None => {
                let all = b.model.items.rows().iter();
                let keys: Vec<String> = all
                    .map(|i| format!("{}/{}", b.model.frameworks[i.framework].key, i.key))
                    .collect();
                let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                r.diags.push(unknown("kind-item", &text, &keys));
            }
        }
    }
    found
}

/// What printed names stand for.
fn named(
    b: &Builder,
    r: &mut Record<'_>,
    scope: Scope,
    names: &[Spanned<String>],
) -> Vec<(Named, String)> {
    let mut found = Vec::new();
    for name in names {
        match b.model.names.find(scope.city, name) {
            Some(named) => found.push((named, name.value.clone())),
            None => r.diags.push(errors::unknown_name(name.span, name, nearest_name(b, scope, name))),
        }
    }
    found
}

/// What printed names of bodies stand for; a name of something else is a fault.
fn named_bodies(
    b: &Builder,
    r: &mut Record<'_>,
    scope: Scope,
    names: &[Spanned<String>],
) -> Vec<(Named, String)> {
    let all = named(b, r, scope, names);
    for ((what, _), name) in all.iter().zip(names) {
        if !matches!(what, Named::Organization(_)) {
            r.diags.push(errors::unknown_name(name.span, name, None));
        }
    }
    all
}
