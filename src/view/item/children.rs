//! The items below an item: what each is, how it fared, and what of it is worth a picture.

use serde::Serialize;

use crate::base::key::Id;
use crate::model::entity::Entity;
use crate::model::fact::Evaluation;
use crate::model::item::Item;
use crate::model::organization::{Role, Subject};
use crate::model::vocabulary::Scale;
use crate::site::route::{anchor, has_page};
use crate::view::chart::FigureBlock;
use crate::view::common::{
    Badge, BodyView, CountView, Link, ReportView, Status, TableView, TargetView,
};
use crate::view::here::Here;

/// An item below another.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ChildView {
    /// Its page, with code and title.
    pub link: Link,
    /// Its anchor on this page.
    pub id: String,
    /// Its grade.
    pub badge: Option<Badge>,
    /// Its answer in one sentence, as markup; may be empty.
    pub lead: String,
    /// Its target with a figure, as printed; may be empty.
    pub target: String,
    /// What lies below it, and who is responsible: a label and what it says.
    pub facts: Vec<Status>,
    /// All that is said of it, where it has no page of its own.
    pub whole: Option<Box<WholeView>>,
}

/// An item that is a place on the page of what it belongs to.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct WholeView {
    /// Promises.
    pub targets: Vec<TargetView>,
    /// What the source says of it in words.
    pub reports: Vec<ReportView>,
    /// Its figures.
    pub figures: Vec<TableView>,
    /// Who has a part in it.
    pub bodies: Vec<BodyView>,
    /// Names that the source prints.
    pub mentions: Vec<Link>,
    /// Statistics about it.
    pub statistics: Vec<Link>,
    /// Items below it.
    pub children: Vec<ChildView>,
}

/// What changed in the series below an item whose children have pages of their own.
pub(super) fn changes(here: &mut Here<'_>, id: Id<Item>) -> Vec<FigureBlock> {
    let children = here.world.index.tree.children(id);
    let apart = children.iter().any(|c| has_page(here.world.model, *c));
    if apart {
        here.changes_below(id)
    } else {
        Vec::new()
    }
}

/// How many pictures of the items below a page shows.
const SHOWN: usize = 2;

/// The first few figures of the items right below that are worth a picture, each with its main
/// picture; those with a target first.
pub(super) fn shown(here: &mut Here<'_>, id: Id<Item>) -> Vec<FigureBlock> {
    let (model, index) = (here.world.model, here.world.index);
    let children = index.tree.children(id).iter();
    let children = children.filter(|c| has_page(model, **c));
    let of = |c: &Id<Item>| index.facts.of(Subject::Item(*c)).indicators.clone();
    let mut all: Vec<_> = children
        .flat_map(of)
        .filter(|i| here.is_drawn(*i))
        .collect();
    all.sort_by_key(|i| index.kin.targets(*i).is_empty());
    all.truncate(SHOWN);
    let mut blocks: Vec<FigureBlock> = all
        .into_iter()
        .filter_map(|i| here.figure_block(i))
        .collect();
    for block in &mut blocks {
        block.charts.truncate(1);
    }
    blocks
}

/// Name of the level right below an item; empty if there is nothing below it.
pub fn child_level(here: &Here<'_>, id: Id<Item>) -> String {
    let (model, index) = (here.world.model, here.world.index);
    let first = index.tree.children(id).first().map(|c| &model.items[*c]);
    first
        .map(|c| model.frameworks[c.framework].levels[c.level].name.clone())
        .unwrap_or_default()
}

pub(super) fn child(here: &mut Here<'_>, id: Id<Item>) -> ChildView {
    let (model, index) = (here.world.model, here.world.index);
    let of = index.facts.of(Subject::Item(id));
    let target = of
        .targets
        .iter()
        .map(|t| &model.targets[*t])
        .find(|t| t.figure.value.is_some());
    let own_page = has_page(model, id);
    ChildView {
        link: here.link(Entity::Item(id)),
        id: match own_page {
            true => format!("i-{}", model.items[id].key),
            false => anchor(model, id),
        },
        badge: here.badge_of(Entity::Item(id)),
        lead: here.lead(Subject::Item(id)),
        target: target.map(|t| t.cites.printed.clone()).unwrap_or_default(),
        facts: child_facts(here, id),
        whole: (!own_page).then(|| Box::new(whole(here, id))),
    }
}

/// How much lies below an item that is not evaluated itself, and who is responsible for it.
fn child_facts(here: &Here<'_>, id: Id<Item>) -> Vec<Status> {
    let (model, index) = (here.world.model, here.world.index);
    let below = index.tree.children(id);
    let level = child_level(here, id);
    if below.is_empty() || here.badge_of(Entity::Item(id)).is_some() {
        return Vec::new();
    }
    let own = |i: &Id<Item>| index.facts.of(Subject::Item(*i));
    let figures: usize = below.iter().map(|i| own(i).indicators.len()).sum();
    let bodies = own(&id)
        .involvements
        .iter()
        .map(|i| &model.involvements[*i]);
    let bodies = bodies.filter(|i| i.role == Role::Responsible);
    let names: Vec<String> = bodies.map(|i| i.cites.printed.clone()).collect();
    let line = |kind: &str, label: String, text: String| Status {
        kind: kind.to_owned(),
        label,
        text,
    };
    let none = || here.word("none");
    let mut all = vec![
        line("items", level, below.len().to_string()),
        line(
            "figures",
            here.word("column-indicator"),
            if figures == 0 {
                none()
            } else {
                figures.to_string()
            },
        ),
    ];
    if !names.is_empty() {
        let label = here.world.words.text("roles", Role::Responsible.word());
        all.push(line("bodies", label.to_owned(), here.list(&names)));
    }
    all
}

/// All that is said of an item without a page of its own.
fn whole(here: &mut Here<'_>, id: Id<Item>) -> WholeView {
    let (model, index) = (here.world.model, here.world.index);
    let subject = Subject::Item(id);
    let of = index.facts.of(subject);
    let bodies = of.involvements.iter();
    WholeView {
        targets: here.targets(subject),
        reports: here.anchored_reports(subject, &anchor(model, id)),
        figures: here.compact_figures(id),
        bodies: bodies.map(|i| here.body(&model.involvements[*i])).collect(),
        mentions: here.named_at(subject),
        statistics: of
            .statistics
            .iter()
            .map(|id| here.link(Entity::Statistic(*id)))
            .collect(),
        children: index
            .tree
            .children(id)
            .iter()
            .map(|c| child(here, *c))
            .collect(),
    }
}

/// The scale on which the items below are graded, if any of them is.
pub(super) fn graded_below(here: &Here<'_>, id: Id<Item>) -> Option<Id<Scale>> {
    let (model, index) = (here.world.model, here.world.index);
    let children = index.tree.children(id);
    let first = &model.items[*children.first()?];
    let scale = model.frameworks[first.framework].levels[first.level].scale?;
    let graded = |c: &Id<Item>| index.facts.evaluation(model, Subject::Item(*c)).is_some();
    children.iter().any(graded).then_some(scale)
}

/// The grades of the items below, on the scale of their level.
pub(super) fn child_counts(here: &Here<'_>, id: Id<Item>) -> Vec<CountView> {
    let (model, index) = (here.world.model, here.world.index);
    let Some(scale) = graded_below(here, id) else {
        return Vec::new();
    };
    let children = index.tree.children(id).iter();
    let evaluations: Vec<&Evaluation> = children
        .filter_map(|c| index.facts.evaluation(model, Subject::Item(*c)))
        .collect();
    here.counts(scale, &evaluations)
}

/// A sentence where an item below lies on the other side of "met" than the item itself.
pub(super) fn tension(here: &Here<'_>, id: Id<Item>, own: Option<&Evaluation>) -> String {
    let (model, index) = (here.world.model, here.world.index);
    let Some(own) = own else { return String::new() };
    let Some(side) = here.met(own) else {
        return String::new();
    };
    let children = index.tree.children(id);
    let graded = children
        .iter()
        .filter_map(|c| index.facts.evaluation(model, Subject::Item(*c)));
    let others: Vec<&Evaluation> = graded.filter(|e| here.met(e) == Some(!side)).collect();
    let Some(first_other) = others.first() else {
        return String::new();
    };
    let words = |badge: &Badge| format!("{} {}", badge.symbol, badge.label);
    let first = &model.items[children[0]];
    let badge = here.evaluation_badge(own);
    let args = [
        ("all", children.len().to_string()),
        (
            "level",
            model.frameworks[first.framework].levels[first.level]
                .name
                .clone(),
        ),
        ("count", others.len().to_string()),
        ("grade", words(&badge)),
        ("other", words(&here.evaluation_badge(first_other))),
    ];
    here.fill(
        if side {
            "tension-missed"
        } else {
            "tension-met"
        },
        &args,
    )
}
