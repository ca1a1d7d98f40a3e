//! The hits are those of a reader who goes through every passage with a pencil.
//!
//! Random papers, put in by random commits; random queries, written out as a person would type them. The naive
//! reader below splits on anything but letters, knows the forms of a word from a table written by hand, and
//! shares no tokeniser, stemmer, matcher or plan with what it checks.

use std::collections::BTreeSet;

use super::{Options, Query, search};
use crate::model::{Boilerplate, DocumentKind, FindingKind};
use crate::store::testing::{Paper, update};

/// Words with their forms; no form belongs to two.
const FAMILIES: [&[&str]; 8] = [
    &["help", "helps", "helped", "helping", "Help"],
    &["review", "reviews", "reviewed", "Reviewing", "review’s"],
    &["threshold", "thresholds", "THRESHOLD"],
    &["delay", "delays", "delayed", "delaying"],
    &["organise", "organised", "organize", "organizing"],
    &["child", "children", "Child", "children's"],
    &["priority", "priorities"],
    &["front"],
];
const SEPARATORS: [&str; 6] = [" ", " ", " ", ", ", "-", " – "];
const COUNCILS: [&str; 3] = ["Marlshire", "Thornmere", "North Thornmere"];
const KINDS: [DocumentKind; 3] = [DocumentKind::Minutes, DocumentKind::PanelReport, DocumentKind::ReviewLetter];

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }

    fn form(&mut self) -> &'static str {
        let family = self.pick(&FAMILIES);
        self.pick(family)
    }
}

/// A passage as the naive reader has it.
#[derive(Clone)]
struct Told {
    path: String,
    block: usize,
    /// The words of the passage, as the naive reader parts them.
    words: Vec<String>,
    council: &'static str,
    kind: DocumentKind,
    year: i32,
    priority: bool,
    boilerplate: bool,
}

/// A question, apart from how it is typed.
enum Ask {
    Word(&'static str),
    Phrase(Vec<&'static str>),
    Prefix(String),
    Mistaken(String),
    Near(&'static str, &'static str, usize, bool),
    Council(&'static str),
    Kind(DocumentKind),
    Priority,
    Years(i32, i32),
    Not(Box<Ask>),
    All(Vec<Ask>),
    Any(Vec<Ask>),
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

fn printed(text: &str) -> Vec<String> {
    let split = plain(text);
    let letters = |c: char| c.is_ascii_lowercase() || c == '\'';
    split.split(|c| !letters(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn family(word: &str) -> Option<usize> {
    FAMILIES.iter().position(|forms| forms.iter().any(|form| plain(form) == plain(word)))
}

fn same(wanted: &str, found: &str, exact: bool) -> bool {
    if exact { plain(wanted) == found } else { family(wanted) == family(found) }
}

/// Whether one letter added, dropped, changed or swapped with the next makes `b` of `a`, or nothing at all.
fn one_mistake(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let without = |word: &[u8], at: usize| [&word[..at], &word[at + 1..]].concat();
    let drops_one = |long: &[u8], short: &[u8]| (0..long.len()).any(|at| without(long, at) == short);
    let wrong: Vec<usize> = (0..a.len().min(b.len())).filter(|&at| a[at] != b[at]).collect();
    match a.len().abs_diff(b.len()) {
        0 => match wrong[..] {
            [] | [_] => true,
            [i, j] => i + 1 == j && a[i] == b[j] && a[j] == b[i],
            _ => false,
        },
        1 => drops_one(a, b) || drops_one(b, a),
        _ => false,
    }
}

impl Ask {
    fn random(dice: &mut Dice, depth: usize) -> Self {
        match dice.roll(if depth == 0 { 13 } else { 18 }) {
            0..=4 => Self::Word(dice.form()),
            5 | 6 => Self::Phrase((0..2 + dice.roll(2)).map(|_| dice.form()).collect()),
            7 => Self::Prefix(plain(dice.form()).chars().take(3 + dice.roll(3)).collect()),
            8 => {
                let mut word: Vec<char> = plain(dice.form()).chars().collect();
                let at = dice.roll(word.len() - 1);
                word.swap(at, at + 1);
                Self::Mistaken(word.into_iter().collect::<String>().trim_matches('\'').to_owned())
            }
            9 => Self::Near(dice.form(), dice.form(), dice.roll(4), dice.roll(2) == 0),
            10 => Self::Council(dice.pick(&COUNCILS)),
            11 if dice.roll(2) == 0 => Self::Priority,
            11 => Self::Kind(dice.pick(&KINDS)),
            12 => {
                let from = 2011 + dice.roll(4) as i32;
                Self::Years(from, from + dice.roll(3) as i32)
            }
            13 => Self::Not(Box::new(Self::random(dice, depth - 1))),
            14..=16 => Self::All((0..2 + dice.roll(2)).map(|_| Self::random(dice, depth - 1)).collect()),
            _ => Self::Any((0..2 + dice.roll(2)).map(|_| Self::random(dice, depth - 1)).collect()),
        }
    }

    /// The question as somebody types it.
    fn typed(&self, dice: &mut Dice) -> String {
        let bracketed = |ask: &Self, dice: &mut Dice| match ask {
            Self::All(_) | Self::Any(_) => format!("({})", ask.typed(dice)),
            _ => ask.typed(dice),
        };
        match self {
            Self::Word(word) => (*word).to_owned(),
            Self::Phrase(words) if dice.roll(3) == 0 => words.join("-"),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::Prefix(letters) => format!("{letters}*"),
            Self::Mistaken(word) => format!("{word}~1"),
            Self::Near(a, b, within, ordered) => format!("{a} {}NEAR/{within} {b}", if *ordered { "O" } else { "" }),
            Self::Council(council) => format!("council:\"{council}\""),
            Self::Kind(kind) => format!("kind:{}", kind.as_str()),
            Self::Priority => "kind:priority".to_owned(),
            Self::Years(from, to) => format!("year:{from}..{to}"),
            Self::Not(inner) => {
                let not =
                    if dice.roll(2) == 0 && !matches!(**inner, Self::Near(..) | Self::Not(_)) { "-" } else { "NOT " };
                format!("{not}{}", bracketed(inner, dice))
            }
            Self::All(parts) => {
                let and = dice.pick(&[" ", " AND "]);
                parts.iter().map(|part| bracketed(part, dice)).collect::<Vec<_>>().join(and)
            }
            Self::Any(parts) => {
                let part = |part: &Self, dice: &mut Dice| match part {
                    Self::All(_) if dice.roll(2) == 0 => part.typed(dice),
                    _ => bracketed(part, dice),
                };
                parts.iter().map(|ask| part(ask, dice)).collect::<Vec<_>>().join(" OR ")
            }
        }
    }

    /// The naive reading.
    fn holds(&self, told: &Told, exact: bool) -> bool {
        let words = &told.words;
        match self {
            Self::Word(word) => words.iter().any(|found| same(word, found, exact)),
            Self::Phrase(phrase) => (0..words.len()).any(|start| {
                phrase
                    .iter()
                    .enumerate()
                    .all(|(at, wanted)| words.get(start + at).is_some_and(|found| same(wanted, found, exact)))
            }),
            Self::Prefix(letters) => words.iter().any(|found| found.starts_with(letters.as_str())),
            Self::Mistaken(word) => words.iter().any(|found| one_mistake(word, found)),
            Self::Near(a, b, within, ordered) => (0..words.len()).any(|i| {
                (0..words.len()).any(|j| {
                    let apart = i.abs_diff(j);
                    let in_order = i < j || !ordered;
                    apart > 0
                        && apart - 1 <= *within
                        && in_order
                        && same(a, &words[i], exact)
                        && same(b, &words[j], exact)
                })
            }),
            // A council named in full is that one, and both names here that end alike are in the index or not.
            Self::Council(council) => told.council == *council,
            Self::Kind(kind) => told.kind == *kind,
            Self::Priority => told.priority,
            Self::Years(from, to) => (*from..=*to).contains(&told.year),
            Self::Not(inner) => !inner.holds(told, exact),
            Self::All(parts) => parts.iter().all(|part| part.holds(told, exact)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(told, exact)),
        }
    }
}

/// A random paper, as put in and as told to the naive reader.
fn paper(dice: &mut Dice, file: usize) -> (Paper, Vec<Told>) {
    // Each council has a paper, so that "Thornmere" in full is always there.
    let council = COUNCILS[file % COUNCILS.len()];
    let (kind, year) = (dice.pick(&KINDS), 2011 + dice.roll(5) as i32);
    let path = format!("{file}.txt");
    let mut paper = Paper::new(&path).council(Some(council)).kind(kind).dated(&format!("{year}-06"));
    let mut told = Vec::new();
    for block in 0..1 + dice.roll(8) {
        let mut text = String::new();
        for _ in 0..1 + dice.roll(9) {
            if !text.is_empty() {
                text.push_str(dice.pick(&SEPARATORS));
            }
            text.push_str(dice.form());
        }
        let (priority, boilerplate) = (dice.roll(4) == 0, dice.roll(6) == 0);
        paper = if boilerplate { paper.boilerplate(Boilerplate::Notice, &text) } else { paper.paragraph(&text) };
        if priority {
            paper = paper.found(FindingKind::Priority);
        }
        told.push(Told {
            path: path.clone(),
            block,
            words: printed(&text),
            council,
            kind,
            year,
            priority,
            boilerplate,
        });
    }
    (paper, told)
}

#[test]
fn the_hits_are_those_of_a_naive_reading_of_every_passage() {
    let (mut asked, mut found) = (0, 0);
    for seed in 0..16 {
        let mut dice = Dice(seed);
        let folder = tempfile::tempdir().unwrap();
        let mut corpus: Vec<Vec<Told>> = vec![Vec::new(); 8];
        // Some papers are put in twice, and only the second counts.
        for commit in 0..3 {
            let mut papers = Vec::new();
            for (file, told) in corpus.iter_mut().enumerate() {
                if commit == 0 || dice.roll(3) == 0 {
                    let (paper, passages) = paper(&mut dice, file);
                    papers.push(paper);
                    *told = passages;
                }
            }
            update(folder.path(), &papers, &[]);
        }
        let snapshot = update(folder.path(), &[], &["7.txt"]);
        corpus[7].clear();
        let passages = corpus.concat();
        for _ in 0..150 {
            let ask = Ask::random(&mut dice, 2);
            let typed = ask.typed(&mut dice);
            let options = Options { all: dice.roll(2) == 0, exact: dice.roll(3) == 0, ..Options::default() };
            let expected: BTreeSet<(String, usize)> = passages
                .iter()
                .filter(|told| (options.all || !told.boilerplate) && ask.holds(told, options.exact))
                .map(|told| (told.path.clone(), told.block))
                .collect();
            let answer = search(&snapshot, &Query::parse(&typed).unwrap(), &options).unwrap();
            let hits: BTreeSet<_> =
                answer.hits.iter().map(|hit| (hit.citation.path.clone(), hit.citation.block)).collect();
            assert_eq!(hits, expected, "seed {seed}: {typed} {options:?}");
            assert_eq!((answer.total, answer.hits.len()), (expected.len(), expected.len()), "{typed}");
            for hit in &answer.hits {
                let mut end = 0;
                for &(start, stop) in &hit.highlights {
                    assert!(start >= end && start < stop && hit.text.get(start..stop).is_some(), "{typed}: {hit:?}");
                    end = stop;
                }
                if let Ask::Word(word) = ask {
                    let marked: Vec<String> = hit.highlights.iter().map(|&(a, b)| plain(&hit.text[a..b])).collect();
                    let naive: Vec<String> =
                        printed(&hit.text).into_iter().filter(|found| same(word, found, options.exact)).collect();
                    assert_eq!(marked, naive, "{typed}");
                }
            }
            asked += 1;
            found += usize::from(!expected.is_empty());
        }
    }
    assert!(found * 3 > asked, "most questions should have an answer, or the test says little: {found} of {asked}");
}
