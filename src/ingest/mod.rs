//! What are the letters? A file's bytes to pages of lines, whatever the format.
//!
//! One file a format, each a [`Reader`] with one line in [`READERS`]. The content decides which reader
//! takes a file; the extension only breaks ties between kinds of text. Where the file itself says what is
//! a heading, a list item or a table row, the line carries that as its [`Mark`](crate::model::Mark); where it does not
//! (PDF, plain text), the line carries its position and [`crate::structure`] works it out.
//!
//! Nothing is interpreted here, and no text is dropped but raised note numbers, which the line keeps apart.

mod csv;
mod docx;
mod encoding;
mod html;
mod limits;
mod markdown;
mod pdf;
mod sniff;
mod text;
mod walk;

use crate::error::Unreadable;
use crate::model::{Page, Warning};

pub use limits::MAX_FILE_BYTES;
pub use sniff::Content;
pub use walk::{CONFIG_FILE, INDEX_FOLDER, Source, walk};

/// A file as pages of lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Ingested {
    /// The pages, in order. Formats without pages give one page without a number.
    pub pages: Vec<Page>,
    /// The title the file gives itself in its properties; often wrong, so only a last resort.
    pub title: Option<String>,
    /// What to know about the reading.
    pub warnings: Vec<Warning>,
}

/// Reads one format.
pub trait Reader: Sync {
    /// Name of the format, as messages and `status` print it: "PDF".
    fn format(&self) -> &'static str;

    /// Whether this reader takes a file with this content.
    fn takes(&self, content: Content, extension: &str) -> bool;

    /// Reads the bytes.
    ///
    /// # Errors
    /// [`Unreadable`] says why there is no text to be had.
    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable>;
}

/// Every reader. The first that takes the file reads it.
pub static READERS: &[&dyn Reader] =
    &[&pdf::Pdf, &docx::Docx, &html::Html, &csv::Csv, &markdown::Markdown, &text::Text];

/// Reads a file's bytes with the reader its content calls for. `name` is its file name.
///
/// # Errors
/// [`Unreadable`] when no reader takes it, or the one that does finds it empty, damaged, encrypted,
/// scanned or too large.
pub fn ingest(bytes: &[u8], name: &str) -> Result<Ingested, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    limits::check_size(bytes.len() as u64)?;
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    let content = sniff::sniff(bytes);
    let reader = READERS
        .iter()
        .find(|reader| reader.takes(content, &extension))
        .ok_or_else(|| Unreadable::UnknownFormat(content.name().map(str::to_owned)))?;
    let ingested = reader.read(bytes)?;
    let has_text = ingested.pages.iter().flat_map(|page| &page.lines).any(|line| {
        let cells = match &line.mark {
            crate::model::Mark::Row { cells, .. } => cells.iter().any(|cell| !cell.trim().is_empty()),
            _ => false,
        };
        cells || !line.text.trim().is_empty()
    });
    if has_text { Ok(ingested) } else { Err(Unreadable::Empty) }
}
