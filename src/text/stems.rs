//! The stem of a word, as the index makes it.
//!
//! English Snowball ("Porter 2") from `frostem`, which is what tantivy uses: a word that search finds alike,
//! comparison finds alike. A stem is for comparing; it is never shown.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));

/// The stem of one word, in lower case; a typographic apostrophe counts as a plain one.
///
/// ```
/// use lookback::text::stem;
///
/// assert_eq!(stem("Reviewed"), "review");
/// assert_eq!(stem("children’s"), stem("children"));
/// ```
pub fn stem(word: &str) -> String {
    let is_plain = word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    let lower = if is_plain { Cow::Borrowed(word) } else { word.to_lowercase().replace(['’', '‘'], "'").into() };
    STEMS.with_borrow_mut(|known| {
        if let Some(stem) = known.get(&*lower) {
            return stem.clone();
        }
        if known.len() >= REMEMBERED {
            known.clear();
        }
        let stem = ENGLISH.stem(&lower).into_owned();
        known.insert(lower.into(), stem.clone());
        stem
    })
}

/// Stems remembered, a thread each: papers repeat their words, and stemming costs more than remembering.
const REMEMBERED: usize = 1 << 16;

thread_local! {
    // Looked up only, never listed, so its order cannot reach an answer.
    static STEMS: RefCell<FxHashMap<Box<str>, String>> = RefCell::default();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of `snowballstemmer` 3.1.1, the reference implementation, on words of our papers.
    const SNOWBALL: [(&str, &str); 13] = [
        ("safeguarding", "safeguard"),
        ("reviews", "review"),
        ("reviewed", "review"),
        ("children's", "children"),
        ("councillors", "councillor"),
        ("recommendations", "recommend"),
        ("priorities", "prioriti"),
        ("supervision", "supervis"),
        ("scrutiny", "scrutini"),
        ("defining", "defin"),
        ("resolving", "resolv"),
        ("implementing", "implement"),
        ("authorities", "author"),
    ];

    #[test]
    fn stems_agree_with_the_reference_implementation() {
        for (word, expected) in SNOWBALL {
            assert_eq!(stem(word), expected);
        }
    }

    #[test]
    fn stems_agree_with_those_of_the_index() {
        use tantivy::tokenizer::{Language, SimpleTokenizer, Stemmer, TextAnalyzer, TokenStream};
        let mut analyser =
            TextAnalyzer::builder(SimpleTokenizer::default()).filter(Stemmer::new(Language::English)).build();
        for (word, _) in SNOWBALL.iter().filter(|(word, _)| !word.contains('\'')) {
            let mut stream = analyser.token_stream(word);
            assert_eq!(stream.next().map(|token| token.text.clone()), Some(stem(word)));
        }
    }
}
