//! The lists that readers narrow down to: what they hold in words, how many, and each thing.

use serde::Serialize;

use crate::base::key::Id;
use crate::index::filters::{Facet, Filter};
use crate::model::entity::Entity;
use crate::model::framework::Framework;
use crate::model::period::Period;
use crate::model::vocabulary::Scale;
use crate::parse::japanese::title_html;
use crate::site::filter::{facet_path, filter_path};
use crate::site::page::VALUES;
use crate::site::paging::ROWS;
use crate::site::route::{Route, route};

use super::common::{Link, ReferenceRow};
use super::here::Here;
use super::list::{ListEntry, ListGroup, ListView};
use super::markup::references;
use super::page::Body;
use super::references::row;

/// A list of things that have something in common.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct FilterView {
    /// What it lists, and how many.
    pub summary: String,
    /// The things of this page, as markup: list items.
    pub rows: String,
    /// All lists of the same sort.
    pub others: Link,
}

impl Here<'_> {
    /// What a filter narrows down to, in a word or two.
    pub fn filter_name(&self, filter: Filter) -> String {
        let model = self.world.model;
        match filter {
            Filter::Framework(id) => model.frameworks[id].short.clone(),
            Filter::Grade(framework, scale, grade) => {
                self.grade_of("filter-grade-name", framework, scale, grade)
            }
            Filter::Year(year) => self.period(Period::year(year)),
            Filter::Organization(id) => model.organizations[id].name.clone(),
            Filter::Area(id) => model.areas[id].name.clone(),
            Filter::Theme(id) => model.categories[id].name.clone(),
        }
    }

    /// A grade in a plan, in the words of a sentence of pages.
    fn grade_of(
        &self,
        word: &str,
        framework: Id<Framework>,
        scale: Id<Scale>,
        grade: usize,
    ) -> String {
        let badge = self.badge(scale, grade);
        let grade = match badge.label.starts_with(&badge.symbol) {
            true => badge.label,
            false => format!("{} {}", badge.symbol, badge.label),
        };
        let plan = self.world.model.frameworks[framework].short.clone();
        self.fill(word, &[("plan", plan), ("grade", grade)])
    }

    /// What the page of a filter is called.
    pub fn filter_heading(&self, filter: Filter) -> String {
        let word = match filter {
            Filter::Grade(framework, scale, grade) => {
                return self.grade_of("filter-grade", framework, scale, grade);
            }
            Filter::Framework(_) => "filter-plan",
            Filter::Year(_) => "filter-year",
            Filter::Organization(_) => "filter-organization",
            Filter::Area(_) => "filter-area",
            Filter::Theme(_) => "filter-theme",
        };
        self.fill(word, &[("name", self.filter_name(filter))])
    }

    /// What a further page of a long list is called.
    pub fn part_heading(&self, page: String, part: usize) -> String {
        match part {
            0 | 1 => page,
            _ => self.fill(
                "part-heading",
                &[("page", page), ("part", part.to_string())],
            ),
        }
    }

    /// What a sort of filters is called.
    pub fn facet_name(&self, facet: Facet) -> String {
        self.word(match facet {
            Facet::Framework => "facet-plan",
            Facet::Grade => "facet-grade",
            Facet::Year => "facet-year",
            Facet::Organization => "facet-organization",
            Facet::Area => "facet-area",
            Facet::Theme => "facet-theme",
        })
    }

    /// What the list of all filters of a sort is called.
    pub fn facet_heading(&self, facet: Facet) -> String {
        self.fill("facet-all", &[("name", self.facet_name(facet))])
    }

    /// The page of a filter.
    pub fn filter_link(&self, filter: Filter) -> Link {
        let path = filter_path(self.world.model, filter, 1);
        Link {
            html: title_html(&self.filter_name(filter)),
            href: self.href(&Route::page(path)),
        }
    }
}

/// How many pages a list of so many rows takes.
fn pages(rows: usize) -> usize {
    rows.div_ceil(ROWS).max(1)
}

/// The pages before and after one of a list.
pub fn neighbours(here: &Here<'_>, filter: Filter, part: usize) -> (Option<Link>, Option<Link>) {
    let all = pages(here.world.index.filters.count(filter));
    let link = |n: usize| Link {
        html: here.fill(
            "part-link",
            &[("part", n.to_string()), ("all", all.to_string())],
        ),
        href: here.href(&Route::page(filter_path(here.world.model, filter, n))),
    };
    (
        (part > 1).then(|| link(part - 1)),
        (part < all).then(|| link(part + 1)),
    )
}

/// The body of one page of a list.
pub fn body(here: &mut Here<'_>, filter: Filter, part: usize) -> Body {
    let filters = &here.world.index.filters;
    let count = filters.count(filter);
    let from = (part - 1) * ROWS;
    let rows: Vec<ReferenceRow> = filters
        .members(filter)
        .skip(from)
        .take(ROWS)
        .map(|entity| ReferenceRow {
            id: anchor(here, entity),
            ..row(here, entity, None, false)
        })
        .collect();
    let heading = here.filter_heading(filter);
    let mut args = vec![("name", heading), ("n", count.to_string())];
    let word = match pages(count) {
        1 => "filter-count",
        _ => {
            args.push(("from", (from + 1).to_string()));
            args.push(("to", (from + rows.len()).to_string()));
            "filter-part"
        }
    };
    let facet = filter.facet();
    let others = Link {
        html: here.facet_heading(facet),
        href: here.href(&Route::page(facet_path(facet, 1))),
    };
    Body::Filter(FilterView {
        summary: here.fill(word, &args),
        rows: references(here, rows.into_iter()),
        others,
    })
}

/// The anchor of a thing: the same on whatever page of the list it stands.
fn anchor(here: &Here<'_>, entity: Entity) -> String {
    let to = route(here.world.model, entity);
    let mut id = to.path.trim_end_matches(".html").replace('/', "-");
    if let Some(fragment) = &to.fragment {
        id.push('-');
        id.push_str(fragment);
    }
    id
}

/// The body of one page of all lists of a sort.
pub fn facet(here: &mut Here<'_>, facet: Facet, part: usize) -> Body {
    let all = here.world.index.filters.of_facet(facet);
    let entries = all.skip((part - 1) * VALUES).take(VALUES);
    let entries = entries.map(|(filter, count)| ListEntry {
        link: here.filter_link(filter),
        note: String::new(),
        count: Some(count),
        children: Vec::new(),
    });
    Body::List(ListView {
        groups: vec![ListGroup {
            id: String::new(),
            label: String::new(),
            entries: entries.collect(),
        }],
        tables: Vec::new(),
        maps: Vec::new(),
        pages: Vec::new(),
    })
}
