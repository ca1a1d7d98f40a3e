//! Who is to do it, by when, and how far has it come? As cells of a table say it, or lines beneath an action.

use super::column_names::{COLUMNS, Says, says, stands_beside};
use crate::findings::wordings::WORDINGS;
use crate::model::{Block, BlockKind};
use crate::text::{dates, fold, sentences, squeeze};

/// A word of what is to be done has so many letters, at least one of them.
const FEWEST_LETTERS: usize = 4;

/// What has been done is a status in at most so many words; more of them tell it.
const LONGEST_STATUS: usize = 6;

/// Lines beneath an action that say who, by when and how far.
const MOST_LINES: usize = 3;

fn says_done(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    COLUMNS.done.iter().any(|pattern| pattern.is_match(&text))
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
        let said: Vec<(Says, &str)> = block
            .cells
            .iter()
            .filter(|cell| says_something(cell.said()))
            .filter_map(|cell| Some((says(cell.column.as_deref()?)?, cell.said())))
            .collect();
        let cell = |of: Says| said.iter().find(|(says, _)| *says == of).map(|(_, text)| (*text).to_owned());
        let both = cell(Says::OwnerAndDue).map(|cell| who_and_when(&cell)).unwrap_or_default();
        let owner = cell(Says::Owner).or(both.0).or_else(|| cell(Says::OwnerElse));
        // "Q3" / "2023/24" is one date on two lines, and "Complete" under a date is none.
        let beside = |of: Says| cell(of).filter(|_| stands_beside(block, of));
        let (done, due): (Vec<String>, Vec<String>) = cell(Says::Due)
            .or(both.1)
            .or_else(|| beside(Says::Date))
            .map(on_one_line)
            .into_iter()
            .partition(|due| says_done(due));
        let short = |text: &String| text.split_whitespace().nth(LONGEST_STATUS).is_none();
        let status = cell(Says::Status).or_else(|| done.into_iter().next());
        let progress = || cell(Says::Progress).or_else(|| beside(Says::Outcome));
        let status = status.or_else(|| progress().filter(short).map(|status| squeeze(&status)));
        let status = status.or_else(|| cell(Says::Accepted).filter(short).map(|status| squeeze(&status)));
        Self { owner, due: due.into_iter().next(), status }
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
                Says::Owner | Says::OwnerElse => duty.owner = duty.owner.or(said),
                Says::Due | Says::Date => duty.due = said,
                Says::Status => duty.status = said,
                Says::Progress | Says::Outcome => duty.status = duty.status.or(said.filter(|said| says_done(said))),
                Says::Accepted => {}
                Says::OwnerAndDue => {
                    (duty.owner, duty.due) = said.map(|said| who_and_when(&said)).unwrap_or_default();
                }
            }
        }
        duty
    }
}

/// "Q3" / "2023/24" on one line; several dates, of several actions, stay as they stand.
fn on_one_line(due: String) -> String {
    let several = due.contains('\n') && due.lines().all(|line| !dates(line).is_empty());
    if several { due } else { squeeze(&due) }
}

/// Who is to act and by when, where one cell says both: "Head of Housing / 7 April".
fn who_and_when(cell: &str) -> (Option<String>, Option<String>) {
    let is_when = |part: &str| COLUMNS.when.iter().any(|pattern| pattern.is_match(&part.to_lowercase()));
    let parts = ["\n", " by ", " - ", " – ", "; ", ", "];
    let parts = parts.into_iter().fold(cell.to_owned(), |cell, between| cell.replace(between, " / "));
    let (when, who): (Vec<&str>, Vec<&str>) = parts.split(" / ").map(str::trim).partition(|part| is_when(part));
    if when.is_empty() {
        return (Some(cell.to_owned()), None);
    }
    let joined = |parts: Vec<&str>| Some(parts.join(", ")).filter(|text| !text.is_empty());
    (joined(who), joined(when))
}

/// Who is to act, by when and how far it has come, as cells say it without any name of their columns.
pub fn duty_of_cells<'c>(cells: impl Iterator<Item = &'c str>) -> Duty {
    let mut duty = Duty::default();
    for cell in cells.filter(|cell| says_something(cell)) {
        let (who, when) = who_and_when(cell);
        if says_done(cell) || is_status(cell) {
            duty.status.get_or_insert_with(|| cell.to_owned());
        } else if let Some(who) = who.filter(|who| only_names_an_office(who) || when.is_some() && is_a_name(who)) {
            duty.owner.get_or_insert(who);
            duty.due = duty.due.or(when);
        } else if is_date_or_status(cell) {
            duty.due.get_or_insert_with(|| cell.to_owned());
        }
    }
    duty
}

/// Whether a text asks for something: it opens with what is to be done, or says what should be.
pub fn asks(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    COLUMNS.no_owners.iter().any(|verb| verb == first) || WORDINGS.cell_asks.is_match(text)
}

/// "Chief Executive" under "Action" says who acts.
pub fn only_names_an_office(text: &str) -> bool {
    let folded = fold(text);
    COLUMNS.office.iter().any(|pattern| pattern.is_match(folded.trim()))
}

/// "Ongoing" says how far, and no date.
fn is_status(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    COLUMNS.only_status.iter().any(|pattern| pattern.is_match(&text))
}

/// "June 2025" and "Ongoing" say when and how far, in whatever column they stand.
pub fn is_date_or_status(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    COLUMNS.only_when.iter().chain(&COLUMNS.only_status).any(|pattern| pattern.is_match(&text))
}

/// Whether a cell says what is to be done or was found: "R4" and "Yes" do not.
pub fn says_what(text: &str) -> bool {
    let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_LETTERS;
    says_something(text) && text.split_whitespace().any(is_word)
}

/// "None", "-" and "n/a" fill a cell without saying anything.
fn says_something(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    text.chars().any(char::is_alphanumeric) && !WORDINGS.fills_cell.is_match(&text)
}

/// By when, where the last words of an action say it as a column would: "Circulate the figures. Deadline: 30th April 2024", or set
/// it apart: "JP to circulate the figures – Feb 2020".
pub fn due_in_fields(text: &str) -> Option<String> {
    let at_end = || Some(WORDINGS.due_at_end.captures(text.trim_end())?.name("due")?.as_str().to_owned());
    let last = sentences(text).pop()?;
    let in_field = text[last].split_once(':').and_then(|(name, said)| {
        let said = said.trim().trim_end_matches('.');
        (says(name) == Some(Says::Due) && says_something(said)).then(|| said.to_owned())
    });
    in_field.or_else(at_end)
}

/// Who is to act, where "Action by:" stands before it: "Place Director – circulate the figures".
pub fn owner_after(cue: &str, text: &str) -> Option<String> {
    let is_by = cue.trim_end_matches([':', '-', ' ']).to_lowercase().ends_with(" by");
    let who = [" – ", " — ", " - "].iter().find_map(|dash| text.split_once(dash))?.0.trim();
    let is_name = who.starts_with(char::is_uppercase) && who.split_whitespace().count() <= MOST_WORDS_OF_OWNER;
    (is_by && is_name).then(|| who.to_owned())
}

/// Whether a text is a name of those who act and says nothing else: "Councillor Rowe", "Head of Housing / JS".
pub fn is_a_name(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    let first = text.split(' ').next().unwrap_or_default();
    let is_part = |word: &str| {
        word.starts_with(char::is_uppercase) || matches!(word, "and" | "of" | "the" | "for" | "&" | "/" | "to the")
    };
    let is_when = || COLUMNS.when.iter().any(|pattern| pattern.is_match(&text.to_lowercase()));
    says_something(text)
        && first.starts_with(char::is_uppercase)
        && text.split_whitespace().all(is_part)
        && !COLUMNS.no_owners.iter().any(|verb| verb == first)
        && !says_done(text)
        && !is_when()
}

/// Words of an office and the body it is of.
const MOST_WORDS_OF_OWNER: usize = 8;

/// "Marian Tuft to send the film to all teams": the name before "to".
pub fn names_its_owner(text: &str) -> Option<String> {
    let who = WORDINGS.owner_before_deed.captures(text)?.name("who")?.as_str();
    let does = COLUMNS.no_owners.iter().any(|verb| who.split(' ').next() == Some(verb.as_str()));
    (!does).then(|| who.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::column_names::{File, file};
    use super::*;
    use crate::model::Cell;
    use crate::text::hold_to_examples;

    #[test]
    fn owner_date_and_status_are_known_by_the_names_of_their_columns() {
        let File {
            no_owners,
            owner,
            owner_else,
            due,
            date,
            status,
            progress,
            accepted,
            outcome,
            both,
            when,
            done,
            office,
            only_when,
            only_status,
            ..
        } = file();
        hold_to_examples(only_when.iter().chain(&only_status), |_, text| is_date_or_status(text));
        hold_to_examples(&done, |_, text| says_done(text));
        hold_to_examples(&when, |line, text| line.finds(&text.to_lowercase()));
        hold_to_examples(&office, |_, text| only_names_an_office(text));
        assert_eq!(names_its_owner(&no_owners.example), None);
        assert!(names_its_owner(&no_owners.not).is_some());
        for verb in &no_owners.list {
            assert_eq!(names_its_owner(&format!("{verb} to do so")), None, "{verb}");
        }
        for (of, lines) in [
            (Says::Owner, &owner),
            (Says::OwnerElse, &owner_else),
            (Says::Due, &due),
            (Says::Date, &date),
            (Says::Outcome, &outcome),
            (Says::Status, &status),
            (Says::Progress, &progress),
            (Says::Accepted, &accepted),
            (Says::OwnerAndDue, &both),
        ] {
            hold_to_examples(lines, |_, text| says(text) == Some(of));
            lines.iter().for_each(|line| assert!(line.finds(&line.example.to_lowercase()), "{}", line.example));
        }
        assert_eq!((says("By when?"), says("RAG:")), (Some(Says::Due), Some(Says::Status)));
        let cell = |(column, text): (&str, &str)| Cell { column: Some(column.into()), text: text.into(), above: None };
        let duty = |cells: &[(&str, &str)]| {
            let cells = cells.iter().map(|&pair| cell(pair)).collect();
            Duty::of(&Block { cells, ..Block::of(0, BlockKind::TableRow, String::new()) })
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
            ("June Smith / 7 April 2019", "June Smith", "7 April 2019"),
        ] {
            let said = Duty { owner: some(who), due: some(when), status: None };
            assert_eq!(duty(&[("By", cell)]), said, "{cell}");
        }
        assert_eq!(
            duty(&[("Lead officer(s)", "Clerk"), ("Timescale", "Complete")]),
            Duty { owner: some("Clerk"), due: None, status: some("Complete") }
        );
        assert_eq!(duty(&[("Due date", "Q3\n2023/24")]).due, some("Q3 2023/24"));
        assert_eq!(duty(&[("Due date", "1 May 2020\n3 May 2020")]).due, some("1 May 2020\n3 May 2020"));
        assert_eq!(duty(&[("Directorate", "Adults"), ("Lead", "Clerk")]).owner, some("Clerk"));
        let since = "Workshops took place in July and two more in the autumn";
        assert_eq!(duty(&[("Progress", since)]).status, None, "told at length elsewhere");
        assert_eq!(duty(&[("Progress", "On track"), ("RAG", "Green")]).status, some("Green"));
        for who in ["DE", "Head of Service - Housing"] {
            assert_eq!(duty(&[("By", who)]), Duty { owner: some(who), ..Duty::default() }, "as printed");
        }
    }

    #[test]
    fn an_action_may_say_who_and_by_when_as_columns_do() {
        let text = "ICB Place Director – circulate figures for each practice. Deadline: 30th April 2024";
        assert_eq!(due_in_fields(text).as_deref(), Some("30th April 2024"));
        assert_eq!(owner_after("Action by:", text).as_deref(), Some("ICB Place Director"));
        assert_eq!(owner_after("Action:", text), None);
        assert_eq!(due_in_fields("Circulate figures. Note: all practices"), None);
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
