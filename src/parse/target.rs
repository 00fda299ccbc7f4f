//! Where a link leads, as written. Whether something is there is not known here.

use crate::base::diag::Diagnostic;
use crate::base::span::Span;

use super::errors;

/// What a link names.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Target {
    /// What stands in `[[…]]` before the bar: a name, an alias, or a key with or without its kind.
    Wiki(String),
    /// An address of `http`, `https`, `mailto` or `tel`.
    Url(String),
    /// A relative path: another Markdown source, or a file below `assets/`.
    File {
        /// The path without its fragment.
        path: String,
        /// What stands after `#`.
        fragment: Option<String>,
    },
    /// An id on the same page.
    Fragment(String),
}

/// Schemes that a page may link to.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The target of a Markdown link.
pub(super) fn read(written: &str, span: Span) -> Result<Target, Diagnostic> {
    let url = cleaned(written);
    if url.is_empty() || url == "#" {
        return Err(errors::empty_link(span));
    }
    if let Some(id) = url.strip_prefix('#') {
        return Ok(Target::Fragment(id.to_owned()));
    }
    if url.starts_with("//") || url.starts_with("\\\\") {
        return Err(errors::bad_link_scheme(span, "//"));
    }
    match scheme(&url) {
        Some(scheme) if SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) => {
            Ok(Target::Url(url))
        }
        Some(scheme) => Err(errors::bad_link_scheme(span, &format!("{scheme}:"))),
        None => Ok(match url.split_once('#') {
            Some((path, fragment)) => Target::File {
                path: path.to_owned(),
                fragment: Some(fragment.to_owned()),
            },
            None => Target::File {
                path: url,
                fragment: None,
            },
        }),
    }
}

/// The path of an image, which is a file below `assets/`.
pub(super) fn image(written: &str, span: Span) -> Result<String, Diagnostic> {
    let path = cleaned(written);
    if path.is_empty() {
        return Err(errors::empty_link(span));
    }
    if path.starts_with("//") {
        return Err(errors::bad_image_scheme(span, "//"));
    }
    match scheme(&path) {
        Some(scheme) => Err(errors::bad_image_scheme(span, &format!("{scheme}:"))),
        None => Ok(path),
    }
}

/// Browsers drop control characters inside an address, so they must not hide a scheme.
fn cleaned(written: &str) -> String {
    let unseen = |c: char| c.is_control() || c == super::emphasis::JOINT;
    written.trim().chars().filter(|c| !unseen(*c)).collect()
}

fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let letters = |c: char| c.is_ascii_alphanumeric() || "+.-".contains(c);
    let first = scheme
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic());
    (first && scheme.chars().all(letters)).then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::FileId;

    fn target(url: &str) -> Option<Target> {
        read(url, Span::new(FileId::of("a"), 0..1)).ok()
    }

    #[test]
    fn targets_are_told_apart() {
        let file = |path: &str, fragment: Option<&str>| Target::File {
            path: path.to_owned(),
            fragment: fragment.map(str::to_owned),
        };
        assert_eq!(
            target("https://a.jp/b#c"),
            Some(Target::Url("https://a.jp/b#c".to_owned()))
        );
        assert_eq!(
            target("tel:044-200-2111"),
            Some(Target::Url("tel:044-200-2111".to_owned()))
        );
        assert_eq!(target("#s1"), Some(Target::Fragment("s1".to_owned())));
        assert_eq!(target("../4-1.md#s2"), Some(file("../4-1.md", Some("s2"))));
        assert_eq!(target("plan.pdf"), Some(file("plan.pdf", None)));
        assert_eq!(target("資料：1.pdf"), Some(file("資料：1.pdf", None)));
    }

    #[test]
    fn other_schemes_are_refused() {
        for bad in [
            "javascript:alert(1)",
            "JavaScript:x",
            "java\nscript:x",
            "data:text/html,x",
            "//a.jp",
            "file:///x",
            "",
            " ",
            "#",
        ] {
            assert_eq!(target(bad), None, "{bad:?}");
        }
    }
}
