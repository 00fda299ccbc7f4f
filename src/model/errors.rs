//! Codes and messages of this floor. The words are in `i18n/`.

use crate::base::diag::{Arg, Code, Diagnostic};
use crate::base::span::{FileId, Span};
use crate::base::words::closest;
use crate::parse::japanese::is_invisible;

use super::amount::AmountFault;
use super::period::{Period, PeriodFault};

/// Every code of this floor.
pub static CODES: &[Code] = &[
    UNKNOWN_KIND,
    UNKNOWN_KEY,
    WRONG_TYPE,
    MISSING_FIELD,
    EMPTY_FIELD,
    BAD_KEY,
    UNKNOWN_CHOICE,
    BAD_PERIOD,
    BAD_AMOUNT,
    DUPLICATE_RECORD,
    DUPLICATE_NAME,
    DUPLICATE_FACT,
    UNKNOWN_REFERENCE,
    UNKNOWN_NAME,
    UNCHECKED_REFERENCES,
    CYCLE,
    WRONG_PARENT,
    UNKNOWN_GRADE,
    NOT_EVALUABLE,
    NO_SCALE,
    PERIOD_OUTSIDE,
    PRINTED_MISMATCH,
    UNIT_MISMATCH,
    WRONG_CELL_COUNT,
    UNKNOWN_SECTION,
    MISSING_SOURCE,
    BAD_TABLE,
    TOO_MANY_ANSWERS,
    BAD_POSITION,
    ONE_SIDED_NEIGHBOUR,
];

const UNKNOWN_KIND: Code = Code::error("unknown-kind");
const UNKNOWN_KEY: Code = Code::error("unknown-key");
const WRONG_TYPE: Code = Code::error("wrong-type");
const MISSING_FIELD: Code = Code::error("missing-field");
const EMPTY_FIELD: Code = Code::error("empty-field");
const BAD_KEY: Code = Code::error("bad-key");
const UNKNOWN_CHOICE: Code = Code::error("unknown-choice");
const BAD_PERIOD: Code = Code::error("bad-period");
const BAD_AMOUNT: Code = Code::error("bad-amount");
const DUPLICATE_RECORD: Code = Code::error("duplicate-record");
const DUPLICATE_NAME: Code = Code::error("duplicate-name");
const DUPLICATE_FACT: Code = Code::error("duplicate-fact");
const UNKNOWN_REFERENCE: Code = Code::error("unknown-reference");
const UNKNOWN_NAME: Code = Code::error("unknown-name");
const UNCHECKED_REFERENCES: Code = Code::note("unchecked-references");
const CYCLE: Code = Code::error("cycle");
const WRONG_PARENT: Code = Code::error("wrong-parent");
const UNKNOWN_GRADE: Code = Code::error("unknown-grade");
const NOT_EVALUABLE: Code = Code::error("not-evaluable");
const NO_SCALE: Code = Code::error("no-scale");
const PERIOD_OUTSIDE: Code = Code::error("period-outside");
const PRINTED_MISMATCH: Code = Code::error("printed-mismatch");
const UNIT_MISMATCH: Code = Code::error("unit-mismatch");
const WRONG_CELL_COUNT: Code = Code::error("wrong-cell-count");
const UNKNOWN_SECTION: Code = Code::error("unknown-section");
const MISSING_SOURCE: Code = Code::error("missing-source");
const TOO_MANY_ANSWERS: Code = Code::error("too-many-answers");
const BAD_POSITION: Code = Code::error("bad-position");
const ONE_SIDED_NEIGHBOUR: Code = Code::error("one-sided-neighbour");
const BAD_TABLE: Code = Code::error("bad-table");

fn owned<'a>(items: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    items.into_iter().map(str::to_owned).collect()
}

/// Whether a fault may follow from a file that could not be read: what is referred to, or what is
/// said once for many records, may stand there.
pub fn may_follow(code: Code) -> bool {
    [
        UNKNOWN_REFERENCE,
        UNKNOWN_NAME,
        UNKNOWN_KEY,
        MISSING_FIELD,
        MISSING_SOURCE,
        BAD_PERIOD,
        NOT_EVALUABLE,
        NO_SCALE,
    ]
    .contains(&code)
}

/// A table name at the top of a file that is no kind of record.
pub fn unknown_kind<'a>(
    span: Span,
    found: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> Diagnostic {
    Diagnostic::new(UNKNOWN_KIND, span)
        .arg("found", found)
        .arg("allowed", owned(known.clone()))
        .nearest(closest(found, known))
}

/// A field that the kind does not have.
pub fn unknown_key<'a>(
    span: Span,
    found: &str,
    kind: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let mut allowed = owned(known.clone());
    allowed.sort();
    allowed.dedup();
    Diagnostic::new(UNKNOWN_KEY, span)
        .arg("found", found)
        .arg("kind", kind)
        .arg("allowed", allowed)
        .nearest(closest(found, known))
}

/// A value of another type than the field takes; `wanted` and `found` are catalogue words.
pub fn wrong_type(
    span: Span,
    field: &str,
    wanted: &'static str,
    found: &'static str,
) -> Diagnostic {
    let wanted = match wanted {
        "boolean" => "type-boolean",
        "number" => "type-number",
        "list" => "type-list",
        "table" => "type-table",
        _ => "type-text",
    };
    Diagnostic::new(WRONG_TYPE, span)
        .arg("field", field)
        .arg("wanted", Arg::Word(wanted))
        .arg("found", Arg::Word(found))
        .help("")
}

/// A field that must be there.
pub fn missing_field(span: Span, kind: &str, field: &str) -> Diagnostic {
    Diagnostic::new(MISSING_FIELD, span)
        .arg("kind", kind)
        .arg("field", field)
        .help("")
}

/// A field that must not be empty.
pub fn empty_field(span: Span, field: &str) -> Diagnostic {
    Diagnostic::new(EMPTY_FIELD, span)
        .arg("field", field)
        .help("")
}

/// A key that is no slug.
pub fn bad_key(span: Span, found: &str) -> Diagnostic {
    let unseen = found.chars().any(is_invisible);
    let help = if unseen { "invisible" } else { "" };
    Diagnostic::new(BAD_KEY, span)
        .arg("found", found)
        .help(help)
}

/// A word outside a closed set.
pub fn unknown_choice<'a>(
    span: Span,
    field: &str,
    found: &str,
    allowed: impl IntoIterator<Item = &'a str> + Clone,
) -> Diagnostic {
    Diagnostic::new(UNKNOWN_CHOICE, span)
        .arg("field", field)
        .arg("found", found)
        .arg("allowed", owned(allowed.clone()))
        .nearest(closest(found, allowed))
}

/// A text that is no period.
pub fn bad_period(span: Span, found: &str, fault: &PeriodFault) -> Diagnostic {
    Diagnostic::new(BAD_PERIOD, span)
        .arg("found", found)
        .arg("meant", fault.meant().unwrap_or_default())
        .help(fault.word())
}

/// A text that is no figure.
pub fn bad_amount(span: Span, found: &str, fault: &AmountFault) -> Diagnostic {
    Diagnostic::new(BAD_AMOUNT, span)
        .arg("found", found)
        .help(fault.word())
}

/// A key that two records of one kind have.
pub fn duplicate_record(span: Span, kind: &str, key: &str, first: Span) -> Diagnostic {
    Diagnostic::new(DUPLICATE_RECORD, span)
        .arg("kind", kind)
        .arg("key", key)
        .label(first, "first")
        .help("")
}

/// A name or alias that two things have.
pub fn duplicate_name(span: Span, name: &str, first: Span) -> Diagnostic {
    Diagnostic::new(DUPLICATE_NAME, span)
        .arg("name", name)
        .label(first, "first")
        .help("")
}

/// A second fact for the same subject and period.
pub fn duplicate_fact(span: Span, key: &str, first: Span) -> Diagnostic {
    Diagnostic::new(DUPLICATE_FACT, span)
        .arg("key", key)
        .label(first, "first")
        .help("")
}

/// A key that no record of the kind has. `kind` is a catalogue word.
pub fn unknown_reference(
    span: Span,
    kind: &'static str,
    found: &str,
    nearest: Option<String>,
    elsewhere: Option<String>,
) -> Diagnostic {
    let fault = Diagnostic::new(UNKNOWN_REFERENCE, span)
        .arg("kind", Arg::Word(kind))
        .arg("found", found);
    match elsewhere {
        Some(qualified) => fault.arg("qualified", qualified).help("elsewhere"),
        None => fault.nearest(nearest),
    }
}

/// A printed name that nothing is called by.
pub fn unknown_name(span: Span, found: &str, nearest: Option<String>) -> Diagnostic {
    Diagnostic::new(UNKNOWN_NAME, span)
        .arg("found", found)
        .nearest(nearest)
        .help("")
}

/// References that were not checked because files could not be read.
pub fn unchecked_references(first: FileId, count: usize, files: usize) -> Diagnostic {
    Diagnostic::new(UNCHECKED_REFERENCES, Span::new(first, 0..0))
        .arg("count", count)
        .arg("files", files)
}

/// A thing that is its own ancestor.
pub fn cycle(span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(CYCLE, span).arg("key", key).help("")
}

/// A position on the map that is not two small numbers, or that another area has taken.
pub fn bad_position(span: Span, taken: Option<Span>) -> Diagnostic {
    let fault = Diagnostic::new(BAD_POSITION, span).help("");
    taken.into_iter().fold(fault, |f, at| f.label(at, "first"))
}

/// A neighbour that does not name the area that names it.
pub fn one_sided_neighbour(span: Span, other: &str, first: Span) -> Diagnostic {
    Diagnostic::new(ONE_SIDED_NEIGHBOUR, span)
        .arg("other", other)
        .label(first, "first")
}

/// A parent that is not one level up.
pub fn wrong_parent(span: Span, level: &str, found: &str, wanted: &str) -> Diagnostic {
    Diagnostic::new(WRONG_PARENT, span)
        .arg("level", level)
        .arg("found", found)
        .arg("wanted", wanted)
        .help("")
}

/// A grade that its scale does not have.
pub fn unknown_grade(
    span: Span,
    found: &str,
    scale: &str,
    grades: Vec<String>,
    defined: Span,
    folded: Option<String>,
) -> Diagnostic {
    let fault = Diagnostic::new(UNKNOWN_GRADE, span)
        .arg("found", found)
        .arg("scale", scale)
        .arg("allowed", grades)
        .label(defined, "scale");
    match folded {
        Some(meant) => fault.arg("meant", meant).help("width"),
        None => fault,
    }
}

/// An evaluation of a level that is not evaluated.
pub fn not_evaluable(span: Span, subject: &str, level: &str, defined: Span) -> Diagnostic {
    Diagnostic::new(NOT_EVALUABLE, span)
        .arg("subject", subject)
        .arg("level", level)
        .label(defined, "level")
        .help("")
}

/// An evaluation for which neither the record nor the level names a scale.
pub fn no_scale(span: Span, subject: &str) -> Diagnostic {
    Diagnostic::new(NO_SCALE, span)
        .arg("subject", subject)
        .help("")
}

/// A fact of a year in which its subject did not run.
pub fn period_outside(
    span: Span,
    found: Period,
    subject: &str,
    allowed: Period,
    at: Span,
) -> Diagnostic {
    Diagnostic::new(PERIOD_OUTSIDE, span)
        .arg("found", found.id())
        .arg("subject", subject)
        .arg("allowed", allowed.id())
        .label(at, "span")
        .help("")
}

/// A value that its printed form does not give.
pub fn printed_mismatch(
    span: Span,
    field: &str,
    value: &str,
    printed: &str,
    read: &str,
) -> Diagnostic {
    Diagnostic::new(PRINTED_MISMATCH, span)
        .arg("field", field)
        .arg("value", value)
        .arg("printed", printed)
        .arg("read", read)
        .help("")
}

/// A printed counter that is not the series' own.
pub fn unit_mismatch(span: Span, printed: &str, unit: &str, series: &str, at: Span) -> Diagnostic {
    Diagnostic::new(UNIT_MISMATCH, span)
        .arg("printed", printed)
        .arg("unit", unit)
        .arg("series", series)
        .label(at, "series")
        .help("")
}

/// A row with too many or too few cells.
pub fn wrong_cell_count(span: Span, found: usize, wanted: usize) -> Diagnostic {
    Diagnostic::new(WRONG_CELL_COUNT, span)
        .arg("found", found)
        .arg("wanted", wanted)
        .help("")
}

/// A heading that names no kind of report.
pub fn unknown_section(span: Span, found: &str, allowed: Vec<String>) -> Diagnostic {
    Diagnostic::new(UNKNOWN_SECTION, span)
        .nearest(closest(found, allowed.iter().map(String::as_str)))
        .arg("found", found)
        .arg("allowed", allowed)
}

/// A fact that does not say where it was printed.
pub fn missing_source(span: Span, kind: &str, field: &str) -> Diagnostic {
    Diagnostic::new(MISSING_SOURCE, span)
        .arg("kind", kind)
        .arg("field", field)
        .help("")
}

/// A summary table whose rows, columns or cell do not go together.
pub fn bad_table(span: Span, field: &str, found: &str, allowed: Vec<String>) -> Diagnostic {
    Diagnostic::new(BAD_TABLE, span)
        .nearest(closest(found, allowed.iter().map(String::as_str)))
        .arg("field", field)
        .arg("found", found)
        .arg("allowed", allowed)
}

/// An answer of a survey that was chosen more often than people answered.
pub fn too_many_answers(span: Span, most: u32, n: &str) -> Diagnostic {
    Diagnostic::new(TOO_MANY_ANSWERS, span)
        .arg("most", most.to_string())
        .arg("n", n)
        .help("")
}
