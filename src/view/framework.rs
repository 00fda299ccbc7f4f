//! The page of a framework: the verdict, the shape of the whole, the exceptions, the tables.

use serde::Serialize;

use crate::base::key::Id;
use crate::index::tree::ancestors;
use crate::model::entity::Entity;
use crate::model::fact::ReportKind;
use crate::model::framework::Framework;
use crate::model::item::Item;
use crate::model::organization::Subject;
use crate::site::paging;
use crate::site::route::{Route, has_page, route};

use super::board::{BoardRow, board};
use super::common::{Badge, CheckView, Link, ReportView, Status, TableView, TargetView};
use super::document::{self, PartView};
use super::here::Here;
use super::marks::TermsView;
use super::page::Body;
use super::scales::{self, OtherScaleView};
use super::strip::{StripView, strips};
use super::tables;
use super::timeline::{TimelineView, timeline};

/// A plan, vision or sheet.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct FrameworkView {
    /// Its official name, as markup.
    pub title: String,
    /// The city.
    pub city: Link,
    /// What sort of publication it is.
    pub kind: String,
    /// What it is, as markup; may be empty.
    pub description: String,
    /// The shape of the whole, level by level; only levels that are evaluated.
    pub strips: Vec<StripView>,
    /// Items below target, with their reasons.
    pub missed: Vec<MissedView>,
    /// Where in the whole they lie, in a sentence; may be empty.
    pub missed_where: String,
    /// Items that report month by month, with their newest month; empty elsewhere.
    pub board: Vec<BoardRow>,
    /// Declared tables.
    pub tables: Vec<TableView>,
    /// Pages of longer tables.
    pub further: Vec<Link>,
    /// What the source says in words.
    pub reports: Vec<ReportView>,
    /// Promises of the whole.
    pub targets: Vec<TargetView>,
    /// Evaluations on other scales than the level's own, such as a mid-term one.
    pub other_scales: Vec<OtherScaleView>,
    /// Levels with their years.
    pub levels: Vec<LevelView>,
    /// Stages as printed.
    pub stages: Vec<Status>,
    /// The document for print that holds all of it, where there is one.
    pub whole: Option<Link>,
    /// All items in full, one below another: only in the document for print.
    pub parts: Vec<PartView>,
    /// What is explained at the end of the document for print.
    pub key: Option<TermsView>,
    /// The same on a line of years; `None` where that would show nothing.
    pub timeline: Option<TimelineView>,
    /// The ways in which its items are classified, with their classes.
    pub axes: Vec<AxisLinks>,
    /// All items, as a tree.
    pub tree: Vec<NodeView>,
    /// Figures stated of the whole.
    pub figures: Vec<TableView>,
    /// Stated totals that were recomputed.
    pub checks: Vec<CheckView>,
}

/// A way to classify, and its classes.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct AxisLinks {
    /// Its page.
    pub axis: Link,
    /// The pages of its classes.
    pub classes: Vec<Link>,
}

/// An item below target.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct MissedView {
    /// Its page, with code and title.
    pub link: Link,
    /// Its grade.
    pub badge: Badge,
    /// The promise, as markup; may be empty.
    pub target: String,
    /// The page's answer in one sentence, as markup; may be empty.
    pub lead: String,
    /// Why, as markup; empty where the source does not say.
    pub reason: String,
}

/// A level with its years.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct LevelView {
    /// Its name.
    pub name: String,
    /// How many items it has.
    pub count: usize,
    /// Its years, in words.
    pub period: String,
    /// Its scale's name; empty if it is not evaluated.
    pub scale: String,
}

/// An item in the tree of a framework.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct NodeView {
    /// Its page, with code and title.
    pub link: Link,
    /// Name of its level.
    pub level: String,
    /// Its grade.
    pub badge: Option<Badge>,
    /// The items below it that are named here.
    pub children: Vec<NodeView>,
    /// How many of the items below are on its page only, with their level; may be empty.
    pub inside: String,
}

/// The body of a framework's page.
pub fn body(here: &mut Here<'_>, id: Id<Framework>) -> Body {
    Body::Framework(Box::new(view(here, id)))
}

/// What the page and the document of a framework have in common.
pub fn view(here: &mut Here<'_>, id: Id<Framework>) -> FrameworkView {
    let model = here.world.model;
    let framework = &model.frameworks[id];
    let subject = Subject::Framework(id);
    let kind = framework.kind.map(|k| model.kinds[k].name.clone());
    let roots = here.world.index.tree.roots(id);
    let placed = paging::tables(model, here.world.index, id);
    let apart = !placed.pages.is_empty();
    // A long plan's tree names its items, and counts those of its last level.
    let deepest = framework.levels.len() - usize::from(apart && framework.levels.len() > 1);
    let figures = match apart {
        true => Vec::new(),
        false => here.figures_tables(subject),
    };
    FrameworkView {
        title: here.link(Entity::Framework(id)).html,
        city: here.link(Entity::Area(framework.city)),
        kind: kind.unwrap_or_default(),
        description: here.prose_or_empty(framework.description.as_deref()),
        strips: strips(here, id),
        missed: missed(here, id),
        missed_where: missed_where(here, id),
        board: board(here, id),
        tables: tables::first(here, &placed),
        further: tables::links(here, id, &placed, 0),
        reports: here.reports(subject, &REPORTS),
        targets: here.targets(subject),
        other_scales: scales::of_framework(here, id),
        levels: levels(here, id),
        stages: stages(here, id, framework),
        timeline: timeline(here, id),
        axes: axes(here, framework),
        tree: roots
            .iter()
            .map(|item| node(here, *item, deepest))
            .collect(),
        figures,
        checks: if apart {
            Vec::new()
        } else {
            tables::checks(here, id)
        },
        parts: Vec::new(),
        key: None,
        whole: document::link(here, id),
    }
}

/// What the page shows of what the source says in words, and in which order.
const REPORTS: [ReportKind; 8] = [
    ReportKind::Outline,
    ReportKind::Goal,
    ReportKind::Schedule,
    ReportKind::Progress,
    ReportKind::Result,
    ReportKind::Reason,
    ReportKind::Challenge,
    ReportKind::Direction,
];

fn axes(here: &Here<'_>, framework: &Framework) -> Vec<AxisLinks> {
    let classes = || here.world.model.categories.iter();
    let all = framework.axes.iter().map(|axis| AxisLinks {
        axis: here.link(Entity::Axis(*axis)),
        classes: classes()
            .filter(|(_, c)| c.axis == *axis)
            .map(|(c, _)| here.link(Entity::Category(c)))
            .collect(),
    });
    all.collect()
}

/// Stages that the picture does not show.
fn stages(here: &Here<'_>, id: Id<Framework>, framework: &Framework) -> Vec<Status> {
    if timeline(here, id).is_some() {
        return Vec::new();
    }
    let all = framework.stages.iter().map(|s| Status {
        kind: s.key.to_string(),
        label: s.title.clone(),
        text: here.period(s.period),
    });
    all.collect()
}

/// Items whose grade lies below the target, with their reasons.
fn missed(here: &mut Here<'_>, id: Id<Framework>) -> Vec<MissedView> {
    let (model, index) = (here.world.model, here.world.index);
    let mut all = Vec::new();
    for item in index.tree.printed(id) {
        let subject = Subject::Item(*item);
        let Some(e) = index.facts.evaluation(model, subject) else {
            continue;
        };
        if here.met(e) != Some(false) {
            continue;
        }
        let of = index.facts.of(subject);
        let reports = of.reports.iter().map(|r| &model.reports[*r]);
        let reasons: Vec<_> = reports.filter(|r| r.kind == ReportKind::Reason).collect();
        let target = of
            .targets
            .iter()
            .map(|t| &model.targets[*t])
            .find(|t| !t.text.is_empty());
        let reason: String = reasons.iter().map(|r| here.prose(&r.text)).collect();
        all.push(MissedView {
            link: here.link(Entity::Item(*item)),
            badge: here.evaluation_badge(e),
            target: here.prose_or_empty(target.map(|t| &t.text)),
            lead: here.lead(subject),
            reason,
        });
    }
    all
}

/// Under which of the widest items those below target lie, most first, in a sentence.
fn missed_where(here: &Here<'_>, id: Id<Framework>) -> String {
    let model = here.world.model;
    let mut counts: Vec<(Id<Item>, usize)> = Vec::new();
    let mut level = "";
    for item in below_target(here, id) {
        let Some(top) = ancestors(model, item).first().copied() else {
            continue;
        };
        level = &model.frameworks[id].levels[model.items[item].level].name;
        match counts.iter_mut().find(|(known, _)| *known == top) {
            Some((_, n)) => *n += 1,
            None => counts.push((top, 1)),
        }
    }
    if counts.is_empty() {
        return String::new();
    }
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let place = |(top, n): &(Id<Item>, usize)| {
        let args = [
            ("place", here.short(Entity::Item(*top))),
            ("count", n.to_string()),
        ];
        here.fill("missed-at", &args)
    };
    let places: Vec<String> = counts.iter().map(place).collect();
    let args = [("places", here.list(&places)), ("level", level.to_owned())];
    here.fill("missed-where", &args)
}

/// Items whose grade says that the target was missed, in printed order.
fn below_target(here: &Here<'_>, id: Id<Framework>) -> Vec<Id<Item>> {
    let (model, index) = (here.world.model, here.world.index);
    let missed = |item: &Id<Item>| {
        let e = index.facts.evaluation(model, Subject::Item(*item));
        e.and_then(|e| here.met(e)) == Some(false)
    };
    let all = index.tree.printed(id).iter().copied();
    all.filter(missed).collect()
}

fn levels(here: &Here<'_>, id: Id<Framework>) -> Vec<LevelView> {
    let (model, index) = (here.world.model, here.world.index);
    let all = model.frameworks[id].levels.iter().enumerate();
    all.map(|(position, level)| LevelView {
        name: level.name.clone(),
        count: index.tree.level(model, id, position).len(),
        period: match level.period_printed.is_empty() {
            true => here.period(level.period.value),
            false => {
                let args = [("printed", level.period_printed.clone())];
                format!(
                    "{}{}",
                    here.period(level.period.value),
                    here.fill("as-printed", &args)
                )
            }
        },
        scale: match (level.may_evaluate, level.scale) {
            (true, Some(scale)) => model.scales[scale].name.clone(),
            _ => String::new(),
        },
    })
    .collect()
}

/// An item with those below it that have pages and stand above a level; the others are counted.
fn node(here: &Here<'_>, id: Id<Item>, deepest: usize) -> NodeView {
    let (model, index) = (here.world.model, here.world.index);
    let level = |id: Id<Item>| {
        let item = &model.items[id];
        model.frameworks[item.framework].levels[item.level]
            .name
            .clone()
    };
    let named = |c: &&Id<Item>| has_page(model, **c) && model.items[**c].level < deepest;
    let below = index.tree.children(id).iter();
    let (apart, inside): (Vec<&Id<Item>>, Vec<&Id<Item>>) = below.partition(named);
    let inside = inside.first().map(|first| {
        let args = [
            ("level", level(**first)),
            ("count", inside.len().to_string()),
        ];
        here.fill("state-below", &args)
    });
    NodeView {
        link: here.link(Entity::Item(id)),
        level: level(id),
        badge: here.badge_of(Entity::Item(id)),
        children: apart.into_iter().map(|c| node(here, *c, deepest)).collect(),
        inside: inside.unwrap_or_default(),
    }
}

/// The link to the items below target on a framework's page, if there are any.
pub fn missed_link(here: &Here<'_>, id: Id<Framework>) -> Option<Link> {
    let model = here.world.model;
    let n = below_target(here, id).len();
    let route = route(model, Entity::Framework(id));
    let route = Route::place(route.path, "missed");
    (n > 0).then(|| Link {
        html: here.fill("missed-link", &[("count", n.to_string())]),
        href: here.href(&route),
    })
}
