//! Readings in, commit out.
//!
//! A writer holds the engine's lock; there is one at a time. Files are put and removed in any order, and
//! nothing of it can be seen until [`Writer::commit`], which resolves the councils that were touched and writes
//! one consistent state. A writer dropped, or killed, before that leaves the last commit as it was.
//!
//! ```
//! # use lookback::store::{Snapshot, Writer};
//! # let folder = tempfile::tempdir().unwrap();
//! let writer = Writer::open(folder.path(), "")?;
//! writer.commit()?;
//! assert!(Snapshot::open(folder.path())?.documents()?.is_empty());
//! # Ok::<(), lookback::Error>(())
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use rayon::prelude::*;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{IndexWriter, TantivyDocument, Term};

use super::collect::{with_all, with_term};
use super::freshness::{Known, known};
use super::opening::{Commit, Opened, create, failed, open};
use super::records::{
    Prepared, StoredSource, prepare, reading_key, resolved_key, resolved_records, source_key, source_record,
};
use super::schema::{FORMAT, Fields, record, schema};
use super::{Snapshot, Stages};
use crate::error::{Error, Result, Unreadable};
use crate::ingest::Source;
use crate::model::Reading;

/// Memory for building the index, a thread: the least the engine takes, and what pays.
const LEAST_MEMORY: usize = 15_000_000;
const MOST_MEMORY: usize = 48_000_000;

/// How many councils are resolved side by side, so that not all their papers are in memory at once.
const COUNCILS_AT_ONCE: usize = 8;

/// The one that writes the index.
pub struct Writer {
    engine: IndexWriter,
    fields: Fields,
    index_dir: PathBuf,
    stages: Stages,
    commit: Commit,
    /// The state the writer starts from; `None` when that is nothing.
    base: Option<Snapshot>,
    /// Files as they will be known, by path.
    files: BTreeMap<String, Known>,
    /// Readings put since the last commit, as JSON; `None` for a file that is gone or cannot be read.
    put: BTreeMap<String, Option<Box<[u8]>>>,
    /// Councils to be resolved again.
    touched: BTreeSet<String>,
}

impl Writer {
    /// Opens the index for writing, and makes it where there is none of this form.
    ///
    /// `configuration` is the fingerprint of what the readings depend on beside the files.
    ///
    /// # Errors
    /// [`Error::Busy`] when another writer is at work, [`Error::Io`] when the folder cannot be written,
    /// [`Error::Index`] when it holds something damaged or not ours.
    pub fn open(index_dir: &Path, configuration: &str) -> Result<Self> {
        Self::open_for(index_dir, configuration, 0, 0, Stages::REAL)
    }

    /// The same for a run that began at `began` and will put about `bytes` of files.
    pub(crate) fn open_for(
        index_dir: &Path,
        configuration: &str,
        began: i64,
        bytes: u64,
        stages: Stages,
    ) -> Result<Self> {
        let index = match open(index_dir)? {
            Opened::Ready(index, _) => index,
            Opened::Nothing | Opened::OtherForm(_) => create(index_dir)?,
        };
        let engine: IndexWriter =
            index.writer_with_options(memory_for(bytes)).map_err(|error| failed(index_dir, error))?;
        engine.set_merge_policy(Box::new(merge_policy()));
        // A run that was killed may have left a file under the very name that the next commit will want.
        engine.garbage_collect_files().wait().map_err(|error| failed(index_dir, error))?;
        // Only now, with the lock held, is the state sure: another run may have committed since the look above.
        let base = match open(index_dir)? {
            Opened::Ready(index, commit) => Some(Snapshot::of(&index, commit, index_dir)?),
            Opened::Nothing | Opened::OtherForm(_) => None,
        };
        let files = base.as_ref().map(known).transpose()?.unwrap_or_default();
        let commit = Commit {
            lookback: FORMAT,
            reading: crate::reading::fingerprint(),
            configuration: configuration.to_owned(),
            began,
            blocks: 0,
            tokens: 0,
        };
        Ok(Self {
            engine,
            fields: schema().1,
            index_dir: index_dir.to_owned(),
            stages,
            commit,
            base,
            files,
            put: BTreeMap::new(),
            touched: BTreeSet::new(),
        })
    }

    /// Puts a reading in, in place of an earlier one of the same path.
    ///
    /// # Errors
    /// [`Error::Io`] and [`Error::Index`] when the index cannot be written.
    pub fn put(&mut self, source: &Source, outcome: Result<Reading, Unreadable>) -> Result<()> {
        let prepared = prepare(&self.fields, source, String::new(), outcome);
        self.put_prepared(source, prepared)
    }

    /// The same for records made elsewhere, so that they can be made on all cores.
    pub(crate) fn put_prepared(&mut self, source: &Source, prepared: Prepared) -> Result<()> {
        self.forget(&prepared.path);
        for record in prepared.records {
            self.add(record)?;
        }
        let known = Known::new(source, prepared.council.clone(), prepared.counts, prepared.skipped.is_some());
        let reading = prepared.council.is_some().then_some(prepared.reading);
        self.touched.extend(prepared.council);
        self.put.insert(prepared.path.clone(), reading);
        self.files.insert(prepared.path, known);
        Ok(())
    }

    /// Takes a file out, with all that was read from it. Nothing happens when it is not there.
    pub fn remove(&mut self, path: &str) {
        if self.files.contains_key(path) {
            self.forget(path);
            self.files.remove(path);
            self.put.insert(path.to_owned(), None);
        }
    }

    /// Notes that a file looks different from outside and reads the same.
    pub(crate) fn restat(&mut self, source: &Source, stored: &StoredSource) -> Result<()> {
        let Some(known) = self.files.get_mut(&source.relative) else { return Ok(()) };
        known.restat(source);
        let record = source_record(&self.fields, source, stored, known.council.as_deref(), known.counts);
        self.delete(&source_key(&source.relative));
        self.add(record)
    }

    /// Takes out all there is: the index is made anew, and until the commit readers keep the old one.
    pub(crate) fn clear(&mut self) -> Result<()> {
        self.engine.delete_all_documents().map_err(|error| failed(&self.index_dir, error))?;
        self.base = None;
        self.files.clear();
        Ok(())
    }

    /// Resolves the councils touched and writes one commit; then waits until the engine has tidied up.
    ///
    /// # Errors
    /// [`Error::Io`] and [`Error::Index`] when the index cannot be written. The last commit then stands.
    pub fn commit(mut self) -> Result<()> {
        let touched: Vec<String> = std::mem::take(&mut self.touched).into_iter().collect();
        for councils in touched.chunks(COUNCILS_AT_ONCE) {
            let readings: Vec<Vec<Reading>> =
                councils.iter().map(|council| self.readings_of(council)).collect::<Result<_>>()?;
            let (fields, resolve) = (self.fields, self.stages.resolve);
            let records: Vec<Vec<TantivyDocument>> = councils
                .par_iter()
                .zip(readings)
                .map(|(council, readings)| resolved_records(&fields, council, &resolve(&readings)))
                .collect();
            for (council, records) in councils.iter().zip(records) {
                self.delete(&resolved_key(council));
                for record in records {
                    self.add(record)?;
                }
            }
        }
        self.commit.blocks = self.files.values().map(|file| file.counts.blocks).sum();
        self.commit.tokens = self.files.values().map(|file| file.counts.tokens).sum();
        // An open snapshot would keep the files of the state before from being tidied away.
        self.base = None;
        let failed = |error| failed(&self.index_dir, error);
        let payload = serde_json::to_string(&self.commit)
            .map_err(|error| Error::Index { path: self.index_dir.clone(), message: error.to_string() })?;
        let mut prepared = self.engine.prepare_commit().map_err(failed)?;
        prepared.set_payload(&payload);
        prepared.commit().map_err(failed)?;
        self.engine.wait_merging_threads().map_err(failed)
    }

    /// The readings of a council as they will be after the commit, ordered by path.
    fn readings_of(&self, council: &str) -> Result<Vec<Reading>> {
        let damaged = |_| Error::Index { path: self.index_dir.clone(), message: "a stored record is damaged".into() };
        let mut readings: Vec<Reading> = Vec::new();
        if let Some(base) = &self.base {
            let query =
                with_all(vec![with_term(self.fields.record, record::READING), with_term(self.fields.council, council)]);
            let stored: Vec<Reading> = base.records(&*query)?;
            readings.extend(stored.into_iter().filter(|reading| !self.put.contains_key(&reading.document.path)));
        }
        for (path, json) in &self.put {
            let here = self.files.get(path).and_then(|file| file.council.as_deref()) == Some(council);
            if let Some(json) = json.as_ref().filter(|_| here) {
                readings.push(serde_json::from_slice(json).map_err(damaged)?);
            }
        }
        readings.sort_by(|a, b| a.document.path.cmp(&b.document.path));
        Ok(readings)
    }

    /// Deletes what was read from a path and marks its council.
    fn forget(&mut self, path: &str) {
        if let Some(known) = self.files.get(path) {
            self.touched.extend(known.council.clone());
            self.delete(&source_key(path));
            self.delete(&reading_key(path));
        }
    }

    fn delete(&self, key: &str) {
        self.engine.delete_term(Term::from_field_text(self.fields.key, key));
    }

    fn add(&self, record: TantivyDocument) -> Result<()> {
        self.engine.add_document(record).map(|_| ()).map_err(|error| failed(&self.index_dir, error))
    }
}

/// One thread for what fits in it, so that a small update makes one small segment.
fn memory_for(bytes: u64) -> IndexWriterOptions {
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    let cores = available_parallelism().map_or(1, usize::from);
    let threads = (bytes / LEAST_MEMORY).clamp(1, cores.min(4));
    let memory = (bytes / threads).clamp(LEAST_MEMORY, MOST_MEMORY);
    IndexWriterOptions::builder().num_worker_threads(threads).memory_budget_per_thread(memory).build()
}

/// Small segments are joined early, and a segment of which a quarter is deleted is written anew, so that
/// many small updates leave an index not much larger than a fresh one.
fn merge_policy() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(4);
    policy.set_del_docs_ratio_before_merge(0.25);
    policy
}
