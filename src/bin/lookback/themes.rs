//! `lookback themes`: what keeps coming back, counted, with the quotes behind every figure.

use std::path::Path;

use lookback::Result;
use lookback::model::{Certainty, Finding};
use lookback::output::Register;
use lookback::output::layout::{ThemeEvidence, ThemeMatrix};
use lookback::store::Wanted;
use lookback::themes::{Codebook, Tally};

use crate::args::{By, Common, Themes};
use crate::context::{Context, answer};
use crate::exit::Outcome;

pub fn run(common: &Common, args: &Themes) -> Result<Outcome> {
    let (context, snapshot) = Context::open(common)?;
    // Named on the command line it lies from here; in the settings, from the folder of papers.
    let set = context.settings.codebook.as_deref().map(|name| (name, context.corpus.join(name)));
    let named = args.codebook.as_deref().map(|name| (name, Path::new(name).to_owned()));
    let (name, path) = named.or(set).unwrap_or((lookback::themes::DEFAULT, lookback::themes::DEFAULT.into()));
    let own;
    let codebook = if path.extension().is_some() {
        own = Codebook::open(&path)?;
        &own
    } else {
        Codebook::builtin(name)?
    };
    let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
    let filters = args.filters.clone();
    let wanted = Wanted {
        kinds: filters.kind,
        councils: filters.council,
        bodies: filters.body,
        subjects: filters.subject,
        possible: filters.possible,
        ..Wanted::default()
    };
    // A grade names an area of work whatever was found there: it is no mention of a theme.
    let findings: Vec<Finding> = snapshot.findings(&wanted)?.into_iter().filter(|f| f.judgement.is_none()).collect();
    let register = Register::new(&reviews, &documents).with_themes(codebook);
    let certainty = if filters.possible { Certainty::Possible } else { Certainty::Sure };
    let period = |finding: &Finding| match args.by {
        By::Review => finding.review.clone(),
        By::Year => register.review_date(finding).or(finding.citation.date).map(|date| date.year().to_string()),
        By::Council => register.council(finding).map(str::to_owned),
    };
    let tally = Tally::new(&findings, certainty, period, codebook);
    let found = if args.evidence {
        let rows = tally.evidence();
        answer(common, &ThemeEvidence { rows: &rows, register: &register })?;
        !rows.is_empty()
    } else {
        let cells = tally.matrix();
        let without_period = tally.without_period().len();
        answer(common, &ThemeMatrix { cells: &cells, codebook, register: &register, without_period })?;
        cells.iter().any(|cell| cell.findings > 0)
    };
    Ok(if found { Outcome::Answered } else { Outcome::NothingFound })
}
