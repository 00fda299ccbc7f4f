//! Small parts that several pages are made of: grades, sources, reports, targets, bodies.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::key::Id;
use crate::model::document::{Citation, Reading};
use crate::model::entity::Entity;
use crate::model::fact::{Evaluation, Report, ReportKind, Target};
use crate::model::organization::{Involvement, Subject};
use crate::model::vocabulary::{Grade, Scale};
use crate::parse::japanese::escape;

use super::common::{
    Badge, BodyView, CountView, LeadView, Link, ReportView, ScaleView, SourceNote, TargetView,
};
use super::here::Here;
use super::markup::grades;

impl Here<'_> {
    /// A grade of a scale with its words.
    pub fn badge(&self, scale: Id<Scale>, grade: usize) -> Badge {
        self.scales.borrow_mut().entry(scale).or_insert(false);
        let scale = &self.world.model.scales[scale];
        let grade = &scale.grades[grade];
        Badge {
            symbol: grade.symbol.clone(),
            label: grade.label.clone(),
            tone: grade.tone.word().to_owned(),
            place: self.grade_place(scale, grade),
            scale: scale.name.clone(),
        }
    }

    fn grade_place(&self, scale: &Scale, grade: &Grade) -> String {
        let ranked = scale.grades.iter().filter(|g| g.rank.is_some()).count();
        let Some(rank) = grade.rank else {
            return String::new();
        };
        let args = [("count", ranked.to_string()), ("rank", rank.to_string())];
        self.fill("grade-place", &args)
    }

    /// The grade of an evaluation, also one that could not be read.
    pub fn evaluation_badge(&self, e: &Evaluation) -> Badge {
        match e.grade {
            Some(grade) => self.badge(e.scale, grade),
            None => Badge {
                symbol: String::new(),
                label: self.word(match e.reading {
                    Reading::Lost => "grade-lost",
                    _ => "grade-damaged",
                }),
                tone: "unread".to_owned(),
                place: String::new(),
                scale: self.world.model.scales[e.scale].name.clone(),
            },
        }
    }

    /// The grade that rides along with a thing.
    pub fn badge_of(&self, entity: Entity) -> Option<Badge> {
        let subject = match entity {
            Entity::Item(id) => Subject::Item(id),
            Entity::Framework(id) => Subject::Framework(id),
            _ => return None,
        };
        let (model, facts) = (self.world.model, &self.world.index.facts);
        facts
            .evaluation(model, subject)
            .map(|e| self.evaluation_badge(e))
    }

    /// Whether the target was met, where the grade of an evaluation says so.
    pub fn met(&self, e: &Evaluation) -> Option<bool> {
        let grades = &self.world.model.scales[e.scale].grades;
        grades[e.grade?].tone.met()
    }

    /// A scale with its grades.
    pub fn scale(&self, id: Id<Scale>) -> Arc<ScaleView> {
        self.scales.borrow_mut().insert(id, true);
        let scale = &self.world.model.scales[id];
        self.world.shared.scale(id, || ScaleView {
            name: scale.name.clone(),
            note: scale.note.clone(),
            html: grades((0..scale.grades.len()).map(|g| self.badge(id, g))),
        })
    }

    /// How many of some evaluations have which grade; zeros are kept.
    pub fn counts(&self, scale: Id<Scale>, evaluations: &[&Evaluation]) -> Vec<CountView> {
        let grades = 0..self.world.model.scales[scale].grades.len();
        let has = |g: usize| move |e: &&&Evaluation| e.scale == scale && e.grade == Some(g);
        let mut counts: Vec<CountView> = grades
            .map(|g| CountView {
                badge: self.badge(scale, g),
                count: evaluations.iter().filter(has(g)).count(),
            })
            .collect();
        let unread: Vec<&&Evaluation> = evaluations.iter().filter(|e| e.grade.is_none()).collect();
        if let Some(first) = unread.first() {
            let mut badge = self.evaluation_badge(first);
            badge.label = self.word("grade-unread");
            counts.push(CountView {
                badge,
                count: unread.len(),
            });
        }
        counts
    }

    /// Where something was taken from.
    pub fn source(&self, cites: &Citation) -> SourceNote {
        let link = self.short_link(Entity::Document(cites.document));
        SourceNote {
            html: link.html,
            href: link.href,
            place: cites.place.clone(),
        }
    }

    /// A statement of a source.
    pub fn report(&mut self, report: &Report, id: String) -> ReportView {
        let html = match (report.text.is_empty(), report.block) {
            (true, _) => format!("<p>{}</p>", escape(&self.word(absence(report.reading)))),
            (false, true) => self.prose(&report.text),
            (false, false) => format!("<p>{}</p>", self.prose(&report.text)),
        };
        let kind = report.kind.word();
        let heading = match report.heading.is_empty() {
            true => self.world.words.text("report-kinds", kind).to_owned(),
            false => report.heading.clone(),
        };
        let period = self.period(report.period);
        let period = match report.qualifier.is_empty() {
            true => period,
            false => format!("{period}{}", report.qualifier),
        };
        ReportView {
            id,
            kind: kind.to_owned(),
            heading,
            html,
            period,
            reading: report.reading.word().to_owned(),
            note: self.prose_or_empty(report.note.as_deref()),
            source: self.source(&report.cites),
        }
    }

    /// The statements of some kinds about a subject, newest period first, each with an anchor.
    pub fn reports(&mut self, subject: Subject, kinds: &[ReportKind]) -> Vec<ReportView> {
        let model = self.world.model;
        let all = &self.world.index.facts.of(subject).reports;
        let wanted: Vec<&Arc<Report>> = all
            .iter()
            .map(|i| &model.reports[*i])
            .filter(|r| kinds.contains(&r.kind))
            .collect();
        let mut views = Vec::new();
        for report in wanted {
            let same = |v: &&ReportView| v.kind == report.kind.word();
            let n = views.iter().filter(same).count() + 1;
            let id = self.place_id(&format!("{}-{n}", report.kind.word()));
            views.push(self.report(report, id));
        }
        views
    }

    /// Every statement about a subject that stands on another's page, so that the anchors of two
    /// subjects differ.
    pub fn anchored_reports(&mut self, subject: Subject, anchor: &str) -> Vec<ReportView> {
        let mut views = self.reports(subject, &ReportKind::CHOICES.map(|(_, kind)| kind));
        for view in &mut views {
            view.id = format!("{anchor}-{}", view.id);
        }
        views
    }

    /// A promise.
    pub fn target(&mut self, target: &Target) -> TargetView {
        let html = match target.text.is_empty() {
            true => escape(&self.word(absence(target.reading))),
            false => self.prose(&target.text),
        };
        TargetView {
            html,
            printed: target.cites.printed.clone(),
            indicator: target.indicator.map(|id| self.link(Entity::Indicator(id))),
            period: self.period(target.period),
            reading: target.reading.word().to_owned(),
            note: self.prose_or_empty(target.note.as_deref()),
            source: self.source(&target.cites),
        }
    }

    /// The promises about a subject.
    pub fn targets(&mut self, subject: Subject) -> Vec<TargetView> {
        let model = self.world.model;
        let all = self.world.index.facts.of(subject).targets.iter();
        all.map(|t| self.target(&model.targets[*t])).collect()
    }

    /// What a source names where it speaks of a subject, each thing once.
    pub fn named_at(&self, subject: Subject) -> Vec<Link> {
        let mentions = self.world.index.facts.of(subject).mentions.iter();
        let named = |m: &usize| self.world.model.mentions[*m].named.into();
        let all: BTreeSet<Entity> = mentions.map(named).collect();
        all.into_iter().map(|entity| self.link(entity)).collect()
    }

    /// The answer about a subject in one sentence, as markup; empty if there is none.
    pub fn lead(&mut self, subject: Subject) -> String {
        let lead = self.world.index.facts.lead(self.world.model, subject);
        self.prose_or_empty(lead.map(|lead| &lead.text))
    }

    /// The answers of earlier years, the newest first.
    pub fn earlier_leads(&mut self, subject: Subject) -> Vec<LeadView> {
        let model = self.world.model;
        let all = self.world.index.facts.of(subject).leads.iter().skip(1);
        let leads = all.map(|i| &model.leads[*i]);
        leads
            .map(|lead| LeadView {
                period: self.period(lead.period),
                html: self.prose(&lead.text),
            })
            .collect()
    }

    /// A body's part.
    pub fn body(&mut self, i: &Involvement) -> BodyView {
        BodyView {
            link: i.organization.map(|id| self.link(Entity::Organization(id))),
            printed: i.cites.printed.clone(),
            role: self.world.words.text("roles", i.role.word()).to_owned(),
            others: i.others,
            reading: i.reading.word().to_owned(),
            note: self.prose_or_empty(i.note.as_deref()),
        }
    }
}

/// The sentence that stands where a text could not be read.
fn absence(reading: Reading) -> &'static str {
    match reading {
        Reading::Lost => "text-lost",
        Reading::Damaged => "text-damaged",
        _ => "text-absent",
    }
}
