//! The shapes of a picture as markup. It stands in every page that shows a series, so it is written
//! at once instead of shape by shape in a template.
//!
//! The attributes hold where a page is read without the style sheet; everything else about how a
//! role looks is in the theme's. Marks never differ by colour alone.

use std::fmt::Write;

use crate::parse::japanese::escape;

use super::{Dot, Line, Picture, PictureView, Rect, Text};

impl Picture {
    /// The picture as markup; ids inside it begin with `id`.
    pub fn drawn(&self, id: &str) -> PictureView {
        let mut svg = Svg {
            id,
            out: String::with_capacity(256 + 96 * (self.rects.len() + self.texts.len())),
        };
        if self.rects.iter().any(|r| r.role == "expected") {
            svg.hatch();
        }
        let lines = |role: fn(&str) -> bool| self.lines.iter().filter(move |l| role(l.role));
        lines(|r| ["grid", "base", "break", "target"].contains(&r)).for_each(|l| svg.line(l));
        lines(|r| r == "change").for_each(|l| svg.line(l));
        let dots = |before: bool| {
            self.dots
                .iter()
                .filter(move |d| (d.role == "before") == before)
        };
        dots(true).for_each(|d| svg.dot(d));
        self.rects.iter().for_each(|r| svg.rect(r));
        lines(|r| r == "top").for_each(|l| svg.line(l));
        self.paths.iter().for_each(|p| svg.path(&p.points));
        dots(false).for_each(|d| svg.dot(d));
        self.texts.iter().for_each(|t| svg.text(t));
        PictureView {
            height: self.height,
            html: svg.out,
        }
    }
}

struct Svg<'a> {
    id: &'a str,
    out: String,
}

impl Svg<'_> {
    /// Writing to a string cannot fail.
    fn write(&mut self, args: std::fmt::Arguments<'_>) {
        let _ = self.out.write_fmt(args);
    }

    fn hatch(&mut self) {
        let id = self.id;
        self.write(format_args!(
            "\n<defs><pattern id=\"{id}-hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><rect class=\"m-c-hatch\" width=\"2\" height=\"5\"/></pattern></defs>"
        ));
    }

    fn line(&mut self, line: &Line) {
        let Line {
            role,
            x1,
            y1,
            x2,
            y2,
        } = line;
        let dashes = match *role {
            "target" => " stroke-dasharray=\"6 4\"",
            "top" => " stroke-dasharray=\"4 3\"",
            _ => "",
        };
        self.write(format_args!(
            "\n<line class=\"m-c-{role}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"currentColor\"{dashes}/>"
        ));
    }

    fn rect(&mut self, rect: &Rect) {
        let Rect {
            role,
            x,
            y,
            width,
            height,
        } = rect;
        self.write(format_args!(
            "\n<rect class=\"m-c-{role}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\""
        ));
        let id = self.id;
        match *role {
            "expected" => self.write(format_args!(" fill=\"url(#{id}-hatch)\" stroke=\"currentColor\"")),
            "rest" => self.out.push_str(
                " fill=\"none\" stroke=\"currentColor\" stroke-dasharray=\"4 3\"",
            ),
            "outline" | "elsewhere" => self.out.push_str(" fill=\"none\" stroke=\"currentColor\""),
            "unread" => self.out.push_str(
                " fill=\"none\" stroke=\"currentColor\" stroke-dasharray=\"1 4\" stroke-linecap=\"round\"",
            ),
            "band" => self.out.push_str(" fill-opacity=\".15\""),
            _ => {}
        }
        self.out.push_str("/>");
    }

    fn path(&mut self, points: &str) {
        self.write(format_args!(
            "\n<polyline class=\"m-c-line\" points=\"{points}\" fill=\"none\" stroke=\"currentColor\"/>"
        ));
    }

    fn dot(&mut self, dot: &Dot) {
        let Dot { role, x, y } = dot;
        let (radius, hollow) = match *role {
            "before" => (5, " fill=\"none\" stroke=\"currentColor\""),
            "dot" => (4, ""),
            _ => (4, " fill=\"none\" stroke=\"currentColor\""),
        };
        self.write(format_args!(
            "\n<circle class=\"m-c-{role}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{hollow}/>"
        ));
    }

    fn text(&mut self, text: &Text) {
        let Text {
            role,
            x,
            y,
            anchor,
            text,
        } = text;
        self.write(format_args!(
            "\n<text class=\"m-c-{role}\" x=\"{x}\" y=\"{y}\""
        ));
        if *anchor != "start" {
            self.write(format_args!(" text-anchor=\"{anchor}\""));
        }
        self.write(format_args!(">{}</text>", escape(text)));
    }
}
