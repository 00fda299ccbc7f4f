//! Rows of activities, meetings, surveys, statistics.

use crate::model::entity::Entity;
use crate::parse::japanese::title_plain;
use crate::site::route::route;
use crate::view::World;
use crate::view::prose::plain;

use super::{Kind, flag, join, number, period, source, things};

/// The page that a thing is on.
fn page(world: World<'_>, entity: Entity) -> String {
    route(world.model, entity).path
}

pub(super) const ACTIVITIES: Kind = Kind {
    name: "activities",
    columns: &[
        "activity_id",
        "area_id",
        "period",
        "period_start",
        "period_end",
        "themes",
        "title",
        "organizations",
        "items",
        "reading",
        "source_id",
        "place",
        "page",
        "theme_reading",
        "common_to",
    ],
    count: Some(|world| world.model.activities.len()),
    rows: |world| {
        let model = world.model;
        let all = model.activities.iter().map(move |(id, a)| {
            let [period, start, end] = period(a.period);
            let [source, place] = source(world, &a.cites);
            let themes = a
                .themes
                .iter()
                .map(|t| model.categories[*t].key.to_string());
            vec![
                a.key.to_string(),
                model.areas[a.area].id.to_string(),
                period,
                start,
                end,
                join(themes),
                title_plain(&a.title),
                join(
                    a.organizations
                        .iter()
                        .map(|o| model.organizations[*o].id.to_string()),
                ),
                join(a.items.iter().map(|i| model.items[*i].id.to_string())),
                a.reading.word().to_owned(),
                source,
                place,
                page(world, Entity::Activity(id)),
                a.theme_reading.word().to_owned(),
                things::kind(world, a.common_to),
            ]
        });
        Box::new(all)
    },
};

pub(super) const MEETINGS: Kind = Kind {
    name: "meetings",
    columns: &[
        "meeting_id",
        "date",
        "title",
        "place",
        "participants",
        "source_id",
        "page",
        "time",
        "programme",
        "source_place",
    ],
    count: Some(|world| world.model.meetings.len()),
    rows: |world| {
        let model = world.model;
        let all = model.meetings.iter().map(move |(id, m)| {
            vec![
                m.id.to_string(),
                m.date.id(),
                title_plain(&m.title),
                m.venue.clone(),
                number(m.participants.value),
                model.documents[m.cites.document].key.to_string(),
                page(world, Entity::Meeting(id)),
                m.time.clone(),
                join(m.programme.iter().cloned()),
                m.cites.place.clone(),
            ]
        });
        Box::new(all)
    },
};

pub(super) const MEETING_TOPICS: Kind = Kind {
    name: "meeting_topics",
    columns: &[
        "meeting_id",
        "group",
        "seq",
        "heading",
        "starred",
        "opinions",
    ],
    count: None,
    rows: |world| {
        let mut rows = Vec::new();
        for meeting in world.model.meetings.rows() {
            for topic in &meeting.topics {
                rows.push(vec![
                    meeting.id.to_string(),
                    topic.group.clone(),
                    topic.seq.to_string(),
                    topic.heading.clone(),
                    flag(topic.starred),
                    topic.opinions.len().to_string(),
                ]);
            }
        }
        Box::new(rows.into_iter())
    },
};

pub(super) const SURVEYS: Kind = Kind {
    name: "surveys",
    columns: &[
        "meeting_id",
        "question_id",
        "question",
        "n",
        "answer",
        "count",
        "reading",
    ],
    count: None,
    rows: |world| {
        let mut rows = Vec::new();
        for meeting in world.model.meetings.rows() {
            for question in &meeting.survey {
                for answer in &question.answers {
                    rows.push(vec![
                        meeting.id.to_string(),
                        question.key.to_string(),
                        question.question.clone(),
                        number(question.n.value),
                        answer.answer.clone(),
                        answer.count.map(|n| n.to_string()).unwrap_or_default(),
                        answer.reading.word().to_owned(),
                    ]);
                }
            }
        }
        Box::new(rows.into_iter())
    },
};

pub(super) const STATISTICS: Kind = Kind {
    name: "statistics",
    columns: &[
        "statistic_id",
        "statistic",
        "measure",
        "category",
        "breakdown",
        "area_id",
        "period",
        "period_start",
        "period_end",
        "value",
        "unit",
        "rank",
        "rank_of",
        "qualifier",
        "reading",
        "printed",
        "source_id",
        "place",
        "cell_id",
        "measure_id",
        "row_id",
        "note",
        "subject_ids",
    ],
    count: None,
    rows: |world| {
        let model = world.model;
        let mut rows = Vec::new();
        for s in model.statistics.rows() {
            let subjects = s.about().into_iter();
            let subjects = join(subjects.map(|a| model.subject_id(a).to_string()));
            for row in &s.rows {
                let [period, start, end] = period(row.period);
                for (cell, measure) in row.cells.iter().zip(&s.measures) {
                    let Some(cell) = cell else { continue };
                    let [source, place] = source(world, &cell.cites);
                    let small = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
                    rows.push(vec![
                        s.key.to_string(),
                        title_plain(&s.name),
                        measure.name.clone(),
                        row.category.clone(),
                        row.breakdown.clone(),
                        row.area
                            .map(|a| model.areas[a].id.to_string())
                            .unwrap_or_default(),
                        period.clone(),
                        start.clone(),
                        end.clone(),
                        number(cell.figure.value),
                        cell.figure.unit.clone(),
                        small(cell.rank),
                        small(cell.rank_of),
                        join(cell.figure.qualifiers.iter().cloned()),
                        cell.reading.word().to_owned(),
                        cell.cites.printed.clone(),
                        source,
                        place,
                        cell.id.clone(),
                        measure.key.to_string(),
                        row.id.clone(),
                        cell.note
                            .as_ref()
                            .map(|note| plain(world, note))
                            .unwrap_or_default(),
                        subjects.clone(),
                    ]);
                }
            }
        }
        Box::new(rows.into_iter())
    },
};
