//! Who holds the texts that pages share: for each text its length and its pages, zone by zone.

use super::code::write_number;
use super::document::Zone;
use super::row::Row;

/// The texts of one file.
#[derive(Debug)]
pub(super) struct Held {
    /// The place where the first of them begins.
    pub(super) start: usize,
    /// Of each text its length and its pages.
    pub(super) text: String,
}

/// All shared texts in files of about so many bytes.
pub(super) fn files(row: &Row, size: usize) -> Vec<Held> {
    let mut files: Vec<Held> = Vec::new();
    let starts = row.starts[row.own()..].windows(2);
    for (ends, holders) in starts.zip(&row.holders) {
        if files.last().is_none_or(|file| file.text.len() >= size) {
            files.push(Held {
                start: ends[0] as usize,
                text: String::new(),
            });
        }
        if let Some(file) = files.last_mut() {
            write_number(&mut file.text, (ends[1] - ends[0]) as usize);
            write_holders(&mut file.text, holders);
        }
    }
    files
}

/// The pages of a text, zone by zone. A number says the zone, whether another follows, in which
/// form the pages are written and how many numbers that is: as distances, or, where many stand in
/// a row, as distances and lengths of rows in turn.
fn write_holders(out: &mut String, holders: &[(u32, Zone)]) {
    let mut sorted: Vec<(Zone, u32)> = holders.iter().map(|(page, zone)| (*zone, *page)).collect();
    sorted.sort_unstable();
    let mut zones = sorted.chunk_by(|a, b| a.0 == b.0).peekable();
    while let Some(own) = zones.next() {
        let mut gaps = Vec::with_capacity(own.len());
        let mut rows = Vec::new();
        let (mut next, mut len) = (0, 0);
        for (at, (_, page)) in own.iter().enumerate() {
            let gap = page - next;
            if at == 0 || gap > 0 {
                if len > 0 {
                    rows.push(len);
                }
                rows.push(gap);
                len = 0;
            }
            len += 1;
            gaps.push(gap);
            next = page + 1;
        }
        rows.push(len);
        let in_rows = rows.len() < gaps.len();
        let numbers = if in_rows { rows } else { gaps };
        let more = usize::from(zones.peek().is_some());
        let form = usize::from(in_rows);
        write_number(
            out,
            ((numbers.len() * 2 + form) * 8 + own[0].0 as usize) * 2 + more,
        );
        for number in numbers {
            write_number(out, number as usize);
        }
    }
}
