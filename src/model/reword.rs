//! The same model with other words in its texts.

use std::sync::Arc;

use foldhash::HashMap;

use crate::base::key::Id;
use crate::parse::markdown::{Heading, Section};
use crate::parse::prose::Prose;
use crate::parse::reword::Reworded;

use super::Model;
use super::article::Article;
use super::read::article_path;

/// Texts that were written anew, by their places in the model.
#[derive(Clone, Default, Debug)]
pub struct Texts {
    /// Places in [`Model::reports`].
    pub reports: Vec<usize>,
    /// Free pages.
    pub articles: Vec<Id<Article>>,
}

impl Model {
    /// What [`super::build()`] makes of the files, if this is what it made, without a fault, of the
    /// files as they were before: no other row depends on the words of a text. `None` if these
    /// texts are not those of this model.
    pub fn reworded(&self, files: &[Reworded<'_>]) -> Option<(Self, Texts)> {
        let mut model = self.clone();
        let mut texts = Texts::default();
        let mut sections: HashMap<*const Prose, (&Section, &Heading)> = HashMap::default();
        for file in files {
            if let Some(path) = article_path(file.path) {
                let mut articles = self.articles.iter();
                let (id, _) = articles.find(|(_, article)| article.path == path)?;
                model.articles.get_mut(id).sections = file.after.sections.clone();
                texts.articles.push(id);
                continue;
            }
            for (before, after) in file.before.sections.iter().zip(&file.after.sections) {
                let after = (after, after.heading.as_ref()?);
                sections.insert(Arc::as_ptr(&before.prose), after);
            }
        }
        if sections.is_empty() {
            return Some((model, texts));
        }
        let reports = model.reports.to_mut();
        for (at, report) in reports.iter_mut().enumerate() {
            if let Some((section, heading)) = sections.remove(&Arc::as_ptr(&report.text)) {
                let report = Arc::make_mut(report);
                report.text = Arc::clone(&section.prose);
                report.span = heading.span;
                texts.reports.push(at);
            }
        }
        sections.is_empty().then_some((model, texts))
    }
}
