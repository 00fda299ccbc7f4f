//! Open data: CSV for each file, and one JSON object with all of them.

use crate::view::data::DataFile;

/// A data file as CSV: UTF-8 without a mark, line feeds, a header.
pub fn csv(file: &DataFile) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    // Writing to memory cannot fail, and rows are as long as their header by construction.
    let _ = writer.write_record(file.columns);
    for row in &file.rows {
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// A data file as a member of the JSON object: an array of rows, fields as strings, empty as null.
/// It is written field by field: rows as values of their own took longer than their pages.
pub fn member(file: &DataFile) -> Vec<u8> {
    let mut out = Vec::new();
    let names: Vec<String> = file.columns.iter().map(|name| quoted(name)).collect();
    out.extend_from_slice(quoted(&file.name).as_bytes());
    out.extend_from_slice(b":[");
    for (n, row) in file.rows.iter().enumerate() {
        out.extend_from_slice(if n == 0 { b"{" } else { b",{" });
        for (n, (name, value)) in names.iter().zip(row).enumerate() {
            if n > 0 {
                out.push(b',');
            }
            out.extend_from_slice(name.as_bytes());
            out.push(b':');
            match value.is_empty() {
                true => out.extend_from_slice(b"null"),
                // Writing to memory cannot fail.
                false => drop(serde_json::to_writer(&mut out, value)),
            }
        }
        out.push(b'}');
    }
    out.push(b']');
    out
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// All data files as one JSON object, from its members: its bytes part by part.
pub fn json(members: &[Vec<u8>]) -> Vec<&[u8]> {
    let mut parts: Vec<&[u8]> = Vec::with_capacity(2 * members.len() + 2);
    for member in members {
        parts.push(if parts.is_empty() { b"{" } else { b"," });
        parts.push(member);
    }
    if parts.is_empty() {
        parts.push(b"{");
    }
    parts.push(b"}\n");
    parts
}
