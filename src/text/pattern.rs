//! A regular expression that is tried only on texts it may match, and compiled where it is first tried.
//!
//! Rules have some hundreds, and a few papers need a few of them: which ones may match is known from the ends of a text
//! ([`Bounds`]) and from its words ([`Needles`]) without compiling any.

use std::borrow::Cow;
use std::sync::{LazyLock, OnceLock};

use regex::{Captures, Match, Regex, Replacer};
use serde::Deserialize;

use super::bounds::Bounds;
use super::{Exemplified, Extent, Needles, Plain};

/// A regular expression of our own. One that does not compile matches nothing; the tests of the
/// rules look whether each [`compiles`](Self::compiles). In a data file it is a line with its examples.
#[derive(Debug, Deserialize)]
#[serde(from = "Exemplified")]
pub struct Pattern {
    written: Cow<'static, str>,
    bounds: OnceLock<Option<Bounds>>,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    /// An expression that is not compiled yet.
    pub fn new(written: impl Into<String>) -> Self {
        Self { written: Cow::Owned(written.into()), bounds: OnceLock::new(), compiled: OnceLock::new() }
    }

    /// The same of one that the program holds.
    pub const fn of(written: &'static str) -> Self {
        Self { written: Cow::Borrowed(written), bounds: OnceLock::new(), compiled: OnceLock::new() }
    }

    /// The expression as it is written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether it matches somewhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.may_match(text) && self.regex().is_match(text)
    }

    /// Where it first matches in a text.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        if self.may_match(text) { self.regex().find(text) } else { None }
    }

    /// Its groups where it first matches in a text.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        if self.may_match(text) { self.regex().captures(text) } else { None }
    }

    /// Its groups at each place where it matches in a text, one after the other.
    pub fn captures_iter<'p, 't>(&'p self, text: &'t str) -> impl Iterator<Item = Captures<'t>> + use<'p, 't> {
        self.may_match(text).then(|| self.regex().captures_iter(text)).into_iter().flatten()
    }

    /// Each place where it matches in a text, one after the other.
    pub fn find_iter<'p, 't>(&'p self, text: &'t str) -> impl Iterator<Item = Match<'t>> + use<'p, 't> {
        self.may_match(text).then(|| self.regex().find_iter(text)).into_iter().flatten()
    }

    /// A text with something else at each place where it matches.
    pub fn replace_all<'t>(&self, text: &'t str, with: impl Replacer) -> Cow<'t, str> {
        if self.may_match(text) { self.regex().replace_all(text, with) } else { Cow::Borrowed(text) }
    }

    /// Whether it may match a text, by how the text begins and ends and how long it is; if not, it does not.
    fn may_match(&self, text: &str) -> bool {
        let drawn = || regex_syntax::parse(&latin(&self.written)).ok().map(|pattern| Bounds::of(&pattern));
        self.bounds.get_or_init(drawn).as_ref().is_none_or(|bounds| bounds.allow(text))
    }

    /// Whether it is a regular expression, and not too large a one.
    pub fn compiles(&self) -> bool {
        Regex::new(&latin(&self.written)).is_ok()
    }

    fn regex(&self) -> &Regex {
        static NOTHING: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[^\s\S]").expect("an empty class is sound"));
        self.compiled.get_or_init(|| Regex::new(&latin(&self.written)).unwrap_or_else(|_| NOTHING.clone()))
    }
}

/// An expression with the letters of our papers: Latin letters with whatever stands on them, and the digits 0 to 9. Those of all
/// scripts make a pattern, and what each thread keeps of it, twice as large; so does a class that is open (`.`, `[^;]`), above all
/// one that is counted. What is not a letter (`\W`) is left as it is. Where a word begins or ends (`\b`) is told by letters without
/// marks: an automaton cannot look for the others, so that a text with one curly quote took ten times as long. A pattern must not
/// end with a letter that may have a mark and `\b`.
fn latin(written: &str) -> String {
    const DIGIT: &str = "[0-9]";
    const LETTER: &str = r"[0-9A-Z_a-zÀ-ɏ\u{300}-\u{36f}Ḁ-ỿ\u{fb00}-\u{fb06}]";
    /// Latin letters, marks, signs and dashes, and the letters that fonts have of their own.
    const WRITTEN: &str = r"\x00-\u{7ff}\u{1000}-\u{2fff}\u{f000}-\u{ffff}";
    let mut narrowed = String::with_capacity(written.len());
    // "(?s)" at the beginning, where a dot takes the end of a line as well.
    let flags = written.strip_prefix("(?").and_then(|rest| rest.split_once(')')).map_or("", |(flags, _)| flags);
    let of_lines = flags.contains('s') && flags.chars().all(char::is_alphabetic);
    // The classes that are open here, and whether each was narrowed.
    let mut classes: Vec<bool> = Vec::new();
    let mut chars = written.chars();
    while let Some(c) = chars.next() {
        let rest = chars.as_str();
        match c {
            '\\' => {
                let class = chars.next().unwrap_or_default();
                match class {
                    'd' => narrowed.push_str(DIGIT),
                    'w' => narrowed.push_str(LETTER),
                    'b' => narrowed.push_str(r"(?-u:\b)"),
                    _ => narrowed.extend([c, class]),
                }
            }
            '.' if classes.is_empty() && of_lines => narrowed.push_str(&format!("[{WRITTEN}]")),
            '.' if classes.is_empty() => narrowed.push_str(&format!(r"[{WRITTEN}&&[^\n]]")),
            '[' => {
                let is_open = classes.is_empty() && rest.starts_with('^');
                classes.push(is_open);
                narrowed.push_str(&if is_open { format!("[{WRITTEN}&&[") } else { "[".to_owned() });
            }
            ']' if !classes.is_empty() => {
                let was_open = classes.pop() == Some(true);
                narrowed.push_str(if was_open { "]]" } else { "]" });
            }
            _ => narrowed.push(c),
        }
    }
    narrowed
}

/// Patterns, each with what it stands for, and which of them may match a text.
#[derive(Debug)]
pub struct Patterns<T = Plain> {
    list: Vec<(T, Pattern)>,
    needles: Needles,
}

impl<T> Default for Patterns<T> {
    fn default() -> Self {
        Self { list: Vec::new(), needles: Needles::default() }
    }
}

/// Lines of a data file, each with what it says besides.
impl<T> FromIterator<Exemplified<T>> for Patterns<T> {
    fn from_iter<I: IntoIterator<Item = Exemplified<T>>>(lines: I) -> Self {
        Self::new(lines.into_iter().map(|line| (line.of, line.pattern)))
    }
}

impl<T> Patterns<T> {
    /// Takes patterns with what they stand for, in their order.
    pub fn new(list: impl IntoIterator<Item = (T, String)>) -> Self {
        let list: Vec<(T, Pattern)> = list.into_iter().map(|(of, written)| (of, Pattern::new(written))).collect();
        let needles = Needles::new(list.iter().map(|(_, pattern)| (pattern.written(), Extent::Whole)));
        Self { list, needles }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &(T, Pattern)> {
        self.list.iter()
    }

    /// Those that may match a text, in order.
    pub fn that_may_match<'p>(&'p self, text: &str) -> impl Iterator<Item = (&'p T, &'p Pattern)> + use<'p, T> {
        let seen = self.needles.scan(text);
        let all = self.list.iter().enumerate();
        all.filter(move |(at, _)| self.needles.may_match(&seen, *at)).map(|(_, (of, pattern))| (of, pattern))
    }

    /// What the first stands for that matches a text.
    pub fn first(&self, text: &str) -> Option<&T> {
        self.that_may_match(text).find(|(_, pattern)| pattern.is_match(text)).map(|(of, _)| of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_compiled_where_it_is_tried() {
        let patterns = Patterns::new([(1, r"\bfront door\b".into()), (2, r"\bthresholds?\b".into())]);
        let compiled = || patterns.iter().map(|(_, pattern)| pattern.compiled.get().is_some()).collect::<Vec<_>>();
        assert_eq!(patterns.first("The Panel met."), None);
        assert_eq!(compiled(), [false, false]);
        assert_eq!(patterns.first("a threshold"), Some(&2));
        assert_eq!(compiled(), [false, true]);
    }

    #[test]
    fn letters_and_digits_are_those_of_our_papers() {
        assert_eq!(latin(r"a\\w\.\D(\d)"), r"a\\w\.\D([0-9])", "a stroke before a stroke is a sign");
        assert_eq!(latin(r"\bcaf"), r"(?-u:\b)caf");
        let word = Pattern::new(r"^[\w'-]+$");
        let welsh = ["Llŷn", "Tŵr", "w\u{302}yr", "ẁ", "Nant-y-glo", "o\u{fb03}cer", "R2"];
        assert!(welsh.into_iter().all(|name| word.is_match(name)));
        assert!(!word.is_match("Совет") && !Pattern::new(r"\d").is_match("٣"));
    }

    #[test]
    fn an_open_class_holds_what_papers_are_written_with() {
        let between = Pattern::new("^a[^;]b$");
        assert!(
            ["a b", "aŵb", "a\u{2019}b", "a\u{f0b7}b", "a\u{fffd}b"].into_iter().all(|text| between.is_match(text))
        );
        assert!(!between.is_match("a;b") && !between.is_match("a語b"));
        let any = Pattern::new(r"^[.]?a.b[^x\]]?$");
        assert!(["acb", ".a.b", "a\u{2019}by"].into_iter().all(|text| any.is_match(text)));
        assert!(!any.is_match("xacb") && !any.is_match("acb]") && !any.is_match("a\nb"));
        assert!(Pattern::new(r"(?s)^a.b$").is_match("a\nb"));
    }

    #[test]
    fn what_does_not_compile_matches_nothing() {
        let broken = Pattern::new("(");
        assert!(!broken.compiles() && !broken.is_match("(") && !broken.is_match(""));
    }
}
