//! Tables whose first row names no columns: a form of one recommendation ("Key recommendation | The Council should ..."), and
//! numbered rows of what is to be done, who is to do it and how far it has come.
//!
//! A form says itself what it holds. Elsewhere columns are known only by what is in them, so that their rows are only possible.

use super::column_names::{Says, rule_of, says};
use super::details::speaks_of_them;
use super::duty::{asks, duty_of_cells, says_what};
use crate::findings::paper::{Found, Paper};
use crate::findings::rules::{Place, Rule};
use crate::findings::wordings::WORDINGS;
use crate::model::{Block, BlockKind, Certainty, DocumentKind, FindingKind};
use crate::text::label;

/// The rule by which a row without a duty in its columns is found.
const RULE: &str = "rows-without-names";

/// Fewest words of what a cell asks, and of what one asks that may be taken for the name of a column.
const FEWEST_WORDS: usize = 3;
const FEWEST_WORDS_AT_LENGTH: usize = 5;

/// A row of a form whose first cell calls the other a recommendation. Below such a row its cells are no names of columns.
pub fn is_row_of_form(paper: &mut Paper<'_>, index: usize) -> bool {
    let block = &paper.blocks[index];
    let [name, said] = block.cells.as_slice() else { return false };
    let is_recommendation = |text: &str| recommendation(text, paper.kind);
    let asks_at_length = |text: &str| text.split_whitespace().nth(FEWEST_WORDS_AT_LENGTH - 1).is_some() && asks(text);
    let over = match (&name.column, &said.column) {
        (None, None) => None,
        (Some(name), Some(said)) => Some(is_recommendation(name).is_some() && asks_at_length(said)),
        _ => return false,
    };
    let found = is_recommendation(name.said()).filter(|_| over != Some(false) && asks_at_length(said.said()));
    if let Some(rule) = found {
        let found = Found::new(rule, said.said(), index, index, name.said());
        paper.found.push(found);
        paper.take(&[index]);
    }
    over == Some(true) || found.is_some()
}

/// Finds what a row recommends whose first cell says within what time, under a heading of recommendations: "Short term (0-3 months) |
/// Appoint a head of service", each line of it.
pub fn find_by_term(paper: &mut Paper<'_>, index: usize) {
    let block = &paper.blocks[index];
    let [term, said] = block.cells.as_slice() else { return };
    let is_term = |text: &str| WORDINGS.term.is_match(text.trim());
    let is_named = term.column.as_deref().is_none_or(|name| is_term(name) || is_term_of(name));
    let mut over = std::iter::successors(block.under, |under| paper.blocks[*under].under);
    let rule = over.find_map(|heading| paper.rule_for(Place::Heading, heading));
    let Some(rule) = rule.filter(|rule| rule.kind == FindingKind::Recommendation) else { return };
    if !is_term(&term.text) || !is_named || !paper.is_free(index) {
        return;
    }
    let lines = said.text.lines().map(str::trim).filter(|line| line.split_whitespace().nth(FEWEST_WORDS - 1).is_some());
    let due = Some(term.text.trim().trim_end_matches(':').to_owned());
    let found: Vec<Found> =
        lines.map(|line| Found { due: due.clone(), ..Found::new(rule, line, index, index, &term.text) }).collect();
    if !found.is_empty() {
        paper.found.extend(found);
        paper.take(&[index]);
    }
}

/// Whether a column is called by what it says: within what time.
fn is_term_of(column: &str) -> bool {
    matches!(says(column), Some(Says::Due)) || column.trim().eq_ignore_ascii_case("priority")
}

fn recommendation(text: &str, paper: DocumentKind) -> Option<&'static Rule> {
    rule_of(text, paper).filter(|rule| rule.kind == FindingKind::Recommendation)
}

/// Finds the rows of a table that counts them from one, where a column of each asks and another says who, when or how far.
pub fn find_rows(paper: &mut Paper<'_>, first: usize) {
    let rows: Vec<usize> = rows_from(paper.blocks, first);
    let of_recommendations = speaks_of_them(paper, first);
    let is_plan = matches!(paper.kind, DocumentKind::ActionPlan | DocumentKind::Tracker | DocumentKind::ProgressReview);
    if rows.len() < 2 || !(of_recommendations || is_plan) || !rows.iter().all(|row| paper.is_free(*row)) {
        return;
    }
    let cell = |row: &usize, column: usize| paper.blocks[*row].cells[column].said();
    let columns = 1..paper.blocks[first].cells.len();
    let is_asked = |column: &usize| {
        rows.iter().all(|row| cell(row, *column).split_whitespace().nth(FEWEST_WORDS - 1).is_some())
            && rows.iter().all(|row| asks(cell(row, *column)))
    };
    let mut asked = columns.filter(is_asked);
    let (Some(asked), None) = (asked.next(), asked.next()) else { return };
    let duties: Vec<_> = rows
        .iter()
        .map(|row| {
            let others = paper.blocks[*row].cells.iter().enumerate().skip(1).filter(|(at, _)| *at != asked);
            duty_of_cells(others.map(|(_, cell)| cell.said()))
        })
        .collect();
    if duties.iter().any(|duty| *duty == Default::default()) {
        return;
    }
    let kind = if of_recommendations { FindingKind::Recommendation } else { FindingKind::Action };
    let found: Vec<Found> = rows
        .iter()
        .zip(duties)
        .map(|(row, duty)| Found {
            certainty: Certainty::Possible,
            owner: duty.owner,
            due: duty.due,
            status: duty.status,
            ..Found::by(RULE, kind, cell(row, asked), *row)
        })
        .collect();
    paper.found.extend(found);
    paper.take(&rows);
}

/// The rows of a table whose first is counted "1" and taken for the names of the columns of those below, which count on.
fn rows_from(blocks: &[Block], first: usize) -> Vec<usize> {
    let cells = &blocks[first].cells;
    if cells.len() < 3 || cells.iter().any(|cell| cell.column.is_some()) {
        return Vec::new();
    }
    let is_below = |block: &&Block| {
        block.kind == BlockKind::TableRow
            && block.cells.len() == cells.len()
            && block.cells.iter().zip(cells).all(|(cell, name)| cell.column.as_deref() == Some(name.text.as_str()))
    };
    let below = blocks[first + 1..].iter().take_while(is_below);
    let rows: Vec<usize> = std::iter::once(first).chain(below.map(|block| block.ordinal)).collect();
    let counts = rows.iter().zip(1u32..).all(|(row, count)| count_of(blocks[*row].cells[0].said()) == Some(count));
    if counts && rows.iter().all(|row| says_what(blocks[*row].text.as_str())) { rows } else { Vec::new() }
}

/// "3", "3." and "R3" count a row.
fn count_of(text: &str) -> Option<u32> {
    let text = text.trim();
    text.parse().ok().or_else(|| label(text).filter(|label| label.text_at == text.len())?.count())
}
