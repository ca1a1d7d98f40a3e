//! RESOLVED, AGREED, RECOMMENDED: what follows the operative word, split at its lettered clauses.
//!
//! The word may stand alone above a list, above a paragraph, or before its clause on the same line; a house that
//! lost the word leaves a bare "That ... be noted", which is only possible.

use std::sync::LazyLock;

use regex::Regex;

use super::rules::{Place, is_guarded, rule_for};
use super::{Found, Paper};
use crate::model::{BlockKind, Certainty, DocumentKind, FindingKind};
use crate::text::fold;

/// Finds the resolutions of a paper.
pub fn find(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        if paper.is_free(index) && paper.blocks[index].kind != BlockKind::TableRow {
            operative(paper, index);
        }
    }
    for index in 0..paper.blocks.len() {
        if paper.is_free(index) && !paper.blocks[index].is_heading() {
            bare(paper, index);
        }
    }
}

fn operative(paper: &mut Paper<'_>, index: usize) {
    let block = &paper.blocks[index];
    let Some(rule) = rule_for(Place::Operative, &block.text, paper.kind) else { return };
    let folded = fold(&block.text);
    let Some(captures) = rule.captures(&folded) else { return };
    let cue = captures.get(0).map_or("", |m| m.as_str()).trim_end_matches([' ', ':', '-', '.']).to_owned();
    // Folding keeps character offsets: the clause starts as many characters in.
    let skipped = captures.get(0).map_or(0, |m| m.as_str().chars().count());
    let clause: String = block.text.chars().skip(skipped).collect();
    let clause = clause.trim();
    let mut clauses: Vec<(usize, Option<String>, String)> = Vec::new();
    let mut taken = vec![index];
    let leads_list = paper.blocks.get(index + 1).is_some_and(|next| next.is_item() && next.boilerplate.is_none());
    let is_lead =
        clause.is_empty() || matches!(clause.trim_end_matches([':', '-', ' ', '–']), "that" | "That" | "to" | "");
    if !is_lead {
        let parts = split_clauses(clause);
        let single = parts.len() == 1;
        // "RESOLVED that the Panel:" leads its list in; "RESOLVED that X be noted." stands by itself.
        if !(single && leads_list && clause.ends_with([':', '-', '–'])) {
            clauses.extend(parts.into_iter().map(|(letter, text)| (index, letter, text)));
        }
    }
    if clauses.is_empty() || (leads_list && follows_on(paper, index)) {
        let mut next = index + 1;
        while let Some(block) =
            paper.blocks.get(next).filter(|block| paper.is_free(block.ordinal) && !block.is_heading())
        {
            let listed = block.is_item() || (block.number.is_some() && starts_clause(&block.text));
            let first = clauses.is_empty() && block.kind == BlockKind::Paragraph;
            if !(listed || first || (clauses.iter().all(|c| c.1.is_none()) && starts_clause(&block.text))) {
                break;
            }
            if block.is_item() && matches!(block.kind, BlockKind::Item { depth } if depth > 0) && !clauses.is_empty() {
                let item = paper.item(next);
                if let Some(last) = clauses.last_mut().filter(|last| block.led_in_by == Some(last.0)) {
                    last.2.push(' ');
                    last.2.push_str(&item.text);
                    taken.extend(item.parts);
                    next = taken.iter().copied().max().unwrap_or(next) + 1;
                    continue;
                }
            }
            let item = paper.item(next);
            let parts = if block.is_item() { vec![(None, item.text.clone())] } else { split_clauses(&item.text) };
            clauses.extend(parts.into_iter().map(|(letter, text)| (next, letter, text)));
            taken.extend(&item.parts);
            next = item.parts.last().copied().unwrap_or(next) + 1;
            if first
                && !listed
                && !clauses.last().is_some_and(|c| c.2.trim_end().ends_with([';', ':']))
                && !quote_is_open(&clauses)
            {
                break;
            }
        }
    }
    for (at, letter, text) in clauses {
        if is_correct_record(&text) || is_guarded(&text) || text.is_empty() {
            continue;
        }
        let mut found = Found::new(rule, &trim_clause(&text), at, index, &cue);
        found.kind = kind_of(found.kind, &text);
        found.clause = letter;
        paper.found.push(found);
    }
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

fn starts_clause(text: &str) -> bool {
    let text = text.trim_start_matches(['"', '“', '‘', '\'']);
    text.starts_with("That") || text.starts_with("that ") || text.starts_with("to ") || text.starts_with("To ")
}

fn quote_is_open(clauses: &[(usize, Option<String>, String)]) -> bool {
    clauses.last().is_some_and(|(_, _, text)| text.starts_with('“') && !text.contains('”'))
}

static CLAUSE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s:;,.])\((?P<key>[a-h]|[1-9]|i{1,3}|iv|vi{0,3})\)\s+").ok());

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
        matches!(key.as_str(), "a" | "1" | "i")
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
    const SERIES: [[&str; 8]; 3] = [
        ["a", "b", "c", "d", "e", "f", "g", "h"],
        ["1", "2", "3", "4", "5", "6", "7", "8"],
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"],
    ];
    let Some(series) = marks.first().and_then(|first| SERIES.iter().find(|series| series[0] == first.2)) else {
        return marks;
    };
    let mut kept: Vec<(usize, usize, String)> = Vec::new();
    for mark in marks {
        if series.get(kept.len()).is_some_and(|expected| *expected == mark.2) {
            kept.push(mark);
        }
    }
    kept
}

/// A clause of a list loses the "; and" that ties it to the next.
fn trim_clause(text: &str) -> String {
    let text = text.trim();
    let text = text.strip_suffix(" and").map_or(text, str::trim_end);
    text.trim_end_matches([';', ',']).trim_end().to_owned()
}

/// A request among resolutions is a request.
fn kind_of(kind: FindingKind, text: &str) -> FindingKind {
    static REQUEST: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(be|is|are) (formally )?(requested|asked|invited) (to|for|that)\b|\brequests? (that|the)\b")
            .ok()
    });
    let request = REQUEST.as_ref().is_some_and(|pattern| pattern.is_match(text));
    if kind == FindingKind::Resolution && request { FindingKind::Request } else { kind }
}

/// The minutes of the last meeting agreed as a correct record: of no strength, and not listed.
fn is_correct_record(text: &str) -> bool {
    static RECORD: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)\b(correct|accurate|true) (and (correct|accurate) )?record\b").ok());
    RECORD.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// A bare "That ... be noted" of minutes: the operative word was lost on the way to the page.
fn bare(paper: &mut Paper<'_>, index: usize) {
    let block = &paper.blocks[index];
    let whole = paper.item(index);
    let Some(rule) = rule_for(Place::Bare, &block.text, paper.kind) else { return };
    if is_correct_record(&whole.text) || paper.kind != DocumentKind::Minutes {
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
