//! CSV: a tracker or an action plan exported from a spreadsheet. Each record is a table row.

use super::{Content, Ingested, Reader, encoding};
use crate::error::Unreadable;
use crate::model::{Line, Mark, Page, Warning};

/// The reader of comma-separated tables. Text with this extension only: nothing in the bytes tells.
pub struct Csv;

impl Reader for Csv {
    fn format(&self) -> &'static str {
        "CSV"
    }

    fn takes(&self, content: Content, extension: &str) -> bool {
        content == Content::Text && extension == "csv"
    }

    fn needs_isolation(&self) -> bool {
        false
    }

    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable> {
        let (text, mut warnings) = encoding::decode(bytes);
        let mut lines = Vec::new();
        let mut records = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
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
        Ok(Ingested { pages: vec![Page { number: None, lines }], title: None, warnings })
    }
}
