//! Prints faults: for people with the line and a caret under it, or one line each for programs.
//!
//! The words come from the catalogue: `[diagnostics.<code>]` for the texts of a fault and
//! `[report]` for those of the report itself. The lines and carets are codespan's; its own header
//! is replaced, because its words are English only.

pub mod told;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use codespan_reporting::diagnostic as codespan;
use codespan_reporting::term::termcolor::Buffer;
use codespan_reporting::term::{Chars, Config, WriteStyle, emit_to_write_style};

use super::diag::{Arg, Diagnostic, Severity};
use super::i18n::Catalog;
use super::snippet::Snippets;
use super::source::Sources;

/// How faults are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// With the line of the source, a caret, and how to mend it.
    Human,
    /// One line a fault, for editors and scripts: `path:line:column: severity[code]: message`.
    Short,
}

/// What became of the site in this run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It was written.
    Written,
    /// It was not written because of errors; what was there is as it was.
    Kept,
    /// It was only checked.
    Checked,
}

/// Prints faults.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// Where the printed lines come from.
    pub sources: &'a Sources,
    /// Where the words come from.
    pub catalog: &'a Catalog,
    /// For whom it is printed.
    pub format: Format,
    /// Whether to use the colours of a terminal (people only).
    pub colour: bool,
    /// How many faults of one code are printed before "and more" (people only).
    pub cap: usize,
}

impl Report<'_> {
    /// The faults in the order given, each ending in a line break.
    pub fn render(&self, faults: &[Diagnostic]) -> String {
        let snippets = Snippets::of(self.sources, faults);
        match self.format {
            Format::Human => self.human(faults, &snippets),
            Format::Short => self.short(faults, &snippets),
        }
    }

    fn human(&self, faults: &[Diagnostic], snippets: &Snippets<'_>) -> String {
        let config = Config {
            chars: Chars::ascii(),
            ..Config::default()
        };
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut out = String::new();
        for fault in faults {
            let count = counts.entry(fault.code.name).or_default();
            *count += 1;
            if *count <= self.cap {
                out.push_str(&self.full(fault, snippets, &config));
                out.push('\n');
            }
        }
        for (code, count) in counts.into_iter().filter(|(_, count)| *count > self.cap) {
            let args = [
                ("count", Arg::Count(count - self.cap)),
                ("code", code.into()),
            ];
            let more = self.catalog.text("report", "more");
            let _ = writeln!(out, "{}\n", self.catalog.fill(more, &args));
        }
        out
    }

    /// One fault: header, place, lines with carets, helps.
    fn full(&self, fault: &Diagnostic, snippets: &Snippets<'_>, config: &Config) -> String {
        let severity = match fault.code.severity {
            Severity::Error => codespan::Severity::Error,
            Severity::Warning => codespan::Severity::Warning,
            Severity::Note => codespan::Severity::Note,
        };
        let mut body = codespan::Diagnostic::new(severity);
        let message = self.text(fault, "label", "").unwrap_or_default();
        match fault.span.and_then(|span| snippets.fit(span)) {
            Some((file, range)) => {
                let label = codespan::Label::primary(file, range);
                body.labels.push(label.with_message(message));
            }
            // Without a line to stand under, the label is a note.
            None if message.is_empty() => {}
            None => body.notes.push(message),
        }
        for label in &fault.labels {
            if let Some((file, range)) = snippets.fit(label.span) {
                let message = self.text(fault, "label", label.word).unwrap_or_default();
                let label = codespan::Label::secondary(file, range);
                body.labels.push(label.with_message(message));
            }
        }
        body.notes.extend(self.helps(fault));
        let mut out = self.header(fault, severity);
        if let Some(path) = fault.span.and_then(|span| snippets.bare_path(span)) {
            let _ = writeln!(out, "  --> {path}");
        }
        let mut buffer = self.buffer();
        // Our spans are fitted to the text, and a buffer takes every byte: this cannot fail.
        let _ = emit_to_write_style(&mut buffer, config, snippets, &body);
        let printed = String::from_utf8_lossy(buffer.as_slice());
        let rest = printed.split_once('\n').map_or("", |(_, rest)| rest);
        out.push_str(rest.trim_end_matches('\n'));
        out.truncate(out.trim_end_matches('\n').len());
        out.push('\n');
        out
    }

    fn header(&self, fault: &Diagnostic, severity: codespan::Severity) -> String {
        let word = self.catalog.text("report", severity_word(fault));
        let mut buffer = self.buffer();
        let _ = buffer.set_header(severity);
        let _ = write!(buffer, "{word}[{}]", fault.code.name);
        let _ = buffer.set_header_message();
        let _ = write!(buffer, ": {}", self.message(fault));
        let _ = WriteStyle::reset(&mut buffer);
        let _ = writeln!(buffer);
        String::from_utf8_lossy(buffer.as_slice()).into_owned()
    }

    fn helps(&self, fault: &Diagnostic) -> Vec<String> {
        let name = self.catalog.text("report", "help");
        let texts = fault
            .help
            .iter()
            .filter_map(|word| self.text(fault, "help", word));
        texts.map(|text| format!("{name}: {text}")).collect()
    }

    fn short(&self, faults: &[Diagnostic], snippets: &Snippets<'_>) -> String {
        let mut out = String::new();
        for fault in faults {
            let place = fault.span.and_then(|span| snippets.place(span));
            match place {
                Some(at) => {
                    let _ = write!(out, "{}:{}:{}: ", at.path, at.line, at.column);
                }
                None => out.push_str("-: "),
            }
            let word = self.catalog.text("report", severity_word(fault));
            let _ = writeln!(out, "{word}[{}]: {}", fault.code.name, self.message(fault));
        }
        out
    }

    /// The headline; the code's name where it has none.
    fn message(&self, fault: &Diagnostic) -> String {
        let text = self.text(fault, "message", "");
        one_line(&text.unwrap_or_else(|| fault.code.name.to_owned()))
    }

    /// The text `<kind>` or `<kind>-<word>` of a code with its arguments. A text that was asked
    /// for by its word and is missing shows as its name, so that the gap is seen.
    fn text(&self, fault: &Diagnostic, kind: &str, word: &str) -> Option<String> {
        let section = format!("diagnostics.{}", fault.code.name);
        let name = match word {
            "" => kind.to_owned(),
            word => format!("{kind}-{word}"),
        };
        let found = self.catalog.find(&section, &name);
        let text = found.or((!word.is_empty()).then_some(name.as_str()))?;
        let filled = self.catalog.fill(text, &fault.args);
        Some(if kind == "help" {
            filled.lines().map(one_line).collect::<Vec<_>>().join("\n")
        } else {
            one_line(&filled)
        })
    }

    fn buffer(&self) -> Buffer {
        if self.colour {
            Buffer::ansi()
        } else {
            Buffer::no_color()
        }
    }
}

/// The last line of a report: how many faults there are and what became of the site.
pub fn summary(catalog: &Catalog, errors: usize, warnings: usize, outcome: Outcome) -> String {
    let count = |one: &str, many: &str, n: usize| {
        let text = catalog.text("report", if n == 1 { one } else { many });
        (n > 0).then(|| catalog.fill(text, &[("count", Arg::Count(n))]))
    };
    let counts: Vec<_> = [
        count("error-count", "errors-count", errors),
        count("warning-count", "warnings-count", warnings),
    ]
    .into_iter()
    .flatten()
    .collect();
    let counts = if counts.is_empty() {
        Arg::from(catalog.text("report", "clean"))
    } else {
        Arg::List(counts)
    };
    let outcome = match outcome {
        Outcome::Written => "outcome-written",
        Outcome::Kept => "outcome-kept",
        Outcome::Checked => "outcome-checked",
    };
    let args = [
        ("counts", counts),
        ("outcome", catalog.text("report", outcome).into()),
    ];
    catalog.fill(catalog.text("report", "summary"), &args)
}

/// The name of a severity in the catalogue.
fn severity_word(fault: &Diagnostic) -> &'static str {
    match fault.code.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Line breaks and other control characters, which arguments may bring along, as spaces.
fn one_line(text: &str) -> String {
    text.trim_end()
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests;
