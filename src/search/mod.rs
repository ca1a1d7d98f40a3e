//! Where is it? Queries over the blocks of the index, each hit cited and marked.
//!
//! A query is read by a grammar of our own ([`Query`]), widened by what the sector also says, planned for the engine, ranked
//! by BM25, and its matches are marked in the stored text. The unit is the passage (a paragraph, an item, a heading, a
//! table row), or with a [`Scope`] what it stands in.
//!
//! | question | function |
//! |---|---|
//! | which passages answer? | [`search()`] |
//! | how was the query read? | [`read`], [`widened`] |
//! | why does nothing answer? | [`explain_empty`] |
//! | how are the answers spread? | [`facets()`] |
//! | what stands around each match? | [`concordance()`] |
//! | which belong together? | [`groups()`] |
//! | has this been said before? | [`like()`] |
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
mod concordance;
mod conditions;
mod context;
mod empty;
mod excluded;
mod facets;
mod fold;
mod found;
mod groups;
mod joined;
mod like;
mod lines;
mod matcher;
mod named;
mod plan;
mod possible;
#[cfg(test)]
mod property;
mod pruned;
pub mod query;
mod ranking;
mod reading;
mod suggest;
#[cfg(test)]
mod tests;
mod units;
mod widen;
mod wordings;

use std::sync::Arc;

pub use concordance::{AROUND, Line, LineOrder, concordance, joined};
pub use conditions::Themes;
pub(crate) use conditions::left;
pub use empty::{Empty, PartCount, Unknown, explain_empty};
pub use facets::{Facet, FacetValue, facets};
pub use groups::{Group, GroupBy, groups};
pub use like::like;
pub(crate) use like::{candidates, finished};
pub use possible::possible;
pub use query::{Query, instead_of};
pub use reading::{ReadPart, read};
pub use widen::Widened;

use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::model::{Block, Elsewhere, Hit};
use crate::store::{Card, Snapshot, Standing};
use found::Papers;
use lines::{Lines, lines};
use plan::Planner;

/// How to search. The default looks for what was typed in single passages, and gives every hit.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The most hits to give; `None` gives all.
    pub limit: Option<usize>,
    /// How many of the best to leave out, for the next page.
    pub offset: usize,
    /// Whether boilerplate (apologies, declarations, contents) is searched too.
    pub all: bool,
    /// Whether words must be printed as typed, case apart: no stems, one spelling, no other words.
    pub exact: bool,
    /// What AND, OR and NOT are asked of.
    pub scope: Scope,
    /// Which come first.
    pub order: Order,
    /// The most hits to give of one item, section or document, where the scope is one of these; `None` gives all.
    pub each: Option<usize>,
    /// How many passages before and after each hit to give with it.
    pub context: usize,
    /// Whether passages in nearly the same words are given once, with the places of the others.
    pub fold: bool,
    /// The other ways to say what was typed; `None` looks for what was typed alone.
    pub synonyms: Option<Arc<Lexicon>>,
    /// Whether words typed one after another that name something ("early help") must stand side by side, where `synonyms` knows
    /// it; else they may stand anywhere in a passage.
    pub side_by_side: bool,
    /// The codebook by which `theme:` is read; `None` refuses it.
    pub themes: Option<Arc<dyn Themes>>,
}

/// Which passages come first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// Those that answer best.
    #[default]
    Best,
    /// Those of the latest paper; of papers of one date by path, in the order of the paper. Undated ones come last.
    Newest,
    /// Those of the earliest paper, else as [`Newest`](Self::Newest).
    Oldest,
}

impl Order {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Best, Self::Newest, Self::Oldest];

    /// The name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Newest => "newest",
            Self::Oldest => "oldest",
        }
    }
}

/// What AND, OR and NOT are asked of. What it is made of says [`units`](crate::model::units).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// One passage: a paragraph, an item of a list, a row of a table.
    #[default]
    Passage,
    /// A numbered paragraph or minute with all that hangs on it.
    Item,
    /// All that stands under one heading.
    Section,
    /// A whole paper.
    Document,
}

impl Scope {
    /// Every scope, from narrow to wide.
    pub const ALL: [Self; 4] = [Self::Passage, Self::Item, Self::Section, Self::Document];

    /// The name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passage => "passage",
            Self::Item => "item",
            Self::Section => "section",
            Self::Document => "document",
        }
    }
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// The passages in the order asked for, by itself best first; of equals, by path and place in the document. With a scope, the
    /// best unit first.
    pub hits: Vec<Hit>,
    /// How many passages there are, whatever the limit and the folding.
    pub total: usize,
    /// How many items, sections or documents answer; `None` where the scope is the passage.
    pub units: Option<usize>,
    /// What was asked of: what `units` are.
    pub scope: Scope,
    /// Which come first.
    pub order: Order,
    /// What else was looked for in place of words that were typed.
    pub widened: Vec<Widened>,
}

/// Finds the passages that answer a query.
///
/// Scored by BM25 over the papers now in the index, so an updated index scores as a fresh one; conditions and
/// wildcards do not weigh.
///
/// # Errors
/// [`Error::Query`](crate::Error::Query) when an expression cannot be run; [`Error::Index`](crate::Error::Index) when the index is damaged.
pub fn search(snapshot: &Snapshot, query: &Query, options: &Options) -> Result<Answer> {
    let (query, widened) = widen(snapshot, query, options)?;
    let planner = Planner::new(snapshot, &query, options);
    let Lines { found, mut passages, given, copies } = lines(&planner, query.root())?;
    passages.read(given.iter().copied())?;
    let mut papers = Papers::of(snapshot);
    let mut hits = Vec::with_capacity(given.len());
    // All that is cited at once: the names in a column lie together.
    let cited = |place: usize| copies.get(&place).into_iter().flat_map(|copies| copies.cited.iter().copied());
    let at = |place: usize| std::iter::once(found.passages[place].at).chain(cited(place));
    let mut standings = snapshot.standings(&given.iter().copied().flat_map(at).collect::<Vec<_>>())?.into_iter();
    for &place in &given {
        let (block, passage) = (passages.get(place)?, &found.passages[place]);
        let Some(standing) = standings.next() else { break };
        let mut hit = hit(papers.get(&standing.path)?, block, standing);
        (hit.score, hit.left_out, hit.highlights) = (passage.score, passage.left_out, passage.marks.of(&block.text));
        hit.copies = copies.get(&place).map_or(0, |copies| copies.count);
        for standing in standings.by_ref().take(cited(place).count()) {
            let paper = papers.get(&standing.path)?;
            hit.also_in.push(Elsewhere { council: paper.council.clone(), citation: standing.cited(paper) });
        }
        hits.push(hit);
    }
    add_findings(snapshot, &mut hits)?;
    context::add(snapshot, &mut hits, options.context)?;
    let (scope, order) = (options.scope, options.order);
    Ok(Answer { hits, total: found.total, units: found.units, scope, order, widened })
}

/// What else is looked for in place of words of a query.
///
/// # Errors
/// As [`search`].
pub fn widened(snapshot: &Snapshot, query: &Query, options: &Options) -> Result<Vec<Widened>> {
    widen(snapshot, query, options).map(|(_, widened)| widened)
}

/// The query as it is looked for.
fn widen(snapshot: &Snapshot, query: &Query, options: &Options) -> Result<(Query, Vec<Widened>)> {
    match &options.synonyms {
        Some(lexicon) if !options.exact => widen::widened(snapshot, query, lexicon, options.side_by_side),
        _ => Ok((query.clone(), Vec::new())),
    }
}

/// A passage as a hit, not yet marked, and without the findings in it.
fn hit(paper: &Card, block: &Block, standing: Standing) -> Hit {
    Hit {
        citation: standing.cited(paper),
        title: paper.title.clone(),
        kind: paper.kind,
        council: paper.council.clone(),
        text: block.text.clone(),
        highlights: Vec::new(),
        score: 0.0,
        review: None,
        findings: Vec::new(),
        before: Vec::new(),
        after: Vec::new(),
        also_in: Vec::new(),
        copies: 0,
        left_out: 0,
    }
}

/// Gives each hit the findings that stand in its passage, and the review that made them.
fn add_findings(snapshot: &Snapshot, hits: &mut [Hit]) -> Result<()> {
    let places: Vec<(&str, usize)> = hits.iter().map(|hit| (hit.citation.path.as_str(), hit.citation.block)).collect();
    let mut findings = snapshot.findings_in(&places)?;
    for hit in hits {
        let here = (hit.citation.path.clone(), hit.citation.block);
        let found = findings.remove(&here).unwrap_or_default();
        hit.review = found.values().flatten().next().cloned();
        hit.findings = found.into_keys().collect();
    }
    Ok(())
}
