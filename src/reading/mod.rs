//! One file in, one [`Reading`] out: the only place where the stages are chained.
//!
//! letters ([`crate::ingest`]) → parts ([`crate::structure`]) → findings ([`crate::findings`]). Pure: the same bytes
//! under the same name give the same reading, on any thread, and in any process: a [`Pool`] takes the letters from child
//! processes that may fail, and does the rest here.

mod child;
mod pool;

use std::fs;
use std::path::Path;

use crate::error::Unreadable;
use crate::findings;
use crate::ingest::{self, Ingested};
use crate::model::{Document, DocumentKind, Page, Reading, Warning, slug};
use crate::structure::{self, DigitTally, Dropped};

pub use pool::{Limits, Pool};

/// Changes whenever the code reads the same bytes differently; data files are covered by [`fingerprint`].
pub const VERSION: u32 = 8;

/// A fingerprint of everything that decides how a file is read: the code's version and the rules.
pub fn fingerprint() -> String {
    format!("{VERSION}-{}-{}", structure::fingerprint(), findings::fingerprint())
}

/// A reading with what was taken out on the way: for looking at, not for storing.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspection {
    /// The reading.
    pub reading: Reading,
    /// Running heads, feet, page numbers and note marks.
    pub dropped: Vec<Dropped>,
    /// Where the digits of each page went; empty for formats without pages.
    pub digits: Vec<DigitTally>,
}

/// Reads one file: letters, structure, findings.
///
/// `relative` is the path that is stored and shown, relative to the corpus, with forward slashes.
///
/// # Errors
/// [`Unreadable`] says why the file gives no text.
pub fn read(path: &Path, relative: &str) -> Result<Reading, Unreadable> {
    inspect(path, relative).map(|inspection| inspection.reading)
}

/// Reads one file and keeps what was taken out, as [`read`] does.
///
/// # Errors
/// [`Unreadable`] says why the file gives no text.
pub fn inspect(path: &Path, relative: &str) -> Result<Inspection, Unreadable> {
    inspect_by(path, relative, &ingest::ingest)
}

/// Reads a file that is already in memory.
///
/// # Errors
/// [`Unreadable`] says why the bytes give no text.
pub fn inspect_bytes(bytes: &[u8], relative: &str) -> Result<Inspection, Unreadable> {
    inspect_bytes_by(bytes, relative, &ingest::ingest)
}

/// Turns bytes into pages, here or elsewhere: the file's bytes and its name.
type Letters<'a> = dyn Fn(&[u8], &str) -> Result<Ingested, Unreadable> + 'a;

fn inspect_by(path: &Path, relative: &str, letters: &Letters<'_>) -> Result<Inspection, Unreadable> {
    let size = fs::metadata(path).map_err(|error| Unreadable::Io(error.to_string()))?.len();
    if size > ingest::MAX_FILE_BYTES {
        return Err(Unreadable::TooLarge(format!("{} MB; the limit is 100 MB", size / 1_000_000)));
    }
    let bytes = fs::read(path).map_err(|error| Unreadable::Io(error.to_string()))?;
    inspect_bytes_by(&bytes, relative, letters)
}

fn inspect_bytes_by(bytes: &[u8], relative: &str, letters: &Letters<'_>) -> Result<Inspection, Unreadable> {
    let name = relative.rsplit('/').next().unwrap_or(relative);
    let ingested = letters(bytes, name)?;
    let structure = structure::structure(&ingested.pages);
    let front = structure::front_matter(&structure.blocks, name, ingested.title.as_deref());
    let mut document = Document {
        id: String::new(),
        path: relative.to_owned(),
        kind: front.kind.unwrap_or(DocumentKind::Other),
        title: front.title,
        council: front.council,
        committee: front.committee,
        date: front.date,
        pages: page_count(&ingested.pages),
        fingerprint: blake3::hash(bytes).to_hex().to_string(),
        warnings: ingested.warnings,
    };
    document.warnings.extend(structure.warnings);
    document.warnings.extend(front.warnings);
    document.id = document_id(&document);
    let extraction = findings::extract(&document, &structure.blocks);
    document.warnings.extend(extraction.warnings);
    if structure.blocks.iter().all(|block| block.text.split_whitespace().count() < 4) {
        document.warnings.push(Warning("hardly any text was found in it".into()));
    }
    let reading = Reading {
        document,
        blocks: structure.blocks,
        findings: extraction.findings,
        mentions: extraction.mentions,
        made_by: extraction.made_by,
        pointers: extraction.pointers,
    };
    Ok(Inspection { reading, dropped: structure.dropped, digits: structure.digits })
}

/// Gives a reading that names no council the one it lies among, and the names that follow from it.
///
/// Does nothing to a reading that names its council.
pub fn adopt(reading: &mut Reading, council: &str) {
    if reading.document.council.is_some() {
        return;
    }
    let old = reading.document.id.clone();
    reading.document.council = Some(council.to_owned());
    reading.document.id = document_id(&reading.document);
    let new = &reading.document.id;
    for finding in &mut reading.findings {
        finding.citation.document.clone_from(new);
        if let Some(rest) = finding.id.strip_prefix(&old) {
            finding.id = format!("{new}{rest}");
        }
    }
    for mention in &mut reading.mentions {
        mention.council.get_or_insert_with(|| council.to_owned());
    }
}

fn page_count(pages: &[Page]) -> Option<u32> {
    pages.iter().filter_map(|page| page.number).max()
}

/// Council, date and kind; a paper of which none is known goes by its file name.
fn document_id(document: &Document) -> String {
    let kind = (document.kind != DocumentKind::Other).then(|| document.kind.as_str().to_owned());
    let parts: Vec<String> =
        [document.council.clone(), document.date.map(|date| date.to_string()), kind].into_iter().flatten().collect();
    if parts.len() < 2 {
        let name = document.path.rsplit('/').next().unwrap_or(&document.path);
        return slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    }
    slug(&parts.join("-"))
}
