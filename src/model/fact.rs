//! Dated facts: evaluations, measurements, targets, reports.

use std::sync::Arc;

use foldhash::HashMap;
use rust_decimal::Decimal;

use crate::base::key::{Id, Key};
use crate::base::span::Span;
use crate::parse::prose::Prose;

use super::area::Area;
use super::document::{Citation, Reading};
use super::indicator::Indicator;
use super::organization::{Organization, Subject};
use super::period::Period;
use super::vocabulary::Scale;

/// A grade given to something for a period.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// `<subject>.<scale>.<period>`.
    pub id: String,
    /// What was graded.
    pub subject: Subject,
    /// For which years.
    pub period: Period,
    /// On which scale.
    pub scale: Id<Scale>,
    /// Position of the grade in its scale; `None` where it is damaged or lost.
    pub grade: Option<usize>,
    /// Who graded, as printed.
    pub by: String,
    /// What the source adds, in our words.
    pub comment: Option<Box<Prose>>,
    /// How an inferred or damaged grade was read.
    pub note: Option<Box<Prose>>,
    /// How well it was read.
    pub reading: Reading,
    /// Where it is printed.
    pub cites: Citation,
    /// Where it is written.
    pub span: Span,
}

/// A published figure with its hedges: digit for digit.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    /// The value; `None` where it could not be read.
    pub value: Option<Decimal>,
    /// The upper end of a range of values.
    pub value_to: Option<Decimal>,
    /// The counter as printed.
    pub unit: String,
    /// Hedging words as printed.
    pub qualifiers: Vec<String>,
}

/// One printed figure of a series.
#[derive(Clone, Debug)]
pub struct Measurement {
    /// `<indicator>.<breakdown>.<period>` and what else tells it apart.
    pub id: String,
    /// Its series.
    pub indicator: Id<Indicator>,
    /// Position of its breakdown; `None` for the whole.
    pub breakdown: Option<usize>,
    /// The area it was counted in, where it is narrower than the subject.
    pub area: Option<Id<Area>>,
    /// The body it was counted for.
    pub organization: Option<Id<Organization>>,
    /// The period it was counted for.
    pub period: Period,
    /// Its value.
    pub figure: Figure,
    /// The definition it was counted by; a change breaks the series.
    pub basis: String,
    /// Which printing of the same figure, from 1.
    pub seq: u32,
    /// How well it was read.
    pub reading: Reading,
    /// How an inferred or damaged figure was read.
    pub note: Option<Box<Prose>>,
    /// Where it is printed, and how.
    pub cites: Citation,
    /// Where it is written.
    pub span: Span,
}

/// What was promised.
#[derive(Clone, Debug)]
pub struct Target {
    /// `<subject>.target.<period>` and a number where there are several.
    pub id: String,
    /// Whose promise.
    pub subject: Subject,
    /// The series that shows whether it was kept.
    pub indicator: Option<Id<Indicator>>,
    /// The breakdown of that series.
    pub breakdown: Option<usize>,
    /// For which years.
    pub period: Period,
    /// How result and target compare.
    pub comparator: Option<Comparator>,
    /// The promised figure, where there is one.
    pub figure: Figure,
    /// The rhythm of the figure: every year, half or month.
    pub each: Option<Each>,
    /// The promise in our words.
    pub text: Prose,
    /// How well it was read.
    pub reading: Reading,
    /// How an inferred or damaged target was read.
    pub note: Option<Box<Prose>>,
    /// Where it is printed, and how.
    pub cites: Citation,
    /// Where it is written.
    pub span: Span,
}

/// How a result is compared with a target.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Comparator {
    /// Exactly.
    Equal,
    /// At least.
    AtLeast,
    /// At most.
    AtMost,
    /// About: compared, never failed.
    About,
}

impl Comparator {
    /// The words authors write and data files hold.
    pub const CHOICES: [(&'static str, Comparator); 4] = [
        ("=", Comparator::Equal),
        (">=", Comparator::AtLeast),
        ("<=", Comparator::AtMost),
        ("about", Comparator::About),
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        Self::CHOICES
            .iter()
            .find(|(_, c)| *c == self)
            .map_or("", |(w, _)| *w)
    }
}

/// The rhythm of a target.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Each {
    /// Every fiscal year.
    Year,
    /// Every half year.
    Half,
    /// Every month.
    Month,
}

impl Each {
    /// The words authors write and data files hold.
    pub const CHOICES: [(&'static str, Each); 3] = [
        ("year", Each::Year),
        ("half", Each::Half),
        ("month", Each::Month),
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        Self::CHOICES
            .iter()
            .find(|(_, e)| *e == self)
            .map_or("", |(w, _)| *w)
    }
}

/// A dated statement in words.
#[derive(Clone, Debug)]
pub struct Report {
    /// `<subject>.<kind>.<period>` and a number where there are several.
    pub id: String,
    /// What it is about.
    pub subject: Subject,
    /// What sort of statement it is.
    pub kind: ReportKind,
    /// The heading it stands under; empty for a report from TOML.
    pub heading: String,
    /// When.
    pub period: Period,
    /// Words such as "around" or "all year".
    pub qualifier: String,
    /// Which of several for the same subject, kind and period, from 1.
    pub seq: u32,
    /// The statement in our words; empty where it is lost.
    pub text: Arc<Prose>,
    /// Whether the text is made of paragraphs and lists rather than of one line.
    pub block: bool,
    /// How well the place was read.
    pub reading: Reading,
    /// How a damaged place was read.
    pub note: Option<Box<Prose>>,
    /// Where it was taken from.
    pub cites: Citation,
    /// Where it is written.
    pub span: Span,
}

/// What sort of statement a report is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ReportKind {
    /// What it is and what it is for.
    Outline,
    /// What it wants to reach.
    Goal,
    /// What is planned when.
    Schedule,
    /// How far it is.
    Progress,
    /// What came out.
    Result,
    /// Why a target was missed.
    Reason,
    /// What is difficult.
    Challenge,
    /// What comes next.
    Direction,
}

impl ReportKind {
    /// The words authors write and data files hold.
    pub const CHOICES: [(&'static str, ReportKind); 8] = [
        ("outline", ReportKind::Outline),
        ("goal", ReportKind::Goal),
        ("schedule", ReportKind::Schedule),
        ("progress", ReportKind::Progress),
        ("result", ReportKind::Result),
        ("reason", ReportKind::Reason),
        ("challenge", ReportKind::Challenge),
        ("direction", ReportKind::Direction),
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        Self::CHOICES
            .iter()
            .find(|(_, k)| *k == self)
            .map_or("", |(w, _)| *w)
    }
}

/// The answer in one sentence at the head of a page.
#[derive(Clone, Debug)]
pub struct Lead {
    /// What it is about.
    pub subject: Subject,
    /// The years it speaks of; the newest one is shown.
    pub period: Period,
    /// The sentence.
    pub text: Prose,
}

/// How many facts share a key so far; used while facts are numbered.
pub type Numbered = HashMap<String, u32>;

/// Numbers facts that share a key: the first keeps it, the next get `.2`, `.3`.
pub fn numbered(id: &Key, tail: &str, seen: &mut Numbered) -> (String, u32) {
    let base = format!("{id}.{tail}");
    let n = seen.entry(base.clone()).or_insert(0);
    *n += 1;
    match *n {
        1 => (base, 1),
        n => (format!("{base}.{n}"), n),
    }
}
