//! Every page that the site has, enumerated in one place.

use std::collections::BTreeMap;

use crate::base::diag::{Checked, Diags};
use crate::base::key::Id;
use crate::base::span::Span;
use crate::index::Index;
use crate::index::filters::{Facet, Filter};
use crate::model::Model;
use crate::model::entity::Entity;
use crate::model::framework::Framework;

use super::errors;
use super::filter::{facet_path, filter_path};
use super::nav::Section;
use super::paging::{ROWS, part_path, parts, tables};
use super::route::{
    DATA, DISCREPANCIES, SEARCH, TERMS, UPDATES, has_page, print_path, route, tables_path,
};

/// One page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// What it shows.
    pub kind: PageKind,
    /// Its path from the site's root.
    pub path: String,
}

/// What a page shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PageKind {
    /// The first page.
    Home,
    /// The page of one thing.
    Of(Entity),
    /// A further page of a long list, from 2.
    Part(Entity, usize),
    /// The index of a section.
    Index(Section),
    /// A further page of it, from 2.
    IndexPart(Section, usize),
    /// A page of a framework's longer tables, from 1.
    Tables(Id<Framework>, usize),
    /// All declared contradictions.
    Discrepancies,
    /// All of a framework in one document, for print.
    Print(Id<Framework>),
    /// The words and marks of the site, explained.
    Terms,
    /// All changes.
    Updates,
    /// All data files.
    Data,
    /// The page of search.
    Search,
    /// A page of the list of what a filter holds, from 1.
    Filter(Filter, usize),
    /// A page of the list of all filters of one sort, from 1.
    Facet(Facet, usize),
    /// The page for addresses that do not exist.
    NotFound,
}

impl PageKind {
    /// The thing that a page is about.
    pub fn entity(self) -> Option<Entity> {
        match self {
            PageKind::Of(entity) | PageKind::Part(entity, _) => Some(entity),
            PageKind::Print(id) => Some(Entity::Framework(id)),
            _ => None,
        }
    }

    /// Whether all that it shows stands on other pages too: then data files do not count it.
    pub fn repeats(self) -> bool {
        matches!(self, PageKind::Print(_))
    }

    /// The section whose index it is.
    pub fn section(self) -> Option<Section> {
        match self {
            PageKind::Index(section) | PageKind::IndexPart(section, _) => Some(section),
            _ => None,
        }
    }

    /// The thing whose state a page shows: that of a framework on the pages of its tables too.
    pub fn about(self) -> Option<Entity> {
        match self {
            PageKind::Tables(id, _) => Some(Entity::Framework(id)),
            _ => self.entity(),
        }
    }

    /// Which page of a long list it is, from 1.
    pub fn part(self) -> usize {
        match self {
            PageKind::Part(_, part)
            | PageKind::IndexPart(_, part)
            | PageKind::Tables(_, part)
            | PageKind::Filter(_, part)
            | PageKind::Facet(_, part) => part,
            _ => 1,
        }
    }
}

/// How many lists stand on a page that lists them.
pub const VALUES: usize = 300;

/// The article whose text stands on the first page.
pub const HOME_ARTICLE: &str = "index";

/// A page, its path, and where it was declared.
type Planned = (PageKind, String, Option<Span>);

/// The pages that are about the site itself, and the lists that readers narrow down to.
fn single(model: &Model, index: &Index) -> Vec<Planned> {
    let mut pages = vec![
        (PageKind::Home, "index.html".to_owned(), None),
        (PageKind::NotFound, "404.html".to_owned(), None),
    ];
    if model.settings.output.search {
        pages.push((PageKind::Search, SEARCH.to_owned(), None));
        let lists = filters(model, index).into_iter();
        pages.extend(lists.map(|(kind, path)| (kind, path, None)));
    }
    if model.settings.output.data {
        pages.push((PageKind::Data, DATA.to_owned(), None));
    }
    if !model.scales.is_empty() {
        pages.push((PageKind::Terms, TERMS.to_owned(), None));
    }
    if !model.updates.is_empty() {
        pages.push((PageKind::Updates, UPDATES.to_owned(), None));
    }
    if !model.discrepancies.is_empty() {
        pages.push((PageKind::Discrepancies, DISCREPANCIES.to_owned(), None));
    }
    pages
}

/// Enumerates all pages; two at one address are a fault. `sections` is what stands on which page of
/// the index of a section.
pub fn enumerate(
    model: &Model,
    index: &Index,
    sections: &BTreeMap<Section, Vec<Vec<Entity>>>,
) -> Checked<Vec<Page>> {
    let mut pages = single(model, index);
    for section in Section::ALL {
        if section.exists(model) && section.index() != DATA {
            pages.push((PageKind::Index(section), section.index().to_owned(), None));
            for part in 2..=sections.get(&section).map_or(0, Vec::len) {
                let path = part_path(section.index(), part);
                pages.push((PageKind::IndexPart(section, part), path, None));
            }
        }
    }
    for (entity, span) in entities(model) {
        let first = route(model, entity).path;
        for part in 2..=parts(model, index, entity) {
            let path = part_path(&first, part);
            pages.push((PageKind::Part(entity, part), path, Some(span)));
        }
        if let Entity::Framework(id) = entity {
            for part in 1..=tables(model, index, id).pages.len() {
                let path = part_path(&tables_path(model, id), part);
                pages.push((PageKind::Tables(id, part), path, Some(span)));
            }
        }
        pages.push((PageKind::Of(entity), first, Some(span)));
    }
    let printed = model.frameworks.iter();
    for (id, framework) in printed.filter(|_| model.settings.output.print) {
        let path = print_path(model, id);
        pages.push((PageKind::Print(id), path, Some(framework.span)));
    }
    let mut diags = Diags::default();
    let mut taken: BTreeMap<String, Option<Span>> = BTreeMap::new();
    let mut unique = Vec::new();
    for (kind, path, span) in pages {
        if let Some(first) = taken.get(&path) {
            diags.push(errors::route_collision(span, *first, &path));
            continue;
        }
        taken.insert(path.clone(), span);
        unique.push(Page { kind, path });
    }
    unique.sort_by(|a, b| a.path.cmp(&b.path));
    Checked::new(unique, diags)
}

/// The lists that readers narrow down to, and the lists of those lists.
fn filters(model: &Model, index: &Index) -> Vec<(PageKind, String)> {
    let mut pages = Vec::new();
    for (filter, count) in index.filters.all() {
        for n in 1..=count.div_ceil(ROWS).max(1) {
            pages.push((PageKind::Filter(filter, n), filter_path(model, filter, n)));
        }
    }
    for facet in Facet::ALL {
        for n in 1..=index.filters.of_facet(facet).count().div_ceil(VALUES) {
            pages.push((PageKind::Facet(facet, n), facet_path(facet, n)));
        }
    }
    pages
}

/// Everything that has a page of its own.
fn entities(model: &Model) -> Vec<(Entity, Span)> {
    let mut all = Vec::new();
    all.extend(
        model
            .frameworks
            .iter()
            .map(|(id, x)| (Entity::Framework(id), x.span)),
    );
    let own = model.items.iter().filter(|(id, _)| has_page(model, *id));
    all.extend(own.map(|(id, x)| (Entity::Item(id), x.span)));
    all.extend(
        model
            .indicators
            .iter()
            .map(|(id, x)| (Entity::Indicator(id), x.span)),
    );
    all.extend(
        model
            .organizations
            .iter()
            .map(|(id, x)| (Entity::Organization(id), x.span)),
    );
    all.extend(model.areas.iter().map(|(id, x)| (Entity::Area(id), x.span)));
    all.extend(
        model
            .topics
            .iter()
            .map(|(id, x)| (Entity::Topic(id), x.span)),
    );
    all.extend(
        model
            .documents
            .iter()
            .map(|(id, x)| (Entity::Document(id), x.span)),
    );
    all.extend(
        model
            .meetings
            .iter()
            .map(|(id, x)| (Entity::Meeting(id), x.span)),
    );
    all.extend(
        model
            .statistics
            .iter()
            .map(|(id, x)| (Entity::Statistic(id), x.span)),
    );
    all.extend(model.axes.iter().map(|(id, x)| (Entity::Axis(id), x.span)));
    let classes = model.categories.iter();
    all.extend(classes.map(|(id, x)| (Entity::Category(id), x.span)));
    let own = model
        .articles
        .iter()
        .filter(|(_, a)| a.path != HOME_ARTICLE);
    all.extend(own.map(|(id, x)| (Entity::Article(id), x.span)));
    all
}
