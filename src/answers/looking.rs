//! What is looked through without a codebook: findings, or passages of papers, each read once and let go; those that are
//! shown are fetched at the end.

use std::collections::BTreeMap;

use tantivy::DocAddress;

use crate::error::Result;
use crate::model::{Citation, Finding};
use crate::store::{Snapshot, Wanted};
use crate::themes::gathered::{Lot, Passages, Told};
use crate::themes::passage::{Passage, Taken};

/// Passages of an index, gathered, and where to find them again.
pub struct Looked<'s> {
    snapshot: &'s Snapshot,
    passages: Passages,
    /// For each passage, where its record lies.
    at: Vec<DocAddress>,
    is_findings: bool,
}

impl<'s> Looked<'s> {
    /// The findings that are wanted, each of the year that `year` gives. Grades are left out: they name an area of work
    /// whatever was found there.
    ///
    /// # Errors
    /// Those of [`Snapshot::findings`].
    pub fn through_findings(
        snapshot: &'s Snapshot,
        wanted: &Wanted,
        year: impl Fn(&Finding) -> Option<i32> + Sync,
    ) -> Result<Self> {
        let lot = |mut findings: Vec<(DocAddress, Finding)>| {
            findings.retain(|(_, finding)| finding.judgement.is_none());
            let told: Vec<Told<'_>> =
                findings.iter().map(|(_, finding)| Told::finding(finding, year(finding))).collect();
            (findings.iter().map(|(at, _)| *at).collect(), Lot::of(&told))
        };
        Ok(Self::joined(snapshot, snapshot.finding_lots(wanted, lot)?, true))
    }

    /// The passages of these papers, or of all where none is named.
    ///
    /// # Errors
    /// Those of [`Snapshot::passages`].
    pub fn through_papers(snapshot: &'s Snapshot, papers: &[String]) -> Result<Self> {
        let lot = |passages: Vec<(DocAddress, Citation, String)>| {
            let (at, taken): (Vec<_>, Vec<_>) =
                passages.into_iter().map(|(at, citation, text)| (at, taken(citation, text))).unzip();
            (at, Lot::of(&taken.iter().map(Taken::told).collect::<Vec<_>>()))
        };
        Ok(Self::joined(snapshot, snapshot.passage_lots(papers, lot)?, false))
    }

    fn joined(snapshot: &'s Snapshot, read: Vec<(Vec<DocAddress>, Lot)>, is_findings: bool) -> Self {
        let (at, lots): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        let at: Vec<DocAddress> = at.into_iter().flatten().collect();
        let (passages, order) = Passages::joined(&lots);
        Self { snapshot, passages, at: order.into_iter().map(|gathered| at[gathered]).collect(), is_findings }
    }

    /// The passages, in the order of their papers.
    pub fn passages(&self) -> &Passages {
        &self.passages
    }

    /// Some of them in full, by position.
    ///
    /// # Errors
    /// [`Error::Index`](crate::Error::Index) when the index is damaged.
    pub fn shown(&self, positions: impl IntoIterator<Item = usize>) -> Result<BTreeMap<usize, Passage>> {
        let mut shown = BTreeMap::new();
        for position in positions {
            let at = self.at[position];
            if self.is_findings {
                shown.insert(position, Passage::Finding(Box::new(self.snapshot.record(at)?)));
            } else if let Some((citation, text)) = self.snapshot.passage(at)? {
                shown.insert(position, Passage::Taken(Box::new(taken(citation, text))));
            }
        }
        Ok(shown)
    }
}

/// A passage of a paper as one to be grouped.
fn taken(at: Citation, text: String) -> Taken {
    let year = at.date.map(|date| date.year());
    Taken { id: format!("{}/block{}", at.document, at.block), text, at, year, topic: None }
}
