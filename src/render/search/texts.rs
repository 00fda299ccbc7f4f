//! Every text of all pages, each held once: most of what pages say in tables, labels and sources
//! stands on many of them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use foldhash::HashMap;

/// How many parts there are, so that pages that are read at the same time seldom wait.
const PARTS: usize = 64;

/// Texts by number. A number says nothing but which text it is: which page came first is chance,
/// so no number may reach the output.
#[derive(Debug)]
pub struct Texts {
    parts: [Mutex<Part>; PARTS],
}

#[derive(Default, Debug)]
struct Part {
    numbers: HashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            parts: std::array::from_fn(|_| Mutex::default()),
        }
    }
}

impl Texts {
    fn part(&self, n: usize) -> MutexGuard<'_, Part> {
        // A text is whole before it is known.
        self.parts[n].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of a text.
    pub(super) fn number(&self, text: &str) -> u32 {
        let ends = text.bytes().rev().take(8);
        let n = ends.fold(text.len(), |sum: usize, byte| {
            sum.wrapping_mul(31) ^ usize::from(byte)
        }) % PARTS;
        let mut part = self.part(n);
        let known = part.numbers.get(text).copied();
        let at = known.unwrap_or_else(|| {
            let at = u32::try_from(part.texts.len()).unwrap_or(u32::MAX);
            let text: Arc<str> = Arc::from(text);
            part.texts.push(Arc::clone(&text));
            part.numbers.insert(text, at);
            at
        });
        at * PARTS as u32 + n as u32
    }

    /// All texts, each at the place of its number.
    pub(super) fn all(&self) -> Vec<Arc<str>> {
        let parts: Vec<MutexGuard<'_, Part>> = (0..PARTS).map(|n| self.part(n)).collect();
        let longest = parts.iter().map(|part| part.texts.len()).max();
        let mut all = Vec::with_capacity(longest.unwrap_or(0) * PARTS);
        for at in 0..longest.unwrap_or(0) {
            for part in &parts {
                all.push(part.texts.get(at).cloned().unwrap_or_default());
            }
        }
        all
    }
}
