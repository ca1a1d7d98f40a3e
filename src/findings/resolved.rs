//! RESOLVED, AGREED, RECOMMENDED: what follows the operative word, split at its lettered clauses.
//!
//! The word may stand alone above a list, above a paragraph, or before its clause on the same line; a house that
//! lost the word leaves a bare "That ... be noted", which is only possible.

use super::by_whom::{by_whom, says_by_whom};
use super::clauses::{counts_on, split_clauses, trim_clause};
use super::columns::Duty;
use super::led_in::last_sentence;
use super::rules::{Place, Rule, is_guarded, is_guarded_item};
use super::{Found, Item, Paper, actions};
use crate::model::{Block, BlockKind, Boilerplate, Certainty, DocumentKind, FindingKind};
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
}

/// Finds the clauses that lost their operative word, after all that something leads in.
pub fn find_bare(paper: &mut Paper<'_>) {
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
    if is_label_above_operative(paper, index) || is_empty_label(paper, index) {
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
    let next = paper.blocks.get(index + 1).filter(|next| next.boilerplate.is_none());
    // "RESOLVED that (1) the plan be approved;" above "(2) ...".
    let first = first_of_several(clause);
    let is_second = |next: &Block| {
        first.is_some_and(|(key, _)| next.number.as_deref().is_some_and(|number| counts_on(Some(key), number)))
    };
    let counted = next.is_some_and(is_second);
    let leads_list = counted || next.is_some_and(Block::is_item);
    if !is_lead_alone(clause) {
        let parts = match first.filter(|(key, _)| counted || (*key == "1" && leads_list)) {
            Some((key, first)) => vec![(Some(key.to_owned()), first.to_owned())],
            None => split_clauses(clause),
        };
        // "RESOLVED that the Panel:" leads its list in; "RESOLVED that X be noted." stands by itself.
        if !(parts.len() == 1 && leads_list && (clause.ends_with([':', '-', '–']) || names_body_alone(clause))) {
            clauses.extend(parts.into_iter().map(|part| Clause::new(index, part)));
        }
    }
    if clauses.is_empty() || counted || (leads_list && follows_on(paper, index)) {
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
fn is_empty_label(paper: &Paper<'_>, index: usize) -> bool {
    is_label(&paper.folded[index]) && paper.blocks.get(index + 1).is_some_and(|next| is_section(&next.text))
}

/// "Reasons for the decision:", "Minutes:": another part of the page begins.
fn is_section(text: &str) -> bool {
    const NAMES: [&str; 6] = ["reason", "alternative", "minutes", "additional doc", "supporting doc", "publication"];
    let opens = |name: &str| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    text.trim_end().ends_with(':') && NAMES.into_iter().any(opens)
}

/// The number and the words of a clause that opens with the first number of a list: "that (a) the report be noted".
fn first_of_several(clause: &str) -> Option<(&'static str, &str)> {
    let opened = ["that ", "That ", "to "].into_iter().find_map(|word| clause.strip_prefix(word)).unwrap_or(clause);
    let marks = [("(1)", "1"), ("(a)", "a"), ("(i)", "i"), ("(A)", "A")];
    marks.into_iter().find_map(|(mark, key)| Some((key, opened.strip_prefix(mark)?.trim())))
}

/// How far what was found is looked at for the same words, in findings and in blocks.
const FARTHEST_REPEAT: (usize, usize) = (40, 200);

/// Fewer letters are resolved of one matter after another: "the report be noted".
const SHORTEST_REPEAT: usize = 60;

/// What a committee did in the same words, of the same item, near a block: the labels of a page may part them, and no heading.
fn said_near<'p>(paper: &'p Paper<'_>, block: usize, text: &'p str) -> impl Iterator<Item = (&'p Found, &'p [Block])> {
    let (findings, blocks) = FARTHEST_REPEAT;
    let near = paper.found.iter().rev().take(findings).filter(move |found| found.block != block);
    let same = near.filter(move |found| found.kind.is_of_committee() && fold(&found.text) == fold(text));
    let between = move |found: &Found| &paper.blocks[found.block.min(block) + 1..found.block.max(block)];
    same.map(move |found| (found, between(found))).filter(move |(_, between)| {
        between.len() <= blocks && !between.iter().any(|at| at.is_heading() && !is_label_of_page(paper, at))
    })
}

fn is_label_of_page(paper: &Paper<'_>, block: &Block) -> bool {
    is_section(&block.text) || is_label(&paper.folded[block.ordinal])
}

/// Whether a page has said the same of the same item: "Decision: RESOLVED That ..." and beneath "Minutes:" once more.
fn is_said_above(paper: &Paper<'_>, block: usize, text: &str) -> bool {
    said_near(paper, block, text).any(|(found, between)| {
        let is_again = || between.iter().any(|at| is_label_of_page(paper, at));
        found.block < block && (text.len() >= SHORTEST_REPEAT || is_again())
    })
}

/// Keeps the clauses that are findings: not the correct record, nor an action that names only its owner.
fn keep(paper: &mut Paper<'_>, rule: &'static Rule, clauses: Vec<Clause>, lead: usize, cue: &str) {
    for clause in clauses {
        let text = trim_clause(&clause.text);
        if is_correct_record(&text) || is_guarded_item(&text) || is_said_above(paper, clause.block, &text) {
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

/// Reads the clauses beneath an operative line: its list, or the paragraph that says what was resolved, whole even
/// where a page end parts its quotation.
fn clauses_below(paper: &Paper<'_>, operative: usize, clauses: &mut Vec<Clause>, taken: &mut Vec<usize>) {
    let mut next = operative + 1;
    let mut in_list = clauses.iter().any(|clause| clause.letter.is_some());
    // The number of the last clause of a list that began with the first.
    let mut counted = clauses.last().and_then(|clause| clause.letter.clone());
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
            let number = block.number.as_deref();
            let may_count = clauses.is_empty() || counted.is_some();
            let counts = number.is_some_and(|number| may_count && counts_on(counted.as_deref(), number));
            let listed = block.is_item() || counts || (number.is_some() && starts_clause(&block.text));
            let goes_on = clauses.last().is_none_or(|clause| goes_on(&clause.text));
            // "That A." and "That B.", a paragraph each.
            let again = || {
                let above =
                    clauses.last().is_some_and(|clause| clause.letter.is_none() && opens_with_that(&clause.text));
                above && number.is_none() && opens_with_that(&block.text)
            };
            let wanted = if listed {
                clauses.is_empty() || in_list || goes_on
            } else {
                block.kind == BlockKind::Paragraph && (goes_on || again())
            };
            if !wanted {
                break;
            }
            if counts {
                counted = block.number.clone();
            }
            in_list = listed;
            let led = paper.items_led_in_by(next);
            let leads_in = block.text.trim_end().ends_with(':') || block.text.ends_with(" has");
            if led.len() > 1 && block.kind == BlockKind::Paragraph && leads_in {
                let led = led
                    .into_iter()
                    .map(|item| Clause { lead: Some(next), ..Clause::new(item.block, (None, item.text)) });
                clauses.extend(led);
            } else {
                let is_one = || vec![Clause::new(next, (None, item.text.clone()))];
                clauses.extend(if block.is_item() { is_one() } else { clauses_of(paper, &item) });
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

fn opens_with_that(clause: &str) -> bool {
    clause.starts_with("That ")
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
    let rule = paper.rule_for(Place::Bare, index);
    let Some(name) = rule.map(|rule| &*rule.name).or_else(|| goes_on_from_bare(paper, index)) else { return };
    let whole = paper.item(index);
    let says_otherwise = is_offered(paper, index) || rule.is_some_and(|rule| says_what_should(paper, rule, index));
    if is_correct_record(&whole.text) || is_guarded_item(&whole.text) || says_otherwise {
        return;
    }
    for Clause { block, letter, text, .. } in clauses_of(paper, &whole) {
        let text = trim_clause(&text);
        // The list above the minutes, where these have the word.
        if said_near(paper, block, &text).any(|(found, _)| found.certainty == Certainty::Sure) {
            continue;
        }
        let found = Found::by(name, kind_of(FindingKind::Resolution, &text), &text, block);
        let cue = Some("That".to_owned());
        paper.found.push(Found { certainty: Certainty::Possible, clause: letter, cue, ..found });
    }
    paper.take(&whole.parts);
}

/// The clauses of a paragraph and what hangs from it: those that count on from "That (a) ..." above them stand by themselves.
fn clauses_of(paper: &Paper<'_>, whole: &Item) -> Vec<Clause> {
    let own = &paper.blocks[whole.block];
    let Some((key, first)) = first_of_several(&own.text).filter(|_| whole.parts.len() > 1) else {
        return split_clauses(&whole.text).into_iter().map(|part| Clause::new(whole.block, part)).collect();
    };
    let mut clauses = vec![Clause::new(whole.block, (Some(key.to_owned()), first.to_owned()))];
    let mut last = key;
    for part in whole.parts.iter().skip(1).map(|part| &paper.blocks[*part]) {
        match part.number.as_deref().filter(|number| counts_on(Some(last), number)) {
            Some(number) => {
                clauses.push(Clause::new(part.ordinal, (None, part.text.clone())));
                last = number;
            }
            None => {
                let open = clauses.last_mut().map(|clause| &mut clause.text);
                open.into_iter().for_each(|text| text.extend([" ", &*part.text]));
            }
        }
    }
    clauses
}

/// Whether a report offers what stands here: "The report recommended:-" leads it in, and what was decided stands elsewhere.
fn is_offered(paper: &Paper<'_>, index: usize) -> bool {
    static OFFER: Pattern = Pattern::of(r"(?i)\brecommend(?:s|ed|ations?)?\b[^.]*:\s*-?$");
    let lead = paper.blocks[index].led_in_by.or_else(|| index.checked_sub(1));
    lead.is_some_and(|lead| OFFER.is_match(paper.folded[lead].trim_end()))
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
    const NO_RESOLUTION: [&str; 14] = [
        "should", "will", "would", "must", "could", "can", "may", "might", "shall", "cannot", "to", "not", "also",
        "then",
    ];
    let block = &paper.blocks[index];
    let captures = rule.captures(&paper.folded[index]);
    let before = captures.and_then(|captures| Some(captures.name("before")?.as_str().to_lowercase()));
    before.is_some_and(|before| NO_RESOLUTION.contains(&before.as_str()) || block.number.is_none())
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
