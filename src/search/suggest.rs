//! Did you mean? The words of the papers that are nearest to one that no paper has.

use tantivy::Term;
use tantivy::query::Bm25StatisticsProvider;

use super::matcher::{is_near, mistakes};
use crate::error::Result;
use crate::store::Snapshot;

/// How many are proposed.
const PROPOSED: usize = 3;

/// A word shorter than this begins too many others.
const BEGINS: usize = 5;

/// The words of the papers nearest to a word in lower case, by letters wrong, then by how many passages have them, then
/// in order. None where every word is too far: more than one letter in four. Longer words are near that begin with what was
/// typed, or with one letter of it wrong.
///
/// ```text
/// safegarding   →   safeguarding
/// safegard      →   safeguarding
/// ```
pub(crate) fn nearest(snapshot: &Snapshot, word: &str) -> Result<Vec<String>> {
    let letters: Vec<char> = word.chars().collect();
    let farthest = match letters.len() {
        0..=2 => return Ok(Vec::new()),
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    };
    let words = snapshot.fields().words;
    let mut found = Vec::new();
    let is_wanted = |other: &str| is_near(&letters, other, farthest) || begins(&letters, other).is_some();
    for other in snapshot.names(words, &is_wanted)? {
        let whole = mistakes(&letters, &other.chars().collect::<Vec<_>>());
        // A word that only begins alike comes after one that is as near as a whole.
        let wrong = begins(&letters, &other).map_or(whole, |wrong| whole.min(wrong + 1));
        let passages = snapshot.doc_freq(&Term::from_field_text(words, &other));
        let passages = passages.map_err(|error| snapshot.failed(error))?;
        found.push((wrong, std::cmp::Reverse(passages), other));
    }
    found.sort();
    Ok(found.into_iter().take(PROPOSED).map(|(_, _, word)| word).collect())
}

/// How many letters are wrong where a longer word begins with these, at most one; `None` where it does not.
fn begins(letters: &[char], other: &str) -> Option<usize> {
    if letters.len() < BEGINS {
        return None;
    }
    let other: Vec<char> = other.chars().take(letters.len() + 2).collect();
    if other.len() < letters.len() + 2 {
        return None;
    }
    let beginnings = (letters.len() - 1..=letters.len() + 1).map(|length| mistakes(letters, &other[..length]));
    // Of a short word one letter wrong makes another: "zebra" begins no "rebranding".
    let farthest = usize::from(letters.len() > BEGINS + 1);
    beginnings.min().filter(|wrong| *wrong <= farthest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_begins_with_what_was_typed_or_with_one_letter_wrong() {
        let begins = |typed: &str, other: &str| begins(&typed.chars().collect::<Vec<_>>(), other);
        assert_eq!(begins("safegard", "safeguarding"), Some(1));
        assert_eq!(begins("safeguard", "safeguarding"), Some(0));
        assert_eq!(begins("safgard", "safeguarding"), None);
        assert_eq!(begins("care", "careless"), None);
        assert_eq!(begins("caseload", "caseloads"), None);
        assert_eq!(begins("ünder", "über"), None);
        assert_eq!(begins("zebra", "rebranding"), None);
        assert_eq!(begins("child", "childminder"), Some(0));
    }
}
