//! Kinds, scales, axes.

use std::collections::BTreeMap;

use crate::base::diag::Diags;
use crate::base::key::{Id, Key};
use crate::base::span::{Span, Spanned};
use crate::model::build::Builder;
use crate::model::errors;
use crate::model::fields::Record;
use crate::model::vocabulary::{Axis, Category, Grade, Kind, KindOf, Scale, Tone};

use super::{insert, reference};

/// Reads a kind of things.
pub(super) fn kind(b: &mut Builder, r: &mut Record<'_>) {
    let of = r.required_choice("of", &KindOf::CHOICES);
    let name = r.required_or_empty("name");
    let (Some(key), Some(of)) = (r.key(), of) else {
        return;
    };
    let word = word_of(of.value);
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
    named_kind(b, of, &text, &mut r.diags)
}

/// The kind with this key.
pub(super) fn named_kind(
    b: &Builder,
    of: KindOf,
    text: &Spanned<String>,
    diags: &mut Diags,
) -> Option<Id<Kind>> {
    let found = b.model.kinds.id(&format!("{}-{}", word_of(of), text.value));
    let all = b.model.kinds.rows().iter().filter(|k| k.of == of);
    let known = all.map(|k| k.key.as_str());
    reference::answer(found, "kind-kind", text, known, diags)
}

fn word_of(of: KindOf) -> &'static str {
    let found = KindOf::CHOICES.iter().find(|(_, k)| *k == of);
    found.map_or("", |(word, _)| *word)
}

/// Reads a rating scale.
pub(super) fn scale(b: &mut Builder, r: &mut Record<'_>) {
    let name = r.required_or_empty("name");
    let note = r.text_or_empty("note");
    let document = reference::document(b, r);
    r.text("place");
    r.text("city");
    r.text("framework");
    let mut grades = Vec::new();
    let mut spans: BTreeMap<String, Span> = BTreeMap::new();
    for mut g in r.tables("grades") {
        let symbol = g.required("grade");
        let label = g.text_or_empty("label");
        let rank = g.number("rank");
        let tone = g
            .choice("tone", &Tone::CHOICES)
            .map_or(Tone::None, |t| t.value);
        let first = symbol.as_ref().and_then(|s| spans.get(&s.value).copied());
        if let (Some(symbol), Some(first)) = (&symbol, first) {
            g.diags.push(errors::duplicate_record(
                symbol.span,
                "grade",
                symbol,
                first,
            ));
        } else if let Some(symbol) = symbol {
            spans.insert(symbol.value.clone(), symbol.span);
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
    insert(r, &mut b.model.scales, &key, row, |row| row.span);
}

/// Reads an axis with its categories.
pub(super) fn axis(b: &mut Builder, r: &mut Record<'_>) {
    let name = r.required_or_empty("name");
    r.text("city");
    r.text("framework");
    let categories = r.tables("categories");
    let Some(key) = r.key() else { return };
    let row = Axis {
        key: key.value.clone(),
        name,
        span: key.span,
    };
    let Some(id) = insert(r, &mut b.model.axes, &key, row, |row| row.span) else {
        return;
    };
    let mut parents = Vec::new();
    for mut c in categories {
        category(b, &mut c, id, &key.value, &mut parents);
        r.diags.extend(c.finish().0);
    }
    for (child, parent) in parents {
        let full = format!("{}-{}", key.value, parent.value);
        let found = b.model.categories.id(&full);
        let found = reference::answer(found, "kind-category", &parent, [""; 0], &mut r.diags);
        b.model.categories.get_mut(child).parent = found;
    }
}

fn category(
    b: &mut Builder,
    c: &mut Record<'_>,
    axis: Id<Axis>,
    axis_key: &Key,
    parents: &mut Vec<(Id<Category>, Spanned<String>)>,
) {
    let name = c.required_or_empty("name");
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

/// Reads a group of words that search takes for one another.
pub(super) fn related_words(b: &mut Builder, r: &mut Record<'_>) {
    let words = r.required_texts("words");
    let words = words.into_iter().map(|t| t.value).collect();
    b.model.related_words.push(words);
}
