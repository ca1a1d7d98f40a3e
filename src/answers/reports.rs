//! What does a later review say of what an earlier one asked? A progress review goes through the recommendations, and asks
//! little itself.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::answered::stands_with;
use crate::compare::Passages;
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::model::{Band, Block, Citation, Comparison, Finding, FindingId, FindingKind, Seen, Status};
use crate::store::{Snapshot, Wanted};

/// The least share of what a statement of progress is about that the ask it is of must have.
const LEAST_SHARE: f32 = 0.2;
/// How much more of it that ask must have than any other.
const LEAD: f32 = 1.25;
/// At the least so many words and concepts of the matter.
const LEAST_MATTERS: usize = 2;

/// Notes where the papers of the later review print an earlier finding, and what they say of how far it has come: in the same
/// row of a table, or in the paragraph beneath. What is not found again, and may be what a statement of progress is of, is
/// noted with it, to be checked.
pub(super) fn note(snapshot: &Snapshot, comparison: &mut Comparison, lexicon: &Lexicon) -> Result<()> {
    let progress = snapshot.findings(&Wanted {
        kinds: vec![FindingKind::Progress],
        documents: comparison.later.review.documents.clone(),
        ..Wanted::default()
    })?;
    note_printed(snapshot, comparison, &progress)?;
    note_alike(comparison, &progress, lexicon);
    Ok(())
}

/// Notes what is said of an earlier finding where the later review prints it.
fn note_printed(snapshot: &Snapshot, comparison: &mut Comparison, progress: &[Finding]) -> Result<()> {
    let papers = &comparison.later.review.documents;
    let is_here = |at: &&Citation| papers.contains(&at.document);
    let printed: BTreeMap<&FindingId, (&Finding, &Citation)> = comparison
        .earlier
        .findings
        .iter()
        .filter_map(|finding| Some((&finding.id, (finding, finding.also_in.iter().find(is_here)?))))
        .collect();
    let mut blocks: BTreeMap<&str, Vec<Block>> = BTreeMap::new();
    for change in &mut comparison.changes {
        let Some((finding, at)) = change.earlier.iter().find_map(|id| printed.get(id)) else { continue };
        let is_of_it =
            |told: &&Finding| finding.also_in.iter().filter(is_here).any(|at| stands_with(&told.citation, at));
        let seen = match progress.iter().find(is_of_it) {
            Some(told) => report(told, &told.text, &told.citation),
            None => {
                let paper = match blocks.entry(&at.path) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(snapshot.blocks(&at.path)?),
                };
                let Some(block) = paper.get(at.block) else { continue };
                report(finding, &block.text, at)
            }
        };
        change.also_seen.insert(0, seen);
    }
    Ok(())
}

/// Notes with what is not found again the statement of progress that is, by its words, about it and about no other ask: "Conferences
/// are now held on time", in a list of what came of the last inspection that does not say which recommendation is meant.
fn note_alike(comparison: &mut Comparison, progress: &[Finding], lexicon: &Lexicon) {
    let asks: Vec<&Finding> = comparison.earlier.findings.iter().filter(|finding| finding.kind.is_ask()).collect();
    let texts: Vec<&str> = asks.iter().map(|ask| ask.text.as_str()).collect();
    let passages = Passages::of(&texts, lexicon);
    let of_later = |told: &&Finding| told.review.as_ref() == Some(&comparison.later.review.id);
    let mut of_ask: BTreeMap<&FindingId, (&Finding, f32)> = BTreeMap::new();
    for told in progress.iter().filter(of_later) {
        let [best, rest @ ..] = &passages.speaking_of(&told.text)[..] else { continue };
        let leads = rest.first().is_none_or(|next| best.share >= LEAD * next.share);
        if leads && best.share >= LEAST_SHARE && best.matters >= LEAST_MATTERS {
            of_ask.entry(&asks[best.passage].id).or_insert((told, best.share));
        }
    }
    for change in &mut comparison.changes {
        if change.status != Status::NotFound || !change.also_seen.iter().all(|seen| seen.near_miss) {
            continue;
        }
        let Some((told, share)) = change.earlier.iter().find_map(|id| of_ask.get(id)) else { continue };
        change.band = Band::Possible;
        change.also_seen.insert(0, Seen { score: *share, near_miss: true, ..report(told, &told.text, &told.citation) });
    }
}

/// Where a paper reports on a finding, in its words.
fn report(finding: &Finding, text: &str, at: &Citation) -> Seen {
    Seen {
        finding: finding.id.clone(),
        kind: finding.kind,
        citation: at.clone(),
        text: text.to_owned(),
        status: finding.status.clone().filter(|_| finding.kind == FindingKind::Progress),
        score: 1.0,
        near_miss: false,
    }
}
