//! Normal forms, made when needed and never stored over the text.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// Folds white space: runs become one space, the ends are trimmed, invisible characters vanish, and the
/// typesetter's ligatures become the letters they stand for. The words stay verbatim.
///
/// ```
/// assert_eq!(lookback::text::squeeze("  the\u{a0}of\u{fb01}cer \n said"), "the officer said");
/// ```
pub fn squeeze(text: &str) -> String {
    if is_squeezed(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{2060}' => {}
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// How many bytes a text has without its white space.
///
/// ```
/// assert_eq!(lookback::text::unspaced(" the  Cabinet"), 10);
/// ```
pub fn unspaced(text: &str) -> usize {
    text.split_whitespace().map(str::len).sum()
}

/// Where the first so many bytes of a text end that are no white space: at its last such byte, where it has no more.
///
/// ```
/// assert_eq!(lookback::text::after_unspaced("the  Cabinet met", 6), 8);
/// ```
pub fn after_unspaced(text: &str, bytes: usize) -> usize {
    let mut end = 0;
    let mut left = bytes;
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        if left == 0 {
            break;
        }
        left = left.saturating_sub(c.len_utf8());
        end = at + c.len_utf8();
    }
    end
}

/// Whether [`squeeze`] leaves a text as it is; for some that it would, `false`.
fn is_squeezed(text: &str) -> bool {
    let bytes = text.as_bytes();
    // What is folded begins with one of these bytes in UTF-8; curly quotes and dashes begin like it and stay.
    let is_kept = |at: usize| match (bytes[at], bytes.get(at + 1), bytes.get(at + 2)) {
        (b' ', Some(b' '), _) => false,
        (byte, ..) if byte.is_ascii() => byte == b' ' || !byte.is_ascii_whitespace() && byte != 0x0b,
        (0xc2, Some(0x85 | 0xa0 | 0xad), _) => false,
        (0xe2, Some(0x80), Some(last)) => matches!(last, 0x90..=0xa7),
        (0xe2, Some(0x81), _) => false,
        (lead, ..) => !matches!(lead, 0xe1 | 0xe3 | 0xef),
    };
    !text.starts_with(' ') && !text.ends_with(' ') && (0..bytes.len()).all(is_kept)
}

/// Letters without the marks above and below them, for those who type without: "Ynys Mon" is Ynys Môn. The marks are those of
/// Latin, Greek and Cyrillic letters; a letter that is another one, as ø, stays.
///
/// ```
/// assert_eq!(lookback::text::without_marks("Éireann"), "Eireann");
/// assert_eq!(lookback::text::without_marks("T\u{177}\u{302}"), "Ty");
/// ```
pub fn without_marks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).nfc().collect())
}

/// Folds what typesetting varies, for matching by rules: curly quotes become straight, dashes become "-",
/// special spaces become " ". Every character gives exactly one character: [`as_printed`] finds what a part stands for.
///
/// ```
/// assert_eq!(lookback::text::fold("the Panel’s ‘back to basics’ plan – agreed"), "the Panel's 'back to basics' plan - agreed");
/// ```
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains('`') {
        return Cow::Borrowed(text);
    }
    let folded = |c: char| match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2032}' | '`' | '\u{b4}' => Some('\''),
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' => Some('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => Some(' '),
        _ => None,
    };
    let mut out = String::new();
    let mut taken = 0;
    // All that is folded begins with one of these bytes in UTF-8, and so do few other characters.
    for (at, _) in text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'`' | 0xc2 | 0xe2)) {
        let Some(c) = text[at..].chars().next() else { break };
        if let Some(plain) = folded(c) {
            out.reserve(text.len() - taken);
            out.push_str(&text[taken..at]);
            out.push(plain);
            taken = at + c.len_utf8();
        }
    }
    if taken == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[taken..]);
    Cow::Owned(out)
}

/// What stands in a text where its [`fold`]ed form has a part, given in bytes of that form: the words of a match, as printed.
/// Where the form is not that of the text, what is beyond its end is left out.
///
/// ```
/// use lookback::text::{as_printed, fold};
///
/// let text = "the Panel’s ‘back to basics’ plan";
/// let folded = fold(text);
/// let plan = folded.find("'back").unwrap()..folded.len();
/// assert_eq!(as_printed(text, &folded, plan), "‘back to basics’ plan");
/// ```
///
/// # Panics
/// Where the part does not begin and end between characters of the folded form.
pub fn as_printed<'t>(text: &'t str, folded: &str, part: Range<usize>) -> &'t str {
    // All that is folded becomes shorter in bytes, but for the grave accent, which stays as long.
    if text.len() == folded.len() {
        return &text[part];
    }
    let skip = |text: &'t str, letters: &str| match letters.chars().count() {
        0 => 0,
        count => text.char_indices().nth(count).map_or(text.len(), |(at, _)| at),
    };
    let rest = &text[skip(text, &folded[..part.start])..];
    &rest[..skip(rest, &folded[part])]
}

/// Only the letters and digits, in lower case: what two prints of one quote share whatever the layout.
pub fn letters_and_digits(text: &str) -> String {
    if text.is_ascii() {
        let mut kept = text.to_ascii_lowercase();
        kept.retain(|c| c.is_ascii_alphanumeric());
        return kept;
    }
    squeeze(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_is_found_as_printed() {
        let text = "“Front Door” – the Panel’s\u{a0}view: £6m `ŷ`";
        let folded = fold(text);
        assert_eq!(folded.chars().count(), text.chars().count());
        for (from, _) in folded.char_indices() {
            for (to, _) in folded[from..].char_indices().map(|(to, c)| (from + to, c)) {
                assert_eq!(fold(as_printed(text, &folded, from..to)), folded[from..to]);
            }
            assert!(text.ends_with(as_printed(text, &folded, from..folded.len())));
        }
        assert_eq!(as_printed("`ŷ`", "'ŷ'", 1..3), "ŷ");
    }

    #[test]
    fn every_character_is_folded_alone_as_among_others() {
        for c in '\u{1}'..='\u{ffff}' {
            let (alone, among) = (c.to_string(), format!("`{c}"));
            assert_eq!(fold(&alone), fold(&among)[1..], "{c:?}");
        }
    }

    #[test]
    fn what_is_squeezed_already_is_known_by_its_bytes() {
        for c in '\u{1}'..='\u{ffff}' {
            let text = format!("a{c}b");
            let slowly = squeeze(&format!("{text}  c"));
            assert_eq!(squeeze(&text), slowly[..slowly.len() - 2], "{c:?}");
        }
        assert!(is_squeezed("the Panel’s £6m “plan” – agreed") && !is_squeezed("a  b") && !is_squeezed("a "));
    }

    #[test]
    fn quotes_are_the_same_on_letters_and_digits() {
        assert_eq!(letters_and_digits("good- quality (£6.8m)"), letters_and_digits("Good-quality £6.8m"));
    }
}
