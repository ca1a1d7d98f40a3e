//! Texts as rows of weights: which words does each use, and how telling is each of them?

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::themes::phrases::telling_words;

/// Texts from which a word that stands in more than half of them is left out: it parts nothing.
const MANY: usize = 20;

/// Words that are kept, at most: those in the most texts.
const WORDS: usize = 20_000;

/// Rows of a sparse matrix: columns, ascending, with their values.
pub(super) struct Rows {
    pub rows: Vec<Vec<(u32, f32)>>,
    pub columns: usize,
}

impl Rows {
    /// The matrix turned on its side.
    pub fn transposed(&self) -> Self {
        let mut rows = vec![Vec::new(); self.columns];
        for (at, row) in (0u32..).zip(&self.rows) {
            row.iter().for_each(|&(column, value)| rows[column as usize].push((at, value)));
        }
        Self { rows, columns: self.rows.len() }
    }
}

/// The texts as unit vectors of stems: log of uses, by rarity; words of one text only are left out.
pub(super) fn weighed<T: AsRef<str> + Sync>(texts: &[T]) -> Rows {
    let uses: Vec<HashMap<String, usize>> = texts.par_iter().map(|text| uses(text.as_ref())).collect();
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    for word in uses.iter().flat_map(HashMap::keys) {
        *used.entry(word).or_default() += 1;
    }
    let most = if texts.len() < MANY { texts.len() } else { texts.len() / 2 };
    let mut kept: Vec<(&str, usize)> = used.into_iter().filter(|(_, of)| (2..=most).contains(of)).collect();
    // Stable: of words in equally many texts the first by letter stay.
    kept.sort_by_key(|(_, of)| std::cmp::Reverse(*of));
    kept.truncate(WORDS);
    let rarity = |of: usize| ((1.0 + texts.len() as f32) / (1.0 + of as f32)).ln() + 1.0;
    let columns: HashMap<&str, (u32, f32)> =
        (0u32..).zip(kept).map(|(column, (word, of))| (word, (column, rarity(of)))).collect();
    let row = |uses: &HashMap<String, usize>| {
        let weight = |(word, uses): (&String, &usize)| {
            let (column, rarity) = columns.get(word.as_str())?;
            Some((*column, (1.0 + (*uses as f32).ln()) * rarity))
        };
        let mut row: Vec<(u32, f32)> = uses.iter().filter_map(weight).collect();
        row.sort_by_key(|(column, _)| *column);
        let length = row.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
        row.iter_mut().for_each(|(_, value)| *value /= length.max(f32::MIN_POSITIVE));
        row
    };
    Rows { rows: uses.par_iter().map(row).collect(), columns: columns.len() }
}

fn uses(text: &str) -> HashMap<String, usize> {
    let mut uses: HashMap<String, usize> = HashMap::new();
    for (stem, _) in telling_words(text) {
        *uses.entry(stem).or_default() += 1;
    }
    uses
}
