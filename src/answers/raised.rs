//! Has this been raised before? First where nearly all of it was said, then what asks the same in other words, then where part
//! of it comes back.
//!
//! The first and the last are [`like`]'s. For what stands between, the findings that share any telling word or name with the
//! sentence are held against it as [`crate::compare`] holds two reviews against each other: letters, concepts, and the
//! company that words keep. How far each stands out among all of them decides the order.

use std::collections::BTreeSet;

use crate::compare::{Likenesses, Standing, Weights};
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::model::{FindingId, Hit};
use crate::search::{Answer, Options, candidates, finished, like};
use crate::store::Snapshot;

/// As many in other words are given at most: a person judges them, and beyond these hardly one asks the same.
const IN_OTHER_WORDS: usize = 20;

/// Less than this many standard deviations above the rest is chance.
const LEAST: f32 = 1.0;

/// From so much of the text on a passage says it all.
const ALL_OF_IT: f32 = 0.9;

/// Passages that say what a text says, findings that ask the same in other words, and passages that say part of it, in this
/// order, the likest of each first. Passages that hold the finding `except` are left out. `score` is from 0 to 1: how much of
/// the text comes back, or how like it the finding is.
///
/// `lexicon` has the vectors; the other options count as in [`like`].
///
/// # Errors
/// [`Error::Index`](crate::Error::Index) when the index is damaged.
pub fn raised(
    snapshot: &Snapshot,
    text: &str,
    except: Option<&FindingId>,
    lexicon: &Lexicon,
    options: &Options,
) -> Result<Answer> {
    let every = Options { limit: None, offset: 0, context: 0, fold: false, ..options.clone() };
    let (mut hits, part): (Vec<Hit>, Vec<Hit>) =
        like(snapshot, text, except, &every)?.hits.into_iter().partition(|hit| hit.score >= ALL_OF_IT);
    let mut given: BTreeSet<(String, usize)> = hits.iter().map(place).collect();
    let mut findings = candidates(snapshot, text, &every)?;
    findings.retain(|hit| !given.contains(&place(hit)));
    findings.retain(|hit| except.is_none_or(|id| !hit.findings.contains(id)));
    for hit in in_other_words(text, findings, lexicon).into_iter().chain(part) {
        if given.insert(place(&hit)) {
            hits.push(hit);
        }
    }
    finished(snapshot, hits, options)
}

fn place(hit: &Hit) -> (String, usize) {
    (hit.citation.path.clone(), hit.citation.block)
}

/// Those of some passages that ask the same, the likest first; of equals, those before stay before.
fn in_other_words(text: &str, passages: Vec<Hit>, lexicon: &Lexicon) -> Vec<Hit> {
    let texts: Vec<&str> = passages.iter().map(|hit| hit.text.as_str()).collect();
    let Standing { likeness, standing } = Likenesses::of(&texts, &[text], lexicon).weighed(&Weights::default());
    let mut ranked: Vec<(f32, Hit)> = Vec::new();
    for (row, mut hit) in passages.into_iter().enumerate() {
        hit.score = (likeness.at(row, 0) * 100.0).round() / 100.0;
        if standing.at(row, 0) >= LEAST {
            ranked.push((standing.at(row, 0), hit));
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked.truncate(IN_OTHER_WORDS);
    ranked.into_iter().map(|(_, hit)| hit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FindingKind;
    use crate::store::testing::{Paper, index_of};

    fn said(paper: Paper, text: &str) -> Paper {
        paper.item(text).found(FindingKind::Recommendation)
    }

    #[test]
    fn what_was_said_in_the_same_words_comes_before_what_asks_the_same_in_others() {
        let mut papers =
            vec![said(Paper::new("old.txt").council(Some("Marlshire")), "Supervise social workers every month")];
        let others =
            ["Mend the roof of the depot", "Publish a plan for parking", "Count the swans of the county each spring"];
        papers.extend(others.iter().enumerate().map(|(at, text)| said(Paper::new(&format!("{at}.txt")), text)));
        papers.push(said(Paper::new("new.txt"), "Social workers should be supervised in each month of the year"));
        papers.push(Paper::new("aside.txt").paragraph("Social workers park in the yard, supervised or not"));
        let (_folder, snapshot) = index_of(&papers);
        let ask = "Give social workers regular supervision";
        let answer = raised(&snapshot, ask, None, Lexicon::builtin(), &Options::default()).unwrap();
        let texts: Vec<&str> = answer.hits.iter().map(|hit| hit.text.as_str()).collect();
        assert!(texts.contains(&"Supervise social workers every month"), "{texts:?}");
        assert!(!texts.iter().any(|text| others.contains(text)), "{texts:?}");
        let again = "Social workers should be supervised in each month of the year";
        let answer = raised(&snapshot, again, None, Lexicon::builtin(), &Options::default()).unwrap();
        let paths: Vec<&str> = answer.hits.iter().map(|hit| hit.citation.path.as_str()).collect();
        assert_eq!(paths[..2], ["new.txt", "old.txt"], "all of it, then the same in other words");
        // The finding asked with is no answer to itself.
        let id = snapshot.findings(&crate::store::Wanted::default()).unwrap();
        let id = &id.iter().find(|finding| finding.citation.path == "old.txt").unwrap().id;
        let answer = raised(
            &snapshot,
            "Supervise social workers every month",
            Some(id),
            Lexicon::builtin(),
            &Options::default(),
        );
        assert!(answer.unwrap().hits.iter().all(|hit| hit.citation.path != "old.txt"));
    }
}
