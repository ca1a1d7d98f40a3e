//! Where is it? Queries over the blocks of the index, each hit cited and marked.
//!
//! A query is read by a grammar of our own ([`Query`]), planned for the engine, ranked by BM25, and its
//! matches are marked in the stored text. The unit is the block: a paragraph, an item, a heading, a table row.
//! Where it stops: synonyms, facets, concordance and search across a section belong to later work.
//!
//! ```no_run
//! use lookback::search::{Options, Query, search};
//! use lookback::store::Snapshot;
//!
//! let snapshot = Snapshot::open("papers/.lookback".as_ref())?;
//! let query = Query::parse(r#""front door" AND threshold* kind:priority"#)?;
//! let answer = search(&snapshot, &query, &Options { limit: Some(10), ..Options::default() })?;
//! for hit in &answer.hits {
//!     assert!(hit.highlights.iter().all(|&(start, end)| hit.text.get(start..end).is_some()));
//! }
//! # Ok::<(), lookback::Error>(())
//! ```

mod checked;
mod empty;
mod excluded;
mod matcher;
mod plan;
#[cfg(test)]
mod property;
pub mod query;
mod ranking;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use tantivy::DocAddress;

pub use empty::{Empty, PartCount, explain_empty};
pub use query::Query;

use crate::error::Result;
use crate::model::{Citation, Document, FindingId, Hit};
use crate::store::{Snapshot, StoredBlock};
use matcher::Matcher;
use plan::Planner;
use ranking::{Best, Ranking};

/// How to search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The most hits to give; `None` gives all.
    pub limit: Option<usize>,
    /// How many of the best to leave out, for the next page.
    pub offset: usize,
    /// Whether boilerplate (apologies, declarations, contents) is searched too.
    pub all: bool,
    /// Whether words must be printed as typed, case apart: no stems, one spelling.
    pub exact: bool,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// The passages, best first; of equals, by path and place in the document.
    pub hits: Vec<Hit>,
    /// How many passages there are, whatever the limit.
    pub total: usize,
}

/// Finds the passages that answer a query.
///
/// Scored by BM25 over the papers now in the index, so an updated index scores as a fresh one; conditions and
/// wildcards do not weigh.
///
/// # Errors
/// [`Error::Query`](crate::Error::Query) when an expression cannot be run; [`Error::Index`](crate::Error::Index) when the index is damaged.
pub fn search(snapshot: &Snapshot, query: &Query, options: &Options) -> Result<Answer> {
    let planner = Planner::new(snapshot, query, options.exact);
    let plan = planner.passages(query.root(), options.all)?;
    let wanted = options.limit.map(|limit| limit.saturating_add(options.offset));
    let Ranking { best, total } = snapshot
        .searcher()
        .search_with_statistics_provider(&*plan, &Best { wanted }, snapshot)
        .map_err(|error| snapshot.failed(error))?;
    if planner.damaged.load(Ordering::Relaxed) {
        return Err(snapshot.damaged());
    }
    let ranked: Vec<(DocAddress, f32)> = best.into_iter().skip(options.offset).map(|r| (r.at, r.score)).collect();
    let matcher = Matcher::new(query, options.exact);
    let blocks = blocks_at(snapshot, &ranked)?;
    let places: Vec<(&str, usize)> = blocks.iter().map(|(b, _)| (b.path.as_str(), b.block.ordinal)).collect();
    let mut findings = snapshot.findings_in(&places)?;
    let mut hits = Vec::with_capacity(blocks.len());
    let mut documents = BTreeMap::new();
    for (block, score) in blocks {
        if !documents.contains_key(&block.path) {
            documents.insert(block.path.clone(), snapshot.document_at(&block.path)?);
        }
        let document = &documents[&block.path];
        let findings = findings.remove(&(block.path.clone(), block.block.ordinal)).unwrap_or_default();
        hits.push(hit(&matcher, document, block, findings, score));
    }
    Ok(Answer { hits, total })
}

/// How many passages answer a query or a part of it.
fn count(planner: &Planner<'_>, node: &query::Node, all: bool) -> Result<usize> {
    let plan = planner.passages(node, all)?;
    let snapshot = planner.snapshot;
    let count = snapshot.searcher().search(&*plan, &tantivy::collector::Count);
    count.map_err(|error| snapshot.failed(error))
}

/// The blocks at these addresses, in their order. They are read in the order of the index, which keeps
/// unpacked pages at hand when there are many.
fn blocks_at(snapshot: &Snapshot, ranked: &[(DocAddress, f32)]) -> Result<Vec<(StoredBlock, f32)>> {
    let mut places: Vec<usize> = (0..ranked.len()).collect();
    places.sort_by_key(|&place| ranked[place].0);
    let mut blocks: Vec<(usize, StoredBlock)> = Vec::with_capacity(ranked.len());
    for place in places {
        blocks.push((place, snapshot.record(ranked[place].0)?));
    }
    blocks.sort_by_key(|(place, _)| *place);
    Ok(blocks.into_iter().map(|(place, block)| (block, ranked[place].1)).collect())
}

fn hit(matcher: &Matcher, document: &Document, stored: StoredBlock, findings: Vec<FindingId>, score: f32) -> Hit {
    let StoredBlock { path, section, paragraph, item, block } = stored;
    Hit {
        findings,
        citation: Citation {
            document: document.id.clone(),
            kind: document.kind,
            date: document.date,
            path,
            section,
            paragraph,
            item,
            page: block.page,
            block: block.ordinal,
            ocr: document.is_ocr(),
        },
        title: document.title.clone(),
        kind: document.kind,
        council: document.council.clone(),
        highlights: matcher.highlights(&block.text),
        text: block.text,
        score,
    }
}
