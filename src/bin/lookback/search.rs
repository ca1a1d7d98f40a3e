//! `lookback search`: passages that answer a query.

use std::io::IsTerminal;

use clap::Args;
use lookback::Result;
use lookback::output::Format;
use lookback::output::layout::HitList;
use lookback::search::{Options, Query, explain_empty, search};

use crate::args::Common;
use crate::context::{Context, answer};
use crate::exit::{Outcome, note};

/// Words, \"phrases\", AND, OR, NOT, parentheses, prefix*, and conditions such as kind:priority year:2011..2015
/// council:marlshire doc:minutes; of tables of actions owner:director due:2019 status:overdue.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback search 'early help'
  lookback search '\"front door\" AND threshold*' --limit 50
  lookback search 'caseloads kind:recommendation year:2015..2019' --format csv")]
pub struct Search {
    /// What to look for
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// At most this many passages; 0 gives all
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Also search what every paper has: apologies, declarations, contents pages
    #[arg(long)]
    pub all: bool,
    /// Words exactly as typed: no stems
    #[arg(long)]
    pub exact: bool,
}

/// Passages shown on a terminal unless more are asked for; a file gets them all.
const SHOWN: usize = 20;

pub fn run(common: &Common, args: &Search) -> Result<Outcome> {
    let typed = args.query.join(" ");
    let query = Query::parse(&typed)?;
    let (_, snapshot) = Context::open(common)?;
    let limit = match args.limit {
        Some(0) => None,
        Some(limit) => Some(limit),
        None if for_people(common) => Some(SHOWN),
        None => None,
    };
    let options = Options { limit, all: args.all, exact: args.exact, ..Options::default() };
    let found = search(&snapshot, &query, &options)?;
    answer(common, &HitList { query: &typed, hits: &found.hits, total: found.total })?;
    if found.total > 0 {
        return Ok(Outcome::Answered);
    }
    let empty = explain_empty(&snapshot, &query, &options)?;
    for part in &empty.parts {
        match part.without {
            Some(without) => note(&format!("{}: {} by itself; the rest without it: {without}", part.part, part.alone)),
            None => note(&format!("{}: {} passages", part.part, part.alone)),
        }
        if !part.known.is_empty() {
            note(&format!("there are: {}", part.known.join(", ")));
        }
    }
    if empty.in_boilerplate > 0 {
        note(&format!(
            "{} passages answer in apologies, contents pages and the like: `--all` shows them",
            empty.in_boilerplate
        ));
    }
    Ok(Outcome::NothingFound)
}

/// A person reads the answer on a screen: the best are enough, and the rest are counted.
fn for_people(common: &Common) -> bool {
    let plain = matches!(common.format, None | Some(Format::Plain));
    common.output.is_none() && plain && (std::io::stdout().is_terminal() || common.format.is_none())
}
