//! Tables of Markdown: their title, and which cells are headings.
//!
//! A paragraph right before a table is its title if it begins as one: `表：申請の数`.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::super::chunk::Chunk;
use super::super::{errors, lint};
use super::{Placed, Walk};

/// The table that is open, or whose title is.
#[derive(Default)]
pub(super) struct Table {
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_body: bool,
    /// Whether its title was read, or is being read.
    is_titled: bool,
    /// How many bytes of the next text only say that a title follows.
    mark: usize,
    /// Whether the first cell of each row is its heading.
    heads: bool,
    cell: &'static str,
}

/// The title of a table.
impl Walk<'_> {
    /// Opens the title of a table, if the paragraph at the event `at` is one.
    pub(super) fn open_title(&mut self, at: usize) -> bool {
        let Some((Event::Text(text), range)) = self.events.get(at + 1) else {
            return false;
        };
        let mark = lint::table_title(text).filter(|_| text.len() == range.len());
        let Some(mark) = mark else { return false };
        let rest = &self.events[at + 1..];
        let is_end = |(event, _): &Placed<'_>| matches!(event, Event::End(TagEnd::Paragraph));
        let Some(length) = rest.iter().position(is_end) else {
            return false;
        };
        let next = at + 1 + length + 1;
        let is_table = matches!(
            self.events.get(next),
            Some((Event::Start(Tag::Table(_)), _))
        );
        if !is_table || (length == 1 && mark == text.len()) {
            return false;
        }
        self.table = Table {
            is_titled: true,
            mark,
            ..Table::default()
        };
        self.begin(None);
        true
    }

    /// Ends the title of a table; whether there was one.
    pub(super) fn close_title(&mut self) -> bool {
        if self.table.is_titled {
            self.writer.block("</span></caption>\n");
        }
        self.table.is_titled
    }

    /// Text without what only says that it is a title.
    pub(super) fn cut_mark<'t>(&mut self, text: &'t str) -> (&'t str, usize) {
        let mark = std::mem::take(&mut self.table.mark);
        (text.get(mark..).unwrap_or_default(), mark)
    }

    fn begin(&mut self, untitled: Option<&str>) {
        self.writer.end_block();
        self.writer.chunk(Chunk::Table { untitled });
    }
}

/// Its rows and cells.
impl Walk<'_> {
    /// Opens a table or a part of one, at the event `at`.
    pub(super) fn open_table(&mut self, tag: &Tag<'_>, range: &Range<usize>, at: usize) {
        match tag {
            Tag::Table(columns) => {
                if !self.table.is_titled {
                    let above = std::mem::take(&mut self.above);
                    self.begin(Some(&above));
                    self.above = above;
                }
                self.table = Table {
                    columns: columns.clone(),
                    heads: has_row_heads(&self.events[at..]),
                    ..Table::default()
                };
            }
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.column = 0;
                self.writer.block("<thead>\n<tr>\n");
                self.lint_heads(range, at);
            }
            Tag::TableRow => {
                let body = if self.table.has_body { "" } else { "<tbody>\n" };
                self.table.has_body = true;
                self.table.column = 0;
                self.writer.block(&format!("{body}<tr>\n"));
            }
            _ => self.open_cell(at),
        }
    }

    fn open_cell(&mut self, at: usize) {
        // A heading cell without words would name a column or a row "nothing".
        let is_empty = is_empty(self.events, at);
        let is_first = self.table.column == 0;
        let (tag, end) = match (self.table.in_head, is_first && self.table.heads) {
            _ if is_empty => ("<td", "</td>\n"),
            (true, _) => ("<th scope=\"col\"", "</th>\n"),
            (false, true) => ("<th scope=\"row\"", "</th>\n"),
            (false, false) => ("<td", "</td>\n"),
        };
        let class = match self.table.columns.get(self.table.column) {
            _ if is_empty => "",
            Some(Alignment::Right) => " class=\"m-right\"",
            Some(Alignment::Center) => " class=\"m-center\"",
            _ => "",
        };
        self.table.cell = end;
        self.table.column += 1;
        self.writer.block(&format!("{tag}{class}>"));
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

    /// Reports columns without a heading. The corner needs none.
    fn lint_heads(&mut self, range: &Range<usize>, at: usize) {
        let cells: Vec<_> = self.events[at + 1..]
            .iter()
            .enumerate()
            .take_while(|(_, (event, _))| !matches!(event, Event::End(TagEnd::TableHead)))
            .filter(|(_, (event, _))| matches!(event, Event::Start(Tag::TableCell)))
            .map(|(n, (_, range))| (is_empty(self.events, at + 1 + n), range))
            .collect();
        if cells.iter().all(|(empty, _)| *empty) {
            let written = self.prepared.text.get(range.clone()).unwrap_or_default();
            let end = range.start + written.trim_end().len();
            let span = self.writer.place_of(&(range.start..end));
            return self.writer.fault(errors::no_heads(span));
        }
        for (column, (empty, range)) in cells.into_iter().enumerate().skip(1) {
            if empty {
                // Where nothing was written, the bar that ends the cell is shown.
                let span = self
                    .writer
                    .place_of(&(range.start..range.end.max(range.start + 1)));
                self.writer.fault(errors::empty_head(span, column + 1));
            }
        }
    }
}

/// Whether the cell at the event `at` holds nothing.
fn is_empty(events: &[Placed<'_>], at: usize) -> bool {
    matches!(events.get(at + 1), Some((Event::End(_), _)))
}

/// Whether the first cells of the rows of a table are their headings: where the corner is empty,
/// or where all of them are words and no two the same. `events` begin with the table.
fn has_row_heads(events: &[Placed<'_>]) -> bool {
    let (mut row, mut column) = (0, 0);
    let mut corner = false;
    let mut firsts: Vec<String> = Vec::new();
    for (at, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::TableRow) => {
                row += 1;
                column = 0;
            }
            Event::Start(Tag::TableCell) => {
                column += 1;
                match (row, column) {
                    (0, 1) => corner = is_empty(events, at),
                    (_, 1) => firsts.push(String::new()),
                    // One column has nothing that could be said of its rows.
                    (0, 2) if corner => return true,
                    _ => {}
                }
            }
            Event::Text(text) | Event::Code(text) if column == 1 && row > 0 => {
                if let Some(first) = firsts.last_mut() {
                    first.push_str(text);
                }
            }
            Event::End(TagEnd::TableHead) if column < 2 => return false,
            Event::End(TagEnd::Table) => break,
            _ => {}
        }
    }
    let is_name = |text: &String| {
        let computed = text.starts_with('{');
        !computed && (text.contains("[[") || text.chars().any(char::is_alphabetic))
    };
    let names = firsts.iter().all(is_name);
    firsts.sort_unstable();
    names && !firsts.is_empty() && firsts.windows(2).all(|pair| pair[0] != pair[1])
}
