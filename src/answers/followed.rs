//! What was done about a finding between two reviews: what was answered to it, and what committees resolved by its number.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::model::{Comparison, Finding, Followed};
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
    let is_answered = |finding: &Finding| places(finding).any(may_answer) || pointing.contains_key(&finding.id);
    if !earlier.findings.iter().any(is_answered) {
        return Ok(());
    }
    let councils = vec![earlier.review.series.council.clone()];
    let of_council = snapshot.findings(&Wanted { councils, possible: true, ..Wanted::default() })?;
    let mut answers = Answers::of(snapshot, &of_council, pointing);
    let resolved = |(path, block, words): &(String, usize, String)| {
        let is_there = |finding: &&Finding| {
            finding.kind.is_of_committee() && finding.citation.path == *path && finding.citation.block == *block
        };
        of_council.iter().filter(is_there).find(|finding| finding.text.contains(words)).map(known)
    };
    let asked: BTreeMap<&str, &Finding> = earlier.findings.iter().map(|f| (f.id.as_str(), f)).collect();
    let until = later.review.date();
    let is_between = |answer: &Followed| {
        let at = &answer.citation;
        !later.review.documents.contains(&at.document) && at.date.zip(until).is_none_or(|(date, until)| date < until)
    };
    for change in changes {
        let followed = &mut change.followed;
        for finding in change.earlier.iter().filter_map(|id| asked.get(id.as_str())) {
            followed.extend(answers.to(finding)?.into_iter().filter(is_between));
            let pointing = pointing.get(&finding.id).into_iter().flatten();
            followed.extend(pointing.filter_map(resolved).filter(is_between));
        }
        let mut seen = BTreeSet::new();
        let place = |answer: &Followed| (answer.citation.path.clone(), answer.citation.block, answer.text.clone());
        followed.retain(|answer| seen.insert(place(answer)));
        followed.sort_by_key(|answer| (answer.citation.date.is_none(), answer.citation.date));
    }
    Ok(())
}
