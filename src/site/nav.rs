//! Menu sections, breadcrumbs, previous and next.

use crate::base::key::Id;
use crate::index::Index;
use crate::index::tree::ancestors;
use crate::model::Model;
use crate::model::entity::Entity;
use crate::model::item::Item;

use super::route::DATA;

/// A section of the site, with an index page and an entry in the menu.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Section {
    /// Plans, visions, sheets.
    Plans,
    /// Figures.
    Figures,
    /// Areas.
    Areas,
    /// Organisations.
    Bodies,
    /// Meetings.
    Meetings,
    /// Programmes, facilities and the like.
    Topics,
    /// Tables of categories and measures.
    Statistics,
    /// Published originals.
    Documents,
    /// Data files.
    Data,
}

impl Section {
    /// All sections in the order of the menu.
    pub const ALL: [Section; 9] = [
        Section::Plans,
        Section::Figures,
        Section::Areas,
        Section::Bodies,
        Section::Meetings,
        Section::Topics,
        Section::Statistics,
        Section::Documents,
        Section::Data,
    ];

    /// The path of its index page.
    pub fn index(self) -> &'static str {
        match self {
            Section::Plans => "plan/index.html",
            Section::Figures => "indicator/index.html",
            Section::Areas => "area/index.html",
            Section::Bodies => "org/index.html",
            Section::Meetings => "meeting/index.html",
            Section::Topics => "topic/index.html",
            Section::Statistics => "statistic/index.html",
            Section::Documents => "document/index.html",
            Section::Data => DATA,
        }
    }

    /// The catalogue's name of the section's label.
    pub fn word(self) -> &'static str {
        match self {
            Section::Plans => "section-plans",
            Section::Figures => "section-figures",
            Section::Areas => "section-areas",
            Section::Bodies => "section-bodies",
            Section::Meetings => "section-meetings",
            Section::Topics => "section-topics",
            Section::Statistics => "section-statistics",
            Section::Documents => "section-documents",
            Section::Data => "section-data",
        }
    }

    /// Whether the section has anything in it.
    pub fn exists(self, model: &Model) -> bool {
        match self {
            Section::Plans => !model.frameworks.is_empty(),
            Section::Figures => !model.indicators.is_empty(),
            Section::Areas => !model.areas.is_empty(),
            Section::Bodies => !model.organizations.is_empty(),
            Section::Meetings => !model.meetings.is_empty(),
            Section::Topics => !model.topics.is_empty(),
            Section::Statistics => !model.statistics.is_empty(),
            Section::Documents => !model.documents.is_empty(),
            Section::Data => model.settings.output.data,
        }
    }

    /// The section that a thing belongs to; free pages belong to none.
    pub fn of(entity: Entity) -> Option<Section> {
        match entity {
            Entity::Framework(_) | Entity::Item(_) | Entity::Axis(_) | Entity::Category(_) => {
                Some(Section::Plans)
            }
            Entity::Indicator(_) => Some(Section::Figures),
            Entity::Organization(_) => Some(Section::Bodies),
            Entity::Area(_) | Entity::Activity(_) => Some(Section::Areas),
            Entity::Meeting(_) => Some(Section::Meetings),
            Entity::Statistic(_) => Some(Section::Statistics),
            Entity::Topic(_) => Some(Section::Topics),
            Entity::Document(_) => Some(Section::Documents),
            Entity::Discrepancy(_) => Some(Section::Data),
            Entity::Article(_) => None,
        }
    }
}

/// The things above one, the widest first, without itself.
pub fn trail(model: &Model, entity: Entity) -> Vec<Entity> {
    match entity {
        Entity::Item(id) => {
            let above = ancestors(model, id).into_iter().map(Entity::Item);
            std::iter::once(Entity::Framework(model.items[id].framework))
                .chain(above)
                .collect()
        }
        Entity::Organization(id) => {
            let mut up: Vec<Entity> = std::iter::successors(model.organizations[id].parent, |o| {
                model.organizations[*o].parent
            })
            .map(Entity::Organization)
            .collect();
            up.reverse();
            up
        }
        Entity::Category(id) => {
            let own = &model.categories[id];
            let mut up: Vec<Entity> =
                std::iter::successors(own.parent, |c| model.categories[*c].parent)
                    .map(Entity::Category)
                    .collect();
            up.push(Entity::Axis(own.axis));
            up.reverse();
            up
        }
        Entity::Area(id) => {
            let mut up: Vec<Entity> =
                std::iter::successors(model.areas[id].parent, |a| model.areas[*a].parent)
                    .map(Entity::Area)
                    .collect();
            up.reverse();
            up
        }
        _ => Vec::new(),
    }
}

/// The items before and after one on its level, in printed order, across parents.
pub fn neighbours(
    model: &Model,
    index: &Index,
    id: Id<Item>,
) -> (Option<Id<Item>>, Option<Id<Item>>) {
    let item = &model.items[id];
    let level = index.tree.level(model, item.framework, item.level);
    let Some(at) = level.iter().position(|other| *other == id) else {
        return (None, None);
    };
    let before = at.checked_sub(1).and_then(|i| level.get(i)).copied();
    (before, level.get(at + 1).copied())
}
