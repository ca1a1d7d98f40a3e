//! Reads the files, one at a time.

use crate::error::{Result, Unreadable};
use crate::ingest::Source;
use crate::model::Untold;
use crate::reading::{Told, contained};
use crate::resolve::corrections::Corrections;
use crate::store::freshness::{Fresh, fingerprint};
use crate::store::moved::reading_at;
use crate::store::records::{GivenUp, Prepared, StoredSource, Tried, prepare};
use crate::store::schema::fields;
use crate::store::{Snapshot, Stages};

use super::Refresh;

/// How much is read before it goes into the index: bounds the memory, keeps the cores busy.
const BATCH_FILES: usize = 32;
const BATCH_BYTES: u64 = 8 << 20;

/// A file to read, and how it compares with the last commit.
pub(super) struct ToRead<'a> {
    pub source: &'a Source,
    pub fresh: Fresh,
    /// What it did not tell then, and how it was taken; `None` where that no longer counts.
    pub untold: Option<&'a Untold>,
    /// Where it lay at the last commit, if it only moved: what was read then is taken over.
    pub moved_from: Option<(&'a Snapshot, &'a String)>,
    /// How it stands in the index where it was skipped at the last commit; `None` where it was not.
    pub given_up: Option<StoredSource>,
}

/// Reads one file and makes its records.
pub(super) fn read_one(
    file: &ToRead<'_>,
    options: &Refresh,
    stages: Stages,
    corrections: &Corrections,
) -> Result<Prepared> {
    let ToRead { source, untold, moved_from, .. } = *file;
    let given_up = |reason, tried| GivenUp { reason, fingerprint: fingerprint(&source.path).ok(), tried };
    let made = |outcome| {
        let corrections = corrections.of(&source.relative);
        contained(|| prepare(fields(), source, outcome, corrections))
            .unwrap_or_else(|fault| prepare(fields(), source, Err(given_up(fault, Tried::Final)), Vec::new()))
    };
    if let Some((before, from)) = moved_from
        && let Some(reading) = reading_at(before, from, &source.relative)?
    {
        return Ok(made(Ok(reading)));
    }
    let hints = untold.map_or(options.hints, |untold| options.hints.or_as_before(untold));
    let told = Told::new(options.settings.given(&source.relative), hints);
    let outcome = match &options.pool {
        Some(pool) => pool.read(&source.path, &source.relative, &told),
        None => (stages.read)(&source.path, &source.relative, &told),
    };
    Ok(made(outcome.map_err(|reason| match reason {
        Unreadable::NotStarted(_) | Unreadable::Io(_) => GivenUp { reason, fingerprint: None, tried: Tried::Retry },
        Unreadable::TooSlow { .. } | Unreadable::Stopped => {
            let given_up = given_up(reason, Tried::Once);
            let is_second = file
                .given_up
                .as_ref()
                .is_some_and(|before| before.tried == Tried::Once && before.fingerprint == given_up.fingerprint);
            if is_second { GivenUp { tried: Tried::Final, ..given_up } } else { given_up }
        }
        _ => given_up(reason, Tried::Final),
    })))
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
