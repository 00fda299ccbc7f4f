//! Pictures of series: geometry in whole units, ready to be drawn without a script.
//!
//! A picture is 320 units wide, its text 12 units high. Every shape and text carries the role that
//! it has (`fill`, `expected`, `unread` …); how a role looks is the theme's affair.

mod axis;
pub mod bars;
pub mod choice;
pub mod columns;
pub mod dumbbell;
pub mod line;
pub mod scale;
pub mod shares;
pub mod slots;
mod svg;
pub mod text;
pub mod words;

use std::sync::Arc;

use serde::Serialize;

use super::common::TableView;

/// Width of every picture.
pub const WIDTH: i32 = 320;

/// Figures as people look them up: pictures, what they say in words, the table.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct FigureBlock {
    /// Pictures, the main one first; empty where there is nothing worth drawing.
    pub charts: Vec<Arc<ChartView>>,
    /// What the series that are not drawn say, plain.
    pub sentences: Vec<String>,
    /// All figures.
    pub table: TableView,
}

/// One picture with all that is said of it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ChartView {
    /// Its anchor; ids inside the picture begin with it.
    pub id: String,
    /// Which kind of picture: `columns`, `bars`, `line`, `dumbbell`.
    pub kind: String,
    /// What it shows, with the unit and the years.
    pub name: String,
    /// What it tells, in a few words.
    pub finding: String,
    /// What it tells, in sentences.
    pub sentence: String,
    /// The picture.
    pub picture: PictureView,
    /// The marks that it uses, in words.
    pub legend: Vec<LegendView>,
}

/// A mark of a picture and what it means.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct LegendView {
    /// The role of the mark.
    pub mark: String,
    /// What it means.
    pub text: String,
}

/// A picture, ready to be put between `<svg>` and `</svg>`.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct PictureView {
    /// Its height in units.
    pub height: i32,
    /// Its shapes, as markup.
    pub html: String,
}

/// The shapes of a picture, in the order in which they are drawn.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Picture {
    /// Its height in units.
    pub height: i32,
    /// Columns and slots.
    pub rects: Vec<Rect>,
    /// Straight lines.
    pub lines: Vec<Line>,
    /// Points joined by a line: `x,y x,y`.
    pub paths: Vec<Path>,
    /// Points.
    pub dots: Vec<Dot>,
    /// Words and numbers.
    pub texts: Vec<Text>,
}

/// A rectangle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rect {
    /// Its role: `fill`, `expected`, `outline`, `elsewhere`, `unread`, `band`, `after`,
    /// `rest`.
    pub role: &'static str,
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

/// A straight line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Its role: `base`, `grid`, `target`, `break`, `top`, `change`.
    pub role: &'static str,
    /// From here.
    pub x1: i32,
    /// From here.
    pub y1: i32,
    /// To here.
    pub x2: i32,
    /// To here.
    pub y2: i32,
}

/// Points joined by a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Path {
    /// `x,y x,y`
    pub points: String,
}

/// A point.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dot {
    /// Its role: `dot`, `expected`, `before`.
    pub role: &'static str,
    /// Its centre.
    pub x: i32,
    /// Its centre.
    pub y: i32,
}

/// A text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// Its role: `value`, `axis`, `year`, `word`, `label`.
    pub role: &'static str,
    /// Where it is anchored.
    pub x: i32,
    /// Its base line.
    pub y: i32,
    /// Which end of it stands there: `start`, `middle`, `end`.
    pub anchor: &'static str,
    /// What it says.
    pub text: String,
}

impl Picture {
    /// Adds a text around a middle, one line below the other; `y` is the first base line. The
    /// text is moved so that it does not leave the picture.
    fn centred(&mut self, role: &'static str, x: i32, y: i32, lines: &[String]) {
        for (n, line) in lines.iter().enumerate() {
            let half = (text::width(line) + 1) / 2;
            let n = i32::try_from(n).unwrap_or(0);
            self.texts.push(Text {
                role,
                x: x.max(half).min(WIDTH - half),
                y: y + n * text::LINE,
                anchor: "middle",
                text: line.clone(),
            });
        }
    }

    fn rect(&mut self, role: &'static str, x: i32, y: i32, width: i32, height: i32) {
        self.rects.push(Rect {
            role,
            x,
            y,
            width,
            height,
        });
    }

    fn line(&mut self, role: &'static str, from: (i32, i32), to: (i32, i32)) {
        self.lines.push(Line {
            role,
            x1: from.0,
            y1: from.1,
            x2: to.0,
            y2: to.1,
        });
    }
}
