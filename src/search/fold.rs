//! Passages in nearly the same words: the same finding printed in five papers, a pack that was tabled twice.
//!
//! Two passages are nearly the same when their letters and digits are, or when four in five of their runs of three words
//! are shared (Broder 1997) and every figure in them is the same, in order: "85 per cent" is not "95 per cent". The first
//! in the order given leads. Candidates are those that share one of their four least shingles by hash, so that many
//! passages are folded in the time of reading them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::Hit;
use crate::store::words::folded;

/// So much of the runs of both has to be shared.
const SHARED: f64 = 0.8;

/// Words in a run.
const RUN: usize = 3;

/// Shingles kept to find candidates by.
const KEPT: usize = 4;

/// For each passage the place of the one that leads it: its own where it is the first in such words.
///
/// ```text
/// "Clarify thresholds.", "Fund early help.", "Clarify thresholds"   →   0, 1, 0
/// ```
pub(crate) fn leaders(texts: &[&str]) -> Vec<usize> {
    let mut leaders = Vec::with_capacity(texts.len());
    let mut shapes: Vec<Option<Shape>> = Vec::with_capacity(texts.len());
    // Looked up only, never listed, so their order cannot reach an answer.
    let mut same: HashMap<Vec<String>, usize> = HashMap::new();
    let mut near: HashMap<u64, Vec<usize>> = HashMap::new();
    for (place, text) in texts.iter().enumerate() {
        let words = folded(text);
        let shape = Shape::of(&words);
        let leader = match same.get(&words) {
            Some(&leader) => leader,
            None => {
                let candidates: BTreeSet<usize> =
                    shape.kept().flat_map(|shingle| near.get(shingle).into_iter().flatten().copied()).collect();
                let alike = |&other: &usize| shapes[other].as_ref().is_some_and(|other| other.is_like(&shape));
                candidates.into_iter().find(alike).unwrap_or(place)
            }
        };
        if leader == place {
            shape.kept().for_each(|&shingle| near.entry(shingle).or_default().push(place));
            same.insert(words, place);
        }
        shapes.push((leader == place).then_some(shape));
        leaders.push(leader);
    }
    leaders
}

/// Hits with those in nearly the same words folded into the first of them.
pub(crate) fn folded_hits(hits: Vec<Hit>) -> Vec<Hit> {
    let texts: Vec<&str> = hits.iter().map(|hit| hit.text.as_str()).collect();
    let leaders = leaders(&texts);
    let mut kept: BTreeMap<usize, Hit> = BTreeMap::new();
    for (place, hit) in hits.into_iter().enumerate() {
        match kept.get_mut(&leaders[place]) {
            Some(leader) => leader.also_in.push(hit.citation),
            None => _ = kept.insert(place, hit),
        }
    }
    kept.into_values().collect()
}

/// What a passage is compared by.
struct Shape {
    shingles: BTreeSet<u64>,
    figures: Vec<String>,
}

impl Shape {
    fn of(words: &[String]) -> Self {
        let shingles = words.windows(RUN).map(|run| hash(&run.join(" "))).collect();
        let figures = words.iter().filter(|word| word.contains(|c: char| c.is_ascii_digit())).cloned().collect();
        Self { shingles, figures }
    }

    fn kept(&self) -> impl Iterator<Item = &u64> {
        self.shingles.iter().take(KEPT)
    }

    fn is_like(&self, other: &Self) -> bool {
        let shared = self.shingles.intersection(&other.shingles).count();
        let all = self.shingles.len() + other.shingles.len() - shared;
        all > 0 && self.figures == other.figures && shared as f64 >= SHARED * all as f64
    }
}

/// FNV-1a, with its bits mixed so that the least are a fair sample; the same on every machine.
fn hash(text: &str) -> u64 {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "The partnership should agree and publish a single early help strategy with clear thresholds, \
                        shared measures of success and one board that is answerable for all of it";

    #[test]
    fn the_same_words_fold_whatever_the_marks_between_them() {
        assert_eq!(leaders(&["Clarify thresholds.", "Fund early help", "• Clarify  thresholds"]), [0, 1, 0]);
        assert_eq!(leaders(&[]), [0; 0]);
        assert_eq!(leaders(&["", "", "a"]), [0, 0, 2]);
    }

    #[test]
    fn a_word_more_folds_in_a_long_passage_and_not_in_a_short_one() {
        let more = format!("{LONG} and its costs");
        assert_eq!(leaders(&[LONG, &more]), [0, 0]);
        assert_eq!(leaders(&["Clarify the thresholds", "Clarify the thresholds now"]), [0, 1]);
    }

    #[test]
    fn another_figure_is_another_passage() {
        let [a, b] = ["85", "95"].map(|share| format!("{LONG} for {share} per cent of the families concerned"));
        assert_eq!(leaders(&[&a, &b, &a]), [0, 1, 0]);
    }
}
