//! Whether the title of a page is its only heading of that level.

use crate::base::diag::Diags;
use crate::index::proses::ProsePlace;
use crate::model::Model;
use crate::model::article::Article;
use crate::model::reword::Texts;
use crate::parse::prose::{Chunk, Prose, words};

use super::errors;

/// Reports headings inside pages that are as high as the title of the page.
pub fn check(model: &Model) -> Diags {
    all(model.articles.rows().iter(), &model.proses())
}

/// Reports those inside some texts.
pub fn check_texts(model: &Model, texts: &Texts) -> Diags {
    let articles = texts.articles.iter().map(|id| &model.articles[*id]);
    all(articles, &model.texts(texts))
}

fn all<'a>(articles: impl Iterator<Item = &'a Article>, proses: &[ProsePlace<'_>]) -> Diags {
    let mut diags = Diags::default();
    // In a text about something, every heading with one sign begins a section, below the title.
    for article in articles {
        let headings = article.sections.iter().filter_map(|s| s.heading.as_ref());
        for heading in headings.filter(|heading| heading.level == 1) {
            let fault = errors::heading_is_title(heading.span, &heading.plain);
            diags.push(fault);
        }
    }
    for place in proses {
        inside(place.prose, &mut diags);
    }
    diags
}

/// Headings in quotations and lists begin no section.
fn inside(prose: &Prose, diags: &mut Diags) {
    let mut chunks = prose.chunks();
    while let Some(chunk) = chunks.next() {
        if let Chunk::HeadingStart { level: 1, anchor } = chunk {
            let is_inside = |chunk: &Chunk<'_>| !matches!(chunk, Chunk::HeadingEnd(_));
            let words = words(chunks.clone().take_while(is_inside));
            let span = prose.anchors[anchor as usize].span;
            diags.push(errors::heading_is_title(span, &words));
        }
    }
}
