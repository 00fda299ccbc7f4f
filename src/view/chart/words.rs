//! What stands in a picture in words: heads, labels, names, and the legend of its marks.

use crate::base::i18n::Lang;
use crate::model::amount::Place;
use crate::model::document::Reading;
use crate::model::fact::{Figure, Measurement, Target};
use crate::model::period::{Period, Unit};
use crate::view::format;
use crate::view::here::Here;

use super::LegendView;
use super::choice::elsewhere;
use super::columns::{Amount, Column, Filling, Goal};
use super::slots::{Slot, Slots, State};

impl<'a> Here<'a> {
    /// The slots of a series as they are drawn, with those of a part inside it.
    pub(super) fn columns(&self, main: &Slots<'a>, part: Option<&Slots<'a>>) -> Vec<Column> {
        let breaks = main.breaks();
        let mut last = None;
        let mut all = Vec::new();
        for (at, slot) in main.all.iter().enumerate() {
            let inner = part.map(|p| &p.all[at]);
            let (head, sub) = self.axis_head(slot.period, last);
            last = Some(slot.period);
            all.push(Column {
                head,
                sub,
                breaks: breaks.contains(&at).then(|| self.break_label(slot)),
                filling: self.filling(slot, inner, (main, part)),
            });
        }
        all
    }

    fn filling(
        &self,
        slot: &Slot<'a>,
        inner: Option<&Slot<'a>>,
        (main, part): (&Slots<'a>, Option<&Slots<'a>>),
    ) -> Filling {
        let within = part.is_some();
        let amount = |slot: &Slot<'a>, of: &Slots<'a>, outline: bool| {
            let m = slot.figure()?;
            let mark = match slot.state {
                State::Elsewhere(_) => "elsewhere",
                _ if outline => "outline",
                _ if self.is_expected(m) => "expected",
                _ => "fill",
            };
            let mut label = self.amount_label(m);
            if within {
                label[0] = format!("{}{}", self.series_name(of.key), label[0]);
            }
            Some(Amount {
                value: m.figure.value?,
                label,
                mark,
            })
        };
        let all = amount(slot, main, within);
        let inside = inner
            .zip(part)
            .and_then(|(slot, of)| amount(slot, of, false));
        match (all, inside) {
            (Some(all), inside) => Filling::Figure(all, inside),
            // The part is printed, the whole is not.
            (None, Some(inside)) => Filling::Figure(inside, None),
            (None, None) => match slot.state {
                State::Unread => Filling::Word(self.word("unreadable"), true),
                State::Stopped => Filling::Word(self.word("stopped"), false),
                _ => Filling::Word(self.word("missing"), false),
            },
        }
    }

    /// Whether a figure is not final.
    pub fn is_expected(&self, m: &Measurement) -> bool {
        self.is_provisional(&m.figure)
    }

    /// Whether a printed figure says that it is not final.
    pub(super) fn is_provisional(&self, figure: &Figure) -> bool {
        let words = self.world.words.text("page", "provisional-words");
        let hedged = |q: &String| words.split('|').any(|w| w == q);
        figure.qualifiers.iter().any(hedged)
    }

    /// The number with the words around it, and what stands in brackets behind it.
    fn amount_label(&self, m: &Measurement) -> Vec<String> {
        let f = &m.figure;
        let plain = |q: &&String| Place::of(q) != Place::Bracketed;
        let plain: Vec<String> = f.qualifiers.iter().filter(plain).cloned().collect();
        let mut label = vec![format::amount(f.value, f.value_to, "", &plain)];
        let behind = format::qualified(&f.qualifiers);
        if !behind.is_empty() {
            label.push(behind);
        }
        if m.reading == Reading::Inferred {
            label.push(self.fill("bracketed", &[("text", self.word("reading-inferred"))]));
        }
        label
    }

    /// A year or month below an axis; the second line holds the year where it is not said yet.
    fn axis_head(&self, period: Period, last: Option<Period>) -> (String, String) {
        match (period.start, self.world.words.lang()) {
            (Some(Unit::Year(year)), Lang::Ja) => (format::year_short(year), year.to_string()),
            (Some(Unit::Month(year, month)), _) => {
                let same =
                    matches!(last.and_then(|l| l.start), Some(Unit::Month(y, _)) if y == year);
                let head = self.fill("month-short", &[("month", month.to_string())]);
                let sub = if same {
                    String::new()
                } else {
                    self.fill("year-short", &[("year", year.to_string())])
                };
                (head, sub)
            }
            _ => (self.period(period), String::new()),
        }
    }

    fn break_label(&self, slot: &Slot<'a>) -> String {
        let basis = slot.own().map(|m| m.basis.clone()).unwrap_or_default();
        match basis.is_empty() {
            true => self.word("break"),
            false => self.fill("basis", &[("basis", basis)]),
        }
    }

    /// A promise as a line.
    pub(super) fn goal(&self, target: &Target) -> Option<Goal> {
        let label = [("target", target.cites.printed.clone())];
        Some(Goal {
            value: target.figure.value?,
            upper: target.figure.value_to,
            label: self.fill("goal-label", &label),
        })
    }

    /// What a picture shows, with the unit and the years.
    pub(super) fn chart_name(&self, main: &Slots<'a>, part: Option<&Slots<'a>>) -> String {
        let indicator = &self.world.model.indicators[main.key.indicator];
        let side = self.series_name(main.key);
        let sides = match part {
            Some(part) => {
                let both = [
                    ("whole", side.clone()),
                    ("part", self.series_name(part.key)),
                ];
                self.fill("part-of-whole", &both)
            }
            None => side.clone(),
        };
        let name = match side == indicator.name {
            true => sides,
            false => self.fill(
                "check-name",
                &[("name", indicator.name.clone()), ("breakdown", sides)],
            ),
        };
        let ends = main.all.first().zip(main.all.last());
        let period = ends.map(|(a, b)| Period {
            start: a.period.start,
            end: b.period.end,
        });
        let args = [
            ("name", name),
            ("unit", indicator.unit_of(main.key.breakdown).to_owned()),
            ("period", period.map(|p| self.period(p)).unwrap_or_default()),
        ];
        match args[1].1.is_empty() {
            true => self.fill("chart-name", &args),
            false => self.fill("chart-name-unit", &args),
        }
    }

    /// The marks that a picture uses, and no others.
    pub(super) fn chart_legend(
        &self,
        main: &Slots<'a>,
        part: Option<&Slots<'a>>,
        goals: &[Goal],
    ) -> Vec<LegendView> {
        let both: Vec<&Slots<'a>> = std::iter::once(main).chain(part).collect();
        let any = |state: fn(&State<'_>) -> bool| main.all.iter().any(|s| state(&s.state));
        let mut all = Vec::new();
        let mut add = |mark: &str, text: String| {
            all.push(LegendView {
                mark: mark.to_owned(),
                text,
            });
        };
        if let Some(part) = part {
            add("outline", self.series_name(main.key));
            add("fill", self.series_name(part.key));
        }
        let shown = part.unwrap_or(main);
        if shown.own().any(|m| self.is_expected(m)) {
            add("expected", self.word("legend-expected"));
        }
        if !goals.is_empty() {
            add("target", self.word("legend-target"));
        }
        if let Some(other) = both.iter().find(|s| elsewhere(s)) {
            let m = other.all.iter().find_map(|s| match s.state {
                State::Elsewhere(m) => Some(m),
                _ => None,
            });
            let document = m.map(|m| self.world.model.documents[m.cites.document].short.clone());
            let args = [("document", document.unwrap_or_default())];
            add("elsewhere", self.fill("legend-elsewhere", &args));
        }
        if any(|s| matches!(s, State::Unread)) {
            add("unread", self.word("legend-unread"));
        }
        if any(|s| matches!(s, State::Missing)) && !part.is_some_and(elsewhere) {
            add("missing", self.word("legend-missing"));
        }
        if any(|s| matches!(s, State::Stopped)) {
            add("stopped", self.word("legend-stopped"));
        }
        if !main.breaks().is_empty() {
            add("break", self.word("legend-break"));
        }
        all
    }
}
