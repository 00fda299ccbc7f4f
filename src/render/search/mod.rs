//! The index of search: files that a script in the browser loads by adding `<script>` elements,
//! since that is all that works from disk under the theme's policy.
//!
//! All texts stand one after the other in one long row of folded characters, page by page, and in
//! each page zone by zone, so that a place in the row tells page and zone. For every pair of
//! characters a list holds its places: a phrase is found exactly, by pairs at the right distance.
//! Lists are spread over files by a hash of the pair; the texts, for the line of context, by place.
//! So a first question loads the map of pages, a few lists and the surroundings of ten finds,
//! however large the site is.

mod code;
mod lists;
mod text;

use std::ops::Range;

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::base::fingerprint::Fingerprint;
use crate::view::common::Badge;
use crate::view::search::Entry;
use crate::view::search::fold::{self, Folded, fold, years};

use self::code::write_number;
use self::lists::Lists;

/// What a piece of text is; the better the find, the earlier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Zone {
    /// The code of a thing.
    Code,
    /// Its title.
    Title,
    /// Other spellings of its name.
    Alias,
    /// Words that readers look for it by.
    Word,
    /// Headings.
    Heading,
    /// The answer in one sentence.
    Lead,
    /// Its own text.
    Body,
    /// What comes from elsewhere: links, sources, working.
    Rest,
}

const ZONES: [Zone; 8] = [
    Zone::Code,
    Zone::Title,
    Zone::Alias,
    Zone::Word,
    Zone::Heading,
    Zone::Lead,
    Zone::Body,
    Zone::Rest,
];

/// How many places a file of texts holds on a site of usual size, and on a large one.
const LEAF: (usize, usize) = (360, 1800);
/// How many places a file of lists holds on average.
const SHARD: (usize, usize) = (700, 4000);
/// From how many places a site is large.
const LARGE: usize = 4_000_000;
/// How much text before and behind its places a file of texts holds.
const OVERLAP: usize = 40;
/// The folder of the index.
const FOLDER: &str = "search";

/// A page as search sees it.
#[derive(Debug)]
pub struct Document {
    entry: Entry,
    text: String,
    folded: Folded,
    /// How many places each zone takes.
    zones: [usize; ZONES.len()],
}

impl Document {
    /// Reads a rendered page.
    pub fn read(entry: Entry, html: &str) -> Self {
        let mut blocks = text::blocks(html);
        let known = [
            (Zone::Code, std::slice::from_ref(&entry.code)),
            (Zone::Title, std::slice::from_ref(&entry.title)),
            (Zone::Alias, &entry.aliases),
            (Zone::Word, &entry.words),
        ];
        // The title is known without its code; the whole heading need not be shown as context.
        for block in blocks.iter_mut().filter(|b| b.zone == Zone::Title) {
            block.zone = Zone::Rest;
        }
        let mut text = String::new();
        let mut cuts = Vec::new();
        for zone in ZONES {
            let own = known.iter().filter(|(z, _)| *z == zone);
            let own = own.flat_map(|(_, texts)| texts.iter().map(String::as_str));
            let shown = blocks.iter().filter(|b| b.zone == zone);
            let texts = own.chain(shown.map(|b| b.text.as_str()));
            for piece in texts.filter(|t| !t.is_empty()) {
                text.push_str(piece);
                text.push('\n');
            }
            cuts.push(text.len());
        }
        let folded = fold(&text);
        let mut zones = [0; ZONES.len()];
        let mut from = 0;
        for (zone, cut) in zones.iter_mut().zip(cuts) {
            let to = folded.at.partition_point(|at| (*at as usize) < cut);
            *zone = to - from;
            from = to;
        }
        Self {
            entry,
            text,
            folded,
            zones,
        }
    }

    /// The text at some places.
    fn piece(&self, places: Range<usize>) -> &str {
        let byte = |place: usize| match self.folded.at.get(place) {
            Some(at) => *at as usize,
            None => self.text.len(),
        };
        &self.text[byte(places.start)..byte(places.end)]
    }

    /// What is shown of the page where it is found.
    fn shown(&self) -> Value {
        let e = &self.entry;
        let badge = |b: &Badge| json!([b.symbol, b.label, b.tone]);
        json!([
            e.path,
            e.sort,
            e.code,
            e.title,
            e.context,
            e.badge.as_ref().map(badge),
            e.aliases,
            e.words,
        ])
    }
}

/// The whole index, ready to be written file by file.
#[derive(Debug)]
pub struct SearchIndex<'a> {
    documents: Vec<&'a Document>,
    /// Where each document begins in the row of all texts, and where the last one ends.
    starts: Vec<usize>,
    lists: Lists,
    leaf: usize,
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
}

impl<'a> SearchIndex<'a> {
    /// Puts the pages into one index.
    pub fn build(
        documents: Vec<&'a Document>,
        facets: FacetNames,
        related: Vec<Vec<String>>,
    ) -> Self {
        let mut starts = vec![0];
        let mut end = 0;
        for document in &documents {
            end += document.folded.chars.len();
            starts.push(end);
        }
        let (leaf, shard) = match end >= LARGE {
            true => (LEAF.1, SHARD.1),
            false => (LEAF.0, SHARD.0),
        };
        let lists = Lists::build(&documents, &starts, shard);
        let parts: Vec<Fingerprint> = documents
            .par_iter()
            .map(|d| {
                let shown = d.shown().to_string();
                Fingerprint::of_parts(&[d.text.as_bytes(), shown.as_bytes()])
            })
            .collect();
        let parts: Vec<&[u8]> = parts.iter().map(Fingerprint::bytes).collect();
        let version = Fingerprint::of_parts(&parts).to_string();
        Self {
            documents,
            starts,
            lists,
            leaf,
            version: version[..8].to_owned(),
            facets,
            related,
        }
    }

    /// All files of the index.
    pub fn files(&self) -> Vec<File> {
        let leaves = self.places().div_ceil(self.leaf);
        [File::Map, File::Facets]
            .into_iter()
            .chain((0..self.lists.shards()).map(File::Lists))
            .chain((0..leaves).map(File::Leaf))
            .collect()
    }

    /// The path of a file, and what it holds.
    pub fn file(&self, file: File) -> (String, String) {
        let (name, value) = match file {
            File::Map => ("map".to_owned(), self.map()),
            File::Facets => ("facets".to_owned(), self.facets()),
            File::Lists(n) => (format!("l/{n}"), Value::String(self.lists.shard(n))),
            File::Leaf(n) => (format!("t/{n}"), self.leaf(n)),
        };
        let text = format!("mierukaSearch({}, {value});\n", json!(name));
        (format!("{FOLDER}/{name}.js"), text)
    }

    fn places(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    fn map(&self) -> Value {
        let mut pages = String::new();
        for document in &self.documents {
            for zone in document.zones {
                write_number(&mut pages, zone);
            }
            write_number(&mut pages, document.entry.weight as usize);
        }
        let eras: Vec<Value> = fold::eras_of_search()
            .map(|(name, letter, first)| json!([name, letter, first]))
            .collect();
        json!({
            "version": self.version,
            "lists": self.lists.shards(),
            "leaf": self.leaf,
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

    /// The pieces of text at some places, page by page, and what is shown of pages that begin here.
    fn leaf(&self, n: usize) -> Value {
        let (from, to) = (n * self.leaf, ((n + 1) * self.leaf).min(self.places()));
        let mut at = self.starts.partition_point(|start| *start <= from) - 1;
        let mut pieces = Vec::new();
        while at < self.documents.len() && self.starts[at] < to {
            let (document, start) = (self.documents[at], self.starts[at]);
            let len = self.starts[at + 1] - start;
            let own = from.saturating_sub(start + OVERLAP)..(to + OVERLAP - start).min(len);
            let shown = match start >= from {
                true => document.shown(),
                false => Value::Null,
            };
            pieces.push(json!([at, own.start, document.piece(own), shown]));
            at += 1;
        }
        Value::Array(pieces)
    }
}

/// The years that a page speaks of, with their places.
fn years_of(document: &Document) -> impl Iterator<Item = (i32, usize)> {
    years(&document.folded.chars)
        .into_iter()
        .map(|year| (year.year, year.at))
}
