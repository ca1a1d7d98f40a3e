//! How is an answer written down?
//!
//! One answer, many drawings. An [`Answer`] lays itself out once, three ways: as rows under a column contract
//! ([`table`]), as JSON records, and as a [`Page`] of headings, quotes and tables. The [`Format`]s draw these, so each
//! of them is short, and a new answer has every format at once.
//!
//! Writers take any [`Write`]; nothing here prints, reads a clock or looks at the terminal. The same answer and
//! [`Settings`] give the same bytes.
//!
//! ```
//! use lookback::output::layout::FindingList;
//! use lookback::output::{Format, Register, Settings, write};
//!
//! let answer = FindingList { findings: &[], register: &Register::default(), explain: false };
//! let mut bytes = Vec::new();
//! write(&answer, Format::Csv, &Settings::default(), &mut bytes)?;
//! assert!(bytes.starts_with(b"id,kind,text,review,"));
//! # Ok::<(), std::io::Error>(())
//! ```

pub mod chart;
mod csv;
mod docx;
mod format;
pub mod grid;
mod html;
mod json;
pub mod layout;
mod link;
mod markdown;
pub mod page;
#[cfg(feature = "parquet")]
mod parquet;
mod plain;
mod plain_lines;
mod plain_table;
mod record;
mod register;
mod svg;
pub mod table;
pub(crate) mod words;
mod xlsx;

#[cfg(test)]
mod goldens;

use std::fmt;
use std::io::{self, Write};

pub use chart::Chart;
pub use format::{Drawing, FORMATS, Format};
pub use grid::Table;
pub use html::STYLE;
pub use json::{Records, SCHEMA};
pub use page::Page;
pub use register::Register;

/// Something that can be written down in every format.
pub trait Answer {
    /// Rows under one of the contracts of [`table`], for spreadsheets.
    fn table(&self) -> Table;

    /// One JSON record a line, for programs.
    ///
    /// Fails only when the writer does.
    fn records(&self, records: &mut Records<'_>) -> io::Result<()>;

    /// The title of the page; what holds no page carries it as well.
    fn title(&self) -> String;

    /// The page, for people.
    fn page(&self) -> Page;

    /// The tables of a workbook, the answer itself first.
    fn sheets(&self) -> Vec<Table> {
        vec![self.table()]
    }

    /// The answer as a picture; `None` for most.
    fn chart(&self) -> Option<Chart> {
        None
    }
}

/// How to draw, where a format leaves a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Plain text: columns of the terminal. Lines are wrapped to it; below 40 counts as 40.
    pub width: usize,
    /// Plain text: whether to use colour. Nothing is told by colour alone.
    pub colour: bool,
    /// CSV: whether to begin with a byte order mark, by which Excel knows UTF-8.
    pub byte_order_mark: bool,
    /// HTML and plain text: the address of the folder of papers, to which citations link; `None` leaves links out. Plain
    /// text then carries the marks of terminal hyperlinks (OSC 8).
    pub papers: Option<String>,
    /// Plain text: whether it goes into a file, and so ends with a line that says who wrote it. Other formats always say so.
    pub kept: bool,
}

impl Default for Settings {
    /// 100 columns, no colour, no byte order mark, no links, not into a file.
    fn default() -> Self {
        Self { width: 100, colour: false, byte_order_mark: false, papers: None, kept: false }
    }
}

/// The page with the picture of the answer over the first table, which says the same.
fn illustrated(answer: &dyn Answer) -> Page {
    let mut page = answer.page();
    if let Some(chart) = answer.chart()
        && let Some(table) = page.parts.iter().position(|part| matches!(part, page::Part::Table(_)))
    {
        page.parts.insert(table, page::Part::Chart(chart));
    }
    page
}

/// Why a format cannot hold an answer.
#[derive(Debug)]
struct NotOfFormat(&'static str);

impl fmt::Display for NotOfFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for NotOfFormat {}

/// Whether an answer was not written because its format cannot hold it: the system has no part in that.
pub fn is_not_of_format(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|error| error.is::<NotOfFormat>())
}

/// Writes an answer down.
///
/// Fails when the writer does, and where the format cannot hold this answer, a picture of what has none: that is known by
/// [`is_not_of_format`].
pub fn write(answer: &dyn Answer, format: Format, settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    (format.drawing().draw)(answer, settings, out)
}
