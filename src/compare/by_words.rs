//! What became of each finding, going by its words.
//!
//! Asks are compared with asks, strengths with strengths. What was asked before and is not asked again is looked
//! for once more among the later findings of the other polarities: an area for improvement that is a strength four
//! years on is the best news in a report, and it is not called recurring.
//!
//! ```text
//! 2011 area    "Supervision of social workers is irregular"  → not found again as an ask
//! 2015 strength "Supervision of social workers is regular"      also seen: strength, 2015
//! ```

use std::collections::BTreeSet;

use super::order::{Chapter, Ordered, bare};
use super::pairing::{self, Group, Link};
use super::pieces::pieces;
use super::pinned::Pinned;
use super::polarity::Polarity;
use super::settings::Settings;
use super::shared::Shared;
use super::standing::Likenesses;
use super::weighing::{Measured, Weighed, figure};
use super::wording::redline;
use crate::lexicon::Lexicon;
use crate::model::{Band, Change, Edit, Finding, FindingKind, MatchedBy, Seen, Status};

/// How many other places are listed for a finding that was not found again.
const MOST_SEEN: usize = 3;

/// What a person has settled, and which findings that leaves nothing to say of, as places in the two lists.
pub(super) struct ByHand<'p> {
    pub(super) pinned: &'p Pinned,
    pub(super) settled: (BTreeSet<usize>, BTreeSet<usize>),
}

/// The findings of one polarity on both sides, compared by their words.
pub(super) struct ByWords<'f> {
    settings: &'f Settings,
    lexicon: &'f Lexicon,
    /// Findings with their places in the lists given.
    earlier: Vec<(usize, &'f Finding)>,
    later: Vec<(usize, &'f Finding)>,
    /// Later findings of the other polarities: where a finding may also have been seen.
    others: Vec<&'f Finding>,
    /// Which of the two lists a person has settled. They are measured with the rest, so that to settle one pair moves no other,
    /// and nothing more is said of them.
    settled: (Vec<bool>, Vec<bool>),
    measured: Measured,
}

impl<'f> ByWords<'f> {
    /// Takes the findings of one polarity from both sides and scores them: in one piece, or in several where the lists are
    /// very long.
    pub(super) fn all(
        polarity: Polarity,
        earlier: &'f [Finding],
        later: &'f [Finding],
        lexicon: &'f Lexicon,
        settings: &'f Settings,
        by_hand: &ByHand<'_>,
    ) -> Vec<Self> {
        // A judgement whose area and grade were not read is compared by its words, as a report of how things are.
        let polarity_of = |finding: &Finding| match Polarity::of(finding.kind) {
            Polarity::Grades if finding.judgement.is_none() => Polarity::Reports,
            own => own,
        };
        let chosen = |findings: &'f [Finding]| -> Vec<(usize, &'f Finding)> {
            findings.iter().enumerate().filter(|(_, finding)| polarity_of(finding) == polarity).collect()
        };
        let by_words = |finding: &&Finding| {
            let own = polarity_of(finding);
            own != polarity && Polarity::BY_WORDS.contains(&own)
        };
        let (before, after) = (chosen(earlier), chosen(later));
        let is_open = |(place, _): &(usize, &Finding)| !by_hand.settled.1.contains(place);
        let others: Vec<&Finding> =
            later.iter().enumerate().filter(is_open).map(|(_, finding)| finding).filter(by_words).collect();
        let pieces = pieces(&texts(&before), &texts(&after), lexicon, settings);
        let of = |(rows, columns): (Vec<usize>, Vec<usize>)| {
            let earlier = rows.into_iter().map(|row| before[row]).collect();
            let later = columns.into_iter().map(|column| after[column]).collect();
            Self::piece(earlier, later, others.clone(), lexicon, settings, by_hand)
        };
        pieces.into_iter().map(of).collect()
    }

    fn piece(
        before: Vec<(usize, &'f Finding)>,
        after: Vec<(usize, &'f Finding)>,
        others: Vec<&'f Finding>,
        lexicon: &'f Lexicon,
        settings: &'f Settings,
        by_hand: &ByHand<'_>,
    ) -> Self {
        let (rows, columns) = (texts(&before), texts(&after));
        let of_side = |findings: &[(usize, &Finding)], settled: &BTreeSet<usize>| -> Vec<bool> {
            findings.iter().map(|(place, _)| settled.contains(place)).collect()
        };
        let settled = (of_side(&before, &by_hand.settled.0), of_side(&after, &by_hand.settled.1));
        let is_apart = |link: &(usize, usize)| {
            settled.0[link.0] || settled.1[link.1] || by_hand.pinned.forbids(before[link.0].1, after[link.1].1)
        };
        let apart = if by_hand.pinned.apart.is_empty() && by_hand.settled.0.is_empty() {
            BTreeSet::new()
        } else {
            let all = (0..rows.len()).flat_map(|row| (0..columns.len()).map(move |column| (row, column)));
            all.filter(is_apart).collect()
        };
        let measured = Measured::of(&rows, &columns, apart, lexicon, settings.same_words);
        Self { settings, lexicon, measured, earlier: before, later: after, others, settled }
    }

    /// Says what became of each finding.
    pub(super) fn changes(&self, out: &mut Ordered) {
        let weighed = self.measured.weigh(self.settings);
        let groups = weighed.groups();
        for group in &groups {
            let later = group.later();
            let place = later.iter().map(|column| self.later[*column].0).min().unwrap_or_default();
            let change = self.came_back(group, &later, &weighed);
            let chapter = if change.band == Band::Certain { Chapter::CameBack } else { Chapter::MayHaveComeBack };
            out.add(chapter, place, change);
        }
        let (mut rows, mut columns) = self.settled.clone();
        for link in groups.iter().flat_map(Group::links) {
            (rows[link.earlier], columns[link.later]) = (true, true);
        }
        for (column, (place, finding)) in self.later.iter().enumerate() {
            if !columns[column] {
                let nearest = weighed.standing.standing.best_in_column(column, None);
                let nearest = nearest.map(|row| (Link { earlier: row, later: column }, self.earlier[row].1));
                out.add(Chapter::New, *place, self.alone(Status::New, &[], &[finding], nearest, &weighed));
            }
        }
        let lost: Vec<usize> = (0..self.earlier.len()).filter(|row| !rows[*row]).collect();
        let elsewhere = self.seen_elsewhere(&lost);
        for (row, other_places) in lost.into_iter().zip(elsewhere) {
            let (place, finding) = self.earlier[row];
            out.add(Chapter::NotFound, place, self.not_found(row, finding, other_places, &weighed));
        }
    }

    /// A pair, a split or a merger.
    fn came_back(&self, group: &Group, later: &[usize], weighed: &Weighed<'_>) -> Change {
        let earlier = group.earlier();
        let Link { earlier: row, later: column } = group.pair;
        let (before, after) = (self.earlier[row].1, self.later[column].1);
        let is_twin = weighed.is_twin(group.pair);
        let mut shared = self.measured.evidence.shared(row, column);
        let pass = pass(group.pair, &shared, weighed);
        if pass == MatchedBy::SectorVectors {
            shared.shown.extend(self.measured.evidence.kindred(row, column, self.lexicon.vectors()));
        }
        let status = match (earlier.len(), later.len()) {
            (1, 1) if is_twin => Status::Recurring,
            (1, 1) => Status::Reworded,
            (from, to) if to > from => Status::Split,
            _ => Status::Merged,
        };
        let is_pair = group.joined.is_empty();
        let wording: Vec<Edit> = if is_pair { redline(&before.text, &after.text) } else { Vec::new() };
        let of = |list: &[(usize, &'f Finding)], places: &[usize]| -> Vec<&'f Finding> {
            places.iter().map(|place| list[*place].1).collect()
        };
        Change {
            band: if weighed.is_certain(group) { Band::Certain } else { Band::Possible },
            kind_from: Some(before.kind),
            kind_to: Some(after.kind),
            score: Some(weighed.figure(group.pair)),
            matched_by: Some(pass),
            runner_up: self.runner_up(group.pair, &earlier, later, weighed),
            shared: shared.shown,
            wording,
            ..bare(status, &of(&self.earlier, &earlier), &of(&self.later, later))
        }
    }

    /// A finding without a partner; `nearest` is the pair it comes closest to, and who that would be.
    fn alone(
        &self,
        status: Status,
        earlier: &[&Finding],
        later: &[&Finding],
        nearest: Option<(Link, &Finding)>,
        weighed: &Weighed<'_>,
    ) -> Change {
        let near = nearest.filter(|(link, _)| weighed.is_near(*link));
        Change {
            band: if near.is_some() { Band::Possible } else { Band::Certain },
            runner_up: nearest.map(|(link, _)| weighed.figure(link)),
            also_seen: near.into_iter().map(|(link, other)| seen(other, weighed.figure(link), true)).collect(),
            ..bare(status, earlier, later)
        }
    }

    /// An earlier finding without a partner, and where else its matter turns up: among findings of another polarity first.
    fn not_found(&self, row: usize, finding: &Finding, other_places: Vec<Seen>, weighed: &Weighed<'_>) -> Change {
        let nearest = weighed.standing.standing.best_in_row(row, None);
        let nearest = nearest.map(|later| (Link { earlier: row, later }, self.later[later].1));
        let mut alone = self.alone(Status::NotFound, &[finding], &[], nearest, weighed);
        let turned: Option<FindingKind> = other_places.first().map(|seen| seen.kind);
        if turned.is_some() {
            alone.band = Band::Possible;
        }
        alone.also_seen.splice(0..0, other_places);
        alone.also_seen.truncate(MOST_SEEN);
        Change { kind_to: turned, ..alone }
    }

    /// For each of these earlier findings, the later ones of another polarity that it is alike to, best first.
    fn seen_elsewhere(&self, rows: &[usize]) -> Vec<Vec<Seen>> {
        let before: Vec<&str> = rows.iter().map(|row| self.earlier[*row].1.text.as_str()).collect();
        let after: Vec<&str> = self.others.iter().map(|finding| finding.text.as_str()).collect();
        let standing = Likenesses::of(&before, &after, self.lexicon).weighed(&self.settings.weights);
        let twins = pairing::twins(&before, &after, self.settings.same_words);
        let seen_of = |row: usize| {
            let is_seen = |column: &usize| {
                standing.standing.at(row, *column) >= self.settings.possible || twins.at(row, *column) > 0.0
            };
            let mut out: Vec<Seen> = (0..after.len())
                .filter(is_seen)
                .map(|column| {
                    let figure = figure(standing.standing.at(row, column), twins.at(row, column), self.settings);
                    seen(self.others[column], figure, false)
                })
                .collect();
            out.sort_by(|a, b| b.score.total_cmp(&a.score));
            out
        };
        (0..rows.len()).map(seen_of).collect()
    }

    /// The figure of the best partner that either side of the pair did not get; `None` when there is none. Above that of the
    /// pair it is of one that is paired with another.
    fn runner_up(&self, pair: Link, earlier: &[usize], later: &[usize], weighed: &Weighed<'_>) -> Option<f32> {
        let in_row =
            (0..self.later.len()).filter(|column| !later.contains(column)).map(|column| (pair.earlier, column));
        let in_column = (0..self.earlier.len()).filter(|row| !earlier.contains(row)).map(|row| (row, pair.later));
        let others = in_row.chain(in_column).map(|(earlier, later)| Link { earlier, later });
        others.map(|link| weighed.figure(link)).reduce(f32::max)
    }
}

/// What brought a pair together.
fn pass(link: Link, shared: &Shared, weighed: &Weighed<'_>) -> MatchedBy {
    if weighed.is_twin(link) {
        MatchedBy::SameWords
    } else if weighed.is_by_company(link) && weighed.is_by_meaning(link) {
        MatchedBy::Model
    } else if weighed.is_by_company(link) {
        MatchedBy::SectorVectors
    } else {
        shared.matched_by()
    }
}

fn texts<'f>(findings: &[(usize, &'f Finding)]) -> Vec<&'f str> {
    findings.iter().map(|(_, finding)| finding.text.as_str()).collect()
}

fn seen(finding: &Finding, score: f32, near_miss: bool) -> Seen {
    Seen {
        finding: finding.id.clone(),
        kind: finding.kind,
        citation: finding.citation.clone(),
        text: finding.text.clone(),
        score,
        status: None,
        near_miss,
    }
}
