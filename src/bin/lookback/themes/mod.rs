//! `lookback themes`: what keeps coming back, counted, with the quotes behind every figure.

mod args;
mod compare;
mod discover;

use std::borrow::Cow;
use std::collections::BTreeSet;

use lookback::Result;
use lookback::answers::{Narrow, Periods, ThemeSides, count_themes, counted_findings};
use lookback::model::{Certainty, Review};
use lookback::output::layout::{CodebookCheck, Suggestions, ThemeEvidence, ThemeMatrix};
use lookback::output::{Format, Register};
use lookback::themes::check::{check, suggest};
use lookback::themes::{Codebook, Codebooks, Tally};

use crate::args::{Common, Filters, mistyped};
use crate::context::{Context, answer, format_for};
use crate::exit::{Outcome, note};
use crate::writing::put;
pub use args::Themes;
use args::What;
pub use discover::texts;

pub fn run(common: &Common, args: &Themes) -> Result<Outcome> {
    if let Some(message) = args.misplaced() {
        mistyped("themes", message);
    }
    if let Some(what @ (What::Discover | What::Phrases)) = args.what() {
        return discover::run(common, args, what);
    }
    let (context, snapshot) = Context::open(common)?;
    let codebooks = context.codebooks(args.codebook.as_deref())?;
    let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
    let narrow = args.filters.narrow(&snapshot)?;
    let codebook = counted_by(&codebooks, &reviews, &narrow);
    // What is counted by one codebook is shown by it, whatever the subject.
    let counted = Codebooks::one(Cow::Owned(codebook.clone()));
    let register = Register::new(&reviews, &documents).with_themes(&counted);
    let by = args.by;
    let periods = Periods::new(by, &reviews, &documents);
    // A workbook brings the quotes; anything else only counts, and keeps no finding.
    let counts_only = args.what().is_none() && args.compare.is_empty() && !args.evidence;
    if counts_only && format_for(common)? != Format::Xlsx {
        let counts = count_themes(&snapshot, &narrow, &periods, codebook)?;
        let (cells, without_period, register) = (counts.matrix(), counts.without_period(), &register);
        answer(common, &ThemeMatrix { cells: &cells, codebook, register, without_period, evidence: &[], by })?;
        return Ok(outcome(cells.iter().any(|cell| cell.findings > 0)));
    }
    let findings = counted_findings(&snapshot, &narrow)?;
    match args.what() {
        Some(What::Check) => {
            let report = check(codebook, &findings);
            answer(common, &CodebookCheck { codebook, report: &report })?;
            return Ok(Outcome::Answered);
        }
        Some(What::Suggest) => {
            let suggestions = suggest(codebook, &findings);
            let uncovered = findings.iter().filter(|finding| codebook.apply(&finding.text).is_empty()).count();
            answer(common, &Suggestions { codebook, suggestions: &suggestions, uncovered })?;
            return Ok(outcome(!suggestions.is_empty()));
        }
        Some(What::Codebook) => return written(common, codebook),
        Some(What::Discover | What::Phrases) | None => {}
    }
    if let [earlier, later] = args.compare.as_slice() {
        let taken: Vec<Review> = reviews.iter().filter(|review| narrow.takes(&review.series)).cloned().collect();
        let sides = ThemeSides::of(by, earlier, later, &taken, &periods, &findings)?;
        return compare::run(common, args, codebook, &register, &periods, &findings, &sides);
    }
    let tally = Tally::new(&findings, certainty(&args.filters), |finding| periods.of(finding), codebook);
    let rows = tally.evidence();
    let found = if args.evidence {
        answer(common, &ThemeEvidence { rows: &rows, register: &register })?;
        !rows.is_empty()
    } else {
        let cells = tally.matrix();
        let without_period = tally.without_period().len();
        let register = &register;
        answer(common, &ThemeMatrix { cells: &cells, codebook, register, without_period, evidence: &rows, by })?;
        cells.iter().any(|cell| cell.findings > 0)
    };
    Ok(outcome(found))
}

/// The codebook of what is counted. Where subjects of several codebooks are counted together it is the usual one, which is said.
fn counted_by<'c>(codebooks: &'c Codebooks, reviews: &[Review], narrow: &Narrow) -> &'c Codebook {
    let in_hand = reviews.iter().filter(|review| !review.only_mentioned() && narrow.takes(&review.series));
    let subjects: BTreeSet<&str> = in_hand.map(|review| review.series.subject.as_str()).collect();
    let codebook = codebooks.of_all(subjects.iter().copied());
    let apart = codebooks.apart(subjects);
    match apart.as_slice() {
        [] => {}
        [one] => note(&format!("{one} has a codebook of its own: `--subject '{one}'` counts by it")),
        [first, ..] => note(&format!(
            "these have codebooks of their own: {}; `--subject '{first}'` counts by it",
            apart.join(", ")
        )),
    }
    codebook
}

fn outcome(found: bool) -> Outcome {
    if found { Outcome::Answered } else { Outcome::NothingFound }
}

/// The codebook itself as CSV, for a spreadsheet.
fn written(common: &Common, codebook: &Codebook) -> Result<Outcome> {
    if !matches!(format_for(common)?, Format::Plain | Format::Csv) {
        mistyped("themes", "--write-codebook writes CSV: end the name of the file in .csv");
    }
    let mark = if common.excel { "\u{feff}" } else { "" };
    put(common, format!("{mark}{}", codebook.to_csv()).as_bytes())?;
    Ok(Outcome::Answered)
}

fn certainty(filters: &Filters) -> Certainty {
    if filters.possible { Certainty::Possible } else { Certainty::Sure }
}
