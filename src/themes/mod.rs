//! What keeps coming back? Codebooks, counts and quotes.
//!
//! A [`Codebook`] says which themes a finding carries and by which words, [`Codebooks`] which of them is for what; a [`Tally`] counts them by review, year or
//! council and keeps the quotes behind every count; [`statistics`] says how little a small count proves, and [`change`]
//! and [`words`] what may be said of two sides; [`agreement`] compares a codebook with a person's reading.
//!
//! This room takes slices of findings, not a store, and writes nothing down.

pub mod agreement;
mod chance;
pub mod change;
pub mod check;
mod choice;
mod codebook;
mod coded;
mod counts;
pub mod discover;
pub mod gathered;
pub mod groups;
pub mod labels;
mod matcher;
pub mod passage;
pub mod phrases;
mod sheet;
mod source;
pub mod statistics;
mod tally;
mod term;
#[cfg(test)]
mod testing;
mod together;
pub mod topics;
mod whole;
pub mod words;
pub mod years;

pub(crate) use chance::Chance;
pub use choice::Codebooks;
pub use codebook::{Codebook, CodebookError, DEFAULT, Theme};
pub use counts::Counts;
pub use tally::{Tally, UNCOVERED, evidence, matrix};
