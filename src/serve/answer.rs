//! A body as an answer: whole, a part of it, or the word that the browser has it already.

use std::ops::Range;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};

use super::find::Whole;

/// A body and how it is answered for.
pub(super) fn file(whole: &Whole, method: &Method, headers: &HeaderMap) -> Response<Body> {
    let tag = format!("\"{}\"", whole.tag);
    if text(headers, header::IF_NONE_MATCH).is_some_and(|known| holds(known, &tag)) {
        let mut response = answer(StatusCode::NOT_MODIFIED, Body::empty());
        add(&mut response, header::ETAG, &tag);
        timing(&mut response, &whole.tag);
        return response;
    }
    let size = whole.bytes.len();
    let wanted = match (method, text(headers, header::RANGE)) {
        (&Method::GET, Some(range)) if is_current(headers, &tag) => part(range, size),
        _ => None,
    };
    let bytes = Bytes::from_owner(std::sync::Arc::clone(&whole.bytes));
    let mut response = match wanted {
        None => answer(StatusCode::OK, Body::from(bytes)),
        Some(None) => {
            let mut response = answer(StatusCode::RANGE_NOT_SATISFIABLE, Body::empty());
            add(
                &mut response,
                header::CONTENT_RANGE,
                &format!("bytes */{size}"),
            );
            return response;
        }
        Some(Some(range)) => {
            let place = format!("bytes {}-{}/{size}", range.start, range.end - 1);
            let mut response = answer(StatusCode::PARTIAL_CONTENT, Body::from(bytes.slice(range)));
            add(&mut response, header::CONTENT_RANGE, &place);
            response
        }
    };
    add(&mut response, header::CONTENT_TYPE, &whole.mime);
    add(&mut response, header::ETAG, &tag);
    add(&mut response, header::ACCEPT_RANGES, "bytes");
    timing(&mut response, &whole.tag);
    response
}

/// The page for addresses that do not exist.
pub(super) fn missing(whole: &Whole) -> Response<Body> {
    let bytes = Bytes::from_owner(std::sync::Arc::clone(&whole.bytes));
    let mut response = answer(StatusCode::NOT_FOUND, Body::from(bytes));
    add(&mut response, header::CONTENT_TYPE, &whole.mime);
    timing(&mut response, &whole.tag);
    response
}

/// A text of our own.
pub(super) fn own(status: StatusCode, mime: &str, text: String) -> Response<Body> {
    let mut response = answer(status, Body::from(text));
    add(&mut response, header::CONTENT_TYPE, mime);
    response
}

/// A refusal; its text is for whoever reads the network, not for authors.
pub(super) fn refuse(status: StatusCode) -> Response<Body> {
    let reason = status.canonical_reason().unwrap_or_default();
    own(status, "text/plain; charset=utf-8", format!("{reason}\n"))
}

/// The word that a folder is meant, with the address that says so.
pub(super) fn folder(raw: &str, query: Option<&str>) -> Response<Body> {
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let mut response = answer(StatusCode::TEMPORARY_REDIRECT, Body::empty());
    add(&mut response, header::LOCATION, &format!("{raw}/{query}"));
    response
}

/// Adds a header.
pub(super) fn add(response: &mut Response<Body>, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// An answer that a browser keeps, but asks about before each use.
fn answer(status: StatusCode, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    add(&mut response, header::CACHE_CONTROL, "no-cache");
    add(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    response
}

/// Tells the page's script which bytes it runs in; a script can read no other header.
fn timing(response: &mut Response<Body>, tag: &str) {
    let name = header::HeaderName::from_static("server-timing");
    add(response, name, &format!("mieruka;desc=\"{tag}\""));
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// Whether a list of tags holds this one, or all (RFC 9110, 13.1.2: weak comparison).
fn holds(list: &str, tag: &str) -> bool {
    list.split(',')
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// Whether a part is wanted of these very bytes (RFC 9110, 13.1.5: strong comparison; we give no
/// dates, so a date is never that of these bytes).
fn is_current(headers: &HeaderMap, tag: &str) -> bool {
    text(headers, header::IF_RANGE).is_none_or(|known| known.trim() == tag)
}

/// The part of `size` bytes that is wanted: `None` if the whole is to be sent, because the wish
/// cannot be read or names several parts; `Some(None)` if there is no such part.
fn part(wish: &str, size: usize) -> Option<Option<Range<usize>>> {
    let (unit, set) = wish.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (first, last) = set.trim().split_once('-')?;
    let number = |text: &str| -> Option<usize> {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse().unwrap_or(usize::MAX))
    };
    let range = match (first, last) {
        ("", last) => size.saturating_sub(number(last)?)..size,
        (first, "") => number(first)?..size,
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            if last < first {
                return None;
            }
            first..last.saturating_add(1).min(size)
        }
    };
    Some((range.start < range.end).then_some(range))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_those_of_the_standard() {
        assert_eq!(part("bytes=0-0", 10), Some(Some(0..1)));
        assert_eq!(part("bytes=2-", 10), Some(Some(2..10)));
        assert_eq!(part("bytes=-3", 10), Some(Some(7..10)));
        assert_eq!(part("bytes=-30", 10), Some(Some(0..10)));
        assert_eq!(part("bytes=8-99", 10), Some(Some(8..10)));
        for none in [
            "bytes=10-",
            "bytes=10-11",
            "bytes=-0",
            "bytes=99999999999999999999-",
        ] {
            assert_eq!(part(none, 10), Some(None), "{none}");
        }
        for whole in [
            "bytes=5-2",
            "bytes=a-b",
            "bytes=0-1,4-5",
            "lines=0-1",
            "bytes",
            "bytes=-",
        ] {
            assert_eq!(part(whole, 10), None, "{whole}");
        }
        assert_eq!(part("bytes=0-", 0), Some(None));
    }

    #[test]
    fn tags_are_compared_weakly_for_caching() {
        assert!(holds("\"a\", W/\"b\"", "\"b\"") && holds("*", "\"x\""));
        assert!(!holds("\"a\"", "\"b\"") && !holds("", "\"b\""));
    }
}
