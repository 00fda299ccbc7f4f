//! The row of all texts: first what stays with each page, page by page and zone by zone, then
//! what many pages share, each text once.
//!
//! A place in the row is the number of a folded character. Where it lies among the pages tells
//! page and zone; a text that is shared has a list of them.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::document::{Document, ZONES, Zone};
use super::texts::Texts;
use crate::base::fingerprint::Fingerprint;
use crate::view::search::fold::{Folded, Year, fold_into, years};

/// How many bytes sharing a text must save: a reader loads lists of pages besides texts.
const SAVED: usize = 144;
/// From how many pages on the list of those that share a text is long.
const MANY: usize = 48;
/// How many texts are folded in one go, at least; and in how many goes at most.
const CHUNK: usize = 512;
const CHUNKS: usize = 64;

/// The row of all texts.
#[derive(Debug)]
pub(super) struct Row {
    texts: Vec<Arc<str>>,
    /// The numbers of the texts, in the order in which they stand in the row.
    pub(super) order: Vec<u32>,
    /// Where each of them begins, and where the last one ends.
    pub(super) starts: Vec<u32>,
    /// Of each page, where its texts begin in `order`, and where those of the last one end.
    pub(super) pages: Vec<usize>,
    /// What those that stay with their pages are there.
    zone_of: Vec<Zone>,
    /// Of each page, how many places each zone takes.
    pub(super) zones: Vec<[u32; ZONES]>,
    /// Of each text that is shared, the pages that it stands on and what it is there.
    pub(super) holders: Vec<Vec<(u32, Zone)>>,
}

/// Some folded texts that stand in a row.
#[derive(Debug)]
pub(super) struct Chunk {
    /// Where it begins.
    pub(super) start: usize,
    /// The characters; every text ends with a line feed.
    pub(super) chars: Vec<char>,
    /// Where each page's texts, or each text that is shared, end in `chars`.
    pub(super) ends: Vec<usize>,
    /// The years that the texts speak of.
    pub(super) years: Vec<Year>,
    /// What its texts are.
    pub(super) fingerprint: Fingerprint,
}

impl Row {
    /// Puts the texts of all pages in a row; gives the row, and it folded.
    pub(super) fn build(documents: &[&Document], texts: &Texts) -> (Self, Vec<Chunk>) {
        let mut row = Self {
            texts: texts.all(),
            order: Vec::new(),
            starts: vec![0],
            pages: vec![0],
            zone_of: Vec::new(),
            zones: Vec::new(),
            holders: Vec::new(),
        };
        row.arrange(documents);
        let chunks = row.fold();
        row.measure();
        (row, chunks)
    }

    /// Decides which texts are shared, and where each stands.
    fn arrange(&mut self, documents: &[&Document]) {
        let mut counts = vec![0_u32; self.texts.len()];
        let loose = documents.iter().flat_map(|document| &document.blocks);
        for block in loose.filter(|block| !block.kept) {
            counts[block.text as usize] += 1;
        }
        let saved =
            |text: usize| (counts[text] as usize).saturating_sub(1) * self.texts[text].len();
        let mut numbers: Vec<Option<u32>> = (0..counts.len())
            .map(|text| (saved(text) >= SAVED).then_some(u32::MAX))
            .collect();
        let mut shared = Vec::new();
        for (page, document) in documents.iter().enumerate() {
            let page = u32::try_from(page).unwrap_or(u32::MAX);
            for block in &document.blocks {
                let number = match &mut numbers[block.text as usize] {
                    Some(number) if !block.kept => number,
                    _ => {
                        self.order.push(block.text);
                        self.zone_of.push(block.zone);
                        continue;
                    }
                };
                if *number == u32::MAX {
                    *number = u32::try_from(shared.len()).unwrap_or(0);
                    shared.push(block.text);
                    self.holders.push(Vec::new());
                }
                self.holders[*number as usize].push((page, block.zone));
            }
            self.pages.push(self.order.len());
        }
        // What stands on very many pages has long lists of them: nobody who asks for a rarer text
        // is to load those, so they have files of their own.
        let mut held: Vec<(u32, Vec<(u32, Zone)>)> =
            shared.into_iter().zip(self.holders.drain(..)).collect();
        held.sort_by_key(|(_, pages)| pages.len() < MANY);
        (shared, self.holders) = held.into_iter().unzip();
        self.order.extend(shared);
    }

    /// Folds all texts, and notes where each begins.
    fn fold(&mut self) -> Vec<Chunk> {
        let shared = self.own() + 1..=self.order.len();
        let units: Vec<usize> = self.pages[1..].iter().copied().chain(shared).collect();
        let size = CHUNK.max(self.order.len() / CHUNKS);
        let mut cuts: Vec<Vec<Range<usize>>> = vec![Vec::new()];
        let (mut from, mut full) = (0, 0);
        for to in units {
            if full >= size {
                cuts.push(Vec::new());
                full = 0;
            }
            full += to - from;
            if let Some(last) = cuts.last_mut() {
                last.push(from..to);
            }
            from = to;
        }
        let folded: Vec<(Chunk, Vec<u32>)> = cuts.par_iter().map(|own| self.chunk(own)).collect();
        let mut end = 0;
        let mut chunks = Vec::with_capacity(folded.len());
        for (mut chunk, lens) in folded {
            chunk.start = end as usize;
            for len in lens {
                end += len;
                self.starts.push(end);
            }
            chunks.push(chunk);
        }
        chunks
    }

    /// Folds some texts; gives the length of each too.
    fn chunk(&self, units: &[Range<usize>]) -> (Chunk, Vec<u32>) {
        let mut folded = Folded::default();
        let (mut lens, mut ends) = (Vec::new(), Vec::with_capacity(units.len()));
        let mut pieces = Vec::new();
        for unit in units {
            for number in &self.order[unit.clone()] {
                let text = &self.texts[*number as usize];
                let from = folded.chars.len();
                fold_into(text, &mut folded);
                folded.chars.push('\n');
                folded.at.push(0);
                lens.push(u32::try_from(folded.chars.len() - from).unwrap_or(u32::MAX));
                pieces.push(text.as_bytes());
            }
            ends.push(folded.chars.len());
        }
        let chunk = Chunk {
            start: 0,
            years: years(&folded.chars),
            chars: folded.chars,
            ends,
            fingerprint: Fingerprint::of_parts(&pieces),
        };
        (chunk, lens)
    }

    /// Counts how many places each zone of each page takes.
    fn measure(&mut self) {
        for page in self.pages.windows(2) {
            let mut zones = [0; ZONES];
            for at in page[0]..page[1] {
                zones[self.zone_of[at] as usize] += self.starts[at + 1] - self.starts[at];
            }
            self.zones.push(zones);
        }
    }

    /// What tells apart rows of the same texts: zones, and who shares.
    pub(super) fn fingerprint(&self) -> Fingerprint {
        let zones = self.zones.iter().flatten();
        let own: Vec<u8> = zones.flat_map(|zone| zone.to_le_bytes()).collect();
        let holders = self.holders.par_iter().map(|pages| {
            let bytes = |(page, zone): &(u32, Zone)| (page * 8 + *zone as u32).to_le_bytes();
            Fingerprint::of(&pages.iter().flat_map(bytes).collect::<Vec<u8>>())
        });
        let holders: Vec<Fingerprint> = holders.collect();
        let parts = holders.iter().map(Fingerprint::bytes);
        Fingerprint::of_parts(&parts.chain([own.as_slice()]).collect::<Vec<&[u8]>>())
    }

    /// How many texts stay with their pages.
    pub(super) fn own(&self) -> usize {
        self.zone_of.len()
    }

    /// How many places there are.
    pub(super) fn places(&self) -> usize {
        self.starts.last().map_or(0, |end| *end as usize)
    }

    /// The text that stands at a position of `order`.
    pub(super) fn text(&self, at: usize) -> &str {
        &self.texts[self.order[at] as usize]
    }
}
