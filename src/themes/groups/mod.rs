//! Which texts speak of the same matter? Grouping without a codebook.
//!
//! Words become weights by rarity (`weights`), texts short vectors of what they speak of (`directions`), and k-means
//! parts them (`k_means`). Of very many texts some teach where words point and where groups lie, and the others are put
//! with the nearest, so that time and memory stay in bounds. Every choice is by a fixed seed: the same texts in the same order give the same groups.
//!
//! ```
//! use lookback::themes::groups::group;
//!
//! let texts = ["Caseloads are high", "Lower the caseloads", "Foster carers are few", "Recruit foster carers"];
//! let groups = group(&texts, 2);
//! assert_eq!((groups[0] == groups[1], groups[2] == groups[3], groups[0] == groups[2]), (true, true, false));
//! ```

mod directions;
mod k_means;
mod weights;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::coded::Coded;
use directions::Space;
use k_means::{Parted, parted};

/// How many groups are sought where none is said: 3 for ten texts, 9 for two hundred, 25 for three thousand, 60 at most.
pub fn usual_count(texts: usize) -> usize {
    ((texts as f64).powf(0.4).round() as usize).clamp(1, 60)
}

/// The group of each text, from 0; `count` groups at most, fewer where the texts do not give so many.
///
/// A text that shares no word with any other is in a group with whatever lies nearest, which means little.
pub fn group<T: AsRef<str> + Sync>(texts: &[T], count: usize) -> Vec<usize> {
    group_coded(&Coded::of(texts), count)
}

/// Texts, or vectors, from which groups are learnt, at most: of more every so-many-th. The others go to the nearest.
const LEARNT: usize = 10_000;

/// The same of texts that are coded.
pub(super) fn group_coded(coded: &Coded, count: usize) -> Vec<usize> {
    let every = coded.texts().div_ceil(LEARNT).max(1);
    // A word in one text only says nothing of others; so it is with one that few of those learnt from have.
    let texts = weights::weighed(coded, 2 * every);
    let some = texts.every(every);
    let space = Space::learnt(&some);
    let vectors: Vec<Vec<f32>> = some.rows.par_iter().map(|row| space.vector(row)).collect();
    let Parted { groups, middles } = parted(&vectors, count.clamp(1, vectors.len().max(1)));
    if some.rows.len() == texts.rows.len() {
        return renumbered(&groups);
    }
    let groups: Vec<usize> = texts.rows.par_iter().map(|row| middles.nearest(&space.vector(row))).collect();
    renumbered(&groups)
}

/// The group of each text of these vectors, which have length 1; see [`group`].
pub fn group_vectors(vectors: &[Vec<f32>], count: usize) -> Vec<usize> {
    let some: Vec<Vec<f32>> = vectors.iter().step_by(vectors.len().div_ceil(LEARNT).max(1)).cloned().collect();
    let Parted { groups, middles } = parted(&some, count.clamp(1, some.len().max(1)));
    if some.len() == vectors.len() {
        return renumbered(&groups);
    }
    let groups: Vec<usize> = vectors.par_iter().map(|vector| middles.nearest(vector)).collect();
    renumbered(&groups)
}

/// Groups in the order of their first text.
fn renumbered(groups: &[usize]) -> Vec<usize> {
    let mut names: BTreeMap<usize, usize> = BTreeMap::new();
    groups
        .iter()
        .map(|group| {
            let next = names.len();
            *names.entry(*group).or_insert(next)
        })
        .collect()
}

/// The positions of each group's texts, by group.
pub(super) fn members(groups: &[usize]) -> Vec<Vec<usize>> {
    let count = groups.iter().copied().collect::<BTreeSet<_>>().last().map_or(0, |last| last + 1);
    let mut members = vec![Vec::new(); count];
    groups.iter().enumerate().for_each(|(text, group)| members[*group].push(text));
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_texts_or_none_are_grouped_too() {
        assert!(group::<&str>(&[], 3).is_empty());
        assert_eq!(group(&["Caseloads"], 3), [0]);
        assert_eq!(group(&["The", "and", ""], 2), [0, 0, 0]);
        let texts = vec!["Lower the caseloads now"; 40];
        assert!(group(&texts, 5).iter().all(|group| *group == 0));
    }
}
