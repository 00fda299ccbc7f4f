//! Printed names: of bodies that have a part in something, and of whatever else a place names.

use crate::model::build::Builder;
use crate::model::document::Citation;
use crate::model::fields::Record;
use crate::model::organization::{Involvement, Role};
use crate::model::topic::{Mention, Named};

use super::citation::citation;
use super::reference;

/// Reads who has a part in something; the names stand as the source prints them.
pub(super) fn involvement(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let subject = reference::subject(b, r, scope, "subject");
    let role = r.required_choice("role", &Role::CHOICES);
    let names = r.required_texts("names");
    let others = r.flag("others").unwrap_or(false);
    let reading = r.reading();
    let note = r.prose("note");
    let meant = reference::organization(b, r, scope, "organization");
    let cites = citation(b, r, "");
    let (Some(subject), Some(role), Some(cites)) = (subject, role, cites) else {
        return;
    };
    for name in &names {
        let organization = match b.model.names.find(scope.city, name) {
            Some(Named::Organization(id)) => Some(id),
            _ if meant.is_some() => meant,
            // A scrap of a name says that there is one, and no more.
            _ if !reading.counts() => None,
            _ => {
                reference::unknown_name(b, r, scope, name);
                continue;
            }
        };
        b.model.involvements.push(Involvement {
            subject,
            role: role.value,
            organization,
            others,
            reading,
            note: note.clone(),
            cites: Citation {
                printed: name.value.clone(),
                ..cites.clone()
            },
        });
    }
}

/// Reads the names that a source prints at a place.
pub(super) fn mention(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let subject = reference::subject(b, r, scope, "subject");
    let names = r.required_texts("names");
    let reading = r.reading();
    let cites = citation(b, r, "");
    for name in &names {
        let Some(named) = reference::name(b, r, scope, name) else {
            continue;
        };
        let (Some(subject), Some(cites)) = (subject, cites.clone()) else {
            continue;
        };
        b.model.mentions.push(Mention {
            named,
            subject,
            reading,
            cites: Citation {
                printed: name.value.clone(),
                ..cites
            },
        });
    }
}
