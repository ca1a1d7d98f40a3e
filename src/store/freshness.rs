//! What changed since the last commit?
//!
//! A file is taken as unchanged when its size, its time of last change (in nanoseconds) and its inode are
//! those of the commit. That can miss a file which was written twice within the same tick of the clock, so a file
//! that changed within two seconds of the commit, or after it, is judged by its content. So is a file that only
//! looks different (copied back, checked out again): when its content is the same, it is not read again.
//!
//! What a person said of a file that does not tell it itself (its encoding, that its scans are to be read) holds until the
//! file is read afresh: it need not be said again, and only the files it bears on are read again when it is.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::Path;

use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId};

use super::Snapshot;
use super::collect::{with_all, with_term};
use super::columns::names;
use super::records::{Counts, Prepared, StoredSource, Tried, nanoseconds};
use super::schema::{column, record};
use crate::error::Result;
use crate::ingest::{Hints, Source};
use crate::model::Untold;

/// Two seconds: the coarsest clock of a file system still in use (FAT).
const TICK_NS: i64 = 2_000_000_000;

/// A file as the index knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnownFile {
    size: u64,
    mtime: i64,
    inode: u64,
    /// The council the paper itself names.
    pub own_council: Option<String>,
    /// What the file does not tell of itself, and how it was taken.
    pub untold: Option<Untold>,
    pub counts: Counts,
    pub skipped: bool,
    /// Whether it was skipped for a reason that may have passed.
    pub try_again: bool,
}

impl KnownFile {
    /// A file as it is known once it was prepared.
    pub fn of(source: &Source, prepared: &Prepared) -> Self {
        let mut known = Self {
            size: 0,
            mtime: 0,
            inode: 0,
            own_council: prepared.own_council.clone(),
            untold: prepared.untold.clone(),
            counts: prepared.counts,
            skipped: prepared.skipped.is_some(),
            try_again: prepared.tried != Tried::Final,
        };
        known.restat(source);
        known
    }

    /// Takes over what the file looks like from outside.
    pub fn restat(&mut self, source: &Source) {
        (self.size, self.mtime, self.inode) = (source.size, nanoseconds(source.mtime_ns), source.inode);
    }

    /// Whether it can be the same file at another place: it was read, as a file that tells all there is to tell.
    pub fn may_be(&self, source: &Source) -> bool {
        !self.skipped && self.untold.is_none() && self.size == source.size
    }

    fn looks_like(&self, source: &Source) -> bool {
        (self.size, self.mtime, self.inode) == (source.size, nanoseconds(source.mtime_ns), source.inode)
    }
}

/// How a file compares with the last commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fresh {
    /// Not known yet.
    New,
    /// The same.
    Same,
    /// The same content, but it looks different from outside.
    Moved,
    /// The same, and the corrections of it are others.
    Corrected,
    /// To be tried again: the system did not let it be read.
    Retry,
    /// To be read again.
    Changed,
}

/// A file of the corpus, how it compares with the last commit, and what that knows of it.
pub(crate) struct Planned {
    pub source: Source,
    pub fresh: Fresh,
    /// `None` where it is new.
    pub known: Option<KnownFile>,
}

/// Compares a file with the commit whose run began at `began`. Reads the file only when its looks do not tell.
pub(crate) fn compare(
    source: &Source,
    known: Option<&KnownFile>,
    hints: Hints,
    began: i64,
    snapshot: &Snapshot,
) -> Result<Fresh> {
    let Some(known) = known else { return Ok(Fresh::New) };
    if known.untold.as_ref().is_some_and(|untold| hints.would_change(untold)) {
        return Ok(Fresh::Changed);
    }
    if known.try_again {
        let stored = stored_source(snapshot, &source.relative)?;
        let is_retry = stored.is_some_and(|stored| stored.tried == Tried::Retry);
        return Ok(if is_retry { Fresh::Retry } else { Fresh::Changed });
    }
    let looks_same = known.looks_like(source);
    let settled = nanoseconds(source.mtime_ns) < began.saturating_sub(TICK_NS);
    if looks_same && settled {
        return Ok(Fresh::Same);
    }
    if known.size != source.size {
        return Ok(Fresh::Changed);
    }
    let Some(stored) = stored_source(snapshot, &source.relative)? else { return Ok(Fresh::Changed) };
    let same = stored.fingerprint.is_some_and(|then| fingerprint(&source.path).is_ok_and(|now| now == then));
    Ok(match (same, looks_same) {
        (false, _) => Fresh::Changed,
        (true, true) => Fresh::Same,
        (true, false) => Fresh::Moved,
    })
}

/// What the index stores of a file.
pub(crate) fn stored_source(snapshot: &Snapshot, path: &str) -> Result<Option<StoredSource>> {
    let fields = snapshot.fields();
    let query = with_all(vec![with_term(fields.record, record::SOURCE), with_term(fields.path, path)]);
    Ok(snapshot.records(&*query)?.pop())
}

/// BLAKE3 of a file's bytes, in hexadecimal.
pub(crate) fn fingerprint(path: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// The files the index knows, by path: read from columns, not from stored records.
pub(crate) fn known(snapshot: &Snapshot) -> Result<BTreeMap<String, KnownFile>> {
    let addresses = snapshot.addresses(&*with_term(snapshot.fields().record, record::SOURCE))?;
    let skipped = snapshot.addresses(&*with_term(snapshot.fields().record, record::SKIPPED))?;
    let waiting = snapshot.addresses(&*with_term(snapshot.fields().record, record::TRY_AGAIN))?;
    let mut known = BTreeMap::new();
    for (ordinal, segment) in snapshot.searcher().segment_readers().iter().enumerate() {
        let of_segment = || addresses.iter().filter(|at| at.segment_ord as usize == ordinal);
        if of_segment().next().is_none() {
            continue;
        }
        let failed = |error| snapshot.failed(error);
        let columns = segment.fast_fields();
        let numbers = |name: &str| columns.u64(name).map_err(failed);
        let (size, inode) = (numbers(column::SIZE)?, numbers(column::INODE)?);
        let (blocks, tokens) = (numbers(column::BLOCKS)?, numbers(column::TOKENS)?);
        let (findings, warnings) = (numbers(column::FINDINGS)?, numbers(column::WARNINGS)?);
        let mtime = columns.i64(column::MTIME).map_err(failed)?;
        let Some(paths) = columns.str(column::PATH).map_err(failed)? else { continue };
        let docs: Vec<DocId> = of_segment().map(|at| at.doc_id).collect();
        let paths = names(&paths, &docs).map_err(|error| failed(error.into()))?;
        let named = |name: &str| match columns.str(name).map_err(failed)? {
            Some(column) => names(&column, &docs).map_err(|error| failed(error.into())),
            None => Ok(vec![None; docs.len()]),
        };
        let (councils, untold) = (named(column::OWN_COUNCIL)?, named(column::UNTOLD)?);
        for (((&doc, path), own_council), untold) in docs.iter().zip(paths).zip(councils).zip(untold) {
            let Some(path) = path else { continue };
            let untold = untold.and_then(|json| serde_json::from_str(&json).ok());
            let number = |column: &Column<u64>| column.first(doc).unwrap_or(0);
            let counts = Counts {
                blocks: number(&blocks),
                tokens: number(&tokens),
                findings: number(&findings),
                warnings: number(&warnings),
            };
            let mtime = mtime.first(doc).unwrap_or(0);
            let at = DocAddress::new(ordinal as u32, doc);
            let (skipped, try_again) = (skipped.binary_search(&at).is_ok(), waiting.binary_search(&at).is_ok());
            let (size, inode) = (number(&size), number(&inode));
            known.insert(path, KnownFile { size, mtime, inode, own_council, untold, counts, skipped, try_again });
        }
    }
    Ok(known)
}
