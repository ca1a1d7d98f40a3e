//! How is a table of vectors made? Who stands beside whom, weighed and pressed into few dimensions.
//!
//! For each two stems within [`WINDOW`] words of one another the positive pointwise mutual information is taken (how
//! much oftener they meet than chance would have it; the company's share raised to [`SMOOTHING`], so that rare words do
//! not win), and the table of these is brought down by a truncated singular value decomposition (Levy and Goldberg 2014;
//! randomised range finding after Halko, Martinsson and Tropp 2011). Passages that are said word for word in several
//! papers count once.
//!
//! The same passages give the same bytes, in any order of papers.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

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

/// What was read so far, paper by paper.
#[derive(Debug, Clone, Default)]
pub struct Training {
    stems: Arc<Stems>,
    papers: Vec<Arc<Paper>>,
}

/// Every stem read, by its number.
#[derive(Debug, Clone, Default)]
struct Stems {
    numbers: FxHashMap<String, u32>,
    names: Vec<String>,
}

impl Stems {
    fn number(&mut self, stem: String) -> u32 {
        let next = self.names.len() as u32;
        *self.numbers.entry(stem).or_insert_with_key(|stem| {
            self.names.push(stem.clone());
            next
        })
    }
}

/// Passages as the numbers of their stems, and whose paper they stand in.
#[derive(Debug, Clone, Default)]
struct Paper {
    council: Option<String>,
    passages: Vec<Box<[u32]>>,
}

/// The stems that stand often enough, in order of the alphabet.
struct Known<'t> {
    names: Vec<&'t str>,
    /// How telling each is.
    weights: Vec<f64>,
    /// The place in this list of each stem read.
    places: Vec<Option<u32>>,
}

/// For each known stem those that keep it company, and how much more than by chance.
type Information = Vec<Vec<(u32, f64)>>;

impl Training {
    /// Begins a paper: what is read from now on stands in it. `council` is `None` where the paper does not say whose it is.
    pub fn paper(&mut self, council: Option<&str>) {
        // A table writes the length of a name in a byte.
        let council = council.map(|name| name.chars().take(60).collect());
        self.papers.push(Arc::new(Paper { council, passages: Vec::new() }));
    }

    /// Takes in a passage: a paragraph or an item of a list.
    pub fn read(&mut self, passage: &str) {
        let stems = Arc::make_mut(&mut self.stems);
        let passage: Box<[u32]> = stems_of(passage).map(|stem| stems.number(stem)).collect();
        if self.papers.is_empty() {
            self.paper(None);
        }
        if let Some(paper) = self.papers.last_mut().filter(|_| passage.len() > 1) {
            Arc::make_mut(paper).passages.push(passage);
        }
    }

    /// The same without some papers, by their numbers in the order in which they were begun.
    pub fn without(&self, is_left_out: impl Fn(usize) -> bool) -> Self {
        let kept = self.papers.iter().enumerate().filter(|(number, _)| !is_left_out(*number));
        Self { stems: Arc::clone(&self.stems), papers: kept.map(|(_, paper)| Arc::clone(paper)).collect() }
    }

    /// Words read, stop words and repeated passages aside.
    pub fn words(&self) -> usize {
        self.passages().into_iter().map(<[u32]>::len).sum()
    }

    /// Makes a table of this many dimensions; fewer where there are not so many stems.
    pub fn vectors(&self, dimensions: usize) -> Vectors {
        let passages = self.passages();
        let known = self.known(&passages);
        let dimensions = dimensions.min(known.names.len());
        let directions = decompose(&information(&passages, &known), dimensions);
        let rows = known.names.iter().zip(&known.weights).zip(directions);
        let rows = rows.map(|((name, weight), row)| (String::from(*name), *weight, row)).collect();
        Vectors::new(dimensions, self.councils(), rows)
    }

    /// The words that a table does not know, placed among its own by the company they keep in the passages read: the sum
    /// of their companions' vectors, each by its information, every dimension brought to one scale. So a few papers
    /// are enough to place a word, where a table of their own would be noise. Words without companions are left out.
    pub fn placed_in(&self, table: &Vectors) -> Vectors {
        let passages = self.passages();
        let known = self.known(&passages);
        let rows: Vec<Option<Vec<f32>>> = known.names.iter().map(|name| Some(table.of(name)?.1)).collect();
        let mut scale = vec![f64::MIN_POSITIVE; table.dimensions()];
        for row in rows.iter().flatten() {
            scale.iter_mut().zip(row).for_each(|(sum, cell)| *sum += f64::from(*cell).powi(2));
        }
        let place = |companions: &[(u32, f64)]| {
            let mut sum = vec![0.0; table.dimensions()];
            for (other, information) in companions {
                let Some(row) = &rows[*other as usize] else { continue };
                sum.iter_mut().zip(row).for_each(|(cell, its)| *cell += information * f64::from(*its));
            }
            sum.iter_mut().zip(&scale).for_each(|(cell, scale)| *cell /= scale);
            sum
        };
        let information = information(&passages, &known);
        let unknown = (0..rows.len()).filter(|at| rows[*at].is_none());
        let placed = unknown.map(|at| (String::from(known.names[at]), known.weights[at], place(&information[at])));
        let placed = placed.filter(|(_, _, row)| row.iter().any(|cell| *cell != 0.0)).collect();
        Vectors::new(table.dimensions(), self.councils(), placed)
    }

    /// The passages of all papers, each once, in no promised order: they are only counted.
    fn passages(&self) -> FxHashSet<&[u32]> {
        self.papers.iter().flat_map(|paper| &paper.passages).map(AsRef::as_ref).collect()
    }

    fn councils(&self) -> Vec<String> {
        let councils: BTreeSet<&String> = self.papers.iter().filter_map(|paper| paper.council.as_ref()).collect();
        councils.into_iter().cloned().collect()
    }

    /// The stems that stand often enough, and how telling each is.
    fn known(&self, passages: &FxHashSet<&[u32]>) -> Known<'_> {
        let mut counts = vec![0u32; self.stems.names.len()];
        passages.iter().copied().flatten().for_each(|stem| counts[*stem as usize] += 1);
        let total: f64 = counts.iter().map(|count| f64::from(*count)).sum();
        // A table writes the length of a stem in a byte.
        let is_known = |stem: &usize| counts[*stem] >= LEAST_COUNT && self.stems.names[*stem].len() < 256;
        let mut known: Vec<usize> = (0..counts.len()).filter(is_known).collect();
        known.sort_by_key(|stem| &self.stems.names[*stem]);
        let mut places = vec![None; counts.len()];
        (0u32..).zip(&known).for_each(|(place, stem)| places[*stem] = Some(place));
        let weight = |stem: &usize| HALF_WEIGHT / (HALF_WEIGHT + f64::from(counts[*stem]) / total);
        Known {
            names: known.iter().map(|stem| self.stems.names[*stem].as_str()).collect(),
            weights: known.iter().map(weight).collect(),
            places,
        }
    }
}

fn information(passages: &FxHashSet<&[u32]>, known: &Known<'_>) -> Information {
    let mut met: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let mut stems: Vec<Option<u32>> = Vec::new();
    for passage in passages {
        stems.clear();
        stems.extend(passage.iter().map(|stem| known.places[*stem as usize]));
        for (at, own) in stems.iter().enumerate() {
            let Some(own) = own else { continue };
            for other in stems[at + 1..].iter().take(WINDOW).flatten().filter(|other| *other != own) {
                *met.entry((*own.min(other), *own.max(other))).or_default() += 1;
            }
        }
    }
    let mut rows: Information = vec![Vec::new(); known.names.len()];
    for ((one, other), count) in met {
        rows[one as usize].push((other, f64::from(count)));
        rows[other as usize].push((one, f64::from(count)));
    }
    rows.iter_mut().for_each(|row| row.sort_unstable_by_key(|(other, _)| *other));
    let of_row: Vec<f64> = rows.iter().map(|row| row.iter().map(|(_, count)| count).sum()).collect();
    let total: f64 = of_row.iter().sum();
    let smoothed: Vec<f64> = of_row.iter().map(|sum| sum.powf(SMOOTHING)).collect();
    let smoothed_total: f64 = smoothed.iter().sum();
    for (row, sum) in rows.iter_mut().zip(&of_row) {
        row.retain_mut(|(other, cell)| {
            let expected = sum / total * smoothed[*other as usize] / smoothed_total;
            *cell = (*cell / total / expected).ln();
            *cell > 0.0
        });
    }
    rows
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
        range = orthonormal(times(matrix, &range));
        range = orthonormal(times_turned(matrix, &range));
    }
    let range = orthonormal(times(matrix, &range));
    // Within that range the matrix is small: its singular vectors on the left are the eigenvectors of B·Bᵀ.
    let small = times_turned(matrix, &range);
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

/// So many columns are multiplied by a row of the matrix at once: the matrix is larger than what is near at hand.
const ABREAST: usize = 8;

fn times(matrix: &[Vec<(u32, f64)>], columns: &[Vec<f64>]) -> Columns {
    by_lots(columns, |lot| {
        let of_row = |row: &Vec<(u32, f64)>| {
            let mut sums = [0.0; ABREAST];
            for (at, cell) in row {
                sums.iter_mut().zip(lot[*at as usize]).for_each(|(sum, its)| *sum += cell * its);
            }
            sums
        };
        matrix.iter().map(of_row).collect()
    })
}

fn times_turned(matrix: &[Vec<(u32, f64)>], columns: &[Vec<f64>]) -> Columns {
    by_lots(columns, |lot| {
        let mut out = vec![[0.0; ABREAST]; matrix.len()];
        for (row, factors) in matrix.iter().zip(lot) {
            for (at, cell) in row {
                out[*at as usize].iter_mut().zip(factors).for_each(|(sum, factor)| *sum += cell * factor);
            }
        }
        out
    })
}

/// Multiplies a few columns at a time, their cells side by side; those of the last lot that are missing are 0.
fn by_lots(columns: &[Vec<f64>], product: impl Fn(&[[f64; ABREAST]]) -> Vec<[f64; ABREAST]>) -> Columns {
    let of_lot = |columns: &[Vec<f64>]| -> Columns {
        let height = columns.first().map_or(0, Vec::len);
        let mut lot = vec![[0.0; ABREAST]; height];
        for (at, column) in columns.iter().enumerate() {
            lot.iter_mut().zip(column).for_each(|(row, cell)| row[at] = *cell);
        }
        let product = product(&lot);
        (0..columns.len()).map(|at| product.iter().map(|row| row[at]).collect()).collect()
    };
    columns.chunks(ABREAST).flat_map(of_lot).collect()
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
        training.paper(Some("Marlshire"));
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
