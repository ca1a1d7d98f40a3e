//! Words that say nothing about the matter.
//!
//! One list for search, comparison and themes, so that a word that counts in one counts in all.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

static STOPWORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    include_str!("stopwords.txt")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});

/// Whether a word, in lower case with plain apostrophes, is on the list of `stopwords.txt`.
///
/// ```
/// use lookback::text::is_stopword;
///
/// assert!(is_stopword("their"));
/// assert!(!is_stopword("no-one-left") && !is_stopword("review"));
/// ```
pub fn is_stopword(word: &str) -> bool {
    STOPWORDS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_lower_case_in_order_and_without_doubles() {
        let lines: Vec<&str> = include_str!("stopwords.txt").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.iter().all(|line| *line == line.trim().to_lowercase() && !line.is_empty()));
        assert!(lines.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn words_of_the_trade_are_not_on_it() {
        for word in ["help", "care", "need", "early", "best", "front", "back", "back-to-basics"] {
            assert!(!is_stopword(word), "{word}");
        }
    }
}
