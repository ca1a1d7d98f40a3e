//! Has this been raised before? First where it was said in nearly the same words, then what asks the same in other words.
//!
//! The first is [`like`]'s. For the second the passages that share any telling word or name with the sentence, and in which
//! something was found, are held against it as [`crate::compare`] holds two reviews against each other: letters,
//! concepts, and the company that words keep. How far each stands out among all of them decides the order.

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

/// Passages that say what a text says, those in its words first; then those that ask the same in other words, the likest
/// first. Passages that hold the finding `except` are left out. `score` is from 0 to 1: how much of the text comes back, or
/// how like it the passage is.
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
    let mut hits = like(snapshot, text, except, &every)?.hits;
    let said: BTreeSet<(String, usize)> = hits.iter().map(place).collect();
    let mut others = candidates(snapshot, text, &every)?;
    others.retain(|hit| !hit.findings.is_empty() && !said.contains(&place(hit)));
    others.retain(|hit| except.is_none_or(|id| !hit.findings.contains(id)));
    hits.extend(in_other_words(text, others, lexicon));
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
