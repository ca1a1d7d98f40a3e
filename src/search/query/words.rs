//! A typed word, phrase or expression to the run of words it asks for.
//!
//! `multi-agency` is two words side by side, as in the papers; `2011/12` and `Children’s,` are read as printed.
//! A mark that would mean nothing is an error with what to write instead: nothing is dropped in silence.

use std::ops::Range;

use super::{Trouble, Unit};
use crate::store::words::folded;

const QUOTE_IT: &str = "put the words in quotes to search for them as they stand";

/// Marks that may stand before a word, after it, and between its letters, as in print.
const BEFORE: [char; 6] = ['\'', '‘', '’', '£', '$', '€'];
const AFTER: [char; 12] = ['\'', '’', '‘', ',', '.', ';', '!', '?', '%', '…', '-', '–'];
const BETWEEN: &str = "'’‘-‐‑–—/.,&_@%+£$€";

/// Bytes that a regular expression may take when it is made ready. The engine makes a table of it, which takes far longer.
const LARGEST: usize = 200_000;

/// Reads a word with no space in it.
pub(super) fn word(text: &str, span: Range<usize>) -> Result<Vec<Unit>, Trouble> {
    let typed = &text[span.clone()];
    let (typed, fuzzy) = mistakes(typed, span.start)?;
    let core = typed.trim_start_matches(BEFORE);
    let whole = &text[span.clone()];
    let start = span.start + typed.len() - core.len();
    let core = core.trim_end_matches(AFTER);
    if !core.contains(char::is_alphanumeric) {
        return Err(stands_alone(whole, span.start));
    }
    for (offset, c) in core.char_indices() {
        let rest = &core[offset + c.len_utf8()..];
        let inside = offset > 0 && rest.chars().next().is_some_and(char::is_alphanumeric);
        let known = c.is_alphanumeric()
            || is_accent(c)
            || c == '*'
            || (c == '?' && inside)
            || (BETWEEN.contains(c) && offset > 0 && rest.contains(|c: char| c.is_alphanumeric() || c == '*'));
        if !known {
            return Err(no_meaning(c, start + offset, offset == 0));
        }
    }
    let units = units(core).ok_or_else(|| lonely_star(start))?;
    match (fuzzy, units.as_slice()) {
        (None, _) => Ok(units),
        (Some(distance), [Unit::Word(word)]) if word.chars().count() > usize::from(distance) => {
            Ok(vec![Unit::Fuzzy { word: word.clone(), distance }])
        }
        (Some(_), [Unit::Word(_)]) => {
            let at = span.start + typed.len();
            Err(Trouble::new(at, "the word is too short for so many mistakes", "write a longer word, or leave `~` out"))
        }
        (Some(_), _) => {
            let at = span.start + typed.len();
            Err(Trouble::new(at, "`~` goes with one plain word", "write each word with its own `~1`, without `*`"))
        }
    }
}

/// Reads what stands between quotes: any mark parts words, and `*` at a word, or `?` within one, is still a wildcard.
pub(super) fn phrase(text: &str, inner: Range<usize>) -> Result<Vec<Unit>, Trouble> {
    let typed = &text[inner.clone()];
    if let Some((at, _)) = typed.match_indices('~').find(|(at, _)| mistakes_end_here(&typed[*at..])) {
        let hint = "outside quotes write `word~1`; `one~1 NEAR/1 other` for words not far apart";
        return Err(Trouble::new(inner.start + at, "`~` stands in a phrase", hint));
    }
    let units = units(&questions_parted(typed)).ok_or_else(|| lonely_star(inner.start))?;
    if units.is_empty() {
        return Err(Trouble::new(inner.start, "there is no word between these quotes", "write a word or a phrase"));
    }
    Ok(units)
}

/// Whether what begins with a `~` is the sign for mistakes at the end of a word.
fn mistakes_end_here(rest: &str) -> bool {
    let after = rest.strip_prefix("~1").or_else(|| rest.strip_prefix("~2"));
    after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

/// With a blank for each question mark that is not within a word.
fn questions_parted(typed: &str) -> String {
    let mut before = ' ';
    let mut rest = typed.chars().peekable();
    let mut parted = String::with_capacity(typed.len());
    while let Some(c) = rest.next() {
        let within = before.is_alphanumeric() && rest.peek().is_some_and(|next| next.is_alphanumeric());
        parted.push(if c == '?' && !within { ' ' } else { c });
        before = c;
    }
    parted
}

/// Reads a regular expression. It is asked of whole words, so `^` and `$` about it say what is so already.
pub(super) fn expression(text: &str, inner: Range<usize>) -> Result<Vec<Unit>, Trouble> {
    const HINT: &str = "it is matched against one whole word, for example `/review(s|ed)/`";
    let typed = &text[inner.clone()];
    let fault = |message: String, hint: &str| Err(Trouble::new(inner.start, message, hint));
    if typed.is_empty() {
        return fault("this regular expression is empty".into(), HINT);
    }
    if let Some((at, c)) = in_no_word(typed) {
        let (message, hint) = match c {
            ' ' => ("no word has a blank in it".to_owned(), HINT),
            c if c.is_uppercase() => (
                "no word has a capital letter here".to_owned(),
                "write it in lower case: words are looked up in lower case",
            ),
            c => (
                format!("no word has a `{c}` in it"),
                "what stands on its two sides are two words: write `\"word word\"` in quotes",
            ),
        };
        return Err(Trouble::new(inner.start + at, message, hint));
    }
    let plain = of_letters(&typed.replace("\\/", "/").replace(['’', '‘'], "'"));
    let whole = plain.strip_prefix('^').unwrap_or(&plain);
    let whole = whole.strip_suffix('$').filter(|before| !before.ends_with('\\')).unwrap_or(whole);
    match regex::RegexBuilder::new(whole).size_limit(LARGEST).build() {
        Ok(_) if whole.is_empty() => fault("this regular expression is empty".into(), HINT),
        Ok(_) => Ok(vec![Unit::Pattern(whole.to_owned())]),
        Err(regex::Error::CompiledTooBig(_)) => {
            fault("this regular expression asks for too much".into(), "write smaller numbers in `{}`, or fewer choices")
        }
        Err(error) => {
            let why = error.to_string();
            let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            fault(format!("not a regular expression: {why}"), HINT)
        }
    }
}

/// An expression with `\w` and `\d` as words have them: any character but an apostrophe, and ten figures. The tables that name every
/// letter of every script take a second to make, and of a few the engine makes none.
fn of_letters(expression: &str) -> String {
    let mut out = String::with_capacity(expression.len());
    let (mut is_class, mut chars) = (false, expression.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('w') if !is_class => out.push_str("[^']"),
                Some('d') => out.push_str(if is_class { "0-9" } else { "[0-9]" }),
                Some(other) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
            other => {
                is_class = if is_class { other != ']' } else { other == '[' };
                out.push(other);
            }
        }
    }
    out
}

/// The first character of an expression that stands for itself and that no word has, and its byte offset: a capital, a blank, a mark.
/// What stands in square brackets or braces is passed over, and so are the signs of the expression.
fn in_no_word(expression: &str) -> Option<(usize, char)> {
    const SIGNS: &str = ".*+?|()[]{}^$\\'’‘";
    let mut within = None;
    let mut chars = expression.char_indices();
    while let Some((at, c)) = chars.next() {
        match (within, c) {
            (_, '\\') => {
                let (_, escaped) = chars.next()?;
                // `\w`, `\P` and their like stand for other characters.
                if within.is_none() && !escaped.is_alphanumeric() && !"'’‘".contains(escaped) {
                    return Some((at, escaped));
                }
            }
            (Some(end), c) => within = (c != end).then_some(end),
            (None, '[') => within = Some(']'),
            (None, '{') => within = Some('}'),
            // `(?:`, `(?i)`: how the group is read.
            (None, '(') if expression[at..].starts_with("(?") => {
                within = Some(if expression[at..].starts_with("(?:") { ':' } else { ')' })
            }
            (None, c) if c.is_uppercase() || !(c.is_alphanumeric() || is_accent(c) || SIGNS.contains(c)) => {
                return Some((at, c));
            }
            _ => {}
        }
    }
    None
}

/// A `~1` or `~2` at the end of a word, taken off.
fn mistakes(typed: &str, at: usize) -> Result<(&str, Option<u8>), Trouble> {
    let Some(tilde) = typed.rfind('~') else { return Ok((typed, None)) };
    match &typed[tilde + 1..] {
        "1" => Ok((&typed[..tilde], Some(1))),
        "2" => Ok((&typed[..tilde], Some(2))),
        _ => {
            let hint = "write `~1` or `~2` after a word for that many letters wrong";
            Err(Trouble::new(at + tilde, "`~` needs 1 or 2", hint))
        }
    }
}

/// Words in a row; those with a star or question mark become patterns. `None` when one has no letter beside.
fn units(text: &str) -> Option<Vec<Unit>> {
    let wild = |c: char| matches!(c, '*' | '?');
    let mut units = Vec::new();
    for part in text.split(|c: char| !(c.is_alphanumeric() || is_accent(c) || wild(c) || "'’‘".contains(c))) {
        if !part.contains(wild) {
            units.extend(folded(part).into_iter().map(Unit::Word));
        } else if part.contains(char::is_alphanumeric) {
            units.push(Unit::Pattern(wildcards(part)));
        } else {
            return None;
        }
    }
    Some(units)
}

fn lonely_star(at: usize) -> Trouble {
    Trouble::new(at, "`*` needs letters beside it", "write some letters with it: `thresh*`")
}

/// The regular expression of a word with wildcards.
fn wildcards(part: &str) -> String {
    let mut pattern = String::new();
    for c in part.trim_matches(['\'', '’', '‘']).chars() {
        match c {
            '*' => pattern.push_str(".*"),
            '?' => pattern.push('.'),
            '’' | '‘' => pattern.push('\''),
            other => pattern.push_str(&regex::escape(&other.to_lowercase().to_string())),
        }
    }
    pattern
}

fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn stands_alone(typed: &str, at: usize) -> Trouble {
    let message = format!("`{typed}` stands alone");
    let hint = match typed {
        "&" | "&&" | "+" => "write `AND` between the words, or put the whole phrase in quotes",
        "|" | "||" => "write `OR` between the words",
        "-" | "!" => "write `-word`, without a space, to leave a word out",
        // Neither quotes nor anything else makes a word of it.
        typed if !typed.is_ascii() => "leave it out: no mark is looked for",
        typed if typed.contains('*') => "write some letters with it: `thresh*`",
        _ => QUOTE_IT,
    };
    Trouble::new(at, message, hint)
}

fn no_meaning(c: char, at: usize, first: bool) -> Trouble {
    let hint = match c {
        '+' if first => "leave it out: every word has to be there already",
        '!' if first => "write `-word` to leave a word out",
        '|' => "write `OR` between the words",
        '&' => "write `AND` between the words",
        '?' => "put a question in quotes; inside a word `?` stands for one letter, `*` for any",
        '^' | '<' | '>' | '=' => "leave it out, or put the words in quotes",
        '[' | ']' | '{' | '}' => "write a range as `year:2011..2015`, a group in round brackets",
        _ => QUOTE_IT,
    };
    Trouble::new(at, format!("`{c}` means nothing here"), hint)
}
