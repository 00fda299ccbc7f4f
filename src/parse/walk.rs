//! From the parser's events to prose.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::base::diag::Checked;

use super::chunk::{Chunk, Draft, words};
use super::emphasis::Prepared;
use super::errors;
use super::headings::{AttributeProblem, Head};
use super::japanese::joins;
use super::markdown::{Heading, Section};
use super::origin::Origin;
use super::prose::Prose;
use super::writer::Writer;

mod parts;
mod table;

use table::Table;

/// An event with its place in the text that was parsed.
pub(super) type Placed<'e> = (Event<'e>, Range<usize>);

/// What Markdown files may hold. Attributes of headings and links between pages are ours.
pub(super) const BLOCKS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM);

/// The prose of a text without blocks.
pub(super) fn inline(prepared: &Prepared<'_>, origin: Origin) -> Checked<Prose> {
    let parser = Parser::new_ext(&prepared.text, Options::ENABLE_STRIKETHROUGH);
    let events: Vec<_> = parser.into_offset_iter().collect();
    let mut walk = Walk::new(prepared, origin, &events, Vec::new());
    walk.is_inline = true;
    walk.run();
    let prose = walk.writer.take(0..prepared.source.len());
    Checked::new(prose, walk.writer.diags)
}

/// The sections of a Markdown body, whose headings are known.
pub(super) fn sections(
    prepared: &Prepared<'_>,
    origin: Origin,
    events: &[Placed<'_>],
    heads: Vec<Head>,
) -> Checked<Vec<Section>> {
    let mut walk = Walk::new(prepared, origin, events, heads);
    walk.run();
    walk.close_section(prepared.text.len());
    walk.sections.shrink_to_fit();
    Checked::new(walk.sections, walk.writer.diags)
}

struct Walk<'a> {
    prepared: &'a Prepared<'a>,
    events: &'a [Placed<'a>],
    writer: Writer<'a>,
    /// Whether paragraphs have no tags.
    is_inline: bool,
    heads: std::vec::IntoIter<Head>,
    /// The heading whose words are read.
    head: Option<Head>,
    sections: Vec<Section>,
    heading: Option<Heading>,
    /// Where the prose of the section begins.
    start: usize,
    /// How many blocks are open that hold blocks.
    nest: usize,
    /// Names of footnotes in the order of their first mention.
    notes: Vec<&'a str>,
    /// How often each was mentioned so far.
    mentions: Vec<u32>,
    table: Table,
    /// The words of the last heading.
    above: String,
    /// Whether strikethroughs that are open have two tildes.
    strikes: Vec<bool>,
}

impl<'a> Walk<'a> {
    fn new(
        prepared: &'a Prepared<'a>,
        origin: Origin,
        events: &'a [Placed<'a>],
        heads: Vec<Head>,
    ) -> Self {
        let mut notes: Vec<&str> = Vec::new();
        for (event, _) in events {
            if let Event::FootnoteReference(name) = event
                && !notes.contains(&name.as_ref())
            {
                notes.push(name);
            }
        }
        Self {
            prepared,
            events,
            writer: Writer::new(prepared, origin),
            is_inline: false,
            head: None,
            // Most headings begin a section, and so may what stands before the first of them.
            sections: Vec::with_capacity(heads.len() + 1),
            heads: heads.into_iter(),
            heading: None,
            start: 0,
            nest: 0,
            mentions: vec![0; notes.len()],
            notes,
            table: Table::default(),
            above: String::new(),
            strikes: Vec::new(),
        }
    }

    fn run(&mut self) {
        let events = self.events;
        let mut at = 0;
        while let Some((event, range)) = events.get(at) {
            at = match event {
                Event::Start(Tag::Image { dest_url, .. }) => self.image(dest_url, range, at),
                Event::Start(Tag::CodeBlock(_)) => self.code_block(at),
                Event::Start(Tag::HtmlBlock) => self.html_block(range, at),
                Event::Start(tag) => {
                    self.open(tag, range, at);
                    at + 1
                }
                Event::End(tag) => {
                    self.close(*tag, range);
                    at + 1
                }
                _ => {
                    self.leaf(event, range, at);
                    at + 1
                }
            };
        }
    }

    fn leaf(&mut self, event: &Event<'_>, range: &Range<usize>, at: usize) {
        match event {
            Event::Text(text) => self.text(text, range),
            Event::Code(text) => {
                self.writer.start("<code>");
                self.writer.verbatim(text, range);
                self.writer.end("</code>");
            }
            Event::InlineHtml(_) | Event::Html(_) => {
                let tag = self.prepared.written(range.clone());
                let span = self.writer.place_of(range);
                self.writer.fault(errors::raw_html(span, tag));
                self.writer
                    .verbatim(&self.prepared.text[range.clone()], range);
            }
            Event::SoftBreak => {
                let next = self
                    .events
                    .get(at + 1)
                    .map_or(range.end, |(_, next)| next.start);
                let before = self.prepared.text.get(..range.start).unwrap_or_default();
                let after = self.prepared.text.get(next..).unwrap_or_default();
                if !joins(before, after) {
                    self.writer.blank(range);
                }
            }
            Event::HardBreak => {
                self.writer.start("<br>\n");
                self.writer.end("");
            }
            Event::Rule => self.writer.block("<hr>\n"),
            Event::FootnoteReference(name) => self.mention(name),
            _ => {}
        }
    }

    /// Text; that of a heading ends where its attributes begin, and that of a table's title begins
    /// behind its mark.
    fn text(&mut self, text: &str, range: &Range<usize>) {
        let (text, mark) = self.cut_mark(text);
        let range = &(range.start + mark..range.end);
        let Some(cut) = self.head.as_ref().and_then(|head| head.cut) else {
            return self.writer.text(text, range);
        };
        let source = self.prepared.range(range.clone());
        if source.end <= cut {
            self.writer.text(text, range);
        } else if source.start < cut {
            // Only the joints make the two differ, and none stands before a brace.
            let keep = cut - source.start + (range.len() - source.len());
            let keep = crate::base::lines::floor_char_boundary(text, keep);
            self.writer
                .text(&text[..keep], &(range.start..range.start + keep));
        }
    }

    fn open(&mut self, tag: &Tag<'_>, range: &Range<usize>, at: usize) {
        match tag {
            Tag::Emphasis => self.writer.start("<em>"),
            Tag::Strong => self.writer.start("<strong>"),
            Tag::Strikethrough => self.open_strike(range),
            Tag::Link {
                dest_url,
                link_type,
                ..
            } => self.open_link(dest_url, *link_type, range),
            Tag::Paragraph if self.is_inline => {
                if !self.writer.prose.is_empty() {
                    self.writer.block("<br>\n");
                }
            }
            Tag::Paragraph if self.open_title(at) => {}
            Tag::Paragraph => self.writer.block("<p>"),
            Tag::Heading { .. } => self.open_heading(range),
            Tag::TableHead | Tag::TableRow | Tag::TableCell | Tag::Table(_) => {
                self.open_table(tag, range, at);
            }
            _ => self.open_container(tag),
        }
    }

    fn open_container(&mut self, tag: &Tag<'_>) {
        self.nest += 1;
        match tag {
            Tag::BlockQuote(None) => self.writer.block("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.alert(*kind),
            Tag::List(None) => self.writer.block("<ul>\n"),
            Tag::List(Some(1)) => self.writer.block("<ol>\n"),
            Tag::List(Some(first)) => self.writer.block(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.writer.block("<li>"),
            Tag::DefinitionList => self.writer.block("<dl>\n"),
            Tag::DefinitionListTitle => self.writer.block("<dt>"),
            Tag::DefinitionListDefinition => self.writer.block("<dd>"),
            Tag::FootnoteDefinition(name) => self.note(name),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Emphasis => self.writer.end("</em>"),
            TagEnd::Strong => self.writer.end("</strong>"),
            TagEnd::Strikethrough => self.close_strike(range),
            TagEnd::Link => self.writer.end_link(),
            TagEnd::Paragraph if self.is_inline => self.writer.end_block(),
            TagEnd::Paragraph if self.close_title() => {}
            TagEnd::Paragraph => self.writer.block("</p>\n"),
            TagEnd::Heading(_) => self.close_heading(range),
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {
                self.close_table(tag);
            }
            _ => self.close_container(tag),
        }
    }

    fn close_container(&mut self, tag: TagEnd) {
        self.nest = self.nest.saturating_sub(1);
        match tag {
            TagEnd::BlockQuote(None) => self.writer.block("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) | TagEnd::FootnoteDefinition => {
                self.writer.block("</div>\n");
            }
            TagEnd::List(false) => self.writer.block("</ul>\n"),
            TagEnd::List(true) => self.writer.block("</ol>\n"),
            TagEnd::Item => self.writer.block("</li>\n"),
            TagEnd::DefinitionList => self.writer.block("</dl>\n"),
            TagEnd::DefinitionListTitle => self.writer.block("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.writer.block("</dd>\n"),
            _ => {}
        }
    }
}

/// Sections and headings.
impl Walk<'_> {
    fn open_heading(&mut self, range: &Range<usize>) {
        let head = self.heads.next();
        let splits = self.nest == 0 && head.as_ref().is_some_and(|head| head.level <= 2);
        if splits {
            self.close_section(range.start);
            self.start = range.start;
        } else if let Some(head) = &head {
            if let [(first, _), ..] = &head.attributes[..] {
                let fault = errors::heading_attributes(first.span, AttributeProblem::Deep);
                self.writer.fault(fault);
            }
            self.writer.end_block();
            let anchor = self.writer.prose.anchors.len() as u32;
            self.writer.prose.anchors.push(head.id.clone());
            self.writer.chunk(Chunk::HeadingStart {
                level: head.level,
                anchor,
            });
        }
        self.head = head;
    }

    fn close_heading(&mut self, range: &Range<usize>) {
        self.writer.trim_end();
        let Some(head) = self.head.take() else {
            return;
        };
        if self.nest > 0 || head.level > 2 {
            self.writer.end_block();
            self.above = heading_words(&self.writer.prose);
            return self.writer.chunk(Chunk::HeadingEnd(head.level));
        }
        let prose = self.writer.take(self.prepared.range(range.clone()));
        self.above = words(prose.chunks());
        self.start = range.end;
        self.heading = Some(Heading {
            level: head.level,
            plain: prose.plain_as_written(),
            prose,
            id: head.id,
            attributes: head.attributes,
            span: head.span,
        });
    }

    /// Ends the section that is open, before `end`.
    fn close_section(&mut self, end: usize) {
        let source = self.prepared.range(self.start.min(end)..end);
        let prose = self.writer.take(source);
        let heading = self.heading.take();
        if heading.is_some() || !prose.is_empty() {
            let prose = Arc::new(prose);
            self.sections.push(Section { heading, prose });
        }
    }
}

/// The words of the heading that stands at the end of some prose, as far as they are known.
fn heading_words(prose: &Draft) -> String {
    let start = |chunk: Chunk<'_>| matches!(chunk, Chunk::HeadingStart { .. });
    let from = prose.chunks(0..prose.len()).rposition(start);
    words(prose.chunks(from.map_or(0, |at| at + 1)..prose.len()))
}
