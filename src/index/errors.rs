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
    SHARE_MISMATCH,
    PARTS_NOT_WHOLE,
    PART_EXCEEDS_WHOLE,
    OVER_100,
    CUMULATIVE_FALLS,
    BEYOND_BOUND,
    GRADE_AGAINST_TARGET,
    BAD_TIE,
    BARE_FIGURE,
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
const SHARE_MISMATCH: Code = Code::error("share-mismatch");
const PARTS_NOT_WHOLE: Code = Code::error("parts-not-whole");
const PART_EXCEEDS_WHOLE: Code = Code::error("part-exceeds-whole");
const OVER_100: Code = Code::error("over-100");
const CUMULATIVE_FALLS: Code = Code::error("cumulative-falls");
const BEYOND_BOUND: Code = Code::error("beyond-bound");
const GRADE_AGAINST_TARGET: Code = Code::error("grade-against-target");
const BAD_TIE: Code = Code::error("bad-tie");
const BARE_FIGURE: Code = Code::warning("bare-figure");

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
        SHARE_MISMATCH,
        PARTS_NOT_WHOLE,
        PART_EXCEEDS_WHOLE,
        GRADE_AGAINST_TARGET,
        BAD_TIE,
        BARE_FIGURE,
    ]
    .contains(&code)
}

/// Whether a fault is about the words of a text alone.
pub fn is_about_words(code: Code) -> bool {
    code == BARE_FIGURE
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

/// A declared contradiction that nothing needs any more: its places agree, or, by `help`, the rule
/// (`computed`) or the span (`span`) that it answers has nothing against it.
pub fn stale_discrepancy(span: Span, key: &str, help: &'static str) -> Diagnostic {
    Diagnostic::new(STALE_DISCREPANCY, span)
        .arg("key", key)
        .help(help)
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

/// A stated share that part and whole do not give.
pub fn share_mismatch(span: Span, printed: &str, formula: &str, share: &str) -> Diagnostic {
    Diagnostic::new(SHARE_MISMATCH, span)
        .arg("printed", printed)
        .arg("formula", formula)
        .arg("share", share)
        .help("")
}

/// Shares of all parts of a whole that do not make 100 percent.
pub fn parts_not_whole(span: Span, formula: &str, sum: &str, at: Span) -> Diagnostic {
    Diagnostic::new(PARTS_NOT_WHOLE, span)
        .arg("formula", formula)
        .arg("sum", sum)
        .label(at, "series")
        .help("")
}

/// A part that is larger than its whole.
pub fn part_exceeds_whole(span: Span, printed: &str, whole: &str, at: Span) -> Diagnostic {
    Diagnostic::new(PART_EXCEEDS_WHOLE, span)
        .arg("printed", printed)
        .arg("whole", whole)
        .label(at, "whole")
        .help("")
}

/// A percentage over 100.
pub fn over_100(span: Span, printed: &str, series: &str, at: Span) -> Diagnostic {
    Diagnostic::new(OVER_100, span)
        .arg("printed", printed)
        .arg("series", series)
        .label(at, "series")
        .help("")
}

/// A cumulative figure that is smaller than the one before it.
pub fn cumulative_falls(span: Span, before: &str, printed: &str, at: Span) -> Diagnostic {
    Diagnostic::new(CUMULATIVE_FALLS, span)
        .arg("before", before)
        .arg("printed", printed)
        .label(at, "before")
        .help("")
}

/// A figure that is further from the one before it than its series allows.
pub fn beyond_bound(span: Span, before: &str, printed: &str, bound: &str, at: Span) -> Diagnostic {
    Diagnostic::new(BEYOND_BOUND, span)
        .arg("before", before)
        .arg("printed", printed)
        .arg("bound", bound)
        .label(at, "before")
        .help("")
}

/// A grade that says "met" where no result reaches the target, or "missed" where all do.
pub fn grade_against_target(
    span: Span,
    grade: &str,
    target: &str,
    results: Vec<String>,
    met: bool,
    at: Span,
) -> Diagnostic {
    Diagnostic::new(GRADE_AGAINST_TARGET, span)
        .arg("grade", grade)
        .arg("target", target)
        .arg("results", results)
        .label(at, "target")
        .help(if met { "met" } else { "missed" })
}

/// A declaration of how series relate that says nothing: by `help`, a series tied to `itself`, a
/// total with `no-parts`, a `bound` that cannot be read.
pub fn bad_tie(span: Span, found: &str, help: &'static str) -> Diagnostic {
    Diagnostic::new(BAD_TIE, span)
        .arg("found", found)
        .help(help)
}

/// Digits in our own prose that are neither computed nor stated.
pub fn bare_figure(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(BARE_FIGURE, span)
        .arg("found", found)
        .help("")
}
