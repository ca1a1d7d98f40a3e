//! What was asked: the query language, as a tree in which every part knows where it was typed.
//!
//! | typed | found |
//! |---|---|
//! | `early help` | both words, in any order, in any form (`helping`) |
//! | `"early help"`, `early-help` | the words side by side |
//! | `help OR support`, `help AND support` | either, both; NOT binds before AND, AND before OR |
//! | `help -housing`, `help NOT housing` | the first without the second |
//! | `(a OR b) c` | parentheses |
//! | `thresh*`, `*guarding`, `organi?e` | any letters, one letter |
//! | `safegard~1` | one letter wrong, missing, too many or swapped with the next; `~2` for two |
//! | `early NEAR/5 help`, `early ONEAR/5 help` | at most five words between; ONEAR in that order |
//! | `/reviews?/` | a word that is matched whole by a regular expression |
//! | `kind:priority`, `kind:minutes,action_plan` | passages that hold such a finding, of such a paper |
//! | `year:2015`, `year:2011..2015`, `date:2015-04..` | by date of the paper |
//! | `council:`, `committee:`, `body:`, `doc:` | by name: some words of it, with `*` at its end or in quotes |
//!
//! Lower-case `and`, `or`, `not` are words. Punctuation that parts words is read as in the papers; any other mark
//! is either one of the above or answered with an error that points at it.
//!
//! ```
//! use lookback::search::Query;
//!
//! assert!(Query::parse(r#""front door" AND threshold* year:2011..2015"#).is_ok());
//! let error = Query::parse("front | door").unwrap_err();
//! assert_eq!(error.hint().unwrap(), "write `OR` between the words");
//! ```

mod fields;
mod lexer;
mod parser;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

pub use fields::{Filter, Name, NameField};

use crate::error::{Error, Result};

/// A query that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    text: String,
    root: Node,
}

/// A part of a query and where it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Byte range of the part in the query as typed.
    pub span: Range<usize>,
    /// What it asks for.
    pub part: Part,
}

/// What a part of a query asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// Words that stand side by side; often just one. Never empty.
    Run(Vec<Unit>),
    /// Two runs not far apart.
    Near {
        /// One side: a run, a nearness, or a choice of such.
        left: Box<Node>,
        /// The other side.
        right: Box<Node>,
        /// How many words may stand between.
        within: u32,
        /// Whether `left` must stand before `right`.
        ordered: bool,
    },
    /// A condition on the paper or on what stands in the passage.
    Filter(Filter),
    /// What must not be there.
    Not(Box<Node>),
    /// Every one of these; at least two.
    All(Vec<Node>),
    /// One of these or more; at least two.
    Any(Vec<Node>),
}

/// One word of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// A word in lower case with plain apostrophes; any form of it answers unless the search is exact.
    Word(String),
    /// A regular expression that the whole word, in lower case, must satisfy.
    Pattern(String),
    /// A word that may be written with so many mistakes.
    Fuzzy {
        /// The word in lower case.
        word: String,
        /// 1 or 2.
        distance: u8,
    },
}

impl Query {
    /// Reads a query as a person typed it.
    ///
    /// # Errors
    /// [`Error::Query`] with the place of the trouble and what to write instead.
    pub fn parse(text: &str) -> Result<Self> {
        let trouble = |trouble: Trouble| Error::Query {
            query: text.to_owned(),
            at: trouble.at,
            message: trouble.message,
            hint: trouble.hint,
        };
        let lexemes = lexer::lexemes(text).map_err(trouble)?;
        let root = parser::parse(text, &lexemes).map_err(trouble)?;
        Ok(Self { text: text.to_owned(), root })
    }

    /// The query as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The whole of it, as a tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// A part as it was typed.
    pub fn typed(&self, node: &Node) -> &str {
        self.text.get(node.span.clone()).unwrap_or_default()
    }
}

/// What is wrong with a query, before the query itself is put beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Trouble {
    at: usize,
    message: String,
    hint: String,
}

impl Trouble {
    fn new(at: usize, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { at, message: message.into(), hint: hint.into() }
    }
}
