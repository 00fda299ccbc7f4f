//! From the bytes of a text back to the bytes of its file.

use std::ops::Range;

use crate::base::span::Span;

/// Where a text was written.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    span: Span,
    exact: bool,
    /// Bytes of the text that took two in the file.
    doubled: Vec<usize>,
}

impl Origin {
    /// A text that stands in the file byte for byte at `span`.
    pub(super) fn verbatim(span: Span) -> Self {
        Self {
            span,
            exact: true,
            doubled: Vec::new(),
        }
    }

    /// A text that was written as the literal at `span`.
    ///
    /// If the length of the literal shows how it was written (see [`Writing`]), every part of the
    /// text can be pointed at, otherwise only the whole literal.
    pub(super) fn literal(text: &str, span: Span) -> Self {
        let range = span.range();
        let Some(writing) = Writing::of(text, range.len()) else {
            return Self {
                exact: false,
                ..Self::verbatim(span)
            };
        };
        let inside = Span::new(span.file, range.start + 1..range.end - 1);
        let bytes = text.bytes().enumerate();
        let doubled = bytes.filter(|(_, byte)| writing.doubles(*byte));
        Self {
            span: inside,
            exact: true,
            doubled: doubled.map(|(at, _)| at).collect(),
        }
    }

    /// A part of the text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        if !self.exact {
            return self.span;
        }
        let shift = |at: usize| at + self.doubled.partition_point(|double| *double < at);
        self.span.part(shift(range.start)..shift(range.end))
    }
}

/// How a string was written between its quotes, as far as its length tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Writing {
    /// Byte for byte.
    Verbatim,
    /// Each line feed took two bytes, as on Windows or as `\n`.
    Lines,
    /// Each line feed, quotation mark and backslash took two bytes.
    Escapes,
}

impl Writing {
    /// The writing that makes `text` a literal of `length` bytes, one quote on either side.
    pub(super) fn of(text: &str, length: usize) -> Option<Self> {
        let more = length.checked_sub(text.len() + 2)?;
        [Self::Verbatim, Self::Lines, Self::Escapes]
            .into_iter()
            .find(|writing| text.bytes().filter(|byte| writing.doubles(*byte)).count() == more)
    }

    /// Whether a byte took two.
    fn doubles(self, byte: u8) -> bool {
        match self {
            Self::Verbatim => false,
            Self::Lines => byte == b'\n',
            Self::Escapes => matches!(byte, b'\n' | b'"' | b'\\'),
        }
    }

    /// Whether `text` was really written so as `inside`.
    pub(super) fn fits(self, text: &str, inside: &str) -> bool {
        if self == Self::Verbatim {
            return text == inside;
        }
        let mut source = inside.as_bytes();
        for byte in text.bytes() {
            let written = match byte {
                _ if !self.doubles(byte) => source.first() == Some(&byte),
                b'\n' => source.starts_with(b"\r\n") || source.starts_with(b"\\n"),
                _ => source.starts_with(&[b'\\', byte]),
            };
            if !written {
                return false;
            }
            source = &source[1 + usize::from(self.doubles(byte))..];
        }
        source.is_empty()
    }
}
