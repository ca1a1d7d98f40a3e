//! Which runs of words are used again, and how often inside longer ones?
//!
//! Counted length by length: a run can only be used again if its beginning and its end are, so that of a hundred thousand
//! texts only the runs that recur are ever kept.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{LONGEST, OFTEN, SECTOR};
use crate::themes::coded::{Coded, Joint};

/// Words of a run that a small word joins, at most: longer ones are parts of sentences.
const JOINED: usize = 3;

/// No run.
const NONE: u32 = u32::MAX;

/// A run: the stems of its words by number, from 1, each with what joins it in the lowest bits; 0 beyond its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Key([u32; LONGEST]);

impl Key {
    /// The run of these coded words: the first without its joint; `None` where more than one joint is in it, or it is long
    /// beside one.
    fn of(window: &[u32]) -> Option<Self> {
        let mut key = Self::default();
        key.0.get_mut(..window.len())?.copy_from_slice(window);
        key.0[0] &= !3;
        let joints = key.0[1..].iter().filter(|word| *word & 3 > 0).count();
        (joints == 0 || (joints == 1 && window.len() <= JOINED)).then_some(key)
    }

    /// How many words it has.
    pub fn length(self) -> usize {
        self.0.iter().take_while(|word| **word > 0).count()
    }

    /// The stems of its words, by number.
    pub fn words(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.0[..self.length()].iter().map(|word| (word / 4 - 1) as usize)
    }

    /// The stem that the others say more about: the last before a joint, else the last. "Director of finance", "care leaver".
    pub fn head(&self) -> Option<usize> {
        let joint = self.0.iter().position(|word| word & 3 > 0);
        self.words().nth(joint.unwrap_or_else(|| self.length()).checked_sub(1)?)
    }

    /// Whether a small word joins two of its words.
    pub fn is_joined(self) -> bool {
        self.0.iter().any(|word| word & 3 > 0)
    }

    /// The stems of its words with what joins them: "level of need".
    pub fn written(&self, stems: &[String]) -> String {
        let mut out = String::new();
        for (word, stem) in self.0.iter().zip(self.words()) {
            if !out.is_empty() {
                out.push(' ');
            }
            if let Some(joint) = Joint::word(word & 3) {
                out.push_str(joint);
                out.push(' ');
            }
            out.push_str(&stems[stem]);
        }
        out
    }

    /// The shorter runs within it, each once.
    fn parts(self) -> impl Iterator<Item = Self> {
        let length = self.length();
        let mut parts = [Self::default(); LONGEST * LONGEST];
        let mut count = 0;
        for first in 0..length {
            for last in (first..length).filter(|last| last - first + 1 < length) {
                if let Some(part) = Self::of(&self.0[first..=last])
                    && !parts[..count].contains(&part)
                {
                    parts[count] = part;
                    count += 1;
                }
            }
        }
        parts.into_iter().take(count)
    }
}

/// A run of words that is used again, or that the lexicon knows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// Which.
    pub key: Key,
    /// How often it is used.
    pub uses: u32,
    /// In how many texts.
    pub texts: u32,
    /// Whether the lexicon knows it.
    pub known: bool,
    /// Whether it always begins with a capital, as names do.
    pub always_capital: bool,
    /// How often it stands in longer runs that are kept, each counted with all its uses.
    pub nested: u32,
    /// How many such there are.
    pub longer: u32,
    /// The uses of the one of them that is used most.
    pub most_in_one: u32,
}

/// Texts as runs are read from them.
pub(super) struct Reading<'a> {
    pub coded: &'a Coded,
    /// Each word by its stem, with what joins it; see [`Key`].
    words: Vec<u32>,
    /// How many words there are from each to the end of its segment, itself with them; of more than are asked for no more.
    room: Vec<u8>,
}

impl<'a> Reading<'a> {
    pub fn new(coded: &'a Coded) -> Self {
        let pieces = coded.pieces();
        let words = pieces.iter().map(|piece| (coded.stem_of(*piece) as u32 + 1) * 4 + piece.joint().kind()).collect();
        let mut room = vec![1; pieces.len()];
        for at in (1..pieces.len()).rev().filter(|at| !pieces[*at].opens()) {
            room[at - 1] = (room[at] + 1).min(LONGEST as u8);
        }
        Self { coded, words, room }
    }

    /// The run of this many words that begins with the word at a place.
    pub fn run(&self, at: usize, length: usize) -> Option<Key> {
        (usize::from(self.room[at]) >= length).then(|| Key::of(&self.words[at..at + length]))?
    }
}

/// The runs of the texts that are used again, or that the lexicon knows and are more than a word; in no order.
pub(super) fn runs(reading: &Reading<'_>) -> Vec<Run> {
    let coded = reading.coded;
    let known = Lexical::new(coded);
    let mut kept: FxHashMap<Key, u32> = FxHashMap::default();
    let mut runs: Vec<Run> = Vec::new();
    // For each word the run that begins with it and is one word shorter than those that are counted.
    let mut shorter: Vec<u32> = Vec::new();
    for length in 1..=LONGEST {
        let at = |at: usize| {
            let key = reading.run(at, length)?;
            let recurs = length == 1 || (shorter[at] != NONE && shorter[at + 1] != NONE);
            (recurs || known.has(&key)).then_some(key)
        };
        let mut counts: FxHashMap<Key, u32> = FxHashMap::default();
        (0..coded.pieces().len()).filter_map(at).for_each(|key| *counts.entry(key).or_default() += 1);
        let is_known = |key: &Key| length > 1 && known.has(key);
        counts.retain(|key, uses| *uses as usize >= OFTEN || is_known(key));
        for (key, uses) in counts {
            kept.insert(key, runs.len() as u32);
            let known = known.has(&key);
            let run = Run { key, uses, texts: 0, known, always_capital: true, nested: 0, longer: 0, most_in_one: 0 };
            runs.push(run);
        }
        let mut these = vec![NONE; coded.pieces().len()];
        let mut last_text = vec![NONE; runs.len()];
        for text in 0..coded.texts() {
            for place in coded.range(text) {
                let Some(&run) = at(place).and_then(|key| kept.get(&key)) else { continue };
                these[place] = run;
                let counted = &mut runs[run as usize];
                counted.always_capital &= coded.pieces()[place].capital();
                counted.texts += u32::from(last_text[run as usize] != text as u32);
                last_text[run as usize] = text as u32;
            }
        }
        shorter = these;
    }
    for at in 0..runs.len() {
        let Run { key, uses, .. } = runs[at];
        for part in key.parts() {
            if let Some(&part) = kept.get(&part) {
                let part = &mut runs[part as usize];
                part.nested += uses;
                part.longer += 1;
                part.most_in_one = part.most_in_one.max(uses);
            }
        }
    }
    runs
}

/// The runs of the lexicon whose words all stand in the texts.
struct Lexical {
    runs: FxHashSet<Key>,
    /// Their first words.
    first: FxHashSet<u32>,
}

impl Lexical {
    fn new(coded: &Coded) -> Self {
        let stems = coded.stems().iter().enumerate();
        let numbers: FxHashMap<&str, u32> = stems.map(|(at, stem)| (stem.as_str(), at as u32 + 1)).collect();
        let joint = |word: &str| (1..=3).find(|kind| Joint::word(*kind) == Some(word));
        let run = |phrase: &String| {
            let (mut run, mut kind) = (Vec::new(), 0);
            for word in phrase.split(' ') {
                match joint(word) {
                    Some(joint) => kind = joint,
                    None => run.push(*numbers.get(word)? * 4 + std::mem::take(&mut kind)),
                }
            }
            (!run.is_empty()).then(|| Key::of(&run))?
        };
        let runs: FxHashSet<Key> = SECTOR.iter().filter_map(run).collect();
        Self { first: runs.iter().map(|key| key.0[0]).collect(), runs }
    }

    fn has(&self, key: &Key) -> bool {
        self.first.contains(&key.0[0]) && self.runs.contains(key)
    }
}
