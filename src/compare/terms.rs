//! What a finding is about: its words and concepts, without what every finding has.
//!
//! "Ensure that MASH contacts are timely (paragraph 12)" is about the front door, the MASH and contacts. The
//! reference to a paragraph of its own report says nothing, stop words say nothing, and "ensure" and "timely" are
//! words of asking (`asking.txt`): kept, but light. Where the [`Lexicon`] knows a phrase, a token for the
//! concept stands beside the words that were used, so that the same words still count for more than other
//! words for the same thing.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::lexicon::{Lexicon, Use};
use crate::text::{Exemplified, Pattern, Word, is_stopword, stem, words};

/// Begins the token of a concept; no stem can begin with it.
const CONCEPT: char = '§';

/// Weight of a word of asking, where another word weighs 1. Halves and fifths did as well on the labelled pairs.
pub(super) const ASKING_WEIGHT: f32 = 0.5;

/// Weight of a concept, which stands for a phrase, where a word weighs 1. Between 1 and 2 the labelled pairs
/// do not tell the difference.
const CONCEPT_WEIGHT: f32 = 1.5;

static ASKING: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| include_str!("asking.txt").lines().filter(|line| !line.starts_with('#')).map(stem).collect());

/// Groups of people and roles: concepts as tokens, words as stems.
static PEOPLE: LazyLock<FxHashSet<String>> = LazyLock::new(|| named_in(include_str!("people.txt")));

/// Words and ways of working that say little of a matter by themselves: concepts as tokens, words as stems.
static PLAIN: LazyLock<FxHashSet<String>> = LazyLock::new(|| named_in(include_str!("plain.txt")));

/// Both the concept and the stem that each line of a list may name.
fn named_in(list: &str) -> FxHashSet<String> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| [format!("{CONCEPT}{line}"), stem(line)]).collect()
}

static OWN_PARAGRAPHS: Pattern =
    Pattern::of(r"(?i)\s*[(\[](?:see )?para(?:graph)?s?\.? ?\d[\d., –-]*(?:(?:and|to|&) ?\d[\d., –-]*)*[)\]]");

/// How a committee opens what it decided, with an example of each.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Openings {
    opening: Vec<Exemplified<Opening>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Opening {
    #[cfg_attr(not(test), expect(dead_code, reason = "the test of the pattern"))]
    matter: String,
}

static OPENINGS: LazyLock<Vec<Exemplified<Opening>>> = LazyLock::new(|| {
    // Part of the program: a test reads it.
    toml::from_str::<Openings>(include_str!("openings.toml")).expect("openings.toml is sound").opening
});

static OPENING: LazyLock<Pattern> = LazyLock::new(|| {
    let patterns: Vec<String> = OPENINGS.iter().map(|opening| format!("(?:{})", opening.pattern)).collect();
    Pattern::new(format!("(?i)^(?:{})", patterns.join("|")))
});

/// The text without references to paragraphs of its own paper, "(paragraphs 12 and 14)", and without how a committee opens
/// what it decided, "The Panel requested that".
pub(super) fn matter(text: &str) -> Cow<'_, str> {
    let mut text = text;
    // "RESOLVED: That the report be noted and ..." opens twice.
    while let Some(opening) = OPENING.find(text).filter(|opening| !opening.is_empty()) {
        text = &text[opening.end()..];
    }
    OWN_PARAGRAPHS.replace_all(text, "")
}

/// Whether a committee decided anything of a matter: "that the report be noted" is said at every meeting, of another report.
///
/// ```
/// use lookback::compare::decides_a_matter;
///
/// assert!(!decides_a_matter("RESOLVED: That the report be noted."));
/// assert!(decides_a_matter("That the report be noted and the budget be reviewed in March."));
/// ```
pub fn decides_a_matter(text: &str) -> bool {
    matter(text).chars().any(char::is_alphanumeric)
}

/// The terms of one finding.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Terms {
    /// Stems and concept tokens, in the order of the text, with repetition.
    pub(super) features: Vec<String>,
    /// For each term the words printed for it, in lower case, where they first stand.
    printed: BTreeMap<String, String>,
    /// How many words the text has, stop words as well.
    pub(super) length: usize,
    /// Stems that stand only inside the mention of a concept, by concept token.
    within: BTreeMap<String, BTreeSet<String>>,
}

impl Terms {
    /// Takes the terms from a text.
    pub(super) fn of(text: &str, lexicon: &Lexicon) -> Self {
        let text = matter(text);
        let mut out = Self::default();
        let mentions = lexicon.mentions(&text, Use::Compare);
        for mention in &mentions {
            let token = format!("{CONCEPT}{}", mention.concept);
            let inside = words(&text[mention.range.clone()]).flat_map(Word::parts).filter_map(telling_stem);
            out.within.entry(token.clone()).or_default().extend(inside);
            out.add(token, &text[mention.range.clone()]);
        }
        for word in words(&text) {
            out.length += 1;
            for stem in word.parts().filter_map(telling_stem) {
                out.add(stem, word.text);
            }
        }
        out
    }

    /// The features alone, as [`Terms::of`] has them.
    pub(super) fn features_of(text: &str, lexicon: &Lexicon) -> Vec<String> {
        let text = matter(text);
        let mentions = lexicon.mentions(&text, Use::Compare);
        let concepts = mentions.iter().map(|mention| format!("{CONCEPT}{}", mention.concept));
        concepts.chain(words(&text).flat_map(Word::parts).filter_map(telling_stem)).collect()
    }

    fn add(&mut self, feature: String, printed: &str) {
        self.printed.entry(feature.clone()).or_insert_with(|| shown(printed));
        self.features.push(feature);
    }

    /// The words printed for a term, as they are shown; `None` where the text does not have the term.
    pub(super) fn printed(&self, feature: &str) -> Option<&str> {
        self.printed.get(feature).map(String::as_str)
    }

    /// Whether both texts name the concept in other words: no telling stem of the one mention is in the other.
    pub(super) fn names_otherwise(&self, other: &Self, concept: &str) -> bool {
        match (self.within.get(concept), other.within.get(concept)) {
            (Some(ours), Some(theirs)) => ours.is_disjoint(theirs),
            _ => false,
        }
    }

    /// Whether the two name the concept in words that differ by more than their endings.
    pub(super) fn names_differently(&self, other: &Self, concept: &str) -> bool {
        match (self.within.get(concept), other.within.get(concept)) {
            (Some(ours), Some(theirs)) => ours != theirs,
            _ => false,
        }
    }

    /// Whether the stem is part of the mention of this concept.
    pub(super) fn is_within(&self, stem: &str, concept: &str) -> bool {
        self.within.get(concept).is_some_and(|stems| stems.contains(stem))
    }
}

/// Whether a term stands for a concept of the lexicon.
pub(super) fn is_concept(feature: &str) -> bool {
    feature.starts_with(CONCEPT)
}

/// Whether a term says what a finding is about: a concept, or a word that is not one of asking.
pub(super) fn is_telling(feature: &str) -> bool {
    is_concept(feature) || !ASKING.contains(feature)
}

/// Whether a term names people and not what is done for them or by them.
pub(super) fn is_people(feature: &str) -> bool {
    PEOPLE.contains(feature)
}

/// Whether a term says little of a matter by itself: a plain word of any report, or a way of working.
pub(super) fn is_plain(feature: &str) -> bool {
    PLAIN.contains(feature)
}

/// Whether a term is a number in figures.
pub(super) fn is_number(feature: &str) -> bool {
    feature.chars().all(|c| c.is_ascii_digit())
}

/// How much a term weighs in comparison, before its rarity.
pub(super) fn emphasis(feature: &str) -> f32 {
    if is_concept(feature) {
        CONCEPT_WEIGHT
    } else if ASKING.contains(feature) {
        ASKING_WEIGHT
    } else {
        1.0
    }
}

/// The stem of a word, unless it is a stop word or a single letter.
pub(super) fn telling_stem(word: Word<'_>) -> Option<String> {
    let mut lower = word.text.to_lowercase();
    if lower.contains('’') {
        lower = lower.replace('’', "'");
    }
    (lower.chars().nth(1).is_some() && !is_stopword(&lower)).then(|| stem(&lower))
}

/// Words as `shared` shows them: in lower case, but acronyms as printed.
fn shown(printed: &str) -> String {
    let is_acronym = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() >= 2;
    let folded = |word: &str| if is_acronym(word) { word.to_owned() } else { word.to_lowercase() };
    printed
        .split_whitespace()
        .flat_map(|word| [" ", word])
        .skip(1)
        .flat_map(|word| word.split_inclusive('-'))
        .map(folded)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hold_to_examples;

    fn terms(text: &str) -> Terms {
        Terms::of(text, Lexicon::builtin())
    }

    #[test]
    fn how_a_committee_opens_is_not_what_it_decided() {
        hold_to_examples(&*OPENINGS, |opening, text| matter(text) == opening.of.matter);
        for whole in
            ["Members need training in finance", "The Panel's challenge is robust", "Resolved cases are closed"]
        {
            assert_eq!(matter(whole), whole);
        }
    }

    #[test]
    fn a_concept_stands_beside_the_words_that_name_it() {
        assert_eq!(terms("The MASH is busy").features, ["§front-door", "mash", "busi"]);
        let text = "Ensure long-term plans (paragraph 3) at the front door";
        assert_eq!(Terms::features_of(text, Lexicon::builtin()), terms(text).features);
    }

    #[test]
    fn people_are_known_by_concept_and_by_word() {
        let known: BTreeSet<String> = Lexicon::builtin().groups().map(|group| group.id.clone()).collect();
        let lines: Vec<&str> = include_str!("people.txt").lines().filter(|line| !line.starts_with('#')).collect();
        let concepts = lines.iter().filter(|line| known.contains(**line) && !line.is_empty());
        assert!(concepts.count() >= 12, "a concept of people.txt is no longer in synonyms.toml");
        let said = terms("Young people leaving care and their families need housing");
        let people: Vec<&str> = said.features.iter().map(String::as_str).filter(|term| is_people(term)).collect();
        assert!(people.contains(&"§care-leavers") && people.contains(&"famili"), "{people:?}");
        assert!(!is_people("hous") && !is_people("§housing-repairs"));
    }

    #[test]
    fn to_enable_is_no_reablement() {
        assert!(!terms("Enable carers to meet").features.contains(&"§reablement".to_owned()));
    }

    #[test]
    fn references_to_own_paragraphs_are_left_out() {
        for text in ["Keep notes (paragraph 12).", "Keep notes (paragraphs 12, 14 and 29).", "Keep notes (see para 3)."]
        {
            assert_eq!(matter(text), "Keep notes.");
        }
        assert_eq!(matter("Keep the Act (section 47) in mind"), "Keep the Act (section 47) in mind");
    }

    #[test]
    fn words_of_asking_weigh_less_and_tell_nothing() {
        assert!(emphasis(&stem("ensure")) < emphasis(&stem("budget")));
        assert!(!is_telling(&stem("timeliness")) && is_telling(&stem("budget")) && is_telling("§front-door"));
    }

    #[test]
    fn other_words_for_one_thing_are_known_as_such() {
        let (a, b) = (terms("the access centre"), terms("the front door"));
        assert!(a.names_otherwise(&b, "§front-door"));
        assert!(!b.names_otherwise(&terms("our family front door"), "§front-door"));
        assert!(a.is_within("centr", "§front-door"));
    }

    #[test]
    fn terms_are_shown_as_printed_but_for_capitals() {
        assert_eq!(terms("Private Fostering").printed("§private-fostering"), Some("private fostering"));
        assert_eq!(terms("A Long-Term view").printed("term"), Some("long-term"));
        assert_eq!(terms("The IROs").printed("§independent-reviewing"), Some("IROs"));
    }

    #[test]
    fn words_of_asking_and_plain_words_are_in_order() {
        for list in [include_str!("asking.txt"), include_str!("plain.txt")] {
            let lines: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(lines.is_sorted_by(|a, b| a < b));
        }
    }
}
