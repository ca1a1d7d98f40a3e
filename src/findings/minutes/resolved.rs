//! RESOLVED, AGREED, RECOMMENDED: what follows the operative word, split at its lettered clauses.
//!
//! The word may stand before its clause on the same line, or alone above a list or a paragraph, which `below` reads; what lost its
//! word is for `bare`.

use std::ops::Range;

use super::actions;
use super::below::{Clause, clauses_below, is_lead_alone, may_resolve, names_body_alone};
use super::by_whom::{by_whom, says_by_whom};
use super::further;
use super::points::{points_below, says_itself, with_points};
use crate::findings::clauses::{counts_on, first_of_several, last_sentence, trim_clause};
use crate::findings::pages::{is_empty_label, is_label, is_label_above_operative, is_repeated, is_said_above};
use crate::findings::paper::{Found, Paper};
use crate::findings::rules::{Place, Rule, Scanned, is_guarded, is_guarded_item};
use crate::findings::tables::duty::Duty;
use crate::findings::wordings::WORDINGS;
use crate::model::{self, Block, BlockKind, DocumentKind, FindingKind};
use crate::text::{as_printed, fold};

/// Whether what a block may resolve is looked for by its operative word, where it stands.
pub fn may_open(paper: &Paper<'_>, index: usize) -> bool {
    let is_open = may_resolve(paper, index) && paper.blocks[index].kind != BlockKind::TableRow;
    is_open && !is_of_the_bodys_list(paper, index)
}

/// Whether an item opens with the verb of a list that the committee's name leads in: "The Committee:" and "(i) NOTED the report".
fn is_of_the_bodys_list(paper: &Paper<'_>, index: usize) -> bool {
    let lead = paper.blocks[index].led_in_by.filter(|_| paper.blocks[index].is_item());
    let rule = lead.and_then(|lead| paper.rule_for(Place::LeadIn, lead));
    rule.is_some_and(|rule| rule.takes_some_items() && rule.takes(&paper.blocks[index].text))
}

/// Finds what a block resolves that begins with an operative word.
pub fn operative(paper: &mut Paper<'_>, index: usize) {
    let block = &paper.blocks[index];
    let Some(rule) = paper.rule_for(Place::Operative, index) else { return };
    let folded = fold(&block.text);
    let Some(captures) = rule.captures(&folded) else { return };
    // A recommendation of reviewers with a number of its own, or beneath a line that has one, is no clause.
    let is_labelled = |at: usize| paper.rule_for(Place::Label, at).is_some();
    let is_of_reviewers = || is_labelled(index) || index.checked_sub(1).is_some_and(is_labelled);
    if rule.kind == FindingKind::Recommendation && is_of_reviewers() {
        return;
    }
    // "Decisions" among the links of a page.
    if block.is_item() && rule.heads_links && is_label(&folded) && !folded.contains(':') {
        return;
    }
    if is_label_above_operative(paper, index) || is_empty_label(paper, index) {
        paper.take(&[index]);
        return;
    }
    if rule.kind == FindingKind::Action && says_by_whom(&folded) {
        by_whom(paper, index);
        return;
    }
    let word = captures.name("word").or_else(|| captures.get(0)).map_or(0..0, |word| word.range());
    let before = paper.found.len();
    resolve(paper, rule, index, &folded, word);
    // "Action (TR): circulate the figures" names who acts in its label.
    if let Some(owner) = captures.name("owner") {
        paper.found[before..].iter_mut().filter(|found| found.owner.is_none()).for_each(|found| {
            found.owner = Some(owner.as_str().to_owned());
        });
    }
}

/// Finds what a block, which is also given folded, resolves after its operative word, and what hangs from it.
pub fn resolve(paper: &mut Paper<'_>, rule: &'static Rule, index: usize, folded: &str, word: Range<usize>) {
    let block = &paper.blocks[index];
    let cue = folded[word.clone()].trim_end_matches([' ', ':', '-', '.']).to_owned();
    let clause = as_printed(&block.text, folded, word.end..folded.len());
    // "NOTED the findings of the visit" says nothing without its verb; "AGREED the scope be kept" does.
    let is_object = ["the ", "a ", "an ", "its ", "their "].iter().any(|article| clause.starts_with(article));
    let told = clause.split([',', ';']).next().and_then(|first| first.split(" that ").next()).unwrap_or_default();
    let is_whole =
        told.split(' ').any(|word| matches!(word, "be" | "is" | "are" | "was" | "were" | "would" | "should"));
    let keeps_verb = is_object && folded[..word.end].trim_end() == cue && !is_whole;
    let clause = if keeps_verb { block.text.trim() } else { clause.trim() };
    let mut clauses: Vec<Clause> = Vec::new();
    let mut taken = vec![index];
    let next = paper.blocks.get(index + 1).filter(|next| next.boilerplate.is_none());
    // "RESOLVED that (1) the plan be approved;" above "(2) ...".
    let first = first_of_several(clause);
    let is_second = |next: &Block| {
        first.is_some_and(|(key, _)| next.number.as_deref().is_some_and(|number| counts_on(Some(key), number)))
    };
    let counted = next.is_some_and(is_second);
    let leads_list = counted || next.is_some_and(Block::is_item);
    // "That the Council adopt these standing orders:" asks for one thing, and the list is what it adopts.
    let is_adopted = leads_list && adopts_what_follows(clause);
    let points = if is_adopted || !says_itself(clause) { Vec::new() } else { points_below(paper, index) };
    if is_adopted {
        let items = paper.items_led_in_by(index);
        let numbered =
            paper.blocks[index + 1..].iter().take_while(|block| block.number.is_some() && !block.is_heading());
        taken.extend(items.iter().flat_map(|item| item.parts.clone()).chain(numbered.map(|block| block.ordinal)));
        clauses.push(Clause::new(index, (None, clause.to_owned())));
    } else if !points.is_empty() {
        clauses.push(Clause::new(index, (None, with_points(paper, clause, &points))));
        taken.extend(points);
    } else if !is_lead_alone(clause) {
        let parts = further::decisions(clause, paper.kind);
        let is_first_alone = |key: &str| parts.len() == 1 && (counted || (key == "1" && leads_list));
        let parts = match first.filter(|(key, _)| is_first_alone(key)) {
            Some((key, first)) => vec![(Some(key.to_owned()), first.to_owned())],
            None => parts,
        };
        // "RESOLVED that the Panel:" leads its list in; "RESOLVED that X be noted." stands by itself.
        let counts = || next.is_some_and(|next| next.number.as_deref().is_some_and(|number| counts_on(None, number)));
        let leads_in =
            leads_list && clause.ends_with([':', '-', '–']) || (leads_list || counts()) && names_body_alone(clause);
        if !(parts.len() == 1 && leads_in) {
            clauses.extend(parts.into_iter().map(|part| Clause::new(index, part)));
        }
    }
    let is_whole = taken.len() > 1;
    if !is_whole && !is_adopted && (clauses.is_empty() || counted || (leads_list && follows_on(paper, index))) {
        let at = clauses.len();
        clauses_below(paper, index, &mut clauses, &mut taken);
        // "RESOLVED: That the Director be asked to report on:" asks for each item below it.
        if kind_of(rule.kind, clause) != rule.kind {
            clauses[at..]
                .iter_mut()
                .filter(|clause| clause.lead.is_none())
                .for_each(|clause| clause.lead = Some(index));
        }
    }
    keep(paper, rule, clauses, index, &cue);
    paper.take(&taken);
}

/// Keeps the clauses that are findings: not the correct record, nor an action that names only its owner.
pub fn keep(paper: &mut Paper<'_>, rule: &'static Rule, clauses: Vec<Clause>, lead: usize, cue: &str) {
    for clause in clauses {
        let text = trim_clause(&clause.text);
        if is_correct_record(&text) || is_guarded_item(&text) || is_said_above(paper, clause.block, &text) {
            continue;
        }
        if is_repeated(paper, clause.block, &text) {
            continue;
        }
        if only_names_the_body(&text) || only_considers(&text, paper.kind) {
            continue;
        }
        if rule.kind == FindingKind::Action && actions::is_too_short(&text) {
            actions::owned_above(paper, rule, clause.block, &text);
            continue;
        }
        // "Upheld" and "|" say nothing that was resolved.
        if text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).nth(1).is_none() {
            continue;
        }
        let led = clause.lead.map(|lead| paper.blocks[lead].text.as_str());
        let mut found = Found::new(rule, &text, clause.block, clause.lead.unwrap_or(lead), led.unwrap_or(cue));
        found.kind = kind_of(found.kind, &led.map_or_else(|| text.clone(), |led| format!("{led} {text}")));
        if found.kind == FindingKind::Action {
            Duty { owner: found.owner, due: found.due, status: found.status } =
                Duty::beneath(paper.blocks, clause.block);
        }
        found.clause = clause.letter.map(model::Item::label);
        paper.found.push(found);
    }
}

/// A paragraph of discussion that ends "and it was RESOLVED": what stands below it is resolved.
pub fn closing(paper: &mut Paper<'_>, index: usize) {
    let block = &paper.blocks[index];
    if !may_resolve(paper, index) || block.is_heading() {
        return;
    }
    let Some(rule) = paper.rule_for(Place::Closing, index) else { return };
    if is_guarded(last_sentence(&block.text)) {
        return;
    }
    let folded = fold(block.text.trim());
    let cue = rule.captures(&folded).and_then(|found| Some(found.get(0)?.as_str().to_owned())).unwrap_or_default();
    let (mut clauses, mut taken) = (Vec::new(), vec![index]);
    clauses_below(paper, index, &mut clauses, &mut taken);
    keep(paper, rule, clauses, index, &cue);
    paper.take(&taken);
}

/// Whether an operative line with a clause of its own goes on in the list beneath: "(a) ..." after "that (a) ...".
fn follows_on(paper: &Paper<'_>, index: usize) -> bool {
    let text = paper.blocks[index].text.trim_end();
    let next = &paper.blocks[index + 1];
    next.led_in_by == Some(index)
        && (text.ends_with([':', ';'])
            || text.ends_with("and")
            || next.number.as_deref().is_some_and(|n| n == "b" || n == "2"))
}

/// Whether a clause adopts a text of rules that is printed below it.
fn adopts_what_follows(clause: &str) -> bool {
    WORDINGS.adopts_rules.is_match(&fold(clause))
}

/// "That Cabinet:" above its list says nothing that was resolved.
fn only_names_the_body(text: &str) -> bool {
    text.trim_end().ends_with(':') && text.split_whitespace().nth(LONGEST_NAME).is_none()
}

/// Words of the longest line that is taken for the name of a body and no more: "That the Housing Panel:".
const LONGEST_NAME: usize = 4;

/// Whether what stands for a decision tells only what was before the body: "The Committee considered a report on parking."
fn only_considers(text: &str, paper: DocumentKind) -> bool {
    let folded = fold(text);
    Scanned::new(&folded).rule_for(Place::Considering, paper).is_some() && !WORDINGS.decides.is_match(&folded)
}

/// A request among resolutions is a request.
pub fn kind_of(kind: FindingKind, text: &str) -> FindingKind {
    let request = WORDINGS.request.captures_iter(text).any(|ask| ask.name("may").is_none());
    if kind == FindingKind::Resolution && request { FindingKind::Request } else { kind }
}

/// The minutes of the last meeting agreed as a correct record: of no strength, and not listed. An accurate record of something
/// else is a matter like any other.
pub fn is_correct_record(text: &str) -> bool {
    WORDINGS.record.is_match(text) && WORDINGS.of_a_meeting.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_record_of_a_meeting_is_the_correct_record() {
        assert!(is_correct_record("That the minutes of 3 May be confirmed as a correct record"));
        assert!(is_correct_record("be agreed as a true and accurate record and signed"));
        assert!(!is_correct_record("That an accurate record of the state of all roofs be kept"));
    }

    #[test]
    fn what_only_was_before_the_body_is_not_decided() {
        let minutes = |text: &str| only_considers(text, DocumentKind::Minutes);
        assert!(minutes("Consideration was given to the minutes of the meeting held on 1 July 2014."));
        assert!(minutes("The Committee considered a report on parking."));
        assert!(!minutes("The Committee considered a report on parking and agreed the charges."));
        assert!(!minutes("The Cabinet considered the report, approved the plan and asked for more."));
        assert!(!minutes("That the Panel considered it timely be noted."));
        assert!(!minutes("The Panel considered the matter and will write to the Minister."));
        assert!(only_names_the_body("That Cabinet:") && !only_names_the_body("That the Director be asked to:"));
    }

    #[test]
    fn a_request_among_resolutions_is_a_request() {
        assert_eq!(kind_of(FindingKind::Resolution, "that the Director be asked to report"), FindingKind::Request);
        assert_eq!(
            kind_of(FindingKind::Resolution, "that the request of head teachers be supported"),
            FindingKind::Resolution
        );
        assert_eq!(
            kind_of(FindingKind::Resolution, "that three members can request the call-in"),
            FindingKind::Resolution
        );
        assert_eq!(kind_of(FindingKind::Resolution, "that the Panel request the figures"), FindingKind::Request);
    }
}
