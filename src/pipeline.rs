//! The straight line: every stage in order, each a function from a value to a value.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::base::diag::{Checked, Diagnostic, Diags};
use crate::base::fingerprint::Fingerprint;
use crate::base::i18n::Catalog;
use crate::base::memo::Memo;
use crate::base::span::FileId;
use crate::emit::{Body, Sink};
use crate::index::Index;
use crate::load::snapshot::{Origin, Snapshot};
use crate::model::Model;
use crate::parse::{Parsed, parse};
use crate::render::theme::{Theme, ThemeFault};
use crate::render::{data, grouped};
use crate::site::page::Page;
use crate::site::{SiteMap, plan_pages};
use crate::view::World;
use crate::view::common::FigureView;
use crate::view::data::{DataFile, derived, files};
use crate::{index, model, render, view};

/// A stage and the time it took; for people only, it reaches no byte of the output.
pub type Timing = (&'static str, Duration);

/// The stages with what they remember between runs.
#[derive(Debug, Default)]
pub struct Pipeline {
    parsed: Memo<Fingerprint, Checked<Parsed>>,
}

/// What a run knows once every check is made and before a page is rendered.
#[derive(Debug)]
pub struct Built {
    /// What the content says.
    pub model: Model,
    /// What can be asked of it.
    pub index: Index,
    /// Which pages there are.
    pub sitemap: SiteMap,
    /// How they look.
    pub theme: Theme,
    /// Words of the site's language.
    pub words: Catalog,
    /// Faults so far.
    pub diags: Diags,
    /// Time by stage.
    pub timings: Vec<Timing>,
}

/// What became of rendering.
#[derive(Debug, Default)]
pub struct Published {
    /// Faults of templates.
    pub diags: Diags,
    /// How many pages were rendered.
    pub pages: usize,
    /// How many data files were made, summary tables included.
    pub files: usize,
    /// Time by stage.
    pub timings: Vec<Timing>,
}

impl Pipeline {
    /// Runs every stage up to the plan of pages, with every check, whatever is wrong on the way.
    pub fn run(&mut self, snapshot: &Snapshot) -> Built {
        let mut clock = Clock::default();
        let mut diags = Diags::default();
        let checked: Vec<Arc<Checked<Parsed>>> = snapshot
            .sources
            .par_iter()
            .map(|file| self.parsed.get(&file.fingerprint, || parse(file)))
            .collect();
        self.parsed.turn();
        let mut parsed: Vec<&Parsed> = Vec::new();
        for file in &checked {
            diags.extend(file.diags.clone());
            parsed.push(&file.value);
        }
        clock.lap("parse");
        let model = diags.take(model::build(&parsed));
        clock.lap("model");
        let index = diags.take(Index::build(&model));
        clock.lap("index");
        let words = Catalog::load(model.settings.lang);
        let theme = diags.take(Theme::compile(
            &model.settings.theme,
            &snapshot.themes,
            &words,
        ));
        clock.lap("theme");
        let mut assets: Vec<String> = snapshot.assets.iter().map(|a| a.path.clone()).collect();
        assets.extend(theme.files.iter().map(|(path, _)| path.clone()));
        let sitemap = diags.take(plan_pages(&model, &index, &assets));
        clock.lap("site");
        let broken = parsed.iter().filter(|f| f.broken).map(|f| f.file);
        let unread: Vec<FileId> = snapshot.unread.iter().copied().chain(broken).collect();
        let diags = fold_references(diags, &unread);
        Built {
            model,
            index,
            sitemap,
            theme,
            words,
            diags,
            timings: clock.laps,
        }
    }
}

impl Built {
    /// The values that views read.
    pub fn world(&self) -> World<'_> {
        World {
            model: &self.model,
            index: &self.index,
            sitemap: &self.sitemap,
            words: &self.words,
        }
    }

    /// Renders every page and every data file, and hands each to the sink as soon as it is made.
    pub fn publish(&self, snapshot: &Snapshot, sink: &dyn Sink) -> Published {
        let mut clock = Clock::default();
        let rendered: Vec<(Vec<FigureView>, Option<ThemeFault>)> = self
            .sitemap
            .pages
            .par_iter()
            .map(|page| self.publish_page(page, sink))
            .collect();
        clock.lap("pages");
        let mut faults = Vec::new();
        let mut figures: Vec<(&str, Vec<FigureView>)> = Vec::new();
        for (page, (own, fault)) in self.sitemap.pages.iter().zip(rendered) {
            faults.extend(fault.map(|f| (page.path.clone(), f)));
            figures.push((&page.path, own));
        }
        let mut made = 0;
        if self.model.settings.output.data {
            let mut all = files(self.world());
            all.push(derived(
                figures.iter().map(|(page, own)| (*page, own.as_slice())),
            ));
            made = publish_data(&all, sink);
        }
        clock.lap("data");
        self.publish_assets(snapshot, sink);
        clock.lap("assets");
        Published {
            diags: grouped(&self.theme, faults),
            pages: self.sitemap.pages.len(),
            files: made,
            timings: clock.laps,
        }
    }

    /// Files that are published as they are. The site's own win over its theme's.
    fn publish_assets(&self, snapshot: &Snapshot, sink: &dyn Sink) {
        let folder = format!("themes/{}/static/", self.model.settings.theme.value);
        let of_theme = snapshot.theme_assets.iter().filter_map(|asset| {
            let name = asset.path.strip_prefix(&folder)?;
            Some((format!("assets/{name}"), &asset.origin))
        });
        let own = snapshot
            .assets
            .iter()
            .map(|asset| (asset.path.clone(), &asset.origin));
        let mut origins: BTreeMap<String, &Origin> = of_theme.collect();
        origins.extend(own);
        for (path, bytes) in &self.theme.files {
            if !origins.contains_key(path) {
                sink.put(path, Body::Bytes(bytes));
            }
        }
        for (path, origin) in origins {
            match origin {
                Origin::Disk(file) => sink.put(&path, Body::File(file)),
                Origin::Bytes(bytes) => sink.put(&path, Body::Bytes(bytes)),
            }
        }
    }

    /// How many links in prose were resolved.
    pub fn links(&self) -> usize {
        self.index.links.resolved.len() + self.sitemap.links.len()
    }

    fn publish_page(&self, page: &Page, sink: &dyn Sink) -> (Vec<FigureView>, Option<ThemeFault>) {
        let view = view::view(self.world(), page);
        let fault = match render::page(&self.theme, &view) {
            Ok(bytes) => {
                sink.put(&page.path, Body::Bytes(&bytes));
                None
            }
            Err(fault) => Some(fault),
        };
        (view.page.figures, fault)
    }
}

/// Writes every data file; says how many.
fn publish_data(all: &[DataFile], sink: &dyn Sink) -> usize {
    all.par_iter().for_each(|file| {
        sink.put(
            &format!("data/{}.csv", file.name),
            Body::Bytes(&data::csv(file)),
        );
    });
    sink.put("data/site.json", Body::Bytes(&data::json(all)));
    all.len() + 1
}

/// While a file is broken, a reference that nothing answers may be answered there. Such faults
/// become one note, so that a stray quote does not print a thousand lines.
fn fold_references(diags: Diags, unread: &[FileId]) -> Diags {
    let Some(first) = unread.first() else {
        return diags;
    };
    let may_follow =
        |d: &Diagnostic| model::errors::may_follow(d.code) || index::errors::may_follow(d.code);
    let (folded, mut kept): (Vec<_>, Vec<_>) = diags.into_iter().partition(may_follow);
    if !folded.is_empty() {
        kept.push(model::errors::unchecked_references(
            *first,
            folded.len(),
            unread.len(),
        ));
    }
    kept.into_iter().collect()
}

/// Time by stage.
#[derive(Debug)]
struct Clock {
    last: Instant,
    laps: Vec<Timing>,
}

impl Default for Clock {
    fn default() -> Self {
        Self {
            last: Instant::now(),
            laps: Vec::new(),
        }
    }
}

impl Clock {
    fn lap(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.laps.push((stage, now - self.last));
        self.last = now;
    }
}
