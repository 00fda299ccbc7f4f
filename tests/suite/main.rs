//! The one test binary: everything that is tested from outside the crate, linked once.

#![expect(clippy::expect_used, reason = "a test says what must be there")]

mod cases;
mod cli;
mod counts;
mod dice;
mod disk;
mod fold;
mod golden;
mod house;
mod mutations;
mod output;
mod pictures;
mod project;
mod properties;
mod relations;
mod reworded;
mod same;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod shares;
mod shown;
mod stray;
mod texts;
mod warm;
