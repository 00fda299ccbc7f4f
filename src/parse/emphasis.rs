//! Makes CommonMark see emphasis beside Japanese punctuation, before it parses.
//!
//! CommonMark calls `「」。（）` punctuation and then refuses `これは**「強調」**の例`. An invisible
//! character between the marker and the punctuation lifts that rule. It is taken out again after
//! parsing, and the list of places where it was put leads every offset back to the source.
//! To be deleted when pulldown-cmark has its CJK-friendly emphasis in a release (its pull
//! request 1059).
//!
//! Two more things are put right on the way: a `|` inside `[[…]]` is hidden from tables, and a
//! line of an inline text is kept from being read as a list, a heading or code.

use std::borrow::Cow;
use std::ops::Range;

use super::japanese::wide;

/// What is put between a marker and punctuation: the zero-width space.
pub(super) const JOINT: char = '\u{200b}';

/// What stands for the `|` of a `[[…|…]]` during parsing; one byte for one byte.
pub(super) const BAR: char = '\u{1f}';

/// How far a `[[` looks for its `]]`, in bytes; so that a text of brackets costs no square.
const LINK_REACH: usize = 2000;

/// A text made ready for the parser.
pub(super) struct Prepared<'a> {
    /// The text as its author wrote it.
    pub(super) source: &'a str,
    /// The text to parse.
    pub(super) text: Cow<'a, str>,
    /// Where in `text` a [`JOINT`] was put.
    joints: Vec<u32>,
}

impl<'a> Prepared<'a> {
    /// A text of blocks: the body of a Markdown file.
    pub(super) fn blocks(source: &'a str) -> Self {
        Pass::new(source, false).run()
    }

    /// A text without blocks: a field of TOML.
    pub(super) fn inline(source: &'a str) -> Self {
        Pass::new(source, true).run()
    }

    /// The offset in the source of an offset in the text to parse.
    pub(super) fn original(&self, at: usize) -> usize {
        if self.joints.is_empty() {
            return at;
        }
        let before = self.joints.partition_point(|joint| (*joint as usize) < at);
        at - before * JOINT.len_utf8()
    }

    /// The range in the source of a range in the text to parse.
    pub(super) fn range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.original(range.start);
        start..self.original(range.end).max(start)
    }

    /// Where in `range` a joint was put.
    pub(super) fn joints(&self, range: &Range<usize>) -> &[u32] {
        let from = self.joints.partition_point(|j| (*j as usize) < range.start);
        let to = self.joints.partition_point(|j| (*j as usize) < range.end);
        self.joints.get(from..to).unwrap_or_default()
    }

    /// What the author wrote at `range` of the text to parse.
    pub(super) fn written(&self, range: Range<usize>) -> &'a str {
        self.source.get(self.range(range)).unwrap_or_default()
    }

    /// `parsed`, which came out of `range`, as it would be without our help.
    pub(super) fn restored<'b>(&self, parsed: &'b str, range: &Range<usize>) -> Cow<'b, str> {
        let joints = self.joints(range);
        if joints.is_empty() && !parsed.contains(BAR) {
            return Cow::Borrowed(parsed);
        }
        // Characters keep their order, so the n-th joint of the range is the n-th of the text.
        let text = self.text.get(range.clone()).unwrap_or_default();
        let mut ours = text
            .match_indices(JOINT)
            .map(|(at, _)| joints.binary_search(&((range.start + at) as u32)).is_ok());
        let kept = parsed.chars().filter_map(|c| match c {
            JOINT if ours.next().unwrap_or(true) => None,
            BAR => Some('|'),
            _ => Some(c),
        });
        Cow::Owned(kept.collect())
    }
}

struct Pass<'a> {
    source: &'a str,
    inline: bool,
    out: String,
    copied: usize,
    joints: Vec<u32>,
    /// Until where a `|` belongs to a link.
    link_end: usize,
}

impl<'a> Pass<'a> {
    fn new(source: &'a str, inline: bool) -> Self {
        Self {
            source,
            inline,
            out: String::new(),
            copied: 0,
            joints: Vec::new(),
            link_end: 0,
        }
    }

    fn run(mut self) -> Prepared<'a> {
        let bytes = self.source.as_bytes();
        let mut at = 0;
        self.line(0);
        while let Some(byte) = bytes.get(at) {
            // In a text of blocks, outside `[[…]]`, only these three signs need a look.
            if !self.inline && at >= self.link_end {
                match memchr::memchr3(b'*', b'~', b'[', &bytes[at..]) {
                    Some(next) if next > 0 => {
                        at += next;
                        continue;
                    }
                    Some(_) => {}
                    None => break,
                }
            }
            match byte {
                b'*' | b'~' => {
                    at = self.marker(at);
                    continue;
                }
                b'[' if bytes.get(at + 1) == Some(&b'[') => self.link(at),
                b'|' if at < self.link_end && bytes[at - 1] != b'\\' => self.hide(at),
                b'\n' => self.line(at + 1),
                _ => {}
            }
            at += 1;
        }
        if self.out.is_empty() {
            return Prepared {
                source: self.source,
                text: Cow::Borrowed(self.source),
                joints: self.joints,
            };
        }
        self.out.push_str(&self.source[self.copied..]);
        Prepared {
            source: self.source,
            text: Cow::Owned(self.out),
            joints: self.joints,
        }
    }

    fn copy(&mut self, until: usize) {
        self.out.push_str(&self.source[self.copied..until]);
        self.copied = until;
    }

    fn join(&mut self, at: usize) {
        self.copy(at);
        self.joints.push(self.out.len() as u32);
        self.out.push(JOINT);
    }

    fn hide(&mut self, at: usize) {
        self.copy(at);
        self.out.push(BAR);
        self.copied = at + 1;
    }

    /// A run of `*` or `~`, which ends at the offset that is returned.
    fn marker(&mut self, at: usize) -> usize {
        let bytes = self.source.as_bytes();
        let same = bytes[at..].iter().take_while(|b| **b == bytes[at]).count();
        let end = at + same;
        let before = self.source[..at].chars().next_back();
        let after = self.source[end..].chars().next();
        if let (Some(before), Some(after)) = (before, after) {
            let outside = |c: char| c.is_whitespace() || c == '|';
            let skip = outside(before) || outside(after) || before == '\\';
            let single = bytes[at] == b'~' && same < 2;
            if !skip && !single && (wide(before) || wide(after)) {
                if !before.is_alphanumeric() {
                    self.join(at);
                }
                if !after.is_alphanumeric() {
                    self.join(end);
                }
            }
        }
        end
    }

    fn link(&mut self, at: usize) {
        if at < self.link_end {
            return;
        }
        let rest = &self.source.as_bytes()[at + 2..];
        let reach = rest.len().min(LINK_REACH);
        let end = rest[..reach]
            .windows(2)
            .take_while(|pair| pair[0] != b'\n')
            .position(|pair| pair == b"]]");
        if let Some(end) = end {
            self.link_end = at + 2 + end;
        }
    }

    /// The start of a line: nothing of an inline text begins a block.
    fn line(&mut self, at: usize) {
        if !self.inline {
            return;
        }
        let rest = &self.source[at..];
        let line = rest.lines().next().unwrap_or_default();
        if begins_block(line) {
            self.join(at);
        }
    }
}

/// Whether Markdown could read a line as something other than a line of a paragraph.
fn begins_block(line: &str) -> bool {
    let text = line.trim_start();
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    if line.len() - text.len() >= 4 || line.starts_with('\t') {
        return true;
    }
    match first {
        '*' | '_' | '~' => {
            let spaced = chars.next().is_none_or(char::is_whitespace);
            let rule = text.chars().all(|c| c == first || c.is_whitespace());
            spaced || rule || text.starts_with("~~~")
        }
        _ => first.is_ascii() && !first.is_ascii_alphabetic(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};

    use super::*;

    fn plain(text: &str) -> String {
        let events = Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH);
        let words = events.filter_map(|event| match event {
            Event::Text(t) | Event::Code(t) => Some(t.to_string()),
            Event::SoftBreak | Event::HardBreak => Some("\n".to_owned()),
            _ => None,
        });
        words.collect::<String>()
    }

    /// The plain text with the pass; joints are out again.
    fn passed(text: &str) -> String {
        let prepared = Prepared::blocks(text);
        let events = Parser::new_ext(&prepared.text, Options::ENABLE_STRIKETHROUGH);
        let words = events
            .into_offset_iter()
            .filter_map(|(event, range)| match event {
                Event::Text(t) | Event::Code(t) => Some(prepared.restored(&t, &range).into_owned()),
                Event::SoftBreak | Event::HardBreak => Some("\n".to_owned()),
                _ => None,
            });
        words.collect::<String>()
    }

    #[test]
    fn japanese_emphasis_is_seen() {
        for (text, expected) in [
            ("これは**「強調」**の例", "これは「強調」の例"),
            ("**重要。**次の文", "重要。次の文"),
            ("**注意：**本文", "注意：本文"),
            ("前の文**（補足）**次", "前の文（補足）次"),
            ("**人口（人）**は", "人口（人）は"),
            ("**人口(人)**は", "人口(人)は"),
            ("~~「旧」~~新", "「旧」新"),
            ("**「a」**と**「b」**の", "「a」と「b」の"),
            ("**`code`**の", "codeの"),
            ("は*「弱」*の", "は「弱」の"),
            ("打\u{200b}ち**「a」**の", "打\u{200b}ち「a」の"),
            ("`は**「x」**の`", "は**「x」**の"),
            ("\\**「x」の", "**「x」の"),
        ] {
            assert_eq!(passed(text), expected);
        }
    }

    #[test]
    fn code_blocks_and_latin_text_are_left_alone() {
        for text in [
            "a*(b)*c",
            "    は**「x」**の\n",
            "```\nは**「x」**の\n```",
            "2*3*4",
        ] {
            assert_eq!(passed(text), plain(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn only_markers_change(text in "[a*~`「」。（）あ漢1 \u{200b}\\[\\]\\\\\n-]{0,40}") {
            let bare = |t: String| t.replace(['*', '~', '\n'], "");
            let (with, without) = (passed(&text), plain(&text));
            prop_assert_eq!(bare(with), bare(without));
        }

        #[test]
        fn offsets_lead_back(text in "[a*~「」。あ\\[|\\]\u{200b}\n]{0,40}", inline: bool) {
            let prepared = if inline { Prepared::inline(&text) } else { Prepared::blocks(&text) };
            for (at, c) in prepared.text.char_indices() {
                if prepared.joints.binary_search(&(at as u32)).is_err() {
                    let there = text[prepared.original(at)..].chars().next();
                    prop_assert_eq!(there, Some(if c == BAR { '|' } else { c }));
                }
            }
        }
    }
}
