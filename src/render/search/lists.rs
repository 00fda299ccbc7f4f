//! Lists of places: for each pair of characters every place, for each single character its best
//! place on each page, for each year every place.

use rayon::prelude::*;

use super::code::write_number;
use super::{Document, years_of};

/// All lists.
#[derive(Debug)]
pub(super) struct Lists {
    /// Every character that occurs, sorted; a pair is a number made of two positions in it.
    alphabet: Vec<char>,
    /// Pair and place in one number, sorted.
    places: Vec<u64>,
    /// The lists of each file: where they begin and end in `places`.
    shards: Vec<Vec<(usize, usize)>>,
}

impl Lists {
    /// Collects all lists; `size` is how many places a file holds on average.
    pub(super) fn build(documents: &[&Document], starts: &[usize], size: usize) -> Self {
        let alphabet = alphabet(documents);
        let own = Pairs::new(&alphabet);
        let mut places: Vec<u64> = documents
            .par_iter()
            .zip(starts.par_iter())
            .flat_map_iter(|(document, start)| own.of(document, *start))
            .collect();
        places.par_sort_unstable();
        let count = (places.len() / size).max(1);
        let mut shards = vec![Vec::new(); count];
        let mut from = 0;
        while from < places.len() {
            let pair = places[from] >> 32;
            let to = from + places[from..].partition_point(|p| p >> 32 == pair);
            let (a, b) = own.pair(pair);
            shards[shard(a, b, count)].push((from, to));
            from = to;
        }
        Self {
            alphabet,
            places,
            shards,
        }
    }

    /// How many files there are.
    pub(super) fn shards(&self) -> usize {
        self.shards.len()
    }

    /// The lists of a file: each with its pair, its length, and its places as distances.
    pub(super) fn shard(&self, n: usize) -> String {
        let own = Pairs::new(&self.alphabet);
        let mut out = String::new();
        let mut list = String::new();
        for (from, to) in &self.shards[n] {
            list.clear();
            let mut last = 0;
            for place in &self.places[*from..*to] {
                let place = (place & u64::from(u32::MAX)) as usize;
                write_number(&mut list, place - last);
                last = place;
            }
            let (a, b) = own.pair(self.places[*from] >> 32);
            out.push(a);
            out.push(b);
            write_number(&mut out, list.len());
            out.push_str(&list);
        }
        out
    }
}

/// The file that holds the list of a pair. The script in the browser computes the same.
fn shard(a: char, b: char, count: usize) -> usize {
    let mut hash = u32::from(a).wrapping_mul(0x9e37_79b1) ^ u32::from(b).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
    hash ^= hash >> 12;
    hash as usize % count
}

/// Every character of the pages and of the keys of years, sorted.
fn alphabet(documents: &[&Document]) -> Vec<char> {
    let merge = |mut a: Vec<char>, b: Vec<char>| {
        a.extend(b);
        a.sort_unstable();
        a.dedup();
        a
    };
    let own = documents.par_iter().map(|document| {
        let years = years_of(document).map(|(year, _)| year_key(year));
        let mut all = document.folded.chars.clone();
        all.extend(years);
        all.push(SINGLE);
        all.sort_unstable();
        all.dedup();
        all
    });
    own.reduce(Vec::new, merge)
}

/// Stands second in the key of a single character and first in that of a year: no pair has it,
/// since no word has a space.
const SINGLE: char = ' ';

fn year_key(year: i32) -> char {
    u32::try_from(year)
        .ok()
        .and_then(char::from_u32)
        .unwrap_or(SINGLE)
}

/// Pairs as numbers.
struct Pairs<'a> {
    alphabet: &'a [char],
    /// Positions of the characters of the first plane.
    positions: Vec<u16>,
}

impl<'a> Pairs<'a> {
    fn new(alphabet: &'a [char]) -> Self {
        let mut positions = vec![0; 0x1_0000];
        for (at, c) in alphabet.iter().enumerate() {
            if let (Some(slot), Ok(at)) = (positions.get_mut(*c as usize), u16::try_from(at)) {
                *slot = at;
            }
        }
        Self {
            alphabet,
            positions,
        }
    }

    fn position(&self, c: char) -> usize {
        match self.positions.get(c as usize) {
            Some(at) => usize::from(*at),
            None => self.alphabet.binary_search(&c).unwrap_or(0),
        }
    }

    fn key(&self, a: char, b: char) -> u64 {
        (self.position(a) * self.alphabet.len() + self.position(b)) as u64
    }

    fn pair(&self, key: u64) -> (char, char) {
        let (key, size) = (key as usize, self.alphabet.len());
        (self.alphabet[key / size], self.alphabet[key % size])
    }

    /// The pairs of a document with their places.
    fn of(&self, document: &Document, start: usize) -> Vec<u64> {
        let chars = &document.folded.chars;
        let mut all = Vec::with_capacity(chars.len() * 5 / 4);
        let mut add = |a: char, b: char, at: usize| {
            all.push(self.key(a, b) << 32 | (start + at) as u64);
        };
        let mut seen = vec![false; self.alphabet.len()];
        for (at, c) in chars.iter().enumerate() {
            if matches!(c, '\n' | ' ') {
                continue;
            }
            if !std::mem::replace(&mut seen[self.position(*c)], true) {
                add(*c, SINGLE, at);
            }
            if let Some(next) = chars.get(at + 1).filter(|next| !matches!(next, '\n' | ' ')) {
                add(*c, *next, at);
            }
        }
        for (year, at) in years_of(document) {
            add(SINGLE, year_key(year), at);
        }
        all
    }
}
