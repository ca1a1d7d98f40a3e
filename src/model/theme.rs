//! What keeps coming back, counted, and the quotes behind the count.

use serde::Serialize;

use super::Finding;

/// A theme fired on a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// Identifier of the theme.
    pub theme: String,
    /// The words that fired, as printed, in order.
    pub words: Vec<String>,
    /// Byte ranges of those words in the finding's text.
    pub ranges: Vec<(usize, usize)>,
}

/// One cell of the theme by period matrix.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThemeCell {
    /// Identifier of the theme.
    pub theme: String,
    /// Its name for people.
    pub label: String,
    /// The review, year or council counted.
    pub period: String,
    /// Findings of the period that carry the theme.
    pub findings: usize,
    /// All findings of the period: what `findings` is out of.
    pub of: usize,
    /// Documents in which they stand.
    pub documents: usize,
    /// How often words of the theme occur.
    pub mentions: usize,
    /// Words in all findings of the period.
    pub words: usize,
}

/// One quote behind a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence<'a> {
    /// Identifier of the theme.
    pub theme: &'a str,
    /// Its name for people.
    pub label: &'a str,
    /// The review, year or council it is counted under.
    pub period: String,
    /// The finding.
    pub finding: &'a Finding,
    /// The words that fired.
    pub words: Vec<String>,
}
