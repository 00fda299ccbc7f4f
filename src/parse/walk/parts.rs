//! Markup that is more than a tag at its begin and a tag at its end.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, LinkType};

use crate::base::span::Span;

use super::super::chunk::Chunk;
use super::super::prose::Image;
use super::super::{errors, japanese, lint, target};
use super::Walk;

/// Inline tags that are more than a pair of markers.
impl Walk<'_> {
    /// One tilde is a dash between numbers, as in `10~20`; two strike out.
    pub(super) fn open_strike(&mut self, range: &Range<usize>) {
        let double = self.prepared.text[range.clone()].starts_with("~~");
        self.strikes.push(double);
        if double {
            self.writer.start("<del>");
        } else {
            self.writer.text("~", &(range.start..range.start + 1));
        }
    }

    pub(super) fn close_strike(&mut self, range: &Range<usize>) {
        if self.strikes.pop() == Some(true) {
            self.writer.end("</del>");
        } else {
            self.writer.text("~", &(range.end - 1..range.end));
        }
    }

    pub(super) fn open_link(&mut self, url: &str, kind: LinkType, range: &Range<usize>) {
        let span = self.writer.place_of(range);
        let mail = format!("mailto:{url}");
        let url = if kind == LinkType::Email { &mail } else { url };
        let target = match target::read(url, span) {
            Ok(target) => Some(target),
            Err(fault) => {
                self.writer.fault(fault);
                None
            }
        };
        self.writer.start_link(target, span);
    }

    /// An image; gives the event after it.
    pub(super) fn image(&mut self, url: &str, range: &Range<usize>, at: usize) -> usize {
        let mut depth = 0;
        let mut alt = String::new();
        let mut next = at;
        for (event, range) in &self.events[at..] {
            next += 1;
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                    alt.push_str(&self.prepared.restored(text, range));
                }
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        let span = self.writer.place_of(range);
        match target::image(url, span) {
            Ok(path) => {
                let alt = japanese::title_plain(alt.trim());
                if alt.is_empty() {
                    self.writer.fault(errors::image_without_alt(span, &path));
                } else if let Some(problem) = lint::image_problem(&alt, &path) {
                    self.writer.fault(errors::vague_image(span, &alt, problem));
                }
                self.writer.image(Image { path, alt, span });
            }
            Err(fault) => {
                self.writer.fault(fault);
                self.writer.verbatim(&alt, range);
            }
        }
        next
    }

    pub(super) fn mention(&mut self, name: &str) {
        let Some(index) = self.notes.iter().position(|note| *note == name) else {
            return;
        };
        self.mentions[index] += 1;
        self.writer.chunk(Chunk::Mention {
            note: number(index),
            time: self.mentions[index],
        });
    }
}

/// Blocks that hold more than their text.
impl Walk<'_> {
    pub(super) fn note(&mut self, name: &str) {
        let known = self.notes.iter().position(|note| *note == name);
        self.writer.end_block();
        self.writer.chunk(Chunk::Note(known.map(number)));
    }

    pub(super) fn alert(&mut self, kind: BlockQuoteKind) {
        let (class, word) = match kind {
            BlockQuoteKind::Note => ("note", "alert-note"),
            BlockQuoteKind::Tip => ("tip", "alert-tip"),
            BlockQuoteKind::Important => ("important", "alert-important"),
            BlockQuoteKind::Warning => ("warning", "alert-warning"),
            BlockQuoteKind::Caution => ("caution", "alert-caution"),
        };
        self.writer.block(&format!(
            "<div class=\"m-alert m-alert-{class}\" role=\"note\">\n<p class=\"m-alert-title\">"
        ));
        self.writer.chunk(Chunk::Word(word));
        self.writer.block("</p>\n");
    }

    /// A block of code, word for word; gives the event after it.
    pub(super) fn code_block(&mut self, at: usize) -> usize {
        self.writer.block("<pre class=\"m-code\"><code>");
        let mut next = at + 1;
        while let Some((event, range)) = self.events.get(next) {
            next += 1;
            match event {
                Event::Text(text) => self.writer.verbatim(text, range),
                Event::End(_) => break,
                _ => {}
            }
        }
        self.writer.block("</code></pre>\n");
        next
    }

    /// A block of HTML, shown as it was typed; gives the event after it.
    pub(super) fn html_block(&mut self, range: &Range<usize>, at: usize) -> usize {
        let written = self.prepared.written(range.clone());
        let first = written.trim().lines().next().unwrap_or_default();
        let span = self.writer.place_of(range);
        let lead = written.len() - written.trim_start().len();
        let shown = Span {
            end: span.end.min(span.start + (lead + first.len()) as u32),
            ..span
        };
        self.writer.fault(errors::raw_html(shown, first));
        self.writer.block("<p>");
        let mut next = at + 1;
        while let Some((event, range)) = self.events.get(next) {
            next += 1;
            match event {
                Event::Html(text) | Event::Text(text) => self.writer.verbatim(text, range),
                Event::End(_) => break,
                _ => {}
            }
        }
        self.writer.block("</p>\n");
        next
    }
}

/// The number of a footnote, which begins with 1.
fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}
