//! What the papers of a council say, sentence by sentence, for the answers that look for what was said of an ask.
//!
//! Headings, apologies and contents pages say nothing of a matter and are left out; a row of a table is one passage.

use crate::error::Result;
use crate::model::{Block, BlockKind, Citation, Document, Finding, places};
use crate::store::Snapshot;
use crate::text::sentences;

/// A sentence of a paper, or a row of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Passage {
    /// Place of its paper in the list of papers.
    pub paper: usize,
    pub text: String,
    pub at: Citation,
}

/// The passages of these papers, in order.
pub(super) fn passages(snapshot: &Snapshot, papers: &[&Document]) -> Result<Vec<Passage>> {
    let mut out = Vec::new();
    for (paper, document) in papers.iter().enumerate() {
        let blocks = snapshot.blocks(&document.path)?;
        for (block, place) in blocks.iter().zip(places(&blocks)) {
            if block.is_heading() || block.boilerplate.is_some() {
                continue;
            }
            let at = Citation {
                document: document.id.clone(),
                kind: document.kind,
                date: document.date,
                path: document.path.clone(),
                section: place.section,
                paragraph: place.paragraph,
                item: place.item,
                page: block.page,
                block: block.ordinal,
            };
            for text in parts(block) {
                out.push(Passage { paper, text: text.to_owned(), at: at.clone() });
            }
        }
    }
    Ok(out)
}

fn parts(block: &Block) -> Vec<&str> {
    if block.kind == BlockKind::TableRow {
        return vec![&block.text];
    }
    sentences(&block.text).into_iter().map(|range| &block.text[range]).collect()
}

/// Whether a finding is read in this block.
pub(super) fn is_read_in(finding: &Finding, at: &Citation) -> bool {
    let here = |citation: &Citation| citation.path == at.path && citation.block == at.block;
    here(&finding.citation) || finding.also_in.iter().any(here)
}
