//! The best passages and how many there are, in an order that does not depend on how the index came about.
//!
//! By score, then by path, then by place in the document. Scores are rounded to 1/256: sums of floating-point
//! numbers differ in their last digits with the order of adding, and that order is the engine's. Every passage
//! is counted, so nothing is skipped on the way.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::store::columns::names_of;
use crate::store::{RankedBy, Snapshot};

/// Scores are told apart to this part of one.
const GRAIN: Score = 256.0;

/// A score in parts of 1/256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Grains(u32);

impl Grains {
    pub fn of(score: Score) -> Self {
        Self((score * GRAIN).round() as u32)
    }

    pub fn score(self) -> Score {
        self.0 as Score / GRAIN
    }
}

/// A score without the digits that the order of adding decides.
pub(crate) fn rounded(score: Score) -> Score {
    Grains::of(score).score()
}

/// The least score that can still be [`rounded`] to one, or a little less than that.
pub(crate) fn least_as_good(score: Score) -> Score {
    score - 0.75 / GRAIN
}

/// Collects the best `wanted` passages (all when `None`) and counts the rest.
pub(crate) struct Best<'s> {
    pub snapshot: &'s Snapshot,
    pub wanted: Option<usize>,
}

/// Collects the best of a segment, and knows what is not good enough any more.
pub(crate) trait Ranks: SegmentCollector {
    /// The score of the last of the best, below which nothing is of use; `None` as long as there are fewer than are wanted.
    fn last(&self) -> Option<Score>;
}

/// A passage with what ranks it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ranked {
    pub score: Score,
    pub path: String,
    pub ordinal: u64,
    pub at: DocAddress,
    pub same: Same,
}

/// The other passages that score like one and are in its words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Same {
    pub count: usize,
    /// As many of them as are cited, in order.
    pub first: Vec<DocAddress>,
}

/// The best passages, best first, and the number of all.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Ranking {
    pub best: Vec<Ranked>,
    pub total: usize,
}

/// A passage within one segment, where paths compare as their ordinals. The better is the greater.
#[derive(PartialEq)]
struct Candidate {
    score: Score,
    path: Reverse<u64>,
    ordinal: Reverse<u64>,
    doc: DocId,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        let rest = |c: &Self| (c.path, c.ordinal, Reverse(c.doc));
        self.score.total_cmp(&other.score).then_with(|| rest(self).cmp(&rest(other)))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

pub(crate) struct BestOfSegment {
    wanted: usize,
    segment: SegmentOrdinal,
    paths: StrColumn,
    ordinals: Column<u64>,
    /// The worst of the best on top.
    best: BinaryHeap<Reverse<Candidate>>,
    total: usize,
}

impl Ranks for BestOfSegment {
    fn last(&self) -> Option<Score> {
        let is_full = self.best.len() >= self.wanted;
        self.best.peek().filter(|_| is_full).map(|Reverse(last)| last.score)
    }
}

impl Collector for Best<'_> {
    type Fruit = Ranking;
    type Child = BestOfSegment;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<BestOfSegment> {
        let RankedBy { paths, ordinals, .. } = self.snapshot.ranked_by(segment)?;
        Ok(BestOfSegment {
            wanted: self.wanted.unwrap_or(usize::MAX),
            segment,
            paths,
            ordinals,
            best: BinaryHeap::new(),
            total: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Ranking>>) -> tantivy::Result<Ranking> {
        let mut all = Ranking::default();
        for segment in segments {
            let segment = segment?;
            all.total += segment.total;
            all.best.extend(segment.best);
        }
        all.best
            .sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| (&a.path, a.ordinal).cmp(&(&b.path, b.ordinal))));
        all.best.truncate(self.wanted.unwrap_or(usize::MAX));
        Ok(all)
    }
}

impl SegmentCollector for BestOfSegment {
    type Fruit = tantivy::Result<Ranking>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        let score = rounded(score);
        let is_full = self.best.len() >= self.wanted;
        let worst = self.best.peek().map(|Reverse(worst)| (worst.score, worst.path));
        // Most passages are worse than the worst of the best; only ties look at path and place.
        if is_full && worst.is_none_or(|(worst, _)| score < worst) {
            return;
        }
        let path = Reverse(self.paths.ords().first(doc).unwrap_or(u64::MAX));
        if is_full && worst.is_some_and(|worst| (score, path) < worst) {
            return;
        }
        let ordinal = Reverse(self.ordinals.first(doc).unwrap_or(u64::MAX));
        let candidate = Reverse(Candidate { score, path, ordinal, doc });
        if !is_full {
            self.best.push(candidate);
        } else if let Some(mut worst) = self.best.peek_mut()
            && candidate < *worst
        {
            *worst = candidate;
        }
    }

    fn harvest(self) -> tantivy::Result<Ranking> {
        let mut candidates: Vec<Candidate> = self.best.into_iter().map(|Reverse(candidate)| candidate).collect();
        candidates.sort_by_key(|candidate| candidate.path.0);
        let ords: Vec<u64> = candidates.iter().map(|candidate| candidate.path.0).collect();
        let paths = names_of(&self.paths, &ords)?;
        let best = candidates.into_iter().zip(paths).map(|(candidate, path)| Ranked {
            score: candidate.score,
            path,
            ordinal: candidate.ordinal.0,
            at: DocAddress::new(self.segment, candidate.doc),
            same: Same::default(),
        });
        Ok(Ranking { best: best.collect(), total: self.total })
    }
}
