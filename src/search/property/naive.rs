//! A reader who goes through every passage with a pencil. Shares no tokeniser, stemmer, matcher or plan with the search.
//!
//! Words are runs of letters; the forms of a word come from a table written by hand; a question is a tree of tests that are
//! tried on every passage of a unit, one by one.

use std::collections::BTreeSet;

use crate::model::DocumentKind;

/// Words with their forms; no form belongs to two. Forms in capitals are acronyms.
pub(super) const FAMILIES: [&[&str]; 9] = [
    &["help", "helps", "helped", "helping", "Help"],
    &["review", "reviews", "reviewed", "Reviewing", "review’s"],
    &["threshold", "thresholds", "THRESHOLD"],
    &["delay", "delays", "delayed", "delaying"],
    &["organise", "organised", "organize", "organizing"],
    &["child", "children", "Child", "children's"],
    &["priority", "priorities"],
    &["front", "frônt"],
    &["hub", "HUB", "hubs"],
];

/// A passage as the naive reader has it.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub path: String,
    pub block: usize,
    pub text: String,
    pub item: usize,
    pub section: usize,
    pub page: Option<u32>,
    pub council: &'static str,
    pub committee: &'static str,
    pub body: Option<&'static str>,
    pub kind: DocumentKind,
    pub year: i32,
    pub priority: bool,
    pub strength: Option<u8>,
    pub boilerplate: bool,
}

/// A word of a passage: as printed, in lower case with plain apostrophes, and where.
struct Printed<'a> {
    raw: &'a str,
    plain: String,
    start: usize,
}

pub(super) fn plain(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

fn printed(text: &str) -> Vec<Printed<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    let letter = |c: char| c.is_alphabetic() || c == '\'' || c == '’';
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Printed { raw: &text[from..at], plain: plain(&text[from..at]), start: from });
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn family(word: &str) -> Option<usize> {
    FAMILIES.iter().position(|forms| forms.iter().any(|form| plain(form) == plain(word)))
}

/// Whether one letter added, dropped, changed or swapped with the next makes `b` of `a`, or nothing at all.
fn one_mistake(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let without = |word: &[char], at: usize| [&word[..at], &word[at + 1..]].concat();
    let drops_one = |long: &[char], short: &[char]| (0..long.len()).any(|at| without(long, at) == short);
    let wrong: Vec<usize> = (0..a.len().min(b.len())).filter(|&at| a[at] != b[at]).collect();
    match a.len().abs_diff(b.len()) {
        0 => match wrong[..] {
            [] | [_] => true,
            [i, j] => i + 1 == j && a[i] == b[j] && a[j] == b[i],
            _ => false,
        },
        1 => drops_one(&a, &b) || drops_one(&b, &a),
        _ => false,
    }
}

/// A test of one word.
#[derive(Clone, Debug)]
pub(super) enum WordTest {
    /// Any form of it; as printed where the question is exact.
    Form(String),
    /// Any form of it in capitals.
    Acronym(String),
    Starts(String),
    Ends(String),
    /// The same letters but for the one that stands for any.
    Gap(String),
    /// One of these words whole.
    Listed(Vec<String>),
    Mistaken(String),
}

/// A question, apart from how it is typed.
#[derive(Clone, Debug)]
pub(super) enum Tree {
    /// Words side by side.
    Run(Vec<WordTest>),
    /// Two runs or choices of runs near each other.
    Near(Vec<Vec<WordTest>>, Vec<Vec<WordTest>>, usize, bool),
    Condition(Condition),
    Not(Box<Tree>),
    All(Vec<Tree>),
    Any(Vec<Tree>),
}

#[derive(Clone, Debug)]
pub(super) enum Condition {
    Council(&'static str),
    Committee(&'static str),
    Body(&'static str),
    Kind(DocumentKind),
    Priority,
    Years(i32, i32),
    Pages(u32, u32),
    Strength(u8),
    Theme(usize),
    Paper(String),
}

/// Words that carry a theme of the codebook of the test: theme by theme.
pub(super) const THEMES: [(&str, &[&str]); 2] = [("waiting_times", &["delay", "delays"]), ("hub", &["hub", "front"])];

/// The themes that a text carries.
pub(super) fn themes_of(text: &str) -> Vec<&'static str> {
    let words: BTreeSet<String> = printed(text).into_iter().map(|word| word.plain).collect();
    let carries = |wanted: &[&str]| wanted.iter().any(|word| words.contains(*word));
    THEMES.iter().filter(|(_, wanted)| carries(wanted)).map(|(theme, _)| *theme).collect()
}

/// A passage that answers, and the ranges to mark in it.
pub(super) type Shown<'t> = (&'t Told, Vec<(usize, usize)>);

/// How a question is asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    pub exact: bool,
    pub all: bool,
}

impl Tree {
    /// The answers of one unit: passages with the ranges to mark; `None` when it does not answer.
    pub fn answers<'t>(&self, unit: &[&'t Told], manner: Manner) -> Option<Vec<Shown<'t>>> {
        let unit: Vec<&Told> = unit.iter().copied().filter(|told| manner.all || !told.boilerplate).collect();
        if unit.is_empty() || !self.holds(&unit, manner.exact) {
            return None;
        }
        let mut tests = Vec::new();
        self.what_holds(&unit, manner.exact, &mut tests);
        for wanted in [true, false] {
            let mut answers = Vec::new();
            for told in &unit {
                let found: Vec<Vec<(usize, usize)>> = tests
                    .iter()
                    .filter(|test| matches!(test, Self::Condition(_)) != wanted)
                    .filter_map(|test| test.places(told, manner.exact))
                    .collect();
                if !found.is_empty() {
                    answers.push((*told, merged(found.concat())));
                }
            }
            if !answers.is_empty() {
                return Some(answers);
            }
        }
        Some(unit.into_iter().map(|told| (told, Vec::new())).collect())
    }

    fn holds(&self, unit: &[&Told], exact: bool) -> bool {
        match self {
            Self::Run(_) | Self::Near(..) | Self::Condition(_) => {
                unit.iter().any(|told| self.places(told, exact).is_some())
            }
            Self::Not(inner) => !inner.holds(unit, exact),
            Self::All(parts) => parts.iter().all(|part| part.holds(unit, exact)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(unit, exact)),
        }
    }

    /// The tests that made a unit answer: not those under a NOT, nor those of a choice that did not hold.
    fn what_holds<'s>(&'s self, unit: &[&Told], exact: bool, out: &mut Vec<&'s Self>) {
        match self {
            Self::Run(_) | Self::Near(..) | Self::Condition(_) => out.push(self),
            Self::Not(_) => {}
            Self::All(parts) => parts.iter().for_each(|part| part.what_holds(unit, exact, out)),
            Self::Any(parts) => {
                parts.iter().filter(|part| part.holds(unit, exact)).for_each(|part| part.what_holds(unit, exact, out));
            }
        }
    }

    /// Where a test holds in a passage, in bytes; nothing to mark for a condition.
    fn places(&self, told: &Told, exact: bool) -> Option<Vec<(usize, usize)>> {
        let words = printed(&told.text);
        let bytes = |(first, last): (usize, usize)| (words[first].start, words[last].start + words[last].raw.len());
        match self {
            Self::Run(run) => {
                let found = runs(run, &words, exact);
                (!found.is_empty()).then(|| found.into_iter().map(bytes).collect())
            }
            Self::Near(left, right, within, ordered) => {
                let side = |choices: &[Vec<WordTest>]| -> Vec<(usize, usize)> {
                    choices.iter().flat_map(|run| runs(run, &words, exact)).collect()
                };
                let mut found = Vec::new();
                for a in side(left) {
                    for b in side(right) {
                        let between = if a.1 < b.0 { Some(b.0 - a.1 - 1) } else { None };
                        let between = between.or(if b.1 < a.0 && !ordered { Some(a.0 - b.1 - 1) } else { None });
                        if between.is_some_and(|between| between <= *within) {
                            found.extend([bytes(a), bytes(b)]);
                        }
                    }
                }
                (!found.is_empty()).then_some(found)
            }
            Self::Condition(condition) => condition.holds(told).then(Vec::new),
            Self::Not(_) | Self::All(_) | Self::Any(_) => None,
        }
    }
}

/// Where a run stands, by its first and last word.
fn runs(run: &[WordTest], words: &[Printed<'_>], exact: bool) -> Vec<(usize, usize)> {
    (0..words.len())
        .filter(|start| {
            run.iter().enumerate().all(|(at, test)| words.get(start + at).is_some_and(|word| test.holds(word, exact)))
        })
        .map(|start| (start, start + run.len() - 1))
        .collect()
}

impl WordTest {
    fn holds(&self, word: &Printed<'_>, exact: bool) -> bool {
        let found = word.plain.as_str();
        match self {
            Self::Form(wanted) if exact => plain(wanted) == found,
            Self::Form(wanted) => family(wanted).is_some() && family(wanted) == family(found),
            Self::Acronym(wanted) => {
                family(wanted) == family(found) && word.raw.bytes().filter(u8::is_ascii_uppercase).count() > 1
            }
            Self::Starts(letters) => found.starts_with(letters.as_str()),
            Self::Ends(letters) => found.ends_with(letters.as_str()),
            Self::Gap(pattern) => {
                pattern.chars().count() == found.chars().count()
                    && pattern.chars().zip(found.chars()).all(|(wanted, letter)| wanted == '?' || wanted == letter)
            }
            Self::Listed(words) => words.iter().any(|word| word == found),
            Self::Mistaken(word) => one_mistake(word, found),
        }
    }
}

impl Condition {
    fn holds(&self, told: &Told) -> bool {
        match self {
            // A council named in full is that one, and both names here that end alike are in the index or not.
            Self::Council(council) => told.council == *council,
            Self::Committee(committee) => told.committee == *committee,
            Self::Body(body) => told.body == Some(*body),
            Self::Kind(kind) => told.kind == *kind,
            Self::Priority => told.priority,
            Self::Years(from, to) => (*from..=*to).contains(&told.year),
            Self::Pages(from, to) => told.page.is_some_and(|page| (*from..=*to).contains(&page)),
            Self::Strength(least) => told.strength.is_some_and(|strength| strength >= *least),
            Self::Theme(theme) => themes_of(&told.text).contains(&THEMES[*theme].0),
            Self::Paper(path) => told.path == *path,
        }
    }
}

/// Ranges in order, those that overlap joined.
fn merged(mut ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    ranges.sort_unstable();
    ranges.dedup();
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (start, end) in ranges {
        match out.last_mut() {
            Some(last) if last.1 > start => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out
}
