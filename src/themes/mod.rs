//! What keeps coming back? Codebooks, counts and quotes.
//!
//! A [`Codebook`] says which themes a finding carries and by which words; a [`Tally`] counts them by review, year or
//! council and keeps the quotes behind every count; [`statistics`] says how little a small count proves;
//! [`agreement`] compares a codebook with a person's reading.
//!
//! This room takes slices of findings, not a store, and writes nothing down.

pub mod agreement;
mod codebook;
mod matcher;
mod source;
pub mod statistics;
mod tally;
mod term;

pub use codebook::{Codebook, CodebookError, DEFAULT, Theme};
pub use tally::{Tally, UNCOVERED, evidence, matrix};
