//! Before and after for several series of one unit: a hollow circle, a line, a filled square.

use rust_decimal::Decimal;

use super::scale::Scale;
use super::text::{LINE, SIZE, width, wrap};
use super::{Dot, Picture, Text, WIDTH};

/// Room for a figure at either end.
const SIDE: i32 = 52;
/// Half the size of a mark.
const MARK: i32 = 5;

/// One series.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pair {
    /// Its name.
    pub name: String,
    /// The earlier figure and how it is written.
    pub before: (Decimal, String),
    /// The later one.
    pub after: (Decimal, String),
}

/// The picture, in the order given; `None` if all is zero.
pub fn draw(pairs: &[Pair]) -> Option<Picture> {
    let values: Vec<Decimal> = pairs.iter().flat_map(|p| [p.before.0, p.after.0]).collect();
    let scale = Scale::of(&values, SIDE, WIDTH - SIDE)?;
    let mut picture = Picture::default();
    let mut y = 0;
    for pair in pairs {
        let names = wrap(&pair.name, WIDTH);
        for line in &names {
            y += LINE;
            picture.texts.push(Text {
                role: "axis",
                x: 0,
                y: y - 2,
                anchor: "start",
                text: line.clone(),
            });
        }
        y += LINE;
        draw_pair(&mut picture, pair, &scale, y - 3);
        y += 10;
    }
    picture.height = y;
    Some(picture)
}

fn draw_pair(picture: &mut Picture, pair: &Pair, scale: &Scale, y: i32) {
    let (before, after) = (scale.at(pair.before.0), scale.at(pair.after.0));
    picture.line("base", (scale.zero(), y - 7), (scale.zero(), y + 7));
    picture.line("grid", (SIDE, y), (WIDTH - SIDE, y));
    picture.line("change", (before, y), (after, y));
    picture.rect("after", after - MARK, y - MARK, 2 * MARK, 2 * MARK);
    picture.dots.push(Dot {
        role: "before",
        x: before,
        y,
    });
    let mut label = |text: &str, left: bool, from: i32| {
        let x = if left {
            from - MARK - 4
        } else {
            from + MARK + 4
        };
        let anchor = if left { "end" } else { "start" };
        // A figure that has no room at its side leaves the picture: it is moved in.
        let x = match left {
            true => x.max(width(text)),
            false => x.min(WIDTH - width(text)),
        };
        picture.texts.push(Text {
            role: "value",
            x,
            y: y + SIZE / 3,
            anchor,
            text: text.to_owned(),
        });
    };
    if before == after && pair.before.0 == pair.after.0 {
        label(&pair.after.1, false, after);
    } else {
        let risen = pair.before.0 < pair.after.0;
        label(&pair.before.1, risen, before);
        label(&pair.after.1, !risen, after);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_larger_figure_stands_further_right(
            values in proptest::collection::vec((0..99999_i64, 0..99999_i64), 1..12),
        ) {
            let pair = |(before, after): &(i64, i64)| Pair {
                name: "name".to_owned(),
                before: (Decimal::from(*before), before.to_string()),
                after: (Decimal::from(*after), after.to_string()),
            };
            let pairs: Vec<Pair> = values.iter().map(pair).collect();
            let Some(picture) = draw(&pairs) else {
                prop_assert!(values.iter().all(|v| *v == (0, 0)));
                return Ok(());
            };
            for (n, (before, after)) in values.iter().enumerate() {
                let (circle, square) = (&picture.dots[n], &picture.rects[n]);
                let middle = square.x + MARK;
                prop_assert!(before < after || circle.x >= middle);
                prop_assert!(before > after || circle.x <= middle);
            }
            for text in &picture.texts {
                prop_assert!(text.x >= 0 && text.x <= WIDTH && text.y <= picture.height);
            }
        }
    }
}
