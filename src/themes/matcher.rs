//! Where do the terms of a codebook stand in a text?
//!
//! All terms are looked for in one pass: the first letters of each word say which terms could begin here, and only those
//! are tried. The cost is that of the text, hardly that of the codebook.

use rustc_hash::FxHashMap;

use super::term::{Phrase, Token};

/// A term found: words `first..=last` of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TermSpan {
    /// Index of the first word.
    pub first: usize,
    /// Index of the last word.
    pub last: usize,
}

impl TermSpan {
    /// Whether the two share a word.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// How many words stand between the two; 0 where they touch or overlap.
    pub fn words_between(self, other: Self) -> usize {
        let (left, right) = if self.first <= other.first { (self, other) } else { (other, self) };
        right.first.saturating_sub(left.last + 1)
    }
}

/// Terms, compiled. A term is known by its position in the list it was made from.
#[derive(Debug, Clone, Default)]
pub(super) struct Matcher {
    phrases: Vec<Phrase>,
    /// Terms by how their first word begins: three bytes of it, or all of a shorter one.
    // Looked up, never walked: its order cannot reach an answer.
    by_start: FxHashMap<Start, Vec<usize>>,
}

impl Matcher {
    /// Compiles the terms.
    pub fn new(phrases: Vec<Phrase>) -> Self {
        let mut by_start: FxHashMap<Start, Vec<usize>> = FxHashMap::default();
        for (index, phrase) in phrases.iter().enumerate() {
            if let Some(first) = phrase.words.first() {
                by_start.entry(start(first.head(), LONG)).or_default().push(index);
            }
        }
        Self { phrases, by_start }
    }

    /// The term at this position of the list.
    #[cfg(test)]
    pub fn phrase(&self, index: usize) -> &Phrase {
        &self.phrases[index]
    }

    /// Every place of every term, in text order, as (term, place).
    pub fn find(&self, tokens: &[Token<'_>]) -> Vec<(usize, TermSpan)> {
        let mut found = Vec::new();
        for (first, token) in tokens.iter().enumerate() {
            // A glob may stand after one letter, or two.
            let starts =
                (1..=token.folded.len().min(LONG)).filter_map(|long| self.by_start.get(&start(&token.folded, long)));
            for &index in starts.flatten() {
                let words = &self.phrases[index].words;
                let fits = tokens.get(first..first + words.len()).is_some_and(|window| {
                    window.iter().zip(words).all(|(token, pattern)| pattern.matches(&token.folded))
                });
                if fits {
                    found.push((index, TermSpan { first, last: first + words.len() - 1 }));
                }
            }
        }
        found
    }
}

/// How a word begins.
type Start = [u8; LONG];

/// Bytes by which terms are told apart.
const LONG: usize = 3;

/// The first bytes of a word, `long` at most; 0 in place of others.
fn start(word: &str, long: usize) -> Start {
    let mut start = Start::default();
    start.iter_mut().zip(word.bytes()).take(long).for_each(|(to, from)| *to = from);
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::themes::term::tokens;

    #[test]
    fn overlapping_terms_are_all_found() {
        let terms = ["early help", "help*", "early*", "help offer"];
        let matcher = Matcher::new(terms.iter().map(|term| Phrase::parse(term).unwrap()).collect());
        let found = matcher.find(&tokens("The early help offer helps."));
        let names: Vec<_> = found.iter().map(|(index, at)| (terms[*index], at.first)).collect();
        assert_eq!(names, [("early help", 1), ("early*", 1), ("help*", 2), ("help offer", 2), ("help*", 4)]);
        let matcher = Matcher::new(["s*", "ß", "a"].map(|term| Phrase::parse(term).unwrap()).to_vec());
        let found = matcher.find(&tokens("See a ß, an s and a section"));
        assert_eq!(
            found.iter().map(|(index, at)| (*index, at.first)).collect::<Vec<_>>(),
            [(0, 0), (2, 1), (1, 2), (0, 4), (2, 6), (0, 7)]
        );
    }

    #[test]
    fn distance_counts_the_words_between() {
        let at = |first, last| TermSpan { first, last };
        assert_eq!(at(0, 1).words_between(at(2, 2)), 0);
        assert_eq!(at(5, 6).words_between(at(1, 2)), 2);
        assert!(at(1, 3).overlaps(at(3, 4)) && !at(1, 2).overlaps(at(3, 4)));
    }
}
