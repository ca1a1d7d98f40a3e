//! How is it printed that a finding was answered, or was not yet? By the patterns of `answering.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::text::Pattern;

const ANSWERING: &str = include_str!("answering.toml");

/// The words of `answering.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines<T> {
    column: Vec<T>,
    progress: Vec<T>,
    response: Vec<T>,
    told: Vec<T>,
    open: Vec<T>,
    done: Vec<T>,
    attendance: Vec<T>,
    back: Vec<T>,
    acted: Vec<T>,
}

static WORDS: LazyLock<Lines<Pattern>> = LazyLock::new(|| {
    // Part of the program, and a test reads every line of it.
    toml::from_str(ANSWERING).expect("answering.toml is sound")
});

/// Whether the column of this name holds responses.
pub(super) fn is_response_column(name: &str) -> bool {
    is_any(&WORDS.column, name)
}

/// Whether the column of this name tells what has been done since.
pub(super) fn is_progress_column(name: &str) -> bool {
    is_any(&WORDS.progress, name)
}

/// Whether a paragraph is the response to what stands above it: "Response: Accepted in part. ...".
pub(super) fn is_response(text: &str) -> bool {
    is_any(&WORDS.response, text)
}

/// Whether a sentence of minutes tells of an ask that was made before.
pub(super) fn tells_of_ask(text: &str) -> bool {
    is_any(&WORDS.told, text)
}

/// Whether a passage lists who was at a meeting.
pub(super) fn lists_people(text: &str) -> bool {
    is_any(&WORDS.attendance, text)
}

/// Whether a passage points back to what was asked for, or found, before.
pub(super) fn points_back(text: &str) -> bool {
    is_any(&WORDS.back, text)
}

/// Whether a passage tells that something was done which somebody may have asked for.
pub(super) fn tells_of_act(text: &str) -> bool {
    is_any(&WORDS.acted, text)
}

/// A cell of so many words may say how far something has come, and no more.
const LONGEST_STATUS: usize = 4;

/// Whether a sentence says that what it speaks of is still to be done.
pub(super) fn says_open(text: &str) -> bool {
    is_any(&WORDS.open, text)
}

/// Whether a row of a table, its cells parted by " | ", says that what it lists is still to be done: where a cell gives no more
/// than the status, that one.
pub(super) fn row_says_open(row: &str) -> bool {
    let short = |cell: &&str| cell.split_whitespace().nth(LONGEST_STATUS).is_none();
    let is_status = |patterns: &[Pattern]| row.split(" | ").filter(short).any(|cell| is_any(patterns, cell));
    !is_status(&WORDS.done) && (says_open(row) || is_status(&WORDS.open))
}

fn is_any(patterns: &[Pattern], text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    patterns.iter().any(|pattern| pattern.is_match(&lower))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Exemplified, hold_to_examples};

    #[test]
    fn every_pattern_finds_its_example_and_leaves_the_other_alone() {
        let file: Lines<Exemplified> = toml::from_str(ANSWERING).unwrap();
        type Says = fn(&str) -> bool;
        let sorts: [(&[Exemplified], Says); 8] = [
            (&file.column, is_response_column),
            (&file.progress, is_progress_column),
            (&file.response, is_response),
            (&file.told, tells_of_ask),
            (&file.open, says_open),
            (&file.attendance, lists_people),
            (&file.back, points_back),
            (&file.acted, tells_of_act),
        ];
        for (lines, says) in sorts {
            hold_to_examples(lines, |line, text| line.finds(&text.to_lowercase()) || says(text));
            lines.iter().for_each(|line| assert!(line.finds(&line.example.to_lowercase()), "{}", line.example));
        }
        hold_to_examples(&file.done, |line, text| line.finds(&text.to_lowercase()));
    }

    #[test]
    fn a_status_says_how_far_a_row_has_come_whatever_stands_beside_it() {
        for open in ["Ask the trust | Not started | Consultation when funds allow", "Ask | On hold", "Ask | To follow"]
        {
            assert!(row_says_open(open), "{open}");
        }
        for done in ["Ask the trust | Complete | No action is outstanding", "Ask the trust | Circulated in May"] {
            assert!(!row_says_open(done), "{done}");
        }
    }

    #[test]
    fn responses_are_known_by_how_they_begin() {
        for text in [
            "Response: Accepted. A shorter guide will be drawn up.",
            "Accepted in part: the budget is agreed to March.",
            "Agreed. Officers will report in June.",
            "Agree",
            "Cabinet supports the recommendation",
            "The Council does not accept this.",
            "Both recommendations have been accepted",
            "Not agreed: there is no budget.",
        ] {
            assert!(is_response(text), "{text}");
        }
        for text in ["That the guide be replaced", "Agreed that the report be noted", "The council tax base rose"] {
            assert!(!is_response(text), "{text}");
        }
    }
}
