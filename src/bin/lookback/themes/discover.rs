//! `lookback themes --discover` and `--phrases`: what keeps coming back, without a codebook.

use std::collections::BTreeMap;
use std::path::Path;

use lookback::answers::Looked;
use lookback::ingest::{Decoded, Hints, decode};
use lookback::model::{Document, Finding};
use lookback::output::layout::{DiscoveredThemes, Grouped, KeyPhrases};
use lookback::output::{Format, Register};
use lookback::store::{Snapshot, Wanted};
use lookback::themes::discover::{Discovered, discover, recurring};
use lookback::themes::gathered::Passages;
use lookback::themes::passage::{Passage, Taken, gathered, read_texts};
use lookback::{Error, Result};

use super::args::{Of, Themes, What};
use crate::args::Common;
use crate::context::{Context, answer, format_for};
use crate::exit::{Outcome, note};
use crate::model;

/// Key phrases that are given, at most.
const PHRASES: usize = 100;

/// Gives those passages in full whose positions it is asked for.
type Fetch<'a> = dyn Fn(&[usize]) -> Result<BTreeMap<usize, Passage>> + 'a;

pub fn run(common: &Common, args: &Themes, what: What) -> Result<Outcome> {
    if let Some(path) = &args.texts {
        let texts = texts(common, path)?;
        let text = |at: &usize| (*at, Passage::Taken(Box::new(texts[*at].clone())));
        let fetch = |wanted: &[usize]| Ok(wanted.iter().map(text).collect());
        return told(common, args, what, Grouped::Texts, &gathered(&texts), &fetch, &Register::default());
    }
    let (context, snapshot) = Context::open(common)?;
    let named: Vec<String> = args.paper.iter().map(|paper| context.paper(paper)).collect();
    let wanted = args.filters.wanted(&snapshot)?;
    // Papers are only named beside each finding, where all are given.
    let documents = if is_whole(common, args)? { snapshot.documents()? } else { Vec::new() };
    let reviews = snapshot.reviews()?;
    let register = Register::new(&reviews, &documents);
    let found = |of: Grouped, looked: &Looked<'_>| {
        let fetch = |wanted: &[usize]| looked.shown(wanted.iter().copied());
        told(common, args, what, of, looked.passages(), &fetch, &register)
    };
    // A paper that is named is looked through whole: its findings alone are often too few to repeat a phrase.
    let by_findings = named.is_empty() || args.filters.is_of_findings();
    if args.of == Some(Of::Findings) || (args.of.is_none() && by_findings) {
        let wanted = Wanted { documents: named.clone(), ..wanted.clone() };
        let year = |finding: &Finding| register.review_date(finding).or(finding.citation.date).map(|date| date.year());
        let looked = Looked::through_findings(&snapshot, &wanted, year)?;
        if !looked.passages().is_empty() || args.of.is_some() || !args.filters.is_empty() {
            return found(Grouped::Findings, &looked);
        }
        note("no findings here: every passage of the papers is looked through instead");
    }
    found(Grouped::Passages, &Looked::through_papers(&snapshot, &papers(&snapshot, args, &wanted.councils, named)?)?)
}

/// The papers whose passages are looked through: those named, or of the councils named; none where all are.
fn papers(snapshot: &Snapshot, args: &Themes, councils: &[String], papers: Vec<String>) -> Result<Vec<String>> {
    if councils.is_empty() {
        return Ok(papers);
    }
    let named: Vec<Document> = match papers.as_slice() {
        [] => snapshot.documents()?,
        names => names.iter().map(|name| snapshot.document(name)).collect::<Result<_>>()?,
    };
    let is_of = |document: &&Document| document.council.as_ref().is_some_and(|own| councils.contains(own));
    let of_councils: Vec<String> = named.iter().filter(is_of).map(|document| document.path.clone()).collect();
    match (of_councils.is_empty(), args.paper.first()) {
        (false, _) => Ok(of_councils),
        (true, named) => {
            let paper = named.map(|name| format!("{name} of ")).unwrap_or_default();
            Err(Error::NoDocument { asked: format!("{paper}{}", councils.join(" or ")), matches: Vec::new() })
        }
    }
}

/// Whether every passage is given, and not a few of each group: as evidence, and in a workbook.
fn is_whole(common: &Common, args: &Themes) -> Result<bool> {
    Ok(args.evidence || format_for(common)? == Format::Xlsx)
}

/// The texts of a file, in whatever encoding it was saved.
pub fn texts(common: &Common, path: &Path) -> Result<Vec<Taken>> {
    let failed = |source| Error::Io { doing: "read the texts in", path: path.to_owned(), source };
    let bytes = std::fs::read(path).map_err(failed)?;
    let name = path.to_string_lossy();
    let wrong = |message| Error::Config { path: path.to_owned(), message };
    let Decoded { text, warnings, .. } = decode(&bytes, Hints { encoding: common.encoding, ..Hints::default() }, None);
    warnings.iter().for_each(|warning| note(&format!("{name}: {}", warning.0)));
    read_texts(&name, &text).map_err(wrong)
}

fn told(
    common: &Common,
    args: &Themes,
    what: What,
    of: Grouped,
    passages: &Passages,
    fetch: &Fetch<'_>,
    register: &Register<'_>,
) -> Result<Outcome> {
    if what == What::Phrases {
        let phrases = recurring(passages, args.rank.into(), PHRASES);
        let quoted: Vec<usize> = phrases.iter().filter_map(|found| found.phrase.texts.first().copied()).collect();
        answer(common, &KeyPhrases { phrases: &phrases, of, passages, quoted: &fetch(&quoted)? })?;
        return Ok(super::outcome(!phrases.is_empty()));
    }
    let kept = Context::find(common).ok().map(|context| context.index).filter(|_| of != Grouped::Texts);
    let model = model::named(common, kept.as_deref())?;
    let vectors = model.as_ref().map(|model| -> Result<_> {
        let all = fetch(&(0..passages.len()).collect::<Vec<_>>())?;
        Ok(model.vectors(&all.values().map(Passage::text).collect::<Vec<_>>()))
    });
    let groups = discover(passages, args.groups.map(usize::from), vectors.transpose()?.as_deref());
    let model = model.map(|model| model.identity().to_string());
    let most = if is_whole(common, args)? { usize::MAX } else { DiscoveredThemes::QUOTES };
    let shown = |group: &Discovered| group.passages.iter().copied().take(most).collect::<Vec<_>>();
    let shown = fetch(&groups.iter().flat_map(shown).collect::<Vec<_>>())?;
    let (evidence, model) = (args.evidence, model.as_deref());
    answer(common, &DiscoveredThemes { groups: &groups, of, passages, shown: &shown, evidence, model, register })?;
    Ok(super::outcome(!groups.is_empty()))
}
