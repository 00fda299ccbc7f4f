//! Long lists: what stands on which page. By count, since addresses are known before anything is
//! rendered; the counts are such that a page stays below about 90 kB.

use std::ops::Range;

use crate::base::key::Id;
use crate::index::Index;
use crate::index::pivot::Grid;
use crate::model::Model;
use crate::model::entity::Entity;
use crate::model::framework::Framework;
use crate::model::item::Item;
use crate::model::organization::Subject;
use crate::model::table::Dimension;
use crate::model::vocabulary::Category;

use super::nav::Section;

/// Rows of a table or places of a document on a page.
pub const ROWS: usize = 150;
/// Lines of an index on a page.
const ENTRIES: usize = 350;
/// Activities on a page of an area.
pub const ACTIVITIES: usize = 40;
/// Places that refer to a body, a topic or an area, on a page: each with its source.
pub const REFERENCES: usize = 90;
/// How many items a class may have whose page says all that they say; of more it is a list.
pub const TOLD: usize = 24;
/// Cells of tables on a page of tables; a row's header is as long as a few cells.
const CELLS: usize = 1000;
/// How many cells the head of a row counts for.
const ROW_HEAD: usize = 4;
/// Cells of tables, and lines for items, that the first page of a framework may hold.
const FEW_CELLS: usize = 600;
/// How many cells the line of an item counts for.
const ITEM: usize = 2;

/// How many pages the list of a thing takes.
pub fn parts(model: &Model, index: &Index, entity: Entity) -> usize {
    let pages = |rows: usize, most: usize| rows.div_ceil(most).max(1);
    match entity {
        Entity::Document(id) => pages(index.sources.count(id), ROWS),
        Entity::Category(id) => pages(index.classes.widest(id).len(), ROWS),
        Entity::Area(_) | Entity::Organization(_) | Entity::Topic(_) => {
            let references = index.references.count(entity);
            activity_pages(model, entity) + pages(references, REFERENCES) - 1
        }
        _ => 1,
    }
}

/// On how many pages of a thing its activities stand; the first page is there without any too.
fn activity_pages(model: &Model, entity: Entity) -> usize {
    match entity {
        Entity::Area(id) => model.activities_in(id).count().div_ceil(ACTIVITIES).max(1),
        _ => 1,
    }
}

/// Which of the references to a thing stand on a page of it. What does not fit on the first page
/// follows behind its activities.
pub fn references_on(model: &Model, entity: Entity, part: usize) -> Range<usize> {
    let before = activity_pages(model, entity);
    let nth = match part {
        0 | 1 => 0,
        part if part <= before => return 0..0,
        part => part - before,
    };
    nth * REFERENCES..(nth + 1) * REFERENCES
}

/// The page of a thing on which one of the references to it stands.
pub fn page_of_reference(model: &Model, entity: Entity, at: usize) -> usize {
    match at / REFERENCES {
        0 => 1,
        nth => activity_pages(model, entity) + nth,
    }
}

/// The widest items of a class on a page of it.
pub fn classified_on(index: &Index, class: Id<Category>, part: usize) -> &[Id<Item>] {
    let mut pages = index.classes.widest(class).chunks(ROWS);
    pages.nth(part.saturating_sub(1)).unwrap_or(&[])
}

/// The path of a page of a long list from that of its first: `document/vision-2018-2.html`.
pub fn part_path(first: &str, part: usize) -> String {
    match part {
        0 | 1 => first.to_owned(),
        n => format!("{}-{n}.html", first.trim_end_matches(".html")),
    }
}

/// What the index of a section lists where it may be long, in its order, and how many rows each
/// takes; empty for a section whose index is never paged.
fn listed(model: &Model, index: &Index, section: Section) -> Vec<(Entity, usize)> {
    match section {
        Section::Figures => {
            let mut all: Vec<_> = model.indicators.iter().collect();
            all.sort_by_key(|(id, i)| (model.framework_of(i.subject), *id));
            all.into_iter()
                .map(|(id, _)| (Entity::Indicator(id), index.series.of(id).count()))
                .filter(|(_, rows)| *rows > 0)
                .collect()
        }
        Section::Topics => {
            let mut all: Vec<_> = model.topics.iter().collect();
            all.sort_by_key(|(id, topic)| (topic.kind, *id));
            all.into_iter()
                .map(|(id, _)| (Entity::Topic(id), 1))
                .collect()
        }
        Section::Bodies => {
            let roots = model
                .organizations
                .iter()
                .filter(|(_, o)| o.parent.is_none());
            let mut all: Vec<_> = roots.collect();
            all.sort_by_key(|(id, body)| (body.city, *id));
            all.into_iter()
                .map(|(id, _)| (Entity::Organization(id), index.tree.body_subtree(id).len()))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// What stands on which page of a section's index.
pub(super) fn section_pages(model: &Model, index: &Index, section: Section) -> Vec<Vec<Entity>> {
    let all = listed(model, index, section);
    let most = match section {
        Section::Figures => ROWS,
        _ => ENTRIES,
    };
    let sizes: Vec<usize> = all.iter().map(|(_, rows)| *rows).collect();
    let pages = chunks(&sizes, most).into_iter();
    pages
        .map(|range| all[range].iter().map(|(entity, _)| *entity).collect())
        .collect()
}

/// Cuts a list into runs of at most so many rows; a single entry is never cut.
fn chunks(sizes: &[usize], most: usize) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let (mut from, mut sum) = (0, 0);
    for (at, size) in sizes.iter().enumerate() {
        if sum + size > most && at > from {
            runs.push(from..at);
            (from, sum) = (at, 0);
        }
        sum += size;
    }
    if from < sizes.len() {
        runs.push(from..sizes.len());
    }
    runs
}

/// Some rows of a declared table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Position of the table in the index.
    pub grid: usize,
    /// Which of its rows.
    pub rows: Range<usize>,
}

/// Where the tables of a framework stand.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Placed {
    /// Positions of the tables on its first page.
    pub first: Vec<usize>,
    /// The pages of tables, and what stands on each.
    pub pages: Vec<Vec<Piece>>,
}

/// Whether some tables, that stand elsewhere too, fit on a page together.
pub fn fit(grids: &[&Grid]) -> bool {
    grids.iter().map(|grid| weight(grid)).sum::<usize>() <= CELLS
}

fn weight(grid: &Grid) -> usize {
    grid.rows.len() * row_weight(grid)
}

fn row_weight(grid: &Grid) -> usize {
    ROW_HEAD + grid.columns.len()
}

/// Distributes the declared tables of a framework. While all of them are short they stand on its
/// first page; else those of series, and long ones, stand on pages of their own.
pub fn tables(model: &Model, index: &Index, id: Id<Framework>) -> Placed {
    let grids = index.grids.iter().enumerate();
    let own: Vec<(usize, &Grid)> = grids
        .filter(|(_, g)| model.tables[g.table].framework == Some(id))
        .collect();
    let figures = index.facts.of(Subject::Framework(id)).indicators.len() * ROW_HEAD;
    let items = index.tree.printed(id).len() * ITEM;
    let all: usize = own.iter().map(|(_, g)| weight(g)).sum();
    if all + figures + items <= FEW_CELLS {
        return Placed {
            first: own.into_iter().map(|(at, _)| at).collect(),
            pages: Vec::new(),
        };
    }
    let moves = |grid: &Grid| {
        model.tables[grid.table].rows == Dimension::Indicator || weight(grid) > FEW_CELLS / 5
    };
    let first = own.iter().filter(|(_, g)| !moves(g));
    let mut placed = Placed {
        first: first.map(|(at, _)| *at).collect(),
        pages: vec![Vec::new()],
    };
    let mut room = CELLS;
    for (at, grid) in own.into_iter().filter(|(_, g)| moves(g)) {
        place(&mut placed.pages, &mut room, at, grid);
    }
    placed
}

/// Puts a table where there is room, and its further rows on further pages.
fn place(pages: &mut Vec<Vec<Piece>>, room: &mut usize, at: usize, grid: &Grid) {
    let each = row_weight(grid);
    let mut from = 0;
    while from < grid.rows.len() {
        let fit = (*room / each).min(grid.rows.len() - from);
        // A few rows at the foot of a page would only part the table.
        let wanted = (grid.rows.len() - from).min(5);
        if fit < wanted && *room < CELLS {
            pages.push(Vec::new());
            *room = CELLS;
            continue;
        }
        let fit = fit.max(1);
        if let Some(page) = pages.last_mut() {
            page.push(Piece {
                grid: at,
                rows: from..from + fit,
            });
        }
        *room = room.saturating_sub(fit * each);
        from += fit;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_by_count_and_an_entry_never() {
        assert_eq!(chunks(&[], 3), vec![]);
        assert_eq!(chunks(&[1, 1, 1], 3), vec![0..3]);
        assert_eq!(chunks(&[1, 1, 1, 1], 3), vec![0..3, 3..4]);
        assert_eq!(chunks(&[9, 1, 2, 1], 3), vec![0..1, 1..3, 3..4]);
    }

    #[test]
    fn further_pages_are_numbered_from_two() {
        assert_eq!(part_path("area/a/b.html", 1), "area/a/b.html");
        assert_eq!(part_path("area/a/b.html", 2), "area/a/b-2.html");
    }
}
