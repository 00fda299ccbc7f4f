//! Text that people read: what Markdown bodies and text fields of TOML become.
//!
//! Markup that we make stands ready as HTML; text is kept apart, for the view to escape; links and
//! formulas stay open until later floors know what they lead to.

use crate::base::diag::{Checked, Diags};
use crate::base::span::{Span, Spanned};

pub use super::digits::digit_runs;
use super::emphasis::Prepared;
pub use super::expression::expression;
pub use super::formula::{Argument, Expr, Formula};
use super::origin::Origin;
pub use super::target::Target;

/// A piece of text with links and formulas.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Prose {
    /// Markup, text, links and formulas in reading order.
    pub chunks: Vec<Chunk>,
    /// The links, by the numbers in the chunks.
    pub links: Vec<Link>,
    /// The formulas, by the numbers in the chunks.
    pub formulas: Vec<Formula>,
    /// The images, by the numbers in the chunks.
    pub images: Vec<Image>,
    /// Ids of the headings inside, by the numbers in the chunks.
    pub anchors: Vec<Spanned<String>>,
    /// Where digits stand in its text, run by run in reading order; see [`digit_runs`].
    pub numbers: Vec<Span>,
    /// Where it was written.
    pub span: Span,
}

/// One piece of [`Prose`].
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Chunk {
    /// Markup made by us; to be printed as it stands. A line feed in it parts two blocks.
    Html(String),
    /// Text; to be escaped.
    Text(String),
    /// Text with its reading: see [`super::japanese::ruby_html`].
    Ruby {
        /// The text.
        base: String,
        /// How it is read.
        reading: String,
    },
    /// A word of the catalogue (`[words]`), in the language of the page.
    Word(&'static str),
    /// A link begins; its label follows.
    LinkStart(u32),
    /// The last link that began ends. Links do not stand in one another.
    LinkEnd,
    /// A link without a label: it is named as its target names itself, or else as it was written.
    LinkAuto(u32),
    /// What a formula gives.
    Formula(u32),
    /// An image.
    Image(u32),
    /// A heading begins, of level 3 or lower unless it stands in a quotation or list.
    HeadingStart {
        /// Its level as written, 1 to 6.
        level: u8,
        /// Its id, in `anchors`.
        anchor: u32,
    },
    /// The heading of this level ends.
    HeadingEnd(u8),
    /// A table begins.
    Table {
        /// What names a table without a title: the words of the heading above it, if there are
        /// some. With `None`, its title follows, and the markup that ends it.
        untitled: Option<String>,
    },
    /// The number of a footnote, where it is mentioned.
    Mention {
        /// The footnote's number in its file.
        note: u32,
        /// How often it was mentioned so far, with this time.
        time: u32,
    },
    /// A footnote begins; without a number if nothing mentions it.
    Note(Option<u32>),
}

/// The words of some prose, as far as they are known before links and formulas are.
pub fn words(chunks: &[Chunk]) -> String {
    let words = chunks.iter().filter_map(|chunk| match chunk {
        Chunk::Text(text) | Chunk::Ruby { base: text, .. } => Some(text.as_str()),
        _ => None,
    });
    words.collect()
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
        Self {
            chunks: Vec::new(),
            links: Vec::new(),
            formulas: Vec::new(),
            images: Vec::new(),
            anchors: Vec::new(),
            numbers: Vec::new(),
            span,
        }
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
    pub fn plain(&self, fill: &mut dyn FnMut(&Chunk) -> String) -> String {
        let mut out = String::new();
        for chunk in &self.chunks {
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
            Chunk::LinkAuto(index) => match self.links.get(*index as usize).map(|l| &l.target) {
                Some(Target::Wiki(name)) => name.clone(),
                _ => String::new(),
            },
            Chunk::Formula(index) => match self.formulas.get(*index as usize) {
                Some(Formula {
                    stated: Some(stated),
                    ..
                }) => stated.value.clone(),
                Some(formula) => formula.to_string(),
                None => String::new(),
            },
            Chunk::Image(index) => self
                .images
                .get(*index as usize)
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
    let mut checked = if is_plain(text) {
        let mut plain = Prose::empty(span);
        plain.numbers = digit_runs(text).map(|range| origin.span(range)).collect();
        Checked::new(plain, Diags::default())
    } else {
        super::walk::inline(&Prepared::inline(text), origin)
    };
    if checked.value.is_empty() && is_plain(text) && !text.trim().is_empty() {
        checked
            .value
            .chunks
            .push(Chunk::Text(text.trim().to_owned()));
    }
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
    const SIGNS: &[u8] = b"*_~[]{}<>&\\`!|\n\r\0";
    let open = |window: &[u8]| window == "\u{300a}".as_bytes();
    !text
        .bytes()
        .any(|byte| SIGNS.contains(&byte) || byte == 0x1f)
        && !text.as_bytes().windows(3).any(open)
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
