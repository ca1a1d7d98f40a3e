//! `lookback trace`: one matter through all papers, oldest first.

use lookback::Result;
use lookback::answers::trace;
use lookback::output::Register;
use lookback::output::layout::Thread;
use lookback::search::Query;

use crate::args::{Common, Trace};
use crate::context::{Context, answer};
use crate::exit::{Outcome, note};

pub fn run(common: &Common, args: &Trace) -> Result<Outcome> {
    let typed = args.query.join(" ");
    let query = Query::parse(&typed)?;
    let (_, snapshot) = Context::open(common)?;
    let thread = trace(&snapshot, &query, args.all)?;
    let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
    let register = Register::new(&reviews, &documents);
    answer(common, &Thread { query: &typed, entries: &thread.entries, register: &register })?;
    if thread.left_out > 0 {
        note(&format!("{} more passages speak of it; `--all` shows them", thread.left_out));
    }
    Ok(if thread.entries.is_empty() { Outcome::NothingFound } else { Outcome::Answered })
}
