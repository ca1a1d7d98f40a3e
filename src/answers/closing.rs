//! Did a committee close a matter between two reviews?
//!
//! Minutes say so in few ways ("could be taken off the list", "need not return to it": `closing.toml`, each with its
//! example). Which finding such a sentence is about is decided with care, for a wrong "closed" is worse than none: the
//! sentence must point to the finding by its number, or have words in common with it that hardly another finding of the
//! review has, and clearly more than with any other.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::compare::Passages;
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::model::{Citation, Comparison, Date, Document, DocumentKind, Finding, Status};
use crate::store::Snapshot;
use crate::text::{Pattern, is_stopword, words};

use super::passages::{Passage, matter, passages};

const CLOSING: &str = include_str!("closing.toml");

/// How much more of the finding than of any other the sentence must have.
const LEAD: f32 = 1.5;

/// A word of the sentence that so few findings of the review have tells which is meant.
const FEW: usize = 2;

/// The least share of a finding that comes back in the sentence that closes it.
const LEAST_SHARE: f32 = 0.2;

/// The words of `closing.toml`: those that close, those that take it back, and who raised what is closed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines<T> {
    closing: Vec<T>,
    open: Vec<T>,
    raised_by: T,
}

static WORDS: LazyLock<Lines<Pattern>> = LazyLock::new(|| {
    // Part of the program, and a test compiles every line of it.
    toml::from_str(CLOSING).expect("closing.toml is sound")
});

/// Whether a sentence closes a matter, whichever.
fn closes(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let Lines { closing, open, .. } = &*WORDS;
    !sentence.trim_end().ends_with('?')
        && closing.iter().any(|pattern| pattern.is_match(&lower))
        && !open.iter().any(|pattern| pattern.is_match(&lower))
}

/// Sentences of minutes that close a matter, of all papers given, in the order of the papers.
pub(super) struct Closings {
    said: Vec<(Date, String, Passage)>,
    /// What blocks point to: path, block, finding.
    pointing: Vec<(String, usize, String)>,
}

impl Closings {
    /// Reads the minutes of these papers.
    pub(super) fn of(snapshot: &Snapshot, documents: &[Document]) -> Result<Self> {
        let mut minutes: Vec<&Document> =
            documents.iter().filter(|document| document.kind == DocumentKind::Minutes).collect();
        minutes.sort_by_key(|document| (document.date, document.path.as_str()));
        let mut said = Vec::new();
        for passage in passages(snapshot, &minutes)? {
            let document = minutes[passage.paper];
            if let (Some(date), Some(council)) = (document.date, document.council.clone())
                && closes(&passage.text)
            {
                said.push((date, council, passage));
            }
        }
        let mut pointing = Vec::new();
        if !said.is_empty() {
            for reference in snapshot.back_references(None)? {
                let to = reference.to.map(|to| to.findings).unwrap_or_default();
                pointing.extend(to.into_iter().map(|id| (reference.path.clone(), reference.block, id)));
            }
        }
        Ok(Self { said, pointing })
    }

    /// Notes with each change that is not new which sentence between the two reviews closed its matter.
    pub(super) fn note(&self, comparison: &mut Comparison, lexicon: &Lexicon) {
        let (Some(from), Some(to)) = (comparison.earlier.review.date(), comparison.later.review.date()) else { return };
        let asks: Vec<&Finding> = comparison.earlier.findings.iter().filter(|finding| finding.kind.is_ask()).collect();
        let texts: Vec<&str> = asks.iter().map(|finding| finding.text.as_str()).collect();
        let findings = Passages::of(&texts, lexicon);
        let between = self
            .said
            .iter()
            .filter(|(date, council, _)| from < *date && *date < to && *council == comparison.series.council);
        for (_, _, passage) in between {
            let Some(closed) = self.closed_by(passage, &asks, &findings) else { continue };
            let is_it = |ids: &[String]| ids.contains(&closed.id);
            for change in &mut comparison.changes {
                let may_be_closed = !matches!(change.status, Status::New | Status::Grade(_));
                if may_be_closed && is_it(&change.earlier) && change.closed_in.is_none() {
                    change.closed_in = Some(Citation::clone(&passage.at));
                }
            }
        }
    }

    /// The finding a sentence closes; `None` where that is not clear.
    fn closed_by<'f>(&self, passage: &Passage, asks: &[&'f Finding], findings: &Passages<'_>) -> Option<&'f Finding> {
        let pointed: Vec<&Finding> = asks
            .iter()
            .copied()
            .filter(|finding| {
                let points = |(path, block, id): &(String, usize, String)| {
                    *path == passage.at.path && *block == passage.at.block && *id == finding.id
                };
                self.pointing.iter().any(points)
            })
            .collect();
        if let [only] = pointed.as_slice() {
            return Some(only);
        }
        let own_names = names(&passage.text);
        let named: Vec<&Finding> =
            asks.iter().copied().filter(|ask| !names(&ask.text).is_disjoint(&own_names)).collect();
        if let [only] = named.as_slice() {
            return Some(only);
        }
        let spoken = findings.speaking_of(&subject(&passage.text));
        let best = spoken.first()?;
        let next = spoken.get(1).map_or(0.0, |next| next.share);
        let tells = best.terms.iter().any(|term| findings.having(term) <= FEW);
        let clear = best.share >= LEAST_SHARE && best.share >= LEAD * next && tells;
        clear.then(|| asks[best.passage])
    }
}

/// A sentence without the words that close, and those in which meetings ask: what is left is what it is about.
fn subject(sentence: &str) -> String {
    // Lower case may change the number of bytes of a letter: then the words that close stay in.
    let lower = sentence.to_lowercase();
    let mut text = sentence.to_owned();
    if lower.len() == sentence.len() {
        let said = |pattern: &Pattern| {
            let captures = pattern.captures(&lower)?;
            captures.name("said").or(captures.get(0)).map(|found| found.range())
        };
        for found in WORDS.closing.iter().filter_map(said) {
            if sentence.is_char_boundary(found.start) && sentence.is_char_boundary(found.end) {
                text.replace_range(found.clone(), &" ".repeat(found.len()));
            }
        }
    }
    let text = WORDS.raised_by.replace_all(&text, " ");
    matter(&text)
}

/// Names of things: "Children and Young People’s Plan". Three words or more that begin with a capital, but for the small
/// words between them; letters only, in lower case.
fn names(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut run: Vec<&str> = Vec::new();
    let small = |word: &str| matches!(word, "and" | "of" | "for" | "the");
    let mut close = |run: &mut Vec<&str>| {
        while run.last().is_some_and(|word| small(word)) {
            run.pop();
        }
        if run.iter().filter(|word| !small(word)).count() >= 3 {
            found.insert(run.join(" ").to_lowercase());
        }
        run.clear();
    };
    let mut end = 0;
    for word in words(text) {
        let stops = text[end..word.start].contains(['.', ',', ';', ':', '(', ')', '“', '”']);
        if stops {
            close(&mut run);
        }
        end = word.end();
        let capital = word.text.starts_with(char::is_uppercase);
        // The article at the head of a sentence is no part of a name.
        if capital && !(run.is_empty() && is_stopword(&word.text.to_lowercase()))
            || (!run.is_empty() && small(word.text))
        {
            run.push(word.text);
        } else {
            close(&mut run);
        }
    }
    close(&mut run);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Exemplified, hold_to_examples};

    #[test]
    fn every_pattern_finds_its_example_and_leaves_the_other_alone() {
        let file: Lines<Exemplified> = toml::from_str(CLOSING).unwrap();
        hold_to_examples(&file.closing, |line, text| line.finds(&text.to_lowercase()) && closes(text));
        hold_to_examples([&file.raised_by], Exemplified::finds);
        hold_to_examples(&file.open, |line, text| line.finds(&text.to_lowercase()));
        file.closing.iter().flat_map(|line| &line.not).for_each(|not| assert!(!closes(not), "{not}"));
        file.open.iter().for_each(|line| assert!(!closes(&line.example), "{}", line.example));
    }

    #[test]
    fn things_are_known_by_their_names() {
        let one = names("The Young Musicians and Dancers’ Plan has 12 aims. The County Council pays.");
        assert_eq!(one.into_iter().collect::<Vec<_>>(), ["young musicians and dancers plan"]);
        assert!(names("Members Agreed it. Roads Were gritted").is_empty());
    }

    #[test]
    fn a_sentence_is_about_what_is_left_without_closing() {
        assert_eq!(
            subject("Members agreed that potholes were no longer a matter of concern for the peer team."),
            "potholes"
        );
    }

    #[test]
    fn a_question_closes_nothing() {
        assert!(!closes("Was street lighting no longer a matter of concern?"));
    }
}
