//! What is written of one file: its reading as records of the index.
//!
//! Pure: a reading in, tantivy documents out, so that rayon can make them beside the reading itself. A record
//! is stored as MessagePack, the text of a block beside it; nothing is normalised, and the text stays as it is printed.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;

use super::columns::{item_column, number_column};
use super::cutting::{Cut, cut};
use super::schema::{Fields, record};
use crate::error::Unreadable;
use crate::findings::Duty;
use crate::ingest::Source;
use crate::model::{
    BackReference, Block, Certainty, Correction, Date, Document, DocumentKind, Finding, FindingKind, ReadFinding,
    Reading, Review, Untold, places, slug, units,
};
use crate::resolve::corrections;
use crate::text::due_by;

/// What a record of the index holds.
pub(crate) trait Record: DeserializeOwned {
    /// Takes over the passage, which is stored apart.
    fn take_text(&mut self, _: &str) {}
}

impl Record for StoredSource {}
impl Record for Reading {}
impl Record for Document {}
impl Record for Finding {}
impl Record for Review {}
impl Record for BackReference {}
impl Record for Block {
    fn take_text(&mut self, text: &str) {
        text.clone_into(&mut self.text);
    }
}

/// What is shown of a paper beside its passages. It is a column: ten passages come from ten papers, and to unpack the record
/// of each would take longer than to find them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Card {
    pub id: String,
    pub kind: DocumentKind,
    pub title: Option<String>,
    pub council: Option<String>,
    pub date: Option<Date>,
    /// Whether any of its text was read by OCR.
    pub ocr: bool,
    /// Whether it says that it is not for publication.
    pub exempt: bool,
}

impl Card {
    pub fn of(document: &Document) -> Self {
        Self {
            id: document.id.clone(),
            kind: document.kind,
            title: document.title.clone(),
            council: document.council.clone(),
            date: document.date,
            ocr: document.is_ocr(),
            exempt: document.exempt,
        }
    }
}

/// A file as the last commit knows it; its figures are columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredSource {
    pub path: String,
    /// BLAKE3 of the bytes, in hexadecimal; `None` where they could not be had.
    pub fingerprint: Option<String>,
    /// Why it was skipped; `None` when it was read.
    pub skipped: Option<String>,
    /// Whether it was skipped because it is an answer of ours.
    pub is_answer: bool,
    pub tried: Tried,
}

/// How far the reading of a file has been tried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Tried {
    /// It was read, or it is given up until it changes.
    #[default]
    Final,
    /// It was given up for want of time or memory, and the machine may have been busy: the same bytes are tried once more.
    Once,
    /// The system did not let it be read, which may be mended without a change to it: it is tried at each refresh.
    Retry,
}

/// A file that could not be read.
pub(crate) struct GivenUp {
    pub reason: Unreadable,
    /// BLAKE3 of its bytes, in hexadecimal; `None` where they could not be had.
    pub fingerprint: Option<String>,
    pub tried: Tried,
}

impl From<Unreadable> for GivenUp {
    fn from(reason: Unreadable) -> Self {
        Self { reason, fingerprint: None, tried: Tried::Final }
    }
}

/// The figures of a file that was read; all 0 for one that was skipped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub blocks: u64,
    pub tokens: u64,
    pub findings: u64,
    pub warnings: u64,
}

/// The records of one file, ready to be added.
pub(crate) struct Prepared {
    pub path: String,
    pub skipped: Option<String>,
    pub tried: Tried,
    /// The council the paper itself names.
    pub own_council: Option<String>,
    /// What the file does not tell of itself, and how it was taken.
    pub untold: Option<Untold>,
    pub counts: Counts,
    pub records: Vec<TantivyDocument>,
    /// The reading without its blocks, packed: what `resolve` is given. Empty when the file was skipped.
    pub reading: Box<[u8]>,
}

pub(crate) fn source_key(path: &str) -> String {
    format!("source:{path}")
}

pub(crate) fn reading_key(path: &str) -> String {
    format!("reading:{path}")
}

pub(crate) fn resolved_key(council: &str) -> String {
    format!("resolved:{council}")
}

/// The term under which a finding is found by the block it stands in.
pub(crate) fn place_term(path: &str, block: usize) -> String {
    format!("{path}\n{block}")
}

/// The kind of a finding as a block carries it: one that is only possible is marked.
pub(crate) fn kind_term(kind: FindingKind, certainty: Certainty) -> String {
    match certainty {
        Certainty::Sure => kind.as_str().to_owned(),
        Certainty::Possible => format!("{}?", kind.as_str()),
    }
}

/// Makes the records of one file, with what people corrected in it.
pub(crate) fn prepare(
    fields: &Fields,
    source: &Source,
    outcome: Result<Reading, GivenUp>,
    corrections: Vec<Correction>,
) -> Prepared {
    let path = source.relative.clone();
    match outcome {
        Err(GivenUp { reason, fingerprint, tried }) => {
            let (skipped, is_answer) = (Some(reason.to_string()), reason == Unreadable::Answer);
            let stored = StoredSource { path: path.clone(), fingerprint, skipped, is_answer, tried };
            let untold = untold_by(&reason);
            let records = vec![source_record(fields, source, &stored, None, untold.as_ref(), Counts::default())];
            Prepared {
                path,
                skipped: stored.skipped,
                tried,
                own_council: None,
                untold,
                counts: Counts::default(),
                records,
                reading: Box::default(),
            }
        }
        Ok(mut reading) => {
            corrections::place(&mut reading, corrections);
            let blocks = std::mem::take(&mut reading.blocks);
            let own_council = reading.document.council.clone();
            let untold = reading.document.untold.clone();
            let told_by_block: Vec<usize> = told_by_block(&reading.findings, &blocks);
            let (mut records, tokens) = block_records(fields, &path, &reading, blocks);
            let counts = Counts {
                blocks: records.len() as u64,
                tokens,
                findings: reading.findings.len() as u64,
                warnings: reading.document.warnings.len() as u64,
            };
            let (fingerprint, tried) = (Some(reading.document.fingerprint.clone()), Tried::Final);
            let stored = StoredSource { path: path.clone(), fingerprint, skipped: None, is_answer: false, tried };
            records.push(source_record(fields, source, &stored, own_council.as_deref(), untold.as_ref(), counts));
            let whole = packed(&reading);
            lighten(&mut reading, &told_by_block);
            let mut light = TantivyDocument::new();
            light.add_text(fields.record, record::READING);
            light.add_text(fields.key, reading_key(&path));
            light.add_text(fields.path, &path);
            light.add_bytes(fields.stored, &packed(&reading));
            records.push(light);
            Prepared { path, skipped: None, tried, own_council, untold, counts, records, reading: whole.into() }
        }
    }
}

/// The findings that say what their block says, by their place.
fn told_by_block(findings: &[ReadFinding], blocks: &[Block]) -> Vec<usize> {
    let is_told = |finding: &&ReadFinding| {
        let block = blocks.get(finding.citation.block).filter(|block| block.ordinal == finding.citation.block);
        block.is_some_and(|block| block.text == finding.text)
    };
    findings.iter().enumerate().filter(|(_, finding)| is_told(finding)).map(|(at, _)| at).collect()
}

/// Leaves out of a reading what stands beside it in the index, as it is stored there: the texts of findings that are those of
/// their blocks, and the name and path of the paper in each. [`made_whole`] puts them in again.
fn lighten(reading: &mut Reading, told_by_block: &[usize]) {
    told_by_block.iter().for_each(|&at| reading.findings[at].text.clear());
    let document = &reading.document;
    for ReadFinding { finding: Finding { id, citation, .. }, .. } in &mut reading.findings {
        if let Some(local) = id.strip_prefix(&document.id).filter(|local| local.starts_with('/')) {
            *id = local.to_owned();
        }
        for (own, of_paper) in [(&mut citation.document, &document.id), (&mut citation.path, &document.path)] {
            if own == of_paper {
                own.clear();
            }
        }
    }
}

/// A reading as it was before it was stored, given the blocks of its paper.
pub(crate) fn made_whole(mut reading: Reading, blocks: &[Block]) -> Reading {
    let document = &reading.document;
    let mut by_ordinal: BTreeMap<usize, &Block> = BTreeMap::new();
    for block in blocks {
        by_ordinal.entry(block.ordinal).or_insert(block);
    }
    for ReadFinding { finding: Finding { id, citation, text, .. }, .. } in &mut reading.findings {
        if id.starts_with('/') {
            id.insert_str(0, &document.id);
        }
        for (own, of_paper) in [(&mut citation.document, &document.id), (&mut citation.path, &document.path)] {
            if own.is_empty() {
                own.clone_from(of_paper);
            }
        }
        if let Some(block) = text.is_empty().then(|| by_ordinal.get(&citation.block)).flatten() {
            text.clone_from(&block.text);
        }
    }
    reading
}

/// What is untold of a file that could not be read.
fn untold_by(reason: &Unreadable) -> Option<Untold> {
    match reason {
        Unreadable::Scanned { pages } => Some(Untold::Scan { pages: *pages, confidence: None }),
        Unreadable::Illegible { pages } => Some(Untold::Scan { pages: *pages, confidence: Some(0) }),
        _ => None,
    }
}

/// The record by which freshness knows a file.
pub(crate) fn source_record(
    fields: &Fields,
    source: &Source,
    stored: &StoredSource,
    own_council: Option<&str>,
    untold: Option<&Untold>,
    counts: Counts,
) -> TantivyDocument {
    let mut out = TantivyDocument::new();
    out.add_text(fields.record, record::SOURCE);
    if stored.skipped.is_some() {
        out.add_text(fields.record, record::SKIPPED);
    }
    if stored.is_answer {
        out.add_text(fields.record, record::ANSWER);
    }
    if stored.tried != Tried::Final {
        out.add_text(fields.record, record::TRY_AGAIN);
    }
    out.add_text(fields.key, source_key(&stored.path));
    out.add_text(fields.path, &stored.path);
    if let Some(council) = own_council {
        out.add_text(fields.own_council, council);
    }
    if let Some(untold) = untold {
        // Cannot fail: a record of ours has string keys and no non-finite numbers.
        out.add_text(fields.untold, serde_json::to_string(untold).unwrap_or_default());
    }
    out.add_u64(fields.size, source.size);
    out.add_i64(fields.mtime, nanoseconds(source.mtime_ns));
    out.add_u64(fields.inode, source.inode);
    out.add_u64(fields.blocks, counts.blocks);
    out.add_u64(fields.tokens, counts.tokens);
    out.add_u64(fields.findings, counts.findings);
    out.add_u64(fields.warnings, counts.warnings);
    out.add_bytes(fields.stored, &packed(stored));
    out
}

/// Nanoseconds since 1970 as a column holds them; the years 1678 to 2262 fit.
pub(crate) fn nanoseconds(time: i128) -> i64 {
    i64::try_from(time).unwrap_or(if time < 0 { i64::MIN } else { i64::MAX })
}

/// What a record of a block holds beside its three forms of the passage, in bytes, roughly.
const BESIDE_TEXT: usize = 768;

/// Adds who is to act, by when and how far it has come, each once.
fn add_duties(fields: &Fields, out: &mut TantivyDocument, duties: &[Duty]) {
    for (field, of) in [
        (fields.owner, (|duty| duty.owner.as_deref()) as fn(&Duty) -> Option<&str>),
        (fields.due, |duty| duty.due.as_deref()),
        (fields.status, |duty| duty.status.as_deref()),
    ] {
        let terms: BTreeSet<String> = duties.iter().filter_map(of).map(slug).collect();
        terms.iter().for_each(|term| out.add_text(field, term));
    }
    let days: BTreeSet<Date> = duties.iter().filter_map(|duty| due_by(duty.due.as_deref()?)).collect();
    days.iter().for_each(|day| out.add_text(fields.due_by, day.to_string()));
}

/// The records of the blocks, and how many words they have.
fn block_records(fields: &Fields, path: &str, reading: &Reading, blocks: Vec<Block>) -> (Vec<TantivyDocument>, u64) {
    let document = &reading.document;
    let committee = document.committee.as_deref().map(slug);
    let date = document.date.map(|date| date.to_string());
    let own = reading.mentions.first().filter(|mention| mention.own).and_then(|mention| mention.body.as_deref());
    let (places, units) = (places(&blocks), units(&blocks));
    let mut findings: BTreeMap<usize, Vec<(usize, Finding)>> = BTreeMap::new();
    for (index, finding) in corrections::own(reading) {
        findings.entry(finding.citation.block).or_default().push((index, finding));
    }
    let key = reading_key(path);
    let (mut records, mut tokens) = (Vec::with_capacity(blocks.len() + 2), 0);
    for ((mut block, place), unit) in blocks.into_iter().zip(places).zip(units) {
        let mut out = TantivyDocument::with_capacity(BESIDE_TEXT + 3 * block.text.len());
        out.add_text(fields.record, record::BLOCK);
        if block.boilerplate.is_some() {
            out.add_text(fields.record, record::BOILERPLATE);
        }
        out.add_text(fields.key, &key);
        out.add_text(fields.path, path);
        out.add_u64(fields.ordinal, block.ordinal as u64);
        out.add_u64(fields.item, unit.item as u64);
        out.add_u64(fields.section, unit.section as u64);
        if let Some(page) = block.page {
            out.add_u64(fields.page, u64::from(page));
        }
        let Cut { stems, words, count, sketch } = cut(&block.text);
        out.add_u64(fields.sketch, sketch.0);
        out.add_text(fields.stems, stems);
        out.add_text(fields.words, words);
        out.add_text(fields.text, &block.text);
        tokens += count;
        if let Some(committee) = &committee {
            out.add_text(fields.committee, committee);
        }
        if let Some(date) = &date {
            out.add_text(fields.date, date);
        }
        out.add_text(fields.kind, document.kind.as_str());
        let mut bodies: Vec<&str> = own.into_iter().collect();
        let mut duties = vec![Duty::of(&block)];
        let mut strengths = BTreeSet::new();
        for (index, finding) in findings.get(&block.ordinal).into_iter().flatten() {
            out.add_text(fields.kind, kind_term(finding.kind, finding.certainty));
            strengths.extend(finding.strength.filter(|_| finding.certainty == Certainty::Sure));
            let (owner, due, status) = (finding.owner.clone(), finding.due.clone(), finding.status.clone());
            duties.push(Duty { owner, due, status });
            let maker = reading.findings.get(*index).and_then(|read| reading.maker(read));
            bodies.extend(maker.and_then(|maker| maker.body.as_deref()));
        }
        for strength in strengths {
            out.add_text(fields.strength, strength.to_string());
        }
        bodies.sort_unstable();
        bodies.dedup();
        for body in bodies {
            out.add_text(fields.body, slug(body));
        }
        add_duties(fields, &mut out, &duties);
        for (field, name) in [
            (fields.place_section, place.section),
            (fields.place_paragraph, number_column(place.paragraph, place.by_section)),
            (fields.place_item, item_column(place.item, place.reference)),
        ] {
            if let Some(name) = name {
                out.add_text(field, name);
            }
        }
        block.text.clear();
        out.add_bytes(fields.stored, &packed(&block));
        // Thousands wait for the engine.
        out.shrink_to_fit();
        records.push(out);
    }
    (records, tokens)
}

/// A record as it is stored.
pub(super) fn packed(value: &impl Serialize) -> Vec<u8> {
    // Cannot fail: the length of every list of ours is known, and a Vec takes every byte.
    rmp_serde::to_vec(value).unwrap_or_default()
}

/// A record from what was [`packed`]; `None` when it is damaged.
pub(crate) fn unpacked<T: DeserializeOwned>(packed: &[u8]) -> Option<T> {
    rmp_serde::from_slice(packed).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::Paper;

    #[test]
    fn a_long_table_is_made_whole_in_time() {
        let mut reading = Paper::new("tracker.csv").paragraph("Row").found(FindingKind::Action).reading();
        let (block, finding) = (reading.blocks[0].clone(), reading.findings[0].clone());
        reading.blocks = (0..100_000).map(|ordinal| Block { ordinal, ..block.clone() }).collect();
        reading.findings = vec![finding; 100_000];
        reading.findings.iter_mut().enumerate().for_each(|(row, finding)| finding.citation.block = row);
        let (blocks, whole) = (reading.blocks.clone(), reading.clone());
        let told: Vec<usize> = told_by_block(&reading.findings, &blocks);
        lighten(&mut reading, &told);
        let began = std::time::Instant::now();
        assert!(made_whole(reading, &blocks) == whole);
        assert!(began.elapsed().as_secs() < 10, "all rows were looked through for each");
    }
}
