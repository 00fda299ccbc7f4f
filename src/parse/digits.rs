//! Digits in running text.

use std::ops::Range;

use super::bytes::first;

/// The runs of digits in a text, each with the points and commas inside it.
pub fn digit_runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let digit = |c: char| c.is_ascii_digit() || ('\u{ff10}'..='\u{ff19}').contains(&c);
    let between = |c: char| matches!(c, '.' | ',' | '\u{ff0c}' | '\u{ff0e}');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + first_digit(text.get(at..)?)?;
        let mut end = start;
        let mut rest = text[start..].chars().peekable();
        while let Some(c) = rest.next() {
            let inside = between(c) && rest.peek().is_some_and(|next| digit(*next));
            if !digit(c) && !inside {
                break;
            }
            end += c.len_utf8();
        }
        at = end;
        Some(start..end)
    })
}

/// Where the first digit of a text stands.
fn first_digit(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += first(bytes.get(at..)?, |byte| {
            byte.is_ascii_digit() || byte == WIDE[0]
        })?;
        let wide = bytes[at..].starts_with(&WIDE) && matches!(bytes.get(at + 2), Some(0x90..=0x99));
        if bytes[at].is_ascii_digit() || wide {
            return Some(at);
        }
        at += 1;
    }
}

/// How full-width digits begin.
const WIDE: [u8; 2] = [0xef, 0xbc];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{digit_runs, first_digit};

    proptest! {
        #[test]
        fn the_first_digit_is_found_wherever_it_stands(text in "[a漢：ｱ（　]{0,20}[a０９：1ｱ]{0,3}[a漢0]{0,20}") {
            let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
            prop_assert_eq!(first_digit(&text), text.find(digit));
        }
    }

    #[test]
    fn runs_keep_the_signs_inside_a_number() {
        let text = "H29は1,800件、１２．５％。3.";
        let runs: Vec<&str> = digit_runs(text).map(|run| &text[run]).collect();
        assert_eq!(runs, ["29", "1,800", "１２．５", "3"]);
    }
}
