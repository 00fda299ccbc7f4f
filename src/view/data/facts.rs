//! Rows of evaluations, measurements, targets, reports, involvements, mentions.

use crate::model::topic::Named;
use crate::parse::japanese::title_plain;

use super::{Kind, flag, join, line, number, period, source};

pub(super) const INVOLVEMENTS: Kind = Kind {
    name: "involvements",
    columns: &[
        "subject_id",
        "role",
        "organization_id",
        "organization",
        "printed",
        "others",
        "reading",
        "source_id",
        "place",
        "note",
    ],
    count: Some(|world| world.model.involvements.len()),
    rows: |world| {
        let model = world.model;
        let all = model.involvements.iter().map(move |i| {
            let body = i.organization.map(|o| &model.organizations[o]);
            let [source, place] = source(world, &i.cites);
            vec![
                model.subject_id(i.subject).to_string(),
                i.role.word().to_owned(),
                body.map(|o| o.id.to_string()).unwrap_or_default(),
                body.map(|o| title_plain(&o.name)).unwrap_or_default(),
                i.cites.printed.clone(),
                flag(i.others),
                i.reading.word().to_owned(),
                source,
                place,
                line(world, i.note.as_deref()),
            ]
        });
        Box::new(all)
    },
};

pub(super) const EVALUATIONS: Kind = Kind {
    name: "evaluations",
    columns: &[
        "evaluation_id",
        "subject_id",
        "period",
        "period_start",
        "period_end",
        "scale_id",
        "grade",
        "grade_label",
        "by",
        "comment",
        "reading",
        "printed",
        "source_id",
        "place",
        "note",
    ],
    count: Some(|world| world.model.evaluations.len()),
    rows: |world| {
        let model = world.model;
        let all = model.evaluations.iter().map(move |e| {
            let scale = &model.scales[e.scale];
            let grade = e.grade.map(|g| &scale.grades[g]);
            let [period, start, end] = period(e.period);
            let [source, place] = source(world, &e.cites);
            vec![
                e.id.clone(),
                model.subject_id(e.subject).to_string(),
                period,
                start,
                end,
                scale.key.to_string(),
                grade.map(|g| g.symbol.clone()).unwrap_or_default(),
                grade.map(|g| g.label.clone()).unwrap_or_default(),
                e.by.clone(),
                line(world, e.comment.as_deref()),
                e.reading.word().to_owned(),
                e.cites.printed.clone(),
                source,
                place,
                line(world, e.note.as_deref()),
            ]
        });
        Box::new(all)
    },
};

pub(super) const MEASUREMENTS: Kind = Kind {
    name: "measurements",
    columns: &[
        "measurement_id",
        "indicator_id",
        "subject_id",
        "indicator",
        "breakdown",
        "area_id",
        "organization_id",
        "period",
        "period_start",
        "period_end",
        "value",
        "value_to",
        "unit",
        "qualifier",
        "basis",
        "seq",
        "reading",
        "printed",
        "source_id",
        "place",
        "note",
    ],
    count: Some(|world| world.model.measurements.len()),
    rows: |world| {
        let model = world.model;
        let all = model.measurements.iter().map(move |m| {
            let indicator = &model.indicators[m.indicator];
            let [period, start, end] = period(m.period);
            let [source, place] = source(world, &m.cites);
            vec![
                m.id.clone(),
                indicator.key.to_string(),
                model.subject_id(indicator.subject).to_string(),
                title_plain(&indicator.name),
                indicator.breakdown_name(m.breakdown).to_owned(),
                m.area
                    .map(|a| model.areas[a].id.to_string())
                    .unwrap_or_default(),
                m.organization
                    .map(|o| model.organizations[o].id.to_string())
                    .unwrap_or_default(),
                period,
                start,
                end,
                number(m.figure.value),
                number(m.figure.value_to),
                m.figure.unit.clone(),
                join(m.figure.qualifiers.iter().cloned()),
                m.basis.clone(),
                m.seq.to_string(),
                m.reading.word().to_owned(),
                m.cites.printed.clone(),
                source,
                place,
                line(world, m.note.as_deref()),
            ]
        });
        Box::new(all)
    },
};

pub(super) const TARGETS: Kind = Kind {
    name: "targets",
    columns: &[
        "target_id",
        "subject_id",
        "indicator_id",
        "breakdown",
        "period",
        "period_start",
        "period_end",
        "comparator",
        "value",
        "unit",
        "each",
        "qualifier",
        "text",
        "reading",
        "printed",
        "source_id",
        "place",
        "value_to",
        "note",
    ],
    count: Some(|world| world.model.targets.len()),
    rows: |world| {
        let model = world.model;
        let all = model.targets.iter().map(move |t| {
            let [period, start, end] = period(t.period);
            let [source, place] = source(world, &t.cites);
            let indicator = t.indicator.map(|i| &model.indicators[i]);
            vec![
                t.id.clone(),
                model.subject_id(t.subject).to_string(),
                indicator.map(|i| i.key.to_string()).unwrap_or_default(),
                indicator
                    .map(|i| i.breakdown_name(t.breakdown).to_owned())
                    .unwrap_or_default(),
                period,
                start,
                end,
                t.comparator
                    .map(|c| c.word().to_owned())
                    .unwrap_or_default(),
                number(t.figure.value),
                t.figure.unit.clone(),
                t.each.map(|e| e.word().to_owned()).unwrap_or_default(),
                join(t.figure.qualifiers.iter().cloned()),
                line(world, Some(&t.text)),
                t.reading.word().to_owned(),
                t.cites.printed.clone(),
                source,
                place,
                number(t.figure.value_to),
                line(world, t.note.as_deref()),
            ]
        });
        Box::new(all)
    },
};

pub(super) const REPORTS: Kind = Kind {
    name: "reports",
    columns: &[
        "report_id",
        "subject_id",
        "kind",
        "period",
        "period_start",
        "period_end",
        "qualifier",
        "seq",
        "text",
        "reading",
        "printed",
        "source_id",
        "place",
        "note",
    ],
    count: Some(|world| world.model.reports.len()),
    rows: |world| {
        let model = world.model;
        let all = model.reports.iter().map(move |r| {
            let [period, start, end] = period(r.period);
            let [source, place] = source(world, &r.cites);
            vec![
                r.id.clone(),
                model.subject_id(r.subject).to_string(),
                r.kind.word().to_owned(),
                period,
                start,
                end,
                r.qualifier.clone(),
                r.seq.to_string(),
                line(world, Some(&r.text)),
                r.reading.word().to_owned(),
                r.cites.printed.clone(),
                source,
                place,
                line(world, r.note.as_deref()),
            ]
        });
        Box::new(all)
    },
};

pub(super) const MENTIONS: Kind = Kind {
    name: "mentions",
    columns: &[
        "topic_id",
        "organization_id",
        "area_id",
        "subject_id",
        "printed",
        "source_id",
        "place",
    ],
    count: Some(|world| world.model.mentions.len()),
    rows: |world| {
        let model = world.model;
        let all = model.mentions.iter().map(move |m| {
            let [source, place] = source(world, &m.cites);
            let (mut topic, mut body, mut area) = (String::new(), String::new(), String::new());
            match m.named {
                Named::Topic(id) => topic = model.topics[id].key.to_string(),
                Named::Organization(id) => body = model.organizations[id].id.to_string(),
                Named::Area(id) => area = model.areas[id].id.to_string(),
            }
            vec![
                topic,
                body,
                area,
                model.subject_id(m.subject).to_string(),
                m.cites.printed.clone(),
                source,
                place,
            ]
        });
        Box::new(all)
    },
};
