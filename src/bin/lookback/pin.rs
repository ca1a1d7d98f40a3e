//! `lookback pin`: a person settles that two findings are one, or are not.

use clap::Args;
use lookback::Result;
use lookback::answers::{PINS_FILE, Pins, name_findings};

use crate::args::Common;
use crate::context::Context;
use crate::exit::{Outcome, note};

// What is settled is kept in `pins.toml` beside the papers, with both quotes, and wins over what `diff` would say.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback pin marlshire-2011-11-24-minutes/para62 marlshire-2015-06-review-report/para6/b2
  lookback pin --forbid marlshire-2011-11-24-minutes/para62 marlshire-2015-06-review-report/para6/b2
  lookback pin --undo marlshire-2011-11-24-minutes/para62 marlshire-2015-06-review-report/para6/b2")]
pub struct Pin {
    /// Identifier of a finding, as `findings --format csv` gives it
    #[arg(value_name = "FINDING")]
    pub one: String,
    /// Identifier of the other
    #[arg(value_name = "FINDING")]
    pub other: String,
    /// They are not one, and are never paired
    #[arg(long, conflicts_with = "undo")]
    pub forbid: bool,
    /// Take back what was settled of them
    #[arg(long)]
    pub undo: bool,
}

pub fn run(common: &Common, args: &Pin) -> Result<Outcome> {
    let (context, snapshot) = Context::open(common)?;
    if args.undo {
        // A pin that lost its place can be taken back too: its findings need not be there any more.
        let undone = Pins::change(&context.corpus, |pins| pins.undo(&args.one, &args.other))?;
        note(if undone { "taken back; the machine decides again" } else { "nothing was settled of these two" });
        return Ok(if undone { Outcome::Answered } else { Outcome::NothingFound });
    }
    let (earlier, later) = name_findings(&snapshot, &args.one, &args.other)?;
    Pins::change(&context.corpus, |pins| pins.settle(&earlier, &later, args.forbid))?;
    let what = if args.forbid { "kept apart" } else { "pinned" };
    note(&format!(
        "{what} in {PINS_FILE}:\n  “{}” ({})\n  “{}” ({})",
        earlier.text, earlier.citation, later.text, later.citation
    ));
    Ok(Outcome::Answered)
}
