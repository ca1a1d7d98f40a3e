//! Brings the index up to date: reads what changed, removes what went, writes one commit.
//!
//! ```text
//! walk ─→ compare with the last commit ─→ read what changed (all cores) ─→ resolve the councils touched ─→ commit
//! ```
//!
//! When nothing changed, nothing is written; nor when files that could not be read still cannot be. While another run writes, the last commit stands and the report
//! says so. Readings reach the index in the order of their paths, so the timing of threads cannot show.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use self::plan::Plan;
use super::opening::{Commit, Opened, clear_damaged, open};
use super::records::nanoseconds;
use super::{Snapshot, Stages};
use crate::error::{Error, Result};
use crate::ingest::{Hints, walk};
use crate::reading::Pool;
use crate::resolve::corrections::Corrections;
use crate::settings::Settings;

mod again;
mod one;
mod plan;
mod report;

pub use again::{Again, is_under};
pub use report::{FileReport, FileStatus, RefreshReport};

/// How to bring the index up to date.
#[derive(Debug, Clone)]
pub struct Refresh {
    /// Which files are read again, changed or not.
    pub again: Again,
    /// Fingerprint of what decides, beside the files, what is stored: that of the store unless tests say otherwise.
    /// When it is another than that of the last commit, every file is read again.
    pub reading: String,
    /// What a person says of files that do not tell it themselves. What was said of a file in an earlier run still holds
    /// where nothing else is said now, unless every file is read `again`.
    pub hints: Hints,
    /// What an officer has set. Papers of which something else is given than at the last commit are read again.
    pub settings: Settings,
    /// Child processes that read the files; `None` reads them in this process.
    pub pool: Option<Arc<Pool>>,
}

impl Default for Refresh {
    fn default() -> Self {
        Self {
            again: Again::default(),
            reading: super::fingerprint(),
            hints: Hints::default(),
            settings: Settings::default(),
            pool: None,
        }
    }
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
    match brought_up_to_date(root, index_dir, options, progress, stages) {
        // Nothing of the index is kept where all is read again, so it may as well be damaged.
        Err(Error::Index { .. }) if options.again == Again::All && clear_damaged(index_dir)? => {
            let report = brought_up_to_date(root, index_dir, options, progress, stages)?;
            Ok(RefreshReport { rebuilt: Some("it was damaged".into()), ..report })
        }
        outcome => outcome,
    }
}

fn brought_up_to_date(
    root: &Path,
    index_dir: &Path,
    options: &Refresh,
    progress: &(dyn Fn(Progress<'_>) + Sync),
    stages: Stages,
) -> Result<RefreshReport> {
    // The one place where the clock is read: it settles only which files are looked at twice.
    let began = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |t| nanoseconds(t.as_nanos() as i128));
    let mut sources = walk(root)?;
    let holds_index = of_index(root, index_dir);
    sources.retain(|source| !holds_index(&source.path));
    let (before, rebuilt) = match open(index_dir)? {
        Opened::Nothing => (None, None),
        Opened::OtherForm(reason) => (None, Some(reason)),
        Opened::Ready(index, commit) => {
            let reason = outdated(&commit, &options.reading);
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
        Some(before) if rebuilt.is_none() && plan.waits_in_vain(&before, &run)? => plan.as_it_stands(&before, false),
        Some(before) => match plan.carry_out(Some(&before), rebuilt, &run) {
            Err(Error::Busy { .. }) => plan.as_it_stands(&before, true),
            other => other,
        },
    };
    report.map(|report| RefreshReport { unmatched, ..report })
}

/// Whether a path of the corpus is of the index, by whatever way both were named: through links, or with `..`.
fn of_index<'r>(root: &'r Path, index_dir: &Path) -> impl Fn(&Path) -> bool + use<'r> {
    let named = std::path::absolute(index_dir).unwrap_or_else(|_| index_dir.to_owned());
    let real = root.canonicalize().ok().zip(index_dir.canonicalize().ok());
    move |path| {
        let is_inside = |(corpus, index): &(PathBuf, PathBuf)| {
            path.strip_prefix(root).is_ok_and(|relative| corpus.join(relative).starts_with(index))
        };
        std::path::absolute(path).is_ok_and(|path| path.starts_with(&named)) || real.as_ref().is_some_and(is_inside)
    }
}

/// Why readings made for an earlier commit no longer hold; `None` when they do.
fn outdated(commit: &Commit, reading: &str) -> Option<String> {
    (commit.reading != reading).then(|| "this version of lookback reads papers differently".into())
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
