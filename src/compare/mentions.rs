//! Does a passage speak of what was asked?
//!
//! "Members asked for monthly figures for placement spending" is answered two meetings later by "the monthly figures
//! for placement spending, sent to members since July, showed …": most of what tells is there again, in another
//! sentence. So a passage is held against an ask by how much of it comes back, each word and concept weighing the more
//! the rarer it is in all the passages searched. That is another question than whether two findings are one: a passage
//! may say much more, and asks for nothing.
//!
//! ```
//! use lookback::compare::Passages;
//! use lookback::lexicon::Lexicon;
//!
//! let said = ["The budget was noted.", "Monthly figures for placement spending, sent since July, were good."];
//! let passages = Passages::of(&said, Lexicon::builtin());
//! let found = passages.speaking_of("Monthly figures for placement spending be sent to all");
//! assert_eq!(found[0].passage, 1);
//! assert!(found[0].share > 0.9);
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::terms::{Terms, is_concept, is_people, is_telling};
use crate::lexicon::Lexicon;

/// Passages that can be asked what they speak of.
#[derive(Debug, Clone)]
pub struct Passages<'l> {
    lexicon: &'l Lexicon,
    /// For each telling term the passages that have it, in order.
    with: BTreeMap<String, Vec<usize>>,
    count: usize,
}

/// A passage that has something of an ask.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken {
    /// Its place among the passages given.
    pub passage: usize,
    /// How much of what the ask is about comes back in it, by weight: 0.0 to 1.0.
    pub share: f32,
    /// The words and concepts that do, the weightiest first, as terms.
    pub terms: Vec<String>,
    /// How many of them say what is asked, and not of whom.
    pub matters: usize,
}

impl<'l> Passages<'l> {
    /// Takes in passages; they are known by their place in the list.
    pub fn of(texts: &[&str], lexicon: &'l Lexicon) -> Self {
        let mut with: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, text) in texts.iter().enumerate() {
            for term in about(text, lexicon) {
                with.entry(term).or_default().push(place);
            }
        }
        Self { lexicon, with, count: texts.len() }
    }

    /// What an ask is about, each with its share of the whole, the weightiest first.
    pub fn weigh(&self, ask: &str) -> Vec<(String, f32)> {
        let mut weighed: Vec<(String, f32)> =
            about(ask, self.lexicon).into_iter().map(|term| (self.rarity(&term), term)).map(|(w, t)| (t, w)).collect();
        weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let whole: f32 = weighed.iter().map(|(_, weight)| weight).sum();
        weighed.iter_mut().for_each(|(_, weight)| *weight /= whole);
        weighed
    }

    /// The passages that have something of an ask, by how much, then in the order given.
    pub fn speaking_of(&self, ask: &str) -> Vec<Spoken> {
        let weighed = self.weigh(ask);
        let mut found: BTreeMap<usize, Spoken> = BTreeMap::new();
        for (term, weight) in &weighed {
            for place in self.with.get(term).into_iter().flatten() {
                let spoken = found.entry(*place).or_insert_with(|| Spoken {
                    passage: *place,
                    share: 0.0,
                    terms: Vec::new(),
                    matters: 0,
                });
                spoken.share += weight;
                spoken.matters += usize::from(!is_people(term));
                spoken.terms.push(term.clone());
            }
        }
        let mut found: Vec<Spoken> = found.into_values().collect();
        found.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.passage.cmp(&b.passage)));
        found
    }

    /// How many of the passages have this term.
    pub fn having(&self, term: &str) -> usize {
        self.with.get(term).map_or(0, Vec::len)
    }

    /// How much a term tells: the logarithm of how few passages have it.
    fn rarity(&self, term: &str) -> f32 {
        ((1.0 + self.count as f32) / (1.0 + self.having(term) as f32)).ln() + 0.1
    }
}

/// What a text is about: words that tell and concepts, each once. A word within the name of a concept is said by it.
pub(super) fn about(text: &str, lexicon: &Lexicon) -> BTreeSet<String> {
    let terms = Terms::of(text, lexicon);
    let telling = |feature: &&String| is_telling(feature) && !feature.chars().all(|c| c.is_ascii_digit());
    let all: BTreeSet<String> = terms.features.iter().filter(telling).cloned().collect();
    let concepts: Vec<String> = all.iter().filter(|term| is_concept(term)).cloned().collect();
    let is_said = |term: &String| concepts.iter().any(|concept| terms.is_within(term, concept));
    all.iter().filter(|term| is_concept(term) || !is_said(term)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_back_counts_by_how_rare_it_is() {
        let said = [
            "Officers gave the Panel the report.",
            "Officers gave the Panel the note on gritting lorries.",
            "A note of the meeting was made.",
            "The Panel thanked the officers.",
        ];
        let passages = Passages::of(&said, Lexicon::builtin());
        let found = passages.speaking_of("The Panel wants a note on gritting lorries");
        assert_eq!(found[0].passage, 1);
        assert!(found[0].share > 4.0 * found[1].share, "{found:?}");
        assert!(found[0].terms.contains(&"grit".to_owned()));
    }

    #[test]
    fn a_concept_comes_back_in_other_words() {
        let passages = Passages::of(&["The MASH was visited.", "Roads were gritted."], Lexicon::builtin());
        let found = passages.speaking_of("A visit to the front door");
        assert_eq!((found[0].passage, found.len()), (0, 1));
        assert!(found[0].share > 0.9, "{found:?}");
    }

    #[test]
    fn nothing_speaks_of_an_ask_without_telling_words() {
        let passages = Passages::of(&["Improve the quality."], Lexicon::builtin());
        assert!(passages.speaking_of("Ensure it").is_empty());
    }
}
