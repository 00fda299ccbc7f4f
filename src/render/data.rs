//! Open data: CSV for each file, and one JSON object with all of them.

use serde_json::{Map, Value};

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

/// All data files as one JSON object: an array a file, fields as strings, empty as null.
pub fn json(files: &[DataFile]) -> Vec<u8> {
    let mut all = Map::new();
    for file in files {
        let rows = file.rows.iter().map(|row| {
            let fields = file.columns.iter().zip(row).map(|(name, value)| {
                let value = match value.is_empty() {
                    true => Value::Null,
                    false => Value::String(value.clone()),
                };
                ((*name).to_owned(), value)
            });
            Value::Object(fields.collect())
        });
        all.insert(file.name.clone(), Value::Array(rows.collect()));
    }
    let mut bytes = serde_json::to_vec(&Value::Object(all)).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
