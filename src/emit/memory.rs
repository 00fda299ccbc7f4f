//! Sinks that write nothing to a disk.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Body, Pieces, Sink};

/// Keeps all bodies in memory.
#[derive(Default, Debug)]
pub struct MemorySink {
    files: Mutex<BTreeMap<String, Stored>>,
}

/// A body that was kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stored {
    /// Its bytes.
    Bytes(Arc<[u8]>),
    /// The file that holds its bytes.
    File(PathBuf),
}

impl Stored {
    /// The body, to be handed on.
    pub fn body(&self) -> Body<'_> {
        match self {
            Self::Bytes(bytes) => Body::Bytes(bytes),
            Self::File(file) => Body::File(file),
        }
    }
}

impl MemorySink {
    /// All bodies by path.
    pub fn into_files(self) -> BTreeMap<String, Stored> {
        self.files
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The bytes at `path`; `None` if there is no such body or its file cannot be read.
    pub fn bytes(&self, path: &str) -> Option<Arc<[u8]>> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        match files.get(path)? {
            Stored::Bytes(bytes) => Some(bytes.clone()),
            Stored::File(file) => std::fs::read(file).ok().map(Arc::from),
        }
    }
}

impl Sink for MemorySink {
    fn put(&self, path: &str, body: Body<'_>) {
        let stored = match body {
            Body::Bytes(bytes) => Stored::Bytes(bytes.into()),
            Body::File(file) => Stored::File(file.to_owned()),
        };
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_owned(), stored);
    }

    fn open(&self, path: &str) -> Box<dyn Pieces + '_> {
        Box::new(Growing {
            sink: self,
            path: path.to_owned(),
            bytes: Vec::new(),
        })
    }
}

/// A body that is not all there yet.
struct Growing<'a> {
    sink: &'a MemorySink,
    path: String,
    bytes: Vec<u8>,
}

impl Pieces for Growing<'_> {
    fn add(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    fn end(self: Box<Self>) {
        self.sink.put(&self.path, Body::Bytes(&self.bytes));
    }
}

/// Drops all bodies and counts them.
#[derive(Default, Debug)]
pub struct NullSink {
    count: AtomicUsize,
}

impl NullSink {
    /// How many bodies were dropped.
    pub fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }
}

impl Sink for NullSink {
    fn put(&self, _path: &str, _body: Body<'_>) {
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    fn open(&self, _path: &str) -> Box<dyn Pieces + '_> {
        Box::new(Dropped(self))
    }
}

/// A body that nobody keeps.
struct Dropped<'a>(&'a NullSink);

impl Pieces for Dropped<'_> {
    fn add(&mut self, _bytes: &[u8]) {}

    fn end(self: Box<Self>) {
        self.0.count.fetch_add(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_come_back() {
        let (memory, null) = (MemorySink::default(), NullSink::default());
        for sink in [&memory as &dyn Sink, &null] {
            sink.put("b.html", Body::Bytes(b"b"));
            sink.put("a.html", Body::Bytes(b"a"));
            let mut pieces = sink.open("c.json");
            pieces.add(b"c");
            pieces.add(b"d");
            pieces.end();
        }
        assert_eq!(null.count(), 3);
        assert_eq!(memory.bytes("c.json").as_deref(), Some(b"cd".as_slice()));
        assert_eq!(memory.bytes("b.html").as_deref(), Some(b"b".as_slice()));
        assert_eq!(memory.bytes("c.html"), None);
        assert_eq!(
            memory.into_files().into_keys().collect::<Vec<_>>(),
            ["a.html", "b.html", "c.json"]
        );
    }
}
