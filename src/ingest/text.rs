//! Plain text: lines as they stand; an empty line parts paragraphs, a form feed parts pages.

use super::{Content, Ingested, Reader, encoding};
use crate::error::Unreadable;
use crate::model::{Line, Mark, Page};

/// The reader of plain text.
pub struct Text;

impl Reader for Text {
    fn format(&self) -> &'static str {
        "text"
    }

    fn takes(&self, content: Content, _extension: &str) -> bool {
        content == Content::Text
    }

    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable> {
        let text = encoding::decoded(bytes).replace("\r\n", "\n").replace('\r', "\n");
        let sheets: Vec<&str> = text.split('\u{c}').collect();
        let paged = sheets.len() > 1;
        let pages = (1u32..)
            .zip(sheets)
            .map(|(number, sheet)| Page {
                number: paged.then_some(number),
                lines: sheet
                    .lines()
                    .map(|line| Line { text: line.trim_end().replace('\t', "    "), mark: Mark::Raw, layout: None })
                    .collect(),
            })
            .collect();
        Ok(Ingested { pages, title: None, warnings: Vec::new() })
    }
}
