//! One spelling for the stemmed index: "organize" with "organise", "judgment" with "judgement".
//!
//! Papers written in Britain spell with both s and z, and the stemmer of the index makes different stems of
//! the two. A rule turns z into s where a verb of that sort ends; marks on letters, which not everybody types, go; the rest is a list in `spelling.txt`. What
//! is stored and quoted keeps the letters that are printed.
//!
//! `organizations` → `organisations`, `judgment` → `judgement`, `éireann` → `eireann`, `size` stays.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::text::without_marks;

/// The endings a verb in -ize or -yze can take, and the fewest letters that must stand before them.
const ENDINGS: [&str; 9] = ["e", "ed", "es", "er", "ers", "ing", "ation", "ations", "ational"];
const LETTERS_BEFORE: usize = 4;

static LIST: &str = include_str!("spelling.txt");

static WORDS: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| entries(LIST).map(|entry| (entry.from, entry.to)).collect());

/// A line of the list.
struct Entry<'a> {
    from: &'a str,
    to: &'a str,
    /// What is searched for, and a sentence that it must hit.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test of the entry"))]
    example: &'a str,
}

/// The entries of a list. A line that is none is passed over; the tests read each.
fn entries(list: &str) -> impl Iterator<Item = Entry<'_>> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (words, example) = line.split_once(": ")?;
        let (from, to) = words.split_once(", ")?;
        Some(Entry { from, to, example })
    })
}

/// The spelling under which a word, given in lower case, is indexed.
pub(crate) fn one_spelling(word: &str) -> Cow<'_, str> {
    match without_marks(word) {
        Cow::Borrowed(word) => of_plain(word),
        Cow::Owned(word) => Cow::Owned(of_plain(&word).into_owned()),
    }
}

/// The spelling of a word without marks on its letters.
fn of_plain(word: &str) -> Cow<'_, str> {
    if let Some(&other) = WORDS.get(word) {
        return Cow::Borrowed(other);
    }
    match word.rfind('z') {
        Some(at) if at >= LETTERS_BEFORE && takes_an_s(word, at) => {
            Cow::Owned(format!("{}s{}", &word[..at], &word[at + 1..]))
        }
        _ => Cow::Borrowed(word),
    }
}

/// Whether the z at `at` is that of a verb in -ize or -yze.
fn takes_an_s(word: &str, at: usize) -> bool {
    let before = word.as_bytes().get(at - 1);
    matches!(before, Some(b'i' | b'y')) && ENDINGS.contains(&&word[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::words::{stems, tokens};

    #[test]
    fn s_and_z_are_one_word() {
        for (z, s) in [
            ("organize", "organise"),
            ("organizations", "organisations"),
            ("prioritized", "prioritised"),
            ("analyzing", "analysing"),
        ] {
            assert_eq!(one_spelling(z), s);
            assert_eq!(one_spelling(s), s);
        }
        for same in ["size", "prize", "seized", "horizon", "zone", "ize"] {
            assert_eq!(one_spelling(same), same);
        }
    }

    #[test]
    fn marks_on_letters_do_not_count() {
        for (marked, plain) in [("éireann", "eireann"), ("môn", "mon"), ("e\u{301}tude", "etude"), ("ørsted", "ørsted")]
        {
            assert_eq!(one_spelling(marked), plain);
        }
        assert_eq!(stems("Cafés"), stems("cafe"));
    }

    #[test]
    fn every_entry_finds_its_example() {
        let lines = LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).count();
        assert!(lines > 0 && entries(LIST).count() == lines, "a line is no entry");
        for Entry { from, to, example } in entries(LIST) {
            let (find, sentence) = example.split_once(" | ").expect("an example has two parts");
            assert!(tokens(sentence).any(|token| token.folded() == from), "`{from}` is not in its example");
            assert!(stems(sentence).contains(&stems(find)[0]), "`{find}` does not find `{sentence}`");
            assert_eq!(stems(from), stems(to));
        }
    }
}
