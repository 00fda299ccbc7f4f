//! A cache of what was asked for lately.

use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use foldhash::HashMap;

/// Values by key, for as long as fewer than `room` others were asked for since; those that were
/// asked for longer ago may be forgotten and made again. A key must name everything that its value
/// depends on.
#[derive(Debug)]
pub struct Recent<K, V> {
    room: usize,
    kept: Mutex<Kept<K, V>>,
}

#[derive(Debug)]
struct Kept<K, V> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
}

impl<K: Eq + Hash, V: Clone> Recent<K, V> {
    /// An empty cache, which holds up to twice `room` values.
    pub fn new(room: usize) -> Self {
        let kept = Kept {
            young: HashMap::default(),
            old: HashMap::default(),
        };
        Self {
            room,
            kept: Mutex::new(kept),
        }
    }

    /// The value for `key`, made by `make` unless it is known. Two that ask at once may both make
    /// it.
    pub fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        if let Some(value) = self.with(|kept| kept.young.get(&key).cloned()) {
            return value;
        }
        let value = self.with(|kept| kept.old.remove(&key));
        let value = value.unwrap_or_else(make);
        let useless = self.with(|kept| {
            kept.young.insert(key, value.clone());
            let is_full = kept.young.len() >= self.room;
            is_full.then(|| std::mem::replace(&mut kept.old, std::mem::take(&mut kept.young)))
        });
        // To be let go outside the lock, which others wait for.
        drop(useless);
        value
    }

    fn with<R>(&self, act: impl FnOnce(&mut Kept<K, V>) -> R) -> R {
        // A panic in `make` happens outside the lock, so the maps are whole even if poisoned.
        act(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_often_is_made_once() {
        let recent = Recent::new(2);
        let mut made = Vec::new();
        for key in [1, 2, 1, 3, 1, 4, 1, 5, 2] {
            let value = recent.get(key, || {
                made.push(key);
                key * 10
            });
            assert_eq!(value, key * 10);
        }
        assert_eq!(made, [1, 2, 3, 4, 5, 2], "2 was forgotten, 1 was not");
    }
}
