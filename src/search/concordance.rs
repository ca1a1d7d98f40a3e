//! Every match in the middle of its line: what stands to its left, and to its right.
//!
//! ```text
//! … work at the   front door   is overseen by …
//!     a single    front door   for all contacts …
//! ```

use crate::model::Hit;
use crate::store::words::{folded, tokens};

/// Words shown on each side.
pub const AROUND: usize = 12;

/// The order of lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LineOrder {
    /// As the hits come.
    #[default]
    Found,
    /// By the words before the match, the nearest first.
    Left,
    /// By the words after it.
    Right,
}

/// One match in its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Place of its hit among those given.
    pub hit: usize,
    /// Up to [`AROUND`] words before the match.
    pub left: String,
    /// The match as printed: one word, or several side by side.
    pub node: String,
    /// Up to [`AROUND`] words after it.
    pub right: String,
}

/// A line for each match of each hit; of equal lines, as the hits come.
pub fn concordance(hits: &[Hit], order: LineOrder) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (place, hit) in hits.iter().enumerate() {
        let words: Vec<usize> = tokens(&hit.text).map(|token| token.start).collect();
        for (start, end) in joined(&hit.text, &hit.highlights) {
            let from = line_start(&words, start);
            let (Some(before), Some(node), Some(after)) =
                (hit.text.get(from..start), hit.text.get(start..end), hit.text.get(end..))
            else {
                continue;
            };
            lines.push(Line {
                hit: place,
                left: before.trim().to_owned(),
                node: node.to_owned(),
                right: first_words(after).trim().to_owned(),
            });
        }
    }
    let left = |line: &Line| -> Vec<String> { folded(&line.left).into_iter().rev().collect() };
    let right = |line: &Line| folded(&line.right);
    match order {
        LineOrder::Found => {}
        LineOrder::Left => lines.sort_by_cached_key(|line| (left(line), right(line))),
        LineOrder::Right => lines.sort_by_cached_key(|line| (right(line), left(line))),
    }
    lines
}

/// Ranges with those joined between which only white space or a hyphen stands: words found side by side are one match.
pub fn joined(text: &str, ranges: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for &(start, end) in ranges {
        match out.last_mut() {
            Some(last) if text.get(last.1..start).is_some_and(|gap| gap == " " || gap == "-") => last.1 = end,
            _ => out.push((start, end)),
        }
    }
    out
}

/// Where the line of a match begins, by where the words of its passage do.
fn line_start(words: &[usize], of_match: usize) -> usize {
    let before = words.partition_point(|start| *start < of_match);
    if before > AROUND { words[before - AROUND] } else { 0 }
}

fn first_words(text: &str) -> &str {
    tokens(text).nth(AROUND).map_or(text, |beyond| text[..beyond.start].trim_end())
}
