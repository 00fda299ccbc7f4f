//! What holds for every input. Periods, amounts, formulas and the emphasis pass have theirs beside
//! their code.

use mieruka::base::diag::{Code, Diagnostic, Diags};
use mieruka::base::key::Key;
use mieruka::base::lines::LineIndex;
use mieruka::base::memo::Memo;
use mieruka::base::source::{SourceFile, Sources};
use mieruka::base::span::{FileId, Span};
use mieruka::emit::is_safe;
use mieruka::render::data::{Members, write};
use mieruka::site::route::{Route, relative, root};
use mieruka::view::data::DataFile;
use proptest::prelude::*;

/// A path of a published file: at most three folders deep, as all of ours are.
fn path() -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-c][a-z0-9-]{0,2}", 1..4)
        .prop_map(|parts| format!("{}.html", parts.join("/")))
}

/// Where a browser goes from a page by a relative link (RFC 3986, 5.2).
fn resolved(from: &str, link: &str) -> String {
    let link = link.split('#').next().unwrap_or_default();
    if link.is_empty() {
        return from.to_owned();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from} {link} leaves the site"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn file(columns: &'static [&'static str], rows: Vec<Vec<String>>) -> DataFile<'static> {
    DataFile {
        name: "t".to_owned(),
        columns,
        rows: Box::new(rows.into_iter()),
    }
}

const COLUMNS: &[&str] = &["a", "b", "c"];
const CODES: [Code; 2] = [Code::error("x"), Code::warning("y")];

proptest! {
    #[test]
    fn a_relative_link_arrives(from in path(), to in path(), fragment in proptest::option::of("[a-z]{1,3}")) {
        let link = relative(&from, &Route { path: to.clone(), fragment: fragment.clone() });
        prop_assert_eq!(resolved(&from, &link), to.clone());
        prop_assert!(!link.is_empty() && !link.starts_with('/') && !link.contains("//"));
        prop_assert_eq!(link.split_once('#').map(|(_, f)| f.to_owned()), fragment);
        prop_assert_eq!(resolved(&from, &format!("{}{to}", root(&from))), to);
    }

    #[test]
    fn a_key_is_a_part_of_a_safe_path(text in "[-a-zA-Z0-9_./あ ]{0,6}", tail in "[a-z0-9]{1,3}") {
        let Some(key) = Key::new(&text) else { return Ok(()) };
        prop_assert_eq!(key.as_str(), &text);
        let tail = Key::new(&tail).expect("a slug");
        let joined = key.join(&tail);
        prop_assert_eq!(Key::new(joined.as_str()), Some(joined.clone()));
        let page = format!("plan/{key}/{joined}.html");
        prop_assert!(is_safe(&page));
    }

    #[test]
    fn keys_are_ordered_as_their_texts(a in "[a-z0-9]([a-z0-9-]{0,3}[a-z0-9])?", b in "[a-z0-9]([a-z0-9-]{0,3}[a-z0-9])?") {
        let (x, y) = (Key::new(&a).expect("a slug"), Key::new(&b).expect("a slug"));
        prop_assert_eq!(x.cmp(&y), a.cmp(&b));
    }

    #[test]
    fn csv_comes_back_as_the_cells(rows in proptest::collection::vec(proptest::collection::vec("[ab,;\"'\r\n\t =＝、。「\u{feff}]{0,6}", 3), 0..6)) {
        let mut bytes = Vec::new();
        write(file(COLUMNS, rows.clone()), |piece| bytes.extend_from_slice(piece), |_| {});
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_slice());
        let read: Vec<Vec<String>> = reader
            .records()
            .map(|row| row.expect("a readable row").iter().map(str::to_owned).collect())
            .collect();
        let expected: Vec<Vec<String>> =
            std::iter::once(COLUMNS.iter().map(|c| (*c).to_owned()).collect()).chain(rows).collect();
        prop_assert_eq!(read, expected);
        prop_assert!(std::str::from_utf8(&bytes).is_ok() && bytes.ends_with(b"\n"));
    }

    #[test]
    fn json_comes_back_as_the_cells(rows in proptest::collection::vec(proptest::collection::vec("[ab\"\\\\\u{0}\n「]{0,4}", 3), 0..4)) {
        let mut bytes = Vec::new();
        let mut members = Members::new(|part: &[u8]| bytes.extend_from_slice(part), usize::MAX);
        members.begin(1);
        members.add(1, b"\"u\":");
        members.begin(0);
        write(file(COLUMNS, rows.clone()), |_| {}, |piece| members.add(0, piece));
        members.end_of(0);
        members.add(1, b"[]");
        members.end_of(1);
        members.end();
        let read: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        for (row, written) in rows.iter().zip(read["t"].as_array().expect("an array")) {
            for (name, cell) in COLUMNS.iter().zip(row) {
                prop_assert_eq!(written[*name].as_str().unwrap_or_default(), cell);
                prop_assert_eq!(written[*name].is_null(), cell.is_empty());
            }
        }
        prop_assert_eq!(&read["u"], &serde_json::json!([]));
    }

    #[test]
    fn a_place_is_the_line_and_column_of_its_character(text in "[a計🌲\r\n\t]{0,24}", at in 0_usize..26) {
        let index = LineIndex::new(&text);
        let offset = text.char_indices().map(|(i, _)| i).chain([text.len()]).nth(at).unwrap_or(text.len());
        let (line, column) = index.position(&text, offset);
        let before = &text[..offset];
        prop_assert_eq!(line, before.matches('\n').count() + 1);
        let start = before.rfind('\n').map_or(0, |n| n + 1);
        prop_assert_eq!(column, before[start..].chars().count() + 1);
    }

    #[test]
    fn the_order_of_finding_faults_does_not_matter(found in proptest::collection::vec((0_usize..3, 0_usize..4, 0_usize..2), 0..8), turn in 0_usize..8) {
        let files: Vec<SourceFile> = ["b.md", "a.md", "c.md"].iter().map(|p| SourceFile::new(p, "計画\nx")).collect();
        let sources = Sources::new(files.clone());
        let faults: Vec<Diagnostic> = found
            .iter()
            .map(|(file, at, code)| Diagnostic::new(CODES[*code], Span::new(files[*file].id, *at..*at)))
            .collect();
        let mut turned = faults.clone();
        turned.rotate_left(turn % faults.len().max(1));
        let sorted = faults.into_iter().collect::<Diags>().sorted(&sources);
        prop_assert_eq!(&sorted, &turned.into_iter().collect::<Diags>().sorted(&sources));
        let keys: Vec<_> = sorted
            .iter()
            .map(|d| d.span.map(|s| (sources.get(s.file).map(|f| f.path.clone()), s.start, d.code.name)))
            .collect();
        let mut ordered = keys.clone();
        ordered.sort();
        ordered.dedup();
        prop_assert_eq!(keys, ordered);
    }

    #[test]
    fn a_memo_answers_what_making_would(runs in proptest::collection::vec(proptest::collection::vec(0_u8..6, 0..8), 0..5)) {
        let mut memo: Memo<u8, u16> = Memo::default();
        for run in runs {
            for key in run {
                prop_assert_eq!(*memo.get(&key, || u16::from(key) * 7), u16::from(key) * 7);
            }
            memo.turn();
        }
    }
}

#[test]
fn file_ids_come_from_paths_alone() {
    let (one, other) = (SourceFile::new("a.md", "x"), SourceFile::new("a.md", "y"));
    assert_eq!(one.id, other.id);
    assert_ne!(one.fingerprint, other.fingerprint);
    assert_ne!(FileId::of("a.md"), FileId::of("b.md"));
    let moved = SourceFile::new("a.m", "dx");
    assert_ne!(one.fingerprint, moved.fingerprint);
}
