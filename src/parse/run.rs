//! A stretch of text between two pieces of markup, put together again from the parser's crumbs.

use std::ops::Range;

use super::emphasis::{BAR, Prepared};

/// Text that stands between two tags, with the way back to its source.
#[derive(Default)]
pub(super) struct Run {
    /// The text, without joints.
    pub(super) text: String,
    pieces: Vec<Piece>,
    /// Where a backslash took the meaning from the next character.
    escaped: Vec<usize>,
    /// Where the last event ended, in the text that was parsed.
    end: usize,
}

struct Piece {
    at: usize,
    source: Range<usize>,
    exact: bool,
}

impl Run {
    /// Whether there is no text.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Forgets the text.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
        self.escaped.clear();
    }

    /// Adds what the parser made of `range`.
    pub(super) fn push(&mut self, text: &str, range: &Range<usize>, prepared: &Prepared<'_>) {
        let before = range.start.wrapping_sub(1);
        let backslash = prepared.text.as_bytes().get(before) == Some(&b'\\');
        if backslash && self.end <= before {
            self.escaped.push(self.text.len());
        }
        self.end = range.end;
        if text.len() != range.len() {
            return self.add(
                &prepared.restored(text, range),
                prepared.range(range.clone()),
                false,
            );
        }
        let mut from = range.start;
        for joint in prepared.joints(range) {
            let joint = *joint as usize;
            self.slice(text, from..joint, range.start, prepared);
            from = joint + super::emphasis::JOINT.len_utf8();
        }
        self.slice(text, from..range.end, range.start, prepared);
    }

    fn slice(&mut self, text: &str, part: Range<usize>, start: usize, prepared: &Prepared<'_>) {
        let slice = text
            .get(part.start - start..part.end - start)
            .unwrap_or_default();
        self.add(slice, prepared.range(part), true);
    }

    fn add(&mut self, text: &str, source: Range<usize>, exact: bool) {
        if text.is_empty() {
            return;
        }
        self.pieces.push(Piece {
            at: self.text.len(),
            source,
            exact,
        });
        if memchr::memchr3(0, b'\r', BAR as u8, text.as_bytes()).is_some() {
            // Each is one byte, as is what takes its place.
            self.text.extend(text.chars().map(|c| match c {
                BAR => '|',
                '\0' | '\r' => ' ',
                _ => c,
            }));
        } else {
            self.text.push_str(text);
        }
    }

    /// Adds a blank that the source wrote otherwise, such as a line feed.
    pub(super) fn blank(&mut self, source: Range<usize>) {
        self.add(" ", source, false);
    }

    /// Whether the character at `at` was written after a backslash.
    pub(super) fn is_escaped(&self, at: usize) -> bool {
        self.escaped.binary_search(&at).is_ok()
    }

    /// The bytes of the source that gave `range` of the text.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self
            .piece(range.start)
            .map_or(0, |piece| piece.start(range.start));
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.piece(last).map_or(start, |piece| piece.end(range.end));
        start..end.max(start)
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(after.checked_sub(1)?)
    }
}

impl Piece {
    fn start(&self, at: usize) -> usize {
        if self.exact {
            (self.source.start + (at - self.at)).min(self.source.end)
        } else {
            self.source.start
        }
    }

    fn end(&self, at: usize) -> usize {
        if self.exact {
            self.start(at)
        } else {
            self.source.end
        }
    }
}
