//! Points joined by a line: a series by month. Gaps are not joined, and nothing is smoothed.

use rust_decimal::Decimal;

use crate::view::format;

use super::axis::axis;
use super::columns::{Column, Filling, Goal};
use super::scale::Scale;
use super::text::{LINE, SIZE, width, wrap};
use super::{Dot, Path, Picture, Text, WIDTH};

/// Height of the plot.
const PLOT: i32 = 128;
/// Room between two ways of counting.
const GAP: i32 = 12;

/// The picture; `None` if all is zero or there are too many points for a phone.
pub fn draw(columns: &[Column], goals: &[Goal], reach: &[Decimal]) -> Option<Picture> {
    let broken = |c: &&Column| c.breaks.is_some();
    let breaks: Vec<Vec<String>> = columns
        .iter()
        .skip(1)
        .filter(broken)
        .filter_map(|c| c.breaks.as_ref().map(|text| wrap(text, WIDTH)))
        .collect();
    let lines = |n: usize| i32::try_from(n).unwrap_or(0) * LINE;
    let head = lines(breaks.iter().map(Vec::len).sum()) + lines(goals.len());
    let label = columns.iter().map(|c| label(c).len()).max()?;
    let top = head + lines(label) + 10;
    let scale = Scale::of(reach, top + PLOT, top)?;
    let ticks: Vec<(Decimal, String)> = scale
        .ticks()
        .into_iter()
        .map(|t| (t, format::number(&t)))
        .collect();
    let left = ticks.iter().map(|(_, t)| width(t)).max()? + 6;
    let n = i32::try_from(columns.len()).ok()?;
    let slot = (WIDTH - left - lines(breaks.len()) * GAP / LINE) / n;
    if slot < SIZE {
        return None;
    }
    let middles = middles(columns, left, slot);
    let mut picture = Picture::default();
    for (tick, text) in &ticks {
        let y = scale.at(*tick);
        let role = if tick.is_zero() { "base" } else { "grid" };
        picture.line(role, (left - 2, y), (WIDTH, y));
        picture.texts.push(Text {
            role: "axis",
            x: left - 6,
            y: y + 4,
            anchor: "end",
            text: text.clone(),
        });
    }
    let mut y = SIZE - 1;
    for (at, column) in columns
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, c)| c.breaks.is_some())
    {
        let text = wrap(column.breaks.as_deref().unwrap_or(""), WIDTH);
        let x = middles[at] - (slot + GAP) / 2;
        picture.centred("label", x, y, &text);
        y += lines(text.len());
        picture.line("break", (x, y - LINE + 4), (x, top + PLOT));
    }
    for goal in goals {
        draw_goal(&mut picture, goal, &scale, left, &mut y);
    }
    draw_points(&mut picture, columns, &middles, slot, &scale, top);
    picture.height = axis(&mut picture, columns, &middles, slot, top + PLOT);
    Some(picture)
}

fn middles(columns: &[Column], left: i32, slot: i32) -> Vec<i32> {
    let mut x = left;
    let mut all = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if at > 0 && column.breaks.is_some() {
            x += GAP;
        }
        all.push(x + slot / 2);
        x += slot;
    }
    all
}

fn label(column: &Column) -> &[String] {
    match &column.filling {
        Filling::Figure(all, _) => &all.label,
        Filling::Word(..) => &[],
    }
}

fn draw_goal(picture: &mut Picture, goal: &Goal, scale: &Scale, left: i32, y: &mut i32) {
    for value in [Some(goal.value), goal.upper].into_iter().flatten() {
        let at = scale.at(value);
        picture.line("target", (left, at), (WIDTH, at));
    }
    picture.line("target", (0, *y - 4), (24, *y - 4));
    picture.texts.push(Text {
        role: "label",
        x: 30,
        y: *y,
        anchor: "start",
        text: goal.label.clone(),
    });
    *y += LINE;
}

fn draw_points(
    picture: &mut Picture,
    columns: &[Column],
    middles: &[i32],
    slot: i32,
    scale: &Scale,
    top: i32,
) {
    let wide = |c: &Column| label(c).iter().map(|l| width(l)).max().unwrap_or(0);
    let all_fit = columns.iter().all(|c| wide(c) <= slot);
    let mut run: Vec<String> = Vec::new();
    let mut last: Option<(i32, i32)> = None;
    for (at, column) in columns.iter().enumerate() {
        let x = middles[at];
        let joined = at > 0 && column.breaks.is_none();
        match &column.filling {
            Filling::Figure(all, _) => {
                let y = scale.at(all.value);
                let apart = all.mark == "elsewhere";
                if !joined || apart {
                    close(picture, &mut run);
                }
                run.push(format!("{x},{y}"));
                if apart {
                    close(picture, &mut run);
                }
                picture.dots.push(Dot {
                    role: if all.mark == "fill" { "dot" } else { all.mark },
                    x,
                    y,
                });
                if all_fit || is_marked(columns, at) {
                    // A line that comes from far above would cross a label above the point.
                    let steep = last.is_some_and(|(_, before)| joined && before < y - LINE);
                    let lines = i32::try_from(all.label.len()).unwrap_or(0);
                    let up = y - 8 - (lines - 1) * LINE;
                    let at = if steep && y + 2 * LINE < scale.zero() {
                        y + LINE + 4
                    } else {
                        up
                    };
                    picture.centred("value", x, at, &all.label);
                }
                last = Some((x, y));
            }
            Filling::Word(word, unread) => {
                close(picture, &mut run);
                last = None;
                draw_word(picture, word, *unread, x, slot, (scale.zero(), top));
            }
        }
    }
    close(picture, &mut run);
}

/// A word where no figure is, in a dotted slot where one stands that cannot be read.
fn draw_word(
    picture: &mut Picture,
    word: &str,
    unread: bool,
    x: i32,
    slot: i32,
    (zero, top): (i32, i32),
) {
    // Nothing else stands there: the word may reach a little into the slots beside it.
    let lines = wrap(word, slot + SIZE);
    let size = i32::try_from(lines.len()).unwrap_or(0) * LINE;
    let mut y = zero - size + LINE - 5;
    if unread {
        picture.rect("unread", x - slot / 2 + 2, top, slot - 4, zero - top);
        y = (zero + top - size) / 2 + SIZE - 1;
    }
    picture.centred("word", x, y, &lines);
}

/// Whether a point is the first, the last, not final, or stands beside a gap.
fn is_marked(columns: &[Column], at: usize) -> bool {
    let figure = |at: usize| match columns.get(at).map(|c| &c.filling) {
        Some(Filling::Figure(all, _)) => Some(all.mark),
        _ => None,
    };
    let before = at.checked_sub(1).and_then(figure);
    let broken = |at: usize| columns.get(at).is_some_and(|c| c.breaks.is_some());
    figure(at) != Some("fill")
        || before.is_none()
        || figure(at + 1).is_none()
        || broken(at)
        || broken(at + 1)
}

/// Ends a line. One point alone is no line.
fn close(picture: &mut Picture, run: &mut Vec<String>) {
    if run.len() > 1 {
        picture.paths.push(Path {
            points: run.join(" "),
        });
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::columns::{Amount, reach};
    use super::*;

    fn column((value, breaks): (Option<i64>, bool)) -> Column {
        Column {
            head: "m".to_owned(),
            sub: String::new(),
            breaks: breaks.then(|| "new".to_owned()),
            filling: match value {
                Some(value) => Filling::Figure(
                    Amount {
                        value: Decimal::from(value),
                        label: vec![value.to_string()],
                        mark: "fill",
                    },
                    None,
                ),
                None => Filling::Word("none".to_owned(), true),
            },
        }
    }

    proptest! {
        #[test]
        fn no_line_crosses_a_gap_or_a_break(
            slots in proptest::collection::vec((proptest::option::of(1..9999_i64), any::<bool>()), 1..13),
        ) {
            let columns: Vec<Column> = slots.iter().copied().map(column).collect();
            let Some(picture) = draw(&columns, &[], &reach(&columns, &[])) else {
                prop_assert!(slots.iter().all(|(v, _)| v.is_none()));
                return Ok(());
            };
            let joined = slots.windows(2).filter(|w| w[0].0.is_some() && w[1].0.is_some() && !w[1].1);
            let drawn: usize = picture.paths.iter().map(|p| p.points.split(' ').count() - 1).sum();
            prop_assert_eq!(drawn, joined.count());
            prop_assert_eq!(picture.dots.len(), slots.iter().filter(|(v, _)| v.is_some()).count());
            prop_assert_eq!(picture.rects.len(), slots.len() - picture.dots.len());
        }
    }
}
