//! Summary tables: what is declared over a framework or an area.

use crate::base::diag::Diags;
use crate::base::key::Id;
use crate::base::span::{Span, Spanned};
use crate::model::build::Builder;
use crate::model::errors;
use crate::model::fields::Record;
use crate::model::framework::Framework;
use crate::model::organization::Role;
use crate::model::table::{CellKind, DIMENSIONS, Dimension, SummaryTable, split_dimension};
use crate::model::vocabulary::KindOf;

use super::vocabulary::named_kind;
use super::{insert, reference};

/// Reads a summary table.
pub(super) fn table(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    // A table over areas names its area; without one it is about its framework.
    let area = r
        .own_value("area")
        .is_some()
        .then(|| r.text("area"))
        .flatten();
    let area = area.and_then(|text| reference::area_by_name(b, r, scope, &text));
    let framework = scope.framework.filter(|_| area.is_none());
    let title = r.required_or_empty("title");
    let rows = r.required("rows");
    let columns = r.text("columns");
    let of = r.text("of");
    let cell = r
        .choice("cell", &CellKind::CHOICES)
        .map_or(CellKind::Count, |c| c.value);
    let unit = r.text_or_empty("unit");
    let scale = reference::scale(b, r, "scale");
    let period = r.period("period").map(|(p, _)| p.value).unwrap_or_default();
    let totals = r.flag("totals").unwrap_or(false);
    let shares = r.flag("shares").unwrap_or(false);
    let difference = r.flag("difference").unwrap_or(false);
    if framework.is_none() && area.is_none() {
        if !r.diags.has_errors() {
            r.diags
                .push(errors::missing_field(r.span, r.kind, "framework"));
        }
        return;
    }
    let of = of.and_then(|text| reference::level(b, framework?, &text, &mut r.diags));
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
    insert(r, &mut b.model.tables, &key, row, |row| row.span);
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
    let kind = Spanned::new(kind.to_owned(), span);
    let found = named_kind(b, KindOf::Organization, &kind, diags);
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
            reference::level(b, framework?, &level, diags).map(Dimension::Level)
        }
        ("axis", Some(axis)) => {
            let axis = Spanned::new(axis.to_owned(), text.span);
            reference::axis(b, &axis, diags).map(Dimension::Axis)
        }
        ("area", Some(kind)) => {
            let kind = Spanned::new(kind.to_owned(), text.span);
            let found = named_kind(b, KindOf::Area, &kind, diags);
            found.map(|kind| Dimension::Area(Some(kind)))
        }
        ("organization", Some(rest)) => bodies(b, rest, text.span, diags),
        (word, None) if DIMENSIONS.iter().any(|(w, _)| *w == word) => {
            DIMENSIONS.iter().find(|(w, _)| *w == word).map(|(_, d)| *d)
        }
        _ => {
            let words = DIMENSIONS.iter().map(|(w, _)| (*w).to_owned());
            let levels = framework.map(|f| b.model.frameworks[f].levels.iter());
            let levels = levels
                .into_iter()
                .flatten()
                .map(|l| format!("level:{}", l.key));
            let axes = b.model.axes.keys().map(|k| format!("axis:{k}"));
            let allowed = words.chain(levels).chain(axes).collect();
            diags.push(errors::bad_table(text.span, field, text, allowed));
            None
        }
    }
}
