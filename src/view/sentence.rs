//! Sentences generated from a series: latest figure, run or extremes, the target in its own
//! words, what is missing. Only what is true; no cause, no adjective, and no better or worse.

use rust_decimal::Decimal;

use crate::model::amount::difference;
use crate::model::fact::{Comparator, Measurement, Target};
use crate::model::organization::Subject;
use crate::model::period::Period;

use super::chart::slots::{Slots, State, Step};
use super::format;
use super::here::Here;

/// What a series tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Telling {
    /// In a few words.
    pub finding: String,
    /// In sentences.
    pub sentence: String,
}

/// Figures of one way of counting, in order, each with its place on the axis.
type Part<'a> = [(usize, &'a Measurement, Decimal)];

type Args = Vec<(&'static str, String)>;

impl<'a> Here<'a> {
    /// The sentences about a series that is not drawn, with its name where there are others.
    pub fn named_sentence(&self, slots: &Slots<'a>, named: bool) -> Option<String> {
        let telling = self.telling(slots, &[])?;
        if slots.own().count() < 2 {
            return None;
        }
        let args = [
            ("name", self.series_name(slots.key)),
            ("sentence", telling.sentence.clone()),
        ];
        Some(match named {
            true => self.fill("sentence-named", &args),
            false => telling.sentence,
        })
    }

    /// What a series tells; `None` if no figure of it can be read.
    pub fn telling(&self, slots: &Slots<'a>, targets: &[&'a Target]) -> Option<Telling> {
        let mut points = Vec::new();
        for (at, slot) in slots.all.iter().enumerate() {
            if let Some(m) = slot.own().filter(|m| m.figure.value_to.is_none()) {
                points.push((at, m, m.figure.value?));
            }
        }
        let breaks = slots.breaks();
        let start = breaks.last().copied().unwrap_or(0);
        let cut = points.partition_point(|(at, _, _)| *at < start);
        let (before, now) = points.split_at(cut);
        let (finding, first) = self.course(slots, now)?;
        let mut sentence = first;
        if let Some((_, m, _)) = now.first().filter(|_| !before.is_empty()) {
            sentence.push_str(&self.broken(m));
            if now.len() < 2 && before.len() > 1 {
                sentence.push_str(&self.extremes(before, "sentence-extremes-before")?);
            }
        }
        for target in targets {
            sentence.push_str(&self.reached(slots, target, now));
        }
        sentence.push_str(&self.absent(slots));
        Some(Telling { finding, sentence })
    }

    /// The finding and the sentence about the newest part of a series.
    fn course(&self, slots: &Slots<'a>, part: &Part<'a>) -> Option<(String, String)> {
        let (_, last, newest) = part.last()?;
        let run = run(part);
        let steps = run.len().saturating_sub(1);
        let (_, first, oldest) = run.first()?;
        let args = |mut more: Args| {
            more.extend([
                ("first", format::figure(&first.figure)),
                ("first-period", self.period(first.period)),
                ("last", format::figure(&last.figure)),
                ("last-period", self.period(last.period)),
                ("steps", self.steps(slots.step, steps)),
            ]);
            more
        };
        let both = |name: &str, args: &Args| {
            let finding = self.fill(&format!("finding-{name}"), args);
            (finding, self.fill(&format!("sentence-{name}"), args))
        };
        if part.len() == 1 {
            return Some(both("one", &args(Vec::new())));
        }
        if steps >= 2 {
            let name = if newest > oldest { "rising" } else { "falling" };
            let (finding, mut sentence) = both(name, &args(Vec::new()));
            if run.len() < part.len() {
                sentence.push_str(&self.extremes(part, "sentence-extremes")?);
            }
            return Some((finding, sentence));
        }
        let (_, first, oldest) = part.first()?;
        let ends = |mut more: Args| {
            more.extend([
                ("first", format::figure(&first.figure)),
                ("first-period", self.period(first.period)),
                ("last", format::figure(&last.figure)),
                ("last-period", self.period(last.period)),
            ]);
            more
        };
        let joined = part.windows(2).all(|w| w[1].0 - w[0].0 == 1);
        if part.iter().all(|(_, _, v)| v == oldest) {
            if !joined {
                return Some(both("one", &args(Vec::new())));
            }
            return Some(both("same", &ends(Vec::new())));
        }
        if part.len() == 2 {
            let change = difference(*oldest, *newest)?;
            let change = self.difference(&change);
            return Some(both("change", &ends(vec![("change", change)])));
        }
        let latest = self.fill("sentence-one", &args(Vec::new()));
        let extremes = self.extremes(part, "sentence-extremes")?;
        let finding = self.extremes(part, "finding-extremes")?;
        Some((finding, format!("{latest}{extremes}")))
    }

    /// How often in a row, in years or months.
    fn steps(&self, step: Step, steps: usize) -> String {
        let word = match step {
            Step::Year => "steps-years",
            Step::Month => "steps-months",
        };
        self.fill(word, &[("steps", steps.to_string())])
    }

    /// The largest and the smallest figure, ties named.
    fn extremes(&self, part: &Part<'a>, word: &str) -> Option<String> {
        let (most, least) = (self.extreme(part, true)?, self.extreme(part, false)?);
        let args = [
            ("most", most.1),
            ("most-periods", most.0),
            ("least", least.1),
            ("least-periods", least.0),
        ];
        Some(self.fill(word, &args))
    }

    /// The periods of the largest or smallest figure, ties named, and the figure.
    fn extreme(&self, part: &Part<'a>, largest: bool) -> Option<(String, String)> {
        let values = part.iter().map(|(_, _, v)| *v);
        let wanted = if largest { values.max() } else { values.min() }?;
        let hits: Vec<&Measurement> = part
            .iter()
            .filter(|(_, _, v)| *v == wanted)
            .map(|(_, m, _)| *m)
            .collect();
        let periods: Vec<Period> = hits.iter().map(|m| m.period).collect();
        let plain = hits.iter().min_by_key(|m| m.figure.qualifiers.len())?;
        Some((self.periods(&periods), format::figure(&plain.figure)))
    }

    /// Several periods in a row.
    fn periods(&self, periods: &[Period]) -> String {
        let texts: Vec<String> = periods.iter().map(|p| self.period(*p)).collect();
        self.list(&texts)
    }

    fn broken(&self, m: &Measurement) -> String {
        let args = [
            ("period", self.period(m.period)),
            ("basis", m.basis.clone()),
        ];
        match m.basis.is_empty() {
            true => self.fill("sentence-break", &args),
            false => self.fill("sentence-break-basis", &args),
        }
    }

    /// The promise in its own words, and in which periods the figures reach it. Where it is only
    /// roughly meant, the source's own grade has to say so too before we say that it was missed.
    fn reached(&self, slots: &Slots<'a>, target: &Target, part: &Part<'a>) -> String {
        let Some(goal) = target.figure.value else {
            return String::new();
        };
        let hits: Vec<Period> = part
            .iter()
            .filter(|(_, _, v)| match target.comparator {
                Some(Comparator::AtMost) => *v <= goal,
                _ => *v >= goal,
            })
            .map(|(_, m, _)| m.period)
            .collect();
        let rough = matches!(target.comparator, Some(Comparator::About) | None);
        let word = match (hits.len(), rough) {
            (0, true) if !self.is_missed(target.subject) => "sentence-target",
            (0, _) => "sentence-target-none",
            (n, _) if n == part.len() => "sentence-target-all",
            (_, true) => "sentence-target",
            (_, false) => "sentence-target-some",
        };
        let args = [
            ("target", target.cites.printed.clone()),
            ("periods", self.periods(&hits)),
            (
                "unit",
                self.word(match slots.step {
                    Step::Year => "unit-year",
                    Step::Month => "unit-month",
                }),
            ),
        ];
        self.fill(word, &args)
    }

    fn is_missed(&self, subject: Subject) -> bool {
        let (model, facts) = (self.world.model, &self.world.index.facts);
        let evaluation = facts.evaluation(model, subject);
        evaluation.and_then(|e| self.met(e)) == Some(false)
    }

    /// What is not printed, cannot be read, was stopped, or stands in another document.
    fn absent(&self, slots: &Slots<'a>) -> String {
        let of = |wanted: fn(&State<'_>) -> bool| -> Vec<Period> {
            let all = slots.all.iter().filter(|s| wanted(&s.state));
            all.map(|s| s.period).collect()
        };
        let mut text = String::new();
        for (word, periods) in [
            ("sentence-missing", of(|s| matches!(s, State::Missing))),
            ("sentence-unread", of(|s| matches!(s, State::Unread))),
        ] {
            if !periods.is_empty() {
                text.push_str(&self.fill(word, &[("periods", self.periods(&periods))]));
            }
        }
        if let Some(first) = of(|s| matches!(s, State::Stopped)).first() {
            text.push_str(&self.fill("sentence-stopped", &[("period", self.period(*first))]));
        }
        for slot in &slots.all {
            if let State::Elsewhere(m) = slot.state {
                let document = &self.world.model.documents[m.cites.document].short;
                let args = [
                    ("period", self.period(slot.period)),
                    ("figure", format::figure(&m.figure)),
                    ("document", document.clone()),
                ];
                text.push_str(&self.fill("sentence-elsewhere", &args));
            }
        }
        text
    }
}

/// The figures at the end that rise or fall without a gap, the first of them included.
fn run<'p, 'a>(part: &'p Part<'a>) -> &'p Part<'a> {
    let mut start = part.len().saturating_sub(1);
    let mut way = None;
    while start > 0 {
        let ((before, _, a), (after, _, b)) = (part[start - 1], part[start]);
        let here = a.cmp(&b);
        if after - before != 1 || here.is_eq() || way.is_some_and(|w| w != here) {
            break;
        }
        way = Some(here);
        start -= 1;
    }
    &part[start..]
}
