//! What the last sound run knew, and how much of it is still true.

use super::Parses;
use crate::base::diag::{Checked, Code, Diagnostic, Diags};
use crate::base::i18n::{Catalog, Lang};
use crate::base::rows::Rows;
use crate::base::source::SourceFile;
use crate::index::{self, Index};
use crate::load::snapshot::Snapshot;
use crate::model::Model;
use crate::model::reword::Texts;
use crate::parse::reword::Reworded;
use crate::site::{self, SiteMap};

/// A run without errors. All that it holds is shared with what the run gave.
#[derive(Debug)]
pub(super) struct Last {
    files: Rows<SourceFile>,
    parsed: Parses,
    model: Model,
    index: Index,
    sitemap: SiteMap,
    /// Warnings about the model and the index.
    content: Diags,
    /// Warnings about pages.
    pages: Diags,
}

/// What is known of a run because only words of texts changed since the last one.
pub(super) struct Again {
    pub(super) model: Model,
    pub(super) index: Index,
    /// Warnings about these two.
    pub(super) diags: Diags,
    /// Where pages are, with the warnings about them; `None` where links lead elsewhere than
    /// before, so that lists may have other lengths. It holds if the same files are copied.
    pub(super) site: Option<Checked<SiteMap>>,
}

impl Last {
    /// What to remember of a run.
    pub(super) fn new(
        snapshot: &Snapshot,
        parsed: Parses,
        (model, index, sitemap): (&Model, &Index, &SiteMap),
        (content, pages): (Diags, Diags),
    ) -> Self {
        Self {
            files: snapshot.sources.clone(),
            parsed,
            model: model.clone(),
            index: index.clone(),
            sitemap: sitemap.clone(),
            content,
            pages,
        }
    }

    /// Its files as trees.
    pub(super) fn parsed(&self) -> &Parses {
        &self.parsed
    }

    /// The language of the site.
    pub(super) fn lang(&self) -> Lang {
        self.model.settings.lang
    }

    /// What the stages from the model on would give for these files, if it is known from the last
    /// run and the files that differ. `None` if all must be done again: where more than words
    /// differs, or a fault is where words differ.
    pub(super) fn again(
        &self,
        snapshot: &Snapshot,
        parsed: &Parses,
        words: &Catalog,
    ) -> Option<Again> {
        let files = self.reworded(snapshot, parsed)?;
        let mut diags = unmoved(&self.content, &files, index::errors::is_about_words)?;
        let (model, texts) = self.model.reworded(&files)?;
        let found = self.index.reworded(&self.model, &model, &texts, words)?;
        let (index, same) = diags.take(found);
        let site = match same {
            true => Some(self.site(&files, &model, &texts)?),
            false => None,
        };
        Some(Again {
            model,
            index,
            diags,
            site,
        })
    }

    /// The files that differ, if they do in words only.
    fn reworded<'a>(
        &'a self,
        snapshot: &Snapshot,
        parsed: &'a Parses,
    ) -> Option<Vec<Reworded<'a>>> {
        if self.files.len() != snapshot.sources.len() {
            return None;
        }
        let files = self.files.iter().zip(&snapshot.sources).enumerate();
        let differ = files.filter(|(_, (old, new))| old.fingerprint != new.fingerprint);
        let reworded = differ.map(|(at, (old, new))| {
            let (before, after) = (&self.parsed[at].1.value, &parsed[at].1.value);
            Reworded::of((before, old), (after, new))
        });
        reworded.collect()
    }

    fn site(
        &self,
        files: &[Reworded<'_>],
        model: &Model,
        texts: &Texts,
    ) -> Option<Checked<SiteMap>> {
        let mut diags = unmoved(&self.pages, files, site::errors::is_about_words)?;
        let map = diags.take(self.sitemap.reworded(&self.model, model, texts)?);
        Some(Checked::new(map, diags))
    }
}

/// The faults that are as before: those about words of texts that changed are left out, they are
/// looked for again. `None` if another one points into such a text, where places have moved.
fn unmoved(
    diags: &Diags,
    files: &[Reworded<'_>],
    is_about_words: fn(Code) -> bool,
) -> Option<Diags> {
    let moves = |fault: &&Diagnostic| {
        let labels = fault.labels.iter().map(|label| label.span);
        let mut spans = fault.span.into_iter().chain(labels);
        spans.any(|span| files.iter().any(|file| file.holds(span)))
    };
    let (moved, kept): (Vec<_>, Vec<_>) = diags.iter().partition(moves);
    let about_words = moved.iter().all(|fault| is_about_words(fault.code));
    about_words.then(|| kept.into_iter().cloned().collect())
}
