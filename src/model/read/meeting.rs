//! Meetings, what their groups discussed, and their surveys.

use crate::base::key::Id;
use crate::model::amount::Amount;
use crate::model::build::Builder;
use crate::model::errors;
use crate::model::fact::Figure;
use crate::model::fields::Record;
use crate::model::meeting::{Answer, GroupTopic, Meeting, Question};

use super::citation::citation;
use super::insert;
use super::reference::answer;

/// Reads a meeting.
pub(super) fn meeting(b: &mut Builder, r: &mut Record<'_>) {
    let city = r.required("city");
    let city = b.city(city, &mut r.diags);
    let title = r.required_or_empty("title");
    let date = r.period("date").map(|(p, _)| p.value).unwrap_or_default();
    let venue = r.text_or_empty("venue");
    let time = r.text_or_empty("time");
    let participants = people(r, "participants");
    let programme = r.texts("programme").into_iter().map(|p| p.value).collect();
    let text = r.prose("text");
    let cites = citation(b, r, "");
    let (Some(key), Some(city), Some(cites)) = (r.key(), city, cites) else {
        return;
    };
    let id = b.model.areas[city].key.join(&key.value);
    let row = Meeting {
        key: key.value.clone(),
        id: id.clone(),
        city,
        date,
        title,
        venue,
        time,
        participants,
        programme,
        text,
        topics: Vec::new(),
        survey: Vec::new(),
        cites,
        span: key.span,
    };
    insert(r, &mut b.model.meetings, &id, row, |row| row.span);
}

/// A number of people as printed.
fn people(r: &mut Record<'_>, field: &'static str) -> Figure {
    let Some(text) = r.text(field) else {
        return Figure::default();
    };
    match Amount::read(&text) {
        Ok(read) => Figure {
            value: read.value,
            value_to: read.value_to,
            unit: read.unit,
            qualifiers: read.qualifiers,
        },
        Err(fault) => {
            r.diags.push(errors::bad_amount(text.span, &text, &fault));
            Figure::default()
        }
    }
}

/// The meeting that a record belongs to.
fn meeting_of(b: &mut Builder, r: &mut Record<'_>) -> Option<Id<Meeting>> {
    let scope = b.scope(r);
    let text = r.required("meeting")?;
    let keys = b.model.meetings.rows().iter().map(|m| m.key.as_str());
    let found = b.model.meeting(scope, &text);
    answer(found, "kind-meeting", &text, keys, &mut r.diags)
}

/// Reads a heading under which a group collected opinions.
pub(super) fn topic(b: &mut Builder, r: &mut Record<'_>) {
    let meeting = meeting_of(b, r);
    let group = r.required_or_empty("group");
    let seq = r.number("seq");
    let heading = r.required_or_empty("heading");
    let starred = r.flag("starred").unwrap_or(false);
    let mut opinions = Vec::new();
    for text in r.texts("opinions") {
        opinions.push(
            r.diags
                .take(crate::parse::prose::inline(&text.value, text.span)),
        );
    }
    let cites = citation(b, r, &heading);
    let (Some(meeting), Some(cites)) = (meeting, cites) else {
        return;
    };
    let topics = &mut b.model.meetings.get_mut(meeting).topics;
    let next = topics.iter().filter(|t| t.group == group).count() + 1;
    topics.push(GroupTopic {
        group,
        seq: seq.unwrap_or(u32::try_from(next).unwrap_or(u32::MAX)),
        heading,
        starred,
        opinions,
        cites,
    });
}

/// Reads a question of a survey. Answers with a count never exceed those who answered.
pub(super) fn survey(b: &mut Builder, r: &mut Record<'_>) {
    let meeting = meeting_of(b, r);
    let key = r.required("question_id");
    let question = r.required_or_empty("question");
    let n = people(r, "n");
    let mut answers = Vec::new();
    for mut a in r.tables("answers") {
        let answer = a.required_or_empty("answer");
        let count = a.number("count");
        let reading = a.reading();
        if count.is_none() && reading.counts() {
            a.diags
                .push(errors::missing_field(a.span, "answers", "count"));
        }
        answers.push(Answer {
            answer,
            count,
            reading,
        });
        r.diags.extend(a.finish().0);
    }
    let cites = citation(b, r, "");
    let (Some(meeting), Some(key), Some(cites)) = (meeting, key, cites) else {
        return;
    };
    let Some(slug) = crate::base::key::Key::new(&key) else {
        r.diags.push(errors::bad_key(key.span, &key));
        return;
    };
    let most = answers.iter().filter_map(|a| a.count).max();
    if let (Some(most), Some(n)) = (most, n.value)
        && rust_decimal::Decimal::from(most) > n
    {
        r.diags
            .push(errors::too_many_answers(key.span, most, &n.to_string()));
    }
    b.model.meetings.get_mut(meeting).survey.push(Question {
        key: slug,
        question,
        n,
        answers,
        cites,
        span: key.span,
    });
}
