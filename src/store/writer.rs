//! Readings in, commit out.
//!
//! A writer holds the engine's lock; there is one at a time. Files are put and removed in any order, and
//! nothing of it can be seen until [`Writer::commit`], which resolves the councils that were touched and writes
//! one consistent state. A writer dropped, or killed, before that leaves the last commit as it was.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use rayon::prelude::*;
use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::{IndexWriter, TantivyDocument, Term};

use super::collect::{with_all, with_any_term, with_term};
use super::freshness::{KnownFile, known};
use super::joining::Joining;
use super::opening::{Commit, Opened, create, failed, open, patiently};
use super::records::{
    GivenUp, Prepared, StoredSource, prepare, reading_key, resolved_key, source_key, source_record, unpacked,
};
use super::resolved::resolved_records;
use super::schema::{FORMAT, Fields, NO_COUNCIL, fields, record};
use super::scratch::{Kept, Scratch};
use super::{Snapshot, Stages};
use crate::error::{Error, Result, Unreadable};
use crate::ingest::Source;
use crate::model::{Reading, slug};
use crate::reading::adopt as adopt_reading;
use crate::resolve::adopt;
use crate::resolve::corrections::{Corrections, without};

/// Memory for building the index, a thread: the least the engine takes, what is enough, and the most for a large corpus, which
/// would else have many segments, each of which a query asks.
const LEAST_MEMORY: usize = 15_000_000;
const ENOUGH_MEMORY: usize = 40_000_000;
const MOST_MEMORY: usize = 120_000_000;
/// The memory of a large corpus is this part of its files.
const PART_OF_FILES: usize = 8;

/// Text that a thread is worth starting for, in bytes.
const WORTH_A_THREAD: usize = 8_000_000;
/// Memory that a byte of text takes until its segment is written.
const MEMORY_OF_TEXT: usize = 4;

/// Gathers what is put in and taken out until it is committed.
pub(crate) struct Writer {
    engine: IndexWriter,
    fields: Fields,
    index_dir: PathBuf,
    stages: Stages,
    corrections: Corrections,
    commit: Commit,
    /// The state the writer starts from; `None` when that is nothing.
    base: Option<Snapshot>,
    /// Files as they will be known, by path.
    files: BTreeMap<String, KnownFile>,
    /// Where readings put since the last commit are kept; `None` for a file that is gone or cannot be read.
    put: BTreeMap<String, Option<Kept>>,
    scratch: Scratch,
    /// The council of each paper in the state the writer starts from.
    councils_before: BTreeMap<String, Council>,
}

impl Writer {
    /// Opens the index for writing, and makes it where there is none of this form, for a run that began at `began` (nanoseconds
    /// since 1970) and will put about `bytes` of files, read by the rules of the fingerprint `reading`.
    ///
    /// # Errors
    /// [`Error::Busy`] when another writer is at work, [`Error::Io`] when the folder cannot be written,
    /// [`Error::Index`] when it holds something damaged or not ours.
    pub(crate) fn open_for(
        index_dir: &Path,
        reading: &str,
        began: i64,
        bytes: u64,
        stages: Stages,
        corrections: Corrections,
    ) -> Result<Self> {
        let index = match open(index_dir)? {
            Opened::Ready(index, _) => index,
            Opened::Nothing | Opened::OtherForm(_) => create(index_dir)?,
        };
        let engine: IndexWriter =
            patiently(|| index.writer_with_options(memory_for(bytes))).map_err(|error| failed(index_dir, error))?;
        // A run that was killed may have left a file under the very name that the next commit will want.
        engine.garbage_collect_files().wait().map_err(|error| failed(index_dir, error))?;
        // Only now, with the lock held, is the state sure: another run may have committed since the look above.
        let base = match open(index_dir)? {
            Opened::Ready(index, commit) => Some(Snapshot::of(&index, *commit, index_dir)?),
            Opened::Nothing | Opened::OtherForm(_) => None,
        };
        // One that is made in one go keeps its few large segments: joining them would take as much memory again.
        match base {
            Some(_) => engine.set_merge_policy(Box::new(Joining::default())),
            None => engine.set_merge_policy(Box::new(NoMergePolicy)),
        }
        let files = base.as_ref().map(known).transpose()?.unwrap_or_default();
        let councils_before = councils(&files);
        let commit = Commit {
            lookback: FORMAT,
            reading: reading.to_owned(),
            given: BTreeMap::new(),
            began,
            blocks: 0,
            tokens: 0,
            corrections: corrections.fingerprints(),
        };
        Ok(Self {
            engine,
            fields: *fields(),
            index_dir: index_dir.to_owned(),
            stages,
            corrections,
            commit,
            base,
            files,
            put: BTreeMap::new(),
            scratch: Scratch::default(),
            councils_before,
        })
    }

    /// Puts a reading in, in place of an earlier one of the same path.
    ///
    /// # Errors
    /// [`Error::Io`] and [`Error::Index`] when the index cannot be written.
    pub fn put(&mut self, source: &Source, outcome: Result<Reading, Unreadable>) -> Result<()> {
        let outcome = outcome.map_err(GivenUp::from);
        let prepared = prepare(&self.fields, source, outcome, self.corrections.of(&source.relative));
        self.put_prepared(source, prepared)
    }

    /// The same for records made elsewhere, so that they can be made on all cores.
    pub(crate) fn put_prepared(&mut self, source: &Source, prepared: Prepared) -> Result<()> {
        self.forget(&prepared.path);
        let known = KnownFile::of(source, &prepared);
        for record in prepared.records {
            self.add(record)?;
        }
        let keep = || self.scratch.keep(&self.index_dir, &prepared.reading);
        let reading = prepared.skipped.is_none().then(keep).transpose().map_err(|source| self.unkept(source))?;
        self.put.insert(prepared.path.clone(), reading);
        self.files.insert(prepared.path, known);
        Ok(())
    }

    /// Notes what tells the things given of papers from others, by path: see [`Settings`](crate::settings::Settings).
    pub(crate) fn note_given(&mut self, given: &BTreeMap<String, String>) {
        self.commit.given.clone_from(given);
    }

    /// Takes a file out, with all that was read from it. Nothing happens when it is not there.
    pub fn remove(&mut self, path: &str) {
        if self.files.contains_key(path) {
            self.forget(path);
            self.files.remove(path);
            self.put.insert(path.to_owned(), None);
        }
    }

    /// Lays the corrections as they are now over a paper that is in the index, without reading its file.
    pub(crate) fn correct(&mut self, source: &Source, before: &Snapshot) -> Result<()> {
        let Some(mut reading) = before.reading(&source.relative)? else { return Ok(()) };
        without(&mut reading);
        self.put(source, Ok(reading))
    }

    /// Notes that a file looks different from outside and reads the same.
    pub(crate) fn restat(&mut self, source: &Source, stored: &StoredSource) -> Result<()> {
        let Some(known) = self.files.get_mut(&source.relative) else { return Ok(()) };
        known.restat(source);
        let record = source_record(
            &self.fields,
            source,
            stored,
            known.own_council.as_deref(),
            known.untold.as_ref(),
            known.counts,
        );
        self.delete(&source_key(&source.relative));
        self.add(record)
    }

    /// Takes out all there is: the index is made anew, and until the commit readers keep the old one.
    pub(crate) fn clear(&mut self) -> Result<()> {
        self.engine.delete_all_documents().map_err(|error| failed(&self.index_dir, error))?;
        self.engine.set_merge_policy(Box::new(NoMergePolicy));
        self.base = None;
        self.files.clear();
        self.councils_before.clear();
        Ok(())
    }

    /// Resolves the councils touched and writes one commit; then waits until the engine has tidied up.
    ///
    /// # Errors
    /// [`Error::Io`] and [`Error::Index`] when the index cannot be written. The last commit then stands.
    pub fn commit(mut self) -> Result<()> {
        let councils_now = councils(&self.files);
        let touched = self.touched(&councils_now);
        let mut papers_of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (path, council) in &councils_now {
            papers_of.entry(&council.key).or_default().push(path);
        }
        // As many side by side as there are threads, so that not all their papers are in memory at once.
        for councils in touched.chunks(rayon::current_num_threads().max(1)) {
            let mut readings: Vec<Vec<Reading>> = Vec::with_capacity(councils.len());
            for council in councils {
                let papers = papers_of.get(council.as_str()).map_or(&[][..], Vec::as_slice);
                readings.push(self.readings_of(papers, &councils_now)?);
            }
            let (fields, resolve) = (self.fields, self.stages.resolve);
            let records: Vec<Vec<TantivyDocument>> = councils
                .par_iter()
                .zip(readings)
                .map(|(council, readings)| resolved_records(&fields, council, &resolve(readings)))
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

    /// The councils to resolve again: of every paper put or gone, and of every paper that now belongs elsewhere
    /// because its neighbours changed.
    fn touched(&self, now: &BTreeMap<String, Council>) -> Vec<String> {
        let before = &self.councils_before;
        let mut touched = BTreeSet::new();
        for path in before.keys().chain(now.keys()) {
            let (was, is) = (before.get(path), now.get(path));
            if was != is || self.put.contains_key(path) {
                touched.extend([was, is].into_iter().flatten().map(|council| council.key.clone()));
            }
        }
        touched.into_iter().collect()
    }

    /// The readings of a council as they will be after the commit, ordered by path.
    fn readings_of(&mut self, papers: &[&str], now: &BTreeMap<String, Council>) -> Result<Vec<Reading>> {
        let mut readings: Vec<Reading> = Vec::new();
        if let Some(base) = &self.base {
            let is_kept = |path: &&str| !self.put.contains_key(*path);
            let kept: Vec<String> = papers.iter().copied().filter(is_kept).map(str::to_owned).collect();
            let fields = &self.fields;
            let query = with_all(vec![with_term(fields.record, record::READING), with_any_term(fields.path, &kept)]);
            readings = base.readings_of(&*query)?;
        }
        for kept in papers.iter().filter_map(|path| *self.put.get(*path)?) {
            let packed = self.scratch.read(kept);
            let reading = unpacked(&packed.map_err(|source| self.unkept(source))?);
            readings.push(reading.ok_or_else(|| self.unkept(io::ErrorKind::InvalidData.into()))?);
        }
        readings.sort_by(|a, b| a.document.path.cmp(&b.document.path));
        for reading in &mut readings {
            if let Some(name) = now.get(&reading.document.path).and_then(|council| council.name.as_deref()) {
                adopt_reading(reading, name);
            }
        }
        Ok(readings)
    }

    /// The error when a reading could not be kept until the commit.
    fn unkept(&self, source: io::Error) -> Error {
        Error::Io { doing: "write the index in", path: self.index_dir.clone(), source }
    }

    /// Deletes what was read from a path.
    fn forget(&self, path: &str) {
        if self.files.contains_key(path) {
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

/// The council a paper belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Council {
    /// As printed; `None` when the paper names none and lies among none, or among several.
    name: Option<String>,
    /// As resolved records are keyed.
    key: String,
}

/// The council of every paper that was read: its own, or that of the papers it lies among.
fn councils(files: &BTreeMap<String, KnownFile>) -> BTreeMap<String, Council> {
    let papers: Vec<(&str, Option<&str>)> = files
        .iter()
        .filter(|(_, file)| !file.skipped)
        .map(|(path, file)| (path.as_str(), file.own_council.as_deref()))
        .collect();
    let mut names = adopt(&papers);
    let mut council = |path: &str| {
        let name = names.remove(path);
        let key = name.as_deref().map(slug).filter(|slug| !slug.is_empty()).unwrap_or_else(|| NO_COUNCIL.into());
        Council { name, key }
    };
    papers.iter().map(|(path, _)| ((*path).to_owned(), council(path))).collect()
}

/// One thread for what fits in it, so that a small update makes one small segment. Reading takes longer than indexing, so half
/// the cores keep up with it.
fn memory_for(bytes: u64) -> IndexWriterOptions {
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    let cores = available_parallelism().map_or(1, usize::from);
    let threads = (bytes / WORTH_A_THREAD).clamp(1, (cores / 2).clamp(1, 4));
    let enough = (bytes / PART_OF_FILES / threads).clamp(ENOUGH_MEMORY, MOST_MEMORY);
    let memory = (bytes.saturating_mul(MEMORY_OF_TEXT) / threads).clamp(LEAST_MEMORY, enough);
    IndexWriterOptions::builder().num_worker_threads(threads).memory_budget_per_thread(memory).build()
}
