//! One frame about two matters: what a pair must say together for the tool to sign it.
//!
//! "Publish a workforce strategy covering recruitment" and "Publish a housing strategy covering supply" are alike in letters
//! and stand out among other asks. What tells them apart is that each says something of weight that the other does not,
//! and that what they share is the frame. So a certain pair says most of one in the other, or shares a concept of the field
//! and little is said alone. In long texts more may differ: the same ask comes with other reasons.
//!
//! A short text is a subject and what is wrong with it. "Short breaks are dear" and "Short breaks are few" share the subject and
//! nothing else, so one term in common signs no two short texts, unless one of them says nothing that the other does not.

use super::shared::Covered;

/// What the two of a certain pair say together, at the least.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// Without a concept in common: the share of one that is in the other, 0 to 1, by how rarely words are used. Neither says
    /// more than `apart` alone.
    pub by_words: f32,
    /// The same with a concept in common.
    pub by_concept: f32,
    /// With a concept in common, what each may say alone whatever the share; a word that is hardly ever used says 1, a concept
    /// 1.5.
    pub apart: f32,
    /// The share where both are long.
    pub long: f32,
    /// From so many words on both are.
    pub length: usize,
    /// In the same words, where both are long, the share from which on a word may be swapped for another.
    pub in_same_words: f32,
    /// How many terms two share at least where both are short and each says something alone.
    pub terms: usize,
    /// From this share on, of both, all that they say is what settles what they are about.
    pub all: f32,
}

/// Two that say all the same say at least as much as a word that is hardly ever used.
const LEAST_SAID: f32 = 1.0;

impl Default for Coverage {
    /// Chosen looking at the labelled inspection reports, the written scenarios and five sets of pairs written to mislead. On the
    /// reports 28 of 29 certain pairs are right (five that are only `related` aside), 37 in 100 of all links; on those of other
    /// councils, which nothing but `terms` was held against, 24 of 24 (five aside), 27 in 100; on the scenarios 11 of 11. Of the last
    /// set of pairs three of 84 of another matter are certain (27 without `terms`), and seven of 33 of one matter (13).
    fn default() -> Self {
        Self {
            by_words: 0.6,
            by_concept: 0.6,
            apart: 1.0,
            long: 0.41,
            length: 14,
            in_same_words: 0.95,
            terms: 2,
            all: 0.9,
        }
    }
}

impl Coverage {
    /// Whether a pair in other words says enough together.
    pub(super) fn signs(&self, pair: &Covered) -> bool {
        match () {
            () if !self.is_of_more_than_one_subject(pair) => false,
            () if !pair.is_by_concept => pair.share >= self.by_words && pair.apart <= self.apart,
            () if pair.length >= self.length => pair.share >= self.long,
            () => pair.share >= self.by_concept || pair.apart <= self.apart,
        }
    }

    /// Whether the two say all the same, in whatever order, and more than words of asking.
    pub(super) fn is_all(&self, pair: &Covered) -> bool {
        pair.both >= self.all && pair.said >= LEAST_SAID
    }

    /// Whether a pair in the same words is of one matter: no word is swapped for another, or one of many.
    pub(super) fn signs_twin(&self, pair: &Covered) -> bool {
        let is_one_of_many = pair.length >= self.length && pair.share >= self.in_same_words;
        pair.exchanged == 0 || is_one_of_many
    }

    /// Whether the two have more in common than a subject of which each says its own.
    fn is_of_more_than_one_subject(&self, pair: &Covered) -> bool {
        pair.terms >= self.terms || pair.longer >= self.length || pair.unlike == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::shared::Evidence;
    use crate::compare::terms::Terms;
    use crate::lexicon::Lexicon;

    fn covered(earlier: &str, later: &str) -> Covered {
        let lexicon = Lexicon::builtin();
        let terms = |text| vec![Terms::of(text, lexicon)];
        Evidence::of(terms(earlier), terms(later), lexicon.vectors()).covered(0, 0)
    }

    #[test]
    fn one_frame_about_two_matters_is_not_signed() {
        for (earlier, later, is_signed) in [
            ("Publish a ferry strategy covering crews and piers", "Publish a museum strategy covering loans", false),
            (
                "Publish a ferry strategy covering crews and piers",
                "The ferry strategy should cover crews and piers",
                true,
            ),
            // A concept of the field in common, and other matters of it.
            ("The front door is flooded by callers", "The front door of the museum has no ramp for prams", false),
            ("The front door is flooded by callers", "Callers flood the MASH", true),
            // One concept, and each its own of it.
            ("Short breaks are dear", "Short breaks are few and far", false),
            ("Improve the quality of supervision", "The frequency of supervision", false),
            ("The quality of supervision", "The quality and frequency of supervision", true),
        ] {
            assert_eq!(Coverage::default().signs(&covered(earlier, later)), is_signed, "{later}");
        }
    }

    #[test]
    fn the_same_in_another_order_settles_what_it_is_about() {
        let is_all = |earlier, later| Coverage::default().is_all(&covered(earlier, later));
        assert!(is_all(
            "Develop a single ferry plan across all piers",
            "A single ferry plan for all piers should be developed"
        ));
        assert!(!is_all("Improve the quality of plans", "Plans of good quality"), "what every report says");
        assert!(!is_all("Develop a single ferry plan", "Develop a single ferry plan with the harbour office"));
    }

    #[test]
    fn a_swapped_word_among_few_is_not_signed() {
        for (earlier, later, is_signed) in [
            (
                "Bring an annual report on ferries to the council",
                "Bring an annual report on fairies to the council",
                false,
            ),
            ("Bring an annual report on ferries to the council", "Bring an annual report on ferries to council", true),
            ("Mend the initial tables of the ferry in time", "Mend the core tables of the ferry in time", false),
            (
                "Bring a timely report on ferries to the council",
                "Bring a prompt report on ferries to the council",
                true,
            ),
        ] {
            assert_eq!(Coverage::default().signs_twin(&covered(earlier, later)), is_signed, "{later}");
        }
    }
}
