//! Tables that hold data, and tables that lay out a page.

use super::{BOLD_TITLE, MOST_WORDS_OF_REFERENCE, count_of, is_bold_title, line, tidy};
use crate::model::{COVERED, Line, Mark, is_operative};
use crate::text::{is_label, unspaced};

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
            let label = tidy(&number);
            if first.bold > 0 {
                first.bold += unspaced(&label);
            }
            first.text = format!("{label} {}", first.text.trim_start());
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
