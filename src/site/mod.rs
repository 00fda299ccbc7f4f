//! Floor 5: which pages exist, where they are, and whether every link arrives.
//!
//! A route is a pure function of a thing's kind and key, known before anything is rendered.

pub mod errors;
pub mod filter;
pub mod headings;
pub mod links;
pub mod nav;
pub mod page;
pub mod paging;
pub mod route;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diag::{Checked, Diags};
use crate::base::rows::{Rows, replaced};
use crate::base::span::Span;
use crate::index::Index;
use crate::model::Model;
use crate::model::entity::Entity;
use crate::model::reword::Texts;

use self::nav::Section;
use self::page::Page;
use self::route::Route;

/// All pages and all resolved file links. A copy shares them.
#[derive(Clone, Debug)]
pub struct SiteMap {
    /// Every page, in the order of its path.
    pub pages: Rows<Page>,
    /// What stands on which page of the index of a section, where that may be long.
    pub sections: Arc<BTreeMap<Section, Vec<Vec<Entity>>>>,
    /// Where links to files and to places on the same page go.
    pub links: Arc<BTreeMap<Span, Route>>,
    /// The files that are copied as they are, with their sizes in bytes.
    pub files: Arc<BTreeMap<String, u64>>,
}

impl SiteMap {
    /// What stands on which page of the index of a section; nothing where it is never paged.
    pub fn section_pages(&self, section: Section) -> &[Vec<Entity>] {
        self.sections.get(&section).map_or(&[], Vec::as_slice)
    }

    /// What [`plan_pages`] gives for `model`, if this is what it gave for `before`, and the two
    /// differ in the words of `texts` only: with the warnings about these texts. `None` if there
    /// is an error in them.
    pub fn reworded(&self, before: &Model, model: &Model, texts: &Texts) -> Option<Checked<Self>> {
        let mut diags = Diags::default();
        let fresh = diags.take(links::check_texts(model, &self.files, texts));
        let was = before.texts(texts);
        let gone = was.iter().flat_map(|place| &place.prose.links);
        let links = replaced(&self.links, gone.map(|link| link.span), fresh);
        diags.extend(headings::check_texts(model, texts));
        let map = Self {
            links,
            ..self.clone()
        };
        (!diags.has_errors()).then(|| Checked::new(map, diags))
    }
}

/// Plans every page; `files` are those that are copied as they are, with their sizes.
pub fn plan_pages(model: &Model, index: &Index, files: BTreeMap<String, u64>) -> Checked<SiteMap> {
    let mut diags = Diags::default();
    let sections = Section::ALL.map(|s| (s, paging::section_pages(model, index, s)));
    let sections = BTreeMap::from(sections);
    let pages = diags.take(page::enumerate(model, index, &sections));
    let links = diags.take(links::check(model, &files));
    diags.extend(headings::check(model));
    let map = SiteMap {
        pages: pages.into(),
        sections: Arc::new(sections),
        links: Arc::new(links),
        files: Arc::new(files),
    };
    Checked::new(map, diags)
}
