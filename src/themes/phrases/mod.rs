//! Which phrases does a text keep using? Key phrases without a list of them, for few documents and many.
//!
//! A candidate is a run of one to four words without the words every text has; "of", "in" and "for" may join two runs
//! ("levels of need"), and terms of the sector stand whole whatever small words they have ("looked after children"). C-value
//! weighs how often it stands by itself and how long it is (Frantzi, Ananiadou and Mima 2000); a phrase that hardly ever
//! stands outside one longer phrase, or outside such terms, is dropped for them. Terms that the sector's lexicon knows count
//! more, and once is enough. Words count by their stems, so that "thresholds" and "threshold" are one phrase, and the phrase
//! is shown as most often written by itself.
//!
//! ```
//! use lookback::themes::phrases::key_phrases;
//!
//! let texts = ["Cut the grass on the bowling green.", "A safer bus shelter.", "The bowling green", "Light the bus shelter"];
//! let found: Vec<String> = key_phrases(&texts, 10).into_iter().map(|phrase| phrase.text).collect();
//! assert_eq!(found, ["bowling green", "bus shelter"]);
//! ```

pub mod held;
mod rake;
mod runs;
mod written;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::coded::{Coded, Joint, Piece};
use crate::lexicon::Lexicon;
use crate::text::stem;
use runs::{Key, Reading, Run};

/// Words in a phrase, at most.
const LONGEST: usize = 4;

/// How often a phrase must be used; for one that the lexicon knows once is enough.
const OFTEN: usize = 2;

/// How much more a phrase counts that the lexicon knows.
const KNOWN: f64 = 1.5;

/// What a single word counts for, against log2(n + 1) for longer phrases: it says less than a name of two.
const SINGLE: f64 = 0.5;

/// Words that say what papers of this sort do, not what they are about, by stem.
struct House {
    edge: BTreeSet<String>,
    general: BTreeSet<String>,
    title: BTreeSet<String>,
}

static HOUSE: LazyLock<House> = LazyLock::new(|| {
    let text = include_str!("house_words.txt");
    let list = |name: &str| {
        let after = text.lines().skip_while(|line| *line != name).skip(1).take_while(|line| !line.starts_with('['));
        let words = after.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        words.map(stem).collect()
    };
    House { edge: list("[edge]"), general: list("[general]"), title: list("[title]") }
});

/// A phrase as stems, each with what joins it to the one before; see [`Joint::kind`].
type Stems = Vec<(String, u32)>;

/// Phrases that the lexicon knows.
static SECTOR: LazyLock<Vec<Stems>> = LazyLock::new(|| {
    let groups = Lexicon::builtin().groups();
    let phrases = groups.flat_map(|group| &group.equivalents);
    // Acronyms are known as written only: "SEND" is not "send".
    let of_one = |phrase: &String| {
        let coded = Coded::of(&[phrase]);
        let stem = |piece: &Piece| (coded.stems()[coded.stem_of(*piece)].clone(), piece.joint().kind());
        coded.pieces().iter().map(stem).collect()
    };
    phrases.filter(|phrase| phrase.chars().any(char::is_lowercase)).map(of_one).collect()
});

/// A key phrase.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// Its stems, by which it is known: "level of need".
    pub stems: String,
    /// As most often written, in lower case.
    pub text: String,
    /// How often it is used.
    pub uses: usize,
    /// The texts that use it, by position, ascending.
    pub texts: Vec<usize>,
    /// Whether it is a name, or has one in it: its only word, or one after the first, always begins with a capital.
    pub is_name: bool,
    /// Whether the lexicon knows it.
    pub is_known: bool,
    /// How strong it is: C-value with log2(n + 1), single words for half, known terms for half as much again.
    pub score: f64,
}

/// How phrases are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rank {
    /// By C-value: how often a phrase stands by itself, and how long it is.
    #[default]
    CValue,
    /// By RAKE: how long the phrases are in which its words stand.
    Rake,
}

/// The `most` key phrases of the texts, the strongest first; of equals the one in more texts, then by letter.
pub fn key_phrases<T: AsRef<str> + Sync>(texts: &[T], most: usize) -> Vec<Phrase> {
    ranked(texts, Rank::CValue, 1, most)
}

/// The same in another order, and only of phrases that are used this often at least.
pub fn ranked<T: AsRef<str> + Sync>(texts: &[T], rank: Rank, least: usize, most: usize) -> Vec<Phrase> {
    of_coded(&Coded::of(texts), rank, least, most)
}

/// The same of texts that are coded.
pub(super) fn of_coded(coded: &Coded, rank: Rank, least: usize, most: usize) -> Vec<Phrase> {
    let chosen = Chosen::of(coded, rank, least, most);
    let mut texts: Vec<Vec<usize>> = vec![Vec::new(); chosen.ranked.len()];
    let written = chosen.written(|phrase, text| {
        if texts[phrase].last() != Some(&text) {
            texts[phrase].push(text);
        }
    });
    let phrase = |(ranked, (text, texts)): (&Ranked, (String, Vec<usize>))| Phrase {
        stems: ranked.key.written(coded.stems()),
        text,
        uses: ranked.uses,
        texts,
        is_name: ranked.is_name,
        is_known: ranked.is_known,
        score: ranked.score,
    };
    chosen.ranked.iter().zip(written.into_iter().zip(texts)).map(phrase).collect()
}

/// Phrases that were chosen, the strongest first, to be looked up in their texts again.
pub(super) struct Chosen<'a> {
    reading: Reading<'a>,
    ranked: Vec<Ranked>,
}

impl<'a> Chosen<'a> {
    /// The `most` strongest that are used as often as `least`.
    pub fn of(coded: &'a Coded, rank: Rank, least: usize, most: usize) -> Self {
        let reading = Reading::new(coded);
        let ranked = match rank {
            Rank::CValue => by_c_value(&reading),
            Rank::Rake => by_rake(&reading),
        };
        let ranked = first(ranked.into_iter().filter(|ranked| ranked.uses >= least).collect(), coded, most);
        Self { reading, ranked }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ranked.len()
    }

    /// How many words a phrase has, one that joins others with them.
    pub fn length(&self, phrase: usize) -> usize {
        let key = self.ranked[phrase].key;
        key.length() + usize::from(key.is_joined())
    }

    /// The stems of its words by number, without what joins them.
    pub fn words(&self, phrase: usize) -> impl Iterator<Item = usize> + '_ {
        self.ranked[phrase].key.words()
    }

    /// Each as it is most often written; `each` is told wherever one stands, by its position and that of the text.
    pub fn written(&self, each: impl FnMut(usize, usize)) -> Vec<String> {
        written::written(&self.reading, &self.keys(0..self.ranked.len()), each)
    }

    /// Tells `each` wherever one of some stands, by its position in `some` and that of the text.
    pub fn places(&self, some: &[usize], each: impl FnMut(usize, usize)) {
        written::places(&self.reading, &self.keys(some.iter().copied()), each);
    }

    fn keys(&self, some: impl Iterator<Item = usize>) -> Vec<Key> {
        some.map(|phrase| self.ranked[phrase].key).collect()
    }
}

/// A phrase with what decides its place.
#[derive(Debug, Clone, Copy)]
struct Ranked {
    key: Key,
    score: f64,
    texts: u32,
    uses: usize,
    is_name: bool,
    is_known: bool,
}

fn by_c_value(reading: &Reading<'_>) -> Vec<Ranked> {
    let house = HouseStems::new(reading.coded);
    let telling = runs::runs(reading).into_iter().filter(|run| !is_covered(run) && house.is_telling(run));
    telling
        .map(|run| {
            let less = f64::from(run.nested) / f64::from(run.longer.max(1));
            let known = if run.known { KNOWN } else { 1.0 };
            let score = known * c_value(run.key.length(), f64::from(run.uses), less);
            let (is_name, is_known) = (run.is_name, run.known);
            Ranked { key: run.key, score, texts: run.texts, uses: run.uses as usize, is_name, is_known }
        })
        .collect()
}

fn by_rake(reading: &Reading<'_>) -> Vec<Ranked> {
    let of_candidate = |(key, score, uses): (Key, f64, u32)| Ranked {
        key,
        score,
        texts: uses,
        uses: uses as usize,
        is_name: false,
        is_known: false,
    };
    rake::rake(reading).into_iter().map(of_candidate).collect()
}

/// The first `most`, in order; letters are only compared where nothing else decides.
fn first(mut ranked: Vec<Ranked>, coded: &Coded, most: usize) -> Vec<Ranked> {
    let strength = |a: &Ranked, b: &Ranked| b.score.total_cmp(&a.score).then(b.texts.cmp(&a.texts));
    ranked.sort_unstable_by(strength);
    if let Some(last) = most.checked_sub(1).and_then(|last| ranked.get(last).copied()) {
        ranked.truncate(ranked.partition_point(|other| strength(other, &last).is_le()));
    }
    for equals in ranked.chunk_by_mut(|a, b| strength(a, b).is_eq()) {
        equals.sort_by_cached_key(|ranked| ranked.key.written(coded.stems()));
    }
    ranked.truncate(most);
    ranked
}

/// The stems of a phrase as [`Phrase::stems`] has them.
fn stems(phrase: &str) -> String {
    let coded = Coded::of(&[phrase]);
    let word = |(at, piece): (usize, &Piece)| {
        let joint = Joint::word(piece.joint().kind()).map(|joint| format!("{joint} "));
        let space = if at > 0 { " " } else { "" };
        format!("{space}{}{}", joint.unwrap_or_default(), coded.stems()[coded.stem_of(*piece)])
    };
    coded.pieces().iter().enumerate().map(word).collect()
}

/// Length in words, uses, and the mean number of uses in longer phrases.
fn c_value(length: usize, uses: f64, nested: f64) -> f64 {
    let weight = if length == 1 { SINGLE } else { (length as f64 + 1.0).log2() };
    weight * (uses - nested)
}

/// Whether a longer phrase says it better: this one stands outside it at most once.
fn is_covered(run: &Run) -> bool {
    let (most, often) = (run.most_in_one, OFTEN as u32);
    most > 0 && (most == run.uses || (most >= often && most + often > run.uses))
}

/// Which stems say what papers of this sort do, by number.
struct HouseStems {
    /// No phrase begins or ends with one: small words among them.
    edge: Vec<bool>,
    general: Vec<bool>,
    title: Vec<bool>,
}

impl HouseStems {
    fn new(coded: &Coded) -> Self {
        let on = |list: &BTreeSet<String>| coded.stems().iter().map(|stem| list.contains(stem)).collect::<Vec<_>>();
        let mut edge = on(&HOUSE.edge);
        edge.iter_mut().enumerate().for_each(|(stem, edge)| *edge |= coded.is_small(stem));
        Self { edge, general: on(&HOUSE.general), title: on(&HOUSE.title) }
    }

    fn is_telling(&self, run: &Run) -> bool {
        let length = run.key.length();
        if run.key.head().is_some_and(|head| self.title[head]) {
            return false;
        }
        if run.known && length > 1 {
            return true;
        }
        // "Leavers", cut out of "care leavers": the term says it better. Of two words and more nearly all uses have to be such.
        let mostly = if length == 1 { 2 * run.cut > run.uses } else { 3 * run.cut > 2 * run.uses };
        if mostly && !run.known {
            return false;
        }
        let (Some(first), Some(last)) = (run.key.words().next(), run.key.words().next_back()) else { return false };
        let is_name = length == 1 && run.is_name;
        // "Number of children", "range of services": what is measured is not named.
        let is_measure = run.key.is_joined() && self.general[first];
        let is_general = || run.key.words().all(|word| self.general[word] || self.edge[word]);
        !(self.edge[first] || self.edge[last] || is_name || is_measure || is_general())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_value_agrees_with_the_paper() {
        // Frantzi et al. (2000), basal cell carcinoma, with log2(n): length in words, uses, mean nested, C-value. Ours
        // takes log2(n + 1), so the paper's length is given one word less.
        for (length, uses, nested, expected) in [
            (5, 5.0, 0.0, 11.609_640),
            (4, 11.0, 5.0, 12.0),
            (4, 7.0, 0.0, 14.0),
            (3, 984.0, 26.0 / 5.0, 1_551.361_296),
        ] {
            assert!((c_value(length - 1, uses, nested) - expected).abs() < 1e-5, "{length} {uses}");
        }
    }

    #[test]
    fn a_part_that_stands_nearly_only_in_a_longer_phrase_gives_way_to_it() {
        let texts =
            ["Wrought iron garden gate.", "The wrought-iron garden gate", "Garden gate, garden, garden and garden"];
        let found: Vec<_> = key_phrases(&texts, 9).into_iter().map(|p| (p.text, p.uses)).collect();
        assert_eq!(found[0], ("wrought iron garden gate".into(), 2));
        assert!(found.contains(&("garden".into(), 6)) && !found.iter().any(|(text, _)| text == "iron"), "{found:?}");
    }

    #[test]
    fn forms_are_one_phrase_and_punctuation_parts() {
        let found = key_phrases(&["Hedges, bowling green", "The hedge. Bowling", "a hedge"], 9);
        assert_eq!((found[0].text.as_str(), found[0].uses, &found[0].texts), ("hedge", 3, &vec![0, 1, 2]));
        assert!(key_phrases::<&str>(&[], 9).is_empty());
    }

    #[test]
    fn a_term_of_the_sector_counts_once_is_enough_and_names_and_measures_do_not() {
        let texts = [
            "Levels of need are not agreed. Cllr Fenn asked about the number of children.",
            "Cllr Fenn asked again. The number of children rose. The bowling green is closed",
            "Open the bowling green",
        ];
        let found: Vec<_> = key_phrases(&texts, 9).into_iter().map(|phrase| phrase.text).collect();
        assert_eq!(found, ["bowling green", "levels of need"]);
    }

    #[test]
    fn terms_of_the_sector_stand_whole_and_their_parts_give_way() {
        let texts = [
            "Children looked after wait. Drift and delay for looked after children.",
            "Children looked after by foster carers, and the fostering service: drift and delay",
            "Foster carers of children looked after. Foster carers.",
        ];
        let found: Vec<_> = key_phrases(&texts, 9).into_iter().map(|phrase| phrase.text).collect();
        for whole in ["children looked after", "drift and delay", "foster carers"] {
            assert!(found.contains(&whole.to_owned()), "{found:?}");
        }
        for part in ["children looked", "looked", "drift", "delay", "foster", "carers"] {
            assert!(!found.contains(&part.to_owned()), "{found:?}");
        }
    }

    #[test]
    fn who_holds_an_office_is_no_phrase() {
        let text = "The cabinet member and the director of children's services met social workers. The chief executive, the \
                    cabinet member and the director of children's services thanked social workers.";
        let found: Vec<_> = key_phrases(&[text], 9).into_iter().map(|phrase| phrase.text).collect();
        assert!(found.contains(&"social workers".to_owned()), "{found:?}");
        let is_office =
            |phrase: &String| ["member", "director", "executive"].iter().any(|title| phrase.contains(title));
        assert!(!found.iter().any(is_office), "{found:?}");
    }
}
