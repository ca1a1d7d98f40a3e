//! RESOLVED, AGREED, RECOMMENDED: what follows the operative word, split at its lettered clauses.
//!
//! The word may stand alone above a list, above a paragraph, or before its clause on the same line; a house that
//! lost the word leaves a bare "That ... be noted", which is only possible.

use super::by_whom::{by_whom, says_by_whom};
use super::clauses::{split_clauses, trim_clause};
use super::columns::Duty;
use super::rules::{Place, Rule, is_guarded_item};
use super::{Found, Item, Paper, actions};
use crate::model::{BlockKind, Boilerplate, Certainty, DocumentKind, FindingKind};
use crate::text::{Pattern, fold};

/// Finds the resolutions of a paper.
pub fn find(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        let is_open = may_resolve(paper, index) && paper.blocks[index].kind != BlockKind::TableRow;
        if is_open && !is_of_the_bodys_list(paper, index) {
            operative(paper, index);
            closing(paper, index);
            actions::at_the_end(paper, index);
        }
    }
    for index in 0..paper.blocks.len() {
        if paper.is_free(index) && !paper.blocks[index].is_heading() {
            bare(paper, index);
        }
    }
}

/// What is resolved under "Minutes of the last meeting" counts, unless it is the correct record itself.
fn may_resolve(paper: &Paper<'_>, index: usize) -> bool {
    !paper.taken[index] && matches!(paper.blocks[index].boilerplate, None | Some(Boilerplate::CorrectRecord))
}

/// Whether an item opens with the verb of a list that the committee's name leads in: "The Committee:" and "(i) NOTED the report".
fn is_of_the_bodys_list(paper: &Paper<'_>, index: usize) -> bool {
    let lead = paper.blocks[index].led_in_by.filter(|_| paper.blocks[index].is_item());
    let rule = lead.and_then(|lead| paper.rule_for(Place::LeadIn, lead));
    rule.is_some_and(|rule| rule.takes_some_items() && rule.takes(&paper.blocks[index].text))
}

/// What is resolved: the block it stands in, its letter where several share a block, its words.
struct Clause {
    block: usize,
    letter: Option<String>,
    text: String,
    /// The line that leads it in, where that is not the operative word: "That officers:".
    lead: Option<usize>,
}

impl Clause {
    fn new(block: usize, (letter, text): (Option<String>, String)) -> Self {
        Self { block, letter, text, lead: None }
    }
}

fn operative(paper: &mut Paper<'_>, index: usize) {
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
    if block.is_item() && rule.name == "decision-heading" && is_label(&folded) && !folded.contains(':') {
        return;
    }
    if is_label_above_operative(paper, index) {
        paper.take(&[index]);
        return;
    }
    if rule.kind == FindingKind::Action && says_by_whom(&folded) {
        by_whom(paper, index);
        return;
    }
    let word = captures.name("word").or_else(|| captures.get(0)).map_or("", |m| m.as_str());
    let cue = word.trim_end_matches([' ', ':', '-', '.']).to_owned();
    // Folding keeps character offsets: the clause starts as many characters in.
    let clause: String = block.text.chars().skip(word.chars().count()).collect();
    // "NOTED the findings of the visit" says nothing without its verb; "AGREED the scope be kept" does.
    let is_object = ["the ", "a ", "an ", "its ", "their "].iter().any(|article| clause.starts_with(article));
    let told = clause.split([',', ';']).next().and_then(|first| first.split(" that ").next()).unwrap_or_default();
    let is_whole =
        told.split(' ').any(|word| matches!(word, "be" | "is" | "are" | "was" | "were" | "would" | "should"));
    let keeps_verb = is_object && word.trim_end() == cue && !is_whole;
    let clause = if keeps_verb { block.text.trim() } else { clause.trim() };
    let mut clauses: Vec<Clause> = Vec::new();
    let mut taken = vec![index];
    let leads_list = paper.blocks.get(index + 1).is_some_and(|next| next.is_item() && next.boilerplate.is_none());
    if !is_lead_alone(clause) {
        let parts = match clause.strip_prefix("(1)").filter(|_| leads_list) {
            Some(first) => vec![(Some("1".to_owned()), first.trim().to_owned())],
            None => split_clauses(clause),
        };
        // "RESOLVED that the Panel:" leads its list in; "RESOLVED that X be noted." stands by itself.
        if !(parts.len() == 1 && leads_list && (clause.ends_with([':', '-', '–']) || names_body_alone(clause))) {
            clauses.extend(parts.into_iter().map(|part| Clause::new(index, part)));
        }
    }
    if clauses.is_empty() || (leads_list && follows_on(paper, index)) {
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

/// Blocks beneath "Decision:" among which the word that resolves is looked for.
pub(super) const NEAR: usize = 8;

/// Whether a line is "Decision" or "Decisions:" and no more.
fn is_label(folded: &str) -> bool {
    let text = folded.trim().trim_end_matches([':', '-', ' ']).to_lowercase();
    matches!(text.as_str(), "decision" | "decisions" | "decision made" | "decisions made")
}

/// "Decision:" alone, or "Decision", above what was considered and "RESOLVED: That ...": the word below resolves.
fn is_label_above_operative(paper: &Paper<'_>, index: usize) -> bool {
    let below = || {
        let below = paper.blocks.iter().skip(index + 1).take(NEAR);
        below.take_while(|block| !block.is_heading() && !is_section(&block.text)).map(|block| block.ordinal)
    };
    is_label(&paper.folded[index])
        && below().any(|at| {
            let rule = paper.rule_for(Place::Operative, at).or_else(|| paper.rule_for(Place::Closing, at));
            rule.is_some_and(|rule| rule.kind == FindingKind::Resolution) && !is_label(&paper.folded[at])
        })
}

/// "Reasons for the decision:", "Minutes:": another part of the page begins.
fn is_section(text: &str) -> bool {
    let opens = |name: &str| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    text.trim_end().ends_with(':') && ["reason", "alternative", "minutes"].into_iter().any(opens)
}

/// Keeps the clauses that are findings: not the correct record, nor an action that names only its owner.
fn keep(paper: &mut Paper<'_>, rule: &'static Rule, clauses: Vec<Clause>, lead: usize, cue: &str) {
    for clause in clauses {
        let text = trim_clause(&clause.text);
        if is_correct_record(&text) || is_guarded_item(&text) {
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
        found.clause = clause.letter;
        paper.found.push(found);
    }
}

/// A paragraph of discussion that ends "and it was RESOLVED": what stands below it is resolved.
fn closing(paper: &mut Paper<'_>, index: usize) {
    let block = &paper.blocks[index];
    if !may_resolve(paper, index) || block.is_heading() {
        return;
    }
    let Some(rule) = paper.rule_for(Place::Closing, index) else { return };
    let folded = fold(block.text.trim());
    let cue = rule.captures(&folded).and_then(|found| Some(found.get(0)?.as_str().to_owned())).unwrap_or_default();
    let (mut clauses, mut taken) = (Vec::new(), vec![index]);
    clauses_below(paper, index, &mut clauses, &mut taken);
    keep(paper, rule, clauses, index, &cue);
    paper.take(&taken);
}

/// Reads the clauses beneath an operative line: its list, or the paragraph that says what was resolved, whole even
/// where a page end parts its quotation.
fn clauses_below(paper: &Paper<'_>, operative: usize, clauses: &mut Vec<Clause>, taken: &mut Vec<usize>) {
    let mut next = operative + 1;
    let mut in_list = clauses.iter().any(|clause| clause.letter.is_some());
    while let Some(block) = paper.blocks.get(next).filter(|block| may_resolve(paper, block.ordinal)) {
        // "RESOLVED:" and "That" each in a line of its own.
        if clauses.is_empty() && block.number.is_none() && is_lead_alone(&block.text) {
            taken.push(next);
            next += 1;
            continue;
        }
        if block.is_heading() {
            // A running head may stand between the word and its clause.
            let resumes =
                paper.blocks.get(next + 1).is_some_and(|after| !after.is_heading() && starts_clause(&after.text));
            if clauses.is_empty() && resumes {
                next += 1;
                continue;
            }
            break;
        }
        let item = clause_at(paper, next);
        if let Some(open) = clauses.last_mut().filter(|clause| quote_is_open(&clause.text)) {
            open.text.push(' ');
            open.text.push_str(&item.text);
        } else {
            let listed = block.is_item() || (block.number.is_some() && starts_clause(&block.text));
            let goes_on = clauses.last().is_none_or(|clause| goes_on(&clause.text));
            let wanted = if listed {
                clauses.is_empty() || in_list || goes_on
            } else {
                goes_on && block.kind == BlockKind::Paragraph
            };
            if !wanted {
                break;
            }
            in_list = listed;
            let led = paper.items_led_in_by(next);
            if led.len() > 1 && block.kind == BlockKind::Paragraph && block.text.trim_end().ends_with(':') {
                let led = led
                    .into_iter()
                    .map(|item| Clause { lead: Some(next), ..Clause::new(item.block, (None, item.text)) });
                clauses.extend(led);
            } else {
                let parts = if block.is_item() { vec![(None, item.text.clone())] } else { split_clauses(&item.text) };
                clauses.extend(parts.into_iter().map(|part| Clause::new(next, part)));
            }
        }
        taken.extend(&item.parts);
        next = item.parts.last().copied().unwrap_or(next) + 1;
    }
}

/// A clause with the items it leads in. A paragraph that is complete leads in nothing.
fn clause_at(paper: &Paper<'_>, index: usize) -> Item {
    let block = &paper.blocks[index];
    let complete = block.text.trim_end().ends_with(['.', '”', '"']);
    if complete && !block.is_item() {
        return Item { text: block.text.clone(), block: index, parts: vec![index] };
    }
    paper.item(index)
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

/// Whether a clause is not the last of its list: "the report be noted; and".
fn goes_on(clause: &str) -> bool {
    let clause = clause.trim_end();
    clause.ends_with([';', ':', ',']) || [" and", " or"].iter().any(|word| clause.ends_with(word))
}

/// "That", "THAT:-" or "to": what is resolved stands beneath.
fn is_lead_alone(text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '-', ' ', '–']).to_lowercase();
    matches!(text.as_str(), "" | "that" | "to")
}

/// "that the Committee" says who resolves, and not what.
fn names_body_alone(clause: &str) -> bool {
    static BODY: Pattern = Pattern::of(
        r"(?i)^that (?:the |this )?(?:[\w-]+ )*(?:panel|committee|board|commission|cabinet|executive|council|members)$",
    );
    BODY.is_match(clause.trim())
}

/// Whether a text goes on where an operative word left off; some houses space its letters out.
pub(super) fn starts_clause(text: &str) -> bool {
    let text = text.trim_start_matches(['"', '“', '‘', '\'']);
    ["That", "that ", "to ", "To ", "T H A T "].iter().any(|opening| text.starts_with(opening))
}

fn quote_is_open(text: &str) -> bool {
    text.starts_with('“') && !text.contains('”')
}

/// A request among resolutions is a request.
pub(super) fn kind_of(kind: FindingKind, text: &str) -> FindingKind {
    // What members "can request the" monitoring officer to do is not asked now.
    static REQUEST: Pattern = Pattern::of(
        r"(?i)\b(be|is|are) (formally )?(requested|asked|invited) (to|for|that)\b|\b(?P<may>(?:can|may|might|could|cannot|who|which) )?requests? (that|the)\b|^(that )?(to )?(requested|asked|invited|request|ask|invite)\b",
    );
    let request = REQUEST.captures_iter(text).any(|ask| ask.name("may").is_none());
    if kind == FindingKind::Resolution && request { FindingKind::Request } else { kind }
}

/// The minutes of the last meeting agreed as a correct record: of no strength, and not listed. An accurate record of something
/// else is a matter like any other.
fn is_correct_record(text: &str) -> bool {
    static RECORD: Pattern = Pattern::of(r"(?i)\b(correct|accurate|true) (and (correct|accurate) )?records?\b");
    static OF_A_MEETING: Pattern = Pattern::of(
        r"(?i)\b(minutes?|notes|meetings?|proceedings)\b|\b(as|be|is|are|were) (a |an |the )?(correct|accurate|true)\b",
    );
    RECORD.is_match(text) && OF_A_MEETING.is_match(text)
}

/// A bare "That ... be noted" of minutes: the operative word was lost on the way to the page.
fn bare(paper: &mut Paper<'_>, index: usize) {
    if paper.kind != DocumentKind::Minutes {
        return;
    }
    let Some(rule) = paper.rule_for(Place::Bare, index) else { return };
    let whole = paper.item(index);
    if is_correct_record(&whole.text) || is_guarded_item(&whole.text) || says_what_should(paper, rule, index) {
        return;
    }
    let text = trim_clause(&whole.text);
    let mut found = Found::new(rule, &text, index, index, "That");
    found.kind = kind_of(found.kind, &text);
    found.certainty = Certainty::Possible;
    paper.found.push(found);
    paper.take(&whole.parts);
}

/// "(i) The report be noted" is resolved; "the report should be noted", or where it stands in prose, tells something else.
fn says_what_should(paper: &Paper<'_>, rule: &Rule, index: usize) -> bool {
    const NO_RESOLUTION: [&str; 14] = [
        "should", "will", "would", "must", "could", "can", "may", "might", "shall", "cannot", "to", "not", "also",
        "then",
    ];
    let block = &paper.blocks[index];
    let captures = rule.captures(&paper.folded[index]);
    let before = captures.and_then(|captures| Some(captures.name("before")?.as_str().to_lowercase()));
    before.is_some_and(|before| NO_RESOLUTION.contains(&before.as_str()) || !block.is_item() || block.number.is_none())
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
