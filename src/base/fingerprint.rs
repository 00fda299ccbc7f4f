//! Stable hashes: the same value, the same fingerprint, on every machine and in every run.

use std::fmt;
use std::fs::File;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::Path;

/// 128 bits of BLAKE3.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// The fingerprint of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_parts(&[bytes])
    }

    /// The fingerprint of several parts in order; lengths are hashed too, so that moving a byte
    /// from one part to the next changes the result. They come last: bytes are hashed many at a
    /// time only from a round place on.
    pub fn of_parts(parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(part);
        }
        let lengths = parts.iter().map(|part| part.len());
        for length in lengths.chain([parts.len()]) {
            hasher.update(&(length as u64).to_le_bytes());
        }
        Self::first_of(&hasher)
    }

    /// The fingerprint of a file's bytes, of which only a few are held at a time.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(File::open(path)?)?;
        Ok(Self::first_of(&hasher))
    }

    fn first_of(hasher: &blake3::Hasher) -> Self {
        let mut first = [0; 16];
        first.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(first)
    }

    /// The fingerprint of a value, for keys of this process only: how a value hashes differs
    /// between machines.
    pub fn of_value(value: &impl Hash) -> Self {
        let mut collected = Collected(Vec::with_capacity(1 << 12));
        value.hash(&mut collected);
        Self::of(&collected.0)
    }

    /// The raw bytes, to be hashed into another fingerprint.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// All bytes that a value gives to be hashed.
struct Collected(Vec<u8>);

impl Hasher for Collected {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Not used: whoever collects wants the bytes.
    fn finish(&self) -> u64 {
        0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
