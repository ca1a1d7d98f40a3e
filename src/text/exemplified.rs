//! A pattern of a data file, with a text that it finds and one that it does not: both are its test.

use serde::Deserialize;

use super::Pattern;

/// A line of a data file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemplified {
    /// The pattern.
    pub pattern: String,
    /// What it finds.
    pub example: String,
    /// Something like it that it does not find.
    pub not: String,
}

impl Exemplified {
    /// The pattern, to be used: the test of the data file tries every line of it.
    pub fn to_pattern(&self) -> Pattern {
        Pattern::new(&*self.pattern)
    }

    /// What is wrong with the line, for the test of its file.
    pub fn fault(&self) -> Option<&'static str> {
        let pattern = self.to_pattern();
        match (pattern.compiles(), pattern.is_match(&self.example), pattern.is_match(&self.not)) {
            (false, ..) => Some("the pattern does not compile"),
            (_, false, _) => Some("the pattern does not find its example"),
            (.., true) => Some("the pattern finds what it is not to"),
            _ => None,
        }
    }
}

/// So that a data file may name its patterns: the examples are for its test.
impl From<Exemplified> for Pattern {
    fn from(line: Exemplified) -> Self {
        Self::new(line.pattern)
    }
}
