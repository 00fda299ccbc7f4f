//! What this floor can find wrong: syntax, and nothing that needs to know what a word means.

use crate::base::diag::{Arg, Code, Diagnostic};
use crate::base::span::Span;

use super::formula::Problem;
use super::headings::AttributeProblem;
use super::lint::{ImageProblem, LinkProblem};

const TOML_SYNTAX: Code = Code::error("toml-syntax");
const DUPLICATE_KEY: Code = Code::error("duplicate-key");
const TOML_JAPANESE_KEY: Code = Code::error("toml-japanese-key");
const TOML_FULL_WIDTH: Code = Code::error("toml-full-width");
const FRONT_MATTER_UNCLOSED: Code = Code::error("front-matter-unclosed");
const FRONT_MATTER_FENCE: Code = Code::error("front-matter-fence");
const UNCLOSED_LINK: Code = Code::error("unclosed-link");
const EMPTY_LINK: Code = Code::error("empty-link");
const BAD_LINK_SCHEME: Code = Code::error("bad-link-scheme");
const FORMULA_SYNTAX: Code = Code::error("formula-syntax");
const DUPLICATE_HEADING_ID: Code = Code::error("duplicate-heading-id");
const HEADING_ATTRIBUTES: Code = Code::error("heading-attributes");
const RAW_HTML: Code = Code::warning("raw-html");
const IMAGE_WITHOUT_ALT: Code = Code::warning("image-without-alt");
const VAGUE_IMAGE: Code = Code::warning("vague-image");
const VAGUE_LINK: Code = Code::warning("vague-link");
const UNNAMED_FORMAT: Code = Code::warning("unnamed-format");
const HEADING_SKIPS: Code = Code::warning("heading-skips");
const EMPTY_HEAD: Code = Code::warning("empty-head");

/// All codes of this floor.
pub static CODES: &[Code] = &[
    TOML_SYNTAX,
    DUPLICATE_KEY,
    TOML_JAPANESE_KEY,
    TOML_FULL_WIDTH,
    FRONT_MATTER_UNCLOSED,
    FRONT_MATTER_FENCE,
    UNCLOSED_LINK,
    EMPTY_LINK,
    BAD_LINK_SCHEME,
    FORMULA_SYNTAX,
    DUPLICATE_HEADING_ID,
    HEADING_ATTRIBUTES,
    RAW_HTML,
    IMAGE_WITHOUT_ALT,
    VAGUE_IMAGE,
    VAGUE_LINK,
    UNNAMED_FORMAT,
    HEADING_SKIPS,
    EMPTY_HEAD,
];

/// What is wrong with a piece of TOML, in our own classes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TomlProblem {
    UnclosedString,
    UnclosedMultiline,
    UnclosedArray,
    UnclosedTable,
    UnclosedHeader,
    MissingValue,
    MissingEquals,
    MissingComma,
    ExtraComma,
    ExtraEquals,
    ExtraText,
    UnquotedText,
    BadKey,
    BadNumber,
    BadDate,
    BadEscape,
    BadCharacter,
    LoneReturn,
    TableConflict,
    TooDeep,
    Other,
}

impl TomlProblem {
    /// The word of the catalogue that says it, and the help that mends it.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::UnclosedString => ("toml-unclosed-string", "unclosed-string"),
            Self::UnclosedMultiline => ("toml-unclosed-multiline", "unclosed-multiline"),
            Self::UnclosedArray => ("toml-unclosed-array", "unclosed-array"),
            Self::UnclosedTable => ("toml-unclosed-table", "unclosed-table"),
            Self::UnclosedHeader => ("toml-unclosed-header", "unclosed-header"),
            Self::MissingValue => ("toml-missing-value", "missing-value"),
            Self::MissingEquals => ("toml-missing-equals", "missing-equals"),
            Self::MissingComma => ("toml-missing-comma", "missing-comma"),
            Self::ExtraComma => ("toml-extra-comma", "extra-comma"),
            Self::ExtraEquals => ("toml-extra-equals", "extra-equals"),
            Self::ExtraText => ("toml-extra-text", "extra-text"),
            Self::UnquotedText => ("toml-unquoted-text", "unquoted-text"),
            Self::BadKey => ("toml-bad-key", "bad-key"),
            Self::BadNumber => ("toml-bad-number", "bad-number"),
            Self::BadDate => ("toml-bad-date", "bad-date"),
            Self::BadEscape => ("toml-bad-escape", "bad-escape"),
            Self::BadCharacter => ("toml-bad-character", "bad-character"),
            Self::LoneReturn => ("toml-lone-return", "lone-return"),
            Self::TableConflict => ("toml-table-conflict", "table-conflict"),
            Self::TooDeep => ("toml-too-deep", "too-deep"),
            Self::Other => ("toml-other", "other"),
        }
    }
}

/// A place that is not TOML.
pub(super) fn toml_syntax(span: Span, problem: TomlProblem) -> Diagnostic {
    let (word, help) = problem.words();
    Diagnostic::new(TOML_SYNTAX, span)
        .arg("problem", Arg::Word(word))
        .help(help)
}

/// A key written twice in one table; `first` is the earlier one, where it was found.
pub(super) fn duplicate_key(span: Span, key: &str, first: Option<Span>) -> Diagnostic {
    let fault = Diagnostic::new(DUPLICATE_KEY, span)
        .arg("key", key)
        .help("");
    match first {
        Some(first) => fault.label(first, "first"),
        None => fault,
    }
}

/// A bare key in letters that TOML does not allow.
pub(super) fn toml_japanese_key(span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(TOML_JAPANESE_KEY, span)
        .arg("key", key)
        .help("")
}

/// A full-width character where TOML needs the half-width one.
pub(super) fn toml_full_width(span: Span, found: char, right: char) -> Diagnostic {
    let shown = |c: char, space: &'static str| match c.is_whitespace() {
        true => Arg::Word(space),
        false => Arg::Text(c.to_string()),
    };
    Diagnostic::new(TOML_FULL_WIDTH, span)
        .arg("found", shown(found, "full-width-space"))
        .arg("right", shown(right, "half-width-space"))
        .help("")
}

/// A `+++` at the start of a file without its partner.
pub(super) fn front_matter_unclosed(span: Span) -> Diagnostic {
    Diagnostic::new(FRONT_MATTER_UNCLOSED, span).help("")
}

/// Front matter between other lines than `+++`.
pub(super) fn front_matter_fence(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(FRONT_MATTER_FENCE, span)
        .arg("found", found)
        .help("")
}

/// A `[[` whose `]]` is missing.
pub(super) fn unclosed_link(span: Span) -> Diagnostic {
    Diagnostic::new(UNCLOSED_LINK, span).help("")
}

/// A link that leads nowhere.
pub(super) fn empty_link(span: Span) -> Diagnostic {
    Diagnostic::new(EMPTY_LINK, span).help("")
}

/// A link to something other than a page, a web address, a mail address or a phone number.
pub(super) fn bad_link_scheme(span: Span, scheme: &str) -> Diagnostic {
    Diagnostic::new(BAD_LINK_SCHEME, span)
        .arg("scheme", scheme)
        .help("")
}

/// An image that is not a file below `assets/`.
pub(super) fn bad_image_scheme(span: Span, scheme: &str) -> Diagnostic {
    Diagnostic::new(BAD_LINK_SCHEME, span)
        .arg("scheme", scheme)
        .help("image")
}

/// A formula that cannot be read.
pub(super) fn formula_syntax(span: Span, problem: Problem) -> Diagnostic {
    let (word, help) = match problem {
        Problem::Unclosed => ("formula-unclosed", "unclosed"),
        Problem::NoFunction => ("formula-no-function", "no-function"),
        Problem::NoBracket => ("formula-no-bracket", "no-bracket"),
        Problem::EmptyArgument => ("formula-empty-argument", "empty-argument"),
        Problem::Rest => ("formula-rest", "rest"),
        Problem::TooDeep => ("formula-too-deep", "too-deep"),
    };
    Diagnostic::new(FORMULA_SYNTAX, span)
        .arg("problem", Arg::Word(word))
        .help(help)
}

/// Two headings of one file with one id.
pub(super) fn duplicate_heading_id(span: Span, id: &str, first: Span) -> Diagnostic {
    Diagnostic::new(DUPLICATE_HEADING_ID, span)
        .arg("id", id)
        .label(first, "first")
        .help("")
}

/// A `{…}` after a heading that cannot be read.
pub(super) fn heading_attributes(span: Span, problem: AttributeProblem) -> Diagnostic {
    let (word, help) = match problem {
        AttributeProblem::Shape => ("attributes-shape", ""),
        AttributeProblem::Id => ("attributes-id", "id"),
        AttributeProblem::Deep => ("attributes-deep", "deep"),
    };
    Diagnostic::new(HEADING_ATTRIBUTES, span)
        .arg("problem", Arg::Word(word))
        .help(help)
}

/// A tag of HTML in Markdown; it is shown as it was typed.
pub(super) fn raw_html(span: Span, tag: &str) -> Diagnostic {
    Diagnostic::new(RAW_HTML, span).arg("tag", tag).help("")
}

/// An image that says nothing to those who do not see it.
pub(super) fn image_without_alt(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(IMAGE_WITHOUT_ALT, span)
        .arg("path", path)
        .help("")
}

/// An image whose words say nothing to those who do not see it.
pub(super) fn vague_image(span: Span, alt: &str, problem: ImageProblem) -> Diagnostic {
    let (word, help) = match problem {
        ImageProblem::Word => ("image-word", ""),
        ImageProblem::FileName => ("image-file-name", ""),
        ImageProblem::Beside => ("image-beside", "beside"),
    };
    Diagnostic::new(VAGUE_IMAGE, span)
        .arg("alt", alt)
        .arg("problem", Arg::Word(word))
        .help(help)
}

/// A link whose words do not say where it leads.
pub(super) fn vague_link(span: Span, label: &str, problem: LinkProblem) -> Diagnostic {
    let (word, help) = match problem {
        LinkProblem::Empty => ("link-empty", ""),
        LinkProblem::Word => ("link-word", ""),
        LinkProblem::Address => ("link-address", "address"),
    };
    Diagnostic::new(VAGUE_LINK, span)
        .arg("label", label)
        .arg("problem", Arg::Word(word))
        .help(help)
}

/// A link to a file elsewhere whose words do not say what kind of file opens.
pub(super) fn unnamed_format(span: Span, label: &str, format: &str) -> Diagnostic {
    Diagnostic::new(UNNAMED_FORMAT, span)
        .arg("label", label)
        .arg("format", format)
        .help("")
}

/// A heading that lies more than one level below the heading before it; the page's title is 1.
pub(super) fn heading_skips(span: Span, found: u8, deepest: u8) -> Diagnostic {
    let signs = |level: u8| "#".repeat(level.into());
    let allowed: Vec<String> = (2..=deepest).map(signs).collect();
    Diagnostic::new(HEADING_SKIPS, span)
        .arg("found", signs(found))
        .arg("allowed", allowed)
        .arg("right", signs(deepest))
        .help("")
}

/// A column of a table without a heading.
pub(super) fn empty_head(span: Span, column: usize) -> Diagnostic {
    Diagnostic::new(EMPTY_HEAD, span)
        .arg("column", column)
        .help("")
}

/// A table whose row of headings is empty.
pub(super) fn no_heads(span: Span) -> Diagnostic {
    Diagnostic::new(EMPTY_HEAD, span)
        .arg("column", Arg::Word("every-column"))
        .help("all")
}
