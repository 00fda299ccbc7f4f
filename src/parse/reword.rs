//! Whether two readings of a file differ in the words of its texts and in nothing else.

use crate::base::source::SourceFile;
use crate::base::span::Span;

use super::markdown::{Doc, Heading, Section};
use super::{Parsed, Tree};

/// A Markdown file whose texts were written anew. Everything in it that may mean something
/// elsewhere is as before: fields, headings and their attributes, ids that links lead to.
#[derive(Clone, Copy, Debug)]
pub struct Reworded<'a> {
    /// The file as it was.
    pub before: &'a Doc,
    /// The file as it is.
    pub after: &'a Doc,
    /// Its path from the site's root.
    pub path: &'a str,
}

impl<'a> Reworded<'a> {
    /// What became of a file; `None` if more than words may differ.
    pub fn of(before: (&'a Parsed, &SourceFile), after: (&'a Parsed, &SourceFile)) -> Option<Self> {
        let (Tree::Markdown(old), Tree::Markdown(new)) = (&before.0.tree, &after.0.tree) else {
            return None;
        };
        let (from, to) = (old.body.start as usize, new.body.start as usize);
        // Before the text, places count as well: they are what faults and records point to.
        let same_front = before.1.path == after.1.path
            && before.1.text.get(..from).is_some()
            && before.1.text.get(..from) == after.1.text.get(..to);
        let same_sections = old.sections.len() == new.sections.len()
            && old.sections.iter().zip(&new.sections).all(is_same);
        (same_front && same_sections).then_some(Self {
            before: old,
            after: new,
            path: &after.0.path,
        })
    }

    /// Whether a place, as it was before, is in the texts and not in the fields.
    pub fn holds(&self, span: Span) -> bool {
        span.file == self.before.body.file && span.end > self.before.body.start
    }
}

/// Whether two sections are the same but for their words and places.
fn is_same((old, new): (&Section, &Section)) -> bool {
    let headings = match (&old.heading, &new.heading) {
        (Some(old), Some(new)) => is_same_heading(old, new),
        (old, new) => old.is_none() && new.is_none(),
    };
    headings
        && old.prose.is_empty() == new.prose.is_empty()
        && old.prose.anchors == new.prose.anchors
}

fn is_same_heading(old: &Heading, new: &Heading) -> bool {
    old.level == new.level
        && old.plain == new.plain
        && old.id == new.id
        && old.attributes == new.attributes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    const FIELDS: &str = "+++\na = 1\n+++\n";

    #[test]
    fn only_words_may_differ() {
        let reads = |before: &str, after: &str| {
            let file = |text: &str| SourceFile::new("content/a.md", text);
            let (before, after) = (file(before), file(after));
            let (old, new) = (parse(&before).value, parse(&after).value);
            Reworded::of((&old, &before), (&new, &after)).is_some()
        };
        let before = format!("{FIELDS}# 一\n\n文\n\n### 二 {{#b}}\n\n終\n");
        let same = |from: &str, to: &str| reads(&before, &before.replace(from, to));
        assert!(same("", "") && same("文\n\n", ""));
        assert!(same("文", "別の[[文]]は3件\n\n- 続き"));
        assert!(same("### 二", "### 別"), "its id is as before");
        for (from, to) in [
            ("# 一", "# 別"),
            ("# 一", "# 一 {place=\"b\"}"),
            ("{#b}", "{#c}"),
            ("文", "文\n\n# 三\n"),
            ("a = 1", "a = 2"),
            ("a = 1", "a =  1"),
        ] {
            assert!(!same(from, to), "{from:?} as {to:?}");
        }
        assert!(!reads(&before, &before.replace(FIELDS, "")));
        assert!(!reads(&before, &format!("# 一\n{before}")));
    }
}
