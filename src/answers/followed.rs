//! What was done about a finding between two reviews: what was answered to it, and what committees resolved by its number.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::model::{Comparison, Finding, FindingId, Followed, Review, ReviewSide};
use crate::store::{Snapshot, Wanted};

use super::answered::{Answers, Pointing, known, may_answer, places, pointing};

/// Notes what papers before the later review print as the answer to each finding of the earlier one, and what committees
/// resolved about it by its number.
pub(super) fn note(snapshot: &Snapshot, comparisons: &mut [Comparison]) -> Result<()> {
    let pointing = pointing(snapshot)?;
    comparisons.iter_mut().try_for_each(|comparison| note_one(snapshot, comparison, &pointing))
}

fn note_one(snapshot: &Snapshot, comparison: &mut Comparison, pointing: &Pointing) -> Result<()> {
    let Comparison { earlier, later, changes, .. } = comparison;
    let followed = answered(snapshot, earlier, Some(&later.review), pointing)?;
    for change in changes {
        change.followed.extend(change.earlier.iter().filter_map(|id| followed.get(id)).flatten().cloned());
        put_in_order(&mut change.followed);
    }
    Ok(())
}

/// What was answered to each finding of a review, oldest first: before the next review and outside its papers, or at any time
/// where there is none.
pub(super) fn answered(
    snapshot: &Snapshot,
    side: &ReviewSide,
    next: Option<&Review>,
    pointing: &Pointing,
) -> Result<BTreeMap<FindingId, Vec<Followed>>> {
    let mut followed = BTreeMap::new();
    let is_answered = |finding: &Finding| places(finding).any(may_answer) || pointing.contains_key(&finding.id);
    if !side.findings.iter().any(is_answered) {
        return Ok(followed);
    }
    let councils = vec![side.review.series.council.clone()];
    let of_council = snapshot.findings(&Wanted { councils, possible: true, ..Wanted::default() })?;
    let mut answers = Answers::of(snapshot, &of_council, pointing);
    let resolved = |(path, block, words): &(String, usize, String)| {
        let is_there = |finding: &&Finding| {
            finding.kind.is_of_committee() && finding.citation.path == *path && finding.citation.block == *block
        };
        of_council.iter().filter(is_there).find(|finding| finding.text.contains(words)).map(known)
    };
    let until = next.and_then(Review::date);
    let is_between = |answer: &Followed| {
        let at = &answer.citation;
        let is_next = next.is_some_and(|next| next.documents.contains(&at.document));
        !is_next && at.date.zip(until).is_none_or(|(date, until)| date < until)
    };
    for finding in &side.findings {
        let mut own: Vec<Followed> = answers.to(finding)?.into_iter().filter(is_between).collect();
        let pointing = pointing.get(&finding.id).into_iter().flatten();
        own.extend(pointing.filter_map(resolved).filter(is_between));
        put_in_order(&mut own);
        if !own.is_empty() {
            followed.insert(finding.id.clone(), own);
        }
    }
    Ok(followed)
}

/// Each answer once, oldest first.
fn put_in_order(answers: &mut Vec<Followed>) {
    let mut seen = BTreeSet::new();
    let place = |answer: &Followed| (answer.citation.path.clone(), answer.citation.block, answer.text.clone());
    answers.retain(|answer| seen.insert(place(answer)));
    answers.sort_by_key(|answer| (answer.citation.date.is_none(), answer.citation.date));
}
