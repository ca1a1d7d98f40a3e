//! Groups of equivalents, and their mentions in a text, longest first.
//!
//! Matching goes by stems, word for word, so "looked-after child" finds "looked after children". An acronym is
//! only found in capitals: "SEND" is special educational needs, "send" is what one does with a letter. A match
//! does not run over the end of a sentence, and mentions never overlap.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use super::packed::Words;
use super::{Sentences, Vectors};
use crate::error::{Error, Result};
use crate::text::{Word, stem, words};

/// What a group of equivalents may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    /// Widening a query: a person judges what comes back.
    Search,
    /// Saying that two findings ask the same: the group must be narrow.
    Compare,
}

/// Words that name one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name inside the program: "front-door".
    pub id: String,
    /// The ways to say it, the plainest first: that one is shown.
    pub equivalents: Vec<String>,
    /// What it may be used for; both unless the file says otherwise.
    #[serde(default = "both", rename = "use")]
    pub uses: Vec<Use>,
    /// Acronyms of it that are words as well: "SEND". In a query they have to be typed in capitals.
    #[serde(default)]
    pub also_words: Vec<String>,
    /// A sentence in which it is found; every group that comes with the program has one.
    #[serde(default)]
    pub example: String,
}

fn both() -> Vec<Use> {
    vec![Use::Search, Use::Compare]
}

/// One thing named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention<'l> {
    /// The id of the group.
    pub concept: &'l str,
    /// The byte range of the words that name it.
    pub range: Range<usize>,
}

/// The synonyms in use, the vectors of the sector's words, and a sentence model where one is named.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    words: Words,
    vectors: Arc<Vectors>,
    model: Option<Arc<dyn Sentences>>,
}

/// One equivalent, ready for matching.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Phrase {
    stems: Vec<Stemmed>,
    group: usize,
}

/// A word ready for matching.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Stemmed {
    stem: String,
    capitals: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    group: Vec<Group>,
}

impl Lexicon {
    /// The synonyms and vectors that come with the program.
    pub fn builtin() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::of_words(Words::builtin()).with_vectors(Vectors::builtin().clone()));
        &LEXICON
    }

    /// The synonyms that come with the program, without the vectors.
    pub(super) fn builtin_words() -> Arc<Self> {
        static LEXICON: LazyLock<Arc<Lexicon>> = LazyLock::new(|| Arc::new(Lexicon::of_words(Words::builtin())));
        Arc::clone(&LEXICON)
    }

    /// Reads groups from the text of a file like `synonyms.toml`; it has no vectors until it is given some.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] when the text is not TOML of that form, when two groups share an id, when a group has
    /// fewer than two equivalents or one without a word, and when a phrase is in two groups that comparison uses.
    pub fn from_toml(text: &str) -> Result<Self> {
        let wrong = |message: String| Error::Config { path: PathBuf::from("synonyms.toml"), message };
        Self::of_groups(groups_of(text).map_err(wrong)?).map_err(wrong)
    }

    /// The synonyms that come with the program with those of a text like `synonyms.toml` beside them. A group by the id of
    /// one that comes with the program adds to it; any other takes the phrases it names out of those that come with it.
    pub(super) fn builtin_with(text: &str) -> Result<Self, String> {
        let mut groups: Vec<Group> = Words::builtin().groups().cloned().collect();
        let own = groups_of(text)?;
        let (more, new): (Vec<Group>, Vec<Group>) =
            own.into_iter().partition(|own| groups.iter().any(|group| group.id == own.id));
        let taken: BTreeSet<Vec<Stemmed>> =
            new.iter().flat_map(|group| &group.equivalents).map(|said| stems_of(said)).collect();
        for group in &mut groups {
            group.equivalents.retain(|said| !taken.contains(&stems_of(said)));
        }
        groups.retain(|group| group.equivalents.len() > 1 || more.iter().any(|own| own.id == group.id));
        for own in more {
            let Some(group) = groups.iter_mut().find(|group| group.id == own.id) else { continue };
            for said in own.equivalents {
                if !group.equivalents.iter().any(|known| stems_of(known) == stems_of(&said)) {
                    group.equivalents.push(said);
                }
            }
            group.also_words.extend(own.also_words);
        }
        groups.extend(new);
        Self::of_groups(groups)
    }

    fn of_groups(groups: Vec<Group>) -> Result<Self, String> {
        let mut by_first: BTreeMap<String, Vec<Phrase>> = BTreeMap::new();
        let mut ids = BTreeSet::new();
        for (number, group) in groups.iter().enumerate() {
            let id = &group.id;
            if !ids.insert(id) {
                return Err(format!("two groups are called `{id}`"));
            }
            if group.equivalents.len() < 2 {
                return Err(format!("the group `{id}` needs at least two equivalents"));
            }
            for equivalent in &group.equivalents {
                let stems = stems_of(equivalent);
                let Some(first) = stems.first() else {
                    return Err(format!("the group `{id}` has an equivalent without a word"));
                };
                let phrases = by_first.entry(first.stem.clone()).or_default();
                let rival = phrases.iter().find(|phrase| {
                    let other = &groups[phrase.group];
                    phrase.stems == stems
                        && phrase.group != number
                        && other.uses.contains(&Use::Compare)
                        && group.uses.contains(&Use::Compare)
                });
                if let Some(rival) = rival {
                    let other = &groups[rival.group].id;
                    return Err(format!("“{equivalent}” is in `{other}` and in `{id}`; comparison allows one"));
                }
                phrases.push(Phrase { stems, group: number });
            }
        }
        for phrases in by_first.values_mut() {
            // Stable: of equally long ones the earlier group wins.
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.stems.len()));
        }
        Ok(Self::of_words(Words::of(groups, by_first)))
    }

    fn of_words(words: Words) -> Self {
        Self { words, ..Self::default() }
    }

    /// Its groups and phrases.
    #[cfg(test)]
    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    /// The same synonyms with these vectors.
    pub fn with_vectors(self, vectors: Vectors) -> Self {
        Self { vectors: Arc::new(vectors), ..self }
    }

    /// Which words keep the same company.
    pub fn vectors(&self) -> &Vectors {
        &self.vectors
    }

    /// The same synonyms and vectors with a sentence model beside them.
    pub fn with_model(self, model: Arc<dyn Sentences>) -> Self {
        Self { model: Some(model), ..self }
    }

    /// The sentence model; `None` where none was named.
    pub fn model(&self) -> Option<&dyn Sentences> {
        self.model.as_deref()
    }

    /// The groups, in the order of the file.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.words.groups()
    }

    /// The plainest way to say a concept, for showing; `None` for an unknown id.
    pub fn label(&self, concept: &str) -> Option<&str> {
        self.groups().find(|group| group.id == concept).map(|group| group.equivalents[0].as_str())
    }

    /// The things that `text` mentions, from left to right, the longest match at each place, without overlap.
    pub fn mentions(&self, text: &str, for_use: Use) -> Vec<Mention<'_>> {
        let found: Vec<Word> = simple_words(text).collect();
        let stems: Vec<Stemmed> = found.iter().map(|word| stemmed(word.text)).collect();
        let mut out = Vec::new();
        let mut at = 0;
        while at < found.len() {
            let phrases = self.words.beginning_with(&stems[at].stem);
            let hit = phrases.iter().find(|phrase| {
                self.words.group(phrase.group).uses.contains(&for_use)
                    && stems[at..].len() >= phrase.stems.len()
                    && phrase.stems.iter().zip(&stems[at..]).all(|(wanted, found)| found.answers(wanted))
                    && found[at..at + phrase.stems.len()]
                        .windows(2)
                        .all(|pair| is_within_sentence(&text[pair[0].end()..pair[1].start]))
            });
            match hit {
                Some(phrase) => {
                    let last = at + phrase.stems.len() - 1;
                    let concept = self.words.group(phrase.group).id.as_str();
                    out.push(Mention { concept, range: found[at].start..found[last].end() });
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        out
    }

    /// The other ways to say `phrase`, in the order of the file; empty when the phrase is in no group.
    ///
    /// Case counts only for acronyms that are words as well: a query is typed in lower case.
    pub fn equivalents(&self, phrase: &str) -> Vec<&str> {
        let wanted: Vec<String> = simple_words(phrase).map(|word| stem(word.text)).collect();
        let is_wanted = |stems: &[Stemmed]| stems.iter().map(|word| &word.stem).eq(&wanted);
        let is_word = |group: &Group| {
            group.also_words.iter().any(|acronym| phrase != acronym && phrase.eq_ignore_ascii_case(acronym))
        };
        let phrases = wanted.first().map_or(&[][..], |first| self.words.beginning_with(first));
        let numbers: BTreeSet<usize> =
            phrases.iter().filter(|phrase| is_wanted(&phrase.stems)).map(|phrase| phrase.group).collect();
        let mut out: Vec<&str> = Vec::new();
        let groups = numbers.into_iter().map(|number| self.words.group(number));
        for group in groups.filter(|group| group.uses.contains(&Use::Search) && !is_word(group)) {
            for equivalent in &group.equivalents {
                let own = simple_words(equivalent).map(|word| stem(word.text)).eq(wanted.iter().cloned());
                if !own && !out.contains(&equivalent.as_str()) {
                    out.push(equivalent);
                }
            }
        }
        out
    }
}

impl Stemmed {
    /// Whether this word of a text is the word `wanted` of an equivalent.
    fn answers(&self, wanted: &Self) -> bool {
        self.stem == wanted.stem && (self.capitals || !wanted.capitals)
    }
}

/// Words with compounds taken apart, so that "multi-agency" is "multi agency".
fn simple_words(text: &str) -> impl Iterator<Item = Word<'_>> {
    words(text).flat_map(Word::parts)
}

fn groups_of(text: &str) -> Result<Vec<Group>, String> {
    toml::from_str::<File>(text).map(|file| file.group).map_err(|error| error.to_string())
}

fn stems_of(phrase: &str) -> Vec<Stemmed> {
    simple_words(phrase).map(|word| stemmed(word.text)).collect()
}

fn stemmed(word: &str) -> Stemmed {
    Stemmed { stem: stem(word), capitals: is_acronym(word) }
}

/// Whether a word as printed is an acronym. "IROs" and "DoLS" are too: two capitals make one.
pub(crate) fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).nth(1).is_some()
}

/// Whether a phrase may run on across `gap`: spaces, hyphens, commas, but no end of a sentence.
fn is_within_sentence(gap: &str) -> bool {
    !gap.contains(['.', ';', ':', '!', '?', '•', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concepts(text: &str) -> Vec<&'static str> {
        Lexicon::builtin().mentions(text, Use::Compare).into_iter().map(|mention| mention.concept).collect()
    }

    #[test]
    fn every_group_is_found_in_its_example() {
        for group in Lexicon::builtin().groups() {
            let found = Lexicon::builtin().mentions(&group.example, group.uses[0]);
            assert!(found.iter().any(|mention| mention.concept == group.id), "{}: {found:?}", group.id);
        }
    }

    #[test]
    fn every_equivalent_names_its_group() {
        for group in Lexicon::builtin().groups().filter(|group| group.uses.contains(&Use::Compare)) {
            for equivalent in &group.equivalents {
                assert_eq!(concepts(equivalent), [group.id.as_str()], "{equivalent}");
            }
        }
    }

    #[test]
    fn no_equivalent_stands_twice_in_its_group() {
        for group in Lexicon::builtin().groups() {
            let mut seen = BTreeSet::new();
            for equivalent in &group.equivalents {
                let stems: Vec<String> = simple_words(equivalent).map(|word| stem(word.text)).collect();
                assert!(seen.insert(stems), "{}: {equivalent}", group.id);
            }
        }
    }

    #[test]
    fn ids_are_written_as_ids() {
        for group in Lexicon::builtin().groups() {
            assert_eq!(crate::model::slug(&group.id), group.id);
        }
    }

    #[test]
    fn the_longest_match_wins() {
        assert_eq!(concepts("private fostering"), ["private-fostering"]);
        assert_eq!(concepts("fostering"), ["fostering"]);
        assert_eq!(concepts("the chief executive"), ["chief-executive"]);
    }

    #[test]
    fn acronyms_are_only_found_in_capitals() {
        assert_eq!(concepts("SEND inspection"), ["send"]);
        assert_eq!(concepts("Send a letter"), Vec::<&str>::new());
        assert_eq!(concepts("IROs’ challenge"), ["independent-reviewing"]);
    }

    #[test]
    fn a_phrase_does_not_run_over_the_end_of_a_sentence() {
        assert_eq!(concepts("It came early. Help was near."), Vec::<&str>::new());
        assert_eq!(concepts("looked-after children"), ["children-in-care"]);
    }

    #[test]
    fn broad_groups_widen_a_search_and_do_not_pair_findings() {
        assert!(!concepts("Staff and members attend").contains(&"workforce"));
        assert!(Lexicon::builtin().equivalents("staff").contains(&"workforce"));
    }

    #[test]
    fn a_query_is_understood_in_lower_case_and_does_not_name_itself() {
        let ways = Lexicon::builtin().equivalents("mash");
        assert!(ways.contains(&"front door") && !ways.contains(&"MASH"));
        assert!(Lexicon::builtin().equivalents("gazebo").is_empty());
        let send = |typed| Lexicon::builtin().equivalents(typed).contains(&"special educational needs");
        assert!(send("SEND") && !send("send"), "what is sent is no special need");
    }

    #[test]
    fn a_faulty_file_is_refused_with_the_reason() {
        let group =
            |id: &str, a: &str, b: &str| format!("[[group]]\nid='{id}'\nequivalents=['{a}','{b}']\nexample='x'\n");
        let reason = |text: &str| Lexicon::from_toml(text).unwrap_err().to_string();
        assert!(reason(&(group("a", "x", "y") + &group("a", "v", "w"))).contains("called `a`"));
        assert!(reason(&(group("a", "x", "y") + &group("b", "Y", "z"))).contains("is in `a` and in `b`"));
        assert!(reason("[[group]]\nid='a'\nequivalents=['x']\nexample='x'").contains("at least two"));
        assert!(reason(&group("a", "x", "–")).contains("without a word"));
        assert!(Lexicon::from_toml("").unwrap().groups().next().is_none());
    }
}
