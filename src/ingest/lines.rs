//! Lines as files that say what their parts are give them: paragraphs, headings, items and tables.
//!
//! Every marked format (Word, OpenDocument, RTF, HTML) makes its lines here, so that the same paper gives the same
//! lines whatever it was saved as. Above all one rule tells tables that hold data from tables that lay out a page:
//!
//! | ref | action | owner |  is three cells a row;  | 12. | heading, paragraphs, list |  is item 12 and its text.

use std::ops::Range;

use crate::model::{COVERED, Line, Mark, is_operative};
use crate::text::{Label, LabelKind, is_label, label, squeeze};

/// Longest heading, in characters: what is longer is a paragraph in a heading's style.
const LONGEST_HEADING: usize = 180;

/// Longest paragraph, in characters, that being bold makes a heading.
const LONGEST_BOLD_TITLE: usize = 100;

/// A reference to a row has at most so many words: "1.1", "Action 3". What else stands alone in a column of them heads rows.
pub const MOST_WORDS_OF_REFERENCE: usize = 2;

/// The level of a paragraph that is a heading only because all of it is bold.
pub const BOLD_TITLE: u8 = 6;

/// What a file says of a paragraph.
#[derive(Debug, Default, Clone)]
pub struct Said {
    /// Level of the heading it is, from 1.
    pub heading: Option<u8>,
    /// Place in a list, if it is in one.
    pub list: Option<Listed>,
    /// Whether all its words are bold.
    pub bold: bool,
}

/// A paragraph's place in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Nesting depth from 0.
    pub depth: u8,
    /// The label as printed; `None` for a bullet.
    pub label: Option<String>,
}

/// The line of a whole paragraph.
pub fn paragraph(text: String, said: &Said) -> Line {
    let printed = said.list.as_ref().and_then(|list| list.label.as_deref()).filter(|label| !label.trim().is_empty());
    let length = text.chars().count();
    if let Some(level) = said.heading.filter(|_| length <= LONGEST_HEADING) {
        let text = printed.map_or(text.clone(), |label| format!("{} {}", tidy(label), text.trim_start()));
        return line(text, Mark::Heading(level.clamp(1, 6)));
    }
    match &said.list {
        Some(list) => match printed {
            Some(label) => labelled(list.depth, label, text),
            None => line(text, Mark::Item { depth: list.depth, label: None }),
        },
        None if said.bold && is_bold_title(&text) => line(text, Mark::Heading(BOLD_TITLE)),
        None => line(text, Mark::Paragraph),
    }
}

/// The lines of a paragraph with line breaks: one, unless a break parts a label from its text ("Recommendation 1" above it) or
/// an item of a list from the next ("1. ..." above "2. ...").
pub fn paragraphs(text: String, said: &Said) -> Vec<Line> {
    let mut pieces: Vec<String> = Vec::new();
    let mut last: Option<Label> = None;
    for piece in text.split('\n') {
        let found = label(piece.trim()).filter(|label| label.text_at < piece.trim().len());
        let goes_on = found.as_ref().is_some_and(|label| match label.count() {
            Some(count) => count == 1 || last.as_ref().and_then(Label::count).is_some_and(|last| last + 1 == count),
            None => label.kind != LabelKind::Decimal,
        });
        let parted = goes_on || pieces.last().is_some_and(|above| names_alone(above));
        last = found.or(last);
        match pieces.last_mut() {
            Some(above) if !parted => {
                above.push('\n');
                above.push_str(piece);
            }
            _ => pieces.push(piece.to_owned()),
        }
    }
    let mut said = Some(said);
    let line = |piece| paragraph(piece, said.take().unwrap_or(&Said::default()));
    pieces.into_iter().filter(|piece| !piece.trim().is_empty()).map(line).collect()
}

/// Whether a line is "Recommendation 1" and no more.
pub fn names_alone(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(|c: char| c.is_alphabetic()) && line.contains(' ') && count_of(line).is_some()
}

/// A short paragraph all in bold, without a final stop, heads what follows.
fn is_bold_title(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= LONGEST_BOLD_TITLE && !text.ends_with(['.', ';', ',', ':'])
}

/// An item with a label. A label that [`crate::text::label`] cannot read stays in the text: "Recommendation 3".
fn labelled(depth: u8, printed: &str, text: String) -> Line {
    let tidy = tidy(printed);
    match label(&tidy).filter(|label| label.text_at == tidy.len()) {
        Some(label) if label.key.is_empty() => line(text, Mark::Item { depth, label: None }),
        // A label of several parts says itself how deep it is, and numbers a paragraph of the document.
        Some(label) if label.kind == LabelKind::Decimal => line(text, Mark::Item { depth: 0, label: Some(tidy) }),
        Some(_) => line(text, Mark::Item { depth, label: Some(tidy) }),
        None => line(format!("{tidy} {}", text.trim_start()), Mark::Paragraph),
    }
}

/// "3" and "3:" count as "3.", which is how labels are read.
fn tidy(printed: &str) -> String {
    let printed = squeeze(printed);
    let key = printed.trim_end_matches([':', '-', '–', ' ']);
    let bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit());
    if bare { format!("{key}.") } else { printed }
}

fn line(text: String, mark: Mark) -> Line {
    Line { text, mark, layout: None }
}

/// Where among the lines stand notes and boxes, each after the paragraph it hangs on.
#[derive(Debug, Default)]
pub struct Hanging {
    ranges: Vec<Range<usize>>,
}

impl Hanging {
    /// Remembers that the lines from `start` on hang on the one before; what hangs on them goes with them.
    pub fn note(&mut self, start: usize, lines: &[Line]) {
        while self.ranges.last().is_some_and(|range| range.end > start) {
            self.ranges.pop();
        }
        if lines.len() > start {
            self.ranges.push(start..lines.len());
        }
    }

    /// The lines, with what hangs on the lead-in of a list put after the list: a list keeps its lead-in.
    pub fn settle(self, mut lines: Vec<Line>) -> Vec<Line> {
        for range in self.ranges.into_iter().rev() {
            let Some(lead) = range.start.checked_sub(1).and_then(|at| lines.get(at)) else { continue };
            let led_in = if lead.text.trim_end().ends_with([':', '-', '–']) {
                lines[range.end..].iter().take_while(|line| hangs_from(&line.mark, &lead.mark)).count()
            } else {
                0
            };
            lines[range.start..range.end + led_in].rotate_left(range.len());
        }
        lines
    }
}

/// Whether a line is an item that the other may lead in, rather than the next paragraph of its numbering.
fn hangs_from(mark: &Mark, lead: &Mark) -> bool {
    match (mark, lead) {
        (Mark::Item { depth, label }, Mark::Item { depth: outer, .. }) => label.is_none() || depth > outer,
        (Mark::Item { .. }, _) => true,
        _ => false,
    }
}

/// A row of a table, as a file gives it.
#[derive(Debug, Default)]
pub struct Row {
    /// Whether the file says that the row names the columns.
    pub head: bool,
    /// The cells, left to right; those that a wide cell covers are there and empty.
    pub cells: Vec<Vec<Line>>,
    /// Whether a merged cell of a row above covers the cell; false of those that are not there.
    pub covered: Vec<bool>,
}

/// The lines of a table: rows where it holds data, what is in its cells where it lays out the page.
///
/// `tables` counts the tables of the file that hold data.
pub fn table(rows: Vec<Row>, tables: &mut u32) -> Vec<Line> {
    let rows: Vec<Row> = rows.into_iter().filter(|row| row.cells.iter().any(|cell| !cell.is_empty())).collect();
    let rows = with_whole_head(rows);
    if lays_out(&rows) || counts_a_list(&rows) {
        return rows.into_iter().flat_map(laid_out).collect();
    }
    if tells_a_meeting(&rows) {
        let names: Vec<String> = rows[0].cells.iter().map(|cell| printed(cell)).collect();
        let beside = |row| laid_out(with_names(row, &names));
        return rows.into_iter().skip(1).flat_map(beside).collect();
    }
    let number = *tables;
    *tables += 1;
    let several = rows.len() > 1;
    let cell_of = |(cell, covered): (&Vec<Line>, &bool)| match printed(cell) {
        text if text.is_empty() && *covered => COVERED.to_owned(),
        text => text,
    };
    let cells_of = |row: &Row| {
        let covered = row.covered.iter().chain(std::iter::repeat(&false));
        row.cells.iter().zip(covered).map(cell_of).collect::<Vec<String>>()
    };
    let bands: Vec<bool> = bands(&rows);
    let first = bands.iter().position(|band| !band).unwrap_or_default();
    // A long table may say its names again below each heading in it.
    let names = cells_of(&rows[first]);
    let row = |(index, row): (usize, Row)| {
        let cells = cells_of(&row);
        if bands[index] {
            return line(cells.concat().replace(COVERED, ""), Mark::Heading(BOLD_TITLE));
        }
        let head = row.head || (several && (index == first || cells == names));
        line(String::new(), Mark::Row { table: number, head, cells })
    };
    rows.into_iter().enumerate().map(row).collect()
}

/// Where the file says that two rows name the columns, the second says what is above it in the first too.
fn with_whole_head(mut rows: Vec<Row>) -> Vec<Row> {
    if let [above, below, ..] = rows.as_mut_slice()
        && above.head
        && below.head
        && above.cells.len() == below.cells.len()
    {
        for (name, above) in below.cells.iter_mut().zip(&above.cells).filter(|(name, _)| name.is_empty()) {
            name.clone_from(above);
        }
    }
    rows
}

/// Whether a table of two columns without names counts the lines of a list: "R1 | Agree a reserves policy".
fn counts_a_list(rows: &[Row]) -> bool {
    let says = |cell: &Vec<Line>| {
        let text = printed(cell);
        text.split_whitespace().nth(2).is_some() && text.contains(char::is_lowercase)
    };
    let counts = |(at, row): (usize, &Row)| match row.cells.as_slice() {
        [number, text] => !row.head && says(text) && count_of(&printed(number)) == Some(at + 1),
        _ => false,
    };
    rows.len() > 1 && rows.iter().enumerate().all(counts)
}

/// What a label alone in its cell counts: "3", "R3", "Rec. 3", "Recommendation 3:".
fn count_of(text: &str) -> Option<usize> {
    let text = text.trim().trim_end_matches(['.', ':', ')']).to_lowercase();
    let names = ["recommendation", "rec.", "rec", "r"];
    let number = names.iter().find_map(|name| text.strip_prefix(name)).unwrap_or(&text);
    number.trim().parse().ok()
}

/// Which rows head those below them: "Recommendation 1: Publish the plan" across the table, or alone in a column of references.
fn bands(rows: &[Row]) -> Vec<bool> {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let words = |cell: &Vec<Line>| printed(cell).split_whitespace().count();
    let mut full = rows.iter().filter(|row| filled(row) > 1);
    let references = full.all(|row| words(&row.cells[0]) <= MOST_WORDS_OF_REFERENCE);
    let band = |(index, row): (usize, &Row)| {
        let [title] = row.cells[0].as_slice() else { return false };
        let title = title.text.trim();
        let across = row.cells.len() == 1 || counts(title);
        let aside = references && title.split_whitespace().count() > MOST_WORDS_OF_REFERENCE;
        let heads = columns > 2 && index + 1 < rows.len() && filled(row) == 1 && is_bold_title(title);
        heads && (across || aside)
    };
    rows.iter().enumerate().map(band).collect()
}

/// "Priority 2: Finance" counts what a table is about.
fn counts(title: &str) -> bool {
    let mut words = title.split(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '.'));
    let named =
        words.next().is_some_and(|word| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic));
    named && words.next().is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a table lays out the page rather than hold data: it has one column, or headings or tables in its cells,
/// or long passages in one cell that no named column explains.
fn lays_out(rows: &[Row]) -> bool {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let body = || rows.iter().skip(1).flat_map(|row| &row.cells);
    let structured = |cell: &Vec<Line>| {
        cell.iter().any(|line| match line.mark {
            Mark::Heading(level) => level < BOLD_TITLE,
            Mark::Row { .. } => true,
            _ => false,
        })
    };
    let long = |cell: &Vec<Line>| cell.len() > 2;
    // Of two columns a row of names must say that it is one: numbers and texts side by side lay out minutes.
    let numbered = || rows.iter().skip(1).all(|row| row.cells.first().is_some_and(|cell| is_label(&printed(cell))));
    let named = rows.first().is_some_and(|first| names_columns(first) && (columns > 2 || first.head && !numbered()));
    columns < 2 || body().any(structured) || (!named && rows.iter().flat_map(|row| &row.cells).any(long))
}

/// Whether a table with named columns holds the minutes of a meeting: what was resolved stands in its cells as it would on a page.
fn tells_a_meeting(rows: &[Row]) -> bool {
    // "Agreed" alone may be how an action stands, and "Actions:" opens a list of them.
    let resolves = |line: &Line| {
        let (word, told) = line.text.split_once(':').map_or((line.text.as_str(), false), |(word, _)| (word, true));
        let is_capital = !word.chars().any(char::is_lowercase);
        is_operative(word) && (told || is_capital) && !word.trim().to_lowercase().starts_with("action")
    };
    let cells = rows.iter().skip(1).flat_map(|row| &row.cells);
    rows.first().is_some_and(names_columns) && cells.into_iter().any(|cell| cell.iter().skip(1).any(resolves))
}

/// The row with the name of its column before what stands alone beside the text: "Action: Head of Housing".
fn with_names(mut row: Row, names: &[String]) -> Row {
    for (cell, name) in row.cells.iter_mut().zip(names).skip(2).filter(|(_, name)| !name.is_empty()) {
        if let [alone] = cell.as_mut_slice() {
            alone.text = format!("{name}: {}", alone.text.trim());
        }
    }
    row
}

/// Whether every cell of a row is one short line.
fn names_columns(row: &Row) -> bool {
    let short = |cell: &Vec<Line>| cell.len() == 1 && cell[0].text.split_whitespace().count() <= 8;
    row.head || row.cells.iter().all(short)
}

/// What is in the cells of a row. A number in the first cell labels the text beside it.
fn laid_out(row: Row) -> Vec<Line> {
    let mut cells = row.cells;
    let labels = |text: &String| is_label(text) || cells.len() == 2 && count_of(text).is_some();
    let number = (cells.len() > 1).then(|| printed(&cells[0])).filter(labels);
    if number.is_some() {
        cells.remove(0);
    }
    let mut lines: Vec<Line> = cells.into_iter().flatten().collect();
    match (number, lines.first_mut()) {
        (Some(number), Some(first)) => {
            first.text = format!("{} {}", tidy(&number), first.text.trim_start());
            if matches!(first.mark, Mark::Item { .. }) {
                first.mark = Mark::Paragraph;
            }
        }
        (Some(number), None) => lines.push(line(number, Mark::Paragraph)),
        (None, _) => {}
    }
    lines
}

/// The text of a cell, a line a paragraph, with the labels of its items.
fn printed(cell: &[Line]) -> String {
    let text = |line: &Line| match &line.mark {
        Mark::Item { label: Some(label), .. } => format!("{label} {}", line.text.trim()),
        Mark::Row { cells, .. } => cells.join(" ").replace(COVERED, ""),
        _ => line.text.trim().to_owned(),
    };
    cell.iter().map(text).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(label: &str, text: &str) -> Line {
        let list = Some(Listed { depth: 1, label: Some(label.into()) });
        paragraph(text.into(), &Said { list, ..Said::default() })
    }

    fn row(cells: &[&str]) -> Row {
        let cell = |text: &&str| text.lines().map(|text| paragraph(text.into(), &Said::default())).collect();
        Row { cells: cells.iter().map(cell).collect(), ..Row::default() }
    }

    #[test]
    fn every_label_is_kept_as_a_mark_or_in_the_text() {
        let item = |depth, label: &str| Mark::Item { depth, label: Some(label.into()) };
        assert_eq!(listed("(a)", "that").mark, item(1, "(a)"));
        assert_eq!(listed("7", "That").mark, item(1, "7."));
        assert_eq!(listed("4.2", "The").mark, item(0, "4.2"));
        assert_eq!(listed("Recommendation 3:", "Publish").text, "Recommendation 3: Publish");
        assert_eq!(listed("B.", "Publish").text, "B. Publish");
    }

    #[test]
    fn line_breaks_part_labels_from_their_texts_and_items_from_each_other() {
        let read = |text: &str| {
            paragraphs(text.into(), &Said::default()).into_iter().map(|line| line.text).collect::<Vec<_>>()
        };
        assert_eq!(read("Recommendation 1\nPublish the plan"), ["Recommendation 1", "Publish the plan"]);
        assert_eq!(
            read("RESOLVED:\n1. That it be noted\n2. That it close"),
            ["RESOLVED:", "1. That it be noted", "2. That it close"]
        );
        assert_eq!(read("a child of\n12. It was said\nin the room"), ["a child of\n12. It was said\nin the room"]);
        assert_eq!(read("Shire Hall\nMarl"), ["Shire Hall\nMarl"]);
    }

    #[test]
    fn a_number_of_a_heading_stays_before_it() {
        let said = Said { heading: Some(2), list: Some(Listed { depth: 0, label: Some("3".into()) }), bold: true };
        assert_eq!(paragraph("Findings".into(), &said).text, "3. Findings");
        let long = "word ".repeat(60);
        assert_eq!(paragraph(long, &said).mark, Mark::Item { depth: 0, label: Some("3.".into()) });
    }

    #[test]
    fn a_list_keeps_its_lead_in_though_a_note_hangs_on_it() {
        let bullet = |text: &str| line(text.into(), Mark::Item { depth: 0, label: None });
        let number = |label: &str, text: &str| line(text.into(), Mark::Item { depth: 0, label: Some(label.into()) });
        let note = || line("A note.".into(), Mark::Paragraph);
        let settled = |lines: &[Line]| {
            let mut hanging = Hanging::default();
            hanging.note(1, &lines[..2]);
            hanging.settle(lines.to_vec()).into_iter().map(|line| line.text).collect::<Vec<_>>()
        };
        let list = [number("4.", "The priorities were:"), note(), bullet("one"), bullet("two"), number("5.", "Next")];
        assert_eq!(settled(&list), ["The priorities were:", "one", "two", "A note.", "Next"]);
        let plain = [number("4.", "It met."), note(), bullet("one")];
        assert_eq!(settled(&plain), ["It met.", "A note.", "one"]);
        let numbers = [number("4.", "It asked:"), note(), number("5.", "Next")];
        assert_eq!(settled(&numbers), ["It asked:", "A note.", "Next"]);
    }

    #[test]
    fn a_table_that_counts_a_list_is_one() {
        let read = |rows: Vec<Row>| table(rows, &mut 0).into_iter().map(|line| line.text).collect::<Vec<_>>();
        let list = vec![row(&["R1", "Agree a reserves policy"]), row(&["R2", "Reprofile the capital programme"])];
        assert_eq!(read(list), ["R1 Agree a reserves policy", "R2 Reprofile the capital programme"]);
        let named = |n: u32| row(&[&format!("Recommendation {n}:"), "Agree a reserves policy"]);
        assert_eq!(read(vec![named(1), named(2)])[1], "Recommendation 2: Agree a reserves policy");
        assert_eq!(read(vec![row(&["1", "45"]), row(&["2", "50"])]), ["", ""], "figures");
        assert_eq!(read(vec![row(&["Ref", "Action to be taken"]), row(&["1", "Agree a reserves policy"])]), ["", ""]);
    }

    #[test]
    fn names_on_two_rows_are_those_of_the_columns() {
        let head = |cells: &[&str]| Row { head: true, ..row(cells) };
        let rows = vec![
            head(&["Ref", "Action", "Responsibility", "", "RAG"]),
            head(&["", "", "Lead officer", "Target date", ""]),
            row(&["1", "Hold workshops", "Clerk", "May 2023", "Green"]),
        ];
        let lines = table(rows, &mut 0);
        let Mark::Row { cells, head: true, .. } = &lines[1].mark else { panic!("{lines:?}") };
        assert_eq!(cells.join("|"), "Ref|Action|Lead officer|Target date|RAG");
    }

    #[test]
    fn a_tracker_keeps_its_columns_though_a_cell_holds_three_paragraphs() {
        let rows = vec![row(&["Action", "Owner", "Progress"]), row(&["Do it", "Clerk", "One\nTwo\nThree"])];
        let lines = table(rows, &mut 0);
        assert!(matches!(&lines[0].mark, Mark::Row { head: true, .. }));
        assert!(matches!(&lines[1].mark, Mark::Row { head: false, cells, .. } if cells[2] == "One\nTwo\nThree"));
    }

    #[test]
    fn minutes_in_a_table_are_told_from_a_tracker_whose_cells_say_agreed() {
        let head = ["Ref", "Matter", "Action"];
        let minutes = vec![row(&head), row(&["12", "Roofs\nResolved:\nThat all be seen.", "Clerk"])];
        let texts: Vec<String> = table(minutes, &mut 0).into_iter().map(|line| line.text).collect();
        assert_eq!(texts, ["12. Roofs", "Resolved:", "That all be seen.", "Action: Clerk"]);
        for cell in ["Survey all roofs\nAgreed", "Roofs\nActions:\nSee all"] {
            let tracker = vec![row(&head), row(&["12", cell, "Clerk"])];
            assert!(matches!(table(tracker, &mut 0)[1].mark, Mark::Row { .. }), "{cell}");
        }
    }

    #[test]
    fn what_stands_across_a_table_heads_the_rows_below_it() {
        let names = ["No", "Action", "Lead"];
        let rows = vec![
            row(&["Recommendation 1: Publish the plan", "", ""]),
            row(&names),
            row(&["1.1", "Print it", "Clerk"]),
            row(&["Finance and the estate", "", ""]),
            row(&names),
            row(&["2.1", "Sell the hall", "Clerk"]),
            row(&["3.1", "", ""]),
        ];
        let lines = table(rows, &mut 0);
        let headings: Vec<&str> =
            lines.iter().filter(|line| line.mark == Mark::Heading(BOLD_TITLE)).map(|line| line.text.as_str()).collect();
        assert_eq!(headings, ["Recommendation 1: Publish the plan", "Finance and the estate"]);
        let heads = lines.iter().filter(|line| matches!(line.mark, Mark::Row { head: true, .. })).count();
        assert_eq!((heads, lines.len()), (2, 7));
    }

    #[test]
    fn a_table_of_items_is_read_as_its_items() {
        let rows = vec![row(&["No.", "Item"]), row(&["12.", "Peer review\nThe Panel met.\nIt agreed."])];
        let texts: Vec<String> = table(rows, &mut 0).into_iter().map(|line| line.text).collect();
        assert_eq!(texts, ["No.", "Item", "12. Peer review", "The Panel met.", "It agreed."]);
    }

    #[test]
    fn a_box_round_a_passage_is_no_table() {
        let mut tables = 0;
        let lines = table(vec![row(&["Recommendation 1: publish it."])], &mut tables);
        assert_eq!((lines[0].mark.clone(), tables), (Mark::Paragraph, 0));
    }
}
