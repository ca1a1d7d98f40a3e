//! The parts a document is built of: headings, paragraphs, list items, table rows.

use serde::{Deserialize, Serialize};

/// One part of a document, whole, in reading order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Position in the document, from 0.
    pub ordinal: usize,
    /// What part it is.
    pub kind: BlockKind,
    /// The printed label without its punctuation: "3", "4.2", "b"; `None` for bullets and plain paragraphs.
    pub number: Option<String>,
    /// The physical page it starts on; `None` where the format has no pages.
    pub page: Option<u32>,
    /// Ordinal of the nearest heading above; for a heading, the heading it belongs under.
    pub under: Option<usize>,
    /// For an item: ordinal of the paragraph that leads its list in ("the following four priorities:").
    pub led_in_by: Option<usize>,
    /// The text as printed, white space folded, without its label.
    pub text: String,
    /// How many bytes of the text its first words take that are set in bold, unlike the rest, and end a sentence; 0 where none do.
    pub headline: usize,
    /// For a table row: its cells with the names of their columns.
    pub cells: Vec<Cell>,
    /// Why this block is kept but left out of findings and, by default, of search.
    pub boilerplate: Option<Boilerplate>,
}

/// What part of a document a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A heading; level 1 is the highest, normalised within the document.
    Heading {
        /// 1 (highest) to 6.
        level: u8,
    },
    /// A paragraph, numbered or not.
    Paragraph,
    /// An item of a list, bulleted or lettered.
    Item {
        /// Nesting depth, 0 for the outermost list.
        depth: u8,
    },
    /// A row of a table.
    TableRow,
}

/// One cell of a table row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The column's heading; `None` when the table has none.
    pub column: Option<String>,
    /// The text of the cell, white space folded.
    pub text: String,
    /// What a merged cell says that covers this one from a row above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<String>,
}

impl Cell {
    /// What the cell says of its row: its own text, or that of the merged cell which covers it.
    pub fn said(&self) -> &str {
        self.above.as_deref().filter(|_| self.text.is_empty()).unwrap_or(&self.text)
    }
}

/// Passages every paper has, which say nothing about the matter in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Boilerplate {
    /// Apologies for absence, attendance.
    Apologies,
    /// Declarations of interest and party whip.
    Declarations,
    /// Public participation.
    PublicParticipation,
    /// Minutes of the previous meeting agreed as a correct record.
    CorrectRecord,
    /// A table of contents.
    Contents,
    /// Contact points, background papers, how to obtain the paper.
    Contacts,
    /// Exclusion of press and public, evacuation, webcasting and similar notices.
    Notice,
}

#[cfg(test)]
impl Block {
    /// A block with words and nothing else, for tests.
    pub(crate) fn of(ordinal: usize, kind: BlockKind, text: impl Into<String>) -> Self {
        Self {
            ordinal,
            kind,
            number: None,
            page: None,
            under: None,
            led_in_by: None,
            text: text.into(),
            headline: 0,
            cells: Vec::new(),
            boilerplate: None,
        }
    }
}

impl Block {
    /// Whether the block is a heading.
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, BlockKind::Heading { .. })
    }

    /// Whether the block is a list item.
    pub fn is_item(&self) -> bool {
        matches!(self.kind, BlockKind::Item { .. })
    }

    /// The heading level, 1 to 6; `None` for anything else.
    pub fn level(&self) -> Option<u8> {
        match self.kind {
            BlockKind::Heading { level } => Some(level),
            _ => None,
        }
    }

    /// What is said in bold before what explains it, "Cut the aims to ten." before "The plan has sixty."; `None` where the type
    /// sets nothing apart, and of headings and rows.
    pub fn headline(&self) -> Option<&str> {
        self.text.get(..self.headline).filter(|headline| !headline.is_empty())
    }

    /// The text of the cell whose column heading satisfies `wanted` (given in lower case).
    pub fn cell(&self, wanted: impl Fn(&str) -> bool) -> Option<&str> {
        self.cells
            .iter()
            .find(|cell| cell.column.as_deref().is_some_and(|column| wanted(&column.to_lowercase())))
            .map(|cell| cell.text.as_str())
    }
}
