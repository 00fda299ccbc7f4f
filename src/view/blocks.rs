//! What prose holds that depends on the page around it: tables that need a name of their own,
//! footnotes whose numbers are those of one text among several, files whose size is known.

use crate::base::span::FileId;
use crate::parse::japanese::{escape, title_html};
use crate::parse::lint::{file_format, says_size};
use crate::parse::prose::{Link, Target};

use super::here::Here;

/// What texts of a page have used so far.
#[derive(Default, Debug)]
pub struct Used {
    /// Names of the tables without a title.
    tables: Vec<String>,
    /// How many tables there are.
    count: usize,
    /// Files whose footnotes stand on the page.
    notes: Vec<FileId>,
}

impl Here<'_> {
    /// The begin of a table, up to its rows or, where it has a title, up to the words of the title.
    pub(super) fn table_start(&mut self, untitled: Option<&str>) -> String {
        self.used.count += 1;
        let id = format!("m-text-table-{}", self.used.count);
        let start = format!(
            "<div class=\"m-table m-text-table\" role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\">\n<table>\n<caption id=\"{id}\""
        );
        match untitled {
            None => format!("{start}><span>"),
            Some(heading) => {
                let name = escape(&self.table_name(heading));
                // The heading is right above for those who see it.
                format!("{start} class=\"m-hidden\" data-search=\"none\">{name}</caption>\n")
            }
        }
    }

    /// A name for a table without a title: the heading above it, with a number if it is taken.
    fn table_name(&mut self, heading: &str) -> String {
        let name = match heading {
            "" => self.word("table"),
            heading => heading.to_owned(),
        };
        let same = self.used.tables.iter().filter(|n| **n == name).count();
        self.used.tables.push(name.clone());
        match same {
            0 => name,
            n => self.fill("table-again", &[("name", name), ("n", (n + 1).to_string())]),
        }
    }

    /// The number of a footnote, where it is mentioned for the `time`th time.
    pub(super) fn mention(&mut self, file: FileId, note: u32, time: u32) -> String {
        let text = self.note_text(file);
        let label = escape(&self.fill("note-mark", &[("n", note.to_string())]));
        let again = match time {
            1 => String::new(),
            n => format!("-{n}"),
        };
        format!(
            "<sup class=\"m-mention\"><a href=\"#fn{text}-{note}\" id=\"fnref{text}-{note}{again}\" aria-label=\"{label}\">{note}</a></sup>"
        )
    }

    /// The begin of a footnote.
    pub(super) fn note_start(&mut self, file: FileId, note: Option<u32>) -> String {
        let Some(note) = note else {
            return "<div class=\"m-footnote\">\n".to_owned();
        };
        let text = self.note_text(file);
        let label = escape(&self.fill("note-back", &[("n", note.to_string())]));
        format!(
            "<div class=\"m-footnote\" id=\"fn{text}-{note}\">\n<a class=\"m-footnote-label\" href=\"#fnref{text}-{note}\" aria-label=\"{label}\">{note}</a>\n"
        )
    }

    /// Tells the footnotes of one text from those of the others on the page.
    fn note_text(&mut self, file: FileId) -> String {
        let known = self.used.notes.iter().position(|own| *own == file);
        let index = known.unwrap_or_else(|| {
            self.used.notes.push(file);
            self.used.notes.len() - 1
        });
        match index {
            0 => String::new(),
            n => (n + 1).to_string(),
        }
    }

    /// What is said of a file of this site behind the label of a link to it: its format and size,
    /// as far as the label does not say them.
    pub(super) fn file_note(&self, link: &Link, label: &str) -> String {
        if !matches!(link.target, Target::File { .. }) {
            return String::new();
        }
        let sitemap = self.world.sitemap;
        let path = sitemap.links.get(&link.span).map(|route| &route.path);
        let Some((path, size)) = path.and_then(|path| sitemap.files.get_key_value(path)) else {
            return String::new();
        };
        let Some(format) = file_format(path) else {
            return String::new();
        };
        let (unit, n) = file_size(*size);
        let size = self.fill(unit, &[("n", n)]);
        let name = || self.world.words.text("file-formats", format.ending);
        let name = name().split('|').next().unwrap_or_default().to_owned();
        let note = match (format.is_named(label), says_size(label)) {
            (true, true) => return String::new(),
            (false, true) => self.fill("file-note", &[("note", name)]),
            (true, false) => self.fill("file-note", &[("note", size)]),
            (false, false) => {
                let both = self.fill("format-and-size", &[("format", name), ("size", size)]);
                self.fill("file-note", &[("note", both)])
            }
        };
        title_html(&note)
    }
}

/// A size as file managers say it: kilobytes, rounded up, or megabytes to one place.
fn file_size(bytes: u64) -> (&'static str, String) {
    const KILO: u64 = 1024;
    const MEGA: u64 = KILO * KILO;
    let kilo = bytes.div_ceil(KILO).max(1);
    if kilo < KILO {
        return ("size-kilobytes", kilo.to_string());
    }
    let tenths = (u128::from(bytes) * 10 + u128::from(MEGA / 2)) / u128::from(MEGA);
    ("size-megabytes", format!("{}.{}", tenths / 10, tenths % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_file_managers_do() {
        for (bytes, unit, n) in [
            (0, "size-kilobytes", "1"),
            (1025, "size-kilobytes", "2"),
            (1023 * 1024, "size-kilobytes", "1023"),
            (1024 * 1024 - 1, "size-megabytes", "1.0"),
            (1_258_291, "size-megabytes", "1.2"),
            (10 * 1024 * 1024, "size-megabytes", "10.0"),
        ] {
            assert_eq!(file_size(bytes), (unit, n.to_owned()), "{bytes}");
        }
    }
}
