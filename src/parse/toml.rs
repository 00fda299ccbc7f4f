//! TOML as an owned tree with places; the only file that knows the `toml` crate's own tree.

use std::borrow::Cow;

use ::toml::Spanned as Ranged;
use ::toml::de::{DeString, DeTable, DeValue, Error};

use crate::base::diag::{Checked, Diags};
use crate::base::span::{Span, Spanned};

use super::damage;
use super::origin::Writing;

/// A value.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Value {
    /// A string; line ends are `\n`. Its span is the literal with one byte around the text on
    /// either side, if [`super::prose::inline`] can find parts of the text in it; else it is the
    /// whole literal, or almost.
    Text(Box<str>),
    /// A whole number, in the digits of the source without `_`.
    Integer(Box<str>),
    /// A decimal number, in the digits of the source without `_`.
    Float(Box<str>),
    /// `true` or `false`.
    Boolean(bool),
    /// A date or time as written.
    Datetime(Box<str>),
    /// `[…]`, or the records of one `[[name]]`.
    Array(Box<[Spanned<Value>]>),
    /// `{…}`, or what stands under a `[name]`.
    Table(Box<TomlTable>),
}

/// A key and its value.
pub type Entry = (Spanned<Box<str>>, Spanned<Value>);

/// A table with its keys in the order of the source.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct TomlTable {
    /// Keys and values.
    pub entries: Box<[Entry]>,
    /// The table: of one with a header, the header.
    pub span: Span,
}

impl TomlTable {
    /// A table without entries.
    pub fn empty(span: Span) -> Self {
        Self {
            entries: Box::default(),
            span,
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Spanned<Value>> {
        let found = self.entries.iter().find(|(name, _)| *name.value == *key);
        found.map(|(_, value)| value)
    }
}

/// Reads a TOML text that stands in its file at `span`.
///
/// Records of `[[name]]` with a syntax error are left out. There is no table if the damage is
/// elsewhere, where other records may depend on it.
pub(super) fn read(text: &str, span: Span) -> Checked<Option<TomlTable>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Checked::new(Some(convert(text, span, &table)), Diags::default());
    }
    let damage = damage::find(text, span);
    let table = damage.rest.and_then(|rest| {
        let (table, errors) = DeTable::parse_recoverable(&rest);
        errors.is_empty().then(|| convert(&rest, span, &table))
    });
    Checked::new(table, damage.diags)
}

/// The message and place of each error in a text, in order of places.
pub(super) fn errors(text: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let (_, errors) = DeTable::parse_recoverable(text);
    let place = |error: &Error| error.span().unwrap_or_default();
    let mut found: Vec<_> = errors
        .iter()
        .map(|e| (e.message().to_owned(), place(e)))
        .collect();
    found.sort_by_key(|(_, range)| range.start);
    found
}

fn convert(text: &str, span: Span, table: &Ranged<DeTable<'_>>) -> TomlTable {
    Reader { text, span }.table(table.get_ref(), span)
}

struct Reader<'a> {
    text: &'a str,
    span: Span,
}

impl Reader<'_> {
    fn table(&self, table: &DeTable<'_>, span: Span) -> TomlTable {
        let entries = table
            .iter()
            .map(|(key, value)| (self.key(key), self.value(value)));
        TomlTable {
            entries: entries.collect(),
            span,
        }
    }

    fn key(&self, key: &Ranged<DeString<'_>>) -> Spanned<Box<str>> {
        Spanned::new(key.get_ref().as_ref().into(), self.span.part(key.span()))
    }

    fn value(&self, value: &Ranged<DeValue<'_>>) -> Spanned<Value> {
        let range = value.span();
        let span = self.span.part(range.clone());
        let written = || self.text.get(range.clone()).unwrap_or_default();
        let value = match value.get_ref() {
            DeValue::String(text) => return self.text_value(text, range),
            DeValue::Integer(number) if number.radix() == 10 => {
                Value::Integer(number.as_str().into())
            }
            DeValue::Integer(_) => Value::Integer(written().into()),
            DeValue::Float(number) => Value::Float(number.as_str().into()),
            DeValue::Boolean(value) => Value::Boolean(*value),
            DeValue::Datetime(_) => Value::Datetime(written().into()),
            DeValue::Array(items) => Value::Array(items.iter().map(|i| self.value(i)).collect()),
            DeValue::Table(table) => Value::Table(Box::new(self.table(table, span))),
        };
        Spanned::new(value, span)
    }

    /// A string, with the span that [`Value::Text`] promises.
    fn text_value(&self, text: &str, range: std::ops::Range<usize>) -> Spanned<Value> {
        let literal = self.text.get(range.clone()).unwrap_or_default();
        let triple = literal.starts_with("\"\"\"") || literal.starts_with("'''");
        let quotes = if triple { 3 } else { 1 };
        let end = literal.len().saturating_sub(quotes);
        let inside = literal.get(quotes..end).unwrap_or_default();
        // A line feed right after three quotes is no part of the text.
        let feed = match triple {
            true if inside.starts_with("\r\n") => 2,
            true if inside.starts_with('\n') => 1,
            _ => 0,
        };
        let text = match memchr::memchr(b'\r', text.as_bytes()) {
            Some(_) => Cow::Owned(text.replace("\r\n", "\n")),
            None => Cow::Borrowed(text),
        };
        let tight = quotes + feed - 1..end + 1;
        let inside = inside.get(feed..).unwrap_or_default();
        let fits = |writing: Writing| writing.fits(&text, inside);
        let shown = match Writing::of(&text, tight.len()).is_some_and(fits) {
            true => tight,
            // Its length must not look like a writing that it is not.
            false => (0..=2 * quotes)
                .map(|less| less.min(quotes)..literal.len() - less.saturating_sub(quotes))
                .find(|range| Writing::of(&text, range.len()).is_none())
                .unwrap_or(0..literal.len()),
        };
        let span = self
            .span
            .part(range.start + shown.start..range.start + shown.end);
        Spanned::new(Value::Text(text.into()), span)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what must be there")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::span::FileId;

    fn span(text: &str) -> Span {
        Span::new(FileId::of("a.toml"), 3..3 + text.len())
    }

    fn text_of(source: &str) -> (String, String) {
        let table = read(source, span(source)).value.unwrap();
        let value = table.get("a").unwrap();
        let range = value.span.start as usize - 3..value.span.end as usize - 3;
        match &value.value {
            Value::Text(text) => (text.to_string(), source[range].to_owned()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn spans_of_strings_tell_whether_they_are_verbatim() {
        for (source, text, place) in [
            ("a = \"計画\"", "計画", "\"計画\""),
            ("a = '計\\画'", "計\\画", "'計\\画'"),
            ("a = \"計\\n画\"", "計\n画", "\"計\\n画\""),
            ("a = \"\"\"計画\"\"\"", "計画", "\"計画\""),
            ("a = \"\"\"\n計画\n\"\"\"", "計画\n", "\n計画\n\""),
            ("a = \"\"\"\r\n計\r\n画\"\"\"", "計\n画", "\n計\r\n画\""),
            (
                "a = \"\\\"a\\\"b\\\"c\\\"\"",
                "\"a\"b\"c\"",
                "\"\\\"a\\\"b\\\"c\\\"\"",
            ),
        ] {
            assert_eq!(text_of(source), (text.to_owned(), place.to_owned()));
        }
    }

    #[test]
    fn values_keep_their_digits_and_order() {
        let source = "z = 1_000\na = 1.50\nd = 2025-10-15\n[[r]]\nb = [1, {c = true}]\n[[r]]\n";
        let table = read(source, span(source)).value.unwrap();
        let keys: Vec<_> = table.entries.iter().map(|(key, _)| &*key.value).collect();
        assert_eq!(keys, ["z", "a", "d", "r"]);
        assert_eq!(table.get("z").unwrap().value, Value::Integer("1000".into()));
        assert_eq!(table.get("a").unwrap().value, Value::Float("1.50".into()));
        assert_eq!(
            table.get("d").unwrap().value,
            Value::Datetime("2025-10-15".into())
        );
        let Value::Array(records) = &table.get("r").unwrap().value else {
            panic!()
        };
        assert_eq!(records.len(), 2);
    }

    proptest! {
        #[test]
        fn never_panics(source in "([a-c] = |\"\"\"|[\"'=\\[\\]{},#＝“あ\\\\ .\r\n1a]|\n\\[\\[r\\]\\]\n){0,24}") {
            let checked = read(&source, span(&source));
            let shifted = format!("   {source} ");
            for fault in &checked.diags.iter().filter_map(|d| d.span).collect::<Vec<_>>() {
                prop_assert!(shifted.get(fault.range()).is_some(), "{:?}", fault.range());
            }
            prop_assert_eq!(errors(&source).is_empty(), checked.diags.is_empty());
            if checked.diags.is_empty() {
                prop_assert!(checked.value.is_some());
            }
        }
    }
}
