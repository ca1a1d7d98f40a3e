//! `lookback pin`: a person settles that two findings are one, or are not.

use lookback::Result;
use lookback::answers::{PINS_FILE, Pins, name_findings};

use crate::args::{Common, Pin};
use crate::context::Context;
use crate::exit::{Outcome, note};

pub fn run(common: &Common, args: &Pin) -> Result<Outcome> {
    let (context, snapshot) = Context::open(common)?;
    let mut pins = Pins::load(&context.corpus)?;
    if args.undo {
        // A pin that lost its place can be taken back too: its findings need not be there any more.
        let undone = pins.undo(&args.one, &args.other);
        pins.save(&context.corpus)?;
        note(if undone { "taken back; the machine decides again" } else { "nothing was settled of these two" });
        return Ok(if undone { Outcome::Answered } else { Outcome::NothingFound });
    }
    let (earlier, later) = name_findings(&snapshot, &args.one, &args.other)?;
    pins.settle(&earlier, &later, args.forbid);
    pins.save(&context.corpus)?;
    let what = if args.forbid { "kept apart" } else { "pinned" };
    note(&format!(
        "{what} in {PINS_FILE}:\n  “{}” ({})\n  “{}” ({})",
        earlier.text, earlier.citation, later.text, later.citation
    ));
    Ok(Outcome::Answered)
}
