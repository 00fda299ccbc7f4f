//! The words that everything is made of, from `words.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Words {
    pub(crate) corpus: CorpusWords,
    pub(crate) site: SiteWords,
    /// The kind of report that a heading names.
    pub(crate) headings: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct CorpusWords {
    pub(crate) districts: Vec<String>,
    pub(crate) departments: Vec<String>,
    pub(crate) themes: Vec<String>,
    pub(crate) subjects: Vec<String>,
    pub(crate) objects: Vec<String>,
    pub(crate) means: Vec<String>,
    pub(crate) verbs: Vec<String>,
    pub(crate) extras: Vec<String>,
    pub(crate) strong: Vec<String>,
    pub(crate) acts: Vec<String>,
    pub(crate) metrics: Vec<String>,
    pub(crate) units: Vec<String>,
    pub(crate) plan_names: Vec<String>,
    pub(crate) plan_sorts: Vec<String>,
    pub(crate) does: Vec<String>,
    pub(crate) comma: String,
    pub(crate) about: String,
    pub(crate) strong_sentence: String,
    pub(crate) plan: String,
    pub(crate) policy: String,
    pub(crate) action: String,
    pub(crate) leaf: String,
    pub(crate) act: String,
    pub(crate) headings: [String; 4],
    pub(crate) table_head: String,
    pub(crate) see_also: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SiteWords {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) city: String,
    pub(crate) kind_area: String,
    pub(crate) kind_organization: String,
    pub(crate) kind_topic: String,
    pub(crate) axis: String,
    /// Key and name, the widest first.
    pub(crate) levels: Vec<[String; 2]>,
    pub(crate) scale: String,
    /// Symbol, label and tone, the best first.
    pub(crate) grades: Vec<[String; 3]>,
    pub(crate) indicator: String,
    pub(crate) unit: String,
    pub(crate) document: String,
    pub(crate) publisher: String,
    pub(crate) table: String,
    pub(crate) outline: String,
    pub(crate) place: String,
}

impl Words {
    pub(crate) fn load() -> Result<Self, toml::de::Error> {
        toml::from_str(include_str!("words.toml"))
    }
}

/// A text with its holes filled in.
pub(crate) fn fill(text: &str, holes: &[(&str, &str)]) -> String {
    holes.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}
