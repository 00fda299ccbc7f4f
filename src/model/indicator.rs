//! Series of figures.

use crate::base::key::Key;
use crate::base::span::Span;
use crate::parse::prose::Prose;

use super::organization::Subject;
use super::period::Period;
use super::ties::Ties;

/// What is measured: the head of a series of figures, possibly broken down.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its key, unique in the site.
    pub key: Key,
    /// What it measures something of.
    pub subject: Subject,
    /// Its name.
    pub name: String,
    /// Its counter; empty where sources print none.
    pub unit: String,
    /// How its figures relate over time; `None` where the source does not say.
    pub nature: Option<Nature>,
    /// Whether more is better; `None` where the source does not say.
    pub direction: Option<Direction>,
    /// From when on nothing is counted any more, because what was counted was stopped.
    pub stopped: Option<Period>,
    /// Its breakdowns in the order of the source; empty for a plain series.
    pub breakdowns: Vec<Breakdown>,
    /// How its whole relates to other series; bounds hold for its breakdowns too.
    pub ties: Ties,
    /// What it is, in our words.
    pub description: Option<Box<Prose>>,
    /// Where it is defined.
    pub span: Span,
}

impl Indicator {
    /// The unit of one breakdown.
    pub fn unit_of(&self, breakdown: Option<usize>) -> &str {
        breakdown
            .and_then(|b| self.breakdowns[b].unit.as_deref())
            .unwrap_or(&self.unit)
    }

    /// The name of one breakdown as printed, outermost label first; empty for the whole.
    pub fn breakdown_name(&self, breakdown: Option<usize>) -> &str {
        breakdown.map_or("", |b| &self.breakdowns[b].name)
    }
}

/// A part or side of an indicator.
#[derive(Clone, Debug)]
pub struct Breakdown {
    /// Its key.
    pub key: Key,
    /// Labels as printed, outermost first, separated by `;`.
    pub name: String,
    /// Its own counter, where it differs from the indicator's.
    pub unit: Option<String>,
    /// How it relates to other series.
    pub ties: Ties,
    /// Where it is defined.
    pub span: Span,
}

/// How figures of a series relate over time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Nature {
    /// Counted within each period; may be added.
    Flow,
    /// Counted at a moment.
    Stock,
    /// Counted since a beginning.
    Cumulative,
    /// A share or rate.
    Rate,
}

impl Nature {
    /// The words authors write and data files hold.
    pub const CHOICES: [(&'static str, Nature); 4] = [
        ("flow", Nature::Flow),
        ("stock", Nature::Stock),
        ("cumulative", Nature::Cumulative),
        ("rate", Nature::Rate),
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        Self::CHOICES
            .iter()
            .find(|(_, n)| *n == self)
            .map_or("", |(w, _)| *w)
    }
}

/// Whether more is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Direction {
    /// More is better.
    HigherIsBetter,
    /// Less is better.
    LowerIsBetter,
}

impl Direction {
    /// The words authors write and data files hold.
    pub const CHOICES: [(&'static str, Direction); 2] = [
        ("higher_is_better", Direction::HigherIsBetter),
        ("lower_is_better", Direction::LowerIsBetter),
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        Self::CHOICES
            .iter()
            .find(|(_, d)| *d == self)
            .map_or("", |(w, _)| *w)
    }
}
