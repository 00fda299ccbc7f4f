//! Codes and messages of this floor. The words are in `i18n/`.

use std::io;

use crate::base::diag::{Code, Diagnostic};
use crate::base::reason::reason;
use crate::base::span::Span;

/// Every code of this floor.
pub static CODES: &[Code] = &[
    NO_SITE,
    NOT_UTF8,
    FILE_TOO_LARGE,
    CANNOT_READ,
    SYMLINK_OUTSIDE,
    BAD_FILE_NAME,
    SAME_FILE_NAME,
    UNKNOWN_FILE,
];

const NO_SITE: Code = Code::error("no-site");
const NOT_UTF8: Code = Code::error("not-utf8");
const FILE_TOO_LARGE: Code = Code::error("file-too-large");
const CANNOT_READ: Code = Code::error("cannot-read");
const SYMLINK_OUTSIDE: Code = Code::error("symlink-outside");
const BAD_FILE_NAME: Code = Code::error("bad-file-name");
const SAME_FILE_NAME: Code = Code::error("same-file-name");
const UNKNOWN_FILE: Code = Code::warning("unknown-file");

/// Whether a fault means that a file's records are missing, which may explain faults elsewhere.
pub fn is_unread(code: Code) -> bool {
    [
        NOT_UTF8,
        FILE_TOO_LARGE,
        CANNOT_READ,
        SYMLINK_OUTSIDE,
        BAD_FILE_NAME,
        SAME_FILE_NAME,
    ]
    .contains(&code)
}

/// A root without `site.toml`, or no root at all; `below` is a folder in it that is a site.
pub fn no_site(root: &str, exists: bool, below: Option<String>) -> Diagnostic {
    let fault = Diagnostic::nowhere(NO_SITE).arg("root", root);
    match below {
        _ if !exists => fault.help("no-folder"),
        Some(below) => fault.arg("below", below).help("below"),
        None => fault.help("").help("start"),
    }
}

/// A file that is no UTF-8 from byte `at` on (counted from 0).
pub fn not_utf8(span: Span, at: usize, bytes: &[u8]) -> Diagnostic {
    let likely = if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        "utf-16"
    } else if bytes[..at].is_ascii() && is_shift_jis(bytes) {
        "shift-jis"
    } else {
        ""
    };
    let fault = Diagnostic::new(NOT_UTF8, span).arg("offset", at + 1);
    let fault = if likely.is_empty() {
        fault
    } else {
        fault.help(likely)
    };
    fault.help("")
}

/// A file of more than `most` bytes.
pub fn file_too_large(span: Span, path: &str, size: u64, most: u64) -> Diagnostic {
    Diagnostic::new(FILE_TOO_LARGE, span)
        .arg("path", path)
        .arg("size", mebibytes(size))
        .arg("most", mebibytes(most))
        .help("")
}

/// A file or folder that the system does not let us read.
pub fn cannot_read(span: Span, path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::new(CANNOT_READ, span)
        .arg("path", path)
        .arg("reason", reason(error))
        .help("")
}

/// A link to a place outside the site's root.
pub fn symlink_outside(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(SYMLINK_OUTSIDE, span)
        .arg("path", path)
        .help("")
}

/// A name that is no Unicode text; `path` shows it as well as it can be shown.
pub fn bad_file_name(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(BAD_FILE_NAME, span)
        .arg("path", path)
        .help("")
}

/// Two names that look the same and differ only in how their characters are composed.
pub fn same_file_name(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(SAME_FILE_NAME, span)
        .arg("path", path)
        .help("")
}

/// A file under `content/` that is none of the kinds we read.
pub fn unknown_file(span: Span, path: &str, endings: &[&str]) -> Diagnostic {
    let allowed: Vec<_> = endings.iter().map(|ending| format!(".{ending}")).collect();
    Diagnostic::new(UNKNOWN_FILE, span)
        .arg("path", path)
        .arg("allowed", allowed)
        .help("")
}

/// A size in MiB with one digit, rounded up.
fn mebibytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1 << 20);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Whether bytes are whole characters of Shift_JIS (as Windows writes it) and hold a first byte
/// that EUC-JP does not use (JIS X 0208:1997, appendix 1).
fn is_shift_jis(bytes: &[u8]) -> bool {
    let mut certain = false;
    let mut rest = bytes.iter();
    while let Some(&byte) = rest.next() {
        match byte {
            0x00..=0x7f | 0xa1..=0xdf => {}
            0x81..=0x9f | 0xe0..=0xfc => {
                certain |= byte < 0xa0;
                if !rest
                    .next()
                    .is_some_and(|second| matches!(second, 0x40..=0x7e | 0x80..=0xfc))
                {
                    return false;
                }
            }
            _ => return false,
        }
    }
    certain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::FileId;

    #[test]
    fn shift_jis_is_told_from_other_encodings() {
        let shift_jis = b"a = \"\x95\x5d\x89\xbf\"";
        let euc = b"a = \"\xc9\xbe\xb2\xc1\"";
        assert!(is_shift_jis(shift_jis));
        assert!(!is_shift_jis(euc));
        let help = |bytes: &[u8], at| not_utf8(Span::new(FileId::of("a"), at..at), at, bytes).help;
        assert_eq!(help(shift_jis, 5), ["shift-jis", ""]);
        assert_eq!(help(b"\xe8\xa9\x95\xff", 3), [""]);
        assert!(!is_shift_jis(b"\x95"));
    }

    #[test]
    fn sizes_are_rounded_up() {
        assert_eq!(mebibytes(8 << 20), "8.0");
        assert_eq!(mebibytes((8 << 20) + 1), "8.1");
    }
}
