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

/// The texts as unit vectors of stems: log of uses, by rarity; words of one text only are left out.
pub(super) fn weighed(coded: &Coded) -> Rows {
    let texts = coded.texts();
    let uses: Vec<Vec<(usize, u32)>> = (0..texts).into_par_iter().map(|text| uses(coded, text)).collect();
    let mut used = vec![0_usize; coded.stems().len()];
    uses.iter().flatten().for_each(|(stem, _)| used[*stem] += 1);
    let most = if texts < MANY { texts } else { texts / 2 };
    let mut kept: Vec<usize> = (0..used.len()).filter(|stem| (2..=most).contains(&used[*stem])).collect();
    // Of words in equally many texts the first by letter stay.
    kept.sort_by(|a, b| used[*b].cmp(&used[*a]).then_with(|| coded.stems()[*a].cmp(&coded.stems()[*b])));
    kept.truncate(WORDS);
    let rarity = |of: usize| ((1.0 + texts as f32) / (1.0 + of as f32)).ln() + 1.0;
    let mut columns: Vec<Option<u32>> = vec![None; used.len()];
    (0u32..).zip(&kept).for_each(|(column, stem)| columns[*stem] = Some(column));
    let row = |uses: &Vec<(usize, u32)>| {
        let weight =
            |&(stem, uses): &(usize, u32)| Some((columns[stem]?, (1.0 + (uses as f32).ln()) * rarity(used[stem])));
        let mut row: Vec<(u32, f32)> = uses.iter().filter_map(weight).collect();
        row.sort_by_key(|(column, _)| *column);
        let length = row.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
        row.iter_mut().for_each(|(_, value)| *value /= length.max(f32::MIN_POSITIVE));
        row
    };
    Rows { rows: uses.par_iter().map(row).collect(), columns: kept.len() }
}

/// How often each stem stands in a text, by number.
fn uses(coded: &Coded, text: usize) -> Vec<(usize, u32)> {
    let mut stems: Vec<usize> = coded.pieces()[coded.range(text)].iter().map(|piece| coded.stem_of(*piece)).collect();
    stems.sort_unstable();
    stems.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect()
}
