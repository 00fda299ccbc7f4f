//! The grade of an item, as printed and in words.

use crate::base::key::Id;
use crate::base::span::Spanned;
use crate::model::fact::Evaluation;
use crate::model::item::Item;
use crate::model::organization::Subject;

use super::super::errors;
use super::{Call, Context, Derived, Fault, Outcome, derived, written};

impl<'a> Context<'a> {
    /// Evaluates `grade`.
    pub(super) fn graded(&self, call: &Call<'_>) -> Result<Derived, Fault> {
        if let Some(extra) = call.args.iter().skip(1).chain(named(call)).next() {
            return Err(self.bad_argument(call, extra, Vec::new()));
        }
        let Some(argument) = call.args.first() else {
            let nothing = Spanned::new(String::new(), call.written.span);
            let (function, at) = (call.written, nothing.span);
            return Err(Box::new(errors::bad_argument(
                at,
                function,
                &nothing,
                Vec::new(),
            )));
        };
        let Some(id) = self.model.item(self.scope, &written(&argument.value)) else {
            return Err(self.bad_argument(call, argument, self.item_words()));
        };
        let item = &self.model.items[id];
        let formula = format!("grade({})", item.id);
        let evaluation = self.evaluation(id);
        let grade = evaluation.and_then(|e| Some(&self.model.scales[e.scale].grades[e.grade?]));
        match (evaluation, grade) {
            (Some(evaluation), Some(grade)) => {
                let result = Outcome::Grade(grade.symbol.clone(), grade.label.clone());
                Ok(derived(result, formula, vec![evaluation.id.clone()]))
            }
            _ => Err(Box::new(errors::no_figure(call.span, &formula))),
        }
    }

    /// The evaluation that a text means: of the text's own period where there is one, so that next
    /// year's evaluation does not change this year's sentences, or else the newest.
    pub(super) fn evaluation(&self, id: Id<Item>) -> Option<&'a Evaluation> {
        let subject = Subject::Item(id);
        let newest = self.facts.evaluation(self.model, subject);
        let all = self.facts.of(subject).evaluations.iter();
        let of_text = all
            .map(|i| &self.model.evaluations[*i])
            .find(|e| e.period == self.scope.period && Some(e.scale) == newest.map(|n| n.scale));
        of_text.or(newest)
    }

    /// The items that a text may name without their plan.
    fn item_words(&self) -> Vec<String> {
        let own = self.scope.framework;
        let items = self.model.items.rows().iter();
        items
            .filter(|item| Some(item.framework) == own)
            .map(|item| item.key.to_string())
            .collect()
    }
}

/// Arguments that name a condition, of which there is none here.
fn named<'c>(call: &Call<'c>) -> impl Iterator<Item = &'c crate::parse::prose::Argument> {
    call.args.iter().filter(|a| a.key.is_some())
}
