//! Floor 0: what every other floor stands on.
//!
//! Places in files, faults as data, keys and arenas, words in two languages. Nothing here knows a
//! page, a plan or an indicator, and nothing here reads a disk.

pub mod diag;
pub mod fingerprint;
pub mod i18n;
pub mod key;
pub mod lines;
pub mod memo;
pub mod reason;
pub mod recent;
pub mod report;
pub mod rows;
pub mod snippet;
pub mod source;
pub mod span;
pub mod words;
