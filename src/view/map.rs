//! A schematic map: the parts of an area as cells of a grid, and who borders on whom.

use serde::Serialize;

use crate::base::key::Id;
use crate::model::area::{Area, Spot};
use crate::model::entity::Entity;

use super::here::Here;

/// The parts of an area on a grid, north up. All lengths are units of the picture.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct MapView {
    /// Prefix of the ids on this page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// How it is to be read.
    pub description: String,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// The parts, in the order of the content.
    pub places: Vec<PlaceView>,
}

/// One part.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct PlaceView {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Whether the page is about it.
    pub current: bool,
    /// Left edge.
    pub x: u32,
    /// Upper edge.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// Middle of the text.
    pub middle: u32,
    /// Base line of the name.
    pub line: u32,
    /// Width to which a long name is pressed.
    pub pressed: Option<u32>,
}

/// Width of every picture: what fits a narrow phone without scaling.
const WIDTH: u32 = 320;
/// Width of a half cell where there is room.
const HALF: u32 = 42;
/// Height of a row.
const ROW: u32 = 48;
/// Width of one letter of a name, as large as it may be.
const LETTER: u32 = 15;
/// Room inside a cell's border.
const INSIDE: u32 = 6;

/// The map of the parts of an area, with one of them marked; `None` where none has a place.
pub fn map(here: &Here<'_>, whole: Id<Area>, current: Option<Id<Area>>) -> Option<MapView> {
    let (model, index) = (here.world.model, here.world.index);
    let parts = index.tree.parts(whole).iter();
    let placed: Vec<(Id<Area>, Spot)> = parts
        .filter_map(|part| Some((*part, model.areas[*part].at?)))
        .collect();
    let left = placed.iter().map(|(_, at)| at.x).min()?;
    let right = placed.iter().map(|(_, at)| at.x + Spot::WIDTH).max()?;
    let top = placed.iter().map(|(_, at)| at.y).min()?;
    let bottom = placed.iter().map(|(_, at)| at.y + 1).max()?;
    let half = (WIDTH / (right - left)).min(HALF);
    let places = placed.iter().map(|(id, at)| {
        let (x, y) = ((at.x - left) * half + 1, (at.y - top) * ROW + 1);
        let (width, height) = (half * Spot::WIDTH - 2, ROW - 2);
        let name = model.areas[*id].name.clone();
        let letters = u32::try_from(name.chars().count()).unwrap_or(u32::MAX);
        let room = width - INSIDE;
        let marked = current == Some(*id);
        PlaceView {
            href: here.href_to(Entity::Area(*id)),
            current: marked,
            x,
            y,
            width,
            height,
            middle: x + width / 2,
            line: y + if marked { 20 } else { 28 },
            pressed: (letters.saturating_mul(LETTER) > room).then_some(room),
            name,
        }
    });
    let count = placed.len().to_string();
    let args = [("area", model.areas[whole].name.clone()), ("count", count)];
    Some(MapView {
        id: format!("map-{}", model.areas[whole].key),
        title: here.fill("map-title", &args),
        description: here.fill("map-description", &args),
        width: (right - left) * half,
        height: (bottom - top) * ROW,
        places: places.collect(),
    })
}

/// The sentence that names an area's neighbours; empty where none are declared.
pub fn neighbours(here: &Here<'_>, id: Id<Area>) -> String {
    let area = &here.world.model.areas[id];
    let links = area.neighbours.iter().map(|other| {
        let link = here.link(Entity::Area(*other));
        format!("<a href=\"{}\">{}</a>", link.href, link.html)
    });
    let links: Vec<String> = links.collect();
    if links.is_empty() {
        return String::new();
    }
    let args = [
        ("area", crate::parse::japanese::title_html(&area.name)),
        ("neighbours", here.list(&links)),
    ];
    here.fill("neighbours", &args)
}
