//! Meetings: what groups discussed, what they held most important, what a survey asked.

use crate::base::key::{Id, Key};
use crate::base::span::Span;
use crate::parse::prose::Prose;

use super::area::Area;
use super::document::{Citation, Reading};
use super::fact::Figure;
use super::period::Period;

/// One meeting.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// Key inside its city; often its date.
    pub key: Key,
    /// Full key: `<city>-<key>`.
    pub id: Key,
    /// The city that held it.
    pub city: Id<Area>,
    /// Its day.
    pub date: Period,
    /// Its name.
    pub title: String,
    /// Where or in which form it was held.
    pub venue: String,
    /// From when to when, as printed.
    pub time: String,
    /// How many took part.
    pub participants: Figure,
    /// Its programme, as labels.
    pub programme: Vec<String>,
    /// What it was about, in our words.
    pub text: Option<Box<Prose>>,
    /// What its groups discussed, in printed order.
    pub topics: Vec<GroupTopic>,
    /// What its survey asked, in printed order.
    pub survey: Vec<Question>,
    /// Where it is printed.
    pub cites: Citation,
    /// Where it is written.
    pub span: Span,
}

/// A heading under which a group collected opinions.
#[derive(Clone, Debug)]
pub struct GroupTopic {
    /// The group.
    pub group: String,
    /// Its place among the group's headings, from 1.
    pub seq: u32,
    /// The heading as printed.
    pub heading: String,
    /// Whether the group marked it as most important.
    pub starred: bool,
    /// The opinions, in our words.
    pub opinions: Vec<Prose>,
    /// Where it is printed.
    pub cites: Citation,
}

/// A question of a survey.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its key inside the survey.
    pub key: Key,
    /// The question.
    pub question: String,
    /// How many answered.
    pub n: Figure,
    /// The answers that could be chosen.
    pub answers: Vec<Answer>,
    /// Where it is printed.
    pub cites: Citation,
    /// Where it is written.
    pub span: Span,
}

/// An answer that could be chosen.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its label as printed.
    pub answer: String,
    /// How many chose it; `None` where the source does not give it in digits.
    pub count: Option<u32>,
    /// How well the count was read.
    pub reading: Reading,
}
