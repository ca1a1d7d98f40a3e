//! What pages of committee software print around a decision: the label "Decision:", "Minutes:" beneath it, and the decision
//! itself once more.

use super::paper::{Found, Paper};
use super::rules::Place;
use super::wordings::WORDINGS;
use crate::model::{Block, Certainty, FindingKind, is_operative};
use crate::text::fold;

/// Blocks beneath "Decision:" among which the word that resolves is looked for.
pub(super) const NEAR: usize = 8;

/// Whether a line is "Decision" or "Decisions:" and no more.
pub(super) fn is_label(folded: &str) -> bool {
    WORDINGS.decision_label.is_match(folded.trim().trim_end_matches([':', '-', ' ']))
}

/// "Decision:" alone, or "Decision", above what was considered and "RESOLVED: That ...": the word below resolves.
pub(super) fn is_label_above_operative(paper: &Paper<'_>, index: usize) -> bool {
    let below = || {
        let below = paper.blocks.iter().skip(index + 1).take(NEAR);
        // "RESOLVED that Cabinet" above its list may look like a heading.
        let is_another =
            |block: &Block| block.is_heading() && paper.rule_for(Place::Operative, block.ordinal).is_none();
        below.take_while(move |block| !is_another(block) && !is_section(&block.text)).map(|block| block.ordinal)
    };
    is_label(&paper.folded[index])
        && below().any(|at| {
            let rule = paper.rule_for(Place::Operative, at).or_else(|| paper.rule_for(Place::Closing, at));
            rule.is_some_and(|rule| rule.kind == FindingKind::Resolution) && !is_label(&paper.folded[at])
        })
}

/// "Decision:" above "Minutes:": a page of committee software that holds no decision.
pub(super) fn is_empty_label(paper: &Paper<'_>, index: usize) -> bool {
    is_label(&paper.folded[index]) && paper.blocks.get(index + 1).is_some_and(|next| is_section(&next.text))
}

/// "Reasons for the decision:", "Minutes:": another part of the page begins.
fn is_section(text: &str) -> bool {
    text.trim_end().ends_with(':') && WORDINGS.page_section.is_match(text)
}

/// How far what was found is looked at for the same words, in findings and in blocks.
const FARTHEST_REPEAT: (usize, usize) = (40, 200);

/// What a committee did in the same words, of the same item, near a block: the labels of a page may part them, and no heading.
pub(super) fn said_near<'p>(
    paper: &'p Paper<'_>,
    block: usize,
    text: &'p str,
) -> impl Iterator<Item = (&'p Found, &'p [Block])> {
    let (findings, blocks) = FARTHEST_REPEAT;
    let text = fold(text);
    let near = paper.found.iter().rev().take(findings).filter(move |found| found.block != block);
    let same = near.filter(move |found| found.kind.is_of_committee() && fold(&found.text) == text);
    let between = move |found: &Found| &paper.blocks[found.block.min(block) + 1..found.block.max(block)];
    same.map(move |found| (found, between(found))).filter(move |(_, between)| {
        between.len() <= blocks && !between.iter().any(|at| at.is_heading() && !is_of_the_item(paper, between, at))
    })
}

fn is_label_of_page(paper: &Paper<'_>, block: &Block) -> bool {
    is_section(&block.text) || is_label(&paper.folded[block.ordinal])
}

/// Whether a heading among these blocks goes on with the same item: "Reason for the decision", "Resolved", or its title again.
fn is_of_the_item(paper: &Paper<'_>, between: &[Block], heading: &Block) -> bool {
    let first = between.first().map_or(0, |first| first.ordinal);
    let above = &paper.blocks[first.saturating_sub(NEAR)..first];
    is_label_of_page(paper, heading)
        || WORDINGS.page_section.is_match(&heading.text)
        || is_operative(&heading.text)
        || above.iter().any(|above| above.text == heading.text)
}

/// Fewest words of a decision that two items are not likely to share.
const FEWEST_WORDS_ALIKE: usize = 6;

/// Whether the same stands right above, where at most the word that resolves parts the two.
pub(super) fn is_repeated(paper: &Paper<'_>, block: usize, text: &str) -> bool {
    text.split_whitespace().nth(FEWEST_WORDS_ALIKE).is_some()
        && said_near(paper, block, text).any(|(found, between)| {
            let parts = |at: &Block| !is_label_of_page(paper, at) && !is_operative(&at.text);
            found.block < block && found.certainty == Certainty::Sure && !between.iter().any(parts)
        })
}

/// Whether a sentence of prose tells what is resolved near it in the same item: "The Committee agreed that ..." above the word.
pub(super) fn tells_what_is_resolved(paper: &Paper<'_>, block: usize, sentence: &str) -> bool {
    let near = |found: &&Found| found.certainty == Certainty::Sure && found.block.abs_diff(block) <= NEAR;
    paper.found.iter().rev().filter(near).filter(|found| found.kind.is_of_committee()).any(|found| {
        let words = fold(&found.text).to_lowercase();
        let words = words.strip_prefix("that ").unwrap_or(&words).trim_end_matches('.');
        let between = &paper.blocks[found.block.min(block)..found.block.max(block)];
        words.split_whitespace().nth(FEWEST_WORDS_ALIKE).is_some()
            && fold(sentence).to_lowercase().trim_end_matches('.').ends_with(words)
            && !between.iter().skip(1).any(Block::is_heading)
    })
}

/// Whether a page has said the same of the same item: "Decision: RESOLVED That ..." and beneath "Minutes:" once more. Of two items
/// the same may be resolved, so nothing less tells.
pub(super) fn is_said_above(paper: &Paper<'_>, block: usize, text: &str) -> bool {
    let is_decision = |at: &Block| is_label(&paper.folded[at.ordinal]);
    said_near(paper, block, text).any(|(found, between)| {
        let mut above = paper.blocks[..found.block].iter().rev().take(FARTHEST_REPEAT.1);
        found.block < block
            && between.iter().any(|at| is_section(&at.text))
            && !between.iter().any(is_decision)
            && above.find(|at| is_label_of_page(paper, at)).is_some_and(is_decision)
    })
}
