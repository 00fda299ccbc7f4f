//! Digits in running text.

use std::ops::Range;

/// The runs of digits in a text, each with the points and commas inside it.
pub fn digit_runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let digit = |c: char| c.is_ascii_digit() || ('\u{ff10}'..='\u{ff19}').contains(&c);
    let between = |c: char| matches!(c, '.' | ',' | '\u{ff0c}' | '\u{ff0e}');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(digit)?;
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

#[cfg(test)]
mod tests {
    use super::digit_runs;

    #[test]
    fn runs_keep_the_signs_inside_a_number() {
        let text = "H29は1,800件、１２．５％。3.";
        let runs: Vec<&str> = digit_runs(text).map(|run| &text[run]).collect();
        assert_eq!(runs, ["29", "1,800", "１２．５", "3"]);
    }
}
