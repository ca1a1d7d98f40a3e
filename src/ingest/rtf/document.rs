//! Tokens to lines: what each group is for, what each paragraph is.

use std::collections::BTreeMap;

use encoding_rs::WINDOWS_1252;

use super::fonts::{self, Fonts, Letters};
use super::grid;
use super::tokens::{Token, Tokens};
use crate::error::Unreadable;
use crate::ingest::limits::MAX_RTF_DEPTH;
use crate::ingest::lines::{self, Hanging, Listed, Row, Said, Weight};
use crate::model::Line;
use crate::text::squeeze;

/// What was read.
pub struct Document {
    /// The lines.
    pub lines: Vec<Line>,
    /// The title in the properties.
    pub title: Option<String>,
    /// Whether deleted text was left out.
    pub deleted: bool,
    /// Whether the file ends within a group.
    pub unclosed: bool,
}

/// Reads an RTF file.
///
/// # Errors
/// [`Unreadable::TooLarge`] when its groups are nested deeper than [`MAX_RTF_DEPTH`].
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut reading = Reading::new();
    for token in Tokens::of(bytes) {
        reading.token(token)?;
    }
    let unclosed = !reading.outer.is_empty();
    reading.flush();
    reading.end_paragraph();
    reading.end_table();
    let title = Some(squeeze(&reading.title)).filter(|title| !title.is_empty());
    Ok(Document { lines: reading.hanging.settle(reading.lines), title, deleted: reading.deleted, unclosed })
}

/// What the text of a group is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Body,
    /// The label of the paragraph, as printed.
    Label,
    /// A footnote or a text box, which follows the paragraph it hangs on.
    Aside,
    Title,
    Fonts,
    Styles,
    Skipped,
}

/// What holds until the group ends.
#[derive(Debug, Clone)]
struct State {
    purpose: Purpose,
    /// How many stand-ins follow a Unicode letter.
    stand_ins: u32,
    font: i32,
    bold: bool,
    hidden: bool,
    deleted: bool,
    paragraph: Properties,
}

/// What a paragraph's control words say of it.
#[derive(Debug, Clone, Default)]
struct Properties {
    style: i32,
    outline: Option<u8>,
    listed: bool,
    depth: u8,
    in_table: bool,
}

/// What a style says.
#[derive(Debug, Clone, Default)]
struct Style {
    outline: Option<u8>,
    name: String,
}

/// The paragraph that is being read.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    /// The label printed before it; blank where nothing is printed, `None` where the file does not say.
    label: Option<String>,
    weight: Weight,
}

struct Reading {
    lines: Vec<Line>,
    hanging: Hanging,
    title: String,
    deleted: bool,
    state: State,
    /// The states of the groups that are open, outermost first, and what each of them interrupted.
    outer: Vec<(State, Option<Paragraph>)>,
    /// Bytes not yet decoded, and what they are for.
    bytes: Vec<u8>,
    /// Stand-ins still to be skipped.
    skip: u32,
    /// The first half of a letter that comes in two.
    high: Option<u16>,
    /// `\*` was read: the next word names a group that may be skipped.
    optional: bool,
    default: Letters,
    fonts: Fonts,
    styles: BTreeMap<i32, Style>,
    style: (i32, Style),
    paragraph: Paragraph,
    notes: Vec<String>,
    cell: Vec<Line>,
    row: Row,
    rows: Vec<Row>,
    /// The right edges of the cells: of the row that is defined, and of each row of the table.
    edges: Vec<i32>,
    row_edges: Vec<Vec<i32>>,
    tables: u32,
}

impl Reading {
    fn new() -> Self {
        Self {
            lines: Vec::new(),
            hanging: Hanging::default(),
            title: String::new(),
            deleted: false,
            state: State {
                purpose: Purpose::Body,
                stand_ins: 1,
                font: -1,
                bold: false,
                hidden: false,
                deleted: false,
                paragraph: Properties::default(),
            },
            outer: Vec::new(),
            bytes: Vec::new(),
            skip: 0,
            high: None,
            optional: false,
            default: Letters::In(WINDOWS_1252),
            fonts: Fonts::default(),
            styles: BTreeMap::new(),
            style: (0, Style::default()),
            paragraph: Paragraph::default(),
            notes: Vec::new(),
            cell: Vec::new(),
            row: Row::default(),
            rows: Vec::new(),
            edges: Vec::new(),
            row_edges: Vec::new(),
            tables: 0,
        }
    }

    fn token(&mut self, token: Token<'_>) -> Result<(), Unreadable> {
        // Stand-ins are letters; a group ends them.
        if self.skip > 0 {
            self.skip -= 1;
            match token {
                Token::Byte(_) => return Ok(()),
                Token::Open | Token::Close => self.skip = 0,
                Token::Word(..) | Token::Symbol(_) => {}
            }
        }
        match token {
            Token::Open => {
                self.flush();
                if self.outer.len() >= MAX_RTF_DEPTH {
                    return Err(Unreadable::TooLarge(format!("groups nested more than {MAX_RTF_DEPTH} deep")));
                }
                self.outer.push((self.state.clone(), None));
                self.optional = false;
            }
            Token::Close => self.close(),
            Token::Byte(byte) => self.bytes.push(byte),
            Token::Symbol(symbol) => {
                self.flush();
                match symbol {
                    b'*' => self.optional = true,
                    b'~' => self.text("\u{a0}"),
                    b'_' => self.text("-"),
                    b'\\' | b'{' | b'}' => self.text(char::from(symbol).encode_utf8(&mut [0; 4])),
                    b'\r' | b'\n' => self.end_paragraph(),
                    _ => {}
                }
            }
            Token::Word(word, number) => {
                self.flush();
                let optional = std::mem::take(&mut self.optional);
                self.word(word, number, optional);
            }
        }
        Ok(())
    }

    fn close(&mut self) {
        self.flush();
        let Some((state, interrupted)) = self.outer.pop() else { return };
        if self.state.purpose == Purpose::Styles && state.purpose == Purpose::Styles {
            let (number, style) = std::mem::take(&mut self.style);
            self.styles.insert(number, style);
        }
        if let Some(interrupted) = interrupted {
            let note = std::mem::replace(&mut self.paragraph, interrupted);
            self.notes.extend(Some(note.text).filter(|text| !text.trim().is_empty()));
        }
        self.state = state;
    }

    /// Decodes the bytes read so far in the font that holds.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let letters = self.fonts.letters(self.state.font).unwrap_or(self.default);
        let text = letters.read(&bytes);
        self.text(&text);
    }

    fn text(&mut self, text: &str) {
        match self.state.purpose {
            _ if self.state.hidden => {}
            Purpose::Body | Purpose::Aside if self.state.deleted => self.deleted = true,
            Purpose::Body | Purpose::Aside => {
                let Paragraph { text: whole, weight, .. } = &mut self.paragraph;
                let before = whole.len();
                whole.push_str(text);
                weight.add(whole, before, self.state.bold);
            }
            Purpose::Label => self.paragraph.label.get_or_insert_default().push_str(text),
            Purpose::Title => self.title.push_str(text),
            Purpose::Styles => self.style.1.name.push_str(text),
            Purpose::Fonts | Purpose::Skipped => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>, optional: bool) {
        let on = number != Some(0);
        if self.state.purpose == Purpose::Skipped {
            return;
        }
        match word {
            // What a group is for.
            "fonttbl" => self.state.purpose = Purpose::Fonts,
            "stylesheet" => self.state.purpose = Purpose::Styles,
            "title" if self.state.purpose == Purpose::Body => self.state.purpose = Purpose::Title,
            "listtext" | "pntext" => {
                self.state.purpose = Purpose::Label;
                self.paragraph.label = Some(String::new());
            }
            "footnote" | "shptxt" => {
                self.state.purpose = Purpose::Aside;
                let interrupted = std::mem::take(&mut self.paragraph);
                if let Some((_, place)) = self.outer.last_mut() {
                    *place = Some(interrupted);
                }
            }
            "colortbl" | "listtable" | "listoverridetable" | "pict" | "object" | "header" | "headerl" | "headerr"
            | "headerf" | "footer" | "footerl" | "footerr" | "footerf" | "fldinst" | "annotation" | "atnid"
            | "atnauthor" | "author" | "operator" | "creatim" | "revtim" | "printim" | "subject" | "keywords"
            | "comment" | "doccomm" | "company" | "manager" | "category" | "nonesttables" | "ftnsep" | "ftnsepc"
            | "aftnsep" | "pntxta" | "pntxtb" | "shprslt" | "sp" | "tc" | "xe" | "bkmkstart" | "bkmkend" => {
                self.state.purpose = Purpose::Skipped;
            }
            "cs" | "ts" if self.state.purpose == Purpose::Styles => self.style.0 = i32::MIN,
            _ if optional && !is_kept(word) => self.state.purpose = Purpose::Skipped,
            // Letters.
            "u" => {
                if let Some(letter) = number.map(|n| n as u16) {
                    self.unicode(letter);
                }
                self.skip = self.state.stand_ins;
            }
            "uc" => self.state.stand_ins = number.and_then(|n| u32::try_from(n).ok()).unwrap_or(1).min(8),
            "ansicpg" => self.default = number.and_then(fonts::of_code_page).unwrap_or(self.default),
            "mac" => self.default = fonts::of_code_page(10_000).unwrap_or(self.default),
            "f" => self.state.font = number.unwrap_or(0),
            "fcharset" if self.state.purpose == Purpose::Fonts => {
                self.fonts.note(self.state.font, number.and_then(fonts::of_charset));
            }
            "cpg" if self.state.purpose == Purpose::Fonts => {
                self.fonts.note(self.state.font, number.and_then(fonts::of_code_page));
            }
            "tab" | "emspace" | "enspace" | "qmspace" => self.text(if word == "tab" { "\t" } else { " " }),
            "line" | "softline" => self.text("\n"),
            "emdash" => self.text("—"),
            "endash" => self.text("–"),
            "lquote" => self.text("‘"),
            "rquote" => self.text("’"),
            "ldblquote" => self.text("“"),
            "rdblquote" => self.text("”"),
            "bullet" => self.text("•"),
            // How words are set.
            "plain" => (self.state.bold, self.state.hidden, self.state.deleted) = (false, false, false),
            "b" => self.state.bold = on,
            "v" => self.state.hidden = on,
            // What was moved away is read where it was moved to.
            "deleted" | "mvf" => self.state.deleted = on,
            // What the paragraph is.
            "pard" => self.state.paragraph = Properties::default(),
            "s" if self.state.purpose == Purpose::Styles => self.style.0 = number.unwrap_or(0),
            "s" => self.state.paragraph.style = number.unwrap_or(0),
            "outlinelevel" => {
                let level = number.and_then(|n| u8::try_from(n).ok()).map(|level| level.saturating_add(1));
                match self.state.purpose {
                    Purpose::Styles => self.style.1.outline = level,
                    _ => self.state.paragraph.outline = level,
                }
            }
            "ls" => self.state.paragraph.listed = on,
            "ilvl" => self.state.paragraph.depth = number.and_then(|n| u8::try_from(n).ok()).unwrap_or(0),
            "intbl" => self.state.paragraph.in_table = true,
            // Where paragraphs, cells and rows end.
            "par" | "sect" | "page" => self.end_paragraph(),
            "cell" => self.end_cell(),
            "nestcell" => self.end_paragraph(),
            "trowd" => {
                self.row.head = false;
                self.edges.clear();
            }
            "cellx" => self.edges.extend(number),
            "trhdr" => self.row.head = true,
            "row" => self.end_row(),
            _ => {}
        }
    }

    /// A letter in UTF-16; those beyond its first plane come as two.
    fn unicode(&mut self, unit: u16) {
        const HIGH: std::ops::RangeInclusive<u16> = 0xD800..=0xDBFF;
        match (self.high.take(), unit) {
            (Some(high), low) => {
                let pair = char::decode_utf16([high, low]).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER));
                let text: String = pair.collect();
                self.text(&text);
            }
            (None, high) if HIGH.contains(&high) => self.high = Some(high),
            (None, unit) => {
                let letter = char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER);
                self.text(letter.encode_utf8(&mut [0; 4]));
            }
        }
    }

    fn end_paragraph(&mut self) {
        self.end_text(self.state.paragraph.in_table);
    }

    /// Ends a paragraph of the page, or of a cell.
    fn end_text(&mut self, in_cell: bool) {
        if self.state.purpose == Purpose::Aside {
            self.paragraph.text.push(' ');
            return;
        }
        let paragraph = std::mem::take(&mut self.paragraph);
        let said = self.said(&paragraph);
        if !in_cell {
            self.end_table();
        }
        let lines = lines::paragraphs(paragraph.text, &said);
        if in_cell {
            self.cell.extend(lines);
        } else {
            self.lines.extend(lines);
            self.end_notes();
        }
    }

    fn said(&self, paragraph: &Paragraph) -> Said {
        let properties = &self.state.paragraph;
        let style = self.styles.get(&properties.style).cloned().unwrap_or_default();
        let name = style.name.trim_end_matches(';').trim().to_lowercase();
        let named = name.strip_prefix("heading ").and_then(|level| level.parse().ok());
        let title = (name == "title").then_some(1);
        let heading = properties.outline.or(style.outline).or(named).or(title).filter(|level| *level <= 9);
        let label = paragraph.label.as_deref().map(squeeze);
        let listed = label.as_ref().map_or(properties.listed && heading.is_none(), |label| !label.is_empty());
        // A bullet is a label without letters or digits.
        let printed = label.filter(|label| label.chars().any(char::is_alphanumeric));
        let list = listed.then_some(Listed { depth: properties.depth, label: printed });
        Said { heading, list, ..paragraph.weight.into() }
    }

    fn end_notes(&mut self) {
        let start = self.lines.len();
        for note in std::mem::take(&mut self.notes) {
            self.lines.push(lines::paragraph(squeeze(&note), &Said::default()));
        }
        self.hanging.note(start, &self.lines);
    }

    fn end_cell(&mut self) {
        self.end_text(true);
        self.row.cells.push(std::mem::take(&mut self.cell));
    }

    fn end_row(&mut self) {
        if !self.cell.is_empty() {
            self.end_cell();
        }
        let head = self.row.head;
        self.rows.push(std::mem::take(&mut self.row));
        self.row_edges.push(self.edges.clone());
        self.row.head = head;
    }

    fn end_table(&mut self) {
        if !self.row.cells.is_empty() || !self.cell.is_empty() {
            self.end_row();
        }
        if !self.rows.is_empty() {
            let mut rows = std::mem::take(&mut self.rows);
            grid::align(&mut rows, &std::mem::take(&mut self.row_edges));
            self.lines.extend(lines::table(rows, &mut self.tables));
            self.end_notes();
        }
        self.row.head = false;
    }
}

/// Groups marked as optional that are read nevertheless: they hold the text of boxes.
fn is_kept(word: &str) -> bool {
    word == "shpinst"
}
