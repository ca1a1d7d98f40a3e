//! A sheet as people fill one: a title, perhaps a date, then a table.
//!
//! What stands alone above the row that names the columns is a heading, unless it is long or dated; a line across the table, or
//! alone in a column of references, is a heading within it.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::MOST_WORDS_OF_REFERENCE;
use crate::model::{COVERED, Line, Mark};
use crate::text::dates;

/// A line of text has fewer characters than this when it heads what follows.
const LONGEST_HEADING: usize = 120;

/// The name of a column has at most so many characters.
const LONGEST_NAME: usize = 80;

/// Cells with something in them: by row, then by column, both from 0.
pub type Rows = BTreeMap<u32, BTreeMap<u32, Value>>;

/// A cell as it is printed.
pub struct Value {
    pub text: String,
    /// Whether it is words, and no number or date.
    pub is_text: bool,
}

/// The merged cells of a sheet.
#[derive(Debug, Default)]
pub struct Merged {
    /// The rows in which one cell goes across several columns.
    pub bands: BTreeSet<u32>,
    /// The places, row and column, that a cell in a row above covers.
    pub covered: BTreeSet<(u32, u32)>,
}

/// A sheet as lines: what stands above its table, the row `head` that names the columns, the rest.
pub fn lines_of(table: u32, rows: &Rows, head: Option<u32>, merged: &Merged) -> Vec<Line> {
    // A column with nothing in it is none, so that a stray cell far to the right adds only its own.
    let columns: BTreeSet<u32> = rows.values().flat_map(BTreeMap::keys).copied().collect();
    let references = head.and_then(|head| references(rows, head));
    let is_aside = |row: u32| {
        let alone = rows[&row].first_key_value();
        alone.is_some_and(|(column, value)| references == Some(*column) && is_words(value))
    };
    let is_band = |row: u32| merged.bands.contains(&row) || is_aside(row);
    let mut lines = Vec::new();
    for (&at, cells) in rows {
        let only = cells.values().next().filter(|_| cells.len() == 1).map(|value| value.text.as_str());
        let above = head.is_none_or(|head| at < head);
        let mark = match only {
            // "Updated 3 June 2019" heads nothing.
            Some(text) if above && is_heading(text) && dates(text).is_empty() => Mark::Heading(2),
            Some(text) if is_band(at) && !above && is_heading(text) => Mark::Heading(3),
            Some(_) if above => Mark::Paragraph,
            // "Updated: | 3 June 2019" above a table says something of all of it.
            _ if above && head.is_some() => Mark::Paragraph,
            _ => {
                let covered = |column: &u32| if merged.covered.contains(&(at, *column)) { COVERED } else { "" };
                let cell = |column: &u32| {
                    cells.get(column).map_or_else(|| covered(column).to_owned(), |value| value.text.clone())
                };
                Mark::Row { table, head: head == Some(at), cells: columns.iter().map(cell).collect() }
            }
        };
        let text = match mark {
            Mark::Row { .. } => String::new(),
            _ => cells.values().map(|value| value.text.replace('\n', " ")).collect::<Vec<_>>().join(" "),
        };
        lines.push(line(mark, text));
    }
    lines
}

/// The row that names the columns: the first in which most columns have a few words, and none has a number.
pub fn head(rows: &Rows) -> Option<u32> {
    let most = rows.values().map(BTreeMap::len).max().filter(|most| *most > 1)?;
    let names = |cells: &BTreeMap<u32, Value>| {
        let is_name = |value: &Value| value.is_text && value.text.chars().count() <= LONGEST_NAME;
        2 * cells.len() > most && cells.len() > 1 && cells.values().all(is_name)
    };
    rows.iter().find(|(_, cells)| names(cells)).map(|(row, _)| *row)
}

/// The first column, where it holds references: then words alone in it head what follows, "Priority 1: Finance" above 1.1.
fn references(rows: &Rows, head: u32) -> Option<u32> {
    let below = rows.range(head + 1..).map(|(_, cells)| cells).filter(|cells| cells.len() > 1);
    let mut first = below.filter_map(BTreeMap::first_key_value).peekable();
    let column = *first.peek()?.0;
    first.all(|(at, value)| *at == column && !is_words(value)).then_some(column)
}

fn is_words(value: &Value) -> bool {
    value.text.split_whitespace().count() > MOST_WORDS_OF_REFERENCE
}

fn is_heading(text: &str) -> bool {
    text.chars().count() < LONGEST_HEADING && !text.ends_with('.') && text.contains(char::is_alphabetic)
}

pub fn line(mark: Mark, text: String) -> Line {
    Line::new(text, mark)
}
