//! What prose suggests: "Members agreed that...", "The Panel requested...", "The peer team recommends...". Possible findings
//! only.
//!
//! A council that never writes RESOLVED hides its asks here, and so do peers whose report lists few. Bullets of a discussion
//! are what members said, not what the committee asked, unless its own verb says so; answers to questions are neither.

use super::pages::tells_what_is_resolved;
use super::paper::{Found, Paper};
use super::rules::{Place, is_guarded, rule_for};
use crate::model::{BlockKind, Cell, DocumentKind};
use crate::text::{fold, sentences};

/// Finds the sentences that may be findings.
pub fn find(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        let block = &paper.blocks[index];
        // Beside an action of minutes stands what the committee agreed; the action itself is found.
        let beside = paper.kind == DocumentKind::Minutes && block.kind == BlockKind::TableRow && paper.taken[index];
        if !(paper.is_free(index) || beside && block.boilerplate.is_none()) || block.is_heading() {
            continue;
        }
        let mut found = Vec::new();
        // Most passages hold no word of any rule and need not be parted.
        if !paper.scanned[index].may_have_sentence() {
            continue;
        }
        let is_found = |cell: &Cell| {
            beside && cell.column.as_deref().is_some_and(|name| rule_for(Place::Column, name, paper.kind).is_some())
        };
        let cells = block.cells.iter().filter(|cell| !is_found(cell)).map(|cell| &cell.text);
        let texts = cells.chain(block.cells.is_empty().then_some(&block.text));
        for text in texts {
            for range in sentences(text) {
                let sentence = text[range].trim();
                let folded = fold(sentence);
                let scanned = paper.scanned[index].part(&folded);
                let Some(rule) = scanned.rule_for(Place::Sentence, paper.kind) else { continue };
                let is_known = |found: &Found| found.block == index && found.text == sentence;
                if scanned.is_guarded() || paper.found.iter().rev().any(is_known) {
                    continue;
                }
                let cue =
                    rule.captures(&folded).and_then(|c| c.get(0).map(|m| m.as_str().to_owned())).unwrap_or_default();
                if tells_of_another_day(&cue) || tells_what_is_resolved(paper, index, sentence) {
                    continue;
                }
                found.push(Found::new(rule, sentence, index, index, &cue));
            }
        }
        if !found.is_empty() && block.led_in_by.is_some_and(|lead| is_guarded(&paper.blocks[lead].text)) {
            found.retain(|found| rule_for(Place::OwnVerb, &found.text, paper.kind).is_some());
        }
        paper.found.extend(found);
    }
}

/// "The Board has since agreed a" and "which Members had asked for" tell of another day: the verb stands before the last word of
/// a cue.
fn tells_of_another_day(cue: &str) -> bool {
    cue.rsplit(' ').skip(2).take(2).any(|word| matches!(word, "has" | "have" | "had"))
}

#[cfg(test)]
mod tests {
    use super::tells_of_another_day;

    #[test]
    fn what_had_been_decided_is_not_decided_now() {
        assert!(tells_of_another_day("board has agreed a") && tells_of_another_day("Members had also asked for"));
        assert!(!tells_of_another_day("Members were told that findings had recurred and asked for"));
    }
}
