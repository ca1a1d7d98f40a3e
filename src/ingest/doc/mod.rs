//! Word 97 to 2003: paragraphs, headings, lists, tables, footnotes.
//!
//! The [`undoc`] crate reads the container; two of its traits are dealt with here. It takes the mark that ends a
//! section for a page break, so that a paragraph and the heading after it run together and one number is lost:
//! [`sections`] mends the marks before it reads. And it keeps the count of an item but not how the count is printed:
//! items within items are taken to be lettered, as council papers have it, and a warning says so. Where the marks
//! cannot be mended and numbers may be wrong, they are left out rather than given wrong.

mod sections;

use std::collections::BTreeMap;

use undoc::model::{Block, ListType, Paragraph, RevisionType, Table};

use super::lines::{self, Listed, Row, Said};
use super::numerals::Numeral;
use super::{Content, Ingested, Reader};
use crate::error::Unreadable;
use crate::model::{Line, Page, Warning};

/// The reader of old Word documents (DOC).
pub struct Doc;

impl Reader for Doc {
    fn format(&self) -> &'static str {
        "Word 97-2003"
    }

    fn takes(&self, content: Content, _extension: &str) -> bool {
        content == Content::Doc
    }

    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable> {
        let mended = sections::mended(bytes);
        let exact = mended.is_some();
        let document = undoc::doc::DocParser::from_bytes(mended.unwrap_or_else(|| bytes.to_vec()))
            .and_then(|mut parser| parser.parse())
            .map_err(|error| unreadable(&error))?;
        let blocks = || document.sections.iter().flat_map(|section| &section.content);
        let notes = blocks().filter_map(|block| match block {
            Block::Note { label, content } => Some((label.as_str(), content.as_slice())),
            _ => None,
        });
        let mut walk = Walk { notes: notes.collect(), exact, ..Walk::default() };
        blocks().for_each(|block| walk.block(block));
        Ok(Ingested {
            warnings: walk.warnings(),
            pages: vec![Page { number: None, lines: walk.lines }],
            title: document.metadata.title.filter(|title| !title.trim().is_empty()),
        })
    }
}

fn unreadable(error: &undoc::Error) -> Unreadable {
    match error {
        undoc::Error::Encrypted => Unreadable::Encrypted,
        error => Unreadable::Damaged(error.to_string()),
    }
}

#[derive(Default)]
struct Walk<'a> {
    lines: Vec<Line>,
    /// The notes not yet read, by the label of their mark.
    notes: BTreeMap<&'a str, &'a [Paragraph]>,
    /// Labels of the notes met in the paragraph or table that is being read.
    waiting: Vec<&'a str>,
    tables: u32,
    /// Whether the counts of lists can be relied on.
    exact: bool,
    numbered: bool,
    lettered: bool,
    deleted: bool,
}

impl<'a> Walk<'a> {
    fn warnings(&self) -> Vec<Warning> {
        let warn = |when: bool, text: &str| when.then(|| Warning(text.into()));
        let found = [
            warn(self.deleted, "tracked changes: deleted passages are left out, inserted ones are read"),
            warn(
                self.numbered && !self.exact,
                "paragraph numbers are left out, because this old Word file does not tell them: save it as DOCX",
            ),
            warn(
                self.lettered && self.exact,
                "letters of items within items are worked out, not read: save the old Word file as DOCX to be sure",
            ),
        ];
        found.into_iter().flatten().collect()
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Paragraph(paragraph) => {
                let line = self.paragraph(paragraph);
                self.lines.extend(line);
            }
            Block::Table(table) => {
                let rows = self.rows(table);
                self.lines.extend(lines::table(rows, &mut self.tables));
            }
            _ => {}
        }
        for label in std::mem::take(&mut self.waiting) {
            for note in self.notes.remove(label).into_iter().flatten() {
                let line = self.paragraph(note);
                self.lines.extend(line);
            }
        }
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph) -> Option<Line> {
        let mut text = String::new();
        let mut light = false;
        for run in &paragraph.runs {
            if run.revision == RevisionType::Deleted {
                self.deleted = true;
                continue;
            }
            match &run.note {
                Some(label) => self.waiting.push(label),
                None => text.push_str(&run.text),
            }
            light |= !run.style.bold && !run.text.trim().is_empty();
            if run.line_break || run.page_break {
                text.push('\n');
            }
        }
        let title = paragraph.style_name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("title"));
        let heading = paragraph.heading.is_heading().then(|| paragraph.heading.level()).or(title.then_some(1));
        let list = self.listed(paragraph).filter(|list| heading.is_none() || list.label.is_some());
        let said = Said { heading, list, bold: !light };
        (!text.trim().is_empty()).then(|| lines::paragraph(text, &said))
    }

    fn listed(&mut self, paragraph: &Paragraph) -> Option<Listed> {
        let list = paragraph.list_info.as_ref().filter(|list| list.list_type != ListType::None)?;
        let Some(number) = list.number else { return Some(Listed { depth: list.level, label: None }) };
        self.numbered = true;
        self.lettered |= list.level > 0;
        let label = match list.level {
            0 => format!("{number}."),
            1 => format!("({})", Numeral::Letter.print(number)),
            _ => format!("({})", Numeral::Roman.print(number)),
        };
        // A paragraph whose number is not known is a paragraph, not a bullet.
        self.exact.then_some(Listed { depth: list.level, label: Some(label) })
    }

    fn rows(&mut self, table: &'a Table) -> Vec<Row> {
        let row = |row: &'a undoc::model::Row| Row {
            head: row.is_header,
            cells: row
                .cells
                .iter()
                .map(|cell| cell.content.iter().filter_map(|paragraph| self.paragraph(paragraph)).collect())
                .collect(),
        };
        table.rows.iter().map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mark;

    fn numbered(level: u8, number: u32, text: &str) -> Paragraph {
        let list =
            undoc::model::ListInfo { list_type: ListType::Numbered, level, number: Some(number), marker_image: None };
        Paragraph { list_info: Some(list), ..Paragraph::with_text(text) }
    }

    #[test]
    fn a_number_that_may_be_wrong_is_left_out_with_a_warning() {
        let paragraph = numbered(0, 16, "The Panel concludes.");
        let mut walk = Walk { exact: true, ..Walk::default() };
        assert_eq!(walk.paragraph(&paragraph).unwrap().mark, Mark::Item { depth: 0, label: Some("16.".into()) });
        assert!(walk.warnings().is_empty());
        let mut walk = Walk::default();
        assert_eq!(walk.paragraph(&paragraph).unwrap().mark, Mark::Paragraph);
        assert_eq!(walk.warnings().len(), 1);
    }

    #[test]
    fn letters_are_worked_out_with_a_warning() {
        let paragraph = numbered(1, 2, "that it be noted");
        let mut walk = Walk { exact: true, ..Walk::default() };
        assert_eq!(walk.paragraph(&paragraph).unwrap().mark, Mark::Item { depth: 1, label: Some("(b)".into()) });
        assert_eq!(walk.warnings().len(), 1);
    }

    #[test]
    fn what_is_no_word_file_is_damaged() {
        assert!(matches!(Doc.read(b"\xD0\xCF\x11\xE0 and no more"), Err(Unreadable::Damaged(_))));
    }
}
