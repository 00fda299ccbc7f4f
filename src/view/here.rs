//! The page that is being made: where it is, and which computed figures it has printed so far.

use rust_decimal::Decimal;

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::base::i18n::{Lang, fill};
use crate::base::key::Id;
use crate::index::formula::{Derived, Outcome};
use crate::model::entity::Entity;
use crate::model::organization::Subject;
use crate::model::period::{Date, Period};
use crate::model::vocabulary::Scale;
use crate::parse::japanese::title_html;
use crate::site::route::{Route, relative, route};

use super::World;
use super::blocks::Used;
use super::common::{DerivedRow, FigureView, InputView, Link};
use super::document::Within;
use super::{english, format};

/// The page that is being made.
#[derive(Debug)]
pub struct Here<'a> {
    /// What may be read.
    pub world: World<'a>,
    /// Path of the page.
    pub path: &'a str,
    /// Computed figures printed so far.
    pub figures: Vec<FigureView>,
    /// Scales whose grades stand on the page, and whether the page explains them.
    pub scales: RefCell<BTreeMap<Id<Scale>, bool>>,
    /// Where in a document of many items the next text stands.
    pub within: Option<Within>,
    /// What texts have used so far.
    pub(super) used: Used,
}

impl<'a> Here<'a> {
    /// A page with nothing on it.
    pub fn new(world: World<'a>, path: &'a str) -> Self {
        Self {
            world,
            path,
            figures: Vec::new(),
            scales: RefCell::default(),
            within: None,
            used: Used::default(),
        }
    }

    /// A word of pages.
    pub fn word(&self, name: &str) -> String {
        self.world.words.text("page", name).to_owned()
    }

    /// A sentence of pages with its arguments filled in.
    pub fn fill(&self, name: &str, args: &[(&'static str, String)]) -> String {
        let text = self.world.words.find("page", name).unwrap_or(name);
        fill(text, |name| {
            let (_, value) = args.iter().find(|(known, _)| *known == name)?;
            Some(value)
        })
    }

    /// The way from here to a route.
    pub fn href(&self, to: &Route) -> String {
        relative(self.path, to)
    }

    /// The way from here to a data file, without `.csv`; none where the site has no open data.
    pub fn data_file(&self, name: &str) -> Option<String> {
        let made = self.world.model.settings.output.data;
        made.then(|| self.href(&Route::page(format!("data/{name}.csv"))))
    }

    /// The way from here to a thing.
    pub fn href_to(&self, entity: Entity) -> String {
        match self
            .within
            .as_ref()
            .and_then(|w| w.place(self.world.model, entity))
        {
            Some(id) => format!("#{id}"),
            None => self.href(&route(self.world.model, entity)),
        }
    }

    /// A link to a thing with its usual label.
    pub fn link(&self, entity: Entity) -> Link {
        Link {
            html: title_html(&self.label(entity)),
            href: self.href_to(entity),
        }
    }

    /// A link to a thing with the short label of trails.
    pub fn short_link(&self, entity: Entity) -> Link {
        Link {
            html: title_html(&self.short(entity)),
            href: self.href_to(entity),
        }
    }

    /// What a thing is called: code and title, or its name.
    pub fn label(&self, entity: Entity) -> String {
        let model = self.world.model;
        match entity {
            Entity::Framework(id) => model.frameworks[id].title.clone(),
            Entity::Item(id) => {
                let item = &model.items[id];
                match item.code.is_empty() {
                    true => item.title.clone(),
                    false => format!("{} {}", item.code, item.title),
                }
            }
            Entity::Indicator(id) => model.indicators[id].name.clone(),
            Entity::Organization(id) => model.organizations[id].name.clone(),
            Entity::Area(id) => model.areas[id].name.clone(),
            Entity::Topic(id) => model.topics[id].name.clone(),
            Entity::Document(id) => model.documents[id].title.clone(),
            Entity::Discrepancy(id) => model.discrepancies[id].key.to_string(),
            Entity::Activity(id) => model.activities[id].title.clone(),
            Entity::Meeting(id) => model.meetings[id].title.clone(),
            Entity::Statistic(id) => model.statistics[id].name.clone(),
            Entity::Article(id) => model.articles[id].title.clone(),
            Entity::Axis(id) => model.axes[id].name.clone(),
            Entity::Category(id) => model.categories[id].name.clone(),
        }
    }

    /// What a thing is called in trails.
    pub fn short(&self, entity: Entity) -> String {
        let model = self.world.model;
        match entity {
            Entity::Framework(id) => model.frameworks[id].short.clone(),
            Entity::Item(id) => {
                let item = &model.items[id];
                let level = &model.frameworks[item.framework].levels[item.level];
                match item.code.is_empty() {
                    true => item.short.clone(),
                    false => format!("{}{}", level.name, item.code),
                }
            }
            Entity::Document(id) => model.documents[id].short.clone(),
            other => self.label(other),
        }
    }

    /// Where a thing belongs, in a few words.
    pub fn context(&self, entity: Entity) -> String {
        let model = self.world.model;
        match entity {
            Entity::Item(id) => {
                let item = &model.items[id];
                let framework = &model.frameworks[item.framework];
                format!("{} {}", framework.short, framework.levels[item.level].name)
            }
            Entity::Indicator(id) => self.context(model.indicators[id].subject.into()),
            Entity::Framework(id) => model.areas[model.frameworks[id].city].name.clone(),
            Entity::Organization(_) => self.word("sort-organization"),
            Entity::Area(_) => self.word("sort-area"),
            Entity::Topic(_) => self.word("sort-topic"),
            Entity::Document(_) => self.word("sort-document"),
            Entity::Discrepancy(_) => self.word("sort-discrepancy"),
            Entity::Activity(id) => {
                let activity = &model.activities[id];
                let area = model.areas[activity.area].name.clone();
                format!("{area} {}", self.period(activity.period))
            }
            Entity::Meeting(_) => self.word("sort-meeting"),
            Entity::Statistic(_) => self.word("sort-statistic"),
            Entity::Article(_) | Entity::Axis(_) => String::new(),
            Entity::Category(id) => model.axes[model.categories[id].axis].name.clone(),
        }
    }

    /// A period in words; empty if it is absent.
    pub fn period(&self, period: Period) -> String {
        match period.is_absent() {
            true => String::new(),
            false => self.period_text(&period),
        }
    }

    /// Prints a computed figure: its text, and the anchor of its working on this page.
    pub fn derived(&mut self, derived: &Derived) -> (String, String) {
        let text = match (&derived.stated, &derived.result) {
            (Some(stated), _) => stated.clone(),
            (None, result) => self.outcome(result),
        };
        let id = format!("f{}", self.figures.len() + 1);
        let row = row(derived);
        // The same figure printed twice has one working.
        if let Some(known) = self.figures.iter().find(|f| f.text == text && f.row == row) {
            return (text, known.id.clone());
        }
        let inputs = derived.inputs.iter().map(|id| self.input(id)).collect();
        let left_out = derived
            .left_out
            .iter()
            .map(|id| self.left_out(id))
            .collect();
        self.figures.push(FigureView {
            id: id.clone(),
            text: text.clone(),
            stated: derived.stated.is_some(),
            formula: self.formula_words(&derived.formula),
            working: working(derived),
            left_out,
            inputs,
            row,
        });
        (text, id)
    }

    fn input(&self, id: &str) -> InputView {
        let model = self.world.model;
        if let Some(m) = self.world.index.facts.measurement(model, id) {
            let indicator = &model.indicators[m.indicator];
            let name = indicator.breakdown_name(m.breakdown);
            let name = match name.is_empty() {
                true => indicator.name.clone(),
                false => name.replace(';', " "),
            };
            let label = format!("{} {}", name, self.period(m.period));
            let link = Link {
                html: title_html(label.trim()),
                href: self.href_to(Entity::Indicator(m.indicator)),
            };
            let f = &m.figure;
            let value = format::figure(f);
            return InputView {
                id: id.to_owned(),
                link,
                value,
            };
        }
        let entity = match model.items.id(id) {
            Some(item) => Some(Entity::Item(item)),
            None => {
                let facts = &self.world.index.facts;
                let target = facts.target(model, id).map(|t| t.subject);
                let graded = || facts.evaluation_of_id(model, id).map(|e| e.subject);
                target.or_else(graded).map(Entity::from)
            }
        };
        InputView {
            id: id.to_owned(),
            link: entity.map_or_else(
                || Link {
                    html: id.to_owned(),
                    href: String::new(),
                },
                // Dozens of items may go into one count: their codes are enough.
                |e| self.short_link(e),
            ),
            value: String::new(),
        }
    }

    fn left_out(&self, id: &str) -> String {
        let model = self.world.model;
        if let Some(m) = self.world.index.facts.measurement(model, id) {
            let args = [
                ("period", self.period(m.period)),
                ("printed", m.cites.printed.clone()),
                ("reason", self.word("not-counted")),
            ];
            return self.fill("left-out-figure", &args);
        }
        match Period::parse(id, None) {
            Ok(read) => self.fill("not-printed-for", &[("period", self.period(read.period))]),
            Err(_) => id.to_owned(),
        }
    }

    /// The title of a subject with its code, plain.
    pub fn subject(&self, subject: Subject) -> String {
        self.label(subject.into())
    }
    /// A period in the words of the site's language.
    pub fn period_text(&self, period: &Period) -> String {
        match self.world.words.lang() {
            Lang::Ja => format::period(period),
            Lang::En => english::period(period),
        }
    }

    /// A day in the words of the site's language.
    pub fn day(&self, date: Date) -> String {
        match self.world.words.lang() {
            Lang::Ja => format::day(date),
            Lang::En => english::day(date),
        }
    }

    /// A fiscal year as the head of a column: its name, and a second line where it needs one.
    pub fn year_head(&self, year: i32) -> (String, String) {
        match self.world.words.lang() {
            Lang::Ja => format::year_head(year),
            Lang::En => (english::period(&Period::year(year)), String::new()),
        }
    }

    /// A change in the words of the site's language.
    pub fn difference(&self, change: &Decimal) -> String {
        match self.world.words.lang() {
            Lang::Ja => format::difference(change),
            Lang::En => english::difference(change),
        }
    }

    /// Several texts in a row.
    pub fn list(&self, texts: &[String]) -> String {
        texts.join(self.world.words.text("words", "list-separator"))
    }

    /// What a formula gives, in words.
    fn outcome(&self, result: &Outcome) -> String {
        match result {
            Outcome::Figure(f) => format::figure(f),
            Outcome::Difference(value, _, qualifiers) => {
                format!(
                    "{}{}",
                    self.difference(value),
                    format::qualified(qualifiers)
                )
            }
            Outcome::Printed(text, _) => text.clone(),
            Outcome::Grade(symbol, label) => format!("{symbol} {label}").trim().to_owned(),
            Outcome::Periods(periods) => {
                let texts: Vec<String> = periods.iter().map(|p| self.period_text(p)).collect();
                self.list(&texts)
            }
        }
    }
}

/// The terms and what they give; empty where there is nothing to add up.
fn working(derived: &Derived) -> String {
    let (unit, value) = (derived.result.unit(), derived.result.value());
    let result = value.map(|v| format!("{}{unit}", format::number(&v)));
    let result = result.unwrap_or_default();
    match (&derived.numerator, &derived.denominator) {
        _ if derived.terms.len() > 1 => format::sum(&derived.terms, &result),
        (Some(n), Some(d)) => format::quotient(n, d, &result),
        _ => String::new(),
    }
}

fn row(derived: &Derived) -> DerivedRow {
    let text = |v: &Option<Decimal>| v.map(|v| v.to_string()).unwrap_or_default();
    let value = match &derived.result {
        // A year is a number too: that in which the fiscal year begins.
        Outcome::Periods(periods) => {
            let year = |p: &Period| p.single_year().map_or_else(|| p.id(), |y| y.to_string());
            periods.iter().map(year).collect::<Vec<_>>().join(";")
        }
        // A grade has no number; its evaluation is the input.
        result => text(&result.value()),
    };
    DerivedRow {
        value,
        unit: derived.result.unit().to_owned(),
        qualifier: derived.result.qualifiers().join(";"),
        formula: derived.formula.clone(),
        numerator: text(&derived.numerator),
        denominator: text(&derived.denominator),
        left_out: derived.left_out.join(";"),
        inputs: derived.inputs.join(";"),
    }
}
