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
pub mod ocr;
mod odt;
mod ole;
mod own;
mod pdf;
mod pipes;
mod rtf;
mod sheet;
mod sniff;
mod tags;
mod text;
mod walk;
mod workbook;
pub mod worker;
mod xml;

use serde::{Deserialize, Serialize};

use crate::error::Unreadable;
use crate::model::{Date, Mark, NamedBy, Page, Untold, Warning, page_list};

pub use encoding_rs::Encoding;

pub use encoding::{Decoded, decode};
pub use limits::MAX_FILE_BYTES;
pub(crate) use limits::check_size;
pub use own::WRITTEN;
pub use sniff::Content;
pub use walk::{CONFIG_FILE, INDEX_FOLDER, Source, is_own_file, walk};

pub use crate::text::{USUAL_ENCODINGS, encoding_named};

/// A file as pages of lines.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ingested {
    /// The pages, in order. Formats without pages give one page without a number.
    pub pages: Vec<Page>,
    /// The title the file gives itself in its properties; often wrong, so only a last resort.
    pub title: Option<String>,
    /// The day on which the file says it was made; only formats that are made once, to be sent out, tell it.
    pub made: Option<Date>,
    /// What to know about the reading.
    pub warnings: Vec<Warning>,
    /// Numbers of the pages that are pictures and were not read.
    pub scanned: Vec<u32>,
    /// What the file does not tell of itself, and how it was taken.
    pub untold: Option<Untold>,
}

/// What a person says of a file that its bytes do not tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hints {
    /// The encoding of text whose bytes do not tell it, from [`encoding_named`]; `None` to guess.
    pub encoding: Option<&'static Encoding>,
    /// The encoding that is given of this very file: it counts before `encoding`, and before what the file declares.
    pub own_encoding: Option<&'static Encoding>,
    /// Whether pages that are pictures are read by OCR, see [`ocr`].
    pub ocr: bool,
}

impl Hints {
    /// Whether a file of which this was untold would be read otherwise with these hints.
    pub fn would_change(self, untold: &Untold) -> bool {
        match untold {
            Untold::Encoding { name, named } => {
                let now = self.own_encoding.or(self.encoding);
                now.is_some_and(|encoding| named.is_none() || encoding.name() != name)
            }
            Untold::Scan { confidence, .. } => self.ocr && confidence.is_none(),
        }
    }

    /// What was said of a paper when it was read, whoever said it: to read it again in the same way.
    pub fn as_read(untold: Option<&Untold>) -> Self {
        match untold {
            // As given of this very file: whatever the file declares did not count then either.
            Some(Untold::Encoding { name, .. }) => Self { own_encoding: encoding_named(name), ..Self::default() },
            Some(untold @ Untold::Scan { .. }) => Self { ocr: untold.is_ocr(), ..Self::default() },
            None => Self::default(),
        }
    }

    /// These hints, and what was said in an earlier run of a file where they say nothing. What the settings gave counts no
    /// longer once they do not.
    #[must_use]
    pub fn or_as_before(self, untold: &Untold) -> Self {
        match untold {
            Untold::Encoding { name, named: Some(NamedBy::Run) } => {
                Self { encoding: self.encoding.or_else(|| encoding_named(name)), ..self }
            }
            Untold::Encoding { .. } => self,
            Untold::Scan { .. } => Self { ocr: self.ocr || untold.is_ocr(), ..self },
        }
    }
}

/// Reads one format.
pub trait Reader: Sync {
    /// Name of the format, as messages and `status` print it: "PDF".
    fn format(&self) -> &'static str;

    /// Whether this reader takes a file with this content.
    fn takes(&self, content: Content, extension: &str) -> bool;

    /// Whether hostile bytes could stop, stall or exhaust the process that reads them: whatever needs a parser.
    fn needs_isolation(&self) -> bool {
        true
    }

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
    &workbook::Workbook,
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
    let (reader, content) = reader_of(bytes, name)?;
    ingest_by(reader, content, bytes, hints)
}

/// Reads a file's bytes as [`ingest_with`] does where no parser is needed, and refuses those that no reader takes; `None`
/// where they are better read in a process of their own, by a [`worker`].
pub fn ingest_plain(bytes: &[u8], name: &str, hints: Hints) -> Option<Result<Ingested, Unreadable>> {
    match reader_of(bytes, name) {
        Ok((reader, _)) if reader.needs_isolation() => None,
        Ok((reader, content)) => Some(ingest_by(reader, content, bytes, hints)),
        Err(reason) => Some(Err(reason)),
    }
}

fn ingest_by(
    reader: &'static dyn Reader,
    content: Content,
    bytes: &[u8],
    hints: Hints,
) -> Result<Ingested, Unreadable> {
    let mut ingested = if content.is_text() {
        let declared = (content == Content::Html).then(|| encoding::declared_in_html(bytes)).flatten();
        let decoded = encoding::decode(bytes, hints, declared);
        if own::is_own_text(&decoded.text, content) {
            return Err(Unreadable::Answer);
        }
        let ingested = reader.read(decoded.text.as_bytes())?;
        let warnings = [decoded.warnings, ingested.warnings].concat();
        Ingested { warnings, untold: decoded.untold, ..ingested }
    } else {
        reader.read(bytes)?
    };
    if !ingested.scanned.is_empty() {
        read_scans(bytes, &mut ingested, hints)?;
    }
    forget_impossible_places(&mut ingested.pages);
    if has_text(&ingested.pages) { Ok(ingested) } else { Err(Unreadable::Empty) }
}

/// Reads the pages that are pictures where that is asked for, and says what became of them.
fn read_scans(bytes: &[u8], ingested: &mut Ingested, hints: Hints) -> Result<(), Unreadable> {
    let count = |pages: usize| u32::try_from(pages).unwrap_or(u32::MAX);
    let scans = count(ingested.scanned.len());
    let confidence = hints.ocr.then(|| ocr::read(bytes, ingested)).transpose()?;
    ingested.untold = Some(Untold::Scan { pages: scans, confidence });
    if !has_text(&ingested.pages) {
        let pages = count(ingested.pages.len());
        return Err(if hints.ocr { Unreadable::Illegible { pages } } else { Unreadable::Scanned { pages } });
    }
    if !ingested.scanned.is_empty() && !hints.ocr {
        let (list, look) = (page_list(&ingested.scanned), if scans == 1 { "looks" } else { "look" });
        let warning = format!("no text on {list}, which {look} scanned: `--ocr` reads them");
        ingested.warnings.push(Warning(warning));
    }
    Ok(())
}

fn has_text(pages: &[Page]) -> bool {
    pages.iter().flat_map(|page| &page.lines).any(|line| match &line.mark {
        Mark::Row { cells, .. } => cells.iter().any(|cell| !cell.trim().is_empty()),
        _ => !line.text.trim().is_empty(),
    })
}

/// The reader that takes a file, and what is in it.
fn reader_of(bytes: &[u8], name: &str) -> Result<(&'static dyn Reader, Content), Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    check_size(bytes.len() as u64)?;
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    let content = sniff::sniff(bytes);
    if content == Content::Locked {
        return Err(Unreadable::Encrypted);
    }
    if content == Content::Html && matches!(extension.as_str(), "pdf" | "docx" | "odt") {
        let format = extension.to_uppercase();
        let what = format!("a web page under the name of a {format}, most likely an error: fetch it again");
        return Err(Unreadable::UnknownFormat(Some(what)));
    }
    let reader = READERS.iter().find(|reader| reader.takes(content, &extension));
    let reader = reader.copied().ok_or_else(|| Unreadable::UnknownFormat(content.name().map(str::to_owned)))?;
    Ok((reader, content))
}

/// A damaged file can put a line at infinity, or nowhere: the line then has text and no place.
fn forget_impossible_places(pages: &mut [Page]) {
    for line in pages.iter_mut().flat_map(|page| &mut page.lines) {
        let possible = line.layout.as_ref().is_none_or(|layout| {
            let edges = layout.segments.iter().flat_map(|segment| [segment.left, segment.right]);
            let own = [layout.left, layout.right, layout.baseline, layout.size, layout.page_width, layout.page_height];
            own.into_iter().chain(edges).all(f32::is_finite)
        });
        if !possible {
            line.layout = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Layout, Line, Mark, Segment};

    #[test]
    fn a_line_at_an_impossible_place_keeps_its_text_and_loses_the_place() {
        let line = |left: f32, right: f32| Line {
            layout: Some(Layout {
                left,
                right: 99.0,
                baseline: 72.0,
                size: 11.0,
                bold: false,
                segments: vec![Segment {
                    left: 56.0,
                    right,
                    start: 0,
                    end: 10,
                    bold: false,
                    bold_bytes: 0,
                    rise: 0.0,
                    cell: None,
                }],
                column: 0,
                note_marks: Vec::new(),
                page_width: 595.0,
                page_height: 842.0,
            }),
            ..Line::new("Front door".into(), Mark::Raw)
        };
        let lines = vec![line(56.0, 99.0), line(f32::NAN, 99.0), line(56.0, f32::INFINITY)];
        let mut pages = vec![Page { number: Some(1), lines }];
        forget_impossible_places(&mut pages);
        let placed: Vec<bool> = pages[0].lines.iter().map(|line| line.layout.is_some()).collect();
        assert_eq!(placed, [true, false, false]);
        assert!(pages[0].lines.iter().all(|line| line.text == "Front door"));
    }

    #[test]
    fn only_files_that_do_not_tell_are_read_otherwise_when_told() {
        let mac = Hints { encoding: encoding_named("macroman"), ..Hints::default() };
        let own = Hints { own_encoding: encoding_named("windows-1252"), ..mac };
        let ocr = Hints { ocr: true, ..Hints::default() };
        let text = |name: &str, named| Untold::Encoding { name: name.into(), named };
        let scan = |confidence| Untold::Scan { pages: 3, confidence };
        let (run, settings) = (Some(NamedBy::Run), Some(NamedBy::Settings));
        assert!(mac.would_change(&text("windows-1252", None)) && mac.would_change(&text("windows-1252", run)));
        assert!(!mac.would_change(&text("macintosh", run)) && !mac.would_change(&scan(None)));
        assert!(!own.would_change(&text("windows-1252", settings)) && own.would_change(&text("macintosh", run)));
        assert!(ocr.would_change(&scan(None)) && !ocr.would_change(&scan(Some(90))));
        assert!(!Hints::default().would_change(&text("macintosh", run)));
        assert_eq!(Hints::default().or_as_before(&text("macintosh", run)), mac);
        assert_eq!(Hints::default().or_as_before(&text("macintosh", settings)), Hints::default());
        assert_eq!(Hints::default().or_as_before(&scan(Some(90))), ocr);
        assert_eq!(Hints::default().or_as_before(&scan(None)), Hints::default());
    }

    #[test]
    fn what_needs_a_parser_needs_isolation_and_plain_text_does_not() {
        for (name, bytes, needed) in [
            ("a.pdf", &b"%PDF-1.7"[..], true),
            ("a.txt", b"<html><p>Not text after all</p>", true),
            ("a.txt", b"1. The Panel met.", false),
            ("a.md", b"# Peer review", false),
            ("a.csv", b"Action,Owner", true),
            ("a.pdf", b"", false),
        ] {
            assert_eq!(ingest_plain(bytes, name, Hints::default()).is_none(), needed, "{name}");
        }
    }
}
