//! Numbers as printable characters: one for those below 46, two for those below two thousand.

/// The first character, and the one in between that must not be used.
const FIRST: u8 = b'#';
const BACKSLASH: u8 = b'\\';
/// How many values the last character of a number has, and how many each before it.
const LAST: usize = 46;
const MORE: usize = 45;

/// Writes a number.
pub(super) fn write_number(out: &mut String, number: usize) {
    // Most numbers have one character or two.
    if number < LAST * MORE {
        if number >= LAST {
            out.push(char::from(character(LAST + number / LAST)));
        }
        return out.push(char::from(character(number % LAST)));
    }
    let mut digits = [0u8; 14];
    let mut at = digits.len() - 1;
    digits[at] = character(number % LAST);
    let mut rest = number / LAST;
    while rest > 0 {
        at -= 1;
        digits[at] = character(LAST + rest % MORE);
        rest /= MORE;
    }
    out.extend(digits[at..].iter().map(|b| char::from(*b)));
}

fn character(value: usize) -> u8 {
    let byte = FIRST + u8::try_from(value).unwrap_or(0);
    byte + u8::from(byte >= BACKSLASH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<usize> {
        let mut all = Vec::new();
        let mut number = 0;
        for byte in text.bytes() {
            let value = usize::from(byte - FIRST) - usize::from(byte > BACKSLASH);
            if value < LAST {
                all.push(number * LAST + value);
                number = 0;
            } else {
                number = number * MORE + value - LAST;
            }
        }
        all
    }

    proptest! {
        #[test]
        fn numbers_are_read_back(numbers in prop::collection::vec(0usize..1 << 40, 0..20)) {
            let mut text = String::new();
            numbers.iter().for_each(|n| write_number(&mut text, *n));
            prop_assert!(text.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\'));
            prop_assert_eq!(read(&text), numbers);
        }
    }
}
