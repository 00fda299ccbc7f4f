//! Links to files and to places on the same page: where they go, and whether they arrive.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::{Checked, Diags};
use crate::base::key::Id;
use crate::base::span::Span;
use crate::base::words::closest;
use crate::index::proses::ProsePlace;
use crate::model::Model;
use crate::model::article::Article;
use crate::model::entity::Entity;
use crate::model::reword::Texts;
use crate::parse::prose::{Prose, Target};

use super::errors;
use super::route::{Route, route};

/// Checks every link of every piece of prose that is not a wiki link.
pub fn check(model: &Model, assets: &BTreeMap<String, u64>) -> Checked<BTreeMap<Span, Route>> {
    let articles = model.articles.ids();
    Checker::new(model, assets).all(articles, &model.proses())
}

/// Checks those of some texts.
pub fn check_texts(
    model: &Model,
    assets: &BTreeMap<String, u64>,
    texts: &Texts,
) -> Checked<BTreeMap<Span, Route>> {
    let articles = texts.articles.iter().copied();
    Checker::new(model, assets).all(articles, &model.texts(texts))
}

/// Whether a link is none of those that are checked here.
fn is_elsewhere(target: &Target) -> bool {
    matches!(target, Target::Wiki(_) | Target::Url(_))
}

/// The ids that links may point to on a free page.
fn anchors(article: &Article) -> BTreeSet<&str> {
    let headings = article.sections.iter().filter_map(|s| s.heading.as_ref());
    let own = headings.map(|h| h.id.value.as_str());
    let inner = article.sections.iter().flat_map(|s| s.prose.anchors.iter());
    own.chain(inner.map(|a| a.value.as_str())).collect()
}

struct Checker<'a> {
    model: &'a Model,
    assets: &'a BTreeMap<String, u64>,
    links: BTreeMap<Span, Route>,
    diags: Diags,
}

impl<'a> Checker<'a> {
    fn new(model: &'a Model, assets: &'a BTreeMap<String, u64>) -> Self {
        Self {
            model,
            assets,
            links: BTreeMap::new(),
            diags: Diags::default(),
        }
    }

    /// Checks free pages, and prose about other things.
    fn all(
        mut self,
        articles: impl Iterator<Item = Id<Article>>,
        proses: &[ProsePlace<'_>],
    ) -> Checked<BTreeMap<Span, Route>> {
        for id in articles {
            self.article(id);
        }
        for place in proses {
            let mut links = place.prose.links.iter();
            let leads_nowhere =
                place.prose.images.is_empty() && links.all(|link| is_elsewhere(&link.target));
            if !leads_nowhere && !matches!(place.from, Some(Entity::Article(_))) {
                let here = place.from.map(|e| route(self.model, e).path);
                self.prose(place.prose, &here.unwrap_or_default(), &BTreeSet::new());
            }
        }
        Checked::new(self.links, self.diags)
    }

    fn article(&mut self, id: Id<Article>) {
        let article = &self.model.articles[id];
        let here = route(self.model, Entity::Article(id)).path;
        let anchors = anchors(article);
        for prose in article.texts().chain(article.lead.as_deref()) {
            self.prose(prose, &here, &anchors);
        }
    }

    fn prose(&mut self, prose: &Prose, here: &str, anchors: &BTreeSet<&str>) {
        for link in &prose.links {
            let found = match &link.target {
                Target::Fragment(id) => self.fragment(link.span, here, id, anchors),
                Target::File { path, fragment } => {
                    self.file(link.span, here, path, fragment.as_deref())
                }
                Target::Wiki(_) | Target::Url(_) => continue,
            };
            if let Some(found) = found {
                self.links.insert(link.span, found);
            }
        }
        for image in &prose.images {
            self.asset(image.span, &image.path);
        }
    }

    fn fragment(
        &mut self,
        span: Span,
        here: &str,
        id: &str,
        anchors: &BTreeSet<&str>,
    ) -> Option<Route> {
        if anchors.contains(id) {
            return Some(Route::place(here, id));
        }
        let near = closest(id, anchors.iter().copied());
        self.diags.push(errors::broken_anchor(span, id, near));
        None
    }

    /// A page by its source (`other.md`, relative to the linking page), or a file below `assets/`.
    fn file(
        &mut self,
        span: Span,
        here: &str,
        path: &str,
        fragment: Option<&str>,
    ) -> Option<Route> {
        if let Some(source) = path.strip_suffix(".md") {
            let wanted = join(here, source);
            let found = self.model.articles.iter().find(|(_, a)| a.path == wanted);
            let Some((id, article)) = found else {
                let all = self.model.articles.rows().iter().map(|a| a.path.as_str());
                let near = closest(&wanted, all).map(|p| format!("{p}.md"));
                self.diags.push(errors::broken_file(span, path, near));
                return None;
            };
            if let Some(id) = fragment
                && !anchors(article).contains(id)
            {
                let near = closest(id, anchors(article));
                self.diags.push(errors::broken_anchor(span, id, near));
            }
            return Some(Route {
                fragment: fragment.map(str::to_owned),
                ..route(self.model, Entity::Article(id))
            });
        }
        self.asset(span, path)
    }

    /// A file below `assets/`, with or without that folder's name.
    fn asset(&mut self, span: Span, path: &str) -> Option<Route> {
        let plain = path.trim_start_matches("../").trim_start_matches("./");
        let wanted = match plain.starts_with("assets/") {
            true => plain.to_owned(),
            false => format!("assets/{plain}"),
        };
        if self.assets.contains_key(&wanted) {
            return Some(Route::page(wanted));
        }
        let near = closest(&wanted, self.assets.keys().map(String::as_str));
        self.diags.push(errors::broken_file(span, path, near));
        None
    }
}

/// A path relative to the folder of a page.
fn join(here: &str, path: &str) -> String {
    let mut parts: Vec<&str> = here.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}
