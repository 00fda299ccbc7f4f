//! Codes and messages of this floor. The words are in `i18n/`.

use crate::base::diag::{Code, Diagnostic};
use crate::base::span::Span;

/// Every code of this floor.
pub static CODES: &[Code] = &[TEMPLATE_ERROR, UNKNOWN_THEME];

const TEMPLATE_ERROR: Code = Code::error("template-error");
const UNKNOWN_THEME: Code = Code::error("unknown-theme");

/// A fault of a template: what the engine says, where, and which pages show it.
pub fn template_error(
    span: Option<Span>,
    template: &str,
    message: &str,
    pages: &[String],
) -> Diagnostic {
    let mut fault = Diagnostic::nowhere(TEMPLATE_ERROR)
        .arg("template", template)
        .arg("message", message)
        .arg("count", pages.len())
        .arg("page", pages.first().cloned().unwrap_or_default());
    fault.span = span;
    match pages {
        [] => fault,
        [_] => fault.help("page"),
        _ => fault.help("pages"),
    }
}

/// A theme that neither the site nor the program has.
pub fn unknown_theme(span: Span, found: &str, nearest: Option<String>) -> Diagnostic {
    Diagnostic::new(UNKNOWN_THEME, span)
        .arg("found", found)
        .nearest(nearest)
        .help("")
}
