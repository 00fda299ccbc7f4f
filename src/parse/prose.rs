//! Text that people read: what Markdown bodies and text fields of TOML become.
//!
//! Markup that we make stands ready as HTML; text is kept apart, for the view to escape; links and
//! formulas stay open until later floors know what they lead to.

use crate::base::diag::{Checked, Diags};
use crate::base::span::{Span, Spanned};

pub use super::chunk::{Chunk, Piece, words};
use super::chunk::{Draft, Packed};
pub use super::digits::digit_runs;
use super::emphasis::Prepared;
pub use super::expression::expression;
pub use super::formula::{Argument, Expr, Formula};
use super::origin::Origin;
pub use super::target::Target;

/// A piece of text with links and formulas.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Prose {
    /// All markup and text of the chunks.
    pub(super) text: Box<str>,
    /// Markup, text, links and formulas in reading order.
    pub(super) chunks: Box<[Packed]>,
    /// The links, by the numbers in the chunks.
    pub links: Box<[Link]>,
    /// The formulas, by the numbers in the chunks.
    pub formulas: Box<[Formula]>,
    /// The images, by the numbers in the chunks.
    pub images: Box<[Image]>,
    /// Ids of the headings inside, by the numbers in the chunks.
    pub anchors: Box<[Spanned<String>]>,
    /// Where digits stand in its text, run by run in reading order; see [`digit_runs`].
    pub numbers: Box<[Span]>,
    /// Where it was written.
    pub span: Span,
}

/// A link in prose.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Link {
    /// Where it leads.
    pub target: Target,
    /// All of it, from the first bracket to the last.
    pub span: Span,
    /// Whether it has a label of its own.
    pub labelled: bool,
}

/// An image in prose.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Image {
    /// Its path below `assets/`.
    pub path: String,
    /// What it shows, in words; empty with a warning.
    pub alt: String,
    /// All of it.
    pub span: Span,
}

impl Prose {
    /// Prose without anything in it.
    pub fn empty(span: Span) -> Self {
        Draft::default().take(span)
    }

    /// Markup, text, links and formulas in reading order.
    pub fn chunks(&self) -> impl DoubleEndedIterator<Item = Chunk<'_>> + ExactSizeIterator + Clone {
        self.chunks.iter().map(|packed| packed.of(&self.text))
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// The text without markup. Blocks are parted by a line feed, cells of a table by a space,
    /// and ruby is left out.
    ///
    /// `fill` gives the text of the chunks that are not known here: [`Chunk::LinkAuto`],
    /// [`Chunk::Formula`], [`Chunk::Image`] and [`Chunk::Word`].
    pub fn plain(&self, fill: &mut dyn FnMut(Chunk<'_>) -> String) -> String {
        let mut out = String::new();
        for chunk in self.chunks() {
            match chunk {
                Chunk::Text(text) => out.push_str(text),
                Chunk::Ruby { base, .. } => out.push_str(base),
                Chunk::Html(html) if !html.contains('\n') => {}
                Chunk::Html(html) if is_cell_edge(html) => part(&mut out, ' '),
                Chunk::Html(_)
                | Chunk::HeadingStart { .. }
                | Chunk::HeadingEnd(_)
                | Chunk::Table { .. }
                | Chunk::Note(_) => part(&mut out, '\n'),
                Chunk::LinkStart(_) | Chunk::LinkEnd | Chunk::Mention { .. } => {}
                Chunk::LinkAuto(_) | Chunk::Formula(_) | Chunk::Image(_) | Chunk::Word(_) => {
                    out.push_str(&fill(chunk));
                }
            }
        }
        out.truncate(out.trim_end().len());
        out
    }

    /// [`Prose::plain`] with links and formulas as they were written.
    pub fn plain_as_written(&self) -> String {
        self.plain(&mut |chunk| match chunk {
            Chunk::LinkAuto(index) => match self.links.get(index as usize).map(|l| &l.target) {
                Some(Target::Wiki(name)) => name.clone(),
                _ => String::new(),
            },
            Chunk::Formula(index) => match self.formulas.get(index as usize) {
                Some(Formula {
                    stated: Some(stated),
                    ..
                }) => stated.value.clone(),
                Some(formula) => formula.to_string(),
                None => String::new(),
            },
            Chunk::Image(index) => self
                .images
                .get(index as usize)
                .map_or_else(String::new, |i| i.alt.clone()),
            _ => String::new(),
        })
    }
}

fn is_cell_edge(html: &str) -> bool {
    (html.starts_with("</td>") || html.starts_with("</th>")) && !html.contains("</tr>")
}

/// Parts what comes next from what is there, unless it is parted already.
fn part(out: &mut String, by: char) {
    if out.ends_with(' ') && by == '\n' {
        out.pop();
    }
    if !out.is_empty() && !out.ends_with([' ', '\n']) {
        out.push(by);
    }
}

/// Prose of a text field of TOML: inline Markdown, without `<p>` around it.
///
/// Lists, headings and tables are not read; paragraphs are parted by a line break. `span` is the
/// place that [`super::toml`] gives to the string.
pub fn inline(text: &str, span: Span) -> Checked<Prose> {
    let origin = Origin::literal(text, span);
    if is_plain(text) {
        let mut plain = Draft::default();
        plain.text(text.trim());
        let numbers = digit_runs(text).map(|range| origin.span(range));
        plain.numbers.extend(numbers);
        return Checked::new(plain.take(span), Diags::default());
    }
    let mut checked = super::walk::inline(&Prepared::inline(text), origin);
    checked.value.span = span;
    tell_apart(&mut checked.value);
    checked
}

/// Where escapes hide the offsets inside a literal, every link and formula has the literal's own
/// place. Each gets another first byte, so that none is taken for another.
fn tell_apart(prose: &mut Prose) {
    let formulas = prose.formulas.iter_mut().map(|formula| &mut formula.span);
    shift_equal(formulas);
    let links = prose.links.iter_mut().map(|link| &mut link.span);
    shift_equal(links);
}

fn shift_equal<'a>(spans: impl Iterator<Item = &'a mut Span>) {
    let mut seen: Vec<Span> = Vec::new();
    for span in spans {
        while seen.contains(span) && span.start < span.end {
            span.start += 1;
        }
        seen.push(*span);
    }
}

/// Whether a text certainly holds no notation: most names and notes.
fn is_plain(text: &str) -> bool {
    /// The bytes that may begin one.
    const SIGNS: [bool; 256] = {
        let signs = b"*_~[]{}<>&\\`!|\n\r\0\x1f";
        let mut is_sign = [false; 256];
        let mut at = 0;
        while at < signs.len() {
            is_sign[signs[at] as usize] = true;
            at += 1;
        }
        is_sign
    };
    !text.bytes().any(|byte| SIGNS[usize::from(byte)]) && !text.contains('\u{300a}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::span::FileId;

    fn span(length: usize) -> Span {
        Span::new(FileId::of("a"), 10..10 + length)
    }

    fn read(text: &str) -> Checked<Prose> {
        inline(text, span(text.len() + 2))
    }

    fn html(text: &str) -> String {
        crate::parse::show(&read(text).value)
    }

    #[test]
    fn inline_text_has_no_blocks() {
        for (text, expected) in [
            ("ただの文。", "ただの文。"),
            ("# a", "# a"),
            ("- a\n- b", "- a - b"),
            ("1. a\n2) b", "1. a 2) b"),
            ("> a", "&gt; a"),
            ("    a *b*", "    a <em>b</em>"),
            ("一\n---", "一 ---"),
            ("***", "***"),
            ("* a", "* a"),
            ("*a*と**「b」**の", "<em>a</em>と<strong>「b」</strong>の"),
            ("一\n二", "一二"),
            ("一\n\n二", "一<br>\n二"),
            ("a  \nb", "a<br>\nb"),
            ("10~20人、(~30人~)", "10~20人、(~30人~)"),
            ("~~旧~~新", "<del>旧</del>新"),
            ("\u{200b}打\u{200b}つ*a*", "\u{200b}打\u{200b}つ<em>a</em>"),
            ("", ""),
        ] {
            assert_eq!(html(text), expected, "{text:?}");
        }
    }

    #[test]
    fn places_are_exact_unless_escaped() {
        let text = "市は[[ウェル";
        let at = |length: usize| {
            let checked = inline(text, span(length));
            let found: Vec<_> = checked.diags.iter().filter_map(|d| d.span).collect();
            found[0].range()
        };
        assert_eq!(at(text.len() + 2), 17..19);
        assert_eq!(at(text.len() + 5), 10..10 + text.len() + 5);
    }

    #[test]
    fn plain_text_keeps_words_only() {
        let prose = read("**市**は[[a|計画《けいかく》]]の{36件=件数(b)}を[[c]]に").value;
        assert_eq!(prose.plain_as_written(), "市は計画の36件をcに");
        assert_eq!(prose.links.len(), 2);
    }

    proptest! {
        #[test]
        fn never_panics(text in "[a1*~_「」。（）漢かｱ｜《》|\u{200b}\\[\\]\\\\{}=()`<>!#&;\n -]{0,40}") {
            let checked = read(&text);
            let again = format!("{text} ");
            for fault in checked.diags.iter().filter_map(|d| d.span) {
                let range = fault.range();
                let part = again.get(range.start - 11..range.end - 11);
                prop_assert!(part.is_some(), "{range:?} in {text:?}");
            }
            for link in &checked.value.links {
                prop_assert!(text.get(link.span.start as usize - 11..link.span.end as usize - 11).is_some());
            }
        }
    }
}
