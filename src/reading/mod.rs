//! One file in, one [`Reading`] out: the only place where the stages are chained.
//!
//! letters ([`crate::ingest`]) → parts ([`crate::structure`]) → findings ([`crate::findings`]). Pure: the same bytes
//! under the same name give the same reading, on any thread, and in any process: a [`Pool`] takes the letters from child
//! processes that may fail, and does the rest here.

mod child;
mod given;
mod issued;
mod pool;
mod told;

use std::path::Path;
use std::{fs, io};

use crate::error::{self, Unreadable, in_words};
use crate::findings;
use crate::ingest::{self, Hints, Ingested};
use crate::model::{Document, DocumentKind, Field, Origin, Page, ReadFinding, Reading, ReviewMention, Warning, slug};
use crate::structure::{self, DigitTally, Dropped, Outside};

pub use pool::{Limits, Pool};
pub use told::Told;

/// Changes whenever the code reads the same bytes differently, to which a test holds it; data files are covered by
/// [`fingerprint`].
pub const VERSION: u32 = 33;

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
/// `relative` is the path that is stored and shown, relative to the corpus, with forward slashes; `told` what is
/// said of the file from outside.
///
/// # Errors
/// [`Unreadable`] says why the file gives no text.
pub fn read(path: &Path, relative: &str, told: &Told) -> Result<Reading, Unreadable> {
    inspect(path, relative, told).map(|inspection| inspection.reading)
}

/// Reads one file and keeps what was taken out, as [`read`] does.
///
/// # Errors
/// [`Unreadable`] says why the file gives no text.
pub fn inspect(path: &Path, relative: &str, told: &Told) -> Result<Inspection, Unreadable> {
    inspect_by(path, relative, told, &ingest::ingest_with)
}

/// Reads a file that is already in memory.
///
/// # Errors
/// [`Unreadable`] says why the bytes give no text.
pub fn inspect_bytes(bytes: &[u8], relative: &str, told: &Told) -> Result<Inspection, Unreadable> {
    inspect_bytes_by(bytes, relative, told, &ingest::ingest_with)
}

/// Turns bytes into pages, here, elsewhere or once for all: the file's bytes, its name and how they are read where they do
/// not tell. [`ingest_with`](crate::ingest::ingest_with) is the one that does it here and now.
pub type Letters<'a> = dyn Fn(&[u8], &str, Hints) -> Result<Ingested, Unreadable> + Sync + 'a;

fn inspect_by(path: &Path, relative: &str, told: &Told, letters: &Letters<'_>) -> Result<Inspection, Unreadable> {
    if relative.contains(char::REPLACEMENT_CHARACTER) && !path.ends_with(relative) {
        return Err(Unreadable::Name);
    }
    let failed = |error: io::Error| Unreadable::Io(in_words(&error));
    let there = fs::symlink_metadata(path).map_err(failed)?;
    if there.is_symlink() {
        return Err(Unreadable::Link);
    }
    if there.is_dir() {
        // It is in the list because what it holds could not be listed.
        let why = fs::read_dir(path).err().map_or_else(String::new, |error| format!(": {}", in_words(&error)));
        return Err(Unreadable::Io(format!("what this folder holds could not be listed{why}")));
    }
    ingest::check_size(there.len())?;
    let bytes = fs::read(path).map_err(failed)?;
    inspect_bytes_by(&bytes, relative, told, letters)
}

/// Reads a file that is already in memory and whose letters are taken by `letters`.
///
/// # Errors
/// What `letters` says.
pub fn inspect_bytes_by(
    bytes: &[u8],
    relative: &str,
    told: &Told,
    letters: &Letters<'_>,
) -> Result<Inspection, Unreadable> {
    let name = relative.rsplit('/').next().unwrap_or(relative);
    let ingested = letters(bytes, name, told.hints())?;
    contained(|| interpret(bytes, relative, told, ingested))
}

/// Does what may meet a paper that nobody thought of: a panic costs that paper, and none of the others.
pub(crate) fn contained<T>(work: impl FnOnce() -> T) -> Result<T, Unreadable> {
    error::contained(work).ok_or_else(|| Unreadable::Damaged("its parts could not be worked out".into()))
}

/// Works out what the letters of a file say.
fn interpret(bytes: &[u8], relative: &str, told: &Told, ingested: Ingested) -> Inspection {
    let given = told.given();
    let name = relative.rsplit('/').next().unwrap_or(relative);
    let structure = structure::structure(&ingested.pages);
    let outside = Outside { name, title: ingested.title.as_deref(), kind: given.kind };
    let front = structure::front_matter(&structure.blocks, &structure.dropped, outside);
    let marked = structure::marked(&structure.blocks, &structure.dropped, name);
    let mut document = Document {
        id: String::new(),
        path: relative.to_owned(),
        kind: front.kind.unwrap_or(DocumentKind::Other),
        title: front.title,
        council: front.council,
        committee: front.committee,
        date: front.date,
        body: None,
        subject: None,
        on_site: None,
        published: None,
        grade: None,
        origins: front.origins,
        pages: page_count(&ingested.pages),
        fingerprint: blake3::hash(bytes).to_hex().to_string(),
        untold: ingested.untold,
        warnings: ingested.warnings,
        exempt: marked.exempt,
        draft: marked.draft,
    };
    if marked.exempt {
        document.warnings.push(Warning("marked as not for publication: do not quote it in public".into()));
    }
    document.warnings.extend(structure.warnings);
    let open = front.conflicts.into_iter().filter(|(field, _)| !given.has(*field));
    document.warnings.extend(open.map(|(_, warning)| warning));
    given::take_over(&mut document, given);
    document.id = document_id(&document);
    let mut extraction = findings::extract(&document, &structure.blocks);
    document.warnings.extend(extraction.warnings);
    tell_of_review(&mut document, &extraction.mentions);
    issued::work_out(&mut document, &mut extraction.mentions, ingested.made);
    if document.grade.is_none() {
        let maker = |read: &ReadFinding| extraction.mentions.get(read.maker?);
        let own = extraction.findings.iter().filter(|read| maker(read).is_some_and(|mention| mention.own));
        document.grade = findings::overall_grade(document.kind, &structure.blocks, own.map(|read| &read.finding));
    }
    note_origins(&mut document);
    if structure.blocks.iter().all(|block| block.text.split_whitespace().count() < 4) {
        document.warnings.push(Warning("hardly any text was found in it".into()));
    }
    let mut reading = Reading {
        document,
        blocks: structure.blocks,
        findings: extraction.findings,
        mentions: extraction.mentions,
        corrections: Vec::new(),
        pointers: extraction.pointers,
    };
    date_by_visit(&mut reading);
    date_by_meeting(&mut reading);
    Inspection { reading, dropped: structure.dropped, digits: structure.digits }
}

/// Notes with a review's own paper what review it is of, as far as it was not known before.
fn tell_of_review(document: &mut Document, mentions: &[ReviewMention]) {
    let Some(own) = mentions.iter().find(|mention| mention.own) else { return };
    document.body = document.body.take().or_else(|| own.body.clone());
    document.subject = document.subject.take().or_else(|| own.subject.clone());
    document.on_site = document.on_site.or(own.on_site);
    document.published = document.published.or(own.published);
}

/// Dates the report of a review that has no date of its own by the last day on site: it is no older.
fn date_by_visit(reading: &mut Reading) {
    let document = &mut reading.document;
    let left = document.on_site.map(|visit| visit.end).filter(|left| left.day().is_some());
    let Some(left) = left.filter(|_| document.date.is_none() && document.kind.is_own_report()) else { return };
    document.date = Some(left);
    document.origins.insert(Field::Date, Origin::OnSite);
    reading.findings.iter_mut().for_each(|finding| finding.citation.date = Some(left));
    reading.rename(document_id(&reading.document));
}

/// Dates what was decided at the later meetings of an item by the day of each.
fn date_by_meeting(reading: &mut Reading) {
    let meetings = structure::meetings(&reading.blocks);
    for finding in &mut reading.findings {
        let meeting = meetings.iter().rev().find(|meeting| meeting.from <= finding.citation.block);
        finding.citation.date = meeting.map(|meeting| meeting.date).or(finding.citation.date);
    }
}

/// What is known of the review and was not said to come from elsewhere, the paper says itself.
fn note_origins(document: &mut Document) {
    // A report is dated by the day it went out: where one is in the name of the file alone, so is the other.
    if document.published.is_some()
        && document.published == document.date
        && let Some(origin) = document.origins.get(&Field::Date).copied()
    {
        document.origins.entry(Field::Published).or_insert(origin);
    }
    for field in [Field::Body, Field::Subject, Field::OnSite, Field::Published, Field::Grade] {
        if document.shown(field).is_some() {
            document.origins.entry(field).or_insert(Origin::Text);
        }
    }
}

/// Gives a reading that names no council, or another name of it, the one it lies among, and the names that follow from it.
///
/// Does nothing to a reading that has it already.
pub fn adopt(reading: &mut Reading, council: &str) {
    let own = reading.document.council.take();
    if own.as_deref() == Some(council) {
        reading.document.council = own;
        return;
    }
    reading.document.council = Some(council.to_owned());
    reading.document.origins.insert(Field::Council, Origin::Inferred);
    reading.rename(document_id(&reading.document));
    for mention in &mut reading.mentions {
        if mention.council.is_none() || mention.council == own {
            mention.council = Some(council.to_owned());
        }
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

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    /// What the sample papers were read as is kept beside the version, in `held.txt`: what read them, what they were and what
    /// came of them, each as a hash. Data files have a fingerprint of their own, and papers may be mended; where neither
    /// changed and something else comes of them, only the code can be the cause, and indexes that were made before are stale.
    #[test]
    fn what_reads_the_same_papers_differently_has_another_version() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut sources = ingest::walk(&root.join("corpus")).unwrap();
        sources.retain(|source| !source.relative.starts_with("gold/"));
        let read = |source: &ingest::Source| {
            let (name, bytes) = (&source.relative, fs::read(&source.path).unwrap());
            let reading = inspect_bytes(&bytes, name, &Told::default());
            let reading = reading.map_or_else(|why| why.to_string(), |it| serde_json::to_string(&it.reading).unwrap());
            (format!("{name} {}\n", blake3::hash(&bytes)), format!("{name} {reading}\n"))
        };
        let (papers, readings): (Vec<String>, Vec<String>) = sources.par_iter().map(read).collect();
        let print = |texts: Vec<String>| blake3::hash(texts.concat().as_bytes()).to_hex()[..32].to_owned();
        let now = [fingerprint(), print(papers), print(readings)];
        let file = root.join("src/reading/held.txt");
        let held = fs::read_to_string(&file).unwrap_or_default();
        let held: Vec<&str> = held.lines().collect();
        if held == now {
            return;
        }
        assert!(
            held.get(..2) != Some(&[&*now[0], &*now[1]]),
            "the same papers are read differently: raise VERSION in src/reading/mod.rs, then UPDATE_GOLDENS=1 cargo test"
        );
        let renew = std::env::var_os("UPDATE_GOLDENS").is_some();
        assert!(renew, "VERSION, data files or papers changed; UPDATE_GOLDENS=1 writes {} anew", file.display());
        fs::write(file, format!("{}\n", now.join("\n"))).unwrap();
    }

    #[test]
    fn a_panic_costs_one_paper() {
        let nothing: [u8; 0] = [];
        let reached = contained(|| nothing[std::hint::black_box(3)]);
        assert!(matches!(reached, Err(Unreadable::Damaged(_))));
        assert_eq!(contained(|| 3), Ok(3));
    }
}
