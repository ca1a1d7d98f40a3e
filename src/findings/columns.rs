//! Tables of actions and recommendations: a column whose name a rule knows gives one finding a row.
//!
//! Beside an action, the columns for owner, date and status are read with it. A log may be kept in lines instead: a numbered
//! paragraph, and beneath it "Lead: Head of Performance", "Status: Outstanding".

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::rules::{Place, rule_for};
use super::{Found, Paper};
use crate::model::{Block, BlockKind, DocumentKind, FindingKind};
use crate::text::{Exemplified, Label, LabelKind, fold, label};

const COLUMNS: &str = include_str!("columns.toml");

/// A word of what is to be done has so many letters, at least one of them.
const FEWEST_LETTERS: usize = 4;

/// Lines beneath an action that say who, by when and how far.
const MOST_LINES: usize = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    no_owners: NoOwners,
    owner: Vec<Exemplified>,
    due: Vec<Exemplified>,
    status: Vec<Exemplified>,
    both: Vec<Exemplified>,
    when: Vec<Exemplified>,
    office: Vec<Exemplified>,
}

/// Words that begin what is to be done.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoOwners {
    list: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    example: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    not: String,
}

/// What a column says of the duty in its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Owner,
    Due,
    Status,
    OwnerAndDue,
}

fn file() -> File {
    // Part of the program, and a test reads every line of it.
    toml::from_str(COLUMNS).expect("columns.toml is sound")
}

fn compiled(lines: Vec<Exemplified>) -> Vec<Regex> {
    lines.iter().map(|line| line.compiled().expect("columns.toml holds sound patterns")).collect()
}

/// Cells that name who is to act and no more.
static OFFICES: LazyLock<Vec<Regex>> = LazyLock::new(|| compiled(file().office));

/// Parts of cells that say by when.
static WHEN: LazyLock<Vec<Regex>> = LazyLock::new(|| compiled(file().when));

/// The names of such columns.
static NAMES: LazyLock<Vec<(Says, Regex)>> = LazyLock::new(|| {
    let File { owner, due, status, both, .. } = file();
    let named = [(Says::Owner, owner), (Says::Due, due), (Says::Status, status), (Says::OwnerAndDue, both)];
    named.into_iter().flat_map(|(says, lines)| compiled(lines).into_iter().map(move |line| (says, line))).collect()
});

/// What the column of this name says.
fn says(column: &str) -> Option<Says> {
    let name = column.trim().trim_end_matches(['?', ':', '*']).trim_end().to_lowercase();
    NAMES.iter().find(|(_, pattern)| pattern.is_match(&name)).map(|(says, _)| *says)
}

/// Who is to do what a table row says, by when, and how far it has come, as printed in the columns of these names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Duty {
    /// Who is to act.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<String>,
    /// How far it has come.
    pub status: Option<String>,
}

impl Duty {
    /// What the named columns of a row say; nothing of a block that is no row.
    pub fn of(block: &Block) -> Self {
        let cell = |of: Says| {
            block.cell(|column| says(column) == Some(of)).map(str::to_owned).filter(|text| says_something(text))
        };
        let both = cell(Says::OwnerAndDue).map(|cell| who_and_when(&cell)).unwrap_or_default();
        let (owner, due) = (cell(Says::Owner).or(both.0), cell(Says::Due).or(both.1));
        Self { owner, due, status: cell(Says::Status) }
    }

    /// The same where it is written in lines beneath an action: "Lead: Head of Commissioning", "Status: On track".
    pub fn beneath(blocks: &[Block], action: usize) -> Self {
        let mut duty = Self::default();
        for block in blocks.iter().skip(action + 1).take(MOST_LINES) {
            let Some((name, said)) = block.text.split_once(':').filter(|_| block.kind == BlockKind::Paragraph) else {
                break;
            };
            let Some(of) = says(name) else { break };
            let said = Some(said.trim().to_owned()).filter(|said| says_something(said));
            match of {
                Says::Owner => duty.owner = said,
                Says::Due => duty.due = said,
                Says::Status => duty.status = said,
                Says::OwnerAndDue => {
                    (duty.owner, duty.due) = said.map(|said| who_and_when(&said)).unwrap_or_default();
                }
            }
        }
        duty
    }
}

/// Who is to act and by when, where one cell says both: "Head of Housing / 7 April".
fn who_and_when(cell: &str) -> (Option<String>, Option<String>) {
    let is_when = |part: &str| WHEN.iter().any(|pattern| pattern.is_match(&part.to_lowercase()));
    let parts = ["\n", " by ", " - ", " – ", "; ", ", "];
    let parts = parts.into_iter().fold(cell.to_owned(), |cell, between| cell.replace(between, " / "));
    let (when, who): (Vec<&str>, Vec<&str>) = parts.split(" / ").map(str::trim).partition(|part| is_when(part));
    if when.is_empty() {
        return (Some(cell.to_owned()), None);
    }
    let joined = |parts: Vec<&str>| Some(parts.join(", ")).filter(|text| !text.is_empty());
    (joined(who), joined(when))
}

/// Finds the findings that stand in table columns.
pub fn find(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        let block = &paper.blocks[index];
        if block.kind != BlockKind::TableRow || !paper.is_free(index) {
            continue;
        }
        let duty = Duty::of(block);
        let (mut found, mut owner) = (Vec::new(), duty.owner.clone());
        for cell in &block.cells {
            let Some(column) = &cell.column else { continue };
            let Some(rule) = rule_for(Place::Column, column, paper.kind) else { continue };
            for (number, text) in cell.text.split('\n').map(parted).filter(|(_, text)| says_what(text)) {
                if rule.kind == FindingKind::Action && only_names_an_office(text) {
                    owner.get_or_insert_with(|| text.to_owned());
                    continue;
                }
                let mut row = Found::new(rule, text, index, index, column);
                if is_request(block) {
                    row.kind = FindingKind::Request;
                }
                row.owner = names_its_owner(text).filter(|_| rule.kind.is_of_committee());
                if row.kind == FindingKind::Recommendation {
                    row.clause = number.or_else(|| number_of_row(block)).map(|number| format!("rec{number}"));
                }
                found.push(row);
            }
        }
        // Beside an action, a finding of the review is what it answers: whose duty it is goes with the action.
        let acts = found.iter().any(|row| row.kind.is_of_committee());
        for row in found.iter_mut().filter(|row| row.kind.is_of_committee() || !acts) {
            row.owner = owner.clone().or_else(|| row.owner.take());
            (row.due, row.status) = (duty.due.clone(), duty.status.clone());
        }
        if !found.is_empty() {
            paper.found.extend(found);
            paper.take(&[index]);
        }
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
    static NUMBER: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)^(?:(?:recommendation|rec\.?|r) ?(?:no\.? ?)?)?(\d{1,3})[.):]?$").ok());
    let first = block.cells.first()?.text.trim();
    NUMBER.as_ref()?.captures(first)?.get(1)?.as_str().parse().ok()
}

/// "Chief Executive" under "Action" says who acts.
fn only_names_an_office(text: &str) -> bool {
    let folded = fold(text);
    OFFICES.iter().any(|pattern| pattern.is_match(folded.trim()))
}

/// Whether a cell says what is to be done or was found: "R4" and "Yes" do not.
fn says_what(text: &str) -> bool {
    let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_LETTERS;
    says_something(text) && text.split_whitespace().any(is_word)
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
        Regex::new(r"^(?P<who>(?:The )?[A-Z][\w'’./-]*(?: (?:and|of|the|for|&|/|[A-Z][\w'’./&-]*)){0,7}):? to [a-z]+")
            .ok()
    });
    static NO_OWNERS: LazyLock<Vec<String>> = LazyLock::new(|| file().no_owners.list);
    let who = NAME.as_ref()?.captures(text)?.name("who")?.as_str();
    let does = NO_OWNERS.iter().any(|verb| who.split(' ').next() == Some(verb.as_str()));
    (!does).then(|| who.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Cell;

    #[test]
    fn owner_date_and_status_are_known_by_the_names_of_their_columns() {
        let File { no_owners, owner, due, status, both, when, office } = file();
        assert_eq!(names_its_owner(&no_owners.example), None);
        assert!(names_its_owner(&no_owners.not).is_some());
        for verb in &no_owners.list {
            assert_eq!(names_its_owner(&format!("{verb} to do so")), None, "{verb}");
        }
        for line in &when {
            let is_when = |text: &str| line.compiled().unwrap().is_match(&text.to_lowercase());
            assert!(is_when(&line.example) && !is_when(&line.not), "{}", line.pattern);
        }
        for line in &office {
            assert!(only_names_an_office(&line.example) && !only_names_an_office(&line.not), "{}", line.pattern);
        }
        for (of, lines) in
            [(Says::Owner, &owner), (Says::Due, &due), (Says::Status, &status), (Says::OwnerAndDue, &both)]
        {
            for line in lines {
                assert_eq!(says(&line.example), Some(of), "{}", line.example);
                assert_ne!(says(&line.not), Some(of), "{}", line.not);
                assert!(Regex::new(&line.pattern).unwrap().is_match(&line.example.to_lowercase()), "{}", line.example);
            }
        }
        assert_eq!((says("By when?"), says("RAG:")), (Some(Says::Due), Some(Says::Status)));
        let cell = |(column, text): (&str, &str)| Cell { column: Some(column.into()), text: text.into() };
        let duty = |cells: &[(&str, &str)]| {
            let cells = cells.iter().map(|&pair| cell(pair)).collect();
            Duty::of(&Block {
                ordinal: 0,
                kind: BlockKind::TableRow,
                number: None,
                page: None,
                under: None,
                led_in_by: None,
                text: String::new(),
                cells,
                boilerplate: None,
            })
        };
        let some = |text: &str| Some(text.to_owned());
        let all = Duty { owner: some("Clerk"), due: some("May 2019"), status: some("Complete") };
        for names in [
            ["Lead officer", "Due", "Status"],
            ["Who", "By when", "RAG"],
            ["Directed to", "Timescale", "Current status"],
            ["Responsible Officer", "Target date", "RAG rating"],
            ["Owner", "Deadline", "Progress status"],
        ] {
            assert_eq!(duty(&[(names[0], "Clerk"), (names[1], "May 2019"), (names[2], "Complete")]), all, "{names:?}");
        }
        assert_eq!(duty(&[("Due", "n/a"), ("Response", "Agreed")]), Duty::default());
        for (cell, who, when) in [
            ("DE / 7 April", "DE", "7 April"),
            ("Head of Housing\nJune 2017", "Head of Housing", "June 2017"),
            ("Clerk, 3/4/17", "Clerk", "3/4/17"),
        ] {
            let said = Duty { owner: some(who), due: some(when), status: None };
            assert_eq!(duty(&[("By", cell)]), said, "{cell}");
        }
        for who in ["DE", "Head of Service - Housing"] {
            assert_eq!(duty(&[("By", who)]), Duty { owner: some(who), ..Duty::default() }, "as printed");
        }
    }

    #[test]
    fn the_name_before_the_verb_owns_the_action() {
        assert_eq!(
            names_its_owner("Marian Tuft and Dr Lister to agree a form").as_deref(),
            Some("Marian Tuft and Dr Lister")
        );
        assert_eq!(names_its_owner("Head of Housing: to write to tenants").as_deref(), Some("Head of Housing"));
        assert_eq!(names_its_owner("Draft a work programme"), None);
        assert!(!says_something("None.") && !says_something("–") && says_something("Chair to write"));
        assert!(!says_what("R4") && !says_what("Yes") && !says_what("3.1") && says_what("Recruit"));
    }
}
