//! `lookback findings`: what reviews found and committees resolved.

use clap::Args;
use lookback::Result;
use lookback::answers::name_reviews;
use lookback::output::Register;
use lookback::output::layout::FindingList;
use lookback::store::Wanted;

use crate::args::{Common, Filters};
use crate::context::{Context, answer};
use crate::exit::{Outcome, note};

// One line a finding: the words, the review that said them, and where they stand.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback findings                                          every finding, with its review and its place
  lookback findings --review 2015 --kind priority            of one review
  lookback findings --kind request --possible --explain      with those that only words suggest, and why
  lookback findings -o findings.xlsx                         a table for a spreadsheet")]
pub struct Findings {
    /// Only those read in this paper: a path or an identifier (can be repeated)
    #[arg(value_name = "PAPER")]
    pub papers: Vec<String>,
    /// Only of this review: a year, a month or an identifier (can be repeated)
    #[arg(long, value_name = "REVIEW")]
    pub review: Vec<String>,
    /// Say why each is a finding: rule, words that fired it, sure or possible
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    pub filters: Filters,
}

pub fn run(common: &Common, args: &Findings) -> Result<Outcome> {
    let (context, snapshot) = Context::open(common)?;
    let wanted = args.filters.wanted(&snapshot)?;
    let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
    let mut wanted_reviews = Vec::new();
    for name in &args.review {
        wanted_reviews.extend(name_reviews(name, &reviews)?.into_values().map(|review| review.id.clone()));
    }
    let wanted = Wanted {
        reviews: wanted_reviews,
        documents: args.papers.iter().map(|paper| context.paper(paper)).collect(),
        ..wanted
    };
    let findings = snapshot.findings(&wanted)?;
    let codebooks = context.codebooks(None)?;
    let register = Register::new(&reviews, &documents).with_themes(&codebooks);
    answer(common, &FindingList { findings: &findings, register: &register, explain: args.explain })?;
    if findings.is_empty() {
        if !wanted.possible && !snapshot.findings(&Wanted { possible: true, ..wanted })?.is_empty() {
            note("words suggest some: `--possible` shows them");
        }
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Answered)
}
