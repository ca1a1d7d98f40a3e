//! Whose matter is it? The same words said of another are another finding.
//!
//! "Elected members should be given safeguarding training" and "School governors should be given safeguarding
//! training" are alike in nearly every letter, and no measure of likeness hears that they ask for two things. So
//! where both texts say nearly the same of a subject that they name first, and the two subjects share no word and no
//! concept, the pair is not made if the subject is the matter ("… should be given"), and only possible if it is who
//! is to act ("… should publish"): an ask handed to someone else may be the same ask.
//!
//! Two kinds of one thing ("Planning enforcement is slow", "Licensing enforcement is slow") may be one matter: possible.
//!
//! Where a text names no subject first ("Review the role of …", "There is no plan for …") nothing is said.

use std::collections::BTreeSet;

use super::terms::{Terms, is_concept, is_telling};
use crate::lexicon::Lexicon;
use crate::text::{Word, words};

/// A subject ends before one of these, or at a possessive.
const VERBS: [&str; 14] =
    ["are", "can", "has", "have", "is", "may", "must", "need", "needs", "ought", "should", "was", "were", "will"];

/// After one of the verbs these say that the subject is what is acted on, or what a thing is said of.
const OF_THE_MATTER: [&str; 4] = ["a", "an", "be", "been"];

/// A subject is at most this many words; a verb further on belongs to something else.
const LONGEST: usize = 8;

/// Least share of telling words in common (Dice) for two texts to say the same of their subjects.
pub(super) const SAME_SAID: f32 = 0.6;

/// What the subjects of two texts say of the pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subjects {
    /// They are the same, or they do not decide.
    Open,
    /// The same is asked of someone else, or said of another kind of the same thing, or the opposite: for a person to check.
    ToCheck,
    /// The same is said of another matter: two findings.
    AnotherMatter,
}

/// A text cut behind the subject that it names first.
struct Cut {
    subject: BTreeSet<String>,
    said: BTreeSet<String>,
    is_of_the_matter: bool,
    /// "Foster carers’ complaints": the subject is whose something is.
    is_possessive: bool,
}

/// What the subjects say of each pair of an earlier and a later text.
#[derive(Debug)]
pub(super) struct SubjectsOfPairs {
    /// Row by row: a row for each earlier text, a column for each later one.
    pairs: Vec<Subjects>,
    unspoken: Vec<bool>,
    columns: usize,
}

impl SubjectsOfPairs {
    /// Compares the subjects of all pairs.
    pub(super) fn of(earlier: &[&str], later: &[&str], lexicon: &Lexicon) -> Self {
        let cuts = |texts: &[&str]| -> Vec<Option<Cut>> { texts.iter().map(|text| Cut::of(text, lexicon)).collect() };
        let after = cuts(later);
        let compared = |before: &Option<Cut>, after: &Option<Cut>| match (before, after) {
            (Some(before), Some(after)) => before.against(after),
            _ => Subjects::Open,
        };
        let before = cuts(earlier);
        // Whose something is is rarely said: only then does it matter what the other texts speak of.
        let wholes = |texts: &[&str], others: &[Option<Cut>]| -> Vec<BTreeSet<String>> {
            let is_asked = others.iter().flatten().any(|cut| cut.is_possessive);
            if is_asked { texts.iter().map(|text| telling(text, lexicon)).collect() } else { Vec::new() }
        };
        let (wholes_before, wholes_after) = (wholes(earlier, &after), wholes(later, &before));
        let silent = |cut: &Option<Cut>, others: &[BTreeSet<String>], at: usize| {
            cut.as_ref().is_some_and(|cut| cut.is_possessive && cut.subject.is_disjoint(&others[at]))
        };
        let (mut pairs, mut unspoken) = (Vec::new(), Vec::new());
        for (row, own) in before.iter().enumerate() {
            for (column, other) in after.iter().enumerate() {
                pairs.push(compared(own, other));
                unspoken.push(silent(own, &wholes_after, column) || silent(other, &wholes_before, row));
            }
        }
        Self { pairs, unspoken, columns: later.len() }
    }

    /// The same, and what else tells the pairs apart, row by row: whichever of the two says more.
    pub(super) fn and(mut self, others: Vec<Subjects>) -> Self {
        self.pairs.iter_mut().zip(others).for_each(|(own, other)| *own = other.max(*own));
        self
    }

    /// Whether one of the two names a subject first of which the other does not speak at all: "Health visitors' supervision
    /// should be sampled" and "Supervision should leave room for reflection".
    pub(super) fn is_unspoken(&self, earlier: usize, later: usize) -> bool {
        self.unspoken[earlier * self.columns + later]
    }

    /// What is said of the pair at these places.
    pub(super) fn at(&self, earlier: usize, later: usize) -> Subjects {
        self.pairs[earlier * self.columns + later]
    }
}

impl Cut {
    /// Cuts at the first possessive or verb; `None` where the text names no telling subject first.
    fn of(text: &str, lexicon: &Lexicon) -> Option<Self> {
        let all: Vec<Word> = words(text).take(LONGEST + 2).collect();
        let is_possessive = |word: &Word| {
            let rest = &text[word.end()..];
            word.text.ends_with("’s") || word.text.ends_with("'s") || rest.starts_with("’ ") || rest.starts_with("' ")
        };
        let is_verb = |word: &Word| VERBS.contains(&word.text.to_lowercase().as_str());
        let at = all.iter().take(LONGEST + 1).position(|word| is_possessive(word) || is_verb(word))?;
        let possessive = !is_verb(&all[at]);
        let end = if possessive { all[at].end() } else { all[at].start };
        let (subject, said) = (telling(&text[..end], lexicon), telling(&text[end..], lexicon));
        let next = all.get(at + 1).map(|word| word.text.to_lowercase()).unwrap_or_default();
        let is_state = ["is", "are", "was", "were", "has", "have"].contains(&all[at].text.to_lowercase().as_str());
        let is_of_the_matter = possessive
            || is_state
            || OF_THE_MATTER.contains(&next.as_str())
            || (next == "to" && text[all[at + 1].end()..].trim_start().starts_with("be "));
        // A verb that begins the text ends no subject; one of stop words and words of asking tells nothing.
        (!subject.is_empty()).then_some(Self { subject, said, is_of_the_matter, is_possessive: possessive })
    }

    /// Whether the subjects name the same concepts, in whatever words.
    fn names_one_thing_with(&self, other: &Self) -> bool {
        let concepts =
            |cut: &Self| cut.subject.iter().filter(|feature| is_concept(feature)).cloned().collect::<Vec<_>>();
        let own = concepts(self);
        !own.is_empty() && own == concepts(other)
    }

    fn against(&self, other: &Self) -> Subjects {
        let is_named = !self.subject.is_disjoint(&other.said) || !self.said.is_disjoint(&other.subject);
        // "Planning enforcement" and "licensing enforcement" share a word, and each has one of its own.
        let is_in_part = !self.subject.is_disjoint(&other.subject);
        let is_of_another_kind = is_in_part
            && !self.names_one_thing_with(other)
            && !self.subject.is_subset(&other.subject)
            && !other.subject.is_subset(&self.subject);
        let is_same = is_named || (is_in_part && !is_of_another_kind);
        let shared = self.said.intersection(&other.said).count();
        let dice = 2.0 * shared as f32 / (self.said.len() + other.said.len()).max(1) as f32;
        if is_same || dice < SAME_SAID {
            Subjects::Open
        } else if self.is_of_the_matter && other.is_of_the_matter && !is_of_another_kind {
            Subjects::AnotherMatter
        } else {
            Subjects::ToCheck
        }
    }
}

/// Stems and concepts of a part of a text, without words of asking.
fn telling(text: &str, lexicon: &Lexicon) -> BTreeSet<String> {
    Terms::features_of(text, lexicon).into_iter().filter(|feature| is_telling(feature)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subjects(earlier: &str, later: &str) -> Subjects {
        SubjectsOfPairs::of(&[earlier], &[later], Lexicon::builtin()).at(0, 0)
    }

    #[test]
    fn the_same_words_of_another_matter_are_two_findings() {
        for (earlier, later) in [
            (
                "Lunch clubs should be offered transport in the winter months",
                "Day nurseries should be offered transport in the winter months",
            ),
            ("Foster carers’ complaints should be logged each week", "Tenants’ complaints should be logged each week"),
            ("Allotment sites need to be inspected every spring", "Playgrounds need to be inspected every spring"),
        ] {
            assert_eq!(subjects(earlier, later), Subjects::AnotherMatter, "{later}");
        }
    }

    #[test]
    fn an_ask_handed_to_someone_else_is_for_a_person_to_check() {
        let earlier = "Ward managers should publish the waiting list each month";
        assert_eq!(subjects(earlier, "The Treasurer should publish the waiting list each month"), Subjects::ToCheck);
    }

    #[test]
    fn another_kind_of_the_same_thing_is_for_a_person_to_check() {
        for (earlier, later, expected) in [
            (
                "Ferry timetables are late, and islanders wait",
                "Tram timetables are late, and islanders wait",
                Subjects::ToCheck,
            ),
            // Two kinds of one concept, which each name another beside it or a word of their own.
            (
                "Planning enforcement is slow, and few ask",
                "Licensing enforcement is slow, and few ask",
                Subjects::ToCheck,
            ),
            (
                "Ferry timetables are late, and islanders wait",
                "Timetables are late, and islanders still wait",
                Subjects::Open,
            ),
        ] {
            assert_eq!(subjects(earlier, later), expected, "{later}");
        }
    }

    #[test]
    fn the_same_subject_and_texts_without_one_stay_open() {
        for (earlier, later) in [
            ("Lunch clubs should be offered transport", "The lunch clubs should be offered free transport"),
            // One concept in two names.
            ("The MASH should be staffed at weekends", "The front door should be staffed at weekends"),
            ("Review the role of the access centre", "Define the role of the access centre"),
            // Other things are said of the two.
            ("Lunch clubs should be offered transport", "Day nurseries should be told of closures early"),
            // Named first in one, later in the other.
            ("Transport should be offered to lunch clubs", "Lunch clubs should be offered transport"),
        ] {
            assert_eq!(subjects(earlier, later), Subjects::Open, "{later}");
        }
    }
}
