//! Reads a formula, and says what keeps it from being one.

use std::ops::Range;

use crate::base::span::{Span, Spanned};

use super::super::japanese::half;
use super::{Argument, Expr, Formula};

/// What keeps a formula from being read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::parse) enum Problem {
    /// There is no `}`.
    Unclosed,
    /// No name, or no bracket after it, where a function must be.
    NoFunction,
    /// There is no `)`.
    NoBracket,
    /// Nothing between two commas, or around `=`.
    EmptyArgument,
    /// Something follows where the formula must end.
    Rest,
    /// Calls in calls in calls.
    TooDeep,
}

/// A problem and where it is, in bytes of the text that was read.
pub(in crate::parse) type Fault = (Problem, Range<usize>);

/// How deep calls may stand in one another.
const DEPTH: usize = 16;

/// Reads the formula at the start of `text`, which begins with `{`; with it comes its length.
///
/// `None` if the brace does not begin a formula.
pub(in crate::parse) fn read(
    text: &str,
    place: &dyn Fn(Range<usize>) -> Span,
) -> Option<Result<(Formula, usize), Fault>> {
    let inner_end = text[1..]
        .find(['{', '}', '\n'])
        .map_or(text.len(), |at| at + 1);
    let inner = text.get(1..inner_end)?;
    let sign = inner.find(is_equals)? + 1;
    let after = sign + text[sign..].chars().next().map_or(1, char::len_utf8);
    if !text[1..sign].trim().is_empty() && !begins_call(&text[after..inner_end]) {
        return None;
    }
    if !text[inner_end..].starts_with('}') {
        return Some(Err((Problem::Unclosed, 0..inner_end)));
    }
    let words = trim(text, 1..sign);
    let stated =
        (!words.is_empty()).then(|| Spanned::new(text[words.clone()].to_owned(), place(words)));
    let mut reader = Reader {
        text: &text[..inner_end],
        at: after,
        place,
    };
    Some(reader.whole().map(|expr| {
        let span = place(0..inner_end + 1);
        (Formula { stated, expr, span }, inner_end + 1)
    }))
}

fn is_equals(c: char) -> bool {
    half(c) == '='
}

/// Whether a text begins like `name(`.
fn begins_call(text: &str) -> bool {
    let name = text
        .find(is_sign)
        .map(|at| (text[..at].trim(), &text[at..]));
    name.is_some_and(|(name, rest)| {
        let word = !name.is_empty() && !name.contains(|c| half(c) == '"');
        word && rest.chars().next().is_some_and(|c| half(c) == '(')
    })
}

fn is_sign(c: char) -> bool {
    matches!(half(c), '(' | ')' | ',' | '=' | '{' | '}')
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    place: &'a dyn Fn(Range<usize>) -> Span,
}

impl Reader<'_> {
    /// The call that is the whole of the formula.
    fn whole(&mut self) -> Result<Spanned<Expr>, Fault> {
        let start = self.at;
        let expr = self.expr(0)?;
        if !matches!(expr.value, Expr::Call { .. }) {
            return Err((Problem::NoFunction, self.shown(start..self.at)));
        }
        let rest = trim(self.text, self.at..self.text.len());
        if rest.is_empty() {
            Ok(expr)
        } else {
            Err((Problem::Rest, rest))
        }
    }

    fn expr(&mut self, depth: usize) -> Result<Spanned<Expr>, Fault> {
        let name = self.word();
        if self.peek() != Some('(') {
            let value = self.text[name.clone()].to_owned();
            if name.is_empty() {
                let problem = if depth == 0 {
                    Problem::NoFunction
                } else {
                    Problem::EmptyArgument
                };
                return Err((problem, self.shown(name)));
            }
            let expr = number(&value).map_or(Expr::Name(value), Expr::Number);
            return Ok(Spanned::new(expr, (self.place)(name)));
        }
        if name.is_empty() {
            return Err((Problem::NoFunction, self.shown(name)));
        }
        if depth >= DEPTH {
            return Err((Problem::TooDeep, name));
        }
        let value = Spanned::new(
            self.text[name.clone()].to_owned(),
            (self.place)(name.clone()),
        );
        let args = self.arguments(depth + 1)?;
        let span = (self.place)(name.start..self.at);
        Ok(Spanned::new(Expr::Call { name: value, args }, span))
    }

    /// What stands between brackets; the opening one is next.
    fn arguments(&mut self, depth: usize) -> Result<Vec<Argument>, Fault> {
        let open = self.at;
        self.skip();
        let mut args = Vec::new();
        let first = self.blank();
        if self.peek() == Some(')') && first {
            self.skip();
            return Ok(args);
        }
        loop {
            args.push(self.argument(depth)?);
            match self.peek() {
                Some(',') => self.skip(),
                Some(')') => {
                    self.skip();
                    return Ok(args);
                }
                Some(_) => {
                    let end = self.next_end();
                    return Err((Problem::Rest, self.at..end));
                }
                None => return Err((Problem::NoBracket, open..self.text.len())),
            }
        }
    }

    fn argument(&mut self, depth: usize) -> Result<Argument, Fault> {
        let start = self.at;
        let word = self.word();
        if self.peek() == Some('=') {
            if word.is_empty() {
                return Err((Problem::EmptyArgument, self.shown(word)));
            }
            self.skip();
            let key = Spanned::new(self.text[word.clone()].to_owned(), (self.place)(word));
            let value = self.expr(depth)?;
            return Ok(Argument {
                key: Some(key),
                value,
            });
        }
        self.at = start;
        Ok(Argument {
            key: None,
            value: self.expr(depth)?,
        })
    }

    /// The run up to the next sign, trimmed.
    fn word(&mut self) -> Range<usize> {
        let rest = &self.text[self.at..];
        let end = self.at + rest.find(is_sign).unwrap_or(rest.len());
        let word = trim(self.text, self.at..end);
        self.at = end;
        word
    }

    /// Skips blanks; whether nothing else stood before the next sign.
    fn blank(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let blanks = rest.len() - rest.trim_start().len();
        let blank = rest[blanks..].starts_with(is_sign);
        if blank {
            self.at += blanks;
        }
        blank
    }

    /// The next character, as its ASCII twin, after blanks.
    fn peek(&mut self) -> Option<char> {
        self.blank();
        self.text[self.at..].chars().next().map(half)
    }

    fn skip(&mut self) {
        self.at = self.next_end();
    }

    fn next_end(&self) -> usize {
        let rest = &self.text[self.at..];
        self.at + rest.chars().next().map_or(0, char::len_utf8)
    }

    /// A range that can be seen: an empty one grows by the character after it or before it.
    fn shown(&self, range: Range<usize>) -> Range<usize> {
        if !range.is_empty() {
            return range;
        }
        match self.text[range.start..].chars().next() {
            Some(c) => range.start..range.start + c.len_utf8(),
            None => {
                let before = self.text[..range.start].chars().next_back();
                range.start - before.map_or(0, char::len_utf8)..range.start
            }
        }
    }
}

/// A number in ASCII digits, if the word is one.
fn number(word: &str) -> Option<String> {
    let ascii: String = word.chars().map(half).collect();
    let digits = ascii.strip_prefix('-').unwrap_or(&ascii);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    (all(whole) && all(part)).then_some(ascii)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::span::FileId;

    fn run(text: &str) -> Option<Result<(Formula, usize), Fault>> {
        read(text, &|range| Span::new(FileId::of("a"), range))
    }

    fn shown(text: &str) -> String {
        match run(text) {
            Some(Ok((formula, _))) => formula.to_string(),
            Some(Err((problem, range))) => format!("{problem:?} {}", &text[range]),
            None => "text".to_owned(),
        }
    }

    #[test]
    fn formulas_are_read() {
        for (text, expected) in [
            ("{=最小(補助執行)}", "{=最小(補助執行)}"),
            ("{36件=件数(取組, 評価=3)}", "{36件=件数(取組, 評価=3)}"),
            ("{＝値（申請、　H29）}", "{=値(申請, H29)}"),
            ("{=差(最大(a.b),最小(a.b))}", "{=差(最大(a.b), 最小(a.b))}"),
            ("{=値(a, 2025-04)} 後", "{=値(a, 2025-04)}"),
            (
                "{ 年5件程度 = 目標( 補助 執行 ) }",
                "{年5件程度=目標(補助 執行)}",
            ),
            ("{=合計(a, H29..R3)}", "{=合計(a, H29..R3)}"),
            ("{ = 今日( )}", "{=今日()}"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn other_braces_are_text() {
        for text in [
            "{}",
            "{a}",
            "{a=b}",
            "{a=b=c(d)}",
            "{a(b)}",
            "{",
            "{#id}",
            "{place=\"a(b)\"}",
        ] {
            assert_eq!(shown(text), "text", "{text}");
        }
    }

    #[test]
    fn faults_have_their_place() {
        for (text, expected) in [
            ("{=最小(a) です", "Unclosed {=最小(a) です"),
            ("{3=件数(a", "Unclosed {3=件数(a"),
            ("{=補助執行}", "NoFunction 補助執行"),
            ("{=}", "NoFunction ="),
            ("{=(a)}", "NoFunction ("),
            ("{=値(申請, H29}", "NoBracket (申請, H29"),
            ("{=値(申請,)}", "EmptyArgument )"),
            ("{=値(,申請)}", "EmptyArgument ,"),
            ("{=値(評価=)}", "EmptyArgument )"),
            ("{=値(=3)}", "EmptyArgument ="),
            ("{=値(a)) }", "Rest )"),
            ("{=値(a) 件}", "Rest 件"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\{[=＝a漢（）()，、, 3.{}\n-]{0,30}") {
            if let Some(Ok((formula, length))) = run(&text) {
                prop_assert!(text.is_char_boundary(length));
                // What is printed reads as the same formula.
                let again = formula.to_string();
                prop_assert_eq!(run(&again).and_then(Result::ok).map(|(f, _)| f.expr), Some(formula.expr));
            } else if let Some(Err((_, range))) = run(&text) {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
