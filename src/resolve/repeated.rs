//! Which findings only repeat what a review found? An action plan lists its recommendations, and need not say whose they are.
//!
//! In the very words of the review's own report, and long enough that no two would choose them by chance.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Date, Finding, FindingKind, ReviewId};
use crate::text::letters_and_digits;

/// A finding that is known again has at least so many letters and digits.
const SHORTEST: usize = 40;

/// Gives findings that no review is known to have made to the review in whose report they stand word for word: the last
/// one before the paper. A paper without a date tells only where there is one such review. Each finding comes with
/// whether its paper is the review's own.
pub fn attribute(findings: &mut [(Finding, bool)]) {
    let is_asked_of = |finding: &Finding| finding.review.is_none() && may_be_repeated(finding);
    if !findings.iter().any(|(finding, _)| is_asked_of(finding)) {
        return;
    }
    let mut made: BTreeMap<String, BTreeSet<(Option<Date>, ReviewId)>> = BTreeMap::new();
    for (finding, _) in findings.iter().filter(|(finding, own)| *own && may_be_repeated(finding)) {
        let key = letters_and_digits(&finding.text);
        if let Some(review) = finding.review.clone().filter(|_| key.chars().count() >= SHORTEST) {
            made.entry(key).or_default().insert((finding.citation.date, review));
        }
    }
    for (finding, _) in findings.iter_mut().filter(|(finding, _)| is_asked_of(finding)) {
        let Some(reviews) = made.get(&letters_and_digits(&finding.text)) else { continue };
        let mut reviews = reviews.iter();
        let review = match finding.citation.date {
            Some(date) => reviews.rev().find(|(made, _)| made.is_some_and(|made| made <= date)),
            None => reviews.next().filter(|_| reviews.next().is_none()),
        };
        finding.review = review.map(|(_, review)| review.clone());
    }
}

fn may_be_repeated(finding: &Finding) -> bool {
    use FindingKind::{AreaForConsideration, Concern, Priority, Recommendation, Strength};
    matches!(finding.kind, Priority | Recommendation | AreaForConsideration | Concern | Strength)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Citation, DocumentKind};

    const ASK: &str = "Choose no more than ten priorities for the new Council Plan";

    fn finding(kind: FindingKind, text: &str, date: &str, review: Option<&str>) -> (Finding, bool) {
        let at = Citation { date: date.parse().ok(), ..Citation::new("d", DocumentKind::Other, "d.txt", 0) };
        (Finding { review: review.map(str::to_owned), ..Finding::new("d/1", kind, text, at, "test") }, review.is_some())
    }

    /// The review that an unattributed finding is given, of reviews that found `ASK` in 2018 and in 2023.
    fn given(kind: FindingKind, text: &str, date: &str) -> Option<String> {
        let recommendation = |date, review| finding(FindingKind::Recommendation, ASK, date, Some(review));
        let (first, second) = (recommendation("2018-07-27", "first"), recommendation("2023-11-02", "second"));
        let mut all = [second, finding(kind, text, date, None), first];
        attribute(&mut all);
        all[1].0.review.clone()
    }

    #[test]
    fn what_stands_word_for_word_in_the_last_report_before_a_paper_is_of_that_review() {
        let plan = |date| {
            given(FindingKind::Recommendation, "choose no more than TEN priorities for the new council plan.", date)
        };
        assert_eq!(plan("2019-03-31").as_deref(), Some("first"));
        assert_eq!(plan("2024-01").as_deref(), Some("second"));
        assert_eq!(plan("2017"), None);
        assert_eq!(plan("not dated"), None, "it could be of either");
        assert_eq!(given(FindingKind::Action, ASK, "2019"), None);
        assert_eq!(
            given(FindingKind::Recommendation, "Choose no more than five priorities for the new Council Plan", "2019"),
            None
        );
    }
}
