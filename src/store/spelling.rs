//! One spelling for the stemmed index: "organize" with "organise", "judgment" with "judgement".
//!
//! Papers written in Britain spell with both s and z, and the stemmer of the index makes different stems of
//! the two. A rule turns z into s where a verb of that sort ends; the rest is a list in `spelling.toml`. What
//! is stored and quoted keeps the letters that are printed.
//!
//! `organizations` → `organisations`, `judgment` → `judgement`, `size` stays.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The endings a verb in -ize or -yze can take, and the fewest letters that must stand before them.
const ENDINGS: [&str; 9] = ["e", "ed", "es", "er", "ers", "ing", "ation", "ations", "ational"];
const LETTERS_BEFORE: usize = 4;

static WORDS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    // A broken file of our own cannot be mended at run time; the tests below read every entry.
    let list: List = toml::from_str(include_str!("spelling.toml")).unwrap_or_default();
    list.word.into_iter().map(|entry| (entry.from, entry.to)).collect()
});

#[derive(Deserialize, Default)]
struct List {
    word: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    from: String,
    to: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test of the entry"))]
    example: Example,
}

#[derive(Deserialize)]
#[cfg_attr(not(test), expect(dead_code, reason = "read by the test of the entry"))]
struct Example {
    find: String,
    r#in: String,
}

/// The spelling under which a word, given in lower case, is indexed.
pub(crate) fn one_spelling(word: &str) -> Cow<'_, str> {
    if let Some(other) = WORDS.get(word) {
        return Cow::Owned(other.clone());
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
        for same in ["size", "prize", "seized", "horizon", "zone", "ize", "élizé"] {
            assert_eq!(one_spelling(same), same);
        }
    }

    #[test]
    fn every_entry_finds_its_example() {
        let list: List = toml::from_str(include_str!("spelling.toml")).unwrap();
        assert!(!list.word.is_empty());
        for Entry { from, to, example } in list.word {
            assert!(tokens(&example.r#in).any(|token| token.folded() == from), "`{from}` is not in its example");
            let wanted = stems(&example.find);
            assert!(stems(&example.r#in).contains(&wanted[0]), "`{}` does not find `{}`", example.find, example.r#in);
            assert_eq!(stems(&from), stems(&to));
        }
    }
}
