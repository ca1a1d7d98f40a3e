//! Word 97 to 2003: paragraphs, headings, lists, tables, footnotes.
//!
//! The [`undoc`] crate reads the container; two of its traits are dealt with here. It takes the mark that ends a
//! section for a page break, so that a paragraph and the heading after it run together and one number is lost:
//! [`sections`] mends the marks before it reads. And it keeps the count of an item but not how the count is printed:
//! items within items are taken to be lettered, as council papers have it, and a warning says so. Where its counts may
//! be wrong, numbers are left out, with a warning, rather than given wrong: where the marks cannot be mended, where
//! lists begin at counts of their own, where a count is repeated or passed over, and where paragraphs have their numbers
//! from a style: the parser knows only those that paragraphs have themselves. [`styles`] tells which styles do that.

mod information;
mod lists;
mod sections;
mod styles;

use std::collections::BTreeMap;

use undoc::model::{Block, ListType, Paragraph, RevisionType, Table};

use self::lists::Shown;
use super::lines::{self, Hanging, Listed, Row, Said, Weight};
use super::{Content, Ingested, Reader};
use crate::error::Unreadable;
use crate::model::{Line, Page, Warning};
use crate::text::Numeral;

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
        let mended = sections::mended(bytes)?;
        let document = undoc::doc::DocParser::from_bytes(mended.bytes)
            .and_then(|mut parser| parser.parse())
            .map_err(|error| unreadable(&error))?;
        let blocks = || document.sections.iter().flat_map(|section| &section.content);
        let notes = blocks().filter_map(|block| match block {
            Block::Note { label, content } => Some((label.as_str(), content.as_slice())),
            _ => None,
        });
        let listed_styles = mended.listed_styles;
        let by_style = blocks().any(|block| match block {
            Block::Paragraph(paragraph) => {
                matches!(shown_by_style(paragraph, &listed_styles), Some((Shown::Number, _)))
            }
            _ => false,
        });
        let exact = mended.exact && !by_style && counts_are_likely(blocks());
        let mut walk = Walk { notes: notes.collect(), exact, numbered: by_style, listed_styles, ..Walk::default() };
        blocks().for_each(|block| walk.block(block));
        walk.end_table();
        Ok(Ingested {
            warnings: walk.warnings(),
            pages: vec![Page { number: None, lines: walk.hanging.settle(walk.lines) }],
            title: document.metadata.title.filter(|title| !title.trim().is_empty()),
            ..Ingested::default()
        })
    }
}

/// Whether a row has an empty last cell, as one has whose end the parser did not see.
fn lost_its_end(row: &Row) -> bool {
    row.cells.len() > 2 && row.cells.last().is_some_and(Vec::is_empty)
}

fn unreadable(error: &undoc::Error) -> Unreadable {
    match error {
        undoc::Error::Encrypted => Unreadable::Encrypted,
        error => Unreadable::Damaged(error.to_string()),
    }
}

/// The styles that put a number or a bullet before their paragraphs, and at which depth from 0.
type ListedStyles = BTreeMap<String, (Shown, u8)>;

/// What a paragraph has before it only by its style.
fn shown_by_style(paragraph: &Paragraph, styles: &ListedStyles) -> Option<(Shown, u8)> {
    let own = paragraph.list_info.as_ref().is_some_and(|list| list.list_type != ListType::None);
    let style = paragraph.style_name.as_ref().filter(|_| !own && !paragraph.is_empty())?;
    styles.get(style).copied()
}

/// Whether the counts read as a list does: each is one more than the last of its level, or begins anew.
///
/// The parser does not follow every way of counting; where it does not, a count is repeated or left out.
fn counts_are_likely<'a>(blocks: impl Iterator<Item = &'a Block>) -> bool {
    let mut last: BTreeMap<u8, u32> = BTreeMap::new();
    for block in blocks {
        let Block::Paragraph(Paragraph { list_info: Some(list), .. }) = block else { continue };
        let Some(number) = list.number else { continue };
        let before = last.insert(list.level, number);
        last.retain(|level, _| *level <= list.level);
        let likely = match before {
            None => true,
            Some(before) => number == before + 1 || (number == 1 && before > 1),
        };
        if !likely {
            return false;
        }
    }
    true
}

#[derive(Default)]
struct Walk<'a> {
    lines: Vec<Line>,
    hanging: Hanging,
    /// The notes not yet read, by the label of their mark.
    notes: BTreeMap<&'a str, &'a [Paragraph]>,
    /// Labels of the notes met in the paragraph or table that is being read.
    waiting: Vec<&'a str>,
    tables: u32,
    /// The rows of the table that is being read.
    open: Vec<Row>,
    /// Whether the counts of lists can be relied on.
    exact: bool,
    listed_styles: ListedStyles,
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
        if let Block::Table(table) = block {
            // The parser does not see where a wide row ends: the row has a cell too many, and the table ends with it.
            let rows = self.rows(table);
            let width = rows.first().map_or(0, |row| row.cells.len());
            let goes_on =
                self.open.last().is_some_and(|last| lost_its_end(last) && last.cells.len().abs_diff(width) <= 1);
            if !goes_on {
                self.end_table();
            }
            self.open.extend(rows);
            return;
        }
        self.end_table();
        if let Block::Paragraph(paragraph) = block {
            let lines = self.paragraph(paragraph);
            self.lines.extend(lines);
        }
        self.hang_notes();
    }

    /// Ends the table that is open, without the cells that are too many.
    fn end_table(&mut self) {
        let mut rows = std::mem::take(&mut self.open);
        if rows.is_empty() {
            return;
        }
        let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        if rows.iter().all(|row| row.cells.len() < widest || lost_its_end(row)) {
            rows.iter_mut().for_each(|row| row.cells.truncate(widest - 1));
        }
        self.lines.extend(lines::table(rows, &mut self.tables));
        self.hang_notes();
    }

    fn hang_notes(&mut self) {
        let start = self.lines.len();
        for label in std::mem::take(&mut self.waiting) {
            for note in self.notes.remove(label).into_iter().flatten() {
                let lines = self.paragraph(note);
                self.lines.extend(lines);
            }
        }
        self.hanging.note(start, &self.lines);
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph) -> Vec<Line> {
        let mut text = String::new();
        let mut weight = Weight::default();
        for run in &paragraph.runs {
            if run.revision == RevisionType::Deleted {
                self.deleted = true;
                continue;
            }
            let before = text.len();
            match &run.note {
                Some(label) => self.waiting.push(label),
                None => text.push_str(&run.text),
            }
            weight.add(&text, before, run.style.bold);
            if run.line_break || run.page_break {
                text.push('\n');
            }
        }
        let title = paragraph.style_name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("title"));
        let heading = paragraph.heading.is_heading().then(|| paragraph.heading.level()).or(title.then_some(1));
        let list = self.listed(paragraph).filter(|list| heading.is_none() || list.label.is_some());
        let said = Said { heading, list, ..weight.into() };
        lines::paragraphs(text, &said)
    }

    fn listed(&mut self, paragraph: &Paragraph) -> Option<Listed> {
        if let Some((Shown::Bullet, depth)) = shown_by_style(paragraph, &self.listed_styles) {
            return Some(Listed { depth, label: None });
        }
        let list = paragraph.list_info.as_ref().filter(|list| list.list_type != ListType::None)?;
        let Some(number) = list.number else { return Some(Listed { depth: list.level, label: None }) };
        self.numbered = true;
        self.lettered |= list.level > 0;
        let label = match list.level {
            0 => format!("{number}."),
            1 => format!("({})", Numeral::Letter.print(number)),
            _ => format!("({})", Numeral::Roman.print(number)),
        };
        match (self.exact, list.level) {
            (true, depth) => Some(Listed { depth, label: Some(label) }),
            // A paragraph whose number is not known is a paragraph, not a bullet; an item remains an item.
            (false, 0) => None,
            (false, depth) => Some(Listed { depth, label: None }),
        }
    }

    fn rows(&mut self, table: &'a Table) -> Vec<Row> {
        let row = |row: &'a undoc::model::Row| Row {
            head: row.is_header,
            cells: row
                .cells
                .iter()
                .map(|cell| cell.content.iter().flat_map(|paragraph| self.paragraph(paragraph)).collect())
                .collect(),
            covered: Vec::new(),
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
        assert_eq!(walk.paragraph(&paragraph).remove(0).mark, Mark::Item { depth: 0, label: Some("16.".into()) });
        assert!(walk.warnings().is_empty());
        let mut walk = Walk::default();
        assert_eq!(walk.paragraph(&paragraph).remove(0).mark, Mark::Paragraph);
        let item = numbered(1, 2, "that it be noted");
        assert_eq!(walk.paragraph(&item).remove(0).mark, Mark::Item { depth: 1, label: None });
        assert_eq!(walk.warnings().len(), 1);
    }

    #[test]
    fn what_a_style_numbers_is_known_and_what_it_bullets_is_an_item() {
        let styled =
            |style: &str| Paragraph { style_name: Some(style.into()), ..Paragraph::with_text("The Panel met.") };
        let listed = [("Numbered para", (Shown::Number, 0)), ("List Bullet 2", (Shown::Bullet, 1))];
        let styles: ListedStyles = listed.map(|(name, shown)| (name.to_owned(), shown)).into();
        let shown = |paragraph: &Paragraph| shown_by_style(paragraph, &styles);
        assert_eq!(shown(&styled("Numbered para")), Some((Shown::Number, 0)));
        assert_eq!(shown(&styled("Normal")), None);
        assert_eq!(shown(&styled("List Bullet 2")), Some((Shown::Bullet, 1)));
        let own = Paragraph { style_name: Some("Numbered para".into()), ..numbered(0, 1, "The Panel met.") };
        assert_eq!(shown(&own), None);
        let mut walk = Walk { listed_styles: styles, ..Walk::default() };
        let [bullet, para] = [styled("List Bullet 2"), styled("Numbered para")];
        assert_eq!(walk.paragraph(&bullet).remove(0).mark, Mark::Item { depth: 1, label: None });
        assert_eq!(walk.paragraph(&para).remove(0).mark, Mark::Paragraph);
    }

    #[test]
    fn counts_that_are_repeated_or_passed_over_are_not_likely() {
        let likely = |items: &[(u8, u32)]| {
            let blocks: Vec<Block> =
                items.iter().map(|(level, n)| Block::Paragraph(numbered(*level, *n, "x"))).collect();
            counts_are_likely(blocks.iter())
        };
        assert!(likely(&[(0, 1), (1, 1), (1, 2), (0, 2), (1, 1), (0, 1), (0, 2)]));
        assert!(!likely(&[(0, 1), (0, 1)]));
        assert!(!likely(&[(0, 1), (0, 3)]));
        assert!(!likely(&[(0, 1), (1, 1), (1, 1)]));
    }

    #[test]
    fn rows_whose_ends_were_not_seen_are_one_table() {
        let table = |cells: &[&str]| {
            let mut row = undoc::model::Row::new();
            for text in cells {
                let mut cell = undoc::model::Cell::new();
                cell.content = if text.is_empty() { Vec::new() } else { vec![Paragraph::with_text(*text)] };
                row.cells.push(cell);
            }
            let mut table = Table::new();
            table.add_row(row);
            Block::Table(table)
        };
        let tables = [
            table(&["Ref", "Action", "Lead", "Milestones", "Due", "RAG", ""]),
            table(&["1", "Hold workshops", "Clerk", "In May", "June", "G", ""]),
        ];
        let mut walk = Walk::default();
        tables.iter().for_each(|table| walk.block(table));
        walk.end_table();
        let cells = |at: usize| match &walk.lines[at].mark {
            Mark::Row { cells, head, table: 0 } => (cells.len(), *head),
            other => panic!("{other:?}"),
        };
        assert_eq!([cells(0), cells(1)], [(6, true), (6, false)]);
    }

    #[test]
    fn letters_are_worked_out_with_a_warning() {
        let paragraph = numbered(1, 2, "that it be noted");
        let mut walk = Walk { exact: true, ..Walk::default() };
        assert_eq!(walk.paragraph(&paragraph).remove(0).mark, Mark::Item { depth: 1, label: Some("(b)".into()) });
        assert_eq!(walk.warnings().len(), 1);
    }

    #[test]
    fn what_is_no_word_file_is_damaged() {
        assert!(matches!(Doc.read(b"\xD0\xCF\x11\xE0 and no more"), Err(Unreadable::Damaged(_))));
    }
}
