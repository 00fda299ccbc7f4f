//! Activities of areas.

use crate::base::key::Id;
use crate::base::span::Spanned;
use crate::model::activity::Activity;
use crate::model::area::Area;
use crate::model::build::Builder;
use crate::model::document::Citation;
use crate::model::errors;
use crate::model::fields::Record;
use crate::model::item::Item;
use crate::model::organization::Subject;
use crate::model::resolve::Scope;
use crate::model::topic::{Mention, Named};
use crate::model::vocabulary::{Category, KindOf};

use super::citation::citation;
use super::reference::answer;
use super::vocabulary::kind_of;
use super::{insert, reference};

/// Reads an activity.
pub(super) fn activity(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let area = r
        .required("area")
        .and_then(|text| reference::area_by_name(b, r, scope, &text));
    let common_to = kind_of(b, r, "common_to", KindOf::Area);
    let title = r.required_or_empty("title");
    let period = r.period("period").map(|(p, _)| p.value).unwrap_or_default();
    let themes = themes(b, r);
    let theme_reading = r.reading_of("theme_reading");
    let text = r.prose("text");
    let names = r.texts("names");
    let bodies = r.texts("organizations");
    let items = items(b, r, scope);
    let reading = r.reading();
    let note = r.prose("note");
    let cites = citation(b, r, "");
    let (Some(key), Some(area), Some(cites)) = (r.key(), area, cites) else {
        return;
    };
    let named = named(b, r, scope, &names);
    let acting = named_bodies(b, r, scope, &bodies);
    let organizations = acting.iter().filter_map(|(named, _)| match named {
        Named::Organization(id) => Some(*id),
        _ => None,
    });
    let row = Activity {
        key: key.value.clone(),
        area,
        common_to,
        nth: 0,
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
    let Some(id) = insert(r, &mut b.model.activities, &key, row, |row| row.span) else {
        return;
    };
    for (named, printed) in named.into_iter().chain(acting) {
        b.model.mentions.push(Mention {
            named,
            subject: Subject::Activity(id),
            reading,
            cites: Citation {
                printed,
                ..cites.clone()
            },
        });
    }
}

/// Counts the activities of each area, once all are known.
pub(super) fn number(b: &mut Builder) {
    let areas: Vec<Id<Area>> = b.model.areas.ids().collect();
    for area in areas {
        let own: Vec<Id<Activity>> = b.model.activities_in(area).map(|(id, _)| id).collect();
        for (nth, id) in own.into_iter().enumerate() {
            b.model.activities.get_mut(id).nth = nth;
        }
    }
}

fn themes(b: &Builder, r: &mut Record<'_>) -> Vec<Id<Category>> {
    let texts = r.texts("themes").into_iter();
    texts
        .filter_map(|t| reference::category(b, &t, &mut r.diags))
        .collect()
}

fn items(b: &Builder, r: &mut Record<'_>, scope: Scope) -> Vec<Id<Item>> {
    let mut found = Vec::new();
    for text in r.texts("items") {
        let all = b.model.items.rows().iter();
        let keys = all.map(|i| format!("{}/{}", b.model.frameworks[i.framework].key, i.key));
        let item = b.model.item(scope, &text);
        found.extend(answer(item, "kind-item", &text, keys, &mut r.diags));
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
        let named = reference::name(b, r, scope, name);
        found.extend(named.map(|named| (named, name.value.clone())));
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
