//! What is to be done with each file, and the doing of it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::one::{ToRead, batches, read_one};
use super::report::{report_of_gone, report_of_known, report_of_read};
use super::{FileReport, Progress, Refresh, RefreshReport, Run};
use crate::error::Result;
use crate::ingest::Source;
use crate::reading::Told;
use crate::resolve::corrections::Corrections;
use crate::store::freshness::{Fresh, Planned, compare, known, stored_source};
use crate::store::moved::moved;
use crate::store::records::{Prepared, Tried};
use crate::store::{Snapshot, Writer};

/// What is to be done with each file.
pub(super) struct Plan {
    /// The files of the corpus.
    pub files: Vec<Planned>,
    /// Paths the index knows and the corpus no longer has.
    gone: Vec<String>,
    /// What tells the things given of papers from others, by path.
    given: BTreeMap<String, String>,
    /// New paths of papers that only moved to another folder, with their old ones.
    moved: BTreeMap<String, String>,
}

impl Plan {
    /// Compares the files of the corpus with the last commit.
    pub fn new(
        sources: Vec<Source>,
        before: Option<&Snapshot>,
        options: &Refresh,
        rebuilt: bool,
        corrections: &Corrections,
    ) -> Result<Self> {
        let again = |path: &str| rebuilt || options.again.reads(path);
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
                    (Some(_), Some(_)) if again(&source.relative) => Fresh::Changed,
                    (Some(snapshot), Some(_)) if differs(snapshot, &source.relative) => Fresh::Changed,
                    (Some(snapshot), Some(_)) => compare(&source, known.as_ref(), hints(&source), began, snapshot)?,
                    _ => Fresh::New,
                };
                let are_others = before.is_some_and(|snapshot| {
                    snapshot.commit().corrections.get(&source.relative) != now.get(&source.relative)
                });
                let fresh = if are_others && !is_read(fresh) { Fresh::Corrected } else { fresh };
                Ok(Planned { source, fresh, known })
            })
            .collect::<Result<_>>()?;
        let mut moved = match before {
            Some(before) if !rebuilt => moved(&files, &known, &given, before)?,
            _ => BTreeMap::new(),
        };
        moved.retain(|path, _| !options.again.reads(path));
        Ok(Self { files, gone: known.into_keys().collect(), given, moved })
    }

    /// How many files are to be read.
    pub fn to_read(&self) -> usize {
        self.files.iter().filter(|file| is_read(file.fresh)).count() - self.moved.len()
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.files.iter().all(|file| file.fresh == Fresh::Same)
    }

    /// Whether all that is to do is to try files which could not be read, and none of them can be read now either: they are
    /// tried at every refresh, and the index need not be written for it.
    pub fn waits_in_vain(&self, before: &Snapshot, run: &Run<'_>) -> Result<bool> {
        let is_settled = |fresh| matches!(fresh, Fresh::Same | Fresh::Retry);
        if !self.gone.is_empty() || !self.files.iter().all(|file| is_settled(file.fresh)) {
            return Ok(false);
        }
        let to_try = self.files_to_read(Some(before), run.options)?;
        let unread = |file: &ToRead<'_>| {
            let now = read_one(file, run.options, run.stages, run.corrections)?;
            let then = file.given_up.as_ref();
            Ok(now.tried == Tried::Retry && then.is_some_and(|then| then.skipped == now.skipped))
        };
        // The first that can be read ends it: all are then read as they would have been.
        let outcomes = to_try.par_iter().map(unread).find_any(|unread| !matches!(unread, Ok(true)));
        outcomes.unwrap_or(Ok(true))
    }

    /// Whether nothing of the last commit is kept: the index is then made in one go, as if there were none.
    fn keeps_nothing(&self) -> bool {
        self.moved.is_empty() && self.files.iter().all(|file| is_read(file.fresh))
    }

    /// The files to be read, each with what the index knows of it.
    fn files_to_read<'a>(&'a self, before: Option<&'a Snapshot>, options: &Refresh) -> Result<Vec<ToRead<'a>>> {
        let file = |Planned { source, fresh, known }: &'a Planned| {
            let skipped = before.filter(|_| known.as_ref().is_some_and(|known| known.skipped));
            let stored = skipped.map(|before| stored_source(before, &source.relative)).transpose()?.flatten();
            let untold = known.as_ref().and_then(|known| known.untold.as_ref());
            Ok(ToRead {
                source,
                fresh: *fresh,
                untold: untold.filter(|_| !options.again.reads(&source.relative)),
                moved_from: before.zip(self.moved.get(&source.relative)),
                given_up: stored,
            })
        };
        self.files.iter().filter(|file| is_read(file.fresh)).map(file).collect()
    }

    /// Reads, removes, commits.
    pub fn carry_out(
        &self,
        before: Option<&Snapshot>,
        rebuilt: Option<String>,
        run: &Run<'_>,
    ) -> Result<RefreshReport> {
        let Run { index_dir, options, corrections, began, progress, stages } = *run;
        let to_read = self.files_to_read(before, options)?;
        let bytes = to_read.iter().map(|file| file.source.size).sum();
        let mut writer = Writer::open_for(index_dir, &options.reading, began, bytes, stages, corrections.clone())?;
        writer.note_given(&self.given);
        if self.keeps_nothing() {
            writer.clear()?;
        }
        let mut reports = Vec::with_capacity(self.files.len() + self.gone.len());
        let (done, of) = (AtomicUsize::new(0), self.to_read());
        for batch in batches(&to_read) {
            let prepared: Vec<Prepared> = batch
                .par_iter()
                .map(|file| {
                    let prepared = read_one(file, options, stages, corrections)?;
                    if file.moved_from.is_none() {
                        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                        progress(Progress::Read { done, of, path: &file.source.relative });
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
        for Planned { source, fresh, known } in &self.files {
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
            reports.push(report_of_gone(path));
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
    pub fn as_it_stands(&self, before: &Snapshot, busy: bool) -> Result<RefreshReport> {
        let mut reasons = reasons(before)?;
        let files: Vec<FileReport> = self
            .files
            .iter()
            .filter_map(|Planned { source, known, .. }| {
                Some(report_of_known(source, known.as_ref()?, reasons.remove(&source.relative)))
            })
            .collect();
        let waits = |fresh| is_read(fresh) || fresh == Fresh::Corrected;
        let waiting = self.files.iter().filter(|file| waits(file.fresh)).count() + self.gone.len();
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
    matches!(fresh, Fresh::New | Fresh::Retry | Fresh::Changed)
}
