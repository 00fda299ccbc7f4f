//! Addresses of the lists that readers narrow down to.

use crate::base::key::Id;
use crate::index::filters::{Facet, Filter};
use crate::model::Model;
use crate::model::entity::Entity;
use crate::model::framework::Framework;
use crate::model::vocabulary::Scale;

use super::route::route;

/// The address of a list; of its parts from the second on with the number of the part.
pub fn filter_path(model: &Model, filter: Filter, part: usize) -> String {
    let framework = |id| format!("list/{}", model.frameworks[id].key);
    let first = match filter {
        Filter::Framework(id) => format!("{}/index", framework(id)),
        Filter::Grade(id, scale, grade) => {
            format!("{}/grade-{}", framework(id), slug(model, id, scale, grade))
        }
        Filter::Year(year) => format!("list/year/{year}"),
        Filter::Organization(id) => of(model, Entity::Organization(id)),
        Filter::Area(id) => of(model, Entity::Area(id)),
        Filter::Theme(id) => {
            let category = &model.categories[id];
            format!(
                "list/theme/{}/{}",
                model.axes[category.axis].key, category.key
            )
        }
    };
    numbered(&first, part)
}

/// The address of all lists of one sort.
pub fn facet_path(facet: Facet, part: usize) -> String {
    let name = match facet {
        Facet::Framework => "plans",
        Facet::Grade => "grades",
        Facet::Year => "years",
        Facet::Organization => "organizations",
        Facet::Area => "areas",
        Facet::Theme => "themes",
    };
    numbered(&format!("list/{name}"), part)
}

fn numbered(path: &str, part: usize) -> String {
    match part {
        1 => format!("{path}.html"),
        n => format!("{path}-{n}.html"),
    }
}

fn of(model: &Model, entity: Entity) -> String {
    format!(
        "list/{}",
        route(model, entity).path.trim_end_matches(".html")
    )
}

/// A grade in an address: its symbol where that is Latin letters or digits, else its place in the
/// scale; with the scale, unless that is the first of the plan's own to have such a grade.
fn slug(model: &Model, framework: Id<Framework>, scale: Id<Scale>, grade: usize) -> String {
    let own = plain(&model.scales[scale], grade);
    let levels = model.frameworks[framework].levels.iter();
    let first = levels.filter_map(|level| level.scale).find(|other| {
        let grades = 0..model.scales[*other].grades.len();
        grades
            .into_iter()
            .any(|g| plain(&model.scales[*other], g) == own)
    });
    match first == Some(scale) {
        true => own,
        false => format!("{own}-{}", model.scales[scale].key),
    }
}

fn plain(scale: &Scale, grade: usize) -> String {
    let symbol = scale.grades[grade].symbol.as_str();
    match !symbol.is_empty() && symbol.bytes().all(|b| b.is_ascii_alphanumeric()) {
        true => symbol.to_ascii_lowercase(),
        false => format!("no-{}", grade + 1),
    }
}
