//! Computed and stated figures in prose.
//!
//! `{=sum(x)}` prints what it computes; `{79=sum(x)}` prints what is stated and holds it against
//! what is computed. Function words are data of the site's language (`i18n/`).

mod count;
mod grade;
mod series;

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::diag::{Checked, Diagnostic, Diags};
use crate::base::i18n::Catalog;
use crate::base::span::{Span, Spanned};
use crate::model::Model;
use crate::model::amount::Amount;
use crate::model::entity::Entity;
use crate::model::fact::Figure;
use crate::model::period::Period;
use crate::model::resolve::Scope;
use crate::parse::prose::{Argument, Expr, Formula};

use super::errors;
use super::facts::Facts;
use super::ground::Ground;
use super::proses::ProsePlace;
use super::series::SeriesIndex;
use super::tree::Tree;

/// A figure that was computed, with all that is needed to recompute it.
#[derive(Clone, Debug)]
pub struct Derived {
    /// What the formula gives.
    pub result: Outcome,
    /// What stands in the text instead, and was held against the result.
    pub stated: Option<String>,
    /// The formula in canonical form: `sum(dev-subsidy.applied)`.
    pub formula: String,
    /// The part, for shares; the single figures added, for sums.
    pub numerator: Option<Decimal>,
    /// The whole, for shares.
    pub denominator: Option<Decimal>,
    /// What did not go in, and would have been expected to.
    pub left_out: Vec<String>,
    /// Ids of the records that went in.
    pub inputs: Vec<String>,
    /// What the prose is said of.
    pub from: Option<Entity>,
    /// The terms of the computation: `16+13+23+20+7`.
    pub terms: Vec<Decimal>,
}

/// What a formula gives.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// A figure with its unit and hedges.
    Figure(Figure),
    /// The later minus the earlier figure, and their unit.
    Difference(Decimal, String, Vec<String>),
    /// Periods, such as the year of a maximum; several where there is a tie.
    Periods(Vec<Period>),
    /// A figure exactly as printed.
    Printed(String, Figure),
    /// The symbol of a grade and its words.
    Grade(String, String),
}

impl Outcome {
    /// The number, if it is one.
    pub fn value(&self) -> Option<Decimal> {
        match self {
            Outcome::Figure(figure) | Outcome::Printed(_, figure) => figure.value,
            Outcome::Difference(value, ..) => Some(*value),
            Outcome::Periods(_) | Outcome::Grade(..) => None,
        }
    }

    /// The unit.
    pub fn unit(&self) -> &str {
        match self {
            Outcome::Figure(figure) | Outcome::Printed(_, figure) => &figure.unit,
            Outcome::Difference(_, unit, _) => unit,
            Outcome::Periods(_) | Outcome::Grade(..) => "",
        }
    }

    /// The hedges that the figure inherits from what went in.
    pub fn qualifiers(&self) -> &[String] {
        match self {
            Outcome::Figure(figure) | Outcome::Printed(_, figure) => &figure.qualifiers,
            Outcome::Difference(.., qualifiers) => qualifiers,
            Outcome::Periods(_) | Outcome::Grade(..) => &[],
        }
    }
}

/// Evaluates every formula in some prose.
pub(super) fn evaluate(
    ground: &Ground<'_>,
    proses: &[ProsePlace<'_>],
) -> Checked<BTreeMap<Span, Arc<Derived>>> {
    let mut diags = Diags::default();
    let mut figures = BTreeMap::new();
    let mut unchecked: Vec<Span> = Vec::new();
    for place in proses {
        let context = Context::new(ground, place.scope);
        for formula in &place.prose.formulas {
            match context.formula(formula) {
                Ok(derived) => {
                    let derived = Derived {
                        from: place.from,
                        ..derived
                    };
                    figures.insert(formula.span, Arc::new(derived));
                }
                // What a faulty record left incomplete cannot be held against the text.
                Err(fault) if errors::is_computed(fault.code) && context.poisoned(formula) => {
                    unchecked.push(formula.span);
                }
                Err(fault) => diags.push(*fault),
            }
        }
    }
    if let Some(first) = unchecked.iter().min() {
        diags.push(errors::unchecked_figures(*first, unchecked.len()));
    }
    Checked::new(figures, diags)
}

/// Evaluates a formula that stands outside prose, such as one that a printed figure must equal.
///
/// # Errors
/// What keeps the formula from being computed.
pub(super) fn one(ground: &Ground<'_>, scope: Scope, formula: &Formula) -> Result<Derived, Fault> {
    Context::new(ground, scope).formula(formula)
}

/// Whether a formula counts on records that were left out because of faults.
pub(super) fn is_poisoned(ground: &Ground<'_>, scope: Scope, formula: &Formula) -> bool {
    Context::new(ground, scope).poisoned(formula)
}

/// A fault, boxed because it is the rare case.
type Fault = Box<Diagnostic>;

/// What a formula is evaluated in.
#[derive(Clone, Copy)]
struct Context<'a> {
    model: &'a Model,
    tree: &'a Tree,
    facts: &'a Facts,
    series: &'a SeriesIndex,
    words: &'a Catalog,
    scope: Scope,
}

/// A call with its function named canonically.
struct Call<'a> {
    function: &'a str,
    written: &'a Spanned<String>,
    args: &'a [Argument],
    span: Span,
}

impl<'a> Context<'a> {
    fn new(ground: &Ground<'a>, scope: Scope) -> Self {
        Self {
            model: ground.model,
            tree: ground.tree,
            facts: ground.facts,
            series: ground.series,
            words: ground.words,
            scope,
        }
    }

    fn formula(&self, formula: &Formula) -> Result<Derived, Fault> {
        let Expr::Call { name, args } = &formula.expr.value else {
            return Err(Box::new(errors::unknown_function(
                formula.expr.span,
                &written(&formula.expr),
                self.all_words("functions"),
            )));
        };
        let Some(function) = self.word("functions", name) else {
            let allowed = self.all_words("functions");
            return Err(Box::new(errors::unknown_function(name.span, name, allowed)));
        };
        let call = Call {
            function,
            written: name,
            args,
            span: formula.span,
        };
        let mut derived = match function {
            "count" | "share" => self.counted(&call)?,
            "grade" => self.graded(&call)?,
            _ => self.of_series(&call)?,
        };
        if let Some(stated) = &formula.stated {
            self.hold(stated, &derived, &formula.expr)?;
            derived.stated = Some(stated.value.clone());
        }
        Ok(derived)
    }

    /// Whether the formula counts on records that were left out because of faults.
    fn poisoned(&self, formula: &Formula) -> bool {
        let Expr::Call { name, args } = &formula.expr.value else {
            return false;
        };
        let framework = self
            .scope
            .framework
            .is_some_and(|f| self.model.poisoned.frameworks.contains(&f));
        match self.word("functions", name) {
            Some("count" | "share") => framework,
            Some("grade") => {
                let named = args.first().map(|a| written(&a.value));
                let item = named.and_then(|text| self.model.item(self.scope, &text));
                let of = item.map(|id| self.model.items[id].framework);
                of.map_or(!self.model.poisoned.frameworks.is_empty(), |f| {
                    self.model.poisoned.frameworks.contains(&f)
                })
            }
            _ => {
                let series = args.iter().find(|a| a.key.is_none());
                let key = series.and_then(|a| self.series_of(a).ok());
                key.is_some_and(|k| self.model.poisoned.indicators.contains(&k.indicator))
            }
        }
    }

    /// Holds what is stated against what was computed.
    fn hold(&self, stated: &Spanned<String>, derived: &Derived, expr: &Expr) -> Result<(), Fault> {
        let agrees = match &derived.result {
            Outcome::Periods(periods) => {
                let read = Period::parse(stated, None).ok();
                read.is_some_and(|read| periods.as_slice() == [read.period])
            }
            Outcome::Grade(symbol, label) => [symbol, label].contains(&&stated.value),
            result => Amount::read_decimal(stated).is_ok_and(|amount| {
                let unit = amount.unit.is_empty()
                    || result.unit().is_empty()
                    || amount.unit == result.unit();
                amount.value == result.value() && unit
            }),
        };
        if agrees {
            return Ok(());
        }
        let computed = match &derived.result {
            Outcome::Periods(periods) => {
                let ids: Vec<String> = periods.iter().map(Period::id).collect();
                ids.join(" ")
            }
            Outcome::Grade(symbol, label) => format!("{symbol} {label}"),
            result => {
                let value = result.value().map(|v| v.to_string()).unwrap_or_default();
                format!("{value}{}", result.unit())
            }
        };
        let terms: Vec<String> = derived.terms.iter().map(Decimal::to_string).collect();
        let how = match terms.len() {
            0 | 1 => expr.to_string(),
            _ => format!("{expr} = {}", terms.join(" + ").replace("+ -", "- ")),
        };
        Err(Box::new(errors::stated_mismatch(
            stated.span,
            stated,
            &computed,
            &how,
        )))
    }

    /// The canonical name of a word that an author wrote: the entry of the section that lists it.
    fn word(&self, section: &str, written: &str) -> Option<&'a str> {
        let mut entries = self.words.section(section);
        entries
            .find(|(name, words)| *name == written || words.split('|').any(|w| w == written))
            .map(|(name, _)| name)
    }

    fn all_words(&self, section: &str) -> Vec<String> {
        let all = self.words.section(section);
        all.filter_map(|(_, words)| words.split('|').next().map(str::to_owned))
            .collect()
    }

    fn bad_argument(&self, call: &Call<'_>, argument: &Argument, allowed: Vec<String>) -> Fault {
        let text = written(&argument.value);
        Box::new(errors::bad_argument(
            argument.value.span,
            call.written,
            &text,
            allowed,
        ))
    }
}

/// An expression as the author wrote it, near enough to recognise it.
fn written(expr: &Expr) -> String {
    match expr {
        Expr::Name(text) | Expr::Number(text) => text.clone(),
        Expr::Call { name, .. } => name.value.clone(),
    }
}

/// A plain derived figure; sums and shares add to it.
fn derived(result: Outcome, formula: String, inputs: Vec<String>) -> Derived {
    Derived {
        result,
        stated: None,
        formula,
        numerator: None,
        denominator: None,
        left_out: Vec::new(),
        inputs,
        from: None,
        terms: Vec::new(),
    }
}
