//! `explain`: what a code means, or all of them.

use crate::base::diag::Code;
use crate::base::i18n::Catalog;
use crate::base::words::closest;
use crate::{emit, index, load, model, parse, render, site};

use super::{complain, say};

/// The codes of all floors.
fn codes() -> Vec<Code> {
    let floors: [&[Code]; 7] = [
        load::errors::CODES,
        parse::errors::CODES,
        model::errors::CODES,
        index::errors::CODES,
        site::errors::CODES,
        render::errors::CODES,
        emit::errors::CODES,
    ];
    let mut all: Vec<Code> = floors.concat();
    all.sort();
    all
}

/// Prints one code's explanation, or a line for each; `false` if there is no such code.
pub(super) fn explain(code: Option<&str>, words: &Catalog) -> bool {
    let all = codes();
    let text = |code: &Code, name: &str| {
        let section = format!("diagnostics.{}", code.name);
        words.find(&section, name).map(str::to_owned)
    };
    let Some(wanted) = code else {
        for code in &all {
            say(&format!(
                "{:<24} {}",
                code.name,
                text(code, "summary").unwrap_or_default()
            ));
        }
        return true;
    };
    let Some(code) = all.iter().find(|c| c.name == wanted) else {
        let near = closest(wanted, all.iter().map(|c| c.name)).unwrap_or_default();
        let args = [("found", wanted.into()), ("nearest", near.as_str().into())];
        let name = if near.is_empty() {
            "no-code"
        } else {
            "no-code-nearest"
        };
        complain(&words.fill(words.text("summary", name), &args));
        return false;
    };
    say(code.name);
    let section = format!("diagnostics.{}", code.name);
    for name in ["summary", "message", "label"] {
        if let Some(text) = text(code, name) {
            say(&format!("  {}", without_holes(&text)));
        }
    }
    for (_, help) in words
        .section(&section)
        .filter(|(name, _)| name.starts_with("help"))
    {
        say(&format!("  - {}", without_holes(help)));
    }
    true
}

/// A message without a case at hand: what a fault would name stands as an ellipsis.
fn without_holes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((name, tail)) if name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') => {
                out.push_str("...");
                rest = tail;
            }
            _ => {
                out.push('{');
                rest = after;
            }
        }
    }
    out + rest
}
