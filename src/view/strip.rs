//! The shape of a whole: how the items of each level fared, one cell an item.

use std::sync::Arc;

use serde::Serialize;

use crate::base::key::Id;
use crate::model::entity::Entity;
use crate::model::fact::Evaluation;
use crate::model::framework::Framework;
use crate::model::item::Item;
use crate::model::organization::Subject;

use super::common::{Badge, CountView, Link, ScaleView};
use super::here::Here;

/// How the items of one level fared: the shape of the whole.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct StripView {
    /// Name of the level.
    pub level: String,
    /// The scale.
    pub scale: Arc<ScaleView>,
    /// How many items have which grade, zeros included.
    pub counts: Vec<CountView>,
    /// Every item as a cell, in groups by its parent.
    pub groups: Vec<StripGroup>,
}

/// The cells below one parent.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct StripGroup {
    /// The parent.
    pub link: Option<Link>,
    /// Its items.
    pub cells: Vec<StripCell>,
}

/// One item as a cell.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct StripCell {
    /// Its code.
    pub code: String,
    /// Its title, plain.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Its grade; `None` if it was not evaluated.
    pub badge: Option<Badge>,
}

/// The shape of every level that is evaluated.
pub fn strips(here: &Here<'_>, id: Id<Framework>) -> Vec<StripView> {
    let (model, index) = (here.world.model, here.world.index);
    let mut strips = Vec::new();
    for (position, level) in model.frameworks[id].levels.iter().enumerate() {
        let (true, Some(scale)) = (level.may_evaluate, level.scale) else {
            continue;
        };
        let items = index.tree.level(model, id, position);
        let shown = |item: &Id<Item>| index.facts.evaluation(model, Subject::Item(*item));
        let evaluations: Vec<&Evaluation> = items.iter().filter_map(shown).collect();
        if evaluations.is_empty() {
            continue;
        }
        strips.push(StripView {
            level: level.name.clone(),
            scale: here.scale(scale),
            counts: here.counts(scale, &evaluations),
            groups: groups(here, &items),
        });
    }
    strips
}

fn groups(here: &Here<'_>, items: &[Id<Item>]) -> Vec<StripGroup> {
    let model = here.world.model;
    let mut groups: Vec<(Option<Id<Item>>, StripGroup)> = Vec::new();
    for id in items {
        let item = &model.items[*id];
        if groups
            .last()
            .is_none_or(|(parent, _)| *parent != item.parent)
        {
            let link = item.parent.map(|p| here.short_link(Entity::Item(p)));
            groups.push((
                item.parent,
                StripGroup {
                    link,
                    cells: Vec::new(),
                },
            ));
        }
        let cell = StripCell {
            code: item.code.clone(),
            title: item.title.clone(),
            href: here.href_to(Entity::Item(*id)),
            badge: here.badge_of(Entity::Item(*id)),
        };
        if let Some((_, group)) = groups.last_mut() {
            group.cells.push(cell);
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}
