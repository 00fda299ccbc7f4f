//! What belongs to a class of an axis.

use std::collections::BTreeMap;

use crate::base::key::Id;
use crate::model::Model;
use crate::model::item::Item;
use crate::model::vocabulary::Category;

use super::tree::{Tree, ancestors};

/// Items by class.
#[derive(Clone, Default, Debug)]
pub struct Classes {
    widest: BTreeMap<Id<Category>, Vec<Id<Item>>>,
}

impl Classes {
    /// Sorts the items to their classes.
    pub fn build(model: &Model, tree: &Tree) -> Self {
        let mut classes = Self::default();
        for (framework, _) in model.frameworks.iter() {
            for item in tree.printed(framework) {
                for class in &model.items[*item].themes {
                    let holds = |item: &Id<Item>| model.items[*item].themes.contains(class);
                    if !ancestors(model, *item).iter().any(holds) {
                        classes.widest.entry(*class).or_default().push(*item);
                    }
                }
            }
        }
        classes
    }

    /// The widest items that belong to a class, framework by framework in printed order: not those
    /// below one that belongs to it.
    pub fn widest(&self, class: Id<Category>) -> &[Id<Item>] {
        self.widest.get(&class).map_or(&[], Vec::as_slice)
    }
}
