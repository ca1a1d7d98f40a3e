//! Brings the index up to date: reads what changed, removes what went, writes one commit.
//!
//! ```text
//! walk ─→ compare with the last commit ─→ read what changed (all cores) ─→ resolve the councils touched ─→ commit
//! ```
//!
//! When nothing changed, nothing is written. While another run writes, the last commit stands and the report
//! says so. Readings reach the index in the order of their paths, so the timing of threads cannot show.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::*;

use super::freshness::{Fresh, Known, compare, fingerprint, known, stored_source};
use super::moved::{moved, reading_at};
use super::opening::{Commit, Opened, open};
use super::records::{Prepared, nanoseconds, prepare};
use super::schema::schema;
use super::{Snapshot, Stages, Totals, Writer};
use crate::error::{Error, Result, Unreadable};
use crate::ingest::{Hints, Source, walk};
use crate::reading::{Pool, Told};
use crate::resolve::corrections::Corrections;
use crate::settings::Settings;

/// How much is read before it goes into the index: bounds the memory, keeps the cores busy.
const BATCH_FILES: usize = 64;
const BATCH_BYTES: u64 = 8 << 20;

/// How to bring the index up to date.
#[derive(Debug, Clone, Default)]
pub struct Refresh {
    /// Read every file again, changed or not.
    pub again: bool,
    /// Fingerprint of what readings depend on beside the files: rules, configuration. When it is another than
    /// that of the last commit, every file is read again.
    pub configuration: String,
    /// What a person says of files that do not tell it themselves. What was said of a file in an earlier run still holds
    /// where nothing else is said now, unless every file is read `again`.
    pub hints: Hints,
    /// What an officer has set. Papers of which something else is given than at the last commit are read again.
    pub settings: Settings,
    /// Child processes that read the files; `None` reads them in this process.
    pub pool: Option<Arc<Pool>>,
}

/// How far a refresh has come. Sent from several threads, in no promised order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress<'a> {
    /// The files were compared with the last commit.
    Compared {
        /// Files of the corpus.
        files: usize,
        /// Those that are to be read.
        to_read: usize,
    },
    /// A file was read, or found unreadable.
    Read {
        /// How many were read so far, this one included.
        done: usize,
        /// How many there are to read.
        of: usize,
        /// Path of the file, relative to the corpus.
        path: &'a str,
    },
    /// All is read; findings are resolved and the commit is written.
    Committing,
}

/// What became of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileStatus {
    /// Read for the first time.
    Added,
    /// Read again.
    Updated,
    /// As it was.
    Unchanged,
    /// Gone from the corpus, and now from the index.
    Removed,
    /// Could not be read.
    Skipped,
}

impl FileStatus {
    /// The name used in JSON and CSV: `added`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Removed => "removed",
            Self::Skipped => "skipped",
        }
    }
}

/// One line of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReport {
    /// Path of the file, relative to the corpus.
    pub path: String,
    /// What became of it.
    pub status: FileStatus,
    /// Why it was skipped; `None` otherwise.
    pub reason: Option<String>,
    /// Number of blocks read from it; `None` when it was skipped or removed.
    pub blocks: Option<usize>,
    /// Number of findings read from it, possible ones with them, before those of other papers are set against
    /// them; `None` when it was skipped or removed.
    pub findings: Option<usize>,
    /// Number of warnings given; `None` when it was skipped or removed.
    pub warnings: Option<usize>,
}

/// What a refresh did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshReport {
    /// Every file of the corpus and every one that went, ordered by path.
    pub files: Vec<FileReport>,
    /// How much is in the index now.
    pub totals: Totals,
    /// Whether another run is writing: the index stands as it was, and `pending` files wait.
    pub busy: bool,
    /// Files that differ from the index and could not be taken in because it is busy; 0 otherwise.
    pub pending: usize,
    /// Why the whole index was made anew; `None` when it was not.
    pub rebuilt: Option<String>,
    /// Whether something was written.
    pub committed: bool,
    /// Entries and globs of the settings that no file answers to, a sentence each, by line.
    pub unmatched: Vec<String>,
}

/// Brings the index in `index_dir` up to date with the files under `root`.
///
/// `progress` is called from several threads.
///
/// # Errors
/// [`Error::NoCorpus`] when `root` is no folder; [`Error::Io`] when a folder cannot be listed or the index cannot be
/// written; [`Error::Index`] when the index is damaged or not ours; [`Error::Busy`] when another run is writing
/// and there is no earlier commit to answer from. A file that cannot be read is no error: it is skipped.
pub fn refresh(
    root: &Path,
    index_dir: &Path,
    options: &Refresh,
    progress: &(dyn Fn(Progress<'_>) + Sync),
) -> Result<RefreshReport> {
    refresh_with(root, index_dir, options, progress, Stages::REAL)
}

pub(crate) fn refresh_with(
    root: &Path,
    index_dir: &Path,
    options: &Refresh,
    progress: &(dyn Fn(Progress<'_>) + Sync),
    stages: Stages,
) -> Result<RefreshReport> {
    // The one place where the clock is read: it settles only which files are looked at twice.
    let began = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |t| nanoseconds(t.as_nanos() as i128));
    let mut sources = walk(root)?;
    let inside = std::path::absolute(index_dir).unwrap_or_else(|_| index_dir.to_owned());
    sources.retain(|source| !std::path::absolute(&source.path).is_ok_and(|path| path.starts_with(&inside)));
    let (before, rebuilt) = match open(index_dir)? {
        Opened::Nothing => (None, None),
        Opened::OtherForm(reason) => (None, Some(reason)),
        Opened::Ready(index, commit) => {
            let reason = outdated(&commit, &options.configuration);
            (Some(Snapshot::of(&index, *commit, index_dir)?), reason)
        }
    };
    let paths: Vec<&str> = sources.iter().map(|source| source.relative.as_str()).collect();
    let unmatched = options.settings.unmatched(&paths);
    sources.retain(|source| !options.settings.ignores(&source.relative));
    let corrections = Corrections::open(root)?;
    let plan = Plan::new(sources, before.as_ref(), options, rebuilt.is_some(), &corrections)?;
    progress(Progress::Compared { files: plan.files.len(), to_read: plan.to_read() });
    let run = Run { index_dir, options, corrections: &corrections, began, progress, stages };
    let report = match before {
        None => plan.carry_out(None, rebuilt, &run),
        Some(before) if plan.is_empty() && rebuilt.is_none() => plan.as_it_stands(&before, false),
        Some(before) => match plan.carry_out(Some(&before), rebuilt, &run) {
            Err(Error::Busy { .. }) => plan.as_it_stands(&before, true),
            other => other,
        },
    };
    report.map(|report| RefreshReport { unmatched, ..report })
}

/// Why readings made for an earlier commit no longer hold; `None` when they do.
fn outdated(commit: &Commit, configuration: &str) -> Option<String> {
    if commit.reading != crate::reading::fingerprint() {
        Some("this version of lookback reads papers differently".into())
    } else if commit.configuration != configuration {
        Some("the configuration changed".into())
    } else {
        None
    }
}

/// What stays the same through one refresh.
struct Run<'a> {
    index_dir: &'a Path,
    options: &'a Refresh,
    corrections: &'a Corrections,
    /// When the run began, in nanoseconds since 1970.
    began: i64,
    progress: &'a (dyn Fn(Progress<'_>) + Sync),
    stages: Stages,
}

/// What is to be done with each file.
struct Plan {
    /// The files of the corpus, each with how it compares and what the index knows of it.
    files: Vec<(Source, Fresh, Option<Known>)>,
    /// Paths the index knows and the corpus no longer has.
    gone: Vec<String>,
    /// What tells the things given of papers from others, by path.
    given: BTreeMap<String, String>,
    /// New paths of papers that only moved to another folder, with their old ones.
    moved: BTreeMap<String, String>,
}

impl Plan {
    fn new(
        sources: Vec<Source>,
        before: Option<&Snapshot>,
        options: &Refresh,
        rebuilt: bool,
        corrections: &Corrections,
    ) -> Result<Self> {
        let again = options.again || rebuilt;
        let given = options.settings.fingerprints(sources.iter().map(|source| source.relative.as_str()));
        let now = corrections.fingerprints();
        let mut known = before.map(known).transpose()?.unwrap_or_default();
        let began = before.map_or(0, |snapshot| snapshot.commit().began);
        let with_known: Vec<_> = sources
            .into_iter()
            .map(|source| {
                let known = known.remove(&source.relative);
                (source, known)
            })
            .collect();
        let differs = |snapshot: &Snapshot, path: &str| snapshot.commit().given.get(path) != given.get(path);
        // An encoding that is given of a paper leaves nothing to say for one that is said of all.
        let hints = |source: &Source| Told::new(options.settings.given(&source.relative), options.hints).hints();
        let files: Vec<_> = with_known
            .into_par_iter()
            .map(|(source, known)| {
                let fresh = match (before, &known) {
                    (Some(_), Some(_)) if again => Fresh::Changed,
                    (Some(snapshot), Some(_)) if differs(snapshot, &source.relative) => Fresh::Changed,
                    (Some(snapshot), Some(_)) => compare(&source, known.as_ref(), hints(&source), began, snapshot)?,
                    _ => Fresh::New,
                };
                let are_others = before.is_some_and(|snapshot| {
                    snapshot.commit().corrections.get(&source.relative) != now.get(&source.relative)
                });
                let fresh = if are_others && !is_read(fresh) { Fresh::Corrected } else { fresh };
                Ok((source, fresh, known))
            })
            .collect::<Result<_>>()?;
        let moved = match before {
            Some(before) if !again => moved(&files, &known, &given, before)?,
            _ => BTreeMap::new(),
        };
        Ok(Self { files, gone: known.into_keys().collect(), given, moved })
    }

    fn to_read(&self) -> usize {
        self.files.iter().filter(|(_, fresh, _)| is_read(*fresh)).count() - self.moved.len()
    }

    fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.files.iter().all(|(_, fresh, _)| *fresh == Fresh::Same)
    }

    /// Reads, removes, commits.
    fn carry_out(&self, before: Option<&Snapshot>, rebuilt: Option<String>, run: &Run<'_>) -> Result<RefreshReport> {
        let Run { index_dir, options, corrections, began, progress, stages } = *run;
        let told = |path: &str, known: Option<&Known>| {
            let before = known.and_then(|known| known.untold.as_ref()).filter(|_| !options.again);
            let hints = before.map_or(options.hints, |untold| options.hints.or_as_before(untold));
            Told::new(options.settings.given(path), hints)
        };
        let to_read: Vec<ToRead<'_>> = self
            .files
            .iter()
            .filter(|(_, fresh, _)| is_read(*fresh))
            .map(|(source, fresh, known)| ToRead {
                source,
                fresh: *fresh,
                told: told(&source.relative, known.as_ref()),
                moved_from: before.zip(self.moved.get(&source.relative)),
            })
            .collect();
        let bytes = to_read.iter().map(|file| file.source.size).sum();
        let mut writer =
            Writer::open_for(index_dir, &options.configuration, began, bytes, stages, corrections.clone())?;
        writer.note_given(&self.given);
        if rebuilt.is_some() {
            writer.clear()?;
        }
        let mut reports = Vec::with_capacity(self.files.len() + self.gone.len());
        let done = AtomicUsize::new(0);
        for batch in batches(&to_read) {
            let prepared: Vec<Prepared> = batch
                .par_iter()
                .map(|file| {
                    let prepared = read_one(file, options.pool.as_deref(), stages, corrections)?;
                    if file.moved_from.is_none() {
                        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                        progress(Progress::Read { done, of: self.to_read(), path: &file.source.relative });
                    }
                    Ok(prepared)
                })
                .collect::<Result<_>>()?;
            for (file, prepared) in batch.iter().zip(prepared) {
                reports.push(report_of_read(&prepared, file.fresh));
                writer.put_prepared(file.source, prepared)?;
            }
        }
        progress(Progress::Committing);
        let mut reasons = before.map(reasons).transpose()?.unwrap_or_default();
        for (source, fresh, known) in &self.files {
            let (Some(known), Some(before), false) = (known, before, is_read(*fresh)) else { continue };
            if *fresh == Fresh::Corrected {
                writer.correct(source, before)?;
            }
            if *fresh == Fresh::Moved
                && let Some(stored) = stored_source(before, &source.relative)?
            {
                writer.restat(source, &stored)?;
            }
            reports.push(report_of_known(source, known, reasons.remove(&source.relative)));
        }
        for path in &self.gone {
            writer.remove(path);
            let status = FileStatus::Removed;
            reports.push(FileReport {
                path: path.clone(),
                status,
                reason: None,
                blocks: None,
                findings: None,
                warnings: None,
            });
        }
        writer.commit()?;
        reports.sort_by(|a, b| a.path.cmp(&b.path));
        let totals = Snapshot::open(index_dir)?.totals()?;
        Ok(RefreshReport {
            files: reports,
            totals,
            busy: false,
            pending: 0,
            rebuilt,
            committed: true,
            unmatched: Vec::new(),
        })
    }

    /// The report when nothing is written: each file as the index has it.
    fn as_it_stands(&self, before: &Snapshot, busy: bool) -> Result<RefreshReport> {
        let mut reasons = reasons(before)?;
        let files: Vec<FileReport> = self
            .files
            .iter()
            .filter_map(|(source, _, known)| {
                Some(report_of_known(source, known.as_ref()?, reasons.remove(&source.relative)))
            })
            .collect();
        let waits = |fresh| is_read(fresh) || fresh == Fresh::Corrected;
        let waiting = self.files.iter().filter(|(_, fresh, _)| waits(*fresh)).count() + self.gone.len();
        let pending = if busy { waiting } else { 0 };
        Ok(RefreshReport {
            files,
            totals: before.totals()?,
            busy,
            pending,
            rebuilt: None,
            committed: false,
            unmatched: Vec::new(),
        })
    }
}

/// Why files were skipped, by path.
fn reasons(before: &Snapshot) -> Result<BTreeMap<String, String>> {
    Ok(before.skipped()?.into_iter().map(|skipped| (skipped.path, skipped.reason)).collect())
}

fn is_read(fresh: Fresh) -> bool {
    matches!(fresh, Fresh::New | Fresh::Changed)
}

/// A file to read, how it compares with the last commit, and what is said of it.
struct ToRead<'a> {
    source: &'a Source,
    fresh: Fresh,
    told: Told,
    /// Where it lay at the last commit, if it only moved: what was read then is taken over.
    moved_from: Option<(&'a Snapshot, &'a String)>,
}

/// Reads one file and makes its records.
fn read_one(file: &ToRead<'_>, pool: Option<&Pool>, stages: Stages, corrections: &Corrections) -> Result<Prepared> {
    let ToRead { source, ref told, moved_from, .. } = *file;
    let corrections = corrections.of(&source.relative);
    if let Some((before, from)) = moved_from
        && let Some(reading) = reading_at(before, from, &source.relative)?
    {
        return Ok(prepare(&schema().1, source, String::new(), Ok(reading), corrections));
    }
    let outcome = match pool {
        Some(pool) => pool.read(&source.path, &source.relative, told),
        None => (stages.read)(&source.path, &source.relative, told),
    };
    if matches!(outcome, Err(Unreadable::NotStarted(_))) {
        // The system's fault and not the file's: it is to look changed the next time.
        let source = Source { mtime_ns: 0, ..source.clone() };
        return Ok(prepare(&schema().1, &source, String::new(), outcome, corrections));
    }
    let mark = if outcome.is_err() { fingerprint(&source.path).unwrap_or_default() } else { String::new() };
    Ok(prepare(&schema().1, source, mark, outcome, corrections))
}

/// Cuts the files to read into runs that fit in memory while they wait for the index.
fn batches<'a, 'b>(files: &'b [ToRead<'a>]) -> Vec<&'b [ToRead<'a>]> {
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

fn report_of_read(prepared: &Prepared, fresh: Fresh) -> FileReport {
    let read = prepared.skipped.is_none();
    let count = |number: u64| read.then_some(number as usize);
    FileReport {
        path: prepared.path.clone(),
        status: match (read, fresh) {
            (false, _) => FileStatus::Skipped,
            (true, Fresh::New) => FileStatus::Added,
            (true, _) => FileStatus::Updated,
        },
        reason: prepared.skipped.clone(),
        blocks: count(prepared.counts.blocks),
        findings: count(prepared.counts.findings),
        warnings: count(prepared.counts.warnings),
    }
}

fn report_of_known(source: &Source, known: &Known, reason: Option<String>) -> FileReport {
    let count = |number: u64| (!known.skipped).then_some(number as usize);
    FileReport {
        path: source.relative.clone(),
        status: if known.skipped { FileStatus::Skipped } else { FileStatus::Unchanged },
        reason,
        blocks: count(known.counts.blocks),
        findings: count(known.counts.findings),
        warnings: count(known.counts.warnings),
    }
}
