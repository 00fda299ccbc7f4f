//! Contradictions in the sources, shown instead of hidden.

use serde::Serialize;

use crate::base::key::Id;
use crate::model::discrepancy::{Discrepancy, DiscrepancyKind, Side};
use crate::model::document::Citation;
use crate::model::entity::Entity;

use super::common::{DiscrepancyView, SideView, Status};
use super::here::Here;
use super::page::Body;

/// All contradictions.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct DiscrepanciesView {
    /// How many of each kind; the kind's word in `kind`, its name in `label`, the number in `text`.
    pub counts: Vec<Status>,
    /// All of them.
    pub all: Vec<DiscrepancyView>,
    /// The data file, where the site has open data.
    pub csv: Option<String>,
}

/// The body of the page of all contradictions.
pub fn body(here: &mut Here<'_>) -> Body {
    let model = here.world.model;
    let mut ids: Vec<Id<Discrepancy>> = model.discrepancies.ids().collect();
    ids.sort_by_key(|id| model.discrepancies[*id].kind);
    let kinds = DiscrepancyKind::CHOICES.iter();
    let counts = kinds.map(|(word, kind)| {
        let n = model
            .discrepancies
            .rows()
            .iter()
            .filter(|d| d.kind == *kind)
            .count();
        Status {
            kind: (*word).to_owned(),
            label: here.world.words.text("discrepancy-kinds", word).to_owned(),
            text: n.to_string(),
        }
    });
    let counts = counts.filter(|s| s.text != "0").collect();
    Body::Discrepancies(DiscrepanciesView {
        counts,
        all: ids.into_iter().map(|id| here.discrepancy(id)).collect(),
        csv: here.data_file("discrepancies"),
    })
}

impl Here<'_> {
    /// One contradiction.
    pub fn discrepancy(&mut self, id: Id<Discrepancy>) -> DiscrepancyView {
        let d = &self.world.model.discrepancies[id];
        let word = d.kind.word();
        DiscrepancyView {
            id: d.key.to_string(),
            kind: word.to_owned(),
            kind_label: self.world.words.text("discrepancy-kinds", word).to_owned(),
            html: self.prose_or_empty(d.note.as_deref()),
            sides: d.places.iter().map(|s| self.side(s)).collect(),
            subjects: d.subjects.iter().map(|s| self.link((*s).into())).collect(),
            href: self.href_to(Entity::Discrepancy(id)),
        }
    }

    fn side(&self, side: &Side) -> SideView {
        let label = match side {
            Side::Printed(cites) => return self.place_side(cites),
            Side::Computed(_) => self.word("side-computed"),
            Side::Span(id, _) => {
                let title = self.world.model.frameworks[*id].title.clone();
                self.fill("side-span", &[("title", title)])
            }
        };
        SideView {
            printed: side.printed().to_owned(),
            source: None,
            label,
        }
    }

    /// What a place in a document prints.
    pub(super) fn place_side(&self, cites: &Citation) -> SideView {
        SideView {
            printed: cites.printed.clone(),
            source: Some(self.source(cites)),
            label: String::new(),
        }
    }
}
