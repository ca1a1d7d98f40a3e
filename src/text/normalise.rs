//! Normal forms, made when needed and never stored over the text.

use std::borrow::Cow;

/// Folds white space: runs become one space, the ends are trimmed, invisible characters vanish, and the
/// typesetter's ligatures become the letters they stand for. The words stay verbatim.
///
/// ```
/// assert_eq!(lookback::text::squeeze("  the\u{a0}of\u{fb01}cer \n said"), "the officer said");
/// ```
pub fn squeeze(text: &str) -> String {
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

/// Folds what typesetting varies, for matching by rules: curly quotes become straight, dashes become "-",
/// special spaces become " ". Every character gives exactly one character, so character offsets agree.
///
/// ```
/// assert_eq!(lookback::text::fold("the Panel’s ‘back to basics’ plan – agreed"), "the Panel's 'back to basics' plan - agreed");
/// ```
pub fn fold(text: &str) -> Cow<'_, str> {
    // Most passages have none of the bytes that what is folded begins with in UTF-8. A pound sign is not folded.
    let bytes = text.as_bytes();
    let begins = |(at, byte): (usize, &u8)| match byte {
        b'`' => true,
        0xc2 => matches!(bytes.get(at + 1), Some(0xa0 | 0xb4)),
        0xe2 => matches!(bytes.get(at + 1), Some(0x80 | 0x88)),
        _ => false,
    };
    if !bytes.iter().enumerate().any(begins) {
        return Cow::Borrowed(text);
    }
    let folded = |c: char| match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2032}' | '`' | '\u{b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => ' ',
        c => c,
    };
    if text.chars().all(|c| folded(c) == c) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(folded).collect())
    }
}

/// Only the letters and digits, in lower case: what two prints of one quote share whatever the layout.
pub fn letters_and_digits(text: &str) -> String {
    squeeze(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_character_offsets() {
        let text = "“Front Door” – the Panel’s view";
        assert_eq!(fold(text).chars().count(), text.chars().count());
    }

    #[test]
    fn every_character_is_folded_alone_as_among_others() {
        for c in '\u{1}'..='\u{ffff}' {
            let (alone, among) = (c.to_string(), format!("`{c}"));
            assert_eq!(fold(&alone), fold(&among)[1..], "{c:?}");
        }
    }

    #[test]
    fn quotes_are_the_same_on_letters_and_digits() {
        assert_eq!(letters_and_digits("good- quality (£6.8m)"), letters_and_digits("Good-quality £6.8m"));
    }
}
