//! `lookback vectors`: which words keep the same company in your own papers.

use std::path::PathBuf;

use clap::Args;
use lookback::Result;
use lookback::lexicon::{Training, VECTORS_FILE, Vectors};

use crate::args::Common;
use crate::context::Context;
use crate::exit::{Outcome, note};
use crate::writing::write_file;

/// Dimensions of a table of its own: with 64 labelled pairs are told apart as well as with twice as many.
const DIMENSIONS: usize = 64;

/// How many of the words placed are shown.
const SHOWN: usize = 12;

// The program knows from published inspection reports that "turnover" and "vacancies" belong together. This reads the words
// of your own papers that it does not know and places each by the company it keeps; `diff` and `trace` then use them.
// Only word statistics are kept, no sentence. Run it again when many papers have come in.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback vectors
  lookback vectors --alone --corpus reports -o vectors.bin    a whole table from these papers, as the one built in was made")]
pub struct VectorsOf {
    /// Make a table from these papers alone, without the words that come with the program
    #[arg(long)]
    pub alone: bool,
}

pub fn run(common: &Common, args: &VectorsOf) -> Result<Outcome> {
    let (context, snapshot) = Context::open(common)?;
    let mut training = Training::default();
    snapshot.each_document(&mut |document| training.paper(document.council.as_deref()))?;
    snapshot.each_passage(&mut |_, text| training.read(text))?;
    let known = Vectors::builtin();
    let table = if args.alone { training.vectors(DIMENSIONS) } else { training.placed_in(known) };
    if table.is_empty() {
        note("no word stands often enough in these papers to be placed by its company");
        return Ok(Outcome::NothingFound);
    }
    let path: PathBuf = common.output.clone().unwrap_or_else(|| context.corpus.join(VECTORS_FILE));
    write_file(&path, &|out| out.write_all(&table.to_bytes()))?;
    let what = if args.alone { "in a table of their own" } else { "that the program did not know" };
    note(&format!("{} words {what}, from {} words of text, in {}", table.len(), training.words(), path.display()));
    let all = if args.alone { table.clone() } else { known.with_words_of(&table) };
    for (stem, near) in table.stems().take(SHOWN).map(|stem| (stem, all.nearest(stem, 3))) {
        let near: Vec<&str> = near.into_iter().map(|(other, _)| other).collect();
        note(&format!("  {stem} keeps the company of {}", near.join(", ")));
    }
    Ok(Outcome::Answered)
}
