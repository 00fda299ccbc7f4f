//! Trees downward: children, printed order, ancestors.

use std::collections::BTreeMap;

use crate::base::key::Id;
use crate::model::Model;
use crate::model::area::Area;
use crate::model::framework::Framework;
use crate::model::item::Item;
use crate::model::organization::Organization;
use crate::model::vocabulary::Category;

/// Children of everything that has a parent, in the order of the source.
#[derive(Clone, Default, Debug)]
pub struct Tree {
    roots: BTreeMap<Id<Framework>, Vec<Id<Item>>>,
    items: BTreeMap<Id<Item>, Vec<Id<Item>>>,
    organizations: BTreeMap<Id<Organization>, Vec<Id<Organization>>>,
    areas: BTreeMap<Id<Area>, Vec<Id<Area>>>,
    printed: BTreeMap<Id<Framework>, Vec<Id<Item>>>,
}

impl Tree {
    /// Turns the parents of the model around.
    pub fn build(model: &Model) -> Self {
        let mut tree = Self::default();
        for (id, item) in model.items.iter() {
            match item.parent {
                Some(parent) => tree.items.entry(parent).or_default().push(id),
                None => tree.roots.entry(item.framework).or_default().push(id),
            }
        }
        for (id, body) in model.organizations.iter() {
            if let Some(parent) = body.parent {
                tree.organizations.entry(parent).or_default().push(id);
            }
        }
        for (id, area) in model.areas.iter() {
            if let Some(parent) = area.parent {
                tree.areas.entry(parent).or_default().push(id);
            }
        }
        for (framework, roots) in &tree.roots {
            let mut order = Vec::new();
            roots.iter().for_each(|root| tree.walk(*root, &mut order));
            tree.printed.insert(*framework, order);
        }
        tree
    }

    fn walk(&self, item: Id<Item>, order: &mut Vec<Id<Item>>) {
        order.push(item);
        self.children(item)
            .iter()
            .for_each(|child| self.walk(*child, order));
    }

    /// The widest items of a framework.
    pub fn roots(&self, framework: Id<Framework>) -> &[Id<Item>] {
        self.roots.get(&framework).map_or(&[], Vec::as_slice)
    }

    /// The items right below one.
    pub fn children(&self, item: Id<Item>) -> &[Id<Item>] {
        self.items.get(&item).map_or(&[], Vec::as_slice)
    }

    /// All items of a framework in printed order: each before its children.
    pub fn printed(&self, framework: Id<Framework>) -> &[Id<Item>] {
        self.printed.get(&framework).map_or(&[], Vec::as_slice)
    }

    /// The items of one level in printed order.
    pub fn level(&self, model: &Model, framework: Id<Framework>, level: usize) -> Vec<Id<Item>> {
        let all = self.printed(framework).iter().copied();
        all.filter(|id| model.items[*id].level == level).collect()
    }

    /// The bodies right below one.
    pub fn bodies(&self, body: Id<Organization>) -> &[Id<Organization>] {
        self.organizations.get(&body).map_or(&[], Vec::as_slice)
    }

    /// A body with everything below it.
    pub fn body_subtree(&self, body: Id<Organization>) -> Vec<Id<Organization>> {
        let mut all = vec![body];
        let mut at = 0;
        while at < all.len() {
            all.extend(self.bodies(all[at]));
            at += 1;
        }
        all
    }

    /// The areas right below one.
    pub fn parts(&self, area: Id<Area>) -> &[Id<Area>] {
        self.areas.get(&area).map_or(&[], Vec::as_slice)
    }
}

/// The ancestors of an item, the widest first, without the item itself.
pub fn ancestors(model: &Model, item: Id<Item>) -> Vec<Id<Item>> {
    let mut up: Vec<Id<Item>> =
        std::iter::successors(model.items[item].parent, |id| model.items[*id].parent).collect();
    up.reverse();
    up
}

/// The themes of an item: its own, or else those of what it belongs to.
pub fn themes_of(model: &Model, item: Id<Item>) -> &[Id<Category>] {
    let own = std::iter::successors(Some(item), |id| model.items[*id].parent)
        .map(|id| &model.items[id].themes)
        .find(|themes| !themes.is_empty());
    own.map_or(&[], Vec::as_slice)
}

/// The ancestor of an item on a level, or the item itself.
pub fn at_level(model: &Model, item: Id<Item>, level: usize) -> Option<Id<Item>> {
    std::iter::successors(Some(item), |id| model.items[*id].parent)
        .find(|id| model.items[*id].level == level)
}

/// Whether an item stands below another, or is it.
pub fn is_below(model: &Model, item: Id<Item>, above: Id<Item>) -> bool {
    std::iter::successors(Some(item), |id| model.items[*id].parent).any(|id| id == above)
}
