//! `lookback show`: a paper as it was understood.

use std::path::Path;

use clap::Args;
use lookback::answers::findings_in;
use lookback::ingest::Hints;
use lookback::model::{BackReference, Block, Document, Finding};
use lookback::output::layout::DocumentParts;
use lookback::reading::{Inspection, Told};
use lookback::{Error, Result, Unreadable, reading};

use crate::args::Common;
use crate::context::{Context, answer, hints};
use crate::exit::Outcome;
use crate::read;

// A paper as it was understood: pages, headings, numbers, items, and which parts are findings.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback show 2015-06-safeguarding-peer-review-report.docx    a paper by the name of its file
  lookback show marlshire-2015-06-review-report --explain       by its identifier, with the rule of each finding
  lookback show marlshire-2015-06-review-report -o paper.html   a page to read beside the original")]
pub struct Show {
    /// A path or an identifier; also a file outside the corpus
    #[arg(value_name = "PAPER")]
    pub paper: String,
    /// Say by which rule each finding was found
    #[arg(long)]
    pub explain: bool,
}

/// A paper as it was read: the document, its blocks, its findings, and what was taken out where that is known.
struct Shown {
    document: Document,
    blocks: Vec<Block>,
    findings: Vec<Finding>,
    points_to: Vec<BackReference>,
    dropped: Option<Vec<(Option<u32>, String)>>,
}

pub fn run(common: &Common, args: &Show) -> Result<Outcome> {
    let shown = match indexed(common, args) {
        Err(error @ Error::NoDocument { .. }) if !Path::new(&args.paper).is_file() => return Err(error),
        Err(Error::NoDocument { .. } | Error::NoCorpus { .. }) => outside(common, &args.paper)?,
        found => found?,
    };
    let answered = DocumentParts {
        document: &shown.document,
        blocks: &shown.blocks,
        findings: &shown.findings,
        points_to: &shown.points_to,
        dropped: shown.dropped.as_deref(),
        explain: args.explain,
    };
    answer(common, &answered)?;
    Ok(if shown.blocks.is_empty() { Outcome::NothingFound } else { Outcome::Answered })
}

/// The paper from the index, with every finding that is read in it, wherever else that is read.
fn indexed(common: &Common, args: &Show) -> Result<Shown> {
    let (context, snapshot) = Context::open(common)?;
    let document = snapshot.document(&context.paper(&args.paper))?;
    let blocks = snapshot.blocks(&document.path)?;
    let findings = findings_in(&snapshot, &document)?;
    let again = read_anew(common, &context, &document)?;
    let points_to = snapshot.back_references(Some(&document.path))?;
    Ok(Shown { document, blocks, findings, points_to, dropped: again.map(taken_out) })
}

/// The index keeps what papers say and not what stands at the edges of pages: that is read anew, where the file is still
/// the one that was read. Not where it was read by OCR, which takes seconds a page.
fn read_anew(common: &Common, context: &Context, document: &Document) -> Result<Option<Inspection>> {
    if document.is_ocr() {
        return Ok(None);
    }
    let hints = Hints { ocr: false, ..hints(common)? };
    let hints = document.untold.as_ref().map_or(hints, |untold| hints.or_as_before(untold));
    let told = Told::new(context.settings.given(&document.path), hints);
    let again = inspect(&context.corpus.join(&document.path), &document.path, &told).ok();
    Ok(again.filter(|inspection| inspection.reading.document.fingerprint == document.fingerprint))
}

/// A file outside the corpus, read on the spot.
fn outside(common: &Common, paper: &str) -> Result<Shown> {
    let path = Path::new(paper);
    let told = Told::from(hints(common)?);
    let inspection =
        inspect(path, paper, &told).map_err(|reason| Error::Unreadable { path: path.to_owned(), reason })?;
    let reading = inspection.reading.clone();
    let dropped = Some(taken_out(inspection));
    // A file outside the corpus stands alone: nothing it could point to is known.
    let points_to = Vec::new();
    Ok(Shown {
        document: reading.document,
        blocks: reading.blocks,
        findings: reading.findings.into_iter().map(|read| read.finding).collect(),
        points_to,
        dropped,
    })
}

fn inspect(path: &Path, relative: &str, told: &Told) -> Result<Inspection, Unreadable> {
    match read::pool() {
        Some(pool) => pool.inspect(path, relative, told),
        None => reading::inspect(path, relative, told),
    }
}

fn taken_out(inspection: Inspection) -> Vec<(Option<u32>, String)> {
    inspection.dropped.into_iter().map(|line| (line.page, line.text)).collect()
}
