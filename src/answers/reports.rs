//! What does a later review say of what an earlier one asked? A progress review goes through the recommendations, and asks
//! little itself.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::answered::stands_with;
use crate::error::Result;
use crate::model::{Block, Citation, Comparison, Finding, FindingId, FindingKind, Seen};
use crate::store::{Snapshot, Wanted};

/// Notes where the papers of the later review print an earlier finding, and what they say of how far it has come: in the same
/// row of a table, or in the paragraph beneath.
pub(super) fn note(snapshot: &Snapshot, comparison: &mut Comparison) -> Result<()> {
    let papers = &comparison.later.review.documents;
    let is_here = |at: &&Citation| papers.contains(&at.document);
    let printed: BTreeMap<&FindingId, (&Finding, &Citation)> = comparison
        .earlier
        .findings
        .iter()
        .filter_map(|finding| Some((&finding.id, (finding, finding.also_in.iter().find(is_here)?))))
        .collect();
    if printed.is_empty() {
        return Ok(());
    }
    let progress = snapshot.findings(&Wanted {
        kinds: vec![FindingKind::Progress],
        documents: papers.clone(),
        ..Wanted::default()
    })?;
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
