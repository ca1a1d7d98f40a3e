//! The words of a passage as the index knows them.
//!
//! A token is a run of letters and digits; an apostrophe between letters belongs to it, any other mark parts.
//! Each token has two forms: *folded* (lower case, plain apostrophes), which prefixes, wildcards and exact
//! searches read, and its *stem* (one spelling, English stem), which everything else reads. Query, index and
//! highlight all use this file, so what is found is what is marked.
//!
//! "Multi-agency Children’s Hub" → folded `multi agency children's hub`, stems `multi agenc child hub`

use std::borrow::Cow;

use super::spelling::one_spelling;
use crate::text::stem as english_stem;

/// A token of a text and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// The letters as printed.
    pub text: &'a str,
    /// Byte offset of its first letter.
    pub start: usize,
}

impl<'a> Token<'a> {
    /// Byte offset just past its last letter.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The token in lower case with plain apostrophes.
    pub fn folded(&self) -> Cow<'a, str> {
        if self.text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'\'') {
            return Cow::Borrowed(self.text);
        }
        if self.text.is_ascii() {
            return Cow::Owned(self.text.to_ascii_lowercase());
        }
        Cow::Owned(self.text.chars().map(plain_apostrophe).flat_map(char::to_lowercase).collect())
    }
}

/// The tokens of `text` in order.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let token = next_token(text, from)?;
        from = token.end();
        Some(token)
    })
}

/// The folded forms of the tokens of `text`.
pub(crate) fn folded(text: &str) -> Vec<String> {
    tokens(text).map(|token| token.folded().into_owned()).collect()
}

/// The stems of the tokens of `text`.
#[cfg(test)]
pub(crate) fn stems(text: &str) -> Vec<String> {
    tokens(text).map(|token| stem(&token.folded())).collect()
}

/// The stem of a folded token.
pub(crate) fn stem(folded: &str) -> String {
    english_stem(&one_spelling(folded))
}

fn next_token(text: &str, from: usize) -> Option<Token<'_>> {
    let bytes = text.as_bytes();
    let mut start = from;
    loop {
        let byte = *bytes.get(start)?;
        if LETTERS[usize::from(byte)] {
            break;
        }
        if byte.is_ascii() {
            start += 1;
        } else {
            let next = text[start..].chars().next()?;
            if is_letter(next) {
                break;
            }
            start += next.len_utf8();
        }
    }
    let mut end = start;
    loop {
        // Nearly all text is ASCII: a character beyond it is looked at where one comes.
        while bytes.get(end).is_some_and(|&byte| LETTERS[usize::from(byte)]) {
            end += 1;
        }
        match bytes.get(end) {
            Some(b'\'') if letter_at(text, end + 1) => end += 1,
            Some(byte) if !byte.is_ascii() => {
                let Some(next) = text[end..].chars().next() else { break };
                let after = end + next.len_utf8();
                if is_letter(next) || plain_apostrophe(next) == '\'' && letter_at(text, after) {
                    end = after;
                } else {
                    break;
                }
            }
            _ => break,
        }
    }
    Some(Token { text: &text[start..end], start })
}

/// Which bytes are letters and digits of ASCII.
const LETTERS: [bool; 256] = {
    let mut letters = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        letters[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    letters
};

fn letter_at(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => LETTERS[usize::from(*byte)],
        Some(_) => text[at..].chars().next().is_some_and(is_letter),
        None => false,
    }
}

/// Letters, digits, and the marks that Unicode puts on top of a letter ("e" + U+0301).
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

fn plain_apostrophe(c: char) -> char {
    if matches!(c, '’' | '‘' | '\u{2bc}') { '\'' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_part_words_and_apostrophes_inside_do_not() {
        assert_eq!(folded("Multi-agency ‘Children’s’ Hub (3.5%)"), ["multi", "agency", "children's", "hub", "3", "5"]);
        assert_eq!(folded("councils' plans – the E\u{301}tudes"), ["councils", "plans", "the", "e\u{301}tudes"]);
        assert_eq!(folded(" ’ - "), [""; 0]);
    }

    #[test]
    fn every_token_is_where_it_says() {
        let text = "Café’s £1.2m “co-produced” plan\u{a0}½ 😀 İstanbul";
        for token in tokens(text) {
            assert_eq!(&text[token.start..token.end()], token.text);
        }
        assert_eq!(tokens(text).count(), 8);
    }

    #[test]
    fn inflections_of_a_word_share_a_stem() {
        for words in ["threshold thresholds", "review reviewed reviewing", "child children children’s Childrens"] {
            let stems = stems(words);
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{stems:?}");
        }
        assert_ne!(stem("policy"), stem("police"));
    }

    #[test]
    fn tokens_are_runs_of_letters_in_any_script() {
        let letters: Vec<char> = "aB1 '-’ée\u{301}ſ.£".chars().collect();
        let mut state = 2015_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..8 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push(letters[(state >> 33) as usize % letters.len()]);
            }
            // Letter by letter: an apostrophe belongs to a token where letters stand on both sides.
            let chars: Vec<char> = text.chars().collect();
            let belongs = |at: usize| {
                let beside = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|&c| is_letter(c));
                is_letter(chars[at])
                    || (plain_apostrophe(chars[at]) == '\'' && beside(at.checked_sub(1)) && beside(Some(at + 1)))
            };
            let marked: String = (0..chars.len()).map(|at| if belongs(at) { chars[at] } else { '\n' }).collect();
            let expected: Vec<&str> = marked.split('\n').filter(|token| !token.is_empty()).collect();
            assert_eq!(tokens(&text).map(|token| token.text).collect::<Vec<_>>(), expected, "{text:?}");
        }
    }
}
