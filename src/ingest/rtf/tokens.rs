//! The tokens of an RTF file: groups, control words, bytes of text.

/// A piece of an RTF file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// `{`.
    Open,
    /// `}`.
    Close,
    /// `\par`, `\u8217`: a control word and its number.
    Word(&'a str, Option<i32>),
    /// `\~`, `\-`: a control symbol.
    Symbol(u8),
    /// `\'92`, or a byte of text: a letter in the encoding of the font.
    Byte(u8),
}

/// Reads tokens. Damaged files give tokens to their end: nothing here fails.
pub struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    /// The tokens of a file.
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// What stands after a backslash; `None` where it is a letter in figures that are none.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.bytes.get(self.at)?;
        if first == b'\'' {
            let digits = self.bytes.get(self.at + 1..self.at + 3);
            self.at = (self.at + 3).min(self.bytes.len());
            let text = digits.and_then(|digits| std::str::from_utf8(digits).ok());
            return text.and_then(|text| u8::from_str_radix(text, 16).ok()).map(Token::Byte);
        }
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return Some(Token::Symbol(first));
        }
        let rest = &self.bytes[self.at..];
        let letters = rest.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let sign = usize::from(rest.get(letters) == Some(&b'-'));
        let digits = rest[letters + sign..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let sign = if digits == 0 { 0 } else { sign };
        let text = |range: std::ops::Range<usize>| std::str::from_utf8(&rest[range]).unwrap_or_default();
        let number = text(letters..letters + sign + digits).parse().ok();
        let end = letters + sign + digits;
        let space = usize::from(rest.get(end) == Some(&b' '));
        self.at += end + space;
        // Bytes of a picture follow, as they are.
        if let ("bin", Some(length)) = (text(0..letters), number) {
            self.at = self.at.saturating_add(usize::try_from(length).unwrap_or(0)).min(self.bytes.len());
        }
        Some(Token::Word(text(0..letters), number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            return match byte {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => match self.control() {
                    None => continue,
                    token => token,
                },
                // Line ends only break the file into lines.
                b'\r' | b'\n' | 0 => continue,
                byte => Some(Token::Byte(byte)),
            };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_symbols_and_bytes_are_told_apart() {
        let found: Vec<Token<'_>> = Tokens::of(b"{\\b0 a\\u-3913?\\'92\\~\\bin3 {}}\\par\nb}").collect();
        let word = Token::Word;
        let byte = Token::Byte;
        let want = [
            Token::Open,
            word("b", Some(0)),
            byte(b'a'),
            word("u", Some(-3913)),
            byte(b'?'),
            byte(0x92),
            Token::Symbol(b'~'),
            word("bin", Some(3)),
            word("par", None),
            byte(b'b'),
            Token::Close,
        ];
        assert_eq!(found, want);
    }

    #[test]
    fn a_file_that_breaks_off_ends() {
        for broken in [&b"\\"[..], b"\\'", b"\\'9", b"\\u-", b"\\bin99999 x", b"{\\"] {
            assert!(Tokens::of(broken).count() < 4);
        }
        let wrong = b"\\'zz".repeat(200_000);
        assert_eq!(Tokens::of(&[&wrong[..], b"a"].concat()).collect::<Vec<_>>(), [Token::Byte(b'a')]);
    }
}
