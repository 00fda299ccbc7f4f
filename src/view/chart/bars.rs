//! Bars that lie: for figures that are too long to stand above columns. From zero, one a line.

use rust_decimal::Decimal;

use super::columns::{Column, Filling};
use super::scale::Scale;
use super::text::{LINE, width, wrap};
use super::{Picture, Text, WIDTH};

/// Height of a bar.
const BAR: i32 = 14;
/// From one line to the next.
const ROW: i32 = 24;
/// The widest head of a line.
const HEAD: i32 = 120;

/// The picture, in the order given; `None` if all is zero or something is below zero.
pub fn draw(rows: &[Column], reach: &[Decimal]) -> Option<Picture> {
    if reach.iter().any(|v| v.is_sign_negative() && !v.is_zero()) {
        return None;
    }
    let left = rows.iter().map(|r| width(&r.head)).max()?.min(HEAD) + 6;
    let right = rows.iter().map(|r| width(&words(r))).max()?.min(HEAD) + 6;
    let scale = Scale::of(reach, left, WIDTH - right)?;
    let mut picture = Picture::default();
    let mut y = 2;
    for (at, row) in rows.iter().enumerate() {
        if let Some(text) = row.breaks.as_ref().filter(|_| at > 0) {
            let lines = wrap(text, WIDTH);
            picture.line("break", (0, y), (WIDTH, y));
            picture.centred("label", WIDTH / 2, y + LINE, &lines);
            y += LINE * i32::try_from(lines.len()).unwrap_or(0) + 6;
        }
        let heads = wrap(&row.head, HEAD);
        let extra = LINE * (i32::try_from(heads.len()).unwrap_or(1) - 1);
        draw_row(&mut picture, row, &scale, y);
        for (n, head) in (0..).zip(&heads) {
            picture.texts.push(Text {
                role: "axis",
                x: 0,
                y: y + BAR - 3 + n * LINE,
                anchor: "start",
                text: head.clone(),
            });
        }
        y += ROW + extra;
    }
    picture.line("base", (left, 0), (left, y - ROW + BAR + 4));
    picture.height = y - ROW + BAR + 6;
    Some(picture)
}

/// The figure with its hedges, or the word for its absence.
fn words(row: &Column) -> String {
    match &row.filling {
        Filling::Figure(all, part) => {
            let part = part.iter().flat_map(|p| &p.label);
            let all: Vec<&str> = all.label.iter().chain(part).map(String::as_str).collect();
            all.join(" ")
        }
        Filling::Word(word, _) => word.clone(),
    }
}

fn draw_row(picture: &mut Picture, row: &Column, scale: &Scale, y: i32) {
    let zero = scale.zero();
    let mut end = zero;
    if let Filling::Figure(all, part) = &row.filling {
        let mut bar = |value: Decimal, mark: &'static str, inset: i32| {
            let to = scale.at(value);
            let size = (to - zero).max(i32::from(!value.is_zero()));
            picture.rect(mark, zero, y + inset, size, BAR - 2 * inset);
            if mark == "expected" {
                picture.line("top", (to, y + inset), (to, y + BAR - inset));
            }
            end = end.max(to);
        };
        bar(all.value, all.mark, 0);
        if let Some(part) = part {
            bar(part.value, part.mark, 3);
        }
    }
    let unread = matches!(&row.filling, Filling::Word(_, true));
    let text = words(row);
    if unread {
        picture.rect("unread", zero + 2, y, width(&text) + 8, BAR);
    }
    picture.texts.push(Text {
        role: match &row.filling {
            Filling::Figure(..) => "value",
            Filling::Word(..) => "word",
        },
        x: end + 6,
        y: y + BAR - 3,
        anchor: "start",
        text,
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::columns::{Amount, reach};
    use super::*;

    proptest! {
        #[test]
        fn every_bar_begins_at_zero(values in proptest::collection::vec(0..10_i64.pow(12), 1..15)) {
            let row = |value: &i64| Column {
                head: "row".to_owned(),
                sub: String::new(),
                breaks: None,
                filling: Filling::Figure(
                    Amount {
                        value: Decimal::from(*value),
                        label: vec![value.to_string()],
                        mark: "fill",
                    },
                    None,
                ),
            };
            let rows: Vec<Column> = values.iter().map(row).collect();
            let Some(picture) = draw(&rows, &reach(&rows, &[])) else {
                prop_assert!(values.iter().all(|v| *v == 0));
                return Ok(());
            };
            let base = picture.lines.iter().find(|l| l.role == "base").map(|l| l.x1);
            prop_assert_eq!(picture.rects.len(), values.len());
            for rect in &picture.rects {
                prop_assert_eq!(Some(rect.x), base);
                prop_assert!(rect.x + rect.width <= WIDTH);
                prop_assert!(rect.y + rect.height <= picture.height);
            }
            let labels = picture.texts.iter().filter(|t| t.role == "value").count();
            prop_assert_eq!(labels, values.len());
        }
    }
}
