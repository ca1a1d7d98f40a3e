//! Ways to say how alike two findings are, from 0 to 1.
//!
//! Each scorer sees something else: [`Letters`] sees that "overspend" and "overspent" are nearly one word,
//! [`Concepts`] sees that "MASH" and "front door" are one thing, [`Words`] is the plain measure that the others
//! are held against. Their numbers are not on one scale: a likeness of 0.2 is much for concepts and little for
//! letters. So each tells what is usual for it, and [`super::standing`] brings them together. Adding one
//! (sector vectors, a sentence model) is one more `impl` here.

use super::matrix::Matrix;
use super::terms::{self, Terms, matter};
use crate::lexicon::Lexicon;
use crate::text::similarity::{TfIdf, char_ngrams};
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
}

impl Scorer for Concepts<'_> {
    fn name(&self) -> &'static str {
        "concepts"
    }

    fn usual(&self) -> (f32, f32) {
        (0.040, 0.085)
    }

    fn likeness(&self, earlier: &[&str], later: &[&str]) -> Matrix {
        let features = |text: &&str| Terms::of(text, self.lexicon).features;
        let all: Vec<Vec<String>> = earlier.iter().chain(later).map(features).collect();
        cosines(&TfIdf::fit_with(&all, terms::emphasis), earlier.len(), later.len())
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
