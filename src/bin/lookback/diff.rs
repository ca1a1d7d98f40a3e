//! `lookback diff`: what changed between two reviews, or along a line of them; between years of minutes; between councils.

use clap::builder::TypedValueParser;
use clap::{Args, ValueEnum};
use lookback::Result;
use lookback::answers::{Compared, Comparisons, Means, Name, Narrow, Pick, compare, name_council};
use lookback::model::{Became, Comparison};
use lookback::output::Register;
use lookback::output::layout::ComparisonList;

use crate::args::{Common, Filters, mistyped, one_of};
use crate::context::{Context, answer};
use crate::exit::{Outcome, note};
use crate::prose::note_prose;

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
  lookback diff 2011 2015 --council marlshire
  lookback diff 2011 2015 2019
  lookback diff 2011 2015 --source minutes
  lookback diff 'October 2011' 'April 2015'
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
    /// Compare the council of `--council` with this one, where both were reviewed on one subject
    ///
    /// `lookback diff 2018 --council A --against B` takes the review of 2018 of each.
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

/// Two reviews typed as one: "2011-2015", "2011–2015", "2011 to 2015".
fn parted(reviews: &[String]) -> Vec<String> {
    let year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let two = |typed: &String| {
        let ways = ["-", "–", " to ", "/"].iter().filter_map(|sign| typed.split_once(sign));
        let mut ways = ways.map(|(from, to)| (from.trim(), to.trim())).filter(|(from, to)| year(from) && year(to));
        ways.next().map(|(from, to)| vec![from.to_owned(), to.to_owned()])
    };
    match reviews {
        [one] => two(one).unwrap_or_else(|| reviews.to_vec()),
        several => several.to_vec(),
    }
}

/// What is compared, with the options that go with it looked over.
fn asked<'a>(args: &Diff, reviews: &'a [String], narrow: &'a Narrow, against: Option<&'a str>) -> Compared<'a> {
    match (reviews, against) {
        ([], None) if args.source == Source::Reviews => Compared::Latest,
        ([], _) => {
            mistyped("diff", "name the review to compare, or the two years of minutes: `lookback diff 2011 2015`")
        }
        ([first] | [first, _], Some(against)) if narrow.councils.len() == 1 => {
            let last = reviews.last().unwrap_or(first);
            Compared::Councils { one: (&narrow.councils[0], first), other: (against, last) }
        }
        (_, Some(_)) => mistyped(
            "diff",
            "with --against, name one council and one review, or one of each: `lookback diff 2018 --council A --against B`",
        ),
        ([only], None) => mistyped(
            "diff",
            format!("name a second review to compare `{only}` with, or another council with --against"),
        ),
        (names, None) if args.source == Source::Minutes => Compared::Minutes(names),
        (names, None) => Compared::Reviews(names),
    }
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
    let against = args.against.as_deref().map(|against| name_council(&snapshot, against)).transpose()?;
    let reviews = parted(&args.reviews);
    let is_id = |typed: &&String| matches!(typed.parse(), Ok(Name::Id(_)));
    if let Some(council) = reviews.iter().filter(is_id).find(|typed| name_council(&snapshot, typed).is_ok()) {
        mistyped("diff", format!("`{council}` is a council: name it with `--council '{council}'`"));
    }
    let what = asked(args, &reviews, &narrow, against.as_deref());
    if args.reviews.is_empty() {
        note_prose(&snapshot, &narrow)?;
    }
    let Comparisons { comparisons, notes } = compare(&snapshot, what, &narrow, &means)?;
    notes.iter().for_each(|said| note(&said.to_string()));
    let comparisons = picked(args, &context, comparisons)?;
    let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
    let register = Register::new(&reviews, &documents);
    answer(common, &ComparisonList { comparisons: &comparisons, register: &register })?;
    let empty = comparisons.iter().all(|comparison| comparison.changes.is_empty());
    Ok(if empty { Outcome::NothingFound } else { Outcome::Answered })
}
