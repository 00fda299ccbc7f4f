//! Who holds the texts that pages share: for each text its length and its pages, zone by zone.

use super::code::write_number;
use super::document::Zone;
use super::row::Row;

/// How many files there are, each of which tells of `span` places.
pub(super) fn files(row: &Row, span: usize) -> usize {
    (row.places() - row.shared()).div_ceil(span)
}

/// The texts that lie in one span: how far before it the first begins, then of each its length
/// and its pages.
pub(super) fn file(row: &Row, span: usize, n: usize) -> String {
    let from = row.shared() + n * span;
    let to = (from + span).min(row.places());
    let mut out = String::new();
    let first = row.starts.partition_point(|start| *start as usize <= from) - 1;
    write_number(&mut out, from - row.starts[first] as usize);
    let starts = row.starts[first..].windows(2).enumerate();
    for (at, text) in starts.take_while(|(_, text)| (text[0] as usize) < to) {
        write_number(&mut out, (text[1] - text[0]) as usize);
        write_holders(&mut out, &row.holders[first + at - row.own()]);
    }
    out
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
