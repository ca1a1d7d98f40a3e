//! How well real papers and our own are read: what is found in them, that nothing is lost, that every quote stands there.
//!
//! One program, because the real papers are the dear part: their letters are taken from their files once for all the
//! tests here (`shelf`). `cargo test --test papers -- --nocapture` prints the figures.

#![allow(clippy::unwrap_used)]

mod accuracy;
#[path = "../common/mod.rs"]
mod common;
mod fidelity;
mod shelf;
mod vectors;
mod verification;
