//! A way to classify: its classes, and what each holds.

use serde::Serialize;

use crate::base::key::Id;
use crate::index::pivot::Grid;
use crate::index::tree::themes_of;
use crate::model::entity::Entity;
use crate::model::item::Item;
use crate::model::organization::Subject;
use crate::model::table::Dimension;
use crate::model::vocabulary::{Axis, Category};
use crate::site::paging::fit;

use super::common::{Link, TableView};
use super::here::Here;
use super::page::Body;

/// A way to classify.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct AxisView {
    /// Its classes.
    pub classes: Vec<ClassView>,
    /// Frameworks that are classified on it.
    pub frameworks: Vec<Link>,
    /// Declared tables with its classes as rows or columns.
    pub tables: Vec<TableView>,
}

/// One class in the index of its axis.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ClassView {
    /// Its page.
    pub link: Link,
    /// What it holds, in a few words.
    pub note: String,
    /// Narrower classes.
    pub children: Vec<ClassView>,
}

/// The body of an axis's page.
pub fn body(here: &mut Here<'_>, id: Id<Axis>) -> Body {
    let (model, index) = (here.world.model, here.world.index);
    let roots = model.categories.iter();
    let roots = roots.filter(|(_, c)| c.axis == id && c.parent.is_none());
    let frameworks = model.frameworks.iter();
    let frameworks = frameworks.filter(|(_, f)| f.axes.contains(&id));
    let of_axis = |d: Dimension| d == Dimension::Axis(id);
    let declared = index.grids.iter().filter(|grid| {
        let table = &model.tables[grid.table];
        of_axis(table.rows) || of_axis(table.columns)
    });
    let mut declared: Vec<&Grid> = declared.collect();
    if !fit(&declared) {
        // Those of a framework stand on its own pages, to which the axis links.
        declared.retain(|grid| model.tables[grid.table].framework.is_none());
    }
    Body::Axis(AxisView {
        classes: roots.map(|(c, _)| class(here, c)).collect(),
        frameworks: frameworks
            .map(|(f, _)| here.link(Entity::Framework(f)))
            .collect(),
        tables: declared
            .into_iter()
            .map(|grid| here.summary_table(grid))
            .collect(),
    })
}

/// What a class holds, in a few words: items level by level, indicators, activities.
pub fn holds(here: &Here<'_>, id: Id<Category>) -> String {
    let (model, index) = (here.world.model, here.world.index);
    let belongs = |item: Id<Item>| themes_of(model, item).contains(&id);
    // Levels of one name are one sort of thing, whichever framework they are of.
    let mut levels: Vec<(&str, usize)> = Vec::new();
    for (framework, f) in model.frameworks.iter() {
        for (position, level) in f.levels.iter().enumerate() {
            let items = index.tree.level(model, framework, position).into_iter();
            let count = items.filter(|item| belongs(*item)).count();
            if count == 0 {
                continue;
            }
            match levels.iter_mut().find(|(name, _)| *name == level.name) {
                Some((_, all)) => *all += count,
                None => levels.push((&level.name, count)),
            }
        }
    }
    let mut texts: Vec<String> = levels
        .into_iter()
        .map(|(level, count)| {
            let args = [("level", level.to_owned()), ("count", count.to_string())];
            here.fill("state-below", &args)
        })
        .collect();
    let indicators = model.indicators.rows().iter();
    let indicators = indicators.filter(|i| matches!(i.subject, Subject::Item(x) if belongs(x)));
    let activities = model.activities.rows().iter();
    let activities = activities.filter(|a| a.themes.contains(&id));
    let counts = [
        ("state-indicators", indicators.count()),
        ("class-activities", activities.count()),
    ];
    let counts = counts.iter().filter(|(_, n)| *n > 0);
    texts.extend(counts.map(|(word, n)| here.fill(word, &[("count", n.to_string())])));
    here.list(&texts)
}

fn class(here: &Here<'_>, id: Id<Category>) -> ClassView {
    let categories = here.world.model.categories.iter();
    let narrower = categories.filter(|(_, c)| c.parent == Some(id));
    ClassView {
        link: here.link(Entity::Category(id)),
        note: holds(here, id),
        children: narrower.map(|(c, _)| class(here, c)).collect(),
    }
}
