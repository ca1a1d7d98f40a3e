//! What prose suggests: "Members agreed that...", "The Panel requested...". Possible findings only.
//!
//! A council that never writes RESOLVED hides its asks here. Bullets of a discussion are what members said, not
//! what the committee asked; answers to questions are neither.

use super::rules::{Place, is_guarded, rule_for};
use super::{Found, Paper};
use crate::text::sentences;

/// Finds the sentences that may be findings.
pub fn find(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        let block = &paper.blocks[index];
        let discussed = block.led_in_by.is_some_and(|lead| is_guarded(&paper.blocks[lead].text));
        if !paper.is_free(index) || block.is_heading() || discussed {
            continue;
        }
        let texts: Vec<String> = if block.cells.is_empty() {
            vec![block.text.clone()]
        } else {
            block.cells.iter().map(|cell| cell.text.clone()).collect()
        };
        let mut found = Vec::new();
        for text in &texts {
            for range in sentences(text) {
                let sentence = text[range].trim();
                if is_guarded(sentence) {
                    continue;
                }
                if let Some(rule) = rule_for(Place::Sentence, sentence, paper.kind) {
                    let folded = crate::text::fold(sentence);
                    let cue = rule
                        .captures(&folded)
                        .and_then(|c| c.get(0).map(|m| m.as_str().to_owned()))
                        .unwrap_or_default();
                    found.push(Found::new(rule, sentence, index, index, &cue));
                }
            }
        }
        paper.found.extend(found);
    }
}
