//! The text of an OpenDocument text, paragraph by paragraph.
//!
//! Recursion is as deep as the XML, which [`crate::ingest::xml`] limits.

use super::lists::{Counter, Definitions};
use super::styles::Styles;
use crate::ingest::lines::{self, Hanging, Listed, Row, Said, Weight};
use crate::ingest::xml::{Element, Node};
use crate::model::Line;

/// Cells that one may span or be repeated for; rows of a sheet may claim thousands.
const MOST_COLUMNS: usize = 64;

/// Walks the document and gathers its lines.
pub struct Walk<'a> {
    lines: Vec<Line>,
    hanging: Hanging,
    styles: &'a Styles,
    counter: Counter<'a>,
    tables: u32,
    /// Notes and text boxes met in the paragraph or table that is being read; they follow it.
    waiting: Vec<&'a Element>,
    /// Whether the walk is within a table, so that what hangs on a paragraph waits for its end.
    in_table: bool,
}

/// An open list.
#[derive(Clone, Copy)]
struct Open<'a> {
    style: &'a str,
    counts: usize,
    depth: usize,
}

/// A paragraph in the making.
#[derive(Default)]
struct Text {
    text: String,
    weight: Weight,
}

impl<'a> Walk<'a> {
    /// A walk that has yet to begin.
    pub fn new(styles: &'a Styles, definitions: &'a Definitions) -> Self {
        Self {
            lines: Vec::new(),
            hanging: Hanging::default(),
            styles,
            counter: Counter::new(definitions),
            tables: 0,
            waiting: Vec::new(),
            in_table: false,
        }
    }

    /// The lines of what was read.
    pub fn finish(self) -> Vec<Line> {
        self.hanging.settle(self.lines)
    }

    /// Reads the paragraphs, lists and tables of an element.
    pub fn blocks(&mut self, element: &'a Element) {
        for child in element.children() {
            match &*child.name {
                "text:p" => self.paragraph(child, None, None),
                "text:h" => {
                    let level = heading_level(child);
                    let numbered = child.attribute("text:is-list-header") != Some("true");
                    let start = start_value(child);
                    let label = numbered.then(|| self.counter.heading(usize::from(level), start)).flatten();
                    self.paragraph(child, Some(level), label.map(|label| Listed { depth: 0, label: Some(label) }));
                }
                "text:list" => self.list(child, None),
                "table:table" => {
                    let outer = std::mem::replace(&mut self.in_table, true);
                    let rows = self.rows(child, false);
                    self.in_table = outer;
                    let lines = lines::table(rows, &mut self.tables);
                    self.lines.extend(lines);
                    self.waiting();
                }
                "text:section" if child.attribute("text:display") == Some("none") => {}
                "text:tracked-changes" | "office:annotation" | "text:sequence-decls" => {}
                "draw:frame" | "draw:g" => {
                    self.waiting.extend(child.all("draw:text-box"));
                    self.waiting();
                }
                _ => self.blocks(child),
            }
        }
    }

    /// Reads what hangs on the paragraph or table just read, unless a table goes on around it.
    fn waiting(&mut self) {
        if !self.in_table {
            let start = self.lines.len();
            for element in std::mem::take(&mut self.waiting) {
                self.blocks(element);
            }
            self.hanging.note(start, &self.lines);
        }
    }

    fn list(&mut self, list: &'a Element, outer: Option<Open<'a>>) {
        let style = list.attribute("text:style-name").or(outer.map(|open| open.style));
        // A list may leave its style to its paragraphs.
        let style = style.or_else(|| {
            let paragraph = list.all("text:p").first()?.attribute("text:style-name")?;
            self.styles.list(paragraph)
        });
        let style = style.unwrap_or_default();
        let open = match outer {
            Some(outer) => {
                self.counter.know(list, outer.counts);
                Open { style, counts: outer.counts, depth: outer.depth + 1 }
            }
            None => Open { style, counts: self.counter.begin(list, style), depth: 0 },
        };
        for item in list.children() {
            // The first paragraph carries the label; an item that only holds a list has none of its own.
            let mut unlabelled = &*item.name == "text:list-item";
            for child in item.children() {
                match &*child.name {
                    "text:p" | "text:h" => {
                        let listed = unlabelled.then(|| self.listed(item, child, open)).flatten();
                        unlabelled = false;
                        let level = (&*child.name == "text:h").then(|| heading_level(child));
                        self.paragraph(child, level, listed.filter(|listed| level.is_none() || listed.label.is_some()));
                    }
                    "text:list" => self.list(child, Some(open)),
                    "text:number" => {}
                    _ => self.blocks(child),
                }
            }
        }
    }

    fn listed(&mut self, item: &'a Element, paragraph: &'a Element, open: Open<'a>) -> Option<Listed> {
        let counted = self.counter.next(open.counts, open.style, open.depth, start_value(item));
        // Where the file keeps the label as printed, that is the label.
        let printed = item.child("text:number").or_else(|| paragraph.child("text:number")).map(Element::text);
        let blank = self.counter.is_blank(open.style, open.depth);
        (!blank).then(|| Listed { depth: u8::try_from(open.depth).unwrap_or(u8::MAX), label: printed.or(counted) })
    }

    fn paragraph(&mut self, element: &'a Element, heading: Option<u8>, list: Option<Listed>) {
        let style = element.attribute("text:style-name").unwrap_or_default();
        let says_hidden = |child: &Element| child.attribute("text:is-hidden") == Some("true");
        if self.styles.hidden("paragraph", style) || element.child("text:hidden-paragraph").is_some_and(says_hidden) {
            return;
        }
        let bold = self.styles.bold("paragraph", style).unwrap_or(false);
        let mut text = Text::default();
        self.inline(element, bold, &mut text);
        if !text.text.trim().is_empty() {
            let heading = heading.or_else(|| self.styles.is_title(style).then_some(1));
            self.lines.extend(lines::paragraphs(text.text, &Said { heading, list, ..text.weight.into() }));
        }
        self.waiting();
    }

    fn inline(&mut self, element: &'a Element, bold: bool, text: &mut Text) {
        for node in &element.nodes {
            let child = match node {
                Node::Text(piece) => {
                    let before = text.text.len();
                    text.text.push_str(piece);
                    text.weight.add(&text.text, before, bold);
                    continue;
                }
                Node::Element(child) => child,
            };
            match &*child.name {
                "text:s" => {
                    let count = child.attribute("text:c").and_then(|count| count.parse().ok()).unwrap_or(1);
                    text.text.extend(std::iter::repeat_n(' ', usize::min(count, 100)));
                }
                "text:tab" => text.text.push('\t'),
                "text:line-break" => text.text.push('\n'),
                "text:note" => self.waiting.extend(child.child("text:note-body")),
                "draw:frame" | "draw:g" | "draw:custom-shape" | "draw:rect" => {
                    let boxes = child.all("draw:text-box");
                    if boxes.is_empty() && child.child("text:p").is_some() {
                        self.waiting.push(child);
                    }
                    self.waiting.extend(boxes);
                }
                "text:span" => {
                    let style = child.attribute("text:style-name").unwrap_or_default();
                    if !self.styles.hidden("text", style) {
                        self.inline(child, self.styles.bold("text", style).unwrap_or(bold), text);
                    }
                }
                "text:hidden-text" if child.attribute("text:is-hidden") == Some("true") => {}
                "office:annotation" | "text:number" | "text:ruby-text" | "svg:title" | "svg:desc" => {}
                _ => self.inline(child, bold, text),
            }
        }
    }

    fn rows(&mut self, table: &'a Element, head: bool) -> Vec<Row> {
        let mut rows = Vec::new();
        // How many rows more a cell above covers, by column.
        let mut down: Vec<usize> = Vec::new();
        for child in table.children() {
            match &*child.name {
                "table:table-header-rows" => rows.extend(self.rows(child, true)),
                "table:table-rows" | "table:table-row-group" => rows.extend(self.rows(child, head)),
                "table:table-row" => {
                    let mut cells = Vec::new();
                    let mut covered: Vec<bool> = down.iter().map(|rest| *rest > 0).collect();
                    down.iter_mut().for_each(|rest| *rest = rest.saturating_sub(1));
                    for cell in child.children() {
                        let span = |name| cell.attribute(name).and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
                        let high = span("table:number-rows-spanned");
                        if high > 1 && cells.len() < MOST_COLUMNS {
                            down.resize(down.len().max(cells.len() + 1), 0);
                            down[cells.len()] = high - 1;
                        }
                        let lines = if &*cell.name == "table:table-cell" { self.cell(cell) } else { Vec::new() };
                        let repeated = cell.attribute("table:number-columns-repeated");
                        let repeated = repeated.and_then(|count| count.parse::<usize>().ok()).unwrap_or(1);
                        // What holds a table is not said again: tables in each other would fill the memory.
                        let again = if cell.child("table:table").is_some() { Vec::new() } else { lines.clone() };
                        cells.push(lines);
                        cells.extend(std::iter::repeat_n(again, repeated.clamp(1, MOST_COLUMNS) - 1));
                    }
                    covered.truncate(cells.len());
                    rows.push(Row { head, cells, covered });
                }
                _ => {}
            }
        }
        rows
    }

    fn cell(&mut self, cell: &'a Element) -> Vec<Line> {
        let lines = std::mem::take(&mut self.lines);
        self.blocks(cell);
        std::mem::replace(&mut self.lines, lines)
    }
}

fn heading_level(heading: &Element) -> u8 {
    heading.attribute("text:outline-level").and_then(|level| level.parse().ok()).unwrap_or(1)
}

fn start_value(element: &Element) -> Option<u32> {
    let restarts = element.attribute("text:restart-numbering") == Some("true");
    let start = element.attribute("text:start-value").and_then(|start| start.parse().ok());
    start.or(restarts.then_some(1))
}
