//! Lists and maps that cost nothing to copy: copies share what they hold until one of them changes.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use super::span::Span;

/// A list of rows. Read it as a slice.
#[derive(Clone, Debug)]
pub struct Rows<T>(Arc<Vec<T>>);

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Deref for Rows<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> FromIterator<T> for Rows<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Vec::from_iter(rows).into()
    }
}

impl<T> From<Vec<T>> for Rows<T> {
    fn from(rows: Vec<T>) -> Self {
        Self(Arc::new(rows))
    }
}

impl<'a, T> IntoIterator for &'a Rows<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: Clone> Rows<T> {
    /// Adds a row at the end.
    pub fn push(&mut self, row: T) {
        Arc::make_mut(&mut self.0).push(row);
    }

    /// The rows, to be changed in their places. A list that shares them takes a copy of all first.
    pub fn to_mut(&mut self) -> &mut [T] {
        Arc::make_mut(&mut self.0).as_mut_slice()
    }
}

/// What is known by place, without what stood at the places that are `gone` and with what is
/// `fresh`. It stays shared where neither makes a difference.
pub fn replaced<V: Clone>(
    known: &Arc<BTreeMap<Span, V>>,
    gone: impl Iterator<Item = Span>,
    fresh: BTreeMap<Span, V>,
) -> Arc<BTreeMap<Span, V>> {
    let gone: Vec<Span> = gone.filter(|span| known.contains_key(span)).collect();
    let mut known = Arc::clone(known);
    if !gone.is_empty() || !fresh.is_empty() {
        let own = Arc::make_mut(&mut known);
        gone.iter().for_each(|span| drop(own.remove(span)));
        own.extend(fresh);
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_keeps_its_rows() {
        let mut list: Rows<u8> = [1, 2].into_iter().collect();
        let copy = list.clone();
        list.push(3);
        list.to_mut()[0] = 9;
        assert_eq!((&*list, &*copy), (&[9, 2, 3][..], &[1, 2][..]));
    }
}
