//! What became of each file.

use serde::Serialize;

use crate::ingest::Source;
use crate::store::Totals;
use crate::store::freshness::{Fresh, KnownFile};
use crate::store::records::Prepared;

/// What became of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
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

/// That of a file that was read, or could not be.
pub(super) fn report_of_read(prepared: &Prepared, fresh: Fresh) -> FileReport {
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

/// That of a file as the index knows it.
pub(super) fn report_of_known(source: &Source, known: &KnownFile, reason: Option<String>) -> FileReport {
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

/// That of a file that the corpus no longer has.
pub(super) fn report_of_gone(path: &str) -> FileReport {
    FileReport {
        path: path.to_owned(),
        status: FileStatus::Removed,
        reason: None,
        blocks: None,
        findings: None,
        warnings: None,
    }
}
