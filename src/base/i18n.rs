//! Words that people read, in their language: those of diagnostics, of pages and of formulas.
//!
//! `i18n/{ja,en}.toml` are inside the binary; a text may hold `{name}` for an argument.

use std::collections::BTreeMap;

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
    sections: BTreeMap<String, BTreeMap<String, String>>,
}

impl Catalog {
    /// The catalogue of `lang`.
    pub fn load(lang: Lang) -> Self {
        let mut sections = BTreeMap::new();
        // The file is part of the binary; the house tests prove that it parses.
        if let Ok(table) = lang.file().parse::<toml::Table>() {
            flatten("", &table, &mut sections);
        }
        Self { lang, sections }
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
        self.sections
            .get(section)
            .into_iter()
            .flatten()
            .map(|(k, v)| (k.as_str(), v.as_str()))
    }

    /// Fills the arguments into a text.
    pub fn fill(&self, text: &str, args: &[(&'static str, Arg)]) -> String {
        let mut out = text.to_owned();
        for (name, arg) in args {
            let hole = format!("{{{name}}}");
            if out.contains(&hole) {
                out = out.replace(&hole, &self.arg(arg));
            }
        }
        out
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

fn flatten(
    path: &str,
    table: &toml::Table,
    sections: &mut BTreeMap<String, BTreeMap<String, String>>,
) {
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
