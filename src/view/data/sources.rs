//! Rows of relations, contradictions, checks, pages.

use crate::index::facts::records_at;
use crate::model::Model;
use crate::model::discrepancy::{Discrepancy, Side};
use crate::model::document::Citation;
use crate::model::entity::Entity;
use crate::site::page::PageKind;
use crate::view::frame::{heading, template};
use crate::view::prose::plain;

use super::{Kind, join};

fn entity_id(model: &Model, entity: Entity) -> String {
    match entity {
        Entity::Framework(id) => model.frameworks[id].key.to_string(),
        Entity::Item(id) => model.items[id].id.to_string(),
        Entity::Indicator(id) => model.indicators[id].key.to_string(),
        Entity::Organization(id) => model.organizations[id].id.to_string(),
        Entity::Area(id) => model.areas[id].id.to_string(),
        Entity::Topic(id) => model.topics[id].key.to_string(),
        Entity::Document(id) => model.documents[id].key.to_string(),
        Entity::Discrepancy(id) => model.discrepancies[id].key.to_string(),
        Entity::Activity(id) => model.activities[id].key.to_string(),
        Entity::Meeting(id) => model.meetings[id].id.to_string(),
        Entity::Statistic(id) => model.statistics[id].key.to_string(),
        Entity::Article(id) => model.articles[id].path.clone(),
        Entity::Axis(id) => model.axes[id].key.to_string(),
        Entity::Category(id) => model.categories[id].key.to_string(),
    }
}

fn end(model: &Model, cites: &Citation) -> [String; 3] {
    let document = model.documents[cites.document].key.to_string();
    [document, cites.place.clone(), cites.printed.clone()]
}

pub(super) const RELATIONS: Kind = Kind {
    name: "relations",
    columns: &[
        "relation_id",
        "from_id",
        "to_id",
        "kind",
        "strength",
        "source_from",
        "place_from",
        "printed_from",
        "source_to",
        "place_to",
        "printed_to",
        "note",
    ],
    count: Some(|world| world.model.relations.len()),
    rows: |world| {
        let model = world.model;
        let all = model.relations.rows().iter().map(move |r| {
            let mut row = vec![
                r.key.to_string(),
                entity_id(model, r.from.0),
                entity_id(model, r.to.0),
                r.kind.clone(),
                r.strength.clone(),
            ];
            row.extend(end(model, &r.from.1));
            row.extend(end(model, &r.to.1));
            row.push(r.note.as_ref().map(|n| plain(world, n)).unwrap_or_default());
            row
        });
        Box::new(all)
    },
};

/// Source, place and print of one side.
fn side(model: &Model, side: Option<&Side>) -> [String; 3] {
    match side {
        Some(Side::Printed(cites)) => end(model, cites),
        Some(Side::Computed(text)) => ["computed".to_owned(), String::new(), text.clone()],
        Some(Side::Span(id, text)) => [
            format!("framework:{}", model.frameworks[*id].key),
            String::new(),
            text.clone(),
        ],
        None => [String::new(), String::new(), String::new()],
    }
}

fn subject_ids(model: &Model, d: &Discrepancy) -> String {
    join(d.subjects.iter().map(|s| model.subject_id(*s).to_string()))
}

pub(super) const DISCREPANCIES: Kind = Kind {
    name: "discrepancies",
    columns: &[
        "discrepancy_id",
        "kind",
        "printed_a",
        "source_a",
        "place_a",
        "printed_b",
        "source_b",
        "place_b",
        "note",
        "subject_ids",
        "record_ids",
    ],
    count: Some(|world| world.model.discrepancies.len()),
    rows: |world| {
        let model = world.model;
        let all = model.discrepancies.rows().iter().map(move |d| {
            let [source_a, place_a, printed_a] = side(model, d.places.first());
            let [source_b, place_b, printed_b] = side(model, d.places.get(1));
            vec![
                d.key.to_string(),
                d.kind.word().to_owned(),
                printed_a,
                source_a,
                place_a,
                printed_b,
                source_b,
                place_b,
                d.note.as_ref().map(|n| plain(world, n)).unwrap_or_default(),
                subject_ids(model, d),
                join(records_at(model, d)),
            ]
        });
        Box::new(all)
    },
};

pub(super) const DISCREPANCY_PLACES: Kind = Kind {
    name: "discrepancy_places",
    columns: &["discrepancy_id", "seq", "source_id", "place", "printed"],
    count: None,
    rows: |world| {
        let model = world.model;
        let mut rows = Vec::new();
        for d in model.discrepancies.rows() {
            for (n, place) in d.places.iter().enumerate() {
                let [source, at, printed] = side(model, Some(place));
                rows.push(vec![
                    d.key.to_string(),
                    (n + 1).to_string(),
                    source,
                    at,
                    printed,
                ]);
            }
        }
        Box::new(rows.into_iter())
    },
};

pub(super) const CHECKS: Kind = Kind {
    name: "checks",
    columns: &[
        "check_id",
        "rule",
        "subject_id",
        "formula",
        "inputs",
        "left_out",
        "expected",
        "found",
        "holds",
        "discrepancy_id",
    ],
    count: Some(|world| world.index.checks.len()),
    rows: |world| {
        let model = world.model;
        let all = world.index.checks.iter().map(move |c| {
            vec![
                c.id.clone(),
                c.rule.word().to_owned(),
                c.subject
                    .map(|s| model.subject_id(s).to_string())
                    .unwrap_or_default(),
                c.formula.clone(),
                join(c.inputs.iter().cloned()),
                c.left_out.join(";"),
                c.expected.to_string(),
                c.found.to_string(),
                c.holds.map(|h| h.to_string()).unwrap_or_default(),
                c.discrepancy
                    .map(|d| model.discrepancies[d].key.to_string())
                    .unwrap_or_default(),
            ]
        });
        Box::new(all)
    },
};

pub(super) const PAGES: Kind = Kind {
    name: "pages",
    columns: &["page", "title", "kind", "subject_id"],
    count: Some(|world| {
        let pages = world.sitemap.pages.iter();
        pages.filter(|p| !p.kind.repeats()).count()
    }),
    rows: |world| {
        let here = crate::view::here::Here::new(world, "");
        let pages = world.sitemap.pages.iter().filter(|p| !p.kind.repeats());
        let all = pages.map(move |page| {
            let (title, subject) = match page.kind {
                PageKind::Of(entity) | PageKind::Part(entity, _) => {
                    let id = match entity {
                        // No row of another file has the key of a free page or of an axis.
                        Entity::Article(_) | Entity::Axis(_) => String::new(),
                        _ => entity_id(world.model, entity),
                    };
                    (here.label(entity), id)
                }
                PageKind::Tables(id, _) => {
                    let id = entity_id(world.model, Entity::Framework(id));
                    (heading(&here, page.kind), id)
                }
                kind => (heading(&here, kind), String::new()),
            };
            let title = crate::parse::japanese::title_plain(&title);
            vec![
                page.path.clone(),
                title,
                template(page.kind).to_owned(),
                subject,
            ]
        });
        Box::new(all)
    },
};
