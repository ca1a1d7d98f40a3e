//! What stands beside a finding where a paper prints it to answer it: a Cabinet's response, the progress that a later review
//! found. In a table it is a cell of the same row, in prose the paragraph beneath.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::model::{Block, Citation, DocumentKind, Finding, FindingKind};
use crate::store::Snapshot;

use super::answering::{is_response, is_response_column};

/// Blocks beneath a recommendation that may answer it.
const BENEATH: usize = 2;

/// Something that is answered to a finding.
pub(super) struct Answered {
    /// Where it is answered.
    pub at: Citation,
    /// The answer as printed.
    pub text: String,
    /// The finding that the answer is, where it is one: progress.
    pub finding: Option<Finding>,
}

/// The papers that answer, each read once.
pub(super) struct Answers<'s> {
    snapshot: &'s Snapshot,
    /// What reviews found of progress, by path and block.
    progress: BTreeMap<(String, usize), Finding>,
    papers: BTreeMap<String, Paper>,
}

struct Paper {
    blocks: Vec<Block>,
    cited: BTreeMap<usize, Citation>,
}

impl<'s> Answers<'s> {
    /// `findings` are those among which progress is looked for.
    pub fn of<'f>(snapshot: &'s Snapshot, findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let progress = findings.into_iter().filter(|finding| finding.kind == FindingKind::Progress);
        let placed = progress.map(|finding| ((finding.citation.path.clone(), finding.citation.block), finding.clone()));
        Self { snapshot, progress: placed.collect(), papers: BTreeMap::new() }
    }

    /// What is answered to a finding, in the order of the places where it is read.
    pub fn to(&mut self, finding: &Finding) -> Result<Vec<Answered>> {
        let mut all = Vec::new();
        for at in std::iter::once(&finding.citation).chain(&finding.also_in) {
            match at.kind {
                DocumentKind::CabinetResponse => all.extend(self.response(at)?),
                DocumentKind::ProgressReview => all.extend(self.progress(at)),
                _ => {}
            }
        }
        Ok(all)
    }

    fn progress(&self, at: &Citation) -> Option<Answered> {
        let of =
            |block: usize| self.progress.get(&(at.path.clone(), block)).filter(|told| stands_with(&told.citation, at));
        let told = of(at.block).or_else(|| of(at.block + 1))?;
        Some(Answered { at: told.citation.clone(), text: told.text.clone(), finding: Some(told.clone()) })
    }

    fn response(&mut self, at: &Citation) -> Result<Option<Answered>> {
        if !self.papers.contains_key(&at.path) {
            let blocks = self.snapshot.blocks(&at.path)?;
            let passages = self.snapshot.passages(std::slice::from_ref(&at.path))?;
            let cited = passages.into_iter().map(|(citation, _)| (citation.block, citation)).collect();
            self.papers.insert(at.path.clone(), Paper { blocks, cited });
        }
        let Paper { blocks, cited } = &self.papers[&at.path];
        let in_row = || {
            let text = blocks.get(at.block)?.cell(is_response_column).filter(|text| !text.trim().is_empty())?;
            Some(Answered { at: at.clone(), text: text.to_owned(), finding: None })
        };
        let below = || {
            // What is numbered next is the next recommendation, and what stands beneath it answers that.
            let goes_on = |block: &&Block| !block.is_heading() && !block.is_item() && block.number.is_none();
            let mut next = blocks.iter().skip(at.block + 1).take(BENEATH).take_while(goes_on);
            let answer = next.find(|block| is_response(&block.text))?;
            Some(Answered { at: cited.get(&answer.ordinal)?.clone(), text: answer.text.clone(), finding: None })
        };
        Ok(in_row().or_else(below))
    }
}

/// Whether progress is told of what a paper prints at a place: in the same row, or in the paragraph beneath. The next row of a
/// table is of another recommendation.
pub(super) fn stands_with(told: &Citation, at: &Citation) -> bool {
    let is_beneath = told.block == at.block + 1 && told.item.is_none();
    told.path == at.path && (told.block == at.block || is_beneath)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_progress_of_the_next_row_is_of_another_recommendation() {
        let at = |block: usize, item: Option<&str>| Citation {
            item: item.map(str::to_owned),
            ..Citation::new("review", DocumentKind::ProgressReview, "review.pdf", block)
        };
        assert!(stands_with(&at(4, Some("r4")), &at(4, Some("r4"))));
        assert!(stands_with(&at(5, None), &at(4, Some("rec1"))));
        assert!(!stands_with(&at(5, Some("r5")), &at(4, Some("r4"))));
        assert!(!stands_with(&at(6, None), &at(4, Some("rec1"))));
    }
}
