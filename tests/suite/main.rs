//! The one test binary: everything that is tested from outside the crate, linked once.

mod house;
