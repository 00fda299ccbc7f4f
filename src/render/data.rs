//! Open data: CSV for each file, and one JSON object with all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use crate::view::data::DataFile;

/// How many bytes are handed on at a time, about.
const PIECE: usize = 1 << 16;

/// Writes a data file in both of its forms, piece by piece: rows and bytes of a large file, held
/// whole, took as much memory as the site's content.
///
/// `csv` takes UTF-8 without a mark, line feeds, a header; `member` takes a member of the JSON
/// object: an array of rows, fields as strings, empty as null.
pub fn write(file: DataFile<'_>, csv: impl FnMut(&[u8]), mut member: impl FnMut(&[u8])) {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .buffer_capacity(PIECE)
        .from_writer(Each(csv));
    // Whoever takes pieces keeps his faults, and rows are as long as their header by construction.
    let _ = writer.write_record(file.columns);
    let names: Vec<String> = file.columns.iter().map(|name| quoted(name)).collect();
    let mut piece = quoted(&file.name).into_bytes();
    piece.extend_from_slice(b":[");
    for (n, row) in file.rows.enumerate() {
        let _ = writer.write_record(&row);
        piece.extend_from_slice(if n == 0 { b"{" } else { b",{" });
        write_fields(&mut piece, &names, &row);
        piece.push(b'}');
        if piece.len() >= PIECE {
            member(&piece);
            piece.clear();
        }
    }
    piece.push(b']');
    member(&piece);
    let _ = writer.flush();
}

/// Hands on whatever is written.
struct Each<F>(F);

impl<F: FnMut(&[u8])> io::Write for Each<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (self.0)(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a row field by field: rows as values of their own took longer than their pages.
fn write_fields(out: &mut Vec<u8>, names: &[String], row: &[String]) {
    for (n, (name, value)) in names.iter().zip(row).enumerate() {
        if n > 0 {
            out.push(b',');
        }
        out.extend_from_slice(name.as_bytes());
        out.push(b':');
        match value.is_empty() {
            true => out.extend_from_slice(b"null"),
            // Writing to memory cannot fail.
            false => drop(serde_json::to_writer(&mut *out, value)),
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// All data files as one JSON object, whose bytes go to `write`. Several members may be on their way
/// at once: the bytes of the first go on at once, those of the others wait for it.
pub struct Members<W> {
    write: W,
    /// The first member that has not ended.
    next: usize,
    /// The bytes that wait, in the pieces that they came in: joined, they would be copied each time
    /// that they outgrow their room.
    waiting: BTreeMap<usize, Vec<Box<[u8]>>>,
    /// How many bytes wait.
    size: usize,
    /// From how many on no more should come.
    room: usize,
    ended: BTreeSet<usize>,
}

impl<W: FnMut(&[u8])> Members<W> {
    /// An object without members, of which about `room` bytes may wait.
    pub fn new(mut write: W, room: usize) -> Self {
        write(b"{");
        Self {
            write,
            next: 0,
            waiting: BTreeMap::new(),
            size: 0,
            room,
            ended: BTreeSet::new(),
        }
    }

    /// Begins the member at this place, from 0.
    pub fn begin(&mut self, place: usize) {
        if place > 0 {
            self.add(place, b",");
        }
    }

    /// Whether so much waits that a member at this place should wait for those before it, too.
    pub fn must_wait(&self, place: usize) -> bool {
        place != self.next && self.size >= self.room
    }

    /// Adds bytes to the member at this place.
    pub fn add(&mut self, place: usize, bytes: &[u8]) {
        if place == self.next {
            return (self.write)(bytes);
        }
        self.size += bytes.len();
        self.waiting.entry(place).or_default().push(bytes.into());
    }

    /// Ends the member at this place.
    pub fn end_of(&mut self, place: usize) {
        self.ended.insert(place);
        while self.ended.remove(&self.next) {
            self.next += 1;
            for piece in self.waiting.remove(&self.next).unwrap_or_default() {
                self.size -= piece.len();
                (self.write)(&piece);
            }
        }
    }

    /// Ends the object, which has a member at every place up to the last.
    pub fn end(&mut self) {
        (self.write)(b"}\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_and_wait_for_few_bytes() {
        let mut written = Vec::new();
        let mut members = Members::new(|bytes: &[u8]| written.extend_from_slice(bytes), 4);
        members.begin(1);
        members.add(1, b"bb");
        assert!(!members.must_wait(1), "there is room");
        members.add(1, b"bb");
        assert!(members.must_wait(1), "as much as may wait");
        assert!(!members.must_wait(0), "the first never waits");
        members.begin(0);
        members.add(0, b"a");
        members.end_of(0);
        assert!(!members.must_wait(1), "it is the first now");
        members.add(1, b"c");
        members.end_of(1);
        members.end();
        assert_eq!(written, b"{a,bbbbc}\n");
    }
}
