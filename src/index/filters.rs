//! What readers may narrow down to: a plan, a grade in it, a year, a body, an area, a theme; and
//! which things each holds.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::key::Id;
use crate::model::Model;
use crate::model::area::Area;
use crate::model::entity::Entity;
use crate::model::framework::Framework;
use crate::model::organization::{Organization, Subject};
use crate::model::period::Period;
use crate::model::topic::Named;
use crate::model::vocabulary::{Category, Scale};

use super::facts::Facts;

/// Something to narrow down to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Filter {
    /// All of a plan.
    Framework(Id<Framework>),
    /// What has this grade of a scale in a plan.
    Grade(Id<Framework>, Id<Scale>, usize),
    /// What has facts of a fiscal year.
    Year(i32),
    /// What a body has a part in, or where a source names it, sub-units rolled up.
    Organization(Id<Organization>),
    /// What was done in an area, or where a source names it, parts rolled up.
    Area(Id<Area>),
    /// What a theme classifies.
    Theme(Id<Category>),
}

/// A sort of filter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Facet {
    /// Plans.
    Framework,
    /// Grades.
    Grade,
    /// Fiscal years.
    Year,
    /// Bodies.
    Organization,
    /// Areas.
    Area,
    /// Themes.
    Theme,
}

impl Facet {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Facet; 6] = [
        Facet::Framework,
        Facet::Year,
        Facet::Organization,
        Facet::Area,
        Facet::Theme,
        Facet::Grade,
    ];
}

impl Filter {
    /// What sort of filter it is.
    pub fn facet(self) -> Facet {
        match self {
            Filter::Framework(_) => Facet::Framework,
            Filter::Grade(..) => Facet::Grade,
            Filter::Year(_) => Facet::Year,
            Filter::Organization(_) => Facet::Organization,
            Filter::Area(_) => Facet::Area,
            Filter::Theme(_) => Facet::Theme,
        }
    }
}

/// How many years a fact may speak of and still be a fact of each.
const YEARS: i32 = 10;

/// All filters that hold anything.
#[derive(Clone, Default, Debug)]
pub struct Filters {
    members: BTreeMap<Filter, BTreeSet<Entity>>,
    of: BTreeMap<Entity, BTreeSet<Filter>>,
}

impl Filters {
    /// Sorts everything into its filters.
    pub fn build(model: &Model, facts: &Facts) -> Self {
        let mut all = Self::default();
        for (id, _) in model.frameworks.iter() {
            all.add(Filter::Framework(id), Entity::Framework(id));
            all.grade(model, facts, Subject::Framework(id));
        }
        for (id, item) in model.items.iter() {
            all.add(Filter::Framework(item.framework), Entity::Item(id));
            all.grade(model, facts, Subject::Item(id));
            for theme in &item.themes {
                all.theme(model, *theme, Entity::Item(id));
            }
        }
        for (id, indicator) in model.indicators.iter() {
            let framework = model.framework_of(indicator.subject);
            if let Some(framework) = framework {
                all.add(Filter::Framework(framework), Entity::Indicator(id));
            }
        }
        all.dated(model);
        all.named(model);
        all.activities(model);
        for (id, meeting) in model.meetings.iter() {
            all.years(meeting.date, Entity::Meeting(id));
            all.area(model, meeting.city, Entity::Meeting(id));
        }
        all
    }

    fn add(&mut self, filter: Filter, entity: Entity) {
        self.members.entry(filter).or_default().insert(entity);
        self.of.entry(entity).or_default().insert(filter);
    }

    fn grade(&mut self, model: &Model, facts: &Facts, subject: Subject) {
        let shown = facts.evaluation(model, subject);
        let graded = shown.and_then(|e| Some((e.scale, e.grade?)));
        if let (Some((scale, grade)), Some(framework)) = (graded, model.framework_of(subject)) {
            self.add(Filter::Grade(framework, scale, grade), subject.into());
        }
    }

    /// Things with facts of a year.
    fn dated(&mut self, model: &Model) {
        for e in &model.evaluations {
            self.years(e.period, e.subject.into());
        }
        for m in &model.measurements {
            self.years(m.period, Entity::Indicator(m.indicator));
            self.years(m.period, model.indicators[m.indicator].subject.into());
        }
        for r in &model.reports {
            self.years(r.period, r.subject.into());
        }
    }

    fn years(&mut self, period: Period, entity: Entity) {
        let (Some(start), Some(end)) = (period.start, period.end) else {
            return;
        };
        let (first, last) = (start.fiscal_year(), end.fiscal_year());
        if last - first < YEARS {
            for year in first..=last {
                self.add(Filter::Year(year), entity);
            }
        }
    }

    /// Things that bodies have a part in, and where sources print names.
    fn named(&mut self, model: &Model) {
        for involvement in &model.involvements {
            if let Some(body) = involvement.organization {
                self.body(model, body, involvement.subject.into());
            }
        }
        for mention in &model.mentions {
            match mention.named {
                Named::Organization(id) => self.body(model, id, mention.subject.into()),
                Named::Area(id) => self.area(model, id, mention.subject.into()),
                Named::Topic(_) => {}
            }
        }
        for (id, topic) in model.topics.iter() {
            if let Some(body) = topic.organization {
                self.body(model, body, Entity::Topic(id));
            }
        }
    }

    fn body(&mut self, model: &Model, id: Id<Organization>, entity: Entity) {
        for id in std::iter::successors(Some(id), |o| model.organizations[*o].parent) {
            self.add(Filter::Organization(id), entity);
        }
    }

    fn area(&mut self, model: &Model, id: Id<Area>, entity: Entity) {
        for id in std::iter::successors(Some(id), |a| model.areas[*a].parent) {
            self.add(Filter::Area(id), entity);
        }
    }

    fn theme(&mut self, model: &Model, id: Id<Category>, entity: Entity) {
        for id in std::iter::successors(Some(id), |c| model.categories[*c].parent) {
            self.add(Filter::Theme(id), entity);
        }
    }

    fn activities(&mut self, model: &Model) {
        for (id, activity) in model.activities.iter() {
            let entity = Entity::Activity(id);
            self.years(activity.period, entity);
            self.area(model, activity.area, entity);
            for body in &activity.organizations {
                self.body(model, *body, entity);
            }
            for theme in &activity.themes {
                self.theme(model, *theme, entity);
            }
        }
    }

    /// Every filter that holds anything, sorted.
    pub fn all(&self) -> impl Iterator<Item = (Filter, usize)> + '_ {
        self.members
            .iter()
            .map(|(filter, held)| (*filter, held.len()))
    }

    /// The filters of one sort, with how many things each holds.
    pub fn of_facet(&self, facet: Facet) -> impl Iterator<Item = (Filter, usize)> + '_ {
        self.all()
            .filter(move |(filter, _)| filter.facet() == facet)
    }

    /// What a filter holds, sorted.
    pub fn members(&self, filter: Filter) -> impl Iterator<Item = Entity> + '_ {
        self.members.get(&filter).into_iter().flatten().copied()
    }

    /// How many things a filter holds.
    pub fn count(&self, filter: Filter) -> usize {
        self.members.get(&filter).map_or(0, BTreeSet::len)
    }

    /// The filters that a thing is in.
    pub fn of(&self, entity: Entity) -> impl Iterator<Item = Filter> + '_ {
        self.of.get(&entity).into_iter().flatten().copied()
    }
}
