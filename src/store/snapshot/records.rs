//! Records and names of a snapshot, for the rooms above and beside: what a caller of the library does not need.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use tantivy::collector::Collector;
use tantivy::query::{EnableScoring, Query};
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, Searcher, Term};

use super::{Snapshot, Standing, Wanted};
use crate::error::{Error, Result};
use crate::model::{Block, Certainty, Citation, Finding, FindingKind, Reading, slug};
use crate::store::collect::{Addresses, with_all, with_any_term, with_term};
use crate::store::columns;
use crate::store::freshness::known;
use crate::store::opening::{Commit, failed};
use crate::store::records::{Card, Record, kind_term, made_whole};
use crate::store::schema::{Fields, column, record};
use crate::store::statistics::live_records;
use crate::store::stored::Stored;

/// Records that a core reads in one go.
pub(super) const AT_ONCE: usize = 4_096;

/// Records that a core holds together, of those that are handed on lot by lot.
const LOT: usize = 8_192;

/// What the rooms above and beside need and a caller of the library does not.
impl Snapshot {
    pub(crate) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    pub(crate) fn commit(&self) -> &Commit {
        &self.commit
    }

    /// What `collector` gathers of the passages that answer, scored by the figures of this snapshot.
    pub(crate) fn ranked<C: Collector>(&self, query: &dyn Query, collector: &C) -> Result<C::Fruit> {
        let ranked = || {
            let weight = query.weight(EnableScoring::enabled_from_statistics_provider(self, &self.searcher))?;
            let of_segment = |(ordinal, segment)| collector.collect_segment(&*weight, ordinal, segment);
            collector.merge_fruits(self.passage_segments().map(of_segment).collect::<tantivy::Result<_>>()?)
        };
        ranked().map_err(|error| self.failed(error))
    }

    /// The library's error for one of the engine's.
    pub(crate) fn failed(&self, error: tantivy::TantivyError) -> Error {
        failed(&self.index_dir, error)
    }

    /// The addresses of the records that answer, in the order of the index.
    pub(crate) fn addresses(&self, query: &dyn Query) -> Result<Vec<DocAddress>> {
        self.searcher.search(query, &Addresses).map_err(|error| self.failed(error))
    }

    /// The record at an address.
    pub(crate) fn record<T: Record>(&self, at: DocAddress) -> Result<T> {
        let stored: Stored = self.searcher.doc(at).map_err(|error| self.failed(error))?;
        stored.record(&self.fields).ok_or_else(|| self.damaged())
    }

    /// The error for a stored record that cannot be read.
    pub(crate) fn damaged(&self) -> Error {
        Error::Index { path: self.index_dir.clone(), message: "a stored record is damaged".into() }
    }

    /// Papers as they were read, without their blocks, in the order of the index.
    pub(crate) fn readings_of(&self, query: &dyn Query) -> Result<Vec<Reading>> {
        let readings: Vec<Reading> = self.records(query)?;
        let whole = |reading: Reading| {
            let blocks = self.blocks(&reading.document.path)?;
            Ok(made_whole(reading, &blocks))
        };
        readings.into_iter().map(whole).collect()
    }

    /// The records that answer, in the order of the index.
    pub(crate) fn records<T: Record>(&self, query: &dyn Query) -> Result<Vec<T>> {
        self.addresses(query)?.into_iter().map(|at| self.record(at)).collect()
    }

    /// What finds the findings that are only possible.
    pub(super) fn possible_findings(&self) -> Box<dyn Query> {
        let terms: Vec<String> = FindingKind::ALL.map(|kind| kind_term(kind, Certainty::Possible)).to_vec();
        with_all(vec![with_term(self.fields.record, record::FINDING), with_any_term(self.fields.kind, &terms)])
    }

    /// What finds the findings that are wanted.
    pub(super) fn finding_query(&self, wanted: &Wanted) -> Result<Box<dyn Query>> {
        let fields = &self.fields;
        let kinds = if wanted.kinds.is_empty() { &FindingKind::ALL[..] } else { &wanted.kinds };
        let mut terms: Vec<String> = kinds.iter().map(|&kind| kind_term(kind, Certainty::Sure)).collect();
        if wanted.possible {
            terms.extend(kinds.iter().map(|&kind| kind_term(kind, Certainty::Possible)));
        }
        let mut conditions = vec![with_term(fields.record, record::FINDING), with_any_term(fields.kind, &terms)];
        for (field, names) in
            [(fields.council, &wanted.councils), (fields.body, &wanted.bodies), (fields.subject, &wanted.subjects)]
        {
            if !names.is_empty() {
                let slugs: Vec<String> = names.iter().map(|name| slug(name)).collect();
                conditions.push(with_any_term(field, &slugs));
            }
        }
        if !wanted.reviews.is_empty() {
            conditions.push(with_any_term(fields.review, &wanted.reviews));
        }
        if !wanted.documents.is_empty() {
            let paths: Result<Vec<String>> =
                wanted.documents.iter().map(|name| Ok(self.document(name)?.path)).collect();
            conditions.push(with_any_term(fields.path, &paths?));
        }
        Ok(with_all(conditions))
    }

    /// Hands every finding that is wanted to `add`, some on each core, and joins what came of them. For counting: none is
    /// kept, and they come in no order.
    pub(crate) fn fold_findings<A: Send>(
        &self,
        wanted: &Wanted,
        start: impl Fn() -> A + Sync,
        add: impl Fn(&mut A, Finding) + Sync,
        join: impl Fn(A, A) -> A + Sync + Send,
    ) -> Result<A> {
        let addresses = self.addresses(&*self.finding_query(wanted)?)?;
        let part = |part: &[DocAddress]| -> Result<A> {
            let mut sum = start();
            for &at in part {
                add(&mut sum, self.record(at)?);
            }
            Ok(sum)
        };
        addresses.par_chunks(AT_ONCE).map(part).try_reduce(&start, |a, b| Ok(join(a, b)))
    }

    /// Reads the records at these addresses some thousands at a time, some lots on each core: what `part` makes of each lot,
    /// in their order. Of the records themselves only those of one lot a core are held.
    fn lots<T: Record, A: Send>(
        &self,
        addresses: &[DocAddress],
        part: impl Fn(Vec<(DocAddress, T)>) -> A + Sync,
    ) -> Result<Vec<A>> {
        let lot = |lot: &[DocAddress]| {
            let records: Result<Vec<_>> = lot.iter().map(|&at| Ok((at, self.record(at)?))).collect();
            Ok(part(records?))
        };
        addresses.par_chunks(LOT).map(lot).collect()
    }

    /// What `part` makes of the findings that are wanted, lot by lot; in no promised order.
    pub(crate) fn finding_lots<A: Send>(
        &self,
        wanted: &Wanted,
        part: impl Fn(Vec<(DocAddress, Finding)>) -> A + Sync,
    ) -> Result<Vec<A>> {
        self.lots(&self.addresses(&*self.finding_query(wanted)?)?, part)
    }

    /// What `part` makes of the passages of these documents, or of all where none is named, lot by lot; in no promised
    /// order. See [`Snapshot::passages`].
    pub(crate) fn passage_lots<A: Send>(
        &self,
        documents: &[String],
        part: impl Fn(Vec<(DocAddress, Citation, String)>) -> A + Sync,
    ) -> Result<Vec<A>> {
        let mut conditions = vec![with_term(self.fields.record, record::BLOCK)];
        let mut known: BTreeMap<String, Card> = BTreeMap::new();
        if documents.is_empty() {
            self.each_document(&mut |document| _ = known.insert(document.path.clone(), Card::of(&document)))?;
        } else {
            for name in documents {
                let document = self.document(name)?;
                known.insert(document.path.clone(), Card::of(&document));
            }
            conditions.push(with_any_term(self.fields.path, &known.keys().cloned().collect::<Vec<_>>()));
        }
        let passages = |lot: Vec<(DocAddress, Block)>| {
            let at: Vec<DocAddress> = lot.iter().map(|(at, _)| *at).collect();
            let passage = |((at, block), standing): ((DocAddress, Block), Standing)| {
                let paper = known.get(&standing.path).filter(|_| is_passage(&block))?;
                Some((at, standing.cited(paper), block.text))
            };
            Ok(part(lot.into_iter().zip(self.standings(&at)?).filter_map(passage).collect()))
        };
        self.lots(&self.addresses(&*with_all(conditions))?, passages)?.into_iter().collect()
    }

    /// The passage at an address; `None` where it is a heading, or what every paper has.
    pub(crate) fn passage(&self, at: DocAddress) -> Result<Option<(Citation, String)>> {
        let block: Block = self.record(at)?;
        if !is_passage(&block) {
            return Ok(None);
        }
        let standings = self.standings(&[at])?.pop();
        let cite = |standing: Standing| Ok((standing.clone().cited(&self.card(&standing.path)?), block.text));
        standings.map(cite).transpose()
    }

    pub(super) fn of_kind<T: Record>(&self, kind: &str) -> Result<Vec<T>> {
        self.records(&*with_term(self.fields.record, kind))
    }

    /// The terms of a field that some record carries and `wanted` accepts, in order.
    pub(crate) fn names(&self, field: Field, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<String>> {
        let mut names = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field).map_err(|error| self.failed(error))?;
            let mut terms = inverted.terms().stream().map_err(|error| self.failed(error.into()))?;
            while terms.advance() {
                let Ok(name) = std::str::from_utf8(terms.key()) else { continue };
                if !wanted(name) || names.contains(name) {
                    continue;
                }
                let term = || Term::from_field_text(field, name);
                // A term without a living record waits for the engine to tidy up.
                if !segment.has_deletes() || live_records(segment, &term()).map_err(|error| self.failed(error))? > 0 {
                    names.insert(name.to_owned());
                }
            }
        }
        Ok(names.into_iter().collect())
    }

    /// Paths of the documents of these councils, given as slugs, in order.
    pub(crate) fn paths_of(&self, councils: &[String]) -> Result<Vec<String>> {
        let fields = &self.fields;
        let conditions = vec![with_term(fields.record, record::DOCUMENT), with_any_term(fields.council, councils)];
        let addresses = self.addresses(&*with_all(conditions))?;
        let mut paths = BTreeSet::new();
        for of_segment in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let segment = self.searcher.segment_reader(of_segment[0].segment_ord);
            let column = segment.fast_fields().str(column::PATH).map_err(|error| self.failed(error))?;
            let Some(column) = column else { continue };
            let docs: Vec<DocId> = of_segment.iter().map(|at| at.doc_id).collect();
            let names = columns::names(&column, &docs).map_err(|error| self.failed(error.into()))?;
            paths.extend(names.into_iter().flatten());
        }
        Ok(paths.into_iter().collect())
    }

    /// How many words each paper has, by path; files that could not be read have none.
    pub(crate) fn words_by_paper(&self) -> Result<BTreeMap<String, usize>> {
        Ok(known(self)?.into_iter().map(|(path, file)| (path, file.counts.tokens as usize)).collect())
    }

    /// The ordinals of the blocks of a document, in order, with the addresses of their records.
    pub(crate) fn blocks_in_order(&self, path: &str) -> Result<Vec<(usize, DocAddress)>> {
        let query = with_all(vec![with_term(self.fields.record, record::BLOCK), with_term(self.fields.path, path)]);
        let mut blocks: Vec<(usize, DocAddress)> = Vec::new();
        for of_segment in self.addresses(&*query)?.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let columns = self.searcher.segment_reader(of_segment[0].segment_ord).fast_fields();
            let ordinals = columns.u64(column::ORDINAL).map_err(|error| self.failed(error))?;
            let placed = |at: &DocAddress| Some((ordinals.first(at.doc_id)? as usize, *at));
            blocks.extend(of_segment.iter().filter_map(placed));
        }
        blocks.sort_unstable();
        Ok(blocks)
    }
}

/// Whether a block says something: it is no heading, and not what every paper has (apologies, contents pages).
fn is_passage(block: &Block) -> bool {
    block.boilerplate.is_none() && !block.is_heading()
}
