//! What an author declares of how a series relates to others. The checks hold it against figures.

use crate::base::span::Spanned;
use crate::parse::prose::Formula;

/// How the figures of a series relate to other series, to the model, and to each other in time.
///
/// A series is named as in formulas: a breakdown of the same indicator by its key, or
/// `indicator` or `indicator.breakdown`. The checks resolve these names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ties {
    /// What each figure must equal: `件数(取組, 評価=3)`.
    pub formula: Option<Formula>,
    /// The parts of which each figure is the sum.
    pub total: Option<Spanned<Parts>>,
    /// The series that each figure is a share of, in percent.
    pub share: Option<Share>,
    /// A series that the figures are part of, and so never exceed.
    pub part_of: Option<Spanned<String>>,
    /// A series of another indicator that counts the same thing: another document prints it.
    pub same_as: Option<Spanned<String>>,
    /// The series whose single figures each figure adds up since the beginning.
    pub running_total_of: Option<Spanned<String>>,
    /// Whether a running total begins anew with each fiscal year.
    pub restarts_yearly: bool,
    /// Whether a percentage may be more than 100, such as a rate of growth.
    pub over_100: bool,
    /// The largest change from one figure to the next, as written: `50%`, `2倍`, `300`.
    pub max_change: Option<Spanned<String>>,
}

/// Which series a total adds up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Parts {
    /// Every other breakdown with the same outer labels.
    Siblings,
    /// These.
    These(Vec<Spanned<String>>),
}

/// What a stated share is a share of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Share {
    /// The part.
    pub part: Spanned<String>,
    /// The whole.
    pub whole: Spanned<String>,
}
