//! The script that runs in every previewed page, and how it gets there.

use serde_json::{Map, Value};

use crate::base::i18n::Catalog;

/// What is put into every page, and nothing else.
const TAG: &[u8] = b"<script src=\"/_mieruka/live.js\"></script>";

/// The page with the script before the end of its body; at its very end if that is left open.
pub(super) fn with_script(page: &[u8]) -> Vec<u8> {
    let end = b"</body>";
    let at = page
        .windows(end.len())
        .rposition(|part| part.eq_ignore_ascii_case(end))
        .unwrap_or(page.len());
    [&page[..at], TAG, &page[at..]].concat()
}

/// The script itself, with its words, its style and the generation at which it was asked for.
pub(super) fn script(words: &Catalog, generation: u64) -> String {
    let texts: Map<String, Value> = words
        .section("preview")
        .map(|(name, text)| (name.to_owned(), text.into()))
        .collect();
    let setup = serde_json::json!({
        "lang": words.lang().tag(),
        "words": texts,
        "style": include_str!("live.css"),
        "generation": generation,
    });
    let body = include_str!("live.js");
    format!("\"use strict\";\n(() => {{\nconst setup = {setup};\n{body}}})();\n")
}

/// The page that is shown while there is no site: its faults are laid over it by the script, and
/// stand in it for readers without one.
pub(super) fn waiting(words: &Catalog, faults: &str) -> String {
    let text = |name| escaped(words.text("preview", name));
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src 'self'; style-src 'self'; connect-src 'self'\">\n<title>{}</title>\n</head>\n\
         <body>\n<h1>{}</h1>\n<noscript><pre>{}</pre></noscript>\n</body>\n</html>\n",
        words.lang().tag(),
        text("no-site"),
        text("no-site"),
        escaped(faults),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_once_before_the_end() {
        let put = |page: &str| String::from_utf8_lossy(&with_script(page.as_bytes())).into_owned();
        let tag = String::from_utf8_lossy(TAG);
        assert_eq!(
            put("<p>a</body></html>"),
            format!("<p>a{tag}</body></html>")
        );
        assert_eq!(put("x</BODY>"), format!("x{tag}</BODY>"));
        assert_eq!(put("</body>y</body>"), format!("</body>y{tag}</body>"));
        assert_eq!(put("<p>a"), format!("<p>a{tag}"));
        assert_eq!(put(""), tag);
    }
}
