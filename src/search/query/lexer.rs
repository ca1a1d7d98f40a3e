//! Typed characters to lexemes: brackets, operators, quotes, fields and words, each with its place.
//!
//! Words are only cut out here; [`super::words`] says what they ask for, [`super::fields`] what a field does.

use std::ops::Range;

use super::Trouble;

/// A piece of a query and where it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub span: Range<usize>,
    pub kind: Kind,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    And,
    Or,
    /// `NOT`, or a minus before a word.
    Not,
    Near {
        within: u32,
        ordered: bool,
    },
    /// What stands between quotes.
    Phrase(Range<usize>),
    /// What stands between slashes.
    Regex(Range<usize>),
    /// A field, and its values, each a byte range without its quotes.
    Field {
        name: Range<usize>,
        values: Vec<Range<usize>>,
    },
    /// Anything else up to the next space, quote or bracket.
    Word,
}

/// The farthest apart that NEAR looks.
const FARTHEST: u32 = 1000;

/// Cuts a query into lexemes.
pub(super) fn lexemes(text: &str) -> Result<Vec<Lexeme>, Trouble> {
    let mut lexer = Lexer { text, at: 0 };
    let mut out = Vec::new();
    while let Some(lexeme) = lexer.next()? {
        out.push(lexeme);
    }
    Ok(out)
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn next(&mut self) -> Result<Option<Lexeme>, Trouble> {
        self.at += self.rest().len() - self.rest().trim_start().len();
        let start = self.at;
        let Some(first) = self.rest().chars().next() else { return Ok(None) };
        let follows = self.rest().chars().nth(1);
        let kind = match first {
            '(' => self.take(1, Kind::Open),
            ')' => self.take(1, Kind::Close),
            '-' if follows.is_some_and(|c| !c.is_whitespace()) => self.take(1, Kind::Not),
            '/' => Kind::Regex(self.regex()?),
            quote if opens(quote) => Kind::Phrase(self.phrase()?),
            _ => self.word()?,
        };
        Ok(Some(Lexeme { span: start..self.at, kind }))
    }

    fn take(&mut self, bytes: usize, kind: Kind) -> Kind {
        self.at += bytes;
        kind
    }

    /// What stands between quotes; the cursor goes past the closing one.
    fn phrase(&mut self) -> Result<Range<usize>, Trouble> {
        let open = self.at;
        let start = open + self.rest().chars().next().map_or(0, char::len_utf8);
        let Some(length) = self.text[start..].find(['"', '”']) else {
            return Err(Trouble::new(open, "this quote is not closed", "write `\"` at the end of the phrase"));
        };
        let end = start + length;
        self.at = end + self.text[end..].chars().next().map_or(0, char::len_utf8);
        if self.rest().starts_with('~') {
            return Err(Trouble::new(
                self.at,
                "`~` stands after a phrase",
                "write `word NEAR/5 word` for words not far apart",
            ));
        }
        Ok(start..end)
    }

    /// What stands between slashes; the cursor goes past the closing one. `\/` is a slash.
    fn regex(&mut self) -> Result<Range<usize>, Trouble> {
        let start = self.at + 1;
        let mut escaped = false;
        for (offset, c) in self.text[start..].char_indices() {
            if c == '/' && !escaped {
                let end = start + offset;
                self.at = end + 1;
                if self.rest().chars().next().is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | ')')) {
                    return Err(Trouble::new(self.at, "something follows the closing `/`", "put a space after it"));
                }
                return Ok(start..end);
            }
            escaped = c == '\\' && !escaped;
        }
        let hint = "close it with `/`, or put the words in quotes to search for them as they stand";
        Err(Trouble::new(self.at, "this `/` opens a regular expression that is not closed", hint))
    }

    /// An operator, a field or a word.
    fn word(&mut self) -> Result<Kind, Trouble> {
        let start = self.at;
        let length = self.rest().find(|c: char| c.is_whitespace() || ends_word(c)).unwrap_or(self.rest().len());
        let word = &self.text[start..start + length];
        if let Some(colon) = word.find(':') {
            return self.field(start..start + colon);
        }
        self.at += length;
        match word {
            "AND" => Ok(Kind::And),
            "OR" => Ok(Kind::Or),
            "NOT" => Ok(Kind::Not),
            _ => match word.strip_prefix('O').unwrap_or(word).strip_prefix("NEAR") {
                Some(distance) if distance.is_empty() || distance.starts_with('/') => {
                    near(start, word, distance.get(1..).unwrap_or_default())
                }
                _ => Ok(Kind::Word),
            },
        }
    }

    /// A field and its values: `kind:priority,concern`, `council:"North Marlshire"`.
    fn field(&mut self, name: Range<usize>) -> Result<Kind, Trouble> {
        self.at = name.end + 1;
        let mut values = Vec::new();
        loop {
            let start = self.at;
            match self.rest().chars().next() {
                Some(quote) if opens(quote) => values.push(self.phrase()?),
                Some(')') | None => {}
                Some('(') => {
                    let hint = format!("write values with commas: `{}:one,two`", &self.text[name]);
                    return Err(Trouble::new(start, "a field takes no brackets", hint));
                }
                Some(_) => {
                    let stop = |c: char| c.is_whitespace() || c == ',' || ends_word(c);
                    let length = self.rest().find(stop).unwrap_or(self.rest().len());
                    self.at += length;
                    values.push(start..self.at);
                }
            }
            if values.last().is_none_or(|value| value.is_empty()) {
                let name = &self.text[name];
                let hint =
                    format!("write the value without a space, `{name}:value`; quotes make `{name}:` plain words");
                return Err(Trouble::new(start.saturating_sub(1), "a value is missing here", hint));
            }
            if !self.rest().starts_with(',') {
                return Ok(Kind::Field { name, values });
            }
            self.at += 1;
        }
    }
}

fn near(at: usize, word: &str, distance: &str) -> Result<Kind, Trouble> {
    match distance.parse() {
        Ok(within) if within <= FARTHEST => Ok(Kind::Near { within, ordered: word.starts_with('O') }),
        _ => {
            let operator = if word.starts_with('O') { "ONEAR" } else { "NEAR" };
            let message = format!("`{operator}` needs a number of words, at most {FARTHEST}");
            Err(Trouble::new(at, message, format!("write `{operator}/5`, or `\"{word}\"` for the word")))
        }
    }
}

fn opens(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

fn ends_word(c: char) -> bool {
    opens(c) || matches!(c, '(' | ')')
}
