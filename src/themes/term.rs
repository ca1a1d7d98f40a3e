//! A term of a codebook: a word, a phrase, either with globs.
//!
//! Words are those of Unicode, folded: lower case, straight apostrophes. Hyphens part words, so "multi-agency",
//! "multi agency" and "Multi‑Agency" are one term. A `*` stands for any letters, also for none: `threshold*` is
//! "threshold", "thresholds" and "threshold's". There is no stemming: what is not written does not fire.
//!
//! Which terms stand in a text is found by [`super::matcher`].

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

/// A word of a text: folded, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// Lower case, straight apostrophes.
    pub folded: Cow<'a, str>,
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// The words of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    text.unicode_word_indices()
        .map(|(start, word)| Token { folded: fold(word), start, end: start + word.len() })
        .collect()
}

fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let plain = |c| if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c };
    Cow::Owned(word.chars().map(plain).flat_map(char::to_lowercase).collect())
}

/// One word of a term: literal pieces with anything between them.
///
/// "caseload" is one piece, "caseload*" is two, the second empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WordPattern {
    pieces: Vec<String>,
}

impl WordPattern {
    /// What the word must begin with; all of it where there is no glob.
    pub fn head(&self) -> &str {
        self.pieces.first().map_or("", String::as_str)
    }

    /// Whether a folded word is one of those meant.
    pub fn matches(&self, word: &str) -> bool {
        let Some(mut rest) = word.strip_prefix(self.head()) else { return false };
        let Some((last, middle)) = self.pieces[1..].split_last() else { return rest.is_empty() };
        for piece in middle {
            let Some(at) = rest.find(piece.as_str()) else { return false };
            rest = &rest[at + piece.len()..];
        }
        rest.ends_with(last.as_str())
    }
}

/// A term: one or more words that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The words; never empty, and the first begins with a letter or digit.
    pub words: Vec<WordPattern>,
}

impl Phrase {
    /// Reads a term as written in a codebook.
    ///
    /// Errors say what is wrong with it: nothing in it, or a glob before the first letter, which would fire everywhere.
    pub fn parse(term: &str) -> Result<Self, String> {
        // A letter that no English text holds keeps the glob inside its word while Unicode parts the words.
        const GLOB: &str = "ʘ";
        let written = term.replace('*', GLOB);
        let words: Vec<_> = tokens(&written)
            .into_iter()
            .map(|token| WordPattern { pieces: token.folded.split(GLOB).map(str::to_owned).collect() })
            .collect();
        match words.first() {
            None => Err(format!("`{term}` has no word in it")),
            Some(first) if first.head().is_empty() => Err(format!("`{term}` begins with `*`, which fires everywhere")),
            Some(_) => Ok(Self { words }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fires(term: &str, text: &str) -> bool {
        let phrase = Phrase::parse(term).unwrap();
        tokens(text)
            .windows(phrase.words.len())
            .any(|window| window.iter().zip(&phrase.words).all(|(token, word)| word.matches(&token.folded)))
    }

    #[test]
    fn words_are_whole_and_case_quotes_and_hyphens_do_not_count() {
        assert!(fires("children's centre*", "The Children’s Centres stayed open."));
        assert!(fires("multi-agency", "MULTI AGENCY work"));
        assert!(!fires("plan", "explanation of plans"));
        assert!(!fires("CAF", "café"));
    }

    #[test]
    fn a_glob_stands_for_any_letters_and_for_none() {
        for word in ["threshold", "thresholds", "threshold’s"] {
            assert!(fires("threshold*", word), "{word}");
        }
        assert!(fires("re*ment", "recruitment"));
        assert!(!fires("re*ment", "recruitments"));
        assert!(fires("manager* oversight", "managers’ oversight"));
    }

    #[test]
    fn a_term_that_would_fire_everywhere_or_never_is_refused() {
        assert!(Phrase::parse("*").unwrap_err().contains("fires everywhere"));
        assert!(Phrase::parse("*work").unwrap_err().contains("fires everywhere"));
        assert!(Phrase::parse(" - ").unwrap_err().contains("no word"));
    }
}
