//! The best passages, those in the same words once, and how many there are in these words.
//!
//! A heading that a thousand papers have scores alike in all of them, and would fill the list. So what is ranked here is the
//! wording: all passages of one score with one [`Sketch`]. It stands where the first of them does, and of the others
//! those count that come before the last wording that is given: those after it are not looked for.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::fold::CITED;
use super::ranking::{Grains, Ranked, Ranking, Ranks, Same};
use crate::store::columns::names_of;
use crate::store::sketch::Sketch;
use crate::store::{RankedBy, Snapshot};

/// Wordings of one score beyond those that are wanted, before the last of them are left out.
const SPARE: usize = 64;

/// Collects the best `wanted` wordings and counts all passages. `wanted` is at least 1.
pub(crate) struct Wordings<'s> {
    pub snapshot: &'s Snapshot,
    pub wanted: usize,
}

/// Where a passage comes among those of its segment that score the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    path: u64,
    ordinal: u64,
    doc: DocId,
}

/// Passages of one score in the same words, the first of them apart.
struct Wording {
    first: Rank,
    others: Vec<Rank>,
}

impl Wording {
    fn take(&mut self, place: Rank) {
        self.others.push(place.max(self.first));
        self.first = self.first.min(place);
    }

    /// All of them, in order.
    fn places(mut self) -> impl ExactSizeIterator<Item = Rank> {
        self.others.push(self.first);
        self.others.sort_unstable();
        self.others.into_iter()
    }
}

/// The wordings of one score.
type Group = FxHashMap<Sketch, Wording>;

pub(crate) struct WordingsOfSegment {
    wanted: usize,
    segment: SegmentOrdinal,
    paths: StrColumn,
    ordinals: Column<u64>,
    sketches: Column<u64>,
    groups: BTreeMap<Grains, Group>,
    /// In all groups together.
    wordings: usize,
    /// What comes after this is of no use: so many wordings come before it as are wanted.
    last: Option<(Grains, Rank)>,
    total: usize,
}

impl WordingsOfSegment {
    /// Leaves out what comes after the last wording that is wanted, or some of it.
    fn trim(&mut self) {
        while let Some(lowest) = self.groups.first_entry() {
            let (score, size) = (*lowest.key(), lowest.get().len());
            if self.wordings < self.wanted + size {
                self.trim_group(score);
                return;
            }
            lowest.remove();
            self.wordings -= size;
        }
    }

    /// The same within the lowest group, where that is due.
    fn trim_group(&mut self, score: Grains) {
        let Some(group) = self.groups.get_mut(&score).filter(|_| self.wordings >= self.wanted) else { return };
        let needed = self.wanted - (self.wordings - group.len());
        let is_known = self.last.is_some_and(|(known, _)| known == score);
        if is_known && group.len() < 2 * needed + SPARE {
            return;
        }
        let mut firsts: Vec<Rank> = group.values().map(|wording| wording.first).collect();
        let (_, &mut last, _) = firsts.select_nth_unstable(needed - 1);
        self.wordings -= group.len();
        group.retain(|_, wording| wording.first <= last);
        group.values_mut().for_each(|wording| wording.others.retain(|place| *place <= last));
        self.wordings += group.len();
        self.last = Some((score, last));
    }
}

impl Ranks for WordingsOfSegment {
    fn last(&self) -> Option<Score> {
        self.last.map(|(score, _)| score.score())
    }
}

impl SegmentCollector for WordingsOfSegment {
    type Fruit = OfSegment;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        let score = Grains::of(score);
        // Most passages are worse than the last; only ties look at path and place.
        let tied = match self.last {
            Some((last, _)) if score < last => return,
            Some((last, place)) if score == last => Some(place),
            _ => None,
        };
        let path = self.paths.ords().first(doc).unwrap_or(u64::MAX);
        if tied.is_some_and(|last| path > last.path) {
            return;
        }
        let place = Rank { path, ordinal: self.ordinals.first(doc).unwrap_or(u64::MAX), doc };
        if tied.is_some_and(|last| place > last) {
            return;
        }
        let sketch = Sketch(self.sketches.first(doc).unwrap_or_default());
        match self.groups.entry(score).or_default().entry(sketch) {
            Entry::Occupied(mut known) => known.get_mut().take(place),
            Entry::Vacant(new) => {
                new.insert(Wording { first: place, others: Vec::new() });
                self.wordings += 1;
                self.trim();
            }
        }
    }

    fn harvest(self) -> OfSegment {
        OfSegment { segment: self.segment, paths: self.paths, groups: self.groups, total: self.total }
    }
}

/// The wordings of a segment, of which the paths are still numbers.
pub(crate) struct OfSegment {
    segment: SegmentOrdinal,
    paths: StrColumn,
    groups: BTreeMap<Grains, Group>,
    total: usize,
}

impl OfSegment {
    /// Its passages down to a score. Above it those are counted that are not going to be cited; at it all have their say, as not all
    /// may count.
    fn passages(self, lowest: Option<Grains>) -> tantivy::Result<Vec<Passage>> {
        let mut passages = Vec::new();
        for (score, group) in self.groups {
            let named = match lowest.map(|lowest| score.cmp(&lowest)) {
                Some(Ordering::Less) => continue,
                Some(Ordering::Equal) => usize::MAX,
                Some(Ordering::Greater) | None => 1 + CITED,
            };
            for (sketch, wording) in group {
                let places = wording.places();
                let beside = places.len().saturating_sub(named);
                passages.extend(places.take(named).enumerate().map(|(at, place)| Passage {
                    score,
                    path: String::new(),
                    place,
                    at: DocAddress::new(self.segment, place.doc),
                    sketch,
                    beside: if at == 0 { beside } else { 0 },
                }));
            }
        }
        passages.sort_unstable_by_key(|passage| passage.place);
        let ords: Vec<u64> = passages.iter().map(|passage| passage.place.path).collect();
        let names = names_of(&self.paths, &ords)?;
        passages.iter_mut().zip(names).for_each(|(passage, path)| passage.path = path);
        Ok(passages)
    }
}

/// A passage on its way into order.
struct Passage {
    score: Grains,
    path: String,
    place: Rank,
    at: DocAddress,
    sketch: Sketch,
    /// How many others of its wording and segment are only counted.
    beside: usize,
}

impl Collector for Wordings<'_> {
    type Fruit = Ranking;
    type Child = WordingsOfSegment;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<WordingsOfSegment> {
        let RankedBy { paths, ordinals, sketches } = self.snapshot.ranked_by(segment)?;
        Ok(WordingsOfSegment {
            wanted: self.wanted,
            segment,
            paths,
            ordinals,
            sketches,
            groups: BTreeMap::new(),
            wordings: 0,
            last: None,
            total: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<OfSegment>) -> tantivy::Result<Ranking> {
        let total = segments.iter().map(|segment| segment.total).sum();
        let lowest = lowest(&segments, self.wanted);
        let mut passages = Vec::new();
        for segment in segments {
            passages.extend(segment.passages(lowest)?);
        }
        passages.sort_unstable_by(|a, b| {
            let rest = |passage: &Passage| (passage.place.ordinal, passage.at);
            b.score.cmp(&a.score).then_with(|| a.path.cmp(&b.path)).then_with(|| rest(a).cmp(&rest(b)))
        });
        let mut best: Vec<Ranked> = Vec::new();
        let mut known: FxHashMap<(Grains, Sketch), usize> = FxHashMap::default();
        for Passage { score, path, place, at, sketch, beside } in passages {
            if let Some(&leader) = known.get(&(score, sketch)) {
                let same = &mut best[leader].same;
                same.count += 1 + beside;
                if same.first.len() < CITED {
                    same.first.push(at);
                }
                continue;
            }
            known.insert((score, sketch), best.len());
            let same = Same { count: beside, first: Vec::new() };
            best.push(Ranked { score: score.score(), path, ordinal: place.ordinal, at, same });
            if best.len() == self.wanted {
                break;
            }
        }
        Ok(Ranking { best, total })
    }
}

/// The score of the last wording that is wanted of all segments; `None` where there are fewer.
fn lowest(segments: &[OfSegment], wanted: usize) -> Option<Grains> {
    let mut groups: BTreeMap<Grains, FxHashSet<Sketch>> = BTreeMap::new();
    for (score, group) in segments.iter().flat_map(|segment| &segment.groups) {
        groups.entry(*score).or_default().extend(group.keys());
    }
    let mut before = 0;
    groups.into_iter().rev().find_map(|(score, group)| {
        before += group.len();
        (before >= wanted).then_some(score)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tantivy::DocAddress;

    use crate::search::found::{Found, by_address};
    use crate::search::plan::Planner;
    use crate::search::{Options, Query};
    use crate::store::Snapshot;
    use crate::store::testing::{Paper, update};

    /// Passages that say `care` in some eighty wordings, a few of them again and again.
    fn paper(number: usize) -> Paper {
        let mut paper = Paper::new(&format!("{number:02}.txt"));
        for passage in 0..60 {
            let dice = (number * 61 + passage * 37) % 101;
            let said = ["care", "Care.", "care for all", "plain care of homes"][dice % 4];
            paper = match dice % 5 {
                0 => paper.paragraph(&format!("care of number {dice}")),
                1 => paper.paragraph(&format!("{said} in house {} of street {dice}", dice % 7)),
                _ => paper.paragraph(said),
            };
        }
        paper
    }

    /// The same, by looking at every passage in order.
    fn one_by_one(snapshot: &Snapshot, every: &Found, wanted: usize) -> Vec<(DocAddress, usize, Vec<DocAddress>)> {
        let addresses: Vec<DocAddress> = every.passages.iter().map(|passage| passage.at).collect();
        let sketches = snapshot.sketches(&addresses).unwrap();
        let mut wordings: Vec<(DocAddress, usize, Vec<DocAddress>)> = Vec::new();
        let mut known = BTreeMap::new();
        for (passage, sketch) in every.passages.iter().zip(sketches) {
            let place = *known.entry((passage.score.to_bits(), sketch.0)).or_insert(wordings.len());
            match wordings.get_mut(place) {
                Some((_, count, first)) => {
                    *count += 1;
                    if first.len() < super::CITED {
                        first.push(passage.at);
                    }
                }
                None => wordings.push((passage.at, 0, Vec::new())),
            }
            if wordings.len() == wanted {
                break;
            }
        }
        wordings
    }

    #[test]
    fn each_wording_stands_once_where_the_first_of_it_does() {
        let folder = tempfile::tempdir().unwrap();
        let papers: Vec<Paper> = (0..40).map(paper).collect();
        // The later papers come before the earlier ones by name.
        update(folder.path(), &papers[25..], &[]);
        update(folder.path(), &papers[7..25], &["30.txt"]);
        let snapshot = update(folder.path(), &papers[..7], &["8.txt"]);
        for typed in ["care", "care OR plain", "care -street", "c*e"] {
            let query = Query::parse(typed).unwrap();
            let options = Options::default();
            let planner = Planner::new(&snapshot, &query, &options);
            let every = Found::of(&planner, query.root(), None).unwrap();
            for wanted in [1, 2, 5, 17, 40, 70, 1000] {
                let found = Found::worded(&planner, query.root(), wanted).unwrap();
                assert_eq!(found.total, every.total);
                let seen = found.passages.into_iter().map(|p| (p.at, p.same.count, p.same.first)).collect::<Vec<_>>();
                assert_eq!(seen, one_by_one(&snapshot, &every, wanted), "{typed}, {wanted}");
            }
            let first = by_address(&snapshot, &[every.passages[0].at]).unwrap();
            assert!(first[0].text.to_lowercase().contains("care"));
        }
    }
}
