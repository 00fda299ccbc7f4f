//! What is at an address of the site, at one moment.

use std::path::Path;
use std::sync::Arc;

use super::live;
use super::state::Moment;
use crate::base::fingerprint::Fingerprint;
use crate::emit::memory::Stored;
use crate::pipeline::artifacts::{Artifacts, NOT_FOUND};

/// What is at an address.
#[derive(Debug)]
pub(super) enum Found {
    /// A file of the site.
    File(Whole),
    /// The site's page for addresses that do not exist.
    Missing(Whole),
    /// A folder that was asked for like a file: its address.
    Folder,
    /// There is no site yet, or the page's template has a fault and never made a page before.
    Nothing,
}

/// A body as it is sent.
#[derive(Clone, Debug)]
pub(super) struct Whole {
    /// Its path in the site.
    pub(super) path: String,
    /// Its bytes; of a page, with the preview's script.
    pub(super) bytes: Arc<[u8]>,
    /// Content type.
    pub(super) mime: String,
    /// A name for these very bytes.
    pub(super) tag: String,
    /// Whether it is published as it is.
    pub(super) asset: bool,
    /// Whether it is a page made by an earlier run, because its template has a fault now.
    pub(super) stale: bool,
}

/// What is at `address` (decoded, without the slash in front).
pub(super) fn find(moment: &Moment, root: &Path, address: &str) -> Found {
    let Some(artifacts) = &moment.artifacts else {
        return Found::Nothing;
    };
    let path = match address.is_empty() || address.ends_with('/') {
        true => format!("{address}index.html"),
        false => address.to_owned(),
    };
    match body(artifacts, root, &path) {
        Some(Some(whole)) => return Found::File(whole),
        Some(None) => return Found::Nothing,
        None => {}
    }
    if path == address && artifacts.get(&format!("{path}/index.html")).is_some() {
        return Found::Folder;
    }
    match body(artifacts, root, NOT_FOUND) {
        Some(Some(whole)) => Found::Missing(whole),
        _ => Found::Nothing,
    }
}

/// The body at `path`: `None` if there is none there, `Some(None)` if it could not be made.
fn body(artifacts: &Artifacts, root: &Path, path: &str) -> Option<Option<Whole>> {
    let (stored, stale) = match artifacts.get(path)? {
        Ok(stored) => (Some(stored), false),
        Err(_) => (artifacts.last_sound(path).map(Stored::Bytes), true),
    };
    let asset = artifacts.asset(path).is_some();
    let Some(bytes) = stored.and_then(|stored| bytes(root, stored)) else {
        // An asset that was deleted since is not there; a page that was never made is a fault.
        return (!asset).then_some(None);
    };
    let mime = mime(path);
    let bytes = match mime.starts_with("text/html") {
        true => live::with_script(&bytes).into(),
        false => bytes,
    };
    let tag = Fingerprint::of(&bytes).to_string();
    let path = path.to_owned();
    Some(Some(Whole {
        path,
        bytes,
        mime,
        tag,
        asset,
        stale,
    }))
}

/// The bytes of a body. A file is read when it is asked for, and only if it still is below the
/// root: it may have become a link since it was listed.
fn bytes(root: &Path, stored: Stored) -> Option<Arc<[u8]>> {
    match stored {
        Stored::Bytes(bytes) => Some(bytes),
        Stored::File(file) => {
            let real = file.canonicalize().ok()?;
            let inside = real.starts_with(root.canonicalize().ok()?);
            inside.then(|| std::fs::read(real).ok().map(Arc::from))?
        }
    }
}

/// The content type of a path; texts are UTF-8.
pub(super) fn mime(path: &str) -> String {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let text = kind.type_() == "text"
        || matches!(kind.subtype().as_str(), "json" | "javascript" | "xml")
        || kind
            .suffix()
            .is_some_and(|suffix| suffix == "xml" || suffix == "json");
    match text {
        true => format!("{}; charset=utf-8", kind.essence_str()),
        false => kind.essence_str().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::mime;

    #[test]
    fn texts_say_that_they_are_utf_8() {
        assert_eq!(mime("plan/a.html"), "text/html; charset=utf-8");
        assert_eq!(mime("data/items.csv"), "text/csv; charset=utf-8");
        assert_eq!(mime("data/site.json"), "application/json; charset=utf-8");
        assert_eq!(mime("assets/x.js"), "text/javascript; charset=utf-8");
        assert_eq!(mime("assets/theme.css"), "text/css; charset=utf-8");
        assert_eq!(mime("assets/favicon.svg"), "image/svg+xml; charset=utf-8");
        assert_eq!(mime("feed.xml"), "text/xml; charset=utf-8");
        assert_eq!(mime("assets/a.pdf"), "application/pdf");
        assert_eq!(mime("assets/a.woff2"), "font/woff2");
        assert_eq!(mime("assets/a.unknown"), "application/octet-stream");
    }
}
