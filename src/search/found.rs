//! The passages that answer, in order, before anything is read of them but their places.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tantivy::DocAddress;
use tantivy::collector::Collector;

use super::conditions::is_choice_of_conditions;
use super::matcher::{Matcher, apart};
use super::plan::Planner;
use super::pruned;
use super::query::Node;
use super::ranking::{Best, Ranked, Ranking, Ranks, Same};
use super::units::{in_units, leaves};
use super::wordings::Wordings;
use super::{Order, Scope};
use crate::error::Result;
use crate::model::Block;
use crate::store::sketch::Sketch;
use crate::store::{Card, Snapshot};

/// Passages found, in order.
pub(crate) struct Found {
    pub passages: Vec<Placed>,
    /// How many there are, whatever is given.
    pub total: usize,
    /// How many units answer; `None` where the scope is the passage.
    pub units: Option<usize>,
}

/// A passage found.
pub(crate) struct Placed {
    pub at: DocAddress,
    pub score: f32,
    pub marks: Marks,
    /// The other passages in its words, where each wording was asked for once.
    pub same: Same,
    /// How many passages of its unit are not given, where it is the last of them.
    pub left_out: usize,
}

/// What to mark in a passage.
pub(crate) enum Marks {
    /// What the whole query asks for, given which of its conditions hold.
    Query(Arc<Matcher>, Vec<bool>),
    /// What some of its parts ask for.
    Parts(Vec<Arc<Matcher>>),
}

impl Marks {
    /// Byte ranges of a text, in order, not overlapping.
    pub fn of(&self, text: &str) -> Vec<(usize, usize)> {
        match self {
            Self::Query(matcher, holding) => matcher.highlights(text, holding),
            Self::Parts(matchers) => apart(matchers.iter().flat_map(|part| part.highlights(text, &[])).collect()),
        }
    }
}

impl Found {
    /// The best `wanted` passages that answer; all when `None`.
    pub fn of(planner: &Planner<'_>, root: &Node, wanted: Option<usize>) -> Result<Self> {
        let found = match (planner.options.scope, wanted) {
            (Scope::Passage, wanted) => Self::ranked(planner, root, &Best { snapshot: planner.snapshot, wanted })?,
            (scope, wanted) => Self::in_scope(planner, root, scope, wanted)?,
        };
        undamaged(planner, found)
    }

    /// The best `wanted` passages that answer, those in the same words once. With a scope, as they are.
    pub fn worded(planner: &Planner<'_>, root: &Node, wanted: usize) -> Result<Self> {
        match (planner.options.scope, wanted) {
            (Scope::Passage, 1..) => {
                undamaged(planner, Self::ranked(planner, root, &Wordings { snapshot: planner.snapshot, wanted })?)
            }
            _ => Self::of(planner, root, Some(wanted)),
        }
    }

    /// Puts the passages in the order of their papers' dates. Those of one paper stand as in the paper; with a scope, as its units do.
    pub fn put_in_time(&mut self, snapshot: &Snapshot, order: Order) -> Result<()> {
        let addresses: Vec<DocAddress> = self.passages.iter().map(|passage| passage.at).collect();
        let mut papers = Papers::of(snapshot);
        let mut keyed = Vec::with_capacity(addresses.len());
        for (standing, passage) in snapshot.standings(&addresses)?.into_iter().zip(std::mem::take(&mut self.passages)) {
            let date = papers.get(&standing.path)?.date;
            let place = if self.units.is_none() { standing.block } else { 0 };
            keyed.push((date, standing.path, place, passage));
        }
        keyed.sort_by(|(a, path, place, _), (b, other, second, _)| {
            let by_date = if order == Order::Newest { b.cmp(a) } else { a.cmp(b) };
            a.is_none().cmp(&b.is_none()).then(by_date).then_with(|| path.cmp(other)).then(place.cmp(second))
        });
        self.passages = keyed.into_iter().map(|(.., passage)| passage).collect();
        Ok(())
    }

    fn ranked<C>(planner: &Planner<'_>, root: &Node, collector: &C) -> Result<Self>
    where
        C: Collector<Fruit = Ranking>,
        C::Child: Ranks,
    {
        let Ranking { best, total } = match pruned::ranking(planner, root, collector)? {
            Some(ranking) => ranking,
            None => planner.snapshot.ranked(&*planner.passages(root)?, collector)?,
        };
        let addresses: Vec<DocAddress> = best.iter().map(|ranked| ranked.at).collect();
        let mut holding = match is_choice_of_conditions(root) {
            true => planner.holding(root, &addresses)?,
            false => vec![Vec::new(); addresses.len()],
        };
        let matcher = Arc::new(Matcher::new(root, planner.options.exact));
        let place = |(place, Ranked { at, score, same, .. }): (usize, Ranked)| Placed {
            at,
            score,
            marks: Marks::Query(Arc::clone(&matcher), std::mem::take(&mut holding[place])),
            same,
            left_out: 0,
        };
        Ok(Self { passages: best.into_iter().enumerate().map(place).collect(), total, units: None })
    }

    fn in_scope(planner: &Planner<'_>, root: &Node, scope: Scope, wanted: Option<usize>) -> Result<Self> {
        let found = in_units(planner, root, scope)?;
        let matchers: Vec<Arc<Matcher>> =
            leaves(root).into_iter().map(|leaf| Arc::new(Matcher::new(leaf, planner.options.exact))).collect();
        let (total, each) = (found.passages.len(), planner.options.each.unwrap_or(usize::MAX).max(1));
        let mut passages: Vec<Placed> = Vec::new();
        for unit in found.passages.chunk_by(|a, b| a.unit == b.unit) {
            for passage in unit.iter().take(each) {
                passages.push(Placed {
                    at: passage.at,
                    score: passage.score,
                    marks: Marks::Parts(passage.parts.iter().map(|&part| Arc::clone(&matchers[part])).collect()),
                    same: Same::default(),
                    left_out: 0,
                });
            }
            if let Some(last) = passages.last_mut() {
                last.left_out = unit.len().saturating_sub(each);
            }
        }
        passages.truncate(wanted.unwrap_or(usize::MAX));
        Ok(Self { passages, total, units: Some(found.units) })
    }
}

/// What was found, unless a record could not be read on the way.
fn undamaged(planner: &Planner<'_>, found: Found) -> Result<Found> {
    match planner.damaged.load(Ordering::Relaxed) {
        true => Err(planner.snapshot.damaged()),
        false => Ok(found),
    }
}

/// The passages found, each read when it is asked for: of a hundred that are looked through for copies, most are not.
pub(crate) struct Passages<'s> {
    snapshot: &'s Snapshot,
    at: Vec<DocAddress>,
    read: Vec<Option<Block>>,
}

impl<'s> Passages<'s> {
    pub fn of(snapshot: &'s Snapshot, found: &[Placed]) -> Self {
        Self { snapshot, at: found.iter().map(|passage| passage.at).collect(), read: vec![None; found.len()] }
    }

    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// What tells which of them can be in nearly the same words.
    pub fn sketches(&self) -> Result<Vec<Sketch>> {
        self.snapshot.sketches(&self.at)
    }

    /// Reads those of these places that were not read yet.
    pub fn read(&mut self, places: impl IntoIterator<Item = usize>) -> Result<()> {
        let places: Vec<usize> = places.into_iter().filter(|&place| self.read[place].is_none()).collect();
        let addresses: Vec<DocAddress> = places.iter().map(|&place| self.at[place]).collect();
        for (place, block) in places.into_iter().zip(by_address(self.snapshot, &addresses)?) {
            self.read[place] = Some(block);
        }
        Ok(())
    }

    /// The passage at a place.
    pub fn get(&mut self, place: usize) -> Result<&Block> {
        if self.read[place].is_none() {
            self.read[place] = Some(self.snapshot.record(self.at[place])?);
        }
        self.read[place].as_ref().ok_or_else(|| self.snapshot.damaged())
    }
}

/// The passages at these addresses, in their order. They are read in the order of the index, which keeps unpacked pages
/// at hand when there are many.
pub(crate) fn by_address(snapshot: &Snapshot, addresses: &[DocAddress]) -> Result<Vec<Block>> {
    let mut places: Vec<usize> = (0..addresses.len()).collect();
    places.sort_by_key(|&place| addresses[place]);
    let mut blocks: Vec<(usize, Block)> = Vec::with_capacity(places.len());
    for place in places {
        blocks.push((place, snapshot.record(addresses[place])?));
    }
    blocks.sort_by_key(|(place, _)| *place);
    Ok(blocks.into_iter().map(|(_, block)| block).collect())
}

/// Where every passage lies that answers a query, in the order of the index.
pub(crate) fn addresses(planner: &Planner<'_>, root: &Node) -> Result<Vec<DocAddress>> {
    let found = match planner.options.scope {
        Scope::Passage => planner.snapshot.addresses(&*planner.passages(root)?)?,
        scope => {
            let passages = in_units(planner, root, scope)?.passages;
            let found: BTreeSet<DocAddress> = passages.into_iter().map(|passage| passage.at).collect();
            found.into_iter().collect()
        }
    };
    if planner.damaged.load(Ordering::Relaxed) {
        return Err(planner.snapshot.damaged());
    }
    Ok(found)
}

/// The papers of the passages, each looked up once.
pub(crate) struct Papers<'s> {
    snapshot: &'s Snapshot,
    known: BTreeMap<String, Card>,
}

impl<'s> Papers<'s> {
    pub fn of(snapshot: &'s Snapshot) -> Self {
        Self { snapshot, known: BTreeMap::new() }
    }

    /// The paper of a path.
    pub fn get(&mut self, path: &str) -> Result<&Card> {
        if !self.known.contains_key(path) {
            self.known.insert(path.to_owned(), self.snapshot.card(path)?);
        }
        Ok(&self.known[path])
    }
}
