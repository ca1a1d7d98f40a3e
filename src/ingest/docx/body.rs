//! The text of a Word document, paragraph by paragraph.
//!
//! Recursion is as deep as the XML, which [`crate::ingest::xml`] limits.

use std::collections::BTreeMap;

use super::is_on;
use super::numbering::{Counter, Marker, Numbering};
use super::styles::{Properties, Styles};
use crate::ingest::lines::{self, Hanging, Listed, Row, Said, Weight};
use crate::ingest::xml::{Element, Node};
use crate::model::Line;

/// Cells that one may span: Word has 63 columns at most.
const MOST_COLUMNS: usize = 63;

/// Notes that hang on notes are read where they hang, so deep; those beyond follow.
const MOST_HANGING: usize = 32;

/// The footnotes and endnotes of a document, by identifier.
#[derive(Debug, Default)]
pub struct Notes<'a> {
    footnotes: BTreeMap<&'a str, &'a Element>,
    endnotes: BTreeMap<&'a str, &'a Element>,
}

impl<'a> Notes<'a> {
    /// Reads the parts that hold the notes. The lines that set notes off from the page are not notes.
    pub fn read(footnotes: Option<&'a Element>, endnotes: Option<&'a Element>) -> Self {
        let mut notes = Self::default();
        for (own, root) in [(&mut notes.footnotes, footnotes), (&mut notes.endnotes, endnotes)] {
            for note in root.into_iter().flat_map(Element::children) {
                let is_note = note.attribute("w:type").is_none_or(|kind| kind == "normal");
                if let Some(id) = note.attribute("w:id").filter(|_| is_note) {
                    own.insert(id, note);
                }
            }
        }
        notes
    }

    fn take(&mut self, reference: &str, id: &str) -> Option<&'a Element> {
        let own = if reference == "w:endnoteReference" { &mut self.endnotes } else { &mut self.footnotes };
        own.remove(id)
    }
}

/// Walks the document and gathers its lines.
pub struct Walk<'a> {
    lines: Vec<Line>,
    hanging: Hanging,
    /// How many deletions were left out.
    pub deleted: usize,
    styles: &'a Styles,
    notes: Notes<'a>,
    counter: Counter<'a>,
    numbering: &'a Numbering,
    tables: u32,
    /// What the document is in the middle of, field by field: its code (not text), or its result.
    fields: Vec<Field>,
    /// Notes and text boxes met in the paragraph or table that is being read; they follow it.
    waiting: Vec<&'a Element>,
    /// How many of them are being read, each on the one before.
    hanging_deep: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Field {
    Code,
    Result,
}

/// A paragraph in the making.
#[derive(Default)]
struct Text {
    text: String,
    weight: Weight,
    bold_by_style: bool,
}

impl<'a> Walk<'a> {
    /// A walk that has yet to begin.
    pub fn new(styles: &'a Styles, numbering: &'a Numbering, notes: Notes<'a>) -> Self {
        Self {
            lines: Vec::new(),
            hanging: Hanging::default(),
            deleted: 0,
            styles,
            notes,
            counter: Counter::new(numbering),
            numbering,
            tables: 0,
            fields: Vec::new(),
            waiting: Vec::new(),
            hanging_deep: 0,
        }
    }

    /// Reads the paragraphs and tables of an element.
    pub fn blocks(&mut self, element: &'a Element) {
        for child in element.children() {
            match &*child.name {
                "w:p" => {
                    self.paragraph(child);
                    self.waiting();
                }
                "w:tbl" => {
                    let rows = self.rows(child);
                    let lines = lines::table(rows, &mut self.tables);
                    self.lines.extend(lines);
                    self.waiting();
                }
                "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:moveTo" | "w:smartTag" => self.blocks(child),
                "w:del" | "w:moveFrom" => self.deleted += 1,
                "mc:AlternateContent" => {
                    if let Some(chosen) = choice(child) {
                        self.blocks(chosen);
                    }
                }
                _ => {}
            }
        }
    }

    /// Reads what hangs on the paragraph or table just read.
    fn waiting(&mut self) {
        if self.hanging_deep >= MOST_HANGING {
            return;
        }
        self.hanging_deep += 1;
        let start = self.lines.len();
        while !self.waiting.is_empty() {
            for element in std::mem::take(&mut self.waiting) {
                self.blocks(element);
            }
        }
        self.hanging_deep -= 1;
        self.hanging.note(start, &self.lines);
    }

    /// The lines of what was read.
    pub fn finish(self) -> Vec<Line> {
        self.hanging.settle(self.lines)
    }

    fn paragraph(&mut self, element: &'a Element) {
        let own = element.child("w:pPr");
        let mark = own.and_then(|properties| properties.child("w:rPr"));
        let style = own.and_then(|properties| super::value(properties, "w:pStyle")).unwrap_or_default();
        let styled = self.styles.properties(style);
        let mut text = Text { bold_by_style: styled.bold == Some(true), ..Text::default() };
        if styled.hidden != Some(true) {
            self.inline(element, &mut text);
        }
        let blank = text.text.trim().is_empty();
        // A paragraph that is deleted, moved away or all hidden is not counted.
        let moved = |mark: &Element| mark.child("w:del").is_some() || mark.child("w:moveFrom").is_some();
        let gone = mark.is_some_and(|mark| moved(mark) || mark.child("w:vanish").is_some_and(is_on));
        if blank && gone {
            return;
        }
        let said = self.said(style, &Properties::read(own, None), &styled, text.weight);
        if !blank {
            self.lines.extend(lines::paragraphs(text.text, &said));
        }
        // A field is begun and told in one paragraph: one that is not is never ended, and hides the rest of the paper.
        self.fields.retain(|field| *field == Field::Result);
    }

    /// What a paragraph and its style say of it. Counts it, if it is in a list.
    fn said(&mut self, style: &str, own: &Properties, styled: &Properties, weight: Weight) -> Said {
        let title = self.styles.is_title(style).then_some(1);
        let outline = own.outline.or(styled.outline).filter(|level| *level <= 9);
        let list = own.list.as_deref().or(styled.list.as_deref()).filter(|list| *list != "0");
        let list = list.and_then(|list| {
            let by_style = || self.styles.ancestry(style).find_map(|style| self.numbering.depth_of_style(list, style));
            let depth = own.depth.or_else(by_style).or(styled.depth).unwrap_or(0);
            let label = match self.counter.next(list, depth)? {
                Marker::Label(label) => Some(label),
                Marker::Bullet => None,
            };
            Some(Listed { depth, label })
        });
        Said { heading: outline.or(title), list, ..weight.into() }
    }

    fn inline(&mut self, element: &'a Element, text: &mut Text) {
        for child in element.children() {
            match &*child.name {
                "w:r" => self.run(child, text),
                "w:del" | "w:moveFrom" => self.deleted += 1,
                "w:hyperlink" | "w:ins" | "w:moveTo" | "w:smartTag" | "w:customXml" | "w:sdt" | "w:sdtContent"
                | "w:fldSimple" | "w:dir" | "w:bdo" => self.inline(child, text),
                "m:oMath" | "m:oMathPara" => {
                    let formula: Vec<String> = child.all("m:t").into_iter().map(Element::text).collect();
                    text.text.push_str(&formula.concat());
                }
                "mc:AlternateContent" => {
                    if let Some(chosen) = choice(child) {
                        self.inline(chosen, text);
                    }
                }
                _ => {}
            }
        }
    }

    fn run(&mut self, element: &'a Element, text: &mut Text) {
        let properties = element.child("w:rPr");
        let own = Properties::read(None, properties);
        let style = properties.and_then(|properties| super::value(properties, "w:rStyle"));
        let styled = style.map(|style| self.styles.properties(style)).unwrap_or_default();
        if own.hidden.or(styled.hidden) == Some(true) {
            return;
        }
        let before = text.text.len();
        self.pieces(element, text);
        let bold = own.bold.or(styled.bold).unwrap_or(text.bold_by_style);
        text.weight.add(&text.text, before, bold);
    }

    /// The pieces of a run: letters, tabs, breaks, notes, boxes.
    fn pieces(&mut self, run: &'a Element, text: &mut Text) {
        for child in run.children() {
            let in_code = self.fields.contains(&Field::Code);
            match &*child.name {
                "w:fldChar" => self.field(child),
                _ if in_code => {}
                "w:t" => child.nodes.iter().for_each(|node| {
                    if let Node::Text(piece) = node {
                        text.text.push_str(piece);
                    }
                }),
                "w:tab" | "w:ptab" => text.text.push('\t'),
                "w:br" | "w:cr" => text.text.push('\n'),
                "w:noBreakHyphen" => text.text.push('-'),
                "w:sym" => text.text.extend(symbol(child)),
                "w:footnoteReference" | "w:endnoteReference" => {
                    // Taken out, so that a note is read once, even one that refers to itself.
                    let note = self.notes.take(&child.name, child.attribute("w:id").unwrap_or_default());
                    self.waiting.extend(note);
                }
                "w:drawing" | "w:pict" | "w:object" => self.waiting.extend(child.all("w:txbxContent")),
                "mc:AlternateContent" => {
                    if let Some(chosen) = choice(child) {
                        self.pieces(chosen, text);
                    }
                }
                _ => {}
            }
        }
    }

    fn field(&mut self, element: &Element) {
        match element.attribute("w:fldCharType") {
            Some("begin") => self.fields.push(Field::Code),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    *field = Field::Result;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn rows(&mut self, table: &'a Element) -> Vec<Row> {
        let mut rows = Vec::new();
        for child in table.children() {
            match &*child.name {
                "w:tr" => {
                    let properties = child.child("w:trPr");
                    let has = |name: &str| properties.is_some_and(|p| p.child(name).is_some_and(is_on));
                    if has("w:del") {
                        self.deleted += 1;
                        continue;
                    }
                    let mut row = Row { head: has("w:tblHeader"), ..Row::default() };
                    let before = properties.and_then(|p| super::value(p, "w:gridBefore")?.parse::<usize>().ok());
                    row.cells.resize_with(before.unwrap_or_default().min(MOST_COLUMNS), Vec::new);
                    self.cells(child, &mut row);
                    rows.push(row);
                }
                "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" => rows.extend(self.rows(child)),
                _ => {}
            }
        }
        rows
    }

    fn cells(&mut self, row: &'a Element, out: &mut Row) {
        for child in row.children() {
            match &*child.name {
                "w:tc" => {
                    let properties = child.child("w:tcPr");
                    let merged = properties.and_then(|p| p.child("w:vMerge"));
                    out.covered.resize(out.cells.len(), false);
                    out.covered.push(merged.is_some_and(|merged| merged.attribute("w:val") != Some("restart")));
                    out.cells.push(self.cell(child));
                    let span = properties.and_then(|p| super::value(p, "w:gridSpan")?.parse::<usize>().ok());
                    let covered = span.unwrap_or(1).clamp(1, MOST_COLUMNS) - 1;
                    out.cells.extend(std::iter::repeat_with(Vec::new).take(covered));
                }
                "w:sdt" | "w:sdtContent" | "w:customXml" => self.cells(child, out),
                _ => {}
            }
        }
    }

    /// The lines of a cell. What hangs on them waits until the table is over, and stays out of it.
    fn cell(&mut self, cell: &'a Element) -> Vec<Line> {
        let lines = std::mem::take(&mut self.lines);
        let waiting = std::mem::take(&mut self.waiting);
        self.cell_blocks(cell);
        let hanging = std::mem::replace(&mut self.waiting, waiting);
        self.waiting.extend(hanging);
        std::mem::replace(&mut self.lines, lines)
    }

    fn cell_blocks(&mut self, element: &'a Element) {
        for child in element.children() {
            match &*child.name {
                "w:p" => self.paragraph(child),
                "w:tbl" => {
                    let rows = self.rows(child);
                    let lines = lines::table(rows, &mut self.tables);
                    self.lines.extend(lines);
                }
                "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:moveTo" => self.cell_blocks(child),
                "w:del" | "w:moveFrom" => self.deleted += 1,
                _ => {}
            }
        }
    }
}

/// The version of a passage that today's programs show.
fn choice(alternatives: &Element) -> Option<&Element> {
    alternatives.child("mc:Choice").or_else(|| alternatives.child("mc:Fallback"))
}

/// A sign of a symbol font keeps its place in the private-use area, where bullets are known by it.
fn symbol(element: &Element) -> Option<char> {
    let code = u32::from_str_radix(element.attribute("w:char")?, 16).ok()?;
    char::from_u32(code)
}
