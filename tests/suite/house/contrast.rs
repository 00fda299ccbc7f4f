//! Colours of the theme: every pair that stands on a page can be read, in light, dark and print.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const THEME: &str = "themes/default/static/theme.css";
/// The least contrast of text with what is behind it, and of shapes that carry meaning.
const TEXT: f64 = 4.5;
const SHAPE: f64 = 3.0;

type Colours = BTreeMap<String, [f64; 3]>;

/// The colours of each light: what a block of a medium sets, on top of the plain ones.
fn lights(css: &str) -> [(&'static str, Colours); 3] {
    let mut all = [Colours::new(), Colours::new(), Colours::new()];
    let mut medium = 0;
    let mut depth = 0_i32;
    for line in css.lines() {
        if depth == 0 {
            medium = match line {
                l if l.contains("prefers-color-scheme: dark") => 1,
                l if l.starts_with("@media print") => 2,
                l if l.starts_with("@media") => 3,
                _ => 0,
            };
        }
        for part in line.split("--m-").skip(1) {
            let Some((name, value)) = part.split_once(':') else {
                continue;
            };
            let value = value.split(';').next().unwrap_or_default().trim();
            if let (Some(colour), Some(of)) = (colour(value), all.get_mut(medium)) {
                of.insert(name.trim().to_owned(), colour);
            }
        }
        let count = |c| i32::try_from(line.matches(c).count()).unwrap_or(0);
        depth += count('{') - count('}');
    }
    let [light, dark, print] = all;
    let over = |more: Colours| light.clone().into_iter().chain(more).collect();
    [
        ("dark", over(dark)),
        ("print", over(print)),
        ("light", light),
    ]
}

/// `#fff` or `#ffffff`.
fn colour(text: &str) -> Option<[f64; 3]> {
    let digits = text.strip_prefix('#')?;
    let digits = match digits.len() {
        3 => digits.chars().flat_map(|c| [c, c]).collect(),
        _ => digits.to_owned(),
    };
    let at = |n: usize| u8::from_str_radix(digits.get(2 * n..2 * n + 2)?, 16).ok();
    Some([at(0)?.into(), at(1)?.into(), at(2)?.into()])
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [r, g, b] = colour.map(|c| match c / 255.0 {
        c if c <= 0.040_45 => c / 12.92,
        c => ((c + 0.055) / 1.055).powf(2.4),
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_pair_of_colours_can_be_read() {
    let css = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(THEME)).unwrap();
    let mut faults = Vec::new();
    for (light, colours) in lights(&css) {
        let mut check = |front: &str, back: &str, least: f64| {
            let found = contrast(colours[front], colours[back]);
            if found < least {
                faults.push(format!(
                    "{light}: {front} on {back} is {found:.2}, less than {least}"
                ));
            }
        };
        for tone in ["above", "met", "watch", "below", "far-below", "none"] {
            check(tone, &format!("{tone}-tint"), TEXT);
            check(tone, "back", TEXT);
        }
        for front in ["text", "soft", "link", "visited", "key"] {
            check(front, "back", TEXT);
            check(front, "band", TEXT);
        }
        for back in ["heat-1", "heat-2", "heat-3", "caution"] {
            check("text", back, TEXT);
        }
        for shape in ["series", "context", "goal", "edge", "caution-edge"] {
            check(shape, "back", SHAPE);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn contrast_is_that_of_the_standard() {
    let (white, black) = (colour("#fff").unwrap(), colour("#000000").unwrap());
    assert!((contrast(white, black) - 21.0).abs() < 0.001);
    let grey = colour("#767676").unwrap();
    assert!((contrast(white, grey) - 4.54).abs() < 0.01);
}
