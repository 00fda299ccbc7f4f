//! Names that authors give, and typed positions in arenas ordered by them.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use foldhash::HashMap;

use super::rows::Rows;

/// A validated slug: lower-case ASCII letters, digits and hyphens.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Arc<str>);

impl Key {
    /// Reads a key; `None` if `text` is not a slug.
    pub fn new(text: &str) -> Option<Self> {
        let ok = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let shape = !text.is_empty() && !text.starts_with('-') && !text.ends_with('-');
        (shape && text.bytes().all(ok)).then(|| Self(text.into()))
    }

    /// Two keys as one: `wip2` and `4-1` give `wip2-4-1`.
    pub fn join(&self, tail: &Key) -> Key {
        Key(format!("{}-{}", self.0, tail.0).into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl std::borrow::Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// A position in a [`Table`] of `T`; ids of different kinds do not mix.
pub struct Id<T> {
    index: u32,
    kind: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The position as a number, to index arrays that run beside the table.
    pub fn index(self) -> usize {
        self.index as usize
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}

/// An arena whose rows are found by full key, in the order they were added. Copies share their
/// rows until one changes.
#[derive(Clone, Debug)]
pub struct Table<T> {
    rows: Rows<T>,
    by_key: Arc<HashMap<Key, Id<T>>>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            rows: Rows::default(),
            by_key: Arc::default(),
        }
    }
}

impl<T: Clone> Table<T> {
    /// Adds a row under `key`. If the key is taken, the id of the row that has it comes back as
    /// the error and nothing is added.
    pub fn insert(&mut self, key: Key, row: T) -> Result<Id<T>, Id<T>> {
        if let Some(taken) = self.by_key.get(&key) {
            return Err(*taken);
        }
        let id = Id {
            index: u32::try_from(self.rows.len()).unwrap_or(u32::MAX),
            kind: PhantomData,
        };
        Arc::make_mut(&mut self.by_key).insert(key, id);
        self.rows.push(row);
        Ok(id)
    }

    /// The row with this id, to be changed.
    pub fn get_mut(&mut self, id: Id<T>) -> &mut T {
        &mut self.rows.to_mut()[id.index()]
    }
}

impl<T> Table<T> {
    /// The id of a key.
    pub fn id(&self, key: &str) -> Option<Id<T>> {
        self.by_key.get(key).copied()
    }

    /// All rows with their ids, in the order they were added.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Id<T>, &T)> + ExactSizeIterator {
        self.rows.iter().enumerate().map(|(index, row)| {
            let id = Id {
                index: u32::try_from(index).unwrap_or(u32::MAX),
                kind: PhantomData,
            };
            (id, row)
        })
    }

    /// All ids.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = Id<T>> + ExactSizeIterator + use<'_, T> {
        self.iter().map(|(id, _)| id)
    }

    /// All rows.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// All keys in order; they are put in order when the first is asked for.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once_with(|| {
            let mut keys: Vec<&Key> = self.by_key.keys().collect();
            keys.sort_unstable();
            keys
        })
        .flatten()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<T> std::ops::Index<Id<T>> for Table<T> {
    type Output = T;
    fn index(&self, id: Id<T>) -> &T {
        &self.rows[id.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_slugs() {
        assert!(Key::new("4-1").is_some());
        for bad in ["", "-a", "a-", "A", "a b", "取組", "a_b"] {
            assert!(Key::new(bad).is_none(), "{bad}");
        }
    }
}
