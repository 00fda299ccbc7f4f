//! The pieces of prose, and how they are kept: a large site holds a million of them.

use std::ops::Range;

use crate::base::span::{Span, Spanned};

use super::formula::Formula;
use super::prose::{Image, Link, Prose};

/// One piece of [`Prose`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Chunk<'a> {
    /// Markup made by us; to be printed as it stands. A line feed in it parts two blocks.
    Html(&'a str),
    /// Text; to be escaped.
    Text(&'a str),
    /// Text with its reading: see [`super::japanese::ruby_html`].
    Ruby {
        /// The text.
        base: &'a str,
        /// How it is read.
        reading: &'a str,
    },
    /// A word of the catalogue (`[words]`), in the language of the page.
    Word(&'a str),
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
        untitled: Option<&'a str>,
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
pub fn words<'a>(chunks: impl Iterator<Item = Chunk<'a>>) -> String {
    let words = chunks.filter_map(|chunk| match chunk {
        Chunk::Text(text) | Chunk::Ruby { base: text, .. } => Some(text),
        _ => None,
    });
    words.collect()
}

/// A chunk whose texts stand in the one text of its prose: a third of the size, and none of them
/// asks for memory of its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Packed {
    Html(Part),
    Text(Part),
    /// The reading follows the base, and ends here.
    Ruby(Part, u32),
    Word(Part),
    LinkStart(u32),
    LinkEnd,
    LinkAuto(u32),
    Formula(u32),
    Image(u32),
    HeadingStart {
        level: u8,
        anchor: u32,
    },
    HeadingEnd(u8),
    Table(Option<Part>),
    Mention {
        note: u32,
        time: u32,
    },
    Note(Option<u32>),
}

/// A range of the text of some prose.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Part {
    start: u32,
    end: u32,
}

impl Part {
    fn of(self, text: &str) -> &str {
        let range = self.start as usize..self.end as usize;
        text.get(range).unwrap_or_default()
    }
}

impl Packed {
    /// The chunk, whose texts stand in `text`.
    pub(super) fn of(self, text: &str) -> Chunk<'_> {
        match self {
            Self::Html(part) => Chunk::Html(part.of(text)),
            Self::Text(part) => Chunk::Text(part.of(text)),
            Self::Ruby(base, end) => Chunk::Ruby {
                base: base.of(text),
                reading: Part {
                    start: base.end,
                    end,
                }
                .of(text),
            },
            Self::Word(part) => Chunk::Word(part.of(text)),
            Self::LinkStart(link) => Chunk::LinkStart(link),
            Self::LinkEnd => Chunk::LinkEnd,
            Self::LinkAuto(link) => Chunk::LinkAuto(link),
            Self::Formula(formula) => Chunk::Formula(formula),
            Self::Image(image) => Chunk::Image(image),
            Self::HeadingStart { level, anchor } => Chunk::HeadingStart { level, anchor },
            Self::HeadingEnd(level) => Chunk::HeadingEnd(level),
            Self::Table(untitled) => Chunk::Table {
                untitled: untitled.map(|part| part.of(text)),
            },
            Self::Mention { note, time } => Chunk::Mention { note, time },
            Self::Note(note) => Chunk::Note(note),
        }
    }
}

/// Prose in the making. What it holds room for is kept from one piece of prose to the next.
#[derive(Default)]
pub(super) struct Draft {
    text: String,
    chunks: Vec<Packed>,
    pub(super) links: Vec<Link>,
    pub(super) formulas: Vec<Formula>,
    pub(super) images: Vec<Image>,
    pub(super) anchors: Vec<Spanned<String>>,
    pub(super) numbers: Vec<Span>,
}

impl Draft {
    /// How many chunks there are so far.
    pub(super) fn len(&self) -> usize {
        self.chunks.len()
    }

    /// Whether there is nothing so far.
    pub(super) fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// A chunk by its place.
    pub(super) fn get(&self, at: usize) -> Option<Chunk<'_>> {
        self.chunks.get(at).map(|packed| packed.of(&self.text))
    }

    /// The chunks at these places.
    pub(super) fn chunks(
        &self,
        range: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = Chunk<'_>> + ExactSizeIterator + Clone {
        let chunks = self.chunks.get(range).unwrap_or_default();
        chunks.iter().map(|packed| packed.of(&self.text))
    }

    /// Adds markup, to the markup before it if there is some.
    pub(super) fn html(&mut self, html: &str) {
        let (end, part) = (self.end(), self.part(html));
        match self.chunks.last_mut() {
            _ if html.is_empty() => {}
            Some(Packed::Html(last)) if last.end == end => last.end = part.end,
            _ => self.chunks.push(Packed::Html(part)),
        }
    }

    /// Adds text, to the text before it if there is some.
    pub(super) fn text(&mut self, text: &str) {
        let (end, part) = (self.end(), self.part(text));
        match self.chunks.last_mut() {
            _ if text.is_empty() => {}
            Some(Packed::Text(last)) if last.end == end => last.end = part.end,
            _ => self.chunks.push(Packed::Text(part)),
        }
    }

    /// Adds a chunk that joins no other.
    pub(super) fn push(&mut self, chunk: Chunk<'_>) {
        let packed = self.pack(chunk);
        self.chunks.push(packed);
    }

    /// Puts a chunk where another is.
    pub(super) fn replace(&mut self, at: usize, chunk: Chunk<'_>) {
        let packed = self.pack(chunk);
        if let Some(place) = self.chunks.get_mut(at) {
            *place = packed;
        }
    }

    /// What is there, as the prose at `span`; then there is nothing.
    pub(super) fn take(&mut self, span: Span) -> Prose {
        let prose = Prose {
            text: self.text.as_str().into(),
            chunks: self.chunks.as_slice().into(),
            links: self.links.drain(..).collect(),
            formulas: self.formulas.drain(..).collect(),
            images: self.images.drain(..).collect(),
            anchors: self.anchors.drain(..).collect(),
            numbers: self.numbers.as_slice().into(),
            span,
        };
        self.text.clear();
        self.chunks.clear();
        self.numbers.clear();
        prose
    }

    fn end(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    fn part(&mut self, text: &str) -> Part {
        let start = self.end();
        self.text.push_str(text);
        Part {
            start,
            end: self.end(),
        }
    }

    fn pack(&mut self, chunk: Chunk<'_>) -> Packed {
        match chunk {
            Chunk::Html(html) => Packed::Html(self.part(html)),
            Chunk::Text(text) => Packed::Text(self.part(text)),
            Chunk::Ruby { base, reading } => {
                let base = self.part(base);
                Packed::Ruby(base, self.part(reading).end)
            }
            Chunk::Word(word) => Packed::Word(self.part(word)),
            Chunk::LinkStart(link) => Packed::LinkStart(link),
            Chunk::LinkEnd => Packed::LinkEnd,
            Chunk::LinkAuto(link) => Packed::LinkAuto(link),
            Chunk::Formula(formula) => Packed::Formula(formula),
            Chunk::Image(image) => Packed::Image(image),
            Chunk::HeadingStart { level, anchor } => Packed::HeadingStart { level, anchor },
            Chunk::HeadingEnd(level) => Packed::HeadingEnd(level),
            Chunk::Table { untitled } => Packed::Table(untitled.map(|words| self.part(words))),
            Chunk::Mention { note, time } => Packed::Mention { note, time },
            Chunk::Note(note) => Packed::Note(note),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::FileId;

    #[test]
    fn a_chunk_is_small() {
        assert_eq!(size_of::<Packed>(), 16);
    }

    #[test]
    fn neighbours_join_and_others_keep_their_places() {
        let mut draft = Draft::default();
        draft.html("<p>");
        draft.html("");
        draft.html("<em>");
        draft.push(Chunk::LinkStart(0));
        draft.text("一");
        draft.text("二");
        draft.replace(1, Chunk::Text("[["));
        // The text before it stands elsewhere: the two must not become one.
        draft.text("三");
        draft.push(Chunk::Ruby {
            base: "四",
            reading: "よん",
        });
        let span = Span::new(FileId::of("a"), 0..9);
        let prose = draft.take(span);
        let chunks: Vec<Chunk<'_>> = prose.chunks().collect();
        assert_eq!(
            chunks,
            [
                Chunk::Html("<p><em>"),
                Chunk::Text("[["),
                Chunk::Text("一二"),
                Chunk::Text("三"),
                Chunk::Ruby {
                    base: "四",
                    reading: "よん"
                },
            ]
        );
        assert!(draft.is_empty() && draft.take(span).is_empty());
    }
}
