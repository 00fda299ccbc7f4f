//! Rust text cut into tokens, just well enough for the house rules: comments are gone, literals are
//! told from code, and every token knows its line and whether it belongs to a `#[cfg(test)]` item.

use std::iter::Peekable;
use std::str::Chars;

/// What a token is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// An identifier, keyword or number.
    Word(String),
    /// One character of punctuation; `::` is two of them.
    Mark(char),
    /// The text of a string or character literal, as written between its quotes.
    Text(String),
    /// `'a`.
    Lifetime,
}

/// A token with its place.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// From 1.
    pub(super) line: usize,
    /// Whether it is part of an item under `#[cfg(test)]`.
    pub(super) in_test: bool,
}

impl Token {
    /// Whether it is this identifier or this single mark.
    pub(super) fn is(&self, text: &str) -> bool {
        match &self.kind {
            Kind::Word(word) => word == text,
            Kind::Mark(mark) => text.chars().eq([*mark]),
            Kind::Text(_) | Kind::Lifetime => false,
        }
    }

    /// The identifier, if it is one.
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The literal's text, if it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Whether the tokens begin with `pattern`, written with spaces between words and marks: `use super : : *`.
pub(super) fn starts_with(tokens: &[Token], pattern: &str) -> bool {
    let mut at = tokens.iter();
    pattern
        .split(' ')
        .all(|part| at.next().is_some_and(|token| token.is(part)))
}

/// The index just behind the bracket that closes the one at `open`.
pub(super) fn behind_bracket(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0usize;
    for (i, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Mark('(' | '[' | '{') => depth += 1,
            Kind::Mark(')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return i + 1;
        }
    }
    tokens.len()
}

/// All tokens of a file.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer {
        chars: text.chars().peekable(),
        line: 1,
        found: Vec::new(),
    };
    while let Some(c) = lexer.next() {
        lexer.token(c);
    }
    mark_tests(&mut lexer.found);
    lexer.found
}

struct Lexer<'a> {
    chars: Peekable<Chars<'a>>,
    line: usize,
    found: Vec<Token>,
}

impl Lexer<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.chars.next()?;
        self.line += usize::from(c == '\n');
        Some(c)
    }

    fn peek(&mut self) -> Option<char> {
        self.chars.peek().copied()
    }

    fn push(&mut self, kind: Kind, line: usize) {
        self.found.push(Token {
            kind,
            line,
            in_test: false,
        });
    }

    /// Reads the token that begins with `c`.
    fn token(&mut self, c: char) {
        let line = self.line;
        match c {
            '/' if self.peek() == Some('/') => while self.next().is_some_and(|c| c != '\n') {},
            '/' if self.peek() == Some('*') => self.block_comment(),
            '"' => self.quoted('"', line),
            '\'' => self.quote(line),
            c if c.is_alphanumeric() || c == '_' => self.word(c, line),
            c if c.is_whitespace() => {}
            c => self.push(Kind::Mark(c), line),
        }
    }

    /// Block comments nest.
    fn block_comment(&mut self) {
        let mut depth = 0usize;
        let mut last = '/';
        while let Some(c) = self.next() {
            match (last, c) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    last = c;
                    continue;
                }
            }
            last = ' ';
            if depth == 0 {
                return;
            }
        }
    }

    /// The rest of a literal up to its closing quote; escapes stay as written.
    fn quoted(&mut self, quote: char, line: usize) {
        let mut text = String::new();
        while let Some(c) = self.next() {
            if c == quote {
                break;
            }
            text.push(c);
            if c == '\\' {
                text.extend(self.next());
            }
        }
        self.push(Kind::Text(text), line);
    }

    /// A character literal or a lifetime: the latter is a word without a closing quote.
    fn quote(&mut self, line: usize) {
        let mut ahead = self.chars.clone();
        let first = ahead.next();
        if first != Some('\\') && ahead.next() != Some('\'') {
            while self.peek().is_some_and(|c| c.is_alphanumeric() || c == '_') {
                self.next();
            }
            self.push(Kind::Lifetime, line);
        } else {
            self.quoted('\'', line);
        }
    }

    /// A word, or the literal that it is the prefix of: `r"…"`, `b'…'`, `br#"…"#`, `c"…"`.
    fn word(&mut self, first: char, line: usize) {
        let mut word = String::from(first);
        while let Some(c) = self.peek().filter(|c| c.is_alphanumeric() || *c == '_') {
            word.push(c);
            self.next();
        }
        match (word.as_str(), self.peek()) {
            ("r" | "br" | "cr", Some('"' | '#')) if self.is_raw_text() => self.raw(line),
            ("b" | "c", Some('"')) => {
                self.next();
                self.quoted('"', line);
            }
            ("b", Some('\'')) => {
                self.next();
                self.quoted('\'', line);
            }
            _ => self.push(Kind::Word(word), line),
        }
    }

    /// Whether hashes and a quote follow, which tells `r#"…"#` from `r#type`.
    fn is_raw_text(&self) -> bool {
        self.chars.clone().find(|c| *c != '#') == Some('"')
    }

    fn raw(&mut self, line: usize) {
        let mut hashes = 0;
        while self.next() == Some('#') {
            hashes += 1;
        }
        let end = format!("\"{}", "#".repeat(hashes));
        let mut text = String::new();
        while let Some(c) = self.next() {
            text.push(c);
            if text.ends_with(&end) {
                text.truncate(text.len() - end.len());
                break;
            }
        }
        self.push(Kind::Text(text), line);
    }
}

/// Marks every item under `#[cfg(test)]`, its attributes included.
fn mark_tests(tokens: &mut [Token]) {
    let mut at = 0;
    while at < tokens.len() {
        if !starts_with(&tokens[at..], "# [ cfg ( test ) ]") {
            at += 1;
            continue;
        }
        let end = behind_item(tokens, at);
        tokens[at..end]
            .iter_mut()
            .for_each(|token| token.in_test = true);
        at = end;
    }
}

/// The index behind the item whose first attribute is at `start`: behind its `;` or its block.
fn behind_item(tokens: &[Token], start: usize) -> usize {
    let mut at = start;
    while at < tokens.len() {
        match tokens[at].kind {
            Kind::Mark(';') => return at + 1,
            Kind::Mark('{') => return behind_bracket(tokens, at),
            Kind::Mark('(' | '[') => at = behind_bracket(tokens, at),
            _ => at += 1,
        }
    }
    at
}

#[test]
fn literals_are_told_from_code_and_comments() {
    let found =
        tokens("// \"no\"\n/* /* 'x' */ */ let a: &'a str = r#\"x\"y\"#; b'\\''; 'あ'; r#type");
    let texts: Vec<_> = found.iter().filter_map(Token::text).collect();
    assert_eq!(texts, ["x\"y", "\\'", "あ"]);
    assert_eq!(found[0].line, 2);
    assert!(found.iter().any(|token| token.is("type")));
    assert!(found.iter().any(|token| token.kind == Kind::Lifetime));
}

#[test]
fn items_under_cfg_test_are_marked_to_their_end() {
    let found = tokens("a; #[cfg(test)] #[x] mod t { fn f() { b } } c; #[cfg(test)] use d; e;");
    let plain: Vec<_> = found
        .iter()
        .filter(|token| !token.in_test)
        .filter_map(Token::word)
        .collect();
    assert_eq!(plain, ["a", "c", "e"]);
}
