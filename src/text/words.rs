//! Words as Unicode draws them, with their places, and compounds kept whole.
//!
//! Unicode breaks "multi-agency" in two; in these papers it is one word, and so are "back-to-basics" and
//! "follow-up". [`words`] gives the compound whole, and [`Word::parts`] what it is made of, so that each caller
//! can decide. Numbers are words ("3.5", "2015"); punctuation is not. Nothing is folded or stemmed here.
//!
//! ```
//! use lookback::text::words;
//!
//! let found: Vec<&str> = words("The multi-agency hub's 3.5% gap.").map(|word| word.text).collect();
//! assert_eq!(found, ["The", "multi-agency", "hub's", "3.5", "gap"]);
//! ```

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// A word of a text and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as printed.
    pub text: &'a str,
    /// Byte offset of its first letter in the text it was taken from.
    pub start: usize,
}

impl<'a> Word<'a> {
    /// Byte offset just past its last letter.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Its byte range in the text it was taken from.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end()
    }

    /// The words a compound is made of, in order; for a simple word, itself.
    pub fn parts(self) -> impl Iterator<Item = Word<'a>> {
        self.text.unicode_word_indices().map(move |(offset, text)| Word { text, start: self.start + offset })
    }
}

/// The words of `text` in order, hyphenated compounds whole.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut simple = text.unicode_word_indices().map(|(start, text)| Word { text, start }).peekable();
    std::iter::from_fn(move || {
        let first = simple.next()?;
        let mut end = first.end();
        while let Some(next) = simple.next_if(|next| is_joint(&text[end..next.start])) {
            end = next.end();
        }
        Some(Word { text: &text[first.start..end], start: first.start })
    })
}

/// `text` cut into words, single marks of punctuation and runs of white space: joined, they are `text` again.
///
/// ```
/// use lookback::text::tokens;
///
/// assert_eq!(tokens("Well-run, safe"), ["Well-run", ",", " ", "safe"]);
/// ```
pub fn tokens(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut end = 0;
    for word in words(text) {
        between(&text[end..word.start], &mut out);
        out.push(word.text);
        end = word.end();
    }
    between(&text[end..], &mut out);
    out
}

/// Cuts what stands between two words: a run of white space is one token, every other character cluster one.
fn between<'a>(gap: &'a str, out: &mut Vec<&'a str>) {
    let mut space: Option<usize> = None;
    for (at, cluster) in gap.grapheme_indices(true) {
        if cluster.chars().all(char::is_whitespace) {
            space.get_or_insert(at);
            continue;
        }
        if let Some(start) = space.take() {
            out.push(&gap[start..at]);
        }
        out.push(cluster);
    }
    if let Some(start) = space {
        out.push(&gap[start..]);
    }
}

/// Whether `gap` joins the words on its sides into one.
fn is_joint(gap: &str) -> bool {
    let mut chars = gap.chars();
    chars.next().is_some_and(is_hyphen) && chars.next().is_none()
}

/// The hyphens that join words: hyphen-minus, hyphen, non-breaking hyphen. Dashes part them.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        words(text).map(|word| word.text).collect()
    }

    #[test]
    fn a_compound_is_one_word_and_knows_its_parts() {
        let text = "A 'back-to-basics' plan";
        assert_eq!(texts(text), ["A", "back-to-basics", "plan"]);
        let compound = words(text).nth(1).unwrap();
        let parts: Vec<Word> = compound.parts().collect();
        assert_eq!(parts.iter().map(|part| part.text).collect::<Vec<_>>(), ["back", "to", "basics"]);
        assert!(parts.iter().all(|part| &text[part.range()] == part.text));
    }

    #[test]
    fn a_simple_word_is_its_own_only_part() {
        let word = words("plan").next().unwrap();
        assert_eq!(word.parts().collect::<Vec<_>>(), [word]);
    }

    #[test]
    fn dashes_part_words_and_apostrophes_do_not() {
        assert_eq!(
            texts("children’s plans – late—and 2011–2015"),
            ["children’s", "plans", "late", "and", "2011", "2015"]
        );
        assert_eq!(texts("a trailing- hyphen -here"), ["a", "trailing", "hyphen", "here"]);
    }

    #[test]
    fn every_range_is_the_word() {
        let text = "Café at 9.30am: “co-produced”, naïve\u{a0}½ – no 😀";
        assert!(words(text).all(|word| &text[word.range()] == word.text));
    }

    #[test]
    fn tokens_joined_are_the_text() {
        for text in ["", " ", "one", "  two \n three ", "a--b, 'c' (d)…", "e\u{301}t\u{301}, 👩‍👧 x\u{2011}y", "end. "]
        {
            assert_eq!(tokens(text).concat(), text);
        }
    }
}
