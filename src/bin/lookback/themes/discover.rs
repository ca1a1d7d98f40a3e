//! `lookback themes --discover` and `--phrases`: what keeps coming back, without a codebook.

use std::collections::BTreeMap;
use std::path::Path;

use lookback::model::Finding;
use lookback::output::Register;
use lookback::output::layout::{DiscoveredThemes, Grouped, KeyPhrases};
use lookback::store::{Snapshot, Wanted};
use lookback::themes::discover::{discover, recurring};
use lookback::themes::passage::{Passage, Taken, read_texts};
use lookback::{Error, Result};

use super::args::{Of, Themes, What};
use crate::args::Common;
use crate::context::{Context, answer};
use crate::exit::{Outcome, note};
use crate::model;

/// Key phrases that are given, at most.
const PHRASES: usize = 100;

pub fn run(common: &Common, args: &Themes, what: What) -> Result<Outcome> {
    if let Some(path) = &args.texts {
        let texts = texts(path)?;
        let passages: Vec<Passage<'_>> = texts.iter().map(Passage::from).collect();
        return told(common, args, what, Grouped::Texts, &passages, &Register::default());
    }
    let (_, snapshot) = Context::open(common)?;
    let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
    let register = Register::new(&reviews, &documents);
    // A paper that is named is looked through whole: its findings alone are often too few to repeat a phrase.
    if args.of == Some(Of::Findings) || (args.of.is_none() && args.paper.is_empty()) {
        let findings = findings(&snapshot, args)?;
        if !findings.is_empty() || args.of.is_some() {
            let year =
                |finding: &Finding| register.review_date(finding).or(finding.citation.date).map(|date| date.year());
            let passages: Vec<_> = findings.iter().map(|finding| Passage::of_finding(finding, year(finding))).collect();
            return told(common, args, what, Grouped::Findings, &passages, &register);
        }
        note("no findings here: every passage of the papers is looked through instead");
    }
    let taken: Vec<Taken> = snapshot.passages(&args.paper)?.into_iter().map(taken).collect();
    let passages: Vec<Passage<'_>> = taken.iter().map(Passage::from).collect();
    told(common, args, what, Grouped::Passages, &passages, &register)
}

/// The texts of a file.
pub fn texts(path: &Path) -> Result<Vec<Taken>> {
    let failed = |source| Error::Io { doing: "read the texts in", path: path.to_owned(), source };
    let bytes = std::fs::read(path).map_err(failed)?;
    let name = path.to_string_lossy();
    let wrong = |message| Error::Config { path: path.to_owned(), message };
    read_texts(&name, &String::from_utf8_lossy(&bytes)).map_err(wrong)
}

/// A passage of a paper as one to be grouped.
pub fn taken((at, text): (lookback::model::Citation, String)) -> Taken {
    let year = at.date.map(|date| date.year());
    Taken { id: format!("{}/block{}", at.document, at.block), text, at, year, topic: None }
}

fn findings(snapshot: &Snapshot, args: &Themes) -> Result<Vec<Finding>> {
    let wanted = Wanted { documents: args.paper.clone(), ..super::wanted(&args.filters) };
    Ok(snapshot.findings(&wanted)?.into_iter().filter(|finding| finding.judgement.is_none()).collect())
}

fn told(
    common: &Common,
    args: &Themes,
    what: What,
    of: Grouped,
    passages: &[Passage<'_>],
    register: &Register<'_>,
) -> Result<Outcome> {
    let mut years: BTreeMap<i32, usize> = BTreeMap::new();
    passages.iter().filter_map(|passage| passage.year).for_each(|year| *years.entry(year).or_default() += 1);
    let years: Vec<_> = years.into_iter().collect();
    let is_empty = if what == What::Phrases {
        let phrases = recurring(passages, args.rank.into(), PHRASES);
        answer(common, &KeyPhrases { phrases: &phrases, of, all: passages.len(), years: &years })?;
        phrases.is_empty()
    } else {
        let kept = Context::find(common).ok().map(|context| context.index).filter(|_| of != Grouped::Texts);
        let model = model::named(common, kept.as_deref())?;
        let vectors = model.as_ref().map(|model| {
            let texts: Vec<&str> = passages.iter().map(|passage| passage.text).collect();
            model.vectors(&texts)
        });
        let groups = discover(passages, args.groups.map(usize::from), vectors.as_deref());
        let model = model.map(|model| model.identity().to_string());
        let model = model.as_deref();
        let evidence = args.evidence;
        answer(common, &DiscoveredThemes { groups: &groups, of, years: &years, evidence, model, register })?;
        groups.is_empty()
    };
    Ok(if is_empty { Outcome::NothingFound } else { Outcome::Answered })
}
