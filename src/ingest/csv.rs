//! CSV: a tracker or an action plan exported from a spreadsheet. Each record is a table row.

use std::collections::BTreeMap;

use super::sheet::{Merged, Rows, Value, head, lines_of};
use super::{Content, Ingested, Reader, encoding};
use crate::error::Unreadable;
use crate::model::{Page, Warning};
use crate::text::dates;

/// The names of the columns stand no lower than this row, counted from 0.
const LAST_HEAD: u32 = 50;

/// The reader of tables parted by commas, semicolons or tabs. Text with one of its extensions only: nothing in the
/// bytes tells.
pub struct Csv;

impl Reader for Csv {
    fn format(&self) -> &'static str {
        "CSV"
    }

    fn takes(&self, content: Content, extension: &str) -> bool {
        content == Content::Text && matches!(extension, "csv" | "tsv")
    }

    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable> {
        let text = encoding::decoded(bytes);
        let (mut rows, mut warnings) = (Rows::new(), Vec::new());
        let mut records = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(&text))
            .from_reader(text.as_bytes());
        for (index, record) in (0..).zip(records.records()) {
            match record {
                Ok(record) => {
                    let filled = (0..).zip(&record).filter(|(_, cell)| !cell.trim().is_empty());
                    let cells: BTreeMap<u32, Value> =
                        filled.map(|(column, cell)| (column, value(cell, index))).collect();
                    if !cells.is_empty() {
                        rows.insert(index, cells);
                    }
                }
                Err(error) => warnings.push(Warning(format!("row {} could not be read: {error}", index + 1))),
            }
        }
        // An export begins with the names of its columns; a sheet saved by hand may have a title above them.
        let widest = rows.values().map(BTreeMap::len).max().unwrap_or_default();
        let first = rows.first_key_value().filter(|(_, cells)| 2 * cells.len() > widest).map(|(row, _)| *row);
        let head = first.or_else(|| head(&rows)).or_else(|| rows.keys().next().copied());
        let lines = lines_of(0, &rows, head, &Merged::default());
        Ok(Ingested { pages: vec![Page { number: None, lines }], warnings, ..Ingested::default() })
    }
}

fn value(cell: &str, row: u32) -> Value {
    let text = cell.trim();
    // Only what names the columns is asked, and that stands at the head.
    let is_date = || dates(text).first().is_some_and(|date| date.range.len() == text.len());
    let is_text = row > LAST_HEAD || text.contains(char::is_alphabetic) && !is_date();
    Value { text: text.to_owned(), is_text }
}

/// What parts the cells: of the three that with which most lines have equally many, a comma where they are as good. A title with
/// a comma in it may stand above, and cells may hold any of them.
fn delimiter(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(LINES_TRIED).collect();
    let fit = |delimiter: u8| {
        let mut alike: BTreeMap<usize, usize> = BTreeMap::new();
        for line in &lines {
            *alike.entry(line.bytes().filter(|byte| *byte == delimiter).count()).or_default() += 1;
        }
        alike.into_iter().filter(|(count, _)| *count > 0).map(|(count, lines)| (lines, count)).max()
    };
    let more = |best: u8, other: u8| if fit(other) > fit(best) { other } else { best };
    [b';', b'\t'].into_iter().fold(b',', more)
}

/// Lines that tell what parts the cells.
const LINES_TRIED: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mark;

    #[test]
    fn a_title_may_stand_above_the_names_of_the_columns() {
        let text = "Marlshire County Council,,\nPeer review action plan,,\nUpdated,3 June 2019,\n\nRef,Action,Update (Sept 2019)\n1,Publish it,Clerk\n";
        let lines = Csv.read(text.as_bytes()).unwrap().pages.remove(0).lines;
        let headings: Vec<&str> =
            lines.iter().filter(|line| line.mark == Mark::Heading(2)).map(|line| line.text.as_str()).collect();
        assert_eq!(headings, ["Marlshire County Council", "Peer review action plan"]);
        assert_eq!((lines[2].text.as_str(), &lines[2].mark), ("Updated 3 June 2019", &Mark::Paragraph));
        assert!(matches!(&lines[3].mark, Mark::Row { head: true, cells, .. } if cells[2] == "Update (Sept 2019)"));
        assert!(matches!(&lines[4].mark, Mark::Row { head: false, .. }));
    }

    #[test]
    fn a_title_with_a_comma_parts_no_cells() {
        let text = "Peer review, action plan\nRef\tAction\tOwner\n1\tDo it, now\tClerk\n2\tTell all\tAnn\n";
        let lines = Csv.read(text.as_bytes()).unwrap().pages.remove(0).lines;
        assert!(matches!(&lines.last().unwrap().mark, Mark::Row { cells, .. } if cells == &["2", "Tell all", "Ann"]));
    }

    #[test]
    fn commas_semicolons_and_tabs_part_the_same_cells() {
        for text in
            ["Action,Owner\n\"Do, it\",Clerk\n", "Action;Owner\nDo, it;Clerk\n", "Action\tOwner\nDo, it\tClerk\n"]
        {
            let lines = Csv.read(text.as_bytes()).unwrap().pages.remove(0).lines;
            assert!(matches!(&lines[1].mark, Mark::Row { cells, .. } if cells == &["Do, it", "Clerk"]), "{text}");
        }
    }
}
