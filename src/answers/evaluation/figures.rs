//! Counts of what was found and labelled, and the scores made of them.

use std::collections::BTreeMap;

use super::bootstrap;
use super::matching::Measure;
use crate::themes::statistics::{Interval, share};

/// What a row of figures is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Everything together.
    All,
    /// A kind of finding, as labelled.
    Kind,
    /// A family of papers: what the labels call it, else kind and framework.
    Family,
    /// A file format.
    Format,
}

impl By {
    /// The name used in CSV and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Kind => "kind",
            Self::Family => "family",
            Self::Format => "format",
        }
    }
}

/// Which findings a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Those that the structure of the paper shows.
    Sure,
    /// Those that only words suggest. Only where the labels say which these are.
    Possible,
    /// Both together.
    Both,
}

impl Tier {
    /// The name used in CSV and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Possible => "possible",
            Self::Both => "both",
        }
    }
}

/// Counts of one paper, or of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Items found.
    pub found: usize,
    /// Items labelled.
    pub labelled: usize,
    /// Pairs of a found and a labelled item.
    pub matched: usize,
    /// Those of them that are of the very kind.
    pub kind_right: usize,
}

impl Counts {
    /// Harmonic mean of precision and recall; `None` where nothing was found nor labelled.
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.matched, self.found + self.labelled)
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, one| Self {
            found: sum.found + one.found,
            labelled: sum.labelled + one.labelled,
            matched: sum.matched + one.matched,
            kind_right: sum.kind_right + one.kind_right,
        })
    }
}

/// A row of figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// What the row is about.
    pub by: By,
    /// Which kind, family or format; empty for everything together.
    pub name: String,
    /// Which findings.
    pub tier: Tier,
    /// What counts as the same item.
    pub measure: Measure,
    /// Number of papers that count.
    pub papers: usize,
    /// Items found.
    pub found: usize,
    /// Items labelled.
    pub labelled: usize,
    /// Pairs of a found and a labelled item.
    pub matched: usize,
    /// Those of them that are of the very kind.
    pub kind_right: usize,
    /// 95 % of F1 over papers; `None` where there are fewer than two.
    pub interval: Option<Interval>,
}

impl Score {
    /// Share of found items that are labelled; `None` where none was found.
    pub fn precision(&self) -> Option<f64> {
        share(self.matched, self.found)
    }

    /// Share of labelled items that were found; `None` where none is labelled.
    pub fn recall(&self) -> Option<f64> {
        share(self.matched, self.labelled)
    }

    /// Harmonic mean of precision and recall; `None` where nothing was found nor labelled.
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.matched, self.found + self.labelled)
    }

    /// The same, counting only matches of the very kind.
    pub fn typed_f1(&self) -> Option<f64> {
        share(2 * self.kind_right, self.found + self.labelled)
    }
}

/// Where counts belong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    pub by: By,
    pub name: String,
    pub tier: Tier,
    pub measure: Measure,
}

/// Counts paper by paper.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<Cell, Vec<Counts>>);

impl Tally {
    /// Adds the counts of one paper.
    pub fn add(&mut self, cell: Cell, counts: Counts) {
        self.0.entry(cell).or_default().push(counts);
    }

    /// The rows, in order.
    pub fn scores(self) -> Vec<Score> {
        let score = |(cell, papers): (Cell, Vec<Counts>)| {
            let sum: Counts = papers.iter().copied().sum();
            Score {
                by: cell.by,
                name: cell.name,
                tier: cell.tier,
                measure: cell.measure,
                papers: papers.len(),
                found: sum.found,
                labelled: sum.labelled,
                matched: sum.matched,
                kind_right: sum.kind_right,
                interval: bootstrap::interval(&papers, Counts::f1),
            }
        };
        self.0.into_iter().map(score).collect()
    }
}
