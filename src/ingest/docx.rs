//! Word: paragraphs, headings, lists with their computed numbers, tables, footnotes.
//!
//! Word files have no pages; a citation of one names heading and paragraph. Text that tracked changes
//! deleted is left out, text they inserted is read. Running heads and feet stand apart in the file and are
//! not part of the text.

use undoc::model::{Block, Cell, ListType, Paragraph, RevisionType, Table};

use super::{Content, Ingested, Reader};
use crate::error::Unreadable;
use crate::model::{Line, Mark, Page, Warning};

/// The reader of Word documents (DOCX).
pub struct Docx;

impl Reader for Docx {
    fn format(&self) -> &'static str {
        "Word"
    }

    fn takes(&self, content: Content, _extension: &str) -> bool {
        content == Content::Docx
    }

    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable> {
        let document = undoc::parse_bytes(bytes).map_err(|error| unreadable(&error))?;
        let mut walk = Walk::default();
        for section in &document.sections {
            section.content.iter().for_each(|block| walk.block(block));
        }
        let mut warnings = Vec::new();
        if walk.deleted > 0 {
            warnings.push(Warning("tracked changes: deleted passages are left out, inserted ones are read".into()));
        }
        Ok(Ingested { pages: vec![Page { number: None, lines: walk.lines }], title: document.metadata.title, warnings })
    }
}

fn unreadable(error: &undoc::Error) -> Unreadable {
    let message = error.to_string();
    let lower = message.to_lowercase();
    if lower.contains("encrypt") || lower.contains("password") {
        Unreadable::Encrypted
    } else if lower.contains("limit") || lower.contains("too large") || lower.contains("exceed") {
        Unreadable::TooLarge(message)
    } else {
        Unreadable::Damaged(message)
    }
}

#[derive(Default)]
struct Walk {
    lines: Vec<Line>,
    tables: u32,
    deleted: usize,
}

impl Walk {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Table(table) => self.table(table),
            Block::Note { content, .. } => content.iter().for_each(|paragraph| self.paragraph(paragraph)),
            _ => {}
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let text = self.text(paragraph);
        if text.trim().is_empty() {
            return;
        }
        let mark = if paragraph.heading.is_heading() {
            Mark::Heading(paragraph.heading.level().clamp(1, 6))
        } else {
            match &paragraph.list_info {
                Some(list) if list.list_type != ListType::None => {
                    Mark::Item { depth: list.level, label: list.number.map(|number| label(list.level, number)) }
                }
                _ if is_title(paragraph) => Mark::Heading(1),
                _ if is_bold_title(paragraph, &text) => Mark::Heading(6),
                _ => Mark::Paragraph,
            }
        };
        self.lines.push(Line { text, mark, layout: None });
    }

    fn text(&mut self, paragraph: &Paragraph) -> String {
        let mut text = String::new();
        for run in &paragraph.runs {
            if run.revision == RevisionType::Deleted {
                self.deleted += 1;
                continue;
            }
            // A note reference is a raised number: kept out of the words it hangs on.
            if run.note.is_none() {
                text.push_str(&run.text);
            }
            if run.line_break {
                text.push('\n');
            }
        }
        text
    }

    fn table(&mut self, table: &Table) {
        let number = self.tables;
        self.tables += 1;
        for (index, row) in table.rows.iter().enumerate() {
            let head = row.is_header || row.cells.iter().all(|cell| cell.is_header) || index == 0;
            let cells = row.cells.iter().map(|cell| self.cell(cell)).collect();
            self.lines.push(Line { text: String::new(), mark: Mark::Row { table: number, head, cells }, layout: None });
        }
        for nested in table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.nested_tables) {
            self.table(nested);
        }
    }

    fn cell(&mut self, cell: &Cell) -> String {
        let parts: Vec<String> = cell.content.iter().map(|paragraph| self.text(paragraph)).collect();
        parts.join("\n").trim().to_owned()
    }
}

/// Word keeps the level and the count of an item, the reader not the format: numbers, then letters, then
/// small Roman numerals, as council papers have it.
fn label(level: u8, number: u32) -> String {
    match level {
        1 => letter(number).map_or_else(|| format!("{number}."), |letter| format!("({letter})")),
        2 => roman(number).map_or_else(|| format!("{number}."), |roman| format!("({roman})")),
        _ => format!("{number}."),
    }
}

fn letter(number: u32) -> Option<char> {
    u8::try_from(number).ok().filter(|n| (1..=26).contains(n)).map(|n| char::from(b'a' + n - 1))
}

fn roman(number: u32) -> Option<&'static str> {
    const NUMERALS: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    NUMERALS.get(usize::try_from(number).ok()?.checked_sub(1)?).copied()
}

/// "Title" and its sisters are headings to a reader, though Word does not number them among the headings.
fn is_title(paragraph: &Paragraph) -> bool {
    let named = |name: &Option<String>| name.as_deref().is_some_and(|n| n.eq_ignore_ascii_case("title"));
    named(&paragraph.style_name) || named(&paragraph.style_id)
}

/// A short paragraph all in bold, without a final stop, heads what follows.
fn is_bold_title(paragraph: &Paragraph, text: &str) -> bool {
    let bold = paragraph.runs.iter().filter(|run| !run.text.trim().is_empty()).all(|run| run.style.bold);
    bold && text.chars().count() <= 100 && !text.trim_end().ends_with(['.', ';', ',', ':'])
}
