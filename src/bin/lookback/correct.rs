//! `lookback correct`: an officer puts a finding right.

use std::fs;
use std::path::Path;

use clap::Args;
use lookback::answers::{correction_states, name_reviews};
use lookback::model::{Amendment, Correction, FindingKind, Review, ReviewId};
use lookback::output::layout::CorrectionList;
use lookback::resolve::corrections::{Corrections, FILE, passage, put, remove, remove_last};
use lookback::store::Snapshot;
use lookback::{Error, Result};

use crate::args::{Common, finding_kind};
use crate::context::{Context, answer};
use crate::exit::Outcome;

/// Writes `corrections.toml` beside the papers. Corrections find their place again by the quote, however often the papers
/// are read, and hold in every paper that repeats the finding. Without arguments, lists them.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback findings --explain                 shows what each finding is known as
  lookback correct marlshire-2015-11-19-minutes/para7/a --kind request --note \"the Panel asked\"
  lookback correct marlshire-2015-11-19-minutes/para7/a --undo
  lookback correct --add --path minutes/2015-11-19.pdf --text \"Members asked for the figures\" --kind request")]
pub struct Correct {
    /// Identifier of the finding
    #[arg(value_name = "FINDING-ID", conflicts_with = "add")]
    pub finding: Option<String>,
    /// It is no finding
    #[arg(long, requires = "finding", conflicts_with_all = ["kind", "review"])]
    pub reject: bool,
    /// It is a finding of this kind
    #[arg(long, value_name = "KIND", value_parser = finding_kind)]
    pub kind: Option<FindingKind>,
    /// It is this review's: a year, a month or an identifier; \"none\" for no review's
    #[arg(long, value_name = "REVIEW")]
    pub review: Option<String>,
    /// Add a finding that was missed
    #[arg(long, requires_all = ["path", "text", "kind"])]
    pub add: bool,
    /// The paper it stands in
    #[arg(long, value_name = "PAPER", requires = "add")]
    pub path: Option<String>,
    /// Its words, as printed in the paper
    #[arg(long, value_name = "TEXT", requires = "add")]
    pub text: Option<String>,
    /// Why, for the next reader
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// Take back the corrections of the finding, or the last correction where none is named
    #[arg(long, conflicts_with_all = ["reject", "kind", "review", "add"])]
    pub undo: bool,
}

pub fn run(common: &Common, args: &Correct) -> Result<Outcome> {
    let (context, snapshot) = Context::open(common)?;
    let path = context.corpus.join(FILE);
    if args.undo {
        return undo(common, args, &context, &path);
    }
    let wanted = corrections(&snapshot, args)?;
    if wanted.is_empty() {
        let all = correction_states(&snapshot, &Corrections::open(&context.corpus)?)?;
        answer(common, &CorrectionList { corrections: &all, done: None })?;
        return Ok(if all.is_empty() { Outcome::NothingFound } else { Outcome::Answered });
    }
    let mut text = read(&path)?;
    for correction in &wanted {
        text = put(&text, correction, &path)?;
    }
    write(&path, &text)?;
    // What was written is laid over the papers at once, so that the answer says whether it holds.
    let (_, snapshot) = Context::open(common)?;
    let all = correction_states(&snapshot, &Corrections::open(&context.corpus)?)?;
    let mine: Vec<_> = all.into_iter().filter(|state| wanted.contains(&state.correction)).collect();
    answer(common, &CorrectionList { corrections: &mine, done: Some("Corrected, and kept in corrections.toml") })?;
    Ok(Outcome::Answered)
}

fn undo(common: &Common, args: &Correct, context: &Context, path: &Path) -> Result<Outcome> {
    let before = Corrections::open(&context.corpus)?;
    let text = read(path)?;
    let text = match &args.finding {
        Some(finding) => Some(remove(&text, finding, path)?).filter(|(_, removed)| *removed > 0).map(|(text, _)| text),
        None => remove_last(&text, path)?.map(|(text, _)| text),
    };
    let Some(text) = text else {
        answer(common, &CorrectionList { corrections: &[], done: Some("There is no such correction") })?;
        return Ok(Outcome::NothingFound);
    };
    write(path, &text)?;
    let (_, snapshot) = Context::open(common)?;
    let after = Corrections::open(&context.corpus)?;
    let mut kept: Vec<&Correction> = after.all.iter().map(|(_, correction)| correction).collect();
    let is_gone = |(_, correction): &(usize, Correction)| match kept.iter().position(|other| *other == correction) {
        Some(index) => {
            kept.remove(index);
            false
        }
        None => true,
    };
    let gone = Corrections { all: before.all.into_iter().filter(is_gone).collect() };
    let mut gone = correction_states(&snapshot, &gone)?;
    gone.iter_mut().for_each(|state| state.problem = None);
    answer(common, &CorrectionList { corrections: &gone, done: Some("Taken back") })?;
    Ok(Outcome::Answered)
}

/// What is to be corrected; nothing where only a list is wanted.
fn corrections(snapshot: &Snapshot, args: &Correct) -> Result<Vec<Correction>> {
    let correction = |path: &str, quote: &str, finding: Option<&str>, change: Amendment| Correction {
        path: path.to_owned(),
        quote: quote.to_owned(),
        finding: finding.map(str::to_owned),
        change,
        note: args.note.clone(),
        who: args.who.clone(),
    };
    if let (true, Some(paper), Some(text), Some(kind)) = (args.add, &args.path, &args.text, args.kind) {
        let document = snapshot.document(paper)?;
        let blocks = snapshot.blocks(&document.path)?;
        let Some((_, quote)) = passage(&blocks, text) else {
            return Err(Error::NotInPaper { path: document.path });
        };
        let review = review(snapshot, args, document.council.as_deref())?.flatten();
        return Ok(vec![correction(&document.path, &quote, None, Amendment::Add(kind, review))]);
    }
    let Some(id) = &args.finding else { return Ok(Vec::new()) };
    let finding = snapshot.finding(id)?.ok_or_else(|| Error::NoFinding { asked: id.clone() })?;
    let document = snapshot.document(&finding.citation.path)?;
    let review = review(snapshot, args, document.council.as_deref())?;
    let changes =
        [args.reject.then_some(Amendment::Reject), args.kind.map(Amendment::Retype), review.map(Amendment::Attribute)];
    let of = |change| correction(&finding.citation.path, &finding.text, Some(id), change);
    Ok(changes.into_iter().flatten().map(of).collect())
}

/// The review that was named, of the paper's council where that has one; the inner `None` for "none".
fn review(snapshot: &Snapshot, args: &Correct, council: Option<&str>) -> Result<Option<Option<ReviewId>>> {
    let Some(name) = &args.review else { return Ok(None) };
    if name == "none" {
        return Ok(Some(None));
    }
    let reviews: Vec<Review> = snapshot.reviews()?;
    let own: Vec<Review> =
        reviews.iter().filter(|review| council.is_none_or(|c| review.series.council == c)).cloned().collect();
    let found = name_reviews(name, if own.is_empty() { &reviews } else { &own })?;
    let ids: Vec<ReviewId> = found.into_values().map(|review| review.id.clone()).collect();
    match ids.as_slice() {
        [one] => Ok(Some(Some(one.clone()))),
        _ => Err(Error::AmbiguousReview { asked: name.clone(), matches: ids }),
    }
}

fn read(path: &Path) -> Result<String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(source) => Err(Error::Io { doing: "read the corrections in", path: path.to_owned(), source }),
    }
}

/// Writes beside the file and then puts it in place, so that nobody ever sees half of it.
fn write(path: &Path, text: &str) -> Result<()> {
    let failed = |source| Error::Io { doing: "write the corrections in", path: path.to_owned(), source };
    let beside = path.with_file_name(format!(".{FILE}.new"));
    fs::write(&beside, text).and_then(|()| fs::rename(&beside, path)).map_err(failed)
}
