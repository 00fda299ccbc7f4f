//! Front matter: TOML between two lines `+++` at the start of a Markdown file.

use std::ops::Range;

use crate::base::diag::{Checked, Diagnostic, Diags};
use crate::base::span::Span;

use super::markdown::{self, Doc};
use super::toml::{self, TomlTable};
use super::{Tree, errors};

/// A Markdown file that stands in its file at `span`, and whether it is broken.
pub(super) fn read(text: &str, span: Span) -> Checked<(Tree, bool)> {
    let mut diags = Diags::default();
    let split = split(text, span).unwrap_or_else(|fault| {
        diags.push(fault);
        Split {
            front: None,
            body: text.len(),
        }
    });
    let mut broken = !diags.is_empty();
    let front = match split.front {
        Some(range) => {
            let part = span.part(range.clone());
            let read = toml::read(&text[range], part);
            broken |= !read.diags.is_empty();
            diags.take(read).filter(|_| !broken)
        }
        None => Some(TomlTable::empty(span.part(0..0))),
    };
    let body = span.part(split.body..text.len());
    let sections = diags.take(markdown::sections(&text[split.body..], body));
    let tree = match front {
        Some(front) if !broken => Tree::Markdown(Doc {
            front,
            body,
            sections,
        }),
        _ => Tree::Broken,
    };
    Checked::new((tree, broken), diags)
}

struct Split {
    front: Option<Range<usize>>,
    /// Where the text begins.
    body: usize,
}

fn split(text: &str, span: Span) -> Result<Split, Diagnostic> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let fence = first.trim();
    let place = || span.part(0..first.trim_end().len());
    if fence != "+++" {
        let front = is_other_fence(fence) && text[first.len()..].lines().any(|l| l.trim() == fence);
        return match front {
            true => Err(errors::front_matter_fence(place(), fence)),
            false => Ok(Split {
                front: None,
                body: 0,
            }),
        };
    }
    let mut at = first.len();
    for line in lines {
        if line.trim_end() == "+++" {
            let front = first.len()..at;
            return Ok(Split {
                front: Some(front),
                body: at + line.len(),
            });
        }
        at += line.len();
    }
    Err(errors::front_matter_unclosed(place()))
}

/// What people write for `+++` out of habit or with a full-width keyboard.
fn is_other_fence(line: &str) -> bool {
    line == "---" || (!line.is_empty() && line.chars().all(|c| c == '\u{ff0b}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::FileId;

    fn codes(text: &str) -> (bool, Vec<&'static str>) {
        let checked = read(text, Span::new(FileId::of("a.md"), 0..text.len()));
        let codes = checked.diags.iter().map(|d| d.code.name).collect();
        (matches!(checked.value.0, Tree::Markdown(_)), codes)
    }

    #[test]
    fn front_matter_is_split_off() {
        assert_eq!(codes("+++\na = 1\n+++\n本文"), (true, vec![]));
        assert_eq!(codes("+++\r\na = 1\r\n+++\r\n本文"), (true, vec![]));
        assert_eq!(codes("本文\n---\n"), (true, vec![]));
        assert_eq!(codes("---\n"), (true, vec![]));
        assert_eq!(
            codes("+++\na = 1\n本文"),
            (false, vec!["front-matter-unclosed"])
        );
        assert_eq!(
            codes("---\na: 1\n---\n"),
            (false, vec!["front-matter-fence"])
        );
        assert_eq!(
            codes("＋＋＋\na = 1\n＋＋＋\n"),
            (false, vec!["front-matter-fence"])
        );
        assert_eq!(
            codes("+++\na = \n+++\n[[b"),
            (false, vec!["toml-syntax", "unclosed-link"])
        );
    }
}
