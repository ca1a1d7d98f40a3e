//! A pattern of a data file, with a text that it finds and one that it does not: both are its test.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};

use super::Pattern;

/// A line of a data file: a pattern with its examples, and what else the line says.
///
/// A key that nobody reads is a fault: `T` must deny unknown fields, as [`Plain`] does. What has no counterexample must say
/// something else, so that its example shows what is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exemplified<T = Plain> {
    /// What else the line says.
    pub of: T,
    /// The pattern.
    pub pattern: String,
    /// What it finds.
    pub example: String,
    /// Something like it that it does not find.
    pub not: Option<String>,
}

/// Nothing else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plain {}

impl<T> Exemplified<T> {
    /// The pattern, to be used: the test of the data file tries every line of it.
    pub fn to_pattern(&self) -> Pattern {
        Pattern::new(&*self.pattern)
    }

    /// Whether the pattern, as it is written, finds something in a text.
    pub fn finds(&self, text: &str) -> bool {
        self.to_pattern().is_match(text)
    }
}

/// Serde takes no unknown keys for a fault in what is flattened; here `T` gets all that are left over, and denies them itself.
impl<'de, T: DeserializeOwned> Deserialize<'de> for Exemplified<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Line {
            pattern: String,
            example: String,
            not: Option<String>,
            #[serde(flatten)]
            of: toml::Table,
        }
        let Line { pattern, example, not, of } = Line::deserialize(deserializer)?;
        if of.is_empty() && not.is_none() {
            return Err(D::Error::missing_field("not"));
        }
        Ok(Self { of: of.try_into().map_err(D::Error::custom)?, pattern, example, not })
    }
}

/// So that a data file may name its patterns: the examples are for its test.
impl<T> From<Exemplified<T>> for Pattern {
    fn from(line: Exemplified<T>) -> Self {
        Self::new(line.pattern)
    }
}

/// Holds lines of a data file to their examples: every pattern compiles, and `finds`, which is how the program tries a line on a
/// text, takes the example and not the counterexample.
#[cfg(test)]
pub(crate) fn hold_to_examples<'l, T: 'l>(
    lines: impl IntoIterator<Item = &'l Exemplified<T>>,
    finds: impl Fn(&Exemplified<T>, &str) -> bool,
) {
    for line in lines {
        assert!(line.to_pattern().compiles(), "it does not compile: {}", line.pattern);
        assert!(finds(line, &line.example), "{} does not find its example: {}", line.pattern, line.example);
        if let Some(not) = &line.not {
            assert!(!finds(line, not), "{} finds what it is not to: {not}", line.pattern);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Named {
        name: String,
    }

    fn read<T: DeserializeOwned>(text: &str) -> Result<Exemplified<T>, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn a_line_says_what_it_is_to_and_nothing_else() {
        let line: Exemplified<Named> = read("pattern = 'a'\nexample = 'a'\nname = 'A'").unwrap();
        assert_eq!((line.of.name.as_str(), line.not.as_deref()), ("A", None));
        let wrong = read::<Named>("pattern = 'a'\nexample = 'a'\nname = 'A'\nnane = 'B'").unwrap_err();
        assert!(wrong.contains("nane"), "{wrong}");
        let wrong = read::<Plain>("pattern = 'a'\nexample = 'a'\nnot = 'b'\nname = 'A'").unwrap_err();
        assert!(wrong.contains("name"), "{wrong}");
        let wrong = read::<Plain>("pattern = 'a'\nexample = 'a'").unwrap_err();
        assert!(wrong.contains("`not`"), "{wrong}");
    }
}
