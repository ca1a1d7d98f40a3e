//! What was asked: the query language, as a tree in which every part knows where it was typed.
//!
//!
//! What it is, [`LANGUAGE`] says, which is also the help of the program:
//!
#![doc = include_str!("LANGUAGE.md")]
//!
//! Lower-case `and`, `or`, `not` are words.
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
mod ranges;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

pub use fields::{Filter, Name, NameField};
pub use ranges::Bounds;

use crate::error::{Error, Result};
use crate::text::{is_stopword, squeeze};

/// The query language on one page, in Markdown.
pub const LANGUAGE: &str = include_str!("LANGUAGE.md");

/// The query language on one page, for a terminal: without the marks around its examples, which are set in.
pub fn language() -> String {
    let mut inside = false;
    let mut page = String::with_capacity(LANGUAGE.len() * 2);
    for line in LANGUAGE.lines() {
        if line.starts_with("```") {
            inside = !inside;
            continue;
        }
        page += if inside && !line.is_empty() { "    " } else { "" };
        page += line;
        page.push('\n');
    }
    page
}

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
    /// What was typed, or what the sector says for it: made when a query is widened, never typed.
    Alike {
        /// What was typed.
        said: Box<Node>,
        /// The other ways to say it, all of the place of what was typed.
        also: Vec<Node>,
    },
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
    /// An acronym in lower case, which answers only where it is printed in capitals: "send" is another word than "SEND".
    Acronym(String),
    /// A word in lower case, any form of it, which answers only where a hyphen joins it to the word before: "co-ordination".
    Hyphened(String),
}

impl Part {
    /// Whether it is one word that tells nothing by itself: "of", "the". It has to be there, and is not what is looked for.
    pub fn is_small_word(&self) -> bool {
        matches!(self, Self::Run(units) if matches!(units.as_slice(), [Unit::Word(word)] if is_stopword(word)))
    }

    /// Whether something in it is looked for: a word that tells something, a nearness. Conditions and what is not to be there
    /// are not.
    pub fn tells(&self) -> bool {
        match self {
            Self::Run(_) => !self.is_small_word(),
            Self::Near { .. } => true,
            Self::Filter(_) | Self::Not(_) => false,
            Self::All(_) | Self::Any(_) | Self::Alike { .. } => self.parts().iter().any(|part| part.part.tells()),
        }
    }

    /// The parts it is made of, in the order typed.
    pub fn parts(&self) -> Vec<&Node> {
        match self {
            Self::Run(_) | Self::Filter(_) => Vec::new(),
            Self::Near { left, right, .. } => vec![left, right],
            Self::Not(inner) => vec![inner],
            Self::All(parts) | Self::Any(parts) => parts.iter().collect(),
            Self::Alike { said, also } => std::iter::once(&**said).chain(also).collect(),
        }
    }
}

/// What to write instead of an operator in small letters.
pub fn instead_of(operator: &str) -> &'static str {
    match operator {
        "or" => "write OR for passages with either",
        "not" => "write NOT for passages without what follows",
        "near" => "write NEAR/5 for words not far apart",
        "onear" => "write ONEAR/5 for words not far apart, in this order",
        _ => "write AND for passages with both, or leave it out",
    }
}

impl Query {
    /// Reads a query as a person typed it, or copied it from a page: blanks, soft hyphens and ligatures are squeezed out of it as
    /// out of the papers.
    ///
    /// # Errors
    /// [`Error::Query`] with the place of the trouble and what to write instead.
    pub fn parse(text: &str) -> Result<Self> {
        let text = &*squeeze(text);
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

    /// Reads a query with conditions that have to hold besides (`year:2011..2015`), either of which may be missing. What was typed is
    /// read alone first, so that a fault in it is shown where it stands.
    ///
    /// ```
    /// use lookback::search::Query;
    ///
    /// let query = Query::narrowed("thresholds OR \"front door\"", &["kind:priority".to_owned()])?;
    /// assert_eq!(query.text(), "(thresholds OR \"front door\") kind:priority");
    /// # Ok::<(), lookback::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn narrowed(typed: &str, conditions: &[String]) -> Result<Self> {
        let conditions = conditions.join(" ");
        match (typed.trim(), conditions.as_str()) {
            (_, "") => Self::parse(typed),
            ("", conditions) => Self::parse(conditions),
            (typed, conditions) => {
                let typed = Self::parse(typed)?;
                Self::parse(&format!("({}) {conditions}", typed.text))
            }
        }
    }

    /// The query as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The whole of it, as a tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The same text, read as another tree.
    pub(super) fn with_root(&self, root: Node) -> Self {
        Self { text: self.text.clone(), root }
    }

    /// The operators not written in capitals between words, each once: those are looked for as words.
    pub fn operators_read_as_words(&self) -> Vec<&'static str> {
        let lexemes = lexer::lexemes(&self.text).unwrap_or_default();
        let is = |lexeme: &lexer::Lexeme, word: &str| {
            let typed = self.text.get(lexeme.span.clone()).unwrap_or_default();
            // "near" is a word like others, and near/5 is none.
            let typed = if word.ends_with("near") { typed.split_once('/').map(|(word, _)| word) } else { Some(typed) };
            lexeme.kind == lexer::Kind::Word && typed.is_some_and(|typed| typed.eq_ignore_ascii_case(word))
        };
        let stands = |word: &str| {
            let between = lexemes.windows(3).any(|three| is(&three[1], word));
            between || (word == "not" && lexemes.len() > 1 && lexemes.first().is_some_and(|first| is(first, word)))
        };
        ["and", "or", "not", "near", "onear"].into_iter().filter(|word| stands(word)).collect()
    }

    /// Whether it asks for themes, so that a codebook is needed.
    pub fn asks_for_themes(&self) -> bool {
        fn asks(node: &Node) -> bool {
            matches!(node.part, Part::Filter(Filter::Theme(_))) || node.part.parts().into_iter().any(asks)
        }
        asks(&self.root)
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
