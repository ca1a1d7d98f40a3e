//! Plans whose columns are called otherwise than any that is known: who is to act and by when make a table a plan, whatever the rest
//! is called. What is in the others is only possible, and the paper says so.

use super::column_names::{Says, rule_of, says};
use super::duty::{Duty, is_date_or_status, only_names_an_office, says_what};
use crate::findings::paper::{Found, Paper};
use crate::model::{Block, BlockKind, Certainty, DocumentKind, FindingKind, Warning};

const RULE: &str = "plan-of-unknown-columns";

/// Fewest words of what a cell asks, or finds.
const FEWEST_WORDS: usize = 3;

/// Finds the rows of such tables in which nothing was found by the names of their columns.
pub fn find(paper: &mut Paper<'_>) {
    if !matches!(paper.kind, DocumentKind::ActionPlan | DocumentKind::Tracker | DocumentKind::CabinetResponse) {
        return;
    }
    let mut told: Vec<Vec<&str>> = Vec::new();
    let blocks = paper.blocks;
    for block in blocks.iter().filter(|block| block.kind == BlockKind::TableRow && says_who_and_when(block)) {
        let names = unknown(block, paper.kind);
        if !paper.is_free(block.ordinal) || names.is_empty() {
            continue;
        }
        let said = block.cells.iter().filter(|cell| cell.column.as_deref().is_some_and(|name| names.contains(&name)));
        let said: Vec<_> = said.filter(|cell| tells(cell.said())).collect();
        let Duty { owner, due, status } = Duty::of(block);
        // What was found stands left of what is done about it.
        let kinds: &[FindingKind] = match said.len() {
            0 => &[],
            1 => &[FindingKind::Action],
            _ => &[FindingKind::AreaForConsideration, FindingKind::Action],
        };
        for (cell, kind) in said.iter().zip(kinds) {
            let found = Found { cue: cell.column.clone(), ..Found::by(RULE, *kind, cell.said(), block.ordinal) };
            let found = Found { certainty: Certainty::Possible, ..found };
            let is_action = *kind == FindingKind::Action;
            let duty = |part: &Option<String>| part.clone().filter(|_| is_action);
            paper.found.push(Found { owner: duty(&owner), due: duty(&due), status: duty(&status), ..found });
        }
        if !kinds.is_empty() {
            paper.take(&[block.ordinal]);
        }
        if !told.contains(&names) {
            let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
            let named = quoted.join(", ");
            let columns = if names.len() == 1 { "the column" } else { "the columns" };
            paper.warnings.push(Warning(format!(
                "a table says who is to act and by when, but {columns} {named} {} not known: what is there is only possible",
                if names.len() == 1 { "is" } else { "are" }
            )));
            told.push(names);
        }
    }
}

/// Whether the columns of a row say both who is to act and by when.
fn says_who_and_when(block: &Block) -> bool {
    let said: Vec<Says> = block.cells.iter().filter_map(|cell| says(cell.column.as_deref()?)).collect();
    said.contains(&Says::OwnerAndDue) || said.contains(&Says::Owner) && said.contains(&Says::Due)
}

/// The names of the columns of a row that nothing is known by.
fn unknown(block: &Block, paper: DocumentKind) -> Vec<&str> {
    let names = block.cells.iter().filter_map(|cell| cell.column.as_deref());
    names.filter(|name| !name.trim().is_empty() && says(name).is_none() && rule_of(name, paper).is_none()).collect()
}

/// Whether a cell says what is to be done or was found, and not only when, how far or who.
fn tells(text: &str) -> bool {
    says_what(text)
        && text.split_whitespace().nth(FEWEST_WORDS - 1).is_some()
        && !is_date_or_status(text)
        && !only_names_an_office(text)
}
