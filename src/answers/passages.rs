//! What the papers of a council say, sentence by sentence, for the answers that look for what was said of an ask.
//!
//! Headings, apologies, lists of who was there and contents pages say nothing of a matter and are left out; a row of a table is one passage.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use super::answering::{lists_people, points_back};
use crate::compare::Spoken;
use crate::error::Result;
use crate::model::{Block, BlockKind, Citation, Document, Finding, places};
use crate::store::Snapshot;
use crate::text::{is_stopword, sentences, stem, words};

/// So much of what an ask is about must come back in a passage that speaks of it.
const SPOKEN: f32 = 0.5;

/// So much is enough where the passage points to the ask by its minute or number.
pub(super) const POINTED: f32 = 0.25;

/// A passage that speaks of an ask has this many of its words...
const FEWEST_TERMS: usize = 3;

/// ...or so much of it that hardly anything is missing.
const ALL_OF_IT: f32 = 0.95;

/// Words in which a meeting asks, as stems.
static REQUESTING: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| include_str!("requesting.txt").lines().filter(|line| !line.starts_with('#')).map(stem).collect());

/// A sentence of a paper, or a row of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Passage {
    /// Place of its paper in the list of papers.
    pub paper: usize,
    pub text: String,
    /// Whether it is a row of a table, its cells parted by " | ".
    pub is_row: bool,
    pub at: Citation,
    /// The heading it stands under, which says what it speaks of.
    pub under: Option<Arc<str>>,
    /// Whether it, the sentence that leads its list in, or in a report of reviewers its heading says that the matter was asked
    /// for, or found, before.
    pub points_back: bool,
}

/// The passages of these papers, in order.
pub(super) fn passages(snapshot: &Snapshot, papers: &[&Document]) -> Result<Vec<Passage>> {
    let mut out = Vec::new();
    for (paper, document) in papers.iter().enumerate() {
        let blocks = snapshot.blocks(&document.path)?;
        let mut headings: BTreeMap<usize, (Arc<str>, bool)> = BTreeMap::new();
        for (block, place) in blocks.iter().zip(places(&blocks)) {
            if block.is_heading() {
                headings.insert(block.ordinal, (block.text.as_str().into(), points_back(&block.text)));
            }
            if block.is_heading() || block.boilerplate.is_some() || lists_people(&block.text) {
                continue;
            }
            let at = Citation::of(document, block, place);
            let over = block.under.and_then(|heading| headings.get(&heading));
            let under = over.map(|(heading, _)| heading.clone());
            let leads = block.led_in_by.and_then(|lead| blocks.get(lead));
            // In a report of reviewers all below "Progress since the last inspection" is of what that one asked.
            let is_below = document.kind.is_own_report() && over.is_some_and(|(_, points)| *points);
            let is_of_list = is_below || leads.is_some_and(|lead| points_back(&lead.text));
            let is_row = block.kind == BlockKind::TableRow;
            for text in parts(block).into_iter().filter(|text| !lists_people(text)) {
                let points_back = is_of_list || points_back(text);
                let (text, at, under) = (text.to_owned(), at.clone(), under.clone());
                out.push(Passage { paper, text, is_row, at, under, points_back });
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

/// Whether a passage speaks of an ask by its words alone. Of whom it speaks ("care leavers") is not what it says of them.
pub(super) fn speaks(spoken: &Spoken) -> bool {
    let enough = spoken.terms.len() >= FEWEST_TERMS || spoken.share >= ALL_OF_IT;
    spoken.share >= SPOKEN && enough && spoken.matters > 0
}

/// Whether a finding is read in this block.
pub(super) fn is_read_in(finding: &Finding, at: &Citation) -> bool {
    let here = |citation: &Citation| citation.path == at.path && citation.block == at.block;
    here(&finding.citation) || finding.also_in.iter().any(here)
}

/// A text without the words in which meetings ask.
pub(super) fn matter(text: &str) -> String {
    let tells = |word: &str| !is_stopword(&word.to_lowercase()) && !REQUESTING.contains(&stem(word));
    let kept: Vec<&str> = words(text).map(|word| word.text).filter(|word| tells(word)).collect();
    kept.join(" ")
}
