//! What Japanese writing asks of a parser: full-width twins of ASCII, lines that join without a
//! gap, and ruby.
//!
//! Ruby is written `｜漢字《かんじ》`. The bar may be left out where the base is a run of kanji
//! and the reading is all kana: so `漢字《かんじ》` is ruby and `映画《羅生門》` is not.

use unicode_width::UnicodeWidthChar;

use super::bytes::first;

/// Whether nobody sees a character: spaces without width, marks of direction, soft hyphens.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}

/// The ASCII twin of a full-width character, as far as our notations use it; else `c` itself.
pub fn half(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '、' => ',',
        '“' | '”' | '„' | '‟' | '〝' | '〟' => '"',
        '‘' | '’' => '\'',
        '\u{3000}' => ' ',
        '−' => '-',
        _ => c,
    }
}

/// [`half`], and the brackets that Japanese writing uses for quotes.
pub(super) fn half_or_quote(c: char) -> char {
    match c {
        '「' | '」' | '『' | '』' => '"',
        _ => half(c),
    }
}

/// Whether a character takes two columns, so that no space belongs beside it.
///
/// Hangul is left out: Korean writes spaces. Marks such as `※` and `①`, which are as wide as the
/// text around them, count as wide.
pub(super) fn wide(c: char) -> bool {
    let hangul = matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}');
    let mark = matches!(c, '\u{2010}'..='\u{2e7f}') && c.width_cjk() == Some(2);
    let kana = matches!(c, '\u{ff61}'..='\u{ff9f}');
    c >= '\u{2010}' && !hangul && (mark || kana || c.width() == Some(2))
}

/// Whether a line break between these two pieces of source disappears.
///
/// `before` ends where the line ends and `after` begins where the next one begins; markup is
/// looked through to the letters that readers see.
pub(super) fn joins(before: &str, after: &str) -> bool {
    match (last_letter(before), first_letter(after)) {
        (Some(a), Some(b)) => wide(a) && wide(b),
        _ => false,
    }
}

/// Markers of emphasis and what the emphasis pass puts beside them.
const MARKERS: [char; 4] = ['*', '~', '_', super::emphasis::JOINT];

/// A character that joins with any wide neighbour: what a formula prints is known later.
const COMPUTED: char = '数';

fn first_letter(after: &str) -> Option<char> {
    let line = after.lines().next()?.trim_start_matches(MARKERS);
    if let Some(link) = line.strip_prefix("[[") {
        let inner = link.split("]]").next()?;
        let label = inner.split_once(is_bar).map_or(inner, |(_, label)| label);
        return label.trim_start_matches(MARKERS).chars().next();
    }
    if let Some(formula) = line.strip_prefix('{') {
        return match formula.chars().next().map(half) {
            Some('=') => Some(COMPUTED),
            other => other,
        };
    }
    line.trim_start_matches(['[', '｜', '`']).chars().next()
}

fn last_letter(before: &str) -> Option<char> {
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before[start..].trim_end().trim_end_matches(MARKERS);
    if line.ends_with('}') {
        return Some(COMPUTED);
    }
    let line = match line.rfind("](") {
        Some(at) if line.ends_with(')') && !line[at..line.len() - 1].contains(')') => &line[..at],
        _ => line,
    };
    let line = line.trim_end_matches([']', '`']).trim_end_matches(MARKERS);
    line.chars().next_back()
}

/// What stands between the target of a `[[…]]` and its label.
pub(super) fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | super::emphasis::BAR)
}

/// A stretch of text, with or without a reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Segment<'a> {
    /// Text as it stands.
    Text(&'a str),
    /// Text with its reading above it.
    Ruby {
        /// The text.
        base: &'a str,
        /// How it is read.
        reading: &'a str,
    },
}

/// Splits a text into plain stretches and ruby.
pub fn segments(text: &str) -> Vec<Segment<'_>> {
    let mut out = Vec::new();
    let (mut from, mut search) = (0, 0);
    while let Some(open) = text[search..].find('《').map(|at| at + search) {
        let after = open + '《'.len_utf8();
        let Some(close) = text[after..].find(['》', '《', '\n']).map(|at| at + after) else {
            break;
        };
        let reading = &text[after..close];
        let closed = text[close..].starts_with('》');
        match base(&text[from..open], reading).filter(|_| closed) {
            Some((skip, base)) => {
                push_text(&mut out, &text[from..open - base.len() - skip]);
                out.push(Segment::Ruby { base, reading });
                from = close + '》'.len_utf8();
                search = from;
            }
            None => search = after,
        }
    }
    push_text(&mut out, &text[from..]);
    out
}

fn push_text<'a>(out: &mut Vec<Segment<'a>>, text: &'a str) {
    if !text.is_empty() {
        out.push(Segment::Text(text));
    }
}

/// The base that `reading` belongs to, at the end of `head`, and the bytes of the bar before it.
fn base<'a>(head: &'a str, reading: &str) -> Option<(usize, &'a str)> {
    if reading.is_empty() {
        return None;
    }
    if let Some((_, base)) = head.rsplit_once('｜')
        && !base.is_empty()
        && !base.contains(['、', '。', '》', '\n'])
    {
        return Some(('｜'.len_utf8(), base));
    }
    let start = head.trim_end_matches(is_kanji).len();
    let base = &head[start..];
    (!base.is_empty() && reading.chars().all(is_kana)).then_some((0, base))
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'
        | '々' | '〆' | '〇' | 'ヶ')
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}' | '\u{30a0}'..='\u{30ff}' | ' ' | '\u{3000}')
}

/// The markup of one base with its reading; both are escaped.
pub fn ruby_html(base: &str, reading: &str) -> String {
    let (base, reading) = (escape(base), escape(reading));
    format!("<ruby>{base}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>")
}

/// A plain title of TOML as markup: ruby set, everything else escaped.
pub fn title_html(text: &str) -> String {
    segments(text)
        .into_iter()
        .fold(String::new(), |mut out, segment| {
            match segment {
                Segment::Text(text) => out.push_str(&escape(text)),
                Segment::Ruby { base, reading } => out.push_str(&ruby_html(base, reading)),
            }
            out
        })
}

/// A plain title of TOML without its readings.
pub fn title_plain(text: &str) -> String {
    segments(text)
        .into_iter()
        .fold(String::new(), |mut out, segment| {
            match segment {
                Segment::Text(text) => out.push_str(text),
                Segment::Ruby { base, .. } => out.push_str(base),
            }
            out
        })
}

/// Text as it may stand in markup and in attributes.
pub fn escape(text: &str) -> String {
    // Most texts have nothing to escape, and go over in one piece.
    let special = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    if first(text.as_bytes(), special).is_none() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(escaped);
        done = at + 1;
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ruby_needs_a_bar_or_kanji_with_kana() {
        let ruby = |base, reading| Segment::Ruby { base, reading };
        assert_eq!(
            segments("本｜漢字《かんじ》だ"),
            [
                Segment::Text("本"),
                ruby("漢字", "かんじ"),
                Segment::Text("だ")
            ]
        );
        assert_eq!(
            segments("この漢字《かんじ》"),
            [Segment::Text("この"), ruby("漢字", "かんじ")]
        );
        assert_eq!(
            segments("｜Kawasaki《カワサキ》"),
            [ruby("Kawasaki", "カワサキ")]
        );
        for plain in [
            "映画《羅生門》",
            "かな《かな》",
            "《題》",
            "漢字《かん",
            "漢字《》",
            "｜《か》",
        ] {
            assert_eq!(segments(plain), [Segment::Text(plain)], "{plain}");
        }
        assert_eq!(title_plain("川崎《かわさき》市"), "川崎市");
        assert_eq!(
            title_html("<川崎《かわさき》>"),
            "&lt;<ruby>川崎<rp>（</rp><rt>かわさき</rt><rp>）</rp></ruby>&gt;"
        );
    }

    #[test]
    fn lines_join_between_wide_letters_only() {
        for (before, after) in [
            ("市は", "計画"),
            ("**強調**", "次"),
            ("前", "[[4-1|取組]]"),
            ("[市](a.md)", "の"),
            ("[[市]]", "の"),
            ("は", "{=値(a)}です"),
            ("{36件=件数(a)}", "です"),
            ("前。", "「後」"),
            ("ﾃｽﾄ", "です"),
        ] {
            assert!(joins(before, after), "{before} {after}");
        }
        for (before, after) in [("市は", "ICT"), ("a", "b"), ("(注)", "a"), ("한국", "어")] {
            assert!(!joins(before, after), "{before} {after}");
        }
    }
}
