//! A cache that keeps what the last run used and forgets the rest.

use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;

/// Results by key. A key must name everything the result depends on.
#[derive(Debug)]
pub struct Memo<K, V> {
    old: HashMap<K, Arc<V>>,
    new: Mutex<HashMap<K, Arc<V>>>,
}

impl<K: Eq + Hash, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self {
            old: HashMap::default(),
            new: Mutex::new(HashMap::default()),
        }
    }
}

impl<K: Eq + Hash + Clone, V> Memo<K, V> {
    /// The value for `key`, made by `make` unless this run or the last one has it.
    pub fn get(&self, key: &K, make: impl FnOnce() -> V) -> Arc<V> {
        let known = self
            .old
            .get(key)
            .cloned()
            .or_else(|| self.lock().get(key).cloned());
        let value = known.unwrap_or_else(|| Arc::new(make()));
        self.lock().insert(key.clone(), Arc::clone(&value));
        value
    }

    /// Ends a run: what it did not ask for is forgotten.
    pub fn turn(&mut self) {
        let used = std::mem::take(&mut *self.lock());
        self.old = used;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<K, Arc<V>>> {
        // A panic in `make` happens outside the lock, so the map is whole even if poisoned.
        self.new.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
