//! Which runs of words are used again, and how often inside longer ones?
//!
//! Counted length by length: a run can only be used again if its beginning and its end are, so that of a hundred thousand
//! texts only the runs that recur are ever kept.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use super::segments::{Piece, segments};
use super::{LONGEST, OFTEN, SECTOR};

/// A run of words that is used again, or that the lexicon knows.
pub(super) struct Candidate {
    /// Its stems with what joins them: "level of need".
    pub stems: String,
    /// The stems of its words alone.
    pub words: Vec<String>,
    /// As most often written; of equals the first by letter.
    pub text: String,
    /// How often it is used.
    pub uses: usize,
    /// The texts that use it, ascending.
    pub texts: Vec<usize>,
    /// Whether the lexicon knows it.
    pub known: bool,
    /// Whether a small word joins two of its words.
    pub joined: bool,
    /// Whether it always begins with a capital, as names do.
    pub always_capital: bool,
    /// How often it stands in longer candidates, each counted with all its uses.
    pub nested: usize,
    /// How many such there are.
    pub longer: usize,
    /// The uses of the one of them that is used most.
    pub most_in_one: usize,
}

/// Words of a run that a small word joins, at most: longer ones are parts of sentences.
const JOINED: usize = 3;

/// A run: the words by number, 0 beyond its end, and for each whether and by what it is joined to the one before.
type Key = [u32; LONGEST];

/// A word by number (from 1), its joint in the lowest bits.
fn coded(word: u32, joint: &str) -> u32 {
    word * 4
        + match joint.split(' ').next() {
            Some("of") => 1,
            Some("in") => 2,
            Some("for") => 3,
            _ => 0,
        }
}

/// The stems of a run of pieces with what joins them.
pub(super) fn stems_of(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        if at > 0 {
            out.push(' ');
            if let Some(joint) = piece.joint.split(' ').next().filter(|joint| !joint.is_empty()) {
                out.push_str(joint);
                out.push(' ');
            }
        }
        out.push_str(&piece.stem);
    }
    out
}

/// The runs of the texts that are used again, or that the lexicon knows and are more than a word.
pub(super) fn candidates<T: AsRef<str> + Sync>(texts: &[T]) -> Vec<Candidate> {
    let texts: Vec<Vec<Vec<Piece>>> = texts.par_iter().map(|text| segments(text.as_ref())).collect();
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    for piece in texts.iter().flatten().flatten() {
        let next = numbers.len() as u32 + 1;
        numbers.entry(&piece.stem).or_insert(next);
    }
    let coded_texts: Vec<Vec<Vec<u32>>> = texts
        .par_iter()
        .map(|text| {
            let code =
                |segment: &Vec<Piece>| segment.iter().map(|p| coded(numbers[p.stem.as_str()], &p.joint)).collect();
            text.iter().map(code).collect()
        })
        .collect();
    let known = known(&numbers);
    let mut kept: HashMap<Key, u32> = HashMap::new();
    for length in 1..=LONGEST {
        let mut counts: HashMap<Key, u32> = HashMap::new();
        for segment in coded_texts.iter().flatten() {
            for window in segment.windows(length) {
                let Some(key) = key(window) else { continue };
                let recurs = |part: &[u32]| self::key(part).is_some_and(|part| kept.contains_key(&part));
                if length == 1 || known.contains(&key) || (recurs(&window[..length - 1]) && recurs(&window[1..])) {
                    *counts.entry(key).or_default() += 1;
                }
            }
        }
        counts.retain(|key, uses| *uses as usize >= OFTEN || (length > 1 && known.contains(key)));
        kept.extend(counts);
    }
    let mut found = written(&texts, &coded_texts, &kept, &known);
    for (key, uses) in &kept {
        for part in parts(key) {
            if let Some(candidate) = found.get_mut(&part) {
                candidate.nested += *uses as usize;
                candidate.longer += 1;
                candidate.most_in_one = candidate.most_in_one.max(*uses as usize);
            }
        }
    }
    let mut candidates: Vec<Candidate> = found.into_values().collect();
    candidates.sort_by(|a, b| a.stems.cmp(&b.stems));
    candidates
}

/// A run as a key: the first word without its joint; `None` where more than one joint is in it, or it is long beside one.
fn key(window: &[u32]) -> Option<Key> {
    let mut key = Key::default();
    key[..window.len()].copy_from_slice(window);
    key[0] &= !3;
    let joints = key[1..].iter().filter(|word| *word & 3 > 0).count();
    (joints == 0 || (joints == 1 && window.len() <= JOINED)).then_some(key)
}

/// The runs of the lexicon whose words all stand in the texts.
fn known(numbers: &HashMap<&str, u32>) -> HashSet<Key> {
    let run = |phrase: &String| {
        let mut run = Vec::new();
        let mut joint = "";
        for word in phrase.split(' ') {
            match word {
                "of" | "in" | "for" => joint = word,
                _ => run.push(coded(*numbers.get(word)?, std::mem::take(&mut joint))),
            }
        }
        key(run.get(..run.len().min(LONGEST)).filter(|_| (1..=LONGEST).contains(&run.len()))?)
    };
    SECTOR.iter().filter_map(run).collect()
}

/// The shorter runs within a run, each once.
fn parts(key: &Key) -> HashSet<Key> {
    let length = key.iter().take_while(|word| **word > 0).count();
    let mut parts = HashSet::new();
    for first in 0..length {
        for last in first..length {
            if last - first + 1 < length {
                parts.extend(self::key(&key[first..=last]));
            }
        }
    }
    parts
}

/// The runs that are kept, as written, with the texts they stand in.
fn written(
    texts: &[Vec<Vec<Piece>>],
    coded_texts: &[Vec<Vec<u32>>],
    kept: &HashMap<Key, u32>,
    known: &HashSet<Key>,
) -> HashMap<Key, Candidate> {
    let mut found: HashMap<Key, (Candidate, BTreeMap<String, usize>)> = HashMap::new();
    for (at, (text, codes)) in texts.iter().zip(coded_texts).enumerate() {
        for (pieces, codes) in text.iter().zip(codes) {
            for first in 0..pieces.len() {
                for last in first..pieces.len().min(first + LONGEST) {
                    let Some(key) = key(&codes[first..=last]).filter(|key| kept.contains_key(key)) else { continue };
                    let run = &pieces[first..=last];
                    let (candidate, forms) =
                        found.entry(key).or_insert_with(|| (new(run, known.contains(&key)), BTreeMap::new()));
                    candidate.uses += 1;
                    candidate.always_capital &= run[0].capital;
                    if candidate.texts.last() != Some(&at) {
                        candidate.texts.push(at);
                    }
                    *forms.entry(form(run)).or_default() += 1;
                }
            }
        }
    }
    let named = |(key, (mut candidate, forms)): (Key, (Candidate, BTreeMap<String, usize>))| {
        let most = forms.into_iter().rev().max_by_key(|(_, uses)| *uses);
        candidate.text = most.map(|(form, _)| form).unwrap_or_default();
        (key, candidate)
    };
    found.into_iter().map(named).collect()
}

fn new(run: &[Piece], known: bool) -> Candidate {
    Candidate {
        stems: stems_of(run),
        words: run.iter().map(|piece| piece.stem.clone()).collect(),
        text: String::new(),
        uses: 0,
        texts: Vec::new(),
        known,
        joined: run[1..].iter().any(|piece| !piece.joint.is_empty()),
        always_capital: true,
        nested: 0,
        longer: 0,
        most_in_one: 0,
    }
}

/// A run as written.
fn form(run: &[Piece]) -> String {
    let mut out = String::new();
    for (at, piece) in run.iter().enumerate() {
        if at > 0 {
            out.push(' ');
            if !piece.joint.is_empty() {
                out.push_str(&piece.joint);
                out.push(' ');
            }
        }
        out.push_str(&piece.form);
    }
    out
}
