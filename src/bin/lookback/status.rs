//! `lookback status`: what was read, what was skipped and why.

use clap::Args;
use lookback::Result;
use lookback::answers::correction_states;
use lookback::output::layout::{Skipped, Status as Answer};
use lookback::resolve::corrections::Corrections;

use crate::args::Common;
use crate::context::{Context, answer};
use crate::exit::Outcome;

// Documents, reviews and files that could not be read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback status                  what was read, what was skipped and why
  lookback status --documents      every paper, with its identifier and date
  lookback status -o status.csv    a table of the papers")]
pub struct Status {
    /// List every document
    #[arg(long)]
    pub documents: bool,
}

pub fn run(common: &Common, args: &Status) -> Result<Outcome> {
    let (context, snapshot) = Context::open(common)?;
    context.pins(&snapshot)?;
    let (documents, reviews) = (snapshot.documents()?, snapshot.reviews()?);
    let skipped: Vec<Skipped> =
        snapshot.skipped()?.into_iter().map(|file| Skipped { path: file.path, reason: file.reason }).collect();
    let corrections = correction_states(&snapshot, &Corrections::open(&context.corpus)?)?;
    let totals = snapshot.totals()?;
    answer(
        common,
        &Answer {
            documents: &documents,
            reviews: &reviews,
            findings: totals.findings,
            possible: totals.possible,
            only: None,
            skipped: &skipped,
            corrections: &corrections,
            list_documents: args.documents,
        },
    )?;
    Ok(if documents.is_empty() { Outcome::NothingFound } else { Outcome::Answered })
}
