//! What all threads of the preview share: one moment of the site, swapped whole.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use super::story::Story;
use super::tabs::Tabs;
use crate::base::i18n::Catalog;
use crate::pipeline::artifacts::Artifacts;

/// What is shared.
#[derive(Debug)]
pub(super) struct Shared {
    moment: RwLock<Arc<Moment>>,
    /// Browser tabs that listen.
    pub(super) tabs: Tabs,
    /// Words of the person who runs the preview.
    pub(super) words: Catalog,
    /// The address that opens a file in the editor.
    pub(super) editor: String,
    /// The site's folder, from the system's root.
    pub(super) root: PathBuf,
}

/// The site at one moment.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    /// Counts the sites that were shown, from 1; 0 before the first one.
    pub(super) generation: u64,
    /// The last site without errors; `None` before the first one.
    pub(super) artifacts: Option<Arc<Artifacts>>,
    /// What is to be told of the last run.
    pub(super) story: Arc<Story>,
    /// Whether the last run had errors, so that the site is one of an earlier run.
    pub(super) kept: bool,
}

impl Shared {
    /// The state before the first run.
    pub(super) fn new(words: Catalog, editor: String, root: PathBuf) -> Self {
        let moment = Moment {
            generation: 0,
            artifacts: None,
            story: Arc::default(),
            kept: true,
        };
        Self {
            moment: RwLock::new(Arc::new(moment)),
            tabs: Tabs::default(),
            words,
            editor,
            root,
        }
    }

    /// The moment that is shown.
    pub(super) fn now(&self) -> Arc<Moment> {
        let moment = self.moment.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&moment)
    }

    /// Shows another moment; returns the one before.
    pub(super) fn show(&self, moment: Moment) -> Arc<Moment> {
        let mut shown = self.moment.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *shown, Arc::new(moment))
    }

    /// Tells another story of the same run, unless another run has been shown since.
    pub(super) fn retell(&self, of: &Moment, story: Story) -> bool {
        let mut shown = self.moment.write().unwrap_or_else(PoisonError::into_inner);
        let same = Arc::ptr_eq(&shown.story, &of.story);
        if same {
            *shown = Arc::new(Moment {
                story: Arc::new(story),
                ..Moment::clone(&shown)
            });
        }
        same
    }
}
