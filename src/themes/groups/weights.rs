//! Texts as rows of weights: which words does each use, and how telling is each of them?

use rayon::prelude::*;

use crate::themes::coded::Coded;

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
    /// Every so-many-th row.
    pub fn every(&self, every: usize) -> Self {
        Self { rows: self.rows.iter().step_by(every).cloned().collect(), columns: self.columns }
    }

    /// The matrix turned on its side.
    pub fn transposed(&self) -> Self {
        let mut rows = vec![Vec::new(); self.columns];
        for (at, row) in (0u32..).zip(&self.rows) {
            row.iter().for_each(|&(column, value)| rows[column as usize].push((at, value)));
        }
        Self { rows, columns: self.rows.len() }
    }
}

/// The texts as unit vectors of stems: log of uses, by rarity. Words of fewer than `least` texts are left out.
pub(super) fn weighed(coded: &Coded, least: usize) -> Rows {
    let texts = coded.texts();
    let used = used(coded);
    let most = if texts < MANY { texts } else { texts / 2 };
    let mut kept: Vec<usize> =
        (0..used.len()).filter(|stem| (least..=most).contains(&used[*stem]) && !coded.is_small(*stem)).collect();
    // Of words in equally many texts the first by letter stay.
    kept.sort_by(|a, b| used[*b].cmp(&used[*a]).then_with(|| coded.stems()[*a].cmp(&coded.stems()[*b])));
    kept.truncate(WORDS);
    let rarity = |of: usize| ((1.0 + texts as f32) / (1.0 + of as f32)).ln() + 1.0;
    let mut columns: Vec<Option<u32>> = vec![None; used.len()];
    (0u32..).zip(&kept).for_each(|(column, stem)| columns[*stem] = Some(column));
    let row = |text: usize| {
        let weight =
            |(stem, uses): (usize, u32)| Some((columns[stem]?, (1.0 + (uses as f32).ln()) * rarity(used[stem])));
        let mut row: Vec<(u32, f32)> = uses(coded, text).into_iter().filter_map(weight).collect();
        row.shrink_to_fit();
        row.sort_by_key(|(column, _)| *column);
        let length = row.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
        row.iter_mut().for_each(|(_, value)| *value /= length.max(f32::MIN_POSITIVE));
        row
    };
    Rows { rows: (0..texts).into_par_iter().map(row).collect(), columns: kept.len() }
}

/// In how many texts each stem stands, by number.
fn used(coded: &Coded) -> Vec<usize> {
    let (mut used, mut last) = (vec![0; coded.stems().len()], vec![usize::MAX; coded.stems().len()]);
    for text in 0..coded.texts() {
        for piece in &coded.pieces()[coded.range(text)] {
            let stem = coded.stem_of(*piece);
            used[stem] += usize::from(last[stem] != text);
            last[stem] = text;
        }
    }
    used
}

/// How often each stem stands in a text, by number.
fn uses(coded: &Coded, text: usize) -> Vec<(usize, u32)> {
    let mut stems: Vec<usize> = coded.pieces()[coded.range(text)].iter().map(|piece| coded.stem_of(*piece)).collect();
    stems.sort_unstable();
    stems.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect()
}
