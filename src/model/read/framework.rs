//! Frameworks with levels and stages, their items, and the tables declared over them.

use crate::base::diag::Diags;
use crate::base::key::{Id, Key};
use crate::base::span::{Span, Spanned};
use crate::model::build::Builder;
use crate::model::errors;
use crate::model::fields::Record;
use crate::model::framework::{Framework, Level, Stage};
use crate::model::item::Item;
use crate::model::organization::Role;
use crate::model::period::Period;
use crate::model::table::{CellKind, DIMENSIONS, Dimension, SummaryTable, split_dimension};
use crate::model::vocabulary::{Category, KindOf, Scale};

use super::unknown;
use super::vocabulary::kind_of;

/// Reads a framework.
pub(super) fn framework(b: &mut Builder, r: &mut Record<'_>) {
    let city_text = r.required("city");
    let city = b.city(city_text, &mut r.diags);
    let title = r.required("title").map(|t| t.value).unwrap_or_default();
    let short = r.text("short").map_or_else(|| title.clone(), |t| t.value);
    let kind = kind_of(b, r, "kind", KindOf::Framework);
    let document = document_of(b, r);
    let period = r.period("period").map(|(p, _)| p);
    let period = period.unwrap_or_else(|| Spanned::new(Period::default(), r.span));
    let period_printed = r.text_or_empty("period_printed");
    let description = r.prose("description");
    let axes = r.texts("axes");
    let axes = axes
        .iter()
        .filter_map(|a| axis_of(b, a, &mut r.diags))
        .collect();
    let mut levels = Vec::new();
    for mut l in r.tables("levels") {
        levels.extend(level(b, &mut l, period));
        r.diags.extend(l.finish().0);
    }
    let mut stages = Vec::new();
    for mut s in r.tables("stages") {
        let title = s.required("title").map(|t| t.value).unwrap_or_default();
        let period = s.period("period").map(|(p, _)| p.value).unwrap_or_default();
        stages.extend(s.key().map(|k| Stage {
            key: k.value,
            title,
            period,
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
    if let Err(first) = b.model.frameworks.insert(key.value.clone(), row) {
        let first = b.model.frameworks[first].span;
        r.diags.push(errors::duplicate_record(
            key.span,
            r.kind,
            key.value.as_str(),
            first,
        ));
    }
}

fn level(b: &Builder, l: &mut Record<'_>, whole: Spanned<Period>) -> Option<Level> {
    let name = l.required("name").map(|t| t.value).unwrap_or_default();
    let scale = scale_of(b, l, "scale");
    let may_evaluate = l.flag("may_evaluate").unwrap_or(scale.is_some());
    let period = l.period("period").map_or(whole, |(p, _)| p);
    let period_printed = l.text_or_empty("period_printed");
    let key = l.key()?;
    Some(Level {
        key: key.value,
        name,
        scale,
        may_evaluate,
        period,
        period_printed,
        span: key.span,
    })
}

/// The scale that a field names.
pub(super) fn scale_of(b: &Builder, r: &mut Record<'_>, field: &'static str) -> Option<Id<Scale>> {
    let text = r.text(field)?;
    let found = b.model.scales.id(&text);
    if found.is_none() {
        let keys: Vec<&str> = b.model.scales.keys().map(Key::as_str).collect();
        r.diags.push(unknown("kind-scale", &text, &keys));
    }
    found
}

/// The document that the field `document` names.
pub(super) fn document_of(
    b: &Builder,
    r: &mut Record<'_>,
) -> Option<Id<crate::model::document::Document>> {
    let text = r.text("document")?;
    let found = b.model.document(&text);
    if found.is_none() {
        let keys: Vec<&str> = b.model.documents.keys().map(Key::as_str).collect();
        r.diags.push(unknown("kind-document", &text, &keys));
    }
    found
}

fn axis_of(
    b: &Builder,
    text: &Spanned<String>,
    diags: &mut Diags,
) -> Option<Id<crate::model::vocabulary::Axis>> {
    let found = b.model.axes.id(text);
    if found.is_none() {
        let keys: Vec<&str> = b.model.axes.keys().map(Key::as_str).collect();
        diags.push(unknown("kind-axis", text, &keys));
    }
    found
}

/// The category written as `axis/category`.
pub(super) fn category_of(
    b: &Builder,
    text: &Spanned<String>,
    diags: &mut Diags,
) -> Option<Id<Category>> {
    let found = b.model.categories.id(&text.replace('/', "-"));
    if found.is_none() {
        let known: Vec<String> = b
            .model
            .categories
            .rows()
            .iter()
            .map(|c| format!("{}/{}", b.model.axes[c.axis].key, c.key))
            .collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        diags.push(unknown("kind-category", text, &known));
    }
    found
}

/// Reads an item.
pub(super) fn item(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let level = r.required("level");
    let code = r.text_or_empty("code");
    let title = r.required("title").map(|t| t.value).unwrap_or_default();
    let short = r.text("short").map_or_else(|| title.clone(), |t| t.value);
    let parent = r.text("parent");
    let themes = r.texts("themes");
    let themes = themes
        .iter()
        .filter_map(|t| category_of(b, t, &mut r.diags))
        .collect();
    let also_in = r.texts("also_in");
    let Some(framework) = scope.framework else {
        if !r.has("framework") {
            r.diags
                .push(errors::missing_field(r.span, r.kind, "framework"));
        }
        return;
    };
    let level = level.and_then(|text| level_of(b, framework, &text, &mut r.diags));
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
        also_in: Vec::new(),
        span: key.span,
    };
    if let Err(first) = b.model.items.insert(id.clone(), row) {
        let first = b.model.items[first].span;
        r.diags.push(errors::duplicate_record(
            key.span,
            r.kind,
            id.as_str(),
            first,
        ));
        return;
    }
    b.parents.extend(parent.map(|p| (id.clone(), p)));
    b.parents.extend(
        also_in
            .into_iter()
            .map(|a| (id.clone(), a.map(|a| format!("+{a}")))),
    );
}

/// The level of a framework that a text names, by key or by the city's own name for it.
pub(super) fn level_of(
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
            let keys: Vec<&str> = b
                .model
                .items
                .rows()
                .iter()
                .filter(|i| i.framework == framework)
                .map(|i| i.key.as_str())
                .collect();
            let fault = unknown("kind-item", &Spanned::new(key, parent.span), &keys);
            b.diags.push(fault);
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

/// Reads a summary table.
pub(super) fn table(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    // A table over areas names its area; without one it is about its framework.
    let area = r.own_value("area").is_some().then(|| r.text("area")).flatten();
    let area = area.and_then(|text| super::activity::area_of(b, r, scope, &text));
    let framework = scope.framework.filter(|_| area.is_none());
    let title = r.required("title").map(|t| t.value).unwrap_or_default();
    let rows = r.required("rows");
    let columns = r.text("columns");
    let of = r.text("of");
    let cell = r
        .choice("cell", &CellKind::CHOICES)
        .map_or(CellKind::Count, |c| c.value);
    let unit = r.text_or_empty("unit");
    let scale = scale_of(b, r, "scale");
    let period = r.period("period").map(|(p, _)| p.value).unwrap_or_default();
    let totals = r.flag("totals").unwrap_or(false);
    let shares = r.flag("shares").unwrap_or(false);
    let difference = r.flag("difference").unwrap_or(false);
    if framework.is_none() && area.is_none() {
        if !r.diags.has_errors() {
            r.diags.push(errors::missing_field(r.span, r.kind, "framework"));
        }
        return;
    }
    let of = of.and_then(|text| level_of(b, framework?, &text, &mut r.diags));
    let rows = rows.and_then(|text| dimension(b, framework, &text, "rows", &mut r.diags));
    let columns = match columns {
        Some(text) => dimension(b, framework, &text, "columns", &mut r.diags),
        None => Some(Dimension::All),
    };
    let (Some(key), Some(rows), Some(columns)) = (r.key(), rows, columns) else {
        return;
    };
    let row = SummaryTable {
        key: key.value.clone(),
        title,
        framework,
        area,
        of,
        rows,
        columns,
        cell,
        unit,
        scale,
        period,
        totals,
        shares,
        difference,
        span: key.span,
    };
    if let Err(first) = b.model.tables.insert(key.value.clone(), row) {
        let first = b.model.tables[first].span;
        r.diags.push(errors::duplicate_record(
            key.span,
            r.kind,
            key.value.as_str(),
            first,
        ));
    }
}

/// Bodies with one role, and of one kind: `responsible`, or `responsible:section`.
fn bodies(b: &Builder, written: &str, span: Span, diags: &mut Diags) -> Option<Dimension> {
    let (role, kind) = match written.split_once(':') {
        Some((role, kind)) => (role, Some(kind)),
        None => (written, None),
    };
    let Some((_, role)) = Role::CHOICES.iter().find(|(word, _)| *word == role) else {
        let allowed = Role::CHOICES.iter().map(|(word, _)| *word);
        diags.push(errors::unknown_choice(span, "organization", role, allowed));
        return None;
    };
    let Some(kind) = kind else {
        return Some(Dimension::Organization(Some(*role), None));
    };
    let found = b.model.kinds.id(&format!("organization-{kind}"));
    if found.is_none() {
        let all = b
            .model
            .kinds
            .rows()
            .iter()
            .filter(|k| k.of == KindOf::Organization);
        let known: Vec<&str> = all.map(|k| k.key.as_str()).collect();
        diags.push(errors::unknown_choice(span, "organization", kind, known));
    }
    found.map(|kind| Dimension::Organization(Some(*role), Some(kind)))
}

fn dimension(
    b: &Builder,
    framework: Option<Id<Framework>>,
    text: &Spanned<String>,
    field: &'static str,
    diags: &mut Diags,
) -> Option<Dimension> {
    match split_dimension(text) {
        ("level", Some(level)) if framework.is_some() => {
            let level = Spanned::new(level.to_owned(), text.span);
            level_of(b, framework?, &level, diags).map(Dimension::Level)
        }
        ("axis", Some(axis)) => {
            let axis = Spanned::new(axis.to_owned(), text.span);
            axis_of(b, &axis, diags).map(Dimension::Axis)
        }
        ("organization", Some(rest)) => bodies(b, rest, text.span, diags),
        (word, None) if DIMENSIONS.iter().any(|(w, _)| *w == word) => {
            DIMENSIONS.iter().find(|(w, _)| *w == word).map(|(_, d)| *d)
        }
        _ => {
            let words = DIMENSIONS.iter().map(|(w, _)| (*w).to_owned());
            let levels = framework.map(|f| b.model.frameworks[f].levels.iter());
            let levels = levels.into_iter().flatten().map(|l| format!("level:{}", l.key));
            let axes = b.model.axes.keys().map(|k| format!("axis:{k}"));
            let allowed = words.chain(levels).chain(axes).collect();
            diags.push(errors::bad_table(text.span, field, text, allowed));
            None
        }
    }
}
