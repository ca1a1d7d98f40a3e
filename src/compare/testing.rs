//! Findings for tests, in the words of the field.

use crate::model::{Certainty, Citation, DocumentKind, Finding, FindingKind, Judgement};

/// A finding with its words and the rest as plain as can be; the id is the side and the place.
pub(super) fn finding(id: &str, kind: FindingKind, text: &str) -> Finding {
    Finding {
        id: id.to_owned(),
        review: None,
        kind,
        text: text.to_owned(),
        citation: Citation {
            document: "marlshire-2015-review-report".into(),
            kind: DocumentKind::ReviewReport,
            date: None,
            path: "review.txt".into(),
            section: None,
            paragraph: None,
            item: None,
            page: None,
            block: 0,
            ocr: false,
        },
        also_in: Vec::new(),
        rule: "test".into(),
        cue: None,
        certainty: Certainty::Sure,
        strength: None,
        owner: None,
        due: None,
        status: None,
        recipient: None,
        firmness: None,
        judgement: None,
        corrected: None,
    }
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
