//! Which passages are boilerplate, at hand: every count and every ranking of common words leaves them out.

use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentOrdinal, SegmentReader, TERMINATED, Term};

use super::Snapshot;
use super::shown::opened;
use crate::store::schema::record;

/// The boilerplate of a segment, a bit for each of its records.
pub(crate) struct Boilerplate(Vec<u64>);

impl Boilerplate {
    fn of(segment: &SegmentReader, term: &Term) -> tantivy::Result<Self> {
        let mut bits = vec![0; segment.max_doc() as usize / u64::BITS as usize + 1];
        let postings = segment.inverted_index(term.field())?.read_postings(term, IndexRecordOption::Basic)?;
        if let Some(mut postings) = postings {
            let mut doc = postings.doc();
            while doc != TERMINATED {
                bits[(doc / u64::BITS) as usize] |= 1 << (doc % u64::BITS);
                doc = postings.advance();
            }
        }
        Ok(Self(bits))
    }

    /// Whether a record is boilerplate.
    pub fn has(&self, doc: DocId) -> bool {
        self.0[(doc / u64::BITS) as usize] >> (doc % u64::BITS) & 1 == 1
    }
}

impl Snapshot {
    /// The boilerplate of a segment.
    pub(crate) fn boilerplate(&self, segment: SegmentOrdinal) -> tantivy::Result<&Boilerplate> {
        let term = Term::from_field_text(self.fields.record, record::BOILERPLATE);
        let of_segments = opened(&self.columns.boilerplate, &self.searcher, |segment| Boilerplate::of(segment, &term))?;
        Ok(&of_segments[segment as usize])
    }
}
