//! Words that print now joins and now parts: `coordination` also finds "co-ordination", and `well-being` "wellbeing".
//!
//! Which words those are stands in `joined.txt`: beginnings ("co-") and whole words ("key worker"). Any other word typed with a hyphen
//! is looked for joined as well; it is for the caller to ask whether some paper has it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::query::Unit;
use crate::store::words::stem;

static LIST: &str = include_str!("joined.txt");

/// What follows a beginning has so many letters or more: "reaction" is not "re-action" of a "re-act", and no "re-d".
const FOLLOWS: usize = 4;

/// A stem shorter than this is that of too many words: "being" has that of "be".
const TELLS: usize = 4;

/// Another way to write what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// As it is shown: "co-ordination".
    pub name: String,
    /// What is looked for.
    pub units: Vec<Unit>,
}

/// What the list says.
struct List {
    beginnings: Vec<&'static str>,
    /// By the stem of the word written as one: its first part, and whether a blank may part it.
    words: BTreeMap<String, (&'static str, bool)>,
}

static LISTED: LazyLock<List> = LazyLock::new(|| {
    let mut list = List { beginnings: Vec::new(), words: BTreeMap::new() };
    for (parts, _) in lines() {
        match parts.split_once(['-', ' ']) {
            Some((beginning, "")) => list.beginnings.push(beginning),
            Some((first, second)) => {
                list.words.insert(stem(&format!("{first}{second}")), (first, parts.contains(' ')));
            }
            None => {}
        }
    }
    list.beginnings.dedup();
    list
});

/// The lines of the list: the parts, and the example. A line that is none is passed over; the tests read each.
fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    LIST.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}

/// The other ways to write a word, or two that were typed side by side; words are in lower case. None for most.
pub(super) fn otherwise(words: &[String], hyphenated: bool) -> Vec<Written> {
    match words {
        [word] => parted(word),
        [first, second] => joined(first, second, hyphenated).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The ways in which a word written as one is parted.
fn parted(word: &str) -> Vec<Written> {
    if let Some(&(first, blank)) = LISTED.words.get(&stem(word)) {
        let Some(second) = word.strip_prefix(first).filter(|second| !second.is_empty()) else { return Vec::new() };
        let mark = if blank { ' ' } else { '-' };
        let unit = if blank { Unit::Word(second.into()) } else { Unit::Hyphened(second.into()) };
        return vec![Written { name: format!("{first}{mark}{second}"), units: vec![Unit::Word(first.into()), unit] }];
    }
    let follows = |beginning: &&&str| {
        word.strip_prefix(**beginning)
            .is_some_and(|rest| rest.len() >= FOLLOWS && rest.chars().all(char::is_alphabetic))
    };
    let way = |beginning: &&str| Written {
        name: format!("{beginning}-{}", &word[beginning.len()..]),
        units: vec![Unit::Word((*beginning).into()), Unit::Hyphened(word[beginning.len()..].into())],
    };
    LISTED.beginnings.iter().filter(follows).map(way).collect()
}

/// Two words as one: those of the list, and any that a hyphen joins.
fn joined(first: &str, second: &str, hyphenated: bool) -> Option<Written> {
    let word = format!("{first}{second}");
    let is_listed = LISTED.words.get(&stem(&word)).is_some_and(|(before, _)| *before == first);
    let is_word = word.chars().all(char::is_alphabetic) && second.chars().count() > 1;
    (is_listed || (hyphenated && is_word)).then(|| Written { name: word.clone(), units: vec![Unit::Word(word)] })
}

/// What was typed as two words of the list, the second as printed where its stem is that of other words: "well being" is not "well be".
pub(super) fn as_typed(units: &[Unit]) -> Option<Vec<Unit>> {
    let [Unit::Word(first), Unit::Word(second)] = units else { return None };
    let is_listed = LISTED.words.get(&stem(&format!("{first}{second}"))).is_some_and(|(before, _)| before == first);
    let narrow = is_listed && stem(second).chars().count() < TELLS;
    narrow.then(|| vec![Unit::Word(first.clone()), Unit::Pattern(regex::escape(second))])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::lexicon::Lexicon;
    use crate::search::{Options, Query, search};
    use crate::store::testing::{Paper, update};

    fn names(typed: &[&str], hyphenated: bool) -> Vec<String> {
        let words: Vec<String> = typed.iter().map(|&word| word.to_owned()).collect();
        otherwise(&words, hyphenated).into_iter().map(|way| way.name).collect()
    }

    #[test]
    fn every_line_finds_its_example() {
        let written = LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).count();
        assert!(written > 0 && lines().count() == written, "a line is no entry");
        let folder = tempfile::tempdir().unwrap();
        let example = |(parts, example): (&'static str, &'static str)| {
            let (find, sentence) = example.split_once(" | ").expect("an example has two parts");
            (parts, find, sentence)
        };
        let examples: Vec<_> = lines().map(example).collect();
        let paper = examples.iter().fold(Paper::new("a.txt"), |paper, (_, _, sentence)| paper.paragraph(sentence));
        let snapshot = update(folder.path(), &[paper], &[]);
        let options = Options { synonyms: Some(Arc::new(Lexicon::builtin().clone())), ..Options::default() };
        for (parts, find, sentence) in examples {
            let found = search(&snapshot, &Query::parse(find).unwrap(), &options).unwrap();
            let hit = found.hits.iter().find(|hit| hit.text == sentence);
            let hit = hit.unwrap_or_else(|| panic!("`{parts}`: `{find}` does not find `{sentence}`"));
            assert!(!hit.highlights.is_empty() && !found.widened.is_empty(), "{parts}: {:?}", found.widened);
        }
    }

    #[test]
    fn a_word_is_parted_where_the_list_parts_it() {
        assert_eq!(names(&["coordinated"], false), ["co-ordinated"]);
        assert_eq!(names(&["keyworkers"], false), ["key workers"]);
        assert_eq!(names(&["wellbeing"], false), ["well-being"]);
        for plain in ["report", "core", "help", "seven", "over"] {
            let ways = names(&[plain], false);
            assert!(ways.is_empty() || ways == ["re-port"], "{plain}: {ways:?}");
        }
    }

    #[test]
    fn two_words_are_joined_where_a_hyphen_joins_them_or_the_list() {
        assert_eq!(names(&["multi", "agency"], true), ["multiagency"]);
        assert_eq!(names(&["early", "help"], false), [""; 0]);
        assert_eq!(names(&["key", "workers"], false), ["keyworkers"]);
        assert_eq!(names(&["2011", "12"], true), [""; 0]);
    }
}
