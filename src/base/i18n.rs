//! Words that people read, in their language: those of diagnostics, of pages and of formulas.
//!
//! `i18n/{ja,en}.toml` are inside the binary; a text may hold `{name}` for an argument.

use std::sync::{Arc, LazyLock};

use foldhash::HashMap;

use super::diag::Arg;

/// A language that Mieruka speaks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Lang {
    /// Japanese.
    Ja,
    /// English.
    En,
}

impl Lang {
    /// The language of a tag or locale such as `ja`, `ja_JP.UTF-8` or `en-GB`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "ja" => Some(Self::Ja),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The tag, as in `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::Ja => include_str!("../../i18n/ja.toml"),
            Self::En => include_str!("../../i18n/en.toml"),
        }
    }
}

/// All words of one language: sections of texts by name.
#[derive(Clone, Debug)]
pub struct Catalog {
    lang: Lang,
    sections: Arc<Sections>,
}

/// Texts by name, by section.
type Sections = HashMap<String, HashMap<String, String>>;

/// The catalogues, each read when it is first asked for.
static JA: LazyLock<Arc<Sections>> = LazyLock::new(|| read(Lang::Ja));
static EN: LazyLock<Arc<Sections>> = LazyLock::new(|| read(Lang::En));

fn read(lang: Lang) -> Arc<Sections> {
    Arc::new(sections(lang.file()))
}

fn sections(text: &str) -> Sections {
    let mut sections = Sections::default();
    // The file is part of the binary; the house tests prove that it parses.
    if let Ok(table) = text.parse::<toml::Table>() {
        flatten("", &table, &mut sections);
    }
    sections
}

impl Catalog {
    /// The catalogue of `lang`.
    pub fn load(lang: Lang) -> Self {
        let sections = match lang {
            Lang::Ja => &JA,
            Lang::En => &EN,
        };
        Self {
            lang,
            sections: Arc::clone(sections),
        }
    }

    /// One section of the catalogue of `lang`, without reading the rest: for what is asked of
    /// both languages before a site has said which is its own.
    pub fn excerpt(lang: Lang, section: &str) -> Self {
        let file = lang.file();
        let head = format!("\n[{section}]\n");
        let text = file.find(&head).map_or("", |at| &file[at + 1..]);
        let text = text.find("\n[").map_or(text, |end| &text[..end]);
        Self {
            lang,
            sections: Arc::new(sections(text)),
        }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The text `name` of `section` (such as `diagnostics.unknown-key`), if it exists.
    pub fn find(&self, section: &str, name: &str) -> Option<&str> {
        self.sections.get(section)?.get(name).map(String::as_str)
    }

    /// The text `name` of `section`; its name if there is none, so that a gap is seen.
    pub fn text<'a>(&'a self, section: &str, name: &'a str) -> &'a str {
        self.find(section, name).unwrap_or(name)
    }

    /// All texts of a section, in order of their names.
    pub fn section(&self, section: &str) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.sections.get(section).into_iter().flatten();
        let mut all: Vec<(&str, &str)> = texts.map(|(k, v)| (k.as_str(), v.as_str())).collect();
        all.sort_unstable();
        all.into_iter()
    }

    /// Fills the arguments into a text.
    pub fn fill(&self, text: &str, args: &[(&'static str, Arg)]) -> String {
        fill(text, |name| {
            let (_, arg) = args.iter().find(|(known, _)| *known == name)?;
            Some(self.arg(arg))
        })
    }

    /// One argument as text.
    pub fn arg(&self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) => text.clone(),
            Arg::Count(n) => n.to_string(),
            Arg::Word(name) => self.text("words", name).to_owned(),
            Arg::List(items) => items.join(self.text("words", "list-separator")),
        }
    }
}

/// A text with what `value` gives for each `{name}` in it; other braces stay as they are.
pub fn fill<T: AsRef<str>>(text: &str, value: impl Fn(&str) -> Option<T>) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, hole) = rest.split_at(open);
        out.push_str(before);
        let name = hole[1..].split_once('}');
        match name.and_then(|(name, after)| Some((value(name)?, after))) {
            Some((value, after)) => {
                out.push_str(value.as_ref());
                rest = after;
            }
            None => {
                out.push('{');
                rest = &hole[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn flatten(path: &str, table: &toml::Table, sections: &mut Sections) {
    for (name, value) in table {
        match value {
            toml::Value::String(text) => {
                let section = sections.entry(path.to_owned()).or_default();
                section.insert(name.clone(), text.clone());
            }
            toml::Value::Table(inner) => {
                let below = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                flatten(&below, inner, sections);
            }
            _ => {}
        }
    }
}
