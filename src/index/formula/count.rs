//! Counts and shares of the items of a level, by filters.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::base::key::Id;
use crate::base::span::Spanned;
use crate::model::amount;
use crate::model::entity::Entity;
use crate::model::fact::Figure;
use crate::model::framework::Framework;
use crate::model::item::Item;
use crate::model::organization::Subject;
use crate::parse::prose::{Argument, Expr};

use super::super::errors;
use super::super::tree::is_below;
use super::{Call, Context, Derived, Fault, Outcome, derived, written};

/// Whether a condition keeps an item.
type Keeps = Box<dyn Fn(&Context<'_>, Id<Item>) -> bool>;

/// A condition on items.
struct Filter {
    name: String,
    text: String,
    keeps: Keeps,
}

impl Context<'_> {
    /// Evaluates `count` and `share`.
    pub(super) fn counted(&self, call: &Call<'_>) -> Result<Derived, Fault> {
        let mut plain = call.args.iter().filter(|a| a.key.is_none());
        let Some(first) = plain.next() else {
            return Err(self.bad_level(call, &Spanned::new(String::new(), call.written.span)));
        };
        if let Some(extra) = plain.next() {
            return Err(self.bad_argument(call, extra, self.all_words("filters")));
        }
        let (framework, level) = self.level(call, first)?;
        let mut filters = Vec::new();
        let mut decimals = 1;
        for argument in call.args.iter().filter(|a| a.key.is_some()) {
            match (self.filter_name(call, argument)?, &argument.value.value) {
                ("decimals", Expr::Number(n)) => decimals = n.parse().unwrap_or(1),
                ("grade", _) => {
                    filters.push(self.grade_filter(call, argument, (framework, level))?);
                }
                (name, _) => filters.push(self.filter(call, name, argument)?),
            }
        }
        let all = self.tree.level(self.model, framework, level);
        let keep = |f: &&Filter, id: Id<Item>| (f.keeps)(self, id);
        let counted: Vec<Id<Item>> = all
            .iter()
            .copied()
            .filter(|id| filters.iter().all(|f| keep(&f, *id)))
            .collect();
        // The base of a share is everything that the other conditions keep.
        let base: Vec<Id<Item>> = all
            .iter()
            .copied()
            .filter(|id| {
                filters
                    .iter()
                    .filter(|f| f.name != "grade")
                    .all(|f| keep(&f, *id))
            })
            .collect();
        let condition = |f: &Filter| format!(", {}={}", f.name, f.text);
        let conditions: String = filters.iter().map(condition).collect();
        let level_key = &self.model.frameworks[framework].levels[level].key;
        let key = &self.model.frameworks[framework].key;
        let formula = format!("{}({key}/{level_key}{conditions})", call.function);
        let inputs = counted
            .iter()
            .map(|id| self.model.items[*id].id.to_string())
            .collect();
        let (part, whole) = (Decimal::from(counted.len()), Decimal::from(base.len()));
        if call.function == "count" {
            return Ok(derived(figure(part, ""), formula, inputs));
        }
        match amount::share(part, whole, decimals) {
            Some(share) => Ok(Derived {
                numerator: Some(part),
                denominator: Some(whole),
                ..derived(figure(share, "%"), formula, inputs)
            }),
            None => Err(Box::new(errors::no_figure(call.span, &formula))),
        }
    }

    fn level(&self, call: &Call<'_>, argument: &Argument) -> Result<(Id<Framework>, usize), Fault> {
        let text = Spanned::new(written(&argument.value), argument.value.span);
        let (framework, name) = match text.split_once('/') {
            Some((framework, name)) => (self.model.frameworks.id(framework), name),
            None => (self.scope.framework, text.value.as_str()),
        };
        let Some(framework) = framework else {
            return Err(self.bad_level(call, &text));
        };
        let levels = &self.model.frameworks[framework].levels;
        let found = levels
            .iter()
            .position(|l| l.name == name || l.key.as_str() == name);
        match found {
            Some(level) => Ok((framework, level)),
            None => Err(self.bad_level(call, &text)),
        }
    }

    fn bad_level(&self, call: &Call<'_>, text: &Spanned<String>) -> Fault {
        let frameworks = self.model.frameworks.iter();
        let allowed = frameworks
            .filter(|(id, _)| self.scope.framework.is_none_or(|own| own == *id))
            .flat_map(|(id, f)| {
                let own = self.scope.framework == Some(id);
                f.levels.iter().map(move |l| match own {
                    true => l.name.clone(),
                    false => format!("{}/{}", f.key, l.name),
                })
            });
        Box::new(errors::bad_argument(
            text.span,
            call.written,
            text,
            allowed.collect(),
        ))
    }

    fn filter_name(&self, call: &Call<'_>, argument: &Argument) -> Result<&str, Fault> {
        let Some(key) = &argument.key else {
            return Err(self.bad_argument(call, argument, self.all_words("filters")));
        };
        self.word("filters", key).ok_or_else(|| {
            let allowed = self.all_words("filters");
            Box::new(errors::bad_argument(key.span, call.written, key, allowed)) as Fault
        })
    }

    /// A condition on the grade. A grade that no item of the level can have is a slip, not a zero.
    fn grade_filter(
        &self,
        call: &Call<'_>,
        argument: &Argument,
        (framework, level): (Id<Framework>, usize),
    ) -> Result<Filter, Fault> {
        let text = written(&argument.value);
        let model = self.model;
        let own = model.frameworks[framework].levels[level].scale;
        let items = self.tree.level(model, framework, level).into_iter();
        let given = items.flat_map(|id| &self.facts.of(Subject::Item(id)).evaluations);
        let scales = given.map(|i| model.evaluations[*i].scale).chain(own);
        let known: BTreeSet<&str> = scales
            .flat_map(|id| model.scales[id].grades.iter().map(|g| g.symbol.as_str()))
            .collect();
        if !known.is_empty() && !known.contains(text.as_str()) {
            let known = known.into_iter().map(str::to_owned).collect();
            return Err(self.bad_argument(call, argument, known));
        }
        let symbol = text.clone();
        Ok(Filter {
            name: "grade".to_owned(),
            text,
            keeps: Box::new(move |c, id| c.grade_is(id, &symbol)),
        })
    }

    fn filter(&self, call: &Call<'_>, name: &str, argument: &Argument) -> Result<Filter, Fault> {
        let text = written(&argument.value);
        let bad = || self.bad_argument(call, argument, Vec::new());
        let model = self.model;
        let keeps: Keeps = match name {
            "parent" => {
                let above = model.item(self.scope, &text).ok_or_else(bad)?;
                Box::new(move |c, id| id != above && is_below(c.model, id, above))
            }
            "organization" => {
                let body = model.organization(self.scope, &text).ok_or_else(bad)?;
                let all: Vec<Entity> = self
                    .tree
                    .body_subtree(body)
                    .into_iter()
                    .map(Entity::Organization)
                    .collect();
                Box::new(move |c, id| all.iter().any(|e| c.concerns(id, *e)))
            }
            "topic" => {
                let topic = Entity::Topic(model.topic(self.scope, &text).ok_or_else(bad)?);
                Box::new(move |c, id| c.concerns(id, topic))
            }
            "area" => {
                let area = Entity::Area(model.area(self.scope, &text).ok_or_else(bad)?);
                Box::new(move |c, id| c.concerns(id, area))
            }
            "theme" => {
                let theme = model
                    .categories
                    .id(&text.replace('/', "-"))
                    .ok_or_else(bad)?;
                Box::new(move |c, id| c.model.items[id].themes.contains(&theme))
            }
            _ => return Err(self.bad_argument(call, argument, self.all_words("filters"))),
        };
        Ok(Filter {
            name: name.to_owned(),
            text,
            keeps,
        })
    }

    /// Whether an item has a grade.
    fn grade_is(&self, id: Id<Item>, symbol: &str) -> bool {
        self.evaluation(id).is_some_and(|e| {
            let grade = e.grade.map(|g| &self.model.scales[e.scale].grades[g]);
            grade.is_some_and(|g| g.symbol == symbol)
        })
    }

    fn concerns(&self, id: Id<Item>, entity: Entity) -> bool {
        let of = self.facts.of(Subject::Item(id));
        let named = of
            .mentions
            .iter()
            .any(|m| Entity::from(self.model.mentions[*m].named) == entity);
        let involved = of.involvements.iter().any(|i| {
            self.model.involvements[*i]
                .organization
                .map(Entity::Organization)
                == Some(entity)
        });
        named || involved
    }
}

fn figure(value: Decimal, unit: &str) -> Outcome {
    Outcome::Figure(Figure {
        value: Some(value),
        unit: unit.to_owned(),
        ..Figure::default()
    })
}
