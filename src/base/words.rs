//! The voice of messages: the nearest candidate to a mistyped name.

/// The candidate nearest to `found`, if it is near enough to be what was meant.
///
/// Near enough is an edit distance of at most a third of the longer name, and at least one; a
/// name of which no character remains is not near.
pub fn closest<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let length = found.chars().count();
    candidates
        .into_iter()
        .filter(|c| *c != found)
        .map(|c| (strsim::damerau_levenshtein(found, c), c))
        .filter(|(distance, c)| {
            let longer = length.max(c.chars().count());
            *distance < longer && *distance <= (longer / 3).max(1)
        })
        .min()
        .map(|(_, c)| c.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_names_are_proposed() {
        assert_eq!(
            closest("titel", ["title", "text"]),
            Some("title".to_owned())
        );
        assert_eq!(closest("E", ["A", "B"]), None);
        assert_eq!(closest("subject", ["period"]), None);
    }
}
