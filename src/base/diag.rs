//! Faults as data. Printing them is [`super::report`]'s work; their words are in `i18n/`.

use super::span::Span;

/// How grave a fault is. Only [`Severity::Error`] keeps a site from being published.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// The input is wrong; nothing is written.
    Error,
    /// The input is doubtful; the site is written.
    Warning,
    /// Something the author should know, such as checks that were skipped.
    Note,
}

/// The name of a kind of fault, declared once in its floor's `errors.rs`.
///
/// `i18n/{ja,en}.toml` hold `[diagnostics.<name>]` with `summary`, `message`, `label`, `help` and
/// further `label-<word>` and `help-<word>` texts, in which `{name}` stands for an argument.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Code {
    /// Kebab-case name, stable across versions.
    pub name: &'static str,
    /// How grave it is.
    pub severity: Severity,
}

impl Code {
    /// A code whose faults keep the site from being published.
    pub const fn error(name: &'static str) -> Self {
        Self {
            name,
            severity: Severity::Error,
        }
    }

    /// A code whose faults are shown, but do not stop a build.
    pub const fn warning(name: &'static str) -> Self {
        Self {
            name,
            severity: Severity::Warning,
        }
    }

    /// A code that only informs.
    pub const fn note(name: &'static str) -> Self {
        Self {
            name,
            severity: Severity::Note,
        }
    }
}

/// What a message says about this one fault.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Arg {
    /// Printed as it stands.
    Text(String),
    /// Printed as a list in the reader's language.
    List(Vec<String>),
    /// Printed as a number.
    Count(usize),
    /// A word of the catalogue, looked up under `[words]` in the reader's language.
    Word(&'static str),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<Vec<String>> for Arg {
    fn from(items: Vec<String>) -> Self {
        Self::List(items)
    }
}
impl From<usize> for Arg {
    fn from(n: usize) -> Self {
        Self::Count(n)
    }
}

/// A second place that helps to understand a fault.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The name of the text under the caret: `label-<word>` of the code.
    pub word: &'static str,
}

/// One fault: what, where, and the arguments of its message.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Diagnostic {
    /// Where it is; `None` only for faults of no file, such as a missing root.
    pub span: Option<Span>,
    /// What it is.
    pub code: Code,
    /// Arguments by the names that the messages use.
    pub args: Vec<(&'static str, Arg)>,
    /// Further places.
    pub labels: Vec<Label>,
    /// Which of the code's `help-<word>` texts to print; `""` is the plain `help`.
    pub help: Vec<&'static str>,
}

impl Diagnostic {
    /// A fault of `code` at `span`.
    pub fn new(code: Code, span: Span) -> Self {
        Self {
            span: Some(span),
            code,
            args: Vec::new(),
            labels: Vec::new(),
            help: Vec::new(),
        }
    }

    /// A fault that has no place in a file.
    pub fn nowhere(code: Code) -> Self {
        Self {
            span: None,
            code,
            args: Vec::new(),
            labels: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, span: Span, word: &'static str) -> Self {
        self.labels.push(Label { span, word });
        self
    }

    /// Adds the help text `help-<word>`, or `help` for an empty word.
    #[must_use]
    pub fn help(mut self, word: &'static str) -> Self {
        self.help.push(word);
        self
    }

    /// Adds `nearest` as an argument and the help that proposes it, where there is one.
    #[must_use]
    pub fn nearest(self, nearest: Option<String>) -> Self {
        match nearest {
            Some(name) => self.arg("nearest", name).help("nearest"),
            None => self,
        }
    }
}

/// A sink for faults.
#[derive(Clone, Default, Debug)]
pub struct Diags(Vec<Diagnostic>);

impl Diags {
    /// Adds a fault.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Keeps the value and moves its faults in here.
    pub fn take<T>(&mut self, checked: Checked<T>) -> T {
        self.0.extend(checked.diags.0);
        checked.value
    }

    /// Adds all faults of another sink.
    pub fn extend(&mut self, other: Diags) {
        self.0.extend(other.0);
    }

    /// Whether any fault is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.code.severity == Severity::Error)
    }

    /// The faults in the order they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The faults sorted by path, place and code, each once.
    #[must_use]
    pub fn sorted(self, sources: &super::source::Sources) -> Vec<Diagnostic> {
        let path = |d: &Diagnostic| {
            d.span
                .and_then(|s| sources.get(s.file))
                .map(|f| f.path.clone())
        };
        let mut keyed: Vec<_> = self
            .0
            .into_iter()
            .map(|d| (path(&d), d.span.map(|s| s.start), d.code.name, d))
            .collect();
        keyed.sort();
        keyed.dedup();
        keyed.into_iter().map(|(.., d)| d).collect()
    }
}

impl IntoIterator for Diags {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Diagnostic> for Diags {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
    }
}

/// A value with the faults that were found on the way to it.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// As much of the value as could be made.
    pub value: T,
    /// What was wrong.
    pub diags: Diags,
}

impl<T> Checked<T> {
    /// A value with its faults.
    pub fn new(value: T, diags: Diags) -> Self {
        Self { value, diags }
    }
}
