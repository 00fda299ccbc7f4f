//! One check: what was held against what, and what came of it.

use rust_decimal::Decimal;

use crate::base::diag::{Diagnostic, Diags};
use crate::base::key::Id;
use crate::model::Model;
use crate::model::discrepancy::Discrepancy;
use crate::model::document::Citation;
use crate::model::fact::{Figure, Measurement};
use crate::model::indicator::Indicator;
use crate::model::organization::Subject;

use super::super::ground::Ground;
use super::answers;

/// What a check holds a figure to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rule {
    /// A total over years is the sum of the years.
    Sum,
    /// A total of a breakdown is the sum of its parts.
    Total,
    /// A running total is the sum of the figures so far.
    Running,
    /// A share is part divided by whole.
    Share,
    /// A figure is what its formula gives.
    Formula,
    /// A part is not larger than its whole.
    Part,
    /// A percentage is at most 100.
    Percent,
    /// A cumulative figure does not fall.
    Fall,
    /// A figure does not change by more than its bound.
    Jump,
    /// A grade and the results do not contradict the target.
    Target,
}

impl Rule {
    /// The word that data files hold.
    pub fn word(self) -> &'static str {
        match self {
            Rule::Sum => "sum",
            Rule::Total => "total",
            Rule::Running => "running",
            Rule::Share => "share",
            Rule::Formula => "formula",
            Rule::Part => "part",
            Rule::Percent => "percent",
            Rule::Fall => "fall",
            Rule::Jump => "jump",
            Rule::Target => "target",
        }
    }

    /// Whether it computes the stated figure anew, instead of only setting it a limit.
    pub fn recomputes(self) -> bool {
        matches!(
            self,
            Rule::Sum | Rule::Total | Rule::Running | Rule::Share | Rule::Formula
        )
    }
}

/// The printed figure that a check is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stated {
    /// Position in `model.measurements`.
    Measurement(usize),
    /// Position in `model.targets`.
    Target(usize),
}

impl Stated {
    /// Where it is printed, and how.
    pub fn cites(self, model: &Model) -> &Citation {
        match self {
            Stated::Measurement(i) => &model.measurements[i].cites,
            Stated::Target(i) => &model.targets[i].cites,
        }
    }

    /// Its value, counter and hedges.
    pub fn figure(self, model: &Model) -> &Figure {
        match self {
            Stated::Measurement(i) => &model.measurements[i].figure,
            Stated::Target(i) => &model.targets[i].figure,
        }
    }

    fn id(self, model: &Model) -> &str {
        match self {
            Stated::Measurement(i) => &model.measurements[i].id,
            Stated::Target(i) => &model.targets[i].id,
        }
    }
}

/// How the expected value comes about, for people to follow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Working {
    /// These values added.
    Sum(Vec<Decimal>),
    /// The first in percent of the second.
    Share(Decimal, Decimal),
    /// A formula in canonical form, and as its author wrote it.
    Formula(String, String),
    /// These values, each held to the expected one by this sign.
    Bound(Vec<Decimal>, &'static str),
}

impl Working {
    /// The form of the data file: `16+13+23`, `36/39`, `1 <= 3`.
    fn formula(&self, expected: &Decimal) -> String {
        let join = |values: &[Decimal], sign: &str| {
            let all: Vec<String> = values.iter().map(Decimal::to_string).collect();
            all.join(sign)
        };
        match self {
            Working::Sum(terms) => join(terms, "+").replace("+-", "-"),
            Working::Share(part, whole) => format!("{part}/{whole}"),
            Working::Formula(canonical, _) => canonical.clone(),
            Working::Bound(values, sign) => format!("{} {sign} {expected}", join(values, ";")),
        }
    }
}

/// One check, also one that holds.
#[derive(Clone, Debug)]
pub struct Check {
    /// `<rule>.<record>`.
    pub id: String,
    /// What was held against what.
    pub rule: Rule,
    /// What the figures are about.
    pub subject: Subject,
    /// Their series.
    pub indicator: Id<Indicator>,
    /// The breakdown of that series.
    pub breakdown: Option<usize>,
    /// The computation with its figures: `16+13+23+20+7`.
    pub formula: String,
    /// The same for people.
    pub working: Working,
    /// Ids of the records that went in.
    pub inputs: Vec<String>,
    /// Periods and records that could have gone in, and are not printed or not readable.
    pub left_out: Vec<String>,
    /// What the rule gives.
    pub expected: Decimal,
    /// The printed figure.
    pub stated: Stated,
    /// What is printed.
    pub found: Decimal,
    /// Whether they agree; `None` where a rule can only compare.
    pub holds: Option<bool>,
    /// The declaration that answers a disagreement.
    pub discrepancy: Option<Id<Discrepancy>>,
}

impl Check {
    /// Whether pages show it: it tells a stated figure right or wrong, or it fails. The limits
    /// that every figure keeps are in the data only.
    pub fn is_shown(&self) -> bool {
        self.holds == Some(false) || (self.holds.is_some() && self.rule.recomputes())
    }
}

/// What a rule found, before it is known whether a declaration answers it.
pub(super) struct Finding<'a> {
    pub(super) rule: Rule,
    pub(super) stated: Stated,
    /// What else tells the check apart from others of its rule and figure.
    pub(super) tail: String,
    pub(super) indicator: Id<Indicator>,
    pub(super) breakdown: Option<usize>,
    pub(super) working: Working,
    /// The figures that went in: their ids, and their places for declarations.
    pub(super) parts: Vec<&'a Measurement>,
    /// Ids of other records that went in.
    pub(super) inputs: Vec<String>,
    pub(super) left_out: Vec<String>,
    pub(super) expected: Decimal,
    pub(super) found: Decimal,
    pub(super) holds: Option<bool>,
}

impl<'a> Finding<'a> {
    /// What a rule found about one figure of a series.
    pub(super) fn new(rule: Rule, position: usize, m: &Measurement, found: Decimal) -> Self {
        Self {
            rule,
            stated: Stated::Measurement(position),
            tail: String::new(),
            indicator: m.indicator,
            breakdown: m.breakdown,
            working: Working::Sum(Vec::new()),
            parts: Vec::new(),
            inputs: Vec::new(),
            left_out: Vec::new(),
            expected: Decimal::ZERO,
            found,
            holds: None,
        }
    }

    /// The check; if it fails and no declaration answers it, the fault.
    pub(super) fn check(
        self,
        ground: &Ground<'_>,
        diags: &mut Diags,
        fault: impl FnOnce(&Self) -> Diagnostic,
    ) -> Check {
        let model = ground.model;
        let subject = match self.stated {
            Stated::Measurement(_) => model.indicators[self.indicator].subject,
            Stated::Target(i) => model.targets[i].subject,
        };
        let failed = self.holds == Some(false);
        let discrepancy = failed
            .then(|| answers::answer(model, subject, &self))
            .flatten();
        // What a faulty record left incomplete cannot be held against anything.
        let poisoned = |id| model.poisoned.indicators.contains(&id);
        let whole = !poisoned(self.indicator) && !self.parts.iter().any(|m| poisoned(m.indicator));
        if failed && whole && discrepancy.is_none() {
            diags.push(fault(&self));
        }
        let records = self.parts.iter().map(|m| m.id.clone());
        Check {
            id: format!(
                "{}.{}{}",
                self.rule.word(),
                self.stated.id(model),
                self.tail
            ),
            rule: self.rule,
            subject,
            indicator: self.indicator,
            breakdown: self.breakdown,
            formula: self.working.formula(&self.expected),
            inputs: records.chain(self.inputs).collect(),
            working: self.working,
            left_out: self.left_out,
            expected: self.expected,
            stated: self.stated,
            found: self.found,
            holds: self.holds,
            discrepancy,
        }
    }
}
