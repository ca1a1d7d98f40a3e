//! Runs of letters within words.
//!
//! "overspend" and "overspent" share no word and most of their runs of three to five letters. A run never
//! crosses a space, and the space on either side of a word belongs to it, so that how words begin and end
//! counts (the `char_wb` analyser of scikit-learn).

use std::ops::RangeInclusive;

/// The runs of `lengths` letters in each word of `text`, in lower case, in order, with repetition.
///
/// Words are what white space parts, punctuation included, with one space on either side. A word shorter
/// than a length gives itself once.
///
/// ```
/// use lookback::text::similarity::char_ngrams;
///
/// assert_eq!(char_ngrams("We do", 3..=4), [" we", "we ", " we ", " do", "do ", " do "]);
/// ```
pub fn char_ngrams(text: &str, lengths: RangeInclusive<usize>) -> Vec<String> {
    let mut out = Vec::new();
    for word in text.to_lowercase().split_whitespace() {
        let padded: Vec<char> = std::iter::once(' ').chain(word.chars()).chain(std::iter::once(' ')).collect();
        for length in lengths.clone().filter(|length| *length > 0) {
            if padded.len() <= length {
                out.push(padded.iter().collect());
                break;
            }
            out.extend(padded.windows(length).map(|run| run.iter().collect::<String>()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_word_gives_itself_once() {
        assert_eq!(char_ngrams("a", 3..=5), [" a "]);
        assert_eq!(char_ngrams("", 3..=5), Vec::<String>::new());
    }

    #[test]
    fn a_run_never_crosses_a_space() {
        assert!(char_ngrams("early help", 3..=5).iter().all(|run| !run.trim().contains(' ')));
    }
}
