//! What changed on the site.

use crate::model::build::Builder;
use crate::model::fields::Record;
use crate::model::resolve::Found;
use crate::model::update::Update;

use super::insert;
use super::reference::answer;

/// Reads a change that readers are told of.
pub(super) fn update(b: &mut Builder, r: &mut Record<'_>) {
    let scope = b.scope(r);
    let title = r.required_or_empty("title");
    let date = r.period("date").map(|(date, _)| date.value);
    if date.is_none() {
        r.expect_own("date");
    }
    let about = r.text("of").and_then(|text| {
        let found = match b.model.wiki(scope, &text) {
            Found::One(entity, _) => Some(entity),
            _ => None,
        };
        let names = || b.model.wiki_candidates(scope);
        let names = found.is_none().then(names).unwrap_or_default();
        answer(found, "kind-subject", &text, names, &mut r.diags)
    });
    let (Some(key), Some(date)) = (r.key(), date) else {
        return;
    };
    let row = Update {
        key: key.value.clone(),
        date,
        title,
        about,
        span: key.span,
    };
    insert(r, &mut b.model.updates, &key, row, |row| row.span);
}
