//! What findings look like with their corrections. A finding read in five papers is corrected in all five by one.

use std::collections::BTreeSet;

use super::super::placed::Placed;
use crate::model::{Amendment, Corrected, Correction, Finding, ReadFinding, Reading, Review, ReviewId};

/// Applies corrections to the findings of a council. `head_of` gives for each finding the one it is one with. Rejected findings
/// are left out.
pub fn apply(readings: &[Reading], reviews: &mut [Review], findings: &mut Vec<Placed>, head_of: &[usize]) {
    let mut rejected: BTreeSet<usize> = BTreeSet::new();
    for (paper, reading) in readings.iter().enumerate() {
        for placed in &reading.corrections {
            let is_it = |other: &Placed| (other.paper, other.ordinal) == (paper, placed.finding);
            let Some(index) = findings.iter().position(is_it) else { continue };
            // What is said of one print of a finding is said of all.
            let group = (0..findings.len()).filter(|other| head_of[*other] == head_of[index]);
            for index in group {
                if placed.correction.change == Amendment::Reject {
                    rejected.insert(index);
                } else {
                    correct(&mut findings[index].finding, &placed.correction, reviews);
                }
            }
        }
    }
    let mut index = 0..;
    findings.retain(|_| index.next().is_some_and(|index| !rejected.contains(&index)));
}

/// The findings of one paper as its own corrections leave them, each with its place among those read.
///
/// What corrections of other papers say of the same findings is not known here.
pub fn own(reading: &Reading) -> Vec<(usize, Finding)> {
    let about = |index: usize| reading.corrections.iter().filter(move |placed| placed.finding == index);
    let corrected = |(index, read): (usize, &ReadFinding)| {
        let mut finding = read.finding.clone();
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
    let is_known = |id: &ReviewId| reviews.iter().any(|review| review.id == *id);
    let (kind, review) = match &correction.change {
        Amendment::Reject => return,
        Amendment::Retype(kind) => (Some(*kind), None),
        // A review that no paper speaks of cannot be given: `status` says so. What else is said holds.
        Amendment::Attribute(Some(id)) if !is_known(id) => return,
        Amendment::Add(kind, Some(id)) if !is_known(id) => (Some(*kind), None),
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
        let given = reviews.iter_mut().find(|known| Some(&known.id) == review.as_ref());
        if let Some(given) = given.filter(|given| !given.documents.contains(&finding.citation.document)) {
            given.documents.push(finding.citation.document.clone());
            given.documents.sort();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Citation, DocumentKind, FindingKind};

    #[test]
    fn what_else_is_said_holds_where_the_review_is_not_known() {
        let at = Citation::new("minutes", DocumentKind::Minutes, "minutes.txt", 3);
        let mut finding = Finding::new("minutes/para1", FindingKind::Resolution, "Grit the roads", at, "resolved");
        let said = |change| Correction {
            path: "minutes.txt".into(),
            quote: "Grit the roads".into(),
            finding: None,
            change,
            note: Some("the chair said so".into()),
            who: Some("A. Officer".into()),
        };
        let untouched = finding.clone();
        correct(&mut finding, &said(Amendment::Attribute(Some("no-such".into()))), &mut []);
        assert_eq!(finding, untouched);
        correct(&mut finding, &said(Amendment::Add(FindingKind::Request, Some("no-such".into()))), &mut []);
        let corrected = finding.corrected.expect("it is marked");
        assert_eq!((finding.kind, corrected.kind_was), (FindingKind::Request, Some(FindingKind::Resolution)));
        assert_eq!(
            (corrected.note.as_deref(), corrected.who.as_deref()),
            (Some("the chair said so"), Some("A. Officer"))
        );
        assert!(finding.review.is_none() && !corrected.attributed);
    }
}
