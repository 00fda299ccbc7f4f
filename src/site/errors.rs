//! Codes and messages of this floor. The words are in `i18n/`.

use crate::base::diag::{Code, Diagnostic};
use crate::base::span::Span;

/// Every code of this floor.
pub static CODES: &[Code] = &[
    ROUTE_COLLISION,
    BROKEN_ANCHOR,
    BROKEN_FILE,
    HEADING_IS_TITLE,
];

const ROUTE_COLLISION: Code = Code::error("route-collision");
const BROKEN_ANCHOR: Code = Code::error("broken-anchor");
const BROKEN_FILE: Code = Code::error("broken-file");
const HEADING_IS_TITLE: Code = Code::warning("heading-is-title");

/// Whether a fault is about the words of a text alone.
pub fn is_about_words(code: Code) -> bool {
    code == HEADING_IS_TITLE
}

/// Two pages at one address.
pub fn route_collision(span: Option<Span>, first: Option<Span>, path: &str) -> Diagnostic {
    let mut fault = Diagnostic::nowhere(ROUTE_COLLISION)
        .arg("path", path)
        .help("");
    fault.span = span;
    match first {
        Some(first) => fault.label(first, "first"),
        None => fault,
    }
}

/// A link to a place that the page does not have.
pub fn broken_anchor(span: Span, found: &str, nearest: Option<String>) -> Diagnostic {
    Diagnostic::new(BROKEN_ANCHOR, span)
        .arg("found", found)
        .nearest(nearest)
        .help("")
}

/// A link to a file that does not exist.
pub fn broken_file(span: Span, found: &str, nearest: Option<String>) -> Diagnostic {
    Diagnostic::new(BROKEN_FILE, span)
        .arg("found", found)
        .nearest(nearest)
        .help("")
}

/// A heading inside a page that is as high as the title of the page.
pub fn heading_is_title(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(HEADING_IS_TITLE, span)
        .arg("found", found)
        .help("")
}
