//! Rows of frameworks, levels, scales, items, indicators, organisations, areas, topics, documents.

use crate::base::key::Id;
use crate::model::entity::Entity;
use crate::model::vocabulary as record;
use crate::parse::japanese::title_plain;
use crate::site::route::route;
use crate::view::World;

use super::{Kind, flag, join, period};

fn page(world: World<'_>, entity: Entity) -> String {
    route(world.model, entity).path
}

/// The key of a kind; empty if there is none.
pub(super) fn kind(world: World<'_>, kind: Option<Id<record::Kind>>) -> String {
    kind.map(|k| world.model.kinds[k].key.to_string())
        .unwrap_or_default()
}

pub(super) const FRAMEWORKS: Kind = Kind {
    name: "frameworks",
    columns: &[
        "framework_id",
        "title",
        "kind",
        "publisher",
        "period",
        "period_start",
        "period_end",
        "page",
    ],
    count: Some(|world| world.model.frameworks.len()),
    rows: |world| {
        let model = world.model;
        let all = model.frameworks.iter().map(move |(id, f)| {
            let [period, start, end] = period(f.period.value);
            let publisher = f.document.map(|d| model.documents[d].publisher.clone());
            vec![
                f.key.to_string(),
                title_plain(&f.title),
                f.kind
                    .map(|k| model.kinds[k].key.to_string())
                    .unwrap_or_default(),
                publisher.unwrap_or_default(),
                period,
                start,
                end,
                page(world, Entity::Framework(id)),
            ]
        });
        Box::new(all)
    },
};

pub(super) const LEVELS: Kind = Kind {
    name: "levels",
    columns: &[
        "framework_id",
        "level",
        "name",
        "depth",
        "scale_id",
        "may_evaluate",
        "period",
    ],
    count: None,
    rows: |world| {
        let model = world.model;
        let mut rows = Vec::new();
        for f in model.frameworks.rows() {
            for (depth, level) in f.levels.iter().enumerate() {
                rows.push(vec![
                    f.key.to_string(),
                    level.key.to_string(),
                    level.name.clone(),
                    (depth + 1).to_string(),
                    level
                        .scale
                        .map(|s| model.scales[s].key.to_string())
                        .unwrap_or_default(),
                    flag(level.may_evaluate),
                    level.period.id(),
                ]);
            }
        }
        Box::new(rows.into_iter())
    },
};

pub(super) const SCALES: Kind = Kind {
    name: "scales",
    columns: &["scale_id", "grade", "label", "rank", "tone"],
    count: None,
    rows: |world| {
        let mut rows = Vec::new();
        for scale in world.model.scales.rows() {
            for grade in &scale.grades {
                rows.push(vec![
                    scale.key.to_string(),
                    grade.symbol.clone(),
                    grade.label.clone(),
                    grade.rank.map(|r| r.to_string()).unwrap_or_default(),
                    grade.tone.word().to_owned(),
                ]);
            }
        }
        Box::new(rows.into_iter())
    },
};

pub(super) const STAGES: Kind = Kind {
    name: "stages",
    columns: &[
        "stage_id",
        "framework_id",
        "title",
        "period",
        "period_start",
        "period_end",
        "printed",
    ],
    count: None,
    rows: |world| {
        let mut rows = Vec::new();
        for f in world.model.frameworks.rows() {
            for stage in &f.stages {
                let [period, start, end] = period(stage.period);
                rows.push(vec![
                    format!("{}-{}", f.key, stage.key),
                    f.key.to_string(),
                    stage.title.clone(),
                    period,
                    start,
                    end,
                    stage.printed.clone(),
                ]);
            }
        }
        Box::new(rows.into_iter())
    },
};

pub(super) const CATEGORIES: Kind = Kind {
    name: "categories",
    columns: &["axis_id", "category_id", "name", "parent_id"],
    count: Some(|world| world.model.categories.len()),
    rows: |world| {
        let model = world.model;
        let all = model.categories.rows().iter().map(move |c| {
            vec![
                model.axes[c.axis].key.to_string(),
                c.key.to_string(),
                c.name.clone(),
                c.parent
                    .map(|p| model.categories[p].key.to_string())
                    .unwrap_or_default(),
            ]
        });
        Box::new(all)
    },
};

pub(super) const ITEMS: Kind = Kind {
    name: "items",
    columns: &[
        "item_id",
        "framework_id",
        "level",
        "code",
        "title",
        "parent_id",
        "themes",
        "also_in",
        "page",
    ],
    count: Some(|world| world.model.items.len()),
    rows: |world| {
        let model = world.model;
        let all = model.items.iter().map(move |(id, item)| {
            let f = &model.frameworks[item.framework];
            let themes = item
                .themes
                .iter()
                .map(|t| model.categories[*t].key.to_string());
            vec![
                item.id.to_string(),
                f.key.to_string(),
                f.levels[item.level].key.to_string(),
                item.code.clone(),
                title_plain(&item.title),
                item.parent
                    .map(|p| model.items[p].id.to_string())
                    .unwrap_or_default(),
                join(themes),
                join(item.also_in.iter().map(|p| model.items[*p].id.to_string())),
                page(world, Entity::Item(id)),
            ]
        });
        Box::new(all)
    },
};

pub(super) const INDICATORS: Kind = Kind {
    name: "indicators",
    columns: &[
        "indicator_id",
        "subject_id",
        "indicator",
        "unit",
        "direction",
        "nature",
        "page",
        "stopped",
    ],
    count: Some(|world| world.model.indicators.len()),
    rows: |world| {
        let model = world.model;
        let all = model.indicators.iter().map(move |(id, i)| {
            vec![
                i.key.to_string(),
                model.subject_id(i.subject).to_string(),
                title_plain(&i.name),
                i.unit.clone(),
                i.direction.map(|d| d.word().to_owned()).unwrap_or_default(),
                i.nature.map(|n| n.word().to_owned()).unwrap_or_default(),
                page(world, Entity::Indicator(id)),
                i.stopped.map(|p| p.id()).unwrap_or_default(),
            ]
        });
        Box::new(all)
    },
};

pub(super) const ORGANIZATIONS: Kind = Kind {
    name: "organizations",
    columns: &[
        "organization_id",
        "name",
        "kind",
        "parent_id",
        "aliases",
        "page",
        "area_id",
        "common_to",
    ],
    count: Some(|world| world.model.organizations.len()),
    rows: |world| {
        let model = world.model;
        let all = model.organizations.iter().map(move |(id, o)| {
            vec![
                o.id.to_string(),
                title_plain(&o.name),
                o.kind
                    .map(|k| model.kinds[k].key.to_string())
                    .unwrap_or_default(),
                o.parent
                    .map(|p| model.organizations[p].id.to_string())
                    .unwrap_or_default(),
                join(o.aliases.iter().cloned()),
                page(world, Entity::Organization(id)),
                o.area
                    .map(|a| model.areas[a].id.to_string())
                    .unwrap_or_default(),
                kind(world, o.common_to),
            ]
        });
        Box::new(all)
    },
};

pub(super) const AREAS: Kind = Kind {
    name: "areas",
    columns: &[
        "area_id",
        "name",
        "level",
        "parent_id",
        "code",
        "page",
        "map_x",
        "map_y",
        "neighbours",
    ],
    count: Some(|world| world.model.areas.len()),
    rows: |world| {
        let model = world.model;
        let all = model.areas.iter().map(move |(id, a)| {
            vec![
                a.id.to_string(),
                title_plain(&a.name),
                a.level
                    .map(|k| model.kinds[k].key.to_string())
                    .unwrap_or_default(),
                a.parent
                    .map(|p| model.areas[p].id.to_string())
                    .unwrap_or_default(),
                a.code.clone(),
                page(world, Entity::Area(id)),
                a.at.map(|at| at.x.to_string()).unwrap_or_default(),
                a.at.map(|at| at.y.to_string()).unwrap_or_default(),
                join(a.neighbours.iter().map(|n| model.areas[*n].id.to_string())),
            ]
        });
        Box::new(all)
    },
};

pub(super) const TOPICS: Kind = Kind {
    name: "topics",
    columns: &[
        "topic_id",
        "name",
        "kind",
        "aliases",
        "organization_id",
        "page",
        "common_to",
    ],
    count: Some(|world| world.model.topics.len()),
    rows: |world| {
        let model = world.model;
        let all = model.topics.iter().map(move |(id, t)| {
            vec![
                t.key.to_string(),
                title_plain(&t.name),
                t.kind
                    .map(|k| model.kinds[k].key.to_string())
                    .unwrap_or_default(),
                join(t.aliases.iter().cloned()),
                t.organization
                    .map(|o| model.organizations[o].id.to_string())
                    .unwrap_or_default(),
                page(world, Entity::Topic(id)),
                kind(world, t.common_to),
            ]
        });
        Box::new(all)
    },
};

pub(super) const DOCUMENTS: Kind = Kind {
    name: "documents",
    columns: &["document_id", "title", "publisher", "date", "page"],
    count: Some(|world| world.model.documents.len()),
    rows: |world| {
        let model = world.model;
        let all = model.documents.iter().map(move |(id, d)| {
            vec![
                d.key.to_string(),
                title_plain(&d.title),
                d.publisher.clone(),
                d.date.id(),
                page(world, Entity::Document(id)),
            ]
        });
        Box::new(all)
    },
};
