//! What a request's path names: never anything outside the site.

use percent_encoding::percent_decode_str;

use crate::emit::is_safe;

/// The path below the site's root that an address names, decoded, without the slash in front. It
/// ends in a slash, or is empty, where a folder is meant. `None` if it cannot be one of ours.
///
/// Paths are only ever looked up among those that the site makes, so this is the second lock, not
/// the only one.
pub(super) fn read(raw: &str) -> Option<String> {
    let raw = raw.strip_prefix('/')?;
    let lower = raw.to_ascii_lowercase();
    // An encoded separator is another character to some and a separator to others.
    if lower.contains("%2f") || lower.contains("%5c") {
        return None;
    }
    let path = percent_decode_str(raw).decode_utf8().ok()?.into_owned();
    let file = path.strip_suffix('/').unwrap_or(&path);
    (path.is_empty() || is_safe(file)).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_below_the_root() {
        assert_eq!(read("/").as_deref(), Some(""));
        assert_eq!(read("/plan/wip2/").as_deref(), Some("plan/wip2/"));
        let japanese = read("/assets/%E5%9B%B3.png");
        assert_eq!(japanese.as_deref(), Some("assets/図.png"));
        for bad in [
            "",
            "*",
            "//",
            "/../site.toml",
            "/a/../../site.toml",
            "/%2e%2e/site.toml",
            "/.%2E/site.toml",
            "/a/./b",
            "/..%2fsite.toml",
            "/..%5Csite.toml",
            "/..\\site.toml",
            "/a%00.html",
            "/%ff",
            "/C:/a",
            "/a//b",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
