//! What has been read? The tantivy index, the only store.
//!
//! [`refresh`] brings the index up to date with a folder of papers; [`Snapshot`] answers from its last commit;
//! What lies between is `writer`: readings in, commit out. One commit is one consistent state, and nothing
//! that an answer needs is written beside it, so a run that is killed leaves the commit before. Vectors of a sentence model
//! are kept in the same folder (`lexicon`), and are made anew where they are missing.
//!
//! Where it stops: what a paper says is [`crate::reading`]'s, whose finding it is [`crate::resolve`]'s, and what a query
//! means [`crate::search`]'s.
//!
//! ```no_run
//! use std::path::Path;
//! use lookback::store::{Refresh, Snapshot, Wanted, refresh};
//!
//! let (papers, index) = (Path::new("papers"), Path::new("papers/.lookback"));
//! let report = refresh(papers, index, &Refresh::default(), &|_| {})?;
//! assert_eq!(report.files.len(), report.totals.documents + report.totals.skipped);
//! for finding in Snapshot::open(index)?.findings(&Wanted::default())? {
//!     assert!(!finding.text.is_empty());
//! }
//! # Ok::<(), lookback::Error>(())
//! ```

pub(crate) mod collect;
pub(crate) mod columns;
mod cutting;
mod directory;
mod freshness;
mod joining;
mod moved;
mod opening;
mod records;
mod refresh;
mod resolved;
pub(crate) mod schema;
mod scratch;
pub(crate) mod sketch;
mod snapshot;
pub(crate) mod spelling;
pub(crate) mod statistics;
mod stored;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod turn;
mod whole;
pub(crate) mod words;
mod writer;

pub(crate) use records::{Card, kind_term};
pub use refresh::{Again, FileReport, FileStatus, Progress, Refresh, RefreshReport, is_under, refresh};
pub(crate) use snapshot::{RankedBy, Retold, Standing};
pub use snapshot::{Skipped, Snapshot, Totals, Wanted};
pub use turn::{Turn, take_turn};
pub use whole::{Written, write_whole};
pub(crate) use writer::Writer;

use crate::error::Unreadable;
use crate::model::Reading;
use crate::reading::Told;
use crate::resolve::Resolved;

/// A fingerprint of everything that decides what is stored of a paper: how it is read, how papers are put together, and the data
/// files by which it is told from answers, its days are told and its words cut.
fn fingerprint() -> String {
    let parts = [
        include_str!("../ingest/own_tables.txt"),
        include_str!("../ingest/own_texts.toml"),
        include_str!("../text/due.toml"),
        include_str!("spelling.txt"),
    ];
    let own = blake3::hash(parts.concat().as_bytes()).to_hex();
    format!("{}-{}-{}", crate::reading::fingerprint(), crate::resolve::fingerprint(), &own[..16])
}

/// The rooms below that make records of files, so that tests can put plain ones in their place.
#[derive(Clone, Copy)]
pub(crate) struct Stages {
    /// One file in, one reading out.
    pub read: fn(&std::path::Path, &str, &Told) -> Result<Reading, Unreadable>,
    /// Whose finding is it, across the papers of one council.
    pub resolve: fn(Vec<Reading>) -> Resolved,
}

impl Stages {
    /// What the program uses.
    pub const REAL: Self = Self { read: crate::reading::read, resolve: crate::resolve::resolve };
}
