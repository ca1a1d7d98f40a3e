//! `lookback index`: reads what is new or changed, and says what became of each file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use lookback::Result;
use lookback::ingest::worker;
use lookback::model::Document;
use lookback::output::Format;
use lookback::output::layout::{IndexReport, IndexSummary, IndexedFile};
use lookback::store::{Again, FileReport, FileStatus, Snapshot, is_under};

use crate::args::{Common, mistyped};
use crate::context::{Context, answer, tell_if_empty};
use crate::exit::{Outcome, note};
use crate::writing::format_for;

/// Where fewer than one paper of so many is told of, they are read one by one.
const READ_ALONE: usize = 10;

// Queries bring the index up to date by themselves; this says what became of each file.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback index                     what is new or changed is read
  lookback index --again minutes     the papers in the folder minutes are read again, and told of")]
pub struct Index {
    /// Papers or folders among the papers: only these are told of, and with --again only these are read again
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read every file again, changed or not
    #[arg(long)]
    pub again: bool,
    /// List unchanged files too
    #[arg(long)]
    pub all: bool,
}

pub fn run(common: &Common, args: &Index) -> Result<Outcome> {
    if common.no_refresh {
        mistyped("index", "`index` reads the papers: --no-refresh goes with the other commands");
    }
    let context = Context::find(common)?;
    if !worker::MEMORY_CAN_BE_LIMITED {
        note("on this system the memory that a damaged file can take is not limited; the time is");
    }
    let places: Vec<String> = args.paths.iter().map(|path| place_among(&context, path)).collect();
    if !context.was_chosen(common) && !context.index.exists() {
        refuse_all_for_one(&context, &args.paths);
    }
    let again = match (args.again, places.is_empty()) {
        (false, _) => Again::No,
        (true, true) => Again::All,
        (true, false) => Again::Under(places.clone()),
    };
    let started = Instant::now();
    let report = context.refresh(common, again)?;
    let seconds = started.elapsed().as_secs_f64();
    if report.busy {
        note("another run is reading the papers; the index stands as it was");
    }
    if let Some(reason) = &report.rebuilt {
        note(&format!("the index was made anew: {reason}"));
    }
    let is_asked_for = |path: &str| places.is_empty() || places.iter().any(|place| is_under(path, place));
    for place in places.iter().filter(|place| !report.files.iter().any(|file| is_under(&file.path, place))) {
        note(&format!("no paper at `{place}` in {}", context.corpus.display()));
    }
    let all = args.all || !places.is_empty();
    let shown = |file: &&FileReport| is_asked_for(&file.path) && (all || file.status != FileStatus::Unchanged);
    // Of each file shown: the name of its document, and what to know about the reading of it.
    let mut documents: BTreeMap<String, (String, Vec<String>)> =
        report.files.iter().filter(shown).map(|file| (file.path.clone(), Default::default())).collect();
    let snapshot = Snapshot::open(&context.index)?;
    let mut tell = |document: Document| {
        if let Some(told) = documents.get_mut(&document.path) {
            *told = (document.id, document.warnings.iter().map(ToString::to_string).collect());
        }
    };
    // A page says what to look at, and names nothing else: of many papers few are read for it.
    let is_page = matches!(format_for(common)?, Format::Plain | Format::Markdown | Format::Html);
    let warned = || report.files.iter().filter(shown).filter(|file| file.warnings.is_some_and(|count| count > 0));
    if is_page && warned().count() * READ_ALONE < report.files.len() {
        warned().try_for_each(|file| snapshot.document(&file.path).map(&mut tell))?;
    } else {
        snapshot.each_document(&mut tell)?;
    }
    let line = |file: &FileReport| {
        let (document, warnings) = documents.get(&file.path).cloned().unwrap_or_default();
        IndexedFile {
            path: file.path.clone(),
            status: file.status,
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
        possible: totals.possible,
        reviews: totals.reviews,
        // As `status` counts them, answers of ours with them: each is listed above.
        skipped: report.files.iter().filter(|file| file.status == FileStatus::Skipped).count(),
        seconds,
    };
    answer(common, &IndexReport { files: &files, summary })?;
    tell_if_empty(&context.corpus, totals.documents, totals.skipped);
    let is_there = totals.documents > 0 && report.files.iter().any(|file| is_asked_for(&file.path));
    Ok(if is_there { Outcome::Answered } else { Outcome::NothingFound })
}

/// Ends the run where all below a folder that nobody chose would be read for one folder in it.
fn refuse_all_for_one(context: &Context, paths: &[PathBuf]) {
    let folder = paths.iter().find(|path| path.is_dir() && context.below(path).is_some_and(|place| !place.is_empty()));
    if let Some(folder) = folder.map(|path| path.display()) {
        let here = context.corpus.display();
        let message = format!(
            "there is no index in {here} yet, and every paper below it would be read: `lookback index --corpus {folder}` reads \
             those in `{folder}` alone, `lookback index` all of them"
        );
        mistyped("index", message);
    }
}

/// Where a path lies among the papers, with `/` between names; ends the run where it lies elsewhere.
fn place_among(context: &Context, path: &Path) -> String {
    // As it is printed it is relative to the papers; as it is typed, to where one is.
    let typed = if path.exists() { path.to_owned() } else { context.corpus.join(path) };
    context.below(&typed).unwrap_or_else(|| {
        let message = format!(
            "`{}` is not among the papers in {}: name the folder of papers with --corpus",
            path.display(),
            context.corpus.display()
        );
        mistyped("index", message)
    })
}
