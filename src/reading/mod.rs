//! One file in, one [`Reading`] out: the only place where the stages are chained.

use std::path::Path;

use crate::error::Unreadable;
use crate::model::Reading;

/// Reads one file: letters, structure, findings.
///
/// `relative` is the path that is stored and shown, relative to the corpus, with forward slashes.
pub fn read(path: &Path, relative: &str) -> Result<Reading, Unreadable> {
    let _ = (path, relative);
    Err(Unreadable::Empty)
}

/// A number that changes whenever the same bytes could be read differently: part of every commit, so that
/// a new version reads the corpus again.
pub const VERSION: u32 = 1;
