//! Reads one record: typed fields with their places, and every misspelt key named at once.
//!
//! A kind asks for each of its fields by name; what was never asked for is unknown. So the list
//! of allowed fields cannot drift from the code that reads them.

use std::collections::BTreeMap;

use crate::base::diag::Diags;
use crate::base::key::Key;
use crate::base::span::{Span, Spanned};
use crate::parse::prose::{Formula, Prose, expression, inline};
use crate::parse::toml::{TomlTable, Value};

use super::document::Reading;
use super::errors;
use super::period::Period;

/// Values that records of a file leave out, from `[defaults]` and `_defaults.toml`; nearer wins.
pub(super) type Defaults = BTreeMap<String, (Span, Spanned<Value>)>;

/// One record being read.
pub struct Record<'a> {
    /// The kind's name as written: `item`, `evaluation`.
    pub kind: &'static str,
    /// Where the record begins.
    pub span: Span,
    table: &'a TomlTable,
    defaults: Option<&'a Defaults>,
    asked: Vec<&'static str>,
    /// Faults of this record.
    pub diags: Diags,
}

impl<'a> Record<'a> {
    /// A record of a file, to which the file's defaults apply.
    pub fn new(kind: &'static str, table: &'a TomlTable, defaults: &'a Defaults) -> Self {
        Self {
            kind,
            span: table.span,
            table,
            defaults: Some(defaults),
            asked: Vec::new(),
            diags: Diags::default(),
        }
    }

    /// A table inside a record; defaults do not reach into it.
    pub fn inner(kind: &'static str, table: &'a TomlTable, span: Span) -> Self {
        Self {
            kind,
            span,
            table,
            defaults: None,
            asked: Vec::new(),
            diags: Diags::default(),
        }
    }

    /// The value of a field, or its default.
    pub fn value(&mut self, name: &'static str) -> Option<&'a Spanned<Value>> {
        self.asked.push(name);
        let own = self.table.get(name);
        own.or_else(|| self.defaults.and_then(|d| d.get(name)).map(|(_, v)| v))
    }

    /// The value of a field that stands in the record itself; defaults do not count.
    pub fn own_value(&mut self, name: &'static str) -> Option<&'a Spanned<Value>> {
        self.asked.push(name);
        self.table.get(name)
    }

    /// Whether the record itself has the field.
    pub fn has(&self, name: &str) -> bool {
        self.table.get(name).is_some()
    }

    /// The text of a field, if it is one, without asking for it.
    pub fn peek(&self, name: &str) -> Option<&'a str> {
        let own = self.table.get(name);
        let value = own.or_else(|| self.defaults.and_then(|d| d.get(name)).map(|(_, v)| v))?;
        match &value.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A text. Numbers and dates are taken as they are written.
    pub fn text(&mut self, name: &'static str) -> Option<Spanned<String>> {
        let value = self.value(name)?;
        self.as_text(name, value)
    }

    /// A text that must be there and must not be empty.
    pub fn required(&mut self, name: &'static str) -> Option<Spanned<String>> {
        match self.value(name) {
            None => {
                self.diags
                    .push(errors::missing_field(self.span, self.kind, name));
                None
            }
            Some(value) => {
                let text = self.as_text(name, value)?;
                if text.trim().is_empty() {
                    self.diags.push(errors::empty_field(text.span, name));
                    return None;
                }
                Some(text)
            }
        }
    }

    /// A text that must be there; empty where it is not.
    pub fn required_or_empty(&mut self, name: &'static str) -> String {
        self.required(name).map(|t| t.value).unwrap_or_default()
    }

    /// A text, or the empty one.
    pub fn text_or_empty(&mut self, name: &'static str) -> String {
        self.text(name).map(|t| t.value).unwrap_or_default()
    }

    /// The record's own key. One that is missing or no slug is a fault, and the record goes on
    /// under a key that nobody wrote: those who refer to its name still find it.
    pub fn key(&mut self) -> Option<Spanned<Key>> {
        let Some(text) = self.required("key") else {
            return self.stand_in(self.span);
        };
        match Key::new(&text) {
            Some(key) => Some(Spanned::new(key, text.span)),
            None => {
                self.diags.push(errors::bad_key(text.span, &text));
                self.stand_in(text.span)
            }
        }
    }

    fn stand_in(&self, span: Span) -> Option<Spanned<Key>> {
        let key = Key::new(&format!("unkeyed-{}", self.span.start))?;
        Some(Spanned::new(key, span))
    }

    /// `true` or `false`.
    pub fn flag(&mut self, name: &'static str) -> Option<bool> {
        let value = self.value(name)?;
        match &value.value {
            Value::Boolean(flag) => Some(*flag),
            other => {
                self.wrong_type(name, value.span, "boolean", other);
                None
            }
        }
    }

    /// A whole number of at least zero.
    pub fn number(&mut self, name: &'static str) -> Option<u32> {
        let value = self.value(name)?;
        match &value.value {
            Value::Integer(text) if text.parse::<u32>().is_ok() => text.parse().ok(),
            other => {
                self.wrong_type(name, value.span, "number", other);
                None
            }
        }
    }

    /// A list of texts; empty if the field is not there.
    pub fn texts(&mut self, name: &'static str) -> Vec<Spanned<String>> {
        let mut out = Vec::new();
        for value in self.values(name) {
            out.extend(self.as_text(name, value));
        }
        out
    }

    /// A list of texts that must not be empty.
    pub fn required_texts(&mut self, name: &'static str) -> Vec<Spanned<String>> {
        let texts = self.texts(name);
        if texts.is_empty() {
            let fault = errors::missing_field(self.span, self.kind, name);
            self.diags.push(fault);
        }
        texts
    }

    /// A list of values; empty if the field is not there.
    pub fn values(&mut self, name: &'static str) -> &'a [Spanned<Value>] {
        match self.value(name) {
            None => &[],
            Some(value) => match &value.value {
                Value::Array(items) => items,
                other => {
                    self.wrong_type(name, value.span, "list", other);
                    &[]
                }
            },
        }
    }

    /// A list of tables, each to be read as a record of its own.
    pub fn tables(&mut self, name: &'static str) -> Vec<Record<'a>> {
        let mut out = Vec::new();
        for value in self.values(name) {
            match &value.value {
                Value::Table(table) => out.push(Record::inner(name, table, value.span)),
                other => self.wrong_type(name, value.span, "table", other),
            }
        }
        out
    }

    /// A table inside the record.
    pub fn table(&mut self, name: &'static str) -> Option<Record<'a>> {
        let value = self.value(name)?;
        match &value.value {
            Value::Table(table) => Some(Record::inner(name, table, value.span)),
            other => {
                self.wrong_type(name, value.span, "table", other);
                None
            }
        }
    }

    /// A text with links and formulas.
    pub fn prose(&mut self, name: &'static str) -> Option<Box<Prose>> {
        let text = self.text(name)?;
        Some(Box::new(self.diags.take(inline(&text.value, text.span))))
    }

    /// A text with links and formulas, empty where there is none.
    pub fn prose_or_empty(&mut self, name: &'static str) -> Prose {
        let text = self.prose(name);
        text.map_or_else(|| Prose::empty(self.span), |text| *text)
    }

    /// A formula without its braces: `件数(取組, 評価=3)`.
    pub fn formula(&mut self, name: &'static str) -> Option<Formula> {
        let text = self.text(name)?;
        self.diags.take(expression(&text.value, text.span))
    }

    /// A period, with the qualifier that stood beside it (such as "around").
    pub fn period(&mut self, name: &'static str) -> Option<(Spanned<Period>, Option<String>)> {
        let text = self.text(name)?;
        let year = self.year();
        self.read_period(&text, year)
    }

    /// A period, or the absent one where the record begins.
    pub fn period_or_absent(&mut self, name: &'static str) -> Spanned<Period> {
        let found = self.period(name).map(|(period, _)| period);
        found.unwrap_or_else(|| Spanned::new(Period::default(), self.span))
    }

    /// The fiscal year that months without a year belong to: the field `year`.
    pub fn year(&mut self) -> Option<i32> {
        let text = self.text("year")?;
        let (period, _) = self.read_period(&text, None)?;
        period.single_year()
    }

    /// Reads a period that was written somewhere in this record; empty text is no period.
    pub fn read_period(
        &mut self,
        text: &Spanned<String>,
        year: Option<i32>,
    ) -> Option<(Spanned<Period>, Option<String>)> {
        if text.trim().is_empty() {
            return Some((Spanned::new(Period::default(), text.span), None));
        }
        match Period::parse(text, year) {
            Ok(read) => Some((Spanned::new(read.period, text.span), read.qualifier)),
            Err(fault) => {
                self.diags.push(errors::bad_period(text.span, text, &fault));
                None
            }
        }
    }

    /// One of a closed set of words.
    pub fn choice<T: Copy>(
        &mut self,
        name: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        let text = self.text(name)?;
        if text.trim().is_empty() {
            self.diags.push(errors::empty_field(text.span, name));
            return None;
        }
        match choices.iter().find(|(word, _)| *word == text.value) {
            Some((_, choice)) => Some(Spanned::new(*choice, text.span)),
            None => {
                let words = choices.iter().map(|(word, _)| *word);
                self.diags
                    .push(errors::unknown_choice(text.span, name, &text, words));
                None
            }
        }
    }

    /// One of a closed set of words that must be there.
    pub fn required_choice<T: Copy>(
        &mut self,
        name: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        self.required(name)?;
        self.choice(name, choices)
    }

    /// A text that must stand in quotes: a printed figure without them has lost something.
    pub fn quoted(&mut self, name: &'static str) -> Option<Spanned<String>> {
        let value = self.value(name)?;
        match &value.value {
            Value::Text(text) => Some(Spanned::new(text.to_string(), value.span)),
            other => {
                self.wrong_type(name, value.span, "text", other);
                None
            }
        }
    }

    /// How well something was read; well, where the record does not say.
    pub fn reading(&mut self) -> Reading {
        self.reading_of("reading")
    }

    /// The same, for a field of another name.
    pub fn reading_of(&mut self, name: &'static str) -> Reading {
        let found = self.choice(name, &Reading::CHOICES);
        found.map_or(Reading::Ok, |c| c.value)
    }

    /// A fault unless the record itself has the field: what is there and unfit has its own fault.
    pub fn expect_own(&mut self, name: &'static str) {
        if !self.has(name) {
            let fault = errors::missing_field(self.span, self.kind, name);
            self.diags.push(fault);
        }
    }

    /// Ends the record: every field that nobody asked for is a fault.
    pub fn finish(mut self) -> (Diags, Vec<&'static str>) {
        for (key, _) in &self.table.entries {
            if !self.asked.contains(&&*key.value) {
                let known = self.asked.iter().copied();
                self.diags
                    .push(errors::unknown_key(key.span, key, self.kind, known));
            }
        }
        (self.diags, self.asked)
    }

    fn as_text(&mut self, name: &'static str, value: &Spanned<Value>) -> Option<Spanned<String>> {
        match &value.value {
            Value::Text(text)
            | Value::Integer(text)
            | Value::Float(text)
            | Value::Datetime(text) => Some(Spanned::new(text.to_string(), value.span)),
            other => {
                self.wrong_type(name, value.span, "text", other);
                None
            }
        }
    }

    fn wrong_type(&mut self, name: &'static str, span: Span, wanted: &'static str, found: &Value) {
        self.diags
            .push(errors::wrong_type(span, name, wanted, type_word(found)));
    }
}

/// The catalogue's word for the type of a value.
pub(super) fn type_word(value: &Value) -> &'static str {
    match value {
        Value::Text(_) => "type-text",
        Value::Integer(_) | Value::Float(_) => "type-number",
        Value::Boolean(_) => "type-boolean",
        Value::Datetime(_) => "type-date",
        Value::Array(_) => "type-list",
        Value::Table(_) => "type-table",
    }
}
