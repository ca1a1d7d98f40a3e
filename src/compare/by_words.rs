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

use super::matrix::Matrix;
use super::order::{Chapter, Ordered, bare};
use super::pairing::{self, Group, Link};
use super::pinned::Pinned;
use super::polarity::Polarity;
use super::settings::Settings;
use super::shared::{Evidence, Shared};
use super::standing::Standing;
use super::subjects::{Subjects, SubjectsOfPairs};
use super::terms::Terms;
use super::wording::redline;
use crate::lexicon::Lexicon;
use crate::model::{Band, Change, Edit, Finding, FindingKind, MatchedBy, Seen, Status};

/// How many other places are listed for a finding that was not found again.
const MOST_SEEN: usize = 3;

/// The standing of a pair that a person has forbidden.
const FORBIDDEN: f32 = -1000.0;

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
    standing: Standing,
    /// What letters and concepts alone say.
    by_letters: Matrix,
    twins: Matrix,
    subjects: SubjectsOfPairs,
    evidence: Evidence,
}

impl<'f> ByWords<'f> {
    /// Takes the findings of one polarity from both sides and scores them.
    pub(super) fn of(
        polarity: Polarity,
        earlier: &'f [Finding],
        later: &'f [Finding],
        lexicon: &'f Lexicon,
        settings: &'f Settings,
        by_hand: &ByHand<'_>,
    ) -> Self {
        // A judgement whose area and grade were not read is compared by its words, as a report of how things are.
        let polarity_of = |finding: &Finding| match Polarity::of(finding.kind) {
            Polarity::Grades if finding.judgement.is_none() => Polarity::Reports,
            own => own,
        };
        let chosen = |findings: &'f [Finding], settled: &BTreeSet<usize>| -> Vec<(usize, &'f Finding)> {
            let open = findings.iter().enumerate().filter(|(place, _)| !settled.contains(place));
            open.filter(|(_, finding)| polarity_of(finding) == polarity).collect()
        };
        let by_words = |finding: &&Finding| {
            let own = polarity_of(finding);
            own != polarity && Polarity::BY_WORDS.contains(&own)
        };
        let (before, after) = (chosen(earlier, &by_hand.settled.0), chosen(later, &by_hand.settled.1));
        let is_open = |(place, _): &(usize, &Finding)| !by_hand.settled.1.contains(place);
        let others = later.iter().enumerate().filter(is_open).map(|(_, finding)| finding).filter(by_words).collect();
        let (rows, columns) = (texts(&before), texts(&after));
        let terms = |texts: &[&str]| texts.iter().map(|text| Terms::of(text, lexicon)).collect();
        let subjects = SubjectsOfPairs::of(&rows, &columns, lexicon);
        let by_letters = Standing::without_company(&rows, &columns, lexicon).standing;
        let mut standing = Standing::in_use(&rows, &columns, lexicon);
        let mut twins = pairing::twins(&rows, &columns, settings.same_words);
        let forbidden = |row: usize, column: usize| by_hand.pinned.forbids(before[row].1, after[column].1);
        let is_another_matter = |row, column| subjects.at(row, column) == Subjects::AnotherMatter;
        // The same words of another matter are no pair, but near enough that neither is surely new or gone.
        let near_miss = settings.possible - settings.near_miss;
        standing.standing = Matrix::new(rows.len(), columns.len(), |row, column| {
            let own = standing.standing.at(row, column);
            match () {
                () if forbidden(row, column) => FORBIDDEN,
                () if is_another_matter(row, column) => own.min(near_miss),
                () if subjects.is_unspoken(row, column) => own - settings.unspoken,
                () => own,
            }
        });
        twins = Matrix::new(rows.len(), columns.len(), |row, column| {
            if is_another_matter(row, column) || forbidden(row, column) { 0.0 } else { twins.at(row, column) }
        });
        Self {
            settings,
            lexicon,
            standing,
            by_letters,
            twins,
            subjects,
            evidence: Evidence::of(terms(&rows), terms(&columns)),
            earlier: before,
            later: after,
            others,
        }
    }

    /// Says what became of each finding.
    pub(super) fn changes(&self, out: &mut Ordered) {
        let adds = |group: &Group, link: Link| {
            let said: Vec<(usize, usize)> = group.links().map(|link| (link.earlier, link.later)).collect();
            !self.subjects.is_unspoken(link.earlier, link.later)
                && self.evidence.added((link.earlier, link.later), &said) >= self.settings.least_added
        };
        let groups = pairing::groups(&self.standing, &self.twins, self.settings, &adds);
        for group in &groups {
            let later = group.later();
            let place = later.iter().map(|column| self.later[*column].0).min().unwrap_or_default();
            out.add(Chapter::CameBack, place, self.came_back(group, &later));
        }
        let is_in = |link: &dyn Fn(Link) -> bool| groups.iter().flat_map(Group::links).any(link);
        for (column, (place, finding)) in self.later.iter().enumerate() {
            if !is_in(&|link| link.later == column) {
                let nearest = self.standing.standing.best_in_column(column, None);
                let nearest = nearest.map(|row| Link { earlier: row, later: column });
                out.add(Chapter::New, *place, self.alone(Status::New, &[], &[finding], nearest));
            }
        }
        let lost: Vec<usize> = (0..self.earlier.len()).filter(|row| !is_in(&|link| link.earlier == *row)).collect();
        let elsewhere = self.seen_elsewhere(&lost);
        for (row, other_places) in lost.into_iter().zip(elsewhere) {
            let (place, finding) = self.earlier[row];
            out.add(Chapter::NotFound, place, self.not_found(row, finding, other_places));
        }
    }

    /// A pair, a split or a merger.
    fn came_back(&self, group: &Group, later: &[usize]) -> Change {
        let earlier = group.earlier();
        let Link { earlier: row, later: column } = group.pair;
        let (before, after) = (self.earlier[row].1, self.later[column].1);
        let is_twin = self.twins.at(row, column) > 0.0;
        let mut shared = self.evidence.shared(row, column);
        let pass = self.pass(group.pair, &shared);
        if pass == MatchedBy::SectorVectors {
            shared.shown.extend(self.evidence.kindred(row, column, self.lexicon.vectors()));
        }
        let status = match (earlier.len(), later.len()) {
            (1, 1) if is_twin => Status::Recurring,
            (1, 1) => Status::Reworded,
            (from, to) if to > from => Status::Split,
            _ => Status::Merged,
        };
        let certain =
            self.is_certain_pair(group.pair, &shared) && group.joined.iter().all(|link| self.is_certain_to_join(*link));
        let is_pair = group.joined.is_empty();
        let wording: Vec<Edit> = if is_pair { redline(&before.text, &after.text) } else { Vec::new() };
        let of = |list: &[(usize, &'f Finding)], places: &[usize]| -> Vec<&'f Finding> {
            places.iter().map(|place| list[*place].1).collect()
        };
        Change {
            band: if certain { Band::Certain } else { Band::Possible },
            kind_from: Some(before.kind),
            kind_to: Some(after.kind),
            score: Some(self.standing.likeness.at(row, column)),
            matched_by: Some(pass),
            runner_up: self.runner_up(group.pair, &earlier, later),
            shared: shared.shown,
            wording,
            ..bare(status, &of(&self.earlier, &earlier), &of(&self.later, later))
        }
    }

    /// What brought a pair together.
    fn pass(&self, Link { earlier, later }: Link, shared: &Shared) -> MatchedBy {
        if self.twins.at(earlier, later) > 0.0 {
            MatchedBy::SameWords
        } else if self.by_letters.at(earlier, later) < self.settings.possible {
            MatchedBy::SectorVectors
        } else {
            shared.matched_by()
        }
    }

    /// A finding without a partner; `nearest` is the pair it comes closest to.
    fn alone(&self, status: Status, earlier: &[&Finding], later: &[&Finding], nearest: Option<Link>) -> Change {
        let standing = nearest.map(|link| self.standing.standing.at(link.earlier, link.later));
        let is_near = standing.is_some_and(|standing| standing >= self.settings.possible - self.settings.near_miss);
        Change {
            band: if is_near { Band::Possible } else { Band::Certain },
            runner_up: nearest.map(|link| self.standing.likeness.at(link.earlier, link.later)),
            ..bare(status, earlier, later)
        }
    }

    /// An earlier finding without a partner, and where else its matter turns up.
    fn not_found(&self, row: usize, finding: &Finding, other_places: Vec<Seen>) -> Change {
        let nearest = self.standing.standing.best_in_row(row, None).map(|later| Link { earlier: row, later });
        let turned: Option<FindingKind> = other_places.first().map(|seen| seen.kind);
        let mut also_seen: Vec<Seen> = (0..self.later.len())
            .filter(|column| {
                self.standing.standing.at(row, *column) >= self.settings.possible - self.settings.near_miss
            })
            .map(|column| seen(self.later[column].1, self.standing.likeness.at(row, column)))
            .collect();
        also_seen.splice(0..0, other_places);
        also_seen.sort_by(|a, b| b.score.total_cmp(&a.score));
        also_seen.truncate(MOST_SEEN);
        let alone = self.alone(Status::NotFound, &[finding], &[], nearest);
        let band = if also_seen.is_empty() { alone.band } else { Band::Possible };
        Change { band, kind_to: turned, also_seen, ..alone }
    }

    /// For each of these earlier findings, the later ones of another polarity that it is alike to, best first.
    fn seen_elsewhere(&self, rows: &[usize]) -> Vec<Vec<Seen>> {
        let before: Vec<&str> = rows.iter().map(|row| self.earlier[*row].1.text.as_str()).collect();
        let after: Vec<&str> = self.others.iter().map(|finding| finding.text.as_str()).collect();
        let standing = Standing::in_use(&before, &after, self.lexicon);
        let twins = pairing::twins(&before, &after, self.settings.same_words);
        let seen_of = |row: usize| {
            let is_seen = |column: &usize| {
                standing.standing.at(row, *column) >= self.settings.possible || twins.at(row, *column) > 0.0
            };
            let mut out: Vec<Seen> = (0..after.len())
                .filter(is_seen)
                .map(|column| seen(self.others[column], standing.likeness.at(row, column)))
                .collect();
            out.sort_by(|a, b| b.score.total_cmp(&a.score));
            out
        };
        (0..rows.len()).map(seen_of).collect()
    }

    /// Whether the tool would sign the pair: it stands out, each is the other's best, and what they share says
    /// what they are about; or they are in the same words.
    fn is_certain_pair(&self, link: Link, shared: &Shared) -> bool {
        let Link { earlier, later } = link;
        let standing = &self.standing.standing;
        let own = standing.at(earlier, later);
        let is_best = |rival: Option<f32>| rival.is_none_or(|rival| own >= rival);
        let in_row = standing.best_in_row(earlier, Some(later)).map(|column| standing.at(earlier, column));
        let in_column = standing.best_in_column(later, Some(earlier)).map(|row| standing.at(row, later));
        if self.subjects.at(earlier, later) == Subjects::AnotherActor {
            return false;
        }
        self.twins.at(earlier, later) > 0.0
            || (self.by_letters.at(earlier, later) >= self.settings.certain
                && is_best(in_row)
                && is_best(in_column)
                && shared.telling)
    }

    /// Whether the tool would sign that a leftover belongs to a pair: a split or a merger is for a person to check, unless
    /// it is in the same words or stands out as far as a pair that is certain, and then some.
    fn is_certain_to_join(&self, link: Link) -> bool {
        let Link { earlier, later } = link;
        self.twins.at(earlier, later) > 0.0
            || (self.by_letters.at(earlier, later) >= self.settings.certain + self.settings.certain_to_join
                && self.evidence.shared(earlier, later).telling)
    }

    /// Likeness of the best partner that either side of the pair did not get; `None` when there is none.
    fn runner_up(&self, pair: Link, earlier: &[usize], later: &[usize]) -> Option<f32> {
        let in_row =
            (0..self.later.len()).filter(|column| !later.contains(column)).map(|column| (pair.earlier, column));
        let in_column = (0..self.earlier.len()).filter(|row| !earlier.contains(row)).map(|row| (row, pair.later));
        in_row.chain(in_column).map(|(row, column)| self.standing.likeness.at(row, column)).reduce(f32::max)
    }
}

fn texts<'f>(findings: &[(usize, &'f Finding)]) -> Vec<&'f str> {
    findings.iter().map(|(_, finding)| finding.text.as_str()).collect()
}

fn seen(finding: &Finding, score: f32) -> Seen {
    Seen {
        finding: finding.id.clone(),
        kind: finding.kind,
        citation: finding.citation.clone(),
        text: finding.text.clone(),
        score,
    }
}
