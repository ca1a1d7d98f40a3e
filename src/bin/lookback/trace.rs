//! `lookback trace`: one matter through all papers, oldest first; or what was asked for and never spoken of again.

use clap::Args;
use lookback::answers::{Means, is_identifier, silence, trace, trace_finding};
use lookback::lexicon::Lexicon;
use lookback::output::Register;
use lookback::output::layout::{SilenceReport, Thread};
use lookback::search::Query;
use lookback::{Error, Result};

use crate::args::{Common, Filters, mistyped};
use crate::context::{Context, answer};
use crate::exit::{Outcome, note};
use crate::search::read_as_words;

// Every finding, resolution and passage on a matter, in the order of time.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback trace 'early help'
  lookback trace marlshire-2015-06-review-report/para6/b1    one finding through reviews, minutes and answers
  lookback trace --unanswered --council marlshire            what was asked for, and no answer was found
  lookback trace --unanswered --months 12                    only what has waited for a year and more")]
pub struct Trace {
    /// What to follow; as in `search`. The identifier of a finding follows that finding
    #[arg(required_unless_present_any = ["unanswered", "months"], value_name = "QUERY|FINDING")]
    pub query: Vec<String>,
    /// Requests, recommendations and priorities that no later paper speaks of; what may have been answered is told apart
    #[arg(long, conflicts_with_all = ["query", "all"])]
    pub unanswered: bool,
    /// With --unanswered: only where later papers go on for so many months and more after the ask
    #[arg(long, value_name = "N", value_parser = months)]
    pub months: Option<i32>,
    #[command(flatten)]
    pub filters: Filters,
    /// Only what was typed, not what the sector also says for it
    #[arg(long, conflicts_with = "unanswered")]
    pub no_synonyms: bool,
    /// Every passage, not only the best two of each paper
    #[arg(long)]
    pub all: bool,
}

/// A number of months, as an option takes it.
fn months(text: &str) -> Result<i32, String> {
    let months = text.parse().ok().filter(|months| (1..=1200).contains(months));
    months.ok_or_else(|| "write a whole number from 1 to 1200, such as 12".to_owned())
}

pub fn run(common: &Common, args: &Trace) -> Result<Outcome> {
    if args.months.is_some() && !args.unanswered {
        mistyped("trace", "--months goes with --unanswered: `lookback trace --unanswered --months 12`");
    }
    if args.unanswered {
        return unanswered(common, args);
    }
    let typed = args.query.join(" ");
    let (context, snapshot) = Context::open(common)?;
    let narrow = args.filters.narrow(&snapshot)?;
    let thread = match snapshot.finding(&typed)? {
        Some(finding) => {
            let pinned = context.pins(&snapshot)?;
            let lexicon = context.lexicon(common)?;
            trace_finding(&snapshot, &finding, &Means { lexicon: &lexicon, pinned: &pinned })?
        }
        None if is_identifier(&typed) => return Err(Error::NoFinding { asked: typed }),
        None => {
            let query = Query::parse(&typed)?;
            read_as_words(&query);
            let synonyms = (!args.no_synonyms).then(|| Lexicon::of_search(&context.corpus)).transpose()?;
            trace(&snapshot, &query, &narrow, synonyms, args.all)?
        }
    };
    let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
    let register = Register::new(&reviews, &documents);
    answer(common, &Thread { query: &typed, entries: &thread.entries, widened: &thread.widened, register: &register })?;
    if thread.left_out > 0 {
        let more = match thread.left_out {
            1 => "1 more passage speaks of it; `--all` shows it".to_owned(),
            several => format!("{several} more passages speak of it; `--all` shows them"),
        };
        note(&more);
    }
    Ok(if thread.entries.is_empty() { Outcome::NothingFound } else { Outcome::Answered })
}

fn unanswered(common: &Common, args: &Trace) -> Result<Outcome> {
    let (context, snapshot) = Context::open(common)?;
    let pinned = context.pins(&snapshot)?;
    let lexicon = context.lexicon(common)?;
    let means = Means { lexicon: &lexicon, pinned: &pinned };
    let silence = silence(&snapshot, &args.filters.narrow(&snapshot)?, &means)?;
    let silence = match args.months {
        Some(months) => silence.of_months(months),
        None => silence,
    };
    let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
    let register = Register::new(&reviews, &documents);
    answer(common, &SilenceReport { silence: &silence, register: &register })?;
    Ok(if silence.unanswered.is_empty() { Outcome::NothingFound } else { Outcome::Answered })
}
