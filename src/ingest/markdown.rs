//! Markdown: headings, paragraphs, lists and tables as the file marks them.
//!
//! Two habits of converted papers are undone: a line of dashes under a paragraph, which Markdown takes for
//! a heading, is a page break; and a page number alone beneath it counts the pages. Tables are made whole first (`pipes`).

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::lines::Weight;
use super::{Content, Ingested, Reader, encoding, pipes, tags};
use crate::error::Unreadable;
use crate::model::{Line, Mark, Page};
use crate::text::unspaced;

/// The reader of Markdown. Text with one of its extensions only: plain text is not to be taken for it.
pub struct Markdown;

impl Reader for Markdown {
    fn format(&self) -> &'static str {
        "Markdown"
    }

    fn takes(&self, content: Content, extension: &str) -> bool {
        content == Content::Text && matches!(extension, "md" | "markdown")
    }

    fn needs_isolation(&self) -> bool {
        false
    }

    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable> {
        let text = encoding::decoded(bytes);
        let text = pipes::mended(&text);
        Ok(Ingested { pages: pages(lines(&text)), ..Ingested::default() })
    }
}

/// Longer headings than this, or headings that end a sentence, were paragraphs above a line of dashes.
const LONGEST_HEADING: usize = 120;

/// A line, or the place where a page ends.
enum Piece {
    Line(Line),
    PageBreak,
}

#[derive(Default)]
struct Walk {
    pieces: Vec<Piece>,
    text: String,
    weight: Weight,
    /// How many marks around the text set it in bold.
    bold: usize,
    lists: Vec<Option<u64>>,
    label: Option<String>,
    /// The number printed before the item that is being read.
    printed: Option<u64>,
    in_item: bool,
    /// Whether the paper ends its pages with lines of dashes.
    paged: bool,
    /// Whether the heading being read is one by the dashes beneath it.
    underlined: bool,
    table: u32,
    /// Web text that is being read.
    html: String,
    /// How many tables of it are open: counted as it comes in, for it may be long before it ends.
    open_tables: i64,
    cells: Vec<String>,
    head: bool,
}

fn lines(text: &str) -> Vec<Piece> {
    let mut walk = Walk { paged: numbers_its_pages(text), ..Walk::default() };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        // Markdown counts a list from its first number; papers count as printed.
        if matches!(event, Event::Start(Tag::Item)) {
            walk.printed = text[range.clone()].split(['.', ')']).next().and_then(|number| number.trim().parse().ok());
        }
        if let Event::End(TagEnd::Heading(_)) = event {
            walk.underlined = !text[range].trim_start().starts_with('#');
        }
        walk.step(event);
    }
    walk.flush_text();
    walk.flush_html();
    walk.pieces
}

/// Whether lines of dashes end pages here: somewhere one is followed by a page number alone.
fn numbers_its_pages(text: &str) -> bool {
    let mut after_rule = false;
    text.lines().map(str::trim).filter(|line| !line.is_empty()).any(|line| {
        let number = line.trim_matches('*').parse::<u32>().is_ok();
        std::mem::replace(&mut after_rule, line.len() >= 3 && line.bytes().all(|b| b == b'-')) && number
    })
}

impl Walk {
    fn step(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => {
                let before = self.text.len();
                self.text.push_str(&text);
                self.weight.add(&self.text, before, self.bold > 0);
            }
            Event::Start(Tag::Strong) => self.bold += 1,
            Event::End(TagEnd::Strong) => self.bold = self.bold.saturating_sub(1),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.text.push('\n'),
            Event::InlineHtml(text) if !text.trim_start().starts_with('<') => self.text.push_str(&text),
            Event::Start(Tag::HtmlBlock) => self.flush_text(),
            Event::Html(text) => self.push_html(&text),
            Event::End(TagEnd::HtmlBlock) => self.end_html(),
            Event::SoftBreak => self.text.push('\n'),
            Event::HardBreak => self.text.push('\n'),
            Event::Rule => {
                self.flush_text();
                self.pieces.push(Piece::PageBreak);
            }
            Event::Start(Tag::List(start)) => {
                self.flush_text();
                self.lists.push(start);
            }
            Event::End(TagEnd::List(_)) => {
                self.flush_text();
                self.lists.pop();
            }
            Event::Start(Tag::Item) => {
                self.flush_text();
                self.in_item = true;
                if let Some(next) = self.lists.last_mut() {
                    self.label = next.map(|number| format!("{}.", self.printed.unwrap_or(number)));
                    *next = next.map(|number| number + 1);
                }
            }
            Event::End(TagEnd::Item) => {
                self.flush_text();
                self.in_item = false;
            }
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => self.flush_text(),
            Event::End(TagEnd::Heading(level)) => self.heading(level),
            Event::End(TagEnd::Paragraph) => self.flush_text(),
            Event::Start(Tag::Table(_)) => self.flush_text(),
            Event::End(TagEnd::Table) => self.table += 1,
            Event::Start(Tag::TableHead) => self.head = true,
            Event::End(TagEnd::TableCell) => {
                let (text, _) = self.take_text();
                self.cells.push(text);
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                let mark = Mark::Row { table: self.table, head: self.head, cells: std::mem::take(&mut self.cells) };
                self.pieces.push(Piece::Line(Line::new(String::new(), mark)));
                self.head = false;
            }
            _ => {}
        }
    }

    /// Ends a block of web text, unless a table in it is open: an empty line in one ends the block and not the table.
    fn end_html(&mut self) {
        if self.open_tables <= 0 {
            self.flush_html();
        }
    }

    fn push_html(&mut self, text: &str) {
        let lower = text.to_ascii_lowercase();
        let count = |tag: &str| lower.matches(tag).count() as i64;
        self.open_tables += count("<table") - count("</table");
        self.html.push_str(text);
    }

    fn flush_html(&mut self) {
        self.open_tables = 0;
        let (table, outside) = tags::read(&std::mem::take(&mut self.html), &mut self.table);
        if !outside.trim().is_empty() {
            self.raw(outside.trim(), 0);
        }
        self.pieces.extend(table.into_iter().map(Piece::Line));
    }

    fn heading(&mut self, level: HeadingLevel) {
        let (text, bold) = self.take_text();
        let sentence = text.trim_end().trim_end_matches(['”', '"']).ends_with(['.', ';', ',']);
        let paragraph = text.chars().count() > LONGEST_HEADING || sentence || text.contains('\n') || self.paged;
        if self.underlined && paragraph {
            self.raw(&text, bold);
            self.pieces.push(Piece::PageBreak);
        } else {
            self.pieces.push(Piece::Line(Line::new(text, Mark::Heading(level as u8))));
        }
    }

    /// What was collected, and how many bytes of it are bold.
    fn take_text(&mut self) -> (String, usize) {
        (std::mem::take(&mut self.text), std::mem::take(&mut self.weight).bold_bytes())
    }

    /// Ends the paragraph or item that is being collected.
    fn flush_text(&mut self) {
        let (text, bold) = self.take_text();
        if text.trim().is_empty() {
            return;
        }
        if self.in_item {
            let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
            let mark = Mark::Item { depth, label: self.label.take() };
            self.pieces.push(Piece::Line(Line { bold, ..Line::new(text.replace('\n', " "), mark) }));
            // A second paragraph of the same item goes on as a paragraph of its own.
            self.in_item = false;
        } else {
            self.raw(&text, bold);
        }
    }

    /// A paragraph keeps its lines: papers converted from PDF break them where the page did.
    fn raw(&mut self, text: &str, bold: usize) {
        let mut left = bold;
        for text in text.lines().chain([""]) {
            let bold = left.min(unspaced(text));
            left -= bold;
            self.pieces.push(Piece::Line(Line { bold, ..Line::new(text.to_owned(), Mark::Raw) }));
        }
    }
}

/// Parts the lines into pages where rules followed by rising page numbers show them.
fn pages(pieces: Vec<Piece>) -> Vec<Page> {
    let mut pages = vec![Page { number: None, lines: Vec::new() }];
    let mut after_break = false;
    for piece in pieces {
        match piece {
            Piece::PageBreak => after_break = true,
            Piece::Line(line) => {
                let number = line.text.trim().parse::<u32>().ok().filter(|_| after_break && line.mark == Mark::Raw);
                let last = pages.len() as u32;
                if number == Some(last + 1) {
                    pages.push(Page { number, lines: Vec::new() });
                }
                after_break = after_break && line.text.trim().is_empty();
                if let Some(page) = pages.last_mut() {
                    page.lines.push(line);
                }
            }
        }
    }
    if pages.len() > 1 {
        pages[0].number = Some(1);
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Page> {
        Markdown.read(text.as_bytes()).unwrap().pages
    }

    #[test]
    fn headings_lists_and_tables_keep_their_marks() {
        let pages =
            read("# Minutes\n\n1. First\n2. Second\n   - inner\n\n| Action | Owner |\n|---|---|\n| Do it | Clerk |\n");
        let marks: Vec<_> = pages[0].lines.iter().filter(|l| l.mark != Mark::Raw).map(|l| l.mark.clone()).collect();
        assert_eq!(marks[0], Mark::Heading(1));
        assert_eq!(marks[1], Mark::Item { depth: 0, label: Some("1.".into()) });
        assert_eq!(marks[3], Mark::Item { depth: 1, label: None });
        assert!(matches!(&marks[5], Mark::Row { head: false, cells, .. } if cells == &["Do it", "Clerk"]));
    }

    #[test]
    fn a_line_break_in_a_cell_parts_words() {
        let pages = read("| Action | Owner |\n|---|---|\n| Do it<br>now | Clerk<BR/>Chair |\n");
        let row = pages[0].lines.iter().rev().find(|line| matches!(line.mark, Mark::Row { .. })).unwrap();
        assert!(matches!(&row.mark, Mark::Row { cells, .. } if cells == &["Do it\nnow", "Clerk\nChair"]), "{row:?}");
    }

    #[test]
    fn a_table_of_web_text_is_one() {
        let html = "Before\n\n<table>\n<tr><th>Action</th><th>Owner</th></tr>\n\n<tr><td>Do it</td><td>Clerk</td></tr>\n</table>\n\nAfter\n";
        let lines = &read(html)[0].lines;
        let rows: Vec<&Line> = lines.iter().filter(|line| matches!(line.mark, Mark::Row { .. })).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(lines.last().map(|line| line.text.as_str()), Some(""));
        assert!(lines.iter().any(|line| line.text == "After"));
    }

    #[test]
    fn a_table_that_is_never_closed_is_read_in_time() {
        let text = format!("<table>\n{}", "<div>x</div>\n\n".repeat(100_000));
        let began = std::time::Instant::now();
        assert!(!read(&text)[0].lines.is_empty());
        assert!(began.elapsed().as_secs() < 20, "every block was looked through once more for each below it");
    }

    #[test]
    fn dashes_under_a_paragraph_are_a_page_break_not_a_heading() {
        let pages = read("They had undertaken several projects.\n---\n2\n\nMembers were told.\n");
        assert_eq!(pages.iter().map(|p| p.number).collect::<Vec<_>>(), [Some(1), Some(2)]);
        assert!(pages[0].lines.iter().all(|line| line.mark == Mark::Raw));
    }
}
