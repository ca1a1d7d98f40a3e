//! What findings look like with their corrections. A finding read in five papers is corrected in all five by one.

use std::collections::BTreeSet;

use crate::model::{Amendment, Corrected, Correction, Finding, Reading, Review};

/// Applies corrections to the findings of a council. `at` gives for each finding its paper and its place there, `head_of`
/// the finding it is one with. Rejected findings are left out, from all three lists.
pub fn apply(
    readings: &[Reading],
    reviews: &mut [Review],
    findings: &mut Vec<(Finding, bool)>,
    at: &mut Vec<(usize, usize)>,
    head_of: &[usize],
) {
    let mut rejected: BTreeSet<usize> = BTreeSet::new();
    for (paper, reading) in readings.iter().enumerate() {
        for placed in &reading.corrections {
            let Some(index) = at.iter().position(|place| *place == (paper, placed.finding)) else { continue };
            // What is said of one print of a finding is said of all.
            let group = (0..findings.len()).filter(|other| head_of[*other] == head_of[index]);
            for index in group {
                if placed.correction.change == Amendment::Reject {
                    rejected.insert(index);
                } else {
                    correct(&mut findings[index].0, &placed.correction, reviews);
                }
            }
        }
    }
    let mut index = 0..;
    findings.retain(|_| index.next().is_some_and(|index| !rejected.contains(&index)));
    let mut index = 0..;
    at.retain(|_| index.next().is_some_and(|index| !rejected.contains(&index)));
}

/// The findings of one paper as its own corrections leave them, each with its place among those read.
///
/// What corrections of other papers say of the same findings is not known here.
pub fn own(reading: &Reading) -> Vec<(usize, Finding)> {
    let about = |index: usize| reading.corrections.iter().filter(move |placed| placed.finding == index);
    let corrected = |(index, finding): (usize, &Finding)| {
        let mut finding = finding.clone();
        for placed in about(index) {
            match &placed.correction.change {
                Amendment::Reject => return None,
                Amendment::Retype(kind) | Amendment::Add(kind, _) => finding.kind = *kind,
                Amendment::Attribute(_) => {}
            }
        }
        Some((index, finding))
    };
    reading.findings.iter().enumerate().filter_map(corrected).collect()
}

fn correct(finding: &mut Finding, correction: &Correction, reviews: &mut [Review]) {
    let (kind, review) = match &correction.change {
        Amendment::Reject => return,
        Amendment::Retype(kind) => (Some(*kind), None),
        Amendment::Attribute(review) => (None, Some(review.clone())),
        Amendment::Add(kind, None) => (Some(*kind), None),
        Amendment::Add(kind, review) => (Some(*kind), Some(review.clone())),
    };
    let mut corrected = finding.corrected.clone().unwrap_or_default();
    if let Some(kind) = kind.filter(|kind| *kind != finding.kind) {
        corrected.kind_was = corrected.kind_was.or(Some(finding.kind));
        finding.kind = kind;
    }
    if let Some(review) = review.filter(|review| *review != finding.review) {
        match &review {
            None => {}
            Some(id) => {
                // A review that no paper speaks of cannot be given: `status` says so.
                let Some(review) = reviews.iter_mut().find(|review| review.id == *id) else { return };
                if !review.documents.contains(&finding.citation.document) {
                    review.documents.push(finding.citation.document.clone());
                    review.documents.sort();
                }
            }
        }
        if !corrected.added && !corrected.attributed {
            corrected.attributed = true;
            corrected.review_was = finding.review.clone();
        }
        finding.review = review;
    }
    corrected.note = correction.note.clone().or(corrected.note);
    corrected.who = correction.who.clone().or(corrected.who);
    if corrected != Corrected::default() {
        finding.corrected = Some(corrected);
    }
}
