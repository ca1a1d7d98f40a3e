//! A regular expression that is compiled where it is first tried.
//!
//! Rules have some two hundred, and a few papers need a few of them: which ones may match is known without compiling any
//! ([`Needles`]).

use std::ops::Deref;
use std::sync::{LazyLock, OnceLock};

use regex::Regex;

use super::Needles;

/// A regular expression of our own, used like a [`Regex`]. One that does not compile matches nothing; the tests of the
/// rules look whether each [`compiles`](Self::compiles).
#[derive(Debug)]
pub struct Pattern {
    written: String,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    /// An expression that is not compiled yet.
    pub fn new(written: impl Into<String>) -> Self {
        Self { written: written.into(), compiled: OnceLock::new() }
    }

    /// The expression as it is written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether it is a regular expression, and not too large a one.
    pub fn compiles(&self) -> bool {
        Regex::new(&self.written).is_ok()
    }
}

impl Deref for Pattern {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        static NOTHING: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[^\s\S]").expect("an empty class is sound"));
        self.compiled.get_or_init(|| Regex::new(&self.written).unwrap_or_else(|_| NOTHING.clone()))
    }
}

/// Patterns, each with what it stands for, and which of them may match a text.
#[derive(Debug)]
pub struct Patterns<T = ()> {
    list: Vec<(T, Pattern)>,
    needles: Needles,
}

impl<T> Default for Patterns<T> {
    fn default() -> Self {
        Self { list: Vec::new(), needles: Needles::default() }
    }
}

impl<T> Patterns<T> {
    /// Takes patterns with what they stand for, in their order.
    pub fn new(list: impl IntoIterator<Item = (T, String)>) -> Self {
        let list: Vec<(T, Pattern)> = list.into_iter().map(|(of, written)| (of, Pattern::new(written))).collect();
        let needles = Needles::new(list.iter().map(|(_, pattern)| pattern.written()));
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
    fn what_does_not_compile_matches_nothing() {
        let broken = Pattern::new("(");
        assert!(!broken.compiles() && !broken.is_match("(") && !broken.is_match(""));
    }
}
