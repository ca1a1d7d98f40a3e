//! What has each scorer to say? Its share, and what is usual for it.
//!
//! Likenesses of different scorers are on different scales: 0.2 is much for concepts and little for letters. So each is
//! read against what is usual for it, and has a share in the whole. Both can be learnt from labelled comparisons, which
//! is how `lookback eval --links` scores a council with weights that were made without it.

use super::matrix::Matrix;
use super::scorers::{Company, Concepts, Letters, Scorer};
use super::standing::Likenesses;
use crate::lexicon::Lexicon;

/// What one scorer has to say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight {
    /// Its share; those of all scorers add up to 1.
    pub share: f32,
    /// Mean and standard deviation of what it gives for any two findings.
    pub usual: (f32, f32),
}

/// What each scorer in use has to say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Letters: char 3-5 tf-idf.
    pub letters: Weight,
    /// Concepts: tf-idf over stems and synonyms.
    pub concepts: Weight,
    /// Company: the vectors of the sector's words.
    pub company: Weight,
    /// The share of a sentence model in the whole, where there is one; the others then share what is left.
    pub meaning: f32,
}

/// As much as all else together.
const MEANING: f32 = 0.5;

/// Shares of letters, concepts and company: those in use first, then the others that learning may choose. Company knows most
/// where reports are of the kind its table was made from; letters and concepts hold the balance where they are not.
pub const SHARES: [[f32; 3]; 4] = [[0.25, 0.25, 0.5], [0.2, 0.3, 0.5], [0.3, 0.3, 0.4], [0.2, 0.2, 0.6]];

impl Default for Weights {
    fn default() -> Self {
        let lexicon = Lexicon::builtin();
        let usual = [Letters.usual(), Concepts::new(lexicon).usual(), Company::new(lexicon).usual()];
        Self::new(SHARES[0], usual)
    }
}

impl Weights {
    /// Weights of letters, concepts and company: their shares, and what is usual for each.
    pub fn new(shares: [f32; 3], usual: [(f32, f32); 3]) -> Self {
        let weight = |at: usize| Weight { share: shares[at], usual: usual[at] };
        Self { letters: weight(0), concepts: weight(1), company: weight(2), meaning: MEANING }
    }

    /// What is usual for each scorer over these comparisons; no label is looked at.
    pub fn usual_over<'l>(comparisons: impl Iterator<Item = &'l Likenesses> + Clone) -> [(f32, f32); 3] {
        let of: [fn(&Likenesses) -> &Matrix; 3] = [|all| &all.letters, |all| &all.concepts, |all| &all.company];
        of.map(|of| mean_and_deviation(comparisons.clone().flat_map(|all| of(all).cells().iter().copied())))
    }
}

/// Mean and standard deviation; of nothing 0 and 1.
fn mean_and_deviation(values: impl Iterator<Item = f32> + Clone) -> (f32, f32) {
    let n = values.clone().count() as f64;
    if n == 0.0 {
        return (0.0, 1.0);
    }
    let mean = values.clone().map(f64::from).sum::<f64>() / n;
    let variance = values.map(|value| (f64::from(value) - mean).powi(2)).sum::<f64>() / n;
    (mean as f32, (variance.sqrt() as f32).max(f32::EPSILON))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_one() {
        assert!(SHARES.iter().all(|shares| (shares.iter().sum::<f32>() - 1.0).abs() < 1e-6));
    }

    #[test]
    fn what_is_usual_is_mean_and_deviation() {
        assert_eq!(mean_and_deviation([1.0, 3.0].into_iter()), (2.0, 1.0));
        assert_eq!(mean_and_deviation(std::iter::empty()), (0.0, 1.0));
        let same = Likenesses::of(&["Mend the roof"], &["Mend the roof"], Lexicon::builtin());
        assert_eq!(Weights::usual_over([&same].into_iter())[0].0, 1.0);
    }
}
