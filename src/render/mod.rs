//! Floor 7: views become bytes. Sees views and base; not the model, the index or the site.

pub mod addresses;
pub mod data;
pub mod errors;
pub mod search;
pub mod theme;

use std::collections::BTreeMap;

use crate::base::diag::Diags;
use crate::view::page::View;

use self::theme::{Theme, ThemeFault};

/// Renders one page with its template.
pub fn page(theme: &Theme, view: &View) -> Result<Vec<u8>, ThemeFault> {
    theme.render(&format!("{}.html", view.page.kind), view)
}

/// One message for each fault of a template, however many pages show it.
pub fn grouped(theme: &Theme, faults: Vec<(String, ThemeFault)>) -> Diags {
    let mut groups: BTreeMap<ThemeFault, Vec<String>> = BTreeMap::new();
    for (page, fault) in faults {
        groups.entry(fault).or_default().push(page);
    }
    let all = groups.into_iter();
    all.map(|(fault, pages)| theme.diagnostic(&fault, &pages))
        .collect()
}
