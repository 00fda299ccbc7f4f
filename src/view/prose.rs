//! Prose with its links and computed figures, as markup or as plain text.

use crate::base::span::Span;
use crate::model::entity::Entity;
use crate::parse::japanese::{escape, ruby_html, title_html};
use crate::parse::prose::{Chunk, Prose, Target};
use crate::site::route::Route;

use super::World;
use super::here::Here;

impl Here<'_> {
    /// Prose as markup for this page.
    pub fn prose(&mut self, prose: &Prose) -> String {
        let mut out = String::new();
        // Where the label of each open link begins, if it goes somewhere: a broken one is text.
        let mut open: Vec<Option<(usize, u32)>> = Vec::new();
        for chunk in prose.chunks() {
            match chunk {
                Chunk::Html(html) => out.push_str(html),
                Chunk::Text(text) => out.push_str(&escape(text)),
                Chunk::LinkStart(i) => {
                    let target = self.link_target(prose, i as usize);
                    if let Some(href) = &target {
                        out.push_str(&format!("<a href=\"{}\">", escape(href)));
                    }
                    open.push(target.is_some().then_some((out.len(), i)));
                }
                Chunk::LinkEnd => {
                    if let Some((from, i)) = open.pop().flatten() {
                        let note = self.file_note(&prose.links[i as usize], &out[from..]);
                        out.push_str(&note);
                        out.push_str("</a>");
                    }
                }
                Chunk::LinkAuto(i) => out.push_str(&self.auto_link(prose, i as usize)),
                Chunk::Formula(i) => {
                    let inside = open.iter().any(Option::is_some);
                    out.push_str(&self.figure(prose.formulas[i as usize].span, inside));
                }
                Chunk::Image(i) => {
                    let image = &prose.images[i as usize];
                    let path = image.path.trim_start_matches("assets/");
                    let route = Route::page(format!("assets/{path}"));
                    let (src, alt) = (escape(&self.href(&route)), escape(&image.alt));
                    out.push_str(&format!("<img src=\"{src}\" alt=\"{alt}\">"));
                }
                Chunk::Ruby { base, reading } => out.push_str(&ruby_html(base, reading)),
                Chunk::Word(name) => out.push_str(&escape(self.world.words.text("words", name))),
                Chunk::HeadingStart { level, anchor } => {
                    let id = &prose.anchors[anchor as usize];
                    let (level, id) = (self.heading_level(level), self.place_id(id));
                    out.push_str(&format!("<h{level} id=\"{}\">", escape(&id)));
                }
                Chunk::HeadingEnd(level) => {
                    out.push_str(&format!("</h{}>\n", self.heading_level(level)));
                }
                Chunk::Table { untitled } => {
                    out.push_str(&self.table_start(untitled));
                }
                Chunk::Mention { note, time } => {
                    out.push_str(&self.mention(prose.span.file, note, time));
                }
                Chunk::Note(note) => out.push_str(&self.note_start(prose.span.file, note)),
            }
        }
        out
    }

    /// Optional prose; empty if there is none.
    pub fn prose_or_empty(&mut self, prose: Option<&Prose>) -> String {
        prose.map(|p| self.prose(p)).unwrap_or_default()
    }

    fn link_target(&self, prose: &Prose, i: usize) -> Option<String> {
        let link = &prose.links[i];
        match &link.target {
            Target::Url(url) => Some(url.clone()),
            Target::Wiki(_) => {
                let (entity, _) = self.world.index.links.resolved.get(&link.span)?;
                Some(self.href_to(*entity))
            }
            Target::File { .. } | Target::Fragment(_) => {
                let route = self.world.sitemap.links.get(&link.span)?;
                Some(self.href(route))
            }
        }
    }

    /// A wiki link without a label: a name stands as it was written, a key as what it means.
    fn auto_link(&self, prose: &Prose, i: usize) -> String {
        let link = &prose.links[i];
        let Target::Wiki(text) = &link.target else {
            return String::new();
        };
        match self.world.index.links.resolved.get(&link.span) {
            Some((entity, by_name)) => {
                let label = auto_label(self, *entity, *by_name, text);
                format!(
                    "<a href=\"{}\">{}</a>",
                    escape(&self.href_to(*entity)),
                    title_html(&label)
                )
            }
            None => escape(text),
        }
    }

    fn figure(&mut self, span: Span, inside_link: bool) -> String {
        let index = self.world.index;
        let Some(derived) = index.figures.get(&span) else {
            return String::new();
        };
        let (text, id) = self.derived(derived);
        match inside_link {
            true => escape(&text),
            false => format!("<a class=\"m-figure\" href=\"#{id}\">{}</a>", escape(&text)),
        }
    }
}

fn auto_label(here: &Here<'_>, entity: Entity, by_name: bool, written: &str) -> String {
    match by_name {
        true => written.to_owned(),
        false => here.label(entity),
    }
}

/// Prose as plain text: for data files, descriptions and titles.
pub fn plain(world: World<'_>, prose: &Prose) -> String {
    let mut here = Here::new(world, "");
    prose.plain(&mut |chunk| match chunk {
        Chunk::Formula(i) => {
            let span = &prose.formulas[i as usize].span;
            let derived = world.index.figures.get(span);
            derived.map(|d| here.derived(d).0).unwrap_or_default()
        }
        Chunk::LinkAuto(i) => {
            let link = &prose.links[i as usize];
            let Target::Wiki(text) = &link.target else {
                return String::new();
            };
            match world.index.links.resolved.get(&link.span) {
                Some((entity, by_name)) => auto_label(&here, *entity, *by_name, text),
                None => text.clone(),
            }
        }
        Chunk::Image(i) => prose.images[i as usize].alt.clone(),
        Chunk::Word(name) => world.words.text("words", name).to_owned(),
        _ => String::new(),
    })
}
