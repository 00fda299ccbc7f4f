//! The characters of a printed figure in half-width, with the way back to what is printed.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// One character of the text in half-width, and where it came from.
pub(super) struct Glyph {
    /// What it reads as.
    pub(super) c: char,
    /// Its bytes in the printed text.
    pub(super) at: Range<usize>,
    /// Whether a space stands before it.
    pub(super) gap: bool,
}

/// Full-width and half-width forms become plain; the rest of NFKC makes digits of ① and ㎡.
pub(super) fn glyphs(printed: &str) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    let mut gap = false;
    let mut chars = printed.char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        let mut end = from + c.len_utf8();
        while let Some((at, mark)) = chars.next_if(|(_, c)| joins(*c)) {
            end = at + mark.len_utf8();
        }
        let (text, at) = (&printed[from..end], from..end);
        let is_wide = ('\u{FF00}'..='\u{FFEF}').contains(&c);
        let mut add = |c| {
            let (at, gap) = (at.clone(), std::mem::take(&mut gap));
            glyphs.push(Glyph { c, at, gap });
        };
        if is_wide {
            text.nfkc().for_each(add);
        } else if text.len() == c.len_utf8() && is_nfc_quick(text.chars()) == IsNormalized::Yes {
            // Nearly all characters are composed already.
            add(c);
        } else {
            text.nfc().for_each(add);
        }
    }
    glyphs
}

/// Whether a mark belongs to the character before it, as the voicing marks of half-width kana do.
fn joins(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{FF9E}' | '\u{FF9F}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The quick way reads what composing all of a text reads.
        #[test]
        fn composed_characters_are_read_as_they_are(text in "[1１か\u{3099}ｶﾞ\u{ff9e}\u{958}é\u{301}①㎡ 　件，]{0,8}") {
            let read: String = glyphs(&text).iter().map(|glyph| glyph.c).collect();
            let mut slow = String::new();
            let mut rest = text.chars().peekable();
            while let Some(first) = rest.next() {
                if first.is_whitespace() {
                    continue;
                }
                let mut one = String::from(first);
                while let Some(mark) = rest.next_if(|c| joins(*c)) {
                    one.push(mark);
                }
                match ('\u{FF00}'..='\u{FFEF}').contains(&first) {
                    true => slow.extend(one.nfkc()),
                    false => slow.extend(one.nfc()),
                }
            }
            prop_assert_eq!(read, slow);
        }
    }
}
