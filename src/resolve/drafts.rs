//! Which papers are drafts of others? The draft and the final letter of one review say nearly the same, and what they found was found
//! once: the final one is used, and the draft is set aside.
//!
//! Only where it is certain: both are the review's own, one is marked as a draft and the other is not, and nearly all that the draft
//! found stands in the other in nearly the same words.

use std::collections::BTreeMap;

use crate::model::{ReadFinding, Reading, ReviewId};
use crate::text::similarity::ratio;

/// A paper of fewer findings may be like another by chance.
const FEWEST: usize = 3;

/// Findings so alike are one, worded anew.
const ALIKE: f32 = 0.8;

/// Of ten findings of the draft so many stand in the final paper.
const OF_TEN: usize = 8;

/// Papers that are drafts, by identifier, with the path of the final one. `made` are the reviews that the mentions of each reading are.
pub fn drafts(readings: &[Reading], made: &[Vec<Option<ReviewId>>]) -> BTreeMap<String, String> {
    let own = |(reading, made): (&'_ Reading, &'_ Vec<Option<ReviewId>>)| {
        let at = reading.mentions.iter().position(|mention| mention.own)?;
        made.get(at).cloned().flatten()
    };
    let mut of_review: BTreeMap<ReviewId, Vec<&Reading>> = BTreeMap::new();
    for (reading, made) in readings.iter().zip(made) {
        if let Some(review) = own((reading, made)) {
            of_review.entry(review).or_default().push(reading);
        }
    }
    let mut drafts = BTreeMap::new();
    for papers in of_review.values().filter(|papers| papers.len() > 1) {
        for draft in papers.iter().filter(|paper| paper.document.draft) {
            let is_final = |paper: &&&Reading| {
                let (first, last) = (draft.document.date, paper.document.date);
                !paper.document.draft
                    && first.zip(last).is_none_or(|(first, last)| first <= last)
                    && says_all(paper, draft)
            };
            if let Some(last) = papers.iter().find(is_final) {
                drafts.insert(draft.document.id.clone(), last.document.path.clone());
            }
        }
    }
    drafts
}

/// Whether nearly all that a draft found stands in another paper.
fn says_all(paper: &Reading, draft: &Reading) -> bool {
    let is_there = |found: &&ReadFinding| {
        let mut others = paper.findings.iter().filter(|other| other.kind == found.kind);
        others.any(|other| ratio(&other.text, &found.text) >= ALIKE)
    };
    let all = draft.findings.len();
    all >= FEWEST && 10 * draft.findings.iter().filter(is_there).count() >= OF_TEN * all
}
