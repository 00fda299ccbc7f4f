//! One check: what was held against what, and what came of it.

mod stated;

use rust_decimal::Decimal;

use crate::base::diag::{Diagnostic, Diags};
use crate::base::key::Id;
use crate::model::amount;
use crate::model::discrepancy::Discrepancy;
use crate::model::fact::Measurement;
use crate::model::organization::Subject;

use super::super::ground::Ground;
use super::answers;

pub(super) use self::stated::Part;
pub use self::stated::{Stated, Table};

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
    /// The shares of all parts make 100, give or take rounding.
    Whole,
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
            Rule::Whole => "whole",
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
            Rule::Sum | Rule::Total | Rule::Running | Rule::Share | Rule::Formula | Rule::Whole
        )
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
            Working::Sum(terms) => amount::terms(terms),
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
    /// What the figures are about; `None` for a statistic of which nothing is said.
    pub subject: Option<Subject>,
    /// Their series, or their table.
    pub of: Table,
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
    /// Whether pages show it: it tells a stated figure right or wrong, or it fails; of a statistic
    /// also what it can only compare. The limits that every figure keeps are in the data only.
    pub fn is_shown(&self) -> bool {
        let judged = self.holds.is_some() || matches!(self.of, Table::Statistic(_));
        self.holds == Some(false) || (judged && self.rule.recomputes())
    }
}

/// What a rule found, before it is known whether a declaration answers it.
pub(super) struct Finding<'a> {
    pub(super) rule: Rule,
    pub(super) stated: Stated,
    /// What else tells the check apart from others of its rule and figure.
    pub(super) tail: String,
    pub(super) of: Table,
    pub(super) working: Working,
    /// The figures that went in: their ids, and their places for declarations.
    pub(super) parts: Vec<Part<'a>>,
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
        let of = Table::Series(m.indicator, m.breakdown);
        Self::about(rule, Stated::Measurement(position), of, found)
    }

    /// What a rule found about one printed figure.
    pub(super) fn about(rule: Rule, stated: Stated, of: Table, found: Decimal) -> Self {
        Self {
            rule,
            stated,
            tail: String::new(),
            of,
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
        let subject = self.stated.subjects(model).into_iter().next();
        let failed = self.holds == Some(false);
        let discrepancy = failed.then(|| answers::answer(model, &self)).flatten();
        // What a faulty record left incomplete cannot be held against anything.
        let poisoned = |table: &Table| table.is_poisoned(model);
        let whole = !poisoned(&self.of) && !self.parts.iter().any(|part| poisoned(&part.of));
        if failed && whole && discrepancy.is_none() {
            diags.push(fault(&self));
        }
        let records = self.parts.iter().map(|part| part.id.to_owned());
        Check {
            id: format!(
                "{}.{}{}",
                self.rule.word(),
                self.stated.id(model),
                self.tail
            ),
            rule: self.rule,
            subject,
            of: self.of,
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
