//! A query whose candidates come from the index and are then checked against the stored text.
//!
//! For what postings alone cannot decide: exact phrases, runs with a wildcard, words near each other, themes. It is a query
//! like any other, so it stands inside AND, OR and NOT, and is counted and ranked like them.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, Value};
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyDocument, Term};

/// Unpacked pages of stored records kept while candidates are checked in order.
const PAGES_AT_HAND: usize = 2;

/// What a check costs beside a step through postings, roughly: so that other parts of an AND go first.
const CHECK_COST: u64 = 50;

/// What a passage is asked before it passes.
pub(crate) type Check = dyn Fn(&str) -> bool + Send + Sync;

/// Candidates, and the check they have to pass.
pub(crate) struct Checked {
    pub candidates: Box<dyn Query>,
    pub passes: Arc<Check>,
    /// The field that stores the passage.
    pub text: Field,
    /// Set when a stored record could not be read: the answer is then not to be trusted.
    pub damaged: Arc<AtomicBool>,
}

impl Clone for Checked {
    fn clone(&self) -> Self {
        Self {
            candidates: self.candidates.box_clone(),
            passes: Arc::clone(&self.passes),
            text: self.text,
            damaged: Arc::clone(&self.damaged),
        }
    }
}

impl fmt::Debug for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Checked({:?})", self.candidates)
    }
}

impl Query for Checked {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let candidates = self.candidates.weight(scoring)?;
        Ok(Box::new(CheckedWeight { candidates, query: self.clone() }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.candidates.query_terms(visitor);
    }
}

struct CheckedWeight {
    candidates: Box<dyn Weight>,
    query: Checked,
}

impl Weight for CheckedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let candidates = self.candidates.scorer(reader, boost)?;
        let store = reader.get_store_reader(PAGES_AT_HAND)?;
        let mut scorer = CheckedScorer { candidates, store, query: self.query.clone() };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.candidates.explain(reader, doc)
    }
}

struct CheckedScorer {
    candidates: Box<dyn Scorer>,
    store: StoreReader,
    query: Checked,
}

impl CheckedScorer {
    /// Goes on to the next candidate that passes; stays where it is when that one does.
    fn settle(&mut self) -> DocId {
        let mut doc = self.candidates.doc();
        while doc != TERMINATED && !self.passes(doc) {
            doc = self.candidates.advance();
        }
        doc
    }

    fn passes(&self, doc: DocId) -> bool {
        let read = || -> Option<bool> {
            let document: TantivyDocument = self.store.get(doc).ok()?;
            Some((self.query.passes)(document.get_first(self.query.text)?.as_str()?))
        };
        read().unwrap_or_else(|| {
            self.query.damaged.store(true, Ordering::Relaxed);
            false
        })
    }
}

impl DocSet for CheckedScorer {
    fn advance(&mut self) -> DocId {
        self.candidates.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.candidates.seek(target);
        self.settle()
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        match self.candidates.seek_danger(target) {
            SeekDangerResult::Found if !self.passes(target) => SeekDangerResult::SeekLowerBound(target + 1),
            other => other,
        }
    }

    fn doc(&self) -> DocId {
        self.candidates.doc()
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }

    fn cost(&self) -> u64 {
        self.candidates.cost().saturating_mul(CHECK_COST)
    }
}

impl Scorer for CheckedScorer {
    fn score(&mut self) -> Score {
        self.candidates.score()
    }
}
