//! Free pages.

use serde::Serialize;

use crate::base::key::Id;
use crate::model::article::Article;
use crate::parse::japanese::escape;
use crate::parse::markdown::Section;

use super::here::Here;
use super::page::Body;

/// A free page.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct ArticleView {
    /// Its text, as markup.
    pub html: String,
}

/// The body of a free page.
pub fn body(here: &mut Here<'_>, id: Id<Article>) -> Body {
    let sections_of = &here.world.model.articles[id].sections;
    Body::Article(ArticleView {
        html: sections(here, sections_of),
    })
}

/// Sections with their headings, as markup.
pub fn sections(here: &mut Here<'_>, all: &[Section]) -> String {
    let mut html = String::new();
    for section in all {
        if let Some(heading) = &section.heading {
            let (id, level) = (escape(&heading.id), here.heading_level(heading.level));
            let text = here.prose(&heading.prose);
            html.push_str(&format!("<h{level} id=\"{id}\">{text}</h{level}>\n"));
        }
        html.push_str(&here.prose(&section.prose));
    }
    html
}
