//! Frameworks with levels and stages, their items, and the tables declared over them.

use crate::base::key::Id;
use crate::base::span::Spanned;
use crate::model::build::Builder;
use crate::model::errors;
use crate::model::fields::Record;
use crate::model::framework::{Framework, Level, Stage};
use crate::model::item::Item;
use crate::model::period::Period;
use crate::model::vocabulary::KindOf;

use super::reference::answer;
use super::vocabulary::kind_of;
use super::{insert, reference};

/// Reads a framework.
pub(super) fn framework(b: &mut Builder, r: &mut Record<'_>) {
    let city_text = r.required("city");
    let city = b.city(city_text, &mut r.diags);
    let title = r.required_or_empty("title");
    let short = r.text("short").map_or_else(|| title.clone(), |t| t.value);
    let kind = kind_of(b, r, "kind", KindOf::Framework);
    let document = reference::document(b, r);
    let period = r.period_or_absent("period");
    let period_printed = r.text_or_empty("period_printed");
    let description = r.prose("description");
    let axes = r.texts("axes");
    let axes = axes
        .iter()
        .filter_map(|a| reference::axis(b, a, &mut r.diags))
        .collect();
    let mut levels = Vec::new();
    for mut l in r.tables("levels") {
        levels.extend(level(b, &mut l, period));
        r.diags.extend(l.finish().0);
    }
    let mut stages = Vec::new();
    for mut s in r.tables("stages") {
        let title = s.required_or_empty("title");
        let period = s.period("period").map(|(p, _)| p.value).unwrap_or_default();
        let printed = s.text_or_empty("printed");
        stages.extend(s.key().map(|k| Stage {
            key: k.value,
            title,
            period,
            printed,
        }));
        r.diags.extend(s.finish().0);
    }
    let (Some(key), Some(city)) = (r.key(), city) else {
        return;
    };
    let row = Framework {
        key: key.value.clone(),
        city,
        title,
        short,
        kind,
        document,
        period,
        period_printed,
        description,
        levels,
        axes,
        stages,
        span: key.span,
    };
    insert(r, &mut b.model.frameworks, &key, row, |row| row.span);
}

fn level(b: &Builder, l: &mut Record<'_>, whole: Spanned<Period>) -> Option<Level> {
    let name = l.required_or_empty("name");
    let scale = reference::scale(b, l, "scale");
    let page = l.flag("page").unwrap_or(true);
    let may_evaluate = l.flag("may_evaluate").unwrap_or(scale.is_some());
    let period = l.period("period").map_or(whole, |(p, _)| p);
    let period_printed = l.text_or_empty("period_printed");
    let key = l.key()?;
    Some(Level {
        key: key.value,
        name,
        scale,
        page,
        may_evaluate,
        period,
        period_printed,
        span: key.span,
    })
}

/// Reads an item.
pub(super) fn item(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let level = r.required("level");
    let code = r.text_or_empty("code");
    let title = r.required_or_empty("title");
    let short = r.text("short").map_or_else(|| title.clone(), |t| t.value);
    let parent = r.text("parent");
    let themes = r.texts("themes");
    let themes = themes
        .iter()
        .filter_map(|t| reference::category(b, t, &mut r.diags))
        .collect();
    let search_words = r.texts("search_words");
    let search_words = search_words.into_iter().map(|t| t.value).collect();
    let also_in = r.texts("also_in");
    let Some(framework) = scope.framework else {
        r.expect_own("framework");
        return;
    };
    let level = level.and_then(|text| reference::level(b, framework, &text, &mut r.diags));
    let Some(key) = r.key() else { return };
    if level.is_some_and(|level| level > 0) && parent.is_none() {
        r.diags
            .push(errors::missing_field(key.span, r.kind, "parent"));
    }
    let id = b.model.frameworks[framework].key.join(&key.value);
    let row = Item {
        key: key.value.clone(),
        id: id.clone(),
        framework,
        level: level.unwrap_or(0),
        code,
        title,
        short,
        parent: None,
        themes,
        search_words,
        also_in: Vec::new(),
        span: key.span,
    };
    let items = &mut b.model.items;
    if insert(r, items, &id, row, |row| row.span).is_none() {
        return;
    }
    b.parents.extend(parent.map(|p| (id.clone(), p)));
    b.parents.extend(
        also_in
            .into_iter()
            .map(|a| (id.clone(), a.map(|a| format!("+{a}")))),
    );
}

/// Ties items to their parents, which must stand on a wider level.
pub(super) fn tie_items(b: &mut Builder) {
    for (child, parent) in std::mem::take(&mut b.parents) {
        let Some(child) = b.model.items.id(child.as_str()) else {
            continue;
        };
        let (again, key) = match parent.value.strip_prefix('+') {
            Some(key) => (true, key.to_owned()),
            None => (false, parent.value.clone()),
        };
        let framework = b.model.items[child].framework;
        let full = format!("{}-{key}", b.model.frameworks[framework].key);
        let Some(id) = b.model.items.id(&full) else {
            let items = b.model.items.rows().iter();
            let keys = items
                .filter(|i| i.framework == framework)
                .map(|i| i.key.as_str());
            let text = Spanned::new(key, parent.span);
            answer(None::<Id<Item>>, "kind-item", &text, keys, &mut b.diags);
            continue;
        };
        let (below, above) = (b.model.items[child].level, b.model.items[id].level);
        if above >= below {
            let levels = &b.model.frameworks[framework].levels;
            let wanted: Vec<&str> = levels[..below].iter().map(|l| l.name.as_str()).collect();
            let wanted = wanted.last().copied().unwrap_or_default();
            let fault = errors::wrong_parent(
                parent.span,
                &levels[below].name,
                &levels[above].name,
                wanted,
            );
            b.diags.push(fault);
        } else if again {
            b.model.items.get_mut(child).also_in.push(id);
        } else {
            b.model.items.get_mut(child).parent = Some(id);
        }
    }
}
