//! Everything that a run makes: pages, files about all pages at once, and files as they are.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use super::joint::Joint;
use super::{Built, Clock, Timing, order};
use crate::base::diag::Diags;
use crate::emit::memory::Stored;
use crate::emit::{Body, Sink};
use crate::load::snapshot::{Asset, Origin, Snapshot};
use crate::render::data::Members;
use crate::render::search::{Document, SearchIndex, Texts};
use crate::render::theme::ThemeFault;
use crate::render::{self, addresses, data, grouped};
use crate::site::page::Page;
use crate::view;
use crate::view::common::FigureView;
use crate::view::data::{DataFile, derived};
use crate::view::page::View;
use crate::view::search::facets::Facets;
use crate::view::updates::FEED;

/// Where a theme's files for search alone are published; a site without search goes without them.
const FOR_SEARCH: &str = "assets/search/";

/// How many bytes of `site.json` may wait for members before theirs.
const WAITING: usize = 1 << 20;

/// Where programs that visit a site look first.
const ROBOTS: &str = "robots.txt";

/// What became of rendering.
#[derive(Debug, Default)]
pub struct Published {
    /// Faults of templates.
    pub diags: Diags,
    /// How many views were built.
    pub views: usize,
    /// How many pages were rendered.
    pub pages: usize,
    /// How many data files were made, summary tables included.
    pub files: usize,
    /// Time by stage.
    pub timings: Vec<Timing>,
}

/// What search needs while pages are made.
#[derive(Debug)]
pub(crate) struct Searched {
    facets: Facets,
    texts: Texts,
}

/// What a page leaves for the files that are about all pages.
#[derive(Debug)]
pub(crate) struct Extract {
    figures: Vec<FigureView>,
    /// What search knows of it. Boxed, as most sites of very many pages go without.
    document: Option<Box<Document>>,
}

impl Extract {
    /// What a view leaves, and the page that was made of it.
    pub(crate) fn new(figures: Vec<FigureView>, document: Option<Document>) -> Self {
        Self {
            figures,
            document: document.map(Box::new),
        }
    }
}

/// What a page leaves, and the fault of its template if it has one.
type Left = (Extract, Option<Box<ThemeFault>>);

/// The files that are about all pages, by what they are made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Whole {
    /// `data/`.
    Data,
    /// `search/`.
    Search,
    /// The list of pages, the feed, and where the list is.
    Addresses,
}

impl Whole {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Data, Self::Search, Self::Addresses];

    /// Whether a file at this path would be one of them.
    pub(crate) fn owns(self, path: &str) -> bool {
        match self {
            Self::Data => path.starts_with("data/"),
            Self::Search => path.starts_with("search/"),
            Self::Addresses => !path.contains('/') && (path.ends_with(".xml") || path == ROBOTS),
        }
    }

    /// What the time it takes is told under.
    fn stage(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Search => "search",
            Self::Addresses => "addresses",
        }
    }
}

impl Built {
    /// Renders every page and every data file, and hands each to the sink as soon as it is made.
    pub fn publish(&self, snapshot: &Snapshot, sink: &dyn Sink) -> Published {
        let mut clock = Clock::default();
        let views = self.views();
        let searched = self.searched();
        let all = &self.sitemap.pages;
        let rendered: Vec<Left> = order::each(self.order(), |at| {
            self.publish_page(&all[at], searched.as_ref(), sink)
        });
        clock.lap("pages");
        let mut faults = Vec::new();
        let mut extracts = Vec::with_capacity(all.len());
        let pages = rendered.iter().filter(|(_, fault)| fault.is_none()).count();
        for (page, (extract, fault)) in all.iter().zip(rendered) {
            faults.extend(fault.map(|f| (page.path.clone(), *f)));
            extracts.push(extract);
        }
        let mut files = 0;
        for whole in Whole::ALL {
            files += self.publish_whole(whole, &extracts, searched.as_ref(), sink);
            clock.lap(whole.stage());
        }
        for (path, file) in self.assets(snapshot) {
            sink.put(&path, file.body());
        }
        clock.lap("assets");
        Published {
            diags: grouped(&self.theme, faults),
            views: self.views() - views,
            pages,
            files,
            timings: clock.laps,
        }
    }

    fn publish_page(&self, page: &Page, searched: Option<&Searched>, sink: &dyn Sink) -> Left {
        let view = self.view(page);
        let (document, fault) = match render::page(&self.theme, &view) {
            Ok(bytes) => {
                sink.put(&page.path, Body::Bytes(&bytes));
                (self.document(page, searched, &bytes), None)
            }
            Err(fault) => (None, Some(Box::new(fault))),
        };
        (Extract::new(view.page.figures, document), fault)
    }

    /// What search needs while pages are made; `None` where the site has no search.
    pub(crate) fn searched(&self) -> Option<Searched> {
        let wanted = self.model.settings.output.search;
        wanted.then(|| Searched {
            facets: Facets::new(self.world()),
            texts: Texts::default(),
        })
    }

    /// What search knows of a page, from its bytes.
    pub(crate) fn document(
        &self,
        page: &Page,
        searched: Option<&Searched>,
        bytes: &[u8],
    ) -> Option<Document> {
        let searched = searched?;
        let entry = view::search::entry(self.world(), &searched.facets, page)?;
        let html = simdutf8::basic::from_utf8(bytes).ok()?;
        Some(Document::read(entry, html, &searched.texts))
    }

    /// All that a page shows.
    pub(crate) fn view(&self, page: &Page) -> View {
        self.views.fetch_add(1, Ordering::Relaxed);
        view::view(self.world(), page)
    }

    /// Makes files that are about all pages, from what the pages left in their order. Returns
    /// how many files that are.
    pub(crate) fn publish_whole(
        &self,
        whole: Whole,
        extracts: &[Extract],
        searched: Option<&Searched>,
        sink: &dyn Sink,
    ) -> usize {
        let wanted = &self.model.settings.output;
        match whole {
            Whole::Data if wanted.data => self.publish_data(extracts, sink),
            Whole::Search => searched.map_or(0, |own| self.publish_search(extracts, own, sink)),
            Whole::Addresses => self.publish_addresses(sink),
            Whole::Data => 0,
        }
    }

    /// Writes the index of search. Its files are no data files: none is counted.
    fn publish_search(&self, extracts: &[Extract], searched: &Searched, sink: &dyn Sink) -> usize {
        let documents = extracts.iter().filter_map(|e| e.document.as_deref());
        let related = self.model.related_words.clone();
        let Searched { facets, texts } = searched;
        let index = SearchIndex::build(documents.collect(), texts, facets.names.clone(), related);
        index.files().into_par_iter().for_each(|file| {
            let (path, text) = index.file(file);
            sink.put(&path, Body::Bytes(text.as_bytes()));
        });
        0
    }

    /// Writes what needs whole addresses, where the site has them. None is a data file.
    fn publish_addresses(&self, sink: &dyn Sink) -> usize {
        let Some(url) = &self.model.settings.url else {
            return 0;
        };
        let root = url.trim_end_matches('/');
        for (path, text) in addresses::sitemaps(root, &view::addresses::all(self.world())) {
            sink.put(&path, Body::Bytes(text.as_bytes()));
        }
        sink.put(ROBOTS, Body::Bytes(addresses::robots(root).as_bytes()));
        if let Some(feed) = view::updates::feed(self.world()) {
            sink.put(FEED, Body::Bytes(addresses::atom(&feed).as_bytes()));
        }
        0
    }

    /// Writes every data file; says how many.
    fn publish_data(&self, extracts: &[Extract], sink: &dyn Sink) -> usize {
        let world = self.world();
        let mut whole = sink.open("data/site.json");
        let joint = Joint::new(Members::new(|bytes: &[u8]| whole.add(bytes), WAITING));
        let publish = |place: usize, file: DataFile<'_>| {
            let mut csv = sink.open(&format!("data/{}.csv", file.name));
            let member = joint.begin(place);
            data::write(file, |bytes| csv.add(bytes), |bytes| member.add(bytes));
            drop(member);
            csv.end();
        };
        let count = view::data::count(world);
        // One after the other, so that little waits for those before it.
        (0..count)
            .par_bridge()
            .for_each(|place| publish(place, view::data::file(world, place)));
        let pages = self.sitemap.pages.iter().zip(extracts);
        let pages = pages.filter(|(page, _)| !page.kind.repeats());
        let figures = pages.map(|(page, extract)| (page.path.as_str(), extract.figures.as_slice()));
        publish(count, derived(figures));
        joint.end();
        whole.end();
        // With the computed figures and the object.
        count + 2
    }

    /// Files that are published as they are. The site's own win over its theme's.
    pub(crate) fn assets(&self, snapshot: &Snapshot) -> BTreeMap<String, Stored> {
        let stored = |asset: &Asset| match &asset.origin {
            Origin::Disk(file) => Stored::File(file.clone()),
            Origin::Bytes(bytes) => Stored::Bytes(Arc::clone(bytes)),
        };
        let folder = format!("themes/{}/static/", self.model.settings.theme.value);
        let text = self.theme.files.iter();
        let text = text.map(|(path, bytes)| (path.clone(), Stored::Bytes(Arc::clone(bytes))));
        let of_theme = snapshot.theme_assets.iter().filter_map(|asset| {
            let name = asset.path.strip_prefix(&folder)?;
            Some((format!("assets/{name}"), stored(asset)))
        });
        let search = self.model.settings.output.search;
        let of_theme = text
            .chain(of_theme)
            .filter(|(path, _)| search || !path.starts_with(FOR_SEARCH));
        let own = snapshot.assets.iter();
        let own = own.map(|asset| (asset.path.clone(), stored(asset)));
        of_theme.chain(own).collect()
    }
}
