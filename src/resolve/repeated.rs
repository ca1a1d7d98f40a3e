//! Which findings only repeat what a review found? An action plan lists its recommendations, and need not say whose they are.
//!
//! In the very words of the review's own report, or the beginning of them, and enough of these that no two would choose them
//! by chance.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::placed::Placed;
use crate::model::{Date, DocumentKind, Finding, FindingKind, Review, ReviewId};
use crate::text::letters_and_digits;

/// A finding that is known again by its beginning, or anywhere, has at least so many letters and digits.
const SHORTEST: usize = 40;

/// One that stands whole in a paper that goes through findings, such as a plan.
const SHORTEST_LISTED: usize = 20;

/// Gives findings that no review is known to have made to the review in whose report they stand word for word: the last
/// one before the paper. A paper without a date tells only where there is one such review.
pub fn attribute(findings: &mut [Placed], reviews: &[Review]) {
    use DocumentKind::{ActionPlan, CabinetResponse, Tracker};
    let is_asked_of = |finding: &Finding| finding.review.is_none() && may_be_repeated(finding);
    // A council may have a hundred thousand findings: only those that begin like one that is asked of are kept.
    let asked = findings.iter().map(|placed| &placed.finding).filter(|finding| is_asked_of(finding));
    let openings: FxHashSet<String> = asked.filter_map(|finding| opening(&finding.text)).collect();
    if openings.is_empty() {
        return;
    }
    let mut made: BTreeMap<String, BTreeSet<(Option<Date>, ReviewId)>> = BTreeMap::new();
    for Placed { finding, .. } in findings.iter().filter(|placed| placed.is_own && may_be_repeated(&placed.finding)) {
        let begins_alike = opening(&finding.text).is_some_and(|opening| openings.contains(&opening));
        if let Some(review) = finding.review.clone().filter(|_| begins_alike) {
            // A report that is not dated is as old as its review.
            let visited = || reviews.iter().find(|known| known.id == review).and_then(Review::date);
            let made = made.entry(letters_and_digits(&finding.text)).or_default();
            made.insert((finding.citation.date.or_else(visited), review));
        }
    }
    for Placed { finding, .. } in findings.iter_mut().filter(|placed| is_asked_of(&placed.finding)) {
        let key = letters_and_digits(&finding.text);
        let goes_through = matches!(finding.citation.kind, ActionPlan | Tracker | CabinetResponse);
        let whole = made.get(&key).filter(|_| goes_through);
        let reviews: BTreeSet<&(Option<Date>, ReviewId)> =
            beginning_alike(&made, &key).chain(whole).flatten().collect();
        let mut reviews = reviews.into_iter();
        let review = match finding.citation.date {
            Some(date) => reviews.rev().find(|(made, _)| made.is_some_and(|made| made <= date)),
            None => reviews.next().filter(|_| reviews.next().is_none()),
        };
        finding.review = review.map(|(_, review)| review.clone());
    }
}

/// The first letters and digits of a text; `None` where it has too few to be known by.
fn opening(text: &str) -> Option<String> {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let opening: Vec<char> = letters.take(SHORTEST_LISTED).collect();
    (opening.len() == SHORTEST_LISTED).then(|| opening.into_iter().collect())
}

/// What is known by letters of which one begins with the other.
fn beginning_alike<'m, T>(known: &'m BTreeMap<String, T>, key: &'m str) -> impl Iterator<Item = &'m T> {
    let opening = key.char_indices().nth(SHORTEST - 1).map(|(last, c)| &key[..last + c.len_utf8()]);
    let from = opening.into_iter().flat_map(|opening| {
        let from = known.range(opening.to_owned()..);
        from.take_while(move |(other, _)| other.starts_with(opening))
    });
    from.filter(move |(other, _)| other.starts_with(key) || key.starts_with(other.as_str())).map(|(_, of)| of)
}

fn may_be_repeated(finding: &Finding) -> bool {
    use FindingKind::{AreaForConsideration, Concern, Priority, Recommendation, Strength};
    matches!(finding.kind, Priority | Recommendation | AreaForConsideration | Concern | Strength)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Citation;

    const ASK: &str = "Choose no more than ten priorities for the new Council Plan";

    fn finding(kind: FindingKind, text: &str, date: &str, review: Option<&str>) -> Placed {
        let kind_of = if review.is_some() { DocumentKind::ReviewReport } else { DocumentKind::ActionPlan };
        let at = Citation { date: date.parse().ok(), ..Citation::new("d", kind_of, "d.txt", 0) };
        let finding = Finding { review: review.map(str::to_owned), ..Finding::new("d/1", kind, text, at, "test") };
        Placed::first(finding, review.is_some())
    }

    /// The review that an unattributed finding is given, of reviews that found `ASK` in 2018 and in 2023.
    fn given(kind: FindingKind, text: &str, date: &str) -> Option<String> {
        let recommendation = |date, review| finding(FindingKind::Recommendation, ASK, date, Some(review));
        let (first, second) = (recommendation("2018-07-27", "first"), recommendation("2023-11-02", "second"));
        let mut all = [second, finding(kind, text, date, None), first];
        attribute(&mut all, &[]);
        all[1].finding.review.clone()
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
        let begun = given(
            FindingKind::Priority,
            "Choose no more than ten priorities for the new Council Plan, and cost them",
            "2019",
        );
        assert_eq!(begun.as_deref(), Some("first"));
        assert_eq!(given(FindingKind::Priority, "Choose no more than ten priorities", "2019"), None, "too short");
        assert_eq!(given(FindingKind::Action, ASK, "2019"), None);
        assert_eq!(
            given(FindingKind::Recommendation, "Choose no more than five priorities for the new Council Plan", "2019"),
            None
        );
    }

    #[test]
    fn letters_are_counted_and_not_their_bytes() {
        let letters = "é".repeat(SHORTEST);
        let known = BTreeMap::from([(letters.clone(), 1), ("x".to_owned(), 2)]);
        assert_eq!(beginning_alike(&known, &format!("{letters}ü")).collect::<Vec<_>>(), [&1]);
        assert_eq!(beginning_alike(&known, &"é".repeat(SHORTEST - 1)).next(), None);
        // The fortieth letter takes two bytes, those before it one.
        let mixed = format!("{}é and on", "a".repeat(SHORTEST - 1));
        assert_eq!(beginning_alike(&BTreeMap::from([(mixed.clone(), 1)]), &mixed).next(), Some(&1));
    }

    #[test]
    fn a_short_one_is_known_where_it_stands_whole_in_a_paper_that_goes_through_findings() {
        let text = "The quality of plans for children";
        for (kind, review) in [(DocumentKind::ActionPlan, Some("first")), (DocumentKind::Minutes, None)] {
            let own = finding(FindingKind::Recommendation, text, "2018-07-27", Some("first"));
            let mut listed = finding(FindingKind::Recommendation, text, "2019", None);
            listed.finding.citation.kind = kind;
            let mut all = [own, listed];
            attribute(&mut all, &[]);
            assert_eq!(all[1].finding.review.as_deref(), review, "{kind:?}");
        }
    }
}
