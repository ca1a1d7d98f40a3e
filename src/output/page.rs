//! An answer as a person reads it: headings, sentences, quotes with their citations, tables.
//!
//! A page says what stands where, not how it looks. The files `plain`, `markdown`, `html` and `docx` draw it.
//!
//! ```
//! use lookback::output::page::{Span, highlighted};
//!
//! let words = highlighted("Staff the front door", &[(10, 20)]);
//! assert_eq!(words, [Span::Plain("Staff the ".into()), Span::Match("front door".into())]);
//! ```

use super::chart::Chart;
use super::grid::Grid;
pub use super::link::Link;
use crate::model::{Citation, Edit, EditOp};

/// A page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// What it is about, in one line.
    pub title: String,
    /// Its parts, from the top.
    pub parts: Vec<Part>,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// A heading; level 2 is the highest below the title.
    Heading {
        /// 2 to 4.
        level: u8,
        /// The words.
        text: String,
    },
    /// A paragraph.
    Sentence(String),
    /// Short points.
    List(Vec<String>),
    /// Short points, each with the place it is printed in.
    Cited(Vec<Point>),
    /// A part of a paper as it was understood.
    Extract(Extract),
    /// Words as printed in a paper, or their redline.
    Quote(Quote),
    /// A table.
    Table(Grid),
    /// A table wider than a line: drawn where one can scroll, left out elsewhere because the part above sums it up.
    Wide(Grid),
    /// Matches in the middle of their lines.
    Concordance(Vec<KeyLine>),
    /// Something to know about what stands above it.
    Note(String),
    /// A picture, drawn where there are pictures: the table below it says the same.
    Chart(Chart),
    /// What follows begins a new sheet of paper, where there is paper.
    NewSheet,
    /// The papers quoted on the page.
    Sources(Vec<Source>),
}

impl Part {
    /// Whether words alone can show it: not what is wider than a line, a picture, or a sheet of paper.
    pub(super) fn is_of_words(&self) -> bool {
        !matches!(self, Self::Wide(_) | Self::Chart(_) | Self::NewSheet)
    }
}

/// A short point and where it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What it is, set apart: "Came back". `None` where the words say it.
    pub label: Option<String>,
    /// The words.
    pub words: Vec<Span>,
    /// Where they are printed, or where on this page more is said.
    pub source: Option<String>,
    /// The number of the paper among [`Part::Sources`].
    pub reference: Option<usize>,
}

/// A paper quoted on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The number it is referred to by, from 1.
    pub number: usize,
    /// What it is called.
    pub title: String,
    /// Where it lies, and what else to know of it.
    pub place: String,
}

/// A match with the words on both sides of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyLine {
    /// The words before it.
    pub left: String,
    /// The match.
    pub node: String,
    /// The words after it.
    pub right: String,
    /// Where it is printed.
    pub source: String,
    /// The place in its file.
    pub link: Link,
}

/// A part of a paper: its label and words at its depth, with a remark beneath.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// How far it is set in: 0 for paragraphs, more for items.
    pub depth: u8,
    /// The printed label, "•" for a bullet; empty for a plain paragraph.
    pub label: String,
    /// The words.
    pub text: String,
    /// What became of it; `None` for most parts.
    pub remark: Option<String>,
}

/// Words as printed, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// Whose or when: "2015". `None` where the heading above says it.
    pub label: Option<String>,
    /// The words.
    pub words: Vec<Span>,
    /// Whether they stand in quotation marks. A redline does not: nobody said it.
    pub quoted: bool,
    /// Where they are printed.
    pub source: Option<String>,
    /// The place in its file; `None` where nothing leads there.
    pub link: Option<Link>,
    /// The number of the paper among [`Part::Sources`]; `None` on pages that do not number them.
    pub reference: Option<usize>,
    /// How far it is set in: 1 where it answers the quote above it.
    pub depth: u8,
}

impl Quote {
    /// The quotation marks to set around the words; none where the paper prints its own, or nobody said them.
    pub fn marks(&self) -> (&'static str, &'static str) {
        let (Some(Span::Plain(first) | Span::Match(first)), true) = (self.words.first(), self.quoted) else {
            return ("", "");
        };
        if first.trim_start().starts_with(['“', '"', '‘']) { ("", "") } else { ("“", "”") }
    }
}

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Just words.
    Plain(String),
    /// Words that answer the question.
    Match(String),
    /// Words that only the later text has.
    Added(String),
    /// Words that only the earlier text has.
    Removed(String),
}

impl Span {
    /// Its words, whatever is told of them.
    pub fn text(&self) -> &str {
        let (Self::Plain(text) | Self::Match(text) | Self::Added(text) | Self::Removed(text)) = self;
        text
    }

    /// The same, line by line.
    pub fn lines(&self) -> Vec<Self> {
        let like = match self {
            Self::Plain(_) => Self::Plain,
            Self::Match(_) => Self::Match,
            Self::Added(_) => Self::Added,
            Self::Removed(_) => Self::Removed,
        };
        self.text().split('\n').map(|line| like(line.to_owned())).collect()
    }
}

impl Page {
    /// An empty page.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), parts: Vec::new() }
    }

    /// Adds a heading.
    pub fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.parts.push(Part::Heading { level, text: text.into() });
    }

    /// Adds a paragraph.
    pub fn sentence(&mut self, text: impl Into<String>) {
        self.parts.push(Part::Sentence(text.into()));
    }

    /// Adds something to know about what stands above.
    pub fn note(&mut self, text: impl Into<String>) {
        self.parts.push(Part::Note(text.into()));
    }

    /// Adds words as printed, with their citation.
    pub fn quote(&mut self, label: Option<String>, words: Vec<Span>, citation: &Citation) {
        let source = Some(citation.to_string());
        let text: String = words.iter().map(Span::text).collect();
        let link = Some(Link::new(citation, &text));
        self.parts.push(Part::Quote(Quote { label, words, quoted: true, source, link, reference: None, depth: 0 }));
    }

    /// Adds words that answer those above them, set in. `more` goes on after the citation.
    pub fn answer(&mut self, label: &str, text: &str, citation: &Citation, more: &str) {
        let link = Some(Link::new(citation, text));
        let (label, words, source) = (Some(label.to_owned()), unmarked(text), Some(format!("{citation}{more}")));
        self.parts.push(Part::Quote(Quote { label, words, quoted: true, source, link, reference: None, depth: 1 }));
    }

    /// Adds a redline.
    pub fn redline(&mut self, edits: &[Edit]) {
        let words = edits.iter().map(|edit| match edit.op {
            EditOp::Equal => Span::Plain(edit.text.clone()),
            EditOp::Insert => Span::Added(edit.text.clone()),
            EditOp::Delete => Span::Removed(edit.text.clone()),
        });
        let label = Some("wording".to_owned());
        self.parts.push(Part::Quote(Quote {
            label,
            words: words.collect(),
            quoted: false,
            source: None,
            link: None,
            reference: None,
            depth: 0,
        }));
    }

    /// Adds a table for where one can scroll, which the part above sums up.
    pub fn wide(&mut self, grid: Grid) {
        self.parts.push(Part::Wide(grid));
    }

    /// Adds a table.
    pub fn table(&mut self, grid: Grid) {
        self.parts.push(Part::Table(grid));
    }
}

/// The words of a text with those in `ranges` marked as matches.
///
/// Ranges are byte ranges in order; one that overlaps the one before it, or splits a letter, is left unmarked.
pub fn highlighted(text: &str, ranges: &[(usize, usize)]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut done = 0;
    for &(start, end) in ranges {
        let (Some(before), Some(matched)) = (text.get(done..start), text.get(start..end)) else { continue };
        if !before.is_empty() {
            spans.push(Span::Plain(before.to_owned()));
        }
        if !matched.is_empty() {
            spans.push(Span::Match(matched.to_owned()));
        }
        done = end.max(start);
    }
    if done < text.len() {
        spans.push(Span::Plain(text[done..].to_owned()));
    }
    spans
}

/// A text with nothing marked.
pub fn unmarked(text: &str) -> Vec<Span> {
    highlighted(text, &[])
}

/// A citation with the number of its paper: "Minutes, 18 Jun 2015, minute 3 [4]".
pub(super) fn referred(source: &str, reference: Option<usize>) -> String {
    reference.map_or_else(|| source.to_owned(), |number| format!("{source} [{number}]"))
}

/// Parts a run into its leading white space, its words and its trailing white space: marks belong around words.
pub(super) fn around_words(text: &str) -> (&str, &str, &str) {
    let words = text.trim();
    let start = text.len() - text.trim_start().len();
    (&text[..start], words, &text[start + words.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_words_and_the_rest_make_the_whole_text() {
        let text = "Über the front door, again";
        for ranges in [&[(10, 20)][..], &[(1, 3), (10, 15), (12, 20)], &[(20, 10)], &[(0, 99)], &[]] {
            let joined: String = highlighted(text, ranges)
                .into_iter()
                .map(|span| match span {
                    Span::Plain(t) | Span::Match(t) | Span::Added(t) | Span::Removed(t) => t,
                })
                .collect();
            assert_eq!(joined, text, "{ranges:?}");
        }
        assert_eq!(highlighted(text, &[(10, 20)])[1], Span::Match("front door".into()));
    }

    #[test]
    fn marks_stand_around_words_not_around_spaces() {
        assert_eq!(around_words(" a b "), (" ", "a b", " "));
        assert_eq!(around_words("  "), ("  ", "", ""));
    }
}
