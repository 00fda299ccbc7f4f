//! Areas: what they are part of, what they border on, where they stand on the map.

use std::collections::BTreeMap;

use crate::base::key::{Id, Key};
use crate::base::span::{Span, Spanned};
use crate::model::area::{Area, Spot};
use crate::model::build::Builder;
use crate::model::errors;
use crate::model::fields::Record;
use crate::model::topic::Named;
use crate::model::vocabulary::KindOf;
use crate::parse::toml::Value;

use super::insert;
use super::reference::answer;
use super::things::{know, names, reaches};
use super::vocabulary::kind_of;

/// Reads an area. Without a city, or with its own key as city, it is a city.
pub(super) fn area(b: &mut Builder, r: &mut Record<'_>) {
    let city = r.text("city");
    let parent = r.text("parent");
    let name = r.required_or_empty("name");
    let level = kind_of(b, r, "level", KindOf::Area);
    let code = r.text_or_empty("code");
    let aliases = r.texts("aliases");
    let at = spot(r);
    let neighbours = r.texts("neighbours");
    let description = r.prose("description");
    let Some(key) = r.key() else { return };
    let inside = city.filter(|c| c.value != key.value.as_str());
    let id = match &inside {
        Some(city) => Key::new(&format!("{}-{}", city.value, key.value)),
        None => Some(key.value.clone()),
    };
    let id = id.unwrap_or_else(|| key.value.clone());
    let row = Area {
        key: key.value.clone(),
        id: id.clone(),
        name: name.clone(),
        aliases: aliases.iter().map(|a| a.value.clone()).collect(),
        level,
        parent: None,
        at: at.as_ref().map(|at| at.value),
        neighbours: Vec::new(),
        code,
        description,
        span: key.span,
    };
    let areas = &mut b.model.areas;
    if insert(r, areas, &id, row, |row| row.span).is_none() {
        return;
    }
    b.spots.extend(at.map(|at| (id.clone(), at.span)));
    let beside = neighbours.into_iter();
    b.neighbours.extend(beside.map(|other| (id.clone(), other)));
    // Part of its parent, or else of its city.
    if let Some(city) = inside {
        let parent = parent.map(|p| match p.value == city.value {
            true => p,
            false => p.map(|key| format!("{}-{key}", city.value)),
        });
        b.parents.push((id, parent.unwrap_or(city)));
    }
}

/// Ties areas to the areas they are part of, and makes their names known in their cities.
pub(super) fn tie_areas(b: &mut Builder) {
    for (child, parent) in std::mem::take(&mut b.parents) {
        let Some(child) = b.model.areas.id(child.as_str()) else {
            continue;
        };
        match b.model.areas.id(&parent) {
            Some(id) if !reaches(id, child, |id| b.model.areas[id].parent) => {
                b.model.areas.get_mut(child).parent = Some(id);
            }
            Some(_) => b.diags.push(errors::cycle(parent.span, &parent)),
            None => {
                let keys = b.model.areas.keys().map(Key::as_str);
                answer(None::<Id<Area>>, "kind-area", &parent, keys, &mut b.diags);
            }
        }
    }
    tie_neighbours(b);
    check_spots(b);
    let rows: Vec<_> = b
        .model
        .areas
        .iter()
        .map(|(id, a)| (id, a.span, names(&a.name, &a.aliases)))
        .collect();
    for (id, span, names) in rows {
        let city = b.model.root_area(id);
        know(b, Some(city), &names, Named::Area(id), span);
    }
}

/// The field `at`: half cells from the west, rows from the north.
fn spot(r: &mut Record<'_>) -> Option<Spanned<Spot>> {
    let span = r.value("at")?.span;
    let numbers = r.values("at").iter().map(|v| match &v.value {
        Value::Integer(text) => text.parse().ok().filter(|n| *n <= Spot::MAX),
        _ => None,
    });
    let numbers: Option<Vec<u32>> = numbers.collect();
    match numbers.as_deref() {
        Some([x, y]) => Some(Spanned::new(Spot { x: *x, y: *y }, span)),
        _ => {
            if !r.diags.has_errors() {
                r.diags.push(errors::bad_position(span, None));
            }
            None
        }
    }
}

/// Ties areas to those they border on. Both must say so: a border has two sides.
fn tie_neighbours(b: &mut Builder) {
    let mut said: BTreeMap<(Id<Area>, Id<Area>), Span> = BTreeMap::new();
    for (own, text) in std::mem::take(&mut b.neighbours) {
        let Some(own) = b.model.areas.id(own.as_str()) else {
            continue;
        };
        let city = &b.model.areas[b.model.root_area(own)].key;
        let found = b.model.areas.id(&format!("{city}-{}", text.value));
        let found = found.filter(|other| *other != own);
        let keys = b.model.areas.rows().iter().map(|a| a.key.as_str());
        if let Some(other) = answer(found, "kind-area", &text, keys, &mut b.diags) {
            said.insert((own, other), text.span);
        }
    }
    for ((own, other), span) in &said {
        b.model.areas.get_mut(*own).neighbours.push(*other);
        if !said.contains_key(&(*other, *own)) {
            let other = &b.model.areas[*other];
            let key = other.key.as_str();
            b.diags
                .push(errors::one_sided_neighbour(*span, key, other.span));
        }
    }
}

/// Two parts of one area may not stand at one place of its map.
fn check_spots(b: &mut Builder) {
    let mut seen: Vec<(Option<Id<Area>>, Spot, Span)> = Vec::new();
    for (key, span) in std::mem::take(&mut b.spots) {
        let Some(area) = b.model.areas.id(key.as_str()).map(|id| &b.model.areas[id]) else {
            continue;
        };
        let Some(at) = area.at else { continue };
        let taken = seen
            .iter()
            .find(|(parent, other, _)| *parent == area.parent && other.covers(at));
        if let Some((_, _, first)) = taken {
            b.diags.push(errors::bad_position(span, Some(*first)));
        }
        seen.push((area.parent, at, span));
    }
}
