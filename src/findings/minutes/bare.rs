//! Clauses of minutes that lost their operative word on the way to the page: "That the report be noted." They are
//! possible, but for those of a page that holds nothing but a decision.

use super::below::{Clause, clauses_of};
use super::resolved::{is_correct_record, kind_of};
use crate::findings::clauses::{counts_on, goes_on, trim_clause};
use crate::findings::pages::said_near;
use crate::findings::paper::{FIRST_LINES, Found, Paper};
use crate::findings::rules::{Place, Rule, is_guarded_item};
use crate::findings::wordings::WORDINGS;
use crate::model::{self, Certainty, DocumentKind, FindingKind};

/// Finds the clauses that lost their operative word, after all that something leads in.
pub fn find(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        if paper.is_free(index) && !paper.blocks[index].is_heading() {
            bare(paper, index);
        }
    }
}

/// A bare "That ... be noted" of minutes: the operative word was lost on the way to the page.
fn bare(paper: &mut Paper<'_>, index: usize) {
    if paper.kind != DocumentKind::Minutes {
        return;
    }
    let rule = paper.rule_for(Place::Bare, index);
    let Some(name) = rule.map(|rule| &*rule.name).or_else(|| goes_on_from_bare(paper, index)) else { return };
    let whole = paper.item(index);
    let says_otherwise = is_offered(paper, index) || rule.is_some_and(|rule| says_what_should(paper, rule, index));
    if is_correct_record(&whole.text) || is_guarded_item(&whole.text) || says_otherwise {
        return;
    }
    // A numbered clause on a page of decisions is what was decided.
    let is_decision = paper.blocks[index].number.is_some() && is_page_of_decision(paper);
    let certainty = if is_decision { Certainty::Sure } else { Certainty::Possible };
    for Clause { block, letter, text, .. } in clauses_of(paper, &whole) {
        let text = trim_clause(&text);
        // The list above the minutes, where these have the word.
        if said_near(paper, block, &text).any(|(found, _)| found.certainty == Certainty::Sure) {
            continue;
        }
        let found = Found::by(name, kind_of(FindingKind::Resolution, &text), &text, block);
        let cue = Some("That".to_owned());
        paper.found.push(Found { certainty, clause: letter.map(model::Item::label), cue, ..found });
    }
    paper.take(&whole.parts);
}

fn is_page_of_decision(paper: &Paper<'_>) -> bool {
    paper.folded.iter().take(FIRST_LINES).any(|text| WORDINGS.decision_page.is_match(text.trim()))
}

/// Whether a report offers what stands here: "The report recommended:-" leads it in, and what was decided stands elsewhere.
fn is_offered(paper: &Paper<'_>, index: usize) -> bool {
    let lead = paper.blocks[index].led_in_by.or_else(|| index.checked_sub(1));
    lead.is_some_and(|lead| WORDINGS.offer.is_match(paper.folded[lead].trim_end()))
}

/// The rule by which the clause above was found, where this one is the next of its list: "(a) the plan be approved; and".
fn goes_on_from_bare(paper: &Paper<'_>, index: usize) -> Option<&'static str> {
    let above = paper.found.last().filter(|above| above.block + 1 == index && above.cue.as_deref() == Some("That"))?;
    let (last, next) = (&paper.blocks[above.block], &paper.blocks[index]);
    let counts = next.number.as_deref().is_some_and(|number| counts_on(last.number.as_deref(), number));
    (counts && goes_on(&last.text)).then_some(above.rule)
}

/// "(i) The report be noted" is resolved; "the report should be noted", or where it stands in prose, tells something else.
fn says_what_should(paper: &Paper<'_>, rule: &Rule, index: usize) -> bool {
    let block = &paper.blocks[index];
    let captures = rule.captures(&paper.folded[index]);
    let before = captures.as_ref().and_then(|captures| captures.name("before"));
    before.is_some_and(|before| WORDINGS.no_resolution.is_match(before.as_str()) || block.number.is_none())
}
