//! Resolutions within a paragraph: "The Committee considered the report. RESOLVED: That it be noted."
//!
//! What begins a paragraph with its operative word is for `resolved`.

use std::ops::Range;

use super::below::{Clause, may_resolve};
use super::further;
use super::resolved::{keep, resolve};
use crate::findings::clauses::goes_on;
use crate::findings::paper::Paper;
use crate::findings::rules::{Place, Rule, Scanned};
use crate::model::Certainty;
use crate::text::{as_printed, fold, sentences};

/// What a paragraph resolves after it told what was heard: "The Committee considered the report. RESOLVED: That it be noted."
/// Each such word begins a resolution of its own. Where the paragraph tells of another meeting, or quotes, it is only possible.
pub fn find(paper: &mut Paper<'_>, index: usize) {
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
    let (before, after) = (&folded[..first.start], &folded[from..]);
    let tells = |place, text| Scanned::new(text).rule_for(place, paper.kind).is_some();
    let is_quoted = before.matches('"').count() % 2 == 1;
    let is_elsewhere = is_quoted || tells(Place::Elsewhere, before) || tells(Place::Lost, after);
    if is_elsewhere || !is_said_plainly(&folded[first.start..], first.len()) {
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
    let clause = as_printed(&paper.blocks[index].text, folded, word.end..end);
    let mut parts = further::decisions(clause.trim(), paper.kind);
    if parts.iter().all(|(letter, _)| letter.is_none()) {
        parts = first_sentences(parts);
    }
    let cue = folded[word].trim_end_matches([' ', ':', '-', '.']).to_owned();
    keep(paper, rule, parts.into_iter().map(|part| Clause::new(index, part)).collect(), index, &cue);
}

/// Decisions without letters end with the first sentence that is none: what was said next.
fn first_sentences(parts: Vec<(Option<String>, String)>) -> Vec<(Option<String>, String)> {
    let mut kept = Vec::new();
    for (_, text) in parts {
        let sentences = sentences(&text);
        let first = sentences.first().map_or("", |first| text[first.clone()].trim());
        kept.push((None, first.to_owned()));
        if sentences.len() > 1 {
            break;
        }
    }
    kept
}

/// Whether the operative word that begins a text is in capitals, or stands before that or to: "Resolved: new drum fitted." tells of
/// a printer.
fn is_said_plainly(text: &str, length: usize) -> bool {
    let (word, rest) = text.split_at(length);
    let begins = |opening: &str| rest.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening));
    word.contains("RESOL") || word.contains("AGREED") || begins("that ") || begins("to ")
}
