//! A pattern of a data file, with a text that it finds and one that it does not: both are its test.

use regex::Regex;
use serde::Deserialize;

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
    /// The pattern, compiled.
    ///
    /// # Errors
    /// As [`Regex::new`]: the test of the data file compiles every line of it.
    pub fn compiled(&self) -> Result<Regex, regex::Error> {
        Regex::new(&self.pattern)
    }
}
