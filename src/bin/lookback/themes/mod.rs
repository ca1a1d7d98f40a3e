//! `lookback themes`: what keeps coming back, counted, with the quotes behind every figure.

mod args;
mod compare;
mod discover;

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use lookback::answers::{Periods, count_themes, counted_findings};
use lookback::model::Certainty;
use lookback::output::layout::{CodebookCheck, PeriodKind, Suggestions, ThemeEvidence, ThemeMatrix};
use lookback::output::{Format, Register};
use lookback::store::Wanted;
use lookback::themes::check::{check, suggest};
use lookback::themes::{Codebook, Tally};
use lookback::{Error, Result};

use crate::args::{Cli, Common, Filters};
use crate::context::{Context, answer, format_for};
use crate::exit::Outcome;
use crate::trace::narrow;
pub use args::Themes;
use args::{By, What};
pub use discover::texts;

pub fn run(common: &Common, args: &Themes) -> Result<Outcome> {
    if let Some(message) = args.misplaced() {
        Cli::command().error(clap::error::ErrorKind::ArgumentConflict, message).exit();
    }
    if let Some(what @ (What::Discover | What::Phrases)) = args.what() {
        return discover::run(common, args, what);
    }
    let (context, snapshot) = Context::open(common)?;
    args.filters.check(&snapshot)?;
    let set = context.settings.codebook.as_ref().map(|name| (name.clone(), context.corpus.join(name)));
    let codebook = &*codebook(args.codebook.as_deref(), set, lookback::themes::DEFAULT)?;
    let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
    let register = Register::new(&reviews, &documents).with_themes(codebook);
    let periods = Periods::new(args.by.into(), &reviews, &documents);
    let narrow = narrow(&args.filters);
    let kind = match args.by {
        By::Review => PeriodKind::Review,
        By::Year => PeriodKind::Year,
        By::Council => PeriodKind::Council,
    };
    // A workbook brings the quotes; anything else only counts, and keeps no finding.
    let counts_only = args.what().is_none() && args.compare.is_empty() && !args.evidence;
    if counts_only && format_for(common)? != Format::Xlsx {
        let counts = count_themes(&snapshot, &narrow, &periods, codebook)?;
        let (cells, without_period, register) = (counts.matrix(), counts.without_period(), &register);
        answer(common, &ThemeMatrix { cells: &cells, codebook, register, without_period, evidence: &[], kind })?;
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
        let sides = compare::sides(args, earlier, later, &reviews, &periods, &findings)?;
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
        answer(common, &ThemeMatrix { cells: &cells, codebook, register, without_period, evidence: &rows, kind })?;
        cells.iter().any(|cell| cell.findings > 0)
    };
    Ok(outcome(found))
}

fn outcome(found: bool) -> Outcome {
    if found { Outcome::Answered } else { Outcome::NothingFound }
}

/// The codebook that is named, else the one that is set, else the usual one.
///
/// Named on the command line a file lies from here; in the settings, from the folder of papers.
pub fn codebook(named: Option<&str>, set: Option<(String, PathBuf)>, usual: &str) -> Result<Cow<'static, Codebook>> {
    let named = named.map(|name| (name.to_owned(), PathBuf::from(name)));
    let (name, path) = named.or(set).unwrap_or_else(|| (usual.to_owned(), usual.into()));
    if path.extension().is_some() {
        return Ok(Cow::Owned(Codebook::open(&path)?));
    }
    Codebook::builtin(&name).map(Cow::Borrowed)
}

/// The codebook itself as CSV, for a spreadsheet.
fn written(common: &Common, codebook: &Codebook) -> Result<Outcome> {
    let failed = |path: &Path, source| Error::Io { doing: "write", path: path.to_owned(), source };
    let mark = if common.excel { "\u{feff}" } else { "" };
    let sheet = format!("{mark}{}", codebook.to_csv());
    match &common.output {
        Some(path) => std::fs::write(path, sheet).map_err(|source| failed(path, source))?,
        None => io::stdout()
            .lock()
            .write_all(sheet.as_bytes())
            .map_err(|source| failed(Path::new("standard output"), source))?,
    }
    Ok(Outcome::Answered)
}

fn wanted(filters: &Filters) -> Wanted {
    let filters = filters.clone();
    Wanted {
        kinds: filters.kind,
        councils: filters.council,
        bodies: filters.body,
        subjects: filters.subject,
        possible: filters.possible,
        ..Wanted::default()
    }
}

fn certainty(filters: &Filters) -> Certainty {
    if filters.possible { Certainty::Possible } else { Certainty::Sure }
}
