//! The text of a rendered page, block by block: what a reader sees between `<main>` and `</main>`.
//!
//! It is read from the page itself, so nothing that a page says is missing from search, whatever
//! the theme shows and wherever. A theme says with `data-search` on an element what its text is:
//! `lead`, `rest` for what comes from elsewhere (lists of links, sources), `none` to leave it out.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::document::Zone;

/// Elements that do not part the text around them.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "em"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "ruby"
            | "rb"
            | "rp"
            | "rt"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "var"
            | "wbr"
    )
}

/// Elements without an end.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements whose text nobody reads, or that says again what stands beside it.
fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "template" | "rt" | "rp" | "form" | "option"
    )
}

/// The attribute by which a theme says what a text is.
const ATTRIBUTE: &str = "data-search=\"";
static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(ATTRIBUTE));

/// Reads a page: tells every piece of text that no match crosses, in reading order.
pub(super) fn blocks(html: &str, tell: impl FnMut(Zone, &str)) {
    let main = html.find("<main").map_or(html, |at| &html[at..]);
    let mut reader = Reader {
        open: Vec::new(),
        tell,
        text: String::new(),
        parted: false,
        zone: Some(Zone::Body),
    };
    let next = |from: usize, byte: u8| {
        let at = memchr::memchr(byte, &main.as_bytes()[from..]);
        at.map(|at| from + at)
    };
    let mut from = 0;
    while let Some(open) = next(from, b'<') {
        reader.say(&main[from..open]);
        let Some(close) = next(open, b'>') else {
            break;
        };
        let tag = &main[open + 1..close];
        if tag == "/main" {
            break;
        }
        reader.tag(tag);
        from = close + 1;
    }
    reader.part();
}

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    zone: Option<Zone>,
}

struct Reader<'a, T> {
    open: Vec<Open<'a>>,
    tell: T,
    text: String,
    /// Whether space stands behind the text so far.
    parted: bool,
    /// What the text is; `None` where it is left out.
    zone: Option<Zone>,
}

impl<'a, T: FnMut(Zone, &str)> Reader<'a, T> {
    fn tag(&mut self, tag: &'a str) {
        if let Some(name) = tag.strip_prefix('/') {
            let name = name.trim_ascii_end();
            if !is_inline(name) {
                self.part();
            }
            if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
                self.open.truncate(at);
                self.zone = self.open.last().map_or(Some(Zone::Body), |open| open.zone);
            }
            return;
        }
        let end = tag.bytes().position(|b| matches!(b, b' ' | b'\n' | b'/'));
        let name = &tag[..end.unwrap_or(tag.len())];
        if !is_inline(name) {
            self.part();
        }
        if is_void(name) || tag.ends_with('/') || name.starts_with('!') {
            return;
        }
        self.zone = self.zone.and_then(|zone| zone_of(name, tag, zone));
        self.open.push(Open {
            name,
            zone: self.zone,
        });
    }

    fn say(&mut self, text: &str) {
        if self.zone.is_none() || text.is_empty() {
            return;
        }
        if memchr::memchr(b'&', text.as_bytes()).is_some() {
            let mut plain = String::with_capacity(text.len());
            decode(text, &mut plain);
            self.words(&plain);
        } else {
            self.words(text);
        }
    }

    /// Takes text in, with one space wherever there is any.
    fn words(&mut self, text: &str) {
        // Most texts are a single word, or the line end between two tags.
        if text.bytes().all(|b| b.is_ascii_whitespace()) {
            self.parted = true;
            return;
        }
        if !text.bytes().any(|b| b.is_ascii_whitespace()) {
            if self.parted && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(text);
            self.parted = false;
            return;
        }
        self.parted |= text.starts_with(|c: char| c.is_ascii_whitespace());
        for word in text.split_ascii_whitespace() {
            if self.parted && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(word);
            self.parted = true;
        }
        self.parted = text.ends_with(|c: char| c.is_ascii_whitespace());
    }

    /// Ends a block.
    fn part(&mut self) {
        if let (Some(zone), false) = (self.zone, self.text.is_empty()) {
            (self.tell)(zone, &self.text);
        }
        self.text.clear();
        self.parted = false;
    }
}

/// What the text of an element is, inside one that is `outer`.
fn zone_of(name: &str, tag: &str, outer: Zone) -> Option<Zone> {
    if is_silent(name) {
        return None;
    }
    let spaced = |at: &usize| *at > 0 && tag.as_bytes()[at - 1].is_ascii_whitespace();
    if let Some(at) = FINDER.find_iter(tag.as_bytes()).find(spaced) {
        let value = &tag[at + ATTRIBUTE.len()..];
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
            <form>no</form><h2>h</h2><p>x<br>y<ruby>漢<rt>かん</rt></ruby>字\n z <i> w</i></p>\
            <div data-search=\"rest\"><h2>r</h2><a>s</a></div><p>&#x27;t</p></main><p>no</p>";
        let mut all = Vec::new();
        blocks(html, |zone, text| all.push((zone, text.to_owned())));
        let expected = [
            (Zone::Title, "4-① A&B"),
            (Zone::Lead, "a bc"),
            (Zone::Heading, "h"),
            (Zone::Body, "x"),
            (Zone::Body, "y漢字 z w"),
            (Zone::Rest, "r"),
            (Zone::Rest, "s"),
            (Zone::Body, "'t"),
        ];
        assert_eq!(all, expected.map(|(zone, text)| (zone, text.to_owned())));
    }
}
