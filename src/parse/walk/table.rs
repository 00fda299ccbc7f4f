//! Tables of Markdown.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::Walk;

/// The table that is open.
#[derive(Default)]
pub(super) struct Table {
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_body: bool,
    cell: &'static str,
}

impl Walk<'_> {
    /// Opens a table or a part of one, at the event `at`.
    pub(super) fn open_table(&mut self, tag: &Tag<'_>, at: usize) {
        match tag {
            Tag::Table(columns) => {
                self.table = Table {
                    columns: columns.clone(),
                    ..Table::default()
                };
                self.writer.block("<div class=\"m-table\">\n<table>\n");
            }
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.column = 0;
                self.writer.block("<thead>\n<tr>\n");
            }
            Tag::TableRow => {
                let body = if self.table.has_body { "" } else { "<tbody>\n" };
                self.table.has_body = true;
                self.table.column = 0;
                self.writer.block(&format!("{body}<tr>\n"));
            }
            _ => {
                let next = self.events.get(at + 1).map(|(event, _)| event);
                let is_empty = matches!(next, Some(Event::End(_)));
                // A heading cell without words would name a column "nothing".
                let is_head = self.table.in_head && !is_empty;
                self.table.cell = if is_head { "</th>\n" } else { "</td>\n" };
                let tag = if is_head { "<th scope=\"col\"" } else { "<td" };
                let class = match self.table.columns.get(self.table.column) {
                    Some(Alignment::Right) => " class=\"m-right\"",
                    Some(Alignment::Center) => " class=\"m-center\"",
                    _ => "",
                };
                self.table.column += 1;
                self.writer.block(&format!("{tag}{class}>"));
            }
        }
    }

    /// Closes a table or a part of one.
    pub(super) fn close_table(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::TableCell => self.writer.block(self.table.cell),
            TagEnd::TableRow => self.writer.block("</tr>\n"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.writer.block("</tr>\n</thead>\n");
            }
            _ if self.table.has_body => self.writer.block("</tbody>\n</table>\n</div>\n"),
            _ => self.writer.block("</table>\n</div>\n"),
        }
    }
}
