//! `lookback show`: a paper as it was understood.

use std::path::Path;

use lookback::model::{Block, Document, Finding};
use lookback::output::layout::DocumentParts;
use lookback::store::Wanted;
use lookback::{Error, Result, reading};

use crate::args::{Common, Show};
use crate::context::{Context, answer, hints};
use crate::exit::{Outcome, note};
use crate::read;

pub fn run(common: &Common, args: &Show) -> Result<Outcome> {
    let (document, blocks, findings) = match indexed(common, args) {
        Err(error @ Error::NoDocument { .. }) if !Path::new(&args.paper).is_file() => return Err(error),
        Err(Error::NoDocument { .. } | Error::NoCorpus { .. }) => outside(common, &args.paper)?,
        found => found?,
    };
    for warning in &document.warnings {
        note(&warning.to_string());
    }
    answer(
        common,
        &DocumentParts { document: &document, blocks: &blocks, findings: &findings, explain: args.explain },
    )?;
    Ok(if blocks.is_empty() { Outcome::NothingFound } else { Outcome::Answered })
}

/// The paper from the index, with every finding that is read in it, wherever else that is read.
fn indexed(common: &Common, args: &Show) -> Result<(Document, Vec<Block>, Vec<Finding>)> {
    let (_, snapshot) = Context::open(common)?;
    let document = snapshot.document(&args.paper)?;
    let blocks = snapshot.blocks(&document.path)?;
    let council = document.council.clone().into_iter().collect();
    let all = snapshot.findings(&Wanted { councils: council, possible: true, ..Wanted::default() })?;
    let here = |finding: Finding| {
        if finding.citation.document == document.id {
            return Some(finding);
        }
        let also = finding.also_in.iter().find(|citation| citation.document == document.id)?.clone();
        Some(Finding { citation: also, ..finding })
    };
    let findings = all.into_iter().filter_map(here).collect();
    Ok((document, blocks, findings))
}

/// A file outside the corpus, read on the spot.
fn outside(common: &Common, paper: &str) -> Result<(Document, Vec<Block>, Vec<Finding>)> {
    let path = Path::new(paper);
    let unreadable = |reason| Error::Unreadable { path: path.to_owned(), reason };
    let hints = hints(common)?;
    let reading = match read::pool() {
        Some(pool) => pool.read(path, paper, hints),
        None => reading::read(path, paper, hints),
    }
    .map_err(unreadable)?;
    Ok((reading.document, reading.blocks, reading.findings))
}
