//! The best passages and how many there are, in an order that does not depend on how the index came about.
//!
//! By score, then by path, then by place in the document. Scores are rounded to 1/256: sums of floating-point
//! numbers differ in their last digits with the order of adding, and that order is the engine's. Every passage
//! is counted, so nothing is skipped on the way.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::store::sketch::Sketch;
use crate::store::{RankedBy, Snapshot};

/// Scores are told apart to this part of one.
const GRAIN: Score = 256.0;

/// A score without the digits that the order of adding decides.
pub(crate) fn rounded(score: Score) -> Score {
    (score * GRAIN).round() / GRAIN
}

/// The least score that can still be [`rounded`] to one, or a little less than that.
pub(crate) fn least_as_good(score: Score) -> Score {
    score - 0.75 / GRAIN
}

/// Collects the best `wanted` passages (all when `None`) and counts the rest.
pub(crate) struct Best<'s> {
    pub snapshot: &'s Snapshot,
    pub wanted: Option<usize>,
    /// Passages with one of these sketches are only counted; `None` where none is known yet.
    pub known: Option<Arc<FxHashSet<Sketch>>>,
}

/// A passage with what ranks it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ranked {
    pub score: Score,
    path: String,
    ordinal: u64,
    pub at: DocAddress,
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
    /// The sketches that are passed over, and those of this segment.
    known: Option<(Arc<FxHashSet<Sketch>>, Column<u64>)>,
    /// The worst of the best on top.
    best: BinaryHeap<Reverse<Candidate>>,
    total: usize,
}

impl BestOfSegment {
    /// The score of the last of the best; `None` as long as there are fewer than are wanted.
    pub fn last(&self) -> Option<Score> {
        let is_full = self.best.len() >= self.wanted;
        self.best.peek().filter(|_| is_full).map(|Reverse(last)| last.score)
    }

    fn is_known(&self, doc: DocId) -> bool {
        let known = |(known, sketches): &(Arc<FxHashSet<Sketch>>, Column<u64>)| {
            sketches.first(doc).is_some_and(|sketch| known.contains(&Sketch(sketch)))
        };
        self.known.as_ref().is_some_and(known)
    }
}

impl Collector for Best<'_> {
    type Fruit = Ranking;
    type Child = BestOfSegment;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<BestOfSegment> {
        let RankedBy { paths, ordinals, sketches } = self.snapshot.ranked_by(segment)?;
        Ok(BestOfSegment {
            wanted: self.wanted.unwrap_or(usize::MAX),
            segment,
            paths,
            ordinals,
            known: self.known.clone().map(|known| (known, sketches)),
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
        let full = self.best.len() >= self.wanted;
        // Most passages are worse than the worst of the best; only ties look at path and place.
        if full && self.best.peek().is_none_or(|Reverse(worst)| score < worst.score) || self.is_known(doc) {
            return;
        }
        let path = self.paths.ords().first(doc).unwrap_or(u64::MAX);
        let ordinal = self.ordinals.first(doc).unwrap_or(u64::MAX);
        let candidate = Reverse(Candidate { score, path: Reverse(path), ordinal: Reverse(ordinal), doc });
        if !full {
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
        let mut paths = Vec::with_capacity(ords.len());
        let read = |path: &[u8]| paths.push(String::from_utf8_lossy(path).into_owned());
        self.paths.dictionary().sorted_ords_to_term_cb(&ords, read)?;
        paths.resize(candidates.len(), String::new());
        let best = candidates.into_iter().zip(paths).map(|(candidate, path)| Ranked {
            score: candidate.score,
            path,
            ordinal: candidate.ordinal.0,
            at: DocAddress::new(self.segment, candidate.doc),
        });
        Ok(Ranking { best: best.collect(), total: self.total })
    }
}
