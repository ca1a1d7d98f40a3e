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
}
