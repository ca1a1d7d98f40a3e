//! What is a column called? Its name as printed, without what is said beside it, and in its parts.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::findings::rules::{Place, Rule, rule_for};
use crate::findings::wordings::WORDINGS;
use crate::model::{Block, DocumentKind, FindingKind};
use crate::text::{Exemplified, Pattern, Patterns, squeeze};

const COLUMNS_FILE: &str = include_str!("../columns.toml");

/// A cell of at most so many words may be the name of a column.
const LONGEST_NAME: usize = 4;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub no_owners: NoOwners,
    pub owner: Vec<Exemplified>,
    pub owner_else: Vec<Exemplified>,
    pub due: Vec<Exemplified>,
    pub date: Vec<Exemplified>,
    pub status: Vec<Exemplified>,
    pub progress: Vec<Exemplified>,
    pub accepted: Vec<Exemplified>,
    pub outcome: Vec<Exemplified>,
    pub both: Vec<Exemplified>,
    pub when: Vec<Exemplified>,
    pub done: Vec<Exemplified>,
    pub only_when: Vec<Exemplified>,
    pub only_status: Vec<Exemplified>,
    pub details: Vec<Exemplified>,
    pub ref_of_recommendation: Vec<Exemplified>,
    pub office: Vec<Exemplified>,
    pub reply: Vec<Exemplified>,
}

/// Words that begin what is to be done.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoOwners {
    pub list: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub example: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub not: String,
}

/// The file with its examples: for [`COLUMNS`], and for the tests of those who use it.
pub fn file() -> File {
    // Part of the program, and a test reads every line of it.
    toml::from_str(COLUMNS_FILE).expect("columns.toml is sound")
}

/// What `columns.toml` says, ready to use.
pub struct Columns {
    /// The names of columns that say something of a duty.
    pub names: Patterns<Says>,
    /// Words that begin what is to be done.
    pub no_owners: Vec<String>,
    /// Cells that name who is to act and no more.
    pub office: Vec<Pattern>,
    /// Parts of cells that say by when.
    pub when: Vec<Pattern>,
    /// Words of a cell of a column of dates, or of progress, that say how far a matter has come.
    pub done: Vec<Pattern>,
    /// Cells that say no more than when.
    pub only_when: Vec<Pattern>,
    /// Cells that say no more than how far a matter has come.
    pub only_status: Vec<Pattern>,
    /// The names of columns that hold recommendations in tables which answer them.
    pub details: Patterns,
    /// What counts recommendations in such tables.
    pub ref_of_recommendation: Patterns,
    /// How a reply begins.
    pub reply: Vec<Pattern>,
}

pub static COLUMNS: LazyLock<Columns> = LazyLock::new(|| {
    let file = file();
    let named = [
        (Says::Owner, file.owner),
        (Says::OwnerElse, file.owner_else),
        (Says::Due, file.due),
        (Says::Date, file.date),
        (Says::Outcome, file.outcome),
        (Says::Status, file.status),
        (Says::Progress, file.progress),
        (Says::Accepted, file.accepted),
        (Says::OwnerAndDue, file.both),
    ];
    let named = named.into_iter().flat_map(|(says, lines)| lines.into_iter().map(move |line| (says, line.pattern)));
    let patterns = |lines: Vec<Exemplified>| lines.into_iter().map(Pattern::from).collect();
    Columns {
        names: Patterns::new(named),
        no_owners: file.no_owners.list,
        office: patterns(file.office),
        when: patterns(file.when),
        done: patterns(file.done),
        only_when: patterns(file.only_when),
        only_status: patterns(file.only_status),
        details: file.details.into_iter().collect(),
        ref_of_recommendation: file.ref_of_recommendation.into_iter().collect(),
        reply: patterns(file.reply),
    }
});

/// What a column says of the duty in its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    Owner,
    /// Whose it is where no other column says who is to act: a directorate, a portfolio holder.
    OwnerElse,
    Due,
    /// By when, right of what is to be done; left of it, of the meeting.
    Date,
    Status,
    /// What has been done since; a word or two of it are a status where no other column has one.
    Progress,
    /// Whether what was recommended is taken on.
    Accepted,
    /// What came of a recommendation, right of it; beside an action, what it is for.
    Outcome,
    OwnerAndDue,
}

/// What the column of this name says.
pub fn says(column: &str) -> Option<Says> {
    ways(column).iter().find_map(|name| COLUMNS.names.first(name)).copied()
}

/// The rule for what stands in a column of this name.
pub fn rule_of(column: &str, paper: DocumentKind) -> Option<&'static Rule> {
    let found = ways(column).iter().find_map(|name| rule_for(Place::Column, name, paper))?;
    // "Strengths / areas for improvement" holds both, and does not tell which.
    let is_mixed = found.kind == FindingKind::Strength && column.contains('/');
    (!is_mixed).then_some(found)
}

/// Whether a text is only what a column is called.
pub fn is_name(text: &str, paper: DocumentKind) -> bool {
    text.split_whitespace().nth(LONGEST_NAME).is_none() && (says(text).is_some() || rule_of(text, paper).is_some())
}

/// Whether a column of a row says who is to act, or by when.
pub fn tells_a_duty(block: &Block) -> bool {
    let of_duty = |says| matches!(says, Says::Owner | Says::Due | Says::OwnerAndDue);
    let mut said = block.cells.iter().filter_map(|cell| says(cell.column.as_deref()?));
    said.any(|says| of_duty(says) || says == Says::Date && stands_beside(block, says))
}

/// Whether a column that may mean another thing stands right of what it is of: a date of an action, an outcome of a recommendation.
pub fn stands_beside(block: &Block, of: Says) -> bool {
    let names = || block.cells.iter().map(|cell| cell.column.as_deref().unwrap_or_default());
    let is_matter = |name: &str| {
        let rule = rule_of(name, DocumentKind::Tracker);
        rule.is_some_and(|rule| of == Says::Date || rule.kind != FindingKind::Action)
    };
    let at = names().position(|name| says(name) == Some(of));
    at.is_some_and(|at| names().take(at).any(is_matter))
}

/// The ways to read the name of a column, in small letters, the whole first: "RAG status (July 2023)" is "rag status", and
/// "Lead officer(s) / partner" is each of its parts.
fn ways(column: &str) -> Vec<String> {
    static BESIDE: Pattern = Pattern::of(r"\([^)]*\)|\[[^\]]*\]");
    let tidy = |name: &str| squeeze(name).trim_matches([' ', '?', ':', '*', '.', '-', '–']).to_lowercase();
    let whole = tidy(column);
    let spelt = whole.replace("(s)", "");
    let alone = tidy(&BESIDE.replace_all(&spelt, ""));
    let bare = tidy(&WORDINGS.dated.replace_all(&alone, ""));
    let mut ways = vec![whole];
    if !ways.contains(&bare) {
        ways.push(bare.clone());
    }
    if bare.contains('/') {
        ways.extend(bare.split('/').map(tidy).filter(|part| !part.is_empty()));
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_a_name_is_no_part_of_it() {
        assert_eq!(ways("RAG Status (July 2023)"), ["rag status (july 2023)", "rag status"]);
        assert_eq!(ways("Lead Officer(s)?")[1], "lead officer");
        assert_eq!(ways("Progress – September 2023")[1], "progress");
        assert_eq!(ways("Owner / partner")[1..], ["owner", "partner"]);
        assert_eq!(says("Lead Officer(s)"), Some(Says::Owner));
        assert_eq!(says("RAG rating\nMay 2021"), Some(Says::Status));
        assert_eq!(says("Lead / timescale"), Some(Says::OwnerAndDue));
        let rule = |name: &str| rule_of(name, DocumentKind::ActionPlan).map(|rule| rule.kind);
        assert_eq!(rule("Recommendation(s)"), Some(FindingKind::Recommendation));
        assert_eq!(rule("Strengths / areas for improvement"), None);
        assert_eq!(rule("2016 recommendation"), Some(FindingKind::Recommendation));
        assert_eq!(rule("Response to recommendation"), None);
    }

    #[test]
    fn names_are_no_findings() {
        for name in ["Action", "Lead officer", "Target date", "Recommendation"] {
            assert!(is_name(name, DocumentKind::ActionPlan), "{name}");
        }
        assert!(!is_name("Publish the plan", DocumentKind::ActionPlan));
    }
}
