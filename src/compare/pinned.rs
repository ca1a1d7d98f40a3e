//! What a person has settled: these two are one, those two are not.
//!
//! A person's word wins over the machine's. Findings that are pinned together are taken out of its hands: they are a
//! pair, a split or a merger of their own, certain, and matched by `pinned`. Findings that are forbidden to each other
//! may each find another partner.

use std::collections::BTreeSet;

use super::order::{Chapter, Ordered, bare};
use super::settings::Settings;
use super::wording::redline;
use crate::model::{Band, Change, Finding, FindingId, MatchedBy, Status};
use crate::text::similarity::ratio;

/// Pairs of findings, by their identifiers; in which order does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pinned {
    /// These are one.
    pub together: BTreeSet<(FindingId, FindingId)>,
    /// These are not.
    pub apart: BTreeSet<(FindingId, FindingId)>,
}

impl Pinned {
    /// Whether a person has said that these two are not one.
    pub(super) fn forbids(&self, earlier: &Finding, later: &Finding) -> bool {
        holds(&self.apart, earlier, later)
    }

    /// Whether a person has said that these two are one.
    pub(super) fn binds(&self, earlier: &Finding, later: &Finding) -> bool {
        holds(&self.together, earlier, later)
    }

    /// How many of these pairs stand on the two sides of a comparison.
    pub fn settles(&self, earlier: &[Finding], later: &[Finding]) -> usize {
        if self.together.is_empty() && self.apart.is_empty() {
            return 0;
        }
        let ids = |findings: &[Finding]| findings.iter().map(|finding| finding.id.clone()).collect::<BTreeSet<_>>();
        let (before, after) = (ids(earlier), ids(later));
        let stands = |(one, other): &&(FindingId, FindingId)| {
            (before.contains(one) && after.contains(other)) || (before.contains(other) && after.contains(one))
        };
        self.together.iter().chain(&self.apart).filter(stands).count()
    }

    /// Adds what is pinned to the answer, and says which findings are settled by it, as places in the two lists.
    pub(super) fn settle(
        &self,
        earlier: &[Finding],
        later: &[Finding],
        settings: &Settings,
        out: &mut Ordered,
    ) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let place = |findings: &[Finding], id: &str| findings.iter().position(|finding| finding.id == id);
        let mut links: BTreeSet<(usize, usize)> = BTreeSet::new();
        // Two judgements have a grade that moved: those are paired with the others.
        let judged =
            |(row, column): &(usize, usize)| earlier[*row].judgement.is_some() && later[*column].judgement.is_some();
        for (one, other) in &self.together {
            for (before, after) in [(one, other), (other, one)] {
                links.extend(place(earlier, before).zip(place(later, after)).filter(|link| !judged(link)));
            }
        }
        let settled = (links.iter().map(|link| link.0).collect(), links.iter().map(|link| link.1).collect());
        for (rows, columns) in groups(&links) {
            let before: Vec<&Finding> = rows.iter().map(|row| &earlier[*row]).collect();
            let after: Vec<&Finding> = columns.iter().map(|column| &later[*column]).collect();
            let first = columns.first().copied().unwrap_or_default();
            out.add(Chapter::CameBack, first, change(&before, &after, settings));
        }
        settled
    }
}

/// Whether a list has these two, whichever it names first.
fn holds(list: &BTreeSet<(FindingId, FindingId)>, one: &Finding, other: &Finding) -> bool {
    // Looked up for every pair: without pins nothing is copied.
    let has = |one: &Finding, other: &Finding| list.contains(&(one.id.clone(), other.id.clone()));
    !list.is_empty() && (has(one, other) || has(other, one))
}

/// Links that hang together, each group as its rows and its columns, in order.
fn groups(links: &BTreeSet<(usize, usize)>) -> Vec<(BTreeSet<usize>, BTreeSet<usize>)> {
    let mut groups: Vec<(BTreeSet<usize>, BTreeSet<usize>)> = Vec::new();
    for (row, column) in links {
        let (mut own, others): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(rows, columns)| rows.contains(row) || columns.contains(column));
        let mut joined = (BTreeSet::from([*row]), BTreeSet::from([*column]));
        for (rows, columns) in own.drain(..) {
            joined.0.extend(rows);
            joined.1.extend(columns);
        }
        groups = others;
        groups.push(joined);
    }
    groups.sort();
    groups
}

fn change(before: &[&Finding], after: &[&Finding], settings: &Settings) -> Change {
    let pair = (before.len(), after.len()) == (1, 1);
    let likeness = before.first().zip(after.first()).map(|(a, b)| ratio(&a.text, &b.text));
    let status = match (before.len(), after.len()) {
        (1, 1) if likeness >= Some(settings.same_words) => Status::Recurring,
        (1, 1) => Status::Reworded,
        (from, to) if to > from => Status::Split,
        _ => Status::Merged,
    };
    let wording = before.first().zip(after.first()).filter(|_| pair).map(|(a, b)| redline(&a.text, &b.text));
    Change {
        band: Band::Certain,
        matched_by: Some(MatchedBy::Pinned),
        wording: wording.unwrap_or_default(),
        ..bare(status, before, after)
    }
}

#[cfg(test)]
mod tests {
    use super::super::changes::pair_pinned;
    use super::super::testing::{asks, finding, judged};
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::model::FindingKind;

    fn pinned(together: &[(&str, &str)], apart: &[(&str, &str)]) -> Pinned {
        let set = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        Pinned { together: set(together), apart: set(apart) }
    }

    fn lines(earlier: &[Finding], later: &[Finding], pinned: &Pinned) -> Vec<String> {
        let changes = pair_pinned(earlier, later, Lexicon::builtin(), &Settings::default(), pinned);
        let line = |change: &Change| {
            let pass = change.matched_by.map_or("-", MatchedBy::as_str);
            format!("{} {}>{} {pass}", change.status.as_str(), change.earlier.join("+"), change.later.join("+"))
        };
        changes.iter().map(line).collect()
    }

    const BEFORE: [&str; 3] =
        ["Agree a plan for the library roof", "Grit the roads before dawn", "Count the swans on the mere"];
    const AFTER: [&str; 3] =
        ["Agree a plan for the library’s roof", "Publish the bus timetable", "Train members in planning law"];

    #[test]
    fn a_person_wins_over_the_machine() {
        let (earlier, later) = (asks("a", &BEFORE), asks("b", &AFTER));
        let own = lines(&earlier, &later, &Pinned::default());
        assert!(own.contains(&"recurring a0>b0 same words".to_owned()), "{own:?}");
        let other = lines(&earlier, &later, &pinned(&[("a1", "b0")], &[]));
        assert!(other.contains(&"reworded a1>b0 pinned".to_owned()), "{other:?}");
        assert!(other.contains(&"not_found a0> -".to_owned()), "{other:?}");
        let apart = lines(&earlier, &later, &pinned(&[], &[("a0", "b0")]));
        assert!(apart.contains(&"not_found a0> -".to_owned()) && apart.contains(&"new >b0 -".to_owned()), "{apart:?}");
    }

    #[test]
    fn what_a_person_settles_moves_no_other_pair() {
        let (earlier, later) = (asks("a", &BEFORE), asks("b", &["Repair the library roof", "Grit roads", "Sow seeds"]));
        let figures = |pinned: &Pinned| -> Vec<_> {
            let changes = pair_pinned(&earlier, &later, Lexicon::builtin(), &Settings::default(), pinned);
            let of_roof = changes.into_iter().filter(|change| change.earlier == ["a0"] || change.later == ["b0"]);
            of_roof.map(|change| (change.status, change.band, change.score)).collect()
        };
        let own = figures(&Pinned::default());
        assert_eq!(figures(&pinned(&[("a2", "b2")], &[])), own);
        assert_eq!(figures(&pinned(&[("a1", "b1")], &[])), own);
    }

    #[test]
    fn judgements_obey_and_the_order_of_the_two_does_not_matter() {
        let earlier = [judged("a0", "Care leavers", "Good"), judged("a1", "Adoption", "Good")];
        let later = [judged("b0", "Care leavers", "Inadequate"), judged("b1", "Adoption", "Good")];
        let across = lines(&earlier, &later, &pinned(&[("b1", "a0")], &[]));
        let first = "grade_first_judged >b0 -";
        assert_eq!(across, [first, "grade_same a0>b1 pinned", "grade_no_longer_judged a1> -"]);
        let apart = lines(&earlier, &later, &pinned(&[], &[("b0", "a0")]));
        assert_eq!(apart, [first, "grade_same a1>b1 area", "grade_no_longer_judged a0> -"]);
        let (asked, again) = (asks("a", &BEFORE), asks("b", &AFTER));
        assert_eq!(
            lines(&asked, &again, &pinned(&[("b0", "a1")], &[])),
            lines(&asked, &again, &pinned(&[("a1", "b0")], &[]))
        );
        assert_eq!(pinned(&[("b1", "a0")], &[("a0", "x")]).settles(&earlier, &later), 1);
    }

    #[test]
    fn several_pins_on_one_finding_are_a_split_or_a_merger() {
        let (earlier, later) = (asks("a", &BEFORE), asks("b", &AFTER));
        assert!(
            lines(&earlier, &later, &pinned(&[("a1", "b1"), ("a1", "b2")], &[]))
                .contains(&"split a1>b1+b2 pinned".to_owned())
        );
        assert!(
            lines(&earlier, &later, &pinned(&[("a1", "b1"), ("a2", "b1")], &[]))
                .contains(&"merged a1+a2>b1 pinned".to_owned())
        );
    }

    #[test]
    fn an_ask_can_be_pinned_to_a_strength_and_pins_of_other_reviews_do_nothing() {
        let earlier = asks("a", &BEFORE);
        let later = [finding("b0", FindingKind::Strength, "Every swan has a number")];
        let found = lines(&earlier, &later, &pinned(&[("a2", "b0"), ("x1", "y1")], &[("x1", "b0")]));
        assert_eq!(found[0], "reworded a2>b0 pinned");
        assert_eq!(found.len(), 3);
    }
}
