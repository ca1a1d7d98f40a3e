//! CSV: a tracker or an action plan exported from a spreadsheet. Each record is a table row.

use super::{Content, Ingested, Reader, encoding};
use crate::error::Unreadable;
use crate::model::{Line, Mark, Page, Warning};

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
        let (mut lines, mut warnings) = (Vec::new(), Vec::new());
        let mut records = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(&text))
            .from_reader(text.as_bytes());
        for (index, record) in records.records().enumerate() {
            match record {
                Ok(record) => lines.push(Line {
                    text: String::new(),
                    mark: Mark::Row { table: 0, head: index == 0, cells: record.iter().map(str::to_owned).collect() },
                    layout: None,
                }),
                Err(error) => warnings.push(Warning(format!("row {} could not be read: {error}", index + 1))),
            }
        }
        Ok(Ingested { pages: vec![Page { number: None, lines }], warnings, ..Ingested::default() })
    }
}

/// What parts the names of the columns: the commonest of the three, a comma where they are as common.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| first.bytes().filter(|byte| *byte == delimiter).count();
    let more = |best: u8, other: u8| if count(other) > count(best) { other } else { best };
    [b';', b'\t'].into_iter().fold(b',', more)
}

#[cfg(test)]
mod tests {
    use super::*;

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
