//! Search within items, sections and whole documents: words of a query may then stand in different passages.
//!
//! A *unit* is what the scope names. Each word, phrase, nearness and condition is looked for in single passages; AND, OR
//! and NOT are then asked of the units in which those passages stand. What is given are the passages of the units that
//! answer: those with words that made it answer; where only conditions did, the passages they hold for; where nothing
//! that was asked has a place (`-housing` alone), every passage of the unit.
//!
//! Units come by score, the sum of the best passage for each word; within a unit first the best passage for each word, in
//! the order typed, so that all that was asked is seen at the top, then the rest by score.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::Scope;
use super::plan::{OTHER_WORDS, Planner};
use super::query::{Node, Part};
use super::ranking::rounded;
use crate::error::Result;
use crate::store::schema::column;

/// A unit: number of the path among all paths, then first block.
type Unit = u64;

/// What is found in units: passages in order, and how many there are of both.
#[derive(Debug, Default)]
pub(crate) struct InUnits {
    /// Passages, the best unit first.
    pub passages: Vec<InUnit>,
    /// How many units answer.
    pub units: usize,
}

/// A passage of a unit that answers.
#[derive(Debug, Clone)]
pub(crate) struct InUnit {
    pub at: DocAddress,
    pub score: Score,
    /// Tells the units apart: passages of one unit share it.
    pub unit: u64,
    /// The parts of the query to be marked in it, by their place in [`leaves`].
    pub parts: BTreeSet<usize>,
}

/// The parts of a query that are looked for in single passages, in the order typed.
pub(crate) fn leaves(node: &Node) -> Vec<&Node> {
    match &node.part {
        Part::Run(_) | Part::Near { .. } | Part::Filter(_) => vec![node],
        part => part.parts().into_iter().flat_map(leaves).collect(),
    }
}

/// Which of the leaves are looked for: words and nearnesses, but "of" and "the" only where nothing beside them tells more, as
/// [`Matcher`](super::matcher::Matcher) marks them.
fn looked_for(node: &Node) -> Vec<bool> {
    match &node.part {
        Part::Run(_) | Part::Near { .. } => vec![true],
        Part::Filter(_) => vec![false],
        part => {
            let tells = matches!(part, Part::All(_)) && part.tells();
            let of_part = |inner: &Node| match tells && inner.part.is_small_word() {
                true => vec![false],
                false => looked_for(inner),
            };
            part.parts().into_iter().flat_map(of_part).collect()
        }
    }
}

/// Finds the passages of the units that answer.
pub(crate) fn in_units(planner: &Planner<'_>, root: &Node, scope: Scope) -> Result<InUnits> {
    let paths = Paths::of(planner)?;
    let mut found = Vec::new();
    for (leaf, is_text) in leaves(root).into_iter().zip(looked_for(root)) {
        found.push(Leaf { is_text, at: paths.find(planner, leaf, scope)? });
    }
    let everything = Node { span: 0..0, part: Part::All(Vec::new()) };
    let all = |needed: bool| if needed { paths.find(planner, &everything, scope) } else { Ok(Vec::new()) };
    let all = all(needs_everything(root))?;
    let universe = units_of(&all);
    let numbered = Numbered::of(root, &mut 0);
    let answering = numbered.units(&found, &universe);
    let mut active = vec![Active::default(); found.len()];
    numbered.activate(&found, &universe, &answering, 1.0, &mut active);
    Ok(gather(&found, &active, &answering, &all))
}

/// A unit that answers, whole.
pub(crate) struct Whole {
    /// Every passage that stands in it.
    pub passages: Vec<DocAddress>,
    /// Those that are given.
    pub found: BTreeSet<DocAddress>,
    /// What they are given for.
    given: Given,
}

/// What the passages of a unit are given for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    /// Words that made it answer.
    Words,
    /// Conditions: there were no words.
    Conditions,
    /// Nothing that was asked has a place.
    Nothing,
}

impl Whole {
    /// How many of its passages are given when the query also asks for a condition that these hold for.
    pub fn given_with(&self, holding: &BTreeSet<DocAddress>) -> usize {
        match self.given {
            Given::Words => self.found.len(),
            Given::Conditions => self.found.union(holding).count(),
            Given::Nothing => holding.len(),
        }
    }
}

/// The units that answer, each with all that stands in it.
pub(crate) fn wholes(planner: &Planner<'_>, root: &Node, scope: Scope) -> Result<Vec<Whole>> {
    let is_text = looked_for(root);
    let mut units: BTreeMap<Unit, Whole> = BTreeMap::new();
    for passage in in_units(planner, root, scope)?.passages {
        let given = match passage.parts.first() {
            Some(&part) if is_text[part] => Given::Words,
            Some(_) => Given::Conditions,
            None => Given::Nothing,
        };
        let nothing = Whole { passages: Vec::new(), found: BTreeSet::new(), given };
        units.entry(passage.unit).or_insert(nothing).found.insert(passage.at);
    }
    let everything = Node { span: 0..0, part: Part::All(Vec::new()) };
    for found in Paths::of(planner)?.find(planner, &everything, scope)? {
        if let Some(unit) = units.get_mut(&found.unit) {
            unit.passages.push(found.at);
        }
    }
    Ok(units.into_values().collect())
}

/// A part of the query with the passages it is found in.
struct Leaf {
    is_text: bool,
    at: Vec<Found>,
}

/// A passage that a part is found in.
#[derive(Clone, Copy)]
struct Found {
    unit: Unit,
    ordinal: u64,
    at: DocAddress,
    score: Score,
}

fn units_of(found: &[Found]) -> BTreeSet<Unit> {
    found.iter().map(|found| found.unit).collect()
}

/// Whether a part that is not asked for anything, or a unit without a place for what was asked, can come up.
fn needs_everything(root: &Node) -> bool {
    fn has_not(node: &Node) -> bool {
        matches!(node.part, Part::Not(_)) || node.part.parts().into_iter().any(has_not)
    }
    has_not(root)
}

/// The query with its leaves numbered.
enum Numbered {
    Leaf(usize),
    Not(Box<Numbered>),
    All(Vec<Numbered>),
    Any(Vec<(Numbered, Score)>),
}

/// The units that a leaf helped to answer, and what it weighs.
#[derive(Clone, Default)]
struct Active {
    units: BTreeSet<Unit>,
    weight: Score,
}

impl Numbered {
    fn of(node: &Node, next: &mut usize) -> Self {
        let mut of = |node: &Node| Self::of(node, next);
        match &node.part {
            Part::Run(_) | Part::Near { .. } | Part::Filter(_) => {
                *next += 1;
                Self::Leaf(*next - 1)
            }
            Part::Not(inner) => Self::Not(Box::new(of(inner))),
            Part::All(parts) => Self::All(parts.iter().map(of).collect()),
            Part::Any(parts) => Self::Any(parts.iter().map(|part| (of(part), 1.0)).collect()),
            Part::Alike { said, also } => {
                let mut ways = vec![(of(said), 1.0)];
                ways.extend(also.iter().map(|way| (of(way), OTHER_WORDS)));
                Self::Any(ways)
            }
        }
    }

    /// The units that answer.
    fn units(&self, leaves: &[Leaf], universe: &BTreeSet<Unit>) -> BTreeSet<Unit> {
        match self {
            Self::Leaf(number) => units_of(&leaves[*number].at),
            Self::Not(inner) => universe - &inner.units(leaves, universe),
            Self::All(parts) => {
                let mut with: Option<BTreeSet<Unit>> = None;
                for part in parts {
                    let units = part.units(leaves, universe);
                    with = Some(with.map_or(units.clone(), |with| &with & &units));
                }
                with.unwrap_or_else(|| universe.clone())
            }
            Self::Any(parts) => parts.iter().flat_map(|(part, _)| part.units(leaves, universe)).collect(),
        }
    }

    /// Notes for each leaf the units in which it is among what made them answer.
    fn activate(
        &self,
        leaves: &[Leaf],
        universe: &BTreeSet<Unit>,
        units: &BTreeSet<Unit>,
        weight: Score,
        active: &mut [Active],
    ) {
        match self {
            Self::Leaf(number) => active[*number] = Active { units: units.clone(), weight },
            Self::Not(_) => {}
            Self::All(parts) => parts.iter().for_each(|part| part.activate(leaves, universe, units, weight, active)),
            Self::Any(parts) => {
                for (part, factor) in parts {
                    let answered = &part.units(leaves, universe) & units;
                    part.activate(leaves, universe, &answered, weight * factor, active);
                }
            }
        }
    }
}

/// Puts the passages of the answering units in order.
fn gather(leaves: &[Leaf], active: &[Active], answering: &BTreeSet<Unit>, all: &[Found]) -> InUnits {
    let mut units: BTreeMap<Unit, Gathered> = answering.iter().map(|&unit| (unit, Gathered::default())).collect();
    for texts in [true, false] {
        for (number, leaf) in leaves.iter().enumerate().filter(|(_, leaf)| leaf.is_text == texts) {
            let Active { units: helped, weight } = &active[number];
            for found in leaf.at.iter().filter(|found| helped.contains(&found.unit)) {
                if let Some(unit) = units.get_mut(&found.unit) {
                    unit.take(number, found, rounded(found.score * weight), texts);
                }
            }
        }
    }
    for found in all {
        if let Some(unit) = units.get_mut(&found.unit).filter(|unit| unit.passages.is_empty()) {
            unit.unasked.push(*found);
        }
    }
    let count = units.len();
    let mut ordered: Vec<(Score, Unit, Gathered)> =
        units.into_iter().map(|(unit, gathered)| (gathered.score(), unit, gathered)).collect();
    // Units are numbered in the order of paths and places.
    ordered.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    InUnits {
        passages: ordered.into_iter().flat_map(|(_, unit, gathered)| gathered.passages(unit)).collect(),
        units: count,
    }
}

/// The passages of one unit on their way into order.
#[derive(Default)]
struct Gathered {
    /// By ordinal.
    passages: BTreeMap<u64, (DocAddress, Score, BTreeSet<usize>)>,
    has_text: bool,
    /// The best passage for each part: its score and ordinal.
    best: BTreeMap<usize, (Score, u64)>,
    unasked: Vec<Found>,
}

impl Gathered {
    fn take(&mut self, number: usize, found: &Found, score: Score, is_text: bool) {
        if self.has_text && !is_text {
            return;
        }
        self.has_text |= is_text;
        let passage = self.passages.entry(found.ordinal).or_insert((found.at, 0.0, BTreeSet::new()));
        passage.1 += score;
        passage.2.insert(number);
        let best = self.best.entry(number).or_insert((score, found.ordinal));
        if score > best.0 || (score == best.0 && found.ordinal < best.1) {
            *best = (score, found.ordinal);
        }
    }

    fn score(&self) -> Score {
        rounded(self.best.values().map(|(score, _)| score).sum())
    }

    fn passages(mut self, unit: Unit) -> Vec<InUnit> {
        for found in std::mem::take(&mut self.unasked) {
            self.passages.insert(found.ordinal, (found.at, 0.0, BTreeSet::new()));
        }
        let mut first: Vec<u64> = Vec::new();
        for &(_, ordinal) in self.best.values() {
            if !first.contains(&ordinal) {
                first.push(ordinal);
            }
        }
        let mut rest: Vec<(u64, Score)> = self
            .passages
            .iter()
            .filter(|(ordinal, _)| !first.contains(ordinal))
            .map(|(&ordinal, &(_, score, _))| (ordinal, rounded(score)))
            .collect();
        rest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        first.extend(rest.into_iter().map(|(ordinal, _)| ordinal));
        let passages = &self.passages;
        first
            .into_iter()
            .filter_map(|ordinal| passages.get(&ordinal))
            .map(|(at, score, parts)| InUnit { at: *at, score: rounded(*score), unit, parts: parts.clone() })
            .collect()
    }
}

/// The paths of all papers, numbered in order: passages of one paper may lie in several segments.
struct Paths {
    /// For each segment, the number of each of its own.
    of_segment: Vec<Vec<u32>>,
}

impl Paths {
    fn of(planner: &Planner<'_>) -> Result<Self> {
        let snapshot = planner.snapshot;
        let failed = |error: std::io::Error| snapshot.failed(error.into());
        let mut names: Vec<Vec<String>> = Vec::new();
        for segment in snapshot.searcher().segment_readers() {
            let mut own = Vec::new();
            if let Some(paths) = segment.fast_fields().str(column::PATH).map_err(|error| snapshot.failed(error))? {
                let mut terms = paths.dictionary().stream().map_err(failed)?;
                while terms.advance() {
                    own.push(String::from_utf8_lossy(terms.key()).into_owned());
                }
            }
            names.push(own);
        }
        let all: BTreeSet<&String> = names.iter().flatten().collect();
        let numbers: BTreeMap<&String, u32> = all.into_iter().zip(0..).collect();
        let of_segment = names.iter().map(|own| own.iter().map(|path| numbers[path]).collect()).collect();
        Ok(Self { of_segment })
    }

    /// The passages that a part is found in.
    fn find(&self, planner: &Planner<'_>, leaf: &Node, scope: Scope) -> Result<Vec<Found>> {
        let snapshot = planner.snapshot;
        let plan = match &leaf.part {
            Part::All(parts) if parts.is_empty() => planner.every_passage(),
            _ => planner.passages(leaf)?,
        };
        let collector = Units { of_segment: &self.of_segment, scope };
        snapshot.ranked(&*plan, &collector)
    }
}

/// Collects passages with their units.
struct Units<'p> {
    of_segment: &'p [Vec<u32>],
    scope: Scope,
}

struct UnitsOfSegment {
    segment: SegmentOrdinal,
    numbers: Vec<u32>,
    paths: Option<StrColumn>,
    ordinals: Column<u64>,
    starts: Option<Column<u64>>,
    found: Vec<Found>,
}

impl Collector for Units<'_> {
    type Fruit = Vec<Found>;
    type Child = UnitsOfSegment;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<UnitsOfSegment> {
        let columns = reader.fast_fields();
        let starts = match self.scope {
            Scope::Document => None,
            Scope::Passage => Some(columns.u64(column::ORDINAL)?),
            Scope::Item => Some(columns.u64(column::ITEM)?),
            Scope::Section => Some(columns.u64(column::SECTION)?),
        };
        Ok(UnitsOfSegment {
            segment,
            numbers: self.of_segment.get(segment as usize).cloned().unwrap_or_default(),
            paths: columns.str(column::PATH)?,
            ordinals: columns.u64(column::ORDINAL)?,
            starts,
            found: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Vec<Found>>) -> tantivy::Result<Vec<Found>> {
        let mut all: Vec<Found> = segments.into_iter().flatten().collect();
        all.sort_by_key(|found| (found.unit, found.ordinal));
        Ok(all)
    }
}

impl SegmentCollector for UnitsOfSegment {
    type Fruit = Vec<Found>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let path = self.paths.as_ref().and_then(|paths| paths.ords().first(doc)).unwrap_or(0);
        let path = self.numbers.get(path as usize).copied().unwrap_or(u32::MAX);
        let start = self.starts.as_ref().and_then(|starts| starts.first(doc)).unwrap_or(0);
        let unit = (u64::from(path) << 32) | (start & u64::from(u32::MAX));
        let ordinal = self.ordinals.first(doc).unwrap_or(0);
        self.found.push(Found { unit, ordinal, at: DocAddress::new(self.segment, doc), score: rounded(score) });
    }

    fn harvest(self) -> Vec<Found> {
        self.found
    }
}
