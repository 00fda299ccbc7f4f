//! Collects prose: markup as it comes, text with our own notations found in it.
//!
//! Those are `[[target]]` and `[[target|label]]`, formulas, and ruby. A label may hold markup, so
//! a link stays open from one stretch of text to a later one of the same block.

use std::ops::Range;

use crate::base::diag::{Diagnostic, Diags};
use crate::base::span::Span;

use super::chunk::{Chunk, Draft};
use super::emphasis::Prepared;
use super::errors;
use super::formula;
use super::japanese::{Segment, is_bar, segments};
use super::origin::Origin;
use super::prose::{Image, Link, Prose, Target, digit_runs};
use super::run::Run;

/// Prose in the making.
pub(super) struct Writer<'a> {
    /// The text that is parsed.
    pub(super) prepared: &'a Prepared<'a>,
    origin: Origin,
    /// What is there so far.
    pub(super) prose: Draft,
    /// What was wrong.
    pub(super) diags: Diags,
    run: Run,
    /// How many inline tags are open.
    depth: usize,
    open: Option<Open>,
    /// Markdown links that are open: where each that was begun as a link stands in the chunks.
    links: Vec<Option<usize>>,
}

/// A `[[target|` whose `]]` has not come yet.
struct Open {
    /// Its place in the chunks.
    chunk: usize,
    depth: usize,
    /// `[[target|` as written.
    text: String,
    /// `[[` in the source.
    source: Range<usize>,
}

impl<'a> Writer<'a> {
    /// An empty piece of prose about a text.
    pub(super) fn new(prepared: &'a Prepared<'a>, origin: Origin) -> Self {
        Self {
            prepared,
            prose: Draft::default(),
            origin,
            diags: Diags::default(),
            run: Run::default(),
            depth: 0,
            open: None,
            links: Vec::new(),
        }
    }

    /// The place of a range of the source.
    pub(super) fn place(&self, source: Range<usize>) -> Span {
        self.origin.span(source)
    }

    /// The place of a range of the text that is parsed.
    pub(super) fn place_of(&self, range: &Range<usize>) -> Span {
        self.origin.span(self.prepared.range(range.clone()))
    }

    /// What is there so far, as the prose at `source`; the next piece begins.
    pub(super) fn take(&mut self, source: Range<usize>) -> Prose {
        self.end_block();
        if !self.prose.images.is_empty() {
            self.lint_images();
        }
        let span = self.place(source);
        self.prose.take(span)
    }

    /// Reports a fault.
    pub(super) fn fault(&mut self, fault: Diagnostic) {
        self.diags.push(fault);
    }

    /// Markup between blocks, or around them.
    pub(super) fn block(&mut self, html: &str) {
        self.end_block();
        self.html(html);
    }

    /// Ends a block: what stands open in it stays open.
    pub(super) fn end_block(&mut self) {
        self.flush();
        self.give_up();
        self.depth = 0;
        self.links.clear();
    }

    /// An inline tag begins.
    pub(super) fn start(&mut self, html: &str) {
        self.flush();
        self.depth += 1;
        self.html(html);
    }

    /// An inline tag ends.
    pub(super) fn end(&mut self, html: &str) {
        self.flush();
        if self
            .open
            .as_ref()
            .is_some_and(|open| open.depth >= self.depth)
        {
            self.give_up();
        }
        self.depth = self.depth.saturating_sub(1);
        self.html(html);
    }

    /// A Markdown link begins; without a target it is only its text.
    pub(super) fn start_link(&mut self, target: Option<Target>, span: Span) {
        self.start("");
        let target = target.filter(|_| self.open.is_none());
        let chunk = self.prose.len();
        self.links.push(target.is_some().then_some(chunk));
        if let Some(target) = target {
            let index = self.add_link(target, span, true);
            self.prose.push(Chunk::LinkStart(index));
        }
    }

    /// A Markdown link ends.
    pub(super) fn end_link(&mut self) {
        self.end("");
        if let Some(from) = self.links.pop().flatten() {
            self.prose.push(Chunk::LinkEnd);
            self.lint_link(from);
        }
    }

    /// An image.
    pub(super) fn image(&mut self, image: Image) {
        let index = count(self.prose.images.len());
        self.prose.images.push(image);
        self.chunk(Chunk::Image(index));
    }

    /// A chunk of another kind.
    pub(super) fn chunk(&mut self, chunk: Chunk<'_>) {
        self.flush();
        self.prose.push(chunk);
    }

    /// Text with our notations in it, as the parser gave it for `range`.
    pub(super) fn text(&mut self, text: &str, range: &Range<usize>) {
        self.run.push(text, range, self.prepared);
    }

    /// A blank where the source has a line feed.
    pub(super) fn blank(&mut self, range: &Range<usize>) {
        let source = self.prepared.range(range.clone());
        self.run.blank(source);
    }

    /// Text that holds none of our notations, such as code.
    pub(super) fn verbatim(&mut self, text: &str, range: &Range<usize>) {
        self.flush();
        let text = self.prepared.restored(text, range);
        let place = self.place_of(range);
        self.prose.numbers.extend(digit_runs(&text).map(|_| place));
        if text.contains(['\0', '\r']) {
            self.prose.text(&text.replace('\0', " ").replace('\r', ""));
        } else {
            self.prose.text(&text);
        }
    }

    /// Markup, beside the markup before it.
    pub(super) fn html(&mut self, html: &str) {
        self.prose.html(html);
    }

    /// Takes blanks off the end of the text.
    pub(super) fn trim_end(&mut self) {
        let end = self.run.text.trim_end().len();
        self.run.text.truncate(end);
    }

    /// Text in which only ruby is left to be found.
    fn words(&mut self, run: &Run, range: Range<usize>) {
        let text = &run.text[range.clone()];
        for digits in digit_runs(text) {
            let source = run.source(range.start + digits.start..range.start + digits.end);
            let place = self.place(source);
            self.prose.numbers.push(place);
        }
        if !text.contains('\u{300a}') {
            return self.prose.text(text);
        }
        for segment in segments(text) {
            match segment {
                Segment::Text(text) => self.prose.text(text),
                Segment::Ruby { base, reading } => self.prose.push(Chunk::Ruby { base, reading }),
            }
        }
    }

    fn add_link(&mut self, target: Target, span: Span, labelled: bool) -> u32 {
        let index = count(self.prose.links.len());
        self.prose.links.push(Link {
            target,
            span,
            labelled,
        });
        index
    }

    /// Finds links and formulas in the text since the last tag.
    fn flush(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let mut run = std::mem::take(&mut self.run);
        let (mut from, mut at) = (0, 0);
        while let Some(hit) = next_sign(&run.text, at) {
            let end = match run.text.as_bytes()[hit] {
                _ if run.is_escaped(hit) => None,
                b'[' | b']' if run.is_escaped(hit + 1) => None,
                b'[' => self.link(&run, from, hit),
                b']' => self.link_end(&run, from, hit),
                _ => self.formula(&run, from, hit),
            };
            if let Some(end) = end {
                from = end;
            }
            at = end.unwrap_or(hit + 1);
        }
        self.words(&run, from..run.text.len());
        run.clear();
        self.run = run;
    }

    /// `[[` at `hit`; the text before it begins at `from`. Gives the end of what was read.
    fn link(&mut self, run: &Run, from: usize, hit: usize) -> Option<usize> {
        if self.links.iter().any(Option::is_some) || run.text[hit..].starts_with("[[[") {
            return None;
        }
        let start = hit + 2;
        let rest = &run.text[start..];
        let end = target_end(rest).map(|at| start + at);
        let signs = run.source(hit..start);
        let Some(end) = end else {
            self.diags.push(errors::unclosed_link(self.place(signs)));
            return None;
        };
        let target = run.text[start..end].trim();
        let bar = run.text[end..].chars().next().filter(|c| is_bar(*c));
        let after = end + bar.map_or(2, char::len_utf8);
        let span = self.place(run.source(hit..after));
        if target.is_empty() {
            self.diags.push(errors::empty_link(span));
            return None;
        }
        self.words(run, from..hit);
        self.give_up();
        let target = Target::Wiki(target.to_owned());
        let index = self.add_link(target, span, false);
        if bar.is_none() {
            self.prose.push(Chunk::LinkAuto(index));
        } else {
            self.open = Some(Open {
                chunk: self.prose.len(),
                depth: self.depth,
                text: run.text[hit..after].to_owned(),
                source: signs,
            });
            self.prose.push(Chunk::LinkStart(index));
        }
        Some(after)
    }

    /// `]]` at `hit`: the end of the link that is open, if it stands where that one began.
    fn link_end(&mut self, run: &Run, from: usize, hit: usize) -> Option<usize> {
        let open = self.open.take_if(|open| open.depth == self.depth)?;
        self.words(run, from..hit);
        let source = open.source.start..run.source(hit..hit + 2).end;
        let span = self.place(source);
        let labelled = self.prose.len() > open.chunk + 1;
        if let Some(link) = self.prose.links.last_mut() {
            link.span = span;
            link.labelled = labelled;
        }
        if labelled {
            self.prose.push(Chunk::LinkEnd);
            self.lint_link(open.chunk);
        } else {
            let link = count(self.prose.links.len().saturating_sub(1));
            self.prose.replace(open.chunk, Chunk::LinkAuto(link));
        }
        Some(hit + 2)
    }

    /// The link that is open has no end in its block: it becomes text again.
    fn give_up(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        self.diags
            .push(errors::unclosed_link(self.place(open.source)));
        // No link begins while one is open, so it is the last.
        self.prose.links.pop();
        self.prose.replace(open.chunk, Chunk::Text(&open.text));
    }

    /// `{` at `hit`.
    fn formula(&mut self, run: &Run, from: usize, hit: usize) -> Option<usize> {
        let place =
            |range: Range<usize>| self.place(run.source(hit + range.start..hit + range.end));
        match formula::read(&run.text[hit..], &place)? {
            Ok((formula, length)) => {
                self.words(run, from..hit);
                let index = count(self.prose.formulas.len());
                self.prose.formulas.push(formula);
                self.prose.push(Chunk::Formula(index));
                Some(hit + length)
            }
            Err((problem, range)) => {
                let span = place(range);
                self.diags.push(errors::formula_syntax(span, problem));
                None
            }
        }
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Where a sign of ours may begin: `[[`, `]]` or `{`.
fn next_sign(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_sign = |at: &usize| bytes[*at] == b'{' || bytes.get(at + 1) == Some(&bytes[*at]);
    let mut signs = memchr::memchr3_iter(b'{', b'[', b']', bytes.get(from..)?);
    signs.find_map(|at| Some(from + at).filter(is_sign))
}

/// Where the target of a link ends: at a bar or at `]]`.
fn target_end(rest: &str) -> Option<usize> {
    let limit = rest.find("[[").unwrap_or(rest.len());
    let rest = &rest[..limit];
    let close = rest.find("]]");
    let bar = rest.find(is_bar);
    match (bar, close) {
        (Some(bar), Some(close)) => Some(bar.min(close)),
        (bar, close) => bar.or(close),
    }
}
