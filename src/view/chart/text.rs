//! How much room a text takes in a picture, in its units, and how it is broken into lines.
//!
//! Pictures are 320 units wide and their text is 12 units high, so a full-width character is 12
//! units wide and a half-width one little more than half of that. No font is measured.

/// Height of the text.
pub const SIZE: i32 = 12;
/// From one line to the next.
pub const LINE: i32 = 14;
/// Width of a character of ASCII.
const NARROW: i32 = 7;

/// The width of a text.
pub fn width(text: &str) -> i32 {
    text.chars().map(advance).sum()
}

fn advance(c: char) -> i32 {
    if c.is_ascii() { NARROW } else { SIZE }
}

/// A text in lines that fit into `room`, as even as they can be. A word of Latin script is never
/// broken, so a line may be wider where one word alone is.
pub fn wrap(text: &str, room: i32) -> Vec<String> {
    let full = width(text);
    if text.is_empty() {
        return Vec::new();
    }
    if full <= room {
        return vec![text.to_owned()];
    }
    let lines = (full + room - 1) / room.max(1);
    let even = ((full + lines - 1) / lines).min(room);
    let mut all: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        let next = width(&line) + width(word.trim_end());
        if !line.is_empty() && next > even && (next > room || width(&line) >= even - SIZE / 2) {
            all.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(word);
    }
    all.push(line.trim_end().to_owned());
    all
}

/// The pieces that a text may be broken into: words of ASCII with the space behind them, and
/// single characters of everything else.
fn words(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let glued = chars
            .peek()
            .is_some_and(|(_, next)| c.is_ascii() && next.is_ascii() && !c.is_ascii_whitespace());
        if !glued {
            all.push(&text[start..end]);
            start = end;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_word_of_four_characters_stands_in_two_lines_of_two() {
        let word = "\u{8a18}\u{8f09}\u{306a}\u{3057}";
        assert_eq!(
            wrap(word, 40),
            ["\u{8a18}\u{8f09}", "\u{306a}\u{3057}"].map(str::to_owned)
        );
        assert_eq!(wrap(word, 48), [word.to_owned()]);
    }

    #[test]
    fn words_of_latin_script_stay_whole() {
        assert_eq!(
            wrap("not stated here", 80),
            ["not stated", "here"].map(str::to_owned)
        );
        assert_eq!(wrap("unbreakable", 20), ["unbreakable".to_owned()]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_every_line_fits(
            text in "[\u{3042}-\u{3096}]{1,30}",
            room in 12..200_i32,
        ) {
            let lines = wrap(&text, room);
            prop_assert_eq!(lines.concat(), text);
            prop_assert!(lines.iter().all(|line| width(line) <= room));
        }
    }
}
