//! Tables of actions and recommendations: a column whose name a rule knows gives one finding a row.
//!
//! Beside an action, the columns for owner, date and status are read with it. A log may be kept in lines instead: a numbered
//! paragraph, and beneath it "Lead: Head of Performance", "Status: Outstanding".

use super::column_names::{is_name, rule_of, tells_a_duty};
use super::details::rule_of_details;
use super::duty::{Duty, is_date_or_status, names_its_owner, only_names_an_office, says_what};
use super::nameless;
use super::replies::{before_reply, is_running_foot};
use super::unknown_columns;
use crate::findings::attribution::row_follows_up;
use crate::findings::paper::{Found, Paper};
use crate::findings::rules::Rule;
use crate::findings::wordings::WORDINGS;
use crate::model::{Block, BlockKind, DocumentKind, FindingKind, Item};
use crate::text::{Label, LabelKind, label};

/// Finds the findings that stand in table columns.
pub fn find(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        let block = &paper.blocks[index];
        if block.kind != BlockKind::TableRow || !paper.is_free(index) {
            continue;
        }
        if nameless::is_row_of_form(paper, index) {
            continue;
        }
        nameless::find_rows(paper, index);
        nameless::find_by_term(paper, index);
        if !paper.is_free(index) {
            continue;
        }
        let duty = Duty::of(block);
        let (mut found, mut owner) = (Vec::new(), duty.owner.clone());
        for cell in &block.cells {
            let Some(column) = &cell.column else { continue };
            let known = rule_of(column, paper.kind).or_else(|| rule_of_details(paper, index, column));
            let Some(rule) = known else { continue };
            if rule.needs_duty && !tells_a_duty(block) || rule.alone && !is_alone(block, column, rule, paper.kind) {
                continue;
            }
            if rule.follows_up && !row_follows_up(paper.blocks, index) {
                continue;
            }
            if rule.beside_strengths && !holds_strengths(block, paper.kind) {
                continue;
            }
            let lines: Vec<_> = before_reply(&cell.text).split('\n').map(parted).collect();
            for (at, &(number, text)) in lines.iter().enumerate().filter(|(_, (_, text))| says_what(text)) {
                if is_name(text, paper.kind) || is_date_or_status(text) || is_running_foot(paper.blocks, text) {
                    continue;
                }
                // What is not accepted is answered, and not done.
                let refuses = duty.status.as_deref().is_some_and(|status| WORDINGS.refuses.is_match(status));
                if rule.kind == FindingKind::Action && refuses {
                    continue;
                }
                if rule.alone && WORDINGS.only_accepts.is_match(text) {
                    continue;
                }
                if rule.kind == FindingKind::Action && only_names_an_office(text) {
                    owner.get_or_insert_with(|| text.to_owned());
                    continue;
                }
                let mut row = Found::new(rule, text, index, index, column);
                row.line_of_cell = (lines.len() > 1).then(|| line_of_cell(column, at + 1));
                if is_request(block) {
                    row.kind = FindingKind::Request;
                }
                row.owner = names_its_owner(text).filter(|_| rule.kind.is_of_committee());
                if row.kind == FindingKind::Recommendation {
                    row.clause =
                        number.or_else(|| number_of_row(block)).map(|number| Item::Recommendation(number.to_string()));
                }
                found.push(row);
            }
        }
        // Beside an action, a finding of the review is what it answers: whose duty it is goes with the action.
        let acts = found.iter().any(|row| row.kind.is_of_committee());
        let mut charged: Vec<&mut Found> = found.iter_mut().filter(|row| row.kind.is_of_committee() || !acts).collect();
        let count = charged.len();
        for (at, row) in charged.iter_mut().enumerate() {
            row.owner = of_line(owner.as_deref(), at, count).or_else(|| row.owner.take());
            row.due = of_line(duty.due.as_deref(), at, count);
            row.status = of_line(duty.status.as_deref(), at, count);
        }
        if !found.is_empty() {
            paper.found.extend(found);
            paper.take(&[index]);
        }
    }
    unknown_columns::find(paper);
}

/// Whether no column of a row holds findings of the side of this one, what was asked or what is done, but it and others that
/// count alone right of it: "Our response" beside "Action" is none.
fn is_alone(block: &Block, column: &str, own: &Rule, paper: DocumentKind) -> bool {
    let others = block.cells.iter().filter_map(|cell| cell.column.as_deref()).filter(|other| *other != column);
    let of_side = |rule: &&Rule| rule.kind.is_of_committee() == own.kind.is_of_committee();
    let firmer = others.clone().filter_map(|other| rule_of(other, paper)).filter(of_side).any(|rule| !rule.alone);
    let before = block.cells.iter().filter_map(|cell| cell.column.as_deref()).take_while(|other| *other != column);
    !firmer && !before.filter_map(|other| rule_of(other, paper)).filter(of_side).any(|rule| rule.alone)
}

/// Whether a column of a row holds strengths: "Challenges" beside it are what stands against them.
fn holds_strengths(block: &Block, paper: DocumentKind) -> bool {
    let mut names = block.cells.iter().filter_map(|cell| cell.column.as_deref());
    names.any(|name| rule_of(name, paper).is_some_and(|rule| rule.kind == FindingKind::Strength))
}

/// What a cell says of one of several actions in a row: its line where the cell has one for each, else all of it.
fn of_line(cell: Option<&str>, at: usize, actions: usize) -> Option<String> {
    let lines: Vec<&str> = cell?.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
    let same = lines.windows(2).all(|pair| pair[0] == pair[1]);
    match lines.len() == actions || same {
        true => lines.get(if same { 0 } else { at }).map(|line| (*line).to_owned()),
        false => cell.map(str::to_owned),
    }
}

/// Finds the actions of a plan or log that is kept in lines.
pub fn find_in_lines(paper: &mut Paper<'_>) {
    if !matches!(paper.kind, DocumentKind::Tracker | DocumentKind::ActionPlan) {
        return;
    }
    for index in 0..paper.blocks.len() {
        let block = &paper.blocks[index];
        let is_numbered = block.number.is_some() && !block.is_heading() && block.kind != BlockKind::TableRow;
        let duty = Duty::beneath(paper.blocks, index);
        if !is_numbered || !paper.is_free(index) || duty == Duty::default() || !says_what(&block.text) {
            continue;
        }
        let Duty { owner, due, status } = duty;
        let action = Found::by("action-in-lines", FindingKind::Action, &block.text, index);
        paper.found.push(Found { owner, due, status, ..action });
        paper.take(&[index]);
    }
}

/// The longest name of a column that a line of its cell is cited with, in characters.
const LONGEST_NAME: usize = 40;

/// Where in its row one of several lines of a cell stands: "“Strengths”, item 2".
fn line_of_cell(column: &str, line: usize) -> String {
    let column = column.trim().trim_end_matches(':');
    let name = if column.chars().count() <= LONGEST_NAME { format!("“{column}”, ") } else { String::new() };
    format!("{name}item {line}")
}

/// A tracker says in a column of its own whether a row is a recommendation or a request.
fn is_request(block: &Block) -> bool {
    block.cell(|column| column.trim() == "type").is_some_and(|kind| kind.to_lowercase().starts_with("request"))
}

/// The number of a recommendation and the text after it: "R2. That a report be brought", "2. That a report be brought".
fn parted(text: &str) -> (Option<u32>, &str) {
    let text = text.trim();
    let numbered = |label: &Label| label.kind == LabelKind::Number || label.key.starts_with('R');
    let label = label(text).filter(numbered).and_then(|label| Some((label.count()?, label.text_at)));
    label.map_or((None, text), |(count, at)| (Some(count), text[at..].trim()))
}

/// The number that the first cell of a row gives it: "3", "R3", "Rec 3".
fn number_of_row(block: &Block) -> Option<u32> {
    // "91" under "Minute" is that of the minute.
    let first = block.cells.first()?;
    if first.column.as_deref().is_some_and(|column| WORDINGS.counts_others.is_match(column)) {
        return None;
    }
    let first = first.said().trim();
    WORDINGS.row_number.captures(first)?.name("number")?.as_str().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_action_of_a_row_has_its_own_line_of_the_other_cells() {
        let said = |cell| [0, 1].map(|at| of_line(Some(cell), at, 2).unwrap());
        assert_eq!(said("Dev Anand\nPriya Menon"), ["Dev Anand", "Priya Menon"]);
        assert_eq!(said("March 2020\nMarch 2020\nMarch 2020"), ["March 2020", "March 2020"]);
        assert_eq!(said("Dev Anand\nPriya Menon\nOwen Sayce")[1], "Dev Anand\nPriya Menon\nOwen Sayce");
        assert_eq!((of_line(None, 0, 2), of_line(Some("Green"), 1, 2)), (None, Some("Green".into())));
    }
}
