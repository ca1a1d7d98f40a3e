//! RESOLVED, AGREED, RECOMMENDED: what follows the operative word, split at its lettered clauses.
//!
//! The word may stand alone above a list, above a paragraph, or before its clause on the same line; a house that
//! lost the word leaves a bare "That ... be noted", which is only possible.

use std::sync::LazyLock;

use regex::Regex;

use super::columns::Duty;
use super::rules::{Place, Rule, is_guarded_item};
use super::{Found, Item, Paper};
use crate::model::{BlockKind, Boilerplate, Certainty, DocumentKind, FindingKind};
use crate::text::{Numeral, fold};

/// "ACTION: Head of Education" says who acts, not what is to be done.
const FEWEST_WORDS_OF_ACTION: usize = 5;

/// Finds the resolutions of a paper.
pub fn find(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        let is_open = may_resolve(paper, index) && paper.blocks[index].kind != BlockKind::TableRow;
        if is_open && !is_of_the_bodys_list(paper, index) {
            operative(paper, index);
            closing(paper, index);
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
    // A recommendation of reviewers with a number of its own is no clause.
    if rule.kind == FindingKind::Recommendation && paper.rule_for(Place::Label, index).is_some() {
        return;
    }
    let word = captures.name("word").or_else(|| captures.get(0)).map_or("", |m| m.as_str());
    let cue = word.trim_end_matches([' ', ':', '-', '.']).to_owned();
    // Folding keeps character offsets: the clause starts as many characters in.
    let clause: String = block.text.chars().skip(word.chars().count()).collect();
    let clause = clause.trim();
    let mut clauses: Vec<Clause> = Vec::new();
    let mut taken = vec![index];
    let leads_list = paper.blocks.get(index + 1).is_some_and(|next| next.is_item() && next.boilerplate.is_none());
    if !matches!(clause.trim_end_matches([':', '-', ' ', '–']), "" | "that" | "That" | "to") {
        let parts = match clause.strip_prefix("(1)").filter(|_| leads_list) {
            Some(first) => vec![(Some("1".to_owned()), first.trim().to_owned())],
            None => split_clauses(clause),
        };
        // "RESOLVED that the Panel:" leads its list in; "RESOLVED that X be noted." stands by itself.
        if !(parts.len() == 1 && leads_list && clause.ends_with([':', '-', '–'])) {
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

/// Keeps the clauses that are findings: not the correct record, nor an action that names only its owner.
fn keep(paper: &mut Paper<'_>, rule: &'static Rule, clauses: Vec<Clause>, lead: usize, cue: &str) {
    for clause in clauses {
        let text = trim_clause(&clause.text);
        let only_owner = rule.kind == FindingKind::Action && text.split_whitespace().count() < FEWEST_WORDS_OF_ACTION;
        if is_correct_record(&text) || is_guarded_item(&text) || text.is_empty() || only_owner {
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
            let goes_on = clauses.last().is_none_or(|clause| clause.text.trim_end().ends_with([';', ':', ',']));
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

fn starts_clause(text: &str) -> bool {
    let text = text.trim_start_matches(['"', '“', '‘', '\'']);
    text.starts_with("That") || text.starts_with("that ") || text.starts_with("to ") || text.starts_with("To ")
}

fn quote_is_open(text: &str) -> bool {
    text.starts_with('“') && !text.contains('”')
}

static CLAUSE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s:;,.])\((?P<key>[a-z]|[1-9]\d?|[ivxl]{2,7}|[A-Z]|[IVX]{2,7})\)\s+").ok());

/// Parts "(a) that one; (b) that two" at its letters, when they start the clause and count up from the first.
fn split_clauses(text: &str) -> Vec<(Option<String>, String)> {
    let whole = || vec![(None, text.trim().to_owned())];
    let Some(pattern) = CLAUSE.as_ref() else { return whole() };
    let marks: Vec<(usize, usize, String)> = pattern
        .captures_iter(text)
        .filter_map(|captures| {
            let (all, key) = (captures.get(0)?, captures.name("key")?);
            Some((key.start() - 1, all.end(), key.as_str().to_owned()))
        })
        .collect();
    let marks = counted_up(marks);
    let opens = marks.first().is_some_and(|(start, _, key)| {
        matches!(key.as_str(), "a" | "1" | "i" | "A" | "I")
            && text[..*start].trim().trim_end_matches(':').split_whitespace().count() <= 1
    });
    if marks.len() < 2 || !opens {
        return whole();
    }
    let ends = marks.iter().skip(1).map(|mark| mark.0).chain([text.len()]);
    marks.iter().zip(ends).map(|((_, start, key), end)| (Some(key.clone()), trim_clause(&text[*start..end]))).collect()
}

/// The marks that count up from the first: "(see (c) below)" is no mark of a list that stands at (b).
fn counted_up(marks: Vec<(usize, usize, String)>) -> Vec<(usize, usize, String)> {
    const SERIES: [Numeral; 5] =
        [Numeral::Letter, Numeral::Decimal, Numeral::Roman, Numeral::CapitalLetter, Numeral::CapitalRoman];
    let Some(series) = marks.first().and_then(|first| SERIES.into_iter().find(|series| series.print(1) == first.2))
    else {
        return marks;
    };
    let mut kept: Vec<(usize, usize, String)> = Vec::new();
    for mark in marks {
        if series.read(&mark.2).is_some_and(|count| count as usize == kept.len() + 1) {
            kept.push(mark);
        }
    }
    kept
}

/// A clause of a list loses the "; and" that ties it to the next.
pub(super) fn trim_clause(text: &str) -> String {
    let text = text.trim();
    let text = text.strip_suffix(" and").map_or(text, str::trim_end);
    text.trim_end_matches([';', ',']).trim_end().to_owned()
}

/// A request among resolutions is a request.
pub(super) fn kind_of(kind: FindingKind, text: &str) -> FindingKind {
    static REQUEST: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(be|is|are) (formally )?(requested|asked|invited) (to|for|that)\b|\brequests? (that|the)\b|^(that )?(to )?(requested|asked|invited|request|ask|invite)\b")
            .ok()
    });
    let request = REQUEST.as_ref().is_some_and(|pattern| pattern.is_match(text));
    if kind == FindingKind::Resolution && request { FindingKind::Request } else { kind }
}

/// The minutes of the last meeting agreed as a correct record: of no strength, and not listed. An accurate record of something
/// else is a matter like any other.
fn is_correct_record(text: &str) -> bool {
    static RECORD: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)\b(correct|accurate|true) (and (correct|accurate) )?record\b").ok());
    static OF_A_MEETING: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(minutes?|notes|meetings?|proceedings)\b|\b(as|be|is|are|were) (a |an |the )?(correct|accurate|true)\b")
            .ok()
    });
    let says = |pattern: &LazyLock<Option<Regex>>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(text));
    says(&RECORD) && says(&OF_A_MEETING)
}

/// A bare "That ... be noted" of minutes: the operative word was lost on the way to the page.
fn bare(paper: &mut Paper<'_>, index: usize) {
    if paper.kind != DocumentKind::Minutes {
        return;
    }
    let Some(rule) = paper.rule_for(Place::Bare, index) else { return };
    let whole = paper.item(index);
    if is_correct_record(&whole.text) {
        return;
    }
    let mut found = Found::new(rule, &whole.text, index, index, "That");
    found.kind = kind_of(found.kind, &whole.text);
    found.certainty = Certainty::Possible;
    paper.found.push(found);
    paper.take(&whole.parts);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_part_at_letters_that_count_up() {
        let parts = split_clauses("that: (a) the report be noted; and (b) the plan (see (d) below) be approved.");
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0], (Some("a".into()), "the report be noted".into()));
        assert_eq!(split_clauses("That the plan (a) be noted").len(), 1);
        let many =
            |keys: &[&str]| split_clauses(&keys.iter().map(|key| format!("({key}) one; ")).collect::<String>()).len();
        assert_eq!(many(&["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]), 10);
        let romans: Vec<String> = (1..17).map(|count| Numeral::Roman.print(count)).collect();
        assert_eq!(many(&romans.iter().map(String::as_str).collect::<Vec<_>>()), 16);
        let letters: Vec<String> = (1..15).map(|count| Numeral::Letter.print(count)).collect();
        assert_eq!(many(&letters.iter().map(String::as_str).collect::<Vec<_>>()), 14);
    }

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
    }
}
