//! A page as search sees it.

use serde::Serialize;

use super::text;
use super::texts::Texts;
use crate::view::search::Entry;

/// What a piece of text is; the better the find, the earlier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Zone {
    /// The code of a thing.
    Code,
    /// Its title.
    Title,
    /// Other spellings of its name.
    Alias,
    /// Words that readers look for it by.
    Word,
    /// Headings.
    Heading,
    /// The answer in one sentence.
    Lead,
    /// Its own text.
    Body,
    /// What comes from elsewhere: links, sources, working.
    Rest,
}

/// How many zones there are.
pub(super) const ZONES: usize = 8;

/// A text on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) zone: Zone,
    /// Whether it stays with its page, wherever else it stands.
    pub(super) kept: bool,
    /// The number of the text.
    pub(super) text: u32,
}

/// A page as search sees it.
#[derive(Debug)]
pub struct Document {
    pub(super) entry: Entry,
    /// Its texts zone by zone; each stands once, in its best zone.
    pub(super) blocks: Box<[Block]>,
}

impl Document {
    /// Reads a rendered page.
    pub fn read(entry: Entry, html: &str, texts: &Texts) -> Self {
        let mut blocks = Vec::new();
        let mut add = |zone: Zone, text: &str| {
            if !text.is_empty() {
                blocks.push(Block {
                    zone,
                    kept: zone <= Zone::Word || zone == Zone::Lead,
                    text: texts.number(text),
                });
            }
        };
        add(Zone::Code, &entry.code);
        add(Zone::Title, &entry.title);
        entry.aliases.iter().for_each(|text| add(Zone::Alias, text));
        entry.words.iter().for_each(|text| add(Zone::Word, text));
        text::blocks(html, |zone, text| match zone {
            // The title is known without its code; the whole heading need not be shown as context.
            Zone::Title => add(Zone::Rest, text),
            _ => add(zone, text),
        });
        let mut numbered: Vec<(usize, Block)> = blocks.into_iter().enumerate().collect();
        numbered.sort_unstable_by_key(|(at, block)| (block.text, block.zone, *at));
        numbered.dedup_by_key(|(_, block)| block.text);
        numbered.sort_unstable_by_key(|(at, block)| (block.zone, *at));
        let mut blocks: Vec<Block> = numbered.into_iter().map(|(_, block)| block).collect();
        // What is shown of a page that is found by its name alone stays with it.
        let telling = blocks.iter().position(|block| block.zone >= Zone::Lead);
        if let Some(at) = telling {
            blocks[at].kept = true;
        }
        Self {
            entry,
            blocks: blocks.into_boxed_slice(),
        }
    }

    /// What is shown of the page where it is found, as JSON.
    pub(super) fn shown(&self) -> impl Serialize {
        let e = &self.entry;
        let badge = e.badge.as_ref().map(|b| (&b.symbol, &b.label, &b.tone));
        (
            &e.path, &e.sort, &e.code, &e.title, &e.context, badge, &e.aliases, &e.words,
        )
    }
}
