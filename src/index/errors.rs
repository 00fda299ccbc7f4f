//! Codes and messages of this floor. The words are in `i18n/`.

use crate::base::diag::{Code, Diagnostic};
use crate::base::span::Span;
use crate::base::words::closest;

/// Every code of this floor.
pub static CODES: &[Code] = &[
    BROKEN_LINK,
    AMBIGUOUS_LINK,
    UNKNOWN_FUNCTION,
    BAD_ARGUMENT,
    UNKNOWN_SERIES,
    NOT_SUMMABLE,
    NO_FIGURE,
    STATED_MISMATCH,
    SUM_MISMATCH,
    STALE_DISCREPANCY,
    EMPTY_TABLE,
    UNCHECKED_FIGURES,
    MIXED_UNITS,
];

const BROKEN_LINK: Code = Code::error("broken-link");
const AMBIGUOUS_LINK: Code = Code::error("ambiguous-link");
const UNKNOWN_FUNCTION: Code = Code::error("unknown-function");
const BAD_ARGUMENT: Code = Code::error("bad-argument");
const UNKNOWN_SERIES: Code = Code::error("unknown-series");
const NOT_SUMMABLE: Code = Code::error("not-summable");
const NO_FIGURE: Code = Code::error("no-figure");
const STATED_MISMATCH: Code = Code::error("stated-mismatch");
const SUM_MISMATCH: Code = Code::error("sum-mismatch");
const STALE_DISCREPANCY: Code = Code::error("stale-discrepancy");
const EMPTY_TABLE: Code = Code::error("empty-table");
const MIXED_UNITS: Code = Code::error("mixed-units");
const UNCHECKED_FIGURES: Code = Code::note("unchecked-figures");

/// Whether a fault may follow from a file that could not be read.
pub fn may_follow(code: Code) -> bool {
    [
        BROKEN_LINK,
        UNKNOWN_SERIES,
        NO_FIGURE,
        STATED_MISMATCH,
        SUM_MISMATCH,
        STALE_DISCREPANCY,
        EMPTY_TABLE,
        UNCHECKED_FIGURES,
    ]
    .contains(&code)
}

/// A link whose target does not exist.
pub fn broken_link(span: Span, found: &str, nearest: Option<String>) -> Diagnostic {
    Diagnostic::new(BROKEN_LINK, span)
        .arg("found", found)
        .nearest(nearest)
        .help("")
}

/// A link that several kinds of things answer.
pub fn ambiguous_link(span: Span, found: &str, forms: Vec<String>) -> Diagnostic {
    Diagnostic::new(AMBIGUOUS_LINK, span)
        .arg("found", found)
        .arg("allowed", forms)
        .help("")
}

/// A function that does not exist.
pub fn unknown_function(span: Span, found: &str, allowed: Vec<String>) -> Diagnostic {
    let near = closest(found, allowed.iter().map(String::as_str));
    Diagnostic::new(UNKNOWN_FUNCTION, span)
        .arg("found", found)
        .arg("allowed", allowed)
        .nearest(near)
}

/// An argument that a function does not take, or cannot read.
pub fn bad_argument(span: Span, function: &str, found: &str, allowed: Vec<String>) -> Diagnostic {
    let near = closest(found, allowed.iter().map(String::as_str));
    Diagnostic::new(BAD_ARGUMENT, span)
        .arg("function", function)
        .arg("found", found)
        .arg("allowed", allowed)
        .nearest(near)
}

/// A series that the page's subject does not have.
pub fn unknown_series(span: Span, found: &str, allowed: Vec<String>) -> Diagnostic {
    let near = closest(found, allowed.iter().map(String::as_str));
    Diagnostic::new(UNKNOWN_SERIES, span)
        .arg("found", found)
        .arg("allowed", allowed)
        .nearest(near)
}

/// A sum over a stock, a cumulative figure, a rate, or a series of unknown nature.
pub fn not_summable(span: Span, series: &str, nature: &'static str, at: Span) -> Diagnostic {
    Diagnostic::new(NOT_SUMMABLE, span)
        .arg("series", series)
        .arg("nature", crate::base::diag::Arg::Word(nature))
        .label(at, "series")
        .help("")
}

/// A formula for which no figure is printed.
pub fn no_figure(span: Span, formula: &str) -> Diagnostic {
    Diagnostic::new(NO_FIGURE, span)
        .arg("formula", formula)
        .help("")
}

/// A stated figure that is not what its formula gives.
pub fn stated_mismatch(span: Span, stated: &str, computed: &str, formula: &str) -> Diagnostic {
    Diagnostic::new(STATED_MISMATCH, span)
        .arg("stated", stated)
        .arg("computed", computed)
        .arg("formula", formula)
        .help("")
}

/// A stated total that its parts do not give.
pub fn sum_mismatch(span: Span, printed: &str, formula: &str, sum: &str) -> Diagnostic {
    Diagnostic::new(SUM_MISMATCH, span)
        .arg("printed", printed)
        .arg("formula", formula)
        .arg("sum", sum)
        .help("")
}

/// A declared contradiction whose places agree.
pub fn stale_discrepancy(span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(STALE_DISCREPANCY, span)
        .arg("key", key)
        .help("")
}

/// A summary table without rows or columns.
pub fn empty_table(span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(EMPTY_TABLE, span).arg("key", key).help("")
}

/// Whether a fault is about a figure that was computed from records.
pub fn is_computed(code: Code) -> bool {
    [NO_FIGURE, STATED_MISMATCH, SUM_MISMATCH].contains(&code)
}

/// Figures in prose that were not held against anything, because records were left out.
pub fn unchecked_figures(first: Span, count: usize) -> Diagnostic {
    Diagnostic::new(UNCHECKED_FIGURES, first).arg("count", count)
}

/// A sum of figures that are not counted in the same unit.
pub fn mixed_units(span: Span, one: &str, other: &str, series: Span) -> Diagnostic {
    Diagnostic::new(MIXED_UNITS, span)
        .arg("one", one)
        .arg("other", other)
        .label(series, "series")
        .help("")
}
