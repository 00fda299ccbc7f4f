//! Formulas for people: a formula in canonical form with the names of what its keys mean.

use crate::model::entity::Entity;
use crate::model::organization::Subject;
use crate::model::period::Period;
use crate::model::resolve::Scope;
use crate::parse::japanese::title_plain;

use super::here::Here;

impl Here<'_> {
    /// `sum(kis.certified, FY2017..FY2021)` as the function's word, the series by name, the years.
    pub fn formula_words(&self, canonical: &str) -> String {
        let inside = canonical.strip_suffix(')').unwrap_or(canonical);
        let Some((function, inside)) = inside.split_once('(') else {
            return canonical.to_owned();
        };
        let mut arguments = inside.split(", ");
        let first = arguments.next().unwrap_or_default();
        let mut scope = Scope::default();
        let name = match first.split_once('/') {
            Some((framework, level)) => self.level_words(framework, level, &mut scope),
            None => self.series_words(first),
        };
        let mut words = vec![name.unwrap_or_else(|| first.to_owned())];
        words.extend(arguments.map(|argument| self.argument_words(argument, scope)));
        let function = self.one_word("functions", function);
        let args = [("function", function), ("arguments", self.list(&words))];
        self.fill("formula-words", &args)
    }

    /// The first of the words that authors may write for a name of the catalogue.
    fn one_word(&self, section: &str, name: &str) -> String {
        let words = self.world.words.find(section, name).unwrap_or(name);
        words.split('|').next().unwrap_or(name).to_owned()
    }

    /// A series by its indicator's name and its breakdown's.
    fn series_words(&self, series: &str) -> Option<String> {
        let model = self.world.model;
        let (key, breakdown) = match series.split_once('.') {
            Some((key, breakdown)) => (key, Some(breakdown)),
            None => (series, None),
        };
        let indicator = &model.indicators[model.indicators.id(key)?];
        let name = title_plain(&indicator.name);
        let Some(key) = breakdown else {
            return Some(name);
        };
        let found = indicator
            .breakdowns
            .iter()
            .find(|b| b.key.as_str() == key)?;
        let args = [("name", name), ("breakdown", found.name.replace(';', " "))];
        Some(self.fill("check-name", &args))
    }

    /// A level by its name and its plan's.
    fn level_words(&self, framework: &str, level: &str, scope: &mut Scope) -> Option<String> {
        let model = self.world.model;
        let id = model.frameworks.id(framework)?;
        *scope = Scope::of(model, Subject::Framework(id));
        let framework = &model.frameworks[id];
        let level = framework.levels.iter().find(|l| l.key.as_str() == level)?;
        Some(format!("{} {}", title_plain(&framework.short), level.name))
    }

    /// A period in words, or a condition with the name of what it asks for.
    fn argument_words(&self, argument: &str, scope: Scope) -> String {
        let Some((filter, value)) = argument.split_once('=') else {
            let read = Period::parse(argument, None);
            return read.map_or_else(|_| argument.to_owned(), |read| self.period(read.period));
        };
        let model = self.world.model;
        let entity = match filter {
            "parent" => model.item(scope, value).map(Entity::Item),
            "organization" => model.organization(scope, value).map(Entity::Organization),
            "topic" => model.topic(scope, value).map(Entity::Topic),
            "area" => model.area(scope, value).map(Entity::Area),
            _ => None,
        };
        let category = match filter {
            "theme" => model.categories.id(&value.replace('/', "-")),
            _ => None,
        };
        let value = match (entity, category) {
            (Some(entity), _) => title_plain(&self.label(entity)),
            (None, Some(id)) => model.categories[id].name.clone(),
            (None, None) => value.to_owned(),
        };
        let args = [("name", self.one_word("filters", filter)), ("value", value)];
        self.fill("formula-condition", &args)
    }
}
