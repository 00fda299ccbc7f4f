//! Browser tabs that show a page of the site and listen for changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// All tabs.
#[derive(Clone, Default, Debug)]
pub(super) struct Tabs(Arc<Mutex<Open>>);

#[derive(Default, Debug)]
struct Open {
    next: u64,
    tabs: BTreeMap<u64, Tab>,
    /// Files that were asked for as they are, with the tags of their bytes: what tabs may use.
    used: BTreeMap<String, String>,
}

#[derive(Debug)]
struct Tab {
    /// The page's address, decoded.
    address: String,
    /// The tag of the bytes that it shows.
    tag: String,
    send: UnboundedSender<Value>,
}

/// A tab's place in the list; it leaves when this is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    id: u64,
    tabs: Tabs,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.tabs.lock().tabs.remove(&self.id);
    }
}

impl Seat {
    /// The tab shows the bytes of this tag.
    pub(super) fn shows(&self, tag: String) {
        if let Some(tab) = self.tabs.lock().tabs.get_mut(&self.id) {
            tab.tag = tag;
        }
    }
}

impl Tabs {
    /// A tab that shows the page at `address` with the bytes of `tag`.
    pub(super) fn join(&self, address: String, tag: String) -> (Seat, UnboundedReceiver<Value>) {
        let (send, receive) = unbounded_channel();
        let mut open = self.lock();
        let id = open.next;
        open.next += 1;
        open.tabs.insert(id, Tab { address, tag, send });
        let tabs = self.clone();
        (Seat { id, tabs }, receive)
    }

    /// The addresses of all pages that tabs show.
    pub(super) fn addresses(&self) -> BTreeSet<String> {
        let open = self.lock();
        open.tabs.values().map(|tab| tab.address.clone()).collect()
    }

    /// Remembers that a file was asked for.
    pub(super) fn use_file(&self, path: &str, tag: &str) {
        self.lock().used.insert(path.to_owned(), tag.to_owned());
    }

    /// The files that tabs may use, with the tags of the bytes that were handed out last.
    pub(super) fn used(&self) -> BTreeMap<String, String> {
        self.lock().used.clone()
    }

    /// Sends to every tab what `message` makes for it of its address and tag, and the tag of what
    /// it will show.
    pub(super) fn send(&self, message: impl Fn(&str, &str) -> (Value, Option<String>)) {
        for tab in self.lock().tabs.values_mut() {
            let (value, tag) = message(&tab.address, &tab.tag);
            tab.tag = tag.unwrap_or_else(|| std::mem::take(&mut tab.tag));
            // A tab that is gone leaves by itself.
            let _ = tab.send.send(value);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
