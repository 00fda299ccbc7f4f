//! The bodies of a run, each made when it is first asked for.
//!
//! Views and rendering are pure and total, so *when* a page is made changes nothing: these are the
//! bytes that a build writes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::publish::{Extract, Searched, Whole};
use super::{Built, order};
use crate::base::diag::Diags;
use crate::base::fingerprint::Fingerprint;
use crate::emit::memory::{MemorySink, Stored};
use crate::load::snapshot::Snapshot;
use crate::load::stamp::Stamp;
use crate::render::theme::ThemeFault;
use crate::render::{self, grouped};
use crate::view::common::FigureView;
use crate::view::page::View;

/// The path of the page for addresses that do not exist.
pub const NOT_FOUND: &str = "404.html";

/// Everything that a run makes, by path; nothing is made before it is asked for.
#[derive(Debug)]
pub struct Artifacts {
    built: Built,
    rendered: Arc<Rendered>,
    pages: Vec<OnceLock<MadePage>>,
    wholes: [OnceLock<BTreeMap<String, Stored>>; Whole::ALL.len()],
    searched: OnceLock<Option<Searched>>,
    extracts: OnceLock<Vec<Extract>>,
    assets: BTreeMap<String, Stored>,
    stamps: BTreeMap<String, Option<Stamp>>,
}

/// A page, and what its view leaves for the files that are about all pages.
#[derive(Debug)]
struct MadePage {
    bytes: Result<Arc<[u8]>, ThemeFault>,
    figures: Vec<FigureView>,
}

/// A body, or the fault of the template that should have made it.
pub type Made = Result<Stored, ThemeFault>;

impl Artifacts {
    /// All that `built` makes. `rendered` is what earlier runs made; it is used where a page shows
    /// what it showed then.
    pub fn new(built: Built, snapshot: &Snapshot, rendered: &Arc<Rendered>) -> Self {
        let own = snapshot.assets.iter();
        let stamps = own.map(|asset| (asset.path.clone(), asset.stamp));
        Self {
            stamps: stamps.collect(),
            rendered: Arc::clone(rendered),
            pages: built
                .sitemap
                .pages
                .iter()
                .map(|_| OnceLock::new())
                .collect(),
            wholes: Default::default(),
            searched: OnceLock::new(),
            extracts: OnceLock::new(),
            assets: built.assets(snapshot),
            built,
        }
    }

    /// Forgets what earlier runs made of pages that no longer exist.
    pub fn keep(&self) {
        let pages = &self.built.sitemap.pages;
        self.rendered
            .keep(pages.iter().map(|page| page.path.as_str()));
    }

    /// Whether the file at `path` that is published as it is has not been touched between these
    /// two runs.
    pub fn has_same_file(&self, other: &Self, path: &str) -> bool {
        match (self.assets.get(path), other.assets.get(path)) {
            (Some(Stored::Bytes(a)), Some(Stored::Bytes(b))) => Arc::ptr_eq(a, b),
            (Some(Stored::File(a)), Some(Stored::File(b))) => {
                let stamp = self.stamps.get(path).copied().flatten();
                a == b && stamp.is_some() && other.stamps.get(path) == Some(&stamp)
            }
            (a, b) => a.is_none() && b.is_none(),
        }
    }

    /// The places of all pages in the order in which to make them.
    pub fn order(&self) -> Vec<usize> {
        self.built.order()
    }

    /// The body at `path`; `None` if this run makes none there.
    pub fn get(&self, path: &str) -> Option<Made> {
        // Files as they are come last in a build, so they have the last word here.
        if let Some(file) = self.assets.get(path) {
            return Some(Ok(file.clone()));
        }
        let pages = &self.built.sitemap.pages;
        if let Ok(at) = pages.binary_search_by(|page| page.path.as_str().cmp(path)) {
            return Some(self.page(at).map(Stored::Bytes));
        }
        let wholes = Whole::ALL.iter().zip(&self.wholes);
        wholes
            .filter(|(whole, _)| whole.owns(path))
            .find_map(|(whole, made)| made.get_or_init(|| self.whole(*whole)).get(path).cloned())
            .map(Ok)
    }

    /// The page at this place in the order of paths.
    pub fn page(&self, at: usize) -> Result<Arc<[u8]>, ThemeFault> {
        self.made(at).bytes.clone()
    }

    /// How many views were built so far.
    pub fn views(&self) -> usize {
        self.built.views()
    }

    fn made(&self, at: usize) -> &MadePage {
        self.pages[at].get_or_init(|| {
            let view = self.built.view(&self.built.sitemap.pages[at]);
            MadePage {
                bytes: self.render(&view),
                figures: view.page.figures,
            }
        })
    }

    /// The last sound bytes of a page, of this run or an earlier one.
    pub fn last_sound(&self, path: &str) -> Option<Arc<[u8]>> {
        let pages = self.rendered.lock();
        pages.get(path).map(|(_, bytes)| Arc::clone(bytes))
    }

    /// The file at `path` that is published as it is.
    pub fn asset(&self, path: &str) -> Option<&Stored> {
        self.assets.get(path)
    }

    /// The paths of all files that are published as they are.
    pub fn assets(&self) -> impl Iterator<Item = &str> {
        self.assets.keys().map(String::as_str)
    }

    /// Faults of templates in the pages made so far.
    pub fn faults(&self) -> Diags {
        let made = self.built.sitemap.pages.iter().zip(&self.pages);
        let faults = made.filter_map(|(page, made)| match &made.get()?.bytes {
            Ok(_) => None,
            Err(fault) => Some((page.path.clone(), fault.clone())),
        });
        grouped(&self.built.theme, faults.collect())
    }

    fn render(&self, view: &View) -> Result<Arc<[u8]>, ThemeFault> {
        let theme = &self.built.theme;
        let path = &view.page.path;
        let key = Fingerprint::of_value(&(theme.fingerprint.bytes(), view));
        if let Some((known, bytes)) = self.rendered.lock().get(path)
            && *known == key
        {
            return Ok(Arc::clone(bytes));
        }
        let bytes: Arc<[u8]> = render::page(theme, view)?.into();
        let entry = (key, Arc::clone(&bytes));
        self.rendered.lock().insert(path.clone(), entry);
        Ok(bytes)
    }

    fn whole(&self, whole: Whole) -> BTreeMap<String, Stored> {
        let pages = &self.built.sitemap.pages;
        let searched = self.searched.get_or_init(|| self.built.searched()).as_ref();
        let extracts = self.extracts.get_or_init(|| {
            order::each(self.order(), |at| {
                let made = self.made(at);
                let bytes = made.bytes.as_ref().ok();
                let document = bytes.and_then(|b| self.built.document(&pages[at], searched, b));
                Extract::new(made.figures.clone(), document)
            })
        });
        let sink = MemorySink::default();
        self.built.publish_whole(whole, extracts, searched, &sink);
        sink.into_files()
    }
}

/// The bytes of pages with the fingerprint of all that they show and how they look: one entry a
/// page, however often it changes.
#[derive(Default, Debug)]
pub struct Rendered(Mutex<Pages>);

/// Pages by path: the fingerprint of what a page shows and how, and its bytes.
type Pages = HashMap<String, (Fingerprint, Arc<[u8]>)>;

impl Rendered {
    fn lock(&self) -> MutexGuard<'_, Pages> {
        // Nothing is rendered under the lock, so the map is whole even if poisoned.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets other pages than these, once there are more than these are.
    fn keep<'a>(&self, paths: impl ExactSizeIterator<Item = &'a str>) {
        let mut pages = self.lock();
        if pages.len() <= paths.len() {
            return;
        }
        let paths: BTreeSet<&str> = paths.collect();
        pages.retain(|path, _| paths.contains(path.as_str()));
    }
}
