//! How is a table of vectors made? Who stands beside whom, weighed and pressed into few dimensions.
//!
//! For each two stems within [`WINDOW`] words of one another the positive pointwise mutual information is taken (how
//! much oftener they meet than chance would have it; the company's share raised to [`SMOOTHING`], so that rare words do
//! not win), and the table of these is brought down by a truncated singular value decomposition (Levy and Goldberg 2014;
//! randomised range finding after Halko, Martinsson and Tropp 2011). Passages that are said word for word in several
//! papers count once.
//!
//! The same passages give the same bytes, in any order of papers.

use std::collections::{BTreeMap, BTreeSet};

use super::vectors::{Vectors, stems_of};

/// Two stems at most this many telling words apart keep company.
const WINDOW: usize = 6;

/// A company's share of all meetings is raised to this power.
const SMOOTHING: f64 = 0.75;

/// A stem that stands less often has no vector.
const LEAST_COUNT: u32 = 12;

/// A stem of this share of all words weighs half.
const HALF_WEIGHT: f64 = 1e-3;

/// A dimension weighs by its singular value to this power (Levy, Goldberg and Dagan 2015: between 0 and a half). On the
/// labelled links, each council scored with vectors made without its papers, a quarter is a hundredth ahead of a half.
const POWER: f64 = 0.25;

/// Dimensions beyond those kept, and rounds, that make the decomposition exact enough.
const SPARE: usize = 24;
const ROUNDS: usize = 4;

/// What was read so far.
#[derive(Debug, Clone, Default)]
pub struct Training {
    /// Passages as stems, each once.
    passages: BTreeSet<Vec<String>>,
    councils: BTreeSet<String>,
}

impl Training {
    /// Takes in a passage: a paragraph or an item of a list.
    pub fn read(&mut self, passage: &str) {
        let stems: Vec<String> = stems_of(passage).collect();
        if stems.len() > 1 {
            self.passages.insert(stems);
        }
    }

    /// Notes whose papers the passages are from.
    pub fn of_council(&mut self, council: &str) {
        // A table writes the length of a name in a byte.
        self.councils.insert(council.chars().take(60).collect());
    }

    /// Words read, stop words and repeated passages aside.
    pub fn words(&self) -> usize {
        self.passages.iter().map(Vec::len).sum()
    }

    /// Makes a table of this many dimensions; fewer where there are not so many stems.
    pub fn vectors(&self, dimensions: usize) -> Vectors {
        let weights = self.weights();
        let names: Vec<&str> = weights.keys().copied().collect();
        let dimensions = dimensions.min(names.len());
        let directions = decompose(&self.information(&numbered(&names)), dimensions);
        let rows = names.iter().zip(directions).map(|(name, row)| (String::from(*name), weights[name], row));
        Vectors::new(dimensions, self.councils.iter().cloned().collect(), rows.collect())
    }

    /// The words that a table does not know, placed among its own by the company they keep in the passages read: the sum
    /// of their companions' vectors, each by its information, every dimension brought to one scale. So a few papers
    /// are enough to place a word, where a table of their own would be noise. Words without companions are left out.
    pub fn placed_in(&self, table: &Vectors) -> Vectors {
        let weights = self.weights();
        let names: Vec<&str> = weights.keys().copied().collect();
        let known: Vec<Option<Vec<f32>>> = names.iter().map(|name| Some(table.of(name)?.1)).collect();
        let mut scale = vec![f64::MIN_POSITIVE; table.dimensions()];
        for row in known.iter().flatten() {
            scale.iter_mut().zip(row).for_each(|(sum, cell)| *sum += f64::from(*cell).powi(2));
        }
        let place = |companions: &[(u32, f64)]| {
            let mut sum = vec![0.0; table.dimensions()];
            for (other, information) in companions {
                let Some(row) = &known[*other as usize] else { continue };
                sum.iter_mut().zip(row).for_each(|(cell, its)| *cell += information * f64::from(*its));
            }
            sum.iter_mut().zip(&scale).for_each(|(cell, scale)| *cell /= scale);
            sum
        };
        let information = self.information(&numbered(&names));
        let unknown = (0..names.len()).filter(|at| known[*at].is_none());
        let rows = unknown.map(|at| (String::from(names[at]), weights[names[at]], place(&information[at])));
        let placed = rows.filter(|(_, _, row)| row.iter().any(|cell| *cell != 0.0)).collect();
        Vectors::new(table.dimensions(), self.councils.iter().cloned().collect(), placed)
    }

    /// The stems that stand often enough, and how telling each is.
    fn weights(&self) -> BTreeMap<&str, f64> {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for stem in self.passages.iter().flatten() {
            *counts.entry(stem).or_default() += 1;
        }
        let total: f64 = counts.values().map(|count| f64::from(*count)).sum();
        // A table writes the length of a stem in a byte.
        counts.retain(|stem, count| *count >= LEAST_COUNT && stem.len() < 256);
        counts.into_iter().map(|(stem, n)| (stem, HALF_WEIGHT / (HALF_WEIGHT + f64::from(n) / total))).collect()
    }

    /// For each stem the stems that keep it company, and how much more than by chance.
    fn information(&self, numbers: &BTreeMap<&str, u32>) -> Vec<Vec<(u32, f64)>> {
        let mut met: Vec<BTreeMap<u32, f64>> = vec![BTreeMap::new(); numbers.len()];
        for passage in &self.passages {
            let known: Vec<Option<u32>> = passage.iter().map(|stem| numbers.get(stem.as_str()).copied()).collect();
            for (at, own) in known.iter().enumerate() {
                let Some(own) = own else { continue };
                for other in known[at + 1..].iter().take(WINDOW).flatten().filter(|other| *other != own) {
                    *met[*own as usize].entry(*other).or_default() += 1.0;
                    *met[*other as usize].entry(*own).or_default() += 1.0;
                }
            }
        }
        let of_row: Vec<f64> = met.iter().map(|row| row.values().sum()).collect();
        let total: f64 = of_row.iter().sum();
        let smoothed: Vec<f64> = of_row.iter().map(|sum| sum.powf(SMOOTHING)).collect();
        let smoothed_total: f64 = smoothed.iter().sum();
        let informed = |(own, row): (usize, BTreeMap<u32, f64>)| {
            let cell = |(other, count): (u32, f64)| {
                let expected = of_row[own] / total * smoothed[other as usize] / smoothed_total;
                let information = (count / total / expected).ln();
                (information > 0.0).then_some((other, information))
            };
            row.into_iter().filter_map(cell).collect()
        };
        met.into_iter().enumerate().map(informed).collect()
    }
}

fn numbered<'n>(names: &[&'n str]) -> BTreeMap<&'n str, u32> {
    (0u32..).zip(names).map(|(number, name)| (*name, number)).collect()
}

/// A matrix as its columns.
type Columns = Vec<Vec<f64>>;

/// The rows of U·S^[`POWER`] of a truncated singular value decomposition.
fn decompose(matrix: &[Vec<(u32, f64)>], dimensions: usize) -> Vec<Vec<f64>> {
    let n = matrix.len();
    let width = (dimensions + SPARE).min(n);
    // Signs from a small generator of our own, so that they are the same everywhere.
    let mut state = 1u64;
    let mut sign = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        if state >> 63 == 0 { 1.0 } else { -1.0 }
    };
    let mut range: Columns = (0..width).map(|_| (0..n).map(|_| sign()).collect()).collect();
    for _ in 0..ROUNDS {
        range = orthonormal(range.iter().map(|column| times(matrix, column)).collect());
        range = orthonormal(range.iter().map(|column| times_turned(matrix, column)).collect());
    }
    let range = orthonormal(range.iter().map(|column| times(matrix, column)).collect());
    // Within that range the matrix is small: its singular vectors on the left are the eigenvectors of B·Bᵀ.
    let small: Columns = range.iter().map(|column| times_turned(matrix, column)).collect();
    let gram: Columns = small.iter().map(|a| small.iter().map(|b| dot(a, b)).collect()).collect();
    let (values, vectors) = eigen(gram);
    let mut order: Vec<usize> = (0..width).collect();
    order.sort_by(|a, b| values[*b].total_cmp(&values[*a]).then(a.cmp(b)));
    let mut rows = vec![vec![0.0; dimensions]; n];
    for (dimension, at) in order.into_iter().take(dimensions).enumerate() {
        // The eigenvalue is the square of the singular value.
        let root = values[at].max(0.0).sqrt().powf(POWER);
        for (column, share) in range.iter().zip(&vectors[at]) {
            for (row, cell) in rows.iter_mut().zip(column) {
                row[dimension] += cell * share * root;
            }
        }
    }
    rows
}

fn times(matrix: &[Vec<(u32, f64)>], column: &[f64]) -> Vec<f64> {
    matrix.iter().map(|row| row.iter().map(|(at, cell)| cell * column[*at as usize]).sum()).collect()
}

fn times_turned(matrix: &[Vec<(u32, f64)>], column: &[f64]) -> Vec<f64> {
    let mut out = vec![0.0; matrix.len()];
    for (row, factor) in matrix.iter().zip(column) {
        for (at, cell) in row {
            out[*at as usize] += cell * factor;
        }
    }
    out
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// The same span, each column at right angles to those before and of length 1 (Gram and Schmidt, twice for exactness).
fn orthonormal(mut columns: Columns) -> Columns {
    for at in 0..columns.len() {
        let (before, rest) = columns.split_at_mut(at);
        let own = &mut rest[0];
        for _ in 0..2 {
            for other in before.iter() {
                let along = dot(own, other);
                own.iter_mut().zip(other).for_each(|(cell, its)| *cell -= along * its);
            }
        }
        let norm = dot(own, own).sqrt();
        if norm > 1e-12 {
            own.iter_mut().for_each(|cell| *cell /= norm);
        } else {
            own.fill(0.0);
        }
    }
    columns
}

/// Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations.
fn eigen(mut matrix: Columns) -> (Vec<f64>, Columns) {
    let n = matrix.len();
    let mut vectors: Columns = (0..n).map(|at| (0..n).map(|k| f64::from(u8::from(k == at))).collect()).collect();
    let scale: f64 = (0..n).map(|at| matrix[at][at].abs()).sum::<f64>().max(f64::MIN_POSITIVE);
    for _ in 0..60 {
        let off: f64 = (0..n).flat_map(|p| (0..p).map(move |q| (p, q))).map(|(p, q)| matrix[p][q].abs()).sum();
        if off <= 1e-12 * scale {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                if matrix[p][q].abs() <= 1e-15 * scale {
                    continue;
                }
                let theta = (matrix[q][q] - matrix[p][p]) / (2.0 * matrix[p][q]);
                let tangent = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
                let sine = tangent * cosine;
                for row in &mut matrix {
                    let (a, b) = (row[p], row[q]);
                    row[p] = cosine * a - sine * b;
                    row[q] = sine * a + cosine * b;
                }
                rotate(&mut matrix, p, q, (cosine, sine));
                rotate(&mut vectors, p, q, (cosine, sine));
            }
        }
    }
    ((0..n).map(|at| matrix[at][at]).collect(), vectors)
}

/// Turns two rows, `p` before `q`, by an angle.
fn rotate(rows: &mut Columns, p: usize, q: usize, (cosine, sine): (f64, f64)) {
    let (head, tail) = rows.split_at_mut(q);
    for (a, b) in head[p].iter_mut().zip(&mut tail[0]) {
        (*a, *b) = (cosine * *a - sine * *b, sine * *a + cosine * *b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two themes that never meet: roads and swans.
    fn trained(turned: bool) -> Vectors {
        let mut passages: Vec<String> = Vec::new();
        for at in 0..30 {
            let others = [["salt", "grit"], ["frost", "salt"], ["lorry", "grit"]][at % 3].join(" ");
            passages.push(format!("road {others} plough winter number{}", "x".repeat(at)));
            let others = [["mere", "feather"], ["nest", "mere"], ["reed", "feather"]][at % 3].join(" ");
            passages.push(format!("swan {others} cygnet pond number{}", "y".repeat(at)));
        }
        if turned {
            passages.reverse();
        }
        let mut training = Training::default();
        passages.iter().for_each(|passage| training.read(passage));
        training.vectors(4)
    }

    #[test]
    fn words_of_one_theme_are_near_and_of_two_are_not() {
        let table = trained(false);
        let cosine = |a: &str, b: &str| -> f32 {
            table.of(a).unwrap().1.iter().zip(&table.of(b).unwrap().1).map(|(x, y)| x * y).sum()
        };
        assert!(cosine("road", "winter") > 0.5, "{}", cosine("road", "winter"));
        assert!(cosine("swan", "pond") > 0.5);
        assert!(cosine("road", "swan") < 0.3);
        assert!(table.of("frost").is_none(), "too seldom");
    }

    #[test]
    fn the_order_of_papers_does_not_show() {
        assert_eq!(trained(false).to_bytes(), trained(true).to_bytes());
    }

    #[test]
    fn a_word_is_placed_by_its_company() {
        let table = trained(false);
        // Council papers of two themes, each with a word of its own that the table does not know.
        let mut training = Training::default();
        training.of_council("Marlshire");
        for at in 0..LEAST_COUNT as usize {
            training.read(&format!("icecast road {} winter page{}", ["salt", "grit"][at % 2], "x".repeat(at)));
            training.read(&format!("whooper swan {} pond page{}", ["mere", "nest"][at % 2], "y".repeat(at)));
        }
        let placed = training.placed_in(&table);
        assert_eq!((placed.len(), placed.dimensions(), placed.councils()), (2, 4, &["Marlshire".to_owned()][..]));
        let both = table.with_words_of(&placed);
        let nearest = |stem: &str| both.nearest(stem, 1)[0].0.to_owned();
        assert!(["road", "salt", "grit", "winter", "plough"].contains(&nearest("icecast").as_str()));
        assert!(["swan", "mere", "nest", "pond", "cygnet"].contains(&nearest("whooper").as_str()));
    }

    #[test]
    fn nothing_read_is_an_empty_table() {
        let table = Training::default().vectors(64);
        assert!(table.is_empty());
        assert_eq!(Vectors::from_bytes(&table.to_bytes()).unwrap(), table);
    }

    #[test]
    fn the_decomposition_gives_back_a_matrix_of_low_rank() {
        // Rows are multiples of two patterns; with all dimensions kept rows of one pattern point one way.
        let rows = [[2.0, 0.0, 1.0], [4.0, 0.0, 2.0], [0.0, 3.0, 0.0], [0.0, 1.0, 0.0]];
        let matrix: Vec<Vec<(u32, f64)>> = rows.iter().map(|row| (0u32..).zip(*row).collect()).chain([]).collect();
        let mut square = matrix;
        square.iter_mut().for_each(|row| row.retain(|(_, cell)| *cell > 0.0));
        let found = decompose(&square, 2);
        let cosine = |a: &[f64], b: &[f64]| dot(a, b) / (dot(a, a) * dot(b, b)).sqrt();
        assert!(cosine(&found[0], &found[1]) > 0.999);
        assert!(cosine(&found[2], &found[3]) > 0.999);
        assert!(cosine(&found[0], &found[2]).abs() < 1e-6);
    }
}
