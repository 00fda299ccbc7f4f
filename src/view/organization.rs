//! A body: what it answers for and takes part in, with all its sub-units, and how it is named.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::key::Id;
use crate::index::tree::{at_level, themes_of};
use crate::model::entity::Entity;
use crate::model::framework::Framework;
use crate::model::item::Item;
use crate::model::organization::{Involvement, Organization, Role, Subject};
use crate::model::topic::Named;
use crate::model::vocabulary::Category;
use crate::parse::japanese::{escape, title_html};

use super::common::{
    CellView, HeadView, Link, ReferenceGroup, ReferenceRow, RowView, Status, TableRows, TableView,
};
use super::here::Here;
use super::page::Body;
use super::references::{facts, named_and_linked, push, row};

/// A body.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct OrganizationView {
    /// What it is, as markup; may be empty.
    pub description: String,
    /// In how many places it stands in which part.
    pub counts: Vec<RoleCount>,
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

/// In how many places a body has one part.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct RoleCount {
    /// Anchor of the list; empty if there is none.
    pub id: String,
    /// The part in words.
    pub label: String,
    /// How many.
    pub count: usize,
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
    let entities: Vec<Entity> = whole.iter().map(|o| Entity::Organization(*o)).collect();
    let mut references = by_role(here, &parts);
    references.extend(named_and_linked(here, &entities));
    let kind = body.kind.map(|k| model.kinds[k].name.clone());
    let description = here.prose_or_empty(body.description.as_ref());
    let link = |o: &Id<Organization>| here.link(Entity::Organization(*o));
    let beside = body.parent.map_or(&[][..], |p| index.tree.bodies(p));
    let beside = beside.iter().filter(|o| **o != id);
    Body::Organization(Box::new(OrganizationView {
        description,
        counts: counts(here, &parts, &references),
        rows_note: rows_note(here, &whole, parts.len()),
        grids: grids(here, &parts),
        spellings: spellings(here, &whole),
        facts: facts(here, kind, Some(body.city)),
        parent: body.parent.as_ref().map(link),
        successor: body.successor.as_ref().map(link),
        children: index.tree.bodies(id).iter().map(link).collect(),
        siblings: beside.map(link).collect(),
        references,
    }))
}

/// The rows of each role, as the data file holds them: as many, in the same order.
fn by_role(here: &Here<'_>, parts: &[&Involvement]) -> Vec<ReferenceGroup> {
    let mut groups = Vec::new();
    for (word, role) in Role::CHOICES {
        let own = parts.iter().filter(|i| i.role == role);
        let rows: Vec<ReferenceRow> = own.map(|i| part(here, i)).collect();
        let label = here.world.words.text("roles", word).to_owned();
        push(&mut groups, word, label, rows);
    }
    groups
}

/// One part, with what it belongs to and how far it is.
fn part(here: &Here<'_>, i: &Involvement) -> ReferenceRow {
    let model = here.world.model;
    let mut view = row(here, i.subject.into(), Some(&i.cites), i.others);
    if let Subject::Item(id) = i.subject {
        let item = &model.items[id];
        if let Some(above) = item.parent {
            let link = here.short_link(Entity::Item(above));
            view.link.html = format!("{} {}", link.html, view.link.html);
        }
        view.state = state(here, id);
    }
    view
}

/// The latest state of an item that is not graded: what stands below it, and its latest figure.
fn state(here: &Here<'_>, id: Id<Item>) -> String {
    let (model, index) = (here.world.model, here.world.index);
    let mut below = vec![id];
    let mut at = 0;
    while at < below.len() {
        below.extend(index.tree.children(below[at]));
        at += 1;
    }
    let series = below
        .iter()
        .map(|i| &index.facts.of(Subject::Item(*i)).indicators);
    let series: usize = series.map(Vec::len).sum();
    let count =
        |word: &str, n: usize| (n > 0).then(|| here.fill(word, &[("count", n.to_string())]));
    let children = index.tree.children(id);
    let level = children.first().map(|c| {
        let item = &model.items[*c];
        model.frameworks[item.framework].levels[item.level]
            .name
            .clone()
    });
    let efforts = level.map(|level| {
        let args = [("level", level), ("count", children.len().to_string())];
        here.fill("state-below", &args)
    });
    let texts: Vec<String> = efforts
        .into_iter()
        .chain(count("state-indicators", series))
        .collect();
    here.list(&texts)
}

/// In how many places the body has which part; the main parts also where there are none.
fn counts(
    here: &Here<'_>,
    parts: &[&Involvement],
    references: &[ReferenceGroup],
) -> Vec<RoleCount> {
    let used: BTreeSet<Role> = parts.iter().map(|i| i.role).collect();
    let always = [Role::Responsible, Role::Partner];
    let roles = Role::CHOICES.iter();
    let roles = roles.filter(|(_, role)| used.contains(role) || always.contains(role));
    let mut all: Vec<RoleCount> = roles
        .map(|(word, role)| {
            let count = parts.iter().filter(|i| i.role == *role).count();
            RoleCount {
                id: if count > 0 {
                    (*word).to_owned()
                } else {
                    String::new()
                },
                label: here.world.words.text("roles", word).to_owned(),
                count,
            }
        })
        .collect();
    let others = references.iter();
    let others = others.filter(|g| Role::CHOICES.iter().all(|(word, _)| g.id != *word));
    all.extend(others.map(|g| RoleCount {
        id: g.id.clone(),
        label: g.label.clone(),
        count: g.rows.len(),
    }));
    all
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

/// For each framework on whose axes the body has a part: its widest items by the classes.
fn grids(here: &Here<'_>, parts: &[&Involvement]) -> Vec<TableView> {
    let model = here.world.model;
    let mut all = Vec::new();
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
