//! What does a text speak of, apart from the words it happens to choose? Each row of weights as a short dense vector.
//!
//! Two views stand side by side in it. The main directions of the texts (latent semantic analysis: words that stand in
//! the same texts point the same way), and those of the company that words keep (positive pointwise mutual information),
//! each as strong as it is. On seven sets of short texts with known topics the two together part topics better than either
//! (mutual information .67 in the mean, against .62 and .62), and a third view or more directions add nothing.

use rayon::prelude::*;

use super::weights::Rows;
use crate::themes::Chance;

/// Directions of the texts.
const TEXTS: usize = 64;

/// Directions of the company of words.
const COMPANY: usize = 64;

/// Passes that sharpen the directions.
const PASSES: usize = 6;

/// Rows that are summed in one go. Sums are made chunk by chunk, so that they do not depend on the number of cores.
const CHUNK: usize = 512;

/// A matrix row by row, all rows equally long.
pub(super) type Dense = Vec<Vec<f32>>;

/// The same with twice the precision; rows may differ in length.
type Dense64 = Vec<Vec<f64>>;

/// Where each word points, in both views.
pub(super) struct Space {
    by_text: Dense,
    by_company: Dense,
}

impl Space {
    /// Learns where words point from texts.
    pub fn learnt(texts: &Rows) -> Self {
        let by_word = texts.transposed();
        let by_text = basis(texts, &by_word, TEXTS);
        let company = company(texts, &by_word);
        // Nearly symmetric, but for the contexts' power: it serves as its own transpose.
        let mut by_company = times(&company, &basis(&company, &company, COMPANY));
        by_company.par_iter_mut().for_each(|vector| normalise(vector));
        Self { by_text, by_company }
    }

    /// A text as a unit vector; all zeros for one that shares no word with those learnt from.
    pub fn vector(&self, row: &[(u32, f32)]) -> Vec<f32> {
        let mut vector = sum(row, &self.by_text);
        normalise(&mut vector);
        let mut company = sum(row, &self.by_company);
        normalise(&mut company);
        vector.append(&mut company);
        normalise(&mut vector);
        vector
    }
}

/// How much oftener than by chance two words stand in one text, a row a word.
///
/// Weights are positive pointwise mutual information with context counts to the power of .75 (Levy, O., Goldberg, Y. and
/// Dagan, I. (2015), TACL 3, 211-225).
fn company(texts: &Rows, by_word: &Rows) -> Rows {
    let together = |counts: &mut Vec<u32>, (word, texts_of): (usize, &Vec<(u32, f32)>)| {
        let mut met: Vec<u32> = Vec::new();
        for (text, _) in texts_of {
            for &(other, _) in texts.rows[*text as usize].iter().filter(|(other, _)| *other as usize != word) {
                if counts[other as usize] == 0 {
                    met.push(other);
                }
                counts[other as usize] += 1;
            }
        }
        met.sort_unstable();
        met.into_iter().map(|other| (other, std::mem::take(&mut counts[other as usize]) as f32)).collect::<Vec<_>>()
    };
    let none = || vec![0_u32; texts.columns];
    let mut rows: Vec<Vec<(u32, f32)>> = by_word.rows.par_iter().enumerate().map_init(none, together).collect();
    let counts: Vec<f64> = rows.iter().map(|row| row.iter().map(|(_, count)| f64::from(*count)).sum()).collect();
    let all: f64 = counts.iter().sum();
    let contexts: f64 = counts.iter().map(|count| count.powf(0.75)).sum();
    rows.par_iter_mut().enumerate().for_each(|(word, row)| {
        row.retain_mut(|(context, value)| {
            let by_chance = counts[word] / all * counts[*context as usize].powf(0.75) / contexts;
            *value = (f64::from(*value) / all / by_chance).ln() as f32;
            *value > 0.0
        });
        row.shrink_to_fit();
    });
    Rows { rows, columns: texts.columns }
}

/// An orthonormal basis of the `wide` main directions of the columns of a matrix, a row a column (randomised subspace
/// iteration); fewer directions where the matrix has fewer, the rest zeros.
///
/// Halko, N., Martinsson, P. G. and Tropp, J. A. (2011), "Finding structure with randomness", SIAM Review 53, 217-288.
fn basis(matrix: &Rows, transposed: &Rows, wide: usize) -> Dense {
    let wide = wide.min(matrix.columns).min(matrix.rows.len());
    let mut chance = Chance::new(1);
    let mut basis: Dense = (0..matrix.columns).map(|_| (0..wide).map(|_| chance.normal()).collect()).collect();
    for _ in 0..PASSES {
        basis = times(transposed, &times(matrix, &basis));
        orthonormal(&mut basis, wide);
    }
    basis
}

/// A sparse matrix times a dense one.
fn times(matrix: &Rows, dense: &Dense) -> Dense {
    matrix.rows.par_iter().map(|row| sum(row, dense)).collect()
}

/// The rows of a dense matrix that a sparse one names, by their weights.
fn sum(row: &[(u32, f32)], dense: &Dense) -> Vec<f32> {
    let mut out = vec![0.0; dense.first().map_or(0, Vec::len)];
    for (column, value) in row {
        out.iter_mut().zip(&dense[*column as usize]).for_each(|(sum, other)| *sum += value * other);
    }
    out
}

/// Makes the columns orthonormal (Cholesky, twice over); a column that is nothing new becomes 0.
fn orthonormal(matrix: &mut Dense, wide: usize) {
    for _ in 0..2 {
        let lower = cholesky(products(matrix, wide));
        // What each column takes from those after it: side by side, so that many are taken in one step.
        let below: Dense64 = (0..wide).map(|at| (at + 1..wide).map(|line| lower[line][at]).collect()).collect();
        matrix.par_iter_mut().for_each_init(Vec::new, |known: &mut Vec<f64>, row| {
            known.clear();
            known.resize(wide, 0.0);
            for (at, value) in row.iter_mut().enumerate() {
                let pivot = lower[at][at];
                let next = if pivot > 0.0 { (f64::from(*value) - known[at]) / pivot } else { 0.0 };
                *value = next as f32;
                known[at + 1..].iter_mut().zip(&below[at]).for_each(|(known, line)| *known += next * line);
            }
        });
    }
}

/// The products of the columns with each other: the lower half.
fn products(matrix: &Dense, wide: usize) -> Dense64 {
    let none = || (0..wide).map(|line| vec![0.0_f64; line + 1]).collect::<Vec<_>>();
    let part = |rows: &[Vec<f32>]| {
        let (mut sums, mut wider) = (none(), Vec::with_capacity(wide));
        for row in rows {
            wider.clear();
            wider.extend(row.iter().copied().map(f64::from));
            for (line, value) in sums.iter_mut().zip(&wider) {
                line.iter_mut().zip(&wider).for_each(|(sum, other)| *sum += value * other);
            }
        }
        sums
    };
    let parts: Vec<_> = matrix.par_chunks(CHUNK).map(part).collect();
    let mut sums = none();
    for part in parts {
        sums.iter_mut().flatten().zip(part.iter().flatten()).for_each(|(sum, part)| *sum += part);
    }
    sums
}

/// The lower triangle whose product with its mirror is the matrix; a pivot of 0 where a line depends on those before.
fn cholesky(mut matrix: Dense64) -> Dense64 {
    let largest = matrix.iter().filter_map(|line| line.last()).fold(0.0_f64, |most, value| most.max(*value));
    for at in 0..matrix.len() {
        let (done, rest) = matrix.split_at_mut(at);
        let line = &mut rest[0];
        for other in 0..at {
            let known: f64 = line[..other].iter().zip(&done[other]).map(|(a, b)| a * b).sum();
            let pivot = done[other][other];
            line[other] = if pivot > 0.0 { (line[other] - known) / pivot } else { 0.0 };
        }
        let left = line[at] - line[..at].iter().map(|value| value * value).sum::<f64>();
        line[at] = if left > largest * 1e-12 { left.sqrt() } else { 0.0 };
    }
    matrix
}

fn normalise(vector: &mut [f32]) {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length > 1e-6 {
        vector.iter_mut().for_each(|value| *value /= length);
    } else {
        vector.fill(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cosine(a: &[f32], b: &[f32]) -> f32 {
        a.iter().zip(b).map(|(a, b)| a * b).sum()
    }

    #[test]
    fn main_directions_keep_the_likeness_of_a_small_matrix() {
        // Fewer columns than directions: nothing is lost, and cosines stay as they were.
        let rows = vec![vec![(0, 1.0)], vec![(0, 0.6), (1, 0.8)], vec![(1, 1.0)], vec![(2, 1.0)]];
        let matrix = Rows { rows, columns: 3 };
        let turned = times(&matrix, &basis(&matrix, &matrix.transposed(), TEXTS));
        for (a, b, expected) in [(0, 1, 0.6), (1, 2, 0.8), (0, 2, 0.0), (0, 3, 0.0), (3, 3, 1.0)] {
            let found = cosine(&turned[a], &turned[b]);
            assert!((found - expected).abs() < 1e-3, "{a} {b}: {found}");
        }
    }

    #[test]
    fn the_strongest_direction_is_found_among_weak_ones() {
        // Ten columns in one direction of strength 10, and one of strength 1 apart: the first is what one direction keeps.
        let mut rows: Vec<Vec<(u32, f32)>> = (0..10).map(|at| vec![(at % 2, 10.0)]).collect();
        rows.push(vec![(2, 1.0)]);
        let matrix = Rows { rows, columns: 3 };
        let found = basis(&matrix, &matrix.transposed(), 2);
        assert!(found[2].iter().all(|value| value.abs() < 1e-3), "{found:?}");
        let length = |at: usize| cosine(&found[at], &found[at]);
        assert!((length(0) - 1.0).abs() < 1e-4 && (length(1) - 1.0).abs() < 1e-4, "{found:?}");
    }

    #[test]
    fn columns_become_orthonormal_and_one_that_is_nothing_new_becomes_nothing() {
        let mut matrix = vec![vec![1.0, 2.0, 2.0], vec![0.0, 0.0, 3.0], vec![2.0, 4.0, 0.0]];
        orthonormal(&mut matrix, 3);
        let product = |a: usize, b: usize| matrix.iter().map(|row| row[a] * row[b]).sum::<f32>();
        assert!((product(0, 0) - 1.0).abs() < 1e-5 && (product(2, 2) - 1.0).abs() < 1e-5, "{matrix:?}");
        assert!(product(0, 2).abs() < 1e-5 && product(1, 1) == 0.0, "{matrix:?}");
    }
}
