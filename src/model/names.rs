//! Names as sources print them, and what they stand for, city by city.

use std::collections::BTreeMap;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use crate::base::key::Id;
use crate::base::span::Span;

use super::area::Area;
use super::topic::Named;

/// The city in which a name is known; `None` for names that every city may use.
type City = Option<Id<Area>>;

/// All names and aliases. Two cities never mix: a name is known in its own city only.
#[derive(Clone, Default, Debug)]
pub struct Names {
    known: BTreeMap<(City, String), (Named, Span)>,
}

impl Names {
    /// Makes a name known. If another thing in the city has it, its place comes back.
    pub fn insert(&mut self, city: City, name: &str, named: Named, span: Span) -> Option<Span> {
        let key = (city, fold(name));
        match self.known.get(&key) {
            Some((other, first)) if *other != named => Some(*first),
            _ => {
                self.known.insert(key, (named, span));
                None
            }
        }
    }

    /// What a printed name stands for in a city.
    pub fn find(&self, city: City, name: &str) -> Option<Named> {
        let folded = fold(name);
        let own = self.known.get(&(city, folded.clone()));
        own.or_else(|| self.known.get(&(None, folded)))
            .map(|(named, _)| *named)
    }

    /// All names that are known in a city, to find the nearest.
    pub fn of(&self, city: City) -> impl Iterator<Item = &str> {
        let in_city = move |c: &City| *c == city || c.is_none();
        self.known
            .keys()
            .filter(move |(c, _)| in_city(c))
            .map(|(_, name)| name.as_str())
    }
}

/// A name without its typography: width and spaces do not tell names apart.
pub fn fold(name: &str) -> String {
    let is_folded = is_nfkc_quick(name.chars()) == IsNormalized::Yes;
    if is_folded && !name.contains(char::is_whitespace) {
        return name.to_owned();
    }
    name.nfkc().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn folding_is_composing_without_spaces(name in "[a１ｶﾞ\u{ff9e}か\u{3099}\u{a8}\t\u{b}\u{1c} 　漢]{0,8}") {
            let slow: String = name.nfkc().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(fold(&name), slow);
        }
    }
}
