//! Shares of one whole as lying bars: the largest first, and last what the source does not print.
//!
//! That last bar is no figure of the source. It says what it is, it is drawn in another way, and it
//! is not made where it would tell what a row keeps back.

use std::cmp::Reverse;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::key::Id;
use crate::model::amount;
use crate::model::document::Reading;
use crate::model::statistic::{Measure, Statistic, StatisticCell};
use crate::view::format;
use crate::view::here::Here;

use super::columns::{Amount, Column, Filling, reach};
use super::{ChartView, LegendView, bars};

/// The fewest figures that are drawn.
const FEWEST: usize = 3;
/// More are a table.
const MOST: usize = 16;
/// The counter of shares.
const PERCENT: &str = "%";

/// A part of the whole.
struct Part<'a> {
    /// What it counts, in words.
    name: String,
    /// What is printed of it, if anything.
    cell: Option<&'a StatisticCell>,
    /// Its share, where it can be read.
    value: Option<Decimal>,
}

/// A measure that is drawn.
struct Shares<'a> {
    statistic: &'a Statistic,
    measure: &'a Measure,
    /// The largest first; those without a figure last.
    parts: Vec<Part<'a>>,
    /// All that is printed together, where every figure is exact.
    sum: Option<Decimal>,
    /// What the printed shares leave out.
    rest: Option<Decimal>,
}

impl Part<'_> {
    /// The share, unless it is hedged.
    fn exact(&self) -> Option<Decimal> {
        let words = &self.cell?.figure.qualifiers;
        let rough = words.iter().any(|word| amount::is_rough(word));
        self.value.filter(|_| !rough)
    }
}

impl<'a> Here<'a> {
    /// The pictures of a statistic: one for each measure whose figures are shares of one whole.
    pub fn share_charts(&self, id: Id<Statistic>) -> Vec<Arc<ChartView>> {
        let statistic = &self.world.model.statistics[id];
        let measures = 0..statistic.measures.len();
        let all: Vec<Shares<'a>> = measures.filter_map(|n| self.shares(statistic, n)).collect();
        let drawn: Vec<Vec<Column>> = all.iter().map(|s| self.share_bars(s)).collect();
        // Pictures of one unit share one scale.
        let reach: Vec<Decimal> = drawn.iter().flat_map(|rows| reach(rows, &[])).collect();
        let pairs = all.iter().zip(&drawn);
        let charts = pairs.filter_map(|(s, rows)| self.share_chart(s, rows, &reach));
        charts.map(Arc::new).collect()
    }

    /// A measure as shares of one whole; `None` if it is something else, or says too little.
    fn shares(&self, statistic: &'a Statistic, measure: usize) -> Option<Shares<'a>> {
        let own = &statistic.measures[measure];
        if !statistic.adds_up(own) || own.ties.over_100 || !are_kinds(statistic) {
            return None;
        }
        let part = |row: usize| {
            let cell = statistic.cell(row, measure);
            let read = cell.filter(|c| c.reading.counts());
            Part {
                name: self.row_name(&statistic.rows[row]),
                cell,
                value: read.and_then(|c| c.figure.value),
            }
        };
        let mut parts: Vec<Part<'a>> = statistic.parts().map(part).collect();
        let cells = parts.iter().filter(|p| p.value.is_some());
        let mut cells = cells.filter_map(|p| p.cell);
        let single = |c: &StatisticCell| c.figure.value_to.is_none();
        let shares = cells.all(|c| single(c) && statistic.unit(c, measure) == PERCENT);
        if !shares || !is_drawable(&parts) {
            return None;
        }
        parts.sort_by_key(|part| Reverse(part.value));
        let exact: Option<Vec<Decimal>> = parts.iter().map(Part::exact).collect();
        let sum = exact.as_ref().and_then(|all| amount::sum(all.clone()));
        let slack = exact.and_then(|all| amount::sum(all.into_iter().map(amount::half_step)));
        let some = statistic.complete.as_ref().is_some_and(|c| !c.value);
        let rest = sum.filter(|_| some).map(|sum| Decimal::ONE_HUNDRED - sum);
        Some(Shares {
            statistic,
            measure: own,
            parts,
            sum,
            // What rounding alone may leave is nothing.
            rest: rest
                .zip(slack)
                .filter(|(r, slack)| r > slack)
                .map(|(r, _)| r),
        })
    }

    fn share_chart(
        &self,
        of: &Shares<'_>,
        rows: &[Column],
        reach: &[Decimal],
    ) -> Option<ChartView> {
        let picture = bars::draw(rows, reach)?;
        let id = format!("c-{}-{}", of.statistic.key, of.measure.key);
        let first = of.statistic.parts().next()?;
        let args = [
            ("name", format!("{} {}", of.statistic.name, of.measure.name)),
            ("unit", PERCENT.to_owned()),
            ("period", self.period(of.statistic.rows[first].period)),
        ];
        Some(ChartView {
            kind: "bars".to_owned(),
            name: self.fill("chart-name-unit", &args).trim().to_owned(),
            finding: self.fill("finding-shares", &self.share_extremes(of)),
            sentence: self.share_sentence(of),
            picture: picture.drawn(&id),
            id,
            legend: self.share_legend(of),
        })
    }

    /// The lines of the picture.
    fn share_bars(&self, of: &Shares<'_>) -> Vec<Column> {
        let line = |head: String, filling: Filling| Column {
            head,
            sub: String::new(),
            breaks: None,
            filling,
        };
        let parts = of.parts.iter();
        let mut all: Vec<Column> = parts
            .map(|part| line(part.name.clone(), self.share_filling(part)))
            .collect();
        if let Some(rest) = of.rest {
            let filling = Amount {
                value: rest,
                label: vec![percent(rest, &[]), self.word("side-computed")],
                mark: "rest",
            };
            all.push(line(
                self.word("share-rest"),
                Filling::Figure(filling, None),
            ));
        }
        all
    }

    fn share_filling(&self, part: &Part<'_>) -> Filling {
        let (Some(cell), Some(value)) = (part.cell, part.value) else {
            return match part.cell {
                Some(_) => Filling::Word(self.word("unreadable"), true),
                None => Filling::Word(self.word("missing"), false),
            };
        };
        let mut label = vec![percent(value, &cell.figure.qualifiers)];
        if cell.reading == Reading::Inferred {
            label.push(self.word("reading-inferred"));
        }
        let expected = self.is_provisional(&cell.figure);
        let mark = if expected { "expected" } else { "fill" };
        Filling::Figure(Amount { value, label, mark }, None)
    }

    /// The largest and the smallest share, and what they count.
    fn share_extremes(&self, of: &Shares<'_>) -> [(&'static str, String); 4] {
        let read = || of.parts.iter().filter(|p| p.value.is_some());
        let same = |one: Option<&Part<'_>>| {
            let value = one.and_then(|p| p.value);
            let names: Vec<String> = read()
                .filter(|p| p.value == value)
                .map(|p| p.name.clone())
                .collect();
            let words = one.and_then(|p| Some(percent(p.value?, &p.cell?.figure.qualifiers)));
            (self.list(&names), words.unwrap_or_default())
        };
        let (most, least) = (same(read().next()), same(read().next_back()));
        [
            ("most-names", most.0),
            ("most", most.1),
            ("least-names", least.0),
            ("least", least.1),
        ]
    }

    /// What the picture tells: extremes, what all shares make together, what has no figure.
    fn share_sentence(&self, of: &Shares<'_>) -> String {
        let mut text = self.fill("sentence-shares", &self.share_extremes(of));
        let number = |value: Decimal| percent(value, &[]);
        if let (Some(sum), Some(rest)) = (of.sum, of.rest) {
            let args = [("sum", number(sum)), ("rest", number(rest))];
            text += &self.fill("sentence-shares-rest", &args);
        }
        let whole = of.statistic.complete.is_some();
        if let Some(sum) = of.sum.filter(|s| !whole && *s > Decimal::ONE_HUNDRED) {
            text += &self.fill("sentence-shares-over", &[("sum", number(sum))]);
        }
        for (word, printed) in [
            ("sentence-shares-missing", false),
            ("sentence-shares-unread", true),
        ] {
            let none = |p: &&Part<'_>| p.value.is_none() && p.cell.is_some() == printed;
            let names: Vec<String> = of
                .parts
                .iter()
                .filter(none)
                .map(|p| p.name.clone())
                .collect();
            if !names.is_empty() {
                text += &self.fill(word, &[("names", self.list(&names))]);
            }
        }
        text.trim_end().to_owned()
    }

    /// The marks that a picture uses, and no others.
    fn share_legend(&self, of: &Shares<'_>) -> Vec<LegendView> {
        let any = |test: &dyn Fn(&Part<'_>) -> bool| of.parts.iter().any(test);
        let expected = |p: &Part<'_>| {
            p.value.is_some() && p.cell.is_some_and(|c| self.is_provisional(&c.figure))
        };
        let marks = [
            ("fill", "legend-share", of.rest.is_some()),
            ("expected", "legend-expected", any(&expected)),
            (
                "unread",
                "legend-unread",
                any(&|p| p.value.is_none() && p.cell.is_some()),
            ),
            ("missing", "legend-missing", any(&|p| p.cell.is_none())),
            ("rest", "legend-share-rest", of.rest.is_some()),
        ];
        let used = marks.into_iter().filter(|(_, _, used)| *used);
        used.map(|(mark, word, _)| LegendView {
            mark: mark.to_owned(),
            text: self.word(word),
        })
        .collect()
    }
}

/// Whether the rows are kinds of one thing: not years, and where nothing says that they are parts
/// of one whole, not places, of which each has a whole of its own.
fn are_kinds(statistic: &Statistic) -> bool {
    let rows = || statistic.parts().map(|n| &statistic.rows[n]);
    let Some(first) = rows().next() else {
        return false;
    };
    let places = rows().any(|row| row.area != first.area);
    rows().all(|row| !row.category.is_empty() && row.period == first.period)
        && (statistic.complete.is_some() || !places)
}

/// Whether parts are worth a picture.
fn is_drawable(parts: &[Part<'_>]) -> bool {
    let values: Vec<Decimal> = parts.iter().filter_map(|p| p.value).collect();
    let same = values.windows(2).all(|w| w[0] == w[1]);
    let gaps = parts.len() - values.len();
    (FEWEST..=MOST).contains(&parts.len())
        && values.len() >= FEWEST
        && !same
        && gaps * 3 <= parts.len()
}

/// A share with its hedges.
fn percent(value: Decimal, qualifiers: &[String]) -> String {
    format::amount(Some(value), None, PERCENT, qualifiers)
}
