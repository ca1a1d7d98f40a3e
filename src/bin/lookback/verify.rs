//! `lookback verify`: every stored quote, looked for in its paper.

use clap::Args;
use lookback::Result;
use lookback::answers::verification::{Found, verify};
use lookback::output::layout::VerificationReport;
use lookback::store::Wanted;

use crate::args::Common;
use crate::context::{Context, answer};
use crate::exit::Outcome;
use crate::read;

// Reads every paper again and looks for each quote in its letters: word for word, letter for letter (hyphens at line
// ends, quotation marks and dashes aside), or not found again. Exit status 1 when any is not found.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback verify                       how many quotes stand in their papers, and which do not
  lookback verify --all -o quotes.csv   every quote with how it was found")]
pub struct Verify {
    /// List every quote, not only those that are not found again
    #[arg(long)]
    pub all: bool,
}

pub fn run(common: &Common, args: &Verify) -> Result<Outcome> {
    let (context, snapshot) = Context::open(common)?;
    let pool = read::pool();
    let findings = snapshot.findings(&Wanted { possible: true, ..Wanted::default() })?;
    let verification = verify(&context.corpus, &snapshot.readings()?, &findings, &read::letters(pool.as_deref()));
    answer(common, &VerificationReport { verification: &verification, all: args.all })?;
    let none = snapshot.files()?.0 == 0;
    Ok(if none || verification.count(Found::Broken) > 0 { Outcome::NothingFound } else { Outcome::Answered })
}
