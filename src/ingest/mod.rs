//! What are the letters? A file's bytes to pages of lines, whatever the format.
//!
//! One file a format, each a [`Reader`] with one line in [`READERS`]. The content decides which reader
//! takes a file; the extension only breaks ties between kinds of text. Where the file itself says what is
//! a heading, a list item or a table row, the line carries that as its [`Mark`]; where it does not
//! (PDF, plain text), the line carries its position and [`crate::structure`] works it out.
//!
//! Nothing is interpreted here, and no text is dropped but raised note numbers, which the line keeps apart.
//!
//! ```
//! let paper = lookback::ingest::ingest(b"{\\rtf1 {\\b Summary}\\par The Panel met.\\par}", "panel.rtf")?;
//! let texts: Vec<&str> = paper.pages[0].lines.iter().map(|line| line.text.as_str()).collect();
//! assert_eq!(texts, ["Summary", "The Panel met."]);
//! # Ok::<(), lookback::Unreadable>(())
//! ```

mod archive;
mod csv;
mod doc;
mod docx;
mod eml;
mod encoding;
mod html;
mod limits;
mod lines;
mod markdown;
mod numerals;
mod odt;
mod pdf;
mod rtf;
mod sniff;
mod text;
mod walk;
mod xml;

use encoding_rs::Encoding;

use crate::error::Unreadable;
use crate::model::{Mark, Page, Warning};

pub use encoding::encoding_named;
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

/// What a person says of a file that cannot be told from its bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hints {
    /// The encoding of text whose bytes do not tell it, from [`encoding_named`]; `None` to guess.
    pub encoding: Option<&'static Encoding>,
}

/// Reads one format.
pub trait Reader: Sync {
    /// Name of the format, as messages and `status` print it: "PDF".
    fn format(&self) -> &'static str;

    /// Whether this reader takes a file with this content.
    fn takes(&self, content: Content, extension: &str) -> bool;

    /// Reads the bytes. Text and web pages arrive as UTF-8, whatever they were.
    ///
    /// # Errors
    /// [`Unreadable`] says why there is no text to be had.
    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable>;
}

/// Every reader. The first that takes the file reads it.
pub static READERS: &[&dyn Reader] = &[
    &pdf::Pdf,
    &docx::Docx,
    &doc::Doc,
    &odt::Odt,
    &rtf::Rtf,
    &eml::Eml,
    &html::Html,
    &csv::Csv,
    &markdown::Markdown,
    &text::Text,
];

/// Reads a file's bytes with the reader its content calls for. `name` is its file name.
///
/// # Errors
/// [`Unreadable`] when no reader takes it, or the one that does finds it empty, damaged, encrypted,
/// scanned or too large.
pub fn ingest(bytes: &[u8], name: &str) -> Result<Ingested, Unreadable> {
    ingest_with(bytes, name, Hints::default())
}

/// Reads a file's bytes as [`ingest`] does, told what they do not tell themselves.
///
/// # Errors
/// As [`ingest`].
pub fn ingest_with(bytes: &[u8], name: &str, hints: Hints) -> Result<Ingested, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    limits::check_size(bytes.len() as u64)?;
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    let content = sniff::sniff(bytes);
    if content == Content::Locked {
        return Err(Unreadable::Encrypted);
    }
    if content == Content::Html && matches!(extension.as_str(), "pdf" | "docx" | "odt") {
        let what = format!(
            "a web page under the name of a {}, most likely an error: fetch it again",
            extension.to_uppercase()
        );
        return Err(Unreadable::UnknownFormat(Some(what)));
    }
    let reader = READERS
        .iter()
        .find(|reader| reader.takes(content, &extension))
        .ok_or_else(|| Unreadable::UnknownFormat(content.name().map(str::to_owned)))?;
    let ingested = if content.is_text() {
        let declared = (content == Content::Html).then(|| encoding::declared_in_html(bytes)).flatten();
        let (text, mut warnings) = encoding::decode(bytes, hints.encoding, declared);
        let ingested = reader.read(text.as_bytes())?;
        warnings.extend(ingested.warnings);
        Ingested { warnings, ..ingested }
    } else {
        reader.read(bytes)?
    };
    if has_text(&ingested.pages) { Ok(ingested) } else { Err(Unreadable::Empty) }
}

fn has_text(pages: &[Page]) -> bool {
    pages.iter().flat_map(|page| &page.lines).any(|line| match &line.mark {
        Mark::Row { cells, .. } => cells.iter().any(|cell| !cell.trim().is_empty()),
        _ => !line.text.trim().is_empty(),
    })
}
