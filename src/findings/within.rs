//! Resolutions within a paragraph: "The Committee considered the report. RESOLVED: That it be noted."
//!
//! What begins a paragraph with its operative word is for `resolved`.

use std::ops::Range;

use super::Paper;
use super::clauses::split_clauses;
use super::resolved::{Clause, goes_on, keep, may_resolve, resolve};
use super::rules::{Place, Rule};
use crate::model::Certainty;
use crate::text::{Pattern, fold, sentences};

/// What a paragraph resolves after it told what was heard: "The Committee considered the report. RESOLVED: That it be noted."
/// Each such word begins a resolution of its own. Where the paragraph tells of another meeting, or quotes, it is only possible.
pub(super) fn find(paper: &mut Paper<'_>, index: usize) {
    if !may_resolve(paper, index) || paper.blocks[index].is_heading() {
        return;
    }
    let Some(rule) = paper.rule_for(Place::Within, index) else { return };
    let folded = fold(&paper.blocks[index].text).into_owned();
    let mut from = 0;
    let mut words: Vec<Range<usize>> = Vec::new();
    while let Some(word) = rule.captures(&folded[from..]).and_then(|captures| Some(captures.name("word")?.range())) {
        words.push(from + word.start..from + word.end);
        from += word.end;
    }
    let known = paper.found.len();
    for (at, word) in words.iter().enumerate() {
        match words.get(at + 1) {
            // "(1) the plan be approved; and" goes on in the list below.
            None if goes_on(&folded[word.end..]) => resolve(paper, rule, index, &folded, word.clone()),
            next => {
                let end = next.map_or(folded.len(), |next| next.start);
                resolve_sentence(paper, rule, index, &folded, word.clone(), end);
            }
        }
    }
    let Some(first) = words.first() else { return };
    let is_sure = !tells_of_another_meeting(&folded[..first.start]) && !is_lost(&folded[from..]);
    if !is_sure || !is_said_plainly(&folded[first.start..], first.len()) {
        paper.found[known..].iter_mut().for_each(|found| found.certainty = Certainty::Possible);
    }
    paper.take(&[index]);
}

/// Finds what the first sentence after an operative word resolves, or the clauses up to `end` where they are counted.
fn resolve_sentence(
    paper: &mut Paper<'_>,
    rule: &'static Rule,
    index: usize,
    folded: &str,
    word: Range<usize>,
    end: usize,
) {
    // Folding keeps character offsets.
    let part = |range: Range<usize>| -> String {
        let skipped = folded[..range.start].chars().count();
        paper.blocks[index].text.chars().skip(skipped).take(folded[range].chars().count()).collect()
    };
    let clause = part(word.end..end);
    let mut parts = split_clauses(clause.trim());
    if parts.len() == 1 {
        let first = sentences(&clause).into_iter().next().map_or("", |first| clause[first].trim());
        parts = vec![(None, first.to_owned())];
    }
    let cue = folded[word].trim_end_matches([' ', ':', '-', '.']).to_owned();
    keep(paper, rule, parts.into_iter().map(|part| Clause::new(index, part)).collect(), index, &cue);
}

/// Whether what stands above an operative word tells of another meeting, or has begun to quote.
fn tells_of_another_meeting(before: &str) -> bool {
    static ANOTHER: Pattern = Pattern::of(
        r"(?i)\bat (?:its|their|the|an?) (?:last |previous |earlier )?meeting\b|\b(?:last|previous) (?:year|month|meeting|time)\b|\bpreviously\b|\bhad\b|\bminutes? \d+ of\b|\bread out\b|\bin (?:19|20)\d\d\b|\b(?:county|district|parish|town|borough) council\b[^.]*\b(?:letter|correspondence|wrote|decided|reported)\b",
    );
    let quotes = before.matches('"').count();
    quotes % 2 == 1 || ANOTHER.is_match(before)
}

/// Whether a motion was lost after all.
fn is_lost(after: &str) -> bool {
    static LOST: Pattern = Pattern::of(
        r"(?i)\b(?:amendment|motion|proposal|vote)\b[^.;]*\b(?:was|were) (?:lost|defeated|withdrawn|not carried)\b",
    );
    LOST.is_match(after)
}

/// Whether the operative word that begins a text is in capitals, or stands before that or to: "Resolved: new drum fitted." tells of
/// a printer.
fn is_said_plainly(text: &str, length: usize) -> bool {
    let (word, rest) = text.split_at(length);
    let begins = |opening: &str| rest.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening));
    word.contains("RESOL") || word.contains("AGREED") || begins("that ") || begins("to ")
}
