//! A body: what it answers for and takes part in, with all its sub-units, and how it is named.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::key::Id;
use crate::index::references::Group;
use crate::index::tree::{at_level, themes_of};
use crate::model::entity::Entity;
use crate::model::framework::Framework;
use crate::model::item::Item;
use crate::model::organization::{Involvement, Organization, Role, Subject};
use crate::model::topic::Named;
use crate::model::vocabulary::Category;
use crate::parse::japanese::{escape, title_html};

use super::common::{
    CellView, HeadView, Jump, Link, ReferenceGroup, RowView, Status, TableRows, TableView,
};
use super::here::Here;
use super::page::Body;
use super::references::{facts, groups, jumps, label};

/// A body.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct OrganizationView {
    /// What it is, as markup; may be empty.
    pub description: String,
    /// In how many places it stands in which part.
    pub counts: Vec<Jump>,
    /// Which rows of the data files these are.
    pub rows_note: String,
    /// Where it has a part: the widest level by the classes of an axis.
    pub grids: Vec<TableView>,
    /// Where it has which part, and where it is named.
    pub references: Vec<ReferenceGroup>,
    /// How sources print its name, and how often.
    pub spellings: Vec<SpellingView>,
    /// Kind and city.
    pub facts: Vec<Status>,
    /// What it is part of.
    pub parent: Option<Link>,
    /// What took over from it.
    pub successor: Option<Link>,
    /// What is part of it.
    pub children: Vec<Link>,
    /// What is part of the same.
    pub siblings: Vec<Link>,
}

/// One way in which sources print a name.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct SpellingView {
    /// As printed.
    pub printed: String,
    /// How often.
    pub count: usize,
}

/// The body of an organisation's page: its own references and those of its sub-units.
pub fn body(here: &mut Here<'_>, id: Id<Organization>) -> Body {
    let (model, index) = (here.world.model, here.world.index);
    let body = &model.organizations[id];
    let whole = index.tree.body_subtree(id);
    let parts: Vec<&Involvement> = model
        .involvements
        .iter()
        .filter(|i| i.organization.is_some_and(|o| whole.contains(&o)))
        .collect();
    let kind = body.kind.map(|k| model.kinds[k].name.clone());
    let description = here.prose_or_empty(body.description.as_deref());
    let link = |o: &Id<Organization>| here.link(Entity::Organization(*o));
    let beside = body.parent.map_or(&[][..], |p| index.tree.bodies(p));
    let beside = beside.iter().filter(|o| **o != id);
    Body::Organization(Box::new(OrganizationView {
        description,
        counts: counts(here, id),
        rows_note: rows_note(here, &whole, parts.len()),
        grids: grids(here, &parts),
        spellings: spellings(here, &whole),
        facts: facts(here, kind, Some(body.city)),
        parent: body.parent.as_ref().map(link),
        successor: body.successor.as_ref().map(link),
        children: index.tree.bodies(id).iter().map(link).collect(),
        siblings: beside.map(link).collect(),
        references: groups(here, Entity::Organization(id), 1),
    }))
}

/// In how many places the body has which part, and how often it is named; the main parts also
/// where there are none.
fn counts(here: &Here<'_>, id: Id<Organization>) -> Vec<Jump> {
    let mut all = jumps(here, Entity::Organization(id));
    for role in [Role::Responsible, Role::Partner] {
        let group = Group::Role(role);
        if all.iter().all(|(found, _)| *found != group) {
            let none = Jump {
                href: String::new(),
                label: label(here, group),
                count: 0,
            };
            all.push((group, none));
        }
    }
    all.sort_by_key(|(group, _)| *group);
    all.into_iter().map(|(_, jump)| jump).collect()
}

/// Which rows of `involvements.csv` stand on the page, where the site has that file.
fn rows_note(here: &Here<'_>, whole: &[Id<Organization>], rows: usize) -> String {
    let model = here.world.model;
    if rows == 0 || !model.settings.output.data {
        return String::new();
    }
    let ids = whole.iter().map(|o| model.organizations[*o].id.to_string());
    let ids: Vec<String> = ids.collect();
    let args = [("ids", here.list(&ids)), ("count", rows.to_string())];
    here.fill("involvement-rows", &args)
}

/// Where a body has which part: by the widest item and the class.
type Cells = BTreeMap<(Id<Item>, Id<Category>), Vec<(Role, Id<Item>)>>;

/// How many frameworks have a grid each; where a body has a part in more, one table counts.
const GRIDS: usize = 4;

/// For each framework on whose axes the body has a part: its widest items by the classes. Of many
/// frameworks only how many parts it has in each.
fn grids(here: &Here<'_>, parts: &[&Involvement]) -> Vec<TableView> {
    let model = here.world.model;
    let mut all = Vec::new();
    let frameworks = parts.iter().filter_map(|i| model.framework_of(i.subject));
    if BTreeSet::from_iter(frameworks).len() > GRIDS {
        return vec![by_framework(here, parts)];
    }
    for (id, _) in model.frameworks.iter() {
        let mut cells = Cells::new();
        for i in parts {
            let Subject::Item(item) = i.subject else {
                continue;
            };
            let own = model.items[item].framework == id;
            let Some(top) = at_level(model, item, 0).filter(|_| own) else {
                continue;
            };
            for theme in themes_of(model, item) {
                cells.entry((top, *theme)).or_default().push((i.role, item));
            }
        }
        if !cells.is_empty() {
            all.push(grid(here, id, &cells));
        }
    }
    all
}

/// How many parts of which role a body has in each framework.
fn by_framework(here: &Here<'_>, parts: &[&Involvement]) -> TableView {
    let model = here.world.model;
    let mut counts: BTreeMap<Id<Framework>, BTreeMap<Role, usize>> = BTreeMap::new();
    for part in parts {
        if let Some(framework) = model.framework_of(part.subject) {
            let own = counts.entry(framework).or_default();
            *own.entry(part.role).or_insert(0) += 1;
        }
    }
    let roles: BTreeSet<Role> = parts.iter().map(|part| part.role).collect();
    let rows = counts.iter().map(|(id, own)| RowView {
        id: format!("in-{}", model.frameworks[*id].key),
        head: HeadView {
            href: Some(here.href_to(Entity::Framework(*id))),
            ..HeadView::plain(here.short_link(Entity::Framework(*id)).html)
        },
        badge: None,
        cells: roles
            .iter()
            .map(|role| CellView::count(own.get(role).copied().unwrap_or(0)))
            .collect(),
        total: false,
    });
    let columns = roles
        .iter()
        .map(|role| HeadView::plain(escape(&label(here, Group::Role(*role)))));
    TableView {
        id: "grid".to_owned(),
        caption: here.word("caption-parts"),
        rows: TableRows::plain(columns, rows.collect()),
        csv: here.data_file("involvements"),
        notes: Vec::new(),
    }
}

fn grid(here: &Here<'_>, id: Id<Framework>, cells: &Cells) -> TableView {
    let (model, index) = (here.world.model, here.world.index);
    let framework = &model.frameworks[id];
    let axes: BTreeSet<_> = cells
        .keys()
        .map(|(_, c)| model.categories[*c].axis)
        .collect();
    // A class that the framework does not use is no empty column.
    let used: BTreeSet<Id<Category>> = index
        .tree
        .printed(id)
        .iter()
        .flat_map(|item| model.items[*item].themes.iter().copied())
        .filter(|c| axes.contains(&model.categories[*c].axis))
        .collect();
    let rows = index.tree.roots(id).iter().map(|top| RowView {
        id: format!("in-{}", model.items[*top].id),
        head: HeadView {
            href: Some(here.href_to(Entity::Item(*top))),
            ..HeadView::plain(here.short_link(Entity::Item(*top)).html)
        },
        badge: None,
        cells: used
            .iter()
            .map(|c| role_cell(here, cells.get(&(*top, *c))))
            .collect(),
        total: false,
    });
    let columns = used.iter().map(|c| HeadView {
        href: Some(here.href_to(Entity::Category(*c))),
        ..HeadView::plain(title_html(&model.categories[*c].name))
    });
    let level = framework.levels.first().map(|l| l.name.clone());
    let tops: BTreeSet<Id<Item>> = cells.keys().map(|(top, _)| *top).collect();
    let args = [
        ("level", level.clone().unwrap_or_default()),
        ("all", index.tree.roots(id).len().to_string()),
        ("count", tops.len().to_string()),
        ("places", cells.len().to_string()),
    ];
    let note = escape(&here.fill("roles-sentence", &args));
    TableView {
        id: format!("grid-{}", framework.key),
        caption: here.fill("caption-roles", &[("name", framework.short.clone())]),
        rows: TableRows::plain(columns, rows.collect()),
        csv: here.data_file("involvements"),
        notes: vec![note],
    }
}

/// The parts at one place of the grid, in words; where there is none, that too.
fn role_cell(here: &Here<'_>, parts: Option<&Vec<(Role, Id<Item>)>>) -> CellView {
    let Some(parts) = parts.filter(|p| !p.is_empty()) else {
        let word = escape(&here.word("no-part"));
        return CellView::plain("text", format!("<span class=\"m-why\">{word}</span>"));
    };
    let roles: BTreeSet<Role> = parts.iter().map(|(role, _)| *role).collect();
    let words = roles
        .iter()
        .map(|r| here.world.words.text("roles", r.word()));
    let words: Vec<String> = words.map(str::to_owned).collect();
    CellView {
        href: parts
            .first()
            .map(|(_, item)| here.href_to(Entity::Item(*item))),
        ..CellView::plain("text", escape(&here.list(&words)))
    }
}

/// How sources print the names of a body and its sub-units, the most frequent first.
fn spellings(here: &Here<'_>, whole: &[Id<Organization>]) -> Vec<SpellingView> {
    let model = here.world.model;
    let parts = model.involvements.iter();
    let parts = parts.filter(|i| i.organization.is_some_and(|o| whole.contains(&o)));
    let named = model.mentions.iter();
    let named = named.filter(|m| matches!(m.named, Named::Organization(o) if whole.contains(&o)));
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    let printed = parts.map(|i| &i.cites).chain(named.map(|m| &m.cites));
    for cites in printed.filter(|c| !c.printed.is_empty()) {
        *by.entry(&cites.printed).or_insert(0) += 1;
    }
    let mut all: Vec<SpellingView> = by
        .into_iter()
        .map(|(printed, count)| SpellingView {
            printed: printed.to_owned(),
            count,
        })
        .collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then(a.printed.cmp(&b.printed)));
    all
}
