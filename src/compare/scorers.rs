//! Ways to say how alike two findings are, from 0 to 1.
//!
//! Each scorer sees something else: [`Letters`] sees that "overspend" and "overspent" are nearly one word,
//! [`Concepts`] sees that "MASH" and "front door" are one thing, [`Company`] that "turnover" and "vacancies" stand
//! among the same words, [`Words`] is the plain measure that the others
//! are held against. Their numbers are not on one scale: a likeness of 0.2 is much for concepts and little for
//! letters. So each tells what is usual for it, and [`super::standing`] brings them together. Adding one
//! (a sentence model) is one more `impl` here.

use rustc_hash::FxHashMap;

use super::matrix::Matrix;
use super::terms::{self, Terms, is_telling, matter};
use crate::lexicon::{Lexicon, Sentences, Vectors, stems_of};
use crate::text::similarity::{Sparse, TfIdf, char_ngrams};
use crate::text::{Word, words};

/// A measure of likeness.
pub trait Scorer: Sync {
    /// Its name, for figures.
    fn name(&self) -> &'static str;

    /// Mean and standard deviation of what it gives for any two findings of two reviews of one council.
    ///
    /// Measured over the 2,723 pairs of recommendations in 26 pairs of published inspection reports that the labelled
    /// sets hold; a test measures it again.
    fn usual(&self) -> (f32, f32);

    /// Likeness of each earlier text (a row) to each later one (a column), 0.0 to 1.0.
    fn likeness(&self, earlier: &[&str], later: &[&str]) -> Matrix;
}

/// Runs of three to five letters within words, the rare ones counting most.
#[derive(Debug, Clone, Copy, Default)]
pub struct Letters;

impl Scorer for Letters {
    fn name(&self) -> &'static str {
        "letters"
    }

    fn usual(&self) -> (f32, f32) {
        (0.099, 0.063)
    }

    fn likeness(&self, earlier: &[&str], later: &[&str]) -> Matrix {
        let features = |text: &&str| char_ngrams(&matter(text), 3..=5);
        let all: Vec<Vec<String>> = earlier.iter().chain(later).map(features).collect();
        cosines(&TfIdf::fit(&all), earlier.len(), later.len())
    }
}

/// Stems, and what the lexicon knows under several names, the rare ones counting most.
#[derive(Debug, Clone, Copy)]
pub struct Concepts<'l> {
    lexicon: &'l Lexicon,
}

impl<'l> Concepts<'l> {
    /// Reads concepts with this lexicon.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self { lexicon }
    }

    /// All texts as vectors of length 1, whose dot product is their likeness.
    pub(super) fn vectors(&self, earlier: &[&str], later: &[&str]) -> (Vec<Sparse>, Vec<Sparse>) {
        let mut vectors = self.fitted(earlier, later).into_vectors();
        let after = vectors.split_off(earlier.len());
        (vectors, after)
    }

    fn fitted(&self, earlier: &[&str], later: &[&str]) -> TfIdf {
        let features = |text: &&str| Terms::features_of(text, self.lexicon);
        let all: Vec<Vec<String>> = earlier.iter().chain(later).map(features).collect();
        TfIdf::fit_with(&all, terms::emphasis)
    }
}

impl Scorer for Concepts<'_> {
    fn name(&self) -> &'static str {
        "concepts"
    }

    fn usual(&self) -> (f32, f32) {
        (0.040, 0.085)
    }

    fn likeness(&self, earlier: &[&str], later: &[&str]) -> Matrix {
        cosines(&self.fitted(earlier, later), earlier.len(), later.len())
    }
}

/// The company that words keep: "turnover" is near "vacancies", though no letter and no synonym says so.
///
/// A text is the sum of its words' vectors, each weighing the more the rarer the sector uses it. A word that the table
/// does not know stands for itself alone, so that a text of another service is still compared by its own words.
#[derive(Debug, Clone, Copy)]
pub struct Company<'l> {
    vectors: &'l Vectors,
}

impl<'l> Company<'l> {
    /// Reads the company of words from this lexicon's vectors.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self { vectors: lexicon.vectors() }
    }

    /// All texts as vectors of length 1, whose dot product is their likeness (below 0 counts as 0).
    pub(super) fn vectors(&self, earlier: &[&str], later: &[&str]) -> (Vec<Direction>, Vec<Direction>) {
        let mut unknown = FxHashMap::default();
        let mut vectors = |texts: &[&str]| texts.iter().map(|text| self.vector(text, &mut unknown)).collect();
        (vectors(earlier), vectors(later))
    }

    /// A text as one vector of length 1, with a dimension for each `unknown` word.
    fn vector(&self, text: &str, unknown: &mut FxHashMap<String, u32>) -> Direction {
        let mut known = vec![0.0; self.vectors.dimensions()];
        let mut entries = Vec::new();
        for stem in stems_of(&matter(text)) {
            match self.vectors.of(&stem) {
                Some((weight, direction)) => {
                    let weight = weight * if is_telling(&stem) { 1.0 } else { terms::ASKING_WEIGHT };
                    known.iter_mut().zip(&direction).for_each(|(cell, its)| *cell += weight * its);
                }
                None => {
                    let next = unknown.len() as u32;
                    entries.push((*unknown.entry(stem).or_insert(next), 1.0));
                }
            }
        }
        Direction::new(known, Sparse::new(entries))
    }
}

/// A text among the vectors of words, at length 1: what its known words sum up to, and its unknown ones, each by itself.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Direction {
    /// One cell a dimension of the table.
    pub(super) known: Vec<f32>,
    /// By the numbers of unknown words.
    pub(super) unknown: Sparse,
}

impl Direction {
    /// Brings both parts together to length 1; where there is nothing they stay as they are.
    fn new(mut known: Vec<f32>, unknown: Sparse) -> Self {
        let norm = (known.iter().map(|cell| cell * cell).sum::<f32>() + unknown.norm().powi(2)).sqrt();
        if norm == 0.0 {
            return Self { known, unknown };
        }
        known.iter_mut().for_each(|cell| *cell /= norm);
        Self { known, unknown: unknown.divided(norm) }
    }

    /// The dot product.
    pub(super) fn dot(&self, other: &Self) -> f32 {
        let known: f32 = self.known.iter().zip(&other.known).map(|(a, b)| a * b).sum();
        if self.unknown.is_empty() || other.unknown.is_empty() {
            known
        } else {
            known + self.unknown.dot(&other.unknown)
        }
    }
}

impl Scorer for Company<'_> {
    fn name(&self) -> &'static str {
        "company"
    }

    fn usual(&self) -> (f32, f32) {
        (0.255, 0.162)
    }

    fn likeness(&self, earlier: &[&str], later: &[&str]) -> Matrix {
        let (before, after) = self.vectors(earlier, later);
        Matrix::new(before.len(), after.len(), |row, column| before[row].dot(&after[column]).clamp(0.0, 1.0))
    }
}

/// What whole sentences mean, by a sentence model of the user's own.
#[derive(Debug, Clone, Copy)]
pub struct Meaning<'m> {
    model: &'m dyn Sentences,
}

impl<'m> Meaning<'m> {
    /// Reads meaning with this model.
    pub fn new(model: &'m dyn Sentences) -> Self {
        Self { model }
    }
}

impl Scorer for Meaning<'_> {
    fn name(&self) -> &'static str {
        "meaning"
    }

    /// As the model says it of itself.
    fn usual(&self) -> (f32, f32) {
        self.model.usual()
    }

    fn likeness(&self, earlier: &[&str], later: &[&str]) -> Matrix {
        let vectors = |texts: &[&str]| {
            let texts: Vec<_> = texts.iter().map(|text| matter(text)).collect();
            self.model.vectors(&texts.iter().map(AsRef::as_ref).collect::<Vec<&str>>())
        };
        let (before, after) = (vectors(earlier), vectors(later));
        Matrix::new(before.len(), after.len(), |row, column| {
            before[row].iter().zip(&after[column]).map(|(a, b)| a * b).sum::<f32>().clamp(0.0, 1.0)
        })
    }
}

/// Plain words, as any search engine would weigh them: the peer that the others must beat.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words;

impl Scorer for Words {
    fn name(&self) -> &'static str {
        "words"
    }

    fn usual(&self) -> (f32, f32) {
        (0.056, 0.069)
    }

    fn likeness(&self, earlier: &[&str], later: &[&str]) -> Matrix {
        let features = |text: &&str| words(text).flat_map(Word::parts).filter_map(terms::telling_stem).collect();
        let all: Vec<Vec<String>> = earlier.iter().chain(later).map(features).collect();
        cosines(&TfIdf::fit(&all), earlier.len(), later.len())
    }
}

fn cosines(fitted: &TfIdf, earlier: usize, later: usize) -> Matrix {
    let cells = fitted.cosines(earlier);
    Matrix::new(earlier, later, |row, column| cells[row * later + column])
}

#[cfg(test)]
mod tests {
    use super::*;

    const EARLIER: [&str; 2] = ["Settle the future of the access centre", "Stop overspending on placements"];
    const LATER: [&str; 2] = ["The front door is not settled", "Placements are overspent"];

    #[test]
    fn letters_see_through_the_ending_of_a_word() {
        let letters = Letters.likeness(&EARLIER, &LATER);
        let words = Words.likeness(&EARLIER, &LATER);
        assert!(letters.at(1, 1) > letters.at(1, 0));
        assert!(letters.at(1, 1) > words.at(0, 0));
    }

    #[test]
    fn concepts_see_through_other_words() {
        let texts = (["Settle the access centre"], ["Agree the front door"]);
        assert_eq!(Words.likeness(&texts.0, &texts.1).at(0, 0), 0.0);
        assert!(Concepts::new(Lexicon::builtin()).likeness(&texts.0, &texts.1).at(0, 0) > 0.2);
    }

    #[test]
    fn the_same_text_is_wholly_alike_and_nothing_is_like_nothing() {
        let concepts = Concepts::new(Lexicon::builtin());
        for scorer in [&Letters as &dyn Scorer, &concepts, &Words] {
            let same = scorer.likeness(&[LATER[0], ""], &[LATER[0], ""]);
            assert!((same.at(0, 0) - 1.0).abs() < 1e-5, "{}", scorer.name());
            assert_eq!(same.at(1, 1), 0.0, "{}", scorer.name());
        }
    }
}
