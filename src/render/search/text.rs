//! The text of a rendered page, block by block: what a reader sees between `<main>` and `</main>`.
//!
//! It is read from the page itself, so nothing that a page says is missing from search, whatever
//! the theme shows and wherever. A theme says with `data-search` on an element what its text is:
//! `lead`, `rest` for what comes from elsewhere (lists of links, sources), `none` to leave it out.

use super::Zone;

/// Elements that do not part the text around them.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "cite", "code", "data", "del", "em", "i", "ins", "kbd", "mark", "q",
    "ruby", "rb", "rp", "rt", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u",
    "var", "wbr",
];
/// Elements without an end.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];
/// Elements whose text nobody reads, or that says again what stands beside it.
const SILENT: &[&str] = &["script", "style", "template", "rt", "rp", "form", "option"];

/// A piece of text that no match crosses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Block {
    pub(super) zone: Zone,
    pub(super) text: String,
}

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    zone: Option<Zone>,
}

/// The blocks of a page in reading order.
pub(super) fn blocks(html: &str) -> Vec<Block> {
    let main = html.find("<main").map_or(html, |at| &html[at..]);
    let mut reader = Reader {
        open: Vec::new(),
        blocks: Vec::new(),
        text: String::new(),
        zone: Some(Zone::Body),
    };
    let mut rest = main;
    while let Some(at) = rest.find('<') {
        reader.say(&rest[..at]);
        let Some(end) = rest[at..].find('>') else {
            break;
        };
        let tag = &rest[at + 1..at + end];
        if tag == "/main" {
            break;
        }
        reader.tag(tag);
        rest = &rest[at + end + 1..];
    }
    reader.part();
    reader.blocks
}

struct Reader<'a> {
    open: Vec<Open<'a>>,
    blocks: Vec<Block>,
    text: String,
    /// What the text is; `None` where it is left out.
    zone: Option<Zone>,
}

impl<'a> Reader<'a> {
    fn tag(&mut self, tag: &'a str) {
        if let Some(name) = tag.strip_prefix('/') {
            let name = name.trim_end();
            if !INLINE.contains(&name) {
                self.part();
            }
            if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
                self.open.truncate(at);
                self.zone = self.open.last().map_or(Some(Zone::Body), |open| open.zone);
            }
            return;
        }
        let name = tag.split([' ', '\n', '/']).next().unwrap_or_default();
        if !INLINE.contains(&name) {
            self.part();
        }
        if VOID.contains(&name) || tag.ends_with('/') || name.starts_with('!') {
            return;
        }
        self.zone = self.zone.and_then(|zone| zone_of(name, tag, zone));
        self.open.push(Open {
            name,
            zone: self.zone,
        });
    }

    fn say(&mut self, text: &str) {
        if self.zone.is_some() {
            decode(text, &mut self.text);
        }
    }

    /// Ends a block.
    fn part(&mut self) {
        let text = self.text.split_ascii_whitespace();
        let text = text.fold(String::new(), |mut all, word| {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(word);
            all
        });
        self.text.clear();
        if let (Some(zone), false) = (self.zone, text.is_empty()) {
            self.blocks.push(Block { zone, text });
        }
    }
}

/// What the text of an element is, inside one that is `outer`.
fn zone_of(name: &str, tag: &str, outer: Zone) -> Option<Zone> {
    if SILENT.contains(&name) {
        return None;
    }
    if let Some(at) = tag.find("data-search=\"") {
        let value = &tag[at + 13..];
        return match value.split('"').next().unwrap_or_default() {
            "none" => None,
            "lead" => Some(Zone::Lead),
            "rest" => Some(Zone::Rest),
            _ => Some(outer),
        };
    }
    match (name, outer) {
        ("h1", _) => Some(Zone::Title),
        ("h2" | "h3" | "h4" | "h5" | "h6" | "caption" | "summary", Zone::Body) => {
            Some(Zone::Heading)
        }
        _ => Some(outer),
    }
}

/// Text without character references.
fn decode(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        let known = end.and_then(|end| Some((reference(&rest[1..end])?, end + 1)));
        let (c, len) = known.unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[len..];
    }
    out.push_str(rest);
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_page_in_blocks() {
        let html = "<header>no</header><main><h1>4-① A&amp;B</h1><p data-search=\"lead\">a <b>b</b>c</p>\
            <form>no</form><h2>h</h2><p>x<br>y<ruby>漢<rt>かん</rt></ruby>字</p>\
            <div data-search=\"rest\"><h2>r</h2><a>s</a></div><p>&#x27;t</p></main><p>no</p>";
        let all: Vec<(Zone, String)> = blocks(html).into_iter().map(|b| (b.zone, b.text)).collect();
        let expected = [
            (Zone::Title, "4-① A&B"),
            (Zone::Lead, "a bc"),
            (Zone::Heading, "h"),
            (Zone::Body, "x"),
            (Zone::Body, "y漢字"),
            (Zone::Rest, "r"),
            (Zone::Rest, "s"),
            (Zone::Body, "'t"),
        ];
        assert_eq!(all, expected.map(|(zone, text)| (zone, text.to_owned())));
    }
}
