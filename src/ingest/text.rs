//! Plain text: lines as they stand; an empty line parts paragraphs, a form feed parts pages.
//!
//! Where lines are as long as paragraphs, as office programs save them, every line is one: an empty line is put after
//! each, so that a short one is not taken for the end of the one above.

use super::{Content, Ingested, Reader, encoding};
use crate::error::Unreadable;
use crate::model::{Line, Mark, Page};

/// The reader of plain text.
pub struct Text;

/// Longer lines than this, in characters, are not broken to fit a page.
const LONGEST_BROKEN: usize = 160;
/// One line in so many is that long in a text that is not broken into lines.
const ONE_IN: usize = 10;

impl Reader for Text {
    fn format(&self) -> &'static str {
        "text"
    }

    fn takes(&self, content: Content, _extension: &str) -> bool {
        content == Content::Text
    }

    fn needs_isolation(&self) -> bool {
        false
    }

    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable> {
        let mut text = encoding::decoded(bytes);
        if text.contains('\r') {
            text = text.replace("\r\n", "\n").replace('\r', "\n").into();
        }
        let unbroken = is_unbroken(&text);
        let sheets: Vec<&str> = text.split('\u{c}').collect();
        let paged = sheets.len() > 1;
        let pages = (1u32..)
            .zip(sheets)
            .map(|(number, sheet)| Page {
                number: paged.then_some(number),
                lines: sheet.lines().flat_map(|line| [Some(line), unbroken.then_some("")]).flatten().map(raw).collect(),
            })
            .collect();
        Ok(Ingested { pages, ..Ingested::default() })
    }
}

fn is_unbroken(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let long = lines().filter(|line| line.chars().count() > LONGEST_BROKEN).count();
    long > 0 && long * ONE_IN >= lines().count()
}

fn raw(line: &str) -> Line {
    let line = line.trim_end();
    let text = if line.contains('\t') { line.replace('\t', "    ") } else { line.to_owned() };
    Line::new(text, Mark::Raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let pages = Text.read(text.as_bytes()).unwrap().pages;
        pages.into_iter().flat_map(|page| page.lines).map(|line| line.text).collect()
    }

    #[test]
    fn lines_as_long_as_paragraphs_are_paragraphs() {
        let long = "word ".repeat(40);
        assert_eq!(texts(&format!("{long}\nFinance\n")), [long.trim_end(), "", "Finance", ""]);
        assert_eq!(texts("a line\nand another\n"), ["a line", "and another"]);
    }

    #[test]
    fn a_form_feed_begins_a_page() {
        let pages = Text.read(b"one\x0Ctwo").unwrap().pages;
        assert_eq!(pages.iter().map(|page| page.number).collect::<Vec<_>>(), [Some(1), Some(2)]);
    }
}
