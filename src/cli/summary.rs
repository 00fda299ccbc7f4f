//! The few lines at the end of a run that went well.

use std::path::Path;
use std::time::Duration;

use unicode_width::UnicodeWidthStr;

use crate::base::diag::Arg;
use crate::base::i18n::Catalog;
use crate::emit::disk::{Changes, Exchange};
use crate::load::snapshot::Snapshot;
use crate::pipeline::{Built, Published, Timing};

use super::run::first_page;

/// How much work a run did.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Work {
    read: usize,
    parsed: usize,
    views: usize,
    pages: usize,
    files: usize,
    pub(super) written: usize,
}

impl Work {
    /// The work up to the plan of pages.
    pub(super) fn of(built: &Built, snapshot: &Snapshot) -> Self {
        let texts = snapshot.sources.len() + snapshot.themes.len();
        Self {
            read: texts,
            parsed: built.parsed,
            ..Self::default()
        }
    }

    /// With that of rendering.
    pub(super) fn add(&mut self, published: &Published) {
        self.views = published.views;
        self.pages = published.pages;
        self.files = published.files;
    }
}

/// The lines after a `build` that found everything as it was.
pub(super) fn same(words: &Catalog, files: usize, out: &Path, time: Duration) -> Vec<String> {
    let text =
        |name: &str, arg: (&'static str, Arg)| words.fill(words.text("summary", name), &[arg]);
    let stage = words.text("stages", "load");
    let times = vec![format!("{stage} {} ms", time.as_millis())];
    vec![
        text("same", ("unchanged", files.into())),
        text("times", ("times", times.into())),
        text("open", ("path", first_page(out).into())),
    ]
}

/// What a run did, in numbers.
pub(super) struct Done<'a> {
    built: &'a Built,
    work: Work,
    timings: &'a [Timing],
}

impl<'a> Done<'a> {
    pub(super) fn new(built: &'a Built, work: Work, timings: &'a [Timing]) -> Self {
        Self {
            built,
            work,
            timings,
        }
    }

    /// The lines after `check`.
    pub(super) fn checked(&self, words: &Catalog) -> Vec<String> {
        let all: usize = self.records().iter().map(|(_, n)| n).sum();
        let args = [
            ("pages", Arg::Count(self.built.sitemap.pages.len())),
            ("count", Arg::Count(all)),
        ];
        vec![words.fill(words.text("summary", "checked"), &args)]
    }

    /// The lines after `build`.
    pub(super) fn written(
        &self,
        words: &Catalog,
        changes: &Changes,
        out: &Path,
        table: bool,
    ) -> Vec<String> {
        let text = |name: &str, args: &[(&'static str, Arg)]| {
            words.fill(words.text("summary", name), args)
        };
        let records: Vec<String> = self
            .records()
            .iter()
            .filter(|(_, n)| *n > 0)
            .map(|(word, n)| format!("{} {n}", words.text("record-kinds", word)))
            .collect();
        let mut lines = vec![
            text(
                "done",
                &[
                    ("pages", self.work.pages.into()),
                    ("tables", self.built.index.grids.len().into()),
                    ("files", self.work.files.into()),
                    ("links", self.built.links().into()),
                ],
            ),
            text("records", &[("records", records.into())]),
            text(
                "changes",
                &[
                    ("written", changes.written.into()),
                    ("unchanged", changes.unchanged.into()),
                    ("removed", changes.removed.into()),
                    ("kept", changes.kept_foreign.into()),
                ],
            ),
        ];
        match table {
            true => lines.extend(self.table(words)),
            false => lines.push(self.times(words)),
        }
        if changes.exchanged_how == Exchange::Copied {
            lines.push(text("copied", &[]));
        }
        lines.push(text("open", &[("path", first_page(out).into())]));
        lines
    }

    /// Time by stage.
    fn times(&self, words: &Catalog) -> String {
        let times: Vec<String> = self
            .timings
            .iter()
            .map(|(stage, time)| format!("{} {} ms", words.text("stages", stage), time.as_millis()))
            .collect();
        words.fill(words.text("summary", "times"), &[("times", times.into())])
    }

    /// Time and work by stage, in columns.
    pub(super) fn table(&self, words: &Catalog) -> Vec<String> {
        let word = |name: &str| words.text("work", name).to_owned();
        let mut rows = vec![[word("what"), word("time"), String::new()]];
        for (stage, time) in self.timings {
            let millis = format!("{}.{}", time.as_millis(), time.as_micros() / 100 % 10);
            let name = words.text("stages", stage).to_owned();
            rows.push([name, millis, self.of_stage(words, stage)]);
        }
        let wide = |column: usize| rows.iter().map(|row| row[column].width()).max();
        let (first, second) = (wide(0).unwrap_or(0), wide(1).unwrap_or(0));
        let lines = rows.iter().map(|[name, time, work]| {
            let (a, b) = (first - name.width(), second - time.width());
            let line = format!("{name}{:a$}  {:b$}{time}  {work}", "", "");
            line.trim_end().to_owned()
        });
        lines.collect()
    }

    /// What a stage did; empty where there is nothing to count.
    fn of_stage(&self, words: &Catalog, stage: &str) -> String {
        let index = &self.built.index;
        let n = match stage {
            "load" => self.work.read,
            "parse" => self.work.parsed,
            "model" => self.records().iter().map(|(_, n)| n).sum(),
            "index" => index.links.resolved.len(),
            "site" => self.built.sitemap.pages.len(),
            "pages" => self.work.views,
            "data" => self.work.files,
            "exchange" => self.work.written,
            _ => return String::new(),
        };
        let args = [
            ("n", Arg::Count(n)),
            ("checks", Arg::Count(index.checks.len())),
            ("rendered", Arg::Count(self.work.pages)),
        ];
        words.fill(words.text("work", stage), &args)
    }

    /// How many records of each kind there are.
    fn records(&self) -> Vec<(&'static str, usize)> {
        let m = &self.built.model;
        vec![
            ("framework", m.frameworks.len()),
            ("item", m.items.len()),
            ("evaluation", m.evaluations.len()),
            ("indicator", m.indicators.len()),
            ("measurement", m.measurements.len()),
            ("target", m.targets.len()),
            ("report", m.reports.len()),
            ("organization", m.organizations.len()),
            ("topic", m.topics.len()),
            ("area", m.areas.len()),
            ("mention", m.mentions.len()),
            ("document", m.documents.len()),
            ("discrepancy", m.discrepancies.len()),
            ("relation", m.relations.len()),
            ("article", m.articles.len()),
        ]
    }
}
