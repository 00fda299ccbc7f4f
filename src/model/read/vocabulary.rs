//! Kinds, scales, axes.

use crate::base::key::{Id, Key};
use crate::base::span::Spanned;
use crate::model::build::Builder;
use crate::model::errors;
use crate::model::fields::Record;
use crate::model::vocabulary::{Axis, Category, Grade, Kind, KindOf, Scale, Tone};

use super::unknown;

/// Reads a kind of things.
pub(super) fn kind(b: &mut Builder, r: &mut Record<'_>) {
    let of = r.required_choice("of", &KindOf::CHOICES);
    let name = r.required("name").map(|t| t.value).unwrap_or_default();
    let (Some(key), Some(of)) = (r.key(), of) else {
        return;
    };
    let word = KindOf::CHOICES
        .iter()
        .find(|(_, k)| *k == of.value)
        .map_or("", |(w, _)| *w);
    let full = Key::new(&format!("{word}-{}", key.value)).unwrap_or_else(|| key.value.clone());
    let row = Kind {
        key: key.value.clone(),
        of: of.value,
        name,
    };
    // The same kind may be named in two files: it is the same word.
    let _ = b.model.kinds.insert(full, row);
}

/// The kind that a field names.
pub(super) fn kind_of(
    b: &Builder,
    r: &mut Record<'_>,
    field: &'static str,
    of: KindOf,
) -> Option<Id<Kind>> {
    let text = r.text(field)?;
    let word = KindOf::CHOICES
        .iter()
        .find(|(_, k)| *k == of)
        .map_or("", |(w, _)| *w);
    let found = b.model.kinds.id(&format!("{word}-{}", text.value));
    if found.is_none() {
        let known: Vec<&str> = b
            .model
            .kinds
            .rows()
            .iter()
            .filter(|k| k.of == of)
            .map(|k| k.key.as_str())
            .collect();
        r.diags
            .push(errors::unknown_choice(text.span, field, &text, known));
    }
    found
}

/// Reads a rating scale.
pub(super) fn scale(b: &mut Builder, r: &mut Record<'_>) {
    let name = r.required("name").map(|t| t.value).unwrap_or_default();
    let note = r.text_or_empty("note");
    let document = r.text("document").and_then(|d| {
        let found = b.model.document(&d);
        if found.is_none() {
            let keys: Vec<&str> = b.model.documents.keys().map(Key::as_str).collect();
            r.diags.push(unknown("kind-document", &d, &keys));
        }
        found
    });
    r.text("place");
    r.text("city");
    r.text("framework");
    let mut grades = Vec::new();
    for mut g in r.tables("grades") {
        let symbol = g.required("grade");
        let label = g.text_or_empty("label");
        let rank = g.number("rank");
        let tone = g
            .choice("tone", &Tone::CHOICES)
            .map_or(Tone::None, |t| t.value);
        if let Some(symbol) = symbol {
            grades.push(Grade {
                symbol: symbol.value,
                label,
                rank,
                tone,
            });
        }
        r.diags.extend(g.finish().0);
    }
    let Some(key) = r.key() else { return };
    let row = Scale {
        key: key.value.clone(),
        name,
        note,
        document,
        grades,
        span: key.span,
    };
    let taken = b.model.scales.insert(key.value.clone(), row).err();
    if let Some(first) = taken {
        let first = b.model.scales[first].span;
        r.diags.push(errors::duplicate_record(
            key.span,
            r.kind,
            key.value.as_str(),
            first,
        ));
    }
}

/// Reads an axis with its categories.
pub(super) fn axis(b: &mut Builder, r: &mut Record<'_>) {
    let name = r.required("name").map(|t| t.value).unwrap_or_default();
    r.text("city");
    r.text("framework");
    let categories = r.tables("categories");
    let Some(key) = r.key() else { return };
    let row = Axis {
        key: key.value.clone(),
        name,
        span: key.span,
    };
    let id = match b.model.axes.insert(key.value.clone(), row) {
        Ok(id) => id,
        Err(first) => {
            let first = b.model.axes[first].span;
            r.diags.push(errors::duplicate_record(
                key.span,
                r.kind,
                key.value.as_str(),
                first,
            ));
            return;
        }
    };
    let mut parents = Vec::new();
    for mut c in categories {
        category(b, &mut c, id, &key.value, &mut parents);
        r.diags.extend(c.finish().0);
    }
    for (child, parent) in parents {
        match b
            .model
            .categories
            .id(&format!("{}-{}", key.value, parent.value))
        {
            Some(found) => b.model.categories.get_mut(child).parent = Some(found),
            None => r.diags.push(unknown("kind-category", &parent, &[])),
        }
    }
}

fn category(
    b: &mut Builder,
    c: &mut Record<'_>,
    axis: Id<Axis>,
    axis_key: &Key,
    parents: &mut Vec<(Id<Category>, Spanned<String>)>,
) {
    let name = c.required("name").map(|t| t.value).unwrap_or_default();
    let parent = c.text("parent");
    let Some(key) = c.key() else { return };
    let row = Category {
        axis,
        key: key.value.clone(),
        name,
        parent: None,
        span: key.span,
    };
    match b.model.categories.insert(axis_key.join(&key.value), row) {
        Ok(id) => parents.extend(parent.map(|p| (id, p))),
        Err(first) => {
            let first = b.model.categories[first].span;
            c.diags.push(errors::duplicate_record(
                key.span,
                c.kind,
                key.value.as_str(),
                first,
            ));
        }
    }
}
