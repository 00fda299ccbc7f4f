//! Parts that a template gets as markup: the rows of tables and of references, and grades.
//!
//! A site has many thousands of them, all of one shape; a template would take most of its time to
//! put them together piece by piece. How they look is in the theme's style sheet.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::parse::japanese::escape;

use super::common::{Badge, CellView, GroupView, HeadView, ReferenceRow, RowView, TableRows};
use super::here::Here;

impl Serialize for Badge {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut html = String::with_capacity(192);
        grade(&mut html, self);
        let mut fields = serializer.serialize_struct("Badge", 6)?;
        fields.serialize_field("symbol", &self.symbol)?;
        fields.serialize_field("label", &self.label)?;
        fields.serialize_field("tone", &self.tone)?;
        fields.serialize_field("place", &self.place)?;
        fields.serialize_field("scale", &self.scale)?;
        fields.serialize_field("html", &html)?;
        fields.end()
    }
}

impl TableRows {
    /// Rows in groups, below the headers of their columns: a header for every cell.
    pub fn new(columns: impl IntoIterator<Item = HeadView>, groups: &[GroupView]) -> Self {
        let rows: usize = groups.iter().map(|g| g.rows.len()).sum();
        let sample = groups.iter().find_map(|g| g.rows.first());
        let cells = rows * sample.map_or(1, |row| row.cells.len() + 1);
        let mut out = String::with_capacity(256 + 96 * cells);
        let grouped = groups.iter().any(|group| group.head.is_some());
        let textual: Vec<bool> = sample.map_or_else(Vec::new, |row| {
            let kinds = row.cells.iter().map(|cell| cell.kind.as_str());
            kinds.map(|kind| matches!(kind, "text" | "grade")).collect()
        });
        let textual = |at: usize| textual.get(at).copied().unwrap_or(false);
        out.push_str("<thead>\n<tr>");
        if grouped {
            out.push_str("<td></td>");
        }
        out.push_str("<td></td>");
        for (at, column) in columns.into_iter().enumerate() {
            out.push_str("<th scope=\"col\"");
            if textual(at) {
                out.push_str(" class=\"m-head-text\"");
            }
            out.push('>');
            head(&mut out, &column);
            out.push_str("</th>");
        }
        out.push_str("</tr>\n</thead>");
        for group in groups.iter().filter(|g| !g.rows.is_empty()) {
            out.push_str("\n<tbody>");
            for (at, row) in group.rows.iter().enumerate() {
                open_row(&mut out, row);
                match &group.head {
                    Some(own) if at == 0 => {
                        let span = group.rows.len().to_string();
                        push(
                            &mut out,
                            &["<th scope=\"rowgroup\" rowspan=\"", &span, "\">"],
                        );
                        head(&mut out, own);
                        out.push_str("</th>");
                    }
                    _ => {}
                }
                row_head(&mut out, row, grouped && group.head.is_none());
                for (at, one) in row.cells.iter().enumerate() {
                    cell(&mut out, one, textual(at));
                }
                out.push_str("</tr>");
            }
            out.push_str("\n</tbody>");
        }
        Self {
            grouped,
            html: out.into(),
        }
    }

    /// Rows without groups.
    pub fn plain(columns: impl IntoIterator<Item = HeadView>, rows: Vec<RowView>) -> Self {
        Self::new(columns, &[GroupView { head: None, rows }])
    }
}

/// The grades of a scale as list items, each with its place in the order.
pub(super) fn grades(badges: impl Iterator<Item = Badge>) -> String {
    let mut out = String::new();
    for badge in badges {
        out.push_str("\n<li>");
        grade(&mut out, &badge);
        if !badge.place.is_empty() {
            let place = escape(&badge.place);
            push(&mut out, &[" <span class=\"m-place\">", &place, "</span>"]);
        }
        out.push_str("</li>");
    }
    out
}

/// References as list items.
pub(super) fn references(here: &Here<'_>, rows: impl Iterator<Item = ReferenceRow>) -> String {
    let words = |name: &str| escape(here.world.words.text("ui", name));
    let [printed, source, open, close, others] =
        ["printed", "source", "quote_open", "quote_close", "others"].map(words);
    let mut out = String::new();
    for row in rows {
        out.push_str("\n<li");
        if !row.id.is_empty() {
            push(&mut out, &[" id=\"", &escape(&row.id), "\""]);
        }
        out.push_str(">\n<p class=\"m-reference-head\">");
        linked(&mut out, Some(&row.link.href), |out| {
            out.push_str(&row.link.html);
        });
        if let Some(badge) = &row.badge {
            out.push(' ');
            grade(&mut out, badge);
        }
        if !row.state.is_empty() {
            let state = escape(&row.state);
            push(&mut out, &[" <span class=\"m-why\">", &state, "</span>"]);
        }
        out.push_str("</p>");
        if row.context.is_empty() && row.printed.is_empty() && row.source.is_none() {
            out.push_str("\n</li>");
            continue;
        }
        out.push_str("\n<ul class=\"m-meta\">");
        if !row.context.is_empty() {
            push(&mut out, &["\n<li>", &escape(&row.context), "</li>"]);
        }
        let label = |out: &mut String, word: &str| {
            push(out, &["\n<li><span class=\"m-label\">", word, "</span> "]);
        };
        if !row.printed.is_empty() {
            label(&mut out, &printed);
            push(&mut out, &[&open, &escape(&row.printed), &close]);
            push(&mut out, &[if row.others { &others } else { "" }, "</li>"]);
        }
        if let Some(from) = &row.source {
            label(&mut out, &source);
            linked(&mut out, Some(&from.href), |out| out.push_str(&from.html));
            if !from.place.is_empty() {
                let place = escape(&from.place);
                let class = " <span class=\"m-source-place\">";
                push(&mut out, &[class, &place, "</span>"]);
            }
            out.push_str("</li>");
        }
        out.push_str("\n</ul>\n</li>");
    }
    out
}

fn push(out: &mut String, pieces: &[&str]) {
    pieces.iter().for_each(|piece| out.push_str(piece));
}

fn open_row(out: &mut String, row: &RowView) {
    out.push_str("\n<tr");
    if !row.id.is_empty() {
        push(out, &[" id=\"", &escape(&row.id), "\""]);
    }
    if row.total {
        out.push_str(" class=\"m-total\"");
    }
    out.push('>');
}

fn row_head(out: &mut String, row: &RowView, wide: bool) {
    out.push_str("<th scope=\"row\"");
    if wide {
        out.push_str(" colspan=\"2\"");
    }
    out.push('>');
    head(out, &row.head);
    if let Some(badge) = &row.badge {
        out.push(' ');
        grade(out, badge);
    }
    out.push_str("</th>");
}

fn head(out: &mut String, head: &HeadView) {
    linked(out, head.href.as_deref(), |out| out.push_str(&head.html));
    sub(out, &head.sub);
}

fn cell(out: &mut String, cell: &CellView, textual: bool) {
    push(out, &["<td class=\"m-is-", &cell.kind]);
    if textual {
        out.push_str(" m-head-text");
    }
    if cell.heat > 0 {
        push(out, &[" m-heat-", &cell.heat.to_string()]);
    }
    out.push_str("\">");
    linked(out, cell.href.as_deref(), |out| match &cell.badge {
        Some(badge) => grade(out, badge),
        None => out.push_str(&cell.html),
    });
    sub(out, &cell.sub);
    out.push_str("</td>");
}

fn linked(out: &mut String, href: Option<&str>, inside: impl FnOnce(&mut String)) {
    let Some(href) = href.filter(|href| !href.is_empty()) else {
        return inside(out);
    };
    push(out, &["<a href=\"", &escape(href), "\">"]);
    inside(out);
    out.push_str("</a>");
}

fn sub(out: &mut String, text: &str) {
    if !text.is_empty() {
        push(out, &[" <span class=\"m-sub\">", &escape(text), "</span>"]);
    }
}

/// A symbol never stands without its words.
fn grade(out: &mut String, badge: &Badge) {
    let symbol = escape(&badge.symbol);
    let tone = escape(&badge.tone);
    push(
        out,
        &[
            "<span class=\"m-grade\" data-grade=\"",
            &symbol,
            "\" data-tone=\"",
            &tone,
            "\">",
        ],
    );
    if !symbol.is_empty() && !badge.label.starts_with(&badge.symbol) {
        push(out, &["<b>", &symbol, "</b> "]);
    }
    let label = escape(&badge.label);
    push(
        out,
        &["<span class=\"m-grade-words\">", &label, "</span></span>"],
    );
}
