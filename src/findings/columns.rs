//! Tables of actions and recommendations: a column whose name a rule knows gives one finding a row.
//!
//! Beside an action, the columns for owner, date and status are read with it.

use std::sync::LazyLock;

use regex::Regex;

use super::rules::{Place, rule_for};
use super::{Found, Paper};
use crate::model::{Block, BlockKind, FindingKind};

static OWNER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(lead( officer| member)?s?|owner|(lead |responsible )?officers?( responsible)?|responsib(le|ility)( (officer|person))?|who|by whom|action by|accountable.*|person responsible)$").ok()
});
static DUE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(due( date| by)?|by|by when|when|deadline|target( date)?|date( due)?|timescales?|completion( date)?|complete by|date for completion)$").ok()
});

/// Finds the findings that stand in table columns.
pub fn find(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        let block = &paper.blocks[index];
        if block.kind != BlockKind::TableRow || !paper.is_free(index) {
            continue;
        }
        let owner = cell(block, &OWNER);
        let due = cell(block, &DUE);
        let mut found = Vec::new();
        for cell in &block.cells {
            let Some(column) = &cell.column else { continue };
            let Some(rule) = rule_for(Place::Column, column, paper.kind) else { continue };
            for text in cell.text.split('\n').map(str::trim).filter(|text| says_something(text)) {
                let mut row = Found::new(rule, text, index, index, column);
                if is_request(block) {
                    row.kind = FindingKind::Request;
                }
                let own = owner.clone().filter(|_| rule.kind.is_of_committee());
                row.owner = own.or_else(|| names_its_owner(text).filter(|_| rule.kind.is_of_committee()));
                row.due = due.clone().filter(|_| rule.kind.is_of_committee());
                found.push(row);
            }
        }
        if !found.is_empty() {
            paper.found.extend(found);
            paper.take(&[index]);
        }
    }
}

/// A tracker says in a column of its own whether a row is a recommendation or a request.
fn is_request(block: &Block) -> bool {
    block.cell(|column| column.trim() == "type").is_some_and(|kind| kind.to_lowercase().starts_with("request"))
}

fn cell(block: &Block, name: &LazyLock<Option<Regex>>) -> Option<String> {
    let pattern = name.as_ref()?;
    block.cell(|column| pattern.is_match(column.trim())).map(str::to_owned).filter(|text| says_something(text))
}

/// "None", "-" and "n/a" fill a cell without saying anything.
fn says_something(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    text.chars().any(char::is_alphanumeric)
        && !text.starts_with("none. ")
        && !matches!(text.as_str(), "none" | "n/a" | "na" | "no action" | "to note" | "noted" | "tbc" | "nil")
}

/// "Marian Tuft to send the film to all teams": the name before "to".
pub(super) fn names_its_owner(text: &str) -> Option<String> {
    static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?P<who>(?:The )?[A-Z][\w'’.-]*(?: (?:and|of|the|for|[A-Z][\w'’.-]*)){0,5}) to [a-z]+").ok()
    });
    Some(NAME.as_ref()?.captures(text)?.name("who")?.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_before_the_verb_owns_the_action() {
        assert_eq!(
            names_its_owner("Marian Tuft and Dr Lister to agree a form").as_deref(),
            Some("Marian Tuft and Dr Lister")
        );
        assert_eq!(names_its_owner("Draft a work programme"), None);
        assert!(!says_something("None.") && !says_something("–") && says_something("Chair to write"));
    }
}
