//! Findings for tests, in the words of the field.

use crate::model::{Citation, DocumentKind, Finding, FindingKind, Judgement};

/// A finding with its words and the rest as plain as can be; the id is the side and the place.
pub(super) fn finding(id: &str, kind: FindingKind, text: &str) -> Finding {
    let at = Citation::new("marlshire-2015-review-report", DocumentKind::ReviewReport, "review.txt", 0);
    Finding::new(id.to_owned(), kind, text, at, "test")
}

/// Recommendations with ids `a0`, `a1` … for side `a`.
pub(super) fn asks(side: &str, texts: &[&str]) -> Vec<Finding> {
    let one = |(place, text): (usize, &&str)| finding(&format!("{side}{place}"), FindingKind::Recommendation, text);
    texts.iter().enumerate().map(one).collect()
}

/// A judgement.
pub(super) fn judged(id: &str, area: &str, grade: &str) -> Finding {
    let judgement = Some(Judgement { area: area.to_owned(), grade: grade.to_owned() });
    Finding { judgement, ..finding(id, FindingKind::Judgement, &format!("{area}: {grade}")) }
}
