//! Which runs of words are used again, and how often inside longer ones?
//!
//! Counted length by length: a run can only be used again if its beginning and its end are, so that of a hundred thousand
//! texts only the runs that recur are ever kept.

use std::hash::{BuildHasher, Hash, Hasher};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::{LONGEST, OFTEN, SECTOR, Stems};
use crate::themes::coded::{Coded, Joint};

/// Words of a run that a small word joins, at most: longer ones are parts of sentences.
const JOINED: usize = 3;

/// No run.
const NONE: u32 = u32::MAX;

/// A run: the stems of its words by number, from 1, each with what joins it in the lowest bits; 0 beyond its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Key([u32; LONGEST]);

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Two at a time: a run is looked up for every word of every text.
        self.0
            .chunks(2)
            .for_each(|pair| state.write_u64(pair.iter().fold(0, |all, word| all << 32 | u64::from(*word))));
    }
}

impl Key {
    /// The run of these coded words: the first without its joint; `None` where more than one joint is in it, or it is long
    /// beside one.
    #[inline(always)]
    fn of(window: &[u32]) -> Option<Self> {
        let (mut key, mut joints) = (Self::default(), 0);
        for (at, word) in window.iter().enumerate() {
            *key.0.get_mut(at)? = *word;
            joints += usize::from(at > 0 && word & 3 > 0);
        }
        key.0[0] &= !3;
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
    /// Whether it is a name, or has one in it: its only word, or one after the first, always begins with a capital.
    pub is_name: bool,
    /// How often it is cut out of a term that the lexicon knows.
    pub cut: u32,
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
    known: Lexical,
    /// For each word whether it stands in a term of the lexicon with the word before.
    inside: Vec<bool>,
}

impl<'a> Reading<'a> {
    pub fn new(coded: &'a Coded) -> Self {
        let pieces = coded.pieces();
        let words = pieces.iter().map(|piece| (coded.stem_of(*piece) as u32 + 1) * 4 + piece.joint().kind()).collect();
        let mut room = vec![1; pieces.len()];
        for at in (1..pieces.len()).rev().filter(|at| !pieces[*at].opens()) {
            room[at - 1] = (room[at] + 1).min(LONGEST as u8);
        }
        let mut reading = Self { coded, words, room, known: Lexical::new(coded), inside: Vec::new() };
        reading.inside = reading.known.inside(&reading);
        reading
    }

    /// Whether the run of this many words that begins at a place is cut out of a term that the lexicon knows.
    pub fn is_cut(&self, at: usize, length: usize) -> bool {
        self.inside[at] || self.inside.get(at + length) == Some(&true)
    }

    /// The run of this many words that begins with the word at a place. Asked for every word of every text.
    #[inline(always)]
    pub fn run(&self, at: usize, length: usize) -> Option<Key> {
        (usize::from(self.room[at]) >= length).then(|| Key::of(&self.words[at..at + length]))?
    }
}

/// The runs of the texts that are used again, or that the lexicon knows and are more than a word; in no order.
pub(super) fn runs(reading: &Reading<'_>) -> Vec<Run> {
    let coded = reading.coded;
    let known = &reading.known;
    let mut kept: Vec<FxHashMap<Key, u32>> = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    // For each word whether the run that begins with it, one word shorter than those that are counted, is used again.
    let mut recurs: Vec<bool> = Vec::new();
    for length in 1..=LONGEST {
        let at = |at: usize| {
            let key = reading.run(at, length)?;
            (length == 1 || (recurs[at] && recurs[at + 1]) || known.has(&key)).then_some(key)
        };
        // Most runs stand once. Only those that seem to have stood before get a place, and are counted when all are known.
        let mut numbers: FxHashMap<Key, u32> = FxHashMap::default();
        let mut seen = Seen::new(coded.pieces().len());
        for key in (0..coded.pieces().len()).filter_map(at) {
            if seen.again(&key) || (length > 1 && known.has(&key)) {
                numbers.entry(key).or_default();
            }
        }
        let before = runs.len();
        runs.reserve_exact(numbers.len());
        for (key, number) in &mut numbers {
            *number = runs.len() as u32;
            let (uses, texts, cut, nested, longer, most_in_one) = (0, 0, 0, 0, 0, 0);
            let known = known.has(key);
            runs.push(Run { key: *key, uses, texts, known, is_name: false, cut, nested, longer, most_in_one });
        }
        let mut these = vec![NONE; coded.pieces().len()];
        let mut last_text = vec![NONE; runs.len() - before];
        // Which words of a run have always begun with a capital, a bit a word.
        let mut capitals = vec![u8::MAX; runs.len() - before];
        for text in 0..coded.texts() {
            for place in coded.range(text) {
                let Some(&run) = at(place).and_then(|key| numbers.get(&key)) else { continue };
                these[place] = run;
                let counted = &mut runs[run as usize];
                counted.uses += 1;
                counted.cut += u32::from(reading.is_cut(place, length));
                let of_run = run as usize - before;
                let words = coded.pieces()[place..place + length].iter().rev();
                capitals[of_run] &= words.fold(0, |all, word| all << 1 | u8::from(word.capital()));
                let last = &mut last_text[of_run];
                counted.texts += u32::from(*last != text as u32);
                *last = text as u32;
            }
        }
        let later = if length == 1 { 1 } else { (1 << length) - 2 };
        runs[before..].iter_mut().zip(capitals).for_each(|(run, capitals)| run.is_name = capitals & later > 0);
        recurs =
            these.iter().map(|run| runs.get(*run as usize).is_some_and(|run| run.uses as usize >= OFTEN)).collect();
        kept.push(numbers);
    }
    nest(&mut runs, &kept);
    runs
}

/// Says of each run how often it stands in longer ones, and leaves those that are used again or that the lexicon knows.
fn nest(runs: &mut Vec<Run>, kept: &[FxHashMap<Key, u32>]) {
    let is_kept = |run: &Run| run.uses as usize >= OFTEN || (run.known && run.key.length() > 1);
    for at in 0..runs.len() {
        let Run { key, uses, .. } = runs[at];
        if !is_kept(&runs[at]) {
            continue;
        }
        for part in key.parts() {
            if let Some(&part) = kept[part.length() - 1].get(&part) {
                let part = &mut runs[part as usize];
                part.nested += uses;
                part.longer += 1;
                part.most_in_one = part.most_in_one.max(uses);
            }
        }
    }
    runs.retain(is_kept);
}

/// Which runs have been seen, a bit each: one that has not may seem to have, one that has always does.
struct Seen(Vec<u64>);

impl Seen {
    /// For so many runs: eight bits for each.
    fn new(runs: usize) -> Self {
        Self(vec![0; (runs / 8).next_power_of_two()])
    }

    fn again(&mut self, key: &Key) -> bool {
        let hash = FxBuildHasher.hash_one(key);
        let at = (hash >> 6) as usize & (self.0.len() - 1);
        let bit = 1 << (hash & 63);
        let again = self.0[at] & bit > 0;
        self.0[at] |= bit;
        again
    }
}

/// The runs of the lexicon whose words all stand in the texts.
struct Lexical {
    runs: FxHashSet<Key>,
    /// Which stems they begin with.
    first: Vec<bool>,
}

impl Lexical {
    fn new(coded: &Coded) -> Self {
        let stems = coded.stems().iter().enumerate();
        let numbers: FxHashMap<&str, u32> = stems.map(|(at, stem)| (stem.as_str(), at as u32 + 1)).collect();
        let word = |(stem, joint): &(String, u32)| Some(*numbers.get(stem.as_str())? * 4 + joint);
        let run = |phrase: &Stems| {
            let run: Option<Vec<u32>> = phrase.iter().map(word).collect();
            run.filter(|run| !run.is_empty()).and_then(|run| Key::of(&run))
        };
        let runs: FxHashSet<Key> = SECTOR.iter().filter_map(run).collect();
        let mut first = vec![false; coded.stems().len()];
        runs.iter().filter_map(|key| key.words().next()).for_each(|stem| first[stem] = true);
        Self { runs, first }
    }

    /// For each word whether it stands in a term with the word before: of terms that overlap the first, and then the longest.
    fn inside(&self, reading: &Reading<'_>) -> Vec<bool> {
        let mut inside = vec![false; reading.words.len()];
        let mut at = 0;
        while at < inside.len() {
            let is_term = |length: &usize| reading.run(at, *length).is_some_and(|key| self.has(&key));
            let may_be = self.first[(reading.words[at] / 4 - 1) as usize];
            let length = if may_be { (2..=LONGEST).rev().find(is_term).unwrap_or(1) } else { 1 };
            inside[at + 1..at + length].fill(true);
            at += length;
        }
        inside
    }

    fn has(&self, key: &Key) -> bool {
        self.first[(key.0[0] / 4 - 1) as usize] && self.runs.contains(key)
    }
}
