//! `lookback diff`: what changed between two reviews, or along a line of them; between years of minutes; between councils.

use std::collections::BTreeSet;

use clap::builder::TypedValueParser;
use clap::{Args, ValueEnum};
use lookback::answers::{
    Means, Name, Narrow, Pick, compare_councils, compare_latest, compare_minutes, compare_reviews, name_council,
    unclear_reviews,
};
use lookback::model::{Became, Comparison, Date, Review, Series};
use lookback::output::Register;
use lookback::output::layout::ComparisonList;
use lookback::store::Snapshot;
use lookback::{Error, Result};

use crate::args::{Common, Filters, mistyped, one_of};
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
  lookback diff 2011 2015 --kind priority -o priorities.csv
  lookback diff 2011 2015 --only not_found --only recurring --theme early_help")]
pub struct Diff {
    /// Two or more reviews, each a year (2015), a month (2015-04), a range (2011..2015) or an identifier; with `--against`
    /// one is enough; with none the last two of each series. Two identifiers may be of different series of one council
    #[arg(value_name = "REVIEW")]
    pub reviews: Vec<String>,
    /// What to compare: what reviews found, or what committees decided in those years
    #[arg(long, value_enum, default_value = "reviews")]
    pub source: Source,
    /// Compare the council of `--council` with this one
    #[arg(long, value_name = "COUNCIL", requires = "council", conflicts_with = "source")]
    pub against: Option<String>,
    /// Only what became of findings so (can be repeated)
    #[arg(long, value_parser = became(), value_name = "WHAT")]
    pub only: Vec<Became>,
    /// Only changes that carry this theme on either side (can be repeated)
    #[arg(long, value_name = "THEME")]
    pub theme: Vec<String>,
    /// Only pairs that a person should check
    #[arg(long)]
    pub to_check: bool,
    /// Leave out pairs that are less alike than this, 0 to 1; what has no partner stays
    #[arg(long, value_name = "SCORE", value_parser = share)]
    pub min_score: Option<f32>,
    #[command(flatten)]
    pub filters: Filters,
}

/// What became of a finding, as `--only` takes it.
fn became() -> impl TypedValueParser<Value = Became> {
    one_of(Became::ALL, Became::as_str, |became| match became {
        Became::Recurring => "Again in nearly the same words",
        Became::Reworded => "Again in other words",
        Became::Split => "One finding, several later ones",
        Became::Merged => "Several findings, one later one",
        Became::New => "Nothing like it in the earlier review",
        Became::NotFound => "Nothing like it in the later review",
        Became::Grade => "A judgement, however its grade moved",
    })
}

/// What is shown of the comparisons, with all that it asks for looked over.
fn picked(args: &Diff, context: &Context, comparisons: Vec<Comparison>) -> Result<Vec<Comparison>> {
    let pick = Pick {
        became: args.only.clone(),
        themes: args.theme.clone(),
        only_possible: args.to_check,
        least: args.min_score,
    };
    // Who asks for all needs no codebook, and is not stopped by a faulty one.
    if pick == Pick::default() { Ok(comparisons) } else { pick.of(comparisons, &context.codebooks(None)?) }
}

/// A share, as an option takes it.
fn share(text: &str) -> Result<f32, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "write a number from 0 to 1, such as 0.6".to_owned())
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

/// Says which ranges take in several reviews of a series, of which only the last is compared.
fn note_ranges(typed: &[String], reviews: &[Review], comparisons: &[Comparison]) {
    let series: BTreeSet<&Series> = comparisons.iter().map(|comparison| &comparison.series).collect();
    for typed in typed {
        let Ok(range @ Name::Years(..)) = typed.parse() else { continue };
        let within = |series: &&&Series| {
            let own = reviews.iter().filter(|review| review.series == ***series && !review.only_mentioned());
            own.filter(|review| range.fits(review)).count() > 1
        };
        let several = match series.iter().filter(within).count() {
            0 => continue,
            1 => "a series".to_owned(),
            several => format!("{several} series"),
        };
        note(&format!("`{typed}` takes in more than one review of {several}: the last of them is compared"));
    }
}

/// Reviews in the order of time, as typed where one has no date: `2015 2019 2011` is the line from 2011 to 2019.
fn in_time<'a>(typed: &'a [String], reviews: &[Review]) -> Vec<&'a str> {
    let begins = |name: &'a String| Some((name.parse::<Name>().ok()?.begins(reviews)?, name.as_str()));
    let mut line: Vec<(Date, &str)> = typed.iter().filter_map(begins).collect();
    if line.len() < typed.len() {
        return typed.iter().map(String::as_str).collect();
    }
    line.sort_by_key(|(date, _)| *date);
    line.into_iter().map(|(_, name)| name).collect()
}

pub fn run(common: &Common, args: &Diff) -> Result<Outcome> {
    if args.source == Source::Minutes && !(args.filters.body.is_empty() && args.filters.subject.is_empty()) {
        let message = "--body and --subject go with reviews: minutes are a council's own, of every subject";
        mistyped("diff", message);
    }
    let (context, snapshot) = Context::open(common)?;
    let narrow = args.filters.narrow(&snapshot)?;
    let pinned = context.pins(&snapshot)?;
    let lexicon = context.lexicon(common)?;
    let means = Means { lexicon: &lexicon, pinned: &pinned };
    let mut comparisons: Vec<Comparison> = Vec::new();
    if args.reviews.is_empty() {
        if args.against.is_some() || args.source == Source::Minutes {
            mistyped("diff", "name the review to compare, or the two years of minutes: `lookback diff 2011 2015`");
        }
        comparisons = compare_latest(&snapshot, &narrow, &means)?;
    } else if let Some(against) = &args.against {
        let ([council], [first] | [first, _]) = (narrow.councils.as_slice(), args.reviews.as_slice()) else {
            let message = "with --against, name one council and one review, or one of each: `lookback diff 2018 --council A --against B`";
            mistyped("diff", message)
        };
        let last = &args.reviews[args.reviews.len() - 1];
        let against = name_council(&snapshot, against)?;
        comparisons = compare_councils(&snapshot, (council, first), (&against, last), &narrow, &means)?;
    } else if let [only] = args.reviews.as_slice() {
        mistyped("diff", format!("name a second review to compare `{only}` with, or another council with --against"));
    }
    let line = in_time(&args.reviews, &snapshot.reviews()?);
    // Along a line of reviews, a series that lacks one of them is left out of that step only.
    let mut missing = None;
    for pair in line.windows(2).filter(|_| args.against.is_none()) {
        let step = match args.source {
            Source::Reviews => compare_reviews(&snapshot, pair[0], pair[1], &narrow, &means),
            Source::Minutes => compare_minutes(&snapshot, pair[0], pair[1], &narrow, &means),
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
    Comparison::number_on(&mut comparisons);
    let comparisons = picked(args, &context, comparisons)?;
    let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
    if args.source == Source::Reviews && args.against.is_none() {
        note_ranges(&args.reviews, &reviews, &comparisons);
    }
    let register = Register::new(&reviews, &documents);
    answer(common, &ComparisonList { comparisons: &comparisons, register: &register })?;
    let empty = comparisons.iter().all(|comparison| comparison.changes.is_empty());
    Ok(if empty { Outcome::NothingFound } else { Outcome::Answered })
}
