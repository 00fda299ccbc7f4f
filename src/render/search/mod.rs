//! The index of search: files that a script in the browser loads by adding `<script>` elements,
//! since that is all that works from disk under the theme's policy.
//!
//! All texts stand one after the other in one long row of folded characters, page by page, and in
//! each page zone by zone, so that a place in the row tells page and zone. What many pages say
//! stands once behind them, with a list of those pages. For every pair of characters a list holds
//! its places: a phrase is found exactly, by pairs at the right distance. Lists are spread over
//! files by a hash of the pair; the texts, for the line of context, by place. So a first question
//! loads the map of pages, a few lists and the surroundings of ten finds, however large the site is.

mod code;
mod document;
mod leaves;
mod lists;
mod row;
mod shared;
mod text;
mod texts;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use crate::base::fingerprint::Fingerprint;
use crate::view::search::fold;

use self::code::write_number;
use self::document::ZONES;
use self::lists::Lists;
use self::row::Row;
use self::shared::Held;

pub use self::document::Document;
pub use self::texts::Texts;

/// How many places a file of texts holds on a site of usual size, and on a large one.
const LEAF: (usize, usize) = (240, 1800);
/// How many places a file of lists is for.
const SHARD: (usize, usize) = (480, 4000);
/// How many bytes a file has that tells which pages share texts. A word that stands in many such
/// texts asks for most of these files: on a large site that is a matter of requests, not of bytes.
const HELD: (usize, usize) = (500, 6000);
/// From how many places a site is large.
const LARGE: usize = 2_000_000;
/// Above every weight of a page.
const WEIGHTS: usize = 8;
/// The folder of the index.
const FOLDER: &str = "search";

/// The whole index, ready to be written file by file.
#[derive(Debug)]
pub struct SearchIndex<'a> {
    documents: Vec<&'a Document>,
    row: Row,
    lists: Lists,
    leaf: usize,
    shared: Vec<Held>,
    version: String,
    facets: FacetNames,
    related: Vec<Vec<String>>,
}

/// Each sort of filters: its name, and of each of its filters the address and the name.
pub type FacetNames = Vec<(String, Vec<(String, String)>)>;

/// One file of the index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum File {
    /// The map of pages, and how to read the rest.
    Map,
    /// Lists of places.
    Lists(usize),
    /// What a search may be narrowed down to.
    Facets,
    /// Texts.
    Leaf(usize),
    /// Who holds the texts that pages share.
    Shared(usize),
}

impl<'a> SearchIndex<'a> {
    /// Puts the pages into one index.
    pub fn build(
        documents: Vec<&'a Document>,
        texts: &Texts,
        facets: FacetNames,
        related: Vec<Vec<String>>,
    ) -> Self {
        let (row, chunks) = Row::build(&documents, texts);
        let mut parts: Vec<Fingerprint> = documents
            .par_iter()
            .map(|document| {
                Fingerprint::of(&serde_json::to_vec(&document.shown()).unwrap_or_default())
            })
            .collect();
        parts.extend(chunks.iter().map(|chunk| chunk.fingerprint));
        parts.push(row.fingerprint());
        let parts: Vec<&[u8]> = parts.iter().map(Fingerprint::bytes).collect();
        let version = Fingerprint::of_parts(&parts).to_string();
        let places = row.places();
        let (leaf, shard, held) = match places >= LARGE {
            true => (LEAF.1, SHARD.1, HELD.1),
            false => (LEAF.0, SHARD.0, HELD.0),
        };
        Self {
            lists: Lists::build(chunks, (places / shard).max(1)),
            shared: shared::files(&row, held),
            documents,
            row,
            leaf,
            version: version[..8].to_owned(),
            facets,
            related,
        }
    }

    /// All files of the index.
    pub fn files(&self) -> Vec<File> {
        let leaves = self.row.places().div_ceil(self.leaf);
        [File::Map, File::Facets]
            .into_iter()
            .chain((0..self.lists.files()).map(File::Lists))
            .chain((0..leaves).map(File::Leaf))
            .chain((0..self.shared.len()).map(File::Shared))
            .collect()
    }

    /// The path of a file, and what it holds.
    pub fn file(&self, file: File) -> (String, String) {
        let name = match file {
            File::Map => "map".to_owned(),
            File::Facets => "facets".to_owned(),
            File::Lists(n) => format!("l/{n}"),
            File::Leaf(n) => format!("t/{n}"),
            File::Shared(n) => format!("p/{n}"),
        };
        let mut out = format!("mierukaSearch(\"{name}\",");
        match file {
            File::Map => write_json(&mut out, &self.map()),
            File::Facets => write_json(&mut out, &self.facets()),
            File::Lists(n) => write_json(&mut out, &self.lists.file(n)),
            File::Leaf(n) => {
                let end = ((n + 1) * self.leaf).min(self.row.places());
                out += &leaves::leaf(&self.row, &self.documents, n * self.leaf..end);
            }
            File::Shared(n) => write_json(&mut out, &self.shared[n].text),
        }
        out.push_str(");\n");
        (format!("{FOLDER}/{name}.js"), out)
    }

    fn map(&self) -> Value {
        let mut pages = String::new();
        for (document, zones) in self.documents.iter().zip(&self.row.zones) {
            // Most pages have nothing in most zones: a bit each says where there is something.
            let some = (0..ZONES).filter(|zone| zones[*zone] > 0);
            let bits = some.fold(0, |bits, zone| bits | 1 << zone);
            write_number(&mut pages, bits * WEIGHTS + document.entry.weight as usize);
            for zone in zones.iter().filter(|zone| **zone > 0) {
                write_number(&mut pages, *zone as usize);
            }
        }
        let mut shared = String::new();
        let mut last = 0;
        for file in &self.shared {
            write_number(&mut shared, file.start - last);
            last = file.start;
        }
        let eras: Vec<Value> = fold::eras_of_search()
            .map(|(name, letter, first)| json!([name, letter, first]))
            .collect();
        json!({
            "version": self.version,
            "lists": self.lists.files(),
            "leaf": self.leaf,
            "shared": shared,
            "pages": pages,
            "related": self.related,
            "fold": {
                "small": fold::SMALL,
                "dashes": fold::DASHES,
                "waves": fold::WAVES,
                "long": fold::LONG,
                "eras": eras,
                "first": fold::FIRST,
                "endings": fold::ENDINGS,
                "open": fold::AFTER_YEAR,
            },
        })
    }

    /// The filters by name, and of each page how many it is in and which, as distances.
    fn facets(&self) -> Value {
        let mut pages = String::new();
        for document in &self.documents {
            let own = &document.entry.filters;
            write_number(&mut pages, own.len());
            let mut last = 0;
            for number in own {
                write_number(&mut pages, number - last);
                last = *number;
            }
        }
        json!({ "names": self.facets, "pages": pages })
    }
}

/// Writes a value as JSON. Nothing that is written here can fail: no map, no float.
fn write_json(out: &mut String, value: &impl Serialize) {
    out.push_str(&serde_json::to_string(value).unwrap_or_default());
}
