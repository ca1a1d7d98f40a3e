//! `lookback diff`: what changed between two reviews, or along a line of them; between years of minutes; between councils.

use clap::{Args, ValueEnum};
use lookback::answers::{
    Means, Narrow, Pins, compare_councils, compare_latest, compare_minutes, compare_reviews, unclear_reviews,
};
use lookback::model::Comparison;
use lookback::output::Register;
use lookback::output::layout::ComparisonList;
use lookback::store::Snapshot;
use lookback::{Error, Result};

use crate::args::{Common, Filters, mistyped};
use crate::context::{Context, answer};
use crate::exit::{Outcome, note};

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Source {
    /// What reviews and inspections found
    Reviews,
    /// What committees resolved, requested and agreed, by the date of the meeting
    Minutes,
}

// Prints one block per finding: what became of it, how alike the two texts are (0 to 1), both texts and both
// citations. "Not found" speaks of the text: it does not say that the matter was resolved.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback diff
  lookback diff 2011 2015 --council worcestershire
  lookback diff 2011 2015 2019
  lookback diff 2011 2015 --source minutes
  lookback diff 2018 --council marlshire --against thornmere
  lookback diff 2011 2015 --kind priority -o priorities.csv")]
pub struct Diff {
    /// Two or more reviews, each a year (2015), a month (2015-04), a range (2011..2015) or an identifier; with `--against`
    /// one is enough; with none the last two of each series
    #[arg(value_name = "REVIEW")]
    pub reviews: Vec<String>,
    /// What to compare: what reviews found, or what committees decided in those years
    #[arg(long, value_enum, default_value = "reviews")]
    pub source: Source,
    /// Compare the council of `--council` with this one
    #[arg(long, value_name = "COUNCIL", requires = "council", conflicts_with = "source")]
    pub against: Option<String>,
    #[command(flatten)]
    pub filters: Filters,
}

/// Says which series are left out because a name could mean several of their reviews.
fn note_unclear(snapshot: &Snapshot, name: &str, narrow: &Narrow) -> Result<()> {
    let unclear = unclear_reviews(snapshot, name, narrow)?;
    let Some(first) = unclear.first() else { return Ok(()) };
    let series = match unclear.len() {
        1 => "a series, which is".to_owned(),
        several => format!("{several} series, which are"),
    };
    note(&format!(
        "`{name}` names more than one review of {series} not compared; name one, as in {}",
        first.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" or ")
    ));
    Ok(())
}

pub fn run(common: &Common, args: &Diff) -> Result<Outcome> {
    if args.source == Source::Minutes && !(args.filters.body.is_empty() && args.filters.subject.is_empty()) {
        let message = "--body and --subject go with reviews: minutes are a council's own, of every subject";
        mistyped("diff", message);
    }
    let (context, snapshot) = Context::open(common)?;
    let narrow = args.filters.narrow(&snapshot)?;
    let (pinned, lost) = Pins::load(&context.corpus)?.resolve(&snapshot)?;
    lost.iter().for_each(|message| note(message));
    let lexicon = context.lexicon(common)?;
    let means = Means { lexicon: &lexicon, pinned: &pinned };
    let mut comparisons: Vec<Comparison> = Vec::new();
    if args.reviews.is_empty() {
        if args.against.is_some() || args.source == Source::Minutes {
            mistyped("diff", "name the review to compare, or the two years of minutes: `lookback diff 2011 2015`");
        }
        comparisons = compare_latest(&snapshot, &narrow, &means)?;
    } else if let Some(against) = &args.against {
        let ([council], [first] | [first, _]) = (args.filters.council.as_slice(), args.reviews.as_slice()) else {
            let message = "with --against, name one council and one review, or one of each: `lookback diff 2018 --council A --against B`";
            mistyped("diff", message)
        };
        let last = &args.reviews[args.reviews.len() - 1];
        comparisons = compare_councils(&snapshot, (council, first), (against, last), &narrow, &means)?;
    } else if let [only] = args.reviews.as_slice() {
        mistyped("diff", format!("name a second review to compare `{only}` with, or another council with --against"));
    }
    // Along a line of reviews, a series that lacks one of them is left out of that step only.
    let mut missing = None;
    for pair in args.reviews.windows(2).filter(|_| args.against.is_none()) {
        let step = match args.source {
            Source::Reviews => compare_reviews(&snapshot, &pair[0], &pair[1], &narrow, &means),
            Source::Minutes => compare_minutes(&snapshot, &pair[0], &pair[1], &narrow, &means),
        };
        match step {
            Ok(step) => comparisons.extend(step),
            Err(error @ (Error::NothingToCompare { .. } | Error::OneReview { .. } | Error::NoMinutes { .. }))
                if args.reviews.len() > 2 =>
            {
                note(&error.to_string());
                missing = Some(error);
            }
            Err(error) => return Err(error),
        }
    }
    if let (true, Some(error)) = (comparisons.is_empty(), missing) {
        return Err(error);
    }
    if args.source == Source::Reviews && args.against.is_none() {
        args.reviews.iter().try_for_each(|name| note_unclear(&snapshot, name, &narrow))?;
    }
    comparisons.sort_by(|a, b| (&a.series, a.earlier.review.date()).cmp(&(&b.series, b.earlier.review.date())));
    let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
    let register = Register::new(&reviews, &documents);
    answer(common, &ComparisonList { comparisons: &comparisons, register: &register })?;
    let empty = comparisons.iter().all(|comparison| comparison.changes.is_empty());
    Ok(if empty { Outcome::NothingFound } else { Outcome::Answered })
}
