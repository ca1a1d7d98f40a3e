//! Passages in nearly the same words: the same finding printed in five papers, a pack that was tabled twice.
//!
//! Two passages are nearly the same when their letters and digits are, or when four in five of their runs of three words
//! are shared (Broder 1997) and every figure in them is the same, in order: "85 per cent" is not "95 per cent". The first
//! in the order given leads. Those that may be nearly the same share one of the rarest of their shingles, so that many
//! passages are folded in the time of reading them.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::error::Result;
use crate::model::{Elsewhere, Hit};
use crate::store::sketch::{KEPT, RUN, Sketch, of_run, of_word};
use crate::store::words::folded;

/// So much of the runs of both has to be shared.
const SHARED: f64 = 0.8;

/// So many of the four runs in a sketch are shared by most passages that are nearly the same (of those that share nine runs in
/// ten, by nineteen in twenty), and by few others.
const SHARED_IF_LIKE: usize = 3;

/// So many copies of a passage are cited; the others are counted.
pub(crate) const CITED: usize = 3;

/// The folded words of the passage at a place.
type Words<'w> = dyn FnMut(usize) -> Result<Vec<String>> + 'w;

/// What is given of passages in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Given {
    /// The places of those that lead, of which some may be left out at the beginning and at the end.
    pub places: Vec<usize>,
    /// The places of those in nearly the same words, by that of the one that leads them.
    pub copies: BTreeMap<usize, Vec<usize>>,
}

/// Passages as they are, all but the first `offset`.
pub(crate) fn unfolded(passages: usize, offset: usize) -> Given {
    Given { places: (offset.min(passages)..passages).collect(), copies: BTreeMap::new() }
}

/// All passages folded, without the first `offset` that lead.
pub(crate) fn all(passages: usize, offset: usize, words: &mut Words<'_>) -> Result<Given> {
    let mut given = Given::default();
    for (place, leader) in leaders(passages, words)?.into_iter().enumerate() {
        match place == leader {
            true => given.places.push(place),
            false => given.copies.entry(leader).or_default().push(place),
        }
    }
    given.places.drain(..offset.min(given.places.len()));
    Ok(given)
}

/// Passages folded as they come, best first, as long as fewer lead than are wanted.
///
/// Few are read: those of which the sketch does not tell whether they are copies. Who leads is the same as of [`all`]. After the
/// last that is wanted only copies are looked for, and read only where they are most likely some.
pub(crate) struct Folding<'k> {
    wanted: usize,
    sketches: &'k [Sketch],
    shapes: BTreeMap<usize, Shape>,
    given: Given,
}

impl<'k> Folding<'k> {
    /// Of passages in order, by their sketches, the first `wanted` that lead.
    pub fn of(wanted: usize, sketches: &'k [Sketch], words: &mut Words<'_>) -> Result<Self> {
        let mut folding = Self { wanted, sketches, shapes: BTreeMap::new(), given: Given::default() };
        for place in 0..sketches.len() {
            match folding.leader_of(place, words)? {
                Some(leader) => folding.given.copies.entry(leader).or_default().push(place),
                None if folding.is_full() => {}
                None => folding.given.places.push(place),
            }
        }
        Ok(folding)
    }

    /// Whether as many lead as are wanted.
    pub fn is_full(&self) -> bool {
        self.given.places.len() >= self.wanted
    }

    /// The one of those that lead that is in nearly the same words as the passage at a place.
    fn leader_of(&mut self, place: usize, words: &mut Words<'_>) -> Result<Option<usize>> {
        let sketch = self.sketches[place];
        let leaders = || self.given.places.iter().copied();
        if let Some(same) = leaders().find(|&leader| self.sketches[leader] == sketch) {
            return Ok(Some(same));
        }
        let shared = if self.is_full() { SHARED_IF_LIKE } else { 1 };
        let candidates: Vec<usize> =
            leaders().filter(|&leader| self.sketches[leader].runs_shared(sketch) >= shared).collect();
        for leader in candidates {
            for at in [leader, place] {
                if let Entry::Vacant(unread) = self.shapes.entry(at) {
                    unread.insert(Shape::of(words(at)?));
                }
            }
            if self.shapes[&leader].leads(&self.shapes[&place]) {
                return Ok(Some(leader));
            }
        }
        Ok(None)
    }

    /// What is given, without the first `offset` that lead.
    pub fn given(mut self, offset: usize) -> Given {
        self.given.places.drain(..offset.min(self.given.places.len()));
        self.given
    }
}

/// For each passage the place of the one that leads it: its own where it is the first in such words.
///
/// ```text
/// "Clarify thresholds.", "Fund early help.", "Clarify thresholds"   →   0, 1, 0
/// ```
fn leaders(passages: usize, words: &mut Words<'_>) -> Result<Vec<usize>> {
    let mut leaders = Vec::with_capacity(passages);
    let mut shapes: BTreeMap<usize, Shape> = BTreeMap::new();
    // Looked up only, never listed, so their order cannot reach an answer.
    let mut same: HashMap<Vec<String>, usize> = HashMap::new();
    let mut near: HashMap<(u64, u64), Vec<usize>> = HashMap::new();
    for place in 0..passages {
        let shape = Shape::of(words(place)?);
        let leader = match same.get(&shape.words) {
            Some(&leader) => leader,
            None => {
                let mut runs: Vec<&[usize]> =
                    shape.entries().map(|entry| near.get(&entry).map_or(&[][..], Vec::as_slice)).collect();
                runs.sort_by_key(|leaders| leaders.len());
                let rare = runs.into_iter().take(shape.telling());
                let candidates: BTreeSet<usize> = rare.flatten().copied().collect();
                candidates.into_iter().find(|other| shapes[other].leads(&shape)).unwrap_or(place)
            }
        };
        if leader == place {
            shape.entries().for_each(|entry| near.entry(entry).or_default().push(place));
            same.insert(shape.words.clone(), place);
            shapes.insert(place, shape);
        }
        leaders.push(leader);
    }
    Ok(leaders)
}

/// Hits with those in nearly the same words folded into the first of them.
pub(crate) fn folded_hits(hits: Vec<Hit>) -> Result<Vec<Hit>> {
    let leaders = leaders(hits.len(), &mut |place| Ok(folded(&hits[place].text)))?;
    let mut kept: BTreeMap<usize, Hit> = BTreeMap::new();
    for (place, hit) in hits.into_iter().enumerate() {
        match kept.get_mut(&leaders[place]) {
            Some(leader) => {
                leader.copies += 1;
                if leader.also_in.len() < CITED {
                    leader.also_in.push(Elsewhere { council: hit.council, citation: hit.citation });
                }
            }
            None => _ = kept.insert(place, hit),
        }
    }
    Ok(kept.into_values().collect())
}

/// What a passage is compared by.
struct Shape {
    words: Vec<String>,
    runs: BTreeSet<u64>,
    figures: Vec<String>,
}

impl Shape {
    fn of(words: Vec<String>) -> Self {
        let hashes: Vec<u64> = words.iter().map(|word| of_word(word)).collect();
        let figures = words.iter().filter(|word| word.contains(|c: char| c.is_ascii_digit())).cloned().collect();
        Self { runs: hashes.windows(RUN).map(of_run).collect(), figures, words }
    }

    /// By which those that may be nearly the same are found: each run, beside the figures.
    fn entries(&self) -> impl Iterator<Item = (u64, u64)> {
        let figures: Vec<u64> = self.figures.iter().map(|figure| of_word(figure)).collect();
        let figures = of_run(&figures);
        self.runs.iter().map(move |&run| (figures, run))
    }

    /// How many of its runs tell for sure: a passage that shares so many runs as is asked has one at least of any that many.
    /// The rarest are looked at, so that thousands of rows that begin alike are not all compared with each other.
    fn telling(&self) -> usize {
        let needed = (SHARED * self.runs.len() as f64).ceil() as usize;
        self.runs.len() + 1 - needed.max(1)
    }

    /// The least, which a sketch keeps.
    fn kept(&self) -> impl Iterator<Item = &u64> {
        self.runs.iter().take(KEPT)
    }

    /// Whether another passage, which comes later, is folded into this one.
    fn leads(&self, other: &Self) -> bool {
        self.words == other.words || (self.kept().any(|run| other.kept().any(|own| own == run)) && self.is_like(other))
    }

    fn is_like(&self, other: &Self) -> bool {
        let shared = self.runs.intersection(&other.runs).count();
        let all = self.runs.len() + other.runs.len() - shared;
        all > 0 && self.figures == other.figures && shared as f64 >= SHARED * all as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "The partnership should agree and publish a single early help strategy with clear thresholds, \
                        shared measures of success and one board that is answerable for all of it";

    #[test]
    fn those_wanted_are_the_first_of_all() {
        let kinds =
            ["clarify thresholds", "fund early help", "agree one plan for early help with clear thresholds", ""];
        let texts: Vec<String> = (0..300_usize)
            .map(|at| match at % 7 {
                0 => format!("{LONG} for {} per cent", at % 5),
                1 => format!("{LONG} and {}", kinds[at % 3]),
                2 => format!("{} {LONG}", kinds[at % 4]),
                _ => format!("{} {}", kinds[at % 4], ["", "now", "soon", "x y z"][at / 4 % 4]),
            })
            .collect();
        let mut words = |place: usize| Ok(folded(&texts[place]));
        let sketches: Vec<Sketch> =
            texts.iter().map(|text| Sketch::of(folded(text).iter().map(String::as_str))).collect();
        let Given { places, copies } = all(texts.len(), 0, &mut words).unwrap();
        for (offset, wanted) in [(0, 1), (0, 5), (3, 9), (0, 1000), (50, 60)] {
            let first: Vec<usize> = places.iter().copied().take(wanted).skip(offset).collect();
            let folding = Folding::of(wanted, &sketches, &mut words).unwrap();
            assert_eq!(folding.is_full(), places.len() >= wanted);
            let found = folding.given(offset);
            assert_eq!(found.places, first, "{offset}, {wanted}");
            for place in &first {
                let found = found.copies.get(place).map_or(&[][..], Vec::as_slice);
                let copies = copies.get(place).map_or(&[][..], Vec::as_slice);
                assert!(found.iter().all(|copy| copies.contains(copy)) && found.is_sorted());
                // What is in the very same words is never missed.
                let same = copies.iter().filter(|&&copy| texts[copy] == texts[*place]);
                assert!(same.into_iter().all(|copy| found.contains(copy)), "{offset}, {wanted}, {place}");
            }
        }
    }

    fn led(texts: &[&str]) -> Vec<usize> {
        leaders(texts.len(), &mut |place| Ok(folded(texts[place]))).unwrap()
    }

    #[test]
    fn the_same_words_fold_whatever_the_marks_between_them() {
        assert_eq!(led(&["Clarify thresholds.", "Fund early help", "• Clarify  thresholds"]), [0, 1, 0]);
        assert_eq!(led(&[]), [0; 0]);
        assert_eq!(led(&["", "", "a"]), [0, 0, 2]);
    }

    #[test]
    fn a_word_more_folds_in_a_long_passage_and_not_in_a_short_one() {
        let more = format!("{LONG} and its costs");
        assert_eq!(led(&[LONG, &more]), [0, 0]);
        assert_eq!(led(&["Clarify the thresholds", "Clarify the thresholds now"]), [0, 1]);
    }

    #[test]
    fn rows_that_begin_alike_fold_as_if_each_were_held_against_each() {
        let column = "Action: agree and publish a single early help strategy with clear thresholds; Owner:";
        let texts: Vec<String> = (0..20_000)
            .map(|row| match row % 3 {
                0 => format!("{column} the head of school {row}"),
                1 => format!("{column} {}", ["the board", "a panel", "the board of all"][row / 3 % 3]),
                _ => format!("{column} {}", "abcdefgh".repeat(1 + row % 7).split_at(row % 8).0),
            })
            .collect();
        let few: Vec<&str> = texts.iter().take(400).map(String::as_str).collect();
        let shapes: Vec<Shape> = few.iter().map(|text| Shape::of(folded(text))).collect();
        let mut leaders: Vec<usize> = Vec::new();
        for at in 0..few.len() {
            let leader = (0..at).find(|&other| leaders[other] == other && shapes[other].leads(&shapes[at]));
            leaders.push(leader.unwrap_or(at));
        }
        assert_eq!(led(&few), leaders);
        let all: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert_eq!(led(&all)[..400], leaders);
    }

    #[test]
    fn another_figure_is_another_passage() {
        let [a, b] = ["85", "95"].map(|share| format!("{LONG} for {share} per cent of the families concerned"));
        assert_eq!(led(&[&a, &b, &a]), [0, 1, 0]);
    }
}
