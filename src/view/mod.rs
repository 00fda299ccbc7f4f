//! Floor 6: what a template may see. One plain value for each page, strings ready to show.
//!
//! A view closes over its data: a template cannot ask for more. So what a page depends on is the
//! view itself, and a page whose view did not change need not be rendered again.

pub mod activity;
pub mod addresses;
pub mod area;
pub mod article;
pub mod axis;
pub mod blocks;
pub mod board;
pub mod category;
pub mod cells;
pub mod chart;
mod check;
pub mod common;
pub mod crumbs;
pub mod data;
pub mod discrepancy;
pub mod document;
pub mod english;
pub mod filter;
pub mod format;
mod formula;
pub mod frame;
pub mod framework;
pub mod grid;
pub mod here;
pub mod home;
pub mod indicator;
pub mod item;
pub mod list;
pub mod map;
pub mod marks;
mod markup;
pub mod meeting;
pub mod organization;
pub mod page;
pub mod parts;
pub mod prose;
pub mod references;
pub mod relations;
pub mod scales;
pub mod search;
pub mod sentence;
pub mod series;
pub mod shared;
pub mod sources;
pub mod statistic;
pub mod status;
pub mod strip;
pub mod tables;
pub mod thing;
pub mod timeline;
pub mod updates;

use crate::base::i18n::Catalog;
use crate::index::Index;
use crate::model::Model;
use crate::model::entity::Entity;
use crate::site::SiteMap;
use crate::site::page::{Page, PageKind};

use self::here::Here;
use self::page::{Body, NotFoundView, View};
use self::shared::Shared;

/// The values that a view may read.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    /// What the content says.
    pub model: &'a Model,
    /// What can be asked of it.
    pub index: &'a Index,
    /// Which pages there are.
    pub sitemap: &'a SiteMap,
    /// Words of the site's language.
    pub words: &'a Catalog,
    /// What pages show alike.
    pub shared: &'a Shared,
}

/// The view of one page.
pub fn view(world: World<'_>, page: &Page) -> View {
    let mut here = Here::new(world, &page.path);
    let body = match page.kind {
        PageKind::Home => home::body(&mut here),
        PageKind::Of(entity) => of(&mut here, entity, 1),
        PageKind::Part(entity @ (Entity::Organization(_) | Entity::Topic(_)), part) => {
            thing::references(&here, entity, part)
        }
        PageKind::Part(entity, part) => of(&mut here, entity, part),
        PageKind::Index(section) | PageKind::IndexPart(section, _) => {
            list::body(&mut here, section, page.kind.part())
        }
        PageKind::Tables(id, part) => tables::body(&mut here, id, part),
        PageKind::Discrepancies => discrepancy::body(&mut here),
        PageKind::Print(id) => document::body(&mut here, id),
        PageKind::Terms => Body::Terms(marks::explained(&here)),
        PageKind::Updates => updates::body(&here),
        PageKind::Data => data::body(&mut here),
        PageKind::Search => search::body(&mut here),
        PageKind::Filter(filter, part) => filter::body(&mut here, filter, part),
        PageKind::Facet(facet, part) => filter::facet(&mut here, facet, part),
        PageKind::NotFound => Body::NotFound(NotFoundView {
            home: world.model.settings.url.clone(),
        }),
    };
    let frame = frame::frame(&mut here, page);
    View { page: frame, body }
}

/// The body for a thing. Adding a kind of thing makes the compiler ask for its view here.
fn of(here: &mut Here<'_>, entity: Entity, part: usize) -> Body {
    match entity {
        Entity::Framework(id) => framework::body(here, id),
        Entity::Item(id) => item::body(here, id),
        Entity::Indicator(id) => indicator::body(here, id),
        Entity::Organization(id) => organization::body(here, id),
        Entity::Area(id) => area::body(here, id, part),
        Entity::Topic(id) => thing::topic(here, id),
        Entity::Document(id) => thing::document(here, id, part),
        Entity::Discrepancy(_) => discrepancy::body(here),
        Entity::Activity(id) => area::body(here, here.world.model.activities[id].area, part),
        Entity::Meeting(id) => meeting::body(here, id),
        Entity::Statistic(id) => statistic::body(here, id),
        Entity::Article(id) => article::body(here, id),
        Entity::Axis(id) => axis::body(here, id),
        Entity::Category(id) => category::body(here, id, part),
    }
}
