//! Every record that answers a query, in the order of the index, without scores.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::{BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, Query, TermQuery, TermSetQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, Term};

/// Collects the addresses of all records found.
pub(crate) struct Addresses;

pub(crate) struct AddressesOfSegment {
    segment: SegmentOrdinal,
    found: Vec<DocAddress>,
}

impl Collector for Addresses {
    type Fruit = Vec<DocAddress>;
    type Child = AddressesOfSegment;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<AddressesOfSegment> {
        Ok(AddressesOfSegment { segment, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<DocAddress>>) -> tantivy::Result<Vec<DocAddress>> {
        let mut all: Vec<DocAddress> = segments.into_iter().flatten().collect();
        all.sort_unstable();
        Ok(all)
    }
}

impl SegmentCollector for AddressesOfSegment {
    type Fruit = Vec<DocAddress>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.found.push(DocAddress::new(self.segment, doc));
    }

    fn harvest(self) -> Vec<DocAddress> {
        self.found
    }
}

/// The records that carry a term, all scored 0: a condition, not a matter of rank.
pub(crate) fn with_term(field: Field, value: &str) -> Box<dyn Query> {
    let query = TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic);
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}

const FEW: usize = 64;

/// The records that carry one of several terms, all scored 0; none when there are no terms.
pub(crate) fn with_any_term(field: Field, values: &[String]) -> Box<dyn Query> {
    match values {
        [] => Box::new(EmptyQuery),
        [one] => with_term(field, one),
        // Few terms are looked up one by one; for many an automaton of all of them pays.
        few if few.len() <= FEW => {
            let each = few.iter().map(|value| (Occur::Should, with_term(field, value)));
            Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::new(each.collect())), 0.0))
        }
        many => {
            let terms = many.iter().map(|value| Term::from_field_text(field, value));
            Box::new(ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 0.0))
        }
    }
}

/// The records that satisfy every condition. `conditions` is not empty.
pub(crate) fn with_all(conditions: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(conditions.into_iter().map(|condition| (Occur::Must, condition)).collect()))
}
