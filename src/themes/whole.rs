//! Terms of the sector with a small word in them, which stand whole: "looked after children", "drift and delay".
//!
//! Elsewhere "after" and "and" part what stands on either side. Terms that only have a word in them that joins others anyway
//! ("levels of need") need no care.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_segmentation::UnicodeSegmentation;

use super::coded::{is_article, is_joint};
use crate::lexicon::Lexicon;
use crate::text::{is_stopword, stem};

/// Words of a term, at most: no phrase is longer.
const LONGEST: usize = 4;

/// A word of such terms, by number: a small one as written, any other by its stem.
pub(super) type Word = u16;

/// The terms, and the words they have.
struct Terms {
    words: FxHashMap<String, Word>,
    /// The first two letters of those words: a stem begins as its word does.
    beginnings: FxHashSet<[u8; 2]>,
    /// By their first word, the longest first.
    terms: Vec<Vec<Vec<Word>>>,
}

static TERMS: LazyLock<Terms> = LazyLock::new(|| {
    let mut known = Terms { words: FxHashMap::default(), beginnings: FxHashSet::default(), terms: Vec::new() };
    for term in Lexicon::builtin().groups().flat_map(|group| &group.equivalents) {
        let is_plain = term.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-');
        let words: Vec<String> = term.unicode_words().map(|word| key(&word.to_lowercase())).collect();
        if !is_plain
            || !(2..=LONGEST).contains(&words.len())
            || !has_small(&words)
            || !term.chars().any(char::is_lowercase)
        {
            continue;
        }
        let number = |word: String| {
            let next = known.words.len() as Word;
            known.beginnings.extend(beginning(&word));
            *known.words.entry(word).or_insert(next)
        };
        let words: Vec<Word> = words.into_iter().map(number).collect();
        known.terms.resize_with(known.words.len(), Vec::new);
        known.terms[usize::from(words[0])].push(words);
    }
    known.terms.iter_mut().for_each(|terms| terms.sort_by_key(|words| std::cmp::Reverse(words.len())));
    known
});

/// A word in lower case as terms have it.
fn key(word: &str) -> String {
    if is_stopword(word) { word.to_owned() } else { stem(word) }
}

fn beginning(word: &str) -> Option<[u8; 2]> {
    word.as_bytes().first_chunk().copied()
}

/// Which word of the terms this one is, given in lower case; `None` where it stands in none.
pub(super) fn word(word: &str) -> Option<Word> {
    let may_be = TERMS.beginnings.contains(&beginning(word)?);
    if may_be { TERMS.words.get(&key(word)).copied() } else { None }
}

/// The terms that begin with this word, the longest first.
pub(super) fn beginning_with(word: Word) -> &'static [Vec<Word>] {
    TERMS.terms.get(usize::from(word)).map_or(&[], Vec::as_slice)
}

/// Whether a small word would part the term: any but one that joins, or an article after it, with words on either side.
fn has_small(words: &[String]) -> bool {
    let joins = |at: usize| {
        let is_inside = at > 0 && at + 1 < words.len();
        is_inside && (is_joint(&words[at]) || (is_article(&words[at]) && is_joint(&words[at - 1])))
    };
    (0..words.len()).any(|at| is_stopword(&words[at]) && !joins(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_terms_that_would_be_parted_are_here() {
        let spelt = |wanted: &Word| TERMS.words.iter().find(|(_, number)| *number == wanted).unwrap().0.clone();
        let terms = |first: &str| -> Vec<String> {
            let terms = word(first).map_or(&[][..], beginning_with).iter();
            terms.map(|words| words.iter().map(spelt).collect::<Vec<_>>().join(" ")).collect()
        };
        assert_eq!(terms("looked"), ["look after children", "look after child"]);
        assert!(terms("drift").contains(&"drift and delay".to_owned()));
        assert_eq!(terms("continuum"), Vec::<String>::new());
    }
}
