//! Reads a corpus from a tree of Markdown files with front matter in TOML.

use std::error::Error;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::node::{Corpus, Node};

/// Every file below `content/`, in the order of the plans and of their parts.
pub(crate) fn corpus(folder: &Path) -> Result<Corpus, Box<dyn Error>> {
    let content = folder.join("content");
    let mut corpus = Corpus {
        home: String::new(),
        nodes: Vec::new(),
    };
    for entry in WalkDir::new(&content) {
        let entry = entry?;
        let path = entry.path().strip_prefix(&content)?.to_string_lossy();
        let path = path.replace('\\', "/");
        let Some(name) = path.strip_suffix(".md") else {
            continue;
        };
        let text = fs::read_to_string(entry.path())?;
        let (front, body) = text
            .strip_prefix("+++\n")
            .and_then(|rest| rest.split_once("\n+++\n"))
            .ok_or_else(|| format!("{path}: no front matter"))?;
        let body = body.trim_start_matches('\n').to_owned();
        match name.strip_suffix("_index").map(|n| n.trim_end_matches('/')) {
            Some("") => corpus.home = body,
            section => corpus.nodes.push(Node {
                path: section.unwrap_or(name).to_owned(),
                body,
                ..toml::from_str(front).map_err(|e| format!("{path}: {e}"))?
            }),
        }
    }
    corpus.nodes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(corpus)
}
