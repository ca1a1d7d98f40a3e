//! `lookback correct`: an officer puts a finding right.

use clap::Args;
use lookback::Result;
use lookback::answers::{Said, TakeBack, addition, amendments, correct, correction_states, take_back};
use lookback::model::{Correction, FindingKind};
use lookback::output::layout::CorrectionList;
use lookback::resolve::corrections::Corrections;
use lookback::store::Snapshot;

use crate::args::{Common, finding_kind, mistyped};
use crate::context::{Context, answer};
use crate::exit::Outcome;

// Writes `corrections.toml` beside the papers. Corrections find their place again by the quote, however often the papers
// are read, and hold in every paper that repeats the finding. Without arguments, lists them.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback findings --explain                 shows what each finding is known as
  lookback correct marlshire-2012-02-09-minutes/para315/a --kind request --note \"the Panel asked\"
  lookback correct marlshire-2012-02-09-minutes/para315/a --undo
  lookback correct --add --path cyp-panel-minutes-2012-03-15.txt --kind request --text \"Members were glad to have the figures\"")]
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
    /// It is this review's: a year, a month or an identifier; "none" for no review's
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
    #[arg(long, conflicts_with_all = ["reject", "kind", "review", "add", "note", "who"])]
    pub undo: bool,
}

impl Correct {
    /// What is missing, where something is said that nothing would be done with.
    fn lacks(&self) -> Option<&'static str> {
        let says = self.reject || self.kind.is_some() || self.review.is_some();
        match &self.finding {
            _ if self.add || self.undo => None,
            None if says || self.note.is_some() || self.who.is_some() => {
                Some("name the finding that is to be put right: `lookback correct FINDING-ID --kind request`")
            }
            Some(_) if !says => Some("say what the finding is: --reject, --kind KIND or --review REVIEW; or --undo"),
            _ => None,
        }
    }
}

pub fn run(common: &Common, args: &Correct) -> Result<Outcome> {
    if let Some(message) = args.lacks() {
        mistyped("correct", message);
    }
    let (context, snapshot) = Context::open(common)?;
    if args.undo {
        return undo(common, args, &context, &snapshot);
    }
    let wanted = corrections(&context, &snapshot, args)?;
    if wanted.is_empty() {
        let all = correction_states(&snapshot, &Corrections::open(&context.corpus)?)?;
        answer(common, &CorrectionList { corrections: &all, done: None })?;
        return Ok(if all.is_empty() { Outcome::NothingFound } else { Outcome::Answered });
    }
    correct(&context.corpus, &wanted)?;
    // What was written is laid over the papers at once, so that the answer says whether it holds.
    let (_, snapshot) = Context::open(common)?;
    let all = correction_states(&snapshot, &Corrections::open(&context.corpus)?)?;
    let mine: Vec<_> = all.into_iter().filter(|state| wanted.contains(&state.correction)).collect();
    answer(common, &CorrectionList { corrections: &mine, done: Some("Corrected, and kept in corrections.toml") })?;
    Ok(Outcome::Answered)
}

fn undo(common: &Common, args: &Correct, context: &Context, snapshot: &Snapshot) -> Result<Outcome> {
    let which = args.finding.as_deref().map_or(TakeBack::Last, TakeBack::Of);
    let gone = take_back(snapshot, &context.corpus, &which)?;
    if gone.all.is_empty() {
        answer(common, &CorrectionList { corrections: &[], done: Some("There is no such correction") })?;
        return Ok(Outcome::NothingFound);
    }
    let (_, snapshot) = Context::open(common)?;
    let mut gone = correction_states(&snapshot, &gone)?;
    gone.iter_mut().for_each(|state| state.problem = None);
    answer(common, &CorrectionList { corrections: &gone, done: Some("Taken back") })?;
    Ok(Outcome::Answered)
}

/// What is to be corrected; nothing where only a list is wanted.
fn corrections(context: &Context, snapshot: &Snapshot, args: &Correct) -> Result<Vec<Correction>> {
    let said = Said {
        reject: args.reject,
        kind: args.kind,
        review: args.review.as_deref(),
        note: args.note.as_deref(),
        who: args.who.as_deref(),
    };
    match (args.add, &args.path, &args.text, args.kind, &args.finding) {
        (true, Some(paper), Some(text), Some(kind), _) => {
            Ok(vec![addition(snapshot, &context.paper(paper), text, kind, &said)?])
        }
        (.., Some(finding)) => amendments(snapshot, finding, &said),
        _ => Ok(Vec::new()),
    }
}
