//! Actions of minutes beside what was said: "... they were late. ACTION - Mr Webb to tell the Panel."
//!
//! A line that only names who acts ("ACTION: Councillor Rowe") tells whose the deed is that stands in the sentence above it.

use crate::findings::paper::{Found, Paper};
use crate::findings::rules::{Place, Rule, is_guarded_item};
use crate::findings::tables::duty::is_a_name;
use crate::findings::wordings::WORDINGS;
use crate::model::{BlockKind, Certainty, FindingKind};
use crate::text::{as_printed, fold, sentences};

/// "ACTION: Head of Education" says who acts, not what is to be done.
const FEWEST_WORDS: usize = 5;

/// Whether what an action says is too short for what is to be done.
pub fn is_too_short(text: &str) -> bool {
    text.split_whitespace().nth(FEWEST_WORDS - 1).is_none()
}

/// Finds the actions that end a paragraph of discussion, a sentence each.
pub fn at_the_end(paper: &mut Paper<'_>, index: usize) {
    let blocks = paper.blocks;
    let block = &blocks[index];
    if !paper.is_free(index) || block.is_heading() {
        return;
    }
    let Some(rule) = paper.rule_for(Place::Ending, index) else { return };
    let folded = fold(&block.text);
    let Some(word) = rule.captures(&folded).and_then(|found| found.name("word")) else { return };
    let part = |range| as_printed(&block.text, &folded, range);
    let (above, after) = (part(0..word.start()), part(word.end()..folded.len()));
    let above = above.trim_end_matches(['[', '(', ' ']);
    let Some(first) = sentences(after).into_iter().next() else { return };
    let is_open = folded[..word.start()].ends_with(['[', '(']);
    let text = after[first].trim();
    let text = if is_open { text.trim_end_matches([']', ')']) } else { text };
    let cue = word.as_str().trim_end_matches([' ', ':', '-']);
    let found = if is_too_short(text) {
        deed(rule, above, index, text)
    } else {
        Some(Found::new(rule, text, index, index, cue)).filter(|_| !is_guarded_item(text))
    };
    paper.found.extend(found);
}

/// Gives the deed above a line that only names who acts to them: what was found there, or its last sentence.
pub fn owned_above(paper: &mut Paper<'_>, rule: &'static Rule, line: usize, who: &str) {
    let blocks = paper.blocks;
    let Some(above) = line.checked_sub(1).filter(|above| blocks[*above].under == blocks[line].under) else { return };
    let block = &blocks[above];
    let known = paper.found.iter_mut().rev().find(|found| found.block == above && found.kind.is_of_committee());
    // An action above it has an owner of its own.
    if let Some(known) = known.filter(|known| is_a_name(who) && known.kind != FindingKind::Action) {
        known.owner.get_or_insert_with(|| who.to_owned());
    } else if paper.is_free(above) && matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. }) {
        paper.found.extend(deed(rule, &block.text, above, who));
    }
}

/// What is to be done by whom a line below names: possible, as all that only words tell.
fn deed(rule: &'static Rule, said: &str, block: usize, who: &str) -> Option<Found> {
    let who = who.trim_end_matches('.');
    let last = said[sentences(said).pop()?].trim();
    let is_deed =
        is_a_name(who) && !is_too_short(last) && !is_guarded_item(last) && !WORDINGS.only_presents.is_match(last);
    let found = || Found { owner: Some(who.to_owned()), ..Found::new(rule, last, block, block, who) };
    is_deed.then(|| Found { certainty: Certainty::Possible, ..found() })
}
