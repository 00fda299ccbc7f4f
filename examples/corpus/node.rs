//! What a file of the corpus says.

use serde::Deserialize;

/// All files, and the text of the first page.
pub(crate) struct Corpus {
    pub(crate) home: String,
    pub(crate) nodes: Vec<Node>,
}

/// One file: its front matter, its path and its text.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Node {
    /// `plan`, `policy`, `action` or `leaf`.
    pub(crate) kind: String,
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) department: String,
    #[serde(default)]
    pub(crate) partners: Vec<String>,
    #[serde(default)]
    pub(crate) districts: Vec<String>,
    #[serde(default)]
    pub(crate) themes: Vec<String>,
    pub(crate) rating: u64,
    pub(crate) years: Vec<u64>,
    pub(crate) values: Vec<u64>,
    /// `p0001/1/1-1/1-1-1`, without an ending.
    #[serde(skip)]
    pub(crate) path: String,
    /// Markdown; links lead to `/p0001/1/1-1/1-1-1.md`.
    #[serde(skip)]
    pub(crate) body: String,
}

impl Node {
    pub(crate) fn is_leaf(&self) -> bool {
        self.kind == "leaf"
    }

    /// The plan it belongs to: the first folder.
    pub(crate) fn plan(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    /// Its key within its plan.
    pub(crate) fn key(&self) -> &str {
        key(&self.path)
    }

    /// The key of what it is part of.
    pub(crate) fn parent(&self) -> Option<&str> {
        self.path.rsplit_once('/').map(|(above, _)| key(above))
    }

    /// Its file below `content/`.
    pub(crate) fn file(&self) -> String {
        match self.is_leaf() {
            true => format!("{}.md", self.path),
            false => format!("{}/_index.md", self.path),
        }
    }
}

/// The key, within its plan, of what is at a path.
pub(crate) fn key(path: &str) -> &str {
    path.rsplit_once('/').map_or("plan", |(_, last)| last)
}
