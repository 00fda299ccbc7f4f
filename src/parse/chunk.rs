//! The pieces of prose, and how they are kept: a large site holds a million of them.

use std::ops::Range;

use crate::base::span::{Span, Spanned};

use super::formula::Formula;
use super::prose::{Image, Link, Prose};

/// One piece of [`Prose`], as it is read.
pub type Chunk<'a> = Piece<&'a str, &'a str>;

/// A chunk whose texts stand in the one text of its prose: a third of the size, and none of them
/// asks for memory of its own. The reading of ruby follows its base, and ends at the number.
pub(super) type Packed = Piece<Part, u32>;

/// One piece of [`Prose`], with its texts as `T` and the readings of ruby as `R`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Piece<T, R> {
    /// Markup made by us; to be printed as it stands. A line feed in it parts two blocks.
    Html(T),
    /// Text; to be escaped.
    Text(T),
    /// Text with its reading: see [`super::japanese::ruby_html`].
    Ruby {
        /// The text.
        base: T,
        /// How it is read.
        reading: R,
    },
    /// A word of the catalogue (`[words]`), in the language of the page.
    Word(T),
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
        untitled: Option<T>,
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

impl<T: Copy, R> Piece<T, R> {
    /// The same piece with its texts in another form, each made with the help of `by`; a reading
    /// from its base and itself.
    fn map<B, U, S>(
        self,
        by: &mut B,
        text: impl Fn(&mut B, T) -> U,
        reading_of: impl Fn(&mut B, T, R) -> S,
    ) -> Piece<U, S> {
        match self {
            Self::Html(html) => Piece::Html(text(by, html)),
            Self::Text(words) => Piece::Text(text(by, words)),
            Self::Ruby { base, reading } => Piece::Ruby {
                base: text(by, base),
                reading: reading_of(by, base, reading),
            },
            Self::Word(word) => Piece::Word(text(by, word)),
            Self::LinkStart(link) => Piece::LinkStart(link),
            Self::LinkEnd => Piece::LinkEnd,
            Self::LinkAuto(link) => Piece::LinkAuto(link),
            Self::Formula(formula) => Piece::Formula(formula),
            Self::Image(image) => Piece::Image(image),
            Self::HeadingStart { level, anchor } => Piece::HeadingStart { level, anchor },
            Self::HeadingEnd(level) => Piece::HeadingEnd(level),
            Self::Table { untitled } => Piece::Table {
                untitled: untitled.map(|words| text(by, words)),
            },
            Self::Mention { note, time } => Piece::Mention { note, time },
            Self::Note(note) => Piece::Note(note),
        }
    }
}

/// The words of some prose, as far as they are known before links and formulas are.
pub fn words<'a>(chunks: impl Iterator<Item = Chunk<'a>>) -> String {
    let words = chunks.filter_map(|chunk| match chunk {
        Chunk::Text(text) | Chunk::Ruby { base: text, .. } => Some(text),
        _ => None,
    });
    words.collect()
}

/// A range of the text of some prose.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Part {
    start: u32,
    end: u32,
}

impl Part {
    fn between(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The part that `more` is once it stands at the end of `text`.
    fn at_end(text: &mut String, more: &str) -> Self {
        let end = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
        let start = end(text);
        text.push_str(more);
        Self::between(start, end(text))
    }

    fn of(self, text: &str) -> &str {
        let range = self.start as usize..self.end as usize;
        text.get(range).unwrap_or_default()
    }
}

impl Packed {
    /// The chunk, whose texts stand in `text`.
    pub(super) fn of<'a>(self, mut text: &'a str) -> Chunk<'a> {
        let part = |text: &mut &'a str, part: Part| part.of(text);
        let reading = |text: &mut &'a str, base: Part, end| Part::between(base.end, end).of(text);
        self.map(&mut text, part, reading)
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
        self.join(html, Packed::Html);
    }

    /// Adds text, to the text before it if there is some.
    pub(super) fn text(&mut self, text: &str) {
        self.join(text, Packed::Text);
    }

    fn join(&mut self, text: &str, kind: fn(Part) -> Packed) {
        if text.is_empty() {
            return;
        }
        let part = Part::at_end(&mut self.text, text);
        match (self.chunks.last_mut(), kind(part)) {
            (Some(Packed::Html(last)), Packed::Html(_))
            | (Some(Packed::Text(last)), Packed::Text(_))
                if last.end == part.start =>
            {
                last.end = part.end;
            }
            (_, packed) => self.chunks.push(packed),
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

    fn pack(&mut self, chunk: Chunk<'_>) -> Packed {
        let reading = |text: &mut String, _, reading| Part::at_end(text, reading).end;
        chunk.map(&mut self.text, Part::at_end, reading)
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
