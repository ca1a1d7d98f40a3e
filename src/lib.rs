//! What did the last review ask for, is it still there, and what did we do about it?
//!
//! `lookback` reads peer review reports, inspection reports and panel minutes, extracts what each review
//! found, and answers search, theme and diff queries across years, every line with its quote and a citation
//! that can be found on paper. It works offline, on one machine, and gives the same bytes every time.
//!
//! Data flows one way, and the folders are the pipeline; each row imports only from those above it here:
//!
//! | room | the question it answers |
//! |---|---|
//! | [`model`], [`error`] | the nouns · what can go wrong |
//! | [`text`] | pure functions on `&str` |
//! | [`ingest`], [`structure`], [`findings`] | what are the letters? how is the page built? what did the review find? |
//! | [`settings`] | what does the officer know better? |
//! | [`reading`], [`resolve`] | one file in, one reading out · whose finding is it, across all papers? |
//! | [`store`], [`lexicon`] | what has been read? · how does the sector say it? |
//! | [`search`], [`compare`], [`themes`] | where is it? what changed? what keeps coming back? |
//! | [`answers`] | which questions together make this answer? |
//! | [`output`] | how is an answer written down? |
//! | [`serve`] | how do they see it in a browser? |
//!
//! The library never prints and never exits; the program in `bin/lookback` does both.

#![warn(clippy::print_stdout, clippy::print_stderr, clippy::exit)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod answers;
pub mod compare;
pub mod error;
pub mod findings;
pub mod ingest;
pub mod lexicon;
pub mod model;
pub mod output;
pub mod reading;
pub mod resolve;
pub mod search;
pub mod serve;
pub mod settings;
pub mod store;
pub mod structure;
pub mod text;
pub mod themes;

pub use error::{Error, Result, Unreadable};
