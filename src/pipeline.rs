//! The straight line: every stage in order, each a function from a value to a value.

pub mod artifacts;
mod joint;
mod last;
mod order;
mod publish;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use foldhash::HashMap;
use rayon::prelude::*;

use crate::base::diag::{Checked, Diagnostic, Diags};
use crate::base::fingerprint::Fingerprint;
use crate::base::i18n::{Catalog, Lang};
use crate::base::memo::Memo;
use crate::base::rows::Rows;
use crate::base::span::FileId;
use crate::index::Index;
use crate::load::snapshot::Snapshot;
use crate::model::Model;
use crate::parse::{Parsed, parse};
use crate::render::theme::Theme;
use crate::site::{SiteMap, plan_pages};
use crate::view::World;
use crate::view::shared::Shared;
use crate::{index, model};

use self::last::{Again, Last};
pub use self::publish::Published;

/// A stage and the time it took; for people only, it reaches no byte of the output.
pub type Timing = (&'static str, Duration);

/// The stages with what they remember between runs.
#[derive(Debug, Default)]
pub struct Pipeline {
    parsed: Parses,
    themes: Memo<Fingerprint, (Arc<Theme>, Diags)>,
    words: Memo<Lang, Catalog>,
    last: Option<Last>,
    /// Whether no other run follows, so that nothing need be remembered.
    is_single: bool,
}

/// All files of a site as trees, in the order of the files, each with what it was made of.
type Parses = Rows<(Fingerprint, Arc<Checked<Parsed>>)>;

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
    pub theme: Arc<Theme>,
    /// Words of the site's language.
    pub words: Arc<Catalog>,
    /// Faults so far.
    pub diags: Diags,
    /// How many files were parsed: those that the last run did not know.
    pub parsed: usize,
    /// Whether model and index are those of the last run with other words in some texts.
    pub reused: bool,
    /// Time by stage.
    pub timings: Vec<Timing>,
    /// What pages show alike, as far as a page asked for it.
    shared: Shared,
    /// How many views were built of it so far.
    views: AtomicUsize,
}

impl Pipeline {
    /// Makes the only run of a program. What a stage no longer needs is given back before the next
    /// begins: the texts of the sources, which a report can read again, and then the trees. The
    /// snapshot still says which files there are, but must not be parsed again.
    pub fn once(snapshot: &mut Snapshot) -> Built {
        let mut pipeline = Self {
            is_single: true,
            ..Self::default()
        };
        let mut clock = Clock::default();
        let files = snapshot.sources.to_mut();
        let count = files.len();
        let parsed = files.par_iter_mut().map(|file| {
            let tree = Arc::new(parse(file));
            file.let_go();
            (file.fingerprint, tree)
        });
        let parsed = parsed.collect::<Vec<_>>().into();
        clock.lap("parse");
        pipeline.after_parsing(snapshot, parsed, count, clock)
    }

    /// Runs every stage up to the plan of pages, with every check, whatever is wrong on the way.
    pub fn run(&mut self, snapshot: &Snapshot) -> Built {
        let mut clock = Clock::default();
        let (parsed, fresh) = self.parse(snapshot);
        clock.lap("parse");
        self.after_parsing(snapshot, parsed, fresh, clock)
    }

    /// The stages after parsing. `fresh` files were parsed, the others were known.
    fn after_parsing(
        &mut self,
        snapshot: &Snapshot,
        mut parsed: Parses,
        fresh: usize,
        mut clock: Clock,
    ) -> Built {
        let mut diags = Diags::default();
        for (_, file) in &parsed {
            diags.extend(file.diags.clone());
        }
        let broken = parsed.iter().map(|(_, file)| &file.value);
        let broken = broken.filter(|file| file.broken).map(|file| file.file);
        let unread: Vec<FileId> = snapshot.unread.iter().copied().chain(broken).collect();
        let again = self.again(snapshot, &parsed);
        let reused = again.is_some();
        let (model, index, content, site) = match again {
            Some(again) => (again.model, again.index, again.diags, again.site),
            None => {
                let (model, index, content) = self.content(&mut parsed, &mut clock);
                (model, index, content, None)
            }
        };
        clock.lap("index");
        let words = self.words(model.settings.lang);
        self.words.turn();
        let theme = self.theme(&model, snapshot, &words, &mut diags);
        clock.lap("theme");
        let files = copied(&theme, snapshot);
        let mut pages = Diags::default();
        let sitemap = match site.filter(|known| *known.value.files == files) {
            Some(known) => pages.take(known),
            None => pages.take(plan_pages(&model, &index, files)),
        };
        clock.lap("site");
        diags.extend(content.clone());
        diags.extend(pages.clone());
        if !self.is_single && unread.is_empty() && !diags.has_errors() {
            let made = (&model, &index, &sitemap);
            self.last = Some(Last::new(snapshot, parsed, made, (content, pages)));
        }
        Built {
            shared: Shared::new(&model),
            model,
            index,
            sitemap,
            theme,
            words,
            diags: fold_references(diags, &unread),
            parsed: fresh,
            reused,
            timings: clock.laps,
            views: AtomicUsize::new(0),
        }
    }

    /// What the trees say and what can be asked of it. The trees are gone afterwards if no other
    /// run follows.
    fn content(&self, parsed: &mut Parses, clock: &mut Clock) -> (Model, Index, Diags) {
        let files: Vec<&Parsed> = parsed.iter().map(|(_, file)| &file.value).collect();
        let mut diags = Diags::default();
        let model = diags.take(model::build(&files));
        clock.lap("model");
        let useless = self.is_single.then(|| std::mem::take(parsed));
        let ((), index) = rayon::join(|| drop(useless), || Index::build(&model));
        let index = diags.take(index);
        (model, index, diags)
    }

    /// Every file as a tree, and how many were parsed: the others are known from the last run.
    fn parse(&mut self, snapshot: &Snapshot) -> (Parses, usize) {
        let fresh = AtomicUsize::new(0);
        let known = std::mem::take(&mut self.parsed);
        // Trees that the model was made of come first: by their texts it is told what changed.
        let sound = self.last.as_ref().map(Last::parsed);
        let by_print = OnceLock::new();
        let elsewhere = |print: &Fingerprint| {
            let by_print = by_print.get_or_init(|| {
                let places = known.iter().enumerate();
                let places = places.map(|(at, (print, _))| (*print, at));
                places.collect::<HashMap<_, _>>()
            });
            by_print.get(print).map(|at| &known[*at])
        };
        let files = snapshot.sources.par_iter().enumerate().map(|(at, file)| {
            let print = file.fingerprint;
            let mut here = sound.into_iter().chain([&known]);
            // Mostly the same files in the same order.
            let here = here.find_map(|all| all.get(at).filter(|(known, _)| *known == print));
            match here.or_else(|| elsewhere(&print)) {
                Some((_, tree)) => (print, Arc::clone(tree)),
                None => {
                    fresh.fetch_add(1, Ordering::Relaxed);
                    (print, Arc::new(parse(file)))
                }
            }
        });
        let parsed: Parses = files.collect::<Vec<_>>().into();
        self.parsed = parsed.clone();
        (parsed, fresh.into_inner())
    }

    /// What is known of this run from the last one.
    fn again(&self, snapshot: &Snapshot, parsed: &Parses) -> Option<Again> {
        let last = self.last.as_ref().filter(|_| snapshot.unread.is_empty())?;
        last.again(snapshot, parsed, &self.words(last.lang()))
    }

    fn words(&self, lang: Lang) -> Arc<Catalog> {
        self.words.get(&lang, || Catalog::load(lang))
    }

    /// The site's theme, compiled again only if one of its files or its words changed.
    fn theme(
        &mut self,
        model: &Model,
        snapshot: &Snapshot,
        words: &Catalog,
        diags: &mut Diags,
    ) -> Arc<Theme> {
        let name = &model.settings.theme;
        let key = Fingerprint::of_value(&(
            (&name.value, name.span),
            words.lang(),
            Vec::from_iter(snapshot.themes.iter().map(|file| file.fingerprint)),
        ));
        let compiled = self.themes.get(&key, || {
            let Checked { value, diags } = Theme::compile(name, &snapshot.themes, words);
            (Arc::new(value), diags)
        });
        self.themes.turn();
        diags.extend(compiled.1.clone());
        Arc::clone(&compiled.0)
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
            shared: &self.shared,
        }
    }

    /// The places of all pages in the order in which to make them.
    fn order(&self) -> Vec<usize> {
        order::order(&self.model, &self.sitemap)
    }

    /// How many views were built of it so far.
    pub fn views(&self) -> usize {
        self.views.load(Ordering::Relaxed)
    }

    /// How many links in prose were resolved.
    pub fn links(&self) -> usize {
        self.index.links.resolved.len() + self.sitemap.links.len()
    }
}

/// The files that are copied as they are, with their sizes. Where theme and site both have one, the
/// site's own is published.
fn copied(theme: &Theme, snapshot: &Snapshot) -> BTreeMap<String, u64> {
    let of_theme = theme.files.iter();
    let of_theme = of_theme.map(|(path, bytes)| (path.clone(), bytes.len() as u64));
    let own = snapshot.assets.iter();
    let own = own.map(|asset| (asset.path.clone(), asset.size));
    of_theme.chain(own).collect()
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
