//! How far does a pair stand out?
//!
//! Likeness alone decides badly: in a short list of short asks 0.3 is next to nothing, in a long list of long
//! ones it is a lot, and a finding that speaks of everything ("quality of plans, assessments and supervision")
//! is alike to all. So a pair is measured twice, and the two are averaged:
//!
//! - **against what is usual**: each scorer's likeness less its usual mean, in usual standard deviations;
//! - **against its rivals**: the same, less half the mean of the other pairs in its row and half that of the
//!   others in its column, in standard deviations of this comparison.
//!
//! The second is the double-centring of the methods, without counting a pair among its own rivals: in a
//! list of three that would take away a third of what is to be seen. A comparison of few findings has no standard
//! deviation of its own to speak of, so it leans on the usual one, the less the more cells there are.

use super::matrix::Matrix;
use super::scorers::{Company, Concepts, Letters, Meaning, Scorer};
use super::weights::{Weight, Weights};
use crate::lexicon::Lexicon;

/// As many cells as the usual standard deviation weighs: 5 x 5, below which a comparison's own says little.
const LEAN: f32 = 25.0;

/// What the scorers say of two lists of findings.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Mean likeness, 0.0 to 1.0: the number that is shown.
    pub likeness: Matrix,
    /// How far each pair stands out, in standard deviations: the number that decides.
    pub standing: Matrix,
}

/// What the scorers in use say of all pairs of two lists, not yet brought together.
#[derive(Debug, Clone, PartialEq)]
pub struct Likenesses {
    pub(super) letters: Matrix,
    pub(super) concepts: Matrix,
    pub(super) company: Matrix,
    /// What a sentence model says, and what is usual for it; `None` without one.
    pub(super) meaning: Option<(Matrix, (f32, f32))>,
}

impl Likenesses {
    /// Scores all pairs of an earlier and a later text.
    pub fn of(earlier: &[&str], later: &[&str], lexicon: &Lexicon) -> Self {
        let (letters, (concepts, company)) = rayon::join(
            || Letters.likeness(earlier, later),
            || {
                let concepts = Concepts::new(lexicon).likeness(earlier, later);
                (concepts, Company::new(lexicon).likeness(earlier, later))
            },
        );
        Self {
            letters,
            concepts,
            company,
            meaning: lexicon.model().map(|model| {
                let meaning = Meaning::new(model);
                (meaning.likeness(earlier, later), meaning.usual())
            }),
        }
    }

    /// Brings all of them together; a sentence model takes its share of that of all others alike.
    pub fn weighed(&self, weights: &Weights) -> Standing {
        let left = if self.meaning.is_some() { 1.0 - weights.meaning } else { 1.0 };
        let own = |weight: Weight| Weight { share: weight.share * left, ..weight };
        let mut scored = vec![
            (&self.letters, own(weights.letters)),
            (&self.concepts, own(weights.concepts)),
            (&self.company, own(weights.company)),
        ];
        if let Some((matrix, usual)) = &self.meaning {
            scored.push((matrix, Weight { share: weights.meaning, usual: *usual }));
        }
        Standing::weighed(&scored)
    }

    /// Whether the pair owes itself to the sentence model more than to the company that words keep.
    pub(super) fn is_by_meaning(&self, row: usize, column: usize, weights: &Weights) -> bool {
        self.meaning.as_ref().is_some_and(|(meaning, usual)| {
            let unusual = |matrix: &Matrix, usual: (f32, f32)| (matrix.at(row, column) - usual.0) / usual.1;
            unusual(meaning, *usual) > unusual(&self.company, weights.company.usual)
        })
    }

    /// What letters and concepts alone say, with the same say: whether a pair owes itself to the company that words keep.
    pub(super) fn without_company(&self, weights: &Weights) -> Standing {
        let half = |weight: Weight| Weight { share: 0.5, ..weight };
        Standing::weighed(&[(&self.letters, half(weights.letters)), (&self.concepts, half(weights.concepts))])
    }
}

impl Standing {
    /// What one scorer says by itself.
    pub fn of(scorer: &dyn Scorer, earlier: &[&str], later: &[&str]) -> Self {
        Self::weighed(&[(&scorer.likeness(earlier, later), Weight { share: 1.0, usual: scorer.usual() })])
    }

    /// Brings together what scorers have given; the shares add up to 1.
    pub(super) fn weighed(scored: &[(&Matrix, Weight)]) -> Self {
        let (rows, columns) = scored.first().map_or((0, 0), |(first, _)| (first.rows(), first.columns()));
        let sum = |cell: &dyn Fn(&Matrix, &Weight) -> f32| {
            scored.iter().map(|(likeness, weight)| cell(likeness, weight) * weight.share).sum()
        };
        let likeness = Matrix::new(rows, columns, |row, column| sum(&|likeness, _| likeness.at(row, column)));
        let unusual = Matrix::new(rows, columns, |row, column| {
            sum(&|likeness, weight| (likeness.at(row, column) - weight.usual.0) / weight.usual.1)
        });
        let ahead = ahead_of_rivals(&unusual);
        let standing =
            Matrix::new(rows, columns, |row, column| (unusual.at(row, column) + ahead.at(row, column)) / 2.0);
        Self { likeness, standing }
    }
}

fn ahead_of_rivals(scores: &Matrix) -> Matrix {
    let (rows, columns) = (scores.rows(), scores.columns());
    let row_sums: Vec<f32> = (0..rows).map(|row| (0..columns).map(|column| scores.at(row, column)).sum()).collect();
    let column_sums: Vec<f32> = (0..columns).map(|column| (0..rows).map(|row| scores.at(row, column)).sum()).collect();
    let rivals = |sum: f32, own: f32, count: usize| (sum - own) / (count.max(2) - 1) as f32;
    let ahead = Matrix::new(rows, columns, |row, column| {
        let own = scores.at(row, column);
        own - (rivals(row_sums[row], own, columns) + rivals(column_sums[column], own, rows)) / 2.0
    });
    let spread = leaning_deviation(ahead.cells());
    Matrix::new(rows, columns, |row, column| ahead.at(row, column) / spread)
}

/// Standard deviation, leaning towards 1 (the usual one, as the scores are in units of it).
pub(super) fn leaning_deviation(values: &[f32]) -> f32 {
    let n = values.len() as f32;
    let mean = values.iter().sum::<f32>() / n.max(1.0);
    let squares: f32 = values.iter().map(|value| (value - mean).powi(2)).sum();
    ((squares + LEAN) / (n + LEAN)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives likenesses from a table, whatever the texts.
    struct Table(&'static [&'static [f32]]);

    impl Scorer for Table {
        fn name(&self) -> &'static str {
            "table"
        }

        fn usual(&self) -> (f32, f32) {
            (0.1, 0.1)
        }

        fn likeness(&self, earlier: &[&str], later: &[&str]) -> Matrix {
            Matrix::new(earlier.len(), later.len(), |row, column| self.0[row][column])
        }
    }

    fn standing(table: &'static [&'static [f32]]) -> Matrix {
        let (rows, columns) = (table.len(), table.first().map_or(0, |row| row.len()));
        Standing::of(&Table(table), &vec![""; rows], &vec![""; columns]).standing
    }

    #[test]
    fn a_finding_that_is_like_all_stands_out_with_none() {
        let all = standing(&[&[0.4, 0.4, 0.4], &[0.0, 0.4, 0.0], &[0.0, 0.0, 0.0]]);
        assert!(all.at(1, 1) > all.at(0, 1));
        assert!(all.at(1, 1) > all.at(0, 0));
    }

    #[test]
    fn one_pair_alone_is_measured_against_what_is_usual() {
        let one = standing(&[&[0.5]]);
        // Four usual deviations above the mean, and no rival to be ahead of.
        assert!((one.at(0, 0) - 4.0).abs() < 0.1, "{}", one.at(0, 0));
    }

    #[test]
    fn nothing_stands_out_where_all_are_as_alike_as_usual() {
        let even = standing(&[&[0.1, 0.1, 0.1], &[0.1, 0.1, 0.1]]);
        assert!(even.cells().iter().all(|value| value.abs() < 1e-5));
    }

    #[test]
    fn lists_without_findings_are_compared_without_complaint() {
        assert!(standing(&[]).cells().is_empty());
    }
}
