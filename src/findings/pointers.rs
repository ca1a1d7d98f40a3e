//! Where does the paper point back? Phrases and numbers only: what they point to is found by `resolve`.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::Deserialize;

use super::attribution::Naming;
use super::tables::column_names::rule_of;
use crate::model::{Block, Boilerplate, Cell, DocumentKind, Period, Pointer, PointsTo, ReviewSort};
use crate::text::{Exemplified, Pattern, Patterns, as_printed, dates, fold, sentences};

const POINTERS: &str = include_str!("pointers.toml");

/// The number of a recommendation stands in one of the first cells of a row.
const CELLS_OF_NUMBERS: usize = 2;

/// The most pointers of one passage: what refers to more is an index, or made to do harm.
const MOST_OF_A_PASSAGE: usize = 100;

/// The most recommendations that "recommendations 1 to 9" stands for.
const LONGEST_RANGE: u32 = 60;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    pointer: Vec<Exemplified<Phrase>>,
    meeting: Vec<Exemplified>,
    minute: Vec<Exemplified>,
    day: Vec<Exemplified>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrase {
    to: Kind,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Minute,
    Recommendations,
    Listed,
    ReviewBefore,
    AskBefore,
}

struct Known {
    /// The phrases, and which of them may be in a text.
    phrases: Patterns<Kind>,
    /// The columns that tell of which meeting a row is.
    meeting: Vec<Pattern>,
    minute: Vec<Pattern>,
    day: Vec<Pattern>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    // Part of the program, and a test reads every line of it.
    let File { pointer, meeting, minute, day } = toml::from_str(POINTERS).expect("pointers.toml is sound");
    let patterns = |lines: Vec<Exemplified>| lines.into_iter().map(Pattern::from).collect();
    Known {
        phrases: Patterns::new(pointer.into_iter().map(|phrase| (phrase.of.to, phrase.pattern))),
        meeting: patterns(meeting),
        minute: patterns(minute),
        day: patterns(day),
    }
});

/// The phrases of a paper that point back, in reading order. `namings` are the sentences that name reviews.
/// `folded` are the texts of the blocks, folded.
pub fn find(kind: DocumentKind, blocks: &[Block], folded: &[Cow<'_, str>], namings: &[Naming]) -> Vec<Pointer> {
    let mut found: Vec<Pointer> = Vec::new();
    if matches!(kind, DocumentKind::ActionPlan | DocumentKind::Tracker) {
        found.extend(blocks.iter().filter_map(listed));
        found.extend(blocks.iter().filter_map(|block| of_meeting(kind, block)));
    }
    for block in blocks.iter().filter(|block| block.boilerplate != Some(Boilerplate::Contents) && !block.is_heading()) {
        let named = || namings.iter().filter(|naming| naming.block == block.ordinal);
        let mut phrases =
            KNOWN.phrases.that_may_match(&folded[block.ordinal]).filter(|(kind, _)| **kind != Kind::Listed);
        if named().next().is_none() && phrases.next().is_none() {
            continue;
        }
        let pointed = sentences(&block.text).into_iter().flat_map(|range| {
            let reviews = named().find(|naming| naming.sentence == range).map_or(&[][..], |naming| &naming.reviews);
            pointed(&block.text[range], reviews)
        });
        let to_pointer = |(text, to)| Pointer::new(block, text, to);
        found.extend(pointed.take(MOST_OF_A_PASSAGE).map(to_pointer));
    }
    found
}

/// What a row of a plan, or a line by itself, says it is about: "R4", or 4 in a column of recommendations.
fn listed(block: &Block) -> Option<Pointer> {
    let number = |text: &str| -> Option<u32> {
        let of_number = |(kind, pattern): &(Kind, Pattern)| {
            // The others are not even to be compiled for it.
            let found = (*kind == Kind::Listed).then(|| pattern.captures(text))??;
            found.name("number").filter(|_| found.name("other").is_none())?.as_str().parse().ok()
        };
        KNOWN.phrases.iter().find_map(of_number)
    };
    let of_cell = |cell: &Cell| {
        let text = cell.said().trim();
        let counts = cell.column.as_deref().is_some_and(|column| column.to_lowercase().starts_with("rec"));
        let bare = || text.trim_end_matches('.').parse().ok().filter(|_| counts && text.len() <= "10.".len());
        Some((text.to_owned(), number(text).or_else(bare)?))
    };
    let (text, number) = match block.cells.as_slice() {
        [] => (block.text.trim().to_owned(), number(block.text.trim())?),
        cells => cells.iter().take(CELLS_OF_NUMBERS).find_map(of_cell)?,
    };
    Some(Pointer::new(block, text, PointsTo::Listed(number)))
}

/// The meeting that a row of a plan or tracker gives for its ask: "19/11/2015" and "220".
fn of_meeting(kind: DocumentKind, row: &Block) -> Option<Pointer> {
    static NUMBER: Pattern =
        Pattern::of(r"^(?:[Mm]in(?:ute)?\.? ?(?:[Nn]o\.? ?)?)?(?P<number>\d{1,4}(?:/\d{2})?)(?: ?\([a-z]+\))?\.?$");
    let said = |patterns: &[Pattern]| {
        let is_column = |cell: &&Cell| {
            let name = cell.column.as_deref().unwrap_or_default().replace(['.', ':'], "").trim().to_lowercase();
            !name.is_empty() && patterns.iter().any(|pattern| pattern.is_match(&name))
        };
        row.cells.iter().find(is_column).map(|cell| cell.said().trim()).filter(|text| !text.is_empty())
    };
    let minute = said(&KNOWN.minute);
    let number = minute.and_then(|text| Some(NUMBER.captures(text)?.name("number")?.as_str().to_owned()));
    let meeting = said(&KNOWN.meeting).or_else(|| said(&KNOWN.day).filter(|_| number.is_some()));
    let day = |text: &str| match dates(text).as_slice() {
        [only] if only.period.start == only.period.end => Some(only.period.start),
        _ => None,
    };
    let date = meeting.and_then(day).or_else(|| minute.and_then(day));
    if date.is_none() && number.is_none() {
        return None;
    }
    let asks = |cell: &&Cell| cell.column.as_deref().is_some_and(|column| rule_of(column, kind).is_some());
    let ask = row.cells.iter().find(asks).or_else(|| row.cells.iter().max_by_key(|cell| cell.text.len()))?;
    let text = meeting.into_iter().chain(minute).collect::<Vec<_>>().join(" | ");
    Some(Pointer::of_row(row, text, ask.said().to_owned(), PointsTo::Meeting { date, minute: number }))
}

/// What one sentence points to, with the words that do. `reviews` are those it names with a date.
fn pointed(sentence: &str, reviews: &[(Option<String>, Period)]) -> Vec<(String, PointsTo)> {
    let folded = fold(sentence);
    let mut found: Vec<(String, PointsTo)> = Vec::new();
    for (body, period) in reviews {
        found.push((sentence.trim().to_owned(), PointsTo::Review { body: body.clone(), period: *period }));
    }
    let dated = !found.is_empty();
    for (kind, pattern) in KNOWN.phrases.that_may_match(&folded) {
        for captures in pattern.captures_iter(&folded).take(MOST_OF_A_PASSAGE) {
            let Some(whole) = captures.get(0).filter(|_| captures.name("other").is_none()) else { continue };
            let number = captures.name("number").map_or("", |number| number.as_str());
            let to = match kind {
                Kind::Minute => {
                    let after = folded[whole.end()..].trim_start_matches([',', ' ']).to_lowercase();
                    PointsTo::Minute { number: number.to_owned(), here: after.starts_with("above") }
                }
                // "Recommendation 1 - Publish the plan" is one, and points to none.
                Kind::Recommendations if whole.start() == 0 && is_label(&folded[whole.end()..]) => continue,
                Kind::Recommendations => PointsTo::Recommendations(numbers(number)),
                // Of a plan alone, see `listed`.
                Kind::Listed => continue,
                Kind::ReviewBefore if dated => continue,
                Kind::ReviewBefore => {
                    let what = captures.name("what").map_or("", |what| what.as_str()).to_lowercase();
                    PointsTo::ReviewBefore { sort: sort_of(&what) }
                }
                Kind::AskBefore => PointsTo::AskBefore,
            };
            found.push((as_printed(sentence, &folded, whole.range()).trim().to_owned(), to));
        }
    }
    found
}

fn is_label(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with(['-', '–', '—', ':', '.', ')', '|']) || rest.starts_with(char::is_uppercase)
}

/// What sort of review is called so. Whose it is these words do not tell: there are many inspectorates.
fn sort_of(what: &str) -> Option<ReviewSort> {
    match what {
        "inspection" => Some(ReviewSort::Inspections),
        _ if what.contains("peer") || what == "challenge" => Some(ReviewSort::PeerReviews),
        _ => None,
    }
}

/// The numbers of "1, 2 and 9" or "4 to 6".
fn numbers(text: &str) -> Vec<u32> {
    static PART: Pattern = Pattern::of(r"(?P<from>\d{1,2})(?:\s*(?:to|-|–)\s*(?P<to>\d{1,2}))?");
    let mut found = Vec::new();
    for captures in PART.captures_iter(text) {
        let number = |name| captures.name(name).and_then(|m| m.as_str().parse::<u32>().ok());
        if let Some(from) = number("from") {
            let to = number("to").filter(|to| *to > from && *to - from <= LONGEST_RANGE).unwrap_or(from);
            found.extend(from..=to);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;
    use crate::text::hold_to_examples;

    #[test]
    fn every_phrase_reads_its_example_and_not_its_counterexample() {
        let file: File = toml::from_str(POINTERS).unwrap();
        hold_to_examples(&file.pointer, |phrase, text| {
            phrase.to_pattern().captures(text).is_some_and(|found| found.name("other").is_none())
        });
        let columns = file.meeting.iter().chain(&file.minute).chain(&file.day);
        hold_to_examples(columns, |line, text| line.finds(&text.replace(['.', ':'], "").to_lowercase()));
    }

    #[test]
    fn a_row_of_a_tracker_gives_the_meeting_of_its_ask() {
        let row = |cells: &[(&str, &str)]| {
            let cell = |(column, text): &(&str, &str)| Cell {
                column: Some((*column).to_owned()),
                text: (*text).to_owned(),
                above: None,
            };
            Block { cells: cells.iter().map(cell).collect(), ..Block::of(0, BlockKind::TableRow, "") }
        };
        let of = |cells: &[(&str, &str)]| {
            let pointer = of_meeting(DocumentKind::Tracker, &row(cells))?;
            let PointsTo::Meeting { date, minute } = pointer.to else { return None };
            Some((date.map(|date| date.to_string()).unwrap_or_default(), minute.unwrap_or_default(), pointer.passage))
        };
        let told = |date: &str, minute: &str, ask: &str| Some((date.to_owned(), minute.to_owned(), ask.to_owned()));
        let ask = ("Recommendation", "That all managers be trained");
        assert_eq!(
            of(&[
                ("Date of meeting", "19/11/2015"),
                ("Minute", "220"),
                ask,
                ("Response", "Accepted in full by all of us")
            ]),
            told("2015-11-19", "220", ask.1)
        );
        assert_eq!(of(&[("Min. No.", "Minute 45 (q)"), ask]), told("", "45", ask.1));
        assert_eq!(of(&[("Date", "3 May 2016"), ("Minute", "12"), ask]), told("2016-05-03", "12", ask.1));
        assert_eq!(of(&[("Date", "3 May 2016"), ask]), None, "it may be any day");
        assert_eq!(of(&[("Meeting", "May 2016"), ask]).map(|told| told.0).as_deref(), Some("2016-05"));
        assert_eq!(of(&[("Minute", "agreed"), ask]), None);
    }

    #[test]
    fn a_passage_of_many_pointers_keeps_some_and_no_copies_of_itself() {
        let text = format!("as previously agreed, see {}", "Minute 12, ".repeat(2000));
        let block = [Block::of(0, BlockKind::Paragraph, text)];
        let folded: Vec<Cow<'_, str>> = block.iter().map(|block| fold(&block.text)).collect();
        let found = find(DocumentKind::Minutes, &block, &folded, &[]);
        assert_eq!(found.len(), MOST_OF_A_PASSAGE);
        let has_passage = |pointer: &&Pointer| !pointer.passage.is_empty();
        assert!(found.iter().filter(has_passage).all(|pointer| pointer.to == PointsTo::AskBefore));
    }

    #[test]
    fn numbers_are_listed_and_ranged() {
        assert_eq!(numbers("1, 2 and 9"), [1, 2, 9]);
        assert_eq!(numbers("4 to 6"), [4, 5, 6]);
        assert_eq!(numbers("3 & 5-6"), [3, 5, 6]);
    }
}
