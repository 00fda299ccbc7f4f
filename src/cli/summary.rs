//! The few lines at the end of a run that went well.

use std::path::Path;

use crate::base::diag::Arg;
use crate::base::i18n::Catalog;
use crate::emit::disk::{Changes, Exchange};
use crate::pipeline::{Built, Timing};

use super::run::first_page;

/// What a run did, in numbers.
pub(super) struct Done<'a> {
    built: &'a Built,
    pages: usize,
    files: usize,
    timings: &'a [Timing],
}

impl<'a> Done<'a> {
    pub(super) fn new(built: &'a Built, pages: usize, files: usize, timings: &'a [Timing]) -> Self {
        Self {
            built,
            pages,
            files,
            timings,
        }
    }

    /// The lines after `check`.
    pub(super) fn checked(&self, words: &Catalog) -> Vec<String> {
        let all: usize = self.records().iter().map(|(_, n)| n).sum();
        let args = [
            ("pages", Arg::Count(self.pages)),
            ("count", Arg::Count(all)),
        ];
        vec![words.fill(words.text("summary", "checked"), &args)]
    }

    /// The lines after `build`.
    pub(super) fn written(&self, words: &Catalog, changes: &Changes, out: &Path) -> Vec<String> {
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
                    ("pages", self.pages.into()),
                    ("tables", self.built.index.grids.len().into()),
                    ("files", self.files.into()),
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
            self.times(words),
        ];
        if changes.exchanged_how == Exchange::Copied {
            lines.push(text("copied", &[]));
        }
        lines.push(text("open", &[("path", first_page(out).into())]));
        lines
    }

    /// Time by stage.
    pub(super) fn times(&self, words: &Catalog) -> String {
        let times: Vec<String> = self
            .timings
            .iter()
            .map(|(stage, time)| format!("{} {} ms", words.text("stages", stage), time.as_millis()))
            .collect();
        words.fill(words.text("summary", "times"), &[("times", times.into())])
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
