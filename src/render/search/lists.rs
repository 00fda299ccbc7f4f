//! Lists of places: for each pair of characters every place, for each single character its best
//! place on each page, for each year every place.

use rayon::prelude::*;

use super::code::write_number;
use super::row::Chunk;

/// All lists.
#[derive(Debug)]
pub(super) struct Lists {
    /// Every character that occurs, sorted; a pair is a number made of two positions in it.
    alphabet: Vec<char>,
    /// How many files there are.
    count: usize,
    parts: Vec<Part>,
}

/// The places of some texts, file by file.
#[derive(Debug)]
struct Part {
    /// Pair and place in one number.
    places: Vec<u64>,
    /// Where those of each file begin, and where those of the last one end.
    files: Vec<u32>,
}

impl Lists {
    /// Collects all lists, for as many files. The chunks are given up one by one, since there
    /// are more places than characters.
    pub(super) fn build(chunks: Vec<Chunk>, count: usize) -> Self {
        let alphabet = alphabet(&chunks);
        let own = Pairs::new(&alphabet, count);
        let parts = chunks.into_par_iter();
        let parts = parts.map(|chunk| Part::new(&own.of(&chunk), count));
        Self {
            parts: parts.collect(),
            count,
            alphabet,
        }
    }

    /// How many files there are.
    pub(super) fn files(&self) -> usize {
        self.count
    }

    /// The lists of a file: each with its pair, its length, and its places as distances.
    pub(super) fn file(&self, n: usize) -> String {
        let (alphabet, size) = (&self.alphabet, self.alphabet.len() as u64);
        let parts = self.parts.iter().map(|part| part.file(n));
        let mut places = parts.collect::<Vec<_>>().concat();
        places.sort_unstable();
        let mut out = String::with_capacity(places.len() * 2);
        let mut list = String::new();
        for places in places.chunk_by(|a, b| a >> 32 == b >> 32) {
            list.clear();
            let mut last = 0;
            for place in places {
                let place = (place & u64::from(u32::MAX)) as usize;
                write_number(&mut list, place - last);
                last = place;
            }
            let pair = places[0] >> 32;
            out.push(alphabet[(pair / size) as usize]);
            out.push(alphabet[(pair % size) as usize]);
            write_number(&mut out, list.len());
            out.push_str(&list);
        }
        out
    }
}

impl Part {
    /// Puts places in the order of files; `all` has the file of each too.
    fn new(all: &[(u32, u64)], count: usize) -> Self {
        let mut files = vec![0_u32; count + 1];
        for (file, _) in all {
            files[*file as usize + 1] += 1;
        }
        for n in 1..files.len() {
            files[n] += files[n - 1];
        }
        let mut next = files.clone();
        let mut places = vec![0; all.len()];
        for (file, place) in all {
            let at = &mut next[*file as usize];
            places[*at as usize] = *place;
            *at += 1;
        }
        Self { places, files }
    }

    fn file(&self, n: usize) -> &[u64] {
        &self.places[self.files[n] as usize..self.files[n + 1] as usize]
    }
}

/// The file that holds the list of a pair. The script in the browser computes the same.
fn shard(a: char, b: char, count: usize) -> usize {
    let mut hash = u32::from(a).wrapping_mul(0x9e37_79b1) ^ u32::from(b).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
    hash ^= hash >> 12;
    hash as usize % count
}

/// Every character of the texts and of the keys of years, sorted.
fn alphabet(chunks: &[Chunk]) -> Vec<char> {
    let seen = |chunk: &Chunk| {
        let mut seen = vec![false; 0x1_0000];
        let mut all = vec![SINGLE];
        let named = chunk.years.iter().map(|named| year_key(named.year));
        for c in chunk.chars.iter().copied().chain(named) {
            match seen.get_mut(c as usize) {
                Some(true) => {}
                Some(slot) => {
                    *slot = true;
                    all.push(c);
                }
                None => all.push(c),
            }
        }
        all
    };
    let mut all: Vec<char> = chunks.par_iter().flat_map_iter(seen).collect();
    all.sort_unstable();
    all.dedup();
    all
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
    count: usize,
}

impl<'a> Pairs<'a> {
    fn new(alphabet: &'a [char], count: usize) -> Self {
        let mut positions = vec![0; 0x1_0000];
        for (at, c) in alphabet.iter().enumerate() {
            if let (Some(slot), Ok(at)) = (positions.get_mut(*c as usize), u16::try_from(at)) {
                *slot = at;
            }
        }
        Self {
            alphabet,
            positions,
            count,
        }
    }

    fn position(&self, c: char) -> usize {
        match self.positions.get(c as usize) {
            Some(at) => usize::from(*at),
            None => self.alphabet.binary_search(&c).unwrap_or(0),
        }
    }

    /// The pairs of some texts: of each the file of its list, and it with its place.
    fn of(&self, chunk: &Chunk) -> Vec<(u32, u64)> {
        let mut all = Vec::with_capacity(chunk.chars.len() * 3 / 2);
        let size = self.alphabet.len();
        let mut add = |(a, first): (char, usize), (b, second): (char, usize), at: usize| {
            let pair = (first * size + second) as u64;
            let file = shard(a, b, self.count) as u32;
            all.push((file, pair << 32 | (chunk.start + at) as u64));
        };
        let numbered = |c: char| (c, self.position(c));
        let single = numbered(SINGLE);
        // For each character, the page on which it was seen last.
        let mut seen = vec![0; size];
        let mut from = 0;
        for (unit, to) in chunk.ends.iter().enumerate() {
            let mut last = None;
            for (at, c) in chunk.chars[from..*to].iter().enumerate() {
                if matches!(c, '\n' | ' ') {
                    last = None;
                    continue;
                }
                let own = numbered(*c);
                if std::mem::replace(&mut seen[own.1], unit + 1) != unit + 1 {
                    add(own, single, from + at);
                }
                if let Some(last) = last.replace(own) {
                    add(last, own, from + at - 1);
                }
            }
            from = *to;
        }
        for year in &chunk.years {
            add(single, numbered(year_key(year.year)), year.at);
        }
        all
    }
}
