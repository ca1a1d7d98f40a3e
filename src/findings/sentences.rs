//! What prose suggests: "Members agreed that...", "The Panel requested...". Possible findings only.
//!
//! A council that never writes RESOLVED hides its asks here. Bullets of a discussion are what members said, not
//! what the committee asked; answers to questions are neither.

use super::rules::{Place, is_guarded, may_have_sentence, rule_for};
use super::{Found, Paper};
use crate::text::{fold, sentences};

/// Finds the sentences that may be findings.
pub fn find(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        let block = &paper.blocks[index];
        if !paper.is_free(index) || block.is_heading() {
            continue;
        }
        let mut found = Vec::new();
        // Most passages hold no word of any rule and need not be parted.
        if !may_have_sentence(&paper.folded[index]) {
            continue;
        }
        let texts = block.cells.iter().map(|cell| &cell.text).chain(block.cells.is_empty().then_some(&block.text));
        for text in texts {
            for range in sentences(text) {
                let sentence = text[range].trim();
                let Some(rule) = rule_for(Place::Sentence, sentence, paper.kind) else { continue };
                if is_guarded(sentence) {
                    continue;
                }
                let folded = fold(sentence);
                let cue =
                    rule.captures(&folded).and_then(|c| c.get(0).map(|m| m.as_str().to_owned())).unwrap_or_default();
                found.push(Found::new(rule, sentence, index, index, &cue));
            }
        }
        let discussed = || block.led_in_by.is_some_and(|lead| is_guarded(&paper.blocks[lead].text));
        if found.is_empty() || discussed() {
            continue;
        }
        paper.found.extend(found);
    }
}
