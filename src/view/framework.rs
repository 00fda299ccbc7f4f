//! The page of a framework: the verdict, the shape of the whole, the exceptions, the tables.

use std::collections::BTreeMap;

use crate::base::key::Id;
use crate::model::entity::Entity;
use crate::model::fact::{Evaluation, ReportKind};
use crate::model::framework::Framework;
use crate::model::item::Item;
use crate::model::organization::Subject;
use crate::model::period::Period;
use crate::model::vocabulary::{Scale, Tone};

use super::common::{Link, Status};
use super::here::Here;
use super::page::{
    Body, FrameworkView, LevelView, MissedView, NodeView, OtherScaleView, StripCell, StripGroup,
    StripView,
};

/// The body of a framework's page.
pub fn body(here: &mut Here<'_>, id: Id<Framework>) -> Body {
    let (model, index) = (here.world.model, here.world.index);
    let framework = &model.frameworks[id];
    let subject = Subject::Framework(id);
    let of = index.facts.of(subject);
    let mut figures = Vec::new();
    for indicator in &of.indicators {
        figures.extend(here.figures_table(*indicator));
    }
    let mut tables = Vec::new();
    for grid in index
        .grids
        .iter()
        .filter(|g| model.tables[g.table].framework == Some(id))
    {
        tables.push(here.summary_table(grid));
    }
    let own = |c: &&crate::index::checks::Check| model.framework_of(c.subject) == Some(id);
    let checks = index
        .checks
        .iter()
        .filter(own)
        .filter(|c| c.is_shown())
        .map(|c| here.check(c))
        .collect();
    let kinds = [
        ReportKind::Outline,
        ReportKind::Goal,
        ReportKind::Schedule,
        ReportKind::Progress,
        ReportKind::Result,
        ReportKind::Reason,
        ReportKind::Challenge,
        ReportKind::Direction,
    ];
    let stages = framework.stages.iter().map(|s| Status {
        kind: s.key.to_string(),
        label: s.title.clone(),
        text: here.period(s.period),
    });
    let stages = stages.collect();
    Body::Framework(Box::new(FrameworkView {
        title: here.link(Entity::Framework(id)).html,
        city: here.link(Entity::Area(framework.city)),
        kind: framework
            .kind
            .map(|k| model.kinds[k].name.clone())
            .unwrap_or_default(),
        description: here.prose_or_empty(framework.description.as_ref()),
        strips: strips(here, id),
        missed: missed(here, id),
        tables,
        reports: here.reports(subject, &kinds),
        targets: of
            .targets
            .iter()
            .map(|t| here.target(&model.targets[*t]))
            .collect(),
        other_scales: other_scales(here, id),
        levels: levels(here, id),
        stages,
        tree: index
            .tree
            .roots(id)
            .iter()
            .map(|item| node(here, *item))
            .collect(),
        figures,
        checks,
    }))
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

/// Items whose grade lies below the target, with their reasons.
fn missed(here: &mut Here<'_>, id: Id<Framework>) -> Vec<MissedView> {
    let (model, index) = (here.world.model, here.world.index);
    let mut all = Vec::new();
    for item in index.tree.printed(id) {
        let subject = Subject::Item(*item);
        let Some(e) = index.facts.evaluation(model, subject) else {
            continue;
        };
        let tone = e.grade.map(|g| model.scales[e.scale].grades[g].tone);
        if tone.and_then(Tone::met) != Some(false) {
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
            lead: here.prose_or_empty(of.lead.map(|l| &model.leads[l].text)),
            reason,
        });
    }
    all
}

/// Evaluations on scales that are no level's own, scale by scale and period by period.
fn other_scales(here: &mut Here<'_>, id: Id<Framework>) -> Vec<OtherScaleView> {
    let (model, index) = (here.world.model, here.world.index);
    let mut found: BTreeMap<(Id<Scale>, Period, usize), Vec<&Evaluation>> = BTreeMap::new();
    for item in index.tree.printed(id) {
        let level = model.items[*item].level;
        let own = model.frameworks[id].levels[level].scale;
        for e in &index.facts.of(Subject::Item(*item)).evaluations {
            let e = &model.evaluations[*e];
            if Some(e.scale) != own {
                found.entry((e.scale, e.period, level)).or_default().push(e);
            }
        }
    }
    let all = found.into_iter();
    all.map(|((scale, period, level), evaluations)| OtherScaleView {
        scale: here.scale(scale),
        comparable: false,
        period: here.period(period),
        level: model.frameworks[id].levels[level].name.clone(),
        counts: here.counts(scale, &evaluations),
        note: here.prose_or_empty(evaluations[0].note.as_ref()),
        source: here.source(&evaluations[0].cites),
    })
    .collect()
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

fn node(here: &Here<'_>, id: Id<Item>) -> NodeView {
    let (model, index) = (here.world.model, here.world.index);
    let item = &model.items[id];
    NodeView {
        link: here.link(Entity::Item(id)),
        level: model.frameworks[item.framework].levels[item.level]
            .name
            .clone(),
        badge: here.badge_of(Entity::Item(id)),
        children: index
            .tree
            .children(id)
            .iter()
            .map(|c| node(here, *c))
            .collect(),
    }
}

/// Period and state of a framework, for cards and for the head of pages.
pub fn status(here: &Here<'_>, id: Id<Framework>, period: Period, printed: &str) -> Vec<Status> {
    let model = here.world.model;
    let mut all = Vec::new();
    let text = match printed.is_empty() {
        true => here.period(period),
        false => format!(
            "{}{}",
            here.period(period),
            here.fill("as-printed", &[("printed", printed.to_owned())])
        ),
    };
    let line = |kind: &str, label: &str, text: String| Status {
        kind: kind.to_owned(),
        label: here.world.words.text("page", label).to_owned(),
        text,
    };
    if !text.is_empty() {
        all.push(line("period", "status-period", text));
    }
    if let Some(as_of) = model.settings.as_of {
        let ended = period.last_day().is_some_and(|last| last < as_of);
        let word = if ended {
            "state-ended"
        } else {
            "state-running"
        };
        all.push(line(
            "state",
            "status-state",
            here.world.words.text("page", word).to_owned(),
        ));
    }
    let newest = newest(here, id);
    if let Some(newest) = newest {
        all.push(line("as-of", "status-as-of", newest));
    }
    all
}

/// The newest month that a framework's facts speak of, where it reports month by month.
fn newest(here: &Here<'_>, id: Id<Framework>) -> Option<String> {
    use crate::model::period::Unit;
    let model = here.world.model;
    let own = |s: Subject| model.framework_of(s) == Some(id);
    let reports = model
        .reports
        .iter()
        .filter(|r| own(r.subject) && r.kind == ReportKind::Progress);
    let months = reports
        .filter(|r| matches!(r.period.end, Some(Unit::Month(..))))
        .map(|r| r.period);
    let newest = months.max()?;
    Some(here.fill("as-of", &[("period", here.period(newest))]))
}

/// The link to the items below target on a framework's page, if there are any.
pub fn missed_link(here: &Here<'_>, id: Id<Framework>) -> Option<Link> {
    let (model, index) = (here.world.model, here.world.index);
    let below = index.tree.printed(id).iter().filter(|item| {
        let e = index.facts.evaluation(model, Subject::Item(**item));
        let tone = e.and_then(|e| Some(model.scales[e.scale].grades[e.grade?].tone));
        tone.and_then(Tone::met) == Some(false)
    });
    let n = below.count();
    let route = crate::site::route::route(model, Entity::Framework(id));
    let route = crate::site::route::Route::place(route.path, "missed");
    (n > 0).then(|| Link {
        html: here.fill("missed-link", &[("count", n.to_string())]),
        href: here.href(&route),
    })
}
