//! The answer: one [`Change`] for each finding or pair, judgements by their areas and all else by its words.

use std::collections::{BTreeMap, BTreeSet};

use super::by_words::{ByHand, ByWords};
use super::judgements;
use super::order::{Chapter, Ordered, bare};
use super::pinned::Pinned;
use super::polarity::Polarity;
use super::settings::Settings;
use super::standing::Likenesses;
use crate::lexicon::Lexicon;
use crate::model::{Change, Finding, GradeMove, Judgement, MatchedBy, Status};

/// Says of each earlier and each later finding what became of it or where it came from.
///
/// Every finding is in exactly one change. Findings are taken in the order given, which decides ties; strengths
/// are paired with strengths and asks with asks, whatever they say. A pair in the same words
/// ([`Settings::same_words`]) is never called new and not found, unless the words are said of another matter.
///
/// The scorers are letters, concepts and company (char 3-5 tf-idf, tf-idf over stems and synonyms, and the vectors of the
/// sector's words).
pub fn pair(earlier: &[Finding], later: &[Finding], lexicon: &Lexicon, settings: &Settings) -> Vec<Change> {
    pair_pinned(earlier, later, lexicon, settings, &Pinned::default())
}

/// As [`pair`], where a person has settled some of it.
pub fn pair_pinned(
    earlier: &[Finding],
    later: &[Finding],
    lexicon: &Lexicon,
    settings: &Settings,
    pinned: &Pinned,
) -> Vec<Change> {
    let mut out = Ordered::default();
    let settled = pinned.settle(earlier, later, settings, &mut out);
    grades(earlier, later, pinned, &settled, &mut out);
    let by_hand = ByHand { pinned, settled };
    for polarity in Polarity::BY_WORDS {
        let pieces = ByWords::all(polarity, earlier, later, lexicon, settings, &by_hand);
        pieces.iter().for_each(|piece| piece.changes(&mut out));
    }
    out.numbered()
}

/// For each later finding the earlier ones by how far the pair stands out, the likeliest first, as places in
/// `earlier`; ties in the order given.
pub fn ranking(earlier: &[Finding], later: &[Finding], lexicon: &Lexicon) -> Vec<Vec<usize>> {
    let (before, after) = (texts(earlier), texts(later));
    let standing = Likenesses::of(&before, &after, lexicon).weighed(&Settings::default().weights).standing;
    let rank = |column| {
        let mut rows: Vec<usize> = (0..earlier.len()).collect();
        rows.sort_by(|a, b| standing.at(*b, column).total_cmp(&standing.at(*a, column)));
        rows
    };
    (0..later.len()).map(rank).collect()
}

fn texts(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.text.as_str()).collect()
}

/// Pairs judgements as a person has pinned them, else by area; where a paper judges one area twice, first with first and
/// second with second.
fn grades(
    earlier: &[Finding],
    later: &[Finding],
    pinned: &Pinned,
    settled: &(BTreeSet<usize>, BTreeSet<usize>),
    out: &mut Ordered,
) {
    let mut open: Vec<(usize, &Finding, &Judgement)> = Vec::new();
    for (place, finding) in earlier.iter().enumerate().filter(|(place, _)| !settled.0.contains(place)) {
        open.extend(finding.judgement.as_ref().map(|judgement| (place, finding, judgement)));
    }
    let mut judged: Vec<(usize, &Finding, &Judgement)> = Vec::new();
    for (place, finding) in later.iter().enumerate().filter(|(place, _)| !settled.1.contains(place)) {
        judged.extend(finding.judgement.as_ref().map(|judgement| (place, finding, judgement)));
    }
    let mut partners: BTreeMap<usize, (&Finding, &Judgement, MatchedBy)> = BTreeMap::new();
    for by in [MatchedBy::Pinned, MatchedBy::Area] {
        for (place, after, to) in &judged {
            let is_partner = |(_, before, from): &(usize, &Finding, &Judgement)| match by {
                MatchedBy::Pinned => pinned.binds(before, after),
                _ => judgements::area(from) == judgements::area(to) && !pinned.forbids(before, after),
            };
            if !partners.contains_key(place)
                && let Some(at) = open.iter().position(is_partner)
            {
                let (_, before, from) = open.remove(at);
                partners.insert(*place, (before, from, by));
            }
        }
    }
    for (place, after, to) in judged {
        let change = match partners.remove(&place) {
            None => bare(Status::Grade(GradeMove::FirstJudged), &[], &[after]),
            Some((before, from, by)) => Change {
                matched_by: Some(by),
                ..bare(Status::Grade(judgements::grade_move(from, to)), &[before], &[after])
            },
        };
        out.add(Chapter::Judged, place, change);
    }
    for (place, before, _) in open {
        let change = bare(Status::Grade(GradeMove::NoLongerJudged), &[before], &[]);
        out.add(Chapter::NoLongerJudged, place, change);
    }
}

#[cfg(test)]
mod tests {
    use super::super::settings::PAIRED;
    use super::super::testing::{asks, finding, judged};
    use super::*;
    use crate::model::{Band, FindingKind};

    fn compared(earlier: &[Finding], later: &[Finding]) -> Vec<Change> {
        pair(earlier, later, Lexicon::builtin(), &Settings::default())
    }

    /// Status, earlier ids and later ids, as one line each.
    fn lines(changes: &[Change]) -> Vec<String> {
        let line = |change: &Change| {
            let (before, after) = (change.earlier.join("+"), change.later.join("+"));
            format!("{} {} {before}>{after}", change.id, change.status.as_str())
        };
        changes.iter().map(line).collect()
    }

    const BEFORE: [&str; 4] = [
        "Clarify the operation of the access centre so that contacts are handled alike",
        "Agree and publish a financial recovery plan for the directorate",
        "Bring the number of vacant team manager posts down",
        "Publish the pharmaceutical needs statement",
    ];
    const AFTER: [&str; 4] = [
        "Introduce a single telephone number for libraries",
        "Agree and publish a detailed financial recovery plan for the directorate",
        "The front door, where contacts are handled, is not settled",
        "Team manager posts stay vacant for months",
    ];

    #[test]
    fn an_answer_reads_what_came_back_then_new_then_not_found() {
        let changes = compared(&asks("a", &BEFORE), &asks("b", &AFTER));
        assert_eq!(
            lines(&changes),
            ["c1 recurring a1>b1", "c2 reworded a0>b2", "c3 reworded a2>b3", "c4 new >b0", "c5 not_found a3>"]
        );
    }

    #[test]
    fn a_pair_carries_its_evidence() {
        let changes = compared(&asks("a", &BEFORE), &asks("b", &AFTER));
        let (recurring, reworded, new) = (&changes[0], &changes[1], &changes[3]);
        assert_eq!(recurring.matched_by, Some(MatchedBy::SameWords));
        assert_eq!(recurring.band, Band::Certain);
        assert_eq!(reworded.matched_by, Some(MatchedBy::Synonyms));
        assert!(reworded.shared.contains(&"access centre = front door".to_owned()), "{:?}", reworded.shared);
        assert!(recurring.score > reworded.score && reworded.score > reworded.runner_up);
        assert!(!reworded.wording.is_empty());
        assert!(new.score.is_none() && new.matched_by.is_none() && new.wording.is_empty());
    }

    #[test]
    fn judgements_come_first_and_move_by_area() {
        let earlier = [
            judged("a0", "Overall effectiveness", "Inadequate"),
            judged("a1", "Leadership, management and governance", "Good"),
            judged("a2", "Adoption performance", "Good"),
        ];
        let later = [
            finding("b0", FindingKind::Recommendation, "Agree a plan"),
            judged("b1", "The impact of leaders on social work practice with children and families", "Good"),
            judged("b2", "Overall effectiveness", "Requires improvement to be good"),
            judged("b3", "The experiences and progress of care leavers", "Good"),
        ];
        let changes = compared(&earlier, &later);
        assert_eq!(
            lines(&changes),
            [
                "c1 grade_same a1>b1",
                "c2 grade_better a0>b2",
                "c3 grade_first_judged >b3",
                "c4 grade_no_longer_judged a2>",
                "c5 new >b0",
            ]
        );
        assert_eq!(changes[0].matched_by, Some(MatchedBy::Area));
        assert_eq!(changes[0].kind_to, Some(FindingKind::Judgement));
    }

    #[test]
    fn an_area_judged_twice_is_paired_in_order() {
        let twice = |side: &str, grades: [&str; 2]| {
            grades.iter().enumerate().map(|(at, grade)| judged(&format!("{side}{at}"), "Overall", grade)).collect()
        };
        let (earlier, later): (Vec<Finding>, Vec<Finding>) =
            (twice("a", ["Good", "Poor"]), twice("b", ["Good", "Fair"]));
        assert_eq!(lines(&compared(&earlier, &later)), ["c1 grade_same a0>b0", "c2 grade_better a1>b1"]);
    }

    #[test]
    fn an_ask_that_is_a_strength_now_is_not_called_recurring() {
        let earlier =
            [finding("a0", FindingKind::AreaForConsideration, "Regular recorded supervision of social workers")];
        let later = [
            finding("b0", FindingKind::Priority, "Agree a transport plan for the city"),
            finding("b1", FindingKind::Strength, "Regular, recorded supervision of social workers"),
        ];
        let changes = compared(&earlier, &later);
        assert_eq!(lines(&changes), ["c1 new >b0", "c2 new >b1", "c3 not_found a0>"]);
        let lost = &changes[2];
        assert_eq!((lost.also_seen[0].finding.as_str(), lost.also_seen[0].kind), ("b1", FindingKind::Strength));
        assert_eq!(
            (lost.kind_from, lost.kind_to),
            (Some(FindingKind::AreaForConsideration), Some(FindingKind::Strength))
        );
        assert_eq!(lost.band, Band::Possible);
    }

    #[test]
    fn a_move_between_kinds_of_ask_shows() {
        let earlier = [finding("a0", FindingKind::AreaForConsideration, "Define the role of early help")];
        let later = [finding("b0", FindingKind::Priority, "Define the role of early help")];
        let change = &compared(&earlier, &later)[0];
        assert_eq!(change.status, Status::Recurring);
        assert_eq!(
            (change.kind_from, change.kind_to),
            (Some(FindingKind::AreaForConsideration), Some(FindingKind::Priority))
        );
    }

    #[test]
    fn one_formula_for_two_sales_is_not_one_decision() {
        let sale = |what: &str, whom: &str, day: &str| {
            format!("That the Council approve the sale of {what} to {whom} by deed, as told in the notice of {day}.")
        };
        let earlier = sale("4 Mill Lane, Eastport", "Ann Archer", "3 May 2021");
        let another = sale("19 Quay Street, Eastport", "Bob Baker", "9 June 2022");
        let later = sale("4 Mill Lane, Eastport", "Ann Archer", "9 June 2022");
        let before = asks("a", &[earlier.as_str()]);
        assert_eq!(lines(&compared(&before, &asks("b", &[another.as_str()]))), ["c1 new >b0", "c2 not_found a0>"]);
        let changes = compared(&before, &asks("b", &[later.as_str()]));
        assert_eq!((lines(&changes), changes[0].band), (vec!["c1 recurring a0>b0".to_owned()], Band::Possible));
    }

    #[test]
    fn one_ask_that_became_two_is_a_split() {
        let earlier = asks(
            "a",
            &[
                "Recruit and train more foster carers for teenagers and for brothers and sisters",
                "Agree a digital strategy",
                "Mend the roof of the county archive",
            ],
        );
        let later = asks(
            "b",
            &[
                "Recruit more foster carers for teenagers",
                "Train foster carers who look after brothers and sisters",
                "Review the parking charges",
            ],
        );
        let changes = compared(&earlier, &later);
        assert_eq!(lines(&changes)[0], "c1 split a0>b0+b1");
        let turned = compared(&later, &earlier);
        assert_eq!(lines(&turned)[0], "c1 merged b0+b1>a0");
        assert!(changes[0].wording.is_empty());
    }

    /// Sentences from a small vocabulary, some of them one another's near copies.
    fn drawn(side: &str, seed: u64) -> Vec<Finding> {
        const WORDS: [&str; 12] = [
            "thresholds",
            "supervision",
            "ensure",
            "plans",
            "budget",
            "early help",
            "children",
            "MASH",
            "records",
            "the",
            "quality",
            "foster carers",
        ];
        let mut state = seed;
        let mut next = |most: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % most) as usize
        };
        let texts: Vec<String> =
            (0..next(9)).map(|_| (0..3 + next(9)).map(|_| WORDS[next(12)]).collect::<Vec<_>>().join(" ")).collect();
        let mut found = asks(side, &texts.iter().map(String::as_str).collect::<Vec<_>>());
        for finding in &mut found {
            if next(4) == 0 {
                finding.kind = FindingKind::Strength;
            }
        }
        found
    }

    #[test]
    fn every_finding_is_in_one_change_and_the_same_words_are_never_lost() {
        use crate::text::similarity::ratio;
        for seed in 0..60 {
            let (earlier, mut later) = (drawn("a", seed), drawn("b", seed + 1000));
            // A near copy, so that there is something that must not be lost.
            if let (Some(first), Some(last)) = (earlier.first(), later.last_mut()) {
                last.text = format!("{}.", first.text.to_uppercase());
                last.kind = first.kind;
            }
            let changes = compared(&earlier, &later);
            let mut ids: Vec<&String> =
                changes.iter().flat_map(|change| change.earlier.iter().chain(&change.later)).collect();
            ids.sort();
            let mut all: Vec<&String> = earlier.iter().chain(&later).map(|finding| &finding.id).collect();
            all.sort();
            assert_eq!(ids, all, "seed {seed}");
            for change in &changes {
                assert!(change.score.is_none_or(|score| score >= PAIRED), "seed {seed}: {change:?}");
                // What is likelier than a pair, or likely enough to be one, is paired with another.
                let is_passed_over = change.runner_up > change.score.or(Some(PAIRED));
                let others = changes.iter().filter(|other| other.id != change.id && other.score.is_some());
                assert!(!is_passed_over || others.count() > 0, "seed {seed}: {change:?}");
            }
            for before in &earlier {
                let is_twin = |after: &&Finding| {
                    Polarity::of(after.kind) == Polarity::of(before.kind) && ratio(&before.text, &after.text) >= 0.85
                };
                let lost = |change: &Change| change.status == Status::NotFound && change.earlier.contains(&before.id);
                assert!(!(later.iter().any(|after| is_twin(&after)) && changes.iter().any(lost)), "seed {seed}");
            }
            assert_eq!(changes, compared(&earlier, &later), "seed {seed}");
        }
    }

    #[test]
    fn the_ranking_puts_the_likeliest_first() {
        let ranked = ranking(&asks("a", &BEFORE), &asks("b", &AFTER), Lexicon::builtin());
        assert_eq!(ranked.iter().map(|order| order[0]).collect::<Vec<_>>()[1..], [1, 0, 2]);
        assert!(ranked.iter().all(|order| order.len() == 4));
    }
}
