//! The page of a meeting: facts, what each group held most important, opinions, survey.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::key::Id;
use crate::model::fact::ReportKind;
use crate::model::meeting::{GroupTopic, Meeting, Question};
use crate::model::organization::Subject;
use crate::parse::japanese::escape;

use super::common::{
    CellView, HeadView, Link, ReportView, RowView, SourceNote, Status, TableRows, TableView,
};
use super::format;
use super::here::Here;
use super::page::Body;

/// A meeting.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct MeetingView {
    /// Date, form, participants.
    pub facts: Vec<Status>,
    /// What it was about, as markup; may be empty.
    pub html: String,
    /// Its programme.
    pub programme: Vec<String>,
    /// Groups with their most important heading; `None` if it had no groups.
    pub table: Option<TableView>,
    /// What each group discussed.
    pub groups: Vec<DiscussionView>,
    /// What its survey asked.
    pub survey: Vec<QuestionView>,
    /// What the source says of it in words.
    pub reports: Vec<ReportView>,
    /// Figures of the meeting.
    pub figures: Vec<TableView>,
    /// Names that the source prints.
    pub mentions: Vec<Link>,
    /// Where it was taken from.
    pub source: SourceNote,
}

/// What one group discussed.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct DiscussionView {
    /// Its anchor.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Headings with their opinions.
    pub topics: Vec<TopicView>,
}

/// A heading with its opinions.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct TopicView {
    /// The heading, as printed.
    pub heading: String,
    /// Whether the group marked it as most important.
    pub starred: bool,
    /// The opinions, as markup.
    pub opinions: Vec<String>,
}

/// A question of a survey.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct QuestionView {
    /// Its anchor.
    pub id: String,
    /// The question.
    pub question: String,
    /// How many answered, in words.
    pub n: String,
    /// The answers with how many chose them, in words.
    pub answers: Vec<Status>,
}

/// The body of a meeting's page.
pub fn body(here: &mut Here<'_>, id: Id<Meeting>) -> Body {
    let model = here.world.model;
    let meeting = &model.meetings[id];
    let subject = Subject::Meeting(id);
    let figures = here.figures_tables(subject);
    let mut groups: BTreeMap<&str, Vec<&GroupTopic>> = BTreeMap::new();
    for topic in &meeting.topics {
        groups.entry(&topic.group).or_default().push(topic);
    }
    let table = (!groups.is_empty()).then(|| stars(here, meeting, &groups));
    let groups: Vec<DiscussionView> = groups
        .iter()
        .map(|(group, topics)| discussion(here, group, topics))
        .collect();
    Body::Meeting(Box::new(MeetingView {
        facts: facts(here, meeting),
        html: here.prose_or_empty(meeting.text.as_deref()),
        programme: meeting.programme.clone(),
        table,
        groups,
        survey: meeting.survey.iter().map(|q| question(here, q)).collect(),
        reports: here.reports(subject, &ReportKind::CHOICES.map(|(_, kind)| kind)),
        figures,
        mentions: here.named_at(subject),
        source: here.source(&meeting.cites),
    }))
}

fn facts(here: &Here<'_>, meeting: &Meeting) -> Vec<Status> {
    let mut lines = Vec::new();
    let mut line = |kind: &str, text: String| {
        if !text.is_empty() {
            let label = here.word(&format!("meeting-{kind}"));
            lines.push(Status {
                kind: kind.to_owned(),
                label,
                text,
            });
        }
    };
    line("date", here.period(meeting.date));
    line("time", meeting.time.clone());
    line("venue", meeting.venue.clone());
    let p = &meeting.participants;
    if p.value.is_some() {
        line("participants", format::figure(p));
    }
    lines
}

/// Groups with the heading that they marked, and how much they collected.
fn stars(
    here: &Here<'_>,
    meeting: &Meeting,
    groups: &BTreeMap<&str, Vec<&GroupTopic>>,
) -> TableView {
    let rows = groups.iter().map(|(group, topics)| {
        let starred: Vec<String> = topics
            .iter()
            .filter(|t| t.starred)
            .map(|t| escape(&t.heading))
            .collect();
        let star = match starred.is_empty() {
            true => here.missing("missing"),
            false => CellView::plain("text", starred.join(", ")),
        };
        let opinions = topics.iter().map(|t| t.opinions.len()).sum();
        RowView {
            id: format!("row-{}", group.to_lowercase()),
            head: HeadView {
                href: Some(format!("#group-{}", group.to_lowercase())),
                ..HeadView::plain(escape(group))
            },
            badge: None,
            cells: vec![
                star,
                CellView::count(topics.len()),
                CellView::count(opinions),
            ],
            total: false,
        }
    });
    let columns = ["column-star", "column-headings", "column-opinions"];
    TableView {
        id: format!("stars-{}", meeting.key),
        caption: here.word("caption-stars"),
        rows: TableRows::plain(columns.map(|word| here.word_head(word)), rows.collect()),
        csv: here.data_file("meeting_topics"),
        notes: Vec::new(),
    }
}

fn discussion(here: &mut Here<'_>, group: &str, topics: &[&GroupTopic]) -> DiscussionView {
    let mut views = Vec::new();
    for topic in topics {
        views.push(TopicView {
            heading: topic.heading.clone(),
            starred: topic.starred,
            opinions: topic.opinions.iter().map(|o| here.prose(o)).collect(),
        });
    }
    DiscussionView {
        id: format!("group-{}", group.to_lowercase()),
        label: here.fill("group-label", &[("group", group.to_owned())]),
        topics: views,
    }
}

fn question(here: &Here<'_>, q: &Question) -> QuestionView {
    let lost = here.word("survey-lost");
    let answers = q.answers.iter().map(|a| Status {
        kind: a.reading.word().to_owned(),
        label: a.answer.clone(),
        text: a.count.map_or_else(|| lost.clone(), |n| n.to_string()),
    });
    QuestionView {
        id: format!("q-{}", q.key),
        question: q.question.clone(),
        n: format::figure(&q.n),
        answers: answers.collect(),
    }
}
