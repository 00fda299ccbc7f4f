//! A coarse look at a damaged TOML file, to find where each mistake ends.
//!
//! The parser recovers line by line, so that one forgotten bracket makes it stumble over every
//! line that follows. People write a file in records, each under a header at the start of a line,
//! and that is where this scan catches itself again.

use std::ops::Range;

use super::errors::TomlProblem;
use super::japanese::half_or_quote;

/// A record, or what stands before the first one.
#[derive(Debug)]
pub(super) struct Block {
    /// From its header to the next one that begins a record.
    pub(super) range: Range<usize>,
    /// Whether it is a `[[name]]`, on which nothing else depends.
    pub(super) is_record: bool,
    /// Strings and brackets that do not close.
    pub(super) problems: Vec<(TomlProblem, Range<usize>)>,
    /// Full-width characters outside strings and comments.
    pub(super) wide: Vec<(usize, char)>,
    /// Where the lines begin that begin a statement.
    pub(super) statements: Vec<usize>,
}

/// The blocks of a TOML text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut scan = Scan {
        text,
        blocks: vec![Block::new(0, false)],
        open: Vec::new(),
        string: None,
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        scan.line(at..at + line.len());
        at += line.len();
    }
    scan.close_all();
    if let Some(block) = scan.blocks.last_mut() {
        block.range.end = text.len();
    }
    scan.blocks
}

impl Block {
    fn new(start: usize, is_record: bool) -> Self {
        Self {
            range: start..start,
            is_record,
            problems: Vec::new(),
            wide: Vec::new(),
            statements: Vec::new(),
        }
    }
}

struct Scan<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    /// Brackets that are open.
    open: Vec<usize>,
    /// The three quotes that opened the string we are in, and where.
    string: Option<(&'static str, usize)>,
}

impl Scan<'_> {
    fn line(&mut self, range: Range<usize>) {
        let line = &self.text[range.clone()];
        self.catch(line, range.end);
        if self.string.is_none() && self.open.is_empty() {
            let begins = is_header(line) || self.next(range.end).is_none_or(is_assignment);
            if line.starts_with('[') && begins && !is_below(line) {
                self.begin(range.start, line.starts_with("[["));
            }
            self.block().statements.push(range.start);
            if line.trim_start().starts_with('[') {
                // Brackets of a header are not counted: the parser says what is wrong with them.
                let closed = line.find(']').map_or(line.len(), |at| {
                    at + line[at..].len() - line[at..].trim_start_matches(']').len()
                });
                self.outside(range.start, range.start + closed);
                return self.characters(range.start + closed..range.end);
            }
        }
        self.characters(range);
    }

    /// The next line with something on it.
    fn next(&self, from: usize) -> Option<&str> {
        self.text[from..]
            .lines()
            .find(|line| !line.trim().is_empty())
    }

    fn block(&mut self) -> &mut Block {
        let last = self.blocks.len() - 1;
        &mut self.blocks[last]
    }

    fn begin(&mut self, at: usize, is_record: bool) {
        self.block().range.end = at;
        self.blocks.push(Block::new(at, is_record));
    }

    /// Notes full-width characters of a header, up to its comment.
    fn outside(&mut self, from: usize, to: usize) {
        let line = &self.text[from..to];
        let end = line.find(['#', '"', '\'']).unwrap_or(line.len());
        for (at, c) in line[..end].char_indices() {
            self.note(from + at, c);
        }
    }

    fn note(&mut self, at: usize, c: char) {
        if !c.is_ascii() && half_or_quote(c) != c {
            self.block().wide.push((at, c));
        }
    }

    /// If a line that surely begins something new stands inside a string or bracket, that one was
    /// never closed.
    fn catch(&mut self, line: &str, end: usize) {
        let header = is_header(line);
        if self.string.is_some() {
            if header && self.next(end).is_some_and(is_assignment) {
                self.close_all();
            }
        } else if let Some(innermost) = self.open.last() {
            let in_array = self.text.as_bytes().get(*innermost) == Some(&b'[');
            if header || (in_array && is_assignment(line)) {
                self.close_all();
            }
        }
    }

    fn close_all(&mut self) {
        if let Some((quotes, at)) = self.string.take() {
            let range = at..at + quotes.len();
            self.block()
                .problems
                .push((TomlProblem::UnclosedMultiline, range));
        }
        if let Some(at) = self.open.pop() {
            let problem = match self.text.as_bytes().get(at) {
                Some(b'{') => TomlProblem::UnclosedTable,
                _ => TomlProblem::UnclosedArray,
            };
            self.block().problems.push((problem, at..at + 1));
        }
        self.open.clear();
    }

    fn characters(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            if let Some((quotes, _)) = self.string {
                at = self.in_string(at, range.end, quotes);
                continue;
            }
            let rest = &self.text[at..range.end];
            let Some(c) = rest.chars().next() else { return };
            match c {
                '#' => return,
                '"' if rest.starts_with("\"\"\"") => {
                    self.string = Some(("\"\"\"", at));
                    at += 3;
                    continue;
                }
                '\'' if rest.starts_with("'''") => {
                    self.string = Some(("'''", at));
                    at += 3;
                    continue;
                }
                '"' | '\'' => {
                    at = self.short_string(at, range.end, c);
                    continue;
                }
                '[' | '{' => self.open.push(at),
                ']' | '}' => {
                    self.open.pop();
                }
                _ => self.note(at, c),
            }
            at += c.len_utf8();
        }
    }

    /// Reads on in a string of several lines; gives where it or the line ends.
    fn in_string(&mut self, from: usize, to: usize, quotes: &str) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while at < to {
            if bytes[at] == b'\\' && quotes.starts_with('"') {
                at += 2;
            } else if bytes[at..to].starts_with(quotes.as_bytes()) {
                self.string = None;
                // Up to two more quotes before the last three belong to the text.
                let more = bytes[at + 3..to]
                    .iter()
                    .take(2)
                    .take_while(|b| **b == bytes[at]);
                return at + 3 + more.count();
            } else {
                at += 1;
            }
        }
        // A backslash before the end of the line may have led past it.
        to
    }

    /// Reads a string of one line; gives where it or the line ends.
    fn short_string(&mut self, from: usize, to: usize, quote: char) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = from + 1;
        while at < to && bytes[at] != b'\n' {
            if bytes[at] == b'\\' && quote == '"' {
                at += 1;
            } else if bytes[at] == quote as u8 {
                return at + 1;
            }
            at += 1;
        }
        let end = from + self.text[from..to].trim_end().len();
        self.block()
            .problems
            .push((TomlProblem::UnclosedString, from..end));
        to
    }
}

/// Whether a line is nothing but a header such as `[[name]]` or `[name.part]`.
fn is_header(line: &str) -> bool {
    let line = line
        .split_once('#')
        .map_or(line, |(line, _)| line)
        .trim_end();
    let inner = match line.strip_prefix("[[").map(|rest| rest.strip_suffix("]]")) {
        Some(inner) => inner,
        None => line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']')),
    };
    inner.is_some_and(|name| {
        let letters = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let first = name.starts_with(|c: char| c.is_ascii_lowercase());
        first && name.chars().all(letters) && !matches!(name, "true" | "false" | "inf" | "nan")
    })
}

/// Whether a header belongs to the record above it: `[record.part]`.
fn is_below(line: &str) -> bool {
    line.split([']', '#', '"'])
        .next()
        .is_some_and(|name| name.contains('.'))
}

/// Whether a line begins like `name = `, without an indent.
fn is_assignment(line: &str) -> bool {
    let name = line.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let first = line.starts_with(|c: char| c.is_ascii_lowercase());
    first && name.trim_start().starts_with('=')
}
