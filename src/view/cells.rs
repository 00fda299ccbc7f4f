//! Cells and headers that several tables are made of. Absence and damage have words.

use rust_decimal::Decimal;

use crate::model::document::Reading;
use crate::model::fact::Measurement;
use crate::model::period::Period;
use crate::parse::japanese::escape;

use super::common::{CellView, HeadView};
use super::format;
use super::here::Here;

impl HeadView {
    /// A header of one line that goes nowhere.
    pub fn plain(html: String) -> Self {
        Self {
            html,
            sub: String::new(),
            href: None,
        }
    }
}

impl CellView {
    /// A cell of one line that goes nowhere.
    pub fn plain(kind: &str, html: String) -> Self {
        Self {
            html,
            sub: String::new(),
            kind: kind.to_owned(),
            badge: None,
            href: None,
            heat: 0,
        }
    }

    /// A number of things.
    pub fn count(n: usize) -> Self {
        Self::plain("number", format::number(&Decimal::from(n)))
    }
}

impl Here<'_> {
    /// A header that is a word of pages.
    pub fn word_head(&self, word: &str) -> HeadView {
        HeadView::plain(escape(&self.word(word)))
    }

    /// A period as the head of a column: a fiscal year in two lines, and a word for none.
    pub fn period_column(&self, period: Period) -> HeadView {
        match period.single_year() {
            Some(year) => {
                let (era, western) = self.year_head(year);
                HeadView {
                    html: escape(&self.fill("year-head", &[("year", era)])),
                    sub: western,
                    href: None,
                }
            }
            None if period.is_absent() => self.word_head("no-period"),
            None => HeadView::plain(escape(&self.period(period))),
        }
    }

    /// One figure as a cell: absence and damage have words.
    pub fn figure_cell(&self, m: Option<&Measurement>) -> CellView {
        let Some(m) = m else {
            return self.missing("missing");
        };
        let f = &m.figure;
        let text = format::amount(f.value, f.value_to, "", &f.qualifiers);
        let (html, sub, kind) = match (m.reading, f.value.is_some()) {
            (Reading::Ok, true) => (text, String::new(), "number"),
            (Reading::Inferred, true) => (text, self.word("reading-inferred"), "number"),
            (_, true) => (text, self.word("reading-damaged"), "unread"),
            (_, false) => (self.word("unreadable"), String::new(), "unread"),
        };
        CellView {
            sub: match m.basis.is_empty() {
                true => sub,
                false => self.fill("basis", &[("basis", m.basis.clone())]),
            },
            ..CellView::plain(kind, escape(&html))
        }
    }

    /// A cell that says that there is nothing, in words.
    pub fn missing(&self, word: &str) -> CellView {
        CellView::plain("missing", escape(&self.word(word)))
    }
}
