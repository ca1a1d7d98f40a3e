//! `lookback index`: reads what is new or changed, and says what became of each file.

use std::collections::BTreeMap;
use std::time::Instant;

use clap::Args;
use lookback::Result;
use lookback::ingest::worker;
use lookback::output::layout::{FileStatus, IndexReport, IndexSummary, IndexedFile};
use lookback::store::{self, Snapshot};

use crate::args::Common;
use crate::context::{Context, answer, tell_if_empty};
use crate::exit::{Outcome, note};

/// Queries bring the index up to date by themselves; this says what became of each file.
#[derive(Debug, Args)]
pub struct Index {
    /// Read every file again, changed or not
    #[arg(long)]
    pub again: bool,
    /// List unchanged files too
    #[arg(long)]
    pub all: bool,
}

pub fn run(common: &Common, args: &Index) -> Result<Outcome> {
    let context = Context::find(common)?;
    if !worker::MEMORY_CAN_BE_LIMITED {
        note("on this system the memory that a damaged file can take is not limited; the time is");
    }
    let started = Instant::now();
    let report = context.refresh(common, args.again)?;
    let seconds = started.elapsed().as_secs_f64();
    if report.busy {
        note("another run is reading the papers; the index stands as it was");
    }
    if let Some(reason) = &report.rebuilt {
        note(&format!("the index was made anew: {reason}"));
    }
    let shown = |file: &&store::FileReport| args.all || file.status != store::FileStatus::Unchanged;
    // Of each file shown: the name of its document, and what to know about the reading of it.
    let mut documents: BTreeMap<String, (String, Vec<String>)> =
        report.files.iter().filter(shown).map(|file| (file.path.clone(), Default::default())).collect();
    Snapshot::open(&context.index)?.each_document(&mut |document| {
        if let Some(told) = documents.get_mut(&document.path) {
            *told = (document.id, document.warnings.iter().map(ToString::to_string).collect());
        }
    })?;
    let line = |file: &store::FileReport| {
        let (document, warnings) = documents.get(&file.path).cloned().unwrap_or_default();
        IndexedFile {
            path: file.path.clone(),
            status: status(file.status),
            reason: file.reason.clone(),
            document: Some(document).filter(|id| !id.is_empty()),
            blocks: file.blocks,
            findings: file.findings,
            warnings,
        }
    };
    let files: Vec<IndexedFile> = report.files.iter().filter(shown).map(line).collect();
    let totals = report.totals;
    let summary = IndexSummary {
        documents: totals.documents,
        blocks: totals.blocks,
        findings: totals.findings,
        reviews: totals.reviews,
        skipped: totals.skipped,
        seconds,
    };
    answer(common, &IndexReport { files: &files, summary })?;
    tell_if_empty(&context.corpus, totals.documents, totals.skipped);
    Ok(if totals.documents == 0 { Outcome::NothingFound } else { Outcome::Answered })
}

fn status(status: store::FileStatus) -> FileStatus {
    match status {
        store::FileStatus::Added => FileStatus::Added,
        store::FileStatus::Updated => FileStatus::Updated,
        store::FileStatus::Unchanged => FileStatus::Unchanged,
        store::FileStatus::Removed => FileStatus::Removed,
        store::FileStatus::Skipped => FileStatus::Skipped,
    }
}
