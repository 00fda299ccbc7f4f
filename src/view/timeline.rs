//! The stages of a framework on a line of years: overlaps are kept, open ends stay open.

use serde::Serialize;

use crate::base::key::Id;
use crate::model::framework::{Framework, Stage};
use crate::model::period::{Period, Unit};
use crate::parse::japanese::{escape, title_html};

use super::common::{CellView, HeadView, RowView, TableRows, TableView};
use super::here::Here;

/// The stages of a framework as a picture with its sentence and its table. All lengths are units
/// of the picture.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct TimelineView {
    /// Prefix of the ids on this page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// The same in sentences.
    pub description: String,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// The line on which the years stand.
    pub axis: u32,
    /// The years that are named.
    pub ticks: Vec<TickView>,
    /// One bar a stage, in printed order.
    pub bars: Vec<BarView>,
    /// Years that lie in two stages, on the bar of each.
    pub overlaps: Vec<OverlapView>,
    /// The same as a table.
    pub table: TableView,
}

/// A year on the axis.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct TickView {
    /// Where it begins.
    pub x: u32,
    /// Its name.
    pub label: String,
}

/// A stage.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct BarView {
    /// Its title.
    pub title: String,
    /// Its years, with a word for an open end.
    pub period: String,
    /// Left edge.
    pub x: u32,
    /// Width.
    pub width: u32,
    /// Upper edge.
    pub y: u32,
    /// Height.
    pub height: u32,
    /// Base line of the title.
    pub title_line: u32,
    /// Base line of the years.
    pub period_line: u32,
    /// Where the part without a printed end begins, and how wide it is.
    pub open: Option<(u32, u32)>,
}

/// Years of a bar that another stage shares.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct OverlapView {
    /// Left edge.
    pub x: u32,
    /// Width.
    pub width: u32,
    /// Upper edge.
    pub y: u32,
    /// Height.
    pub height: u32,
}

/// Width of every picture.
const WIDTH: u32 = 320;
/// Height of a stage with its two lines of text.
const ROW: u32 = 64;
/// Height of a bar.
const BAR: u32 = 14;
/// Where the bar of a stage begins, from its upper edge.
const BAR_TOP: u32 = 40;
/// How far a mark stands out from its bar.
const MARK: u32 = 4;
/// How far apart the names of two years must begin.
const TICK: u32 = 34;
/// Room below the axis.
const FOOT: u32 = 20;

/// Fiscal years that a stage covers; the end is `None` where none is printed.
type Years = (i32, Option<i32>);

/// The picture of a framework's stages; `None` where there are fewer than two with a beginning.
pub fn timeline(here: &Here<'_>, id: Id<Framework>) -> Option<TimelineView> {
    let framework = &here.world.model.frameworks[id];
    let stages: Vec<(&Stage, Years)> = framework
        .stages
        .iter()
        .filter_map(|stage| Some((stage, years(stage.period)?)))
        .collect();
    if stages.len() < 2 {
        return None;
    }
    let scale = Scale::new(&stages)?;
    let bars: Vec<BarView> = stages
        .iter()
        .zip(0u32..)
        .map(|((stage, years), row)| bar(here, stage, *years, row, &scale))
        .collect();
    let rows = u32::try_from(bars.len()).ok()?;
    Some(TimelineView {
        id: format!("timeline-{}", framework.key),
        title: title(here, &stages),
        description: description(here, &stages),
        width: WIDTH,
        height: rows * ROW + FOOT,
        axis: rows * ROW,
        ticks: ticks(&stages, &scale),
        overlaps: overlaps(&stages)
            .iter()
            .flat_map(|shared| marks(shared, &scale))
            .collect(),
        bars,
        table: table(here, id),
    })
}

/// The shared years of two stages, marked on the bar of each.
fn marks(shared: &Shared, scale: &Scale) -> [OverlapView; 2] {
    let (x, end) = (scale.x(shared.first), scale.x(shared.last + 1));
    [shared.rows.0, shared.rows.1].map(|row| OverlapView {
        x,
        width: end - x,
        y: row * ROW + BAR_TOP - MARK,
        height: BAR + 2 * MARK,
    })
}

/// The fiscal years of a period that has a beginning.
fn years(period: Period) -> Option<Years> {
    let first = period.first_day()?.fiscal_year();
    Some((first, period.last_day().map(|day| day.fiscal_year())))
}

/// Years to units.
struct Scale {
    first: i32,
    last: i32,
    open: u32,
    unit: u32,
}

impl Scale {
    fn new(stages: &[(&Stage, Years)]) -> Option<Self> {
        let first = stages.iter().map(|(_, y)| y.0).min()?;
        let last = stages.iter().map(|(_, y)| y.1.unwrap_or(y.0)).max()?;
        let open = u32::from(stages.iter().any(|(_, y)| y.1.is_none()));
        let count = u32::try_from(last - first + 1).ok()? + open;
        Some(Self {
            first,
            last,
            open,
            unit: WIDTH / count,
        })
    }

    fn x(&self, year: i32) -> u32 {
        u32::try_from(year - self.first).unwrap_or(0) * self.unit
    }

    /// Where the part begins that no printed year belongs to, and how wide it is.
    fn open(&self) -> (u32, u32) {
        (self.x(self.last + 1), self.open * self.unit)
    }
}

fn bar(here: &Here<'_>, stage: &Stage, (first, last): Years, row: u32, scale: &Scale) -> BarView {
    let y = row * ROW;
    let end = scale.x(last.unwrap_or(scale.last) + 1);
    let x = scale.x(first);
    BarView {
        title: stage.title.clone(),
        period: span(here, stage, last),
        x,
        width: end - x,
        y: y + BAR_TOP,
        height: BAR,
        title_line: y + 14,
        period_line: y + 30,
        open: last.is_none().then(|| scale.open()),
    }
}

/// The years of a stage, with a word where no end is printed.
fn span(here: &Here<'_>, stage: &Stage, last: Option<i32>) -> String {
    let period = here.period(stage.period);
    match last {
        _ if stage.period.is_absent() => String::new(),
        Some(_) => period,
        None => here.fill("stage-open", &[("period", period)]),
    }
}

/// The years in which stages begin, and those in which they end, as far as there is room.
fn ticks(stages: &[(&Stage, Years)], scale: &Scale) -> Vec<TickView> {
    let begins = stages.iter().map(|(_, y)| y.0);
    let ends = stages.iter().filter_map(|(_, y)| y.1);
    let mut ticks: Vec<TickView> = Vec::new();
    for year in begins.chain(ends) {
        let x = scale.x(year);
        let room = ticks.iter().all(|tick| tick.x.abs_diff(x) >= TICK);
        if room && x + TICK <= WIDTH {
            let label = year.to_string();
            ticks.push(TickView { x, label });
        }
    }
    ticks.sort_by_key(|tick| tick.x);
    ticks
}

/// Years that lie in two stages, and the rows of the two.
struct Shared {
    first: i32,
    last: i32,
    rows: (u32, u32),
}

fn overlaps(stages: &[(&Stage, Years)]) -> Vec<Shared> {
    let mut all = Vec::new();
    let rows = || stages.iter().zip(0u32..);
    for ((_, a), upper) in rows() {
        for ((_, b), lower) in rows().skip_while(|(_, row)| *row <= upper) {
            let first = a.0.max(b.0);
            // Two stages without an end share all years to come: the picture shows that itself.
            let last = match (a.1, b.1) {
                (Some(a), Some(b)) => a.min(b),
                (Some(end), None) | (None, Some(end)) => end,
                (None, None) => continue,
            };
            if first <= last {
                all.push(Shared {
                    first,
                    last,
                    rows: (upper, lower),
                });
            }
        }
    }
    all
}

fn title(here: &Here<'_>, stages: &[(&Stage, Years)]) -> String {
    here.fill("timeline-title", &[("count", stages.len().to_string())])
}

/// Every stage with its years, and the years that two share.
fn description(here: &Here<'_>, stages: &[(&Stage, Years)]) -> String {
    let mut sentences: Vec<String> = stages
        .iter()
        .map(|(stage, (_, last))| {
            let args = [
                ("stage", stage.title.clone()),
                ("period", span(here, stage, *last)),
            ];
            here.fill("timeline-stage", &args)
        })
        .collect();
    for shared in overlaps(stages) {
        let period = Period {
            start: Some(Unit::Year(shared.first)),
            end: Some(Unit::Year(shared.last)),
        };
        let name = |row: u32| {
            let at = usize::try_from(row).unwrap_or(0);
            stages[at].0.title.clone()
        };
        let args = [
            ("period", here.period(period)),
            ("first", name(shared.rows.0)),
            ("second", name(shared.rows.1)),
        ];
        sentences.push(here.fill("timeline-overlap", &args));
    }
    sentences.join(here.world.words.text("words", "sentence-separator"))
}

fn table(here: &Here<'_>, id: Id<Framework>) -> TableView {
    let framework = &here.world.model.frameworks[id];
    let stages = &framework.stages;
    let printed = stages.iter().any(|stage| !stage.printed.is_empty());
    let rows = stages.iter().map(|stage| {
        let last = years(stage.period).and_then(|y| y.1);
        let text = |text: &str| match text.is_empty() {
            true => here.missing("missing"),
            false => CellView::plain("text", escape(text)),
        };
        let mut cells = vec![text(&span(here, stage, last))];
        cells.extend(printed.then(|| text(&stage.printed)));
        RowView {
            id: format!("stage-{}", stage.key),
            head: HeadView::plain(title_html(&stage.title)),
            badge: None,
            cells,
            total: false,
        }
    });
    let rows = rows.collect();
    let columns = std::iter::once(here.word_head("column-period"))
        .chain(printed.then(|| here.word_head("column-printed")));
    TableView {
        id: format!("stages-{}", framework.key),
        caption: here.fill("caption-stages", &[("name", framework.short.clone())]),
        rows: TableRows::plain(columns, rows),
        csv: here.data_file("stages"),
        notes: Vec::new(),
    }
}
