//! The figures behind BM25, counted over what is in the corpus now.
//!
//! The engine counts what was deleted until it merges, so its own figures depend on the order of past updates.
//! Ours do not: number of blocks and tokens come from the commit, and deleted records do not count for a word.
//! An updated index therefore ranks and scores as a fresh one.

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::Snapshot;
use crate::error::Result;

impl Bm25StatisticsProvider for Snapshot {
    fn total_num_tokens(&self, _: Field) -> tantivy::Result<u64> {
        // Never 0: the mean length of a block divides.
        Ok(self.commit().tokens.max(1))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.commit().blocks.max(1))
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let mut total = 0;
        for (_, segment) in self.passage_segments() {
            total += live_records(segment, term)?;
        }
        Ok(total.min(self.commit().blocks.max(1)))
    }
}

impl Snapshot {
    /// Whether some passage has a word of this stem.
    pub(crate) fn has_stem(&self, stem: &str) -> Result<bool> {
        self.has(Term::from_field_text(self.fields().stems, stem))
    }

    /// Whether some passage has this word, in lower case.
    pub(crate) fn has_word(&self, word: &str) -> Result<bool> {
        self.has(Term::from_field_text(self.fields().words, word))
    }

    fn has(&self, term: Term) -> Result<bool> {
        self.doc_freq(&term).map(|passages| passages > 0).map_err(|error| self.failed(error))
    }
}

/// How many records of a segment carry a term, not counting those deleted.
pub(crate) fn live_records(segment: &SegmentReader, term: &Term) -> tantivy::Result<u64> {
    if segment.has_deletes() {
        return Ok(live_docs(segment, term)?.len() as u64);
    }
    Ok(u64::from(segment.inverted_index(term.field())?.doc_freq(term)?))
}

/// The records of a segment that carry a term, without those deleted, in order.
pub(crate) fn live_docs(segment: &SegmentReader, term: &Term) -> tantivy::Result<Vec<DocId>> {
    let inverted = segment.inverted_index(term.field())?;
    let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::Basic)? else { return Ok(Vec::new()) };
    let mut docs = Vec::new();
    let mut doc = postings.doc();
    while doc != TERMINATED {
        if segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc)) {
            docs.push(doc);
        }
        doc = postings.advance();
    }
    Ok(docs)
}
