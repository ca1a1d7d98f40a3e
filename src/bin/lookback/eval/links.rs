//! `lookback eval --links`: pairs of findings, held against labelled links.

use std::borrow::Cow;
use std::path::Path;

use lookback::Result;
use lookback::answers::{
    VectorPapers, evaluate_links, evaluate_pairs, labelled_links, labelled_pairs, links_in_papers,
};
use lookback::compare::Pinned;
use lookback::lexicon::Lexicon;
use lookback::output::layout::{LinkReport, PairReport};

use super::Eval;
use crate::args::Common;
use crate::context::{Context, answer};
use crate::exit::{Outcome, note};
use crate::model;

/// How good the pairing is: in the words of the labels, or end to end where papers are named.
pub fn run(common: &Common, args: &Eval, links: &Path) -> Result<Outcome> {
    if let Some(pairs) = labelled_pairs(links)? {
        let lexicon = model::beside(common, Cow::Borrowed(Lexicon::builtin()), None)?;
        let evaluation = evaluate_pairs(&pairs, &lexicon);
        answer(common, &PairReport { evaluation: &evaluation })?;
        return Ok(if pairs.is_empty() { Outcome::NothingFound } else { Outcome::Answered });
    }
    let items = args.items.as_deref();
    let end_to_end = args.path.is_some() || common.corpus.is_some();
    let folder = args.path.as_deref().or(args.papers.as_deref());
    let opened = if end_to_end || args.papers.is_some() { Some(Context::open_at(common, folder)?) } else { None };
    let snapshot = opened.as_ref().map(|(_, snapshot)| snapshot);
    let sets = match snapshot {
        Some(snapshot) if end_to_end => links_in_papers(snapshot, links, items)?,
        _ => labelled_links(links, items)?,
    };
    let papers = snapshot.map(VectorPapers::of).transpose()?.filter(|papers| papers.words() > 0);
    if args.papers.is_some() && papers.is_none() {
        note("no words were read from the papers, so the vectors are those of the program");
    }
    let pinned = match &opened {
        Some((context, snapshot)) if end_to_end => context.pins(snapshot)?,
        _ => Pinned::default(),
    };
    let kept = opened.as_ref().map(|(context, _)| context.index.as_path());
    let lexicon = model::beside(common, Cow::Borrowed(Lexicon::builtin()), kept)?;
    let used = lexicon.model().map(|model| model.identity().to_string());
    let evaluation = evaluate_links(&sets, &lexicon, papers.as_ref(), &pinned);
    answer(common, &LinkReport { evaluation: &evaluation, comparisons: sets.len(), model: used.as_deref() })?;
    Ok(if evaluation.lines[0].figures.links == 0 { Outcome::NothingFound } else { Outcome::Answered })
}
