//! Columns from zero: a count over years. Every column carries its figure in words.

use rust_decimal::Decimal;

use super::axis::axis;
use super::scale::Scale;
use super::text::{LINE, SIZE, width, wrap};
use super::{Picture, Text, WIDTH};

/// Height of the largest column.
const PLOT: i32 = 112;
/// Room between two ways of counting.
const GAP: i32 = 16;
/// The widest slot; fewer slots stand in the middle.
const WIDEST: i32 = 72;
/// Height of a slot that could not be read.
const UNREAD: i32 = 56;

/// One slot of the axis.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// What stands below it.
    pub head: String,
    /// A second line below it; may be empty.
    pub sub: String,
    /// What is counted differently from here on, if the way of counting changes.
    pub breaks: Option<String>,
    /// What stands in it.
    pub filling: Filling,
}

/// What stands in a slot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Filling {
    /// A figure, and a part of it.
    Figure(Amount, Option<Amount>),
    /// A word for its absence; `true` where something stands there that cannot be read.
    Word(String, bool),
}

/// A figure that is drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Amount {
    /// Its value.
    pub value: Decimal,
    /// The number, and each hedge that follows it, a line each.
    pub label: Vec<String>,
    /// Its mark: `fill`, `expected`, `outline`, `elsewhere`, `rest`.
    pub mark: &'static str,
}

/// A promise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Goal {
    /// The figure.
    pub value: Decimal,
    /// The upper end, if the promise is a range.
    pub upper: Option<Decimal>,
    /// In its own words.
    pub label: String,
}

/// Where things stand from left to right.
struct Layout {
    /// The middle of each slot.
    middles: Vec<i32>,
    /// Width of a slot.
    slot: i32,
    /// Width of a column.
    column: i32,
}

impl Column {
    /// The lines above the column.
    fn label(&self) -> Vec<String> {
        match &self.filling {
            Filling::Figure(all, part) => {
                let part = part.iter().flat_map(|p| p.label.iter());
                all.label.iter().chain(part).cloned().collect()
            }
            Filling::Word(..) => Vec::new(),
        }
    }

    fn values(&self) -> impl Iterator<Item = Decimal> + '_ {
        let (all, part) = match &self.filling {
            Filling::Figure(all, part) => (Some(all.value), part.as_ref().map(|p| p.value)),
            Filling::Word(..) => (None, None),
        };
        all.into_iter().chain(part)
    }
}

/// All values that the scale of a picture has to hold.
pub fn reach(columns: &[Column], goals: &[Goal]) -> Vec<Decimal> {
    let goals = goals.iter().flat_map(|g| [Some(g.value), g.upper]);
    let values = columns.iter().flat_map(Column::values);
    values.chain(goals.flatten()).collect()
}

/// The picture; `None` if there is no figure or all is zero, or if a figure does not fit above its
/// column. `reach` are the values of all pictures that share one scale.
pub fn draw(columns: &[Column], goals: &[Goal], reach: &[Decimal]) -> Option<Picture> {
    if columns
        .iter()
        .all(|column| column.values().next().is_none())
    {
        return None;
    }
    let layout = layout(columns)?;
    let labels: Vec<Vec<String>> = columns.iter().map(Column::label).collect();
    let fits = |line: &String| width(line) <= layout.slot;
    if !labels.iter().flatten().all(fits) {
        return None;
    }
    let lines = |n: usize| i32::try_from(n).unwrap_or(0) * LINE;
    let breaks = break_lines(columns);
    let above = lines(labels.iter().map(Vec::len).max()?) + 4;
    let head = lines(breaks.iter().map(|(_, l)| l.len()).sum());
    let probe = Scale::of(reach, head + above + PLOT, head + above)?;
    let homeless = goals
        .iter()
        .filter(|g| goal_place(g, &probe, columns, &labels, &layout).is_none());
    let top = head + above + lines(homeless.count());
    let scale = Scale::of(reach, top + PLOT, top)?;
    let mut picture = Picture::default();
    let mut y = SIZE - 1;
    for (at, text) in &breaks {
        picture.centred("label", break_x(&layout, *at), y, text);
        y += lines(text.len());
        let x = break_x(&layout, *at);
        picture.line("break", (x, y - LINE + 4), (x, top + PLOT));
    }
    for goal in goals {
        draw_goal(
            &mut picture,
            goal,
            &scale,
            columns,
            &labels,
            &layout,
            &mut y,
        );
    }
    for (at, column) in columns.iter().enumerate() {
        draw_column(
            &mut picture,
            column,
            &labels[at],
            layout.middles[at],
            &layout,
            &scale,
        );
    }
    picture.line("base", (0, scale.zero()), (WIDTH, scale.zero()));
    let below = match scale.zero() < top + PLOT {
        true => top + PLOT + above,
        false => top + PLOT,
    };
    picture.height = axis(&mut picture, columns, &layout.middles, layout.slot, below);
    Some(picture)
}

fn layout(columns: &[Column]) -> Option<Layout> {
    let n = i32::try_from(columns.len()).ok().filter(|n| *n > 0)?;
    let gaps = columns
        .iter()
        .skip(1)
        .filter(|c| c.breaks.is_some())
        .count();
    let gaps = i32::try_from(gaps).ok()? * GAP;
    let slot = ((WIDTH - gaps) / n).min(WIDEST);
    if slot < SIZE * 2 {
        return None;
    }
    let mut x = (WIDTH - gaps - slot * n) / 2;
    let mut middles = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if at > 0 && column.breaks.is_some() {
            x += GAP;
        }
        middles.push(x + slot / 2);
        x += slot;
    }
    Some(Layout {
        middles,
        slot,
        column: (slot * 3 / 5).clamp(10, 34),
    })
}

/// What changes before which slot, in lines.
fn break_lines(columns: &[Column]) -> Vec<(usize, Vec<String>)> {
    let all = columns.iter().enumerate().skip(1);
    all.filter_map(|(at, c)| Some((at, wrap(c.breaks.as_ref()?, WIDTH))))
        .collect()
}

fn break_x(layout: &Layout, at: usize) -> i32 {
    layout.middles[at] - (layout.slot + GAP) / 2
}

/// Where the label of a goal can stand on its line without touching a column: at its start or at
/// its end.
fn goal_place(
    goal: &Goal,
    scale: &Scale,
    columns: &[Column],
    labels: &[Vec<String>],
    layout: &Layout,
) -> Option<&'static str> {
    let y = scale.at(goal.upper.unwrap_or(goal.value)) - 4;
    let room = width(&goal.label) + 2;
    let clear = |from: i32, to: i32| {
        columns.iter().enumerate().all(|(at, column)| {
            let wide = labels[at]
                .iter()
                .map(|l| width(l))
                .max()
                .unwrap_or(0)
                .max(layout.column);
            let (left, right) = (layout.middles[at] - wide / 2, layout.middles[at] + wide / 2);
            let lines = i32::try_from(labels[at].len()).unwrap_or(0);
            let tops = column.values().map(|v| scale.at(v));
            let top = tops.min().map(|top| top - 4 - lines * LINE);
            right < from || left > to || top.is_none_or(|top| top > y + 2)
        })
    };
    match (clear(0, room), clear(WIDTH - room, WIDTH)) {
        (true, _) => Some("start"),
        (false, true) => Some("end"),
        (false, false) => None,
    }
}

fn draw_goal(
    picture: &mut Picture,
    goal: &Goal,
    scale: &Scale,
    columns: &[Column],
    labels: &[Vec<String>],
    layout: &Layout,
    y: &mut i32,
) {
    let line = scale.at(goal.value);
    if let Some(upper) = goal.upper {
        let upper = scale.at(upper);
        picture.rect("band", 0, upper, WIDTH, line - upper);
        picture.line("target", (0, upper), (WIDTH, upper));
    }
    picture.line("target", (0, line), (WIDTH, line));
    let above = scale.at(goal.upper.unwrap_or(goal.value)) - 4;
    let (x, at, anchor) = match goal_place(goal, scale, columns, labels, layout) {
        Some("end") => (WIDTH, above, "end"),
        Some(_) => (0, above, "start"),
        // No place on the line: a sample of it and the label stand above everything.
        None => {
            picture.line("target", (0, *y - 4), (24, *y - 4));
            *y += LINE;
            (30, *y - LINE, "start")
        }
    };
    picture.texts.push(Text {
        role: "label",
        x,
        y: at,
        anchor,
        text: goal.label.clone(),
    });
}

fn draw_column(
    picture: &mut Picture,
    column: &Column,
    label: &[String],
    middle: i32,
    layout: &Layout,
    scale: &Scale,
) {
    let zero = scale.zero();
    match &column.filling {
        Filling::Word(word, unread) => {
            let lines = wrap(word, layout.slot - 2);
            let size = i32::try_from(lines.len()).unwrap_or(0) * LINE;
            let mut y = zero - size + LINE - 5;
            if *unread {
                let wide = layout.slot - 6;
                picture.rect("unread", middle - wide / 2, zero - UNREAD, wide, UNREAD);
                y = zero - (UNREAD + size) / 2 + SIZE - 1;
            }
            picture.centred("word", middle, y, &lines);
        }
        Filling::Figure(all, part) => {
            draw_bar(picture, all, middle, layout.column, scale);
            if let Some(part) = part {
                draw_bar(picture, part, middle, layout.column - 10, scale);
            }
            let tops = column.values().map(|v| scale.at(v));
            let lines = i32::try_from(label.len()).unwrap_or(0);
            let y = match all.value.is_sign_negative() && !all.value.is_zero() {
                true => tops.max().unwrap_or(zero) + LINE,
                false => tops.min().unwrap_or(zero) - 4 - (lines - 1) * LINE,
            };
            picture.centred("value", middle, y, label);
        }
    }
}

fn draw_bar(picture: &mut Picture, amount: &Amount, middle: i32, wide: i32, scale: &Scale) {
    let (zero, end) = (scale.zero(), scale.at(amount.value));
    let (left, right) = (middle - wide / 2, middle - wide / 2 + wide);
    // A figure that is not zero is seen, however small it is.
    let size = (zero - end).abs().max(i32::from(!amount.value.is_zero()));
    let top = if end > zero { zero } else { zero - size };
    picture.rect(amount.mark, left, top, wide, size);
    if amount.mark == "expected" {
        picture.line("top", (left, end), (right, end));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn column(value: Option<i64>) -> Column {
        let filling = match value {
            Some(value) => Filling::Figure(
                Amount {
                    value: Decimal::from(value),
                    label: vec![value.to_string()],
                    mark: "fill",
                },
                None,
            ),
            None => Filling::Word("none".to_owned(), false),
        };
        Column {
            head: "y".to_owned(),
            sub: String::new(),
            breaks: None,
            filling,
        }
    }

    fn goal(value: i64) -> Goal {
        Goal {
            value: Decimal::from(value),
            upper: None,
            label: "goal".to_owned(),
        }
    }

    proptest! {
        #[test]
        fn every_column_begins_at_zero_and_carries_its_figure(
            values in proptest::collection::vec(proptest::option::of(0..9999_i64), 1..9),
            target in proptest::option::of(1..9999_i64),
        ) {
            let columns: Vec<Column> = values.iter().map(|v| column(*v)).collect();
            let goals: Vec<Goal> = target.into_iter().map(goal).collect();
            let Some(picture) = draw(&columns, &goals, &reach(&columns, &goals)) else {
                let figures = values.iter().flatten();
                prop_assert!(figures.clone().count() == 0 || figures.clone().all(|v| *v == 0) && goals.is_empty());
                return Ok(());
            };
            let base = picture.lines.iter().find(|l| l.role == "base").map(|l| l.y1);
            prop_assert_eq!(picture.rects.len(), values.iter().flatten().count());
            for rect in &picture.rects {
                prop_assert_eq!(Some(rect.y + rect.height), base);
                prop_assert!(rect.x >= 0 && rect.x + rect.width <= WIDTH && rect.y >= 0);
            }
            let labels: Vec<&str> =
                picture.texts.iter().filter(|t| t.role == "value").map(|t| &*t.text).collect();
            let wanted: Vec<String> = values.iter().flatten().map(i64::to_string).collect();
            prop_assert_eq!(labels, wanted);
            for text in &picture.texts {
                prop_assert!(text.y >= SIZE - 3 && text.y < picture.height);
            }
            prop_assert_eq!(
                picture.texts.iter().filter(|t| t.role == "label").count(),
                goals.len()
            );
        }
    }
}
