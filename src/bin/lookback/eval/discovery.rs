//! `lookback eval --groups` and `--phrases`: what is found without a codebook, held against a person's topics and phrases.

use std::fs::File;
use std::path::Path;

use lookback::output::layout::{GroupingReport, PhraseAgreement};
use lookback::themes::{phrases::held, topics};
use lookback::{Error, Result};

use super::Eval;
use crate::args::Common;
use crate::context::{Context, answer};
use crate::exit::Outcome;
use crate::themes::texts;

/// Texts with topics: grouped without looking at them, and compared.
pub fn groups(common: &Common, path: &Path) -> Result<Outcome> {
    let texts = texts(common, path)?;
    let labelled: Vec<(&str, &str)> =
        texts.iter().filter_map(|taken| Some((taken.text.as_str(), taken.topic.as_deref()?))).collect();
    if labelled.is_empty() {
        let message = "none of its texts has a topic: it needs the columns `text` and `topic`".to_owned();
        return Err(Error::Config { path: path.to_owned(), message });
    }
    let (texts, topics): (Vec<_>, Vec<_>) = labelled.into_iter().unzip();
    answer(common, &GroupingReport { topics: &topics::hold(&texts, &topics, None) })?;
    Ok(Outcome::Answered)
}

/// Papers with phrases: their first ten key phrases, and which of them the person listed.
pub fn phrases(common: &Common, args: &Eval, path: &Path) -> Result<Outcome> {
    let failed = |source| Error::Io { doing: "read the labels in", path: path.to_owned(), source };
    let table = File::open(path).map_err(failed)?;
    let labels = held::read(table).map_err(|message| Error::Config { path: path.to_owned(), message })?;
    let (_, snapshot) = Context::open_at(common, args.path.as_deref())?;
    let mut papers = Vec::new();
    for (file, phrases) in &labels {
        let passages = snapshot.passages(std::slice::from_ref(file))?;
        let texts: Vec<&str> = passages.iter().map(|(_, text)| text.as_str()).collect();
        papers.push(held::hold(file, phrases, &texts));
    }
    answer(common, &PhraseAgreement { held: &papers })?;
    Ok(if papers.is_empty() { Outcome::NothingFound } else { Outcome::Answered })
}
