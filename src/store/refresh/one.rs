//! Reads the files, one at a time.

use crate::error::{Result, Unreadable};
use crate::ingest::Source;
use crate::model::Untold;
use crate::reading::{Told, contained};
use crate::resolve::corrections::Corrections;
use crate::store::freshness::{Fresh, fingerprint};
use crate::store::moved::reading_at;
use crate::store::records::{Prepared, prepare};
use crate::store::schema::fields;
use crate::store::{Snapshot, Stages};

use super::Refresh;

/// How much is read before it goes into the index: bounds the memory, keeps the cores busy.
const BATCH_FILES: usize = 32;
const BATCH_BYTES: u64 = 8 << 20;

/// Stands before the fingerprint of a file that was given up once and is to be tried once more.
const ONCE: &str = "once:";

/// A file to read, and how it compares with the last commit.
pub(super) struct ToRead<'a> {
    pub source: &'a Source,
    pub fresh: Fresh,
    /// What it did not tell then, and how it was taken; `None` where that no longer counts.
    pub untold: Option<&'a Untold>,
    /// Where it lay at the last commit, if it only moved: what was read then is taken over.
    pub moved_from: Option<(&'a Snapshot, &'a String)>,
    /// The fingerprint with which it was skipped at the last commit; `None` where it was not.
    pub given_up: Option<String>,
}

/// Reads one file and makes its records.
pub(super) fn read_one(
    file: &ToRead<'_>,
    options: &Refresh,
    stages: Stages,
    corrections: &Corrections,
) -> Result<Prepared> {
    let ToRead { source, untold, moved_from, .. } = *file;
    let made = |source: &Source, mark: String, outcome| {
        let corrections = corrections.of(&source.relative);
        contained(|| prepare(fields(), source, mark, outcome, corrections)).unwrap_or_else(|fault| {
            let mark = fingerprint(&source.path).unwrap_or_default();
            prepare(fields(), source, mark, Err(fault), Vec::new())
        })
    };
    if let Some((before, from)) = moved_from
        && let Some(reading) = reading_at(before, from, &source.relative)?
    {
        return Ok(made(source, String::new(), Ok(reading)));
    }
    let hints = untold.map_or(options.hints, |untold| options.hints.or_as_before(untold));
    let told = Told::new(options.settings.given(&source.relative), hints);
    let outcome = match &options.pool {
        Some(pool) => pool.read(&source.path, &source.relative, &told),
        None => (stages.read)(&source.path, &source.relative, &told),
    };
    if matches!(outcome, Err(Unreadable::NotStarted(_) | Unreadable::Io(_))) {
        // The system's fault and not the file's, which may be mended without a change to it: it is to look changed the next time.
        let source = Source { mtime_ns: 0, ..source.clone() };
        return Ok(made(&source, String::new(), outcome));
    }
    let mark = if outcome.is_err() { fingerprint(&source.path).unwrap_or_default() } else { String::new() };
    // The machine may have been busy, or short of memory: the same bytes are given up for good the second time.
    let may_be_busy = matches!(outcome, Err(Unreadable::TooSlow { .. } | Unreadable::Stopped));
    let once = format!("{ONCE}{mark}");
    if may_be_busy && !mark.is_empty() && file.given_up.as_ref() != Some(&once) {
        let source = Source { mtime_ns: 0, ..source.clone() };
        return Ok(made(&source, once, outcome));
    }
    Ok(made(source, mark, outcome))
}

/// Cuts the files to read into runs that fit in memory while they wait for the index.
pub(super) fn batches<'a, 'b>(files: &'b [ToRead<'a>]) -> Vec<&'b [ToRead<'a>]> {
    let mut batches = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, file) in files.iter().enumerate() {
        if at > start && (at - start >= BATCH_FILES || bytes + file.source.size > BATCH_BYTES) {
            batches.push(&files[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += file.source.size;
    }
    if start < files.len() {
        batches.push(&files[start..]);
    }
    batches
}
