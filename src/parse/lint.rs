//! What a text leaves unsaid for those who hear a page, or go through it link by link: links that
//! name nothing, images whose words say nothing, files whose format nobody would expect.
//!
//! The words to look for are in `i18n/`, of both languages at once: a Japanese text may say "here".

use std::collections::BTreeSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::base::i18n::{Catalog, Lang};

use super::errors;
use super::japanese::half;
use super::prose::{Chunk, Target, words};
use super::writer::Writer;

/// The longest label that is looked up, in bytes: no word of the lists is longer.
const LONGEST: usize = 120;

/// The longest mark of a title, in bytes, with the number of the table.
const LONGEST_MARK: usize = 30;

/// Why a link says nothing out of its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LinkProblem {
    /// It has no words.
    Empty,
    /// A word such as "here".
    Word,
    /// The address itself.
    Address,
}

/// Why the words of an image say nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ImageProblem {
    /// A word such as "image", with or without a number.
    Word,
    /// The name of the file.
    FileName,
    /// What the text beside it says already.
    Beside,
}

/// A format of files that do not open as a page.
#[derive(Debug)]
pub struct FileFormat {
    /// How the names of its files end.
    pub ending: &'static str,
    /// What people call it, folded.
    names: Vec<String>,
    /// The usual name.
    pub name: String,
}

/// The sections of the catalogues that hold the words.
const AUTHOR_WORDS: &str = "author-words";
const FILE_FORMATS: &str = "file-formats";

/// The words of both catalogues, folded.
struct Words {
    links: BTreeSet<String>,
    images: BTreeSet<String>,
    tables: Vec<String>,
    sizes: Vec<String>,
    formats: Vec<FileFormat>,
}

/// Endings of files that do not open as a page; their names are in `[file-formats]`.
const ENDINGS: [&str; 12] = [
    "pdf", "xlsx", "xls", "xlsm", "docx", "doc", "pptx", "ppt", "csv", "zip", "ods", "odt",
];

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let both = |section| [Lang::Ja, Lang::En].map(|lang| Catalog::excerpt(lang, section));
    let (words, formats) = (both(AUTHOR_WORDS), both(FILE_FORMATS));
    let all = |catalogs: &[Catalog], section: &str, name: &str| -> Vec<String> {
        let texts = catalogs.iter().filter_map(|c| c.find(section, name));
        let words = texts.flat_map(|text| text.split('|'));
        words.map(str::to_owned).collect()
    };
    let folded = |name: &str| {
        all(&words, AUTHOR_WORDS, name)
            .into_iter()
            .map(|w| fold(&w))
    };
    let format = |ending: &'static str| {
        let names = all(&formats, FILE_FORMATS, ending);
        FileFormat {
            ending,
            name: names.first().cloned().unwrap_or_default(),
            names: names.iter().map(|name| lower(name)).collect(),
        }
    };
    Words {
        links: folded("link").collect(),
        images: folded("image").collect(),
        tables: folded("table").collect(),
        sizes: folded("size").collect(),
        formats: ENDINGS.into_iter().map(format).collect(),
    }
});

/// A text in one width and small letters.
fn lower(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// A text as the lists know it: in one width, without blanks, without what stands around it.
fn fold(text: &str) -> String {
    let folded: String = lower(text).split_whitespace().collect();
    folded
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}

/// Whether the words of a link say nothing of where it leads.
fn link_problem(label: &str, target: &Target) -> Option<LinkProblem> {
    let label = label.trim();
    if label.is_empty() {
        return Some(LinkProblem::Empty);
    }
    if label.len() <= LONGEST && WORDS.links.contains(&fold(label)) {
        return Some(LinkProblem::Word);
    }
    let web = matches!(target, Target::Url(url) if !url.starts_with("mailto:") && !url.starts_with("tel:"));
    let begins = |sign: &str| {
        label
            .get(..sign.len())
            .is_some_and(|l| l.eq_ignore_ascii_case(sign))
    };
    let address = ["http://", "https://", "www."].into_iter().any(begins);
    (web && address && !label.contains(char::is_whitespace)).then_some(LinkProblem::Address)
}

/// Whether the words of an image say nothing, whatever stands beside it.
pub(super) fn image_problem(alt: &str, path: &str) -> Option<ImageProblem> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let (said, stem) = (fold(alt), fold(stem));
    let is_name = alt.rsplit_once('.').is_some_and(|(_, own)| {
        !ending.is_empty() && own.trim().eq_ignore_ascii_case(ending) && !alt.trim().contains(' ')
    });
    // The name of a file may be a good description, unless it is one of a machine.
    let of_machine = stem.is_ascii() && stem.contains(|c: char| !c.is_ascii_alphabetic());
    if is_name || (said == stem && of_machine) {
        return Some(ImageProblem::FileName);
    }
    let word = said.trim_end_matches(|c: char| c.is_ascii_digit() || !c.is_alphanumeric());
    WORDS.images.contains(word).then_some(ImageProblem::Word)
}

/// The format of the file that an address or a path names, if it opens as no page.
pub fn file_format(path: &str) -> Option<&'static FileFormat> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let (_, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
    let mut all = WORDS.formats.iter();
    all.find(|format| format.ending.eq_ignore_ascii_case(ending))
}

impl FileFormat {
    /// Whether a label names the format.
    pub fn is_named(&self, label: &str) -> bool {
        let label = lower(label);
        let inside_word = |text: Option<char>| text.is_some_and(|c| c.is_ascii_alphabetic());
        let mut names = self.names.iter().map(String::as_str).chain([self.ending]);
        names.any(|name| {
            label.match_indices(name).any(|(at, _)| {
                let before = label[..at].chars().next_back();
                let after = label[at + name.len()..].chars().next();
                !inside_word(before) && !inside_word(after)
            })
        })
    }
}

/// Whether a label says how large a file is.
pub fn says_size(label: &str) -> bool {
    let label = fold(label);
    let after_digit = |at: usize| label[..at].ends_with(|c: char| c.is_ascii_digit());
    let mut units = WORDS.sizes.iter();
    units.any(|unit| label.match_indices(unit).any(|(at, _)| after_digit(at)))
}

/// The words of a table's title, if a text begins as one does: where they begin in it. A table
/// that has a number keeps it.
pub(super) fn table_title(text: &str) -> Option<usize> {
    let mut start = text
        .char_indices()
        .take_while(|(at, _)| *at <= LONGEST_MARK);
    let (at, colon) = start.find(|(_, c)| half(*c) == ':')?;
    let folded = fold(&text[..at]);
    let word = folded.trim_end_matches(|c: char| c.is_ascii_digit() || "-.".contains(c));
    let title = text[at + colon.len_utf8()..].trim_start();
    let known = WORDS.tables.iter().any(|own| own == word);
    known.then_some(match word == folded {
        true => text.len() - title.len(),
        false => 0,
    })
}

impl Writer<'_> {
    /// Looks at the words of the last link, which began at the chunk `from`.
    pub(super) fn lint_link(&mut self, from: usize) {
        let Some(Chunk::LinkStart(index)) = self.prose.get(from) else {
            return;
        };
        let Some(link) = self.prose.links.get(index as usize) else {
            return;
        };
        let inside = self.prose.chunks(from..self.prose.len());
        // An image without words has a fault of its own.
        let is_open = |chunk: Chunk<'_>| matches!(chunk, Chunk::Image(_) | Chunk::Formula(_));
        let is_known = !inside.clone().any(is_open);
        let label = words(inside);
        let label = label.trim();
        let problem = link_problem(label, &link.target).filter(|_| is_known);
        if let Some(problem) = problem {
            let fault = errors::vague_link(link.span, label, problem);
            self.diags.push(fault);
        } else if let Target::Url(url) = &link.target
            && let Some(format) = file_format(url)
            && !format.is_named(label)
        {
            let fault = errors::unnamed_format(link.span, label, &format.name);
            self.diags.push(fault);
        }
    }

    /// Looks whether images repeat what stands beside them.
    pub(super) fn lint_images(&mut self) {
        let prose = &self.prose;
        for (at, chunk) in prose.chunks(0..prose.len()).enumerate() {
            let Chunk::Image(index) = chunk else { continue };
            let Some(image) = prose.images.get(index as usize) else {
                continue;
            };
            let said = fold(&image.alt);
            let before = beside(prose.chunks(0..at).rev(), true);
            let after = beside(prose.chunks(at + 1..prose.len()), false);
            if !said.is_empty() && [before, after].iter().any(|text| fold(text) == said) {
                let fault = errors::vague_image(image.span, &image.alt, ImageProblem::Beside);
                self.diags.push(fault);
            }
        }
    }
}

/// The text of the nearest block that has some, as far as the edges of that block.
fn beside<'a>(chunks: impl Iterator<Item = Chunk<'a>>, backwards: bool) -> String {
    let mut pieces: Vec<&str> = Vec::new();
    let mut edges = 0;
    for chunk in chunks {
        match chunk {
            Chunk::Text(text) | Chunk::Ruby { base: text, .. } => pieces.push(text),
            Chunk::Html(html) if !html.contains('\n') => {}
            Chunk::LinkStart(_) | Chunk::LinkEnd | Chunk::Mention { .. } => {}
            Chunk::Image(_) | Chunk::Formula(_) | Chunk::LinkAuto(_) | Chunk::Word(_) => break,
            _ if pieces.is_empty() && edges == 0 => edges += 1,
            _ => break,
        }
    }
    if backwards {
        pieces.reverse();
    }
    pieces.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_and_every_format_has_its_words() {
        let lists = [WORDS.links.len(), WORDS.images.len()];
        assert!(lists.iter().all(|length| *length > 20), "{lists:?}");
        assert_eq!(WORDS.tables.len(), 2);
        assert!(WORDS.sizes.len() > 5);
        let named = WORDS.formats.iter().all(|format| !format.name.is_empty());
        assert!(named, "{:?}", WORDS.formats);
        let longest = WORDS.links.iter().map(String::len).max();
        assert!(longest < Some(LONGEST));
    }
}
